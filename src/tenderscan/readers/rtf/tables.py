"""Tables of RTF: there are none, only rows that follow each other, and each says anew where its cells lie (page 68)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tenderscan.readers.assemble import Cell, Grid
from tenderscan.readers.budget import Budget

MAX_NESTING = 25
"""Tables within tables; what claims to lie deeper is put at this depth."""
_MAX_COLUMNS = 63
"""Word allows no more."""
_NEAR = 60
"""Edges of columns less than this apart, in twentieths of a point, are one edge: rows are drawn by hand."""


@dataclass(slots=True)
class Layout:
    """Where the cells of a row lie, as the words at the beginning of the row say.

    Attributes:
        left: left edge of the row, in twentieths of a point.
        edges: right edge of each cell.
        joined: numbers (0-based) of cells that are the covered part of a cell to the left.
    """

    left: int = 0
    edges: list[int] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Table:
    """A table that is being filled.

    Attributes:
        parts: paragraphs and nested tables of the cell that is open.
        cells: cells of the row that is open.
        rows: finished rows, each with its layout.
    """

    parts: list[str | Grid] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: list[tuple[Layout, list[Cell]]] = field(default_factory=list)


class Tables:
    """The tables that are open at a point of a story, each in a cell of the one before."""

    def __init__(self, budget: Budget) -> None:
        """Begin a story."""
        self._budget = budget
        self._open: list[_Table] = []

    @property
    def in_row(self) -> bool:
        """Whether a row has begun and not ended."""
        return any(table.parts or table.cells for table in self._open)

    def add(self, depth: int, part: str) -> None:
        """Add a paragraph to the open cell of the table at `depth`, 1 = outermost."""
        self._at(depth).parts.append(part)

    def end_cell(self, depth: int) -> None:
        """End the open cell."""
        table = self._at(depth)
        self._budget.spend_cells(1)
        table.cells.append(_cell(table.parts))
        table.parts = []

    def end_row(self, depth: int, layout: Layout) -> None:
        """End the open row, whose cells lie as `layout` says."""
        table = self._at(depth)
        if table.parts:
            self.end_cell(depth)
        cells, table.cells = table.cells, []
        while len(cells) > len(layout.edges) > 0 and not cells[-1]:
            cells.pop()  # some programs end more cells than the row has
        if cells:
            table.rows.append((layout, cells))

    def take(self) -> Grid | None:
        """The outermost table, which is finished by this; None where there is none."""
        if not self._open:
            return None
        table = self._at(1)
        self.end_row(1, Layout())
        self._open = []
        return self._grid(table)

    def _at(self, depth: int) -> _Table:
        """The table at `depth`; those within it are finished, and those around it are there."""
        depth = min(max(depth, 1), MAX_NESTING)
        while len(self._open) > depth:
            self.end_row(len(self._open), Layout())
            grid = self._grid(self._open.pop())
            if grid:
                self._open[-1].parts.append(grid)
        while len(self._open) < depth:
            self._open.append(_Table())
        return self._open[-1]

    def _grid(self, table: _Table) -> Grid | None:
        rows = _in_columns(table.rows)
        if not rows:
            return None
        width = max(len(row) for row in rows)
        self._budget.spend_cells(sum(width - len(row) for row in rows))
        return Grid(tuple(tuple(row) + ("",) * (width - len(row)) for row in rows))


def _cell(parts: list[str | Grid]) -> Cell:
    texts = [part for part in parts if isinstance(part, str)]
    return "\n".join(texts) if len(texts) == len(parts) else tuple(parts)


def _in_columns(rows: Sequence[tuple[Layout, list[Cell]]]) -> list[list[Cell]]:
    """Cells by the column they begin in; side by side from the left where the layouts do not fit the cells."""
    starts = [_starts(layout, len(cells)) for layout, cells in rows]
    columns = _columns([start for row in starts for start in row or ()])
    plain = [cells for _, cells in rows]
    if not columns or len(set(columns.values())) > _MAX_COLUMNS:
        return plain
    placed: list[dict[int, Cell]] = []
    for (layout, cells), row in zip(rows, starts, strict=True):
        line = None if row is None else _placed(layout, cells, [columns[start] for start in row])
        if line is None:
            return plain
        placed.append(line)
    used = sorted({at for line in placed for at in line})
    return [[line.get(at, "") for at in used] for line in placed]


def _placed(layout: Layout, cells: list[Cell], columns: list[int]) -> dict[int, Cell] | None:
    """The cells of a row by their column; None where two of them lie in one."""
    line: dict[int, Cell] = {}
    for at, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if at in layout.joined and not cell:
            continue
        if column in line:
            return None
        line[column] = cell
    return line


def _starts(layout: Layout, count: int) -> list[int] | None:
    """Left edges of the cells of a row, None where the layout is of fewer cells."""
    if len(layout.edges) < count:
        return None
    return [layout.left, *layout.edges[: count - 1]]


def _columns(starts: list[int]) -> dict[int, int]:
    """Number of the column (0-based) for each left edge."""
    columns: dict[int, int] = {}
    number, last = -1, None
    for start in sorted(set(starts)):
        if last is None or start - last > _NEAR:
            number, last = number + 1, start
        columns[start] = number
    return columns
