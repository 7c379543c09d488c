"""The forms in which British documents write a day, as patterns made of named parts."""

import re
from collections.abc import Iterator, Sequence

from tenderscan.document import Span
from tenderscan.tagger.passages.openings import folded

_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, start=1) for length in (3, len(name))}
MONTHS["sept"] = 9
STEMS = tuple(name[:3] for name in _NAMES)
"""Of these one stands in every date with the name of a month."""
_NAMED = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])"
_MONTH = rf"(?P<month>{_NAMED})\.?"
# 1st, 2nd, and what scanners make of the raised letters: 19™, 25", 1°"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)|[°™\"”“*'\u2019]{1,3})?"
# Not behind the signs of an amount or of another number; behind a comma that ends a word, as in "Friday,2nd June"
_NO_NUMBER = r"(?<![\d£€$])(?<![\d\W][.,])(?<!\d{4}/)(?<!(?<!/)(?-i:[A-Z_]))"
# Figures that run into a word are a code; but W/E29/09/2019
_NO_CODE = r"(?<!(?<!/)[^\W\d])"
_DAY = rf"{_NO_NUMBER}(?P<day>[0-3]?\d){_ORDINAL}"
_YEAR = r"(?P<year>(?:19|20)\d\d|['\u2019]\d\d)(?!\d)"
# 1 April 2026, 1st day of April, 2026, 1-Apr-2026
DAY_FIRST = re.compile(
    rf"{_DAY}(?:\s?(?:day\s)?of)?(?:[\s,*-]{{0,2}}|[/.]){_MONTH}[\s,*/-]{{0,3}}{_YEAR}", re.IGNORECASE
)
# 15-May-17, 15/Jan/19, and 31st Oct 23 where nothing follows that a number would have: a time, a noun
SHORT_YEAR = re.compile(
    rf"{_DAY}(?:(?P<mark>[/.-]){_MONTH}(?P=mark)(?P<year>\d\d)(?![\w:%]|[.,/-]\d)"
    rf"|\s{{0,2}}(?P<month2>{_NAMED})\.?\s(?P<year2>[1-4]\d)"
    r"(?=\s?[),;|\n\t]|\s?[\u2013-]\s?\D|\.(?!\d)|\s(?:to|until|and|for)\s|\Z))",
    re.IGNORECASE,
)
# April 1st, 2026
MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){_MONTH}\s{{0,2}}(?P<day>[0-3]?\d){_ORDINAL}(?!\d)[\s,*]{{1,4}}{_YEAR}", re.IGNORECASE
)
# 2026-04-01, 2026/04/01
ISO = re.compile(
    rf"(?<![\d/.-]){_NO_CODE}(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)"
    r"(?![\d/-]|\.\d|(?!T\d|Z)[^\W\d])"
)
# 01/04/2026, 1.4.26, 01-04-2026; with points and a short year only in full width, as 12.3.04 is a clause
NUMERIC = re.compile(
    rf"(?<![\d/.-]){_NO_CODE}(?:(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>[0-3]?\d)/(?P<month2>[0-3]?\d)/(?P<year2>\d\d)"
    r"|(?P<day3>[0-3]\d)(?P<sep3>[.-])(?P<month3>[01]\d)(?P=sep3)(?P<year3>\d\d))(?!\d|/\d|[.-]\d|[^\W\d])"
)
# April 2026
MONTH_ONLY = re.compile(rf"(?<![^\W\d_]){_MONTH}[\s,]{{1,2}}(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
DAY_BEFORE = re.compile(r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?(?: of)?\s$")
# 2026, 1/4/26, '26; every form begins with one character of a set, so that `re` passes over most of a text at once
_LIKELY = r"(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|(?<=\d)[/.-]\d{1,2}[/.-]\d\d|(?<=['\u2019])\d\d\b"
LIKELY = re.compile(rf"[\d'\u2019](?:{_LIKELY})")
# Two figures behind a month: Oct 23
_ENDINGS = "|".join(sorted({name[-3:] for name in MONTHS}))
_SHORT_LIKELY = rf"(?<=[A-Za-z][ /.-]\d)(?<=(?i:{_ENDINGS})[ /.-]\d)\d\b"
SHORT_LIKELY = re.compile(rf"\d{_SHORT_LIKELY}")
WORTH_A_LOOK = re.compile(rf"[\d'\u2019](?:{_LIKELY}|{_SHORT_LIKELY})")
"""Either of the two."""
# Two days with one sign between: 1.10.19 - 30.9.22, 01/04/24-31/03/25, 1-12-18 to 30-11-2019
RANGE = re.compile(
    r"(?<![\d/.-])([0-3]?\d)([/.-])([01]?\d)\2((?:20)?\d\d)\s{0,2}(?:[\u2013\u2014-]|to|until)\s{0,2}"
    r"([0-3]?\d)([/.-])([01]?\d)\6((?:20)?\d\d)(?!\d|[/.-]\d)",
    re.IGNORECASE,
)
_SHORT = r"(?P<day>[0-3]?\d)(?P<sep>[.-])(?P<month>[01]?\d)(?P=sep)(?P<year>(?:1[5-9]|[23]\d))"
# A single short date, 1.4.26, behind a word that leads in a day: elsewhere it is a clause
LED_IN = re.compile(
    rf"\b(?:dated?|from|until|w/c|w/e|w\.c\.?|commencing|ending|on|by)[\s:]{{1,2}}(?P<whole>{_SHORT})(?![\w-]|\.\d)",
    re.IGNORECASE,
)
ALONE = re.compile(_SHORT)
"""A short date that is all of a cell."""
OF_DAYS = re.compile(r"\b(?:date|dated|start|end|expir\w+|deadline|from|to|commenc\w+|due|published)\b", re.IGNORECASE)
"""Headings of columns in which a short date is one."""
# What stands in front of a day of which another day shares the month: "4 - 6 May 2026", "1 and 14 June", "12th/13th"
DAY_AND = re.compile(
    rf"(?P<label>\b(?:lots?|items?|no\.?|page|section|schedule|appendix|annex|phase|stage|week|day|question|part)\s)?"
    rf"(?<![\d/.,£€$:-])(?P<whole>(?:(?P<first>{_NAMED})\.?\s)?(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th))?(?:\s(?:of\s)?(?P<month>{_NAMED})\.?,?)?)"
    r"\s?(?P<join>[\u2013\u2014/&,-]|\b(?:to|and|or|until|through)\b)\s?(?:the\s)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:the\s)?\Z",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d")
BEFORE_DAY = 40
"""Characters before a day in which one that shares its month is looked for."""
# The last figure of the day in NUMERIC and of the year in ISO, wherever one of the two matches.
PARTED = re.compile(r"\d(?=[/.-]\d{1,2}[/.-]\d)")


_FIGURES = re.compile(r"\d+")
_DAY_LENGTH = 2
_BEFORE_LAST = 3
"""Figures of a year in front of its last one."""
_OF_YEAR = {f"year{way}": (f"day{way}", f"month{way}", f"year{way}") for way in ("", "2", "3")}
"""The groups of each way in which `NUMERIC` matches, by the last of them."""


def numeric(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `NUMERIC.finditer` yields, tried only where figures are parted by signs: at one figure or two before."""
    position = start
    for parted in PARTED.finditer(text, start, end):
        for at in (parted.start() - 1, parted.start()):
            match = NUMERIC.match(text, at, end) if at >= position else None
            if match:
                yield match
                position = match.end()


def from_figures(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `finditer` yields of a pattern that begins with a day, tried only where one figure or two stand alone."""
    position = start
    for figures in _FIGURES.finditer(text, start, end):
        at = figures.start()
        match = pattern.match(text, at, end) if figures.end() - at <= _DAY_LENGTH and at >= position else None
        if match:
            yield match
            position = match.end()


def from_months(pattern: re.Pattern[str], text: str, places: Sequence[int], end: int) -> Iterator[re.Match[str]]:
    """What `finditer` yields of a pattern that begins with the name of a month; `places` are those of the names."""
    position = 0
    for at in places:
        match = pattern.match(text, at, end) if at >= position else None
        if match:
            yield match
            position = match.end()


def month_places(part: str, start: int) -> list[int]:
    """Where the names of months may begin in a part of a text, folded, that begins at `start`; in order."""
    places = []
    for stem in STEMS:
        at = part.find(stem)
        while at >= 0:
            places.append(start + at)
            at = part.find(stem, at + 1)
    places.sort()
    return places


def iso_days(text: str, places: Sequence[int], span: Span) -> Iterator[re.Match[str]]:
    """What `ISO.finditer` yields; `places` are those of `PARTED`, at each of which a year may end."""
    years = (at - _BEFORE_LAST for at in places if at - _BEFORE_LAST >= span.start)
    return (match for at in years if (match := ISO.match(text, at, span.end)))


def month_number(text: str) -> int:
    """The number of a month that is written in letters or figures."""
    return MONTHS.get(folded(text)) or int(text)


def parts(match: re.Match[str]) -> tuple[str, str, str]:
    """First figure, second figure and year of a match of `NUMERIC`."""
    first, second, year = match.group(*_OF_YEAR[match.lastgroup or "year"])
    return first, second, year
