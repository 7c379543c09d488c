"""Pictures inside documents: which are handed out, and what is said of them."""

import base64
import io
import random
from collections.abc import Callable
from types import ModuleType

import pytest
from PIL import Image

from tenderscan.document import Document
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import docx as docx_reader
from tenderscan.readers import inner_pictures
from tenderscan.readers import odt as odt_reader
from tenderscan.readers import pptx as pptx_reader
from tenderscan.readers import rtf as rtf_reader
from tenderscan.readers import xlsx as xlsx_reader
from tenderscan.readers.inner_pictures import is_large
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import docx, p, relationship
from tests.build_odt import box, flat, odp, odt, slide
from tests.build_odt import p as odt_p
from tests.build_pptx import Slide, pptx, shape
from tests.build_rtf import rtf
from tests.build_sheets import SheetXml, c, row, xlsx

Build = Callable[..., bytes]
EMF = b"\x01\x00\x00\x00" + bytes(50_000)


def picture(width: int, height: int, *, rows: int | None = None, seed: int = 1) -> bytes:
    """A PNG in grey whose first `rows`, all unless said otherwise, are noise."""
    noise = random.Random(seed).randbytes(width * (height if rows is None else rows))
    stream = io.BytesIO()
    Image.frombytes("L", (width, height), noise.ljust(width * height, b"\xff")).save(stream, "PNG")
    return stream.getvalue()


SCAN = picture(520, 500)
LOGO = picture(200, 200)

SIZES = [
    pytest.param(SCAN, True, id="square"),
    pytest.param(picture(1600, 213), True, id="strip of a table"),
    pytest.param(picture(1000, 1200, rows=4), True, id="page with little on it"),
    pytest.param(SCAN[:60_000], True, id="cut off behind its size"),
    pytest.param(SCAN[:10].ljust(30_000, b"x"), True, id="broken"),
    pytest.param(picture(450, 450), False, id="too few pixels"),
    pytest.param(picture(3000, 100), False, id="rule"),
    pytest.param(picture(1200, 400, rows=1), True, id="line of print"),
    pytest.param(SCAN[:10].ljust(10_000, b"x"), False, id="broken and small"),
    pytest.param(EMF, False, id="drawing"),
    pytest.param(b"text" * 20_000, False, id="no picture"),
]


@pytest.mark.parametrize(("content", "expected"), SIZES)
def test_large(content: bytes, expected: bool) -> None:
    assert is_large(content) is expected


def docx_of(pictures: dict[str, bytes], text: str = "A covering line.") -> bytes:
    links = "".join(relationship(f"rId{at}", "image", f"media/{name}") for at, name in enumerate(pictures, start=1))
    files = {f"word/media/{name}": content for name, content in pictures.items()}
    return docx(p(text), relationships=links, files=files)


def slides_of(pictures: dict[str, bytes], text: str = "A covering line.") -> bytes:
    links = "".join(relationship(f"rId{at}", "image", f"../media/{name}") for at, name in enumerate(pictures, start=1))
    files = {f"ppt/media/{name}": content for name, content in pictures.items()}
    return pptx(Slide((shape(text) if text else "") + "<p:pic/>", relationships=links, files=files))


def odt_of(pictures: dict[str, bytes], text: str = "A covering line.") -> bytes:
    return odt(odt_p(text), {f"Pictures/{name}": content for name, content in pictures.items()})


def flat_of(pictures: dict[str, bytes], text: str = "A covering line.") -> bytes:
    frames = "".join(
        "<draw:frame><draw:image><office:binary-data>"
        f"{base64.b64encode(content).decode()}</office:binary-data></draw:image></draw:frame>"
        for content in pictures.values()
    )
    return flat(odt_p(text, frames))


def rtf_of(pictures: dict[str, bytes], text: str = "A covering line.") -> bytes:
    groups = "".join(
        rf"{{\*\shppict{{\pict{{\*\picprop\shplid1{{\sp{{\sn a}}{{\sv b}}}}}}\pngblip\picw9 {content.hex()}}}}}"
        rf"{{\nonshppict{{\pict\wmetafile8 {content.hex()}}}}}"
        for content in pictures.values()
    )
    return rtf(f"{text}{groups}")


FORMATS = [
    pytest.param(docx_reader, docx_of, "word/media/1.png", id="docx"),
    pytest.param(pptx_reader, slides_of, "ppt/media/1.png", id="pptx"),
    pytest.param(odt_reader, odt_of, "Pictures/1.png", id="odt"),
    pytest.param(odt_reader, flat_of, "pictures/1.png", id="fodt"),
    pytest.param(rtf_reader, rtf_of, "pictures/1.png", id="rtf"),
]
BUILDERS = [pytest.param(*parameters.values[:2], id=parameters.id) for parameters in FORMATS]


