"""The text of one paragraph as a reader of the printed page sees it: fields, notes, hidden text, form fields (6, 7)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tenderscan.errors import LimitExceeded
from tenderscan.readers.assemble import PAGE_BREAK
from tenderscan.readers.budget import Budget
from tenderscan.readers.odt.forms import field_mark, tick
from tenderscan.readers.odt.names import (
    DRAW,
    DRAWINGS,
    EXTENSION,
    FIELD,
    OFFICE,
    PRESENTATION,
    SOFT_BREAK,
    STYLE_NAME,
    TEXT,
    is_true,
)
from tenderscan.readers.odt.styles import PLAIN, Style, Styles
from tenderscan.readers.office.symbols import is_symbol_font, unfold
from tenderscan.readers.xml import Element

_BLANKS = re.compile(r"[ \t\r\n]+")
MAX_SPANS = 100
"""Spans within spans; converters of bad HTML reach a dozen."""


@dataclass(slots=True)
class Losses:
    """What is not in the text although it is in the file.

    Attributes:
        hidden: pieces of hidden text.
        comments: in the margin.
        objects: embedded objects that are files of another format, of which only the picture is shown.
        unread: embedded or linked parts that cannot be read, in plain words.
        repeats: whether rows or cells that are repeated very often were left out.
    """

    hidden: int = 0
    comments: int = 0
    objects: int = 0
    unread: list[str] = field(default_factory=list)
    repeats: bool = False


@dataclass(slots=True)
class Line:
    """What stands in one paragraph; filled while it is walked.

    Attributes:
        parts: pieces of its text.
        drawings: frames and shapes anchored in it.
        notes: footnotes and endnotes it refers to, as `text:note`.
        bold: number of characters in bold.
        shown: number of characters.
        gone: whether a field says that the whole paragraph is hidden.
    """

    parts: list[str] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    bold: int = 0
    shown: int = 0
    gone: bool = False

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Look:
    """What of the look of a span matters here."""

    hidden: bool = False
    bold: bool = False
    font: str | None = None


class Inline:
    """Reads the paragraphs of one part of a document."""

    def __init__(
        self,
        styles: Styles,
        budget: Budget,
        losses: Losses,
        controls: Mapping[str, str],
        page_starts: frozenset[Element],
    ) -> None:
        """Begin a part.

        Args:
            styles: for what spans inherit.
            budget: what the document may still yield.
            losses: where it is counted what is left out.
            controls: what form controls show, by their id.
            page_starts: soft page breaks at which a page begins.
        """
        self._styles = styles
        self._budget = budget
        self._losses = losses
        self._controls = controls
        self._page_starts = page_starts
        self._looks: dict[tuple[_Look, str], _Look] = {}

    def line(self, paragraph: Element, style: Style) -> Line:
        """The text of a paragraph, and what is anchored in it."""
        line = Line()
        self._walk(paragraph, line, _Look(bool(style.hidden), bool(style.bold), style.font), 0)
        return line

    def _walk(self, parent: Element, line: Line, look: _Look, depth: int) -> None:
        if depth > MAX_SPANS:
            raise LimitExceeded(
                f"{self._budget.name} holds spans of text within spans more than {MAX_SPANS} deep. Save it anew."
            )
        if parent.text:
            self._show(parent.text, line, look)
        for child in parent:
            self._child(child, line, look, depth + 1)
            if child.tail:
                self._show(child.tail, line, look)

    def _child(self, child: Element, line: Line, look: _Look, depth: int) -> None:
        tag = child.tag
        if tag in _SPANS:
            named = child.get(STYLE_NAME)
            self._walk(child, line, self._look(look, named) if named else look, depth)
        elif tag in _SIGNS:
            self._sign(_SIGNS[tag], line, look)
        elif tag in DRAWINGS:
            self._drawing(child, line, look)
        elif tag in _SPECIAL:
            _SPECIAL[tag](self, child, line, look)
        elif tag not in _LEFT_OUT and isinstance(tag, str):
            # fields, links to other places, text of meta data: what they hold is what they show
            self._walk(child, line, look, depth)

    def _show(self, text: str, line: Line, look: _Look) -> None:
        """Text as stored, in which any run of blanks is one (6.1.2)."""
        if "\n" in text or "\t" in text or "\r" in text:
            text = _BLANKS.sub(" ", text)
        blank = text.isspace()
        if look.hidden:
            self._losses.hidden += not blank
            return
        if not text.isascii() or (look.font is not None and is_symbol_font(look.font)):
            text = unfold(text, look.font)
        line.parts.append(self._budget.spend(text))
        if not blank:
            line.shown += len(text)
            line.bold += len(text) if look.bold else 0

    def _sign(self, sign: str, line: Line, look: _Look) -> None:
        if not look.hidden:
            line.parts.append(self._budget.spend(sign))

    def _look(self, around: _Look, name: str) -> _Look:
        """Look of a span; remembered, because every word may have a span of its own."""
        known = self._looks.get((around, name))
        if known is None:
            style = self._styles.span(name)
            known = around
            if style is not PLAIN:
                hidden = around.hidden if style.hidden is None else style.hidden
                bold = around.bold if style.bold is None else style.bold
                known = _Look(hidden, bold, style.font or around.font)
            self._looks[around, name] = known
        return known

    def _drawing(self, drawing: Element, line: Line, look: _Look) -> None:
        if look.hidden:
            self._losses.hidden += 1
        elif drawing.tag == DRAW + "control":
            # A control is part of its sentence; another drawing may lie anywhere about it.
            shown = self._controls.get(drawing.get(DRAW + "control", ""), "")
            line.parts.append(self._budget.spend(f" {shown} " if shown else ""))
        else:
            line.drawings.append(drawing)

    def _soft_break(self, element: Element, line: Line, _: _Look) -> None:
        if element in self._page_starts:
            line.parts.append(PAGE_BREAK)

    def _note(self, note: Element, line: Line, look: _Look) -> None:
        if look.hidden:
            self._losses.hidden += 1
            return
        mark = note_mark(note)
        # In brackets, because there is no superscript here: £5,000 with note 1 must not become £5,0001.
        line.parts.append(self._budget.spend(f"[{mark}]" if mark else ""))
        line.notes.append(note)

    def _comment(self, _: Element, __: Line, ___: _Look) -> None:
        self._losses.comments += 1

    def _hidden_text(self, element: Element, line: Line, look: _Look) -> None:
        """A text that is shown or not by a condition: the file says how that came out (7.7.4)."""
        if element.get(TEXT + "is-hidden", "true") == "true":
            self._losses.hidden += bool(element.get(TEXT + "string-value"))
        else:
            self._show(element.get(TEXT + "string-value", ""), line, look)

    def _hidden_paragraph(self, element: Element, line: Line, _: _Look) -> None:
        line.gone = line.gone or is_true(element, TEXT + "is-hidden")

    def _variable(self, element: Element, line: Line, look: _Look) -> None:
        if element.get(TEXT + "display") != "none":
            self._walk(element, line, look, 1)

    def _choice(self, element: Element, line: Line, look: _Look) -> None:
        """A drop-down field: its entries are listed, and the chosen one is the text that follows them (7.7.8)."""
        shown = "".join(child.tail or "" for child in element).strip()
        marked = (entry for entry in element if is_true(entry, TEXT + "current-selected"))
        chosen = next(marked, None)
        self._show(shown or ("" if chosen is None else chosen.get(TEXT + "value", "")), line, look)

    def _content_control(self, element: Element, line: Line, look: _Look) -> None:
        if is_true(element, EXTENSION + "checkbox"):
            self._show(tick(is_true(element, EXTENSION + "checked")), line, look)
        else:
            self._walk(element, line, look, 1)

    def _field_mark(self, element: Element, line: Line, look: _Look) -> None:
        self._show(field_mark(element), line, look)


def note_mark(note: Element) -> str:
    """Number or sign of a note, as it stands in the text."""
    citation = note.find(TEXT + "note-citation")
    return "" if citation is None else "".join(citation.itertext()).strip()


_Special = Callable[[Inline, Element, Line, _Look], None]
_SPANS = frozenset({TEXT + "span", TEXT + "a", TEXT + "ruby", TEXT + "ruby-base", TEXT + "meta"})
_SIGNS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_LEFT_OUT = frozenset(
    {
        TEXT + "number",  # of a heading or item, computed here or taken by the story
        TEXT + "ruby-text",
        TEXT + "script",
        OFFICE + "event-listeners",
        OFFICE + "annotation-end",
        *(TEXT + mark for mark in ("bookmark", "bookmark-start", "bookmark-end")),
        *(TEXT + mark for mark in ("change", "change-start", "change-end")),
        *(PRESENTATION + name for name in ("header", "footer", "date-time")),
    }
)
_SPECIAL: dict[str, _Special] = {
    SOFT_BREAK: Inline._soft_break,
    TEXT + "note": Inline._note,
    OFFICE + "annotation": Inline._comment,
    TEXT + "hidden-text": Inline._hidden_text,
    TEXT + "hidden-paragraph": Inline._hidden_paragraph,
    TEXT + "variable-set": Inline._variable,
    TEXT + "drop-down": Inline._choice,
    EXTENSION + "content-control": Inline._content_control,
    FIELD + "fieldmark": Inline._field_mark,
}
