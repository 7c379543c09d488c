"""A document as the tagger walks through it: passages with their headings, rows with their column heads.

Pure functions over `Document`; no spaCy here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tenderscan.document import Block, BlockKind, Document, Span, Table

RUNNING = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
"""Kinds of block that repeat from page to page."""


_FEW = 16
"""Cells of a row that are gone through one by one more quickly than halved."""


class Cell(NamedTuple):
    """One filled cell of a table row.

    Attributes:
        span: its text.
        column: 0-based.
        heads: the headings of its column, nearest first.
        label: the first filled cell of the row where this is another one.
    """

    span: Span
    column: int
    heads: tuple[Span, ...]
    label: Span | None


def _start(cell: Cell) -> int:
    return cell.span.start


def _column(cell: Cell) -> int:
    return cell.column


@dataclass(frozen=True, slots=True)
class Passage:
    """One block with what surrounds it.

    Attributes:
        span: the block's text.
        kind: of the block.
        index: position among the passages, from 0.
        heading: nearest heading above.
        title: the heading above that, one level up.
        page: 1-based; None without pages.
        cells: of a table row, the filled ones; empty otherwise.
        head: whether the row names the columns below it.
    """

    span: Span
    kind: BlockKind
    index: int
    heading: Span | None
    title: Span | None
    page: int | None
    cells: tuple[Cell, ...] = ()
    head: bool = False

    def cell_at(self, offset: int) -> Cell | None:
        """The cell that holds a character of the row."""
        if len(self.cells) <= _FEW:
            return next((cell for cell in self.cells if cell.span.start <= offset < cell.span.end), None)
        behind = bisect_right(self.cells, offset, key=_start)
        if not behind:
            return None
        # Merged cells stand there once for each column, with the same text or the beginning of it.
        first = bisect_left(self.cells, self.cells[behind - 1].span.start, key=_start)
        return next((cell for cell in self.cells[first:behind] if offset < cell.span.end), None)

    def cell_before(self, cell: Cell) -> Cell | None:
        """The cell of the row in the column before that of another, where it is filled."""
        at = bisect_left(self.cells, cell.column - 1, key=_column)
        return self.cells[at] if self.cells[at].column == cell.column - 1 else None


def passages(document: Document) -> tuple[Passage, ...]:
    """All blocks of a document with their surroundings, in reading order."""
    blocks = document.blocks or (Block(BlockKind.PARAGRAPH, Span(0, len(document.text))),)
    rows = _rows(document)
    starts = [page.span.start for page in document.pages]
    result: list[Passage] = []
    above: list[tuple[int, Span]] = []  # headings in force, outermost first
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            level = _level(document.text, block)
            while above and above[-1][0] >= level:
                above.pop()
        heading = above[-1][1] if above else None
        title = above[-2][1] if len(above) > 1 else None
        at = bisect_right(starts, block.span.start) - 1
        page = document.pages[at].number if at >= 0 else None
        cells, head = rows.get(block.span.start, ((), False))
        result.append(Passage(block.span, block.kind, len(result), heading, title, page, cells, head))
        if block.kind is BlockKind.HEADING:
            above.append((level, block.span))
    return tuple(result)


_PART = re.compile(
    r"(?:call-off |framework |joint )?(?:schedule|annex|appendix|attachment|part) (?:\d+|[a-z]\b)", re.IGNORECASE
)


def _level(text: str, block: Block) -> int:
    """The level of a heading; a schedule or annex stands above the numbered headings in it, whatever its style is."""
    return 0 if _PART.match(block.span.of(text)) else max(1, block.level)


# 1,200.00, £450k, 12/05/2026, 64%: data, where "Price (40)", "Price (£000)" and "Year 1" are headings
_FIGURE = re.compile(r"^[£€$]?\s?\d[\d,./: -]*%?$|[£€$]\s?(?!000)\d|\d{1,2} [A-Z][a-z]+ \d{4}")


def _rows(document: Document) -> dict[int, tuple[tuple[Cell, ...], bool]]:
    """Cells of every table row by the offset at which the row begins."""
    found: dict[int, tuple[tuple[Cell, ...], bool]] = {}
    inherited: tuple[int, list[tuple[Span, ...]]] | None = None
    for table in document.tables:
        heads = _head_rows(document.text, table)
        width = len(table.rows[0])
        if not heads and inherited and inherited[0] == width and _continues(document, inherited[1], table):
            heads = inherited[1]
        inherited = (width, heads) if heads else None
        below_all = _by_column(heads, width)
        for row in table.rows:
            start = row[0].start
            above = [head for head in heads if head[0].start < start]
            if len(above) == len(heads):  # as nearly all rows
                found[start] = (_cells(row, below_all), False)
            else:
                found[start] = (_cells(row, _by_column(above, width)), row in heads)
    return found


def _head_rows(text: str, table: Table) -> list[tuple[Span, ...]]:
    """The first one or two rows, where they name columns: at least two filled cells and no figures in them."""
    heads: list[tuple[Span, ...]] = []
    if len(table.rows) < 2:
        return heads
    for row in table.rows[:3]:
        filled = [cell.of(text) for cell in row if len(cell)]
        if len(filled) == 1 and len(row) > 1 and not heads:
            continue
        if len(filled) < 2 or any(_FIGURE.search(cell) or len(cell) > 80 for cell in filled):
            break
        heads.append(row)
        if len(heads) == 2 or len(table.rows[0]) == 2:
            break
    if len(heads) == 2 and not any(len(cell) == 0 for cell in heads[0]):
        heads.pop()  # a complete first row is the head alone; the second is data without figures
    return heads


def _continues(document: Document, heads: Sequence[Sequence[Span]], table: Table) -> bool:
    """Whether a table goes on with one from the page before: only running headers and footers stand between."""
    blocks = document.blocks
    at = bisect_left(blocks, table.span.start, key=lambda block: block.span.start) - 1
    # Backwards to the rows of the table before, which are those of its head or stand behind it.
    while at >= 0 and blocks[at].kind in RUNNING:
        at -= 1
    return at >= 0 and blocks[at].kind is BlockKind.ROW and blocks[at].span.end >= heads[-1][-1].end


def _by_column(heads: Sequence[Sequence[Span]], width: int) -> list[tuple[Span, ...]]:
    """The filled headings of each column, nearest first."""
    return [tuple(head[column] for head in reversed(heads) if len(head[column])) for column in range(width)]


def _cells(row: Sequence[Span], heads: Sequence[tuple[Span, ...]]) -> tuple[Cell, ...]:
    """The filled cells of a row; `heads`: the headings of each column."""
    cells: list[Cell] = []
    label: Span | None = None
    for column, span in enumerate(row):
        if span.start < span.end:
            cells.append(Cell(span, column, heads[column], label))
            label = label or span
    return tuple(cells)


# One set of characters comes first, as what begins with one is looked for several times as quickly.
_SENTENCE_END = re.compile(
    r"[.!?;\n](?:(?<=[.!?])[)”\"'\u2019]?(?:\s+(?=[A-Z(“\"\u2018'•0-9])|\n)|(?<=\n)(?=\s*[•●▪◦\u2013-] )|(?<=;)\s*\n)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:ltd|co|inc|corp|no|nos|art|reg|cl|sch|para|approx|est|e\.g|i\.e|etc|st|mr|mrs|ms|dr|messrs|cllr|rs|vs|v|viz|fig|p\.a|p|pp|max|min|excl|incl|l\.p|l\.l\.c|u\.s|[a-z]))\.$",
    re.IGNORECASE,
)


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch of text; abbreviations and initials do not end one."""
    found: list[Span] = []
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if match.group()[0] == "." and _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        end = match.start() + len(match.group().rstrip())
        if end > start:
            found.append(Span(start, end))
            start = match.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return found
