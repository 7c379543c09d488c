from types import ModuleType

import pytest

from tenderscan.readers import html as html_reader
from tests.contracts.reader_contract import ReaderContract


class TestHtmlReader(ReaderContract):
    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return html_reader

    @pytest.fixture
    def content(self) -> bytes:
        return (
            "<!DOCTYPE html><html><head><meta charset=utf-8><title>Prices</title></head><body>"
            "<h1>Schedule of prices</h1><p>Prices exclude VAT.</p><table><tr><th>Supplier</th><th>Price</th></tr>"
            "<tr><td>Acorn Ltd</td><td>£1,200.00</td></tr></table><p>Signed for the Council.</p></body></html>"
        ).encode()
