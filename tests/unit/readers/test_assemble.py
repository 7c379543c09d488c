"""The assembler: the one place where offsets are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.document import BlockKind, Document, Properties
from tenderscan.readers.assemble import Assembler, Cell, Grid
from tests.build import source

Rows = list[list[str]]


def table(*rows: tuple[Cell, ...]) -> Document:
    assembler = Assembler(source())
    assembler.add_table(rows)
    return assembler.finish(Properties())


def cells(document: Document, at: int = 0) -> Rows:
    return [[cell.of(document.text) for cell in row] for row in document.tables[at].rows]


def test_blocks_stand_on_lines_of_their_own() -> None:
    assembler = Assembler(source())
    assembler.add(BlockKind.HEADING, "1.  Scope", level=1)
    assert assembler.add(BlockKind.PARAGRAPH, " \u00a0\n") is None
    assembler.add(BlockKind.PARAGRAPH, "two\r\nlines")
    document = assembler.finish(Properties())
    assert document.text == "1. Scope\ntwo\nlines"
    assert [(block.kind, block.span.of(document.text), block.level) for block in document.blocks] == [
        (BlockKind.HEADING, "1. Scope", 1),
        (BlockKind.PARAGRAPH, "two\nlines", 0),
    ]
    assert document.pages == ()


def test_pages_by_call() -> None:
    assembler = Assembler(source())
    for number, text in enumerate(["one", "", "three"], start=1):
        assembler.begin_page(number, readable=bool(text))
        assembler.add(BlockKind.PARAGRAPH, text)
    document = assembler.finish(Properties())
    assert [(page.number, page.span.of(document.text), page.readable) for page in document.pages] == [
        (1, "one\n", True),
        (2, "", False),
        (3, "three", True),
    ]


def test_pages_by_form_feed() -> None:
    assembler = Assembler(source())
    assembler.begin_page(1)
    assembler.add(BlockKind.PARAGRAPH, "one and\ftwo")
    assembler.add(BlockKind.PARAGRAPH, "\f")
    assembler.add(BlockKind.PARAGRAPH, "three")
    document = assembler.finish(Properties())
    assert document.text == "one andtwo\nthree"
    assert [page.span.of(document.text) for page in document.pages] == ["one and", "two\n", "three"]


def test_rows_are_padded_and_empty_ones_left_out() -> None:
    document = table(("Supplier", "Price", "VAT"), ("", " "), ("Acorn", "£1"))
    assert cells(document) == [["Supplier", "Price", "VAT"], ["Acorn", "£1", ""]]
    assert document.text == "Supplier\tPrice\tVAT\nAcorn\t£1\t"
    assert document.tables[0].span.of(document.text) == document.text
    assert [block.kind for block in document.blocks] == [BlockKind.ROW, BlockKind.ROW]


def test_no_text_no_table() -> None:
    assert table(("", " ")).tables == ()
    assert table().tables == ()


def test_row_of_nothing_but_a_page_end() -> None:
    assembler = Assembler(source())
    assembler.begin_page(1)
    assembler.add_table([["a"], ["\f"], ["b"]])
    document = assembler.finish(Properties())
    assert [page.span.of(document.text) for page in document.pages] == ["a\n", "b"]


def test_table_that_begins_with_its_page() -> None:
    assembler = Assembler(source())
    assembler.begin_page(1)
    assembler.add(BlockKind.PARAGRAPH, "before")
    assembler.add_table([["\fa", "b"]])
    assembler.add_table([["c"]])
    assert [each.page for each in assembler.finish(Properties()).tables] == [2, 2]


def test_nested_tables_follow_the_outer_one() -> None:
    innermost = Grid((("x",),))
    inner = Grid((("Year 1", ("£10", innermost)), ("", ""), ("Year 2",)))
    document = table(("Price", ("as  follows", inner, " ")), ("Term", "2 years"))
    assert document.text == "Price\tas follows\nYear 1\t£10\nx\nYear 2\t\nTerm\t2 years"
    assert cells(document, 0) == [["Price", "as follows\nYear 1\t£10\nx\nYear 2\t"], ["Term", "2 years"]]
    assert cells(document, 1) == [["Year 1", "£10\nx"], ["Year 2", ""]]
    assert cells(document, 2) == [["x"]]
    assert document.tables[0].rows[0][1].contains(document.tables[1].span)
    assert len(document.blocks) == 2


def test_parts_without_nested_text_are_plain_text() -> None:
    assert cells(table((("one", Grid((("",),)), "two"), "b"))) == [["one\ntwo", "b"]]
    assert table(((Grid((("",),)),),)).tables == ()


def test_length() -> None:
    assembler = Assembler(source())
    assert assembler.length == 0
    assembler.add(BlockKind.PARAGRAPH, "four")
    assert assembler.length == 5


text = st.text(alphabet="ab £\u00a0\n\t\f\u00ad", max_size=8)
grid = st.recursive(
    text,
    lambda inner: st.lists(
        st.one_of(
            text,
            st.lists(st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(
                lambda rows: Grid(tuple(rows))
            ),
        ),
        max_size=3,
    ).map(tuple),
    max_leaves=6,
)


@given(st.lists(st.one_of(text, st.lists(st.lists(grid, max_size=3), max_size=3)), max_size=5))
def test_whatever_is_added_spans_hold(pieces: list[str | list[list[Cell]]]) -> None:
    assembler = Assembler(source())
    assembler.begin_page(1)
    for piece in pieces:
        if isinstance(piece, str):
            assembler.add(BlockKind.PARAGRAPH, piece)
        else:
            assembler.add_table(piece)
    document = assembler.finish(Properties())
    size = len(document.text)
    assert "\f" not in document.text
    ends = [0]
    for block in document.blocks:
        assert ends[-1] <= block.span.start < block.span.end <= size
        ends.append(block.span.end)
    for each in document.tables:
        assert each.span.end <= size
        assert len({len(row) for row in each.rows}) == 1
        assert all(each.span.contains(cell) for row in each.rows for cell in row)
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        assert page.span.end == following.span.start


@pytest.mark.parametrize("code", ["part-not-read", "name-mismatch"])
def test_notices(code: str) -> None:
    assembler = Assembler(source())
    assembler.notice(code, "Said.", page=2)
    document = assembler.finish(Properties(title="T"))
    assert [(notice.code, notice.page) for notice in document.notices] == [(code, 2)]
    assert document.outcome == ("partly" if code == "part-not-read" else "read")
