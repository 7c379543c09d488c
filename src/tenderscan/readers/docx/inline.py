"""The text of one paragraph as a reader of the printed page sees it: fields, symbols, tracked changes, hidden text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tenderscan.readers.assemble import PAGE_BREAK
from tenderscan.readers.budget import Budget
from tenderscan.readers.docx.fields import Fields
from tenderscan.readers.docx.graphics import Graphics
from tenderscan.readers.docx.names import (
    BREAK,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    FIELD_CHARACTER,
    R_PROPERTIES,
    RENDERED_BREAK,
    TRANSPARENT,
    VAL,
    WORD,
    R,
    T,
    is_on,
)
from tenderscan.readers.docx.styles import Style, Styles
from tenderscan.readers.office.names import ALTERNATE, MATH, chosen
from tenderscan.readers.office.numerals import numeral
from tenderscan.readers.office.symbols import is_symbol_font, symbol, unfold
from tenderscan.readers.xml import Element


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to a footnote or endnote.

    Attributes:
        part: "footnotes" or "endnotes".
        id: of the note in its part.
        mark: as shown in the text, such as "1"; empty where the author typed a mark of his own.
    """

    part: str
    id: str
    mark: str


@dataclass(slots=True)
class Line:
    """What stands in one paragraph; filled while its runs are walked.

    Attributes:
        parts: pieces of its text.
        boxes: text boxes anchored in it, as `w:txbxContent`.
        graphics: texts of diagrams, charts and lettering anchored in it.
        notes: footnotes and endnotes it refers to.
        bold: number of characters in bold.
        shown: number of characters.
    """

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    graphics: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bold: int = 0
    shown: int = 0

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(self.parts)


