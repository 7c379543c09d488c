"""Columns of running text whose lines pdfium has put together across the gap between them.

Text set in columns mostly stands in the file column by column. Where it stands row by row (scanned and recognised
pages, some converters), the white strip between the columns is looked for: it runs down over many lines, and the text
on both sides of it fills its column. A list of labels and values has such a strip too, but does not fill its columns,
and is read row by row.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tenderscan.readers.pdf.geometry import Box, around
from tenderscan.readers.pdf.page import Line

_MIN_GAP = 8.0
_MIN_ROWS = 6
_MIN_WIDTH = 110.0
"""Points; running text is not set narrower."""
_MIN_FILL = 0.72
"""Part of the column's width that its lines take up on average."""


class Gutter(NamedTuple):
    """The white strip between two columns.

    Attributes:
        x: its middle.
        top: where the first line beside it begins.
        bottom: where the last line beside it ends.
    """

    x: float
    top: float
    bottom: float


class _Row(NamedTuple):
    """A line with a gap: the text left and right of it."""

    left: Box
    right: Box


def find_gutters(lines: Iterable[Line]) -> list[Gutter]:
    """The gutters that run through pdfium's lines."""
    gutters: list[Gutter] = []
    gaps = _gaps(lines)
    if len(gaps) < _MIN_ROWS:
        return gutters
    for rows in _runs([_Row(around(boxes[:cut]), around(boxes[cut:])) for boxes, cut in gaps]):
        if len(rows) >= _MIN_ROWS and _fills([row.left for row in rows]) and _fills([row.right for row in rows]):
            x = (max(row.left.x1 for row in rows) + min(row.right.x0 for row in rows)) / 2
            gutters.append(Gutter(x, min(row.left.top for row in rows), max(row.left.bottom for row in rows)))
    return gutters


def _gaps(lines: Iterable[Line]) -> list[tuple[list[Box], int]]:
    """The stretches of the lines that have a wide gap, and how many stand before the widest."""
    gaps = []
    for line in lines:
        if len(line.stretches) < 2:
            continue
        boxes = [stretch[0] for stretch in line.stretches]
        gap, cut = max([(after[0] - before[2], number) for number, (before, after) in enumerate(pairwise(boxes), 1)])
        if gap >= _MIN_GAP:
            gaps.append((boxes, cut))
    return gaps


def _runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows that follow each other and whose gaps have a strip in common."""
    runs: list[list[_Row]] = []
    left = right = 0.0
    for row in rows:
        narrowed_left, narrowed_right = max(left, row.left.x1), min(right, row.right.x0)
        if runs and narrowed_right - narrowed_left >= _MIN_GAP / 2 and row.left.top >= runs[-1][-1].left.top:
            left, right = narrowed_left, narrowed_right
            runs[-1].append(row)
        else:
            left, right = row.left.x1, row.right.x0
            runs.append([row])
    return runs


def _fills(boxes: Sequence[Box]) -> bool:
    width = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    return width >= _MIN_WIDTH and sum(box.x1 - box.x0 for box in boxes) >= _MIN_FILL * width * len(boxes)
