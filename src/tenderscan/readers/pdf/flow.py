"""Reading PDF: pdfium supplies text, boxes and ruling lines, pdfplumber's way of finding tables the grids.

Two passes: the first takes each page apart while it is open (`page`, `tables`, `pieces`, `layout`), the
second needs all of them: running headers (`running`), the style of the running text (`paragraphs`) and the
words broken at line ends (`hyphens`).
"""

import gc
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import pypdfium2.raw as pdfium

from tenderscan.document import BlockKind, Document, Properties, Source, Span
from tenderscan.errors import FileDamaged, FileEmpty, LimitExceeded, PasswordProtected
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.cells import Cells, Owners, all_covers, choose_owners
from tenderscan.readers.pdf.columns import find_gutters
from tenderscan.readers.pdf.hyphens import Mender
from tenderscan.readers.pdf.ink import Ink
from tenderscan.readers.pdf.layout import FilledGrid, PageLayout, Strand, arrange, with_covers
from tenderscan.readers.pdf.page import OpenPage
from tenderscan.readers.pdf.paragraphs import Paragraph, Style, paragraphs, right_margins, style_of
from tenderscan.readers.pdf.pieces import covered, cut
from tenderscan.readers.pdf.properties import read_properties
from tenderscan.readers.pdf.running import RunningLines, part_running_lines
from tenderscan.readers.pdf.tables import find_grids
from tenderscan.settings import Limits
from tenderscan.text import normalise

_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uefff\uf100-\uf8ff]")
_BLANKS = re.compile(r"\s+")
_FEW_CHARACTERS = 40
"""A page with no more than this and a picture over most of it is a scan with a stamp on it."""
_MOST_OF_PAGE = 0.5
_OUTLINES = 400
"""Path segments from which a page without text is not blank: its letters are drawn."""


@dataclass(frozen=True, slots=True)
class _Notice:
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _PageRead:
    """A page after the first pass: its layout, and what could not be read of it."""

    layout: PageLayout
    characters: int
    notice: _Notice | None = None


_PADDING = 6.0
"""Points between the text of a cell and its border."""
_UNREAD = PageLayout(0.0, 0.0, ())


def read_pdf(content: bytes, source: Source, limits: Limits) -> Document:
    """Read a PDF.

    Args:
        content: bytes of the file.
        source: where they came from.
        limits: what is refused.

    Raises:
        FileEmpty: there are no bytes.
        FileDamaged: pdfium cannot open it, or it has no pages.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it has more bytes, pages or characters than allowed.
    """
    if not content:
        raise FileEmpty(f"{source.name} is empty. Fetch it again from where it came.")
    if len(content) > limits.bytes:
        raise LimitExceeded(f"{source.name} has {len(content):,} bytes, allowed are {limits.bytes:,}. Split the file.")
    with raw.LOCK, _collector_at_rest(), _opened(content, source) as document:
        pages = _read_pages(document, source, limits)
        return _Writer(source, pages).write(document)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for cycles of garbage meanwhile.

    Reading makes hundreds of small objects a page and no cycles among them, but would set off searches through all the
    program holds, which with a language model loaded takes longer than reading a page.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _opened(content: bytes, source: Source) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        reason = pdfium.FPDF_GetLastError()
        if reason in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise PasswordProtected(f"{source.name} opens only with a password. Save it without one and try again.")
        raise FileDamaged(f"{source.name} is damaged or cut off: no PDF structure in it. Fetch or export it again.")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_pages(document: Any, source: Source, limits: Limits) -> list[_PageRead]:
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise FileDamaged(f"{source.name} has no page that can be found. Fetch or export it again.")
    if count > limits.pages:
        raise LimitExceeded(f"{source.name} has {count:,} pages, allowed are {limits.pages:,}. Split the file.")
    pages = []
    characters = 0
    for index in range(count):
        page = _read_page(document, index)
        characters += page.characters
        if characters > limits.characters:
            raise LimitExceeded(f"{source.name} has more than {limits.characters:,} characters. Split the file.")
        pages.append(page)
    return pages


def _read_page(document: Any, index: int) -> _PageRead:
    try:
        page = OpenPage(document, index)
    except ValueError:
        return _PageRead(_UNREAD, 0, _Notice("page-not-read", f"Page {index + 1} is damaged and was not read."))
    with page:
        ink = page.ink()
        lines = page.lines()
        owners = _find_owners(ink)
        grids = owners.grids[: owners.owning]
        gutters = find_gutters(lines)
        cells = Cells(grids, lines)
        plain = frozenset(number for number, grid in enumerate(grids) if not grid.is_single_column)
        parts = arrange(cut(page, lines, cells, gutters, plain), grids, gutters)
        others = enumerate(owners.grids[owners.owning :], owners.owning)
        covers = [*cells.covers, *(cell for number, grid in others for cell in all_covers(number, grid))]
        layout = PageLayout(page.width, page.height, *with_covers(parts, owners, covered(page, lines, covers)))
        return _PageRead(layout, len(page.text), _unusable(page, ink, index + 1))


