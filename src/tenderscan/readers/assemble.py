"""Putting a document together: the one place where offsets are made."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tenderscan.document import (
    Block,
    BlockKind,
    CellRows,
    Document,
    Field,
    FieldValue,
    Notice,
    Page,
    Properties,
    Source,
    Span,
    Table,
)
from tenderscan.readers import effort
from tenderscan.text import normalise

CELL_BREAK = "\t"
"""Stands between the cells of a row, so that a row is one line of text."""
_FOLDED = re.compile("[\u2011\ufb00-\ufb04]")
"""Printable characters that `normalise` replaces."""
PAGE_BREAK = "\f"
"""Inside text handed to the assembler: a page begins here. It does not reach the document's text."""
_TURN = re.compile(f"[ \n]*{PAGE_BREAK}[ \n{PAGE_BREAK}]*")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that has not been written yet.

    Attributes:
        rows: cells from top left; rows may differ in length.
    """

    rows: "tuple[tuple[Cell, ...], ...]"


class _PageStart(NamedTuple):
    """A page whose end is not known yet; the rest as in `document.Page`."""

    number: int
    start: int
    readable: bool
    label: str | None
    confidence: float | None


Cell = str | tuple[str | Grid, ...]
"""What stands in a cell: text, or paragraphs and nested tables in order."""


class Assembler:
    """Collects blocks and tables in reading order and hands out spans into the growing text.

    Blocks stand on lines of their own. A block that is empty after normalising is left out.
    """

    def __init__(self, source: Source) -> None:
        """Begin an empty document for `source`."""
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._notices: list[Notice] = []
        self._fields: list[Field] = []
        self._page_starts: list[_PageStart] = []

    @property
    def page_number(self) -> int | None:
        """Number of the page being written, None before the first."""
        return self._page_starts[-1].number if self._page_starts else None

    @property
    def length(self) -> int:
        """Characters written so far."""
        return self._length

    def begin_page(
        self, number: int, *, readable: bool = True, label: str | None = None, confidence: float | None = None
    ) -> None:
        """What is added from now on stands on page `number` (1-based); the rest as in `document.Page`."""
        effort.check()
        self._page_starts.append(_PageStart(number, self._length, readable, label, confidence))

    def add(self, kind: BlockKind, raw: str, *, level: int = 0) -> Span | None:
        """Add one block; None where nothing of it is left after normalising."""
        effort.check()
        text = self._tidied(raw)
        body = text.rstrip(PAGE_BREAK)
        if not body:
            self._turn_pages(text)
            return None
        span = self._write(body)
        self._put("\n")
        self._blocks.append(Block(kind, span, level))
        if len(body) < len(text):
            self._turn_pages(text[len(body) :])
        return span

    def add_table(self, rows: Sequence[Sequence[Cell]], *, blank_rows: bool = False, keep: bool = True) -> Table | None:
        """Add a table, one ROW block a row; rows are padded to equal length and rows without text are left out.

        A nested table becomes a table of its own behind the outer one; its text lies inside the outer cell, a line a
        row, and makes no blocks. With `blank_rows` rows without text stay in the table, as empty spans and no blocks,
        as long as any row has text. Without `keep` only the rows are written, and no table is remembered.
        """
        width = max((len(row) for row in rows), default=0)
        place = len(self._tables)
        spans: list[tuple[Span, ...]] = []
        written = False
        for row in rows:
            cells = [self._tidied(cell) if isinstance(cell, str) else _settled(cell, self._tidied) for cell in row]
            if any(_has_text(cell) for cell in cells):
                spans.append(self._write_row(cells + [""] * (width - len(cells))))
                written = True
            elif blank_rows:
                point = spans[-1][-1].end if spans else self._length
                spans.append((Span(point, point),) * width)
            else:
                self._turn_pages("".join(cell for cell in cells if isinstance(cell, str)))
        return self._keep_table(spans, place) if written and keep else None

    def add_cells(
        self, rows: Iterable[Sequence[str]], *, width: int, cell: str, kind: BlockKind = BlockKind.ROW
    ) -> Table | None:
        """Add a table of a spreadsheet from an iterator, without holding its rows: a row becomes one line at once.

        Args:
            rows: cells that have gone through `tidied`; those missing on the right of a row are empty.
            width: cells in every row of the table.
            cell: reference of the first cell.
            kind: of the blocks; a row without text makes none, but stays in the table.
        """
        edges = array("I")
        first, end = self._length, -1
        for row in rows:
            effort.check()
            start = position = self._length if row else max(end, first)
            for text in row:
                edges.append(position)
                position += len(text)
                edges.append(position)
                position += len(CELL_BREAK)
            if row:
                end = position - len(CELL_BREAK)
                self._parts.append(CELL_BREAK.join(row) + "\n")
                self._length = end + 1
                self._blocks.append(Block(kind, Span(start, end)))
            edges.extend((end if row else start,) * (2 * (width - len(row))))
        if end < 0:
            return None
        table = Table(self._page_at(first), Span(first, end), CellRows(edges, width), cell)
        self._tables.append(table)
        return table

    def mark_table(self, rows: Sequence[Sequence[Span]]) -> Table | None:
        """Declare what has been added as blocks to be a table too.

        Args:
            rows: spans of the cells, equally many in all rows, some of them not empty.
        """
        filled = [span for row in rows for span in row if len(span)]
        whole = Span(min(span.start for span in filled), max(span.end for span in filled))
        place = len(self._tables)
        while place and self._tables[place - 1].span.start > whole.start:
            place -= 1
        # an empty cell may have been given any place: it lies in the table all the same
        edge = {True: Span(whole.start, whole.start), False: Span(whole.end, whole.end)}
        spans = [
            tuple(cell if whole.contains(cell) else edge[cell.start < whole.start] for cell in row) for row in rows
        ]
        return self._keep_table(spans, place, whole)

    def point_cells(self, table: Table, cells: Mapping[tuple[int, int], Span]) -> None:
        """Let cells of a table that is written, by row and column (0-based), stand for text that stands elsewhere."""
        rows = [list(row) for row in table.rows]
        for (row, column), span in cells.items():
            rows[row][column] = span
        self._tables[self._tables.index(table)] = replace(table, rows=CellRows.of(rows))

    def text_since(self, start: int) -> str:
        """What has been written behind `start`."""
        position = self._length
        parts: list[str] = []
        for part in reversed(self._parts):
            if position <= start:
                break
            parts.append(part)
            position -= len(part)
        return "".join(reversed(parts))[start - position if start > position else 0 :]

    def field(self, label: str, value: Mapping[str, FieldValue], span: Span, path: str) -> None:
        """What a structured document states outright, as in `document.Field`; its text is written already."""
        self._fields.append(Field(label, tuple(value.items()), span, path))

    def notice(self, code: str, message: str, page: int | None = None) -> None:
        """Tell whoever uses the document something about it."""
        self._notices.append(Notice(code, message, page))

    def finish(self, properties: Properties) -> Document:
        """The document; the assembler is used up."""
        text = "".join(self._parts).rstrip("\n")
        self._parts.clear()  # a large sheet would be held twice
        return Document(
            source=self._source,
            text=text,
            pages=self._pages(len(text)),
            blocks=tuple(self._blocks),
            tables=tuple(self._tables),
            properties=properties,
            notices=tuple(self._notices),
            fields=tuple(self._fields),
        )

    def _tidied(self, raw: str) -> str:
        """Normalised text; where no page has begun, a form feed is one of the file's own characters and ends a line."""
        return _tidied(raw if self._page_starts else raw.replace(PAGE_BREAK, "\n"))

    def _write_row(self, cells: Sequence[Cell]) -> tuple[Span, ...]:
        effort.check()
        spans = self._write_cells(cells)
        self._put("\n")
        self._blocks.append(Block(BlockKind.ROW, Span(spans[0].start, spans[-1].end)))
        return spans

    def _write_cells(self, cells: Sequence[Cell]) -> tuple[Span, ...]:
        spans = []
        for position, cell in enumerate(cells):
            if position:
                self._put(CELL_BREAK)
            spans.append(self._write(cell) if isinstance(cell, str) else self._write_parts(cell))
        return tuple(spans)

    def _write_parts(self, parts: Sequence[str | Grid]) -> Span:
        """Write paragraphs and nested tables of one cell."""
        start = self._length
        for position, part in enumerate(parts):
            if position:
                self._put("\n")
            if isinstance(part, str):
                self._write(part)
            else:
                self._write_nested(part)
        return Span(start, self._length)

    def _write_nested(self, grid: Grid) -> None:
        width = max(len(row) for row in grid.rows)
        place = len(self._tables)
        spans: list[tuple[Span, ...]] = []
        for row in grid.rows:
            if spans:
                self._put("\n")
            spans.append(self._write_cells([*row, *[""] * (width - len(row))]))
        self._keep_table(spans, place)

    def _keep_table(self, spans: Sequence[tuple[Span, ...]], place: int, whole: Span | None = None) -> Table | None:
        """Remember a table that is written, at `place` so that it stands before those nested in it."""
        if not spans:
            return None
        span = whole or Span(spans[0][0].start, spans[-1][-1].end)
        table = Table(self._page_at(span.start), span, CellRows.of(spans))
        self._tables.insert(place, table)
        return table

    def _page_at(self, offset: int) -> int | None:
        return next((page.number for page in reversed(self._page_starts) if page.start <= offset), None)

    def _write(self, text: str) -> Span:
        start = self._length
        if PAGE_BREAK in text:
            for position, part in enumerate(text.split(PAGE_BREAK)):
                if position:
                    self.begin_page((self.page_number or 0) + 1)
                self._put(part)
        else:
            self._put(text)
        return Span(start, self._length)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _turn_pages(self, text: str) -> None:
        for _ in range(text.count(PAGE_BREAK)):
            self.begin_page((self.page_number or 0) + 1)

    def _pages(self, length: int) -> tuple[Page, ...]:
        pages = []
        for position, page in enumerate(self._page_starts):
            last = position + 1 == len(self._page_starts)
            end = length if last else min(self._page_starts[position + 1].start, length)
            span = Span(min(page.start, length), end)
            pages.append(Page(page.number, span, page.readable, page.label, page.confidence))
        return tuple(pages)


