"""`tenderscan watch`."""

import errno
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenderscan.cli.console import one_line, say, talk, write_json
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
    from tenderscan.batch.results import Filing, Progress, Result
    from tenderscan.cli.progress import Display
    from tenderscan.ingest.discover import Discovered

    BringIn = Callable[[Sequence[Discovered], Display], Generator[Result, None, None]]

PAUSES = (5.0, 30.0, 120.0)
"""Seconds between tries where the library cannot be used; after the last a person is needed."""
MOST_NAMED = 20
"""Files of a batch that are named because they were not wholly read: the first batch may be a whole share."""
_SHORT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})
"""What the whole machine is short of, and not the library."""


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
    arrivals = Arrivals(paths, folder, Pace(settle=settle, every=every, once=once, polling=polling), _tell)
    _check(arrivals)
    with ended_by_signals():
        try:
            all_read = watch(arrivals, partial(_bring_in, folder, filing, how), as_json=as_json)
        except KeyboardInterrupt:
            # How a watch ends, and so no error.
            _say_with_time("Stopped watching. What was finished is kept; the same command catches up with the rest.")
            return
        except NobodyListens as deaf:
            raise deaf.told() from deaf
    if not all_read or (once and arrivals.closed):
        raise typer.Exit(NOT_ALL_READ)


class NobodyListens(Exception):
    """What is told cannot be written, to a pipe that was closed or a full disk: no problem of the library."""

    def __init__(self, error: OSError) -> None:
        """With what the system said."""
        super().__init__(str(error))
        self.error = error

    def told(self) -> Exception:
        """How the command ends: quietly like any other where a pipe was closed, otherwise with a word about it."""
        from tenderscan.errors import UsageError

        if isinstance(self.error, BrokenPipeError):
            return self.error
        return UsageError(f"Standard output cannot be written to ({self.error.strerror}).\nSend it somewhere else.")


@contextmanager
def _telling() -> "Iterator[None]":
    try:
        yield
    except OSError as error:
        raise NobodyListens(error) from error


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
        NobodyListens: what is told cannot be written.
    """
    from tenderscan.errors import LibraryLocked, LibraryProblem

    good, failures, locked = True, 0, False
    for batch in arrivals:
        if not locked:
            _say_with_time(f"{_files(len(batch))} to look into.")
        became = _Became(batch)
        try:
            _take(batch, bring_in, became, as_json=as_json)
            failures, locked = 0, False
        except LibraryLocked as problem:
            if arrivals.pace.once:
                raise
            if not locked:
                _say_with_time(f"{problem.message.splitlines()[0]} Waiting until it has finished.")
            locked = True
            arrivals.put_back(became.left)
        except LibraryProblem as problem:
            if arrivals.pace.once or failures == len(pauses):
                raise
            _say_with_time(f"{problem.message}\nTrying again in {pauses[failures]:g} seconds.")
            arrivals.put_back(became.left, pause=pauses[failures])
            failures += 1
        arrivals.missed(became.missed)
        good = good and became.all_read
    return good


class _Became:
    """What became of a batch: numbers, and of its files only those that something is still to be done with.

    Attributes:
        counts: for machines.
        missed: files that were there when they were handed out, and could not be had when they were to be read.
        named: a line for each of the first that were not wholly read and are new, with its style.
        more: number of the others.
    """

    def __init__(self, batch: "Sequence[Discovered]") -> None:
        """Nothing, of this batch."""
        from tenderscan.catalogue.entries import storable

        self.counts = dict.fromkeys(("files", "read", "partly", "failed", "unchanged", "pages", "findings"), 0)
        self.missed: list[Discovered] = []
        self.named: list[tuple[str, str]] = []
        self.more = 0
        self._waiting: dict[str, list[Discovered]] = {}
        for file in batch:
            self._waiting.setdefault(storable(file.path), []).append(file)

    @property
    def left(self) -> "list[Discovered]":
        """Files that are not done, in their order."""
        return [file for files in self._waiting.values() for file in files]

    @property
    def all_read(self) -> bool:
        """Whether every file was wholly read."""
        return self.counts["read"] == self.counts["files"]

    def add(self, result: "Result") -> None:
        """Count one more."""
        from tenderscan.document import Outcome
        from tenderscan.errors import FileUnreadable, PathMissing

        counted = {"files": 1, result.outcome.value: 1, "unchanged": int(result.unchanged)}
        for name, number in {**counted, "pages": result.pages, "findings": result.findings}.items():
            self.counts[name] += number
        files = self._waiting.pop(result.place, [])
        if result.sha256 is None and result.code in {FileUnreadable.code, PathMissing.code}:
            self.missed += files
        if result.outcome is Outcome.READ or result.unchanged:
            return
        if len(self.named) == MOST_NAMED:
            self.more += 1
            return
        self.named.append((_not_read(result), "red" if result.outcome is Outcome.FAILED else "yellow"))


def _not_read(result: "Result") -> str:
    message = result.message or next((one.message for one in result.notices if one.code in result.codes), "")
    words = f"{', '.join(result.codes)}: {' '.join(message.splitlines())}"
    return one_line(f"  {result.outcome.value}: {result.place}: {words}")


def _take(batch: "Sequence[Discovered]", bring_in: "BringIn", became: _Became, *, as_json: bool) -> None:
    """Count results, and say what became of them even where the batch breaks off."""
    try:
        # Closed at once where it is stopped, so that the library is free and what was finished is stored.
        with _shown(as_json=as_json) as display, closing(bring_in(batch, display)) as stream:
            for result in stream:
                became.add(result)
                display.file(result)
    finally:
        with _telling():
            _report(became, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A display whose failures to write are told apart from those of the run that tells it."""

    inner: "Display"

    def progress(self, progress: "Progress") -> None:
        """Told on."""
        with _telling():
            self.inner.progress(progress)

    def file(self, result: "Result") -> None:
        """Told on."""
        with _telling():
            self.inner.file(result)