def _find_owners(ink: Ink) -> Owners:
    grids = find_grids(ink.rules + ink.paint)
    return choose_owners(grids, find_grids(ink.rules) if ink.paint and grids else grids)


def _unusable(page: OpenPage, ink: Ink, number: int) -> _Notice | None:
    """Why the text of a page is not what the page shows, if so."""
    text = _BLANKS.sub("", page.text) if len(page.text) < 1_000 else page.text
    covered = ink.largest_picture >= _MOST_OF_PAGE * page.width * page.height
    if (not text and (ink.pictures or ink.segments > _OUTLINES)) or (len(text) <= _FEW_CHARACTERS and covered):
        return _Notice("page-without-text", f"Page {number} is a picture (a scan) without text; it was not read.")
    if len(text) > 20 and 3 * len(_RUBBISH.findall(text)) > len(text):
        return _Notice(
            "text-layer-unusable", f"The text of page {number} has no readable characters, whatever the page shows."
        )
    return None


class _Writer:
    """Second pass: writes the pages of one document into the assembler."""

    def __init__(self, source: Source, pages: Sequence[_PageRead]) -> None:
        self._assembler = Assembler(source)
        self._pages = pages
        self._parted = part_running_lines([page.layout for page in pages])
        self._style: Style = style_of(parted.body for parted in self._parted)
        self._mender = Mender(())

    def write(self, document: Any) -> Document:
        bodies = [self._paragraphs(parted.body) for parted in self._parted]
        self._mender = Mender(_texts(bodies))
        for number, (page, parted, body) in enumerate(zip(self._pages, self._parted, bodies, strict=True), 1):
            self._page(number, page, parted, body)
        first = [block for block in bodies[0] if isinstance(block, Paragraph)]
        properties: Properties = read_properties(document, first)
        return self._assembler.finish(properties)

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

    def _page(self, number: int, page: _PageRead, parted: RunningLines, body: "list[Paragraph | _Table]") -> None:
        self._assembler.begin_page(number, readable=page.notice is None)
        if page.notice:
            self._assembler.notice(page.notice.code, page.notice.message, number)
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
        for grid in parted.body.highlights:
            self._add_highlight(grid, start)

    def _add_table(self, block: "_Table") -> None:
        start = self._assembler.length
        if block.frames:
            rows = self._add_frames(block.frames)
            if block.reported:
                self._mark(rows, self._covered(block.covers, start))
            return
        texts = [[self._mender.mend(cell).replace("\n", " ") for cell in row] for row in block.rows]
        table = self._assembler.add_table(texts, blank_rows=True, keep=block.reported)
        if table and block.covers and block.reported:
            self._assembler.point_cells(table, self._covered(block.covers, start))

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

    def _add_highlight(self, grid: FilledGrid, page_start: int) -> None:
        """Report a table that lies over text which is written already."""
        nothing = Span(page_start, page_start)
        self._mark([[nothing] * len(row) for row in grid.rows], self._covered(grid.covers, page_start))

    def _mark(self, rows: list[list[Span]], covered: dict[tuple[int, int], Span]) -> None:
        for (row, column), span in covered.items():
            rows[row][column] = span
        if any(len(span) for row in rows for span in row):
            self._assembler.mark_table(rows)

    def _covered(self, covers: Sequence[tuple[int, int, str]], start: int) -> dict[tuple[int, int], Span]:
        """Where the texts of covers were written since `start`, by row and column."""
        if not covers:
            return {}
        written = _Written(self._assembler.text_since(start))
        found: dict[tuple[int, int], Span] = {}
        place = 0
        for row, column, cover in sorted(covers, key=itemgetter(0, 1)):
            # in the order of the text, so that of words that stand there often each cell gets its own
            words = normalise(self._mender.mend(cover)).split()
            span = written.find(words, place) or written.find(words, 0) if words else None
            if span:
                place = span.start
                found[row, column] = Span(span.start + start, span.end + start)
        return found

    def _add(self, paragraph: Paragraph) -> Span | None:
        text = self._mender.mend(paragraph.text).replace("\n", " ")
        return self._assembler.add(paragraph.kind, text, level=paragraph.level)


class _Written:
    """A text that was written, in which the texts of covers are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text

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
