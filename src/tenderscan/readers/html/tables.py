"""Tables of web pages: which of them are tables of data, and what stands in their cells.

Pages and e-mails put their columns and margins into tables as well. Such a table is read as what it is to the reader:
one paragraph after the other.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from tenderscan.readers import effort
from tenderscan.readers.assemble import Cell
from tenderscan.readers.budget import Budget
from tenderscan.readers.html.names import BLOCKS, HEADINGS, LISTS, TABLE, UNSHOWN, is_hidden, number
from tenderscan.readers.xml import Element

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534
"""What a span may be at most (HTML, 4.9.11)."""
_LOOKED_AT = 200
"""Rows, and cells of a row, by which a table is judged."""
_LONGEST_CELL = 400
"""Characters of a cell above which a table of one row is a layout."""


def is_data(table: Element) -> bool:
    """Whether a table holds data in rows and columns, rather than the layout of a page."""
    if table.get("role", "").strip().lower() in ("presentation", "none"):
        return False
    rows = [list(islice(_cells(row), _LOOKED_AT)) for row in islice(_rows(table), _LOOKED_AT)]
    filled = [[cell for cell in row if _is_filled(cell)] for row in rows]
    if max((len(row) for row in filled), default=0) < 2:
        return False
    if any(cell.tag == "th" for row in rows for cell in row) or table.find("caption") is not None:
        return True
    if any(_is_laid_out(cell) for row in filled for cell in row):
        return False
    return len([row for row in filled if row]) > 1 or all(_length(cell) <= _LONGEST_CELL for cell in filled[0])


def read_table(table: Element, content: Callable[[Element], Cell], budget: Budget) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a table from top left; the covered part of a merged cell is an empty cell.

    Args:
        table: the element.
        content: what stands in a cell.
        budget: what the document may still yield.
    """
    rows: list[dict[int, Cell]] = []
    covered: list[tuple[int, int, int]] = []  # first column, column behind the last, rows left
    for row in _rows(table):
        effort.check()
        budget.spend_cells(len(covered))
        cells: dict[int, Cell] = {}
        column = 0
        begun: list[tuple[int, int, int]] = []
        for cell in _cells(row):
            column = _free(column, covered)
            if column >= _MOST_COLUMNS:
                column = _MOST_COLUMNS + len(cells)  # beyond what a browser shows, but not lost
            cells[column] = content(cell)
            end = column + number(cell.get("colspan"), 1, _MOST_COLUMNS)
            down = number(cell.get("rowspan"), 1, _MOST_ROWS) if cell.get("rowspan") != "0" else _MOST_ROWS
            if down > 1:
                begun.append((column, end, down))
            column = end
        covered = sorted((start, end, left - 1) for start, end, left in covered + begun if left > 1)
        rows.append(cells)
    return _narrowed(rows, budget)


def stray_text(table: Element) -> Iterator[str]:
    """What stands in a table but in none of its cells: its caption, and what the author put in the wrong place."""
    for parent in (table, *table.iterchildren(*_SECTIONS), *_rows(table)):
        if parent.text and not parent.text.isspace():
            yield parent.text
        for child in parent:
            if child.tag not in _SECTIONS | _CELLS | UNSHOWN | {"tr"} and not is_hidden(child):
                text = "".join(child.itertext())
                if text and not text.isspace():
                    yield text
            if child.tail and not child.tail.isspace():
                yield child.tail


def hidden_parts(table: Element) -> Iterator[Element]:
    """What of a table the page hides: sections, rows and cells, and what stands outside of its cells."""
    sections = [child for child in table.iterchildren(*_SECTIONS) if not is_hidden(child)]
    for parent in (table, *sections, *_rows(table)):
        yield from (child for child in parent if child.tag not in UNSHOWN and is_hidden(child))


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr" and not is_hidden(child):
            yield child
        elif child.tag in _SECTIONS and not is_hidden(child):
            yield from (row for row in child.iterchildren("tr") if not is_hidden(row))


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in _CELLS and not is_hidden(cell))


def _free(column: int, covered: list[tuple[int, int, int]]) -> int:
    """The first column from `column` on that no cell from above reaches into; `covered` is sorted."""
    for start, end, _ in covered:
        if start > column:
            break
        column = max(column, end)
    return column


def _narrowed(rows: list[dict[int, Cell]], budget: Budget) -> tuple[tuple[Cell, ...], ...]:
    """Rows without the columns in which nothing stands: those between merged cells, and those that keep a distance."""
    columns = sorted({column for row in rows for column, cell in row.items() if _has_text(cell)})
    budget.spend_cells(len(columns) * len(rows))
    return tuple(tuple(row.get(column, "") for column in columns) for row in rows)


def _has_text(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else any(not isinstance(p, str) or p.strip() for p in cell)


def _is_filled(cell: Element) -> bool:
    return any(not text.isspace() for text in cell.itertext()) or cell.find(".//input") is not None


def _is_laid_out(cell: Element) -> bool:
    """Whether a cell holds what cells of data do not: further tables, headings, or several lists or long texts."""
    paragraphs = 0
    for element in cell.iterdescendants():
        if element.tag == TABLE or element.tag in HEADINGS:
            return True
        paragraphs += element.tag in BLOCKS and element.tag not in LISTS
    return paragraphs > 6 and _length(cell) > _LONGEST_CELL * 4


def _length(cell: Element) -> int:
    return sum(map(len, cell.itertext()))
