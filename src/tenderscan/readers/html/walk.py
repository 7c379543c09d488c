"""Paragraphs, lists and tables of a web page in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.document import BlockKind
from tenderscan.readers import effort
from tenderscan.readers.assemble import Cell, Grid
from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.budget import Budget
from tenderscan.readers.html.inline import Line, form_value
from tenderscan.readers.html.lists import Lists
from tenderscan.readers.html.names import (
    BLOCKS,
    FRAMES,
    HEADINGS,
    LISTS,
    PREFORMATTED,
    SAID_WHERE_UNSHOWN,
    TABLE,
    UNSHOWN,
    is_hidden,
    number,
)
from tenderscan.readers.html.tables import hidden_parts, is_data, read_table, stray_text
from tenderscan.readers.pieces import Piece, Rows
from tenderscan.readers.xml import Element

MAX_NESTING = 20
"""Tables within tables that are kept as tables; what lies deeper is read as paragraphs."""
_ATTACHED = "cid:"
"""What the address of a picture begins with that came with a message (RFC 2392)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a page is not in its text.

    Attributes:
        hidden: elements with text that the page hides.
        frames: other files that the page shows.
        pictures: images, other than those that come with the message whose text the page is.
        headings: texts of the outermost headings, for a title.
    """

    hidden: int = 0
    frames: int = 0
    pictures: int = 0
    headings: tuple[str, ...] = ()


class _Scope:
    """Where in the page the walker is.

    Attributes:
        line: what has been collected of the paragraph that is being read.
        lists: the lists that are open.
        heading: level of the heading that is open, 0 outside.
        kept: number of elements open in which line ends count.
        depth: number of tables around.
    """

    __slots__ = ("depth", "heading", "kept", "line", "lists")

    def __init__(self, depth: int) -> None:
        self.line = Line()
        self.lists = Lists()
        self.heading = 0
        self.kept = 0
        self.depth = depth


class Walker:
    """Walks one page; elements that lie in each other cost it no recursion, other than tables."""

    def __init__(self, budget: Budget) -> None:
        """Begin a page.

        Args:
            budget: what the document may still yield.
        """
        self._budget = budget
        self._hidden = self._frames = self._pictures = 0
        self._headings: list[str] = []

    @property
    def seen(self) -> Seen:
        """What is not in the text of the pieces handed out so far."""
        return Seen(self._hidden, self._frames, self._pictures, tuple(self._headings))

    def walk(self, root: Element, depth: int = 0) -> Iterator[Piece | Rows]:
        """The pieces of the content of `root`, which lies in `depth` tables."""
        scope = _Scope(depth)
        yield from self._open(root, scope)
        around = [(root, iter(root))]
        while around:
            effort.check()
            parent, children = around[-1]
            child = next(children, None)
            if child is None:
                around.pop()
                yield from self._close(parent, scope)
                if around:
                    self._add(parent.tail, scope)
            elif (taken := self._taken_whole(child, scope)) is not None:
                yield from taken
                self._add(child.tail, scope)
            else:
                yield from self._open(child, scope)
                around.append((child, iter(child)))
        yield from self._flush(scope)

    def _add(self, text: str | None, scope: _Scope) -> None:
        if text:
            scope.line.add(self._budget.spend(text), kept_as_is=scope.kept > 0)

    def _taken_whole(self, element: Element, scope: _Scope) -> Iterator[Piece | Rows] | None:
        """The pieces of an element into which the walk need not go; None for all others."""
        tag = element.tag
        if tag in UNSHOWN or is_hidden(element):
            if tag in SAID_WHERE_UNSHOWN or tag not in UNSHOWN:
                self._hidden += _has_text(element)
            return iter(())
        if tag in ("input", "select"):
            value = form_value(element)
            if value:
                scope.line.add(self._budget.spend(value))
            return iter(())
        if tag in FRAMES and tag != "object":
            self._frames += bool(element.get("src") or element.get("srcdoc") or element.get("code"))
            return iter(())
        if tag == TABLE and scope.depth < MAX_NESTING and is_data(element):
            return self._table(element, scope)
        return None

    def _open(self, element: Element, scope: _Scope) -> Iterator[Piece | Rows]:
        tag = element.tag
        if tag in BLOCKS:
            yield from self._flush(scope)
            if tag in LISTS:
                scope.lists.open(element)
            elif tag == "li":
                scope.lists.item(element)
            scope.heading = _heading_level(element) or scope.heading
        elif tag == "br":
            scope.line.turn()
        elif tag == "img":
            self._pictures += not element.get("src", "").strip().lower().startswith(_ATTACHED)
        elif tag == "object":
            self._frames += bool(element.get("data"))
        elif tag == "q":
            scope.line.add("\u201c")
        scope.kept += tag in PREFORMATTED
        self._add(element.text, scope)

    def _close(self, element: Element, scope: _Scope) -> Iterator[Piece | Rows]:
        tag = element.tag
        scope.kept -= tag in PREFORMATTED
        if tag == "q":
            scope.line.add("\u201d")
        if tag not in BLOCKS:
            return
        yield from self._flush(scope)
        if tag in LISTS:
            scope.lists.close()
        elif tag == "li":
            scope.lists.end_item()
        elif _heading_level(element):
            scope.heading = 0

    def _flush(self, scope: _Scope) -> Iterator[Piece]:
        """The paragraph that has been collected, if there is one."""
        text = scope.line.take()
        if text is None or not text.strip():
            return
        label = scope.lists.take_label()
        if scope.heading:
            self._headings += [text] if scope.heading == 1 or not self._headings else []
            yield Piece(BlockKind.HEADING, (label or "") + text, scope.heading)
        elif label is not None:
            yield Piece(BlockKind.LIST_ITEM, label + text.lstrip(), scope.lists.depth)
        else:
            yield Piece(BlockKind.PARAGRAPH, text)

    def _table(self, element: Element, scope: _Scope) -> Iterator[Piece | Rows]:
        yield from self._flush(scope)
        for text in stray_text(element):
            yield Piece(BlockKind.PARAGRAPH, boxes_as_text(self._budget.spend(text)))
        self._hidden += sum(map(_has_text, hidden_parts(element)))
        rows = read_table(element, lambda cell: self._cell(cell, scope.depth + 1), self._budget)
        if rows:
            yield Rows(rows)

    def _cell(self, cell: Element, depth: int) -> Cell:
        if not len(cell):  # most cells hold but text
            text = cell.text
            return " ".join(boxes_as_text(self._budget.spend(text)).split()) if text else ""
        return tuple(Grid(piece.rows) if isinstance(piece, Rows) else piece.text for piece in self.walk(cell, depth))


def _heading_level(element: Element) -> int:
    """Level of a heading, 0 for all other elements."""
    if element.tag in HEADINGS:
        return HEADINGS[element.tag]
    if element.get("role") == "heading":
        return number(element.get("aria-level"), 2, 9)
    return 0


def _has_text(element: Element) -> bool:
    return any(not text.isspace() for text in element.itertext())
