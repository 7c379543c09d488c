"""Which of the texts of a message is read: the plain one, unless the web page beside it says more.

Both should say the same. Where they do not, what only the other one says is read behind the one that was chosen.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tenderscan.document import Document, Source
from tenderscan.errors import FileProblem
from tenderscan.readers.assemble import Assembler, Cell
from tenderscan.readers.budget import Budget
from tenderscan.readers.html.flow import Page
from tenderscan.readers.mail.letter import Body
from tenderscan.readers.pieces import Piece, Rows, add_pieces
from tenderscan.readers.plain.paragraphs import plain_pieces
from tenderscan.settings import Limits

_STAND_IN = re.compile(
    r"(?:view|read|see|open|display)\b.{0,80}\b(?:html|browser|online|web ?page|web version)"
    r"|(?:not|n't|cannot)\b.{0,40}\b(?:support|display|read|view)\b.{0,40}\bhtml"
    r"|\bhtml[- ](?:enabled|compatible|capable)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_STAND_IN = 600
# What mail programs write into the plain text for links and pictures.
_CLUTTER = re.compile(
    r"\[(?:cid|image|inline image)\b[^\]\n]{0,300}\]|<?\b(?:https?://|mailto:)[^\s<>]+>?", re.IGNORECASE
)
_LINK = re.compile(r"<https?://[^\s<>]+>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_MOST = 0.8
"""Share of the words of one text that the other must have to say the same."""
_HALF = 0.5
"""Share of the words of a paragraph below which the chosen text does not have it."""
_LONG_NUMBER = 3
"""Digits of a number that is an amount, a day or a telephone rather than the number of a line."""
_Pieces = list[Piece | Rows]


def add_body(assembler: Assembler, body: Body, source: Source, budget: Budget, limits: Limits) -> None:
    """Write the text of a message."""
    plain_text = (body.plain or "").replace("\f", "\n")
    plain: _Pieces = list(plain_pieces(plain_text, budget)) if plain_text.strip() else []
    page = Page(body.html, budget) if body.html and body.html.strip() else None
    shown: _Pieces = list(page.pieces()) if page else []
    if page and shown and (not plain or _is_better(shown, plain, plain_text)):
        add_pieces(assembler, shown)
        page.tell(assembler)
        add_pieces(assembler, _only_in(plain, shown, _stands_in(plain_text)))
    elif plain:
        add_pieces(assembler, plain)
        add_pieces(assembler, _only_in(shown, plain, stands_in=False))
    elif body.rtf is not None:
        _add_rtf(assembler, body.rtf, source, limits)
    elif page and page.seen.pictures:
        assembler.notice(
            "part-not-read",
            "The message is nothing but pictures that did not come with it; nothing is fetched. Open it and save it as "
            "a PDF.",
        )


def _is_better(shown: _Pieces, plain: _Pieces, plain_text: str) -> bool:
    """Whether the web page is to be read rather than the plain text."""
    of_page, of_plain = _counted(shown), _counted(plain)
    is_fuller = of_page.total() > of_plain.total()
    if is_fuller and _stands_in(plain_text):
        return True
    if _held(of_plain, of_page) < _MOST:
        return is_fuller
    # prices without the lines they stand in say little
    has_tables = any(isinstance(piece, Rows) for piece in shown)
    return has_tables or _is_cluttered(plain_text) or _held(of_page, of_plain) < _MOST


def _is_cluttered(plain: str) -> bool:
    """Whether a mail program has written the addresses behind links and pictures into the plain text."""
    addresses = plain.count("<http")
    return addresses > 3 and addresses * 15 > len(plain.split())


def _stands_in(plain: str) -> bool:
    """Whether a plain text only says that there is a web page."""
    return len(plain.strip()) <= _LONGEST_STAND_IN and bool(_STAND_IN.search(plain))


def _only_in(pieces: _Pieces, chosen: _Pieces, stands_in: bool) -> Iterator[Piece | Rows]:
    """The pieces that the chosen text does not have; of a text that stands in for it, those with numbers."""
    left = _counted(chosen)
    for piece in pieces:
        words = _counted([piece])
        missing = (word for word, count in words.items() if count > left[word])
        has_more = any(sum(map(str.isdigit, word)) >= _LONG_NUMBER for word in missing)
        if has_more or (not stands_in and _held(words, left) < _HALF):
            yield replace(piece, text=_LINK.sub("", piece.text)) if isinstance(piece, Piece) else piece
        left.subtract(words)  # "-=" would go through the whole vocabulary each time


def _held(words: Counter[str], other: Counter[str]) -> float:
    """The share of the words of one text that another has as well; all of none."""
    return (words & other).total() / words.total() if words else 1.0


def _counted(pieces: _Pieces) -> Counter[str]:
    words: Counter[str] = Counter()
    for piece in pieces:
        for text in _texts(((piece.text,),) if isinstance(piece, Piece) else piece.rows):
            words.update(_WORD.findall(_CLUTTER.sub(" ", text).casefold()))
    return words


def _texts(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[str]:
    """All texts in rows of cells, those of tables within tables too."""
    for row in rows:
        for cell in row:
            for part in (cell,) if isinstance(cell, str) else cell:
                if isinstance(part, str):
                    yield part
                else:
                    yield from _texts(part.rows)


def _add_rtf(assembler: Assembler, rtf: bytes, source: Source, limits: Limits) -> None:
    """Write the blocks that the reader of rich text finds."""
    # only a few messages of old Outlooks have nothing but rich text
    from tenderscan.readers import rtf as rtf_reader

    try:
        document = rtf_reader.read(rtf, source, limits)
    except FileProblem as problem:
        assembler.notice("part-not-read", f"The text of the message cannot be read: {problem.message.splitlines()[0]}")
        return
    add_pieces(assembler, _blocks(document))


def _blocks(document: Document) -> Iterator[Piece | Rows]:
    tables = {table.rows[0][0].start: table for table in document.tables if table.rows}
    end = 0
    for block in document.blocks:
        if block.span.start < end:
            continue
        table = tables.get(block.span.start)
        if table is not None:
            yield Rows(tuple(tuple(cell.of(document.text) for cell in row) for row in table.rows))
            end = table.span.end
        else:
            yield Piece(block.kind, block.span.of(document.text), block.level)
