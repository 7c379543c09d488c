"""`tenderscan runs` and `tenderscan runs show`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import one_line, out, say, write_json
from tenderscan.cli.options import ExportOption, JsonOption, LibraryOption, library_folder

if TYPE_CHECKING:
    from tenderscan.catalogue.runs import Run
    from tenderscan.catalogue.store import Catalogue
    from tenderscan.ingest.presence import Holder
    from tenderscan.tables import Table

app = typer.Typer(
    help="List the runs of the library, and show what one came to.",
    epilog="Example: tenderscan runs --limit 5",
    invoke_without_command=True,
)


@dataclass(frozen=True, slots=True)
class Presentation:
    """How runs of one kind are shown.

    Attributes:
        main: name of the table that CSV and JSON lines hold.
        print_run: for people.
        write_run: one JSON object, on a line of its own.
        tables: what is exported.
    """

    main: str
    print_run: "Callable[[Catalogue, Run], None]"
    write_run: "Callable[[Catalogue, Run], None]"
    tables: "Callable[[Catalogue, Run], list[Table]]"


def _presentation(kind: str) -> Presentation:
    """The presentation of a kind of run; one that is not told by its files has a case of its own here."""
    match kind:
        case "retag":
            from tenderscan.cli import changes

            return Presentation(changes.MAIN, changes.print_run, changes.write_run, changes.tables_of)
        case _:
            from tenderscan.cli import run_report

            return Presentation(run_report.MAIN, run_report.print_run, run_report.write_run, run_report.tables_of)


@app.callback()
def runs_command(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Runs listed, the latest first.")] = 20,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the runs of the library, the latest first; `runs show` tells what one came to."""
    folder = library_folder(context, library)
    if context.invoked_subcommand is not None:
        # Named before "show", it holds for it too.
        root = context.find_root()
        root.obj = replace(root.obj, library=folder) if library and root.obj else root.obj
        return
    from tenderscan import wiring
    from tenderscan.catalogue.runs import counted, runs

    catalogue, holder = wiring.open_library(folder).catalogue, _holder(folder)
    with catalogue.read() as connection:
        listed = [as_it_stands(run, holder) for run in runs(connection, limit)]
        counts = counted(connection, [run.number for run in listed])
    from tenderscan.cli.report import run_as_json

    lines = [run_as_json(run, counts[run.number]) for run in listed]
    if as_json:
        for line in lines:
            write_json(line)
    elif listed:
        _print(listed, lines)
    else:
        say("Nothing was ever ingested into this library.\nBegin with: tenderscan ingest FOLDER")


@app.command("show", epilog="Example: tenderscan runs show 7 --export run7.xlsx")
def show_command(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", help="Number of the run. Default: the last.", show_default=False)
    ] = None,
    export: ExportOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a run came to: outcomes, reasons, formats, slowest and biggest files."""
    from tenderscan import wiring
    from tenderscan.batch.report import find_run
    from tenderscan.tables import form_of, write_tables

    for path in export or ():
        form_of(path)  # A wrong ending is told before anything is written.
    folder = library_folder(context, library)
    catalogue = wiring.open_library(folder).catalogue
    run = as_it_stands(find_run(catalogue, number), _holder(folder))
    shown = _presentation(run.kind)
    for path in export or ():
        write_tables(path, shown.tables(catalogue, run), main=shown.main)
        say(f"Run {run.number} written to {one_line(str(path))}.")
    if as_json:
        shown.write_run(catalogue, run)
    elif not export:
        shown.print_run(catalogue, run)


def as_it_stands(run: "Run", holder: "Holder | None") -> "Run":
    """A run, with the truth about one that has no end: it goes on, or it was killed."""
    from tenderscan.catalogue.runs import RunState

    if run.state is not RunState.RUNNING:
        return run
    # Where the holder says nothing of its run, the latest that has no end is believed to be it.
    at_work = holder is not None and holder.run in (None, run.number)
    return run if at_work else replace(run, state=RunState.KILLED)


def _holder(folder: Path) -> "Holder | None":
    from tenderscan.ingest.presence import holder

    return holder(folder)


def _print(listed: "list[Run]", lines: list[dict[str, int]]) -> None:
    from tenderscan.cli.report import plain_table
    from tenderscan.moments import british, roughly

    numbers = {"files": "Files", "read": "Read", "partly": "Partly", "failed": "Failed", "unchanged": "Known"}
    headings = ("Run", "Kind", "When", "Took", "State", *numbers.values())
    # Narrow enough for a terminal of 80 columns.
    table = plain_table(None, *headings, left=("Kind", "State"), apart=1)
    for run, line in zip(listed, lines, strict=True):
        took = "" if run.seconds is None else roughly(run.seconds)
        words = (str(run.number), run.kind, british(run.started_at), took, run.state.value)
        table.add_row(*words, *(f"{line[name]:,}" for name in numbers))
    out().print(table)
    killed = [run.number for run in listed if run.state.value == "killed"]
    if killed and killed[0] == listed[0].number:
        say("The last run was killed. What it stored is kept; the same command goes on from there.")
