"""Commitments: who promises what measure, how many of which unit, worth what, by when, how firmly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import NamedTuple

from tenderscan.document import BlockKind, Span
from tenderscan.record import Commitment, Label, Strength
from tenderscan.tagger.commitments.measures import Measured, measure_of, stated_measure, things_in, words_of
from tenderscan.tagger.commitments.nearby import Nearby
from tenderscan.tagger.commitments.promises import PromiseGrammar, Said, by_when, cut, day_of, promise_grammar
from tenderscan.tagger.commitments.rows import PromiseRow, PromiseRows, number_in
from tenderscan.tagger.commitments.vows import money_vows, times_vows
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.numbers.quantities import Quantity
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.work import Work

_BETWEEN = 60
"""Characters between two quantities that are joined."""
_BARE_REACH = 40
"""Characters between a measure and its number where no verb joins them: "Warranty period of the goods: 5 years"."""
_FORM = 3
"""Cells of a row of a form; a row with more is one of a register."""
_TOLD = re.compile(r"\W*(?:\d[\d.]*\s)?(?:we|our|the|all|they|it|in|this|these|there|last|since|most|over)\b")
"""How a sentence begins that tells what is: "We employ 46 people"; a promise in a list is no sentence of its own."""
_MARKS = re.compile(r"[\s\u00b7\u2022\u25cf\u25aa\u25e6\uf0b7\u2013\u2014*;,-]+")
"""Marks of a list before its item."""
_WISHED = ("a target", "target", "goal")
"""How words begin that make what is announced a wish, whatever else the sentence says."""
_LEAST = re.compile(r"\b(?:minimum(?: of)?|at least|(?:no|not) less than|target(?: of)?:?)\s+$")
_ABOVE = re.compile(r"\S\s(?:above|beyond|below|in excess of)\s$")
"""Before a number that parts what is promised from the rest: "all surplus above 3%"."""
_EACH = re.compile(
    r"\W*(?:(?:in|during|for|within|over)\s)?(?:(?:each|every|per)\s(?:contract\s|calendar\s|financial\s)?"
    r"(?P<unit>year|quarter|month|week|annum)\b|annually|monthly|weekly)"
)
_WEIGHED = re.compile(r"\s*[\u2013:-]")
"""Behind a percentage that is the weight of a criterion: "10% - Availability"."""
_CLOSED = re.compile(r"\s?(?:[:.)\]|\u2013\u2014-]|\s[^\W\d_])")
"""What stands behind the code of a measure that opens a line: "NT17: 150 hours", "NT17 Volunteering hours: 150"."""
_OPENING = " ([\u00b7\u2022\u25cf\u25aa\u25e6\uf0b7\u2013\u2014*-\n"
_ITEMS = 12
"""Items of a list above one in which its lead is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence or row with what stands around it.

    Attributes:
        passage: its block.
        sentence: the sentence; of a row of promises the row.
        said: what it says as a promise.
        about: whether headings say that the text is about social value.
        past: whether headings or the sentence say that it tells of other contracts.
        row: of a table of promises, else None.
    """

    passage: Passage
    sentence: Span
    said: Said
    about: bool
    past: bool
    row: PromiseRow | None = None


class Stretch(NamedTuple):
    """A sentence, bullet or cell of a passage, which may be a row of a table of promises."""

    passage: Passage
    sentence: Span
    row: PromiseRow | None = None


class Counted(NamedTuple):
    """A quantity with what it measures, and how binding it is once that is known."""

    quantity: Quantity
    measured: Measured
    strength: Strength = Strength.MENTION


def tag_commitments(work: Work) -> None:
    """Find the commitments of a section."""
    grammar, nearby = promise_grammar(work.grammar.rules.commitments), Nearby(work)
    rows = PromiseRows(work, grammar)
    done = {passage.span.start for passage, row in rows if _tag_row(work, grammar, nearby, passage, row)}
    quantities = grammar.quantities.find(work.text, work.section_span, work.lower)
    for of, group in _by_sentence(work, rows, quantities):
        if of.passage.span.start not in done:
            found = _tag_sentence(work, grammar, nearby, of, group)
            done |= {of.passage.span.start} if found and of.row else set()
    vows = [*times_vows(work, grammar), *money_vows(work, grammar, rows)]
    for vow in vows:
        if vow.passage.span.start not in done:
            work.add(Label.COMMITMENT, vow.value, vow.span, vow.tried.rule.head.id, vow.tried.rule.score, vow.passage)
    done |= {vow.passage.span.start for vow in vows}
    for passage, row in rows:
        if row.stated and passage.span.start not in done:
            _tag_stated(work, grammar, nearby, passage, row)


def _by_sentence(work: Work, rows: PromiseRows, found: Iterator[Quantity]) -> Iterator[tuple[Stretch, list[Quantity]]]:
    """Quantities together that stand in one sentence; none that touches a field still to be filled in."""
    placed: list[tuple[Passage, Span, Quantity]] = []
    for quantity in found:
        row = rows.at(quantity.span.start)
        passage = row[0] if row else work.passage_at(quantity.span.start)
        if passage is None or passage.kind in RUNNING or passage.kind is BlockKind.HEADING or passage.head:
            continue
        if row and not row[1].promises(quantity.span):
            continue
        sentence = work.sentence_at(passage, quantity.span)
        numbered = _is_numbering(work.text, passage, quantity)
        if quantity.span.end <= sentence.end and not numbered and not work.masked(quantity.span):
            placed.append((passage, cut(sentence, quantity.span), quantity))
    for _, group in groupby(placed, key=lambda one: (one[0].span.start, one[1])):
        several = list(group)
        passage, sentence, first = several[0]
        row = rows.at(first.span.start)
        yield Stretch(passage, sentence, row[1] if row else None), [quantity for *_, quantity in several]


def _is_numbering(text: str, passage: Passage, quantity: Quantity) -> bool:
    """Whether a number is that of a clause: "26.2 Meetings shall be held"."""
    at_front = text[passage.span.start : quantity.span.start].strip(" \n(") == ""
    return at_front and not passage.cells and text[quantity.noun].isupper() and quantity.unit != "percent"


def _tag_sentence(work: Work, grammar: PromiseGrammar, nearby: Nearby, of: Stretch, group: list[Quantity]) -> bool:
    """The commitments of a sentence, bullet or cell; each takes the part of it up to the next one. False for none."""
    passage, sentence = of.passage, of.sentence
    found = _measured(work, grammar, of, group)
    whole = _label_and_value(passage) if not found and passage.cells and of.row is None else None
    if whole is not None:
        found = _measured(work, grammar, Stretch(passage, whole), group)
        sentence = whole
    lower = _flat(work, sentence)
    if not found or grammar.never(lower):
        return False
    said = grammar.said(lower)
    past = said.history or _below_history(work, grammar, passage)
    place = Place(passage, sentence, said, _about(work, passage), past, of.row)
    kept: list[Counted] = []
    for counted in found:
        strength = _strength(work, grammar, place, counted, kept[-1:])
        if strength is not None:
            kept.append(counted._replace(strength=strength))
    start = sentence.start
    for counted, following in zip_longest(kept, kept[1:]):
        end = sentence.end
        if following is not None:
            end = max(counted.quantity.span.end, min(counted.measured.span.end, following.quantity.span.start))
        _add(work, grammar, nearby, place, Span(start, end), counted)
        rest = work.text[end : sentence.end]
        start = end + len(rest) - len(rest.lstrip(" ,;\n"))
    return bool(kept)


def _below_history(work: Work, grammar: PromiseGrammar, passage: Passage) -> bool:
    """Whether the headings above a passage say that it tells of what was done: "Case study"."""
    above = (heading for heading in (passage.heading, passage.title) if heading)
    return any(grammar.tells_history(label_of(heading.of(work.text))) for heading in above)


def _measured(work: Work, grammar: PromiseGrammar, of: Stretch, group: list[Quantity]) -> list[Counted]:
    """The quantities of a stretch that measure something that can be promised."""
    lower = _flat(work, of.sentence)
    found = ((quantity, measure_of(grammar, work.text, quantity, of.sentence, lower)) for quantity in group)
    return [Counted(quantity, measured) for quantity, measured in found if measured and not work.masked(measured.span)]


def _flat(work: Work, span: Span) -> str:
    """A stretch of the text, folded, without line breaks."""
    return work.lower[span.start : span.end].replace("\n", " ")


def _label_and_value(passage: Passage) -> Span | None:
    """A row of a form, which is read as one sentence: "Warranty | 5 years"."""
    return passage.span if len(passage.cells) <= _FORM and len(passage.span) <= 200 else None


def _about(work: Work, passage: Passage) -> bool:
    """Whether the headings above a passage, or the document as such, are about social value."""
    above = any(heading and work.about_social_value(heading) for heading in (passage.heading, passage.title))
    return above or type_of(work) == "sv_method_statement"


def _strength(
    work: Work, grammar: PromiseGrammar, place: Place, counted: Counted, before: list[Counted]
) -> Strength | None:
    """How binding a quantity is; None where nobody promises it."""
    quantity = counted.quantity
    said, shift = place.said, place.sentence.start
    start, end = quantity.span.start - shift, quantity.span.end - shift
    if place.past and not said.announces(start):
        return None
    planned = grammar.planned(work.lower, quantity.span.start)
    if said.binds(start, end):
        return Strength.ASPIRATIONAL if planned.startswith(_WISHED) else said.strength
    if planned and not said.passed:
        return Strength.CONDITIONAL if said.conditional else Strength.ASPIRATIONAL
    if before and _joined(work.lower, before[0], quantity):
        return before[0].strength
    if said.reported or said.passed:
        return None
    return said.strength if _goes_without_verb(work, grammar, place, counted) else None


def _goes_without_verb(work: Work, grammar: PromiseGrammar, place: Place, counted: Counted) -> bool:
    """Whether a number is promised where no verb says so: in a table or list of promises, or as "Warranty: 5 years"."""
    passage, rule = place.passage, counted.measured.tried.rule
    if place.row is not None:
        return not place.said.done
    number = counted.quantity.span
    if counted.measured.gap(number) > _BARE_REACH or _WEIGHED.match(work.text, number.end):
        return False
    if not place.said.done and _coded(work, grammar, place.sentence):
        return True
    if passage.kind is BlockKind.LIST_ITEM:
        listed = place.about and bool(rule.theme) and not place.said.done and not _TOLD.match(place.said.text)
        return listed or rule.bare or _led_in(work, grammar, passage)
    if counted.quantity.unit == "percent" and not passage.cells:
        # A share in running text is a report more often than a promise.
        marked = _MARKS.match(work.text, passage.span.start) is not None
        return rule.bare and (marked or _LEAST.search(work.lower, max(0, number.start - 30), number.start) is not None)
    return rule.bare and len(passage.cells) <= _FORM


def _coded(work: Work, grammar: PromiseGrammar, sentence: Span) -> bool:
    """Whether a line is that of a measure, which its code opens or closes: "NT17: 150 hours", "150 hours (NT17)"."""
    for code in grammar.codes.finditer(work.text, sentence.start, sentence.end):
        if not work.text[sentence.start : code.start()].strip(_OPENING):
            return _CLOSED.match(work.text, code.end(), sentence.end) is not None
        before, behind = work.text[code.start() - 1], work.text[code.end() : sentence.end].strip(" .;\n")
        if before in "([" and behind in {")", "]"}:
            return True
    return False


def _led_in(work: Work, grammar: PromiseGrammar, item: Passage) -> bool:
    """Whether the paragraph that leads a list in binds: "The Supplier shall:"."""
    for index in range(item.index - 1, max(-1, item.index - _ITEMS), -1):
        passage = work.passages[index]
        if passage.kind is BlockKind.PARAGRAPH:
            lead = work.lower[max(passage.span.start, passage.span.end - 200) : passage.span.end]
            said = grammar.said(lead)
            return lead.rstrip().endswith((":", "\u2013", "-", "to")) and said.promised and not grammar.never(lead)
        if passage.kind is not BlockKind.LIST_ITEM:
            return False
    return False


def _joined(lower: str, before: Counted, quantity: Quantity) -> bool:
    """Whether a quantity is but joined to the one before by "and", the words of the first one's measure aside."""
    between = lower[before.measured.span.end : quantity.span.start]
    same = before.quantity.unit == quantity.unit
    return same and len(between) <= _BETWEEN and between.endswith((" and ", " and to ")) and "." not in between


