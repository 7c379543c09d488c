"""Where pages begin: a DOCX does not say, but Word leaves marks of how it last laid the document out.

The marks are `w:lastRenderedPageBreak`, hard page breaks and section breaks. They are only believed where they add up
to the number of pages that Word counted when it saved the file: an editor that does not lay pages out leaves old marks
or none, and a wrong page number is worse than none.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tenderscan.readers.docx.names import (
    BREAK,
    CELL,
    P_PROPERTIES,
    RENDERED_BREAK,
    ROW,
    SECTION,
    WORD,
    P,
    T,
    switch,
    value,
)
from tenderscan.readers.docx.styles import Styles
from tenderscan.readers.xml import Element

_PICTURES = (WORD + "drawing", WORD + "pict", WORD + "object")


def page_starts(body: Element, styles: Styles, counted: int | None) -> frozenset[Element]:
    """Paragraphs and breaks at which a page begins, the first page aside; empty where the marks are not to be believed.

    Args:
        body: `w:body`.
        styles: for paragraphs that always begin a page.
        counted: number of pages that the saving program counted, None where it did not say.
    """
    if counted is None or counted < 2 or next(body.iter(RENDERED_BREAK), None) is None:
        return frozenset()
    starts = list(_starts(body, styles))
    return frozenset(starts) if len(starts) + 1 == counted else frozenset()


def _starts(body: Element, styles: Styles) -> Iterator[Element]:
    """Each mark that comes after something visible; marks in a row mean one and the same page."""
    doubles = _doubles(body)
    sections = _section_breaks(body)
    at_top, turned, mark = True, False, False
    for element in body.iter(P, BREAK, RENDERED_BREAK, T, SECTION, *_PICTURES):
        tag = element.tag
        if tag == T or tag in _PICTURES:
            at_top = at_top and tag == T and not (element.text or "").strip()
        elif tag == SECTION:
            turned = element in sections
        elif tag == RENDERED_BREAK:
            mark = element not in doubles
        elif tag == BREAK:
            mark = element.get(WORD + "type") == "page"
        else:
            mark, turned = turned or _begins_page(element, styles), False
        if tag in (P, BREAK, RENDERED_BREAK) and mark and not at_top:
            at_top = True
            yield element


def _begins_page(paragraph: Element, styles: Styles) -> bool:
    properties = paragraph.find(P_PROPERTIES)
    own = switch(properties, "pageBreakBefore")
    return bool(styles.of_paragraph(properties).new_page if own is None else own)


def _section_breaks(body: Element) -> frozenset[Element]:
    """Ends of sections after which the next one begins on a page of its own: it is the next that says so (17.6.22)."""
    sections = [section for section in body.iter(SECTION) if section.getparent().tag in (P_PROPERTIES, body.tag)]
    running_on = ("continuous", "nextColumn")
    return frozenset(ended for ended, begun in pairwise(sections) if value(begun, "type") not in running_on)


def _doubles(body: Element) -> frozenset[Element]:
    """Marks in the other cells of a row that runs over a page end: each cell has one for the same page."""
    marks: dict[Element, tuple[Element, Element]] = {}
    for mark in body.iter(RENDERED_BREAK):
        around = list(mark.iterancestors(ROW, CELL))
        if len(around) > 1:
            marks[mark] = (around[-1], around[-2])
    counts = Counter(marks.values())
    leading: dict[Element, Element] = {}
    for row, cell in counts:
        if row not in leading or counts[row, cell] > counts[row, leading[row]]:
            leading[row] = cell
    return frozenset(mark for mark, (row, cell) in marks.items() if leading[row] is not cell)
