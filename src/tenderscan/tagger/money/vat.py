"""Whether an amount includes VAT: only by words about this amount, or by a statement about all prices."""

import re
from collections.abc import Iterator
from functools import partial

from tenderscan.document import Span
from tenderscan.record import Vat
from tenderscan.rules import MoneyRule
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.money.parts import NAMED_VAT
from tenderscan.tagger.passages.context import Place, once
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_PRICES = frozenset({"contract_value", "annual_value", "bid_price", "unit_rate", "lot_value"})
"""Kinds for which "all prices exclude VAT" holds wherever in the document they stand."""
# "All prices", "Sums in this schedule", "These figures": what is said of them is said of every amount
_ALL_PRICES = re.compile(
    r"\b(?:all|these|both|prices|rates|sums|figures|amounts|charges|values|costs|fees)\b[^.;£€$]{0,60}$", re.IGNORECASE
)
# "the figures with and without VAT"
_EITHER = re.compile(r"\bwith(?: and| or|/)$", re.IGNORECASE)
# "VAT" right behind an amount, however it is glued: "£1,200 including VAT.1", "(exc. VAT)", "+VAT"
_BEHIND = re.compile(
    r"[\s,(]{0,3}(?:(?P<excl>\+|plus|ex(?:c|cl|cluding|clusive)?\.?(?: of)?|before|net of|without)"
    r"|(?P<incl>inc(?:l|luding|lusive)?\.?(?: of)?))\s?" + NAMED_VAT + r"(?:V\.?A\.?T|value added tax|GST)(?![a-z])",
    re.IGNORECASE,
)
# "including both extensions and VAT, is £5m", "(exc. 20% VAT): £5m"
_BEFORE = re.compile(
    r"\b(?:(?:(?P<incl>inclu(?:ding|sive of|des))|(?P<excl>exclu(?:ding|sive of|des)))\b[^.;:£€$]{0,60}?\b"
    rf"|(?:(?P<within>incl?\.?|with)|(?P<without>excl?\.?|ex\.?|(?<!and )(?<!or )without|net of|before))"
    rf"\s(?=[^V]){NAMED_VAT})"
    r"VAT\b[^.;£€$]{0,40}$",
    re.IGNORECASE,
)
# "Net £100, VAT £20, gross £120": where the tax is named beside them
_NET = re.compile(
    r"\b(?:(?P<excl>net)|(?P<incl>gross))(?: (?:total|amount|price|sum|value|cost|fee))?(?: (?:is|was|of))?:?\s?$",
    re.IGNORECASE,
)
_TO_AMOUNT = re.compile(r"[\s:=(]{1,3}(?:(?:is|of|was) )?")
_PARTED = re.compile(r"[,;]\s(?:[a-z]+\s){0,3}(?:a |the )?(?:total|gross|sum)\b", re.IGNORECASE)
_REACH = 30
"""Characters behind an amount in which the basis may stand where only what is right behind it counts."""
_CLAIMED = 30
"""Characters behind another amount in which the basis belongs to that one."""
_SENTENCE = 160


def vat_of(work: Work, place: Place, rule: MoneyRule, base: MoneyRule) -> Vat:
    """VAT basis: nearest behind the amount, in its sentence, row, column, heading, or said of all prices.

    Args:
        work: the document.
        place: the amount.
        rule: what the amount is.
        base: what its words call it, where its period has made something else of that: a rent of so much a year.
    """
    text, span = work.text, place.span
    if base.part:
        return Vat.UNKNOWN  # the tax is neither with nor without itself
    only_near = rule.vat_near or base.vat_near
    behind = _BEHIND.match(text, span.end, max(span.end, min(place.sentence.end, place.limit)))
    if behind:
        return Vat.EXCLUDED if behind["excl"] else Vat.INCLUDED
    end = max(span.end, min(place.sentence.end, place.limit))
    near = _first(work, Span(span.end, min(end, span.end + _REACH) if only_near else end)) if end > span.end else None
    if near or only_near:  # what is said of a price in the same sentence says nothing about a rent or a cover
        return near or Vat.UNKNOWN
    for said in _said_around(work, place):
        if said:
            return said
    if rule.kind in _PRICES or (place.cell and rule.kind == "other"):
        return _stated(work)
    return Vat.UNKNOWN


