"""Numbers of lists and headings, as LibreOffice 7.4 writes them when it saves the same lists as plain text."""

import pytest

from tenderscan.document import Document
from tenderscan.readers import odt as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_odt import bullets, h, item, list_style, listed, numbers, odt, p, row, style, styles, table

DOT = 'style:num-suffix="."'
ROUND = 'style:num-prefix="(" style:num-suffix=")"'
NAMED = (
    list_style("L1", numbers(1, "1", DOT), numbers(2, "1", DOT + ' text:display-levels="2"'), numbers(3, "i", ROUND))
    + list_style("L2", numbers(1, "a", 'style:num-suffix=")"'), numbers(2, "A", 'style:num-suffix=")"'))
    + list_style("Y", numbers(1, "a", 'style:num-suffix=")" text:start-value="25"'))
    + list_style("YY", numbers(1, "a", 'style:num-suffix=")" text:start-value="25" style:num-letter-sync="true"'))
    + list_style("None", numbers(1, "", 'style:num-prefix="Schedule" style:num-suffix=":"'))
    + list_style("Nothing", numbers(1, ""))
    + list_style(
        "New", numbers(1, "1", 'loext:num-list-format="%1%."'), numbers(2, "1", 'loext:num-list-format="%1%.%2%)"')
    )
    + list_style("Gap", numbers(1, "I"), numbers(2, ""), numbers(3, "1", 'loext:num-list-format="%1%.%2%.%3%"'))
    + list_style("Bullets", bullets(1, "\uf0b7"), bullets(2, "-"))
    + style("InList", attributes='style:list-style-name="L2"')
)
OUTLINE = (
    "<text:outline-style>"
    '<text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Part " style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    + style("NoNumber", attributes='style:list-style-name=""')
)
ON = 'text:continue-numbering="true"'


def read(body: str) -> Document:
    content = odt(body, {"styles.xml": styles(NAMED + OUTLINE)})
    return reader.read(content, source("lists.odt"), Limits())


