from pathlib import Path
from types import ModuleType

import pytest

from tenderscan.readers import ods as ods_reader
from tenderscan.readers import read
from tenderscan.readers.media_types import ODS
from tests.build_sheets import flat_ods, ods, ods_cell, ods_row, ods_table
from tests.contracts.sheet_contract import SheetContract

PRICE = ods_cell("£1,200.00", 'office:value-type="currency" office:currency="GBP" office:value="1200"')
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml">'
    "<m:encryption-data/></m:file-entry></m:manifest>"
)

TABLE = ods_table(
    "Schedule of prices",
    *(ods_row("Prices exclude VAT."), ods_row(), ods_row("Supplier", "Price"), ods_row("Acorn Ltd", PRICE)),
    *(ods_row(), ods_row("Signed for the Council.")),
)


class TestOdsReader(SheetContract):
    @pytest.fixture
    def reader(self) -> ModuleType:
        return ods_reader

    @pytest.fixture
    def content(self) -> bytes:
        return ods(TABLE)

    @pytest.fixture
    def encrypted(self) -> bytes:
        return ods(ods_table("Lots"), parts={"META-INF/manifest.xml": MANIFEST})


class TestFlatOdsReader(SheetContract):
    """One XML file, which knows no passwords."""

    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return ods_reader

    @pytest.fixture
    def content(self) -> bytes:
        return flat_ods(TABLE)

    @pytest.mark.parametrize("name", ["prices.fods", "prices.xml", "prices"])
    def test_it_is_known_by_its_content(self, content: bytes, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        document = read(path)
        assert document.source.media_type == ODS
        assert [notice.code for notice in document.notices] == []
        assert document.cell_at(document.text.index("1,200")) == "'Schedule of prices'!B4"
