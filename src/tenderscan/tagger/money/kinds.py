"""What kind of money an amount is: by the cues around it, its row, its period and the amount before it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.rules import MoneyRule
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.money.items import leads_in, name_of_own, own_item, speaks_of_next
from tenderscan.tagger.money.parts import is_sum_with_tax, is_vat_sum, smaller, was_before
from tenderscan.tagger.money.per import RATES
from tenderscan.tagger.money.rows import kind_by_row
from tenderscan.tagger.passages.context import RANK, Near, Place, nearest
from tenderscan.tagger.work import Work


class Kind(NamedTuple):
    """The rule that says what an amount is.

    Attributes:
        rule: its kind is that of the amount.
        score: how sure it is.
        near: the cue; None where the rule was found by other means.
        base: the rule of the cue, whatever period and ceiling have made of it.
        used: where the cues begin that have said what the amounts of its passage so far are; one set for all of them.
        amount: the amount.
        taxed: of the VAT on an amount what that amount is.
    """

    rule: MoneyRule
    score: float
    near: Near | None
    base: MoneyRule | None
    used: set[int]
    amount: Decimal
    taxed: "Kind | None" = None


_CEILING = "budget_ceiling"
_LINE = "threshold_mention"
_RATE = "unit_rate"
_BY_TIME = frozenset({_RATE, "annual_value"})
_SHORT_RATES = RATES - {"week", "month"}
"""What is paid by the month or week may be the price of a whole contract; what is paid by the hour is not."""
_ENOUGH = 0.4
"""A cue that weighs less says nothing about the amount."""
_ANY = "*"
"""What a rule gives way to that holds only where nothing else says what an amount is."""
_COMPARES = re.compile(
    r"\b(?:over|above|below|under|exceed\w*|than|excess of|limit|threshold)(?: (?:of|the|is|a))* ?$", re.IGNORECASE
)
_PRICED = re.compile(
    r"\b(?:awarded|values?|price|costs?|sum|worth|total|tender\w*|fee|paid|bid)\b[^.;:£€$]{0,12}:?\s?$", re.IGNORECASE
)
"""Words before an amount that equals a statutory one which say that it is a price, though not which."""
_LEADS = 0.5
"""A cue before the sentence that weighs as much stands in the line that leads a list in."""
_CLAIMED = 0.3
"""What a cue weighs less that has said already what the amount before this one is."""
_TWICE = re.compile(
    r"[\s,;(\u2013-]*(?:(?:[a-z.+]+ ){0,3}VAT)?[\s,;)/\u2013-]*"
    r"(?:(?:or|and|i\.?e\.?|that is|being|equivalent to|which is)\s)?\(?",
    re.IGNORECASE,
)
"""What stands between an amount and the same again with or without VAT."""
_VAT = re.compile(r"\bVAT\b", re.IGNORECASE)
# "With both extensions it would be £2.3m"
_AGAIN = re.compile(
    r"\b(?:it|this|that|which)(?: figure| sum| amount)?"
    r" (?:would be|will be|is|was|becomes?|comes to|amounts to|equals|equates to)(?: about| approximately| around)? ?$",
    re.IGNORECASE,
)
_BEFORE = 40
# "noted at €1.05m (compared to €1.02m in 2024)"
_COMPARED = re.compile(
    r"\bcompared (?:to|with)(?: an?| the)?(?: figure| sum| amount| total)?(?: of)? ?$", re.IGNORECASE
)
# "more than £5,000 each or £20,000 in all": what caps the first caps the second
_OR = re.compile(
    r"[\s,]*(?:(?:individually|each|singly|per [a-z]+|in any one [a-z]+)[\s,]*)?\b(?:or|and)\b\s?", re.IGNORECASE
)
# "a weekly rate of £700, for a total of £36,400"
_TOTAL = re.compile(r"\btotal(?:l?ing)?\b(?:(?!VAT|year|ann|per\b)[^.;]){0,40}$", re.IGNORECASE)
_SIGN = re.compile(r"\s?[£€$]\s?\d")
_APART = 20
"""Characters between two amounts of which the second is a matter of its own."""


def kind_of(work: Work, place: Place, amount: Decimal, period: str | None, last: Kind | None) -> Kind:
    """What an amount is; `last`: what the amount before it in its passage is."""
    near = _best(work, place, amount, last)
    by_kind = work.grammar.money_kinds
    rule: MoneyRule = near.cue.rule if near else by_kind["other"]
    used = last.used if last else set()
    by_row = kind_by_row(work, place, rule.kind) if not rule.part else None
    if by_row:
        return Kind(by_kind[by_row], 0.75, None, None, used, amount)
    again = _again(work, place, amount, near, last)
    if again:
        near, rule = again.near, again.base or again.rule
    elif was_before(work.text, place) and (near is None or near.cue.end <= place.floor):
        near, rule = None, by_kind["other"]
    elif near is None:
        rule = by_kind[_usual(work) or rule.kind]
    score = rule.score * (0.6 + 0.4 * near.weight) if near else rule.score
    if near:
        used.add(near.cue.start)
    taxed = last if rule.part and last and not last.taxed else None
    return Kind(_turned(work, place, rule, near, period, last), score, near, rule, used, amount, taxed)


def _turned(
    work: Work, place: Place, rule: MoneyRule, near: Near | None, period: str | None, last: Kind | None
) -> MoneyRule:
    """The rule that a rule becomes by the period, a ceiling or the type of the document."""
    kind = _by_period(place, period, rule, near)
    capped = rule.capped or (_CEILING if near and _spent(work.text, place, rule, near) else "")
    if capped and (_ceiling(work, place) or _capped_too(work, place, last)):
        kind = capped
    if kind == rule.kind and rule.turns:
        kind = dict(rule.turns).get(type_of(work), kind)
    return rule if kind == rule.kind else work.grammar.money_kinds.get(kind, rule)


def _best(work: Work, place: Place, amount: Decimal, last: Kind | None) -> Near | None:
    """The cue that says what an amount is; None where none does."""
    found = _own(work.text, place, [near for near in _near(work, place, amount, last) if near.weight >= _ENOUGH])
    if not found:
        return None
    statutory = next((near for near in found if near.cue.rule.gives_way == _ANY), None)
    if statutory:
        return _statutory(work.text, place, statutory, [near for near in found if _free(near, last)])
    best = found[0]
    if last and best.cue.start in last.used and _claimed(place, best):
        # "Against a price of £800,000 this saves £70,000": a cue that has said what an amount is says less of the next
        rest = next((near for near in found[1:] if near.cue.start not in last.used), None)
        if rest and _weighed(rest) > _weighed(best) - _CLAIMED:
            best = rest
    general = best.cue.rule.gives_way
    if general:  # "Insurance" under a heading "Public liability"
        best = next((near for near in found if _special(near.cue.rule, general)), best)
    return best


def _near(work: Work, place: Place, amount: Decimal, last: Kind | None) -> Iterator[Near]:
    """The cues that speak about an amount, the heaviest first."""
    for near in nearest(work, "money", place):
        before = last.amount if last else None
        if near.cue.rule.part and not is_vat_sum(work.text, place, near.cue, amount, before):
            continue
        if not _of_another(work.text, place, near.cue) and _reaches(work.text, place, near):
            yield near


def _own(text: str, place: Place, found: list[Near]) -> list[Near]:
    """Of the cues those in the item of an amount where that has some, else those that another item has not got."""
    if not found:
        return found
    named = name_of_own(text, place)
    item = own_item(text, place)
    if item is None and named is not None:
        item = Span(named, min(place.sentence.end, place.limit))
    if item is None:
        return found
    if any(item.start <= near.cue.start and near.cue.end <= item.end for near in found):
        beside = (Span(place.sentence.start, item.start), Span(item.end, place.sentence.end))
        return [near for near in found if not any(span.start <= near.cue.start < span.end for span in beside)]
    if named is None:
        return found
    before = Span(place.sentence.start, named)
    return [n for n in found if not before.start <= n.cue.start < before.end or leads_in(text, place, n.cue)]


def _statutory(text: str, place: Place, near: Near, others: list[Near]) -> Near | None:
    """What an amount is that equals one at which law begins to hold: a price, where anything says so."""
    start, end = max(place.sentence.start, place.span.start - _BEFORE), place.span.start
    if _COMPARES.search(text, start, end):
        return next((other for other in others if other.cue.rule.kind == _LINE), near)
    return others[0] if others else None if _PRICED.search(text, start, end) else near


def _free(near: Near, last: Kind | None) -> bool:
    """Whether a cue says outright what an amount is, and has not said so of another one."""
    return not near.cue.rule.gives_way and (last is None or near.cue.start not in last.used)


def _weighed(near: Near) -> float:
    return near.weight + RANK * float(near.cue.rule.rank)


def _special(rule: MoneyRule, general: str) -> bool:
    return rule.kind.startswith(general) and not rule.gives_way


def _claimed(place: Place, near: Near) -> bool:
    """Whether a cue stands before the amount before this one."""
    return place.sentence.start <= near.cue.start and near.cue.end <= place.floor


def _of_another(text: str, place: Place, cue: Cue) -> bool:
    """Whether what looks like a cue is part of the amount, or of a heading that goes on with an amount of its own.

    The licence "costs US$4,500"; below "Payments over £500" stand payments.
    """
    if cue.start < place.span.start < cue.end:
        return any(character.isalpha() for character in text[place.span.start : cue.end])
    return cue.end <= place.passage.span.start and cue.rule.within and _SIGN.match(text, cue.end) is not None


def _reaches(text: str, place: Place, near: Near) -> bool:
    """Whether a cue of a rule that holds within a sentence stands in that of the amount, its table or a heading."""
    cue = near.cue
    rule: MoneyRule = cue.rule
    earlier = place.passage.span.start <= cue.start < place.sentence.start
    if rule.within and earlier and place.cell is None and near.weight < _LEADS:
        return False
    too_far = _claimed(place, near) or not 0 <= place.span.start - cue.end <= rule.near
    if rule.near and cue.group == "cues" and too_far:
        return False
    if rule.kind in _BY_TIME and _claimed(place, near) and _TOTAL.search(text, place.floor, place.span.start):
        return False
    if cue.group != "after":
        return not speaks_of_next(text, place, cue)
    if not rule.close:
        return True
    return 0 <= cue.start - place.span.end <= rule.close


def _again(work: Work, place: Place, amount: Decimal, near: Near | None, last: Kind | None) -> Kind | None:
    """The kind of the amount before, where this is the same again: with VAT, or "it would be"."""
    if last is None or not place.floor:
        return None
    between = Span(place.floor, place.span.start)
    if last.taxed and amount > last.taxed.amount > 0 and is_sum_with_tax(work.text, place):
        return last.taxed
    if (
        len(between) <= _BEFORE
        and not smaller(amount, last.amount)
        and _TWICE.fullmatch(work.text, between.start, between.end)
    ):
        behind = min(place.sentence.end, place.limit, place.span.end + _BEFORE)
        if _VAT.search(work.text, between.start, between.end) or _VAT.search(work.text, place.span.end, behind):
            return last
    start = max(between.start, between.end - _BEFORE)
    if _COMPARED.search(work.text, start, between.end):
        return last
    if near is None and _AGAIN.search(work.text, start, between.end):
        return last
    return None


def _by_period(place: Place, period: str | None, rule: MoneyRule, near: Near | None) -> str:
    """What an amount a year, a day or a unit is."""
    if period == "year" and rule.yearly:
        return rule.yearly
    if rule.yearly == rule.kind or period not in RATES:
        return rule.kind
    if rule.kind in {"other", "payment_line", "unit_rate"}:
        return "unit_rate"
    if rule.kind == "contract_value" and period in _SHORT_RATES:
        return "unit_rate"
    # "They tendered £25.10 per hour" is a bid; a column "Price" of a table of rates is none.
    said = near is not None and near.cue.group == "cues" and near.cue.start >= place.sentence.start
    return "unit_rate" if rule.kind == "bid_price" and not said else rule.kind


def _usual(work: Work) -> str | None:
    """What amounts in a document of this type usually are."""
    kind = type_of(work)
    rules = work.grammar.rules.money.rules if kind else ()
    return next((rule.kind for rule in rules if kind in rule.documents), None)


def _spent(text: str, place: Place, rule: MoneyRule, near: Near) -> bool:
    """Whether a threshold has been named before: "projects below £5m: 1% of the cost to a maximum of £50,000"."""
    if rule.kind != _LINE or not _claimed(place, near):
        return False
    return place.span.start - place.floor > _APART or ":" in text[place.floor : place.span.start]


def _capped_too(work: Work, place: Place, last: Kind | None) -> bool:
    """Whether the amount before is capped, and this one joined to it."""
    capped = last is not None and last.rule.kind == _CEILING
    return capped and bool(place.floor) and _OR.fullmatch(work.text, place.floor, place.span.start) is not None


def _ceiling(work: Work, place: Place) -> bool:
    """Whether a ceiling stands right before the amount, right behind it, or over its column or row."""
    span = place.span
    for near in nearest(work, "ceiling", place):
        cue = near.cue
        if cue.end <= span.start and cue.start >= place.sentence.start:
            if span.start - cue.end <= 30 and cue.group == "cues" and cue.end >= place.floor:
                return True
        elif cue.start >= span.end and cue.end <= place.sentence.end:
            if cue.group == "after" and cue.start - span.end <= 8 and not speaks_of_next(work.text, place, cue):
                return True
        elif near.weight > 0.75:
            return True
    return False
