"""What a reader of slides sees: rows of XML and the blocks they must become."""

import pytest

from tenderscan.document import BlockKind, Document, Outcome
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import pptx as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import relationship
from tests.build_pptx import NAMESPACES, PICTURE, SLIDE, Slide, cell, graphic, group, para, part, pptx, shape, table


def read(content: bytes, limits: Limits | None = None) -> Document:
    return reader.read(content, source("slides.pptx"), limits or Limits())


def blocks(content: bytes) -> list[tuple[str, int, str]]:
    document = read(content)
    return [(block.kind.value, block.level, block.span.of(document.text)) for block in document.blocks]


BODY_STYLE = (
    '<p:bodyStyle><a:lvl1pPr><a:buChar char="-"/></a:lvl1pPr><a:lvl2pPr><a:buChar char="o"/></a:lvl2pPr></p:bodyStyle>'
)
SHOWN = [
    pytest.param(shape(para("one ", "two")), [("paragraph", 0, "one two")], id="runs"),
    pytest.param(shape(para("one", "<a:br/>", "two")), [("paragraph", 0, "one\ntwo")], id="line break"),
    pytest.param(
        shape(para("Our", "<a:br/>", "offer"), kind="ctrTitle"), [("heading", 1, "Our offer")], id="title on two lines"
    ),
    pytest.param(
        shape(para("first"), para("second", properties='<a:pPr lvl="1"/>'), kind="body", index="1"),
        [("list_item", 1, "• first"), ("list_item", 2, "• second")],
        id="bullets of the master",
    ),
    pytest.param(
        shape(para("plain", properties="<a:buNone/>"), kind="body"), [("paragraph", 0, "plain")], id="no bullet"
    ),
    pytest.param(
        shape(
            *(para(text, properties='<a:buAutoNum type="alphaLcParenR" startAt="3"/>') for text in ("x", "y")),
            para("deeper", properties='<a:pPr lvl="1"><a:buAutoNum type="romanLcPeriod"/></a:pPr>'),
            para("z", properties='<a:buAutoNum type="alphaLcParenR" startAt="3"/>'),
        ),
        [("list_item", 1, "c) x"), ("list_item", 1, "d) y"), ("list_item", 2, "i. deeper"), ("list_item", 1, "e) z")],
        id="automatic numbers",
    ),
    pytest.param(shape("☒Yes ☐ No"), [("paragraph", 0, "[x] Yes [ ] No")], id="boxes"),
    pytest.param(
        shape(
            '<a:p><a:r><a:rPr><a:latin typeface="Wingdings"/></a:rPr><a:t>þ</a:t></a:r><a:r><a:t>met</a:t></a:r></a:p>'
        ),
        [("paragraph", 0, "[x] met")],
        id="letter of a symbol font",
    ),
    pytest.param(
        shape(
            "<a:p><mc:AlternateContent><mc:Choice><a14:m><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></a14:m>"
            "</mc:Choice><mc:Fallback/></mc:AlternateContent></a:p>"
        ),
        [("paragraph", 0, "x=2")],
        id="formula",
    ),
    pytest.param(
        shape("low", at=(0, 500, 50))
        + shape("right", at=(700, 105, 50))
        + shape("left", at=(0, 110, 50))
        + shape("17", kind="sldNum", at=(0, 0, 10))
        + shape("Top", kind="title", at=(0, 999, 10)),
        [
            ("heading", 1, "Top"),
            ("paragraph", 0, "left"),
            ("paragraph", 0, "right"),
            ("paragraph", 0, "low"),
            ("footer", 0, "17"),
        ],
        id="order",
    ),
    pytest.param(
        group(shape("b", at=(0, 50, 5)), group(shape("a", at=(0, 1, 5)), at=(0, 10, 5)), at=(0, 300, 60))
        + shape("first", at=(0, 100, 10)),
        [("paragraph", 0, "first"), ("paragraph", 0, "a"), ("paragraph", 0, "b")],
        id="groups stay together",
    ),
    pytest.param(
        table((cell("over both", attributes='gridSpan="2"'), cell(attributes='hMerge="1"')), ("a", "b")),
        [("row", 0, "over both\t"), ("row", 0, "a\tb")],
        id="merged cells",
    ),
]


@pytest.mark.parametrize(("shapes", "expected"), SHOWN)
def test_shown(shapes: str, expected: list[tuple[str, int, str]]) -> None:
    assert blocks(pptx(shapes, styles=BODY_STYLE)) == expected


def test_places_are_inherited_from_layout_and_master() -> None:
    content = pptx(
        shape("below", kind="body", index="2") + shape("above", kind="body", index="1") + shape("top", kind="tbl"),
        layout=shape("", kind="body", index="2", at=(0, 800, 10)) + shape("", kind="body", index="1", at=(0, 400, 10)),
        master=shape("", kind="body", at=(0, 100, 10)),
    )
    assert [text for *_, text in blocks(content)] == ["top", "above", "below"]


def test_what_stands_on_every_slide_is_read_once() -> None:
    layout = shape("Prompt to click", kind="body") + shape("OFFICIAL")
    document = read(
        pptx(shape("one"), Slide(shape("two")), Slide(shape("three")), layout=layout, master=shape("Logo Ltd"))
    )
    assert document.text.split("\n") == ["one", "OFFICIAL", "Logo Ltd", "two", "three"]
    assert read(pptx(Slide(shape("one"), 'showMasterSp="0"'), layout=layout)).text == "one"


