"""The JSON that machines rely on, as documented in `docs/json.md`: records and failures, and values both ways."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tenderscan.document import Document, Notice, Source
from tenderscan.record import (
    CalendarDate,
    Clause,
    DocumentType,
    Finding,
    Label,
    Money,
    Organisation,
    Record,
    Strength,
    Value,
    Vat,
)

JsonObject = dict[str, Any]


def record_as_json(record: Record) -> JsonObject:
    """One line of `extract --json`."""
    document = record.document
    return {
        "source": source_as_json(document.source),
        "outcome": document.outcome.value,
        "confidence": document.confidence,
        "title": document.title,
        "author": document.properties.author,
        "created": document.properties.created,
        "modified": document.properties.modified,
        "text": document.text,
        "pages": pages_as_json(document),
        "tables": [
            {"page": table.page, "rows": [[cell.of(document.text) for cell in row] for row in table.rows]}
            for table in document.tables
        ],
        "findings": [finding_as_json(finding) for finding in record.findings],
        "warnings": [notice_as_json(notice) for notice in document.notices],
    }


def failure_as_json(source: Mapping[str, str | int | None], code: str, message: str) -> JsonObject:
    """The line of a file that could not be read; `source` holds what is known of it."""
    return {"source": dict(source), "outcome": "failed", "error": {"code": code, "message": message}}


def source_as_json(source: Source) -> JsonObject:
    """Name, hash, size and media type of a file."""
    return {
        "name": source.name,
        "sha256": source.sha256,
        "size": source.size,
        "media_type": source.media_type,
    }


def pages_as_json(document: Document) -> list[JsonObject]:
    """Page numbers with their spans."""
    return [
        {
            "number": page.number,
            "label": page.label,
            "start": page.span.start,
            "end": page.span.end,
            "readable": page.readable,
            "confidence": page.confidence,
        }
        for page in document.pages
    ]


def notice_as_json(notice: Notice) -> JsonObject:
    """A warning of the reader."""
    return {"code": notice.code, "message": notice.message, "page": notice.page}


def finding_as_json(finding: Finding) -> JsonObject:
    """A finding with its evidence; `text` is the quote."""
    evidence = finding.evidence
    return {
        "label": finding.label.value,
        "text": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "page": evidence.page,
        "cell": evidence.cell,
        "heading": evidence.heading,
        "rule": evidence.rule,
        "source": evidence.source,
        "score": round(evidence.score, 3),
        "value": value_as_json(finding.value),
    }


def value_as_json(value: Value) -> JsonObject:
    """The typed value; amounts are strings, so that no reader rounds them."""
    match value:
        case Money():
            return {
                "amount": _amount(value.amount),
                "amount_max": None if value.amount_max is None else _amount(value.amount_max),
                "currency": value.currency,
                "kind": value.kind,
                "vat": value.vat.value,
                "period": value.period,
            }
        case Organisation():
            return {"name": value.name, "company_number": value.company_number, "role": value.role}
        case Clause():
            return {"kind": value.kind, "theme": value.theme, "strength": value.strength.value}
        case CalendarDate():
            return {"iso": value.iso, "role": value.role}
        case DocumentType():
            return {"type": value.type}


def value_from_json(label: Label, value: Mapping[str, Any]) -> Value:
    """The value that `value_as_json` wrote."""
    match label:
        case Label.MONEY:
            top = value["amount_max"]
            return Money(
                amount=Decimal(value["amount"]),
                amount_max=None if top is None else Decimal(top),
                currency=value["currency"],
                kind=value["kind"],
                vat=Vat(value["vat"]),
                period=value["period"],
            )
        case Label.SUPPLIER | Label.BUYER:
            return Organisation(value["name"], value["role"], value["company_number"])
        case Label.CLAUSE:
            return Clause(value["kind"], value["theme"], Strength(value["strength"]))
        case Label.DATE:
            return CalendarDate(value["iso"], value["role"])
        case Label.DOCUMENT_TYPE:
            return DocumentType(value["type"])


def _amount(amount: Decimal) -> str:
    """At least two decimal places, and as many as the text gives: £0.0345 per kWh is not £0.03."""
    exact = f"{amount.normalize():f}"
    places = len(exact.partition(".")[2])
    return exact if places >= 2 else f"{amount:.2f}"
