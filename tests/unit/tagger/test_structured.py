from dataclasses import replace
from pathlib import Path

import pytest

from tenderscan.document import BlockKind, Document, Field, Properties, Source, Span
from tenderscan.readers import read
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.notices.labelled import LABEL, Labelled, Sum
from tenderscan.record import Finding, Label, Money, Organisation, Record
from tenderscan.rules import load_rules
from tenderscan.settings import Limits, bundled
from tenderscan.tagger.tagger import Tagger
from tests.build import assert_evidence

TAGGER = Tagger(load_rules(bundled("models") / "rules"))
MONEY = {"amount": "120000", "amount_max": None, "currency": "GBP", "kind": "estimated_value", "vat": "excl",
         "period": None}  # fmt: skip


def notice(*lines: tuple[str, str, str | None, dict[str, str | None]]) -> Document:
    """A notice of labelled lines: label, text, label of the field (None: no field) and its value."""
    assembler = Assembler(Source("notice.json", "0" * 64, 1, "application/vnd.ocds+json"))
    assembler.add(BlockKind.HEADING, "Grounds maintenance", level=1)
    for number, (label, text, kind, value) in enumerate(lines):
        span = assembler.add(BlockKind.PARAGRAPH, f"{label}: {text}" if label else text)
        if label and span:
            assembler.field(LABEL, {}, Span(span.start, span.start + len(label)), "")
        if kind and span:
            place = replace(span, start=span.end - len(text))
            assembler.field(kind, value, place, f"part/{number}")
    return assembler.finish(Properties())


def found(document: Document) -> list[tuple[str, str, str]]:
    findings = TAGGER.tag(document)
    assert_evidence(Record(document, findings))
    return [(finding.label.value, finding.evidence.quote, finding.evidence.source) for finding in findings]


def test_fields_are_findings_with_evidence() -> None:
    document = notice(("Tender value", "£120,000.00", "money", MONEY))
    (finding,) = TAGGER.tag(document)
    assert isinstance(finding.value, Money)
    assert (finding.label, str(finding.value.amount), finding.value.vat) == (Label.MONEY, "120000", "excl")
    evidence = finding.evidence
    assert (evidence.quote, evidence.page, evidence.heading) == ("£120,000.00", None, "Grounds maintenance")
    assert (evidence.rule, evidence.source, evidence.score) == ("structured/ocds:part/0", "structured", 1.0)


ACORN: dict[str, str | None] = {"name": "Acorn Ltd", "company_number": "09442333", "role": "awarded"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # what lies on a field or repeats it is dropped; a name in the text is a mention of its own
        ([("Supplier", "Acorn Ltd", "supplier", ACORN), ("", "The contract was awarded to Acorn Limited.", None, {})],
         [("supplier", "Acorn Ltd", "structured"), ("supplier", "Acorn Limited", "text")]),
        ([("Contract value", "£120,000.00", "money", {**MONEY, "kind": "contract_value"}),
          ("", "The contract value is £120,000.", None, {})],
         [("money", "£120,000.00", "structured")]),
        ([("Contract start", "01/04/2026", "date", {"iso": "2026-04-01", "role": "start"}),
          ("", "The contract starts on 1 April 2026.", None, {})],
         [("date", "01/04/2026", "structured")]),
        # what no field states is kept
        ([("Supplier", "Acorn Ltd", "supplier", ACORN), ("", "The contract value is £99,000.", None, {})],
         [("supplier", "Acorn Ltd", "structured"), ("money", "£99,000", "text")]),
        ([("Value", "£120,000.00", "money", MONEY),
          ("", "The Contractor shall employ two apprentices.", None, {})],
         [("money", "£120,000.00", "structured"),
          ("clause", "The Contractor shall employ two apprentices.", "text"),
          ("commitment", "The Contractor shall employ two apprentices.", "text")]),
        # the label of a line is no finding
        ([("Value", "£1.00", "money", {**MONEY, "amount": "1"}), ("Awarded to Acorn Services Ltd", "no", None, {})],
         [("money", "£1.00", "structured")]),
    ],
)  # fmt: skip
def test_rules_run_beside_fields(
    lines: list[tuple[str, str, str | None, dict[str, str | None]]], expected: list[tuple[str, str, str]]
) -> None:
    assert found(notice(*lines)) == expected


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        # only what the reader has made of the name of a field is a label, whatever else has a colon
        ("Description", "Grounds maintenance.\nThe contract value is £2,500,000: five years from 1 April 2026.",
         ["£1.00", "£2,500,000", "1 April 2026"]),
        ("", "The contract value is £2,500,000: five years.", ["£1.00", "£2,500,000"]),
        ("Description", "The contract value is £2,500,000: five years.", ["£1.00", "£2,500,000"]),
        ("Awarded to Acorn Services Ltd: lot 1", "no", ["£1.00"]),
        ("Lot 1: awarded to Acorn Services Ltd", "no", ["£1.00"]),
    ],
)  # fmt: skip
def test_only_labels_are_passed_over(label: str, text: str, expected: list[str]) -> None:
    out = Labelled(Source("notice.json", "0" * 64, 1, "application/vnd.ocds+json"), Limits())
    out.heading("Grounds maintenance", 1)
    out.money("Fee", Sum("1"), "other", "fee")
    out.line(label, text)
    assert [quote for _, quote, _ in found(out.finish(Properties()))] == expected


def test_the_type_of_a_field_wins() -> None:
    document = notice(
        ("Kind of notice", "award", "document_type", {"type": "notice"}), ("", "Invitation to Tender", None, {})
    )
    types = [finding for finding in TAGGER.tag(document) if finding.label is Label.DOCUMENT_TYPE]
    assert [finding.evidence.quote for finding in types] == ["award"]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("money", {**MONEY, "amount": "abc"}),
        ("money", {**MONEY, "amount": "NaN"}),
        ("money", {**MONEY, "vat": "perhaps"}),
        ("money", {"amount": "1"}),
        ("supplier", {}),
        ("nonsense", {"name": "x"}),
        ("money", {**MONEY, "amount": None}),
    ],
)
def test_a_field_that_is_not_understood_is_no_finding(label: str, value: dict[str, str | None]) -> None:
    document = notice(("Something", "said", label, value))
    assert found(document) == []


def test_a_field_without_text_is_no_finding() -> None:
    document = notice(("", "Acorn Ltd", "supplier", ACORN))
    empty = replace(document.fields[0].span, end=document.fields[0].span.start)
    assert found(replace(document, fields=(Field("supplier", tuple(ACORN.items()), empty, "x"),))) != [
        ("supplier", "", "structured")
    ]


def _named(findings: tuple[Finding, ...], label: Label) -> list[str]:
    return [f.value.name for f in findings if f.label is label and isinstance(f.value, Organisation)]


def test_findings_of_real_notices(shared: Path) -> None:
    folder = shared / "b_ted_xml_uk_ie"
    counted = 0
    for path in sorted(folder.glob("*.xml"))[::9]:
        document = read(path)
        findings = TAGGER.tag(document)
        assert_evidence(Record(document, findings))
        structured = [finding for finding in findings if finding.evidence.source == "structured"]
        assert len(structured) == sum(field.label != LABEL for field in document.fields), path.name
        assert sum(finding.label is Label.DOCUMENT_TYPE for finding in findings) == 1
        # the rules find no further amount in the lines that fields have made
        assert len(_named(findings, Label.BUYER)) >= 1
        counted += len(structured)
    assert counted > 100
