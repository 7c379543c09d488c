"""Tables as grids: repeated and covered cells, groups of rows, breaks between rows (9.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenderscan.readers import effort
from tenderscan.readers.assemble import Cell, Grid, flat_cell
from tenderscan.readers.budget import Budget
from tenderscan.readers.odt.inline import Losses
from tenderscan.readers.odt.names import EXTENSION, SOFT_BREAK, TABLE, times
from tenderscan.readers.xml import Element

_MOST_REPEATS = 1_000
"""Times a row or cell with text is written; one repeated a million times is a slip or an attack."""
# LibreOffice writes tables in shapes under names of its own, because the standard has none there.
TABLE_TAGS, CELL_TAGS, ROW_TAGS, _COVERED, _GROUPS = (
    frozenset(space + name for space in (TABLE, EXTENSION) for name in names)
    for names in (
        ("table",),
        ("table-cell",),
        ("table-row",),
        ("covered-table-cell",),
        ("table-rows", "table-header-rows", "table-row-group"),
    )
)
_ROWS_REPEATED, _COLUMNS_REPEATED = TABLE + "number-rows-repeated", TABLE + "number-columns-repeated"


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads the tables of one part of a document.

    Attributes:
        read_cell: what stands in a `table:table-cell`.
        turn: the page breaks due at an element, as text.
        budget: what the document may still yield.
        losses: where it is counted what is left out.
    """

    read_cell: Callable[[Element], Cell]
    turn: Callable[[Element | None], str]
    budget: Budget
    losses: Losses

    def grid(self, table: Element) -> Grid:
        """A table; columns in which no cell begins are left out."""
        rows: list[dict[int, Cell]] = []
        turn = self.turn(table)
        for row in _rows(table):
            effort.check()
            if row.tag == SOFT_BREAK:
                turn += self.turn(row)
                continue
            cells = self._row(row)
            if turn:
                cells[0] = _turned(cells.get(0, ""), turn)
                turn = ""
            rows.append(cells)
            rows += [cells] * self._repeats(row, _ROWS_REPEATED, cells)
        columns = sorted({at for cells in rows for at in cells})
        self.budget.spend_cells(len(rows) * len(columns))
        return Grid(tuple(tuple(cells.get(at, "") for at in columns) for cells in rows if cells))

    def _row(self, row: Element) -> dict[int, Cell]:
        """Cells of a row by the grid column they begin in; the covered part of a merged cell is empty."""
        at = 0
        cells: dict[int, Cell] = {}
        for cell in row:
            if cell.tag in CELL_TAGS:
                cells[at] = held = self.read_cell(cell)
                for more in range(self._repeats(cell, _COLUMNS_REPEATED, {0: held})):
                    cells[at + more + 1] = held
            elif cell.tag in _COVERED:
                self.losses.hidden += any(text.strip() for text in cell.itertext())
            else:
                continue
            at += times(cell, _COLUMNS_REPEATED)
        return cells

    def _repeats(self, element: Element, attribute: str, cells: dict[int, Cell]) -> int:
        """How many more times cells are written: those without text, of which nothing would be seen, never."""
        wanted = times(element, attribute) - 1
        text = "".join(map(flat_cell, cells.values())) if wanted else ""
        if not text.strip():
            return 0
        self.losses.repeats = self.losses.repeats or wanted > _MOST_REPEATS
        repeats = min(wanted, _MOST_REPEATS)
        for _ in range(repeats):
            self.budget.spend(text)
        return repeats


def _rows(parent: Element) -> Iterator[Element]:
    """Rows and the breaks between them, also those in groups."""
    for child in parent:
        if child.tag in ROW_TAGS or child.tag == SOFT_BREAK:
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _turned(cell: Cell, turn: str) -> Cell:
    """A cell at whose beginning a page begins."""
    if isinstance(cell, str):
        return turn + cell
    if not cell:
        return turn
    first, *others = cell
    if isinstance(first, str):
        return (turn + first, *others)
    top, *rows = first.rows or ((),)
    return (Grid(((_turned(top[0] if top else "", turn), *top[1:]), *rows)), *others)
