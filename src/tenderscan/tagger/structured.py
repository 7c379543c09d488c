"""Findings from the fields of a structured document: what it states outright needs no rule to be found.

The rules run over such a document as over any other, for the clauses in its descriptions. What they find is dropped
where it lies on a field or in the label of a line, or only repeats a field.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import InvalidOperation

from tenderscan.document import Document, Field, Span
from tenderscan.json_contract import value_from_json
from tenderscan.record import (
    STRUCTURED,
    CalendarDate,
    Clause,
    DocumentType,
    Evidence,
    Finding,
    Label,
    Money,
    Organisation,
    Value,
)
from tenderscan.tagger.work import Work

_SCHEME = re.compile(r"^(?:vnd|x)[.-]|\+\w+$")
_LINE_LABEL = "label"
"""Label of the fields that hold but the label of a line, as `readers.notices` writes them."""
_UNSAID = "other"
"""Kind or role that a rule gives where nothing says what an amount or a day is."""
_COMPANY_FORM = re.compile(r"\W+(?:limited|ltd|llp|plc|inc|cic)\W*$")


def with_structured(work: Work, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of the rules that the fields of the document leave, and those of the fields, in order."""
    stated = list(stated_findings(work))
    if not stated:
        return findings
    spans = sorted({finding.evidence.span for finding in stated})
    labels = sorted({field.span for field in work.document.fields if field.label == _LINE_LABEL})
    known = {key for finding in stated for key in _keys(finding.value)}
    left = [
        finding
        for finding in findings
        if not _lies_on(finding.evidence.span, spans)
        and (isinstance(finding.value, Organisation) or not known.intersection(_keys(finding.value)[:1]))
        and not (_lies_in(finding.evidence.span, labels) and not isinstance(finding.value, Clause))
    ]
    return tuple(sorted([*left, *stated], key=lambda f: (f.evidence.span, f.label, f.evidence.rule)))


def stated_type(document: Document) -> str | None:
    """The type that a field gives the document; None where none does."""
    value = next((_value(field) for field in document.fields if field.label == Label.DOCUMENT_TYPE), None)
    return value.type if isinstance(value, DocumentType) else None


def stated_findings(work: Work) -> Iterator[Finding]:
    """What the fields of a document state, each at its field."""
    scheme = _SCHEME.sub("", work.document.source.media_type.rpartition("/")[2])
    for field in work.document.fields:
        value = None if field.label == _LINE_LABEL else _value(field)
        if value is None or not len(field.span):
            continue  # the text shows what it states; the reader has said that it is not understood
        passage = work.passage_at(field.span.start)
        heading = passage.heading if passage else None
        evidence = Evidence(
            span=field.span,
            quote=field.span.of(work.text),
            page=work.page_at(field.span.start),
            heading=" ".join(heading.of(work.text).split()) if heading else None,
            rule=f"{STRUCTURED}{scheme}:{field.path}",
            score=1.0,
        )
        yield Finding(Label(field.label), value, evidence)


def _value(field: Field) -> Value | None:
    """The value of a field; None where what it holds is no value of its label."""
    try:
        value = value_from_json(Label(field.label), dict(field.value))
    except (KeyError, ValueError, TypeError, InvalidOperation):
        return None
    amounts = (value.amount, value.amount_max) if isinstance(value, Money) else ()
    return value if all(amount is None or amount.is_finite() for amount in amounts) else None


def _lies_on(span: Span, fields: list[Span]) -> bool:
    """Whether a finding of a rule shares text with a field: a field has a line of its own, and nothing else says it."""
    last = bisect_left(fields, span.end, key=lambda field: field.start) - 1
    return last >= 0 and fields[last].overlaps(span)


def _lies_in(span: Span, labels: list[Span]) -> bool:
    """Whether a finding of a rule lies in a label, which the reader has made of the name of a field."""
    last = bisect_right(labels, span.start, key=lambda label: label.start) - 1
    return last >= 0 and labels[last].contains(span)


def _keys(value: Value) -> tuple[tuple[object, ...], ...]:
    """What a finding is, whatever found it; then what it would be to a rule that does not know which amount it is."""
    match value:
        case Organisation():
            return (("organisation", _COMPANY_FORM.sub("", value.name.casefold())),)
        case Money():
            amounts = (value.currency, value.amount, value.amount_max)
            return ("money", value.kind, *amounts), ("money", _UNSAID, *amounts)
        case CalendarDate():
            return ("date", value.role, value.iso), ("date", _UNSAID, value.iso)
        case DocumentType():
            return (("type",),)
        case _:
            return ()
