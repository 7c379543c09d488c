import pickle
from array import array

import pytest

from tenderscan.catalogue.layout import document_from, layout_as_text
from tenderscan.document import (
    BlockKind,
    CellRows,
    Document,
    Properties,
    Source,
    Span,
)
from tenderscan.readers.assemble import Assembler, tidied
from tenderscan.references import cell_position, cell_reference

SOURCE = Source("sample.xlsx", "0" * 64, 10, "application/x")


def sheet(label: str = "Lot 2") -> Document:
    """A heading, and a table with a blank row and ragged ends at B3."""
    assembler = Assembler(SOURCE)
    assembler.begin_page(1, label=label)
    assembler.add(BlockKind.HEADING, label, level=1)
    assembler.add_cells(iter([["Supplier", "Price"], [], ["Acorn", "", "x"]]), width=3, cell="B3")
    assembler.add_cells(iter([["alone"]]), width=1, cell="XFD9", kind=BlockKind.PARAGRAPH)
    return assembler.finish(Properties())


def test_rows_of_a_sheet_are_lines_and_spans() -> None:
    document = sheet()
    assert document.text == "Lot 2\nSupplier\tPrice\nAcorn\t\tx\nalone"
    table, alone = document.tables
    assert [[cell.of(document.text) for cell in row] for row in table.rows] == [
        ["Supplier", "Price", ""],
        ["", "", ""],
        ["Acorn", "", "x"],
    ]
    assert all(table.span.contains(cell) for row in table.rows for cell in row)
    assert [block.kind.value for block in document.blocks] == ["heading", "row", "row", "paragraph"]
    assert (table.page, alone.page, table.cell) == (1, 1, "B3")


@pytest.mark.parametrize(
    ("label", "words", "place"),
    [
        ("Lot 2", "Supplier", "'Lot 2'!B3"),
        ("Lot 2", "Price", "'Lot 2'!C3"),
        ("Prices", "x", "Prices!D5"),
        ("Bidder's", "alone", "'Bidder''s'!XFD9"),
        ("Q1", "Acorn", "'Q1'!B5"),
        ("R1C1", "Acorn", "'R1C1'!B5"),
        ("2026", "Acorn", "'2026'!B5"),
        ("Lot_2.b", "Acorn", "Lot_2.b!B5"),
        ("Größe", "Acorn", "Größe!B5"),
        ("Lot 2", "Lot 2", None),
    ],
)
def test_a_finding_in_a_sheet_has_the_reference_of_its_cell(label: str, words: str, place: str | None) -> None:
    document = sheet(label)
    assert document.cell_at(document.text.index(words)) == place


def test_outside_of_the_text_there_is_no_cell() -> None:
    assert sheet().cell_at(10_000) is None
    assert Document(SOURCE, "text").cell_at(0) is None


def test_a_table_of_nothing_is_none() -> None:
    assembler = Assembler(SOURCE)
    assert assembler.add_cells([[], []], width=2, cell="A1") is None
    assert assembler.finish(Properties()).text == ""


def test_rows_are_like_tuples() -> None:
    rows = ((Span(0, 1), Span(2, 3)), (Span(4, 4), Span(4, 9)))
    compact = CellRows.of(rows)
    assert compact == rows
    assert rows == compact
    assert hash(compact) == hash(rows)
    assert compact != CellRows.of(rows[:1])
    assert compact != [1]
    assert pickle.loads(pickle.dumps(compact)) == compact
    assert (len(compact), compact[-1], compact[:1], list(compact)) == (2, rows[1], rows[:1], list(rows))
    assert repr(compact) == repr(rows)
    assert CellRows.of(()) == ()
    with pytest.raises(IndexError):
        compact[2]
    with pytest.raises(ValueError, match="differ"):
        CellRows.of((rows[0], rows[0][:1]))
    with pytest.raises(ValueError, match="no rows"):
        CellRows(array("I", [1, 2]), 2)


def test_a_sheet_comes_back_from_the_catalogue() -> None:
    document = sheet()
    assert document_from(SOURCE, document.text, Properties(), layout_as_text(document), ()) == document


@pytest.mark.parametrize(
    ("row", "column", "reference"),
    [(0, 0, "A1"), (6, 1, "B7"), (0, 25, "Z1"), (9, 26, "AA10"), (1_048_575, 16_383, "XFD1048576")],
)
def test_references_and_positions(row: int, column: int, reference: str) -> None:
    assert cell_reference(row, column) == reference
    assert cell_position(reference) == (row, column)


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "a1", "AAAA1", "A1:B2", "$A$1"])
def test_what_is_no_reference(text: str) -> None:
    with pytest.raises(ValueError, match="not a cell"):
        cell_position(text)


def test_no_page_begins_in_a_cell() -> None:
    assert tidied("a\f b\tc") == "a b c"
