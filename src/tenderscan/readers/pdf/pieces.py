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
from tenderscan.readers.pdf.page import Line, OpenPage, Stretch

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


_Where = tuple[Place | None, int, bool]
"""Where a stretch of text stands: the cell around its middle, the number of gutters left of it, and whether it reaches
over the edge of a cell, so that its characters must be looked at one by one."""
_Part = tuple[int, int, Box, Place | None]
"""Indexes of the first character and behind the last, the box around them, and their cell."""


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
    alone = not gutters and not cells.boxes
    for line in lines:
        start, end, _, box = line
        if alone or not (gutters or cells.beside((box.top + box.bottom) / 2)):
            parts.append((start, end, box, None))
        else:
            parts += _parts(page, line, cells, gutters)
    text = page.text
    letters = [
        -1 if place is not None and place.grid in plain else _first_letter(text, start, end)
        for start, end, _, place in parts
    ]
    # the fonts of all parts are asked for at once
    fonts = iter(page.fonts([letter for letter in letters if letter >= 0]))
    pieces: list[Piece] = []
    for (start, end, box, place), letter in zip(parts, letters, strict=True):
        top, bottom, bold = next(fonts) if letter >= 0 else (box.top, box.bottom, False)
        # words set in bold may begin a line that is not
        bold = bold and _stays_bold(page, start, end)
        pieces.append(Piece(text[start:end], box, top, bottom, bold, place))
    return pieces


def _first_letter(text: str, start: int, end: int) -> int:
    """Index of the character whose font is that of a part; -1 where there is neither letter nor digit."""
    if start < end and text[start].isalpha():
        return start
    # numbers and list marks may be set in another font than the words
    found = _LETTER.search(text, start, end) or _DIGIT.search(text, start, end)
    return found.start() if found else -1


def _stays_bold(page: OpenPage, start: int, end: int) -> bool:
    """Whether some letters on the way to the end of a part are bold."""
    text = page.text[start:end]
    if text.isascii():  # as nearly always: told without the pattern
        found = [number for number, sign in enumerate(text, start) if sign.isalpha()]
    else:
        found = [match.start() for match in _LETTER.finditer(page.text, start, end)]
    return not found or page.are_bold((found[len(found) // 3], found[2 * len(found) // 3], found[-1]))


def covered(page: OpenPage, lines: Iterable[Line], covers: Sequence[PlacedCell]) -> list[Cover]:
    """What cells that own no text lie over."""
    texts: list[list[str]] = [[] for _ in covers]
    rows: dict[tuple[float, float], list[int]] = {}
    for number, (box, _) in enumerate(covers):
        rows.setdefault((box.top, box.bottom), []).append(number)
    for line in lines if covers else ():
        x0, top, x1, bottom = line.box
        y = (top + bottom) / 2
        beside = [number for (upper, lower), row in rows.items() if upper <= y < lower for number in row]
        over = [number for number in beside if covers[number].box.x0 < x1 and covers[number].box.x1 > x0]
        for number, text in zip(over, _texts_under(page, line, [covers[number].box for number in over]), strict=True):
            texts[number].append(text)
    return [Cover(cover.place, "\n".join(filter(None, text))) for cover, text in zip(covers, texts, strict=True)]


def _texts_under(page: OpenPage, line: Line, boxes: Sequence[Box]) -> list[str]:
    """What of a line stands under each box across it: the characters whose middles do, and what is between them."""
    text = page.text[line.start : line.end]
    # mostly a box is over the whole line, for which its ends are enough
    ends = line.end - len(text.lstrip()), line.start + len(text.rstrip()) - 1
    first, last = page.character_middles(ends)
    found = []
    middles: list[float] = []
    for left, _, right, _ in boxes:
        if left <= first < right and left <= last < right:
            found.append(text.strip())
            continue
        middles = middles or page.character_middles(range(line.start, line.end))
        inside = [index for index, middle in enumerate(middles) if left <= middle < right]
        found.append(text[inside[0] : inside[-1] + 1].strip() if inside else "")
    return found


def _where(box: Box, cells: Cells, gutters: Sequence[Gutter]) -> _Where:
    x0, top, x1, bottom = box
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    found = cells.at(x, y)
    if found:
        return found.place, 0, cells.is_torn(box, found)
    column = sum(gutter.top <= y <= gutter.bottom and gutter.x <= x for gutter in gutters) if gutters else 0
    return None, column, cells.is_torn(box, None)


def _parts(page: OpenPage, line: Line, cells: Cells, gutters: Sequence[Gutter]) -> list[_Part]:
    stretches = line.stretches
    if len(stretches) == 1:
        place, _, torn = _where(line.box, cells, gutters)
        part = (line.start, line.end, line.box, place)
        return _by_character(page, part, cells) if torn else [part]
    groups: list[tuple[_Where, list[Stretch]]] = []
    for stretch in stretches:
        where = _where(stretch.box, cells, gutters)
        if groups and groups[-1][0] == where:
            groups[-1][1].append(stretch)
        else:
            groups.append((where, [stretch]))
    if not groups:
        return [(line.start, line.end, line.box, None)]
    starts = [line.start, *(page.start_of(line, group[0]) for _, group in groups[1:]), line.end]
    parts: list[_Part] = []
    for number, ((place, _, torn), group) in enumerate(groups):
        part = (starts[number], starts[number + 1], around([stretch.box for stretch in group]), place)
        if torn:
            parts += _by_character(page, part, cells)
        else:
            parts.append(part)
    return parts


def _by_character(page: OpenPage, part: _Part, cells: Cells) -> list[_Part]:
    """A part whose characters lie in several cells; blanks that pdfium made up stay with the character before."""
    parts: list[_Part] = []
    start, end, whole, _ = part
    for index, box in enumerate(page.character_boxes(range(start, end)), start):
        visible = box.x1 > box.x0
        found = cells.at((box.x0 + box.x1) / 2, (whole.top + whole.bottom) / 2) if visible else None
        place = found.place if found else None
        if parts and (not visible or parts[-1][3] == place):
            first, _, before, known = parts[-1]
            parts[-1] = (first, index + 1, around([before, box]) if visible else before, known)
        else:
            parts.append((index, index + 1, box if visible else whole, place))
    return parts
