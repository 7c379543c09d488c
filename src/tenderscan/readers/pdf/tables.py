"""Tables from ruling lines: pdfplumber's way of finding them, fed with lines from pdfium.

The steps are those of `pdfplumber.table.TableFinder` with its default settings: snap and join edges, find where they
cross, find the smallest cell at each crossing, group the cells that touch, order them into rows. The finder itself
compares everything with everything, on dictionaries, which takes longer than all the rest of reading a page and does
not end on a page full of drawing. Here each step looks only along the lines. A test compares the grids of random
rulings with the finder's, and `benchmarks/read_pdf.py` those of real pages.

Places are numbered once: a column is one of the places at which lines run down, a row one at which they run across,
counted from the left and the top. What follows then works on small integers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import itemgetter

from tenderscan.readers.pdf.geometry import Box, Ruling, Rulings

_SNAP = 3
"""Points by which the places of lines may differ that are taken for one, as with pdfplumber."""
_JOIN = 3
"""Points between two lines at one place that are taken for one, as with pdfplumber."""
_CROSSING = 3
"""Points by which a line may miss another and still cross it."""
_SHORTEST = 3
"""Points; joined edges shorter than this are left out, as pdfplumber does."""
_MAX_CROSSINGS = 20_000
"""A page with more is a drawing."""

_Point = tuple[int, int]
"""Numbers of a column and a row."""
_Cell = tuple[int, int, int, int]
"""Numbers of the columns and rows at its sides: left, upper, right, lower."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a page.

    Attributes:
        box: around all cells.
        rows: top to bottom, equally long; None where a merged cell covers the place.
    """

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]

    @property
    def is_single_column(self) -> bool:
        """Whether it relates nothing to anything: framed text, one frame below the other."""
        return len(self.rows[0]) == 1


class _Crossings:
    """The points where lines cross, and which lines pass through each.

    The lines through a point are bits of a number: two points are on one line where they have a bit in common.

    Attributes:
        columns: places at which lines run down, from the left.
        rows: places at which lines run across, from the top.
        down: for each column the lines that run down through its points, by row.
        across: for each column the lines that run across through its points, by row.
        count: of points.
    """

    __slots__ = ("across", "columns", "count", "down", "rows")

    def __init__(self, down: Sequence[Ruling], across: Sequence[Ruling]) -> None:
        """Find them; past the number that a drawing has, the rest is left out."""
        down_at, across_at = _by_place(down), _by_place(across)
        self.columns, self.rows = list(down_at), list(across_at)
        self.down: list[dict[int, int]] = [{} for _ in self.columns]
        self.across: list[dict[int, int]] = [{} for _ in self.columns]
        self.count = 0
        reaches = [
            [(1 << number, x0 - _CROSSING, x1 + _CROSSING) for number, (_, x0, x1) in enumerate(lines)]
            for lines in across_at.values()
        ]
        for (x, lines), own_down, own_across in zip(down_at.items(), self.down, self.across, strict=True):
            for number, (_, top, bottom) in enumerate(lines):
                first, end = bisect_left(self.rows, top - _CROSSING), bisect_right(self.rows, bottom + _CROSSING)
                for row in range(first, end):
                    through = 0
                    for line, left, right in reaches[row]:
                        if left <= x <= right:
                            through |= line
                    if through:
                        own_down[row] = own_down.get(row, 0) | 1 << number
                        own_across[row] = through
            self.count += len(own_down)
            if self.count > _MAX_CROSSINGS:
                break


def _by_place(lines: Sequence[Ruling]) -> dict[float, list[Ruling]]:
    """Lines by where they stand, in their order."""
    found: dict[float, list[Ruling]] = {}
    for line in lines:
        found.setdefault(line[0], []).append(line)
    return found


def find_grids(rulings: Rulings) -> list[Grid]:
    """The ruled tables of a page from top left; a frame of one cell is none, as with pdfplumber."""
    if len(rulings.down) < 2 or len(rulings.across) < 2:
        return []
    down, across = _joined(rulings.down), _joined(rulings.across)
    if len(down) < 2 or len(across) < 2:
        return []
    crossings = _Crossings(down, across)
    if not 4 <= crossings.count <= _MAX_CROSSINGS:
        return []
    return [_grid(cells, crossings) for cells in _touching(_cells(crossings), len(crossings.rows))]


def _joined(raw: Sequence[Ruling]) -> list[Ruling]:
    """Lines of one direction after snapping near ones to their average place and joining their pieces."""
    joined: list[Ruling] = []
    near: list[Ruling] = []
    reach = inf
    for line in sorted(raw):
        place = line[0]
        if place > reach:
            joined += _at_one_place(near)
            near = []
        near.append(line)
        reach = place + _SNAP
    return joined + _at_one_place(near)


def _at_one_place(near: list[Ruling]) -> list[Ruling]:
    """Lines near each other, in their order, as lines at their average place."""
    place = sum([line[0] for line in near]) / len(near)
    if near[0][0] != near[-1][0]:
        near.sort(key=itemgetter(1))
    joined = []
    _, start, end = near[0]
    for _, other_start, other_end in near:
        if other_start > end + _JOIN:
            if end - start >= _SHORTEST:
                joined.append((place, start, end))
            start, end = other_start, other_end
        elif other_end > end:
            end = other_end
    if end - start >= _SHORTEST:
        joined.append((place, start, end))
    return joined


def _cells(crossings: _Crossings) -> list[_Cell]:
    """For each crossing the smallest cell of which it is the top left corner."""
    columns = [sorted(column) for column in crossings.down]
    rows: list[list[int]] = [[] for _ in crossings.rows]
    for number, column in enumerate(columns):
        for row in column:
            rows[row].append(number)
    cells = []
    passed = [0] * len(rows)  # how many points of each row are left of or at the column
    for x, column in enumerate(columns):
        for position, y in enumerate(column, 1):
            passed[y] += 1
            below, right = column[position:], rows[y][passed[y] :]
            if below and right:
                cell = _cell_at(x, y, below, right, crossings)
                if cell:
                    cells.append(cell)
    return cells


def _cell_at(x: int, y: int, below: Sequence[int], right: Sequence[int], crossings: _Crossings) -> _Cell | None:
    """The smallest cell at a corner.

    Crossings on one line stand next to each other, so the first that is off the corner's line is the end.
    """
    down, across = crossings.down, crossings.across
    left_down, left_across = down[x], across[x]
    own_down, own_across = left_down[y], left_across[y]
    for bottom in below:
        if not own_down & left_down[bottom]:
            return None
        for far in right:
            if not own_across & across[far][y]:
                break
            opposite = down[far].get(bottom, 0)
            if opposite & down[far][y] and across[far][bottom] & left_across[bottom]:
                return (x, y, far, bottom)
    return None


def _touching(cells: Sequence[_Cell], height: int) -> list[list[_Cell]]:
    """Cells in groups that share corners, ordered from top left; a single cell is no table.

    Args:
        cells: of a page.
        height: number of rows on the page.
    """
    groups: list[list[_Cell]] = []
    group_of: dict[int, int] = {}
    for cell in cells:
        corners = _corners(cell, height)
        touched = {group_of[corner] for corner in corners if corner in group_of}
        if len(touched) == 1:
            (own,) = touched
        elif touched:
            own = max(touched, key=lambda number: len(groups[number]))
            for other in touched - {own}:
                for moved in groups[other]:
                    group_of.update(dict.fromkeys(_corners(moved, height), own))
                groups[own] += groups[other]
                groups[other] = []
        else:
            own = len(groups)
            groups.append([])
        groups[own].append(cell)
        for corner in corners:
            group_of[corner] = own
    tables = [group for group in groups if len(group) > 1]
    return sorted(tables, key=lambda group: min([(upper, left) for left, upper, _, _ in group]))


def _corners(cell: _Cell, height: int) -> tuple[int, int, int, int]:
    left, upper, right, lower = cell
    left *= height
    right *= height
    return (left + upper, left + lower, right + upper, right + lower)


def _grid(cells: list[_Cell], crossings: _Crossings) -> Grid:
    """A table: a row for each place at which a cell begins, a column for each too."""
    xs, ys = crossings.columns, crossings.rows
    cells.sort(key=itemgetter(1, 0))
    columns = {left: number for number, left in enumerate(sorted({cell[0] for cell in cells}))}
    rows = []
    for _, cells_of_row in groupby(cells, itemgetter(1)):
        row: list[Box | None] = [None] * len(columns)
        for left, upper, right, lower in cells_of_row:
            row[columns[left]] = Box(xs[left], ys[upper], xs[right], ys[lower])
        rows.append(tuple(row))
    lefts, uppers, rights, lowers = zip(*cells, strict=True)
    return Grid(Box(xs[min(lefts)], ys[min(uppers)], xs[max(rights)], ys[max(lowers)]), tuple(rows))
