"""What an amount is by: a year, a month, an hour, a unit."""

import re
from functools import partial

from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.money.parts import NAMED_VAT
from tenderscan.tagger.passages.context import Place, cues_about, once
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

RATES = frozenset({"hour", "day", "visit", "unit", "week", "month"})
"""Periods shorter than a year, and units: what is paid by them is a rate, unless something says otherwise."""
_BEHIND = 45
"""Characters behind an amount in which its period may begin."""
_GAP = 14
"""Characters between an amount and its period."""
_BEFORE = 28
"""Characters before an amount in which its period may stand: "an annual sum of"."""
# "£3.10 per meal", "£4,000 each", but not cover of £5m per claim
_PER = re.compile(
    r"\s?(?:\(?(?:ex|excl|plus|\+|inc|incl)[\w. ]{0,12} VAT\)?\s)?(?:(?:per|for each|each) "
    r"(?!annum|cent|year|claim|occurrence|incident|event|accident|contract|lot|breach|and every|party|policy|member"
    r"|council|municipal|district|electoral|councillor)[a-z]"
    r"|each(?=[.,;)\n]|$))",
    re.IGNORECASE,
)
# "£ per meal", "£/m²", "Buffet, each guest", "Charge for each visit"
_EACH = re.compile(
    r"\b(?:per|each) (?!annum|cent|year|claim|occurrence|incident|event|and every)[a-z]|[£€$₹]\s?/\s?[a-z]",
    re.IGNORECASE,
)
_UNIT_HEAD = re.compile(r"units?|per|unit of measure|uom|measure", re.IGNORECASE)
_RATE_HEAD = re.compile(r"\b(?:rate|price each|unit price|unit cost)\b", re.IGNORECASE)
_VAT_BETWEEN = re.compile(
    rf"[\s(,]*(?:(?:\+|plus|exc\w*\.?|inc\w*\.?|ex\.?)\s?(?:of )?)?{NAMED_VAT}VAT[\s),]*", re.IGNORECASE
)
# What begins an item of its own, "; daily rate £500", and what ends a period that stands for itself, ", a year, and"
_ANOTHER = re.compile(r"[,;:(/\n\u2022]|\s[\u2013\u2014-]\s|\b(?:and|with|plus|while|whereas|or)\b|&", re.IGNORECASE)
_ENDED = re.compile(r"\s?(?:[,;.):\n\u2022]|[\u2013\u2014-]\s|(?:and|with|plus|while|whereas|or)\b|&)", re.IGNORECASE)
# Short forms that are written without a blank: "£12,000pa", "£450pcm", "£28ph", "£28/h"
_GLUED = re.compile(
    r"(?:(?P<year>p\.?a\b)|(?P<month>pcm\b|pm\b(?! \d))|(?P<hour>ph\b|\s?/\s?h\b)|(?P<week>pw\b))", re.IGNORECASE
)


def period_of(work: Work, place: Place) -> str | None:
    """What a rate is by: said right behind the amount, right before it, or in its row or column."""
    span = place.span
    index = work.cues("period")
    glued = _GLUED.match(work.text, span.end, place.sentence.end)
    if glued:
        return glued.lastgroup
    end = min(place.sentence.end, span.end + _BEHIND, place.limit)
    for cue in index.within(span.end, end) if end > span.end else ():
        between = work.text[span.end : cue.start]
        near = len(between) <= _GAP and not _of_next(work.text, span.end, cue, place.limit, place.sentence.end)
        if near or _VAT_BETWEEN.fullmatch(between):
            return str(cue.rule.name)
    start = max(place.sentence.start, place.floor, span.start - _BEFORE)
    for cue in reversed(index.within(start, span.start) if start < span.start else ()):
        # What stands right behind the amount before belongs to that one: "£26,400 a year, £79,200 in all".
        claimed = place.floor > place.sentence.start and cue.start - place.floor <= _GAP
        if not claimed or _of_next(work.text, place.floor, cue, span.start, place.sentence.end):
            return str(cue.rule.name)
    if place.cell is None and _PER.match(work.text, span.end, min(place.sentence.end, place.limit)):
        return "unit"
    return _table_period(work, place)


def _of_next(text: str, start: int, cue: Cue, limit: int, end: int) -> bool:
    """Whether a period between two amounts belongs to the second: "£36,000 and the hourly rate £30"."""
    if limit >= end or not _ANOTHER.search(text, start, cue.start):
        return False
    if text.find("(", start, cue.start) >= 0:  # "(monthly in arrears)", but "(monthly cost £3,000)"
        return text.find(")", cue.end, limit) < 0
    return _ENDED.match(text, cue.end, limit) is None


def _table_period(work: Work, place: Place) -> str | None:
    """What a rate is by in a table: said in its column heading, its row label or a column of units."""
    cell = place.cell
    if cell is None:
        return None
    for around in (*cell.heads, *((cell.label,) if cell.label else ())):
        for cue in cues_about(work, "period", around):
            return str(cue.rule.name)
        if _EACH.search(work.text, around.start, around.end):
            return "unit"
    if _PER.match(work.text, place.span.end, min(place.sentence.end, place.limit)):
        return "unit"
    return _unit_column(work, place)


def _unit_column(work: Work, place: Place) -> str | None:
    """What a rate is by, where the row has a cell under "Unit": "hour", "m²"."""
    cell = place.cell
    if cell is None or not any(_RATE_HEAD.search(head.of(work.text)) for head in cell.heads):
        return None
    return once(work, "unit", place.passage.span.start, partial(_unit_of_row, work, place.passage))


def _unit_of_row(work: Work, passage: Passage) -> str | None:
    """What stands in the row under "Unit", as far as it is a period; worked out once for all its amounts."""
    for other in passage.cells:
        if any(_UNIT_HEAD.fullmatch(head.of(work.text).strip()) for head in other.heads):
            said = other.span.of(work.text).strip().lower()
            return said if said in RATES else "unit"
    return None