def tidied(raw: str) -> str:
    """Normalised text of a cell in which no page can begin."""
    return _normal(raw.replace(PAGE_BREAK, " ") if PAGE_BREAK in raw else raw)


def _tidied(raw: str) -> str:
    """Normalised text, also without the page breaks in it; those at its ends have no blanks or line ends about them."""
    text = _normal(raw)
    if PAGE_BREAK not in text:
        return text
    core = text.strip(PAGE_BREAK + " \n")
    before, _, behind = text.partition(core) if core else (text, "", "")
    core = _TURN.sub(_turn, core)
    if not unicodedata.is_normalized("NFC", core.replace(PAGE_BREAK, "")):  # a page begins before a lone accent
        core, behind = normalise(core.replace(PAGE_BREAK, "")), PAGE_BREAK * core.count(PAGE_BREAK) + behind
    return PAGE_BREAK * before.count(PAGE_BREAK) + core + PAGE_BREAK * behind.count(PAGE_BREAK)


def _turn(blanks: re.Match[str]) -> str:
    """One line end or blank before page breaks in place of those on both sides of them."""
    around = blanks.group()
    return ("\n" if "\n" in around else " " if " " in around else "") + PAGE_BREAK * around.count(PAGE_BREAK)


def _normal(raw: str) -> str:
    """`normalise(raw)`, told without looking at every character where nothing is to be done, which is mostly so."""
    # "printable" leaves out line ends, control characters, and all blanks but the space
    if raw.isprintable() and "  " not in raw and (raw.isascii() or _is_plain(raw)):
        return raw.strip(" ")
    return normalise(raw)


