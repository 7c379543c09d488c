"""What a reader makes of a file: one normalised text, and where each part of it lay.

Every offset is a half-open character span into `Document.text`, which never changes once the reader has made it.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import overload

from tenderscan.references import cell_position, cell_reference, quoted_sheet


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, 0-based: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        """Length in characters."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a reader of the page would call a piece of text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ROW = "row"
    """One row of a table; its cells stand in `Document.tables`."""
    HEADER = "header"
    """Running header of a page."""
    FOOTER = "footer"
    """Running footer of a page, the page number included."""
    NOTE = "note"
    """Footnote or endnote."""
    TEXT_BOX = "text_box"


class Confidence(StrEnum):
    """How far the words of a page can be trusted."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


_WORSE = (Confidence.GOOD, Confidence.FAIR, Confidence.POOR)
GOOD_FROM, FAIR_FROM = 0.9, 0.75
"""Mean confidence of a page's words from which it is good or fair; measured, see docs/quality.md."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        number: 1-based, counted from the first sheet, whatever is printed on it.
        span: all text of the page, running header and footer included.
        readable: False where nothing of the page could be read.
        label: what people call it: name of a sheet, title of a slide; None where it has but its number.
        confidence: 0 to 1, how sure text recognition was of its words; None where the text was not recognised from a
            picture.
    """

    number: int
    span: Span
    readable: bool = True
    label: str | None = None
    confidence: float | None = None

    @property
    def trust(self) -> "Confidence":
        """The confidence in words; text that was not recognised from a picture is what the file says."""
        if self.confidence is None or self.confidence >= GOOD_FROM:
            return Confidence.GOOD
        return Confidence.FAIR if self.confidence >= FAIR_FROM else Confidence.POOR


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row, header, footer or note.

    Attributes:
        kind: what it is.
        span: its characters; blocks never overlap and stand in reading order.
        level: of a heading or list item, 1 = outermost; 0 where unknown or without meaning.
    """

    kind: BlockKind
    span: Span
    level: int = 0


class CellRows(Sequence[tuple[Span, ...]]):
    """Rows of a table, kept as bare numbers: eight bytes a cell where two spans and a tuple take two hundred.

    To look at it is like a tuple of tuples of spans, and it equals one; the spans are made when they are asked for.
    """

    __slots__ = ("_edges", "_width")

    def __init__(self, edges: "array[int]", width: int) -> None:
        """Rows over `edges`, which is not copied and must not change any more.

        Args:
            edges: start and end of every cell, row by row from top left.
            width: cells in every row, at least one.
        """
        if width < 1 or len(edges) % (2 * width):
            raise ValueError(f"no rows of {width} cells: {len(edges)} edges")
        self._edges = edges
        self._width = width

    @classmethod
    def of(cls, rows: "Sequence[Sequence[Span]] | CellRows") -> "CellRows":
        """The same rows, compact; all are equally long."""
        if isinstance(rows, CellRows):
            return rows
        width = len(rows[0]) if rows else 1
        if any(len(row) != width for row in rows):
            raise ValueError("rows of a table differ in length")
        return cls(array("I", (edge for row in rows for cell in row for edge in (cell.start, cell.end))), width)

    @property
    def width(self) -> int:
        """Cells in every row."""
        return self._width

    @property
    def edges(self) -> "array[int]":
        """Start and end of every cell, row by row; to be read only."""
        return self._edges

    def at(self, offset: int) -> tuple[int, int] | None:
        """Row and column (0-based) of the last cell that begins at or before `offset`; rows stand in the text's order.

        None where that cell ends before `offset`.
        """
        row = bisect_right(range(len(self)), offset, key=lambda at: self._edges[2 * self._width * at]) - 1
        if row < 0:
            return None
        first = row * self._width
        column = bisect_right(range(self._width), offset, key=lambda at: self._edges[2 * (first + at)]) - 1
        return (row, column) if offset <= self._edges[2 * (first + column) + 1] else None

    def __len__(self) -> int:
        """Number of rows."""
        return len(self._edges) // (2 * self._width)

    @overload
    def __getitem__(self, index: int) -> tuple[Span, ...]: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[Span, ...], ...]: ...

    def __getitem__(self, index: int | slice) -> tuple[Span, ...] | tuple[tuple[Span, ...], ...]:
        """One row, or a tuple of some."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(len(self))[index])
        start = range(len(self))[index] * 2 * self._width
        edges = self._edges[start : start + 2 * self._width]
        return tuple(Span(edges[at], edges[at + 1]) for at in range(0, len(edges), 2))

    def __iter__(self) -> Iterator[tuple[Span, ...]]:
        """The rows from the top."""
        return (self[at] for at in range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Whether the other is the same rows, compact or as a tuple of tuples."""
        if isinstance(other, CellRows):
            return self._width == other._width and self._edges == other._edges
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        """That of the tuple of tuples it equals."""
        return hash(tuple(self))

    def __reduce__(self) -> "tuple[type[CellRows], tuple[array[int], int]]":
        """For `pickle`: the bare numbers."""
        return CellRows, (self._edges, self._width)

    def __repr__(self) -> str:
        """As the tuple of tuples it equals."""
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table.

    Attributes:
        page: 1-based, that of its first cell where it runs over several pages; None where the format has no pages or
            does not record them.
        span: from the first to the last character of the table.
        rows: cells as spans into the text, from top left; an empty cell and the covered part of a merged cell are
            empty spans. All rows are equally long.
        cell: reference of the first cell in its sheet, such as "B3"; rows and columns follow each other from there
            without gaps. None where the format has no cell references.
    """

    page: int | None
    span: Span
    rows: Sequence[tuple[Span, ...]]
    cell: str | None = None

    def cell_at(self, offset: int) -> str | None:
        """Reference of the cell at an offset into the text, such as "B7"; None outside, or without references."""
        if self.cell is None or not self.span.start <= offset <= self.span.end:
            return None
        place = CellRows.of(self.rows).at(offset)
        if place is None:
            return None
        row, column = cell_position(self.cell)
        return cell_reference(row + place[0], column + place[1])


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from.

    Attributes:
        name: file name without its folder.
        sha256: of the bytes, 64 hexadecimal digits; the identity of the document.
        size: in bytes.
        media_type: by content, such as "application/pdf".
    """

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the result must know: a page without text, a name that does not match the content.

    Attributes:
        code: short name from `docs/errors.md`, such as "page-without-text".
        message: one plain sentence.
        page: 1-based, None where it concerns the whole document.
    """

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself; each is None where it says nothing.

    Attributes:
        title: from the document properties or, failing that, the first heading.
        author: as written.
        created: ISO 8601, as precise as the file has it.
        modified: ISO 8601, as precise as the file has it.
    """

    title: str | None = None
    author: str | None = None
    created: str | None = None
    modified: str | None = None


