"""Recognised words as a page: lines, columns and strands, like those of a page that came with its text.

The engines put lines together, but not all of them rows: one sees three columns where a table has three cells in a
row, another one line for each cell. So the lines are cut where there are wide gaps and rows are made of what stands at
one height; only columns of running text are parted again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tenderscan.readers.ocr.columns import part_columns
from tenderscan.readers.ocr.port import Line, Word
from tenderscan.readers.ocr.reading import Reading
from tenderscan.readers.pdf.geometry import Box, around
from tenderscan.readers.pdf.layout import FilledGrid, PageLayout, Strand, TextLine, strand_of

_USUAL_SIZE = 11.0
"""Points: what running text is taken to be set in where nothing tells how large the page is."""
_WIDE_GAP = 1.6
"""Type sizes; a wider gap parts cells or columns."""
_SAME_SIZE = 0.15
"""Part of the running text's size by which the size of a line may differ by mismeasurement."""
_ASCENT, _DESCENT = 0.9, 0.25
_MARK = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]{1,2}|[ivxl]{1,5})[.):]?|\W", re.IGNORECASE)
_MARK_GAP = 6.0
"""Type sizes between a number or bullet and its line at most."""
_SIDEWAYS = 2.0
_EDGE = 0.1
"""Part of the page's height, at its top and bottom, where what stands in a row may be a running header."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words with no wide gap between them, in points.

    Attributes:
        text: with a blank between words.
        box: from the tops of tall letters to the feet of deep ones.
        size: type size.
        base: where the line of writing lies.
    """

    text: str
    box: Box
    size: float
    base: float


_Row = tuple[_Segment, ...]


def page_layout(reading: Reading, *, points: float | None = None) -> PageLayout:
    """The page that was read.

    Args:
        reading: of its picture.
        points: length of a pixel of the picture that was given, in points; None where unknown.
    """
    lines = [line for line in reading.recognised.lines if line.words]
    running = _running_size(lines)
    unit = points / reading.scale if points else _USUAL_SIZE / running
    width, height = reading.width * unit, reading.height * unit
    parts: list[Strand | FilledGrid] = []
    for region in part_columns(lines, running):
        rows = _rows(segment for line in region for segment in _segments(line, unit, running))
        parts += _parts(rows, height)
    return PageLayout(width, height, tuple(parts))


def _running_size(lines: Iterable[Line]) -> float:
    """The type size of most characters, in pixels."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.type_size)] += sum(len(word.text) for word in line.words)
    if not sizes:
        return _USUAL_SIZE
    # neighbouring sizes are one: a line that is measured a pixel too large is no other type
    return float(max(sizes, key=lambda size: sum(sizes[near] for near in range(size - 2, size + 3))))


def _segments(line: Line, unit: float, running: float) -> Iterator[_Segment]:
    size = running if abs(line.type_size - running) <= _SAME_SIZE * running else line.type_size
    start = 0
    gaps = [after.x0 - before.x1 for before, after in pairwise(line.words)]
    for number, gap in enumerate([*gaps, float("inf")], 1):
        if gap > _WIDE_GAP * size:
            yield _segment(line.words[start:number], line.base * unit, size * unit, unit)
            start = number


def _segment(words: Sequence[Word], base: float, size: float, unit: float) -> _Segment:
    text = " ".join(word.text for word in words)
    x0, x1 = min(word.x0 for word in words) * unit, max(word.x1 for word in words) * unit
    top, bottom = min(word.top for word in words) * unit, max(word.bottom for word in words) * unit
    if bottom - top > _SIDEWAYS * (x1 - x0) and len(text) > 2:
        return _Segment(text, Box(x0, top, x1, bottom), x1 - x0, bottom)
    return _Segment(text, Box(x0, base - _ASCENT * size, x1, base + _DESCENT * size), size, base)


def _rows(segments: Iterable[_Segment]) -> list[_Row]:
    """Segments that stand at one height, left to right; the rows from the top."""
    rows: list[list[_Segment]] = []
    for segment in sorted(segments, key=lambda one: one.base):
        row = rows[-1] if rows else []
        if row and abs(segment.base - row[-1].base) < 0.4 * min(segment.size, row[-1].size) and _fits(segment, row):
            row.append(segment)
        else:
            rows.append([segment])
    return [tuple(sorted(row, key=lambda one: one.box.x0)) for row in rows]


def _fits(segment: _Segment, row: Sequence[_Segment]) -> bool:
    """Whether there is room in a row: lines of a skewed or curved picture may come near each other."""
    slack = 0.5 * segment.size
    return all(segment.box.x0 > one.box.x1 - slack or segment.box.x1 < one.box.x0 + slack for one in row)


def _parts(rows: Iterable[_Row], height: float) -> Iterator[Strand | FilledGrid]:
    """Rows of several cells as rows of a table, so that they stay lines; the others as lines that follow each other."""
    lines: list[TextLine] = []
    for row in rows:
        line = _line(row)
        tabular = len(row) > 1 and not _is_mark(row)
        if lines and (tabular or not _continues(lines[-1], line)):
            yield strand_of(lines)
            lines = []
        if tabular and _EDGE * height < line.top and line.bottom < (1 - _EDGE) * height:
            yield FilledGrid(Box(*line[1:5]), (tuple(one.text for one in row),), False)
            continue
        lines.append(line)
        if tabular:
            yield strand_of(lines)
            lines = []
    if lines:
        yield strand_of(lines)


def _is_mark(row: _Row) -> bool:
    """Whether a row is a line whose number or bullet stands apart from it."""
    mark, text = row[0], row[-1]
    near = text.box.x0 - mark.box.x1 < _MARK_GAP * text.size
    return len(row) == 2 and near and bool(_MARK.fullmatch(mark.text))


def _line(row: _Row) -> TextLine:
    box = around([one.box for one in row])
    size = max(one.size for one in row)
    base = row[0].base
    text = " ".join(one.text for one in row)
    upright = box.bottom - box.top <= _SIDEWAYS * (box.x1 - box.x0) or len(text) < 3
    top, bottom = (base - _ASCENT * size, base + _DESCENT * size) if upright else (box.top, box.bottom)
    return TextLine(text, box.x0, top, box.x1, bottom, False, upright)


def _continues(before: TextLine, line: TextLine) -> bool:
    overlap = line.x0 < before.x1 and line.x1 > before.x0
    return before.upright == line.upright and overlap and line.top - before.bottom < 4 * before.height
