"""Paragraphs, lists and tables of a story (body, cell, text box, header, note, slide) in reading order (5, 9, 10)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tenderscan.document import BlockKind
from tenderscan.errors import LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.assemble import PAGE_BREAK, Cell, Grid
from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.budget import Budget
from tenderscan.readers.odt.drawings import Shown, in_reading_order, shown_of
from tenderscan.readers.odt.inline import Inline, Line, Losses
from tenderscan.readers.odt.names import (
    DRAW,
    DRAWINGS,
    LIST,
    OFFICE,
    PRESENTATION,
    SOFT_BREAK,
    STYLE_NAME,
    TABLE,
    TEXT,
    H,
    P,
    is_true,
    number,
)
from tenderscan.readers.odt.numbering import Label, Numbering, Place
from tenderscan.readers.odt.package import Parsed
from tenderscan.readers.odt.styles import Style, Styles
from tenderscan.readers.odt.tables import TABLE_TAGS, Tables
from tenderscan.readers.office.headings import heading_level
from tenderscan.readers.pieces import Piece
from tenderscan.readers.xml import Element

MAX_NESTING = 25
"""Tables and text boxes within each other; real forms reach four."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What all stories of one file share.

    Attributes:
        budget: what the document may still yield.
        losses: what is not in the text.
        embedded: embedded documents by their folder.
        files: names of embedded files that become documents of their own.
        controls: what form controls show, by their id.
        page_starts: paragraphs, tables and soft page breaks at which a page begins.
        notes: notes referred to and not yet written, each with the story it belongs to.
        styles: those of parts that have been read.
    """

    budget: Budget
    losses: Losses
    embedded: dict[str, Parsed] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    controls: dict[str, str] = field(default_factory=dict)
    page_starts: frozenset[Element] = frozenset()
    notes: list[tuple[Element, "Stories"]] = field(default_factory=list)
    styles: dict[Element, Styles] = field(default_factory=dict)


@dataclass(slots=True)
class _Item:
    """An item of a list, of which the first paragraph bears the number."""

    start: int | None
    override: str | None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where in the document the walker is.

    Attributes:
        kind: kind of every paragraph, None where each has its own.
        depth: number of tables, text boxes and embedded documents around.
        place: the list around, None outside lists.
        item: the item around, None outside lists and in their headings.
        boxes: kind of paragraphs in text boxes, None where each has its own.
    """

    kind: BlockKind | None = None
    depth: int = 0
    place: Place | None = None
    item: _Item | None = None
    boxes: BlockKind | None = BlockKind.TEXT_BOX