def _said_around(work: Work, place: Place) -> Iterator[Vat | None]:
    """What is said in the sentence, the row, the column, elsewhere in the passage and in the heading, in that order."""
    passage, cell = place.passage, place.cell
    yield _before(work, place)
    if cell:
        for around in (*cell.heads, *((cell.label,) if cell.label else ())):
            yield _of_head(work, around)
        yield _above(work, passage)
    else:
        yield once(work, "vat of all", passage.span.start, partial(_of_all, work, passage.span, alone=False))
    if passage.heading:
        yield _first(work, passage.heading)


def _first(work: Work, stretch: Span) -> Vat | None:
    """The first basis named in a stretch of text."""
    for cue in work.cues("vat").within(stretch.start, stretch.end):
        if not _EITHER.search(work.text, max(stretch.start, cue.start - 10), cue.start - 1):
            return Vat(cue.rule.name)
    return None


def _of_head(work: Work, head: Span) -> Vat | None:
    """The first basis named in a column heading or row label; looked for once, however many rows the table has."""
    return once(work, "vat of head", head.start, lambda: _first(work, head))


def _above(work: Work, passage: Passage) -> Vat | None:
    """What is said of all prices in front of the table of a row: "All prices exclude VAT"."""
    lines = _before_table(work, passage)
    said = (_of_all(work, line, alone=True) for line in lines)
    return once(work, "vat above", lines[0].start, lambda: next(filter(None, said), None)) if lines else None


def _before(work: Work, place: Place) -> Vat | None:
    """The basis named before the amount in its sentence, unless it stands right behind the amount before."""
    start, text = max(place.sentence.start, place.floor), work.text
    if start >= place.span.start:
        return None
    free = place.floor + _CLAIMED if place.floor > place.sentence.start else start
    for cue in reversed(work.cues("vat").within(start, place.span.start)):
        if (cue.start >= free or _leads(text, place, cue)) and not _EITHER.search(
            text, max(start, cue.start - 10), cue.start - 1
        ):
            return Vat(cue.rule.name)
    near = max(start, place.span.start - _SENTENCE)
    said = _BEFORE.search(text, near, place.span.start)
    if said is None or said.start() < free:
        far = max(place.sentence.start, place.span.start - _SENTENCE)
        beside = Span(far, min(place.sentence.end, place.span.end + _SENTENCE))
        said = _NET.search(text, near, place.span.start) if "VAT" in beside.of(text) else None
    if said is None:
        return None
    return Vat.EXCLUDED if said.lastgroup in {"excl", "without"} else Vat.INCLUDED


def _leads(text: str, place: Place, cue: Cue) -> bool:
    """Whether a basis near the amount before is that of this one: "VAT £20, total including VAT £120"."""
    glued = _TO_AMOUNT.fullmatch(text, cue.end, place.span.start)
    return glued is not None and _PARTED.match(text, place.floor, cue.start) is not None


def _of_all(work: Work, stretch: Span, *, alone: bool) -> Vat | None:
    """What a stretch of text says of all prices; `alone`: also what it says where it holds no amount of its own."""
    has_amount = any(work.text.find(sign, stretch.start, stretch.end) >= 0 for sign in "£€$")
    for cue in work.cues("vat").within(stretch.start, stretch.end):
        before = max(stretch.start, cue.start - 70)
        if _EITHER.search(work.text, before, cue.start - 1):
            continue
        if (alone and not has_amount) or _ALL_PRICES.search(work.text, before, cue.start):
            return Vat(cue.rule.name)
    return None


def _before_table(work: Work, passage: Passage) -> list[Span]:
    """The two paragraphs in front of the table of a row: "All prices exclude VAT"."""
    index = work.above_tables[passage.index]
    return [work.passages[at].span for at in (index, index - 1) if at >= 0]


def _stated(work: Work) -> Vat:
    """What the document says of all its prices: "All prices exclude VAT"; unknown where it says both."""
    if work.vat_stated is None:
        said = set()
        for cue in work.cues("vat").within(0, len(work.text)):
            passage = work.passage_at(cue.start)
            before = max(passage.span.start, cue.start - 70) if passage else cue.start
            if (
                passage
                and not passage.cells
                and _ALL_PRICES.search(work.text, before, cue.start)
                and not _EITHER.search(work.text, before, cue.start - 1)
            ):
                said.add(cue.rule.name)
        work.vat_stated = said.pop() if len(said) == 1 else Vat.UNKNOWN.value
    return Vat(work.vat_stated)
