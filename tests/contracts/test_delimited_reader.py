from types import ModuleType

import pytest

from tenderscan.readers import delimited
from tests.contracts.sheet_contract import SheetContract


class TestDelimitedReader(SheetContract):
    has_passwords = False
    has_headings = False
    sheet = ""
    first_row = 5

    @pytest.fixture
    def reader(self) -> ModuleType:
        return delimited

    @pytest.fixture
    def content(self) -> bytes:
        lines = (
            *("Schedule of prices", "", "Prices exclude VAT.", "", "Supplier,Price", 'Acorn Ltd,"£1,200.00"', ""),
            "Signed for the Council.",
        )
        return "\r\n".join(lines).encode("cp1252")
