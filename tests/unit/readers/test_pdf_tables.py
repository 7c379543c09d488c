from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import TableFinder

from tenderscan.readers.pdf.geometry import Rulings
from tenderscan.readers.pdf.tables import find_grids

PLACES = st.integers(0, 12).map(lambda number: number * 9.0 + 20)
NUDGES = st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0, 2.5])


class _Page:
    """What pdfplumber's table finder asks of a page."""

    def __init__(self, rulings: Rulings) -> None:
        boxes = [(x, top, x, bottom, "v") for x, top, bottom in rulings.down]
        boxes += [(x0, top, x1, top, "h") for top, x0, x1 in rulings.across]
        self.edges = [
            {
                "x0": x0,
                "x1": x1,
                "top": top,
                "bottom": bottom,
                "width": x1 - x0,
                "height": bottom - top,
                "orientation": orientation,
                "object_type": "line",
            }
            for x0, top, x1, bottom, orientation in boxes
        ]


@st.composite
def some_rulings(draw: st.DrawFn) -> Rulings:
    rulings = Rulings([], [])
    for _ in range(draw(st.integers(0, 26))):
        place, start, end = draw(PLACES), draw(PLACES), draw(PLACES)
        place, start, end = place + draw(NUDGES), min(start, end), max(start, end) + draw(NUDGES)
        if end - start >= 1:
            draw(st.sampled_from(rulings)).append((place, start, end))
    return rulings


def grid_lines(columns: int, rows: int) -> Rulings:
    width, height = columns * 50.0, rows * 20.0
    return Rulings(
        [(column * 50.0, 0.0, height) for column in range(columns + 1)],
        [(row * 20.0, 0.0, width) for row in range(rows + 1)],
    )


def rounded(tables: Any) -> list[Any]:
    return [
        [[tuple(round(side, 6) for side in cell) if cell else None for cell in row] for row in rows] for rows in tables
    ]


@settings(max_examples=300, deadline=None)
@given(rulings=some_rulings())
def test_grids_are_those_of_pdfplumber(rulings: Rulings) -> None:
    theirs = TableFinder(_Page(rulings)).tables  # type: ignore[arg-type]
    own = find_grids(rulings)
    assert rounded(grid.rows for grid in own) == rounded([row.cells for row in table.rows] for table in theirs)
    assert rounded([[grid.box]] for grid in own) == rounded([[table.bbox]] for table in theirs)


def test_tables_that_grow_together_are_one() -> None:
    # the cells of two combs touch only in the row below them
    rulings = Rulings(
        [(x, 0.0, 40.0) for x in (0.0, 50.0, 150.0, 200.0)],
        [(0.0, 0.0, 50.0), (0.0, 150.0, 200.0), (20.0, 0.0, 200.0), (40.0, 0.0, 200.0)],
    )
    (grid,) = find_grids(rulings)
    assert [sum(cell is not None for cell in row) for row in grid.rows] == [2, 3]


def test_merged_cell_leaves_its_place_empty() -> None:
    down, across = grid_lines(2, 2)
    down.remove((50.0, 0.0, 40.0))
    down.append((50.0, 20.0, 40.0))
    (grid,) = find_grids(Rulings(down, across))
    assert grid.rows == (((0, 0, 100, 20), None), ((0, 20, 50, 40), (50, 20, 100, 40)))


def test_a_single_frame_is_no_table() -> None:
    assert find_grids(grid_lines(1, 1)) == []


def test_a_page_full_of_drawing_ends() -> None:
    assert find_grids(grid_lines(300, 300)) == []
    (grid,) = find_grids(grid_lines(60, 200))
    assert len(grid.rows) == 200
