"""Money: amounts with their kind, VAT basis and period."""

import re
from decimal import Decimal
from itertools import zip_longest

from tenderscan.document import Span
from tenderscan.record import Label, Money, Vat
from tenderscan.rules import MoneyRule
from tenderscan.tagger.amounts import Amount, plain_number
from tenderscan.tagger.clauses import theme_of_row
from tenderscan.tagger.context import Place, nearest
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.layout import Cell, Passage
from tenderscan.tagger.openings import holds
from tenderscan.tagger.work import Work

_FIGURE = re.compile(r"\d")
_RATES = frozenset({"hour", "day", "visit", "unit", "week", "month"})
_MAY_BE_RATE = frozenset({"other", "contract_value", "bid_price", "payment_line", "unit_rate"})
_WEIGHT = re.compile(r"\(\s?\d{1,3}\s?%?\s?(?:marks|points)?\)")
_MAY_BE_BID = frozenset({"other", "annual_value", "unit_rate"})
_RATE_HEAD = re.compile(r"\b(?:rate|price each|unit price|unit cost)\b", re.IGNORECASE)
# "£3.10 per meal", but not cover of £5m per claim
_PER = re.compile(
    r"\s?(?:\(?(?:ex|excl|plus|\+|inc|incl)[\w. ]{0,12} VAT\)?\s)?(?:per|for each|each) "
    r"(?!annum|cent|year|claim|occurrence|incident|event|contract|lot|breach|and every|party|policy)[a-z]",
    re.IGNORECASE,
)
# "£ per meal", "Buffet, each guest", "Charge for each visit"
_EACH = re.compile(r"\b(?:per|each) (?!annum|cent|year|claim|occurrence|incident|event|and every)[a-z]", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"units?|per|unit of measure|uom|measure", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)
# "Price (£000)", "Value £k", "Budget (£ million)", "Cost in thousands"
_IN_UNITS = re.compile(
    r"[£€$₹]\s?(?:(?P<million>m\b|mn\b|millions?\b)|k\b|thousands?\b|['\u2019]?000(?:s\b|\b)(?![,.]))|\bin thousands\b",
    re.IGNORECASE,
)
_SCORES = re.compile(r"score|points|marks|weight|rank|quality|%", re.IGNORECASE)
_ALL_PRICES = re.compile(
    r"\b(?:all|prices|rates|sums|figures|amounts|charges|values|costs|money)\b[^.;]{0,60}$", re.IGNORECASE
)
_MAY_BE_PROXY = frozenset({"other", "annual_value", "budget"})
_PRICES = frozenset({"contract_value", "annual_value", "bid_price", "unit_rate", "lot_value"})
"""Kinds for which "all prices exclude VAT" holds wherever in the document they stand."""
_NO_VAT = frozenset({"liability_cap", "turnover_requirement", "social_value", "performance_security", "deductions"})
"""Kinds whose VAT basis is only what stands right behind the amount."""
_VAT_REACH = 30
_SELLERS = frozenset({"supplier", "contractor", "provider"})
_ENOUGH = 0.4
"""A cue that weighs less says nothing about the amount."""


def tag_money(work: Work) -> None:
    """Find the amounts of a section."""
    finder = work.grammar.amounts
    # An amount has figures, unless it is spelt out and ends in the word for a currency.
    spelt = holds(work.lower, work.section_span, finder.word_marks)
    for passage in work.section if spelt else work.passages_with(_FIGURE):
        likely = holds(work.lower, passage.span, finder.marks)
        amounts = finder.find(work.text, passage.span, work.lower) if likely else []
        amounts += _plain_cells(work, passage, amounts)
        amounts.sort(key=lambda amount: (amount.span.start, amount.span.end))
        for amount, following in zip_longest(amounts, amounts[1:]):
            if work.masked(amount.span):
                continue
            sentence = work.sentence_at(passage, amount.span)
            place = Place(passage, amount.span, sentence, following.span.start if following else sentence.end)
            _add(work, place, amount)


def _add(work: Work, place: Place, amount: Amount) -> None:
    period = _period(work, place)
    kind, rule, score = _kind(work, place, period)
    value = Money(
        amount=amount.amount,
        amount_max=amount.amount_max,
        currency=amount.currency,
        kind=kind,
        vat=_vat(work, place, kind),
        period=period,
    )
    work.add(Label.MONEY, value, amount.span, rule, score * amount.certain, place.passage)


def _kind(work: Work, place: Place, period: str | None) -> tuple[str, str, float]:
    """Kind, id of the rule and score."""
    by_kind = work.grammar.money_kinds
    near = next((near for near in nearest(work, "money", place) if near.weight >= _ENOUGH), None)
    rule: MoneyRule = near.cue.rule if near else by_kind["other"]
    score = rule.score * (0.6 + 0.4 * near.weight) if near else rule.score
    by_row = _by_row(work, place, rule.kind)
    if by_row:
        return by_row, by_kind[by_row].head.id, 0.75
    if near is None:
        rule = by_kind[_usual(work) or rule.kind]
    kind = _by_period(period, rule)
    if rule.capped and _ceiling(work, place):
        kind = by_kind.get(rule.capped, rule).kind
    if kind == rule.kind and rule.turns:
        kind = dict(rule.turns).get(type_of(work), kind)
    if kind != rule.kind and kind in by_kind:
        rule = by_kind[kind]
    return kind, rule.head.id, score


