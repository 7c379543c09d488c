"""Findings for people: grouped by kind, each with its place, its quote in context, and the rule that fired."""

from collections.abc import Sequence
from itertools import groupby

from rich.padding import Padding
from rich.text import Text

from tenderscan.cli.console import one_line, out, printable
from tenderscan.document import Document, Span
from tenderscan.record import (
    CalendarDate,
    Clause,
    DocumentType,
    Evidence,
    Finding,
    Label,
    Money,
    Organisation,
    Record,
    Value,
    Vat,
)

_TITLES = {
    Label.DOCUMENT_TYPE: "Kind of document",
    Label.BUYER: "Buyers",
    Label.SUPPLIER: "Suppliers",
    Label.MONEY: "Money",
    Label.DATE: "Dates",
    Label.CLAUSE: "Social value",
}
_AROUND = 70
"""Characters shown on either side of a short quote."""
_LONGEST_QUOTE = 400
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "US$"}
_VAT = {Vat.INCLUDED: "inc. VAT", Vat.EXCLUDED: "ex. VAT", Vat.UNKNOWN: ""}


def print_findings(record: Record, *, most: int | None = None) -> None:
    """A list a kind, kinds without a finding named too, so that a blank is seen.

    Args:
        record: the document with its findings.
        most: how many of a kind are shown; the rest is counted.
    """
    console = out()
    for label, title in _TITLES.items():
        groups = _grouped([finding for finding in record.findings if finding.label is label])
        console.print()
        console.print(f"{title} ({len(groups)})" if groups else f"{title}: none found", style="bold")
        for group in groups[:most]:
            _print_group(record.document, group)
        if most is not None and len(groups) > most:
            console.print(f"  … and {len(groups) - most} more", style="dim")


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Mentions of one organisation or type together, the surest first; anything else stands alone."""
    named = [finding for finding in findings if isinstance(finding.value, Organisation)]
    if not named:
        return [[finding] for finding in findings]
    ordered = sorted(named, key=_name)
    groups = [sorted(group, key=lambda finding: -finding.evidence.score) for _, group in groupby(ordered, key=_name)]
    return sorted(groups, key=lambda group: min(finding.evidence.span for finding in group))


def _name(finding: Finding) -> str:
    return finding.value.name.casefold() if isinstance(finding.value, Organisation) else ""


def _print_group(document: Document, group: Sequence[Finding]) -> None:
    console = out()
    surest = group[0]
    evidence = surest.evidence
    place = one_line(evidence.cell) if evidence.cell else f"p. {evidence.page}" if evidence.page else "—"
    console.print(Text(f"  {place:5} ", style="cyan").append(printable(describe(surest.value)), style="default"))
    console.print(Padding(_quote(document, evidence), (0, 0, 0, 8), expand=False))
    origin = [f"under “{one_line(evidence.heading)[:70]}”"] if evidence.heading else []
    origin.append(f"{evidence.rule}, {evidence.score:.0%} sure")
    if len(group) > 1:
        origin.append(f"named {len(group)} times{_pages(group)}")
    console.print(Padding(Text(" · ".join(origin), style="dim"), (0, 0, 0, 8), expand=False))


def _pages(group: Sequence[Finding]) -> str:
    pages = sorted({finding.evidence.page for finding in group if finding.evidence.page})
    return f" on p. {', '.join(str(page) for page in pages)}" if pages else ""


def _quote(document: Document, evidence: Evidence) -> Text:
    """The quote, with what stands beside it on the same lines where it is short."""
    quote = _flat(evidence.quote)
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    before, behind = _beside(document, evidence.span)
    return Text("“").append(_flat(before)).append(quote, style="bold").append(_flat(behind)).append("”")


def _beside(document: Document, span: Span) -> tuple[str, str]:
    if len(span) > _AROUND:
        return "", ""
    block = next((block.span for block in document.blocks if block.span.contains(span)), span)
    start, end = max(block.start, span.start - _AROUND), min(block.end, span.end + _AROUND)
    before, behind = document.text[start : span.start], document.text[span.end : end]
    if start > block.start and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if end < block.end and " " in behind:
        behind = behind.rsplit(" ", 1)[0] + " …"
    return before, behind


def _flat(text: str) -> str:
    """One line of text; cells of a row are told apart."""
    return printable(text.replace("\n", " ").replace("\t", " | "))


def describe(value: Value) -> str:
    """A value in British words: "£1,200,000.00 ex. VAT, contract value"."""
    match value:
        case Money():
            parts = [_amounts(value), _VAT[value.vat], f"a {value.period}" if value.period else ""]
            return f"{' '.join(part for part in parts if part)}, {value.kind.replace('_', ' ')}"
        case Organisation():
            number = f", company {value.company_number}" if value.company_number else ""
            return f"{value.name} ({value.role}{number})"
        case Clause():
            return f"{value.theme}, {value.strength.value}"
        case CalendarDate():
            year, month, day = value.iso.split("-")
            return f"{day}/{month}/{year} ({value.role})"
        case DocumentType():
            return value.type.replace("_", " ")


def _amounts(money: Money) -> str:
    symbol = _SYMBOLS.get(money.currency, f"{money.currency} ")
    amount = f"{symbol}{money.amount:,.2f}"
    return amount if money.amount_max is None else f"{amount} to {symbol}{money.amount_max:,.2f}"
