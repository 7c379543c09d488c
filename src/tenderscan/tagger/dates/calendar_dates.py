"""Dates: British day-first forms, and what each day is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import CalendarDate, Label
from tenderscan.rules import DateRule
from tenderscan.tagger.dates.date_forms import (
    ALONE,
    BEFORE_DAY,
    DAY_AND,
    DAY_BEFORE,
    DAY_FIRST,
    FIGURE,
    LED_IN,
    LIKELY,
    MONTH_FIRST,
    MONTH_ONLY,
    OF_DAYS,
    PARTED,
    RANGE,
    SHORT_LIKELY,
    SHORT_YEAR,
    STEMS,
    WORTH_A_LOOK,
    from_figures,
    from_months,
    iso_days,
    month_number,
    month_places,
    numeric,
    parts,
)
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.context import Place, nearest
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.passages.openings import folded, holds
from tenderscan.tagger.passages.taken import Taken
from tenderscan.tagger.work import Work

# Quick ways of which tests know the plain one.
_numeric, _LIKELY, _STEMS, _WORTH_A_LOOK = numeric, LIKELY, STEMS, WORTH_A_LOOK
_BEFORE_YEAR = 64
"""Characters in front of a year in which the date begins."""
_LOOKED_AHEAD = 3
"""Characters behind a date that its patterns look at."""
_BEHIND_YEAR = 24
"""Characters behind a year in which the date ends, and what follows shows that it is one."""
_A_DAY = len("YYYY-MM-DD")
"""`CalendarDate` is a day; a month alone is recognised, so that nothing else is made of it, but not kept."""
_ENOUGH = 0.62
"""A heading alone does not say what a date is: a section on award holds all sorts of dates."""
_LETTER_HEAD = 3_000
"""Characters in which a date alone on its line is that of the letter or report."""
_LONG = 1_500
"""Characters of a sentence; what is further from a date says nothing about it."""
_FAR = 70
"""Characters from a cue to a date at most."""
_BARE = 6
"""Characters of a cue that says little by itself, such as "to", "from" or "by"."""
_LITTLE = 3
"""Letters between such a cue and its date, or beside it in a heading, at most."""
_LABEL = "date"
"""What says little about a day that stands behind it."""
_LED_BY_WORD = re.compile(r"[^\W\d_][ ]\Z")
"""In front of such a label: it is the end of a longer one, "Print date"."""
_PIECES = 2
"""Signs that a document writes the month first, without which it is read day-first."""
_EITHER_WAY = 0.55
"""How sure a day is that is read month-first and could be read day-first: below what counts without a look at it."""
_BLOCK = 220
"""Characters of a block of signatures in front of its date."""
_VAGUE = frozenset({"start", "end", "other"})
"""Roles that the two ends of a range tell better than a cue near one of them."""
_BETWEEN = 24
"""Characters between the two days of a range at most."""
_UNTIL = re.compile(
    r"\s*(?:[\u2013\u2014-]|\bto\b|\b(?:up )?until\b|\bthrough(?: to)?\b)\s*(?:the\s)?(?:\w{3,6}day,?\s)?(?:the\s)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.?|p\.m\.?|hours|hrs|noon)\b"
    r"|\b\d{1,2}[:.]\d\d\b|\b(?:noon|midday|midnight|on|at|the)\b|[(),]",
    re.IGNORECASE,
)
"""What stands between a cue and a date without parting them."""


class Day(NamedTuple):
    """A date where it stands; `iso` is YYYY-MM-DD, or YYYY-MM where the text names no day."""

    span: Span
    iso: str
    certain: float


def tag_dates(work: Work) -> None:
    """Find the dates of a section."""
    for passage in work.passages_with(_WORTH_A_LOOK):
        month_first = _in_figures(work, passage) and _cached_order(work)
        days = find_dates(work.text, passage.span, month_first=month_first)
        days = sorted([*days, *_in_cells(work, passage, days, month_first)]) if passage.cells else days
        ranges = _ranges(work.text, days)
        for position, day in enumerate(days):
            if work.masked(day.span) or len(day.iso) < _A_DAY:
                continue
            limit = days[position + 1].span.start if position + 1 < len(days) else passage.span.end
            place = _place(passage, day.span, work.sentence_at(passage, day.span), limit)
            role, rule, score = _role(work, place, ranges.get(day.span))
            work.add(Label.DATE, CalendarDate(day.iso, role), day.span, rule, score * day.certain, passage)


def _place(passage: Passage, day: Span, sentence: Span, limit: int) -> Place:
    """A day and its surroundings; of a sentence that never ends those that are near."""
    if len(sentence) > _LONG:
        sentence = Span(max(sentence.start, day.start - _LONG), min(sentence.end, day.end + _LONG))
        passage = replace(passage, span=sentence)
    return Place(passage, day, sentence, min(limit, sentence.end))


def _in_cells(work: Work, passage: Passage, days: list[Day], month_first: bool) -> Iterator[Day]:
    """Short dates that are all of a cell in a column of dates."""
    known = {day.span for day in days}
    for cell in passage.cells:
        match = ALONE.fullmatch(cell.span.of(work.text)) if len(cell.span) <= _A_DAY else None
        if match and cell.span not in known and any(OF_DAYS.search(head.of(work.text)) for head in cell.heads):
            iso = _ordered(match["day"], match["month"], match["year"], month_first)
            if iso:
                yield Day(cell.span, iso, 0.85)


def _ranges(text: str, days: list[Day]) -> dict[Span, str]:
    """Which days begin and end a range: only a sign or a word stands between the two."""
    ends: dict[Span, str] = {}
    for first, last in pairwise(days):
        if last.span.start - first.span.end <= _BETWEEN and first.iso < last.iso:
            between = text[first.span.end : last.span.start]
            led_by = text[max(0, first.span.start - len("between ")) : first.span.start].lower()
            if _UNTIL.fullmatch(between) or (between.strip().lower() == "and" and led_by.rstrip().endswith("between")):
                ends[first.span], ends[last.span] = "start", "end"
    return ends


def _in_figures(work: Work, passage: Passage) -> bool:
    """Whether days in figures stand in a passage, so that it must be known which of them comes first."""
    return work.month_first is not False and any(_numeric(work.text, passage.span.start, passage.span.end))


def _cached_order(work: Work) -> bool:
    if work.month_first is None:
        work.month_first = _month_first(work.text)
    return work.month_first


def find_dates(text: str, span: Span, *, month_first: bool = False) -> list[Day]:
    """All dates in a stretch of text, in order; `month_first` reads 02/03/2026 as 3 February."""
    taken = Taken()
    days = (
        day
        for part in _with_years(text, span)
        for day in _candidates(text, span, part, month_first)
        if not _cut_off(day, part, span)
    )
    return sorted(day for day in days if taken.add(day.span))


def _cut_off(day: Day, part: Span, whole: Span) -> bool:
    """Whether a day reaches to where its part is cut and may go on behind it: "20" of "20261". No year stands there."""
    return part.end < whole.end and day.span.end > part.end - _LOOKED_AHEAD


def _with_years(text: str, span: Span) -> Iterator[Span]:
    """The parts of a stretch of text in which a date may stand: all about what may be a year."""
    start = end = -1
    for match in _WORTH_A_LOOK.finditer(text, span.start, span.end):
        if end >= 0 and match.start() - _BEFORE_YEAR > end:
            yield Span(start, end)
            end = -1
        start = start if end >= 0 else max(span.start, match.start() - _BEFORE_YEAR)
        end = min(span.end, match.end() + _BEHIND_YEAR)
    if end >= 0:
        yield Span(start, end)


def _candidates(text: str, whole: Span, span: Span, month_first: bool) -> Iterator[Day]:
    """Dates in any form, the surest forms first; what overlaps one that came before is dropped.

    Args:
        text: of the document.
        whole: the stretch of text that is read.
        span: the part of it in which they stand.
        month_first: as of `find_dates`.
    """
    part = folded(text[span.start : span.end])
    months = month_places(part, span.start) if holds(part, Span(0, len(part)), _STEMS) else ()
    if months:
        for day in _in_words(text, span, months):
            if not _cut_off(day, span, whole):
                yield from _sharing(text, whole, day)
                yield day
    parted = [match.start() for match in PARTED.finditer(text, span.start, span.end)]
    if parted:
        yield from _days(iso_days(text, parted, span))
        yield from _short(text, span, month_first)
    for match in _numeric(text, span.start, span.end) if parted else ():
        first, second, year = parts(match)
        iso = _ordered(first, second, year, month_first)
        if iso:
            yield Day(Span(*match.span()), iso, _certain(first, second, month_first))
    for match in from_months(MONTH_ONLY, text, months, span.end):
        if DAY_BEFORE.search(text, max(span.start, match.start() - 12), match.start()):
            continue  # 31 February 2026: a slip, but no month
        yield Day(Span(*match.span()), f"{match['year']}-{month_number(match['month']):02}", 0.8)


def _days(matches: Iterable[re.Match[str]]) -> Iterator[Day]:
    for match in matches:
        iso = _iso(match["year"], month_number(match["month"]), match["day"])
        if iso:
            yield Day(Span(*match.span()), iso, 1.0)


def _in_words(text: str, span: Span, months: Sequence[int]) -> Iterator[Day]:
    """Dates with the name of a month; `months` is where the names begin."""
    yield from _days(from_figures(DAY_FIRST, text, span.start, span.end))
    yield from _days(from_months(MONTH_FIRST, text, months, span.end))
    if not SHORT_LIKELY.search(text, span.start, span.end):
        return
    for match in from_figures(SHORT_YEAR, text, span.start, span.end):
        iso = _iso(match["year"] or match["year2"], month_number(match["month"] or match["month2"]), match["day"])
        if iso:
            yield Day(Span(*match.span()), iso, 0.9)


def _sharing(text: str, span: Span, day: Day) -> Iterator[Day]:
    """The days that share month or year with the one behind them: the 4 of "4 - 6 May 2026"."""
    at, later = day.span.start, date.fromisoformat(day.iso)
    while FIGURE.search(text, start := max(span.start, at - BEFORE_DAY), at):
        match = DAY_AND.search(text, start, at)
        if match is None:
            return
        own = match["first"] or match["month"]
        month = month_number(own) if own else later.month
        listed = match["join"].lower() in {"and", "or", "&", "/", ","}
        # "and" and a comma join two dates of which each may have its own year, and a number to a date.
        if match["label"] or (listed and own) or (match["join"] == "," and at == day.span.start):
            return
        year = later.year - (month > later.month)
        iso = _iso(f"{year:04}", month, match["day"])
        if iso is None or iso >= day.iso:
            return
        yield Day(Span(*match.span("whole")), iso, 0.85)
        at = match.start("whole")


def _short(text: str, span: Span, month_first: bool) -> Iterator[Day]:
    """Days in figures that only their surroundings tell from numbers of clauses."""
    for match in from_figures(RANGE, text, span.start, span.end):
        first, last = (_ordered(match[at], match[at + 2], match[at + 3], month_first) for at in (1, 5))
        if first and last and first <= last:
            yield Day(Span(match.start(1), match.end(4)), first, 0.9)
            yield Day(Span(match.start(5), match.end(8)), last, 0.9)
    for match in LED_IN.finditer(text, span.start, span.end):
        iso = _ordered(match["day"], match["month"], match["year"], month_first)
        if iso:
            yield Day(Span(*match.span("whole")), iso, 0.8)


def _certain(first: str, second: str, month_first: bool) -> float:
    """How sure the order of a day in figures is: where both orders make a day and its document decides, not very."""
    either = int(first) <= 12 and int(second) <= 12 and int(first) != int(second)
    return _EITHER_WAY if month_first and either else 0.95


def _ordered(first: str, second: str, year: str, month_first: bool) -> str | None:
    """ISO form of a day in figures, in the order of the document where both orders make a day."""
    swap = int(second) > 12 or (month_first and int(first) <= 12)
    return _iso(year, int(first if swap else second), second if swap else first)


def _iso(year: str, month: int, day: str) -> str | None:
    """ISO form, None for a day that does not exist; a year of two digits is the one nearest to 2000-2059."""
    number = int(year.lstrip("'\u2019"))
    if number < 100:
        number += 2000 if number < 60 else 1900
    try:
        return date(number, month, int(day)).isoformat()
    except ValueError:
        return None


def _month_first(text: str) -> bool:
    """Whether a document writes the month first: more than one day of it says so, and none says the other thing.

    One slip or one quoted day does not turn all the others. A figure above 12 says so; so does a day in words that
    agrees with one reading of one in figures, twice where it is the same day of the same month; and words that have the
    month first say it once, as they stand in British documents too.
    """
    american: set[tuple[str, ...]] = set()
    unclear: set[tuple[int, int]] = set()
    for match in _numeric(text, 0, len(text)):
        first, second = (int(figure) for figure in parts(match)[:2])
        if first > 12 and second <= 12:
            return False
        if second > 12 and first <= 12:
            american.add(parts(match))
        elif first <= 12 and second <= 12 and first != second:
            unclear.add((first, second))
    if not unclear:
        return False  # nothing hangs on it
    words_british = list(from_figures(DAY_FIRST, text, 0, len(text)))
    words_american = list(from_months(MONTH_FIRST, text, month_places(folded(text), 0), len(text)))
    in_words = {(int(match["day"]), month_number(match["month"])) for match in (*words_british, *words_american)}
    months = {month for _, month in in_words}
    as_british = sum((second in months) + ((first, second) in in_words) for first, second in unclear)
    as_american = sum((first in months) + ((second, first) in in_words) for first, second in unclear)
    if as_british > as_american:
        return False
    pieces = len(american) + as_american - as_british + (len(words_american) > len(words_british))
    return pieces >= _PIECES


def _role(work: Work, place: Place, of_range: str | None) -> tuple[str, str, float]:
    """Role, id of the rule and score.

    Args:
        work: the document.
        place: of the day.
        of_range: "start" or "end" where the day begins or ends a range, which counts where no cue says another thing.
    """
    rules = work.grammar.rules.dates.rules
    for near in nearest(work, "date", place):
        cue, rule = near.cue, near.cue.rule
        if near.weight < _ENOUGH or not _near_enough(work, place, cue):
            continue
        if of_range and rule.role in _VAGUE:
            break
        if cue.end - cue.start <= _BARE:
            signed = _signature_block(work, cue)
            if signed is None and _says_nothing(work, place, cue):
                continue
            rule = signed or rule
        return rule.role, rule.head.id, rule.score * (0.6 + 0.4 * near.weight)
    if of_range:
        rule = next(rule for rule in rules if rule.role == of_range)
        return rule.role, rule.head.id, rule.score * 0.8
    alone = place.span == place.passage.span and place.span.start < _LETTER_HEAD
    rule = next(rule for rule in rules if (rule.role == "document" if alone else not rule.cues))
    return rule.role, rule.head.id, rule.score


def _says_nothing(work: Work, place: Place, cue: Cue) -> bool:
    """Whether a bare "Date" heads a column, where it is that of a row and no document's, or ends a longer label."""
    if work.lower[cue.start : cue.end] != _LABEL:
        return False
    if place.cell and any(head.start <= cue.start < head.end for head in place.cell.heads):
        return True
    return _LED_BY_WORD.search(work.text, max(0, cue.start - 2), cue.start) is not None