def _by_period(period: str | None, rule: MoneyRule) -> str:
    """What an amount a year, a day or a unit is."""
    if period == "year" and rule.yearly:
        return rule.yearly
    if period in _RATES and rule.kind in _MAY_BE_RATE and rule.yearly != rule.kind:
        return "unit_rate"
    return rule.kind


def _usual(work: Work) -> str | None:
    """What amounts in a document of this type usually are."""
    kind = type_of(work)
    rules = work.grammar.rules.money.rules if kind else ()
    return next((rule.kind for rule in rules if kind in rule.documents), None)


def _by_row(work: Work, place: Place, kind: str) -> str | None:
    """What the row says: it is that of a tenderer, of a lot, or of a promise of social value."""
    cell = place.cell
    if cell is None:
        return None
    if kind in _MAY_BE_PROXY and theme_of_row(work, place.passage):
        return "social_value"
    if kind not in _MAY_BE_BID and kind != "estimated_value":
        return None
    for other in place.passage.cells:
        if other.column >= cell.column:
            break
        for head in other.heads:
            label = label_of(head.of(work.text))
            roles = {rule.role for rule in work.grammar.columns.get(label, ())}
            if kind in _MAY_BE_BID and ("tenderer" in roles or (roles & _SELLERS and kind == "other")):
                return "bid_price"
            if label in {"lot", "lot number", "lot no"} and kind in {"other", "estimated_value"}:
                return "lot_value"
    return None


def _ceiling(work: Work, place: Place) -> bool:
    """Whether a ceiling stands right before the amount, right behind it, or over its column or row."""
    span = place.span
    for near in nearest(work, "ceiling", place):
        cue = near.cue
        if cue.end <= span.start and cue.start >= place.sentence.start:
            if span.start - cue.end <= 30 and cue.group == "cues":
                return True
        elif cue.start >= span.end and cue.end <= place.sentence.end:
            if cue.group == "after" and cue.start - span.end <= 8:
                return True
        elif near.weight > 0.75:
            return True
    return False


def _period(work: Work, place: Place) -> str | None:
    """What a rate is by: said right behind the amount, right before it, or in its row or column."""
    span = place.span
    index = work.cues("period")
    for cue in index.within(span.end, min(place.sentence.end, span.end + 45, place.limit)):
        between = work.text[span.end : cue.start]
        if len(between) <= 14 or re.fullmatch(
            r"[\s(,]*(?:\+|plus|excl?\w*\.?|inc\w*\.?|ex\.?)?\s?(?:of )?VAT[\s),]*", between
        ):
            return str(cue.rule.name)
    for cue in reversed(index.within(max(place.sentence.start, span.start - 28), span.start)):
        return str(cue.rule.name)
    if place.cell is None and _PER.match(work.text, span.end, min(place.sentence.end, place.limit)):
        return "unit"
    return _table_period(work, place)


def _table_period(work: Work, place: Place) -> str | None:
    """What a rate is by in a table: said in its column heading, its row label or a column of units."""
    cell = place.cell
    if cell is None:
        return None
    index = work.cues("period")
    for around in (*cell.heads, *((cell.label,) if cell.label else ())):
        for cue in index.within(around.start, around.end):
            return str(cue.rule.name)
        if _EACH.search(work.text, around.start, around.end):
            return "unit"
    if _PER.match(work.text, place.span.end, min(place.sentence.end, place.limit)):
        return "unit"
    return _unit_column(work, place)


def _unit_column(work: Work, place: Place) -> str | None:
    """What a rate is by, where the row has a cell under "Unit": "hour", "m²"."""
    cell = place.cell
    if cell is None or not any(_RATE_HEAD.search(head.of(work.text)) for head in cell.heads):
        return None
    for other in place.passage.cells:
        if any(_UNIT_HEAD.fullmatch(head.of(work.text).strip()) for head in other.heads):
            said = other.span.of(work.text).strip().lower()
            return said if said in _RATES else "unit"
    return None


def _vat(work: Work, place: Place, kind: str) -> Vat:
    """VAT basis: nearest behind the amount, in its sentence, row, column, passage, or the heading."""
    index = work.cues("vat")
    behind = max(place.span.end, min(place.sentence.end, place.limit))
    free = kind.startswith("insurance") or kind in _NO_VAT
    if free:  # what is said of a price in the same sentence says nothing about these
        stretches = [Span(place.span.end, min(behind, place.span.end + _VAT_REACH))]
    else:
        stretches = [Span(place.span.end, behind), place.sentence, *_vat_around(work, place)]
    for stretch in stretches:
        cues = index.within(stretch.start, stretch.end)
        if cues:
            ahead = [cue for cue in cues if cue.start >= place.span.end]
            return Vat((ahead or cues)[0 if ahead else -1].rule.name)
    return _stated(work) if kind in _PRICES or (place.cell and not free) else Vat.UNKNOWN