class Stories:
    """Walks the stories of one part in the order it is called, which is the order numbers are counted in."""

    def __init__(self, reading: Reading, parsed: Parsed, part: Element | None = None) -> None:
        """Begin a part.

        Args:
            reading: what the stories of the file share.
            parsed: the document the part belongs to.
            part: root of the part, whose automatic styles hold; the content where it is not given.
        """
        self._reading = reading
        self._parsed = parsed
        root = parsed.content if part is None else part
        # an embedded document may be shown many times
        self._styles = reading.styles.get(root) or Styles(root, parsed.styles)
        reading.styles[root] = self._styles
        self._numbering = Numbering(self._styles)
        self._inline = Inline(self._styles, reading.budget, reading.losses, reading.controls, reading.page_starts)
        self._turns = ""

    @property
    def styles(self) -> Styles:
        """The styles that hold in the part."""
        return self._styles

    def anew(self) -> "Stories":
        """The same part with numbers that have not begun."""
        other = object.__new__(Stories)
        other.__dict__.update(self.__dict__)
        other._numbering = self._numbering.anew()
        return other

    def walk(
        self,
        story: Iterable[Element],
        kind: BlockKind | None = None,
        *,
        depth: int = 0,
        boxes: BlockKind | None = BlockKind.TEXT_BOX,
    ) -> Iterator[Piece | Grid]:
        """Paragraphs and tables of a story.

        Args:
            story: holds them, or is a row of elements.
            kind: of all paragraphs; None where each has its own.
            depth: number of tables and text boxes around.
            boxes: kind of paragraphs in text boxes; None where each has its own.
        """
        yield from self._walk(story, _Scope(kind, depth, boxes=boxes))

    def _walk(self, parent: Iterable[Element], scope: _Scope) -> Iterator[Piece | Grid]:
        for child in parent:
            tag = child.tag
            if tag in (P, H):
                yield from self._paragraph(child, scope)
            elif tag == LIST:
                yield from self._list(child, scope)
            elif tag in TABLE_TAGS:
                yield self._table(child, scope)
            elif tag == SOFT_BREAK:
                self._turns += self._turn(child)
            elif tag in DRAWINGS:
                yield from self._drawing(child, scope)
            elif tag in _NO_TEXT:
                self._count_left_out(child)
            else:
                yield from self._container(child, scope)

    def _container(self, element: Element, scope: _Scope) -> Iterator[Piece | Grid]:
        """What only holds paragraphs: sections, indexes, and what newer versions of the format may bring."""
        tag = element.tag
        if tag == TEXT + "section" and _is_hidden(element):
            self._reading.losses.hidden += 1
        elif tag == TEXT + "numbered-paragraph":
            yield from self._walk(element, replace(scope, place=self._numbering.alone(element), item=_item(element)))
        elif tag == TEXT + "index-body":
            yield from self._walk(element, replace(scope, kind=scope.kind or BlockKind.PARAGRAPH))
        elif isinstance(tag, str):
            if tag == TEXT + "section" and not len(element.xpath("*[not(self::*[local-name()='section-source'])]")):
                self._reading.losses.unread.append("a section of another document")
            yield from self._walk(element, scope)

    def _list(self, list_: Element, scope: _Scope) -> Iterator[Piece | Grid]:
        place = self._numbering.enter(list_, scope.place)
        for child in list_:
            item = _item(child) if child.tag == TEXT + "list-item" else None
            yield from self._walk(child, replace(scope, place=place, item=item))

    def _paragraph(self, paragraph: Element, scope: _Scope) -> Iterator[Piece | Grid]:
        style = self._styles.paragraph(paragraph.get(STYLE_NAME))
        line = self._inline.line(paragraph, style)
        turn = self._turn(paragraph)
        if line.gone:
            self._reading.losses.hidden += 1
            return
        hidden = bool(style.hidden) and not line.text.strip()
        label = None if hidden else self._label(paragraph, style, line, scope)
        if label is not None:
            self._reading.budget.spend(label.text)
        self._reading.notes.extend((note, self) for note in line.notes)
        yield _piece(line, label, _level(paragraph, style), style, turn, scope)
        yield from self._anchored(line.drawings, scope)

    def _label(self, paragraph: Element, style: Style, line: Line, scope: _Scope) -> Label | None:
        label = None
        item = scope.item
        if scope.place is not None:
            if item is None or item.numbered:
                return None
            item.numbered = True
            place = replace(scope.place, style=item.override) if item.override else scope.place
            label = self._numbering.label(place, item.start, style.list_style)
        elif paragraph.tag == H and style.list_style != "":
            label = self._numbering.heading(paragraph, number(paragraph.get(TEXT + "outline-level")) or 1)
        return None if label is not None and label.bullet and not line.text.strip() else label

    def _anchored(self, drawings: list[Element], scope: _Scope) -> Iterator[Piece | Grid]:
        """Text boxes and other drawings of a paragraph, behind it."""
        for drawing in drawings:
            yield from self._drawing(drawing, scope)

    def _drawing(self, drawing: Element, scope: _Scope) -> Iterator[Piece | Grid]:
        effort.check()
        within = _Scope(scope.kind or scope.boxes, self._deeper(scope), boxes=scope.boxes)
        if drawing.tag == DRAW + "control":
            shown = self._reading.controls.get(drawing.get(DRAW + "control", ""), "")
            yield Piece(within.kind or BlockKind.PARAGRAPH, self._reading.budget.spend(shown))
        elif drawing.tag in (DRAW + "g", DRAW + "a"):
            for inner in in_reading_order([child for child in drawing if child.tag in DRAWINGS]):
                yield from self._drawing(inner, within)
        else:
            yield from self._shown(shown_of(drawing, self._parsed, self._reading.embedded), within)

    def _shown(self, shown: Shown, scope: _Scope) -> Iterator[Piece | Grid]:
        losses = self._reading.losses
        if shown.file is not None:
            if shown.file in self._reading.files:
                losses.objects += 1
            else:
                losses.unread.append("an embedded or linked object")
        elif shown.document is not None:
            body = shown.document.body
            if body is not None:
                yield from Stories(self._reading, shown.document).walk(body, scope.kind, depth=scope.depth)
        elif shown.text:
            yield Piece(scope.kind or BlockKind.PARAGRAPH, self._reading.budget.spend(shown.text))
        else:
            yield from self._walk(shown.story, scope)

    def _deeper(self, scope: _Scope) -> int:
        if scope.depth >= MAX_NESTING:
            raise LimitExceeded(
                f"{self._reading.budget.name} holds tables or text boxes within each other more than {MAX_NESTING} "
                "deep. Take them apart."
            )
        return scope.depth + 1

    def _table(self, table: Element, scope: _Scope) -> Grid:
        within = _Scope(scope.kind, self._deeper(scope), boxes=scope.boxes)
        tables = Tables(lambda cell: self._cell(cell, within), self._turn, self._reading.budget, self._reading.losses)
        return tables.grid(table)

    def _cell(self, cell: Element, scope: _Scope) -> Cell:
        pieces = self._walk(cell, scope)
        parts = tuple(part for piece in pieces if (part := piece if isinstance(piece, Grid) else piece.text))
        texts = [part for part in parts if isinstance(part, str)]
        return "\n".join(texts) if len(texts) == len(parts) else parts

    def _turn(self, element: Element | None) -> str:
        """Page breaks due at an element, those before it included."""
        turns, self._turns = self._turns, ""
        return turns + (PAGE_BREAK if element in self._reading.page_starts else "")

    def _count_left_out(self, element: Element) -> None:
        if element.tag == OFFICE + "annotation":
            self._reading.losses.comments += 1


