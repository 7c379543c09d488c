"""Plain text, Markdown, JSON and XML: rows of source and the blocks it becomes."""

from pathlib import Path

import pytest

from tenderscan.document import Document, Source
from tenderscan.readers import plain
from tenderscan.readers.media_types import JSON, MARKDOWN, PLAIN, XML
from tenderscan.settings import Limits


def read(text: str | bytes, media_type: str = PLAIN) -> Document:
    content = text.encode() if isinstance(text, str) else text
    return plain.read(content, Source("text", "0" * 64, len(content), media_type), Limits())


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


WRAPPED = (
    "The supplier shall provide grounds maintenance for all sites of the\n"
    "Council, and shall pay the real Living Wage to everybody who works on the\n"
    "contract. It shall report each quarter.\n"
)
WHOLE = WRAPPED.replace("\n", " ").strip()

PLAIN_ROWS: list[tuple[str, list[tuple[str, str]]]] = [
    (WRAPPED, [("paragraph", WHOLE)]),
    (WRAPPED.replace("\n", "\r\n"), [("paragraph", WHOLE)]),
    (WRAPPED + "\n" + WRAPPED, [("paragraph", WHOLE), ("paragraph", WHOLE)]),
    ("Acorn Ltd\n1 High Street\nHull\n", [("paragraph", each) for each in ("Acorn Ltd", "1 High Street", "Hull")]),
    ("- pay\n* hours\n• \uf0b7 x\n", [("list_item", "• pay"), ("list_item", "• hours"), ("list_item", "• \uf0b7 x")]),
    ("\uf0b7 Heather\n", [("list_item", "• Heather")]),
    ("Lot 1\n=====\n\nLot 2\n-----\ntext\n", [("heading", "Lot 1"), ("heading", "Lot 2"), ("paragraph", "text")]),
    ("a   b\n-----\n", [("paragraph", "a b"), ("paragraph", "-----")]),
    ("Supplier     Price\nAcorn Ltd    £1,200\nBirch Ltd    £900\n", [
        ("row", "Supplier\tPrice"), ("row", "Acorn Ltd\t£1,200"), ("row", "Birch Ltd\t£900"),
    ]),
    ("Supplier\tPrice\nAcorn Ltd\t£1,200\n", [("row", "Supplier\tPrice"), ("row", "Acorn Ltd\t£1,200")]),
    ("Item          Price\nGrass cutting 12.50\nTrees           9.00\n", [
        ("row", "Item\tPrice"), ("row", "Grass cutting 12.50\t"), ("row", "Trees\t9.00"),
    ]),
    ("> We offer\n> £5\nWe accept\n", [("paragraph", "> We offer"), ("paragraph", "> £5"), ("paragraph", "We accept")]),
    ("\x1b[1mBold\x1b[0m t\bext\x1a", [("paragraph", "Bold ext")]),
    ("1. Scope .............. 4\n2. Price .............. 5\n", [
        ("paragraph", "1. Scope .............. 4"), ("paragraph", "2. Price .............. 5"),
    ]),
    ("Name of the supplier that takes part in this tender:\nAddress of the supplier that takes part:\n", [
        ("paragraph", "Name of the supplier that takes part in this tender:"),
        ("paragraph", "Address of the supplier that takes part:"),
    ]),
    (
        "See the notice of the Council <https://example.gov.uk/notices/2025/0\n001> for all terms\n",
        [("paragraph", "See the notice of the Council <https://example.gov.uk/notices/2025/0001> for all terms")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLAIN_ROWS)
def test_plain_text(text: str, expected: list[tuple[str, str]]) -> None:
    document = read(text)
    assert blocks(document) == expected
    assert document.tables == ()


def test_form_feeds_begin_pages() -> None:
    document = read("one\ntwo\fthree\f\ffive\n\f")
    assert [page.span.of(document.text).strip() for page in document.pages] == ["one\ntwo", "three", "", "five"]
    assert read("one\n\f").pages == ()


def test_a_double_spaced_text_is_put_together() -> None:
    lines = [
        "It was proposed by Councillor Ryan, seconded by Councillor Daly (Mr.",
        "Daly being present online) and agreed that the Council would spend the",
        "sum of £65,000 on community projects in the district of Adare-",
        "Rathkeale.",
        "Seconded by Councillor Daly",
        "• that all of the works are finished by the end of the financial year",
        "and paid for in full",
    ]
    document = read("\n\n".join(lines * 5))
    assert blocks(document)[:3] == [
        ("paragraph", "It was proposed by Councillor Ryan, seconded by Councillor Daly (Mr. Daly being present online) "
                      "and agreed that the Council would spend the sum of £65,000 on community projects in the "
                      "district of Adare-Rathkeale."),
        ("paragraph", "Seconded by Councillor Daly"),
        ("list_item", "• that all of the works are finished by the end of the financial year and paid for in full"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Minutes\n\nOne **two** _three_ `four`\nfive", [("heading", "Minutes"), ("paragraph", "One two three four"),
                                                          ("paragraph", "five")]),
        ("Title\n===\n\nSub\n---\n\nx", [("heading", "Title"), ("heading", "Sub"), ("paragraph", "x")]),
        ("And so it was resolved:\n---\nx", [("paragraph", "And so it was resolved:"), ("paragraph", "x")]),
        ("the page ends in mid-sentence and\n---\ngoes on", [("paragraph", "the page ends in mid-sentence and"),
                                                            ("paragraph", "goes on")]),
        ("- a\n  1. b\n\n     c\n- d", [("list_item", "• a"), ("list_item", "1. b"), ("paragraph", "c"),
                                       ("list_item", "• d")]),
        ("1.\n\nAdoption of Minutes\n\n2.\n3.", [("paragraph", "1. Adoption of Minutes"), ("paragraph", "2. 3.")]),
        ("> quoted\n\n```\ncode  x\n  y\n```", [("paragraph", "quoted"), ("paragraph", "code x\ny")]),
        ("[text](https://example.com) ![alt](a.png) <https://b.com>", [("paragraph", "text https://b.com")]),
        ("a<br>b <u>c</u> <Name of supplier>", [("paragraph", "a"), ("paragraph", "b c <Name of supplier>")]),
        ("<Name of supplier>\n\nx", [("paragraph", "<Name of supplier>"), ("paragraph", "x")]),
        ("<div><p>a</p><ul><li>b</ul></div>", [("paragraph", "a"), ("list_item", "• b")]),
        ("PRESENT**:**x \\* 5 &amp; 6", [("paragraph", "PRESENT:x * 5 & 6")]),
        ("\uf0b7 Heather", [("list_item", "• Heather")]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(read(text, MARKDOWN)) == expected


def test_markdown_table() -> None:
    document = read("|Supplier|Price|\n|--|--:|\n|**Acorn** Ltd|£1,200|\n|Birch|\n", MARKDOWN)
    (table,) = document.tables
    assert [[cell.of(document.text) for cell in row] for row in table.rows] == [
        ["Supplier", "Price"],
        ["Acorn Ltd", "£1,200"],
        ["Birch", ""],
    ]


def test_front_matter() -> None:
    document = read("---\ntitle: The plan\nauthor: Ann Lee\ndate: 2025-03-03\n---\n# Other\n", MARKDOWN)
    properties = document.properties
    assert (properties.title, properties.author, properties.created) == ("The plan", "Ann Lee", "2025-03-03")
    assert "author: Ann Lee" in document.text
    assert read("---\nno fields\n---\n# Other\n", MARKDOWN).properties.title == "Other"


def test_markdown_too_deep_is_read_as_plain_text() -> None:
    document = read("> " * 5_000 + "deep", MARKDOWN)
    assert "deep" in document.text
    assert [notice.code for notice in document.notices] == ["structure-lost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": {"b": [1.10, true, null, ""]}, "c": "x"}', ["a.b[0]: 1.10", "a.b[1]: true", "c: x"]),
        ('{"a": 1, "a": 2}', ["a: 1", "a: 2"]),
        ('["x", {"y": 12345678901234567890.10}]', ["[0]: x", "[1].y: 12345678901234567890.10"]),
        ('{"a": 1}\n{"a": 2}\n', ["[0].a: 1", "[1].a: 2"]),
        ('{"t": "one\\n\\ntwo"}', ["t:", "one", "two"]),
        ('"£5"', ["£5"]),
    ],
)
def test_json(text: str, expected: list[str]) -> None:
    document = read(text, JSON)
    assert document.text.splitlines() == expected
    assert document.notices == ()


def test_broken_json_is_plain_text() -> None:
    for text in ('{"a": 1,', "[" * 100_000 + "]" * 100_000):
        document = read(text, JSON)
        assert document.text == text
        assert [notice.code for notice in document.notices] == ["structure-lost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<?xml version="1.0"?><n xmlns="u:x"><a k="1">x</a><b><c>y</c></b><b/></n>',
            ["n.a@k: 1", "n.a: x", "n.b.c: y"],
        ),
        ("<n><p>One <b>two</b> three</p><q>4</q></n>", ["n.p: One two three", "n.q: 4"]),
        ("<n>x &amp; £5</n>", ["n: x & £5"]),
        (
            '<note>See <price>£1,200</price><price>£9,300</price> and <line amount="777"/> end</note>',
            [
                "note: See",
                "note.price: £1,200",
                "note.price: £9,300",
                "note: and",
                "note.line@amount: 777",
                "note: end",
            ],
        ),
        ("<r>x<row><cell>Acorn</cell><cell>1200</cell></row></r>", ["r: x", "r.row.cell: Acorn", "r.row.cell: 1200"]),
        ("<p>The <b>firm</b> offer <i>1</i><i>2</i></p>", ["p: The firm offer 1 2"]),
    ],
)
def test_xml(text: str, expected: list[str]) -> None:
    document = read(text, XML)
    assert document.text.splitlines() == expected
    assert document.notices == ()


def test_entities_of_an_xml_file_are_not_resolved_and_that_is_said() -> None:
    document = read('<!DOCTYPE n [<!ENTITY a SYSTEM "file:///etc/passwd">]><n><p>x&a;y</p><q>z</q></n>', XML)
    assert "root" not in document.text
    assert document.text.endswith("n.q: z")
    assert [notice.code for notice in document.notices] == ["part-not-read"]


def test_broken_xml_is_plain_text() -> None:
    document = read("<?xml version='1.0'?><n>x</m>", XML)
    assert "<n>x</m>" in document.text
    assert [notice.code for notice in document.notices] == ["structure-lost"]


def test_real_minutes_are_whole_sentences(shared: Path) -> None:
    path = next(
        (shared / "b_limerick_council_minutes").glob("*Metropolitan District of Limerick - 16th October 2023.md")
    )
    document = read(path.read_bytes(), MARKDOWN)
    assert "seconded by Councillor McSweeney and agreed to adjourn the Meeting until 10.35am" in document.text
    assert len(max(document.text.splitlines(), key=len)) < 3_000
