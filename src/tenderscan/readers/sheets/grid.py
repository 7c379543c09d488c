"""The cells of one sheet, and how they fall into tables.

A sheet is a plane of a million rows and 16,384 columns of which mostly one corner is used, sometimes two far apart. The
cells are kept row by row as one string each, and become tables where there are any: long blank stretches part them,
and so does a blank row, which in a sheet is what a blank line is in a letter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple

from tenderscan.errors import LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.assemble import CELL_BREAK
from tenderscan.readers.budget import Budget

ROWS, COLUMNS = 1 << 20, 1 << 14
"""Size of a sheet in Excel; what lies beyond is no cell."""
_LONG_ROWS = 20
_LONG_COLUMNS = 10
"""Blank columns that part two tables. Forms keep a label and its answer some blank columns apart."""
_MOST_TABLES = 200
"""Blank rows beyond which they are a habit of the sheet, and part nothing."""
_MOST_CELLS = 20_000_000
"""Cells of all tables of a document, the blank ones between them included; each takes eight bytes."""
_ROOMY = 50_000
_SPARSE = 50
_CHUNK = 32
_MOST_PATTERNS = 10_000


class _Row(NamedTuple):
    """One row that has text.

    Attributes:
        row: 0-based.
        columns: of the cells with text, 0-based and ascending.
        line: those cells, a tab between them.
    """

    row: int
    columns: tuple[int, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells that is a table.

    Attributes:
        row: of the first cell, 0-based.
        column: of the first cell, 0-based.
        width: in columns.
        rows: those that have text.
    """

    row: int
    column: int
    width: int
    rows: Sequence[_Row]

    @property
    def height(self) -> int:
        """Number of rows, blank ones included."""
        return self.rows[-1].row - self.row + 1

    def lines(self) -> Iterator[list[str]]:
        """All rows from the first, each up to its last cell with text; a blank one is empty."""
        following = self.row
        for row in self.rows:
            for _ in range(row.row - following):
                yield []
            following = row.row + 1
            texts = row.line.split(CELL_BREAK)
            first = row.columns[0]
            if len(texts) < row.columns[-1] - first + 1:
                spread = [""] * (row.columns[-1] - first + 1)
                for column, text in zip(row.columns, texts, strict=True):
                    spread[column - first] = text
                texts = spread
            yield [""] * (first - self.column) + texts if first > self.column else texts


