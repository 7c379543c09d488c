from types import ModuleType

import pytest

from tenderscan.readers import odt as odt_reader
from tests.build_odt import ENCRYPTED, flat, h, odp, odt, p, placed, row, slide, table, title
from tests.contracts.reader_contract import ReaderContract

PRICES = table(row("Supplier", "Price"), row("Acorn Ltd", "£1,200.00"))
BODY = h("Schedule of prices") + p("Prices exclude VAT.") + PRICES + p("Signed for the Council.")


class TestOdtReader(ReaderContract):
    @pytest.fixture
    def reader(self) -> ModuleType:
        return odt_reader

    @pytest.fixture
    def content(self) -> bytes:
        return odt(BODY)

    @pytest.fixture
    def encrypted(self) -> bytes | None:
        return odt(BODY, {"content.xml": b"\x8a\x01 nothing but noise", "META-INF/manifest.xml": ENCRYPTED})


class TestFlatOdtReader(ReaderContract):
    """One XML file, which knows no passwords."""

    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return odt_reader

    @pytest.fixture
    def content(self) -> bytes:
        return flat(BODY)


class TestOdpReader(ReaderContract):
    @pytest.fixture
    def reader(self) -> ModuleType:
        return odt_reader

    @pytest.fixture
    def content(self) -> bytes:
        framed = f'<draw:frame svg:x="1cm" svg:y="4cm" svg:height="3cm">{PRICES}</draw:frame>'
        return odp(
            slide(
                placed("Signed for the Council.", 1, 9),
                framed,
                placed("Prices exclude VAT.", 1, 2),
                title("Schedule of prices"),
            )
        )

    @pytest.fixture
    def encrypted(self) -> bytes | None:
        return odp(slide(title("Prices")), parts={"META-INF/manifest.xml": ENCRYPTED})
