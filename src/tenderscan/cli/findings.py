"""Findings for people: grouped by kind, each with its place, its quote in context, and the rule that fired."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tenderscan.cli.blanks import blanks
from tenderscan.cli.console import one_line, out, page_ranges, printable
from tenderscan.cli.described import describe
from tenderscan.document import Document, Span
from tenderscan.record import STRUCTURED, CalendarDate, Evidence, Finding, Label, Organisation, Record, Reference
from tenderscan.suppliers.names import Key, parse

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
_IN_A_ROLE = (Label.BUYER, Label.SUPPLIER)


def print_findings(record: Record, *, most: int | None = None) -> None:
    """A list a kind, kinds without a finding named too, so that a blank is seen.

    Args:
        record: the document with its findings.
        most: how many of a kind are shown; the rest is counted.
    """
    console = out()
    groups_of = _by_label(record)
    for label, title in _TITLES.items():
        groups = groups_of[label]
        console.print()
        console.print(f"{title} ({len(groups)})" if groups else f"{title}: none found", style="bold")
        for group in groups[:most]:
            _print_group(record.document, group)
        if most is not None and len(groups) > most:
            console.print(f"  … and {len(groups) - most} more", style="dim")
    _print_blanks(record.document, most)


def _print_blanks(document: Document, most: int | None) -> None:
    """What is left to fill in; nothing where there is nothing, as in nearly every document."""
    from tenderscan import wiring

    left = blanks(document, wiring.rules().placeholders)
    if not left:
        return
    console = out()
    console.print()
    console.print(f"Left blank ({len(left)})", style="bold")
    for blank in left[:most]:
        times = f", {blank.count} times" if blank.count > 1 else ""
        place = f"p. {page_ranges(blank.pages)}" if blank.pages else "—"
        console.print(f"  {place:5} {one_line(blank.text)}{times}", soft_wrap=True)
    if most is not None and len(left) > most:
        console.print(f"  … and {len(left) - most} more", style="dim")


def _by_label(record: Record) -> dict[Label, list[list[Finding]]]:
    """The groups of each kind; an organisation that has a role is no other one, where its role is not said again."""
    forms = _forms(record.findings)
    groups: dict[Label, dict[Hashable, list[Finding]]] = {label: defaultdict(list) for label in _TITLES}
    for finding in record.findings:
        groups[finding.label][_same(finding, forms)].append(finding)
    for name in [name for label in _IN_A_ROLE for name in groups[label]]:
        groups[Label.ORGANISATION].pop(name, None)
    return {
        label: [sorted(group, key=lambda finding: -finding.evidence.score) for group in of.values()]
        for label, of in groups.items()
    }


def _forms(findings: Iterable[Finding]) -> dict[tuple[str, ...], set[str]]:
    """The legal forms with which each name of the document stands."""
    forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for finding in findings:
        if isinstance(finding.value, Organisation):
            key = _key(finding.value)
            forms[key.words].update([key.form] if key.form else [])
    return forms


def _same(finding: Finding, forms: dict[tuple[str, ...], set[str]]) -> Hashable:
    """What mentions of one thing share: of an organisation in any spelling, a day or a reference; else its position."""
    value = finding.value
    if isinstance(value, Organisation):
        key = _key(value)
        form = key.form or (next(iter(forms[key.words])) if len(forms[key.words]) == 1 else None)
        return key.words, form, key.tail
    return value if isinstance(value, CalendarDate | Reference) else finding.evidence.span


def _key(value: Organisation) -> Key:
    return parse(value.canonical or value.name).key


def _print_group(document: Document, group: Sequence[Finding]) -> None:
    surest = group[0]
    evidence = surest.evidence
    place = one_line(evidence.cell) if evidence.cell else f"p. {evidence.page}" if evidence.page else "—"
    origin = [f"under “{one_line(evidence.heading)[:70]}”"] if evidence.heading else []
    origin.append(f"{_rule(evidence)}, {evidence.score:.0%} sure")
    if len(group) > 1:
        origin.append(f"named {len(group)} times{_pages(group)}{_spellings(group)}")
    beside = Table.grid(padding=(0, 1))
    beside.add_column(min_width=5, no_wrap=True, style="cyan")
    beside.add_column(overflow="fold")
    beside.add_row(place, Text(printable(describe(surest.value))))
    console = out()
    console.print(Padding(beside, (0, 0, 0, 2), expand=False))
    console.print(Padding(_quote(document, evidence), (0, 0, 0, 8), expand=False))
    console.print(Padding(Text(" · ".join(origin), style="dim"), (0, 0, 0, 8), expand=False))


def _rule(evidence: Evidence) -> str:
    """The rule; of a structured document the field, the last two of the names that lead to it."""
    if not evidence.rule.startswith(STRUCTURED):
        return evidence.rule
    field = evidence.rule.removeprefix(STRUCTURED).partition(":")[2].split("/")
    return f"field {'…/' if len(field) > 2 else ''}{'/'.join(field[-2:])}"


def _pages(group: Sequence[Finding]) -> str:
    pages = [finding.evidence.page for finding in group if finding.evidence.page]
    return f" on p. {page_ranges(pages)}" if pages else ""


def _spellings(group: Sequence[Finding]) -> str:
    """The other names under which an organisation stands."""
    names = dict.fromkeys(finding.value.name for finding in group if isinstance(finding.value, Organisation))
    others = [f"“{one_line(name)}”" for name in names][1:]
    return f", also as {', '.join(others)}" if others else ""


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
