from functools import cache
from types import ModuleType

import pytest

from tenderscan.document import Document
from tenderscan.readers import converter
from tenderscan.readers import legacy_office as legacy_reader
from tenderscan.readers.converter import Task
from tenderscan.settings import Limits
from tests.build_docx import docx, p, row, table
from tests.build_ole import ole
from tests.contracts.reader_contract import ReaderContract

pytestmark = pytest.mark.skipif(
    converter.find() is None, reason="no LibreOffice: install it, or name its program in TENDERSCAN_SOFFICE"
)


@cache
def older(content: bytes) -> bytes:
    """A DOC, made of a DOCX by LibreOffice."""
    return converter.convert(content, Task("made", "docx", "MS Word 2007 XML", "doc"), Limits())


class TestDocReader(ReaderContract):
    @pytest.fixture
    def reader(self) -> ModuleType:
        return legacy_reader

    @pytest.fixture
    def content(self) -> bytes:
        prices = table(row("Supplier", "Price"), row("Acorn Ltd", "£1,200.00"))
        heading = p("Schedule of prices", style="Heading1")
        styles = (
            '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl '
            'w:val="0"/></w:pPr></w:style>'
        )
        body = heading + p("Prices exclude VAT.") + prices + p("Signed for the Council.")
        return older(docx(body, {"styles": styles}))

    @pytest.fixture
    def encrypted(self) -> bytes:
        head = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"  # version 193, and the flag that says encrypted
        return ole({"WordDocument": head.ljust(5_000, b"\x00")})

    @pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
    def test_a_file_cut_off_is_read_or_a_named_failure(self, reader: ModuleType, content: bytes, share: float) -> None:
        """At fewer places than for the others, because LibreOffice is run for each."""
        super().test_a_file_cut_off_is_read_or_a_named_failure(reader, content, share)

    def test_says_that_it_was_converted(self, document: Document) -> None:
        (notice,) = document.notices
        assert notice.code == "converted"
        assert (converter.version() or "?") in notice.message
