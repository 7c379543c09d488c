"""The sheets of an OpenDocument spreadsheet, row by row (9.1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tenderscan.readers import effort
from tenderscan.readers.budget import Budget
from tenderscan.readers.ods.looks import (
    SheetLook,
    cell_text,
    comment_author,
    object_paths,
    paragraphs,
    shape_text,
    sheet_looks,
)
from tenderscan.readers.odt.names import DRAW, OFFICE, SHAPES, TABLE, times
from tenderscan.readers.sheets.grid import COLUMNS, SheetGrid
from tenderscan.readers.sheets.row import count_hidden
from tenderscan.readers.sheets.sheet import Comment
from tenderscan.readers.sheets.streaming import elements
from tenderscan.readers.xml import Element
from tenderscan.references import cell_reference

_TABLE, _ROW, _COLUMN = TABLE + "table", TABLE + "table-row", TABLE + "table-column"
_SHAPES, _STYLES = TABLE + "shapes", OFFICE + "automatic-styles"
_CELLS = frozenset({TABLE + "table-cell", TABLE + "covered-table-cell"})
_ANNOTATION = OFFICE + "annotation"
_REPEATED, _SPANNED = TABLE + "number-columns-repeated", TABLE + "number-columns-spanned"
_UNSEEN = frozenset({"collapse", "filter"})
_DRAWN = frozenset({*SHAPES, DRAW + "frame", DRAW + "g", DRAW + "control"})
_MOST_ROWS = 10_000_000


@dataclass(frozen=True, slots=True)
class SheetTable:
    """What one sheet holds.

    Attributes:
        name: on its tab.
        look: what its style says.
        grid: its cells.
        comments: on its cells.
        boxes: text of shapes.
        objects: folders in the package of the charts on it.
        hidden_rows: number of hidden rows that have text.
        hidden_columns: number of hidden columns that have text.
        uncalculated: number of formulas without a value.
        pictures: number of pictures.
    """

    name: str
    look: SheetLook
    grid: SheetGrid
    comments: tuple[Comment, ...]
    boxes: tuple[str, ...]
    objects: tuple[str, ...]
    hidden_rows: int
    hidden_columns: int
    uncalculated: int
    pictures: int


@dataclass(slots=True)
class _Found:
    """What has been found so far of a sheet; `row` and `column` come next."""

    name: str
    look: SheetLook
    grid: SheetGrid
    comments: list[Comment] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    uncalculated: int = 0
    pictures: int = 0
    row: int = 0
    column: int = 0
    unseen: list[tuple[int, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def finished(self) -> SheetTable:
        """The sheet as it is handed over."""
        return SheetTable(
            name=self.name,
            look=self.look,
            grid=self.grid,
            comments=tuple(self.comments),
            boxes=tuple(self.boxes),
            objects=tuple(self.objects),
            hidden_rows=self.hidden_rows,
            hidden_columns=count_hidden(self.unseen, self.used),
            uncalculated=self.uncalculated,
            pictures=self.pictures,
        )


def sheet_tables(content: bytes, budget: Budget) -> Iterator[SheetTable]:
    """The sheets in the content of a spreadsheet, one after the other."""
    looks: dict[str, SheetLook] = {}
    sheet: _Found | None = None
    for element in elements(content, _STYLES, _ROW, _COLUMN, _SHAPES, _TABLE):
        if element.tag == _STYLES:
            looks = sheet_looks(element)
            continue
        table = element if element.tag == _TABLE else next(element.iterancestors(_TABLE), None)
        if table is None or next(table.iterancestors(_TABLE), None) is not None:
            continue  # a table within a shape or a cell
        if sheet is None:
            look = looks.get(table.get(TABLE + "style-name", ""), SheetLook())
            sheet = _Found(table.get(TABLE + "name", ""), look, SheetGrid(budget.name, budget))
        if element.tag == _TABLE:
            if next(element.iterancestors(TABLE + "tracked-changes"), None) is None:
                yield sheet.finished()
            sheet = None
        elif element.tag == _ROW:
            _read_row(element, sheet)
        elif element.tag == _COLUMN:
            _read_column(element, sheet)
        else:
            for shape in element:
                _read_shape(shape, sheet)


def _read_column(element: Element, sheet: _Found) -> None:
    count = times(element, _REPEATED)
    if element.get(TABLE + "visibility") in _UNSEEN and len(sheet.unseen) < COLUMNS:
        sheet.unseen.append((sheet.column, sheet.column + count - 1))
    sheet.column += count


def _read_row(element: Element, sheet: _Found) -> None:
    columns: list[int] = []
    texts: list[str] = []
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        count = times(cell, _REPEATED) if cell.get(_REPEATED) else 1
        if len(cell) or cell.get(OFFICE + "value-type"):
            _read_around(cell, sheet, column)
            text = cell_text(cell)
            if text:
                repeated = range(column, min(column + count, COLUMNS))
                columns += repeated
                texts += [text] * len(repeated)
        if cell.get(TABLE + "formula") and not cell.get(OFFICE + "value-type") and not len(cell):
            sheet.uncalculated += 1
        column += count
    count = times(element, TABLE + "number-rows-repeated")
    if columns:
        for row in range(sheet.row, min(sheet.row + count, _MOST_ROWS)):
            effort.check()
            sheet.grid.add_row(row, columns, texts)
        sheet.used.update(columns)
        sheet.hidden_rows += count * (element.get(TABLE + "visibility") in _UNSEEN)
    sheet.row += count


def _read_around(cell: Element, sheet: _Found, column: int) -> None:
    """Comments and shapes of a cell, and how far it reaches."""
    if cell.get(_SPANNED):
        wide, high = times(cell, _SPANNED), times(cell, TABLE + "number-rows-spanned")
        sheet.grid.merge(sheet.row, column, sheet.row + high - 1, column + wide - 1)
    for child in cell:
        if child.tag == _ANNOTATION:
            text = paragraphs(child).strip()
            if text:
                reference = cell_reference(sheet.row, column)
                sheet.comments.append(Comment(reference, text, comment_author(child)))
        elif child.tag in _DRAWN:
            _read_shape(child, sheet)


def _read_shape(shape: Element, sheet: _Found) -> None:
    text = shape_text(shape)
    if text:
        sheet.boxes.append(text)
    sheet.objects += object_paths(shape)
    has_objects = next(shape.iter(DRAW + "object", DRAW + "object-ole"), None) is not None
    sheet.pictures += next(shape.iter(DRAW + "image"), None) is not None and not has_objects
