"""Money: amounts with their kind, VAT basis, period, and what they belong to."""

import re
from functools import cached_property
from itertools import zip_longest

from tenderscan.record import Label, Money
from tenderscan.tagger.money.belonging import belonging_of
from tenderscan.tagger.money.cells import in_cells
from tenderscan.tagger.money.kinds import Kind, kind_of
from tenderscan.tagger.money.misread import misread_pounds
from tenderscan.tagger.money.per import period_of
from tenderscan.tagger.money.vat import vat_of
from tenderscan.tagger.numbers.amounts import Amount
from tenderscan.tagger.passages.context import Place
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.passages.openings import holds
from tenderscan.tagger.work import Work

_FIGURE = re.compile(r"\d")
_POUNDS = "GBP"


class _Place(Place):
    """A place whose cell is looked for once, however many ask for it."""

    @cached_property
    def cell(self) -> Cell | None:
        return super().cell


def tag_money(work: Work) -> None:
    """Find the amounts of a section."""
    finder = work.grammar.amounts
    misread = _misread(work)
    # An amount has figures, unless it is spelt out and ends in the word for a currency.
    spelt = holds(work.lower, work.section_span, finder.marks.spelt)
    marks = finder.marks.within(work.lower, work.section_span)
    for passage in work.section if spelt else work.passages_with(_FIGURE):
        likely = holds(work.lower, passage.span, marks)
        amounts = finder.find(work.text, passage.span, work.lower) if likely else []
        amounts = in_cells(work, passage, [*amounts, *misread.get(passage.index, ())])
        if amounts:
            _add_all(work, passage, sorted(amounts, key=lambda amount: (amount.span.start, amount.span.end)))


def _misread(work: Work) -> dict[int, list[Amount]]:
    """Amounts with a misread pound sign by passage, in documents that reckon in pounds or name no currency."""
    found: dict[int, list[Amount]] = {}
    for amount in misread_pounds(work.text, work.section_span):
        passage = work.passage_at(amount.span.start)
        if passage and work.currency == _POUNDS:
            found.setdefault(passage.index, []).append(amount)
    return found


def _add_all(work: Work, passage: Passage, amounts: list[Amount]) -> None:
    """Keep the amounts of a passage; what one is may be what the one before it is."""
    last: Kind | None = None
    floor = 0
    for amount, following in zip_longest(amounts, amounts[1:]):
        if work.masked(amount.span):
            continue
        sentence = work.sentence_at(passage, amount.span)
        limit = following.span.start if following else sentence.end
        last = _add(work, _Place(passage, amount.span, sentence, limit, floor), amount, last)
        floor = amount.span.end


def _add(work: Work, place: Place, amount: Amount, last: Kind | None) -> Kind:
    period = period_of(work, place)
    kind = kind_of(work, place, amount.amount, period, last)
    rule = kind.rule
    belonging = belonging_of(work, place, rule.kind)
    value = Money(
        amount=amount.amount,
        amount_max=amount.amount_max,
        currency=amount.currency,
        kind=rule.kind,
        vat=vat_of(work, place, rule, kind.base or rule),
        period=_said_period(work, kind, period),
        lot=belonging.lot,
        supplier=belonging.supplier,
        year=belonging.year,
    )
    work.add(Label.MONEY, value, amount.span, rule.head.id, kind.score * amount.certain, place.passage)
    return kind


def _said_period(work: Work, kind: Kind, period: str | None) -> str | None:
    """The period: not "each claim" of a cover; that in the cue itself where nothing else says one."""
    rule = kind.rule
    if rule.vat_near and period in {"unit", "visit"}:
        return None
    if period is None and rule.kind == "annual_value":
        return "year"
    if period is None and kind.near:
        cue = kind.near.cue
        return next((str(each.rule.name) for each in work.cues("period").within(cue.start, cue.end)), None)
    return period
