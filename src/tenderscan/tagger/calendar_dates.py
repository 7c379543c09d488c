"""Dates: British day-first forms, and what each day is."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import CalendarDate, Label
from tenderscan.tagger.context import Place, nearest
from tenderscan.tagger.openings import folded, holds
from tenderscan.tagger.taken import Taken
from tenderscan.tagger.work import Work

_A_DAY = len("YYYY-MM-DD")
"""`CalendarDate` is a day; a month alone is recognised, so that nothing else is made of it, but not kept."""
_ENOUGH = 0.62
"""A heading alone does not say what a date is: a section on award holds all sorts of dates."""
_LETTER_HEAD = 3_000
"""Characters in which a date alone on its line is that of the letter or report."""
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, start=1) for length in (3, len(name))}
_MONTHS["sept"] = 9
_MONTH = rf"(?P<month>(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_]))\.?"
# 1st, 2nd, and what scanners make of the raised letters: 19™, 25", 1°"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b|[°™\"”“*'\u2019]{1,3})?"
_DAY = rf"(?<![\d/.,£€$])(?P<day>[0-3]?\d){_ORDINAL}"
_YEAR = r"(?P<year>(?:19|20)\d\d|['\u2019]\d\d)(?!\d)"
# 1 April 2026, 1st day of April, 2026, 1-Apr-2026
DAY_FIRST = re.compile(rf"{_DAY}(?:\s?(?:day\s)?of)?[\s,*-]{{0,2}}{_MONTH}[\s,*-]{{0,3}}{_YEAR}", re.IGNORECASE)
# April 1st, 2026
MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){_MONTH}\s{{0,2}}(?P<day>[0-3]?\d){_ORDINAL}(?!\d)[\s,*]{{1,4}}{_YEAR}", re.IGNORECASE
)
# 2026-04-01
ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
# 01/04/2026, 1.4.26, 01-04-2026; with points and a short year only in full width, as 12.3.04 is a clause
NUMERIC = re.compile(
    r"(?<![\d/.-])(?:(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>[0-3]?\d)/(?P<month2>[0-3]?\d)/(?P<year2>\d\d)"
    r"|(?P<day3>[0-3]\d)(?P<sep3>[.-])(?P<month3>[01]\d)(?P=sep3)(?P<year3>\d\d))(?!\d|/\d|[.-]\d)"
)
# April 2026
MONTH_ONLY = re.compile(rf"(?<![^\W\d_]){_MONTH}[\s,]{{1,2}}(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?(?: of)?\s$")
# 2026, 1/4/26, '26; every form begins with one character of a set, so that `re` passes over most of a text at once
_LIKELY = re.compile(r"[\d'\u2019](?:(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|(?<=\d)[/.-]\d{1,2}[/.-]\d\d|(?<=['\u2019])\d\d\b)")
# The last figure of the day in NUMERIC and of the year in ISO, wherever one of the two matches.
_PARTED = re.compile(r"\d(?=[/.-]\d{1,2}[/.-]\d)")
_STEMS = tuple(name[:3] for name in _NAMES)
"""Of these one stands in every date with the name of a month."""


class Day(NamedTuple):
    """A date where it stands; `iso` is YYYY-MM-DD, or YYYY-MM where the text names no day."""

    span: Span
    iso: str
    certain: float


def tag_dates(work: Work) -> None:
    """Find the dates of a section."""
    for passage in work.passages_with(_LIKELY):
        numeric = next(_numeric(work.text, passage.span.start, passage.span.end), None)
        month_first = numeric is not None and _cached_order(work)
        days = find_dates(work.text, passage.span, month_first=month_first)
        for position, day in enumerate(days):
            if work.masked(day.span) or len(day.iso) < _A_DAY:
                continue
            limit = days[position + 1].span.start if position + 1 < len(days) else passage.span.end
            sentence = work.sentence_at(passage, day.span)
            role, rule, score = _role(work, Place(passage, day.span, sentence, min(limit, sentence.end)))
            work.add(Label.DATE, CalendarDate(day.iso, role), day.span, rule, score * day.certain, passage)


def _cached_order(work: Work) -> bool:
    if work.month_first is None:
        work.month_first = _month_first(work.text)
    return work.month_first


def find_dates(text: str, span: Span, *, month_first: bool = False) -> list[Day]:
    """All dates in a stretch of text, in order; `month_first` reads 02/03/2026 as 3 February."""
    taken = Taken()
    return sorted(day for day in _candidates(text, span, month_first) if taken.add(day.span))


def _numeric(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `NUMERIC.finditer` yields, tried only where figures are parted by signs: at one figure or two before."""
    position = start
    for parted in _PARTED.finditer(text, start, end):
        for at in (parted.start() - 1, parted.start()):
            match = NUMERIC.match(text, at, end) if at >= position else None
            if match:
                yield match
                position = match.end()


