"""`tenderscan watch`."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import say, talk, write_json
from tenderscan.cli.ingest import NOT_ALL_READ, How, ingest_files
from tenderscan.cli.options import (
    AllowOption,
    BuyerOption,
    JsonOption,
    LibraryOption,
    PackOption,
    WorkersOption,
    library_folder,
)
from tenderscan.cli.signals import ended_by_signals

if TYPE_CHECKING:
    from collections.abc import Generator

    from tenderscan.batch.arrivals import Arrivals
    from tenderscan.batch.results import Filing, Result
    from tenderscan.cli.progress import Display
    from tenderscan.ingest.discover import Discovered

    BringIn = Callable[[Sequence[Discovered], Display], Generator[Result, None, None]]

PAUSES = (5.0, 30.0, 120.0)
"""Seconds between tries where the library cannot be used; after the last a person is needed."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch", epilog="Example: tenderscan watch incoming --buyer 'Anytown Council'")(watch_command)


def watch_command(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Folders or files.", show_default=False)],
    every: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="Look at least as often, whatever the system reports.")
    ] = 60,
    settle: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="A file is read when it has not changed for so long.")
    ] = 5,
    once: Annotated[bool, typer.Option("--once", help="Ingest what is there and stable, and end.")] = False,
    polling: Annotated[bool, typer.Option("--polling", help="Only look; ask the system for no reports.")] = False,
    buyer: BuyerOption = None,
    pack: PackOption = None,
    workers: WorkersOption = None,
    allow: AllowOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ingest what arrives in folders, as soon as it is wholly there; Ctrl-C ends it.

    It begins with what is there already. With --once, exit code 3 means that some were not, or not wholly, read.
    """
    from tenderscan.batch.arrivals import Arrivals, Pace
    from tenderscan.batch.results import Filing
    from tenderscan.settings import allowing, default_limits

    how = How(allowing(allow or (), default_limits()), workers)
    folder, filing = library_folder(context, library), Filing(buyer or None, pack or None)
    arrivals = Arrivals(paths, folder, Pace(settle=settle, every=every, once=once, polling=polling), _say_with_time)
    _check(arrivals)
    with ended_by_signals():
        try:
            all_read = watch(arrivals, partial(_bring_in, folder, filing, how), as_json=as_json)
        except KeyboardInterrupt:
            # How a watch ends, and so no error.
            _say_with_time("Stopped watching. What was finished is kept; the same command catches up with the rest.")
            return
    if not all_read or (once and arrivals.closed):
        raise typer.Exit(NOT_ALL_READ)


def watch(
    arrivals: "Arrivals", bring_in: "BringIn", *, as_json: bool = False, pauses: Sequence[float] = PAUSES
) -> bool:
    """Bring in batch after batch, and say what became of each; whether every file was wholly read.

    Args:
        arrivals: what to bring in.
        bring_in: yields a result a file, once it is safe in the library.
        as_json: write each result to stdout.
        pauses: seconds between tries where the library cannot be used.

    Raises:
        LibraryProblem: the library could not be used, several times one after the other.
    """
    from tenderscan.cli.report import all_read
    from tenderscan.errors import LibraryLocked, LibraryProblem

    good, failures, locked = True, 0, False
    for batch in arrivals:
        if not locked:
            _say_with_time(f"{_files(len(batch))} to look into.")
        results: list[Result] = []
        try:
            _take(batch, bring_in, results, as_json=as_json)
            failures, locked = 0, False
        except LibraryLocked as problem:
            if arrivals.pace.once:
                raise
            if not locked:
                _say_with_time(f"{problem.message.splitlines()[0]} Waiting until it has finished.")
            locked = True
            arrivals.put_back(_left(batch, results))
        except LibraryProblem as problem:
            if arrivals.pace.once or failures == len(pauses):
                raise
            _say_with_time(f"{problem.message}\nTrying again in {pauses[failures]:g} seconds.")
            arrivals.put_back(_left(batch, results), pause=pauses[failures])
            failures += 1
        arrivals.missed(_missed(batch, results))
        good = good and all_read(results)
    return good


def _take(batch: "Sequence[Discovered]", bring_in: "BringIn", results: "list[Result]", *, as_json: bool) -> None:
    """Collect results, and say what became of them even where the batch breaks off."""
    try:
        # Closed at once where it is stopped, so that the library is free and what was finished is stored.
        with _shown(as_json=as_json) as display, closing(bring_in(batch, display)) as stream:
            for result in stream:
                results.append(result)
                display.file(result)
    finally:
        _report(results, as_json=as_json)


def _missed(batch: "Sequence[Discovered]", results: "Sequence[Result]") -> "list[Discovered]":
    """Files that were there when they were handed out, and could not be had when they were to be read."""
    from tenderscan.catalogue.entries import storable
    from tenderscan.errors import FileUnreadable, PathMissing

    codes = {FileUnreadable.code, PathMissing.code}
    lost = {result.place for result in results if result.sha256 is None and result.code in codes}
    return [file for file in batch if storable(file.path) in lost]


@contextmanager
def _shown(*, as_json: bool) -> "Iterator[Display]":
    from tenderscan.cli.progress import Lines, shown

    if as_json or talk().is_terminal:
        with shown(as_json=as_json) as display:
            yield display
    else:
        # Without a last line, which would say what the report of the batch says.
        yield Lines()


def _bring_in(
    folder: Path, filing: "Filing", how: How, files: "Sequence[Discovered]", display: "Display"
) -> "Generator[Result, None, None]":
    """Ingest a batch like any other run."""
    from tenderscan.batch.results import Order
    from tenderscan.errors import LibraryProblem

    try:
        yield from ingest_files(Order(tuple(files), filing=filing), folder, how, display)
    except OSError as error:
        # Problems of a file are results; what comes here is of the library: the disk is full, its share is gone.
        raise LibraryProblem(
            f"The library {folder} cannot be used ({error.strerror}).\n"
            "See that the disk has room and that you may write there; nothing stored is lost."
        ) from error


def _check(arrivals: "Arrivals") -> None:
    """Find out at the start, rather than with the first file, that a command cannot work."""
    from tenderscan import wiring
    from tenderscan.errors import LibraryLocked, UsageError

    for root in arrivals.roots:
        if root.is_relative_to(arrivals.skip):
            raise UsageError(f"{root} belongs to the library.\nName another folder, or another --library.")
    with suppress(LibraryLocked):  # which passes
        wiring.open_library(arrivals.skip, create=True)
    if not arrivals.pace.once:
        _say_with_time(
            f"Watching {', '.join(map(str, arrivals.roots))}. A file is read when it has not changed for "
            f"{arrivals.pace.settle:g} s. Ctrl-C ends this."
        )


def _left(batch: "Sequence[Discovered]", results: "Sequence[Result]") -> "list[Discovered]":
    from tenderscan.catalogue.entries import storable

    done = {result.place for result in results}
    return [file for file in batch if storable(file.path) not in done]


def _report(results: "Sequence[Result]", *, as_json: bool) -> None:
    """What became of a batch, and a line for each file that was not wholly read and is new."""
    from tenderscan.cli.report import summary
    from tenderscan.document import Outcome

    if not results:
        return
    counts = summary(results)
    if as_json:
        write_json({"event": "summary", "summary": counts})
    known = f", {counts['unchanged']} of them known already" if counts["unchanged"] else ""
    _say_with_time(
        f"{_files(counts['files'])}: {counts['read']} read, {counts['partly']} read in part, {counts['failed']} failed"
        f"{known}; {counts['pages']} new pages, {counts['findings']} new findings."
    )
    for result in results:
        if result.outcome is Outcome.READ or result.unchanged:
            continue
        message = result.message or next((one.message for one in result.notices if one.code in result.codes), "")
        words = " ".join(message.splitlines())
        style = "red" if result.outcome is Outcome.FAILED else "yellow"
        say(f"  {result.outcome.value}: {result.place}: {', '.join(result.codes)}: {words}", style=style)


def _files(number: int) -> str:
    return f"{number:,} file{'' if number == 1 else 's'}"


def _say_with_time(message: str) -> None:
    # Nobody sits beside it: whoever reads this later wants to know when it was.
    say(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {message}")
