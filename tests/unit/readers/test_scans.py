"""PDF pages without usable text."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tenderscan.document import Document, Outcome, Source
from tenderscan.errors import LimitExceeded
from tenderscan.readers import effort, ocr, pdf
from tenderscan.readers.pdf.usable import is_gibberish
from tenderscan.settings import Limits
from tests import build_scans as scans
from tests.build_pdf import PdfBuilder

LINES = [
    "The Supplier shall begin the Services on the Commencement Date and",
    "shall carry them out with reasonable skill and care until they end.",
]
needs_engine = pytest.mark.skipif(ocr.version() is None, reason="no text recognition: install Tesseract 5")


@pytest.fixture(autouse=True)
def _with_text_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests run without it."""
    monkeypatch.setenv("TENDERSCAN_OCR", "auto")


def read_bytes(content: bytes, limits: Limits | None = None) -> Document:
    return pdf.read(content, Source("scan.pdf", "0" * 64, len(content), "application/pdf"), limits or Limits())


def canvas(*, text: str = "", over: Image.Image | None = None, size: tuple[float, float] = (595, 842)) -> bytes:
    """A page with a line of text at its top, and a picture over all of it."""
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=size, invariant=True)
    if over:
        page.drawImage(ImageReader(over), 0, 0, *size)
    page.drawString(60, size[1] - 30, text)
    page.showPage()
    page.save()
    return stream.getvalue()


@needs_engine
def test_scanned_pages_are_recognised_and_blank_ones_read() -> None:
    content = scans.scanned_pdf([scans.typed(LINES), scans.typed([]), scans.turned(scans.typed(LINES), 90)])
    document = read_bytes(content)
    words = " ".join(LINES).split()
    assert [page.span.of(document.text).split() for page in document.pages] == [words, [], words]
    assert all(page.readable for page in document.pages)
    assert document.pages[0].confidence is not None
    assert document.pages[0].confidence > 0.8
    assert document.outcome is Outcome.READ
    said = {notice.code: notice.message for notice in document.notices}
    assert "Pages 1 and 3 were read from the picture by" in said["recognised"]
    assert "Page 2 was" in said["no-text-found"]


def test_pages_with_text_are_left_alone() -> None:
    builder = PdfBuilder().text(60, 60, "A page of text with a small logo.")
    document = read_bytes(builder.build())
    assert document.pages[0].confidence is None
    assert document.notices == ()


@needs_engine
def test_a_stamp_on_a_scan_is_not_written_twice() -> None:
    image = scans.typed(["", "", *LINES])
    document = read_bytes(canvas(text="Received by the Council on 3 March 2026 as bundle 17", over=image))
    assert document.text.count("Received by the Council") == 1
    assert " ".join(LINES) in document.text
    assert document.text.startswith("Received")


def test_without_an_engine_the_page_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENDERSCAN_OCR", "off")
    document = read_bytes(scans.scanned_pdf([scans.typed(LINES)] * 2))
    assert [(notice.code, notice.page) for notice in document.notices] == [
        ("page-without-text", 1),
        ("page-without-text", 2),
    ]
    assert document.outcome is Outcome.PARTLY
    assert not any(page.readable for page in document.pages)


@needs_engine
def test_when_time_runs_short_the_rest_is_said_to_be_unread() -> None:
    with effort.bounded("scan.pdf", Limits(seconds=4)):
        document = read_bytes(scans.scanned_pdf([scans.typed(LINES)]))
    (notice,) = document.notices
    assert notice.code == "page-without-text"
    assert "--allow seconds=NUMBER" in notice.message
    assert document.outcome is Outcome.PARTLY


@needs_engine
def test_a_picture_with_too_many_pixels_is_not_unpacked() -> None:
    document = read_bytes(scans.scanned_pdf([scans.typed(LINES)]), Limits(pixels=100_000))
    (notice,) = document.notices
    assert notice.code == "page-without-text"
    assert "--allow pixels=NUMBER" in notice.message


