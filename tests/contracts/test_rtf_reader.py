from types import ModuleType

import pytest

from tenderscan.readers import rtf as rtf_reader
from tests.build_rtf import par, row, rtf
from tests.contracts.reader_contract import ReaderContract


class TestRtfReader(ReaderContract):
    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return rtf_reader

    @pytest.fixture
    def content(self) -> bytes:
        return rtf(
            par("Schedule of prices", r"\s1\outlinelevel0")
            + par("Prices exclude VAT.")
            + row("Supplier", "Price")
            + row("Acorn Ltd", "£1,200.00")
            + par("Signed for the Council.")
        )