def _add(work: Work, grammar: PromiseGrammar, nearby: Nearby, place: Place, span: Span, counted: Counted) -> None:
    quantity, measured = counted.quantity, counted.measured
    rule = measured.tried.rule
    behind = Span(quantity.span.end, min(place.sentence.end, max(span.end, quantity.span.end + 60)))
    amount = nearby.worth(place.row.amount if place.row and place.row.amount else span)
    by = place.row.by if place.row else None
    value = Commitment(
        who=grammar.who(place.said, quantity.span.start - place.sentence.start) or _usual_who(work),
        measure=words_of(work.text, measured.span),
        quantity=quantity.value,
        unit=quantity.unit,
        amount=amount.amount if amount else None,
        currency=amount.currency if amount else None,
        by=day_of(by.of(work.text)) if by else by_when(work.text, behind, place.sentence),
        per=grammar.per(work.lower[behind.start : behind.end]) or _each(work, grammar, place.sentence),
        strength=counted.strength,
        theme=nearby.theme(span) or rule.theme or None,
        code=place.row.code if place.row else _code_in(work, grammar, place.sentence),
    )
    marks = _MARKS.match(work.text, span.start, quantity.span.start)
    span = Span(marks.end(), span.end) if marks else span
    work.add(Label.COMMITMENT, value, span, rule.head.id, rule.score, place.passage)