def test_pages_have_the_titles_of_their_slides() -> None:
    document = read(pptx(shape("Social value", kind="title") + shape("20 apprentices"), shape("no title")))
    assert [(page.number, page.label) for page in document.pages] == [(1, "Social value"), (2, None)]
    assert document.properties.title == "Social value"


def test_notes_stand_behind_their_slide() -> None:
    notes = shape("3", kind="sldNum") + shape("say this", "and that", kind="body") + shape("Deck", kind="hdr")
    assert blocks(pptx(Slide(shape("shown"), notes=notes), shape("next"))) == [
        ("paragraph", 0, "shown"),
        ("note", 0, "say this"),
        ("note", 0, "and that"),
        ("paragraph", 0, "next"),
    ]


def test_charts_and_diagrams() -> None:
    chart = (
        f"<c:chartSpace {NAMESPACES}><c:chart><c:title><a:p><a:r><a:t>Spend</a:t></a:r></a:p></c:title><c:ser>"
        "<c:tx><c:v>2024</c:v></c:tx><c:cat><c:v>North</c:v></c:cat></c:ser></c:chart></c:chartSpace>"
    )
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt>" for word in ("Plan", "Do")
    )
    slide = Slide(
        graphic('<c:chart r:id="rId1"/>') + graphic('<dgm:relIds r:dm="rId2"/>') + graphic('<c:chart r:id="rId9"/>'),
        relationships=relationship("rId1", "chart", "../charts/chart1.xml")
        + relationship("rId2", "diagramData", "../diagrams/data1.xml"),
        files={
            "ppt/charts/chart1.xml": chart,
            "ppt/diagrams/data1.xml": f"<dgm:dataModel {NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>",
        },
    )
    document = read(pptx(slide))
    assert document.text.split("\n") == ["Spend", "2024", "North", "Plan", "Do"]
    assert {block.kind for block in document.blocks} == {BlockKind.TEXT_BOX}
    assert [(notice.code, notice.page) for notice in document.notices] == [("part-not-read", 1)]


def test_hidden_slides_are_read_and_said() -> None:
    document = read(pptx(shape("shown"), Slide(shape("hidden"), 'show="0"')))
    assert document.text == "shown\nhidden"
    assert [(notice.code, notice.page) for notice in document.notices] == [("hidden-slide", 2)]
    assert document.outcome is Outcome.READ


def test_shapes_that_are_switched_off() -> None:
    off = shape("secret").replace('name="x"', 'name="x" hidden="1"')
    document = read(pptx(shape("shown") + off + group(off)))
    assert document.text == "shown"
    assert [(notice.code, notice.page) for notice in document.notices] == [("hidden-text", 1)]


@pytest.mark.parametrize(
    "comments",
    [
        f'<p:cmLst xmlns:p="{SLIDE}"><p:cm><p:text>check</p:text></p:cm><p:cm/></p:cmLst>',
        '<q:cmLst xmlns:q="urn:newer"><q:cm><q:replyLst><q:reply/></q:replyLst></q:cm></q:cmLst>',
    ],
)
def test_comments_are_counted_and_left_out(comments: str) -> None:
    slide = Slide(
        shape("text"),
        relationships=relationship("rId1", "comments", "../comments/comment1.xml"),
        files={"ppt/comments/comment1.xml": comments},
    )
    document = read(pptx(slide))
    assert document.text == "text"
    assert [notice.message for notice in document.notices] == ["2 comments are left out of the text."]


def test_a_slide_of_pictures_is_not_readable() -> None:
    document = read(pptx(shape("text"), PICTURE))
    assert [page.readable for page in document.pages] == [True, False]
    assert [(notice.code, notice.page) for notice in document.notices] == [("page-without-text", 2)]


@pytest.mark.parametrize("broken", ["<p:sld>", None])
def test_a_broken_slide_costs_no_other(broken: str | None) -> None:
    document = read(pptx(shape("one"), shape("two"), shape("three"), files={"ppt/slides/slide2.xml": broken}))
    assert document.text == "one\nthree"
    assert [(notice.code, notice.page) for notice in document.notices] == [("page-not-read", 2)]
    assert document.outcome is Outcome.PARTLY


@pytest.mark.parametrize(
    "name", ["ppt/slideLayouts/slideLayout1.xml", "ppt/slideMasters/slideMaster1.xml", "docProps/core.xml"]
)
def test_broken_surroundings_cost_no_text(name: str) -> None:
    assert read(pptx(shape("text"), files={name: "<broken"})).text == "text"


def test_slides_without_their_list_are_read_by_number() -> None:
    content = pptx(*(shape(str(at)) for at in range(1, 12)), files={"ppt/presentation.xml": "<broken"})
    document = read(content)
    assert document.text.split("\n") == [str(at) for at in range(1, 12)]
    assert [notice.code for notice in document.notices] == ["part-not-read"]


def test_neither_list_nor_slides() -> None:
    with pytest.raises(FileDamaged, match=r"slides\.pptx"):
        read(pptx(files={"ppt/presentation.xml": "<broken"}))


def test_limits() -> None:
    with pytest.raises(LimitExceeded, match="2 slides"):
        read(pptx(shape("a"), shape("b")), Limits(pages=1))
    nested = shape("x")
    for _ in range(60):
        nested = group(nested)
    with pytest.raises(LimitExceeded, match="groups"):
        read(pptx(nested))


def test_entities_are_not_expanded() -> None:
    slide = part("sld", shape("before &e; after")).replace("?>", '?><!DOCTYPE x [<!ENTITY e "lol">]>', 1)
    assert read(pptx(shape("x"), files={"ppt/slides/slide1.xml": slide})).text == "before after"