class SheetGrid:
    """Collects the cells of a sheet."""

    def __init__(self, name: str, budget: Budget) -> None:
        """Begin an empty sheet; `name` of the file is for messages, `budget` counts the text."""
        self._name = name
        self._budget = budget
        self._rows: list[_Row] = []
        self._patterns: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._in_order = True
        self._merged: list[tuple[int, int, int, int]] = []

    def __bool__(self) -> bool:
        """Whether any cell has text."""
        return bool(self._rows)

    def add_row(self, row: int, columns: Sequence[int], texts: Sequence[str]) -> None:
        """Add the cells of a row that have text.

        Args:
            row: 0-based.
            columns: of the cells, 0-based.
            texts: of the cells, none empty and each gone through `tidied`.
        """
        if not columns or not 0 <= row < ROWS:
            return
        if any(after <= before for before, after in pairwise(columns)):
            cells = _together(zip(columns, texts, strict=True))
            columns, texts = list(cells), list(cells.values())
        if columns[-1] >= COLUMNS or columns[0] < 0:
            return
        self._in_order &= not self._rows or self._rows[-1].row < row
        pattern = tuple(columns)
        if len(self._patterns) < _MOST_PATTERNS:
            pattern = self._patterns.setdefault(pattern, pattern)
        self._rows.append(_Row(row, pattern, self._budget.spend(CELL_BREAK.join(texts))))

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Cells shown as one: they hold together what would be parted as blank columns."""
        if last_column - column >= _LONG_COLUMNS and len(self._merged) < _MOST_PATTERNS:
            self._merged.append((row, column, last_row, last_column))

    def areas(self) -> Iterator[Area]:
        """Tables from the top, left before right.

        Raises:
            LimitExceeded: they have more cells than a document may.
        """
        rows = self._rows
        if not self._in_order:
            rows = _one_a_row(rows)
        cells = 0
        for area in self._split(rows):
            for table in _parted(area):
                cells += table.height * table.width
                if cells > _MOST_CELLS:
                    raise LimitExceeded(f"{self._name} holds more than {_MOST_CELLS:,} cells. Split the file.")
                yield table

    def _split(self, rows: Sequence[_Row], depth: int = 8) -> Iterator[Area]:
        """Areas with long blank stretches between them."""
        for stretch in _stretches(rows, _LONG_ROWS):
            effort.check()
            spans = self._column_spans(stretch)
            if len(spans) == 1 or depth == 0:
                first, last = spans[0][0], spans[-1][1]
                yield from self._unless_sparse(Area(stretch[0].row, first, last - first + 1, stretch), depth)
                continue
            for first, last in spans:
                part = [cut for row in stretch if (cut := _cut(row, first, last))]
                yield from self._split(part, depth - 1)

    def _unless_sparse(self, area: Area, depth: int) -> Iterator[Area]:
        """Cells strewn over a large area, such as along its diagonal, in small areas."""
        room = area.height * area.width
        if room > _ROOMY and room > _SPARSE * sum(len(row.columns) for row in area.rows) and len(area.rows) > _CHUNK:
            for at in range(0, len(area.rows), _CHUNK):
                yield from self._split(area.rows[at : at + _CHUNK], depth)
        else:
            yield area

    def _column_spans(self, rows: Sequence[_Row]) -> list[tuple[int, int]]:
        """First and last column of each group of columns that long blank stretches part."""
        used = {column for pattern in {row.columns for row in rows} for column in pattern}
        top, bottom = rows[0].row, rows[-1].row
        for row, column, last_row, last_column in self._merged:
            if row <= bottom and last_row >= top:
                used.update(range(column, min(last_column, COLUMNS - 1) + 1))
        ordered = sorted(used)
        starts = [ordered[0]] + [b for a, b in pairwise(ordered) if b - a > _LONG_COLUMNS + 1]
        ends = [a for a, b in pairwise(ordered) if b - a > _LONG_COLUMNS + 1] + [ordered[-1]]
        spans = zip(starts, ends, strict=True)
        # merged cells reach over columns that have no text: a span needs some
        filled = {column for row in rows for column in row.columns} if self._merged else used
        return [(a, b) for a, b in spans if not self._merged or any(a <= column <= b for column in filled)]


def _stretches(rows: Sequence[_Row], gap: int) -> Iterator[Sequence[_Row]]:
    """Rows in groups with more than `gap` blank rows between them."""
    start = 0
    for at in range(1, len(rows)):
        if rows[at].row - rows[at - 1].row > gap + 1:
            yield rows[start:at]
            start = at
    if rows:
        yield rows[start:]


def _parted(area: Area) -> Iterator[Area]:
    """An area cut at its blank rows, unless it is full of them, and below lines of title that stand right above it."""
    gaps = sum(after.row - before.row > 1 for before, after in pairwise(area.rows))
    if gaps >= _MOST_TABLES:
        yield area
        return
    for stretch in _stretches(area.rows, 0):
        titles = sum(1 for _ in takewhile(lambda row: row.columns == (area.column,), stretch))
        if titles < len(stretch) and titles:
            yield Area(stretch[0].row, area.column, 1, stretch[:titles])
        rows = stretch[titles % len(stretch) :]
        columns = {row.columns for row in rows}
        lone = min(columns) if len(columns) == 1 and len(min(columns)) == 1 else None
        first, width = (lone[0], 1) if lone else (area.column, area.width)
        yield Area(rows[0].row, first, width, rows)


def _cut(row: _Row, first: int, last: int) -> _Row | None:
    """The part of a row between two columns, both included."""
    before = sum(1 for _ in takewhile(lambda column: column < first, row.columns))
    count = sum(first <= column <= last for column in row.columns)
    if not count:
        return None
    texts = row.line.split(CELL_BREAK)[before : before + count]
    return _Row(row.row, row.columns[before : before + count], CELL_BREAK.join(texts))


def _together(cells: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Cells by their column, ascending; what a broken file says twice of one cell is kept, both after each other."""
    found: dict[int, list[str]] = {}
    for column, text in cells:
        found.setdefault(column, []).append(text)
    return {column: " ".join(found[column]) for column in sorted(found)}


def _one_a_row(rows: Sequence[_Row]) -> list[_Row]:
    """Rows in order, those that stand in the file in pieces as one."""
    found: dict[int, list[tuple[int, str]]] = {}
    for row in rows:
        found.setdefault(row.row, []).extend(zip(row.columns, row.line.split(CELL_BREAK), strict=True))
    result = []
    for number in sorted(found):
        cells = _together(found.pop(number))
        result.append(_Row(number, tuple(cells), CELL_BREAK.join(cells.values())))
    return result
