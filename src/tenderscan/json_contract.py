"""The JSON that machines rely on, as documented in `docs/json.md`: records and failures, and values both ways."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tenderscan.document import Document, Notice, Source
from tenderscan.record import (
    COMPANY,
    CalendarDate,
    Clause,
    Commitment,
    DocumentType,
    Finding,
    Identifier,
    Label,
    Money,
    Organisation,
    Record,
    Reference,
    Strength,
    Term,
    Value,
    Vat,
    Weighting,
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
        case Organisation():
            return _organisation_as_json(value)
        case Money():
            return _money_as_json(value)
        case Commitment():
            return _commitment_as_json(value)
        case Term():
            return _fields(value) | {"extensions": list(value.extensions)}
        case Weighting():
            return _fields(value) | {"percent": _number(value.percent)}
        case Clause():
            return _fields(value) | {"strength": value.strength.value}
        case CalendarDate() | Reference() | DocumentType():
            return _fields(value)


def _fields(value: Value | Identifier) -> JsonObject:
    """The fields as they are; `dataclasses.asdict` copies what is in them, which takes ten times as long."""
    return {name: getattr(value, name) for name in value.__slots__}


def _organisation_as_json(value: Organisation) -> JsonObject:
    return _fields(value) | {
        "canonical": value.canonical or value.name,
        "company_number": value.company_number,
        "identifiers": [_fields(one) for one in value.identifiers],
        "flags": list(value.flags),
    }


def _money_as_json(value: Money) -> JsonObject:
    return _fields(value) | {
        "amount": _amount(value.amount),
        "amount_max": _amount_or_none(value.amount_max),
        "vat": value.vat.value,
    }


def _commitment_as_json(value: Commitment) -> JsonObject:
    return _fields(value) | {
        "quantity": None if value.quantity is None else _number(value.quantity),
        "amount": _amount_or_none(value.amount),
        "strength": value.strength.value,
    }


def value_from_json(label: Label, value: Mapping[str, Any]) -> Value:
    """The value that `value_as_json` wrote, also in a version that knew fewer keys."""
    match label:
        case Label.SUPPLIER | Label.BUYER | Label.ORGANISATION:
            return _organisation_from_json(value)
        case Label.MONEY:
            return _money_from_json(value)
        case Label.DATE:
            return CalendarDate(value["iso"], value["role"])
        case Label.TERM:
            return Term(**{**value, "extensions": tuple(value["extensions"])})
        case Label.REFERENCE:
            return Reference(value["scheme"], value["id"])
        case Label.CLAUSE:
            return Clause(value["kind"], value["theme"], Strength(value["strength"]), value.get("figure"))
        case Label.COMMITMENT:
            numbers = {"quantity": _decimal(value["quantity"]), "amount": _decimal(value["amount"])}
            return Commitment(**{**value, **numbers, "strength": Strength(value["strength"])})
        case Label.WEIGHTING:
            return Weighting(**{**value, "percent": Decimal(value["percent"])})
        case Label.DOCUMENT_TYPE:
            return DocumentType(value["type"])


def _money_from_json(value: Mapping[str, Any]) -> Money:
    return Money(
        amount=Decimal(value["amount"]),
        amount_max=_decimal(value["amount_max"]),
        currency=value["currency"],
        kind=value["kind"],
        vat=Vat(value["vat"]),
        period=value["period"],
        lot=value.get("lot"),
        supplier=value.get("supplier"),
        year=value.get("year"),
    )


def _organisation_from_json(value: Mapping[str, Any]) -> Organisation:
    numbers = tuple(Identifier(one["scheme"], one["id"]) for one in value.get("identifiers", ()))
    if not numbers and value["company_number"]:
        numbers = (Identifier(COMPANY, value["company_number"]),)
    canonical = value.get("canonical")
    return Organisation(
        value["name"],
        value["role"],
        numbers,
        None if canonical == value["name"] else canonical,
        value.get("postcode"),
        tuple(value.get("flags", ())),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _number(number: Decimal) -> str:
    """A quantity as short as it is exact: "12.5", "40"."""
    return f"{number.normalize():f}"


def _amount_or_none(amount: Decimal | None) -> str | None:
    return None if amount is None else _amount(amount)


def _amount(amount: Decimal) -> str:
    """At least two decimal places, and as many as the text gives: £0.0345 per kWh is not £0.03."""
    exact = f"{amount.normalize():f}"
    places = len(exact.partition(".")[2])
    return exact if places >= 2 else f"{amount:.2f}"