def _signature_block(work: Work, cue: Cue) -> DateRule | None:
    """The rule of the block in which a bare "Date" stands: at the name of who signs it is the day of the signature."""
    if work.lower[cue.start : cue.end] != _LABEL:
        return None
    before = work.lower[max(0, cue.start - _BLOCK) : cue.start]
    for rule in work.grammar.rules.dates.rules:
        if rule.beside and any(phrase in before for phrase in rule.beside):
            return rule
    return None


def _near_enough(work: Work, place: Place, cue: Cue) -> bool:
    """Whether a cue stands near enough to a date; a bare "to" or "by" must stand right at it, or head its column."""
    gap = place.span.start - cue.end
    short = cue.end - cue.start <= _BARE and " " not in work.text[cue.start : cue.end]
    if short and 0 <= gap <= _FAR and cue.start >= place.sentence.start:
        between = _TIME.sub("", work.text[cue.end : place.span.start])
        return sum(map(str.isalnum, between)) <= _LITTLE
    if short:
        cell = place.cell
        around = () if cell is None else (*cell.heads, *([cell.label] if cell.label else []))
        return any(span.start <= cue.start and len(span) - (cue.end - cue.start) <= _LITTLE for span in around)
    return gap < 0 or cue.start < place.sentence.start or gap <= max(_FAR, cue.rule.reach)
