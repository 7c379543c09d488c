"""One page as pdfium sees it: its characters, the boxes of its text runs, fonts, and what is drawn.

This is the border to pdfium: outside, every coordinate is in points from the top left corner of the page as it is
displayed (cropped and turned), y downwards.
"""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from math import nan
from operator import lt, sub
from types import TracebackType
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.geometry import Box, Matrix, display_matrix
from tenderscan.readers.pdf.ink import Ink, read_ink

HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen that ends a line; no line break stands behind it."""
_BOLD = (b"bold", b"black", b"heavy", b"demi")
_SYMBOLS = str.maketrans(
    {
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
)
_ASCENT, _DESCENT = 0.9, 0.25
"""Height and depth of a line box around its base line, for a type size of 1."""
_WORD = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
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
    """

    start: int
    end: int
    stretches: list[Stretch]


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


class Font(NamedTuple):
    """How a character is set.

    Attributes:
        top: of its line box, as high for all characters of a size.
        bottom: of its line box.
        bold: by the name of the font.
    """

    top: float
    bottom: float
    bold: bool


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
        runs = self._words() or self._text_runs(starts, lengths)
        distances = (
            list(map(sub, runs.boxes.lefts[1:], runs.boxes.rights)),
            list(map(sub, runs.boxes.lefts, runs.boxes.rights[1:])),
        )
        lines = []
        end = 0
        for start, length, count in zip(
            starts, lengths, runs.counts or self._counts(runs, starts, lengths), strict=True
        ):
            first, end = end, end + count
            lines.append(Line(start, start + length, self._stretches(runs, distances, first, end)))
        return lines

    def _text_runs(self, starts: list[int], lengths: list[int]) -> _Runs:
        """The text runs as pdfium has them."""
        page = self._text_address
        boxes = raw.text_boxes(page, 0, -1)
        counts = raw.counts_of_boxes(page, starts, lengths)
        if sum(counts) != len(boxes.lefts):
            # a run goes on over a line end, so that it is counted for both: take the runs line by line
            parts = [raw.text_boxes(page, start, length) for start, length in zip(starts, lengths, strict=True)]
            boxes = raw.Boxes(*(list(chain.from_iterable(sides)) for sides in zip(*parts, strict=True)))
        return _Runs(self._placed(boxes), counts, [])

    def _words(self) -> _Runs | None:
        """Words instead of runs, where the file places single letters: fewer boxes to ask for."""
        if 3 * self.text.count(" ") > raw.count_boxes(self._text_address, 0, -1):
            return None
        words = [match.span() for match in _WORD.finditer(self.text)]
        begins = [start for start, _ in words]
        ends = [end - 1 for _, end in words]
        boxes = raw.character_boxes(self._text_address, begins + ends)
        count = len(words)
        if not all(map(lt, boxes.lefts, boxes.rights)):
            # some first or last letters have no extent
            return None
        first, last = (raw.Boxes(*(side[part] for side in boxes)) for part in (slice(count), slice(count, None)))
        whole = raw.Boxes(
            list(map(min, first.lefts, last.lefts)),
            list(map(max, first.tops, last.tops)),
            list(map(max, first.rights, last.rights)),
            list(map(min, first.bottoms, last.bottoms)),
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

    def character_boxes(self, start: int, end: int) -> list[Box]:
        """The box of each character; without extent for those that pdfium made up (blanks between runs)."""
        boxes = raw.character_boxes(self._text_address, range(start, end))
        return list(map(self.displayed, zip(*boxes, strict=True)))

    def character_middles(self, start: int, end: int) -> list[float]:
        """Where the middle of each character is across the page; not a number for those that pdfium made up."""
        if not self._is_plain:
            return [(box.x0 + box.x1) / 2 if box.x1 > box.x0 else nan for box in self.character_boxes(start, end)]
        lefts, _, rights, _ = raw.character_boxes(self._text_address, range(start, end))
        x = self._origin[0]
        return [(left + right) / 2 + x if right > left else nan for left, right in zip(lefts, rights, strict=True)]

    def fonts(self, indexes: Sequence[int]) -> list[Font]:
        """How the characters named are set."""
        base_of_page = self._origin[1]
        fonts = []
        for x, y, size, name in raw.type_settings(self._text_address, indexes):
            base = base_of_page - y if self._is_plain else self.displayed((x, y, x, y)).top
            fonts.append(Font(base - _ASCENT * size, base + _DESCENT * size, _is_bold(name)))
        return fonts

    def are_bold(self, indexes: Sequence[int]) -> bool:
        """Whether all characters named are bold."""
        return all(map(_is_bold, raw.font_names(self._text_address, indexes)))

    def ink(self) -> Ink:
        """Ruling lines and pictures."""
        return read_ink(raw.address(self._page), self._to_display)

    def _read_text(self) -> str:
        count = pdfium.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = pdfium.FPDFText_GetText(self._text_page, 0, count, buffer)
        text = memoryview(buffer).cast("B")[: 2 * max(0, written - 1)].tobytes().decode("utf-16-le", "replace")
        if len(text) != count:
            # characters outside the basic plane, or without a meaning: positions would not be indexes
            codes = raw.characters(self._text_address, count)
            text = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
        text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\f", " ")
        return text.translate(_SYMBOLS) if _PRIVATE.search(text) else text

    def _stretches(
        self, runs: _Runs, distances: tuple[list[float], list[float]], first: int, end: int
    ) -> list[Stretch]:
        """Runs `first` to `end` (exclusive), neighbouring ones put together.

        Args:
            runs: of the whole page.
            distances: from each run to the next: how far right of it that begins, and how far left of it that ends.
            first: number of the first run.
            end: number behind the last run.
        """
        if first == end:
            return []
        gaps, returns = (distance[first : end - 1] for distance in distances)
        if not gaps or (max(gaps) <= _NEAR and max(returns) <= _NEAR):
            return [Stretch(self._around(runs.boxes, first, end), 0, -1)]
        cuts = [number for number, step in enumerate(map(max, gaps, returns), first + 1) if step > _NEAR]
        return [
            Stretch(self._around(runs.boxes, start, stop), start - first, runs.starts[start] if runs.starts else -1)
            for start, stop in pairwise((first, *cuts, end))
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


@lru_cache(maxsize=1024)
def _is_bold(name: bytes) -> bool:
    lowered = name.lower()
    return any(word in lowered for word in _BOLD) or lowered.endswith(b"-medi")
