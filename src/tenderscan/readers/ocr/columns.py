"""Columns of running text among recognised lines.

An engine that reads row by row runs through the gap between two columns, one that looks for columns takes the cells of
a table for some. So the gap is looked for here: a white strip that no word reaches into over many lines, with text on
both sides that fills its column. Labels and values have such a strip too, but do not fill it, and stay rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from tenderscan.readers.ocr.port import Line

_HALF_GAP = 0.45
"""Type sizes that stay white on either side of the middle of the strip."""
_STEP = 0.25
"""Type sizes between two places that are tried."""
_NARROWEST = 10.0
"""Type sizes; running text is not set narrower."""
_FEWEST = 6
"""Lines on either side that fill their column."""
_FILLED, _MOST = 0.75, 0.6
"""Part of the column's width from which a line fills it, and part of the words that stand in such lines."""
_DENSE = 0.7
"""Part of a line that its words take up; in rows of a table it is less."""
_SURE = 0.3
"""Confidence; strokes of a drawing that are taken for words lie across the strip, too."""
_DEEPEST = 4
"""Columns within columns, and above or below them."""


class _Gutter(NamedTuple):
    """The white strip between two columns, in pixels.

    Attributes:
        words: how many stand beside it.
        x: its middle.
        top: what is above is not beside it.
        bottom: what is below is not beside it.
    """

    words: int
    x: float
    top: float
    bottom: float


class _Place(NamedTuple):
    """A word: its ends, the height of its middle, the number of its line, and whether it is one for sure."""

    x0: float
    x1: float
    y: float
    line: int
    sure: bool


def part_columns(lines: Sequence[Line], size: float, depth: int = 0) -> Iterator[Sequence[Line]]:
    """Lines in runs to be read one after the other: what is above columns, the columns, and what is below them.

    Args:
        lines: of a page.
        size: of its running type, in pixels.
        depth: of columns within columns.
    """
    gutter = _find_gutter(lines, size) if depth < _DEEPEST else None
    if gutter is None:
        if lines:
            yield lines
        return
    beside = [line for line in lines if gutter.top < _middle(line) < gutter.bottom]
    yield from part_columns([line for line in lines if _middle(line) <= gutter.top], size, depth + 1)
    yield from part_columns([part for line in beside for part in _side(line, gutter.x, right=False)], size, depth + 1)
    yield from part_columns([part for line in beside for part in _side(line, gutter.x, right=True)], size, depth + 1)
    yield from part_columns([line for line in lines if _middle(line) >= gutter.bottom], size, depth + 1)


def _middle(line: Line) -> float:
    return (line.words[0].top + line.words[0].bottom) / 2


def _side(line: Line, x: float, *, right: bool) -> Iterator[Line]:
    words = tuple(word for word in line.words if (word.x0 + word.x1 > 2 * x) is right)
    if words:
        yield replace(line, words=words)


def _find_gutter(lines: Sequence[Line], size: float) -> _Gutter | None:
    """The strip with most words beside it; of those with the same words the one in the middle."""
    if len(lines) < _FEWEST:
        return None
    places = [
        _Place(word.x0, word.x1, _middle(line), number, len(word.text) > 2 and word.confidence >= _SURE)
        for number, line in enumerate(lines)
        for word in line.words
    ]
    x = min(place.x0 for place in places) + _NARROWEST * size
    last = max(place.x1 for place in places) - _NARROWEST * size
    found: list[_Gutter] = []
    while x < last:
        found += _gutters_at(x, places, size)
        x += _STEP * size
    most = max((gutter.words for gutter in found), default=0)
    best = [gutter for gutter in found if gutter.words == most]
    return best[len(best) // 2] if best else None


def _gutters_at(x: float, places: Sequence[_Place], size: float) -> Iterator[_Gutter]:
    half = _HALF_GAP * size
    crossing = sorted({place.y for place in places if place.sure and place.x0 < x + half and place.x1 > x - half})
    for top, bottom in pairwise((float("-inf"), *crossing, float("inf"))):
        if bottom - top < _FEWEST * size:
            continue
        beside = [place for place in places if top < place.y < bottom]
        if _fills([place for place in beside if place.x0 < x], size) and _fills(
            [place for place in beside if place.x0 > x], size
        ):
            yield _Gutter(len(beside), x, top, bottom)


def _fills(places: Sequence[_Place], size: float) -> bool:
    """Whether words make running text: most of them stand in lines as wide as the column."""
    lines: dict[int, list[_Place]] = {}
    for place in places:
        lines.setdefault(place.line, []).append(place)
    width = max((place.x1 for place in places), default=0) - min((place.x0 for place in places), default=0)
    if len(lines) < _FEWEST or width < _NARROWEST * size:
        return False
    full = [len(line) for line in lines.values() if _is_full(line, width)]
    # through fewer lines a strip may run by chance
    return len(full) >= _FEWEST and sum(full) >= _MOST * len(places)


def _is_full(line: Sequence[_Place], width: float) -> bool:
    """Whether a line fills its column, and is no row of cells with gaps between them."""
    own = max(place.x1 for place in line) - min(place.x0 for place in line)
    return own >= _FILLED * width and sum(place.x1 - place.x0 for place in line) >= _DENSE * own
