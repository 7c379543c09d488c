"""`tenderscan suppliers` and its commands."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import one_line, say, write_json
from tenderscan.cli.options import ExportOption, JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Sized
    from typing import Any

    from tenderscan.catalogue.store import Catalogue
    from tenderscan.suppliers.decide import Decided
    from tenderscan.suppliers.entries import Doubt
    from tenderscan.tables import Table

app = typer.Typer(
    help="List the suppliers of the library, each under all its spellings, and decide who is who.",
    epilog="Example: tenderscan suppliers --find grounds",
    invoke_without_command=True,
)

NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="Why, for whoever asks later.", show_default=False)
]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name, any spelling, or number of a supplier.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="How many are shown to people.")]


@app.callback()
def suppliers_command(
    context: typer.Context,
    find: Annotated[
        str | None,
        typer.Option("--find", metavar="WORDS", help="Only those with these words or this number.", show_default=False),
    ] = None,
    limit: LimitOption = 50,
    export: ExportOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the suppliers of the library: name, spellings, documents, numbers; those that most documents name first."""
    if context.invoked_subcommand is not None:
        # Named before "show", it holds for it too.
        root = context.find_root()
        root.obj = replace(root.obj, library=library_folder(context, library)) if library and root.obj else root.obj
        return
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown
    from tenderscan.cli import suppliers_tables as in_tables
    from tenderscan.suppliers.library import matching, resolved

    _check(export)
    catalogue = _catalogue(context, library)
    found = resolved(catalogue)
    listed = matching(found.suppliers, find) if find else list(found.suppliers)
    listed.sort(key=lambda one: -len(one.documents))

    def tell() -> None:
        shown.print_list(listed, limit, doubts=0 if find else len(found.doubts), find=find)
        shown.say_register_is_old(catalogue)

    answer = _Answer(_many(listed, "supplier"), in_tables.tables(listed), map(machines.supplier_as_json, listed), tell)
    _give(answer, export, as_json=as_json)


