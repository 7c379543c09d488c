"""`tenderscan commitments`."""

from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import one_line, say, write_json
from tenderscan.cli.options import ExportOption, JsonOption, LibraryOption, library_folder
from tenderscan.errors import FileProblem, NotFound, UsageError
from tenderscan.tables import Table, form_of, write_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tenderscan.catalogue.store import Catalogue
    from tenderscan.commitments.listing import Wanted

CompareOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--compare",
        metavar="BID CONTRACT",
        help="What the contract kept of what the bid promised; two documents by path, hash or title.",
        show_default=False,
    ),
]
_EPILOG = "Example: tenderscan commitments --compare 'Social Value Response' 'Contract'"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("commitments", epilog=_EPILOG)(commitments_command)


def commitments_command(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    document: Annotated[
        str | None, typer.Option("--document", help="Only this one: path, hash or title.", show_default=False)
    ] = None,
    pack: Annotated[str | None, typer.Option("--pack", help="Only this procurement.", show_default=False)] = None,
    supplier: Annotated[
        str | None,
        typer.Option("--supplier", help="Only documents that name this supplier, however spelt.", show_default=False),
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", help="Only this theme of social value, such as jobs.", show_default=False)
    ] = None,
    compare: CompareOption = None,
    export: ExportOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what bids and contracts promise by number, with page and quote; or compare a contract with its bid."""
    from tenderscan import wiring
    from tenderscan.commitments.listing import Wanted

    for path in export or ():
        form_of(path)  # before any work is done
    if compare and (document or pack or supplier):
        raise UsageError("--compare names its two documents itself.\nLeave out --document, --pack and --supplier.")
    if theme is not None and theme not in wiring.rules().themes:
        raise UsageError(f"“{theme}” is no theme.\nThemes are {', '.join(wiring.rules().themes)}.")
    catalogue = wiring.open_library(library_folder(context, library)).catalogue
    if compare:
        _compare(catalogue, compare, theme, export, as_json=as_json)
    else:
        if pack is not None:
            _check_pack(catalogue, pack)
        suppliers = None if supplier is None else _spellings(catalogue, supplier)
        _list(catalogue, Wanted(document, pack, suppliers, theme), export, as_json=as_json)


def _spellings(catalogue: "Catalogue", name: str) -> tuple[str, ...]:
    """The name as it was given and every other spelling that is known of its supplier.

    Raises:
        NotFound: no document names it as a supplier.
    """
    from tenderscan.catalogue.commitments import documents_naming
    from tenderscan.commitments.doubts import nearest
    from tenderscan.suppliers.library import resolved, spellings_of

    spellings = (name, *spellings_of(catalogue, name))
    if not documents_naming(catalogue, spellings):
        names = {one.name for one in resolved(catalogue).suppliers}
        raise NotFound(_unknown("supplier", name, nearest(name, names), "tenderscan suppliers lists them."))
    return spellings


def _check_pack(catalogue: "Catalogue", pack: str) -> None:
    """Raise where nothing is filed under a procurement."""
    from tenderscan.catalogue.commitments import papers
    from tenderscan.commitments.doubts import nearest

    packs = {one.pack for one in papers(catalogue) if one.pack}
    if pack.casefold() not in {one.casefold() for one in packs}:
        way_out = "Packs are named when files are ingested, with --pack."
        raise NotFound(_unknown("pack", pack, nearest(pack, packs), way_out))


def _unknown(what: str, name: str, near: "Sequence[str]", way_out: str) -> str:
    meant = f"Do you mean {' or '.join(f'“{one_line(one)}”' for one in near)}?" if near else way_out
    return f"No {what} of the library is called “{one_line(name)}”.\n{meant}"


def _list(catalogue: "Catalogue", wanted: "Wanted", export: "Sequence[Path] | None", *, as_json: bool) -> None:
    from tenderscan.cli import commitments_shown as shown
    from tenderscan.commitments.listing import chosen, listed

    of = chosen(catalogue, wanted)
    if wanted.document is not None and not of and wanted.pack is None and wanted.suppliers is None:
        _say_failed(catalogue, wanted.document)
    for path in export or ():
        found = list(listed(catalogue, of, wanted))
        _write(path, shown.list_table(found), len(found))
    if as_json:
        for promise in listed(catalogue, of, wanted):
            write_json(shown.promise_as_json(promise))
    elif not export:
        shown.print_list(listed(catalogue, of, wanted), of)


def _compare(
    catalogue: "Catalogue", names: tuple[str, str], theme: str | None, export: "Sequence[Path] | None", *, as_json: bool
) -> None:
    from tenderscan import wiring
    from tenderscan.cli import commitments_shown as shown
    from tenderscan.commitments.listing import compared

    found = compared(catalogue, *names, rules=wiring.rules().commitments, theme=theme)
    for papers, name in ((found.bid, names[0]), (found.contract, names[1])):
        if papers is None:
            _say_failed(catalogue, name)
    for warning in found.warnings:
        say(f"Warning: {one_line(warning)}", style="yellow")
    for path in export or ():
        _write(path, shown.comparison_table(found), len(found.promises))
    if as_json:
        for kept in found.promises:
            write_json(shown.kept_as_json(kept))
    elif not export:
        shown.print_comparison(found)


def _write(path: "Path", table: Table, lines: int) -> None:
    write_tables(path, [table])
    say(f"{lines} {'line' if lines == 1 else 'lines'} written to {one_line(str(path))}.")


def _say_failed(catalogue: "Catalogue", name: str) -> None:
    """A document that could not be read promises nothing that anybody could know of."""
    from tenderscan.catalogue.lookup import find_document

    stored = catalogue.stored(find_document(catalogue, name))
    if stored is not None and stored.error_code is not None:
        say(f"{one_line(stored.title)} could not be read, {stored.error_code}: {stored.error_message}", style="red")
        raise typer.Exit(FileProblem.exit_code)
