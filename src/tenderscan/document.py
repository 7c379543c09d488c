"""What a reader makes of a file: one normalised text, and where each part of it lay.

Every offset is a half-open character span into `Document.text`, which never changes once the reader has made it.
"""

from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        number: 1-based, counted from the first sheet, whatever is printed on it.
        span: all text of the page, running header and footer included.
        readable: False where the page has no usable text layer (a scan).
    """

    number: int
    span: Span
    readable: bool = True


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


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table.

    Attributes:
        page: 1-based, that of its first cell where it runs over several pages; None where the format has no pages or
            does not record them.
        span: from the first to the last character of the table.
        rows: cells as spans into the text, from top left; an empty cell and the covered part of a merged cell are
            empty spans. All rows are equally long.
    """

    page: int | None
    span: Span
    rows: tuple[tuple[Span, ...], ...]


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
    """

    source: Source
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    properties: Properties = field(default_factory=Properties)
    notices: tuple[Notice, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """`partly` where a notice says that something was not read."""
        return Outcome.PARTLY if any(notice.code in NOT_READ for notice in self.notices) else Outcome.READ

    @property
    def title(self) -> str:
        """Title for people: the file's own, or its name without the ending."""
        return self.properties.title or self.source.name.rsplit(".", 1)[0]


NOT_READ = frozenset({"page-without-text", "page-not-read", "part-not-read", "text-layer-unusable"})
"""Codes of notices that mean: some of the content is missing from the text."""