@app.command("show", epilog='Example: tenderscan suppliers show "Northfield Grounds Ltd"')
def show_command(
    context: typer.Context,
    name: NameArgument,
    export: ExportOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a supplier: its spellings and why they are one, documents with pages, councils, amounts by kind."""
    from tenderscan import wiring
    from tenderscan.catalogue.suppliers import about
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown
    from tenderscan.cli import suppliers_tables as in_tables
    from tenderscan.suppliers.library import resolved, the_one
    from tenderscan.suppliers.worth import worth

    _check(export)
    catalogue = _catalogue(context, library)
    found = resolved(catalogue)
    supplier = the_one(found.suppliers, name)
    with catalogue.held():
        documents = about(catalogue, supplier.documents)
        amounts = worth(catalogue, found, supplier, wiring.rules().value_kinds)
    doubts = [one for one in found.doubts if supplier in (one.first, one.second)]
    whole = machines.Whole(supplier, documents, amounts, tuple(doubts))
    entries = map(machines.whole_as_json, [whole])
    answer = _Answer(supplier.name, in_tables.tables_of(whole), entries, lambda: shown.print_whole(whole))
    _give(answer, export, as_json=as_json)


@app.command("merge", epilog='Example: tenderscan suppliers merge "Northfield Grounds" "Northfield Grounds Ltd"')
def merge_command(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="Name or number of a supplier.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Name or number of the other.")],
    note: NoteOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide that two suppliers are one."""
    from tenderscan.suppliers.decide import merge

    _tell(merge(_catalogue(context, library), first, second, note=note), as_json)


@app.command("split", epilog='Example: tenderscan suppliers split "Northfield Grounds Ltd" "Northfeld Grounds"')
def split_command(
    context: typer.Context,
    name: NameArgument,
    spelling: Annotated[str, typer.Argument(metavar="SPELLING", help="Spelling to take out, or another supplier.")],
    note: NoteOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide that a spelling is another supplier, or that two suppliers are not one and are not to be asked about."""
    from tenderscan.suppliers.decide import split

    _tell(split(_catalogue(context, library), name, spelling, note=note), as_json)


@app.command("uncertain", epilog="Example: tenderscan suppliers uncertain --export pairs.xlsx")
def uncertain_command(
    context: typer.Context,
    limit: LimitOption = 50,
    export: ExportOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List pairs that may be one supplier, and why, first those that matter most; decide with merge or split."""
    from tenderscan.catalogue.suppliers import about
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown
    from tenderscan.cli import suppliers_tables as in_tables
    from tenderscan.suppliers.library import resolved

    _check(export)
    catalogue = _catalogue(context, library)
    doubts = resolved(catalogue).doubts
    shown_now: Sequence[Doubt] = doubts if as_json or export else doubts[:limit]
    evidence = {sha256 for one in shown_now for spelling in one.spellings for sha256 in spelling.documents}
    with catalogue.held():
        documents = about(catalogue, evidence)
    entries = (machines.doubt_as_json(one, documents) for one in doubts)
    table = in_tables.doubts_table(doubts, documents)
    answer = _Answer(_many(doubts, "pair"), [table], entries, lambda: shown.print_doubts(doubts, limit, documents))
    _give(answer, export, as_json=as_json)


@app.command("decisions", epilog="Example: tenderscan suppliers decisions")
def decisions_command(
    context: typer.Context, export: ExportOption = None, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """List what was decided, when and why, and what was undone."""
    from tenderscan.catalogue.supplier_decisions import decisions
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown
    from tenderscan.cli import suppliers_tables as in_tables
    from tenderscan.suppliers.library import resolved

    _check(export)
    catalogue = _catalogue(context, library)
    made = decisions(catalogue)
    unmet = resolved(catalogue).unmet if made else ()
    entries = (machines.decision_as_json(one, unmet) for one in made)
    table = in_tables.decisions_table(made, unmet)
    answer = _Answer(_many(made, "decision"), [table], entries, lambda: shown.print_decisions(made, unmet))
    _give(answer, export, as_json=as_json)


@app.command("undo", epilog="Example: tenderscan suppliers undo 3")
def undo_command(
    context: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[N]", help="Number of the decision. Default: the last that holds.", show_default=False),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Undo a decision; it stays listed."""
    from tenderscan.catalogue.supplier_decisions import decisions
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown
    from tenderscan.suppliers.decide import undo

    catalogue = _catalogue(context, library)
    undone = undo(catalogue, number)
    after = next(one for one in decisions(catalogue) if one.number == undone.number)
    if as_json:
        write_json(machines.decision_as_json(after))
    else:
        say(f"Undone: {one_line(shown.decision_in_words(after))}")


@app.command("register", epilog="Example: tenderscan suppliers register BasicCompanyData.csv")
def register_command(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="CSV of company names and numbers.", show_default=False)
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Resolve names without a register again.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a register of companies, in place of an earlier one; without a file, say which was read."""
    from tenderscan.catalogue.supplier_decisions import register_read
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown
    from tenderscan.errors import UsageError
    from tenderscan.suppliers.register import forget_register

    if forget and file is not None:
        raise UsageError("Name a FILE to read or --forget, not both.")
    catalogue = _catalogue(context, library)
    if forget:
        forget_register(catalogue)
    if file is not None:
        _read_register(catalogue, file)
    read = register_read(catalogue)
    if as_json:
        write_json(machines.register_as_json(read))
    elif file is None:
        shown.say_register(read)
        shown.say_register_is_old(catalogue)


def _catalogue(context: typer.Context, library: Path | None) -> "Catalogue":
    from tenderscan import wiring

    return wiring.open_library(library_folder(context, library)).catalogue


def _read_register(catalogue: "Catalogue", path: Path) -> None:
    from tenderscan.cli.suppliers_shown import skipped_in_words
    from tenderscan.suppliers.register import read_register

    read = read_register(catalogue, path)
    said = f"{read.rows:,} companies read, {read.kept:,} names of which are kept: {one_line(read.file)}."
    say(f"{said}{skipped_in_words(read)}")


def _check(export: list[Path] | None) -> None:
    """A wrong ending is told before anything is worked out."""
    from tenderscan.tables import form_of

    for path in export or ():
        form_of(path)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a command found, for each of those who may have asked.

    Attributes:
        what: in words, for the line that says where it was written.
        tables: for files.
        entries: for machines, a line each.
        tell: prints it for people.
    """

    what: str
    tables: "Sequence[Table]"
    entries: "Iterable[dict[str, Any]]"
    tell: "Callable[[], None]"


def _give(answer: _Answer, export: list[Path] | None, *, as_json: bool) -> None:
    """Write files, JSON or both where they are asked for; else print."""
    from tenderscan.tables import write_tables

    for path in export or ():
        write_tables(path, answer.tables)
        say(f"{answer.what} written to {one_line(str(path))}.")
    for entry in answer.entries if as_json else ():
        write_json(entry)
    if not export and not as_json:
        answer.tell()


def _many(found: "Sized", what: str) -> str:
    return f"{len(found):,} {what}{'' if len(found) == 1 else 's'}"


def _tell(decided: "Decided", as_json: bool) -> None:
    from tenderscan.cli import suppliers_json as machines
    from tenderscan.cli import suppliers_shown as shown

    if as_json:
        concerned = [machines.supplier_as_json(one) for one in decided.suppliers]
        write_json({**machines.decision_as_json(decided.decision), "suppliers": concerned})
    else:
        shown.print_decided(decided)
