"""One page as pdfium sees it: its characters, the boxes of its text runs, fonts, and what is drawn.

This is the border to pdfium: outside, every coordinate is in points from the top left corner of the page as it is
displayed (cropped and turned), y downwards.
"""

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from math import nan
from operator import lt
from types import TracebackType
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.geometry import NOWHERE, Box, Matrix, display_matrix
from tenderscan.readers.pdf.ink import Ink, read_ink

HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen that ends a line; no line break stands behind it."""
_BOLD = (b"bold", b"black", b"heavy", b"demi")
_SYMBOLS = {
    "\uf0b7": "\u2022",  # Symbol and Wingdings have no Unicode: their bullets come as private characters
    "\uf0a7": "\u25aa",
    "\uf0d8": "\u27a2",
    "\uf0fc": "\u2713",
    "\uf076": "\u2756",
    "\uf0a8": "\u25fb",
    "\uf06f": "\u25a1",
    "\uf06e": "\u25a0",
    "\uf0fe": "\u2611",
    "\uf0e0": "\u2192",
    "\uf0be": "\u2014",
}
_ASCENT, _DESCENT = 0.9, 0.25
"""Height and depth of a line box around its base line, for a type size of 1."""
_WORD = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_RARE_BLANK = re.compile(r"[^\S \n]")
"""Any blank but those between nearly all words."""
_NEAR = 6.0
"""Text runs no further apart than this (points) are one stretch of text."""


class Stretch(NamedTuple):
    """Neighbouring text runs of a line, with no gap between them that could part columns or cells.

    Attributes:
        box: around its characters.
        number: of its first run within the line, 0-based.
        start: index of its first character; -1 where it is to be looked for by the number of its run.
    """

    box: Box
    number: int
    start: int


class Line(NamedTuple):
    """A line of text as pdfium puts it together.

    Attributes:
        start: index of its first character on the page.
        end: index behind its last.
        stretches: in the order of the characters; empty where all of them are without extent.
        box: around all stretches.
    """

    start: int
    end: int
    stretches: list[Stretch]
    box: Box


class _Runs(NamedTuple):
    """Text runs or words of a page.

    Attributes:
        boxes: as displayed, but with y upwards.
        counts: number of runs in each line; empty for words.
        starts: index of the first character of each word; empty for runs.
    """

    boxes: raw.Boxes
    counts: list[int]
    starts: list[int]


Font = tuple[float, float, bool]
"""How a character is set: top and bottom of its line box, as high for all characters of a size, and whether the font is
bold by its name."""


class OpenPage:
    """A loaded page, to be used in a `with` block.

    Attributes:
        text: its characters; a position in it is pdfium's index of the character.
        width: in points, as displayed.
        height: in points, as displayed.
    """

    def __init__(self, document: Any, index: int) -> None:
        """Load page `index` (0-based) of a raw pdfium document.

        Raises:
            ValueError: pdfium cannot load the page.
        """
        self._page = pdfium.FPDF_LoadPage(document, index)
        if not self._page:
            raise ValueError(f"pdfium cannot load page {index + 1}")
        self._text_page = pdfium.FPDFText_LoadPage(self._page)
        if not self._text_page:
            pdfium.FPDF_ClosePage(self._page)
            raise ValueError(f"pdfium cannot read the text of page {index + 1}")
        self._text_address = raw.address(self._text_page)
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self._page, bounds)
        page_box = Box(bounds.left, bounds.top, bounds.right, bounds.bottom)
        turns = pdfium.FPDFPage_GetRotation(self._page) % 4
        self._to_display: Matrix = display_matrix(page_box, turns)
        across, down = abs(page_box.x1 - page_box.x0), abs(page_box.top - page_box.bottom)
        self.width, self.height = (down, across) if turns % 2 else (across, down)
        self._is_plain = turns == 0
        self._origin = (-page_box.x0, page_box.top) if self._is_plain else (0.0, 0.0)
        self.text = self._read_text()

    def __enter__(self) -> "OpenPage":
        """The page itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it in any case: pdfium keeps a page in memory until then."""
        pdfium.FPDFText_ClosePage(self._text_page)
        pdfium.FPDF_ClosePage(self._page)

    @property
    def handle(self) -> Any:
        """The page for calls of pdfium, as long as it is open."""
        return self._page

    def text_within(self, box: tuple[float, float, float, float]) -> str:
        """The characters inside a box (left, top, right, bottom) in page space."""
        count = pdfium.FPDFText_GetBoundedText(self._text_page, *box, None, 0)
        buffer = (ctypes.c_ushort * max(1, count))()
        pdfium.FPDFText_GetBoundedText(self._text_page, *box, buffer, count)
        return bytes(buffer).decode("utf-16-le", "replace")

    def lines(self) -> list[Line]:
        """The lines of text in the order of the page's content."""
        starts, lengths = self._line_ends()
        total = raw.count_boxes(self._text_address, 0, -1)
        # words instead of runs, where the file places single letters: fewer boxes to ask for
        crowded = total >= 3 * self.text.count(" ")
        runs = (self._words() if crowded else None) or self._text_runs(starts, lengths, total)
        cuts = _cuts(runs.boxes)
        lines = []
        first = 0
        for start, length, count in zip(
            starts, lengths, runs.counts or self._counts(runs, starts, lengths), strict=True
        ):
            end = first + count
            if count == 0:
                box, stretches = NOWHERE, []
            else:
                box = self._around(runs.boxes, first, end)
                cut = cuts[bisect_right(cuts, first) : bisect_left(cuts, end)] if count > 1 else ()
                stretches = self._stretches(runs, (first, *cut, end)) if cut else [Stretch(box, 0, -1)]
            lines.append(Line(start, start + length, stretches, box))
            first = end
        return lines

    def _text_runs(self, starts: list[int], lengths: list[int], total: int) -> _Runs:
        """The text runs as pdfium has them; there are `total`."""
        page = self._text_address
        boxes = raw.counted_boxes(page, total)
        counts = raw.counts_of_boxes(page, starts, lengths)
        if sum(counts) != total:
            # a run goes on over a line end, so that it is counted for both: take the runs line by line
            parts = [raw.text_boxes(page, start, length) for start, length in zip(starts, lengths, strict=True)]
            parts = parts or [raw.Boxes([], [], [], [])]
            boxes = raw.Boxes(*(list(chain.from_iterable(sides)) for sides in zip(*parts, strict=True)))
        return _Runs(self._placed(boxes), counts, [])

    def _words(self) -> _Runs | None:
        """The words of the page; None where some first or last letters have no extent."""
        begins, ends = _word_ends(self.text)
        boxes = raw.character_boxes(self._text_address, begins + ends)
        lefts, tops, rights, bottoms = boxes
        if not all(map(lt, lefts, rights)):
            return None
        count = len(begins)
        whole = raw.Boxes(
            [one if one < other else other for one, other in zip(lefts, lefts[count:], strict=False)],
            [one if one > other else other for one, other in zip(tops, tops[count:], strict=False)],
            [one if one > other else other for one, other in zip(rights, rights[count:], strict=False)],
            [one if one < other else other for one, other in zip(bottoms, bottoms[count:], strict=False)],
        )
        return _Runs(self._placed(whole), [], begins)

    def _counts(self, runs: _Runs, starts: list[int], lengths: list[int]) -> list[int]:
        """How many words each line has."""
        ends = [bisect_left(runs.starts, start + length) for start, length in zip(starts, lengths, strict=True)]
        return [end - begin for begin, end in pairwise((0, *ends))]

    def _line_ends(self) -> tuple[list[int], list[int]]:
        """Where the lines begin and how long they are, blank ones left out."""
        starts, lengths = [], []
        start = 0
        text = self.text
        for part in (text.replace(HYPHEN, HYPHEN + "\n") if HYPHEN in text else text).split("\n"):
            if part and not part.isspace():
                starts.append(start)
                lengths.append(len(part))
            start += len(part) if part.endswith(HYPHEN) else len(part) + 1
        return starts, lengths

    def start_of(self, line: Line, stretch: Stretch) -> int:
        """Index of the first character of a stretch of a line."""
        if stretch.start >= 0:
            return stretch.start
        low, high = line.start, line.end
        # the number of runs grows with the number of characters: look for where it passes that of the stretch
        while low < high:
            middle = (low + high) // 2
            if raw.count_boxes(self._text_address, line.start, middle + 1 - line.start) > stretch.number:
                high = middle
            else:
                low = middle + 1
        return low

    def character_boxes(self, indexes: Sequence[int]) -> list[Box]:
        """The box of each character named; without extent for those that pdfium made up (blanks between runs)."""
        boxes = raw.character_boxes(self._text_address, indexes)
        return list(map(self.displayed, zip(*boxes, strict=True)))

    def character_middles(self, indexes: Sequence[int]) -> list[float]:
        """Where the middle of each character named is across the page; not a number for those that pdfium made up."""
        if not self._is_plain:
            return [(box.x0 + box.x1) / 2 if box.x1 > box.x0 else nan for box in self.character_boxes(indexes)]
        lefts, _, rights, _ = raw.character_boxes(self._text_address, indexes)
        x = self._origin[0]
        return [(left + right) / 2 + x if right > left else nan for left, right in zip(lefts, rights, strict=True)]

    def fonts(self, indexes: Sequence[int]) -> list[Font]:
        """How the characters named are set."""
        xs, ys, sizes, names = raw.type_settings(self._text_address, indexes)
        if self._is_plain:
            base_of_page = self._origin[1]
            bases = [base_of_page - y for y in ys]
        else:
            bases = [self.displayed((x, y, x, y)).top for x, y in zip(xs, ys, strict=True)]
        return [
            (base - _ASCENT * size, base + _DESCENT * size, _is_bold(name))
            for base, size, name in zip(bases, sizes, names, strict=True)
        ]

    def are_bold(self, indexes: Sequence[int]) -> bool:
        """Whether all characters named are bold."""
        return all(map(_is_bold, raw.font_names(self._text_address, indexes)))

    def ink(self) -> Ink:
        """Ruling lines and pictures."""
        return read_ink(raw.address(self._page), self._to_display)

    def _read_text(self) -> str:
        text = raw.characters(self._text_address)
        text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\f", " ")
        if not text.isascii():
            # one after the other is quicker than to look at each character
            for symbol, meaning in _SYMBOLS.items():
                text = text.replace(symbol, meaning)
        return text

    def _stretches(self, runs: _Runs, ends: Sequence[int]) -> list[Stretch]:
        """The stretches of a line, each of the runs between two of the numbers in `ends`."""
        return [
            Stretch(self._around(runs.boxes, start, stop), start - ends[0], runs.starts[start] if runs.starts else -1)
            for start, stop in pairwise(ends)
        ]

    def _around(self, runs: raw.Boxes, first: int, end: int) -> Box:
        lefts, tops, rights, bottoms = runs
        x, y = self._origin
        if end - first == 1:
            return Box(lefts[first] + x, y - tops[first], rights[first] + x, y - bottoms[first])
        return Box(
            min(lefts[first:end]) + x, y - max(tops[first:end]), max(rights[first:end]) + x, y - min(bottoms[first:end])
        )

    def _placed(self, boxes: raw.Boxes) -> raw.Boxes:
        """Boxes as they are displayed on a page that is turned, but with y upwards and 0 at the top."""
        if self._is_plain:
            return boxes
        turned = [self.displayed(box) for box in zip(*boxes, strict=True)]
        return raw.Boxes(
            [box.x0 for box in turned],
            [-box.top for box in turned],
            [box.x1 for box in turned],
            [-box.bottom for box in turned],
        )

    def displayed(self, box: tuple[float, ...]) -> Box:
        """A box in page space (left, top, right, bottom) as it is displayed."""
        a, b, c, d, e, f = self._to_display
        left, top, right, bottom = box
        if self._is_plain:
            return Box(left + e, f - top, right + e, f - bottom)
        xs = sorted((a * left + c * top + e, a * right + c * bottom + e))
        ys = sorted((b * left + d * top + f, b * right + d * bottom + f))
        return Box(xs[0], ys[0], xs[1], ys[1])


def _word_ends(text: str) -> tuple[list[int], list[int]]:
    """Indexes of the first and of the last character of each word."""
    begins, ends = [], []
    if HYPHEN in text or _RARE_BLANK.search(text):
        for match in _WORD.finditer(text):
            begins.append(match.start())
            ends.append(match.end() - 1)
        return begins, ends
    # a third of the time of a search for words
    place = 0
    for word in text.replace("\n", " ").split(" "):
        end = place + len(word)
        if word:
            begins.append(place)
            ends.append(end - 1)
        place = end + 1
    return begins, ends


def _cuts(boxes: raw.Boxes) -> list[int]:
    """Numbers of the runs that begin far right of the end of the run before, or end far left of its beginning."""
    lefts, _, rights, _ = boxes
    return [
        number
        for number, (left, right, next_left, next_right) in enumerate(
            zip(lefts, rights, lefts[1:], rights[1:], strict=False), 1
        )
        if next_left - right > _NEAR or left - next_right > _NEAR
    ]


@lru_cache(maxsize=1024)
def _is_bold(name: bytes) -> bool:
    lowered = name.lower()
    return any(word in lowered for word in _BOLD) or lowered.endswith(b"-medi")
