"""What can be a clause: a sentence, a bullet, a row; and what is but a title or still to be filled in."""

import re

from tenderscan.document import BlockKind, Span
from tenderscan.tagger.passages.layout import Cell, Passage, sentences
from tenderscan.tagger.work import Work

LONGEST = 700
"""A clause is cut here: whatever runs on longer is a page without full stops."""
_LEADERS = re.compile(r"\.{4,}|…|[\s\t]\d{1,3}$")
"""The dots and the page number of a table of contents."""
FOLLOWS = re.compile(r"\(?[a-z0-9ivx]{1,4}[).]\s|[•●▪◦\u2013\u2014*-]\s|[a-z]")
"""How a line begins that goes on with the one that led it in."""
_SHARE = re.compile(r"[\s)\]]{0,2}(?:%|per\s?cent\b)(?!\s?of\b)", re.IGNORECASE)
"""Right behind a field whose value is a percentage of the whole."""
_WEIGHS = "weight"
_DOES_NOT = re.compile(r"n/a|not applicable", re.IGNORECASE)
_FIRST = re.compile(r"(?:[\s%:;,.|()\[\]\u2022\u2013\u2014-]|(?:per\s?cent|for|on|to|is)\s)*", re.IGNORECASE)
_LAST = re.compile(r"(?:\b(?:is|of|at|be|to)\s)?[\s:;,|(\[=\u2013\u2014-]{0,4}\Z", re.IGNORECASE)
"""What joins a name to the field before it, and to that behind it."""
ROW = 300
"""A row of a table that is longer than this holds more than one clause."""


def units(work: Work, passage: Passage) -> list[Span]:
    """The sentences, bullets or rows of a passage."""
    if passage.cells:
        rows = [sentence for cell in passage.cells for sentence in sentences(work.text, cell.span)]
        return [passage.span] if len(passage.span) <= ROW else rows
    if passage.kind is BlockKind.HEADING:
        return [passage.span]
    return sentences(work.text, passage.span)


def to_fill_in(work: Work, passage: Passage, sentence: Span, places: list[int]) -> bool:
    """Whether most of a unit, or the value in a row of label and value, is still to be filled in.

    A long bracket that holds what was found, at one of the `places`, is an optional clause, and not a field.
    """
    masks = work.masks_near(sentence)
    if not masks:
        return False
    fields = [mask for mask in masks if not any(mask.start <= place < mask.end for place in places)]
    hidden = sum(min(mask.end, sentence.end) - max(mask.start, sentence.start) for mask in fields)
    written = sum(map(str.isalnum, sentence.of(work.text))) - sum(map(str.isalnum, _texts(work, sentence, fields)))
    if hidden > written:
        return True
    value = passage.cells[-1].span if len(passage.cells) == 2 else None
    return value is not None and any(mask.contains(value) for mask in fields)


def is_weighed(work: Work, passage: Passage, unit: Span) -> bool:
    """Whether a field of a unit is the weight of a criterion: "[X]% - Price", "Price weighting: ____"."""
    masks = work.masks_near(unit)
    if not masks or any(_DOES_NOT.fullmatch(mask.of(work.text)) for mask in masks):
        return False
    if _WEIGHS in unit.of(work.lower):
        return True
    for mask in masks:
        cell = passage.cell_at(mask.start)
        if cell and heads_weigh(work, cell):
            return True
        if mask.of(work.text).rstrip("]> ").endswith("%") or _SHARE.match(work.text, mask.end, unit.end):
            return True
    return False


def heads_weigh(work: Work, cell: Cell) -> bool:
    """Whether the column of a cell holds weightings."""
    return any(_WEIGHS in head.of(work.lower) for head in cell.heads)


def beside_fields(work: Work, passage: Passage, unit: Span, place: int) -> Span:
    """The words round a place in a unit, as far as the fields beside them: of a row within the cell."""
    cell = passage.cell_at(place)
    start, end = (max(unit.start, cell.span.start), min(unit.end, cell.span.end)) if cell else (unit.start, unit.end)
    for mask in work.masks_near(unit):
        if mask.end <= place:
            start = max(start, mask.end)
        elif mask.start > place:
            end = min(end, mask.start)
    before, behind = _FIRST.match(work.text, start, place), _LAST.search(work.text, place, end)
    return Span(before.end() if before else start, behind.start() if behind else end)


def is_contents(text: str) -> bool:
    """Whether a text is a line of a table of contents."""
    return _LEADERS.search(text.rstrip()) is not None


def _texts(work: Work, sentence: Span, masks: list[Span]) -> str:
    """What stands in a sentence under some masks."""
    return "".join(work.text[max(mask.start, sentence.start) : min(mask.end, sentence.end)] for mask in masks)


def cut(sentence: Span, place: int) -> Span:
    """The sentence, shortened round a place in it where it never ends."""
    if len(sentence) <= LONGEST:
        return sentence
    start = max(sentence.start, place - 200)
    return Span(start, min(sentence.end, start + LONGEST))
