"""Cutting a passage out of a text: within its page, if it can be within its block, between sentences or words."""

import re

from tenderscan.document import Span
from tenderscan.search.layout import RUNNING, Layout

WIDTH = 240
"""Characters of a passage, about three printed lines."""

_SHORT_BLOCK = 60
"""A block this short, a heading or a row, says too little by itself; what follows it is shown with it."""
_LEAD = 100
"""Characters before the first marked word in which the beginning of its sentence is looked for."""
_SENTENCE_END = re.compile(r"[.!?;:]['\"\u201d\u2019)]*\s+|\n")
_BLANK = re.compile(r"\s")


def cut(layout: Layout, group: Span) -> Span:
    """A piece of about `WIDTH` characters that holds `group`, or what of it lies on the page where it begins."""
    return _piece(layout.text, group, _room(layout, group))


def _room(layout: Layout, group: Span) -> Span:
    """How far a passage may reach: the block, with what follows a short one, but never beyond the page."""
    page = layout.page_span(group.start)
    block = layout.block(group.start)
    if block is None:
        return page
    low, high = max(block.span.start, page.start), block.span.end
    for follower in layout.blocks_from(group.start, page.end)[1:]:
        if follower.kind in RUNNING or (high >= group.end and high - low >= _SHORT_BLOCK):
            break
        high = follower.span.end
    return Span(low, max(min(high, page.end), min(group.end, page.end)))


def _piece(text: str, group: Span, room: Span) -> Span:
    """A piece of about `WIDTH` characters of `room` that holds `group`, cut between sentences or at least words."""
    if len(room) <= WIDTH + _SHORT_BLOCK:
        return _stripped(text, room)
    start = room.start
    if group.start - room.start > _LEAD // 2:
        ends = [
            match.end() for match in _SENTENCE_END.finditer(text, max(room.start, group.start - _LEAD), group.start)
        ]
        start = ends[-1] if ends else _word_start(text, max(room.start, group.start - _LEAD // 2), group.start)
    reach = min(max(start + WIDTH, group.end), room.end)
    end = reach
    if reach < room.end:
        least = max(group.end, start + WIDTH // 2)
        ends = [match.end() for match in _SENTENCE_END.finditer(text, least, reach)]
        end = ends[-1] if ends else _word_end(text, reach, group.end)
    return _stripped(text, Span(start, end))


def _word_start(text: str, start: int, before: int) -> int:
    """The first beginning of a word in `text[start:before]`, or `before`."""
    if start == 0 or text[start - 1].isspace():
        return start
    blank = _BLANK.search(text, start, before)
    return blank.end() if blank else before


def _word_end(text: str, end: int, least: int) -> int:
    """The last end of a word before `end`, but not before `least`."""
    if end >= len(text) or text[end].isspace():
        return end
    for position in range(end, max(least, end - _LEAD), -1):
        if text[position - 1].isspace():
            return position - 1
    return end


def _stripped(text: str, span: Span) -> Span:
    """The span without blanks at its ends; itself where there is nothing else."""
    piece = span.of(text)
    if not piece.strip():
        return span
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end - len(piece) + len(piece.rstrip()))
