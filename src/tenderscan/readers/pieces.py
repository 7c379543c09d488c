"""Paragraphs and tables on their way from a format's own walker to the document.

The walkers of DOCX, OpenDocument, RTF, HTML, Markdown and plain text hand out pieces, and whoever has asked for them
adds them to its document: a web page is read the same way whether it is a file of its own or the body of an e-mail.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tenderscan.document import BlockKind
from tenderscan.readers.assemble import PAGE_BREAK, Assembler, Cell, Grid, flat_grid
from tenderscan.text import normalise


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph or list item.

    Attributes:
        kind: what it is.
        text: its text with its number or bullet, not normalised; a form feed says that a page begins there.
        level: of a heading or list item, 1 = outermost.
        title: whether it has the style of the document's title.
    """

    kind: BlockKind
    text: str
    level: int = 0
    title: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of cells.

    Attributes:
        rows: cells from top left; rows may differ in length.
        is_table: False where the columns were told from blanks between words alone, and are no table for certain.
    """

    rows: tuple[tuple[Cell, ...], ...]
    is_table: bool = True


def add_pieces(assembler: Assembler, pieces: Iterable[Piece | Rows]) -> None:
    """Write pieces into a document, in order."""
    for piece in pieces:
        if isinstance(piece, Rows):
            assembler.add_table(piece.rows, keep=piece.is_table)
        else:
            assembler.add(piece.kind, piece.text, level=piece.level)


class PieceWriter:
    """Writes pieces into a document, and remembers its title: the paragraph with that style, or else the first heading.

    Attributes:
        title: normalised, None as long as there is none.
    """

    def __init__(self, assembler: Assembler) -> None:
        """Write by way of `assembler`."""
        self.title: str | None = None
        self._assembler = assembler
        self._is_sure = False

    def add(self, piece: Piece | Grid) -> None:
        """Write a paragraph or table."""
        if isinstance(piece, Grid):
            self._assembler.add_table(piece.rows)
            return
        span = self._assembler.add(piece.kind, piece.text, level=piece.level)
        if span is None or piece.kind is not BlockKind.HEADING:
            return
        if self.title is None or (piece.title and not self._is_sure):
            self.title = normalise(piece.text).strip(PAGE_BREAK)
            self._is_sure = piece.title


def flat_text(piece: Piece | Grid) -> str:
    """Text of a paragraph or table where there is no room for tables."""
    return piece.text if isinstance(piece, Piece) else flat_grid(piece)
