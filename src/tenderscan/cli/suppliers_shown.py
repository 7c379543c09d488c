"""Suppliers, doubts and decisions for people."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from rich.text import Text

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import Decision, DecisionKind, RegisterRead, register_read
from tenderscan.catalogue.suppliers import About, documents_since
from tenderscan.cli.console import one_line, out, page_ranges, say
from tenderscan.cli.described import in_words as kind_in_words
from tenderscan.cli.described import sum_of_money
from tenderscan.cli.report import plain_table
from tenderscan.cli.suppliers_json import Whole, pages_of
from tenderscan.moments import british
from tenderscan.suppliers.decide import Decided
from tenderscan.suppliers.entries import Doubt, Merge, Spelling, Supplier
from tenderscan.suppliers.library import in_words
from tenderscan.suppliers.numbers import number_in_words
from tenderscan.suppliers.worth import NAMED, PAYMENT, Worth

_MOST_DOCUMENTS = 12
"""Documents of a supplier that are named, with the number of the others."""
_MOST_PLACES = 2
"""Documents that are named as evidence of a spelling."""
_MOST_CELLS = 4
"""Runs of cells that are named."""
_ALL_ALIKE = 100.0
_CELL = re.compile(r"(?:(.*)!)?([A-Z]+)(\d+)", re.DOTALL)

RULES = {
    "number": "same number",
    "register": "same number in the register",
    "same-name": "same name",
    "defined-in-document": "a document says what it stands for",
    "form-left-out": "same name, legal form left out",
    "blanks": "same letters, blanks elsewhere",
    "plural": "differs in a plural",
    "typing-slip": "a slip of the pen",
    "same-postcode": "a slip of the pen, same postcode",
    "trading-as": "trades under this name",
    "formerly": "was called so",
    "person": "a person decided",
    "other-form": "same name, another legal form",
    "words-behind": "same name with words or a number behind it",
    "soft-words": "the same but for words such as UK, Company",
    "short-name": "may be short for it",
    "cut-off": "may be cut off",
    "word-order": "same words in another order",
    "same-number": "same number, but the names are unlike",
    "several-fit": "fits several suppliers",
    "number-misprint": "same name, numbers differ in one digit",
}
"""Rules in words, for people; what each means is in `docs/suppliers.md`."""


def print_list(suppliers: Sequence[Supplier], limit: int, *, doubts: int, find: str | None) -> None:
    """A list of suppliers, and how to go on."""
    if not suppliers:
        say("No supplier of the library has these words or this number." if find else "The library names no supplier.")
        return
    table = plain_table(None, "Supplier", "Numbers", "Documents", "Spellings", left=("Supplier", "Numbers"), apart=2)
    for one in suppliers[:limit]:
        numbers = ", ".join(number.id for number in one.identifiers)
        table.add_row(one_line(one.name), numbers, f"{len(one.documents):,}", f"{len(one.spellings):,}")
    out().print(table)
    if len(suppliers) > limit:
        say(f"… and {len(suppliers) - limit:,} more: --limit, --find or --export.")
    if doubts:
        say(f"{doubts:,} {'pair' if doubts == 1 else 'pairs'} may be one supplier: tenderscan suppliers uncertain")


def print_whole(whole: Whole) -> None:
    """All of one supplier."""
    console, supplier = out(), whole.supplier
    console.print(one_line(in_words(supplier)), style="bold", soft_wrap=True)
    if whole.councils:
        console.print(f"Councils: {one_line('; '.join(whole.councils))}", soft_wrap=True)
    _heading(f"Spellings ({len(supplier.spellings)})")
    for spelling in supplier.spellings:
        console.print(f"  {_spelled(spelling)}: {_evidence([spelling], whole.documents)}", soft_wrap=True)
    if supplier.merges:
        _heading("Why they are one")
        for merge in supplier.merges:
            console.print(f"  {_because(merge)}", soft_wrap=True)
    _heading(f"Documents ({len(supplier.documents)})")
    found = pages_of(supplier.spellings)
    for sha256, (pages, cells) in found[:_MOST_DOCUMENTS]:
        about = whole.documents[sha256]
        console.print(f"  {one_line(about.title)}{_where(pages, cells)}", soft_wrap=True)
        console.print(Text(f"    {one_line(about.path)}", style="dim"), soft_wrap=True)
    if len(found) > _MOST_DOCUMENTS:
        console.print(f"  … and {len(found) - _MOST_DOCUMENTS} more: --export", style="dim")
    _print_worth(whole.worth)
    if whole.doubts:
        _heading("May be the same")
        for doubt in whole.doubts:
            other = doubt.second if doubt.first == supplier else doubt.first
            console.print(f"  {one_line(in_words(other))}: {RULES.get(doubt.rule, doubt.rule)}", soft_wrap=True)


def _print_worth(amounts: Sequence[Worth]) -> None:
    _heading("Amounts" if amounts else "Amounts: none that can be told to be this supplier's")
    for worth in amounts:
        basis = "named with it" if worth.basis == NAMED else "in documents that name no other supplier"
        low, high = (sum_of_money(one, worth.currency) for one in (worth.smallest, worth.largest))
        total = "" if worth.total is None else f", {sum_of_money(worth.total, worth.currency)} in all"
        total = _NO_TOTAL if worth.kind == PAYMENT and worth.repeated else total
        kind = "of no kind" if worth.kind == "other" else kind_in_words(worth.kind)
        many = f"{len(worth.amounts):,} from {low} to {high}" if low != high else f"{len(worth.amounts):,} × {low}"
        out().print(f"  {kind}, {basis}: {low if len(worth.amounts) == 1 else many}{total}", soft_wrap=True)


_NO_TOTAL = "; no total: documents have equal amounts, which may be one payment"


def print_doubts(doubts: Sequence[Doubt], limit: int, documents: Mapping[str, About]) -> None:
    """Pairs that a person may decide, and how."""
    if not doubts:
        say("Nothing is uncertain.")
        return
    console = out()
    for doubt in doubts[:limit]:
        alike = "" if doubt.score >= _ALL_ALIKE else f", {doubt.score:.0f} % alike"
        console.print(f"{RULES.get(doubt.rule, doubt.rule)}{alike}", style="cyan")
        for supplier, spelling in ((doubt.first, doubt.first_spelling), (doubt.second, doubt.second_spelling)):
            name = one_line(in_words(supplier))
            spelled = "" if spelling.text == supplier.name else f" as “{one_line(spelling.text)}”"
            console.print(f"  {name}{spelled}: {_evidence([spelling], documents)}", soft_wrap=True)
    if len(doubts) > limit:
        say(f"… and {len(doubts) - limit:,} more: --limit or --export.")
    say("Decide with: tenderscan suppliers merge A B, or tenderscan suppliers split A B")


def print_decided(decided: Decided) -> None:
    """A decision that was made, and what it came to."""
    console = out()
    say(f"{decision_in_words(decided.decision)} Undo it with: tenderscan suppliers undo {decided.decision.number}")
    for supplier in decided.suppliers:
        spellings = ", ".join(f"“{one_line(one.text)}”" for one in supplier.spellings)
        console.print(f"{one_line(in_words(supplier))}: {spellings}", soft_wrap=True)


def print_decisions(decisions: Sequence[Decision], unmet: Collection[int]) -> None:
    """What was decided, the last first; `unmet` are those that have nothing to decide now."""
    if not decisions:
        say("Nothing was decided.")
        return
    for one in reversed(decisions):
        undone = f", undone {british(one.undone_at)}" if one.undone_at else _UNMET if one.number in unmet else ""
        style = "dim" if one.undone_at else None
        out().print(f"{british(one.made_at)}  {one_line(decision_in_words(one))}{undone}", style=style, soft_wrap=True)


_UNMET = " Holds, but no document has one of the two now."


def decision_in_words(decision: Decision) -> str:
    """A decision in a sentence."""
    note = f" ({decision.note})" if decision.note else ""
    if decision.kind is DecisionKind.MERGE:
        return f"{decision.number}: “{decision.first}” and “{decision.second}” are one supplier{note}."
    return f"{decision.number}: “{decision.second}” is not “{decision.first}”{note}."


def say_register(read: RegisterRead | None) -> None:
    """Which register was read."""
    if read is None:
        say("No register was read. Read one with: tenderscan suppliers register FILE")
        return
    when = british(read.read_at)
    said = f"{one_line(read.file)}, read {when}: {read.rows:,} companies, {read.kept:,} names of which are kept."
    say(f"{said}{skipped_in_words(read)}")


def skipped_in_words(read: RegisterRead) -> str:
    """How many rows of a register could not be used; nothing where all could."""
    return f" {read.skipped:,} rows without a name or a sound number were skipped." if read.skipped else ""


def say_register_is_old(catalogue: Catalogue) -> None:
    """Of a register only what names a supplier is kept: with new documents it must be read again."""
    read = register_read(catalogue)
    if read is None:
        return
    newer = documents_since(catalogue, read.read_at)
    if newer:
        say(f"{newer:,} documents came since the register {one_line(read.file)} was read: read it again.")


def _heading(words: str) -> None:
    out().print()
    out().print(words, style="bold")


def _spelled(spelling: Spelling) -> str:
    stands_for = f" (for {spelling.canonical})" if spelling.canonical else ""
    numbers = "".join(f", {number_in_words(one)}" for one in spelling.identifiers)
    registered = f", in the register {spelling.registered.id}" if spelling.registered else ""
    return one_line(f"{spelling.text}{stands_for}{numbers}{registered}")


def _because(merge: Merge) -> str:
    numbers = "".join(f" {number_in_words(one)}" for one in merge.identifiers)
    decision = f" (decision {merge.decision})" if merge.decision is not None else ""
    alike = "" if merge.score >= _ALL_ALIKE else f", {merge.score:.0f} % alike"
    reason = f"{RULES.get(merge.rule, merge.rule)}{numbers}{decision}{alike}"
    return one_line(f"“{merge.first.text}” and “{merge.second.text}”: {reason}")


def _evidence(spellings: Iterable[Spelling], documents: Mapping[str, About]) -> str:
    """The first documents with their pages, and how many more."""
    found = pages_of(spellings)
    named = [f"{documents[sha256].title}{_where(*places)}" for sha256, places in found[:_MOST_PLACES]]
    more = f" and {len(found) - _MOST_PLACES} more" if len(found) > _MOST_PLACES else ""
    return one_line("; ".join(named) + more)


def _where(pages: Sequence[int], cells: Sequence[str]) -> str:
    if cells:
        ranges = _cell_ranges(cells)
        more = f", … ({len(cells):,} cells)" if len(ranges) > _MOST_CELLS else ""
        return one_line(f", {', '.join(ranges[:_MOST_CELLS])}{more}")
    return f", p. {page_ranges(pages)}" if pages else ""


def _cell_ranges(cells: Iterable[str]) -> list[str]:
    """Cells of a column below each other together, the sheet named once: "'Mar 19'!D755–D760", "D790"."""
    known = [match for match in map(_CELL.fullmatch, sorted(set(cells))) if match]
    runs: list[list[tuple[str, str, int]]] = []
    for cell in sorted((match[1] or "", match[2], int(match[3])) for match in known):
        if runs and runs[-1][-1] == (*cell[:2], cell[2] - 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    named, last = [], ""
    for run in runs:
        sheet, column, row = run[0]
        before = f"{sheet}!" if sheet and sheet != last else ""
        named.append(f"{before}{column}{row}" + (f"–{column}{run[-1][2]}" if len(run) > 1 else ""))
        last = sheet
    return named
