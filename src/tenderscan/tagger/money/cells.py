"""Money in tables: bare numbers under a heading that speaks of money, minus signs, and heads that reckon in thousands.

A register of payments has no currency anywhere: "Amount" is the head, "7740.00" the cell. Such numbers are money where
the document is evidently of one country, and their score says that nothing names the currency.
"""

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from functools import partial
from operator import attrgetter

from tenderscan.document import Span
from tenderscan.tagger.numbers.amounts import Amount
from tenderscan.tagger.numbers.figures import plain_number
from tenderscan.tagger.passages.context import cues_about, once
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.passages.taken import Taken
from tenderscan.tagger.work import Work

_WEIGHT = re.compile(r"\(\s?\d{1,3}\s?%?\s?(?:marks|points)?\)")
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)
_SCORES = re.compile(r"score|points|marks|weight|rank|quality|%", re.IGNORECASE)
# "Price (£000)", "Value £k", "Budget (£ million)", "Costs €'m", "in thousands"
_IN_UNITS = re.compile(
    r"[£€$₹]\s?['\u2019]?(?:(?P<million>m\b|mn\b|millions?\b)|k\b|thousands?\b|000(?:['\u2019]?s\b|\b)(?![,.]))"
    r"|\bin (?:(?P<millions>millions)|thousands)\b",
    re.IGNORECASE,
)
_MULTIPLIERS = {
    "thousand": 1_000, "million": 1_000_000, "millions": 1_000_000, "billion": 1_000_000_000, "lakh": 100_000,
    "lakhs": 100_000, "crore": 10_000_000, "crores": 10_000_000,
}  # fmt: skip
"""Words that stand in a cell of their own behind the number they multiply."""
_UNSCALED = Decimal(100_000)
"""An amount with a sign of its own that is larger is no number of thousands, whatever the head says."""
# -£502, £-502, (£502.00), £(502), £502.00-, £502 CR; but not "- £502", which is an item of a list
_NEGATIVE = re.compile(
    r"[-\u2212\u2013][^\d\s]{0,4} ?[\d.,]+|[^\d\s]{1,4} ?[-\u2212\u2013] ?[\d.,]+|\( ?\D{0,4}[\d.,]+ ?\)"
    r"|\D{1,4}\( ?[\d.,]+ ?\)|[^\d\s]{1,4} ?[\d.,]+(?:-| ?CR)"
)
_YEARS = re.compile(r"\byears?\b|\bdates?\b", re.IGNORECASE)
_FEW = 3
_LOOSE = re.compile(r"rates?\b|units?\b|price per", re.IGNORECASE)
"""Heads and labels that are of many things which are no money: "Ramp rate"."""
# Heads that name a currency of which we know no more than that it is another: "Amount (AUD)"
_OTHER_CURRENCY = re.compile(
    r"\b(?:AUD|CAD|NZD|SGD|HKD|CHF|AED|JPY|CNY|SEK|NOK|DKK|ZAR)\b|\b(?:S|A|AU|C|CA|NZ|HK|R)\$|¥"
)


def in_cells(work: Work, passage: Passage, amounts: list[Amount]) -> list[Amount]:
    """The amounts of a table row: those found in it, as their cells and heads say, and the bare numbers."""
    if not passage.cells:
        return amounts
    found = [_as_in_cell(work, passage, amount) for amount in amounts]
    taken = Taken()
    for amount in found:
        taken.add(amount.span)
    for cell in passage.cells:
        value = plain_number(cell.span.of(work.text))
        if value is None or not taken.free(cell.span):
            continue
        certain = _money_cell(work, passage, cell, value)
        currency = (_sign(work, cell) or work.currency) if certain else ""
        if currency and taken.add(cell.span):  # a bare number in a document of no known currency may be anything
            certain *= 1.0 if _sign(work, cell) or _marked(work) else 0.85
            found.append(Amount(cell.span, value * _scale(work, cell), None, currency, certain))
    return found


def _as_in_cell(work: Work, passage: Passage, amount: Amount) -> Amount:
    """An amount with the minus of its cell, and in the units of its head or of the next cell."""
    cell = passage.cell_at(amount.span.start)
    if cell is None or amount.amount_max is not None:
        return amount
    quote = cell.span.of(work.text)
    if _NEGATIVE.fullmatch(quote) and amount.amount > 0:
        return replace(amount, span=cell.span, amount=-amount.amount)
    if amount.span != cell.span or quote[-1].isalpha():
        return amount  # "£2.5m" needs no head to say what it is
    factor = _scale(work, cell)
    if factor > 1 and amount.amount < (_UNSCALED if factor == 1_000 else _UNSCALED / 10):
        return replace(amount, amount=amount.amount * factor)
    behind = _cell_behind(passage, cell)
    word = behind.span.of(work.text).strip().lower() if behind else ""
    if behind and word in _MULTIPLIERS:
        return replace(amount, span=Span(cell.span.start, behind.span.end), amount=amount.amount * _MULTIPLIERS[word])
    return amount


