from types import ModuleType

import pytest

from tenderscan.readers import pptx as pptx_reader
from tests.build_ole import ole
from tests.build_pptx import pptx, shape, table
from tests.contracts.reader_contract import ReaderContract


class TestPptxReader(ReaderContract):
    @pytest.fixture
    def encrypted(self) -> bytes:
        return ole({"EncryptedPackage": b"\x00" * 64, "EncryptionInfo": b"\x04\x00"})

    @pytest.fixture
    def reader(self) -> ModuleType:
        return pptx_reader

    @pytest.fixture
    def content(self) -> bytes:
        # drawn in another order than that in which they are read
        return pptx(
            shape("Signed for the Council.", at=(0, 900, 50))
            + table(("Supplier", "Price"), ("Acorn Ltd", "£1,200.00"), at=(0, 500, 200))
            + shape("Prices exclude VAT.", at=(0, 300, 50))
            + shape("Schedule of prices", kind="title")
        )