def _each(work: Work, grammar: PromiseGrammar, sentence: Span) -> str | None:
    """The period that a sentence begins with, which all its quantities are of: "Each year we will train 5 people"."""
    opening = _EACH.match(work.lower, sentence.start, sentence.end)
    return grammar.per(f"each {opening['unit']}" if opening["unit"] else opening.group()) if opening else None


def _tag_row(work: Work, grammar: PromiseGrammar, nearby: Nearby, passage: Passage, row: PromiseRow) -> bool:
    """A row with a column for quantities; False where its quantity stands in its words."""
    if row.quantity is None or row.measure is None or work.masked(row.quantity) or work.masked(row.measure):
        return False
    number = number_in(row.quantity.of(work.text))
    unit = _unit_of_row(work, row)
    if number is None or unit is None:
        return False
    rule = grammar.rule("measure-row").rule
    amount = nearby.worth(row.amount) if row.amount else None
    value = Commitment(
        who=" ".join(row.who.of(work.text).lower().split()) if row.who else _usual_who(work),
        measure=words_of(work.text, row.measure),
        quantity=number[0],
        unit="percent" if number[1] else unit,
        amount=amount.amount if amount else None,
        currency=amount.currency if amount else None,
        by=day_of(row.by.of(work.text)) if row.by else None,
        per=next(filter(None, (grammar.per(work.lower[cell.start : cell.end]) for cell in row.counted)), None),
        strength=Strength.CONDITIONAL if number[2] else Strength.FIRM,
        theme=nearby.theme(passage.span),
        code=row.code,
    )
    work.add(Label.COMMITMENT, value, passage.span, rule.head.id, rule.score, passage)
    return True


