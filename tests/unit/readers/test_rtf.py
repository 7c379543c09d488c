"""What a reader of an RTF sees: rows of control words and the blocks they must become."""

import pytest

from tenderscan.document import BlockKind, Document, Outcome
from tenderscan.readers import rtf as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_rtf import field, par, row, rtf


def read(content: bytes) -> Document:
    return reader.read(content, source("letter.rtf"), Limits())


def lines(content: bytes) -> list[str]:
    document = read(content)
    return [block.span.of(document.text) for block in document.blocks]


CHECK_BOX = r"FORMCHECKBOX {\*\formfield{\fftype1\ffres%d\ffhps20{\*\ffname Check1}\ffdefres%d}}"
LIST = r"FORMDROPDOWN {\*\formfield{\fftype2\ffres%d\ffdefres0{\*\ffl Lot 1}{\*\ffl Lot 2}}}"
SHOWN = [
    pytest.param(r"one {\b two}\par three", "one two\nthree", id="runs and paragraphs"),
    pytest.param("in one\r\nline\\\nand the next", "in oneline\nand the next", id="line ends of the file"),
    pytest.param(r"a\tab b\line c", "a b\nc", id="tab and line"),
    pytest.param(r"call\_off con\-tract 5\~km \{x\} a\\b", "call-off contract 5 km {x} a\\b", id="symbols"),
    pytest.param(
        r"\lquote a\rquote  \endash  \ldblquote b\rdblquote", "\u2018a\u2019 \u2013 \u201cb\u201d", id="quotes"
    ),
    pytest.param(r"\'a31,200 caf\'e9", "£1,200 café", id="code page of the file"),
    pytest.param(r"{\f4 \'b3\'f3d\'9f}", "łódź", id="code page of the font"),
    pytest.param(r"{\f3 \'93\'fa\'96\'7b \'83e}", "日本 テ", id="two bytes a sign, the second one plain"),
    pytest.param(r"\u163?1 \u8364\'801 {\uc0\u8364 }2 {\uc2\u26085\'93\'fa}!", "£1 €1 €2 日!", id="Unicode"),
    pytest.param(r"\u-10179?\u-8704?", "\U0001f600", id="surrogates"),
    pytest.param(r"\u8211\par b", "\u2013\nb", id="Unicode sign with nothing behind it"),
    pytest.param(r"{\f1\u-3913?}x {\f2\'fe} y", "\u2022x [x] y", id="symbol fonts"),
    pytest.param(r"{\upr{old}{\*\ud{new}}} text", "new text", id="twice, once in Unicode"),
    pytest.param(r"a{\v secret}b", "ab", id="hidden"),
    pytest.param(r"a {\deleted old }new", "a new", id="deleted"),
    pytest.param(r"{\*\unknown gone}{\pict\wmetafile8 00ff}kept", "kept", id="groups without text"),
    pytest.param(r"a{\pict\bin9 }}}{{{\\\x}b", "ab", id="binary data"),
    pytest.param(r"{\*\bkmkstart x}a{\*\bkmkend x}{\xe{a}}", "a", id="bookmarks and index entries"),
    pytest.param(field(r'HYPERLINK "http://example.com"', "the link"), "the link", id="field"),
    pytest.param(field(field("MERGEFIELD x", "inner"), "outer"), "outer", id="field in an instruction"),
    pytest.param(r"{\field{\*\fldinst MACROBUTTON None [Type name]}}", "[Type name]", id="button"),
    pytest.param(field(CHECK_BOX % (1, 0)) + "Yes", "[x] Yes", id="ticked box"),
    pytest.param(field(CHECK_BOX % (0, 1)) + " No", "[ ] No", id="box that is not ticked any more"),
    pytest.param(field(CHECK_BOX % (25, 1)) + " both", "[x] both", id="box nobody touched"),
    pytest.param(field(LIST % 1, "Lot 2"), "Lot 2", id="list, stored twice"),
    pytest.param(
        field(r"FORMTEXT {\*\formfield{\fftype0{\*\ffdeftext none}}}", "Acorn Ltd"), "Acorn Ltd", id="text field"
    ),
    pytest.param(r"☒ Yes ☐No", "[x] Yes [ ] No", id="typed boxes"),
    pytest.param(
        r"x={\*\mmath {\*\moMath{\mf{\*\mfPr gone}{\mr a}{\mr b}}}}{\mmathPict{\pict 00}}", "x=ab", id="formula"
    ),
    pytest.param(r"{\*\cs10 styled}", "styled", id="text in a character style"),
    pytest.param(
        r"before {\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt in the box\par}}"
        r"{\shprslt{\*\do{\dptxbxtext twice}}}}after",
        "before after\nin the box",
        id="text box",
    ),
    pytest.param(r"{\object{\*\objdata 0105}{\result shown}}", "shown", id="what an object shows"),
]


