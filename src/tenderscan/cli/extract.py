"""`tenderscan extract`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.catalogue.entries import INSIDE
from tenderscan.cli.console import one_line, out, printable, say, write_json
from tenderscan.cli.ingest import NOT_ALL_READ
from tenderscan.cli.options import AllowOption, JsonOption
from tenderscan.document import Outcome

if TYPE_CHECKING:
    from tenderscan.ingest.nest import Found
    from tenderscan.ingest.steps import Failure
    from tenderscan.record import Record


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract", epilog="Example: tenderscan extract contract.pdf --json > contract.jsonl")(extract_command)


def extract_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files or folders.", show_default=False)],
    allow: AllowOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read and tag files, and the files inside them, without any library.

    With --json, one object a line for each file. Exit code 3 means that some were not, or not wholly, read.
    """
    from tenderscan import wiring
    from tenderscan.ingest.discover import discover
    from tenderscan.ingest.process import process_file
    from tenderscan.settings import allowing, default_limits

    steps = wiring.steps(allowing(allow or (), default_limits()))
    wanting = False
    for file in discover(files):
        made = process_file(file.path, steps)
        # A container comes out behind what it holds, and is let go of one by one; people want to see it first.
        for found, outcome in made if as_json else sorted(made, key=lambda one: one[0].place.split(INSIDE)):
            wanting |= not _wholly_read(outcome)
            if as_json:
                write_json(_as_json(found, outcome))
            else:
                _print(found, outcome)
    if wanting:
        raise typer.Exit(NOT_ALL_READ)


def _wholly_read(made: "Record | Failure") -> bool:
    from tenderscan.record import Record

    return isinstance(made, Record) and made.document.outcome is Outcome.READ


def _as_json(found: "Found", made: "Record | Failure") -> dict[str, object]:
    from tenderscan.json_contract import failure_as_json, record_as_json, source_as_json
    from tenderscan.record import Record

    place: dict[str, object] = {"path": found.place, "parent": found.parent}
    if isinstance(made, Record):
        return place | record_as_json(made)
    name = found.place.replace("\\", "/").rpartition("/")[2]
    known = source_as_json(made.source) if made.source else {"name": name}
    empty: dict[str, str | int | None] = {"name": None, "sha256": None, "size": None, "media_type": None}
    return place | failure_as_json(empty | known, made.code, made.message)


def _print(found: "Found", made: "Record | Failure") -> None:
    from tenderscan.cli.findings import print_findings
    from tenderscan.record import Record

    console = out()
    if found.parent or INSIDE in found.place:
        console.print(one_line(found.place), style="dim", soft_wrap=True)
    if not isinstance(made, Record):
        say(f"{made.code}: {made.message}", style="red")
        return
    document = made.document
    console.print(one_line(document.title), style="bold")
    pages = f"pages: {len(document.pages)}, " if document.pages else ""
    console.print(
        f"{one_line(document.source.name)} · {pages}tables: {len(document.tables)} · {document.outcome.value}"
    )
    for notice in document.notices:
        console.print(f"{notice.code}: {printable(notice.message)}", style="yellow", soft_wrap=True)
    print_findings(made)
    console.print()
