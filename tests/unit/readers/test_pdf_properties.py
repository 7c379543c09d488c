import pytest

from tenderscan.readers import pdf
from tenderscan.readers.pdf.properties import iso_date
from tenderscan.settings import Limits
from tests.build import source
from tests.build_pdf import PdfBuilder


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("D:20220105093000+01'00'", "2022-01-05T09:30:00+01:00"),
        ("D:20220105093000Z", "2022-01-05T09:30:00Z"),
        ("D:20220105", "2022-01-05"),
        ("D:2022", "2022"),
        ("20220105093000", "2022-01-05T09:30:00"),
        ("D:20221345", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(raw: str | None, iso: str | None) -> None:
    assert iso_date(raw) == iso


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Grounds maintenance contract", "Grounds maintenance contract"),
        ("Microsoft Word - Annex B.doc", "Award report"),
        ("Q12526", "Award report"),
        ("untitled", "Award report"),
        ("annex_b_final.docx", "Award report"),
        ("Corporate letter template v2", "Award report"),
        ("Document1", "Award report"),
        (None, "Award report"),
    ],
)
def test_title(title: str | None, expected: str) -> None:
    builder = PdfBuilder(title=title).text(72, 80, "Northmoor Council", size=12, bold=True)
    builder.text(72, 110, "Award report", size=20, bold=True)
    content = builder.lines(72, 150, ["Text of the report that is long enough to be the body of it."] * 3).build()
    assert pdf.read(content, source(), Limits()).properties.title == expected


def test_no_heading_no_title() -> None:
    content = PdfBuilder().text(72, 80, "plain text only").build()
    assert pdf.read(content, source("offer.pdf"), Limits()).title == "offer"