class Inline:
    """Walks the runs of paragraphs; one for each document, because notes are counted through."""

    def __init__(
        self,
        styles: Styles,
        related: Mapping[str, Element],
        page_starts: frozenset[Element],
        budget: Budget,
        shown_instead: Mapping[Element, str],
    ) -> None:
        """Begin a document.

        Args:
            styles: for what runs inherit.
            related: parts of the document by relationship id.
            page_starts: elements at which a page begins.
            budget: what the document may still yield.
            shown_instead: runs that show something else than what is written in them.
        """
        self._styles = styles
        self._shown_instead = shown_instead
        self._graphics = Graphics(related)
        self._budget = budget
        self._page_starts = page_starts
        self._marks: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self.hidden = 0
        self.deleted = 0
        self.objects = 0

    def line(self, paragraph: Element, style: Style, fields: Fields) -> Line:
        """The text of a paragraph, and what is anchored in it."""
        line = Line()
        self._walk(paragraph, _Place(line, style, fields))
        return line

    def _walk(self, parent: Iterable[Element], place: "_Place") -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, place)
            elif tag in TRANSPARENT:
                self._walk(child, place)
            elif tag == CONTROL:
                for content in child.iterchildren(CONTROL_CONTENT):
                    self._walk(content, place)
            elif tag == ALTERNATE:
                self._walk(chosen(child), place)
            elif tag in DELETED:
                self.deleted += 1
            elif tag in (BREAK, RENDERED_BREAK):
                self._break(child, place)
            elif isinstance(tag, str) and tag.startswith(MATH):
                self._show("".join(piece.text or "" for piece in child.iter(MATH + "t")), None, place)

    def _run(self, run: Element, place: "_Place") -> None:
        properties = run.find(R_PROPERTIES)
        look = self._look(properties, place.style)
        if run not in self._shown_instead:
            self._content(run, look, place)
        elif place.fields.showing:
            self._show(self._shown_instead[run], None, place, hidden=look.hidden)

    def _content(self, run: Element, look: "_Look", place: "_Place") -> None:
        for child in run:
            tag = child.tag
            if tag == T:
                if place.fields.showing:
                    self._show(_stored_text(child), look, place)
            elif tag == FIELD_CHARACTER:
                self._show(place.fields.character(child), look, place)
            elif tag == WORD + "instrText":
                place.fields.instruction(child.text or "")
            elif tag in _SIGNS:
                if place.fields.showing:
                    self._show(_SIGNS[tag], None, place, hidden=look.hidden)
            elif tag != R_PROPERTIES and not look.hidden:
                self._other(child, tag, place)

    def _other(self, child: Element, tag: str, place: "_Place") -> None:
        """What is neither text nor tab: breaks, symbols, notes, drawings."""
        if tag in (BREAK, RENDERED_BREAK):
            self._break(child, place)
        elif not place.fields.showing:
            return
        elif tag == WORD + "sym":
            code = child.get(WORD + "char", "")
            self._show(symbol(_hexadecimal(code), child.get(WORD + "font")), None, place)
        elif tag in _NOTES:
            self._note(child, _NOTES[tag], place)
        elif tag == ALTERNATE:
            for inner in chosen(child):
                self._other(inner, inner.tag, place)
        elif tag in (WORD + "drawing", WORD + "pict", WORD + "object"):
            self._graphic(child, place.line)
        elif tag == WORD + "ruby":
            self._walk(child, place)

    def _break(self, element: Element, place: "_Place") -> None:
        if element.tag == BREAK:
            place.line.parts.append("\n")
        if element in self._page_starts:
            place.line.parts.append(PAGE_BREAK)

    def _note(self, reference: Element, part: str, place: "_Place") -> None:
        id_ = reference.get(WORD + "id", "")
        own_mark = reference.get(WORD + "customMarkFollows") in ("1", "true", "on")
        mark = ""
        if not own_mark:
            self._marks[part].append(id_)
            mark = _mark(part, len(self._marks[part]))
            # In brackets, because there is no superscript here: £5,000 with note 1 must not become £5,0001.
            place.line.parts.append(self._budget.spend(f"[{mark}]"))
        place.line.notes.append(Note(part, id_, mark))

    def _graphic(self, graphic: Element, line: Line) -> None:
        found = self._graphics.read(graphic)
        line.boxes.extend(found.boxes)
        line.graphics.extend(map(self._budget.spend, found.texts))
        self.objects += found.objects

    def _show(self, text: str, look: "_Look | None", place: "_Place", *, hidden: bool = False) -> None:
        if not text:
            return
        if hidden or (look is not None and look.hidden):
            self.hidden += bool(text.strip())
            return
        if look is not None and (look.symbols or not text.isascii()):
            text = unfold(text, look.font)
        line = place.line
        line.parts.append(self._budget.spend(text))
        letters = len(text) if text.strip() else 0
        line.shown += letters
        line.bold += letters if look is not None and look.bold else 0

    def _look(self, properties: Element | None, style: Style) -> "_Look":
        """Look of a run; its properties are passed over once, because Word may give every word a run of its own."""
        hidden = bold = font = None
        character = _NO_STYLE
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == _FONTS:
                font = child.get(_ASCII) or child.get(_HIGH_ANSI)
            elif tag == _BOLD:
                bold = is_on(child)
            elif tag == _VANISH:
                hidden = is_on(child)
            elif tag == _STYLE:
                character = self._styles.style(child.get(VAL))
        return _Look(
            hidden=bool(_first(hidden, character.hidden, style.hidden)),
            bold=bool(_first(bold, character.bold, style.bold)),
            font=font,
            symbols=font is not None and is_symbol_font(font),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text goes: the line, the style it inherits from, and the fields that are open."""

    line: Line
    style: Style
    fields: Fields


@dataclass(frozen=True, slots=True)
class _Look:
    """What of the look of a run matters here."""

    hidden: bool = False
    bold: bool = False
    font: str | None = None
    symbols: bool = False


_TAB = "\t"
_FONTS, _BOLD, _VANISH, _STYLE = WORD + "rFonts", WORD + "b", WORD + "vanish", WORD + "rStyle"
_ASCII, _HIGH_ANSI = WORD + "ascii", WORD + "hAnsi"
_NO_STYLE = Style()
_SIGNS = {
    WORD + "tab": _TAB,
    WORD + "ptab": _TAB,
    WORD + "cr": "\n",
    WORD + "noBreakHyphen": "-",
}
_NOTES = {WORD + "footnoteReference": "footnotes", WORD + "endnoteReference": "endnotes"}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_SPACES = " \t\r\n"


def _stored_text(element: Element) -> str:
    """Text of a `w:t`; blanks at its ends count only where the file says so, line breaks never do (17.3.3.31)."""
    text: str = element.text or ""
    if len(element):  # a comment or an entity in the middle
        text += "".join(child.tail or "" for child in element)
    if element.get(_PRESERVE) != "preserve":
        text = text.strip(_SPACES)
    return text.replace("\n", " ") if "\n" in text else text


def _mark(part: str, count: int) -> str:
    """Footnotes are counted 1, 2, 3 and endnotes i, ii, iii unless the file says otherwise, which hardly any does."""
    return numeral(count, "decimal" if part == "footnotes" else "lowerRoman")


def _hexadecimal(code: str) -> int:
    try:
        return int(code, 16)
    except ValueError:
        return 0


def _first(*settings: bool | None) -> bool | None:
    """The nearest setting that says something."""
    return next((setting for setting in settings if setting is not None), None)
