"""Paragraphs and tables on their way from a format's own walker to the document.

A web page is read the same way whether it is a file of its own or the body of an e-mail, and so are plain text and
Markdown: their walkers hand out pieces, and whoever has asked for them adds them to its document.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tenderscan.document import BlockKind
from tenderscan.readers.assemble import Assembler, Cell


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph or list item.

    Attributes:
        kind: what it is.
        text: its text, not normalised; a form feed says that a page begins there.
        level: of a heading or list item, 1 = outermost.
    """

    kind: BlockKind
    text: str
    level: int = 0


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
