"""A page's lines of text cut into pieces: one piece lies in one table cell, or in one column, or in neither.

pdfium puts everything on one baseline into one line, across the cells of a table and sometimes across columns. Where to
cut is known from the boxes of the text runs; single characters are looked at only where a run reaches over a cell's
edge.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tenderscan.readers.pdf.cells import Cells, Place, PlacedCell
from tenderscan.readers.pdf.columns import Gutter
from tenderscan.readers.pdf.geometry import Box, around
from tenderscan.readers.pdf.page import Font, Line, OpenPage, Stretch

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


class Piece(NamedTuple):
    """Text that stands together.

    Attributes:
        text: its characters as pdfium gives them, blanks at both ends included.
        box: around the visible ones.
        top: of the line box of its font; of `box` where the font was not looked up.
        bottom: of the line box of its font; of `box` where the font was not looked up.
        bold: whether it is bold throughout.
        place: the cell it stands in, None outside of tables.
    """

    text: str
    box: Box
    top: float
    bottom: float
    bold: bool
    place: Place | None


class Cover(NamedTuple):
    """A cell that lies over text which is written elsewhere, and that text, a line of it below the other."""

    place: Place
    text: str


class _Where(NamedTuple):
    """Where a stretch of text stands.

    Attributes:
        place: the cell around its middle.
        column: number of gutters left of it.
        torn: whether it reaches over the edge of a cell, so that its characters must be looked at one by one.
    """

    place: Place | None
    column: int
    torn: bool


class _Part(NamedTuple):
    start: int
    end: int
    box: Box
    place: Place | None


def cut(
    page: OpenPage, lines: Iterable[Line], cells: Cells, gutters: Sequence[Gutter], plain: frozenset[int]
) -> list[Piece]:
    """The pieces of a page in the order of its content.

    Args:
        page: the page, open.
        lines: its lines.
        cells: its table cells.
        gutters: between columns, where lines run across them.
        plain: numbers of the grids whose text is not looked at for its font.
    """
    parts: list[_Part] = []
    for line in lines:
        whole = _whole(line)
        if gutters or cells.beside((whole.box.top + whole.box.bottom) / 2):
            parts += _parts(page, line, cells, gutters)
        else:
            parts.append(whole)
    # the fonts of all parts are asked for at once
    letters = [_first_letter(page.text, part, plain) for part in parts]
    fonts = iter(page.fonts([letter for letter in letters if letter >= 0]))
    return [
        _set_piece(page, part, next(fonts)) if letter >= 0 else _plain_piece(page, part)
        for part, letter in zip(parts, letters, strict=True)
    ]


def _first_letter(text: str, part: _Part, plain: frozenset[int]) -> int:
    """Index of the character whose font is that of a part; -1 where its font is of no interest."""
    if part.place is not None and part.place.grid in plain:
        return -1
    # numbers and list marks may be set in another font than the words
    found = _LETTER.search(text, part.start, part.end) or _DIGIT.search(text, part.start, part.end)
    return found.start() if found else -1


def _plain_piece(page: OpenPage, part: _Part) -> Piece:
    box = part.box
    return Piece(page.text[part.start : part.end], box, box.top, box.bottom, False, part.place)


def _set_piece(page: OpenPage, part: _Part, font: Font) -> Piece:
    bold = font.bold
    if bold:
        # words set in bold may begin a line that is not: look at some letters behind them
        found = [match.start() for match in _LETTER.finditer(page.text, part.start, part.end)]
        bold = not found or page.are_bold((found[len(found) // 3], found[2 * len(found) // 3], found[-1]))
    return Piece(page.text[part.start : part.end], part.box, font.top, font.bottom, bold, part.place)


def covered(page: OpenPage, lines: Iterable[Line], covers: Sequence[PlacedCell]) -> list[Cover]:
    """What cells that own no text lie over."""
    texts: list[list[str]] = [[] for _ in covers]
    rows: dict[tuple[float, float], list[int]] = {}
    for number, (box, _) in enumerate(covers):
        rows.setdefault((box.top, box.bottom), []).append(number)
    for line in lines if covers else ():
        x0, top, x1, bottom = _whole(line).box
        y = (top + bottom) / 2
        beside = [number for (upper, lower), row in rows.items() if upper <= y < lower for number in row]
        over = [number for number in beside if covers[number].box.x0 < x1 and covers[number].box.x1 > x0]
        middles = page.character_middles(line.start, line.end) if over else []
        for number in over:
            left, _, right, _ = covers[number].box
            inside = [index for index, middle in enumerate(middles, line.start) if left <= middle < right]
            if inside:
                texts[number].append(page.text[inside[0] : inside[-1] + 1].strip())
    return [Cover(cover.place, "\n".join(filter(None, text))) for cover, text in zip(covers, texts, strict=True)]


def _whole(line: Line) -> _Part:
    stretches = line.stretches
    box = stretches[0].box if len(stretches) == 1 else around([stretch.box for stretch in stretches])
    return _Part(line.start, line.end, box, None)


def _where(box: Box, cells: Cells, gutters: Sequence[Gutter]) -> _Where:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    found = cells.at(x, y)
    if found:
        return _Where(found.place, 0, cells.is_torn(box, found))
    column = sum(gutter.top <= y <= gutter.bottom and gutter.x <= x for gutter in gutters) if gutters else 0
    return _Where(None, column, cells.is_torn(box, None))


def _parts(page: OpenPage, line: Line, cells: Cells, gutters: Sequence[Gutter]) -> list[_Part]:
    stretches = line.stretches
    if len(stretches) == 1:
        place, _, torn = _where(stretches[0].box, cells, gutters)
        part = _Part(line.start, line.end, stretches[0].box, place)
        return _by_character(page, part, cells) if torn else [part]
    groups: list[tuple[_Where, list[Stretch]]] = []
    for stretch in stretches:
        where = _where(stretch.box, cells, gutters)
        if groups and groups[-1][0] == where:
            groups[-1][1].append(stretch)
        else:
            groups.append((where, [stretch]))
    if not groups:
        return [_whole(line)]
    starts = [line.start, *(page.start_of(line, group[0]) for _, group in groups[1:]), line.end]
    parts: list[_Part] = []
    for number, ((place, _, torn), group) in enumerate(groups):
        part = _Part(starts[number], starts[number + 1], around([stretch.box for stretch in group]), place)
        if torn:
            parts += _by_character(page, part, cells)
        else:
            parts.append(part)
    return parts


def _by_character(page: OpenPage, part: _Part, cells: Cells) -> list[_Part]:
    """A part whose characters lie in several cells; blanks that pdfium made up stay with the character before."""
    parts: list[_Part] = []
    for index, box in enumerate(page.character_boxes(part.start, part.end), part.start):
        visible = box.x1 > box.x0
        found = cells.at((box.x0 + box.x1) / 2, (part.box.top + part.box.bottom) / 2) if visible else None
        place = found.place if found else None
        if parts and (not visible or parts[-1].place == place):
            last = parts[-1]
            parts[-1] = _Part(last.start, index + 1, around([last.box, box]) if visible else last.box, last.place)
        else:
            parts.append(_Part(index, index + 1, box if visible else part.box, place))
    return parts
