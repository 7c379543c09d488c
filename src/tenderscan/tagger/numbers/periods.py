"""Periods of time in a text: "thirty-six (36) months", "2 Year(s)", "two periods of 12 months", "3+1+1"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.numbers.words import WORDS, value_of

_UNITS = ("year", "month", "week", "day", "yr", "mth")
"""Texts of which one stands in every period, in lower case."""
_FEW = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_FEW_WORDS = "|".join(_FEW)
_FIGURE = r"\d{1,3}(?:\.[05])?"
_NUMBER = rf"(?:{_FIGURE}|(?:{WORDS})(?:[\s-](?:{WORDS}))?)"
# Behind the number and before the unit: "consecutive months", "calendar days"
_KIND = r"(?:(?:calendar|working|business|consecutive|clear|full|complete|week|further|additional|extra|optional)\s)?"
# Two years, 2 Year(s), 180 (Days)
_NAME = r"(?:years?|yrs?|months?|mths?|weeks?|days?)"
_UNIT = rf"(?P<unit>{_NAME}(?:\s?\(s\))?(?![^\W\d_])|\({_NAME}\)(?=\s*\Z|[\t\n]))"
_PERIOD = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s?[\[(]\s?(?P<again>{_NUMBER})\s?[\])])?[\s-]{{0,3}}{_KIND}{_UNIT}", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(
    rf"(?<![\w.,/£$€%:+-])(?:{_NUMBER})(?:\s?[\[(]\s?{_NUMBER}\s?[\])])?[\s-]{{0,3}}{_KIND}\(?\Z", re.IGNORECASE
)
# One that no number counts: "an additional year", "a further year". Only with a word that says it is one more.
_ONE_MORE = re.compile(r"(?<![^\W_])(?:an?\s(?:further|additional|extra|optional)|another)\s\Z", re.IGNORECASE)
_ONE_UNIT = re.compile(r"(?P<unit>year|month)(?![^\W\d_])(?!\s?\()", re.IGNORECASE)
# How often, behind a period: "up to 12 months with a maximum of six (6) such extensions", "one year twice"
_SUCH = re.compile(
    rf"[,\s]{{0,3}}(?:(?:each\s)?(?:with|subject to|up to) (?:a maximum of )?(?P<times>\d|{_FEW_WORDS})(?:\s?\(\w+\))?"
    rf" such (?:extension|renewal|period)|(?:on\s)?(?:up to\s|a maximum of\s)?(?:(?P<twice>twice)\b"
    rf"|(?P<often>\d|{_FEW_WORDS})(?:\s?\(\w+\))?\s(?:times|(?:separate\s|further\s)?occasions)\b))",
    re.IGNORECASE,
)
_REACH = 48
"""Characters of a number in front of its unit at most."""
_RANGE = re.compile(rf"\b{_NUMBER}\s?(?:[\u2013/-]|to|or|and)\s?\Z", re.IGNORECASE)
"""What makes a period one of two: "between 14 and 20 weeks", "9-10 months"."""
_AND = re.compile(r"\s{0,2}(?:and|,|&)?\s{0,2}", re.IGNORECASE)
_MONTHS = {"y": 12, "m": 1}
_DAYS = {"w": 7, "d": 1}
_IN_MONTHS = 12
"""The first number of a sum without units from which it counts months."""
_MOST_MONTHS = 1_800
"""150 years: leases run for 125."""

# How often, in front of a period: "two further periods of", "2 x", "3 times for", "up to two (2) additional"
_TIMES = re.compile(
    rf"(?<![\w.])(?:(?P<bare>{_FEW_WORDS})\s|(?P<times>\d|{_FEW_WORDS})(?:\s?\(\w+\))?\s?"
    r"(?:(?:x|×|more|further|additional|time|successive|consecutive|optional|separate|extension|renewal|periods?|extensions?"
    r"|terms?|options?|times|increments?|of|for|up to|each|,|a|maximum)[\s-]?){1,6})\Z",
    re.IGNORECASE,
)
_TIMES_REACH = 60
_MONTHS_OR_YEARS = "(?:years?|yrs?|months?|mths?)"
_PART = rf"(?:\d\s?[x×]\s?)?(?:\d{{1,2}}(?:[\s-]?{_MONTHS_OR_YEARS})?|(?:{_FEW_WORDS})[\s-]{_MONTHS_OR_YEARS})"
# 3+1+1, 5 + 2 years, 36+12+12, 3 years + 1 year, 3 years (+1 +1); and the options alone: (+1 year), +1 +1
_AND_PLUS = r"(?:\s(?:option|extension))?,?\s?\+\s?(?:an?\s)?(?:(?:optional|further|additional)\s)?"
_PLUS = re.compile(
    rf"(?:(?<![\w.,£$€+/-]){_PART}(?:{_AND_PLUS}{_PART}|\s?\(\s?\+\s?{_PART}(?:{_AND_PLUS}{_PART}){{0,4}}\s?\)){{1,5}}"
    rf"|(?<=\()\s?\+\s?{_PART}(?=\s?\))|(?<![^\s(])\+\s?{_PART}(?:{_AND_PLUS}{_PART}){{1,4}})(?![\w£+%]|\.\d)",
    re.IGNORECASE,
)
_ADDEND = re.compile(
    rf"(?:\b(?P<times>\d)\s?[x×]\s?)?(?<![^\W\d_])(?P<number>\d+|{_FEW_WORDS})[\s-]?(?P<unit>[ym])?", re.IGNORECASE
)
_PIECES = "(?:increments|periods|steps|instalments|blocks|extensions|terms)"
# Of what length each option is, behind all of them: "in increments of 12 months", "in 12-month increments"
_STEP = re.compile(
    rf",?\s(?:in|by|made up of|taken in|as)\s(?:(?:annual|yearly|equal|separate)\s)?"
    rf"(?:{_PIECES}\s(?:of|up to)\s(?:up to\s)?(?P<behind>{_NUMBER})[\s-]{{1,2}}(?P<unit_behind>years?|months?)"
    rf"|(?P<ahead>{_NUMBER})[\s-]{{1,2}}(?P<unit_ahead>years?|months?)\s{_PIECES})(?![^\W_])",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """A period where it stands in a text.

    Attributes:
        span: number and unit.
        months: where it is one of whole months.
        days: where it is counted in weeks or days, and what it is longer than whole months.
        times: how often it comes: 2 of "two periods of 12 months".
    """

    span: Span
    months: int | None
    days: int | None
    times: int = 1


class Sum(NamedTuple):
    """A period with its extensions, written as a sum.

    Attributes:
        span: all of it.
        months: of the first part; 0 where it begins with a plus, which leaves the options alone.
        extensions: months of the others.
    """

    span: Span
    months: int
    extensions: tuple[int, ...]

    @property
    def parts(self) -> tuple[int, ...]:
        """Months of all parts."""
        return (self.months, *self.extensions) if self.months else self.extensions


def unit_places(lower: str, start: int, end: int) -> list[int]:
    """Where a unit of time may stand behind a number, in order; `lower` is the folded text."""
    found = []
    for unit in _UNITS:
        at = lower.find(unit, start, end)
        while at >= 0:
            if at > start and not lower[at - 1].isalpha():
                found.append(at)
            at = lower.find(unit, at + 1, end)
    found.sort()
    return found


def periods(text: str, lower: str, span: Span) -> list[Period]:
    """The periods of a stretch of text, in order."""
    found: list[Period] = []
    for at in unit_places(lower, span.start, span.end):
        before = _NUMBER_BEFORE.search(text, max(span.start, at - _REACH), at)
        match = _PERIOD.match(text, before.start(), span.end) if before else None
        if before is None:
            found += _one_more(text, span, at)
            continue
        if match is None or (found and at < found[-1].span.end):
            continue
        if _RANGE.search(text, max(span.start, match.start() - 16), match.start()):
            continue
        period = _read(match)
        if period is None:
            continue
        if found and _AND.fullmatch(text, found[-1].span.end, match.start()) and _smaller(text, period, found[-1]):
            found[-1] = _joined(found[-1], period)
        else:
            times = _times(text, max(span.start, period.span.start - _TIMES_REACH), period.span.start)
            times = max(times, _such(text, period.span.end, span.end))
            found.append(_in_steps(text, period._replace(times=times), span.end))
    return found


def _in_steps(text: str, period: Period, end: int) -> Period:
    """A period whose text goes on to say of what length its parts are, as so many of these."""
    match = _STEP.match(text, period.span.end, end) if period.times == 1 and period.months else None
    if match is None or period.months is None:
        return period
    number = number_of(match["behind"] or match["ahead"])
    step = length_of(number, match["unit_behind"] or match["unit_ahead"])[0] if number else None
    span = Span(period.span.start, match.end())
    if not step or period.months % step:
        return period._replace(span=span)
    return Period(span, step, None, period.months // step)


def _one_more(text: str, span: Span, at: int) -> list[Period]:
    """A period of one unit that no number counts, whose unit stands at an offset; at most one."""
    unit = _ONE_UNIT.match(text, at, span.end)
    led = _ONE_MORE.search(text, max(span.start, at - _REACH), at) if unit else None
    if unit is None or led is None:
        return []
    return [Period(Span(led.start(), unit.end()), _MONTHS[unit["unit"][0].lower()], None)]


def _such(text: str, start: int, end: int) -> int:
    """How many such periods there may be, where the text says it behind one; 1 where it does not."""
    match = _SUCH.match(text, start, end)
    if match is None:
        return 1
    return 2 if match["twice"] else max(1, _few(match["times"] or match["often"]))


def sums(text: str, span: Span) -> Iterator[Sum]:
    """The sums of a stretch of text: "3+1+1"."""
    if text.find("+", span.start, span.end) < 0:
        return
    for match in _PLUS.finditer(text, span.start, span.end):
        parts = [(_few(part["number"]), part) for part in _ADDEND.finditer(match[0])]
        units = [part["unit"].lower() for _, part in parts if part["unit"]]
        alone = match[0].lstrip().startswith("+")
        if alone and len(parts) == 1 and not units:
            continue
        # Without a unit, who writes 3+1+1 means years, and who writes 36+12 means months.
        unsaid = units[-1] if units else ("m" if parts[0][0] >= _IN_MONTHS else "y")
        months: list[int] = []
        for number, part in parts:
            unit = (part["unit"] or unsaid).lower()
            months += [number * _MONTHS[unit]] * int(part["times"] or 1)
        if months and all(months):
            yield Sum(Span(*match.span()), 0 if alone else months[0], tuple(months if alone else months[1:]))


def number_of(text: str) -> float | None:
    """A number in figures or words."""
    try:
        return float(text)
    except ValueError:
        return value_of(text)


def length_of(number: float, unit: str) -> tuple[int | None, int | None]:
    """Months and days of a number of units, of which one is None; both where it is no period that anybody agrees on."""
    letter = unit.lstrip("(")[0].lower()
    if letter in _MONTHS:
        months = number * _MONTHS[letter]
        return (int(months), None) if months == int(months) and 0 < months <= _MOST_MONTHS else (None, None)
    days = number * _DAYS[letter]
    return (None, int(days)) if days == int(days) and days > 0 else (None, None)


def _read(match: re.Match[str]) -> Period | None:
    number, start = number_of(match["number"]), match.start()
    if number is None and match["number"].count(" ") == 1:
        # "three one-year extensions": the first word says how often.
        number, start = number_of(match["number"].split(" ")[1]), start + match["number"].index(" ") + 1
    again = number_of(match["again"]) if match["again"] else number
    if number is None or again is None:
        return None
    # "three (3)" says it twice; where the two differ nobody knows.
    if again != number:
        return None
    months, days = length_of(number, match["unit"])
    return Period(Span(start, match.end()), months, days) if months or days else None


def _smaller(text: str, period: Period, before: Period) -> bool:
    """Whether a period goes on with one before it: "1 Month(s) 7 Day(s)", "3 years and 6 months"."""
    years = "y" in before.span.of(text).lower()
    if before.days or not before.months:
        return False
    return bool(period.days and period.days < 31) or bool(years and period.months and period.months < 12)


def _joined(first: Period, second: Period) -> Period:
    months = (first.months or 0) + (second.months or 0)
    return Period(Span(first.span.start, second.span.end), months, second.days, first.times)


def _times(text: str, start: int, end: int) -> int:
    match = _TIMES.search(text, start, end)
    if match is None:
        return 1
    return max(1, _few(match["bare"] or match["times"]))


def _few(times: str) -> int:
    return int(times) if times.isdigit() else _FEW[times.lower()]
