"""Tables from ruling lines: pdfplumber's way of finding them, fed with edges from pdfium.

The steps are those of `pdfplumber.table.TableFinder` with its default settings: snap and join edges, find where they
cross, find the smallest cell at each crossing, group the cells that touch, order them into rows. The finder itself
compares everything with everything, on dictionaries, which takes longer than all the rest of reading a page and does
not end on a page full of drawing. Here each step looks only along the lines. A test compares the grids of random
rulings with the finder's, and `benchmarks/read_pdf.py` those of real pages.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, cast

from pdfplumber import table as plumber

from tenderscan.readers.pdf.geometry import Box, Edge

_SNAP = plumber.DEFAULT_SNAP_TOLERANCE
_JOIN = plumber.DEFAULT_JOIN_TOLERANCE
_CROSSING = 3
"""Points by which a line may miss another and still cross it."""
_SHORTEST = 3
"""Points; joined edges shorter than this are left out, as pdfplumber does."""
_MAX_CROSSINGS = 20_000
"""A page with more is a drawing."""

_Point = tuple[float, float]
_Line = tuple[float, float, float]
"""Where it stands, and from where to where it runs: (x, top, bottom) or (top, x0, x1)."""


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


@dataclass(frozen=True, slots=True)
class _Crossings:
    """The points where lines cross, and which lines pass through each.

    Attributes:
        down: numbers of the vertical lines through a point.
        across: numbers of the horizontal lines through a point.
    """

    down: dict[_Point, set[int]]
    across: dict[_Point, set[int]]


def find_grids(edges: Sequence[Edge]) -> list[Grid]:
    """The ruled tables of a page from top left; a frame of one cell is none, as with pdfplumber."""
    raw_down = [(x0, top, bottom) for x0, top, _, bottom, is_across in edges if not is_across]
    raw_across = [(top, x0, x1) for x0, top, x1, _, is_across in edges if is_across]
    if len(raw_down) < 2 or len(raw_across) < 2:
        return []
    down, across = _joined(raw_down), _joined(raw_across)
    if len(down) < 2 or len(across) < 2:
        return []
    crossings = _crossings(down, across)
    if not 4 <= len(crossings.down) <= _MAX_CROSSINGS:
        return []
    return [_grid(cells) for cells in _touching(_cells(crossings))]


def _joined(raw: list[_Line]) -> list[_Line]:
    """Lines of one direction after snapping near ones to their average place and joining their pieces."""
    raw.sort()
    joined: list[_Line] = []
    first = 0
    for number in range(1, len(raw) + 1):
        if number < len(raw) and raw[number][0] <= raw[number - 1][0] + _SNAP:
            continue
        near = raw[first:number]
        first = number
        place = sum(line[0] for line in near) / len(near)
        near.sort(key=itemgetter(1))
        _, start, end = near[0]
        for _, other_start, other_end in near:
            if other_start > end + _JOIN:
                joined.append((place, start, end))
                start, end = other_start, other_end
            elif other_end > end:
                end = other_end
        joined.append((place, start, end))
    return [line for line in joined if line[2] - line[1] >= _SHORTEST]


def _crossings(down: list[_Line], across: list[_Line]) -> _Crossings:
    tops = [line[0] for line in across]
    through_down: dict[_Point, set[int]] = defaultdict(set)
    through_across: dict[_Point, set[int]] = defaultdict(set)
    for number, (x, top, bottom) in enumerate(down):
        for other in range(bisect_left(tops, top - _CROSSING), bisect_right(tops, bottom + _CROSSING)):
            y, x0, x1 = across[other]
            if x0 - _CROSSING <= x <= x1 + _CROSSING:
                through_down[x, y].add(number)
                through_across[x, y].add(other)
        if len(through_down) > _MAX_CROSSINGS:
            break
    return _Crossings(through_down, through_across)


def _cells(crossings: _Crossings) -> list[Box]:
    """For each crossing the smallest cell of which it is the top left corner."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    points = sorted(crossings.down)
    for x, y in points:
        columns[x].append(y)
        rows[y].append(x)
    cells = []
    for corner in points:
        x, y = corner
        column, row = columns[x], rows[y]
        below = column[bisect_right(column, y) :]
        right = row[bisect_right(row, x) :]
        if below and right:
            cell = _cell_at(corner, below, right, crossings)
            if cell:
                cells.append(cell)
    return cells


def _cell_at(corner: _Point, below: Sequence[float], right: Sequence[float], crossings: _Crossings) -> Box | None:
    """The smallest cell at a corner.

    Crossings on one line stand next to each other, so the first that is off the corner's line is the end.
    """
    down, across = crossings.down, crossings.across
    x, y = corner
    own_down, own_across = down[corner], across[corner]
    for bottom in below:
        low = (x, bottom)
        if own_down.isdisjoint(down[low]):
            return None
        for far_x in right:
            far = (far_x, y)
            if own_across.isdisjoint(across[far]):
                break
            opposite = (far_x, bottom)
            if (
                opposite in down
                and not down[opposite].isdisjoint(down[far])
                and not across[opposite].isdisjoint(across[low])
            ):
                return Box(x, y, far_x, bottom)
    return None


def _touching(cells: list[Box]) -> list[list[Box]]:
    """Cells in groups that share corners, ordered from top left; a single cell is no table."""
    group_of: dict[_Point, list[Box]] = {}
    for cell in cells:
        corners = _corners(cell)
        touched = {id(group): group for group in map(group_of.get, corners) if group is not None}
        largest = max(touched.values(), key=len, default=[])
        for group in touched.values():
            if group is not largest:
                largest += group
                for moved in group:
                    group_of.update(dict.fromkeys(_corners(moved), largest))
        largest.append(cell)
        group_of.update(dict.fromkeys(corners, largest))
    groups = {id(group): group for group in group_of.values()}
    tables = [group for group in groups.values() if len(group) > 1]
    return sorted(tables, key=lambda group: min((cell.top, cell.x0) for cell in group))


def _corners(cell: Box) -> tuple[_Point, ...]:
    x0, top, x1, bottom = cell
    return ((x0, top), (x0, bottom), (x1, top), (x1, bottom))


def _grid(cells: list[Box]) -> Grid:
    found = plumber.Table(cast(Any, None), cast(Any, cells))
    rows = tuple(tuple(Box(*cell) if cell else None for cell in row.cells) for row in found.rows)
    return Grid(Box(*found.bbox), rows)
