"""What a paragraph or run inherits from its style, along the chain of `w:basedOn`."""

from dataclasses import dataclass
from functools import lru_cache

from tenderscan.readers.docx.names import P_PROPERTIES, R_PROPERTIES, VAL, WORD, switch, value
from tenderscan.readers.office.names import number
from tenderscan.readers.xml import Element

_LONGEST_CHAIN = 30
_TITLES = ("title", "document title")


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs of a style, inherited values included.

    Attributes:
        chain: ids from the style itself to its outermost ancestor.
        outline: 1-based level of a heading, None for other text.
        title: whether it is the style of the document's title.
        num_id: list it belongs to, None where it says nothing, "0" where it switches numbering off.
        num_level: 0-based level in that list, None where no style says so.
        num_style: style of the chain that names the list.
        hidden: whether its text is hidden.
        bold: whether its text is bold.
        new_page: whether its paragraphs begin a page.
    """

    chain: tuple[str, ...] = ()
    outline: int | None = None
    title: bool = False
    num_id: str | None = None
    num_level: int | None = None
    num_style: str | None = None
    hidden: bool | None = None
    bold: bool | None = None
    new_page: bool | None = None


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles part, which may be missing."""
        entries = [] if root is None else root.findall(WORD + "style")
        self._elements: dict[str, Element] = {entry.get(WORD + "styleId", ""): entry for entry in entries}
        self._default = next(
            (
                entry.get(WORD + "styleId")
                for entry in entries
                if entry.get(WORD + "type") == "paragraph" and entry.get(WORD + "default") in ("1", "true", "on")
            ),
            None,
        )
        self.style = lru_cache(maxsize=None)(self._style)

    def of_paragraph(self, properties: Element | None) -> Style:
        """Style of a paragraph with these `w:pPr`."""
        named = value(properties, "pStyle")
        return self.style(named if named in self._elements else self._default)

    def element(self, style_id: str) -> Element | None:
        """The style as XML."""
        return self._elements.get(style_id)

    def _style(self, style_id: str | None) -> Style:
        chain: list[str] = []
        while style_id in self._elements and style_id not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(style_id)
            style_id = value(self._elements[style_id], "basedOn")
        if not chain:
            return Style()
        elements = [self._elements[id_] for id_ in chain]
        num_id, num_level, num_style = self._numbering(chain)
        return Style(
            chain=tuple(chain),
            outline=self._outline(elements),
            title=(value(elements[0], "name") or "").lower() in _TITLES,
            num_id=num_id,
            num_level=num_level,
            num_style=num_style,
            hidden=_first(elements, R_PROPERTIES, "vanish"),
            bold=_first(elements, R_PROPERTIES, "b"),
            new_page=_first(elements, P_PROPERTIES, "pageBreakBefore"),
        )

    def _outline(self, elements: list[Element]) -> int | None:
        for element in elements:
            level = number(value(element.find(P_PROPERTIES), "outlineLvl"))
            if level is None:
                # Some writers leave the level of the built-in headings to their name.
                name = (value(element, "name") or "").lower()
                level = number(name.removeprefix("heading ")) if name.startswith("heading ") else None
                level = None if level is None else level - 1
            if level is not None:
                return level + 1 if 0 <= level < 9 else None
        return None

    def _numbering(self, chain: list[str]) -> tuple[str | None, int | None, str | None]:
        num_id, level, owner = None, None, None
        for id_ in chain:
            properties = self._elements[id_].find(P_PROPERTIES)
            entry = None if properties is None else properties.find(WORD + "numPr")
            if entry is None:
                continue
            if level is None:
                level = number(value(entry, "ilvl"))
            if value(entry, "numId") is not None:
                num_id, owner = value(entry, "numId"), id_
                break
        return num_id, level, owner


def _first(elements: list[Element], holder: str, name: str) -> bool | None:
    """The nearest explicit setting of a property along the chain."""
    for element in elements:
        setting = switch(element.find(holder), name)
        if setting is not None:
            return setting
    return None


def direct_outline(properties: Element | None) -> int | None:
    """1-based outline level set on the paragraph itself; 0 where it says "body text"; None where it is silent."""
    child = None if properties is None else properties.find(WORD + "outlineLvl")
    level = None if child is None else number(child.get(VAL))
    return None if level is None else (level + 1) % 10
