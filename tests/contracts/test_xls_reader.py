from types import ModuleType

import pytest

from tenderscan.readers import xls as xls_reader
from tests.build_sheets import label, number, record, xls
from tests.contracts.sheet_contract import SheetContract

NAME = "Schedule of prices"


class TestXlsReader(SheetContract):
    @pytest.fixture
    def reader(self) -> ModuleType:
        return xls_reader

    @pytest.fixture
    def content(self) -> bytes:
        prices = label(2, 0, "Supplier") + label(2, 1, "Price") + label(3, 0, "Acorn Ltd") + number(3, 1, 1200, 1)
        return xls({NAME: label(0, 0, "Prices exclude VAT.") + prices + label(5, 0, "Signed for the Council.")})

    @pytest.fixture
    def encrypted(self) -> bytes:
        return xls({NAME: label(0, 0, "secret")}, extra=record(0x2F, b"\x01\x00" * 3))