def _is_plain(printable: str) -> bool:
    return not _FOLDED.search(printable) and unicodedata.is_normalized("NFC", printable)


def _has_text(cell: Cell) -> bool:
    return bool(cell.strip(PAGE_BREAK)) if isinstance(cell, str) else bool(cell)


def _settled(parts: Sequence[str | Grid], tidy: Callable[[str], str]) -> Cell:
    """A cell normalised, without paragraphs and nested rows that have no text; plain text where nothing is nested."""
    kept: list[str | Grid] = []
    for part in parts:
        if isinstance(part, str):
            text = tidy(part)
            kept += [text] if _has_text(text) else []
        else:
            rows = [
                tuple(_settled(cell if isinstance(cell, tuple) else (cell,), tidy) for cell in row) for row in part.rows
            ]
            rows = [row for row in rows if any(_has_text(cell) for cell in row)]
            kept += [Grid(tuple(rows))] if rows else []
    if any(isinstance(part, Grid) for part in kept):
        return tuple(kept)
    return "\n".join(part for part in kept if isinstance(part, str))


def flat_cell(cell: Cell) -> str:
    """Text of a cell where there is no room for tables."""
    if isinstance(cell, str):
        return cell
    return "\n".join(part if isinstance(part, str) else flat_grid(part) for part in cell)


def flat_grid(grid: Grid) -> str:
    """Text of a table where there is no room for tables."""
    return "\n".join(CELL_BREAK.join(map(flat_cell, row)) for row in grid.rows)
