"""`tenderscan unread`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenderscan.cli.console import out, page_ranges, printable, say, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from tenderscan.catalogue.unread import Unread

_COLUMNS = ("outcome", "path", "page", "code", "reason", "confidence", "pages", "can_succeed_now", "sha256", "parent")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("unread", epilog="Example: tenderscan unread --csv unread.csv")(unread_command)


def unread_command(
    context: typer.Context,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table to this file.", show_default=False)
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what of the library could not be read: documents and pages, why, and the way out.

    tenderscan ingest --retry redoes those that can succeed now.
    """
    entries, changed = _entries(library_folder(context, library))
    if csv is not None:
        _write_csv(csv, entries, changed)
        say(f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'} written to {printable(str(csv))}.")
    if as_json:
        for entry, reason in zip(entries, changed, strict=True):
            write_json(_as_json(entry, reason))
    elif csv is None:
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
        "sha256": entry.sha256,
        "parent": entry.parent,
        "outcome": entry.outcome.value,
        "confidence": entry.confidence,
        "pages": entry.pages,
        "pages_not_read": sorted({reason.page for reason in entry.reasons if reason.page is not None}),
        "reasons": [notice_as_json(reason) for reason in entry.reasons],
        "can_succeed_now": changed,
    }


def _write_csv(path: Path, entries: Sequence["Unread"], changed: Sequence[str | None]) -> None:
    """One line a reason, so that each page has its own."""
    import csv

    from tenderscan.errors import UsageError

    try:
        # With a byte order mark, without which Excel takes UTF-8 for the code page of the machine.
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_COLUMNS)
            for entry, reason in zip(entries, changed, strict=True):
                writer.writerows([_harmless(cell) for cell in row] for row in _rows(entry, reason))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.\nName another file with --csv.") from error


def _rows(entry: "Unread", changed: str | None) -> Iterable[tuple[object, ...]]:
    for reason in entry.reasons:
        message = " ".join(reason.message.splitlines())
        yield (
            *(entry.outcome.value, entry.path, reason.page, reason.code, message, entry.confidence, entry.pages),
            *(changed or "", entry.sha256, entry.parent),
        )


def _harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


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
        console.print(printable(entry.path), soft_wrap=True)
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
