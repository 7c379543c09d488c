"""Slides of an ODP."""

import pytest

from tenderscan.document import BlockKind, Document
from tenderscan.errors import LimitExceeded
from tenderscan.readers import odt as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_odt import box, bullets, flat, item, list_style, listed, odp, p, placed, slide, style, styles, title


def read(content: bytes, limits: Limits | None = None) -> Document:
    return reader.read(content, source("slides.odp"), limits or Limits())


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def test_each_slide_is_a_page_with_its_title_as_label() -> None:
    spoken = box(p("A cap of £5,000."), attributes='presentation:class="notes"')
    notes = f"<presentation:notes>{spoken}</presentation:notes>"
    second = (
        placed("right", 8, 3) + placed("left", 1, 3) + title("What<text:line-break/>we buy") + placed("below", 1, 9)
    )
    document = read(odp(slide(placed("no title", 1, 1)), slide(second, notes)))
    assert [(page.number, page.label) for page in document.pages] == [(1, None), (2, "What we buy")]
    assert blocks(document) == [
        ("paragraph", "no title"),
        *(("heading", "What we buy"), ("paragraph", "left"), ("paragraph", "right"), ("paragraph", "below")),
        ("note", "A cap of £5,000."),
    ]
    assert document.properties.title == "What we buy"


def test_lists_on_slides() -> None:
    lists = list_style("L", bullets(1), bullets(2, "\u2013"))
    document = read(odp(slide(box(listed(item(p("a"), listed("b")), style="L"))), automatic=lists))
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.LIST_ITEM, 2),
    ]
    assert document.text == "\u2022 a\n\u2013 b"


def test_hidden_slides_are_read_and_said() -> None:
    hidden = (
        '<style:style style:name="dp" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    document = read(odp(slide(title("a")), slide(title("b"), attributes='draw:style-name="dp"'), automatic=hidden))
    assert document.text == "a\nb"
    assert [(notice.code, notice.page) for notice in document.notices] == [("hidden-slide", 2)]


def test_a_slide_of_pictures_is_said() -> None:
    picture = "<draw:frame><draw:image xlink:href='Pictures/1.png'/></draw:frame>"
    document = read(odp(slide(title("a")), slide(picture), slide()))
    assert [(notice.code, notice.page) for notice in document.notices] == [("page-without-text", 2)]
    assert [page.label for page in document.pages] == ["a", None, None]


def test_what_stands_on_every_slide_comes_once() -> None:
    masters = (
        '<style:master-page style:name="M">'
        + placed("OFFICIAL", 1, 1)
        + box(p("Click to edit"), attributes='presentation:class="title"')
        + box(p("<presentation:footer/>"), attributes='presentation:class="footer"')
        + "</style:master-page>"
    )
    declared = '<presentation:footer-decl presentation:name="f1">Lot 3</presentation:footer-decl>'
    uses = 'draw:master-page-name="M" presentation:use-footer-name="f1"'
    content = odp(
        slide(title("a"), attributes=uses),
        slide(title("b"), attributes=uses),
        parts={"styles.xml": styles(style("x"), masters=masters)},
        before=declared,
    )
    assert blocks(read(content)) == [("heading", "a"), ("heading", "b"), ("footer", "Lot 3"), ("footer", "OFFICIAL")]


def test_comments_on_slides_are_counted() -> None:
    document = read(odp(slide(title("a"), f"<office:annotation>{p('why?')}</office:annotation>")))
    assert (document.text, [notice.code for notice in document.notices]) == ("a", ["comments-not-in-text"])


def test_a_flat_presentation() -> None:
    assert read(flat(slide(title("a"), placed("b", 1, 1)), kind="presentation")).text == "a\nb"


def test_more_slides_than_are_read() -> None:
    with pytest.raises(LimitExceeded, match=r"slides\.odp"):
        read(odp(*[slide()] * 4), Limits(pages=3))
