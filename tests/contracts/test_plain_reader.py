from types import ModuleType
from typing import ClassVar

import pytest

from tenderscan.document import Document, Source
from tenderscan.readers import plain as plain_reader
from tenderscan.readers.media_types import JSON, MARKDOWN, PLAIN, XML
from tenderscan.settings import Limits
from tests.contracts.reader_contract import ReaderContract


class PlainContract(ReaderContract):
    """The reader goes by the media type, of which it has several."""

    has_passwords = False

    media_type: ClassVar[str]

    @pytest.fixture
    def reader(self) -> ModuleType:
        return plain_reader

    def read(self, reader: ModuleType, content: bytes, limits: Limits | None = None) -> Document:
        document: Document = reader.read(
            content, Source("sample", "0" * 64, len(content), self.media_type), limits or Limits()
        )
        return document


class TestMarkdownReader(PlainContract):
    media_type = MARKDOWN

    @pytest.fixture
    def content(self) -> bytes:
        return (
            "# Schedule of prices\n\nPrices exclude VAT.\n"
            "\n| Supplier | Price |\n|---|---|\n| Acorn Ltd | £1,200.00 |\n"
            "\nSigned for the Council.\n"
        ).encode()


class TestPlainTextReader(PlainContract):
    """Columns are told from blanks alone, which is too little to call them a table."""

    media_type = PLAIN
    has_tables = False

    @pytest.fixture
    def content(self) -> bytes:
        return (
            "Schedule of prices\n==================\n\nPrices exclude VAT.\n"
            "\nSupplier     Price\nAcorn Ltd    £1,200.00\n"
            "\nSigned for the Council.\n"
        ).encode()


class TestJsonReader(PlainContract):
    media_type = JSON
    has_headings = has_tables = False

    @pytest.fixture
    def content(self) -> bytes:
        return (
            '{"title": "Schedule of prices", "note": "Prices exclude VAT.", "Supplier": "Acorn Ltd", '
            '"Price": "£1,200.00", "end": "Signed for the Council."}'
        ).encode()


class TestXmlReader(PlainContract):
    media_type = XML
    has_headings = has_tables = False

    @pytest.fixture
    def content(self) -> bytes:
        return (
            "<?xml version='1.0' encoding='utf-8'?><n><title>Schedule of prices</title><p>Prices exclude VAT.</p>"
            "<Supplier>Acorn Ltd</Supplier><Price>£1,200.00</Price><p>Signed for the Council.</p></n>"
        ).encode()
