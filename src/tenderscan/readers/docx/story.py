"""Paragraphs and tables of a story (body, cell, text box, header, note) in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tenderscan.document import BlockKind
from tenderscan.errors import LimitExceeded
from tenderscan.readers.assemble import PAGE_BREAK, Cell, Grid
from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.budget import Budget
from tenderscan.readers.docx.fields import Fields
from tenderscan.readers.docx.inline import Inline, Line, Note
from tenderscan.readers.docx.names import (
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    P_PROPERTIES,
    R_PROPERTIES,
    ROW,
    TABLE,
    TRANSPARENT,
    WORD,
    P,
    switch,
    value,
)
from tenderscan.readers.docx.numbering import Label, Numbering
from tenderscan.readers.docx.styles import Style, Styles, direct_outline
from tenderscan.readers.office.bullets import BULLET
from tenderscan.readers.office.headings import heading_level
from tenderscan.readers.office.names import ALTERNATE, chosen, number
from tenderscan.readers.pieces import Piece
from tenderscan.readers.xml import Element

MAX_NESTING = 25
"""Tables within tables; real forms reach four."""
MAX_COLUMNS = 63
"""Word allows no more (its specifications and limits)."""


@dataclass(slots=True)
class _Scope:
    """Where in the document the walker is.

    Attributes:
        fields: fields open in this story.
        kind: kind of every paragraph, None where each has its own.
        depth: number of tables around.
        carried: text of a paragraph whose end was deleted, so that the next one continues it.
    """

    fields: Fields
    kind: BlockKind | None = None
    depth: int = 0
    carried: list[Line] = field(default_factory=list)


class Stories:
    """Walks the stories of one document in the order it is called, which is the order numbers are counted in."""

    def __init__(
        self, budget: Budget, styles: Styles, numbering: Numbering, inline: Inline, page_starts: frozenset[Element]
    ) -> None:
        """Begin a document.

        Args:
            budget: what the document may still yield.
            styles: for kinds of paragraph and what they inherit.
            numbering: counts the paragraphs of lists.
            inline: reads the runs of a paragraph.
            page_starts: paragraphs at which a page begins.
        """
        self._budget = budget
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._page_starts = page_starts
        self._notes: list[Note] = []

    def walk(self, story: Element, kind: BlockKind | None = None) -> Iterator[Piece | Grid]:
        """Paragraphs and tables of a story; all paragraphs are of `kind` if it is given."""
        yield from self._whole(story, _Scope(Fields(story), kind))

    def take_notes(self) -> list[Note]:
        """Notes referred to since this was last asked."""
        notes, self._notes = self._notes, []
        return notes

    def _whole(self, story: Element, scope: _Scope) -> Iterator[Piece | Grid]:
        yield from self._walk(story, scope)
        yield from _left_over(scope)

    def _walk(self, parent: Iterable[Element], scope: _Scope) -> Iterator[Piece | Grid]:
        for child in parent:
            tag = child.tag
            if tag == P:
                yield from self._paragraph(child, scope)
            elif tag == TABLE:
                yield from _left_over(scope)
                yield self._table(child, scope)
            elif tag in TRANSPARENT:
                yield from self._walk(child, scope)
            elif tag == CONTROL:
                for content in child.iterchildren(CONTROL_CONTENT):
                    yield from self._walk(content, scope)
            elif tag == ALTERNATE:
                yield from self._walk(chosen(child), scope)

    def _paragraph(self, paragraph: Element, scope: _Scope) -> Iterator[Piece | Grid]:
        properties = paragraph.find(P_PROPERTIES)
        style = self._styles.of_paragraph(properties)
        line = self._inline.line(paragraph, style, scope.fields)
        mark = None if properties is None else properties.find(R_PROPERTIES)
        if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
            scope.carried.append(line)
            return
        if scope.carried:
            line = _joined([*scope.carried, line])
            scope.carried.clear()
        turn = PAGE_BREAK if paragraph in self._page_starts else ""
        hidden = not line.shown and bool(switch(mark, "vanish") or (switch(mark, "vanish") is None and style.hidden))
        label = None if hidden else self._numbering.label(properties, style)
        if label is not None and not line.text.strip() and (label.text.strip() == BULLET or scope.kind):
            label = None
        if label is not None:
            self._budget.spend(label.text)
        self._notes += line.notes
        yield _piece(line, label, style, direct_outline(properties), turn, scope)
        yield from self._anchored(line, scope)

    def _anchored(self, line: Line, scope: _Scope) -> Iterator[Piece | Grid]:
        """Text boxes and other graphics of a paragraph, behind it."""
        kind = scope.kind or BlockKind.TEXT_BOX
        for text in line.graphics:
            yield Piece(kind, boxes_as_text(text))
        for box in line.boxes:
            yield from self._whole(box, _Scope(Fields(box), kind, self._deeper(scope)))

    def _deeper(self, scope: _Scope) -> int:
        if scope.depth >= MAX_NESTING:
            raise LimitExceeded(
                f"{self._budget.name} holds tables within tables more than {MAX_NESTING} deep. Take the tables apart."
            )
        return scope.depth + 1

    def _table(self, table: Element, scope: _Scope) -> Grid:
        """A table as a grid; columns in which no cell begins are left out."""
        depth = self._deeper(scope)
        rows = _narrowed([self._row(row, _Scope(scope.fields, scope.kind, depth)) for row in _flat(table, ROW)])
        columns = sorted({at for row in rows for at in row})
        self._budget.spend_cells(len(rows) * len(columns))
        return Grid(tuple(tuple(row.get(at, "") for at in columns) for row in rows if row))

    def _row(self, row: Element, scope: _Scope) -> dict[int, Cell]:
        """Cells of a row by the grid column they begin in; the covered part of a merged cell is empty."""
        properties = row.find(WORD + "trPr")
        if properties is not None and any(properties.find(tag) is not None for tag in DELETED):
            return {}
        at = number(value(properties, "gridBefore")) or 0
        cells: dict[int, Cell] = {}
        for cell in _flat(row, CELL):
            of_cell = cell.find(WORD + "tcPr")
            merged = None if of_cell is None else of_cell.find(WORD + "vMerge")
            covered = merged is not None and merged.get(WORD + "val", "continue") == "continue"
            gone = of_cell is not None and of_cell.find(WORD + "cellDel") is not None
            cells[at] = "" if covered or gone else self._cell(cell, scope)
            at += max(number(value(of_cell, "gridSpan")) or 1, 1)
        return cells

    def _cell(self, cell: Element, scope: _Scope) -> Cell:
        pieces = self._whole(cell, _Scope(scope.fields, scope.kind, scope.depth))
        parts = (piece if isinstance(piece, Grid) else piece.text for piece in pieces)
        return _one_cell(part for part in parts if part)


def _narrowed(rows: list[dict[int, Cell]]) -> list[dict[int, Cell]]:
    """The rows of a table that has no more than `MAX_COLUMNS`, cells by their column.

    In a wider one the cells of each row stand side by side from the left, whatever column they begin in, and the last
    holds what is left over.
    """
    if len({at for row in rows for at in row}) <= MAX_COLUMNS:
        return rows
    return [dict(enumerate(_first_cells(list(row.values())))) for row in rows]


def _first_cells(cells: list[Cell]) -> list[Cell]:
    if len(cells) <= MAX_COLUMNS:
        return cells
    last = cells[MAX_COLUMNS - 1 :]
    return [*cells[: MAX_COLUMNS - 1], _one_cell(part for cell in last for part in _parts(cell))]


def _parts(cell: Cell) -> tuple[str | Grid, ...]:
    if isinstance(cell, str):
        return (cell,) if cell else ()
    return cell


def _one_cell(parts: Iterable[str | Grid]) -> Cell:
    """Paragraphs and nested tables as a cell."""
    held = tuple(parts)
    texts = [part for part in held if isinstance(part, str)]
    return "\n".join(texts) if len(texts) == len(held) else held


def _flat(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls or tracked insertions."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in TRANSPARENT or child.tag in (CONTROL, CONTROL_CONTENT):
            yield from _flat(child, wanted)


def _left_over(scope: _Scope) -> Iterator[Piece]:
    """Text of a paragraph whose end was deleted although no paragraph follows that could continue it."""
    if scope.carried:
        yield _piece(_joined(scope.carried), None, Style(), None, "", scope)
        scope.carried.clear()


def _joined(lines: list[Line]) -> Line:
    whole = Line()
    for line in lines:
        whole.parts += line.parts
        whole.boxes += line.boxes
        whole.graphics += line.graphics
        whole.notes += line.notes
        whole.bold += line.bold
        whole.shown += line.shown
    return whole


def _piece(line: Line, label: Label | None, style: Style, outline: int | None, turn: str, scope: _Scope) -> Piece:
    text = turn + (label.text if label else "") + boxes_as_text(line.text)
    if scope.kind is not None:
        return Piece(scope.kind, text)
    level = style.outline if outline is None else outline
    level = heading_level(line.text, level, title=style.title, bold=line.bold >= line.shown > 0)
    if level is not None:
        return Piece(BlockKind.HEADING, text, level, style.title)
    if label is not None and label.text:
        return Piece(BlockKind.LIST_ITEM, text, label.level)
    return Piece(BlockKind.PARAGRAPH, text)
