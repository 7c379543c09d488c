"""What was filled into a page put between its text: an answer beside its question, a box beside its word."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from statistics import median

from tenderscan.readers import effort
from tenderscan.readers.pdf.cells import Cells
from tenderscan.readers.pdf.forms import Entry
from tenderscan.readers.pdf.geometry import Box, around
from tenderscan.readers.pdf.page import Line, OpenPage
from tenderscan.readers.pdf.pieces import Piece

_BESIDE = 80.0
"""Points from a box to the word it belongs to, at most."""
_QUESTION = 300.0
"""Points from a field to the question left of it, at most: further away is another column."""
_MOST_PLACED = 2_000
"""Entries of a page that are put beside their questions, which takes the square of their number."""
_BLANK = 0.25
"""Part of a line's height that is left between a field and the words beside it, so that a blank parts them."""
_USUAL = 11.0
"""Height of a line where the page has none to measure."""


def parted_lines(page: OpenPage, lines: Sequence[Line], entries: Sequence[Entry]) -> Sequence[Line]:
    """The lines of a page, cut in two where a field stands between their words."""
    if not entries or len(entries) > _MOST_PLACED:
        return lines
    parted: list[Line] = []
    for line in lines:
        parted += _parted(page, line, entries) if len(line.stretches) > 1 else [line]
    return parted


def _parted(page: OpenPage, line: Line, entries: Iterable[Entry]) -> list[Line]:
    lefts = sorted(entry.box.x0 for entry in entries if _beside(entry.box, line.box))
    groups: list[list[int]] = []
    before = -1
    for number, stretch in enumerate(line.stretches):
        passed = bisect_right(lefts, stretch.box.x0)
        if groups and passed == before:
            groups[-1].append(number)
        else:
            groups.append([number])
        before = passed
    if len(groups) == 1:
        return [line]
    starts = [line.start, *(page.start_of(line, line.stretches[group[0]]) for group in groups[1:]), line.end]
    lines = []
    for group, start, end in zip(groups, starts, starts[1:], strict=False):
        first = line.stretches[group[0]].number
        stretches = [line.stretches[number] for number in group]
        moved = [stretch._replace(number=stretch.number - first) for stretch in stretches]
        lines.append(Line(start, end, moved, around([stretch.box for stretch in moved])))
    return lines


def with_entries(pieces: Sequence[Piece], entries: Sequence[Entry], cells: Cells) -> list[Piece]:
    """The pieces of a page with what was filled in, each behind what stands left of it on its line."""
    ordered = list(pieces)
    heights = [piece.bottom - piece.top for piece in pieces if piece.text.strip()]
    usual = median(heights) if heights else _USUAL
    for entry in entries[:_MOST_PLACED]:
        effort.check()
        _put(ordered, entry, cells, usual)
    rest = entries[_MOST_PLACED:]
    return [*ordered, *(Piece(entry.text, entry.box, *entry.box[1::2], False, None) for entry in rest)]


def _put(ordered: list[Piece], entry: Entry, cells: Cells, usual: float) -> None:
    x, y = (entry.box.x0 + entry.box.x1) / 2, (entry.box.top + entry.box.bottom) / 2
    found = cells.at(x, y)
    place = found.place if found else None
    beside = [
        (piece, number)
        for number, piece in enumerate(ordered)
        if piece.place == place and piece.text.strip() and _beside(piece.box, entry.box)
    ]
    before = [(piece.box.x0, number) for piece, number in beside if piece.box.x0 < entry.box.x0]
    left = max((each for each in before if entry.box.x0 - ordered[each[1]].box.x1 < _QUESTION), default=None)
    right = min(((piece.box.x0, number) for piece, number in beside if piece.box.x0 >= entry.box.x0), default=None)
    anchor = ordered[left[1]] if left else ordered[right[1]] if right else None
    if left:
        number = left[1] + 1
    elif right:
        number = right[1]
    else:
        number = _below(ordered, place, y)
    lines = _text(entry, ordered, left, right).split("\n")
    pitch = min(1.2 * usual, (entry.box.bottom - entry.box.top) / len(lines))
    for index, text in enumerate(lines):
        top = entry.box.top + index * pitch if len(lines) > 1 else y - usual / 2
        box = Box(entry.box.x0, top, max(entry.box.x1, entry.box.x0 + 1), top + usual)
        top, bottom = box.top, box.bottom
        if index == 0 and anchor:
            # on the line of its question, behind it even where that is a row of dots below the answer
            begin = max(box.x0, anchor.box.x1 + _BLANK * usual) if left else box.x0
            end = min(box.x1, right[0] - _BLANK * usual) if right else box.x1
            box = Box(begin, anchor.box.top, max(end, begin + 0.1), anchor.box.bottom)
            top, bottom = anchor.top, anchor.bottom
        ordered.insert(number + index, Piece(text, box, top, bottom, False, place))


def _text(
    entry: Entry, ordered: Sequence[Piece], left: tuple[float, int] | None, right: tuple[float, int] | None
) -> str:
    """The text of an entry; with the meaning of a box where no words stand beside it."""
    if not entry.meaning:
        return entry.text
    near_right = right and ordered[right[1]].box.x0 - entry.box.x1 < _BESIDE
    near_left = left and entry.box.x0 - ordered[left[1]].box.x1 < _BESIDE
    return entry.text if near_right or near_left else f"{entry.text} {entry.meaning}"


def _below(ordered: Sequence[Piece], place: object, y: float) -> int:
    """Where to put what has nothing beside it: behind the lowest piece above it."""
    above = [
        ((piece.top + piece.bottom) / 2, number)
        for number, piece in enumerate(ordered)
        if piece.place == place and (piece.top + piece.bottom) / 2 <= y
    ]
    return max(above)[1] + 1 if above else next((n for n, piece in enumerate(ordered) if piece.place == place), 0)


def _beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand on one line: more than half of the lower one is beside the other."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)
