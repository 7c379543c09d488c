"""What an amount belongs to: a lot, a supplier, a year, by its sentence, its row, its column or the heading above."""

import re
from bisect import bisect_left
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.money.rows import row_of
from tenderscan.tagger.passages.context import Place, once
from tenderscan.tagger.passages.openings import holds
from tenderscan.tagger.work import Work


class Belonging(NamedTuple):
    """What an amount belongs to, each as the text names it; None where it names none."""

    lot: str | None
    supplier: str | None
    year: str | None


class _Sort(NamedTuple):
    """How lots or years are named: a pattern whose one group is the name, and what stands in each of its matches."""

    pattern: re.Pattern[str]
    marks: tuple[str, ...]


_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_LOT = _Sort(
    # Lot 2, LOT 3A, Lot No. 4, Lot B; but not "Lots 1 and 2", nor "a lot of"
    re.compile(
        r"\b(?:[Ll]ot|LOT)(?:s(?= \d{1,3}[A-Za-z]? [A-Z]))?\s?(?:[Nn]o\.?|[Nn]umber|#)?\s?"
        r"(?P<lot>\d{1,3}[A-Za-z]?|[A-Z]|[IVX]{1,4})\b(?!['\u2019])"
    ),
    ("lot",),
)
_YEAR = _Sort(
    # Year 1, Contract Year Two, 2025/26, 2025-2026, FY25/26, FY 2025; but not "Years 2 to 5", nor SPP/2026/03
    re.compile(
        rf"(?<![\w/.-])(?:contract )?(?P<order>year {_NUMBER})\b(?!\s?(?:to|-|\u2013|and)\s?{_NUMBER}\b)"
        r"|(?<![\w/-])(?P<years>20\d\d\s?[/\u2013-]\s?(?:20)?\d\d|FY\s?\d\d[/-]\d\d|FY\s?(?:20)?\d\d)(?![\w/]|-\d)",
        re.IGNORECASE,
    ),
    ("year ", "20", "fy"),
)
_FINANCIAL = re.compile(r"20(?P<first>\d\d)\s?[/\u2013-]\s?(?:20)?(?P<last>\d\d)")
_PLAIN_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d", re.IGNORECASE)
_LOT_CELL = re.compile(r"(?:lot\s?(?:no\.?\s?)?)?(?P<lot>\d{1,3}[A-Za-z]?)\b", re.IGNORECASE)
# "the 2024 budget of £5m", "£5m in 2024", "£5m for the year 2024"
_YEAR_BEFORE = re.compile(
    r"(?:\b(?P<of>20\d\d) (?:budget\w*|allocations?|grants?|programme|spend|estimates?|fund)\b[^.;]{0,50}"
    r"|\b(?:for|in|budget|plan) (?P<said>20\d\d)"
    r"(?: of|:| -| \u2013| (?:was|is|were|are|will be|would be|amounts? to|comes to|came to|has been|stood at)){1,2}"
    r"(?: (?:about|approx\.?|approximately|circa|of))? ?)$",
    re.IGNORECASE,
)
# "€5m for the year 2024", "€750,000 in the Draft Budgetary Plan 2025", "€50,000 revenue budget, secured for 2025"
_YEAR_BEHIND = re.compile(
    r"(?! (?:on|over|than|from|compared)\b)"
    r"(?:[\s,(]{1,2}(?:for|in|during)(?: the)?(?: (?:financial|calendar|fiscal))?(?: year)?"
    r"|[^.;()\d£€$\n]{1,45}? for(?: the)?(?: budget)?(?: year)?"
    r"|[^.;()\d£€$\n]{1,75}? (?:budget|plan)) (?P<behind>20\d\d)\b(?!\s?[/\u2013-]\s?\d)",
    re.IGNORECASE,
)
# What may stand between an amount and what it is for: "£40,000 for Lot 1", "£40,000 (Year 1)", "£5m ex VAT in 2025/26"
_LINK = re.compile(
    r"[\s,]{0,2}(?:(?:per annum|p\.a\.|a year|\(?(?:ex|inc|plus|\+)\w{0,8}\.? ?VAT\)?) ?)?"
    r"(?P<firm>\(|(?:for|in|under|of|against|during)\s(?:the )?(?:contract |financial )?(?:year )?)?"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PART = re.compile(r"[,;()\n]|\band\b|&")
"""What parts the item of an amount from that of the next."""
_JOINED = re.compile(r"\s?(?:,|&|and|/|or)\s?", re.IGNORECASE)
_REACH = 40
"""Characters behind an amount in which what it belongs to may begin."""
_FAR = 300
"""Characters before an amount in which what it belongs to is looked for."""
_LONGEST = 100
"""A cell that is longer is prose and names nobody."""
_ROWS = 30
"""Rows above an amount in which one that names years is looked for."""
_NOBODY = frozenset(
    {"redacted", "redacted personal data", "third party", "various", "n/a", "tbc", "none", "total", "unknown"}
)
_FORM = re.compile(r"\b(?:Ltd|Limited|LTD|LIMITED|LLP|plc|PLC|CIC|Inc|LLC)\b")
_FORMS = ("ltd", "limited", "llp", "plc", "cic", "inc", "llc")
_BY = re.compile(
    r"(?: \((?:ex|inc|plus)[^()]{2,14}\))?(?: (?:was|is|were|has been|be))?(?: (?:made|paid|payable|awarded))?"
    r" (?:to|from|by) (?:the )?",
    re.IGNORECASE,
)
_OFFERS = frozenset(
    {"contract_value", "annual_value", "bid_price", "lot_value", "unit_rate", "payment_line", "saving", "other"}
)
"""Kinds of amounts that a company named beside them may have offered, be paid or be awarded."""
_NAME_REACH = 140


def belonging_of(work: Work, place: Place, kind: str) -> Belonging:
    """What an amount belongs to."""
    lot = _named(work, place, _LOT)
    year = _named(work, place, _YEAR) or _plain_year(work, place)
    return Belonging(lot, _supplier(work, place, kind) if kind in _OFFERS or place.cell else None, year)


def _named(work: Work, place: Place, sort: _Sort) -> str | None:
    """The lot or year that the sentence names, or the column, the row, the heading; nearest first."""
    end = min(place.sentence.end, place.limit, place.span.end + _REACH)
    link = _LINK.match(work.text, place.span.end, end) if end > place.span.end else None
    found = sort.pattern.match(work.text, link.end(), end) if link else None
    before, *around = _stretches(work, place)
    said = _said(work, before, sort)
    if link and found and _single(found) and (link["firm"] or said is None or _behind(work.text, place, before, found)):
        return _name(found)
    for stretch in around:
        if said is None:
            ask = partial(_said, work, stretch, sort)
            said = once(work, sort.marks[0], stretch.start, ask) if place.cell else ask()
    if said is not None:
        return said or None
    return _in_row(work, place, sort) or _in_headings(work, place, sort)


def _behind(text: str, place: Place, before: Span, found: re.Match[str]) -> bool:
    """Whether a list names what its amounts belong to behind them: "£40,000, Lot 1 and £60,000, Lot 2"."""
    if place.limit < place.sentence.end and not _parted(text[found.end() : min(place.limit, found.end() + _FAR)]):
        return False
    *_, last = found.re.finditer(text, before.start, before.end)
    return _parted(text[last.end() : before.end])


def _parted(between: str) -> bool:
    """Whether an item ends in what stands between a name and an amount, brackets aside."""
    return _PART.search(_IN_BRACKETS.sub("", between)) is not None


def _said(work: Work, stretch: Span, sort: _Sort) -> str | None:
    """What a stretch names; empty where it names several; None where it names none."""
    if not len(stretch) or not holds(work.lower, stretch, sort.marks):
        return None
    return _last(work.text, stretch, sort.pattern)


def _stretches(work: Work, place: Place) -> list[Span]:
    """Where the sentence, the column and the row of an amount may name something, nearest first."""
    start = max(place.sentence.start, place.span.start - _FAR)
    stretches = [Span(max(start, min(place.floor, place.span.start)), place.span.start)]
    if place.cell:
        return [*stretches, *place.cell.heads, *((place.cell.label,) if place.cell.label else ())]
    if place.floor > start:
        stretches.append(Span(start, place.floor))  # "Lot 1: £40,000 a year, £120,000 in all"
    return stretches


def _last(text: str, stretch: Span, pattern: re.Pattern[str]) -> str | None:
    """The last name in a stretch; empty where that is one of several joined: "Lot 1 and Lot 3"; None without any."""
    found = [match for match in pattern.finditer(text, stretch.start, stretch.end) if _single(match)]
    if not found:
        return None
    if len(found) > 1 and _JOINED.fullmatch(text, found[-2].end(), found[-1].start()):
        return ""
    return _name(found[-1])


def _single(match: re.Match[str]) -> bool:
    """Whether a match names one year, and not several: "2024-2028"."""
    years = _FINANCIAL.fullmatch(match.group())
    return years is None or int(years["last"]) == (int(years["first"]) + 1) % 100


def _name(match: re.Match[str]) -> str:
    return " ".join(match[match.lastgroup or 0].split())


def _in_row(work: Work, place: Place, sort: _Sort) -> str | None:
    """What stands in another cell of the row, under a head "Lot" or "Year"."""
    cell = place.cell
    if cell is None:
        return None
    row = row_of(work, place.passage)
    for other in row.lots if sort is _LOT else row.years:
        if other.span == cell.span:
            continue
        said = " ".join(other.span.of(work.text).split())
        number = _LOT_CELL.match(said) if sort is _LOT else None
        return number["lot"] if number else said if len(said) <= _LONGEST else None
    return None


def _in_headings(work: Work, place: Place, sort: _Sort) -> str | None:
    """What the heading above names, or the one above that."""
    for around in (place.passage.heading, place.passage.title):
        if around and len(around) <= 2 * _LONGEST:
            said = once(work, sort.marks[0], around.start, partial(_said, work, around, sort))
            if said is not None:
                return said or None
    return None


def _plain_year(work: Work, place: Place) -> str | None:
    """A calendar year: alone in a column head or row label, or in the words that set an amount aside for it."""
    cell, text = place.cell, work.text
    if cell:
        for around in (*cell.heads, *((cell.label,) if cell.label else ())):
            if _PLAIN_YEAR.fullmatch(text, around.start, around.end):
                return str(around.of(text))
        return None if cell.heads else _row_of_years(work, place, cell.column)
    behind = _YEAR_BEHIND.match(text, place.span.end, max(place.span.end, min(place.sentence.end, place.limit)))
    start = max(place.sentence.start, place.floor, place.span.start - 2 * _REACH)
    found = behind or _YEAR_BEFORE.search(text, start, place.span.start)
    return str(next(filter(None, found.groups()))) if found else None


def _row_of_years(work: Work, place: Place, column: int) -> str | None:
    """The year over the column in a row above, where that row names years and so looks like one of figures."""
    for index in range(place.passage.index - 1, max(-1, place.passage.index - _ROWS), -1):
        cells = work.passages[index].cells
        if not cells:
            return None
        at = bisect_left(cells, column, key=attrgetter("column"))
        if at == len(cells) or cells[at].column != column:
            continue
        over = cells[at].span
        found = _PLAIN_YEAR.fullmatch(work.text, over.start, over.end)
        found = found or _YEAR.pattern.fullmatch(work.text, over.start, over.end)
        if found and _single(found):
            return over.of(work.text)
    return None


def _supplier(work: Work, place: Place, kind: str) -> str | None:
    """The company in the row, at the head of the column, or in the sentence."""
    if place.cell:
        return _of_table(work, place, kind)
    start = max(place.sentence.start, place.floor, place.span.start - _NAME_REACH)
    before = _company(work, Span(start, place.span.start)) if start < place.span.start else None
    if before or kind == "other":
        return before if kind != "other" else None
    by = _BY.match(work.text, place.span.end, min(place.sentence.end, place.limit))
    return _company(work, Span(by.end(), min(place.sentence.end, by.end() + _LONGEST))) if by else None


def _of_table(work: Work, place: Place, kind: str) -> str | None:
    """The supplier of a row or a column of prices."""
    for other, sells in row_of(work, place.passage).paid:
        if other.span.start <= place.span.start < other.span.end or not len(other.span) <= _LONGEST:
            continue
        if sells or kind == "payment_line":
            return _whole(work, other.span)
    cell = place.cell
    around = (*cell.heads, *((cell.label,) if cell.label else ())) if cell else ()
    return next((name for span in around if (name := _company(work, span))), None) if kind in _OFFERS else None


def _company(work: Work, stretch: Span) -> str | None:
    """The last company with a legal form in a stretch of text."""
    if not holds(work.lower, stretch, _FORMS) or not _FORM.search(work.text, stretch.start, stretch.end):
        return None
    names = [name for name in work.grammar.names.find(work.text, stretch) if name.legal]
    return " ".join(names[-1].span.of(work.text).split()) if names else None


def _whole(work: Work, span: Span) -> str | None:
    """A cell as a name: with a letter, and not one that hides who it is."""
    said = " ".join(span.of(work.text).split())
    return said if re.search(r"[^\W\d_]", said) and said.lower().strip("* .[]()") not in _NOBODY else None
