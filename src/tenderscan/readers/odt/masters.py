"""Headers and footers: master pages say what stands on top and bottom, paragraphs say which master begins (16.9)."""

from collections.abc import Iterable, Iterator

from tenderscan.readers import effort
from tenderscan.readers.odt.names import (
    DRAW,
    DRAWINGS,
    EXTENSION,
    OFFICE,
    PRESENTATION,
    STYLE,
    STYLE_NAME,
    TABLE,
    TEXT,
    H,
    P,
)
from tenderscan.readers.odt.styles import Styles
from tenderscan.readers.xml import Element

_DEFAULT = "Standard"
_PAGE_FIELDS = frozenset(TEXT + name for name in ("page-number", "page-count", "page-continuation"))


def masters_in_use(root: Element | None, body: Element, styles: Styles) -> list[Element]:
    """Master pages in the order they come, with those that follow each other by themselves.

    Args:
        root: of the styles, None where there are none.
        body: of the document.
        styles: of the content.
    """
    masters = {} if root is None else _masters(root)
    used: dict[str, Element] = {}
    for name in dict.fromkeys(_named(body, styles, masters)):
        while name in masters and name not in used:
            used[name] = masters[name]
            name = masters[name].get(STYLE + "next-style-name", "")
    return list(used.values())


def running_parts(masters: Iterable[Element], part: str) -> Iterator[Element]:
    """Parts of master pages that are shown; `part` is "header" or "footer"."""
    for master in masters:
        for ending in ("-first", "", "-left"):
            for space in (STYLE, EXTENSION):
                for held in master.iterchildren(space + part + ending):
                    if held.get(STYLE + "display") != "false":
                        yield held


def said_by(part: Element) -> str:
    """Words of a header or footer but for page numbers, to know those that say the same."""
    words = [part.text or ""]
    for element in part.iterdescendants():
        words += [("" if element.tag in _PAGE_FIELDS else element.text) or "", element.tail or ""]
    return " ".join("".join(words).split())


def master_drawings(masters: Iterable[Element]) -> Iterator[Element]:
    """Drawings of master slides that are no place for a slide's own text."""
    for master in masters:
        for child in master:
            if child.tag in DRAWINGS and not child.get(PRESENTATION + "class"):
                yield child


def _masters(root: Element) -> dict[str, Element]:
    """Master pages by their name."""
    return {
        master.get(STYLE + "name", ""): master
        for holder in root.iterchildren(OFFICE + "master-styles")
        for master in holder.iterchildren(STYLE + "master-page")
    }


def _named(body: Element, styles: Styles, masters: dict[str, Element]) -> Iterator[str]:
    """Names of master pages as paragraphs, tables and slides call for them; the first need not say."""
    first = True
    for block in body.iter(P, H, TABLE + "table", DRAW + "page"):
        effort.check()
        if block.tag == DRAW + "page":
            master = block.get(DRAW + "master-page-name")
        elif block.tag == TABLE + "table":
            master = styles.of_table(block.get(TABLE + "style-name")).master
        else:
            master = styles.paragraph(block.get(STYLE_NAME)).master
        if master:
            yield master
        elif first and block.tag != DRAW + "page":
            yield _DEFAULT if _DEFAULT in masters else next(iter(masters), "")
        first = False
