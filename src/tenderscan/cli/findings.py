"""Findings for people: grouped by kind, each with its place, its quote in context, and the rule that fired."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from rich.padding import Padding
from rich.text import Text

from tenderscan.cli.console import one_line, out, printable
from tenderscan.document import Document, Span
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
    Record,
    Reference,
    Term,
    Value,
    Vat,
    Weighting,
)

_TITLES = {
    Label.DOCUMENT_TYPE: "Kind of document",
    Label.BUYER: "Buyers",
    Label.SUPPLIER: "Suppliers",
    Label.MONEY: "Money",
    Label.DATE: "Dates",
    Label.TERM: "Periods",
    Label.WEIGHTING: "Weightings",
    Label.COMMITMENT: "Commitments",
    Label.CLAUSE: "Clauses",
    Label.REFERENCE: "References",
    Label.ORGANISATION: "Other organisations",
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
            of = [f"lot {value.lot}" if value.lot else "", value.supplier or "", value.year or ""]
            return ", ".join([" ".join(filter(None, parts)), _words(value.kind), *filter(None, of)])
        case Organisation():
            number = f", company {value.company_number}" if value.company_number else ""
            return f"{value.name} ({value.role}{number})"
        case Clause():
            kind = f"social value: {value.theme}" if value.theme else _words(value.kind)
            return ", ".join(filter(None, [kind, value.figure, value.strength.value]))
        case CalendarDate():
            return f"{_day(value.iso)} ({_words(value.role)})"
        case Term():
            return f"{_length(value)} ({_words(value.role)})"
        case Reference():
            return f"{value.id} ({_words(value.scheme)})"
        case Commitment():
            return _promise(value)
        case Weighting():
            off = ", does not add up to 100 %" if value.adds_up is False else ""
            below = f" of {value.parent}" if value.parent else ""
            return f"{value.criterion}: {value.percent.normalize():f} %{below}{off}"
        case DocumentType():
            return _words(value.type)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _length(term: Term) -> str:
    """A period in words: "36 months + 12 + 12, 01/04/2026 to 31/03/2029"."""
    length = f"{term.months} months" if term.months else f"{term.days} days" if term.days else ""
    options = " + ".join(map(str, term.extensions))
    whole = " + ".join(filter(None, [length, f"{options} months" if options and not length else options]))
    days = " to ".join(_day(day) if day else "…" for day in (term.start, term.end)) if term.start or term.end else ""
    return ", ".join(filter(None, [whole, days])) or "without length"


def _promise(value: Commitment) -> str:
    """A commitment in words: "12 people apprentices, a year, by 31 March 2027, £40,000.00 claimed, firm (NT10)"."""
    count = "" if value.quantity is None else f"{value.quantity.normalize():f} {_words(value.unit)}"
    worth = "" if value.amount is None else f"{_sum(value.amount, value.currency or 'GBP')} claimed"
    parts = [
        " ".join(filter(None, [count, value.measure])),
        f"a {value.per}" if value.per else "",
        value.by or "",
        worth,
        value.strength.value,
    ]
    code = f" ({value.code})" if value.code else ""
    return ", ".join(filter(None, parts)) + code


def _amounts(money: Money) -> str:
    amount = _sum(money.amount, money.currency)
    return amount if money.amount_max is None else f"{amount} to {_sum(money.amount_max, money.currency)}"


def _sum(amount: Decimal, currency: str) -> str:
    return f"{_SYMBOLS.get(currency, f'{currency} ')}{amount:,.2f}"
