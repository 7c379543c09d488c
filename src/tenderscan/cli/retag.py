"""`tenderscan retag`."""

from collections.abc import Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import one_line, say, write_json
from tenderscan.cli.options import (
    AllowOption,
    ExportOption,
    JsonOption,
    LibraryOption,
    WaitOption,
    WorkersOption,
    library_folder,
)
from tenderscan.cli.signals import ended_by_signals

if TYPE_CHECKING:
    from tenderscan.batch.retag import Outstanding, Retagged
    from tenderscan.catalogue.changes import Aside, EnteredChange
    from tenderscan.catalogue.runs import Run, RunFile
    from tenderscan.cli.changes import Told
    from tenderscan.ingest.library import Library
    from tenderscan.settings import Limits

NOT_ALL_TAGGED = 3
"""Exit code where tagging failed in at least one document."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Options of the command.

    Attributes:
        everything: also documents that were tagged by the same versions, or that these could not tag.
        dry_run: compare, and store nothing.
        workers: number of processes, None for as many as there are cores.
        limits: of time and memory for each document.
        as_json: lines for machines as they come.
    """

    everything: bool
    dry_run: bool
    workers: int | None
    limits: "Limits"
    as_json: bool


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("retag", epilog="Example: tenderscan retag --dry-run --export changes.xlsx")(retag_command)


def retag_command(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the same rules tagged, or could not tag.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change and store nothing.")] = False,
    export: ExportOption = None,
    workers: WorkersOption = None,
    wait: WaitOption = None,
    allow: AllowOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tag the stored texts again after rules or models have changed, and tell what changed.

    No file is read. What changed is kept: tenderscan runs show N. It can be stopped and goes on from there.
    Exit code 3 means that tagging failed in some documents; what was found in them before is kept.
    """
    from tenderscan import wiring
    from tenderscan.catalogue.changes import aside
    from tenderscan.settings import allowing, default_limits
    from tenderscan.tables import form_of

    for path in export or ():
        form_of(path)  # A wrong ending is told before anything is done.
    opened = replace(wiring.open_library(library_folder(context, library)), lock_seconds=wait)
    asked = Asked(everything, dry_run, workers, allowing(allow or (), default_limits()), as_json)
    # What is not stored waits on disk to be told: it may be more than there is memory for.
    with aside() if dry_run else nullcontext() as compared:
        with ended_by_signals():
            done = _tagged_again(opened, asked, compared)
        told = _tell(opened, done, as_json=as_json)
        for path in export or ():
            _export(path, opened, done, told)
    if told.failed:
        raise typer.Exit(NOT_ALL_TAGGED)


@dataclass(slots=True)
class Done:
    """What was done.

    Attributes:
        ahead: what there was to do.
        compared: changes that were not stored; None where they are kept under a run.
        run: number of the run; None where nothing was stored.
        documents: number that was tagged.
        changed: of them, those in which anything would change; counted where nothing was stored, as are the failures.
        failed: documents whose tagging failed.
    """

    ahead: "Outstanding"
    compared: "Aside | None"
    run: int | None = None
    documents: int = 0
    changed: int = 0
    failed: "list[RunFile]" = field(default_factory=list)

    def add(self, one: "Retagged") -> None:
        """Count one more; nothing of it is kept in memory but why it failed."""
        from tenderscan.batch.retag import as_run_file

        self.run = one.run
        self.documents += 1
        if self.compared is None:
            return
        self.compared.add(one.tagged.changes)
        self.changed += bool(one.tagged.changes)
        if one.tagged.code is not None:
            self.failed.append(as_run_file(one))


def _tagged_again(library: "Library", asked: Asked, compared: "Aside | None") -> Done:
    """Tag what is to be tagged and show how far it is."""
    from tenderscan import wiring
    from tenderscan.batch.retag import compare, outstanding, retag
    from tenderscan.cli.progress import shown

    done = Done(outstanding(library.catalogue, wiring.steps(), everything=asked.everything), compared)
    if not done.ahead.documents:
        return done
    run = compare if asked.dry_run else retag
    with (
        shown(as_json=asked.as_json) as display,
        wiring.workers(asked.workers, asked.limits) as workers,
        closing(run(library, workers, everything=asked.everything, watch=display.progress)) as found,
    ):
        for one in found:
            if asked.as_json:
                _write_changes(one.tagged.changes)
            done.add(one)
    return done


def _write_changes(changes: "Iterable[EnteredChange]") -> None:
    from tenderscan.cli.changes import change_as_json

    for change in changes:
        write_json({"event": "change", **change_as_json(change)})


def _tell(library: "Library", done: Done, *, as_json: bool) -> "Told":
    """Say what it came to."""
    from tenderscan.cli.changes import print_told, told_as_json

    run, told = _run(library, done), _told(library, done)
    if as_json:
        write_json({"event": "summary", "summary": {"run": run.number if run else None, **told_as_json(told)}})
    elif not done.documents:
        say("Nothing to do: no document waits for the rules at hand. To tag them all the same: --all")
    else:
        print_told(told)
        say(f"\nWhat changed is kept: tenderscan runs show {run.number}" if run else "\nNothing was stored.")
    return told


def _told(library: "Library", done: Done) -> "Told":
    """What was stored under the run; what was only compared where there is none."""
    from tenderscan.cli.changes import Told, summary_of, told_of

    run = _run(library, done)
    if run is not None:
        return told_of(library.catalogue, run)
    summary = summary_of(done.compared or ())
    return Told(done.ahead.now, done.ahead.before, done.documents, done.changed, done.failed, summary)


def _export(path: Path, library: "Library", done: Done, told: "Told") -> None:
    from tenderscan.cli.changes import MAIN, run_changes, tables_from
    from tenderscan.tables import write_tables

    run = _run(library, done)
    changes = done.compared or () if run is None else run_changes(library.catalogue, run)
    write_tables(path, tables_from(changes, told), main=MAIN)
    say(f"Every change is in {one_line(str(path))}.")


def _run(library: "Library", done: Done) -> "Run | None":
    """The run under which all is kept; None where nothing was stored."""
    from tenderscan.catalogue.runs import run_numbered

    if done.run is None:
        return None
    with library.catalogue.read() as connection:
        return run_numbered(connection, done.run)