_NO_TEXT = frozenset(
    {
        OFFICE + "forms",
        OFFICE + "annotation",
        OFFICE + "annotation-end",
        TEXT + "tracked-changes",
        PRESENTATION + "notes",
        TABLE + "tracked-changes",
        TABLE + "content-validations",
    }
)


def _item(element: Element) -> _Item:
    return _Item(number(element.get(TEXT + "start-value")), element.get(TEXT + "style-override"))


def _is_hidden(section: Element) -> bool:
    """Whether a section is not shown; where it depends on a condition, the file says how that came out (5.4)."""
    display = section.get(TEXT + "display", "true")
    return display == "none" or (display == "condition" and is_true(section, TEXT + "is-hidden"))


def _level(paragraph: Element, style: Style) -> int | None:
    """1-based outline level, None for text that is no heading by its mark-up."""
    if paragraph.tag == H:
        return number(paragraph.get(TEXT + "outline-level")) or 1
    return style.outline


def _piece(line: Line, label: Label | None, level: int | None, style: Style, turn: str, scope: _Scope) -> Piece:
    text = turn + (label.text if label else "") + boxes_as_text(line.text)
    if scope.kind is not None:
        return Piece(scope.kind, text)
    bold = line.bold >= line.shown > 0 and not (label and label.bullet)
    heading = heading_level(line.text, level, title=style.title, bold=bold)
    if heading is not None:
        return Piece(BlockKind.HEADING, text, heading, style.title)
    if label is not None and label.text:
        return Piece(BlockKind.LIST_ITEM, text, label.level)
    return Piece(BlockKind.PARAGRAPH, text)
