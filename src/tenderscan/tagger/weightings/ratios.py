"""Weightings as ratios, "60/40 quality/price", and in the lines of notices."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from tenderscan.document import Span
from tenderscan.rules import WeightingRules
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.weightings.levels import WHOLE, Item
from tenderscan.tagger.work import Work

_NUMBERS = re.compile(
    r"\d(?<![\w.,/-]\d)(?<!\d:\d)\d?\s?%?\s?[:/]\s?\d{1,2}\s?%?(?:\s?[:/]\s?\d{1,2}\s?%?)?(?![\w:/]|[.,-]\d)"
)
_SHORT = 60
_LONG = 220
"""Characters of a line of a notice with a weighting, and with the name of a criterion."""
_APART = 4
"""Lines between two weightings of one list at most."""
_BEFORE = 70
_BEHIND = 60
# What may stand between the names and the numbers
_JOIN = (
    r"[\s:()=,\u2013-]{0,4}(?:(?:ratio|split|weighting|weightings|basis|of|is|will be|on|a|in|the|for|between)\s){0,5}"
    r"[\s:(\u2013-]{0,3}"
)
_PARTS = re.compile(r"\s*(?:[/:,&]|\b(?:and|to)\b)\s*", re.IGNORECASE)
_CRITERION = re.compile(
    r"(?:(?P<group>[A-Za-z]+(?: [a-z]+)?): )?award criteri(?:on|a): (?P<name>[^\n]{2,160})", re.IGNORECASE
)
_WEIGHTING = re.compile(
    r"(?:(?P<group>[A-Za-z]+(?: [a-z]+)?): )?weighting: (?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?%?", re.IGNORECASE
)


def ratio_groups(work: Work, rules: WeightingRules) -> Iterator[list[Item]]:
    """The criteria of each ratio of the section that makes 100."""
    section = work.section_span
    names, behind = _names(rules.criteria)
    for match in _NUMBERS.finditer(work.text, section.start, section.end):
        numbers = [Decimal(number) for number in re.findall(r"\d+", match.group())]
        passage = work.passage_at(match.start()) if sum(numbers) == WHOLE else None
        if passage is None:
            continue
        start = max(passage.span.start, match.start() - _BEFORE)
        named = names.search(work.lower, start, match.start()) or behind.match(
            work.lower, match.end(), min(passage.span.end, match.end() + _BEHIND)
        )
        if named is None:
            continue
        criteria = _parted(work.text, Span(*named.span("names")))
        span = Span(min(named.start("names"), match.start()), max(named.end("names"), match.end()))
        if len(criteria) == len(numbers) and not work.masked(span):
            yield list(_items(work.text, passage, criteria, match, numbers))


def _items(
    text: str, passage: Passage, criteria: list[Span], match: re.Match[str], numbers: list[Decimal]
) -> Iterator[Item]:
    """One item for each name; that beside the numbers takes them with it, as no two findings share their text."""
    behind = criteria[0].start > match.start()
    for position, (name, number) in enumerate(zip(criteria, numbers, strict=True)):
        beside = position == (0 if behind else len(criteria) - 1)
        own = Span(min(name.start, match.start()), max(name.end, match.end())) if beside else name
        yield Item(name.of(text), number, own, passage)


def notice_groups(work: Work) -> Iterator[list[Item]]:
    """The criteria of each run of lines "Quality: award criterion: …", "Quality: weighting: …"."""
    section = work.section_span
    if work.lower.find("weighting: ", section.start, section.end) < 0:
        return
    items: list[Item] = []
    named: Passage | None = None
    last = -1
    for passage in work.section:
        span = passage.span
        number = _WEIGHTING.fullmatch(work.text, span.start, span.end) if len(span) <= _SHORT else None
        if number is not None:
            if items and passage.index - last > _APART:
                yield items
                items = []
            item = _of_lines(work, number, passage, named)
            if item:
                items.append(item)
                last = passage.index
            named = None
        elif len(span) <= _LONG and _CRITERION.fullmatch(work.text, span.start, span.end):
            named = passage
    if items:
        yield items


def _of_lines(work: Work, number: re.Match[str], passage: Passage, named: Passage | None) -> Item | None:
    percent = Decimal(number["number"].replace(",", "."))
    if not 0 < percent <= WHOLE:
        return None
    if named is not None and passage.index - named.index <= 1:
        name = _CRITERION.fullmatch(work.text, named.span.start, named.span.end)
        assert name is not None
        return Item(" ".join(name["name"].split()), percent, Span(name.start(), number.end()), passage)
    return Item(number["group"], percent, Span(*number.span()), passage) if number["group"] else None


def _parted(text: str, names: Span) -> list[Span]:
    """The names of a ratio, "quality/price", "price and quality"."""
    found = []
    start = names.start
    for sign in (*_PARTS.finditer(text, names.start, names.end), None):
        end = sign.start() if sign else names.end
        if text[start:end].strip():
            found.append(Span(start, end))
        start = sign.end() if sign else end
    return found


@lru_cache(4)
def _names(criteria: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two or three names of criteria before the numbers, and behind them."""
    one = "(?:" + "|".join(re.escape(name) for name in sorted(criteria, key=len, reverse=True)) + ")"
    several = rf"(?P<names>\b{one}\s?(?:[/:&]|,|\band\b|\bto\b)\s?{one}(?:\s?(?:[/:&]|,|\band\b)\s?{one})?\b)"
    return re.compile(rf"{several}\)?{_JOIN}\Z"), re.compile(rf"{_JOIN}{several}")