@pytest.mark.parametrize(("body", "expected"), SHOWN)
def test_shown(body: str, expected: str) -> None:
    assert "\n".join(lines(rtf(body))) == expected


KINDS = [
    pytest.param(par("Terms", r"\s1"), "heading", 1, "Terms", id="style with a level"),
    pytest.param(par("Terms", r"\s2"), "heading", 2, "Terms", id="style by name"),
    pytest.param(par("The tender", r"\s3"), "heading", 1, "The tender", id="title"),
    pytest.param(par("Terms", r"\outlinelevel2"), "heading", 3, "Terms", id="level of the paragraph"),
    pytest.param(par("Terms", r"\s1\outlinelevel9"), "paragraph", 0, "Terms", id="level switched off"),
    pytest.param(par(r"{\b Terms}"), "heading", 0, "Terms", id="bold"),
    pytest.param(par("The supplier shall."), "paragraph", 0, "The supplier shall.", id="text"),
    pytest.param(
        par(r"{\listtext\pard\plain 1.2\tab}Price", r"\ls1\ilvl1"), "list_item", 2, "1.2 Price", id="numbered item"
    ),
    pytest.param(par(r"{\listtext\f1\'b7\tab}Price", r"\ls1"), "list_item", 1, "• Price", id="bullet"),
    pytest.param(par(r"{\pntext\f2\'a7\tab}Price"), "list_item", 1, "• Price", id="bullet of an old list"),
    pytest.param(par(r"{\listtext 3\tab}Terms", r"\s1"), "heading", 1, "3 Terms", id="numbered heading"),
]


@pytest.mark.parametrize(("body", "kind", "level", "text"), KINDS)
def test_kind_and_level(body: str, kind: str, level: int, text: str) -> None:
    document = read(rtf(body))
    (block,) = document.blocks
    assert (block.kind.value, block.level, block.span.of(document.text)) == (kind, level, text)


def cells(content: bytes) -> list[list[list[str]]]:
    document = read(content)
    return [[[cell.of(document.text) for cell in row] for row in table.rows] for table in document.tables]


def test_paragraphs_of_a_cell() -> None:
    assert cells(rtf(row(r"a\par b", "c"))) == [[["a\nb", "c"]]]


def test_cells_are_put_into_columns_by_their_edges() -> None:
    body = row("a", "b", "c") + row("over two", "c", edges=(2010, 3000)) + row("b", edges=(2000,), left=1000)
    assert cells(rtf(body)) == [[["a", "b", "c"], ["over two", "", "c"], ["", "b", ""]]]


def test_joined_cells() -> None:
    body = r"\trowd\clmgf\cellx1000\clmrg\cellx2000\pard\intbl both\cell\cell\row\pard" + row("a", "b")
    assert cells(rtf(body)) == [[["both", ""], ["a", "b"]]]


def test_surplus_cells_are_left_out() -> None:
    assert cells(rtf(r"\trowd\cellx1000\pard\intbl a\cell\cell\cell\row\pard")) == [[["a"]]]


def test_rows_without_a_layout() -> None:
    assert cells(rtf(r"\trowd\pard\intbl a\cell b\cell\row c\cell\row\pard after\par")) == [[["a", "b"], ["c", ""]]]


def test_row_that_does_not_end() -> None:
    assert lines(rtf(r"\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\pard after\par")) == ["a\tb", "after"]


def test_nested_table() -> None:
    inner = (
        r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"
        r"{\nonesttables\par}"
    )
    body = rf"\trowd\cellx1000\cellx2000\pard\intbl before\par {inner}\pard\intbl after\cell z\cell\row\pard"
    assert cells(rtf(body)) == [[["before\nx\ty\nafter", "z"]], [["x", "y"]]]