def _cell_behind(passage: Passage, cell: Cell) -> Cell | None:
    """The cell of the row in the next column, where it is filled."""
    at = bisect_left(passage.cells, cell.column + 1, key=attrgetter("column"))
    return passage.cells[at] if at < len(passage.cells) and passage.cells[at].column == cell.column + 1 else None


def _money_cell(work: Work, passage: Passage, cell: Cell, value: Decimal) -> float:
    """How sure it is that a bare number is money; 0 for none."""
    says = _money_words(work, passage, cell)
    if says is None:
        return 0.0
    signed = bool(_sign(work, cell))
    words = says.of(work.text)
    # "Price (40)" is the weight of a criterion, and what stands below are points.
    if (signed and "%" in words) or (not signed and _WEIGHT.search(words)) or _OTHER_CURRENCY.search(words):
        return 0.0
    digits = cell.span.of(work.text).strip()
    if not value and "." not in digits and not signed:
        return 0.0  # "0" may be a count; "0.00" is a price
    if re.fullmatch(r"(?:19|20)\d\d", digits) and not signed:
        # In a column of amounts it is one more often than not; behind a label it is a year.
        return 0.5 if cell.heads and len(passage.cells) >= _FEW and not _YEARS.search(words) else 0.0
    if not signed and abs(value) < 100 and (not cell.heads or "." not in digits) and _LOOSE.search(words):
        return 0.0
    if not signed and not cell.heads and abs(value) < 100:
        return 0.0
    return 0.95 if signed else 0.7


def _money_words(work: Work, passage: Passage, cell: Cell) -> Span | None:
    """The column heading or row label by which a bare number is money; None where nothing says so."""
    head, label = (cell.heads[0] if cell.heads else None), cell.label
    if _sign(work, cell):
        return head or label
    says = _names_money(work, passage, head, label)
    if says is None or any(other and cues_about(work, "not_columns", other) for other in (head, label)):
        return None
    return says


def _names_money(work: Work, passage: Passage, head: Span | None, label: Span | None) -> Span | None:
    """Of the column heading and the row label that which holds a word for money."""
    if head and (cues_about(work, "columns", head) or _total_of_prices(work, passage, head)):
        return head
    # A form of labels and values has no column heads, whatever its first row looks like.
    return label if label and (head is None or len(passage.cells) == 2) and cues_about(work, "columns", label) else None


def _total_of_prices(work: Work, passage: Passage, head: Span) -> bool:
    """Whether a column "Total" stands in a table of prices, and not in one of scores."""
    if not _TOTAL.match(head.of(work.text)):
        return False
    return once(work, "prices", passage.span.start, partial(_of_prices, work, passage))


def _of_prices(work: Work, passage: Passage) -> bool:
    """Whether the heads of a row speak of prices and none of scores."""
    heads = [other.heads[0] for other in passage.cells if other.heads]
    if any(_SCORES.search(other.of(work.text)) or _WEIGHT.search(other.of(work.text)) for other in heads):
        return False
    return any(cues_about(work, "columns", other) for other in heads)


def _scale(work: Work, cell: Cell) -> Decimal:
    """In what the column heading or row label reckons: "£000", "£k", "£ million"."""
    for says in (*cell.heads, *((cell.label,) if cell.label else ())):
        factor = once(work, "scale", says.start, partial(_scale_of, work.text, says))
        if factor:
            return factor
    return Decimal(1)


def _scale_of(text: str, says: Span) -> Decimal | None:
    match = _IN_UNITS.search(text, says.start, says.end)
    return Decimal(1_000_000 if match["million"] or match["millions"] else 1_000) if match else None


def _sign(work: Work, cell: Cell) -> str:
    """Currency that the column heading or row label names; empty where it names none."""
    for says in (*cell.heads, *((cell.label,) if cell.label else ())):
        code = once(work, "sign", says.start, partial(_sign_of, work, says))
        if code:
            return code
    return ""


def _sign_of(work: Work, says: Span) -> str:
    return str(work.grammar.currency_in(says.of(work.text)))


def _marked(work: Work) -> bool:
    """Whether a sign of the document's currency stands anywhere in it."""
    return once(work, "marked", 0, lambda: _any_sign(work))


def _any_sign(work: Work) -> bool:
    currency = next(one for one in work.grammar.rules.money.currencies if one.code == work.currency)
    return any(sign in work.text for sign in currency.signs)