@needs_engine
def test_recognised_text_counts_against_the_limit() -> None:
    with pytest.raises(LimitExceeded, match=r"scan\.pdf"):
        read_bytes(scans.scanned_pdf([scans.typed(LINES)]), Limits(characters=20))


@needs_engine
def test_a_poor_page_is_named() -> None:
    image = scans.typed(LINES * 6, dots_per_inch=55)
    document = read_bytes(scans.scanned_pdf([scans.squeezed(image, 8)], dots_per_inch=55))
    assert "page-poor" in [notice.code for notice in document.notices]
    assert document.outcome is Outcome.PARTLY
    assert document.pages[0].readable


def moved(text: str, by: int) -> str:
    """Letters moved along the alphabet of signs, as fonts without a Unicode map yield them."""
    return "".join(chr(ord(sign) + by) if sign != " " else " " for sign in text)


ENGLISH = (
    "The Contracting Authority invites tenders for grounds maintenance across six councils, to be delivered over "
    "four years from April, with a break clause after the second year and quarterly reviews of performance."
)


@pytest.mark.parametrize("by", [-31, -29, -3, -2, 1, 3, 5])
def test_letters_without_a_unicode_map_are_gibberish(by: int) -> None:
    assert is_gibberish(moved(ENGLISH.lower(), by))


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Cyfarfod o'r Cyngor a gynhaliwyd yn Siambr y Cyngor, Neuadd y Sir, ddydd Mercher. Roedd y canlynol yn "
        "bresennol, ac estynnwyd croeso cynnes i bawb gan y Cadeirydd newydd wrth agor y cyfarfod hwn heddiw.",
        "Le pouvoir adjudicateur invite les soumissionnaires \u00e0 remettre leurs offres au plus tard le 3 mars, "
        "conform\u00e9ment aux dispositions du r\u00e8glement de la consultation et du cahier des charges.",
        "Zamawiaj\u0105cy zaprasza do sk\u0142adania ofert w post\u0119powaniu o udzielenie zam\u00f3wienia na "
        "utrzymanie teren\u00f3w zielonych w latach nast\u0119pnych, zgodnie z warunkami umowy ramowej i ofert.",
        " ".join(f"RM{number} LOT{number % 9} GBP{number * 7}.00 SV-{number}" for number in range(6200, 6290)),
        " ".join(f"{number * 17:,}.00" for number in range(300)),
        "Acorn Ltd Harrowmere BC 12 34 " * 3,
    ],
)
def test_real_text_is_no_gibberish(text: str) -> None:
    assert not is_gibberish(text)


@needs_engine
def test_text_that_is_gibberish_is_read_from_the_page(tmp_path: Path) -> None:
    # what the page shows is good; the text below it is not
    hidden = Canvas(str(tmp_path / "hidden.pdf"), pagesize=(595, 842), invariant=True)
    hidden.drawImage(ImageReader(scans.typed(LINES)), 0, 0, 595, 842)
    text = hidden.beginText(60, 700)
    text.setTextRenderMode(3)
    for line in LINES * 3:
        text.textLine(moved(line.lower(), -29).replace("\x00", "x"))
    hidden.drawText(text)
    hidden.showPage()
    hidden.save()
    document = read_bytes((tmp_path / "hidden.pdf").read_bytes())
    assert document.text == " ".join(LINES)
    assert [notice.code for notice in document.notices] == ["recognised"]


@needs_engine
def test_real_scans(shared: Path) -> None:
    content = (shared / "e_textract" / "ocr_text.pdf").read_bytes()
    document = read_bytes(content)
    assert "NOTICE OF ANNUAL GENERAL MEETING" in document.text
    assert "GARRATT" in document.title.upper()
    assert all(page.confidence is not None for page in document.pages)


def test_the_torn_words_of_another_script_are_said_and_the_good_ones_kept(shared: Path) -> None:
    content = sorted((shared / "a_gem_bids_india").glob("*.pdf"))[0].read_bytes()
    document = read_bytes(content)
    assert "Ministry Of Health And Family Welfare" in document.text
    assert document.pages[0].confidence is None
    assert {notice.code for notice in document.notices} == {"text-layer-unusable"}
    assert all(page.readable for page in document.pages)
