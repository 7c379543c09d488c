"""Commitments for people, for machines and for spreadsheets."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from rich.padding import Padding
from rich.text import Text

from tenderscan.catalogue.commitments import Papers, Promise
from tenderscan.cli.console import one_line, out, printable, say
from tenderscan.commitments.comparing import Kept, Outcome
from tenderscan.commitments.listing import Compared
from tenderscan.json_contract import finding_as_json
from tenderscan.record import Commitment, Finding, Label
from tenderscan.tables import Cell, Column, Kind, Table

_BLANK = "—"
_LONGEST = 400
_STYLES = {
    Outcome.DROPPED: "bold red",
    Outcome.LESS: "red",
    Outcome.WEAKENED: "red",
    Outcome.UNCLEAR: "yellow",
    Outcome.NOT_JUDGED: "yellow",
    Outcome.KEPT: "green",
    Outcome.MORE: "green",
    Outcome.ADDED: "cyan",
}
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "US$"}

_FIELDS = ("who", "measure", "quantity", "unit", "per", "worth", "currency", "by", "strength", "theme", "code")
_PLACE = ("document", "path", "pack", "page", "cell", "quote", "sha256")
_KINDS = {"quantity": Kind.NUMBER, "worth": Kind.NUMBER, "page": Kind.WHOLE}


def _columns(names: Iterable[str], before: str = "") -> tuple[Column, ...]:
    return tuple(Column(f"{before}{name}", _KINDS.get(name, Kind.TEXT)) for name in names)


def list_table(promises: Iterable[Promise]) -> Table:
    """One line a commitment."""
    return Table("Commitments", _columns((*_FIELDS, *_PLACE)), ((*_fields(p), *_place(p)) for p in promises))


def comparison_table(found: Compared) -> Table:
    """One line a promise: what became of it, what the bid says and what the contract says."""
    names = (*_FIELDS, "page", "cell", "quote")
    columns = (Column("outcome"), Column("why"), *_columns(names, "bid_"), *_columns(names, "contract_"))
    rows = ((kept.outcome.value, kept.why, *_side(kept.bid), *_side(kept.contract)) for kept in found.promises)
    return Table("Comparison", columns, rows)


def _fields(promise: Promise) -> tuple[Cell, ...]:
    value = promise.value
    return (
        *(value.who, value.measure, value.quantity, value.unit, value.per, value.amount, value.currency, value.by),
        *(value.strength.value, value.theme, value.code),
    )


def _place(promise: Promise) -> tuple[Cell, ...]:
    papers, evidence = promise.papers, promise.evidence
    return papers.title, papers.path, papers.pack, evidence.page, evidence.cell, _flat(evidence.quote), papers.sha256


def _side(mentions: Sequence[Promise]) -> tuple[Cell, ...]:
    if not mentions:
        return (None,) * (len(_FIELDS) + 3)
    first = mentions[0]
    return *_fields(first), first.evidence.page, first.evidence.cell, _flat(first.evidence.quote)


def promise_as_json(promise: Promise) -> dict[str, Any]:
    """The finding with its document."""
    papers = promise.papers
    found = finding_as_json(Finding(Label.COMMITMENT, promise.value, promise.evidence))
    return {"path": papers.path, "sha256": papers.sha256, "title": papers.title, "pack": papers.pack, **found}


def kept_as_json(kept: Kept) -> dict[str, Any]:
    """What became of a promise, with every mention on either side."""
    return {
        "outcome": kept.outcome.value,
        "why": kept.why,
        "bid": [promise_as_json(promise) for promise in kept.bid],
        "contract": [promise_as_json(promise) for promise in kept.contract],
    }


def print_list(promises: Iterable[Promise], of: Collection[Papers]) -> None:
    """The commitments by document; what was looked at in vain is counted."""
    console = out()
    with_some, lines = 0, 0
    for papers, several in groupby(promises, key=lambda one: one.papers):
        with_some += 1
        console.print()
        console.print(Text(one_line(papers.title), style="bold").append(_where(papers), style="dim"), soft_wrap=True)
        _say_not_whole(papers)
        for promise in several:
            lines += 1
            _print_promise(promise, "  ")
    if not lines:
        say(f"No commitment was found in {_documents(len(of))}.")
        return
    console.print()
    say(f"{lines} {'commitment' if lines == 1 else 'commitments'} in {with_some} of {_documents(len(of))}.")


def print_comparison(found: Compared) -> None:
    """Each promise of the bid with what became of it, worst first, then what only the contract has; both quoted."""
    console = out()
    counts = Counter(kept.outcome for kept in found.promises)
    for name, papers, side in (
        ("Bid", found.bid, [kept.bid for kept in found.promises]),
        ("Contract", found.contract, [kept.contract for kept in found.promises]),
    ):
        title = one_line(papers.title) + _where(papers) if papers else _BLANK
        console.print(f"{name}: {title}, {sum(map(bool, side))} commitments", soft_wrap=True)
        if papers:
            _say_not_whole(papers)
    console.print(" · ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome), style="bold", soft_wrap=True)
    for outcome in Outcome:
        for kept in found.promises:
            if kept.outcome is outcome:
                _print_kept(kept)


def _print_kept(kept: Kept) -> None:
    console = out()
    console.print()
    heading = Text(kept.outcome.value.upper(), style=_STYLES[kept.outcome])
    heading.append(f"  {_said((kept.bid or kept.contract)[0].value)}", style="bold")
    console.print(heading.append(f"  {kept.why}" if kept.why else "", style=_STYLES[kept.outcome]), soft_wrap=True)
    for name, side in (("bid", kept.bid), ("contract", kept.contract)):
        if not side:
            console.print(f"  {name}: {_BLANK}")
        for promise in side:
            _print_promise(promise, f"  {name}: ")


def _print_promise(promise: Promise, before: str) -> None:
    console = out()
    evidence, value = promise.evidence, promise.value
    place = one_line(evidence.cell) if evidence.cell else f"p. {evidence.page}" if evidence.page else _BLANK
    console.print(Text(f"{before}{place:5} ", style="cyan").append(_said(value), style="default"), soft_wrap=True)
    worth = _BLANK if value.amount is None else f"{_sum(value.amount, value.currency)} claimed"
    told = {"who": value.who, "by": value.by, "worth": worth, "theme": value.theme, "code": value.code}
    line = " · ".join([value.strength.value, *(f"{name} {one_line(said or _BLANK)}" for name, said in told.items())])
    if evidence.page is None and evidence.cell is None and evidence.heading:
        line += f" · under “{one_line(evidence.heading)[:70]}”"
    for text in (Text(line, style="dim"), Text(f"“{_cut(_flat(evidence.quote))}”")):
        console.print(Padding(text, (0, 0, 0, 8), expand=False))


def _said(value: Commitment) -> str:
    """Quantity, unit and measure: "12 apprentices: apprenticeships at Level 3, a year"; without a number the words."""
    if not value.unit:
        return printable(_cut(_flat(value.measure)))
    unit = value.unit.replace("_", " ")
    count = unit if value.quantity is None else f"{value.quantity.normalize():,f} {unit}"
    period = f", each {value.per}" if value.per else ""
    return printable(f"{count}: {_flat(value.measure)}{period}")


def _where(papers: Papers) -> str:
    return f"  {one_line(papers.path)}" + (f" · {one_line(papers.pack)}" if papers.pack else "")


def _say_not_whole(papers: Papers) -> None:
    if not papers.wholly_read:
        out().print("  read in part only: what is missing may hold more (tenderscan unread)", style="yellow")


def _documents(number: int) -> str:
    return f"{number} {'document' if number == 1 else 'documents'}"


def _sum(amount: Decimal, currency: str | None) -> str:
    sign = _SYMBOLS.get(currency or "GBP", f"{currency} ")
    return f"{sign}{amount:,.2f}"


def _flat(text: str) -> str:
    """One line of text; cells of a row are told apart."""
    return printable(text.replace("\n", " ").replace("\t", " | "))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
