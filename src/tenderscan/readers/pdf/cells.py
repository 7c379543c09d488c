"""Which text stands in which cell.

Rulings do not only make tables. A highlighted phrase is a small rectangle too, in the middle of a line or of a table's
cell, and pdfplumber reports the cells it makes. Text is written once, where a reader reads it: in the cell that holds
the line, or in the running text. A cell that merely lies over such text (a cover) owns none; it is found again in the
text afterwards, so that the table is still reported with what it covers.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter, sub
from typing import NamedTuple

from tenderscan.readers.pdf.geometry import Box
from tenderscan.readers.pdf.page import Line
from tenderscan.readers.pdf.tables import Grid

_REACH = 1.5
"""Points by which text may reach over the edge of its cell (italics, brackets)."""
_TIGHT = 2.0
"""A row no higher than this many times the letters in it may be a highlighted line."""
_SAME_PLACE = 2.5
_COVERED = 0.6
"""Part of a cell that must lie in a larger one for it to be a cover."""


class Place(NamedTuple):
    """A cell: number of the grid on its page, row and column, all 0-based."""

    grid: int
    row: int
    column: int


class PlacedCell(NamedTuple):
    """A cell and where it belongs."""

    box: Box
    place: Place


class Owners(NamedTuple):
    """Which grids of a page own text.

    Attributes:
        grids: those that do, then those that only lie over text of others.
        owning: how many of them own text.
        reported: for each whether it is a table of the page; the others only put its text in order.
    """

    grids: list[Grid]
    owning: int
    reported: list[bool]


def choose_owners(grids: Sequence[Grid], ruled: Sequence[Grid]) -> Owners:
    """The grids that put the text of a page in order.

    Paint behind words cuts cells apart ("Insert score", highlighted on two lines, makes two rows). The tables that are
    reported are those of pdfplumber, which takes the sides of paint for lines; the text follows the rulings alone,
    where there are any. A single column of paint is text with a coloured ground.

    Args:
        grids: from all edges.
        ruled: from the edges that are not sides of paint.
    """
    owners: list[Grid] = []
    for grid in ruled:
        owners.append(next((other for other in grids if _alike(grid, other)), grid))
    if not all(any(owner is grid for grid in grids) for owner in owners) or len(owners) < len(grids):
        boxes = [owner.box for owner in owners]
        owners += [
            grid
            for grid in grids
            if not grid.is_single_column
            and not any(owner is grid for owner in owners)
            and not any(_cover(box, grid.box) or _cover(grid.box, box) for box in boxes)
        ]
    rest = [grid for grid in grids if not any(owner is grid for owner in owners)]
    reported = [any(owner is grid for grid in grids) for owner in owners]
    return Owners([*owners, *rest], len(owners), [*reported, *(True for _ in rest)])


def _alike(grid: Grid, other: Grid) -> bool:
    """Whether two grids have the same cells, give or take the thickness of a line."""
    if len(grid.rows) != len(other.rows) or len(grid.rows[0]) != len(other.rows[0]):
        return False
    pairs = (
        (a, b) for row, others in zip(grid.rows, other.rows, strict=True) for a, b in zip(row, others, strict=True)
    )
    return all(
        (a is None) == (b is None) and (a is None or b is None or max(map(abs, map(sub, a, b))) < _SAME_PLACE)
        for a, b in pairs
    )


def all_covers(number: int, grid: Grid) -> list["PlacedCell"]:
    """The cells of a grid that owns no text."""
    return _placed(number, grid)


class Cells:
    """The cells of one page.

    Attributes:
        covers: those that own no text.
        boxes: of the grids that own text.
    """

    def __init__(self, grids: Sequence[Grid], lines: Sequence[Line]) -> None:
        """Sort the cells of all grids into owners of text and covers."""
        boxes = [stretch.box for line in lines for stretch in line.stretches] if grids else []
        highlights = {number for number, grid in enumerate(grids) if _is_highlight(grid, boxes)}
        owners: list[list[PlacedCell]] = []
        self.covers: list[PlacedCell] = []
        for number, grid in enumerate(grids):
            cells = _placed(number, grid)
            if number in highlights:
                self.covers += cells
                cells = []
            elif _overlap(cells):
                covers = _inner(cells, cells)
                self.covers += covers
                cells = [cell for cell in cells if cell not in covers]
            owners.append(cells)
        self._part_nested(grids, owners)
        self.boxes = [grid.box for grid, cells in zip(grids, owners, strict=True) if cells]
        self._owners: list[list[PlacedCell]] = [cells for cells in owners if cells]
        self._last: list[int] = [0] * len(self._owners)

    def at(self, x: float, y: float) -> PlacedCell | None:
        """The cell that owns text at a point; the last answer is tried first, since text mostly stays in its cell."""
        for number, (left, upper, right, lower) in enumerate(self.boxes):
            if not (left <= x < right and upper <= y < lower):
                continue
            cells = self._owners[number]
            last = self._last[number]
            x0, top, x1, bottom = cells[last].box
            if x0 <= x < x1 and top <= y < bottom:
                return cells[last]
            for position in chain(range(last + 1, len(cells)), range(last)):
                cell = cells[position]
                x0, top, x1, bottom = cell.box
                if x0 <= x < x1 and top <= y < bottom:
                    self._last[number] = position
                    return cell
        return None

    def beside(self, y: float) -> bool:
        """Whether a grid that owns text is at this height."""
        return any(top <= y < bottom for _, top, _, bottom in self.boxes)

    def is_torn(self, box: Box, cell: PlacedCell | None) -> bool:
        """Whether text around the middle of a cell, or of none, reaches over its edge or into a grid."""
        if cell:
            return box.x0 < cell.box.x0 - _REACH or box.x1 > cell.box.x1 + _REACH
        y = (box.top + box.bottom) / 2
        return any(x0 < box.x1 and x1 > box.x0 and top <= y < bottom for x0, top, x1, bottom in self.boxes)

    def _part_nested(self, grids: Sequence[Grid], owners: list[list[PlacedCell]]) -> None:
        """Grids drawn over the cells of other grids become covers."""
        for number, grid in enumerate(grids):
            for other, cells in enumerate(owners):
                if other != number and cells and owners[number] and _cover(grids[other].box, grid.box):
                    inner = _inner(owners[number], cells)
                    self.covers += inner
                    owners[number] = [cell for cell in owners[number] if cell not in inner]


def _placed(number: int, grid: Grid) -> list[PlacedCell]:
    return [
        PlacedCell(cell, Place(number, row, column))
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell
    ]


def _area(box: Box) -> float:
    x0, top, x1, bottom = box
    return (x1 - x0) * (bottom - top)


def _overlap(cells: Sequence[PlacedCell]) -> bool:
    """Whether some cells of a grid lie over others."""
    open_cells: list[Box] = []
    for box in sorted([cell.box for cell in cells], key=itemgetter(1)):
        x0, top, x1, _ = box
        open_cells = [other for other in open_cells if other[3] > top + 0.5]
        if any(x0 < other[2] - 0.5 and x1 > other[0] + 0.5 for other in open_cells):
            return True
        open_cells.append(box)
    return False


def _inner(cells: Sequence[PlacedCell], others: Iterable[PlacedCell]) -> list[PlacedCell]:
    """The cells that lie mostly in a larger one."""
    large = [other.box for other in others]
    return [cell for cell in cells if any(_cover(box, cell.box) and _area(box) > _area(cell.box) for box in large)]


def _cover(outer: Box, inner: Box) -> bool:
    across = min(outer[2], inner[2]) - max(outer[0], inner[0])
    down = min(outer[3], inner[3]) - max(outer[1], inner[1])
    return across > 0 and down > 0 and across * down >= _COVERED * _area(inner)


def _is_highlight(grid: Grid, stretches: Iterable[Box]) -> bool:
    """Whether a grid is paint behind words: as high as its lines, and words run on over its edges."""
    x0, top, x1, bottom = grid.box
    tops = [min(cell[1] for cell in row if cell) for row in grid.rows]
    row_height = (bottom - top) / len(tops)
    if row_height > 60:
        return False
    # inside a grid of few rows, words that run on from cell to cell tell the same
    inner = {cell[2] for row in grid.rows for cell in row if cell and cell[2] < x1 - 1} if len(tops) <= 3 else set()
    borders = (x0, x1, *inner)
    for left, upper, right, lower in stretches:
        if not top <= (upper + lower) / 2 < bottom or row_height > _TIGHT * (lower - upper):
            continue
        if any(left < border - _REACH and right > border + _REACH for border in borders):
            return True
    return False
