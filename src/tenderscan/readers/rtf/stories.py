"""Stories of RTF (body, header, footnote, text box): their paragraphs and tables as they are finished."""

from dataclasses import dataclass, field

from tenderscan.document import BlockKind
from tenderscan.readers.assemble import PAGE_BREAK, Grid
from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.budget import Budget
from tenderscan.readers.office.bullets import bullet_sign
from tenderscan.readers.office.headings import heading_level
from tenderscan.readers.pieces import Piece, flat_text
from tenderscan.readers.rtf.tables import Layout, Tables


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is, apart from its words.

    Attributes:
        depth: number of tables it lies in.
        outline: level of a heading, 1 = outermost; None for other text.
        title: whether it has the style of the document's title.
        item_level: of a list item, 1 = outermost.
    """

    depth: int = 0
    outline: int | None = None
    title: bool = False
    item_level: int = 1


@dataclass(slots=True)
class _Line:
    """The paragraph that is open."""

    parts: list[str] = field(default_factory=list)
    label: str = ""
    shown: int = 0
    bold: int = 0


class Story:
    """A story that is being filled."""

    def __init__(self, budget: Budget, kind: BlockKind | None = None) -> None:
        """Begin a story.

        Args:
            budget: what the document may still yield.
            kind: of all its paragraphs; None where each has its own.
        """
        self.pieces: list[Piece | Grid] = []
        self.kind = kind
        self.tables = Tables(budget)
        self._budget = budget
        self._line = _Line()
        self._behind: list[Piece] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not (self.pieces or self._line.parts or self.tables.in_row)

    def add(self, text: str, *, bold: bool = False) -> None:
        """Add text to the open paragraph."""
        self._line.parts.append(self._budget.spend(text))
        if text.strip():
            self._line.shown += len(text)
            self._line.bold += len(text) if bold else 0

    def set_label(self, label: str) -> None:
        """What stands before the open paragraph: its number or bullet."""
        sign = len(label) == 1 and (not label.isalnum() or label == "o")
        self._line.label = self._budget.spend(bullet_sign(label) if sign else label)

    def add_behind(self, pieces: "list[Piece | Grid]", kind: BlockKind, mark: str = "") -> None:
        """Add a note or text box, which comes behind the paragraph or table it belongs to."""
        text = mark + "\n".join(flat_text(piece) for piece in pieces)
        self._behind.append(Piece(kind, text))

    def end_paragraph(self, shape: Shape) -> None:
        """End the open paragraph."""
        line, self._line = self._line, _Line()
        text = boxes_as_text("".join(line.parts))
        if shape.depth:
            text = text.replace(PAGE_BREAK, "\n")  # a page cannot begin within a row
            if text.strip():
                self.tables.add(shape.depth, f"{line.label} {text}" if line.label else text)
            return
        self.end_table()
        if text.strip() or line.label:
            self.pieces.append(self._piece(line, text, shape))
        self._settle()

    def end_cell(self, depth: int) -> None:
        """End the open cell, and its last paragraph."""
        self.end_paragraph(Shape(depth))
        self.tables.end_cell(depth)

    def end_row(self, depth: int, layout: Layout) -> None:
        """End the open row."""
        if "".join(self._line.parts).strip():
            self.end_cell(depth)
        self.tables.end_row(depth, layout)

    def end_table(self) -> None:
        """End the table, if one is open: what follows does not belong to it."""
        grid = self.tables.take()
        if grid:
            self.pieces.append(grid)
            self._settle()

    def finish(self, shape: Shape) -> "list[Piece | Grid]":
        """All pieces; the story is used up."""
        self.end_paragraph(shape)
        self.end_table()
        self._settle()
        return self.pieces

    def _settle(self) -> None:
        self.pieces += self._behind
        self._behind = []

    def _piece(self, line: _Line, text: str, shape: Shape) -> Piece:
        turn = PAGE_BREAK * text.startswith(PAGE_BREAK)
        whole = f"{turn}{line.label} {text.removeprefix(PAGE_BREAK)}" if line.label else text
        if self.kind is not None:
            return Piece(self.kind, whole)
        level = heading_level(text, shape.outline, title=shape.title, bold=line.bold >= line.shown > 0)
        if level is not None:
            return Piece(BlockKind.HEADING, whole, level, shape.title)
        if line.label:
            return Piece(BlockKind.LIST_ITEM, whole, shape.item_level)
        return Piece(BlockKind.PARAGRAPH, whole)


def without_page_breaks(piece: Piece | Grid) -> Piece | Grid:
    """The piece where pages are not to be believed."""
    if isinstance(piece, Piece) and PAGE_BREAK in piece.text:
        return Piece(piece.kind, piece.text.replace(PAGE_BREAK, "\n"), piece.level, piece.title)
    return piece
