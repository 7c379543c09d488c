"""Files embedded in Office files and in RTF."""

import struct
import time

import pytest

from tenderscan.document import Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import docx as docx_reader
from tenderscan.readers import odt as odt_reader
from tenderscan.readers import pptx as pptx_reader
from tenderscan.readers import rtf as rtf_reader
from tenderscan.readers.embedded import native, office_members, unwrapped
from tenderscan.readers.members import Member
from tenderscan.readers.packed import opened
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import archive, docx, p, relationship
from tests.build_odt import odt
from tests.build_odt import p as odt_p
from tests.build_ole import ole
from tests.build_pptx import Slide, pptx, shape
from tests.build_rtf import embedded, packaged, rtf

PDF = b"%PDF-1.7\n" + b"x" * 5_000
INNER = docx(p("inside"))
SOURCE = source("outer.docx")


def native_stream(name: str, content: bytes) -> bytes:
    wrapped = packaged(name, content)
    return struct.pack("<I", len(wrapped)) + wrapped


def holding(*parts: bytes, kind: str = "oleObject", ending: str = "bin") -> bytes:
    """A DOCX with these embedded parts."""
    names = [f"embeddings/object{at}.{ending}" for at in range(1, len(parts) + 1)]
    return docx(
        p("text"),
        relationships="".join(relationship(f"rId{at}", kind, name) for at, name in enumerate(names)),
        files={f"word/{name}": part for name, part in zip(names, parts, strict=True)},
    )


def found(content: bytes, limits: Limits | None = None) -> list[Member]:
    return list(office_members(content, SOURCE, limits or Limits()))


OBJECTS = [
    pytest.param(ole({"\x01Ole10Native": native_stream("Quote 1.pdf", PDF)}), "/Quote 1.pdf", PDF, id="packaged file"),
    pytest.param(
        ole({"\x01Ole10Native": native_stream("Ångström — бюджет.csv", b"a,b")}),
        "/Ångström — бюджет.csv",
        b"a,b",
        id="name in any script",
    ),
    pytest.param(
        ole({"\x01Ole10Native": native_stream("..\\..\\evil:.txt", b"x")}), "/evil.txt", b"x", id="path tricks"
    ),
    pytest.param(
        ole({"\x01Ole10Native": native_stream("exe.\u202etxt", b"x")}), "/exe.txt", b"x", id="turned direction"
    ),
    pytest.param(ole({"CONTENTS": PDF, "\x03ObjInfo": b"\x00"}), ".pdf", PDF, id="what Acrobat keeps"),
    pytest.param(ole({"Package": INNER}), ".docx", INNER, id="newer document in an object"),
]


@pytest.mark.parametrize(("part", "ending", "expected"), OBJECTS)
def test_files_in_objects(part: bytes, ending: str, expected: bytes) -> None:
    (member,) = found(holding(part))
    stem = "word/embeddings/object1" + (".bin" if ending.startswith("/") else "")
    assert (member.path, member.content, member.problem) == (stem + ending, expected, None)


@pytest.mark.parametrize(("stream", "ending"), [("WordDocument", ".doc"), ("Workbook", ".xls"), ("Equation", ".bin")])
def test_objects_that_are_the_file(stream: str, ending: str) -> None:
    part = ole({stream: b"x" * 600})
    assert found(holding(part)) == [Member("word/embeddings/object1" + ending, part)]


def test_packages_keep_their_name() -> None:
    assert found(holding(INNER, kind="package", ending="docx")) == [Member("word/embeddings/object1.docx", INNER)]


def test_documents_inserted_as_a_whole() -> None:
    content = docx(
        p("a"), relationships=relationship("x", "aFChunk", "chunk.html"), files={"word/chunk.html": "<p>x</p>"}
    )
    assert found(content) == [Member("word/chunk.html", b"<p>x</p>")]


def test_each_file_once() -> None:
    content = docx(
        p("a"),
        relationships=relationship("x", "package", "embeddings/a.docx")
        + relationship("y", "package", "Embeddings/A.docx"),
        files={"word/embeddings/a.docx": INNER},
    )
    assert [member.path for member in found(content)] == ["word/embeddings/a.docx"]


def test_what_is_handed_out_is_no_longer_unread() -> None:
    content = holding(ole({"CONTENTS": PDF}))
    assert docx_reader.read(content, SOURCE, Limits()).notices == ()
    assert [member.path for member in docx_reader.members(content, SOURCE, Limits())] == ["word/embeddings/object1.pdf"]


def test_linked_objects_are_said() -> None:
    graphic = '<w:r><w:object><o:OLEObject r:id="rId1" Type="Link"/></w:object></w:r>'
    link = relationship("rId1", "oleObject", "file:///C:/prices.xlsx", external=True)
    document = docx_reader.read(docx(p("a", graphic), relationships=link), SOURCE, Limits())
    assert [notice.message for notice in document.notices] == [
        "The file holds a linked object, whose file lies elsewhere, which is not read."
    ]


def test_a_broken_object_costs_no_other() -> None:
    broken = ole({"CONTENTS": PDF})[:700]
    first, second = found(holding(broken, INNER))
    assert isinstance(first.problem, FileDamaged)
    assert "object1.bin inside outer.docx" in first.problem.message
    assert (second.content, second.problem) == (INNER, None)


def test_slides() -> None:
    slide = Slide(
        shape("text"),
        relationships=relationship("rId1", "package", "../embeddings/sheet.xlsx"),
        files={"ppt/embeddings/sheet.xlsx": INNER},
    )
    content = pptx(slide)
    assert list(pptx_reader.members(content, SOURCE, Limits())) == [Member("ppt/embeddings/sheet.xlsx", INNER)]