def _vat_around(work: Work, place: Place) -> list[Span]:
    """Where the VAT basis may be said beside the sentence: row, column, what stands before the table, heading."""
    cell, passage = place.cell, place.passage
    around = [passage.span]
    if cell:
        around = [*cell.heads, *((cell.label,) if cell.label else ()), passage.span, *_before_table(work, passage)]
    return [*around, passage.heading] if passage.heading else around


def _stated(work: Work) -> Vat:
    """What the document says of all its prices: "All prices exclude VAT"; unknown where it says both."""
    if work.vat_stated is None:
        said = set()
        for cue in work.cues("vat").within(0, len(work.text)):
            passage = work.passage_at(cue.start)
            if (
                passage
                and not passage.cells
                and _ALL_PRICES.search(work.text, max(passage.span.start, cue.start - 70), cue.start)
            ):
                said.add(cue.rule.name)
        work.vat_stated = said.pop() if len(said) == 1 else Vat.UNKNOWN.value
    return Vat(work.vat_stated)


def _before_table(work: Work, passage: Passage) -> list[Span]:
    """The two paragraphs in front of the table of a row: "All prices exclude VAT"."""
    index = work.above_tables[passage.index]
    return [work.passages[at].span for at in (index, index - 1) if at >= 0]


def _plain_cells(work: Work, passage: Passage, amounts: list[Amount]) -> list[Amount]:
    """Cells that hold a bare number under a heading, or behind a label, that speaks of money."""
    found = []
    for cell in passage.cells:
        value = plain_number(cell.span.of(work.text))
        if value is None or any(amount.span.overlaps(cell.span) for amount in amounts):
            continue
        certain = _money_cell(work, passage, cell, value)
        currency = (_sign(work, cell) or work.currency) if certain else ""
        if currency:  # a bare number in a document of no known currency may be anything
            found.append(Amount(cell.span, value * _scale(work, cell), None, currency, certain))
    return found


def _money_cell(work: Work, passage: Passage, cell: Cell, value: Decimal) -> float:
    """How sure it is that a bare number is money; 0 for none."""
    says = _money_words(work, passage, cell)
    if says is None or value <= 0:
        return 0.0
    signed = bool(_sign(work, cell))
    # "Price (40)" is the weight of a criterion, and what stands below are points.
    if (signed and "%" in says.of(work.text)) or (not signed and _WEIGHT.search(says.of(work.text))):
        return 0.0
    digits = cell.span.of(work.text)
    year = re.fullmatch(r"(?:19|20)\d\d", digits.strip())
    if (year and not signed) or (not signed and not cell.heads and value < 100):
        return 0.0
    return 0.95 if signed else 0.7


def _money_words(work: Work, passage: Passage, cell: Cell) -> Span | None:
    """The column heading or row label by which a bare number is money; None where nothing says so."""
    head, label = (cell.heads[0] if cell.heads else None), cell.label
    if _sign(work, cell):
        return head or label
    says = _names_money(work, passage, head, label)
    if says is None or any(other and work.cues("not_columns").any(other) for other in (head, label)):
        return None
    return says


def _names_money(work: Work, passage: Passage, head: Span | None, label: Span | None) -> Span | None:
    """Of the column heading and the row label that which holds a word for money."""
    if head and (work.cues("columns").any(head) or _total_of_prices(work, passage, head)):
        return head
    # A form of labels and values has no column heads, whatever its first row looks like.
    return label if label and (head is None or len(passage.cells) == 2) and work.cues("columns").any(label) else None


def _total_of_prices(work: Work, passage: Passage, head: Span) -> bool:
    """Whether a column "Total" stands in a table of prices, and not in one of scores."""
    if not _TOTAL.match(head.of(work.text)):
        return False
    heads = [other.heads[0] for other in passage.cells if other.heads]
    if any(_SCORES.search(other.of(work.text)) or _WEIGHT.search(other.of(work.text)) for other in heads):
        return False
    return any(work.cues("columns").any(other) for other in heads)


def _scale(work: Work, cell: Cell) -> Decimal:
    """In what the column heading or row label reckons: "£000", "£k", "£ million"."""
    for says in (*cell.heads, *((cell.label,) if cell.label else ())):
        match = _IN_UNITS.search(work.text, says.start, says.end)
        if match:
            return Decimal(1_000_000 if match["million"] else 1_000)
    return Decimal(1)


def _sign(work: Work, cell: Cell) -> str:
    """Currency that the column heading or row label names; empty where it names none."""
    for says in (*cell.heads, *((cell.label,) if cell.label else ())):
        code = work.grammar.currency_in(says.of(work.text))
        if code:
            return code
    return ""