@contextmanager
def _shown(*, as_json: bool) -> "Iterator[Display]":
    from tenderscan.cli.progress import Lines, shown

    if as_json or talk().is_terminal:
        with shown(as_json=as_json) as display:
            yield _Heard(display)
    else:
        # Without a last line, which would say what the report of the batch says.
        yield _Heard(Lines())


def _bring_in(
    folder: Path, filing: "Filing", how: How, files: "Sequence[Discovered]", display: "Display"
) -> "Generator[Result, None, None]":
    """Ingest a batch like any other run."""
    from tenderscan.batch.results import Order
    from tenderscan.errors import LibraryProblem

    try:
        yield from ingest_files(Order(tuple(files), filing=filing), folder, how, display)
    except OSError as error:
        # Problems of a file are results, and those of telling are told apart.
        if error.errno in _SHORT:
            raise LibraryProblem(
                f"This machine is short of something ({error.strerror}).\n"
                "See what else it is doing, or give fewer --workers; nothing stored is lost."
            ) from error
        # What is left is of the library: the disk is full, its share is gone.
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
            f"Watching {one_line(', '.join(map(str, arrivals.roots)))}. A file is read when it has not changed for "
            f"{arrivals.pace.settle:g} s. Ctrl-C ends this."
        )


def _report(became: _Became, *, as_json: bool) -> None:
    """What became of a batch, and a line for each of the first files that were not wholly read and are new."""
    counts = became.counts
    if not counts["files"]:
        return
    if as_json:
        write_json({"event": "summary", "summary": counts})
    known = f", {counts['unchanged']} of them known already" if counts["unchanged"] else ""
    _say_with_time(
        f"{_files(counts['files'])}: {counts['read']} read, {counts['partly']} read in part, {counts['failed']} failed"
        f"{known}; {counts['pages']} new pages, {counts['findings']} new findings."
    )
    for line, style in became.named:
        say(line, style=style)
    if became.more:
        say(f"  and {became.more:,} more: tenderscan unread")


def _files(number: int) -> str:
    return f"{number:,} file{'' if number == 1 else 's'}"


def _tell(message: str) -> None:
    # With paths in it, and no line break of ours.
    _say_with_time(one_line(message))


def _say_with_time(message: str) -> None:
    # Nobody sits beside it: whoever reads this later wants to know when it was.
    say(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {message}")
