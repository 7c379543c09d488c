"""`tenderscan ingest`."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import say, write_json
from tenderscan.cli.options import (
    AllowOption,
    BuyerOption,
    JsonOption,
    LibraryOption,
    PackOption,
    WaitOption,
    WorkersOption,
    library_folder,
)
from tenderscan.cli.signals import ended_by_signals

if TYPE_CHECKING:
    from tenderscan.batch.results import Filing, Order, Result
    from tenderscan.batch.run import Workers
    from tenderscan.cli.progress import Display
    from tenderscan.ingest.library import Library
    from tenderscan.settings import Limits

RetryOption = Annotated[
    bool, typer.Option("--retry", help="Instead of PATH: what could not be read and can succeed now.")
]
RehashOption = Annotated[
    bool, typer.Option("--rehash", help="Look into files although their size and time are unchanged.")
]
PruneOption = Annotated[
    bool, typer.Option("--prune", help="Take files out of the library that are no longer below PATH.")
]

NOT_ALL_READ = 3
"""Exit code where at least one file was read in part or not at all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest", epilog="Example: tenderscan ingest tenders --buyer 'Anytown Council'")(ingest_command)


@dataclass(frozen=True, slots=True)
class How:
    """How a run goes about it.

    Attributes:
        limits: for every file; those of this machine where None.
        workers: number of processes; as many as there are cores where None.
        wait: seconds to wait for another writer; the library's own where None.
    """

    limits: "Limits | None" = None
    workers: int | None = None
    wait: float | None = None


def ingest_command(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders.", show_default=False)
    ] = None,
    retry: RetryOption = False,
    buyer: BuyerOption = None,
    pack: PackOption = None,
    rehash: RehashOption = False,
    prune: PruneOption = False,
    workers: WorkersOption = None,
    wait: WaitOption = None,
    allow: AllowOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read, tag, store and index files and the files inside them; what is unchanged is skipped.

    The files themselves are never changed. It can be stopped with Ctrl-C and goes on from there when it is run again.
    Exit code 3 means that some were not, or not wholly, read.
    """
    from tenderscan.batch.results import Filing, Order, order_for
    from tenderscan.catalogue.entries import storable
    from tenderscan.settings import allowing, default_limits

    if bool(paths) == retry:
        raise typer.BadParameter("Name files or folders, or --retry without any.", param_hint="PATH")
    if retry and prune:
        raise typer.BadParameter("Name the folders in which to look for what vanished.", param_hint="--prune")
    how = How(allowing(allow or (), default_limits()), workers, wait)
    folder, filing = (
        library_folder(context, library),
        Filing(storable(buyer or "") or None, storable(pack or "") or None),
    )

    def order() -> Order:
        if retry:
            return retry_order(folder, filing, how)
        return order_for(paths or (), skip=folder, filing=filing, rehash=rehash, prune=prune)

    carry_out(order, folder, how, as_json=as_json)


def carry_out(order: "Callable[[], Order]", folder: Path, how: How, *, as_json: bool) -> None:
    """Run, show how far it is, and tell what became of every file."""
    from tenderscan.batch.report import find_run, report_of
    from tenderscan.cli.progress import shown
    from tenderscan.cli.report import print_report, report_as_json

    # To look through a share takes its time too, and may be stopped.
    with ended_by_signals(), shown(as_json=as_json) as display:
        wanted = order()
        if not (wanted.files or wanted.roots):
            return  # a second attempt at nothing is no run
        with closing(ingest_files(wanted, folder, how, display)) as results:
            number = _told(results, display)
    catalogue = opened(folder, how).catalogue
    report = report_of(catalogue, find_run(catalogue, number))
    if as_json:
        write_json({"event": "summary", "summary": report_as_json(report)})
    else:
        print_report(report)
    if not report.all_read:
        raise typer.Exit(NOT_ALL_READ)


def _told(results: "Generator[Result, None, int]", display: "Display") -> int:
    """Tell of each file; the number of the run."""
    while True:
        try:
            display.file(next(results))
        except StopIteration as end:
            return int(end.value)


def ingest_files(order: "Order", folder: Path, how: How, display: "Display") -> Generator["Result", None, int]:
    """Bring files into the library with worker processes, and tag again what other rules have tagged."""
    from tenderscan import wiring
    from tenderscan.batch.run import ingest

    library = opened(folder, how, create=True)
    with wiring.workers(how.workers, how.limits) as workers:
        # Closed at once where it is stopped, so that what was finished is stored and the library is free.
        with closing(ingest(order, library, workers, watch=display.progress)) as results:
            number = yield from results
        _tag_again(library, workers, display)
    return number


def _tag_again(library: "Library", workers: "Workers", display: "Display") -> None:
    """Documents that were tagged by other rules; none of them was read again for that."""
    from tenderscan.batch.retag import retag, stale
    from tenderscan.errors import LibraryLocked

    if not (documents := stale(library.catalogue, workers.make_steps())):
        return
    try:
        with closing(retag(library, workers, watch=display.progress)) as tagged:
            run = max((one.run or 0 for one in tagged), default=0)
    except LibraryLocked:
        say(f"{documents:,} documents were tagged by other rules. To tag them again: tenderscan retag")
    else:
        say(f"{documents:,} documents were tagged by other rules, and now again; see tenderscan runs show {run}")


def opened(folder: Path, how: How, *, create: bool = False) -> "Library":
    """The library, with the time a writer waits for another."""
    from tenderscan import wiring

    return replace(wiring.open_library(folder, create=create), lock_seconds=how.wait)


def retry_order(folder: Path, filing: "Filing", how: How) -> "Order":
    """What could not be read and can succeed now."""
    from tenderscan import wiring
    from tenderscan.batch.results import Order
    from tenderscan.catalogue.unread import unread
    from tenderscan.ingest.retry import retry

    catalogue = wiring.open_library(folder).catalogue
    chosen = retry(unread(catalogue), catalogue, wiring.steps(how.limits))
    say(
        f"{len(chosen.reasons)} of {len(chosen.reasons) + len(chosen.never)} that were not wholly read can succeed now"
        + (f": {', '.join(sorted(set(chosen.reasons.values())))}." if chosen.reasons else ".")
    )
    if chosen.never:
        say(f"{len(chosen.never)} would fail as before; tenderscan unread lists them with the way out.")
    return Order(chosen.files, chosen.roots, filing, chosen.redo)