def read(reader: ModuleType, content: bytes) -> Document:
    document = reader.read(content, source("a"), Limits())
    assert isinstance(document, Document)
    return document


def said(reader: ModuleType, content: bytes) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in read(reader, content).notices]


@pytest.mark.parametrize(("reader", "build", "path"), FORMATS)
def test_handed_out_each_once(reader: ModuleType, build: Build, path: str) -> None:
    content = build({"1.png": SCAN, "2.png": LOGO, "3.png": SCAN})
    members = list(reader.members(content, source("a"), Limits()))
    assert [(member.path, member.content, member.problem) for member in members] == [(path, SCAN, None)]
    assert read(reader, content).text == "A covering line."
    assert said(reader, content) == [("pictures", "1 large picture is a document of its own.")]


@pytest.mark.parametrize(("reader", "build"), BUILDERS)
def test_small_ones_are_passed_over(reader: ModuleType, build: Build) -> None:
    content = build({"1.png": LOGO})
    assert list(reader.members(content, source("a"), Limits())) == []
    assert said(reader, content) == []


@pytest.mark.parametrize(("reader", "build"), BUILDERS)
def test_nothing_but_pictures(reader: ModuleType, build: Build) -> None:
    assert {code for code, _ in said(reader, build({"1.png": LOGO}, ""))} <= {"part-not-read", "page-without-text"}
    assert said(reader, build({"1.png": LOGO}, "")) != []
    assert {code for code, _ in said(reader, build({"1.png": SCAN}, ""))} == {"pictures"}


@pytest.mark.parametrize(("reader", "build"), BUILDERS)
def test_more_than_are_handed_out(reader: ModuleType, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_pictures, "MOST", 1)
    content = build({f"{at}.png": picture(520, 500, seed=at) for at in range(3)})
    assert len(list(reader.members(content, source("a"), Limits()))) == 1
    assert [code for code, _ in said(reader, content)] == ["pictures", "part-not-read"]
    assert "2 of the large pictures" in said(reader, content)[1][1]


def test_drawings_are_said() -> None:
    content = docx_of({"1.emf": EMF, "2.emf": EMF})
    assert said(docx_reader, content) == [("pictures", "2 drawings (EMF, WMF) are not looked through for text.")]


def test_pictures_of_headers() -> None:
    """Wherever in the package a part points to them."""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relationship("rId1", "image", "media/1.png")
        + "</Relationships>"
    )
    files = {"word/_rels/header1.xml.rels": links, "word/media/1.png": SCAN, "word/media/unused.png": picture(600, 600)}
    content = docx(p("text"), {"header1": p("head")}, files=files)
    assert [each.path for each in docx_reader.members(content, source("a"), Limits())] == ["word/media/1.png"]


def test_one_that_cannot_be_had_comes_with_its_problem() -> None:
    broken = bytearray(docx_of({"1.png": SCAN}))
    broken[broken.index(SCAN[1000:1010])] ^= 0xFF
    (member,) = docx_reader.members(bytes(broken), source("a"), Limits())
    assert isinstance(member.problem, FileDamaged)
    (member,) = docx_reader.members(docx_of({"1.png": SCAN}), source("a"), Limits(bytes=100_000))
    assert isinstance(member.problem, LimitExceeded)


def test_sheets() -> None:
    content = xlsx(SheetXml("Prices", row(1, c("A1", "Lot")), related={"xl/media/1.png": (SCAN, "image")}))
    assert [each.path for each in xlsx_reader.members(content, source("a"), Limits())] == ["xl/media/1.png"]


def test_slides_of_an_open_document() -> None:
    image = '<draw:frame><draw:image xlink:href="Pictures/{}"/></draw:frame>'
    content = odp(
        slide(image.format("1.png")),
        slide(image.format("2.png")),
        slide(box(odt_p("text"))),
        parts={"Pictures/1.png": SCAN, "Pictures/2.png": LOGO},
    )
    notices = read(odt_reader, content).notices
    assert [(each.code, each.page) for each in notices] == [
        ("pictures", 1),
        ("page-without-text", 2),
        ("pictures", None),
    ]


def test_a_slide_with_a_copy_of_a_picture_is_not_lost() -> None:
    slides = [
        Slide(
            "<p:pic/>",
            relationships=relationship("rId1", "image", f"../media/{name}"),
            files={f"ppt/media/{name}": SCAN},
        )
        for name in ("1.png", "2.png")
    ]
    document = read(pptx_reader, pptx(*slides))
    assert [page.readable for page in document.pages] == [True, True]
    assert [(each.code, each.page) for each in document.notices] == [
        ("pictures", 1),
        ("pictures", 2),
        ("pictures", None),
    ]
