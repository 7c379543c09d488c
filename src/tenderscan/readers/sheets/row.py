"""Cells that come one by one, collected into rows of a grid."""

from collections.abc import Iterable, Sequence

from tenderscan.readers.assemble import tidied
from tenderscan.readers.sheets.grid import COLUMNS, SheetGrid
from tenderscan.readers.sheets.number_format import general
from tenderscan.readers.sheets.style import PLAIN, Style

PLAIN_PLACE = 1 << 30
"""Place of a style that changes nothing."""
_MOST_HIDDEN = 1 << 20


def count_hidden(hidden: Iterable[tuple[int, int]], used: Iterable[int]) -> int:
    """How many of the columns in use are hidden; `hidden` are first and last columns of those that are."""
    stretches = tuple(hidden)
    return sum(any(first <= column <= last for first, last in stretches) for column in used)


class RowCollector:
    """Takes the cells of a sheet and counts those that a person would not see.

    Attributes:
        grid: what is filled.
        hidden_cells: number of cells whose format hides them.
    """

    def __init__(self, grid: SheetGrid, styles: Sequence[Style]) -> None:
        """Fill `grid`; cells name their style by its place in `styles`."""
        self.grid = grid
        self.hidden_cells = 0
        self._styles = styles
        self._row = -1
        self._columns: list[int] = []
        self._texts: list[str] = []
        self._used_rows: set[int] = set()
        self._used_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []

    @property
    def hidden_rows(self) -> int:
        """Number of hidden rows that have text."""
        return len(self._hidden_rows & self._used_rows)

    @property
    def hidden_columns(self) -> int:
        """Number of hidden columns that have text."""
        return count_hidden(self._hidden_columns, self._used_columns)

    def number(self, row: int, column: int, style: int, number: float) -> None:
        """A cell with a number; row and column are 0-based.

        A format may hide numbers of one sign only, as "#,##0;;" does; a zero that shows nothing is blank on purpose.
        """
        found = self._styles[style] if style < len(self._styles) else PLAIN
        text = found.show(number)
        if found.hidden or (number and not text):
            self.hidden_cells += 1
            text = general(number)
        self._add(row, column, text)

    def text(self, row: int, column: int, style: int, text: str) -> None:
        """A cell with text that has gone through `tidied`; row and column are 0-based."""
        wrap = self._styles[style].wrap if style < len(self._styles) else None
        self._add(row, column, tidied(wrap(text)) if wrap and text else text)

    def hide_row(self, row: int) -> None:
        """A row is hidden."""
        if len(self._hidden_rows) < _MOST_HIDDEN:
            self._hidden_rows.add(row)

    def hide_columns(self, first: int, last: int) -> None:
        """Columns are hidden, the last one included."""
        if len(self._hidden_columns) < COLUMNS:
            self._hidden_columns.append((first, last))

    def finish(self) -> None:
        """The sheet is at its end."""
        if self._columns:
            self.grid.add_row(self._row, self._columns, self._texts)
            self._used_rows.add(self._row)
            self._used_columns.update(self._columns)
        self._columns, self._texts = [], []

    def _add(self, row: int, column: int, text: str) -> None:
        if not text or column >= COLUMNS:
            return
        if row != self._row:
            self.finish()
            self._row = row
        self._columns.append(column)
        self._texts.append(text)
