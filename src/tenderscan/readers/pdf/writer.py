"""Second pass over a document: its pages, taken apart by then, are written into the assembler.

It needs all pages at once: running headers, the style of the running text, and the words broken at line ends. Pages
that were recognised from a picture are written the same way as those that came with text.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from tenderscan.document import BlockKind, Document, Notice, Properties, Source, Span
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.pdf.hyphens import Mender
from tenderscan.readers.pdf.layout import FilledGrid, PageLayout, Strand
from tenderscan.readers.pdf.paragraphs import Paragraph, Style, paragraphs, right_margins, style_of
from tenderscan.readers.pdf.running import RunningLines, part_running_lines
from tenderscan.text import normalise

_PADDING = 6.0
"""Points between the text of a cell and its border."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page after the first pass: its layout, and what could not be read of it.

    Attributes:
        layout: what stands on it.
        readable: False where nothing of it could be read.
        confidence: 0 to 1, of the words of a page that was recognised from a picture; None for all others.
        notices: what is to be said about it.
    """

    layout: PageLayout
    readable: bool = True
    confidence: float | None = None
    notices: tuple[Notice, ...] = ()


class Writer:
    """Writes the pages of one document into the assembler."""

    def __init__(self, source: Source, pages: Sequence[PageRead], notices: Sequence[Notice] = ()) -> None:
        """Prepare to write `pages`, the first of which is number 1; `notices` are about the whole document."""
        self._assembler = Assembler(source)
        self._notices = notices
        self._pages = pages
        self._parted = part_running_lines([page.layout for page in pages])
        self._style: Style = style_of(parted.body for parted in self._parted)
        self._mender = Mender(())

    def write(self, properties: Callable[[Sequence[Paragraph]], Properties]) -> Document:
        """The document; `properties` is asked with the paragraphs of the first page."""
        for notice in self._notices:
            self._assembler.notice(notice.code, notice.message, notice.page)
        bodies = [self._paragraphs(parted.body) for parted in self._parted]
        self._mender = Mender(_texts(bodies))
        for number, (page, parted, body) in enumerate(zip(self._pages, self._parted, bodies, strict=True), 1):
            self._page(number, page, parted, body)
        first = [block for block in bodies[0] if isinstance(block, Paragraph)]
        return self._assembler.finish(properties(first))

    def _paragraphs(self, page: PageLayout) -> "list[Paragraph | _Table]":
        margins = right_margins(page)
        blocks: list[Paragraph | _Table] = []
        for part, margin in zip(page.parts, margins, strict=True):
            if isinstance(part, Strand):
                blocks += paragraphs(part, margin, self._style)
            else:
                blocks.append(self._table(part))
        return blocks

    def _table(self, grid: FilledGrid) -> "_Table":
        frames = tuple(
            _Frame(
                frame.rows,
                tuple(
                    paragraph
                    for strand in frame.strands
                    for paragraph in paragraphs(strand, grid.box.x1 - _PADDING, self._style)
                ),
            )
            for frame in grid.frames
        )
        return _Table(grid.rows, grid.reported, grid.covers, frames)

    def _page(self, number: int, page: PageRead, parted: RunningLines, body: "list[Paragraph | _Table]") -> None:
        self._assembler.begin_page(number, readable=page.readable, confidence=page.confidence)
        for notice in page.notices:
            self._assembler.notice(notice.code, notice.message, number)
        start = self._assembler.length
        for line in parted.header:
            self._assembler.add(BlockKind.HEADER, self._mender.mend(line.text))
        for block in body:
            if isinstance(block, Paragraph):
                self._add(block)
            else:
                self._add_table(block)
        for line in parted.footer:
            self._assembler.add(BlockKind.FOOTER, self._mender.mend(line.text))
        if parted.body.highlights:
            written = self._since(start)
            for grid in parted.body.highlights:
                self._add_highlight(grid, written)

    def _add_table(self, block: "_Table") -> None:
        start = self._assembler.length
        if block.frames:
            rows = self._add_frames(block.frames)
            if block.reported:
                self._mark(rows, self._covered(block.covers, self._since(start)))
            return
        texts = [[self._mender.mend(cell).replace("\n", " ") for cell in row] for row in block.rows]
        table = self._assembler.add_table(texts, blank_rows=True, keep=block.reported)
        if table and block.covers and block.reported:
            self._assembler.point_cells(table, self._covered(block.covers, self._since(start)))

    def _add_frames(self, frames: "Iterable[_Frame]") -> list[list[Span]]:
        """Read the cells of a table of one column like any text; returns their spans."""
        rows: list[list[Span]] = []
        for frame in frames:
            spans = [span for span in map(self._add, frame.paragraphs) if span]
            place = rows[-1][-1].end if rows else self._assembler.length
            if not spans or frame.rows > 1:
                # rows that are read as one text are looked for later, like covers
                place = spans[0].start if spans else place
                rows += [[Span(place, place)] for _ in range(frame.rows)]
            else:
                rows.append([Span(spans[0].start, spans[-1].end)])
        return rows

    def _add_highlight(self, grid: FilledGrid, written: "_Written") -> None:
        """Report a table that lies over text of its page which is written already."""
        nothing = Span(written.start, written.start)
        self._mark([[nothing] * len(row) for row in grid.rows], self._covered(grid.covers, written))

    def _mark(self, rows: list[list[Span]], covered: dict[tuple[int, int], Span]) -> None:
        for (row, column), span in covered.items():
            rows[row][column] = span
        if any(len(span) for row in rows for span in row):
            self._assembler.mark_table(rows)

    def _since(self, start: int) -> "_Written":
        return _Written(self._assembler.text_since(start), start)

    def _covered(self, covers: Sequence[tuple[int, int, str]], written: "_Written") -> dict[tuple[int, int], Span]:
        """Where the texts of covers were written, by row and column."""
        found: dict[tuple[int, int], Span] = {}
        place = 0
        for row, column, cover in sorted(covers, key=itemgetter(0, 1)):
            # in the order of the text, so that of words that stand there often each cell gets its own
            words = normalise(self._mender.mend(cover)).split()
            span = written.find(words, place) or written.find(words, 0) if words else None
            if span:
                place = span.start
                found[row, column] = Span(span.start + written.start, span.end + written.start)
        return found

    def _add(self, paragraph: Paragraph) -> Span | None:
        text = self._mender.mend(paragraph.text).replace("\n", " ")
        return self._assembler.add(paragraph.kind, text, level=paragraph.level)


class _Written:
    """A text that was written, in which the texts of covers are looked for."""

    def __init__(self, text: str, start: int = 0) -> None:
        self._text = text
        self.start = start

    @cached_property
    def _places(self) -> list[int]:
        """Where the characters that are no blanks stand."""
        return [place for place, sign in enumerate(self._text) if not sign.isspace()]

    @cached_property
    def _solid(self) -> str:
        return "".join(self._text.split())

    def find(self, words: Sequence[str], place: int) -> Span | None:
        """Where the words were written behind `place`; blanks and line ends may differ."""
        plain = " ".join(words)
        begin = self._text.find(plain, place)
        if begin >= 0:
            return Span(begin, begin + len(plain))
        if len(words) == 1:
            return None
        # a word broken in a narrow cell has been put together there
        solid = "".join(words)
        begin = self._solid.find(solid, bisect_left(self._places, place))
        if begin < 0:
            return None
        place = begin
        for word in words:
            last = place + len(word) - 1
            if self._places[last] - self._places[place] != last - place:
                return None  # a blank within a word: other words than these
            place = last + 1
        return Span(self._places[begin], self._places[place - 1] + 1)


@dataclass(frozen=True, slots=True)
class _Frame:
    rows: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[str, ...], ...]
    reported: bool
    covers: tuple[tuple[int, int, str], ...]
    frames: tuple[_Frame, ...]


def _texts(bodies: "Iterable[Sequence[Paragraph | _Table]]") -> Iterator[str]:
    for body in bodies:
        for block in body:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                for row in block.rows:
                    yield from row
