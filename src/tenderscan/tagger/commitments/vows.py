"""Promises that count in another way: how often something is done, and money given or spent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tenderscan.document import BlockKind, Span
from tenderscan.record import Commitment, Money
from tenderscan.tagger.commitments.measures import behind_unit, with_words, words_of
from tenderscan.tagger.commitments.promises import PromiseGrammar, Tried, by_when, cut, day_of
from tenderscan.tagger.commitments.rows import PromiseRow, PromiseRows
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.work import Work


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in the sentence or cell that may promise it."""

    passage: Passage
    sentence: Span
    span: Span
    money: Money
    row: PromiseRow | None


class Vow(NamedTuple):
    """A commitment where it stands, with the rule that found it."""

    value: Commitment
    span: Span
    passage: Passage
    tried: Tried


_NUMBERS = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TIMES = Opened(
    re.compile(
        r"(?<!\w)(?P<often>once|twice|thrice|(?:two|three|four|five|six) times)\s"
        r"(?:a|per|each|every|in(?: each| every| any)?)\s(?P<per>(?:(?:two|three|four|five|six|calendar)\s)?"
        r"(?:day|week|month|quarter|year|annum|fortnight|term)s?)(?!\w)",
        re.IGNORECASE,
    )
)
_UNITS = (("visit", "visits"), ("inspect", "visits"), ("meet", "sessions"))
_KINDS = frozenset({"other", "social_value", "annual_value", "budget", "budget_ceiling", "funding", "grant"})
"""Kinds of money of which a promise to spend or give may be made."""
_REACH = 90
_WORTH = re.compile(r"\b(?:worth|valued at|proxy|value of|equivalent to|equating to|saving)\b[^.;]{0,25}$|\($")


def times_vows(work: Work, grammar: PromiseGrammar) -> Iterator[Vow]:
    """What is promised so often: "at least once in six months"."""
    tried = grammar.measured("how_often")
    for match in _TIMES.finditer(work.text, work.section_span.start, work.section_span.end, work.lower):
        passage = work.passage_at(match.start())
        if passage is None or passage.kind in RUNNING or passage.kind is BlockKind.HEADING:
            continue
        sentence = cut(work.sentence_at(passage, Span(*match.span())), Span(*match.span()))
        lower = work.lower[sentence.start : sentence.end].replace("\n", " ")
        if not tried.measures.search(lower) or tried.bars.search(lower) or grammar.never(lower):
            continue
        said = grammar.said(lower)
        at = match.start() - sentence.start
        if not said.binds(at, at) or work.masked(sentence):
            continue
        measures = list(tried.measures.finditer(said.text))
        # "Service personnel shall visit", "visits to each site shall be made"
        behind = (one for one in measures if said.verb < one.start() < at)
        nearest = next(behind, None) or min(measures, key=lambda one: abs(one.start() - at))
        measure = Span(sentence.start + nearest.start(), sentence.start + nearest.end())
        value = Commitment(
            who=grammar.who(said, at),
            measure=words_of(work.text, measure),
            quantity=Decimal(_NUMBERS[match["often"].lower().split()[0]]),
            unit=next((unit for stem, unit in _UNITS if nearest.group().startswith(stem)), "times"),
            by=by_when(work.text, sentence, sentence),
            per=" ".join(match["per"].lower().replace("annum", "year").split()),
            strength=said.strength,
        )
        yield Vow(value, sentence, passage, tried)


def money_vows(work: Work, grammar: PromiseGrammar, rows: PromiseRows) -> Iterator[Vow]:
    """Money that somebody promises to give or to spend: "invest £5,000 in social enterprises".

    Args:
        work: the document.
        grammar: the words.
        rows: those of tables of promises.
    """
    tried = grammar.measured("money")
    end = 0
    for span, money in sorted(_amounts(work), key=lambda one: one[0]):
        row = rows.at(span.start)
        passage = row[0] if row else work.passage_at(span.start)
        if passage is None or passage.kind in RUNNING or span.start < end:
            continue
        if len(passage.cells) > 1 and (row is None or not row[1].promises(span)):
            continue
        sentence = cut(work.sentence_at(passage, span), span)
        sentence = Span(max(sentence.start, end), sentence.end)
        vow = _money_vow(work, grammar, tried, Sum(passage, sentence, span, money, row[1] if row else None))
        if vow is not None:
            end = vow.span.end
            yield vow


def _amounts(work: Work) -> Iterator[tuple[Span, Money]]:
    """The amounts of the section of which a promise may be made."""
    start = work.section_span.start
    for finding in reversed(work.found):
        if finding.evidence.span.start < start:
            return
        if isinstance(finding.value, Money) and finding.value.kind in _KINDS:
            yield finding.evidence.span, finding.value


def _money_vow(work: Work, grammar: PromiseGrammar, tried: Tried, of: Sum) -> Vow | None:
    sentence, span, money = of.sentence, of.span, of.money
    text = work.lower[sentence.start : sentence.end].replace("\n", " ")
    if tried.bars.search(text) or grammar.never(text):
        return None
    if of.row is None and tried.needs is not None and not tried.needs.search(text):
        return None
    said = grammar.said(text)
    begin, at = span.start - sentence.start, span.end - sentence.start
    if not (of.row is not None or (said.binds(begin, at) and not said.passed)):
        return None
    if _WORTH.search(text, max(0, begin - 40), begin):
        return None
    if said.history and not said.announces(begin):
        return None
    measure = tried.measures.search(text, at, at + _REACH) or tried.measures.search(text, max(0, begin - _REACH), begin)
    if measure is not None:
        named = Span(sentence.start + measure.start(), sentence.start + measure.end())
        where = with_words(work.text, named, sentence) if measure.start() >= at else named
    elif of.row is not None and of.row.stated and of.row.measure and any(map(str.isalpha, text[at:])):
        where = Span(behind_unit(work.text, span.end, of.row.measure.end), of.row.measure.end)
    else:
        return None
    day = of.row.by if of.row else None
    following = _next_amount(work.text, max(where.end, span.end), sentence.end)
    value = Commitment(
        who=grammar.who(said, begin),
        measure=words_of(work.text, where),
        quantity=money.amount,
        unit=money.currency.lower(),
        by=day_of(day.of(work.text)) if day else by_when(work.text, Span(span.end, following), sentence),
        per=money.period or grammar.per(text[at : at + 40]),
        strength=said.strength,
        theme=tried.rule.theme or None,
        code=of.row.code if of.row else None,
    )
    start = sentence.start + len(text) - len(text.lstrip(" ,;"))
    return Vow(value, Span(start, following), of.passage, tried)


def _next_amount(text: str, start: int, end: int) -> int:
    """Where a sentence is cut, as another amount of it follows: behind the measure; else its end."""
    return start if start < end and any(sign in text[start:end] for sign in "£€$") else end
