"""The key figure of a clause: days of payment, notice, cover, cap, level, or the law that governs.

Pure functions over a stretch of text; amounts are found by the parser of amounts.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.numbers.amounts import AmountFinder
from tenderscan.tagger.numbers.words import WORDS, value_of

_BLANK = re.compile(r"\[\s*\*+\s*\]|\bX{2,}\b|_{3,}|\.{4,}|…")
"""A figure that is blacked out or left open: it is the key figure, and says nothing."""
_NUMBER = rf"(?P<figures>\d{{1,4}}(?:\.\d{{1,3}})?)|(?P<words>(?:{WORDS})(?:[\s-]+(?:and\s+)?(?:{WORDS})){{0,3}})"
_AGAIN = r"(?:\s*\(\s*(?P<again>\d{1,4}(?:\.\d{1,3})?|[a-z-]{3,20})\s*%?\s*\))?"
_PERIOD = re.compile(
    rf"(?<![\w.,£$€])(?:{_NUMBER}){_AGAIN}[\s-]*(?:(?:clear|full|consecutive|additional|more|further)\s+)?"
    r"(?:(?P<sort>working|business|banking|calendar)[\s-]+)?(?P<unit>hour|hr|day|week|month|year)s?\b(?!\s+old)",
    re.IGNORECASE,
)
"""30 days, ten (10) Working Days, thirty-day, 3 months"""
_UNIT = re.compile(r"[Dd]ay|DAY|[Hh]our|HOUR|[Hh]r|HR|[Ww]eek|WEEK|[Mm]onth|MONTH|[Yy]ear|YEAR")
"""Stands in every period, and is quicker to look for."""
_NET = re.compile(r"\bnet[\s-]{0,2}(?P<days>\d{1,3})\b(?![.,]?\d|\s?%)(?:\s+days?\b)?", re.IGNORECASE)
"""net 45"""
_PERCENT = re.compile(
    rf"(?<![\w.,])(?:{_NUMBER}){_AGAIN}\s?(?:%|per\s?cent\b|percent\b|percentage\b)(?!\w)", re.IGNORECASE
)
"""98%, fifteen (15%) percent"""
_WRITTEN_PERCENT = re.compile(r"\b[a-z]+\s*\(\s*(?P<figures>\d{1,3}(?:\.\d+)?)\s?%\s*\)", re.IGNORECASE)
"""ten percent (10%): the figures say it by themselves; "fifteen (15%) percent" """
_MONTH_END = re.compile(
    r"[\s,]*(?:(?:of|from|after|following|to)\s+)?(?:the\s+)?(?:end\s+of\s+(?:the\s+)?(?:calendar\s+)?month|month[\s-]end|EOM\b)",
    re.IGNORECASE,
)
"""Behind "30 days": "of the end of the month of invoice"."""
_NEXT_MONTH = re.compile(
    r"\bend\s+of\s+the\s+(?:calendar\s+)?month\s+(?:following|after|next)|\bend\s+of\s+the\s+(?:following|next)\s+month",
    re.IGNORECASE,
)
_OF_WORD = re.compile(
    r"['\u2019]?s?['\u2019]?\s+(?:(?:prior|advance|written|clear|formal|minimum|previous)\s+(?:and\s+)?){0,3}(?P<word>\w+)",
    re.IGNORECASE,
)
"""Behind a figure: "30 days' prior written notice"."""
_WORD_OF = re.compile(
    r"\b(?P<word>\w+)(?:\s+(?:period|in\s+writing|thereof)){0,2}\s*(?:of|:|is|shall\s+be)\s*"
    r"(?:(?:at|not|no|a|the|minimum|least|less|fewer|than|of)\s+){0,4}$",
    re.IGNORECASE,
)
"""Before a figure: "notice of not less than 30 days"."""
_LEAD = 60
"""Characters before a figure in which its word stands."""
_SUM = re.compile(r"[£€$]\s?\d|\d\s?(?:%|per\s?cent)")
_AT_ONCE = re.compile(
    r"\b(?:immediate(?:ly)?(?!\s+(?:prior|before|after|following|preceding|succeeding)\b)|forthwith|at\s+once|without\s+notice)\b",
    re.IGNORECASE,
)
_PLACE = r"(?P<place>[A-Z][\w.]+(?:\s+(?:(?:and|of|the)\s+)?[A-Z][\w.]+){0,4})"
_LAWS_OF = re.compile(
    r"\b[Ll](?:aws?|AWS?|egislation)(?:\s+in\s+force)?\s+(?:of|in)\s+(?:[Tt]he\s+)?"
    r"(?:(?:[Ss]tate|[Cc]ommonwealth|[Pp]rovince|[Rr]epublic|[Kk]ingdom|[Ii]sland)\s+of\s+)?(?:[Tt]he\s+)?" + _PLACE
)
"""the laws of the State of Texas"""
_PEOPLES_LAW = re.compile(r"\b(?P<people>[A-Z][a-z]+)(?:\s+and\s+[A-Z][a-z]+)?\s+[Ll]aws?\b")
"""English law"""
_WAGE = re.compile(r"\b(?:(?P<sort>national|real|london|uk)\s+)?living\s+wage(?P<behind>\s+foundation)?", re.IGNORECASE)
_SORTS = {"working": "working ", "business": "business ", "banking": "banking "}
_NO_PLACES = frozenset({"Agreement", "Contract", "Parties", "State", "Country"})


class Figure(NamedTuple):
    """A figure where it stands in a text; `said` is None where it is blacked out or still to be filled in."""

    start: int
    end: int
    said: str | None


class FigureFinder(NamedTuple):
    """What finds the figures of a rule.

    Attributes:
        amounts: the parser of amounts.
        peoples: the country whose law is meant, by its adjective in lower case.
        near: finds the words beside which the key figure stands; None: beside the phrase of the rule.
        given: finds the words that a figure may be one of, "30 days' notice", which goes before all others; or None.
    """

    amounts: AmountFinder
    peoples: Mapping[str, str]
    near: re.Pattern[str] | None
    given: re.Pattern[str] | None = None

    def find(self, sort: str, text: str) -> list[Figure]:
        """All figures of a sort (see `rules.contract_clauses.FIGURES`) in a text."""
        if sort == "amount":
            found = self.amounts.find(text, Span(0, len(text)))
            return [Figure(a.span.start, a.span.end, f"{a.currency} {a.amount:.2f}") for a in found if a.currency]
        if sort == "law":
            return list(_laws(text, self.peoples))
        return list(_FINDERS[sort](text))


def key_figure(sorts: Iterable[str], text: str, place: int, fields: Iterable[Span], finder: FigureFinder) -> str | None:
    """The key figure of a clause: of the first sort that stands in it, the one nearest to what the kind is about.

    Of two as near, that behind the phrase goes first.

    Args:
        sorts: what it can be, the likeliest first.
        text: of the clause.
        place: where the phrase stands that made it one.
        fields: what is still to be filled in.
        finder: finds figures.

    Returns:
        None where there is none, or where the nearest is blacked out or still to be filled in.
    """
    found = [figures for sort in sorts if (figures := finder.find(sort, text))]
    for figures in [[figure for figure in one if _is_given(figure, text, finder.given)] for one in found] + found:
        if figures:
            blank = [Figure(*match.span(), None) for match in _BLANK.finditer(text)]
            blank += [Figure(field.start, field.end, None) for field in fields]
            points = [match.span() for match in finder.near.finditer(text)] if finder.near else []
            points = points or [(place, place)]
            free = [figure for figure in figures if not any(_overlap(figure, other) for other in blank)]
            return min([*free, *blank], key=lambda figure: (_nearest(figure, points), figure.start < place)).said
    return None


def tells_figure(text: str) -> bool:
    """Whether a period, an amount or a percentage stands in a text."""
    return _SUM.search(text) is not None or any(True for _ in _periods(text))


def _is_given(figure: Figure, text: str, given: re.Pattern[str] | None) -> bool:
    """Whether a figure is that of a word: "30 days' written notice", "notice of not less than 30 days"."""
    if given is None:
        return False
    behind, before = _OF_WORD.match(text, figure.end), _WORD_OF.search(text, max(0, figure.start - _LEAD), figure.start)
    return any(match is not None and given.fullmatch(match["word"]) is not None for match in (behind, before))


def _nearest(figure: Figure, points: list[tuple[int, int]]) -> int:
    return min(_gap(figure, point) for point in points)


def _overlap(figure: Figure, other: Figure) -> bool:
    return figure.start < other.end and other.start < figure.end


def _gap(figure: Figure, point: tuple[int, int]) -> int:
    return max(0, figure.start - point[1], point[0] - figure.end)


def _periods(text: str) -> Iterable[Figure]:
    for match in _PERIOD.finditer(text) if _UNIT.search(text) else ():
        number = _number(match)
        if number is None:
            continue
        sort, unit = (match["sort"] or "").lower(), match["unit"].lower().replace("hr", "hour")
        said = f"{number} {_SORTS.get(sort, '')}{unit}{'' if number == '1' else 's'}"
        end = _MONTH_END.match(text, match.end())
        yield Figure(match.start(), match.end(), f"{said} end of month" if end else said)
    for match in _NET.finditer(text):
        yield Figure(*match.span(), f"{int(match['days'])} days")
    for match in _NEXT_MONTH.finditer(text):
        yield Figure(*match.span(), "end of following month")


def _percents(text: str) -> Iterable[Figure]:
    if "%" not in text and "cent" not in text:
        return
    for match in _PERCENT.finditer(text):
        number = _number(match)
        if number is not None:
            yield Figure(*match.span(), f"{number} percent")
    for match in _WRITTEN_PERCENT.finditer(text):
        yield Figure(*match.span(), f"{_plain(match['figures'])} percent")


def _at_once(text: str) -> Iterable[Figure]:
    for match in _AT_ONCE.finditer(text):
        yield Figure(*match.span(), "immediate")


def _wages(text: str) -> Iterable[Figure]:
    for match in _WAGE.finditer(text):
        sort = (match["sort"] or "").lower()
        said = "national" if sort == "national" else "real" if sort or match["behind"] else None
        yield Figure(*match.span(), said)


def _laws(text: str, peoples: Mapping[str, str]) -> Iterable[Figure]:
    for match in _LAWS_OF.finditer(text):
        place = " ".join(match["place"].split()).rstrip(".")
        if place not in _NO_PLACES:
            yield Figure(*match.span(), place)
    for match in _PEOPLES_LAW.finditer(text):
        country = peoples.get(match["people"].lower())
        if country:
            yield Figure(*match.span(), country)


def _number(match: re.Match[str]) -> str | None:
    """The number of a match: that in brackets where it stands twice in figures, or in words and in figures."""
    again = match["again"]
    if match["figures"] or (again and again[0].isdigit()):
        return _plain(match["figures"] or again)
    value = value_of(match["words"])
    return None if value is None else str(value)


def _plain(figures: str) -> str:
    return figures.rstrip("0").rstrip(".") if "." in figures else str(int(figures))


_FINDERS: dict[str, Callable[[str], Iterable[Figure]]] = {
    "period": _periods,
    "percent": _percents,
    "immediate": _at_once,
    "wage": _wages,
}
