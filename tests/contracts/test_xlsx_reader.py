from types import ModuleType

import pytest

from tenderscan.readers import xlsx as xlsx_reader
from tests.build_ole import ole
from tests.build_sheets import PRICES, SheetXml, binary_cell, binary_row, rows, xlsb, xlsx
from tests.contracts.sheet_contract import SheetContract


class TestXlsxReader(SheetContract):
    @pytest.fixture
    def reader(self) -> ModuleType:
        return xlsx_reader

    @pytest.fixture
    def content(self) -> bytes:
        cells = (*PRICES, ("A6", "Signed for the Council."))
        return xlsx(SheetXml("Schedule of prices", rows(cells, {"B4": 1})))

    @pytest.fixture
    def encrypted(self) -> bytes:
        return ole({"EncryptedPackage": b"\x00" * 64, "EncryptionInfo": b"\x04\x00"})


class TestXlsbReader(SheetContract):
    @pytest.fixture
    def encrypted(self) -> bytes:
        return ole({"EncryptedPackage": b"\x00" * 64, "EncryptionInfo": b"\x04\x00"})

    @pytest.fixture
    def reader(self) -> ModuleType:
        return xlsx_reader

    @pytest.fixture
    def content(self) -> bytes:
        rows = binary_row(0, binary_cell(0, "Prices exclude VAT."))
        rows += binary_row(2, binary_cell(0, "Supplier"), binary_cell(1, "Price"))
        rows += binary_row(3, binary_cell(0, "Acorn Ltd"), binary_cell(1, 1200, 1))
        return xlsb({"Schedule of prices": rows + binary_row(5, binary_cell(0, "Signed for the Council."))})
