import io
from types import ModuleType

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tenderscan.readers import pdf as pdf_reader
from tests.build_pdf import PdfBuilder
from tests.contracts.reader_contract import ReaderContract


class TestPdfReader(ReaderContract):
    @pytest.fixture
    def encrypted(self) -> bytes:
        return PdfBuilder(password="secret").text(72, 72, "secret").build()

    @pytest.fixture
    def reader(self) -> ModuleType:
        return pdf_reader

    @pytest.fixture
    def content(self) -> bytes:
        styles = getSampleStyleSheet()
        rows = [["Supplier", "Price"], ["Acorn Ltd", "£1,200.00"]]
        stream = io.BytesIO()
        SimpleDocTemplate(stream, pagesize=A4, invariant=True).build(
            [
                Paragraph("Schedule of prices", styles["Heading1"]),
                Paragraph("Prices exclude VAT.", styles["Normal"]),
                Table(rows, style=[("GRID", (0, 0), (-1, -1), 1, colors.black)]),
                Paragraph("Signed for the Council.", styles["Normal"]),
            ]
        )
        return stream.getvalue()
