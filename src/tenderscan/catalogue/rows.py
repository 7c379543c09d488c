"""Findings as rows of the catalogue, and back."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Row

from tenderscan.document import Span
from tenderscan.json_contract import value_as_json, value_from_json
from tenderscan.record import CalendarDate, Clause, DocumentType, Evidence, Finding, Label, Money, Organisation
from tenderscan.text import words

FindingRow = dict[str, Any]


def finding_row(sha256: str, position: int, finding: Finding) -> FindingRow:
    """Columns of `schema.FINDING` for one finding."""
    evidence = finding.evidence
    row: FindingRow = {
        "sha256": sha256,
        "position": position,
        "label": finding.label.value,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "page": evidence.page,
        "cell": evidence.cell,
        "heading": evidence.heading,
        "rule": evidence.rule,
        "score": evidence.score,
        "value": json.dumps(value_as_json(finding.value), ensure_ascii=False),
        "kind": None,
        "words": None,
        "low_pence": None,
        "high_pence": None,
        "currency": None,
        "day": None,
    }
    match finding.value:
        case Money() as money:
            top = money.amount if money.amount_max is None else money.amount_max
            row |= {"kind": money.kind, "currency": money.currency}
            row |= {"low_pence": pence(money.amount), "high_pence": pence(top)}
        case Organisation() as organisation:
            row["words"] = padded_words(organisation.name)
        case Clause() as clause:
            row["kind"] = clause.theme
        case CalendarDate() as day:
            row["day"] = day.iso
        case DocumentType() as document_type:
            row["kind"] = document_type.type
    return row


def finding_from(row: Row[Any]) -> Finding:
    """The finding of a row."""
    label = Label(row.label)
    evidence = Evidence(Span(row.start, row.end), row.quote, row.page, row.heading, row.rule, row.score, row.cell)
    return Finding(label, value_from_json(label, json.loads(row.value)), evidence)


def padded_words(name: str) -> str:
    """The folded words of a name, between blanks, so that whole words can be looked for inside."""
    return f" {' '.join(word.form for word in words(name))} "


LARGEST_PENCE = 2**62
"""Beyond any real sum; larger amounts are kept in the value and cut off here, where only filters look."""


def pence(amount: Decimal) -> int:
    """Pounds as whole pence, rounded half up; only filters look at them, the exact amount is in the value."""
    return int(min(amount * 100, Decimal(LARGEST_PENCE)).to_integral_value(ROUND_HALF_UP))
