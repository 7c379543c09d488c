from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import TableFinder

from tenderscan.readers.pdf.geometry import Edge
from tenderscan.readers.pdf.tables import find_grids

PLACES = st.integers(0, 12).map(lambda number: number * 9.0 + 20)
NUDGES = st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0, 2.5])


class _Page:
    """What pdfplumber's table finder asks of a page."""

    def __init__(self, edges: list[Edge]) -> None:
        self.edges = [
            {
                "x0": edge.x0,
                "x1": edge.x1,
                "top": edge.top,
                "bottom": edge.bottom,
                "width": edge.x1 - edge.x0,
                "height": edge.bottom - edge.top,
                "orientation": "h" if edge.across else "v",
                "object_type": "line",
            }
            for edge in edges
        ]


@st.composite
def rulings(draw: st.DrawFn) -> list[Edge]:
    edges = []
    for _ in range(draw(st.integers(0, 26))):
        place, start, end = draw(PLACES), draw(PLACES), draw(PLACES)
        place, start, end = place + draw(NUDGES), min(start, end), max(start, end) + draw(NUDGES)
        if end - start < 1:
            continue
        across = draw(st.booleans())
        edges.append(Edge(start, place, end, place, True) if across else Edge(place, start, place, end, False))
    return edges


def grid_lines(columns: int, rows: int) -> list[Edge]:
    width, height = columns * 50.0, rows * 20.0
    across = [Edge(0, row * 20.0, width, row * 20.0, True) for row in range(rows + 1)]
    return across + [Edge(column * 50.0, 0, column * 50.0, height, False) for column in range(columns + 1)]


def rounded(tables: Any) -> list[Any]:
    return [
        [[tuple(round(side, 6) for side in cell) if cell else None for cell in row] for row in rows] for rows in tables
    ]


@settings(max_examples=300, deadline=None)
@given(edges=rulings())
def test_grids_are_those_of_pdfplumber(edges: list[Edge]) -> None:
    theirs = TableFinder(_Page(edges)).tables  # type: ignore[arg-type]
    assert rounded(grid.rows for grid in find_grids(edges)) == rounded(
        [row.cells for row in table.rows] for table in theirs
    )


def test_merged_cell_leaves_its_place_empty() -> None:
    edges = [edge for edge in grid_lines(2, 2) if not (edge.x0 == 50 and not edge.across)]
    edges.append(Edge(50, 20, 50, 40, False))
    (grid,) = find_grids(edges)
    assert grid.rows == (((0, 0, 100, 20), None), ((0, 20, 50, 40), (50, 20, 100, 40)))


def test_a_single_frame_is_no_table() -> None:
    assert find_grids(grid_lines(1, 1)) == []


def test_a_page_full_of_drawing_ends() -> None:
    assert find_grids(grid_lines(300, 300)) == []
    (grid,) = find_grids(grid_lines(60, 200))
    assert len(grid.rows) == 200