FieldValue = str | tuple[str | dict[str, str], ...] | None
"""One value of a field: a text, several, or several numbers of registers; None where the file has none."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a structured document (a notice as JSON or XML) states in a field of its own.

    Attributes:
        label: of the finding it becomes, such as "supplier"; "label" for words that the reader put before a field's
            content to name it, in which nothing is to be found.
        value: keys and values of the finding's value, as `docs/json.md` has them for the label.
        span: where the document's text shows the field's content.
        path: of the field in the file, such as "awards/suppliers/name".
    """

    label: str
    value: tuple[tuple[str, FieldValue], ...]
    span: Span
    path: str


class Outcome(StrEnum):
    """How much of a file was read."""

    READ = "read"
    PARTLY = "partly"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Document:
    """One normalised text and where each part of it lay.

    Attributes:
        source: the file.
        text: normalised once by the reader, unchanging afterwards.
        pages: in order, without gaps between them other than line breaks; empty where the format has no pages or does
            not record them.
        blocks: in reading order.
        tables: in reading order.
        properties: what the file says about itself.
        notices: what the reader could not do.
        fields: what a structured document states outright; empty for all others.
    """

    source: Source
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    properties: Properties = field(default_factory=Properties)
    notices: tuple[Notice, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """`partly` where a notice says that something was not read."""
        return Outcome.PARTLY if any(notice.code in NOT_READ for notice in self.notices) else Outcome.READ

    @property
    def confidence(self) -> "Confidence | None":
        """How far the words can be trusted: as far as those of the worst page; None where there are no words."""
        if not self.text:
            return None
        torn = {notice.page for notice in self.notices if notice.code == "text-layer-unusable"}
        trusts = [page.trust for page in self.pages if page.readable]
        trusts += [Confidence.FAIR for page in self.pages if page.readable and page.number in torn]
        return max(trusts, default=Confidence.GOOD, key=_WORSE.index)

    @property
    def title(self) -> str:
        """Title for people: the file's own, or its name without the ending."""
        return self.properties.title or self.source.name.rsplit(".", 1)[0]

    def cell_at(self, offset: int) -> str | None:
        """Where an offset into the text stands in a spreadsheet: "'Lot 2'!B7", or "B7" where sheets have no names.

        None outside of its tables, and in documents that are no spreadsheets.
        """
        at = bisect_right(self.tables, offset, key=lambda table: table.span.start) - 1
        cell = self.tables[at].cell_at(offset) if at >= 0 else None
        if cell is None:
            return None
        number = self.tables[at].page
        label = next((page.label for page in self.pages if page.number == number), None)
        return f"{quoted_sheet(label)}!{cell}" if label else cell


NOT_READ = frozenset(
    {"page-without-text", "page-not-read", "page-poor", "part-not-read", "text-layer-unusable", "member-not-read"}
    | {"not-calculated", "not-read-again"}
)
"""Codes of notices that mean: some of the content is missing from the text."""