def _candidates(text: str, span: Span, month_first: bool) -> Iterator[Day]:
    named = holds(folded(text[span.start : span.end]), Span(0, len(span)), _STEMS)
    for pattern in (DAY_FIRST, MONTH_FIRST, ISO) if named else (ISO,):
        for match in pattern.finditer(text, span.start, span.end):
            month = _MONTHS.get(folded(match["month"])) or int(match["month"])
            iso = _iso(match["year"], month, match["day"])
            if iso:
                yield Day(Span(*match.span()), iso, 1.0)
    for match in _numeric(text, span.start, span.end):
        first, second, year = (match[key] or match[f"{key}2"] or match[f"{key}3"] for key in ("day", "month", "year"))
        swap = int(second) > 12 or (month_first and int(first) <= 12)
        iso = _iso(year, int(first if swap else second), second if swap else first)
        if iso:
            yield Day(Span(*match.span()), iso, 0.8 if month_first else 0.95)
    for match in MONTH_ONLY.finditer(text, span.start, span.end) if named else ():
        if _DAY_BEFORE.search(text, max(span.start, match.start() - 12), match.start()):
            continue  # 31 February 2026: a slip, but no month
        yield Day(Span(*match.span()), f"{match['year']}-{_MONTHS[folded(match['month'])]:02}", 0.8)


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
    """Whether a document writes the month first.

    A figure above 12 decides, then a date in words that agrees with one reading only, then the words themselves.
    """
    british = american = 0
    unclear: list[tuple[int, int]] = []
    for match in _numeric(text, 0, len(text)):
        first, second = (int(match[name] or match[f"{name}2"] or match[f"{name}3"]) for name in ("day", "month"))
        british += first > 12 and second <= 12
        american += second > 12 and first <= 12
        if first <= 12 and second <= 12 and first != second:
            unclear.append((first, second))
    if british or american or not unclear:
        return american > british
    words_british, words_american = list(DAY_FIRST.finditer(text)), list(MONTH_FIRST.finditer(text))
    months = {_MONTHS[folded(match["month"])] for match in (*words_british, *words_american)}
    as_british = sum(second in months for _, second in unclear)
    as_american = sum(first in months for first, _ in unclear)
    if as_british != as_american:
        return as_american > as_british
    return len(words_american) > len(words_british)


def _role(work: Work, place: Place) -> tuple[str, str, float]:
    """Role, id of the rule and score."""
    rules = work.grammar.rules.dates.rules
    for near in nearest(work, "date", place):
        cue = near.cue
        gap = place.span.start - cue.end
        if gap >= 0 and cue.start >= place.sentence.start and gap > 70:
            continue
        # A bare "to", "from" or "by" counts only right at the date.
        if cue.end - cue.start <= 6 and not 0 <= gap <= 12:
            continue
        if near.weight >= _ENOUGH:
            return cue.rule.role, cue.rule.head.id, cue.rule.score * (0.6 + 0.4 * near.weight)
    alone = place.span == place.passage.span and place.span.start < _LETTER_HEAD
    rule = next(rule for rule in rules if (rule.role == "document" if alone else not rule.cues))
    return rule.role, rule.head.id, rule.score
