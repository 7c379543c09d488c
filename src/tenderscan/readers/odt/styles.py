"""What paragraphs and spans inherit from their styles (16)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from tenderscan.readers.odt.names import FO, OFFICE, PRESENTATION, STYLE, SVG, TEXT, number
from tenderscan.readers.xml import Element

_LONGEST_CHAIN = 30
_BOLD_FROM = 600
_TITLES = ("title", "document title")
_Said = TypeVar("_Said", bool, str)


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs of a style, inherited values included; None where no style of the chain says anything.

    Attributes:
        outline: 1-based level of headings in this style.
        title: whether it is the style of the document's title.
        list_style: name of the list style; empty where numbering is switched off.
        master: name of the master page that begins with such a paragraph.
        break_before: whether a page begins before it.
        break_after: whether a page begins after it.
        hidden: whether its text is hidden.
        bold: whether its text is bold.
        font: name of its font.
    """

    outline: int | None = None
    title: bool = False
    list_style: str | None = None
    master: str | None = None
    break_before: bool | None = None
    break_after: bool | None = None
    hidden: bool | None = None
    bold: bool | None = None
    font: str | None = None


PLAIN = Style()


class Styles:
    """The styles that hold in one part: its automatic styles, and the named ones of the document.

    The content and the styles part have automatic styles of their own under the same names (P1, P2, …).
    """

    def __init__(self, part: Element, common: Element | None) -> None:
        """Index the styles.

        Args:
            part: root of the part whose text is read.
            common: root of the part with the named styles, None where there is none.
        """
        self.outline: Element | None = None
        self._elements: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, Element] = {}
        self._fonts: dict[str, str] = {}
        for root, holder in ((common, "styles"), (part, "automatic-styles")):
            for entry in _entries(root, holder):
                self._index(entry)
        for root in (common, part):
            for face in _entries(root, "font-face-decls"):
                family = face.get(SVG + "font-family", "").strip("'\"")
                self._fonts[face.get(STYLE + "name", "")] = family
        self._known: dict[Element, Style] = {}

    def _index(self, entry: Element) -> None:
        name = entry.get(STYLE + "name", "")
        if entry.tag == STYLE + "style":
            self._elements[entry.get(STYLE + "family", ""), name] = entry
        elif entry.tag == TEXT + "list-style":
            self._lists[name] = entry
        elif entry.tag == TEXT + "outline-style":
            self.outline = entry

    def list_style(self, name: str) -> Element | None:
        """A list style as XML."""
        return self._lists.get(name)

    def paragraph(self, name: str | None) -> Style:
        """Style of a paragraph."""
        return self._style("paragraph", name)

    def span(self, name: str | None) -> Style:
        """Style of a span of text."""
        return self._style("text", name)

    def of_table(self, name: str | None) -> Style:
        """Where a table lies: page breaks and master page."""
        return self._style("table", name)

    def slide_hidden(self, name: str | None) -> bool:
        """Whether a slide in this style is passed over when the slides are shown."""
        for entry in self._chain("drawing-page", name):
            properties = entry.find(STYLE + "drawing-page-properties")
            said = None if properties is None else properties.get(PRESENTATION + "visibility")
            if said is not None:
                return bool(said == "hidden")
        return False

    def _chain(self, family: str, name: str | None) -> list[Element]:
        """A style and its ancestors as XML, up to one that is known already."""
        chain: list[Element] = []
        while name is not None and len(chain) < _LONGEST_CHAIN:
            entry = self._elements.get((family, name))
            if entry is None or entry in chain:
                break
            chain.append(entry)
            if entry in self._known:
                break
            name = entry.get(STYLE + "parent-style-name")
        return chain

    def _style(self, family: str, name: str | None) -> Style:
        style = PLAIN
        for entry in reversed(self._chain(family, name)):
            if entry not in self._known:
                self._known[entry] = self._over(style, entry, family)
            style = self._known[entry]
        return style

    def _over(self, parent: Style, entry: Element, family: str) -> Style:
        """A style with all that it says itself, and for the rest what its parent says."""
        layout = entry.find(STYLE + ("table-properties" if family == "table" else "paragraph-properties"))
        letters = entry.find(STYLE + "text-properties")
        outline = entry.get(STYLE + "default-outline-level")
        return Style(
            outline=parent.outline if outline is None else number(outline),
            title=parent.title or _shown_name(entry) in _TITLES,
            list_style=_nearest(entry.get(STYLE + "list-style-name"), parent.list_style),
            master=_nearest(entry.get(STYLE + "master-page-name"), parent.master),
            break_before=_nearest(_is(layout, FO + "break-before", "page"), parent.break_before),
            break_after=_nearest(_is(layout, FO + "break-after", "page"), parent.break_after),
            hidden=_nearest(_is(letters, TEXT + "display", "none"), parent.hidden),
            bold=_nearest(_bold(letters), parent.bold),
            font=_nearest(self._font(letters), parent.font),
        )

    def _font(self, letters: Element | None) -> str | None:
        if letters is None:
            return None
        named = letters.get(STYLE + "font-name")
        family = self._fonts.get(named, named) if named else letters.get(FO + "font-family")
        return family.strip("'\"") if family else None


def _entries(root: Element | None, holder: str) -> Iterator[Element]:
    """Children of a section of styles; comments and the like aside."""
    section = None if root is None else root.find(OFFICE + holder)
    return iter(()) if section is None else (entry for entry in section if isinstance(entry.tag, str))


def _nearest(own: _Said | None, inherited: _Said | None) -> _Said | None:
    return inherited if own is None else own


def _is(properties: Element | None, attribute: str, value: str) -> bool | None:
    """Whether a property has the value; None where it is not set."""
    said = None if properties is None else properties.get(attribute)
    return None if said is None else bool(said == value)


def _bold(letters: Element | None) -> bool | None:
    weight = None if letters is None else letters.get(FO + "font-weight")
    return None if weight is None else bool(weight == "bold" or (number(weight) or 0) >= _BOLD_FROM)


def _shown_name(entry: Element) -> str:
    return str(entry.get(STYLE + "display-name") or entry.get(STYLE + "name", "")).lower()
