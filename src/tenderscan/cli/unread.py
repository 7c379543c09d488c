"""`tenderscan unread`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenderscan.cli.console import no_longer_there, one_line, out, page_ranges, printable, say, write_json
from tenderscan.cli.options import ExportOption, JsonOption, LibraryOption, library_folder
from tenderscan.tables import Cell, Column, Kind, Table, form_of, write_tables

if TYPE_CHECKING:
    from tenderscan.catalogue.unread import Unread

_COLUMNS = (
    *(Column("outcome"), Column("path"), Column("page", Kind.WHOLE), Column("code"), Column("reason")),
    *(Column("confidence"), Column("pages", Kind.WHOLE), Column("can_succeed_now"), Column("sha256"), Column("parent")),
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("unread", epilog="Example: tenderscan unread --csv unread.csv")(unread_command)


def unread_command(
    context: typer.Context,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write CSV to this file, whatever its ending.", show_default=False),
    ] = None,
    export: ExportOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what of the library could not be read: documents and pages, why, and the way out.

    tenderscan ingest --retry redoes those that can succeed now.
    """
    wanted = [(path, form_of(path)) for path in export or ()] + ([(csv, ".csv")] if csv else [])
    entries, changed = _entries(library_folder(context, library))
    for path, form in wanted:
        write_tables(path, [_table(entries, changed)], form=form)
        say(f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'} written to {one_line(str(path))}.")
    if as_json:
        for entry, reason in zip(entries, changed, strict=True):
            write_json(_as_json(entry, reason))
    elif not wanted:
        _print(entries, changed)


def print_unread(folder: Path) -> None:
    """The list for people."""
    _print(*_entries(folder))


def _entries(folder: Path) -> tuple[list["Unread"], list[str | None]]:
    """What could not be read, and for each why it can succeed now."""
    from tenderscan import wiring
    from tenderscan.catalogue.unread import unread
    from tenderscan.ingest.retry import chance

    steps = wiring.steps()
    entries = unread(wiring.open_library(folder).catalogue)
    return entries, [chance(entry, steps) for entry in entries]


def _as_json(entry: "Unread", changed: str | None) -> dict[str, Any]:
    from tenderscan.json_contract import notice_as_json

    return {
        "path": entry.path,
        "gone_at": entry.gone_at,
        "sha256": entry.sha256,
        "parent": entry.parent,
        "outcome": entry.outcome.value,
        "confidence": entry.confidence,
        "pages": entry.pages,
        "pages_not_read": sorted({reason.page for reason in entry.reasons if reason.page is not None}),
        "reasons": [notice_as_json(reason) for reason in entry.reasons],
        "can_succeed_now": changed,
    }


def _table(entries: Sequence["Unread"], changed: Sequence[str | None]) -> Table:
    """One line a reason, so that each page has its own."""
    rows = (row for entry, reason in zip(entries, changed, strict=True) for row in _rows(entry, reason))
    return Table("Unread", _COLUMNS, rows)


def _rows(entry: "Unread", changed: str | None) -> Iterable[tuple[Cell, ...]]:
    for reason in entry.reasons:
        message = " ".join(reason.message.splitlines())
        yield (
            *(entry.outcome.value, entry.path, reason.page, reason.code, message, entry.confidence, entry.pages),
            *(changed, entry.sha256, entry.parent),
        )


def _print(entries: Sequence["Unread"], changed: Sequence[str | None]) -> None:
    console = out()
    if not entries:
        say("Everything in the library was read.")
        return
    failed = sum(entry.outcome.value == "failed" for entry in entries)
    console.print(f"{failed} not read, {len(entries) - failed} read in part", style="bold")
    for entry, reason in zip(entries, changed, strict=True):
        style = "red" if entry.outcome.value == "failed" else "yellow"
        trust = f" · confidence {entry.confidence}" if entry.confidence else ""
        console.print()
        console.print(one_line(entry.path + no_longer_there(entry.gone_at)), soft_wrap=True)
        for code, pages, message in _by_code(entry):
            console.print(f"  {code}{pages}: {printable(message)}", style=style, soft_wrap=True)
        console.print(
            f"  {entry.outcome.value}{trust}" + (f" · can succeed now: {reason}" if reason else ""),
            style="dim",
            soft_wrap=True,
        )
    if any(changed):
        say(f"\n{sum(map(bool, changed))} can succeed now: tenderscan ingest --retry")


def _by_code(entry: "Unread") -> Iterable[tuple[str, str, str]]:
    """Reasons of one code together: the code, its pages in words, and the first message."""
    for code in dict.fromkeys(reason.code for reason in entry.reasons):
        group = [reason for reason in entry.reasons if reason.code == code]
        pages = [reason.page for reason in group if reason.page is not None]
        if not pages:
            yield from ((code, "", " ".join(reason.message.splitlines())) for reason in group)
            continue
        listed = f" (p. {page_ranges(pages)} of {entry.pages})" if entry.pages else f" (p. {page_ranges(pages)})"
        yield code, listed, " ".join(group[0].message.splitlines())