def test_limits() -> None:
    content = holding(INNER, INNER)
    with pytest.raises(LimitExceeded, match="more than 1 files"):
        found(content, Limits(members=1))
    with pytest.raises(LimitExceeded, match="together"):
        found(content, Limits(unpacked_bytes=len(INNER) + 1))
    assert [type(member.problem) for member in found(content, Limits(bytes=10))] == [LimitExceeded] * 2
    bomb = holding(b"0" * 20_000_000)
    assert [type(member.problem) for member in found(bomb)] == [LimitExceeded]


def test_no_package() -> None:
    with pytest.raises(FileDamaged, match="outer"):
        found(b"PK\x03\x04 no more")
    assert found(archive({"a.txt": "x"})) == []


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_native_streams_that_are_cut_off(share: float) -> None:
    stream = native_stream("a.pdf", PDF)
    assert native(stream[: int(len(PDF) * share)]) is None
    assert native(b"") is None


def test_no_container() -> None:
    with pytest.raises(FileDamaged):
        unwrapped(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no more")


RTF_OBJECTS = [
    pytest.param(embedded("Package", packaged("Quote.pdf", PDF)), "embedded/1/Quote.pdf", PDF, id="packaged file"),
    pytest.param(embedded("Word.Document.12", ole({"Package": INNER})), "embedded/1.docx", INNER, id="container"),
    pytest.param(embedded("AcroExch.Document", PDF), "embedded/1.pdf", PDF, id="as it is"),
]


@pytest.mark.parametrize(("body", "path", "expected"), RTF_OBJECTS)
def test_objects_in_rtf(body: str, path: str, expected: bytes) -> None:
    content = rtf(f"text {body} more")
    assert list(rtf_reader.members(content, SOURCE, Limits())) == [Member(path, expected)]
    document = rtf_reader.read(content, SOURCE, Limits())
    assert (document.text, document.notices) == ("text more", ())


def test_links_and_damage_in_rtf() -> None:
    content = rtf(embedded("Package", b"", kind=1) + r"{\object\objemb{\*\objdata 0105}}" + embedded("Package", PDF))
    first, second = rtf_reader.members(content, SOURCE, Limits())
    assert isinstance(first.problem, FileDamaged)
    assert second == Member("embedded/2.pdf", PDF)
    with pytest.raises(LimitExceeded):
        list(rtf_reader.members(content, Source("a.rtf", "0" * 64, 1, "application/rtf"), Limits(members=1)))


OBJDATA = [
    r"{\*\objdata ",
    "{\\*\r\n\\objdata ",
    r"{\* \objdata ",
    r"{\objdata ",
    r"{\*\objdata{\*\other 00ff}",
    "{\\*\\objdata\n",
]


@pytest.mark.parametrize("begin", OBJDATA)
def test_objects_in_rtf_however_they_are_written(begin: str) -> None:
    content = rtf("text " + embedded("Package", PDF).replace(r"{\*\objdata ", begin))
    assert list(rtf_reader.members(content, SOURCE, Limits())) == [Member("embedded/1.pdf", PDF)]
    document = rtf_reader.read(content, SOURCE, Limits())
    assert (document.text, document.notices) == ("text", ())


def test_what_only_looks_like_an_object_in_rtf() -> None:
    written = rb"\\objdata 0105 {\pict\bin12 {\*\objdata 0}"
    assert list(rtf_reader.members(rtf("text %s").replace(b"%s", written), SOURCE, Limits())) == []


def test_objects_in_rtf_without_data_are_said() -> None:
    document = rtf_reader.read(rtf(r"text {\object\objemb{\*\objclass Package}{\result x}}"), SOURCE, Limits())
    assert [(each.code, each.message) for each in document.notices] == [
        ("part-not-read", "1 embedded object is not read: the file does not hold the data.")
    ]


def test_parts_that_differ_in_capitals_only() -> None:
    content = docx(p("a"), files={"word/embeddings/A.txt": b"one", "word/embeddings/a.txt": b"two"})
    assert {member.path: member.content for member in found(content)} == {
        "word/embeddings/A.txt": b"one",
        "word/embeddings/a.txt": b"two",
    }
    with opened(content, "a", Limits()) as parts:
        assert (parts.read("WORD/embeddings/a.txt"), "word/EMBEDDINGS/A.TXT" in parts) == (b"one", True)


def test_embedded_files_do_not_count_as_text() -> None:
    """Only what is unpacked into the document does, and once, however often it is looked at."""
    files = {f"word/embeddings/{at}.pdf": PDF for at in range(20)}
    limits = Limits(expanded_bytes=20_000)
    content = docx(p("text"), files=files)
    assert docx_reader.read(content, SOURCE, limits).text == "text"
    assert len(found(content, limits)) == 20
    with opened(content, "a.docx", limits) as parts:
        for _ in range(100):
            parts.read("word/document.xml")
        with pytest.raises(LimitExceeded, match=r"(?s)a\.docx.*--allow expanded_bytes="):
            [parts.read(name) for name in files]


def test_bombs_name_their_limit() -> None:
    content = docx(p("text"), files={"word/document.xml": b" " * 9_000_000})
    with pytest.raises(LimitExceeded, match=r"(?s)outer\.docx.*archive bomb.*--allow expansion_ratio="):
        docx_reader.read(content, SOURCE, Limits())


def test_many_objects_of_an_open_document() -> None:
    """The package is opened once: 1,500 objects took eight seconds."""
    frames = "".join(f'<draw:frame><draw:object-ole xlink:href="./Object {at}"/></draw:frame>' for at in range(1_500))
    content = odt(odt_p(frames), {f"Object {at}": b"x" for at in range(1_500)})
    began = time.monotonic()
    assert len(list(odt_reader.members(content, SOURCE, Limits()))) == 1_500
    assert time.monotonic() - began < 4
