"""Pages without text of their own: they are drawn, recognised, and take the place of what was read of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tenderscan.document import Notice
from tenderscan.readers.ocr import notices
from tenderscan.readers.ocr.port import NotRecognised
from tenderscan.readers.ocr.recogniser import RecognisedPage, Recogniser, text_of
from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.layout import FilledGrid, PageLayout, Strand, TextLine, strand_of
from tenderscan.readers.pdf.render import TooManyPixels, draw
from tenderscan.readers.pdf.usable import Fault, has_rubbish, is_gibberish
from tenderscan.readers.pdf.writer import PageRead
from tenderscan.settings import Limits
from tenderscan.text import forms

_LEAST = 20
"""Characters; a page without meaning in its text is replaced by no less."""
_SURE = 0.6
"""Confidence; a page without meaning in its text is replaced by nothing less certain."""
_SAME = 0.8
"""Part of a line's words that stand in the page's own text, from which the line is that text seen again."""


def recognise_pages(
    document: Any, name: str, pages: Sequence[PageRead], faults: Mapping[int, Fault], limits: Limits
) -> tuple[list[PageRead], list[Notice]]:
    """The pages of a document, those without usable text recognised, and what is to be said of the whole.

    Args:
        document: raw pdfium document, open; `raw.LOCK` is not held.
        name: of the file.
        pages: as they were read.
        faults: by the 1-based number of the page.
        limits: what is refused.

    Raises:
        LimitExceeded: more characters were recognised than allowed.
    """
    scans = _Scans(document, name, limits)
    settled = list(pages)
    for number, fault in sorted(faults.items()):
        settled[number - 1] = scans.settle(number, pages[number - 1], fault)
    return settled, scans.recogniser.summary()


class _Scans:
    """Settles what becomes of the pages of one document, one after the other."""

    def __init__(self, document: Any, name: str, limits: Limits) -> None:
        self._document = document
        self._limits = limits
        self.recogniser = Recogniser(name, limits)

    def settle(self, number: int, page: PageRead, fault: Fault) -> PageRead:
        """What becomes of a page."""
        if fault is Fault.IN_PART:
            return _with_notice(page, _torn(number))
        found = self.recogniser.obstacle() or self._recognise(number, fault)
        if fault is Fault.PICTURE:
            return self._instead_of_nothing(number, page, found)
        return self._instead_of_rubbish(number, page, found)

    def _instead_of_nothing(self, number: int, page: PageRead, found: RecognisedPage | NotRecognised) -> PageRead:
        if isinstance(found, NotRecognised):
            return _with_notice(page, notices.without_text(number, found.reason), readable=False)
        return self.recogniser.page(number, found, _together(page.layout, found.layout))

    def _instead_of_rubbish(self, number: int, page: PageRead, found: RecognisedPage | NotRecognised) -> PageRead:
        if isinstance(found, NotRecognised):
            return _with_notice(page, _unusable(number, f" It was not recognised either: {found.reason}"))
        if len(found.text) < _LEAST or found.confidence < _SURE:
            return _with_notice(page, _unusable(number, ""))
        if is_gibberish(found.text) and not has_rubbish(text_of(page.layout)):
            # a list of codes: the page shows just what its text says
            return page
        return self.recogniser.page(number, found)

    def _recognise(self, number: int, fault: Fault) -> RecognisedPage | NotRecognised:
        try:
            with raw.LOCK:
                drawn = draw(self._document, number - 1, self._limits.pixels, as_scan=fault is Fault.PICTURE)
        except ValueError:
            return NotRecognised("it cannot be drawn. Way out: open it and print it to a new PDF.")
        if isinstance(drawn, TooManyPixels):
            return NotRecognised(notices.too_many_pixels(drawn.pixels, self._limits.pixels))
        return self.recogniser.recognise(drawn.image, drawn.dots_per_inch)


def _with_notice(page: PageRead, notice: Notice, *, readable: bool = True) -> PageRead:
    return replace(page, readable=page.readable and readable, notices=(*page.notices, notice))


def _unusable(number: int, why: str) -> Notice:
    message = f"The text of page {number} has no readable characters, whatever the page shows.{why}"
    return Notice("text-layer-unusable", message, number)


def _torn(number: int) -> Notice:
    message = (
        f"Some words of page {number} are torn by characters without a meaning, because a font does not say what its "
        "signs are; the other words are good. Look at the page itself."
    )
    return Notice("text-layer-unusable", message, number)


def _together(own: PageLayout, found: PageLayout) -> PageLayout:
    """What a scanned page shows, and the header or stamp that is text, where that is not the same."""
    if not own.parts:
        return found
    words = set(forms(text_of(own)))
    parts = [part for part in (_without(part, words) for part in found.parts) if part]
    above = [part for part in own.parts if part.box.bottom < own.height / 2]
    below = [part for part in own.parts if part.box.bottom >= own.height / 2]
    return PageLayout(own.width, own.height, (*above, *parts, *below), own.highlights)


def _without(part: Strand | FilledGrid, words: set[str]) -> Strand | FilledGrid | None:
    """A recognised part without the lines that the page has as text too."""
    if isinstance(part, FilledGrid):
        return part
    lines = tuple(line for line in part.lines if not _is_known(line, words))
    if len(lines) == len(part.lines):
        return part
    return strand_of(lines) if lines else None


def _is_known(line: TextLine, words: set[str]) -> bool:
    own = forms(line.text)
    return bool(own) and sum(word in words for word in own) >= _SAME * len(own)