def test_notes() -> None:
    note = r"{\super\chftn}{\footnote\pard\plain{\super\chftn} %s\par}"
    body = par(f"one{note % 'first'}.") + row(f"two{note % 'second'}", "x")
    body += par(r"three{\super\chftn{\footnote\ftnalt \chftn third}}") + par("last")
    document = read(rtf(body))
    assert [(block.kind.value, block.span.of(document.text)) for block in document.blocks] == [
        ("paragraph", "one[1]."),
        ("note", "[1] first"),
        ("row", "two[2]\tx"),
        ("note", "[2] second"),
        ("paragraph", "three[3]"),
        ("paragraph", "last"),
        ("note", "[3] third"),
    ]


def test_headers_and_footers_once_each() -> None:
    body = r"{\header\pard Council\par}{\footer OFFICIAL \chpgn\par}a\sect\sectd{\headerl\pard Council\par}b\par"
    document = read(rtf(body))
    assert [(block.kind, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.HEADER, "Council"),
        (BlockKind.PARAGRAPH, "a"),
        (BlockKind.PARAGRAPH, "b"),
        (BlockKind.FOOTER, "OFFICIAL"),
    ]


PAGES = [
    pytest.param(r"one\page two\par", 2, ["one", "two"], id="breaks add up"),
    pytest.param(r"one\par\sect\sectd two\par", 2, ["one\n", "two"], id="section on a new page"),
    pytest.param(r"one\par\sect\sectd\sbknone two\par", 2, [], id="section that runs on"),
    pytest.param(r"one\page two\par", 7, [], id="breaks do not add up"),
    pytest.param(r"one\par two\par", 1, [], id="one page"),
]


@pytest.mark.parametrize(("body", "counted", "expected"), PAGES)
def test_pages(body: str, counted: int, expected: list[str]) -> None:
    document = read(rtf(body, info=rf"\nofpages{counted}"))
    assert [page.span.of(document.text) for page in document.pages] == expected


def test_properties() -> None:
    info = (
        r"{\title Grounds \u8211\'96 maintenance}{\author A. Officer}{\author Another}{\*\company Council}"
        r"{\creatim\yr2024\mo3\dy1\hr9\min30}{\revtim\yr2024\mo13\dy1}"
    )
    properties = read(rtf("text", info=info)).properties
    assert (properties.title, properties.author) == ("Grounds \u2013 maintenance", "A. Officer")
    assert (properties.created, properties.modified) == ("2024-03-01T09:30", None)


def test_title_from_the_text() -> None:
    info = r"{\title Microsoft Word - draft 3.doc}"
    assert read(rtf(par(r"{\b Cover}") + par("The tender", r"\s3"), info=info)).properties.title == "The tender"


NOTICES = [
    pytest.param(r"a{\v b}{\v c}d{\v e}", {"hidden-text": "2 pieces are of hidden text left out."}, id="hidden"),
    pytest.param(
        r"a{\deleted b}",
        {"tracked-changes": "1 tracked deletion is left out; tracked insertions are in the text."},
        id="deleted",
    ),
    pytest.param(
        r"a{\*\annotation{\*\atnref 1} check}",
        {"comments-not-in-text": "1 comment is left out of the text."},
        id="note",
    ),
    pytest.param(
        r"{\pict 00}{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}",
        {"part-not-read": "The document holds nothing but 2 pictures, perhaps a scan; their text is not read."},
        id="pictures",
    ),
    pytest.param(r"a{\pict 00}", {}, id="picture and text"),
    pytest.param(
        r"a{\object\objlink{\*\objdata 00}}",
        {"part-not-read": "1 linked object is not read: the files lie elsewhere."},
        id="link",
    ),
]


@pytest.mark.parametrize(("body", "expected"), NOTICES)
def test_notices(body: str, expected: dict[str, str]) -> None:
    assert {notice.code: notice.message for notice in read(rtf(body)).notices} == expected


def test_a_file_cut_off_is_read_in_part() -> None:
    document = read(rtf(par("first") + row("a", "b") + par("last"))[:-8])
    assert document.text == "first\na\tb\nla"
    assert document.outcome is Outcome.PARTLY
