from types import ModuleType

import pytest

from tenderscan.readers import ocr
from tenderscan.readers import picture as picture_reader
from tests.build_scans import png, typed
from tests.contracts.reader_contract import ReaderContract

pytestmark = pytest.mark.skipif(ocr.version() is None, reason="no text recognition: install Tesseract 5")


@pytest.fixture(autouse=True)
def _with_text_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests run without it."""
    monkeypatch.setenv("TENDERSCAN_OCR", "auto")


class TestPictureReader(ReaderContract):
    """A picture has no tables as such: a row is a line of text, its cells parted."""

    has_tables = False
    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return picture_reader

    @pytest.fixture
    def content(self) -> bytes:
        lines = [
            "#Schedule of prices",
            "",
            "Prices exclude VAT. They hold for ninety days from the date of this offer.",
            "Prices exclude VAT.",
            "",
            "Supplier|Price",
            "Acorn Ltd|\u00a31,200.00",
            "",
            "Signed for the Council.",
        ]
        return png(typed(lines, dots_per_inch=150, inches=(6, 4)))
