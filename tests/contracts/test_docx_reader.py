from types import ModuleType

import pytest

from tenderscan.readers import docx as docx_reader
from tests.build_docx import docx, p, row, table
from tests.build_ole import ole
from tests.contracts.reader_contract import ReaderContract


class TestDocxReader(ReaderContract):
    @pytest.fixture
    def encrypted(self) -> bytes:
        return ole({"EncryptedPackage": b"\x00" * 64, "EncryptionInfo": b"\x04\x00"})

    @pytest.fixture
    def reader(self) -> ModuleType:
        return docx_reader

    @pytest.fixture
    def content(self) -> bytes:
        prices = table(row("Supplier", "Price"), row("Acorn Ltd", "£1,200.00"))
        heading = p("Schedule of prices", properties='<w:outlineLvl w:val="0"/>')
        return docx(heading + p("Prices exclude VAT.") + prices + p("Signed for the Council."))