def _tag_stated(work: Work, grammar: PromiseGrammar, nearby: Nearby, passage: Passage, row: PromiseRow) -> None:
    """A row whose heading says that its words are a promise, of which no rule has the measure: its first number."""
    tried, cell = grammar.rule("measure-row"), row.measure
    if cell is None or work.masked(cell) or tried.bars.search(lower := _flat(work, cell)) or grammar.never(lower):
        return
    quantity = next(grammar.quantities.find(work.text, cell, work.lower), None) or things_in(work.text, cell)
    if quantity is None or _ABOVE.search(work.lower, cell.start, quantity.span.start):
        return
    said = grammar.said(lower)
    value = Commitment(
        who=" ".join(row.who.of(work.text).lower().split()) if row.who else _usual_who(work),
        measure=words_of(work.text, stated_measure(work.text, quantity, cell)),
        quantity=quantity.value,
        unit=quantity.unit,
        by=day_of(row.by.of(work.text)) if row.by else None,
        per=next(filter(None, (grammar.per(work.lower[one.start : one.end]) for one in (cell, row.by) if one)), None),
        strength=said.strength,
        theme=nearby.theme(passage.span),
        code=row.code,
    )
    work.add(Label.COMMITMENT, value, passage.span, tried.rule.head.id, tried.rule.score, passage)


def _unit_of_row(work: Work, row: PromiseRow) -> str | None:
    """The unit that a row names: in its column, behind the number, or in the words for the measure."""
    rules = work.grammar.rules.commitments
    if row.unit is not None:
        said = row.unit.of(work.text)
        return rules.unit_named(said) or _first_unit(work, said) or " ".join(said.lower().split())[:40]
    quantity = row.quantity.of(work.text) if row.quantity else ""
    if "£" in quantity:
        return "gbp"
    return _first_unit(work, quantity) or (_first_unit(work, row.measure.of(work.text)) if row.measure else None)


def _first_unit(work: Work, text: str) -> str | None:
    """The unit that stands first in some words."""
    rules = work.grammar.rules.commitments
    words = text.lower().replace("(", " ").replace(")", " ").replace("-", " ").split()
    for first in range(len(words)):
        for size in (3, 2, 1):
            unit = rules.unit_named(" ".join(words[first : first + size]).strip(".,;:"))
            if unit and unit != "metres":
                return unit
    return "percent" if "%" in text else None


def _usual_who(work: Work) -> str | None:
    """Who promises in a document of this type."""
    return "supplier" if type_of(work) in {"sv_method_statement", "tender"} else None


def _code_in(work: Work, grammar: PromiseGrammar, sentence: Span) -> str | None:
    match = grammar.codes.search(work.text, sentence.start, sentence.end)
    return match.group().replace(" ", "") if match else None
