"""What a row of a table makes of its amounts: those of a tenderer, a lot, a payment, a promise of social value."""

import re
from functools import partial
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.rules import MoneyRule
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.passages.context import Place, cues_about, once
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.theme_rows import theme_of_row
from tenderscan.tagger.work import Work

_MAY_BE_BID = frozenset({"other", "annual_value", "unit_rate", "bid_price"})
_MAY_BE_PROXY = frozenset({"other", "annual_value", "budget"})
_MAY_BE_LOT = frozenset({"other", "estimated_value"})
_UNDECIDED = frozenset({"other", "bid_price", "annual_value"})
"""Kinds that the words for a column of any table give: "Price", "Total"."""
_REGISTER = 2
_SPENDING = re.compile(r"\b(?:payments|spend|spending|expenditure|transactions|invoices)\b", re.IGNORECASE)
_LOTS = frozenset({"lot", "lot number", "lot no"})
_SAYS = (
    ("lot", frozenset({"lot", "lot number", "lot no", "lot name", "lot title", "lots"})),
    ("year", frozenset({"year", "financial year", "contract year", "fiscal year"})),
    ("payee", frozenset({"name", "payee", "creditor", "creditor name", "paid to", "beneficiary", "merchant",
                         "merchant name"})),
    ("of lots", _LOTS),
)  # fmt: skip
"""Heads and what stands below them: the name of a lot, a year, who is paid; and what makes a row one of a lot."""
_ROLES = (
    ("tenderer", frozenset({"tenderer"})),
    ("seller", frozenset({"supplier", "contractor", "provider"})),
    ("paid", frozenset({"supplier", "contractor", "provider", "tenderer", "awarded"})),
)
"""The same by the roles of suppliers that a head stands for."""
_KINDS = ("tenderer", "seller", "of lots")
"""What makes a price of a row one of a bid or a lot."""


class _Head(NamedTuple):
    label: str
    says: frozenset[str]


class Row(NamedTuple):
    """What the heads of a row say, worked out once for all its amounts.

    Attributes:
        lots: the cells that name a lot.
        years: the cells that name a year.
        paid: the cells that name who sells or is paid, and whether the head says that they sell.
        named: the first columns under which somebody tenders or sells, or that name a lot, with which of it, in order.
        registers: rules of registers to which heads belong, with how many.
    """

    lots: tuple[Cell, ...]
    years: tuple[Cell, ...]
    paid: tuple[tuple[Cell, bool], ...]
    named: tuple[tuple[int, str], ...]
    registers: tuple[tuple[MoneyRule, int], ...]


def row_of(work: Work, passage: Passage) -> Row:
    """What the heads of a row say."""
    return once(work, "row", passage.span.start, partial(_read, work, passage))


def kind_by_row(work: Work, place: Place, kind: str) -> str | None:
    """What the row makes of an amount that its own words call `kind`; None where it says nothing."""
    cell, passage = place.cell, place.passage
    if cell is None:
        return None
    row = row_of(work, passage)
    register = _register(work, row, cell.heads[0] if cell.heads else None, kind)
    if register:
        return register
    if kind in _MAY_BE_PROXY and once(work, "theme", passage.span.start, partial(theme_of_row, work, passage)):
        return "social_value"
    for column, says in row.named:
        if column >= cell.column:
            break
        if says == "of lots" and kind in _MAY_BE_LOT:
            return "lot_value"
        if says == "tenderer" and kind in _MAY_BE_BID:
            return "bid_price"
        if says == "seller" and kind == "other":
            return "payment_line" if passage.heading and _names_spending(work, passage.heading) else "bid_price"
    return None


def _read(work: Work, passage: Passage) -> Row:
    labels: set[str] = set()
    below: dict[str, list[Cell]] = {}
    paid: list[tuple[Cell, bool]] = []
    for cell in passage.cells:
        for distance, span in enumerate(cell.heads):
            head = once(work, "head", span.start, partial(_head, work, span))
            if not distance:
                labels.add(head.label)
                if not head.says.isdisjoint(("paid", "payee")):
                    paid.append((cell, "paid" in head.says))
            for says in head.says:
                below.setdefault(says, []).append(cell)
    registers = ((rule, len(rule.beside & labels)) for rule in once(work, "registers", 0, partial(_registers, work)))
    named = sorted((below[says][0].column, _KINDS.index(says)) for says in _KINDS if says in below)
    return Row(
        lots=tuple(below.get("lot", ())),
        years=tuple(below.get("year", ())),
        paid=tuple(paid),
        named=tuple((column, _KINDS[says]) for column, says in named),
        registers=tuple((rule, known) for rule, known in registers if known),
    )


def _head(work: Work, span: Span) -> _Head:
    label = label_of(span.of(work.text))
    roles = {rule.role for rule in work.grammar.columns.get(label, ())}
    says = {says for says, labels in _SAYS if label in labels} | {says for says, of in _ROLES if roles & of}
    return _Head(label, frozenset(says))


def _names_spending(work: Work, heading: Span) -> bool:
    """Whether a heading is that of what has been paid: "Payments over £500"."""
    return once(work, "spending", heading.start, lambda: _SPENDING.search(heading.of(work.text)) is not None)


def _registers(work: Work) -> tuple[MoneyRule, ...]:
    return tuple(rule for rule in work.grammar.rules.money.rules if rule.beside)


def _register(work: Work, row: Row, head: Span | None, kind: str) -> str | None:
    """What a row of a register holds, told by the heads of its other columns.

    Two of them make a register, whatever the row is about: a payment for insurance is a payment.
    """
    for rule, others in row.registers:
        known = others
        if head:
            known += any(cue.rule is rule for cue in cues_about(work, "money", head))
        if known >= _REGISTER or kind in _UNDECIDED:
            return rule.kind
    return None
