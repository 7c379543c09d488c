import pytest

from tenderscan.errors import LimitExceeded
from tenderscan.readers.budget import Budget
from tenderscan.readers.sheets import grid as grid_module
from tenderscan.readers.sheets.grid import SheetGrid
from tenderscan.references import cell_reference


def grid(*cells: tuple[int, int, str]) -> SheetGrid:
    """A sheet of cells: row, column, text."""
    found = SheetGrid("sample", Budget("sample", 1_000_000))
    for row in dict.fromkeys(row for row, _, _ in cells):
        found.add_row(row, [c for r, c, _ in cells if r == row], [text for r, _, text in cells if r == row])
    return found


def tables(sheet: SheetGrid) -> list[tuple[str, list[list[str]]]]:
    """Reference of the first cell and rows of each table."""
    return [(cell_reference(area.row, area.column), list(area.lines())) for area in sheet.areas()]


def test_cells_at_both_ends_of_a_sheet_are_two_tables() -> None:
    assert tables(grid((0, 0, "a"), (1_048_575, 16_383, "z"))) == [("A1", [["a"]]), ("XFD1048576", [["z"]])]


def test_a_blank_row_parts_tables_that_keep_their_columns() -> None:
    sheet = grid((0, 1, "a"), (0, 2, "b"), (2, 2, "c"), (2, 3, "d"))
    assert tables(sheet) == [("B1", [["a", "b"]]), ("B3", [["", "c", "d"]])]


def test_lines_of_title_are_tables_of_one_column() -> None:
    sheet = grid((0, 0, "Prices"), (1, 0, "April"), (2, 0, "Name"), (2, 1, "£"), (3, 0, "x"), (3, 1, "1"), (4, 0, "y"))
    assert tables(sheet) == [("A1", [["Prices"], ["April"]]), ("A3", [["Name", "£"], ["x", "1"], ["y"]])]


def test_a_head_over_the_second_column_only_is_no_title() -> None:
    assert tables(grid((0, 1, "Amount"), (1, 0, "Fuel"), (1, 1, "9"))) == [("A1", [["", "Amount"], ["Fuel", "9"]])]


def test_a_few_blank_columns_part_nothing_and_many_do() -> None:
    assert len(tables(grid((0, 0, "Name:"), (0, 9, "Acorn")))) == 1
    assert tables(grid((0, 0, "a"), (0, 20, "b"), (1, 0, "c"))) == [("A1", [["a"], ["c"]]), ("U1", [["b"]])]


def test_merged_cells_hold_columns_together() -> None:
    sheet = grid((0, 0, "Name:"), (0, 20, "Acorn"))
    sheet.merge(0, 1, 0, 19)
    assert len(tables(sheet)) == 1


def test_blank_rows_that_are_a_habit_part_nothing() -> None:
    sheet = grid(*((2 * row, column, "x") for row in range(300) for column in (0, 1)))
    ((cell, rows),) = tables(sheet)
    assert (cell, len(rows), rows[1]) == ("A1", 599, [])


def test_rows_out_of_order_and_in_pieces_are_put_right() -> None:
    sheet = SheetGrid("sample", Budget("sample", 1000))
    sheet.add_row(1, [1, 0], ["d", "c"])
    sheet.add_row(0, [0], ["a"])
    sheet.add_row(0, [1], ["b"])
    assert tables(sheet) == [("A1", [["a", "b"], ["c", "d"]])]


def test_a_diagonal_costs_no_rectangle() -> None:
    areas = list(grid(*((at, at, "x") for at in range(3_000))).areas())
    assert sum(area.height * area.width for area in areas) < 3_000 * 40
    assert sum(len(area.rows) for area in areas) == 3_000


def test_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_module, "_MOST_CELLS", 5)
    with pytest.raises(LimitExceeded, match="sample"):
        tables(grid((0, 0, "a"), (2, 2, "b"), (3, 0, "c"), (4, 1, "d"), (5, 1, "d")))


def test_what_is_no_place_on_a_sheet_is_left_out() -> None:
    sheet = SheetGrid("sample", Budget("sample", 1000))
    sheet.add_row(-1, [0], ["a"])
    sheet.add_row(0, [], [])
    sheet.add_row(0, [99_999], ["a"])
    assert tables(sheet) == []
    assert not sheet
