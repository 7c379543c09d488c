"""Paragraphs, lists and columns of plain text."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from tenderscan.document import BlockKind
from tenderscan.readers import effort
from tenderscan.readers.assemble import PAGE_BREAK
from tenderscan.readers.budget import Budget
from tenderscan.readers.pieces import Piece, Rows
from tenderscan.readers.plain.lines import (
    BULLET,
    begins_item,
    double_spaced,
    goes_on,
    joined_lines,
    unwrapped,
)

_ESCAPE = re.compile("\x1b(?:\\[[0-9;?]{0,20}[ -/]{0,4}[@-~]|[@-Z\\\\^_a-z()#%*+.-].?)")
_OVERSTRUCK = re.compile(".\b")
_LINE_END = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
_COLUMN_GAP = re.compile(r"\t+ *| {3,}(?=\S)")
_UNDERLINE = re.compile(r"(=|-|~|\*)\1{2,}")
_QUOTED = re.compile(r"(?:>[ \t]?){1,20}")
_LONGEST_UNDERLINED = 120


def plain_pieces(text: str, budget: Budget) -> Iterator[Piece | Rows]:
    """The pieces of a plain text, which is not normalised."""
    yield from rejoined(_pieces(text, budget))


def paragraph(text: str) -> Piece:
    """A paragraph, or an item of a list where it begins with a bullet."""
    bullet = BULLET.match(text)
    if bullet and text[bullet.end() :].strip():
        # a square or arrow of a symbol font says no more than a bullet
        return Piece(BlockKind.LIST_ITEM, "\u2022 " + text[bullet.end() :], 1)
    return Piece(BlockKind.PARAGRAPH, text)


def rejoined(pieces: Iterable[Piece | Rows]) -> Iterator[Piece | Rows]:
    """Pieces in which the paragraphs of a double-spaced text are whole again."""
    whole = list(pieces)
    texts = [piece.text for piece in whole if isinstance(piece, Piece) and piece.kind is BlockKind.PARAGRAPH]
    width = double_spaced([text.strip() for text in texts if text.strip()])
    if not width:
        yield from whole
        return
    open_piece: Piece | None = None
    parts: list[str] = []
    for piece in whole:
        if parts and _is_continued(parts[-1], piece, width):
            assert isinstance(piece, Piece)
            parts.append(piece.text)
            continue
        if open_piece:
            yield Piece(open_piece.kind, joined_lines(parts), open_piece.level)
            open_piece, parts = None, []
        if isinstance(piece, Piece) and piece.kind is not BlockKind.HEADING and piece.text.strip():
            open_piece, parts = piece, [piece.text]
        else:
            yield piece
    if open_piece:
        yield Piece(open_piece.kind, joined_lines(parts), open_piece.level)


def _is_continued(line: str, piece: Piece | Rows, width: int) -> bool:
    return (
        isinstance(piece, Piece)
        and piece.kind is BlockKind.PARAGRAPH
        and bool(piece.text.strip())
        and PAGE_BREAK not in piece.text
        and goes_on(line, piece.text.lstrip(), width)
    )


def _pieces(text: str, budget: Budget) -> Iterator[Piece | Rows]:
    pages = _cleaned(text).split(PAGE_BREAK)
    for number, page in enumerate(pages):
        if number:
            yield Piece(BlockKind.PARAGRAPH, PAGE_BREAK)
        lines = _LINE_END.split(budget.spend(page))
        for blank, group in groupby(lines, key=lambda line: not line or line.isspace()):
            effort.check()
            if not blank:
                yield from _group(list(group))


def _cleaned(text: str) -> str:
    """Text without what steers a terminal or printer, and without the Ctrl-Z of old programs at its end."""
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    if "\b" in text:
        text = _OVERSTRUCK.sub("", text)
    return text.rstrip("\x1a\x00")


def _group(lines: list[str]) -> Iterator[Piece | Rows]:
    """Lines that no blank line parts."""
    if _are_columns(lines):
        yield Rows(tuple(_cells(line) for line in lines), is_table=False)
        return
    at = 0
    start = 0
    while at < len(lines):
        if at + 1 < len(lines) and _is_underlined(lines[at], lines[at + 1]):
            yield from _paragraphs(lines[start:at])
            yield Piece(BlockKind.HEADING, lines[at], 1 if lines[at + 1].strip()[0] == "=" else 2)
            at = start = at + 2
        else:
            at += 1
    yield from _paragraphs(lines[start:])


def _paragraphs(lines: list[str]) -> Iterator[Piece]:
    for quoted, group in groupby(lines, key=_quote_depth):
        bare = [_QUOTED.sub("", line.strip(), count=1) if quoted else line for line in group]
        for text in unwrapped([line for line in bare if line.strip()]):
            yield paragraph(text) if not quoted else Piece(BlockKind.PARAGRAPH, "> " * min(quoted, 3) + text)


def _quote_depth(line: str) -> int:
    """How deep the line is quoted in an e-mail's answers to answers."""
    prefix = _QUOTED.match(line.strip())
    return prefix.group().count(">") if prefix else 0


def _is_underlined(line: str, following: str) -> bool:
    """Whether a line is underlined by the next, which makes it a heading for certain."""
    title, rule = line.strip(), following.strip()
    if not _UNDERLINE.fullmatch(rule) or not 0 < len(title) <= _LONGEST_UNDERLINED or _COLUMN_GAP.search(title):
        return False
    return 0.6 * len(title) <= len(rule) <= 1.6 * len(title) + 3 and any(map(str.isalpha, title))


def _are_columns(lines: list[str]) -> bool:
    """Whether the lines are rows whose cells stand below each other, rather than sentences with wide blanks."""
    if len(lines) < 2:
        return False
    split = [line.strip() for line in lines if _COLUMN_GAP.search(line.strip())]
    if len(split) < max(2, 0.6 * len(lines)):
        return False
    if sum("\t" in line for line in split) >= 0.6 * len(split):
        counts = [line.count("\t") for line in split]
        return max(map(counts.count, set(counts))) >= 0.5 * len(counts) and not all(map(begins_item, lines))
    edges: dict[int, int] = {}
    for line in lines:
        # a column is straight on its left side, or, where it holds figures, on its right
        places = {place for gap in re.finditer(r"\S {3,}\S", line.rstrip()) for place in (gap.end(), -gap.start())}
        for place in {*places, -len(line.rstrip())}:
            edges[place] = edges.get(place, 0) + 1
    return max(edges.values(), default=0) >= max(2, 0.5 * len(split))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_COLUMN_GAP.split(line.strip()))
