from types import ModuleType

import pytest

from tenderscan.readers import eml as eml_reader
from tests.build_mail import eml, multipart, part
from tests.contracts.reader_contract import ReaderContract

PAGE = (
    "<p>Prices exclude VAT.</p><table><tr><th>Supplier<th>Price<tr><td>Acorn Ltd<td>£1,200.00</table>"
    "<p>Signed for the Council.</p>"
)


class TestEmlReader(ReaderContract):
    """The subject is the heading; the table is in the web page, which is read where the plain text has lost it."""

    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return eml_reader

    @pytest.fixture
    def content(self) -> bytes:
        plain = "Prices exclude VAT.\r\nSupplier Price Acorn Ltd £1,200.00\r\nSigned for the Council.\r\n"
        content, kind = multipart(
            "alternative",
            part(plain.encode(), "text/plain; charset=utf-8"),
            part(PAGE.encode(), "text/html; charset=utf-8"),
        )
        return eml(content, kind, subject="Schedule of prices")
