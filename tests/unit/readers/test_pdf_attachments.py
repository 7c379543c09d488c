import io
import zlib

import pypdfium2 as pdfium
import pytest

from tenderscan.document import Source
from tenderscan.errors import FileProblem, LimitExceeded
from tenderscan.readers import pdf
from tenderscan.readers.members import Member
from tenderscan.readers.pdf.attachments import _may_have_pinned
from tenderscan.settings import Limits
from tests.build_pdf import PdfBuilder
from tests.unit.readers.test_pdf_forms import annotated


def members(content: bytes, limits: Limits | None = None) -> list[Member]:
    source = Source("pack.pdf", "0" * 64, len(content), "application/pdf")
    return list(pdf.members(content, source, limits or Limits()))


def portfolio(**files: bytes) -> bytes:
    """A PDF with attachments, by their name with "_" for the dot."""
    document = pdfium.PdfDocument(PdfBuilder().text(50, 50, "Open this in Acrobat.").build())
    for name, content in files.items():
        document.new_attachment(name.replace("_", ".")).set_data(content)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def test_attachments_are_members() -> None:
    found = members(portfolio(prices_csv=b"a,b", notes_txt=b"Hello"))
    assert sorted((member.path, member.content) for member in found) == [
        ("notes.txt", b"Hello"),
        ("prices.csv", b"a,b"),
    ]


def test_a_pdf_without_attachments_has_no_members() -> None:
    assert members(PdfBuilder().text(50, 50, "Text").build()) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken"])
def test_what_cannot_be_opened_has_no_members(content: bytes) -> None:
    assert members(content) == []


PINNED = (
    "<</Type/Annot/Subtype/FileAttachment/Rect[9 9 20 20]/FS<</Type/Filespec/F(pinned.txt)/UF(pinned.txt)"
    "/EF<</F 7 0 R>>>>>>"
)
FILE = "<</Type/EmbeddedFile/Length 5>>stream\nHello\nendstream"


def test_files_pinned_to_a_page_are_members() -> None:
    content = annotated(PINNED, FILE).replace(b"/Annots[6 0 R 7 0 R]", b"/Annots[6 0 R]")
    assert members(content) == [Member("pinned.txt", b"Hello")]


def test_the_same_file_is_handed_out_once() -> None:
    content = annotated(PINNED, FILE, PINNED).replace(b"/Annots[6 0 R 7 0 R 8 0 R]", b"/Annots[6 0 R 8 0 R]")
    assert members(content) == [Member("pinned.txt", b"Hello")]


def test_pins_are_seen_in_packed_objects() -> None:
    packed = zlib.compress(b"x" * 3_000_000 + b"/Subtype/FileAttachment")
    head = b"1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\r\n"
    assert _may_have_pinned(head + packed + b"endstream")
    assert not _may_have_pinned(head + zlib.compress(b"nothing") + b"endstream")
    assert not _may_have_pinned(head + b"rubbish" + b"endstream")


def test_limits() -> None:
    two = portfolio(a_txt=b"x" * 100, b_txt=b"y" * 100)
    with pytest.raises(LimitExceeded, match=r"pack\.pdf"):
        members(two, Limits(members=1))
    with pytest.raises(LimitExceeded, match=r"pack\.pdf"):
        members(two, Limits(unpacked_bytes=150))
    problems = [member.problem for member in members(two, Limits(bytes=50))]
    assert all(isinstance(problem, FileProblem) for problem in problems)
    assert "a.txt in pack.pdf is too large" in problems[0].message if problems[0] else False
