"""What a sample document is made of, before it becomes a PDF or a Word file."""

from dataclasses import dataclass, field

DASH = " \N{EN DASH} "
"""Between the parts of a running header or footer."""
NOTICE = "Sample document written for tenderscan. All names are invented."
"""Stands in the footer of every page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one appearance.

    Attributes:
        text: the characters; a line feed is a forced line break.
        bold: set in bold.
        change: "ins" or "del" for a tracked change, otherwise empty.
        control: stands in a content control (Word only).
        note: a footnote hangs here; `text` is empty then.
        marked: covered by a mark of money, or of what is none, so that it counts as accounted for.
    """

    text: str
    bold: bool = False
    change: str = ""
    control: bool = False
    note: "tuple[Run, ...]" = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something the tagger is expected to find.

    Attributes:
        tag: "m" money, "n" not a value, "s" social value, "d" date.
        text: the quote.
        args: what the author says about it, such as ("contract_value", "excl").
    """

    tag: str
    text: str
    args: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's content."""

    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """What a reader of the page sees, footnotes left out."""
        return "".join(run.text for run in self.runs if run.change != "del")

    @property
    def notes(self) -> tuple[tuple[Run, ...], ...]:
        """Footnotes that hang on this line."""
        return tuple(run.note for run in self.runs if run.note)


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, clause, bullet or paragraph.

    Attributes:
        kind: "heading", "clause", "bullet", "para", "right" or "small".
        line: its content.
        level: 1 = outermost.
        number: "12.3" of a clause, empty otherwise.
        restart: the numbering begins anew here.
    """

    kind: str
    line: Line
    level: int = 1
    number: str = ""
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `span` columns wide, holding a line or another table."""

    line: Line
    span: int = 1
    inner: "Table | None" = None


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `widths` are relative, the first row is a heading unless `plain`."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A framed text box beside the flow of the text."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled form field: a content control in Word."""

    label: str
    value: Line
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is only an image of these lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: number and text of each clause heading."""

    entries: tuple[tuple[str, str], ...]


Block = Text | Table | Box | Field | Scan | PageBreak | Contents


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation of a pack.

    Attributes:
        name: legal name.
        number: company number as printed; empty where none is.
        short: trading name used in running text; empty where none is.
    """

    name: str
    number: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Typography of a council: `font` is "sans", "serif" or "embedded", `colour` a hex triplet without "#"."""

    font: str
    colour: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One document to build.

    Attributes:
        file: path below the corpus, such as "harrowmere-grounds/01 Invitation to tender.docx".
        type: id of the document type.
        title: for the properties, the cover and the running header.
        author: who is named as author in the properties.
        layout: "report", "letter", "form" or "columns".
        header: running header.
        reference: stands in the footer.
        created: ISO date for the properties.
        letterhead: name at the head of the first page.
        look: typography.
        blocks: the content.
    """

    file: str
    type: str
    title: str
    author: str
    layout: str
    header: str
    reference: str
    created: str
    letterhead: str
    look: Look
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The documents of one procurement and the organisations that occur in them.

    Attributes:
        slug: name of its folder.
        buyer: who buys, as an officer would file the pack.
        buyers: all councils that buy, the joint ones included.
        suppliers: the tenderers, the successful one first, and sub-contractors.
        others: organisations that neither buy nor sell.
        discrepancies: what two documents say differently on purpose, with the numbers their file names begin with.
        samples: its documents.
    """

    slug: str
    buyer: str
    buyers: tuple[str, ...]
    suppliers: tuple[Party, ...]
    others: tuple[str, ...]
    discrepancies: tuple[tuple[str, tuple[str, ...]], ...]
    samples: tuple[Sample, ...] = field(default=())
