"""Findings as rows of the catalogue, and back."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Row

from tenderscan.document import Span
from tenderscan.json_contract import value_as_json, value_from_json
from tenderscan.record import (
    CalendarDate,
    Clause,
    Commitment,
    DocumentType,
    Evidence,
    Finding,
    Label,
    Money,
    Organisation,
    Reference,
    Term,
    Value,
    Weighting,
)
from tenderscan.text import words

FindingRow = dict[str, Any]
_NOTHING: FindingRow = dict.fromkeys(("kind", "words", "low_pence", "high_pence", "currency", "day"))


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
    } | _NOTHING
    return row | _looked_for(finding.value)


def _looked_for(value: Value) -> FindingRow:
    """The columns that filters look at, of those that this value has."""
    match value:
        case Money() as money:
            top = money.amount if money.amount_max is None else money.amount_max
            pence_of = {"low_pence": pence(money.amount), "high_pence": pence(top)}
            return {"kind": money.kind, "currency": money.currency, **pence_of}
        case Organisation() as organisation:
            return {"words": padded_words(organisation.name)}
        case Clause() as clause:
            return {"kind": clause.theme or clause.kind}
        case CalendarDate() as day:
            return {"day": day.iso}
        case DocumentType() as document_type:
            return {"kind": document_type.type}
        case Term() as term:
            return {"kind": term.role, "day": term.end}
        case Reference() as reference:
            return {"kind": reference.scheme, "words": padded_words(reference.id)}
        case Commitment() as commitment:
            return {"kind": commitment.theme}
        case Weighting() as weighting:
            return {"words": padded_words(weighting.criterion)}


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
