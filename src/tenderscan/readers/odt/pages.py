"""Where pages begin: the marks that the saving program left of how it laid the document out (5.6).

The marks are soft page breaks, and paragraphs and tables before or behind which a page break is set. They are only
believed where they add up to the number of pages that the program counted when it saved the file: an editor that does
not lay pages out leaves old marks or none, and a wrong page number is worse than none.
"""

from collections import Counter
from collections.abc import Iterator

from tenderscan.readers import effort
from tenderscan.readers.odt.names import (
    DRAWINGS,
    META,
    OFFICE,
    SOFT_BREAK,
    STYLE_NAME,
    TABLE,
    TEXT,
    H,
    P,
    is_true,
    number,
)
from tenderscan.readers.odt.styles import Style, Styles
from tenderscan.readers.xml import Element

_CELL, _ROW = TABLE + "table-cell", TABLE + "table-row"
_ELSEWHERE = DRAWINGS | {
    OFFICE + "annotation",
    OFFICE + "forms",
    TEXT + "note",
    TEXT + "tracked-changes",
}
"""What lies in these is not part of the column of text that is cut into pages."""


def page_count(meta: Element | None) -> int | None:
    """Number of pages as the saving program counted them, None where it does not say."""
    statistic = None if meta is None else next(meta.iter(META + "document-statistic"), None)
    return None if statistic is None else number(statistic.get(META + "page-count"))


def page_starts(body: Element, styles: Styles, counted: int | None) -> frozenset[Element]:
    """Elements at which a page begins, the first page aside; empty where the marks are not to be believed."""
    if counted is None or counted < 2 or not is_true(body, TEXT + "use-soft-page-breaks"):
        return frozenset()
    starts = list(_Marks(styles).starts(body))
    return frozenset(starts) if len(starts) + 1 == counted else frozenset()


class _Marks:
    """Finds the marks of one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._at_top = True
        self._due = False

    def starts(self, parent: Element, *, breaks: bool = True) -> Iterator[Element]:
        """Elements at which a page begins; `breaks` says whether paragraphs can set page breaks here."""
        for child in parent:
            effort.check()
            tag = child.tag
            if tag in _ELSEWHERE:
                continue
            if tag == SOFT_BREAK:
                yield from self._start(child)
            elif tag in (P, H):
                style = self._styles.paragraph(child.get(STYLE_NAME))
                yield from self._block(child, style if breaks else None)
                yield from self.starts(child, breaks=breaks)
                self._at_top = False
            elif tag == TABLE + "table":
                yield from self._block(child, self._styles.of_table(child.get(TABLE + "style-name")))
                yield from self._table(child)
            elif isinstance(tag, str):
                yield from self.starts(child, breaks=breaks)

    def _block(self, element: Element, style: Style | None) -> Iterator[Element]:
        if self._due or (style is not None and (style.break_before or style.master)):
            yield from self._start(element)
        self._due = bool(style is not None and style.break_after)
        self._at_top = False

    def _start(self, element: Element) -> Iterator[Element]:
        """A page, unless nothing stands on the one that has begun just now."""
        if not self._at_top:
            self._at_top = True
            yield element

    def _table(self, table: Element) -> Iterator[Element]:
        """Breaks between rows, and in rows that run over a page's end: there each cell has one for the same page."""
        for child in table.iter(SOFT_BREAK, _ROW):
            if child.tag == SOFT_BREAK:
                if next(child.iterancestors(_CELL), None) is None:
                    yield child
                continue
            if next(child.iterancestors(_CELL), None) is None:
                yield from _leading(child)


def _leading(row: Element) -> list[Element]:
    """Breaks in the cell of a row that has most of them."""
    marks = {mark: list(mark.iterancestors(_CELL))[-1] for mark in row.iter(SOFT_BREAK)}
    counts = Counter(marks.values()).most_common(1)
    return [mark for mark, cell in marks.items() if cell is counts[0][0]]
