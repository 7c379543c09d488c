"""Numbers that Word computes: rows of a list definition, paragraphs and the labels they must get."""

import pytest

from tenderscan.readers import docx as reader
from tenderscan.readers.office.numerals import numeral
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import docx, level, numbered, numbering, p, row, table

CLAUSES = numbering(level("%1."), level("%1.%2"), level("(%3)", "lowerLetter"), level("(%4)", "lowerRoman"))


def labels(body: str, part: str, styles: str = "") -> list[str]:
    """Labels of paragraphs whose text is "x"."""
    document = reader.read(docx(body, {"numbering": part, "styles": styles}), source("a.docx"), Limits())
    return [line.removesuffix("x").rstrip() for line in document.text.replace("\t", "\n").split("\n")]


def levels(*depths: int, number: int = 1) -> str:
    return "".join(numbered("x", number, depth) for depth in depths)


COUNTED = [
    pytest.param(CLAUSES, levels(0, 1, 1, 2, 2, 3, 1, 0, 1), "1.|1.1|1.2|(a)|(b)|(i)|1.3|2.|2.1", id="clauses"),
    pytest.param(CLAUSES, levels(0) + p("x") + levels(0), "1.||2.", id="text between"),
    pytest.param(CLAUSES, levels(1, 0, 1), "1.1|1.|1.1", id="deeper level first"),
    pytest.param(numbering(level("Schedule %1", "upperLetter", 3)), levels(0, 0), "Schedule C|Schedule D", id="start"),
    pytest.param(numbering(level("%1)", "decimalZero")), levels(0, 0), "01)|02)", id="leading zero"),
    pytest.param(
        numbering(level("%1", "upperRoman"), level("%1.%2", more="<w:isLgl/>")), levels(0, 0, 1), "I|II|2.1", id="legal"
    ),
    pytest.param(
        numbering(level("%1."), level("%2)", more='<w:lvlRestart w:val="0"/>')),
        levels(0, 1, 0, 1),
        "1.|1)|2.|2)",
        id="never restarts",
    ),
    pytest.param(
        numbering(level("%1."), level("%1.%2"), level("(%3)", "lowerLetter", more='<w:lvlRestart w:val="1"/>')),
        levels(0, 1, 2, 1, 2, 0, 2),
        "1.|1.1|(a)|1.2|(b)|2.|(a)",
        id="restarts after level 1 only",
    ),
    pytest.param(
        numbering(level("%1."), more='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'),
        levels(0) + levels(0, number=2) + levels(0),
        "1.|2.|3.",
        id="siblings go on counting",
    ),
    pytest.param(
        numbering(
            level("%1."),
            more='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
            "</w:lvlOverride></w:num>",
        ),
        levels(0, 0) + levels(0, 0, number=2),
        "1.|2.|5.|6.",
        id="start override",
    ),
    pytest.param(
        numbering(level("%1."), overrides=f'<w:lvlOverride w:ilvl="0"><w:lvl>{level("[%1]")}</w:lvl></w:lvlOverride>'),
        levels(0),
        "[1]",
        id="level override",
    ),
    pytest.param(numbering(level("\uf0b7", "bullet")), levels(0), "\u2022", id="bullet"),
    pytest.param(numbering(level("\u2013", "bullet")), levels(0), "\u2013", id="dash"),
    pytest.param(numbering(level("%1", "none")), levels(0), "", id="no number"),
    pytest.param(numbering(level("%1.", more="<w:rPr><w:vanish/></w:rPr>")), levels(0), "", id="hidden number"),
    pytest.param(CLAUSES, levels(0, number=0) + levels(0, number=99), "|", id="switched off or unknown"),
    pytest.param(CLAUSES, table(row(numbered("x").join(["<w:tc>", "</w:tc>"]), "x")) + levels(0), "1.||2.", id="cell"),
    pytest.param(CLAUSES, numbered("") + levels(0), "1.|2.", id="empty paragraph shows its number"),
    pytest.param(
        numbering(
            '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/>'
            '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
            '<w:start w:val="9"/><w:lvlText w:val="%1"/>'
        ),
        levels(0, 0),
        "009|010",
        id="custom format",
    ),
]


@pytest.mark.parametrize(("part", "body", "expected"), COUNTED)
def test_counted(part: str, body: str, expected: str) -> None:
    assert labels(body, part) == expected.split("|")


STYLED = numbering(level("%1.", more='<w:pStyle w:val="One"/>'), level("%1.%2", more='<w:pStyle w:val="Two"/>'))
STYLES = """
<w:style w:type="paragraph" w:styleId="One"><w:name w:val="One"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Two"><w:name w:val="Two"/><w:basedOn w:val="One"/><w:pPr><w:numPr>
<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Two"/></w:style>
<w:style w:type="paragraph" w:styleId="Off"><w:name w:val="Off"/><w:basedOn w:val="One"/><w:pPr><w:numPr>
<w:numId w:val="0"/></w:numPr></w:pPr></w:style>
"""


def test_numbered_by_style() -> None:
    body = "".join(p("x", style=style) for style in ("One", "Two", "Child", "Off", "One", "Two"))
    assert labels(body, STYLED, STYLES) == ["1.", "1.1", "1.2", "", "2.", "2.1"]


def test_paragraph_switches_the_number_of_its_style_off() -> None:
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    assert labels(p("x", style="One", properties=off) + p("x", style="One"), STYLED, STYLES) == ["", "1."]


def test_list_style_link_is_followed() -> None:
    part = numbering(
        level("%1)"),
        more='<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Linked"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Linked"><w:name w:val="Linked"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    assert labels(levels(0, number=2), part, styles) == ["1)"]


def test_list_items_have_a_level() -> None:
    document = reader.read(docx(levels(0, 1, 2), {"numbering": CLAUSES}), source("a.docx"), Limits())
    assert [(block.kind.value, block.level) for block in document.blocks] == [("list_item", at) for at in (1, 2, 3)]


def test_lists_in_headers_do_not_move_the_body_on() -> None:
    body = levels(0) + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    document = reader.read(docx(body, {"numbering": CLAUSES, "header1": levels(0)}), source("a.docx"), Limits())
    assert document.text == "1. x\n1. x"


NUMERALS = [
    (1, "lowerLetter", "a"),
    (26, "lowerLetter", "z"),
    (27, "lowerLetter", "aa"),
    (28, "upperLetter", "BB"),
    (4, "lowerRoman", "iv"),
    (1994, "upperRoman", "MCMXCIV"),
    (1, "ordinal", "1st"),
    (11, "ordinal", "11th"),
    (22, "ordinal", "22nd"),
    (113, "ordinal", "113th"),
    (21, "cardinalText", "Twenty-one"),
    (100, "cardinalText", "One hundred"),
    (1, "ordinalText", "First"),
    (20, "ordinalText", "Twentieth"),
    (32, "ordinalText", "Thirty-second"),
    (3, "decimalEnclosedCircle", "\u2462"),
    (0, "lowerRoman", "0"),
    (7, "something else", "7"),
    (7, "none", ""),
]


@pytest.mark.parametrize(("count", "style", "expected"), NUMERALS)
def test_numeral(count: int, style: str, expected: str) -> None:
    assert numeral(count, style) == expected