LISTS = [
    pytest.param(listed("a", item(p("b"), p("more")), "c", style="L1"), ["1. a", "2. b", "more", "3. c"], id="plain"),
    pytest.param(
        listed("a", item(p("b"), listed("c", item(p("d"), listed("e"))))),
        ["\u2022 a", "\u2022 b", "\u2022 c", "\u2022 d", "\u2022 e"],
        id="without style",
    ),
    pytest.param(
        listed(item(p("a"), listed("b", item(p("c"), listed("d", "e")))), "f", style="L1"),
        ["1. a", "1.1. b", "1.2. c", "(i) d", "(ii) e", "2. f"],
        id="levels",
    ),
    pytest.param(listed("a", style="L1") + listed("b", style="L1"), ["1. a", "1. b"], id="a new list begins anew"),
    pytest.param(listed("a", style="L1") + p("-") + listed("b", style="L1", attributes=ON), ["1. a", "-", "2. b"]),
    pytest.param(
        listed("a", style="L1") + listed("b", style="L2") + listed("c", style="L1", attributes=ON),
        ["1. a", "a) b", "1. c"],
        id="only the list just before is continued",
    ),
    pytest.param(
        listed("a", style="L1", attributes='xml:id="x"')
        + listed("b", style="L2")
        + listed("c", style="L1", attributes='xml:id="y" text:continue-list="x"')
        + listed("d", style="L1", attributes='text:continue-list="y"'),
        ["1. a", "a) b", "2. c", "3. d"],
        id="a list is continued by its name",
    ),
    pytest.param(
        listed("a", style="L1")
        + listed(item(listed("b", "c")), style="L1", attributes=ON)
        + listed("d", style="L1", attributes=ON),
        ["1. a", "1.1. b", "1.2. c", "2. d"],
        id="levels in lists of their own",
    ),
    pytest.param(
        listed(item(listed("a", "b")), "c", style="L1"), ["1.1. a", "1.2. b", "2. c"], id="second level first"
    ),
    pytest.param(listed(item("a", attributes='text:start-value="7"'), "b", style="L1"), ["7. a", "8. b"], id="start"),
    pytest.param(
        listed("<text:list-header>" + p("a") + "</text:list-header>", "b", style="L1"), ["a", "1. b"], id="list header"
    ),
    pytest.param(listed(item(p("a", style="InList"))), ["a) a"], id="list style of the paragraph"),
    pytest.param(p("a", style="InList"), ["a"], id="no list, no number"),
    pytest.param(
        listed("a", item("b", attributes='text:style-override="L2"'), "c", style="L1"), ["1. a", "b) b", "3. c"]
    ),
    pytest.param(listed("a", item(p()), "c", style="L1"), ["1. a", "2.", "3. c"], id="an empty item is counted"),
    pytest.param(listed("a", item(p()), style="Bullets"), ["\u2022 a"], id="an empty item shows no bullet"),
    pytest.param(
        listed(item(p("a"), listed("b", style="L2"), listed("c", style="L2")), style="L1"),
        ["1. a", "A) b", "A) c"],
        id="an inner list of another style begins anew",
    ),
    pytest.param(listed("a", "b", "c", "d", style="Y"), ["y) a", "z) b", "aa) c", "ab) d"], id="letters"),
    pytest.param(listed("a", "b", "c", "d", style="YY"), ["y) a", "z) b", "aa) c", "bb) d"], id="doubled letters"),
    pytest.param(listed("a", style="None"), ["Schedule: a"], id="no number, but words"),
    pytest.param(listed("a", style="Nothing"), ["a"], id="no number"),
    pytest.param(listed(item(p("a"), listed("b")), style="New"), ["1. a", "1.1) b"], id="patterns"),
    pytest.param(
        listed(item(p("a"), listed(item(p("b"), listed("c")))), style="Gap"),
        ["I a", "b", "I.1 c"],
        id="a level without number in a pattern",
    ),
    pytest.param(listed(item(p("a"), listed("b")), style="Bullets"), ["\u2022 a", "- b"], id="bullets"),
    pytest.param(listed("a", style="Unknown"), ["a"], id="a style that is not there"),
    pytest.param(
        listed("a", style="L1") + table(row("x")) + listed("b", style="L1", attributes=ON), ["1. a", "x", "2. b"]
    ),
    pytest.param(
        "".join(
            f'<text:numbered-paragraph text:list-id="n" text:level="{level}" text:style-name="L1">{p(text)}'
            "</text:numbered-paragraph>"
            for level, text in ((1, "a"), (2, "b"), (1, "c"))
        ),
        ["1. a", "1.1. b", "2. c"],
        id="numbered paragraphs",
    ),
]


@pytest.mark.parametrize(("body", "expected"), LISTS)
def test_lists(body: str, expected: list[str]) -> None:
    assert read(body).text.split("\n") == expected


def test_headings_are_numbered_by_the_outline() -> None:
    body = (
        h("one")
        + h("sub", 2)
        + h("without", 1, 'text:style-name="NoNumber"')
        + listed(item(h("in a list")), style="L1")
        + h("two")
        + h("sub", 2)
        + h("jump", 2, 'text:restart-numbering="true" text:start-value="5"')
        + h("anew", 2, 'text:restart-numbering="true"')
        + h("header", 1, 'text:is-list-header="true"')
        + h("three")
    )
    assert read(body).text.split("\n") == [
        *("Part 1. one", "1.1 sub", "without", "1. in a list", "Part 2. two"),
        *("2.1 sub", "2.5 jump", "2.1 anew", "header", "Part 3. three"),
    ]


def test_lists_in_headers_do_not_count_on_in_the_body() -> None:
    header = f"<style:header>{listed('in the header', style='L1')}</style:header>"
    masters = f'<style:master-page style:name="Standard">{header}</style:master-page>'
    content = odt(listed("in the body", style="L1", attributes=ON), {"styles.xml": styles(NAMED, masters=masters)})
    document = reader.read(content, source("lists.odt"), Limits())
    assert document.text.split("\n") == ["1. in the header", "1. in the body"]
