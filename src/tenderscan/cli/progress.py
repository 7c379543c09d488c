"""How far a run is: a live display on a terminal, plain lines elsewhere, events for machines."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from tenderscan.cli.console import one_line, say, talk, write_json
from tenderscan.moments import duration, roughly

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from tenderscan.batch.results import At, Progress, Result

LINE_SECONDS = 10.0
"""Between two lines where there is no terminal."""
EVENT_SECONDS = 1.0
"""Between two events of progress for machines."""
_MOST_WORKERS = 16
"""Lines for workers; a cluster has more than a terminal has."""


class Display(Protocol):
    """What a command tells of a run while it works."""

    def progress(self, progress: "Progress") -> None:
        """How far the run is; may be told as often as one likes."""

    def file(self, result: "Result") -> None:
        """A file is done and safe in the library."""


@contextmanager
def shown(*, as_json: bool) -> Iterator[Display]:
    """Show a run while the block works: on the terminal, in plain lines, or as JSON on stdout."""
    console = talk()
    if as_json:
        yield Events()
    elif console.is_terminal:
        with Live(console).on_screen() as live:
            yield live
    else:
        lines = Lines()
        try:
            yield lines
        finally:
            lines.end()


class Events:
    """A JSON object for each file, and one a second for how far the run is."""

    def __init__(self) -> None:
        """The first progress is told when the run is a second old: a short one is all told by its files."""
        self._told = time.monotonic()

    def progress(self, progress: "Progress") -> None:
        """At most one event a second."""
        from tenderscan.batch.progress_json import progress_as_json

        if time.monotonic() - self._told >= EVENT_SECONDS:
            self._told = time.monotonic()
            write_json({"event": "progress", **progress_as_json(progress)})

    def file(self, result: "Result") -> None:
        """One event."""
        from tenderscan.cli.report import result_as_json

        write_json({"event": "file", **result_as_json(result)})


class Lines:
    """A plain line now and then, for logs."""

    def __init__(self) -> None:
        """The first line comes when the run is as old as two lines are apart."""
        self._told = time.monotonic()
        self._last: Progress | None = None

    def progress(self, progress: "Progress") -> None:
        """At most one line every ten seconds."""
        self._last = progress
        if time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            say(in_one_line(progress))

    def file(self, result: "Result") -> None:
        """Nothing: the report names what was not read."""

    def end(self) -> None:
        """The last line."""
        if self._last is not None:
            say(in_one_line(self._last))


class Live:
    """The display on a terminal."""

    def __init__(self, console: "Console") -> None:
        """On this terminal."""
        self._console = console
        self._last: Progress | None = None
        self._at = 0.0

    @contextmanager
    def on_screen(self) -> Iterator["Live"]:
        """Drawn while the block works, and gone afterwards."""
        from rich.live import Live as Drawn

        with Drawn(
            get_renderable=self._drawn,
            console=self._console,
            transient=True,
            refresh_per_second=4,
            redirect_stdout=False,
        ):
            yield self

    def progress(self, progress: "Progress") -> None:
        """Drawn at the next tick."""
        self._last, self._at = progress, time.monotonic()

    def file(self, result: "Result") -> None:
        """Nothing: the report names what was not read."""

    def _drawn(self) -> "RenderableType":
        if self._last is None:
            return "Looking at what is there …"
        # Seconds go on while the run has nothing new to tell.
        return drawn(self._last, time.monotonic() - self._at, width=self._console.width)


def drawn(progress: "Progress", since: float, *, width: int) -> "RenderableType":
    """The display, `since` seconds after `progress` was told."""
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    head = Table.grid(padding=(0, 1))
    head.add_column(no_wrap=True)
    head.add_column(width=max(min(width // 4, 30), 8))
    head.add_column(no_wrap=True)
    bar = ProgressBar(total=max(progress.files, 1), completed=progress.done)
    head.add_row(Text(progress.doing), bar, Text(f"{progress.done:,} of {progress.files:,} files"))
    lines: list[RenderableType] = [head, _line(_speed(progress, progress.seconds + since))]
    if progress.failed:
        lines.append(_line(f"not wholly read: {failures(progress.failed)}", "yellow"))
    busy = progress.workers[:_MOST_WORKERS]
    lines += [_line(_busy(at, since), "dim") for at in busy]
    if len(progress.workers) > len(busy):
        lines.append(_line(f"… and {len(progress.workers) - len(busy)} more", "dim"))
    return Group(*lines)


def in_one_line(progress: "Progress") -> str:
    """For people: "312 of 1,000 files, 1,204 pages, 3.2 files and 12 pages a second, about 4 min left"."""
    doing = "" if progress.doing == "reading" else f"{progress.doing}: "
    line = f"{doing}{progress.done:,} of {progress.files:,} files, {_speed(progress, progress.seconds)}"
    return f"{line}; not wholly read: {failures(progress.failed)}" if progress.failed else line


def failures(failed: Mapping[str, int]) -> str:
    """Reasons with their number, the most frequent first: "damaged 3, timeout 1"."""
    return ", ".join(f"{code} {number:,}" for code, number in sorted(failed.items(), key=lambda one: (-one[1], one[0])))


def rate(progress: "Progress") -> str:
    """Files that were read, and pages, a second: "3.2 files and 12 pages a second"."""
    seconds = max(progress.seconds, 0.001)
    files, pages = (progress.done - progress.unchanged) / seconds, progress.pages / seconds
    return f"{_number(files)} files and {_number(pages)} pages a second"


def left(progress: "Progress") -> str:
    """How long the rest is likely to take: "about 4 min"; empty while nobody can tell."""
    if progress.left is None or progress.done >= progress.files:
        return ""
    return f"about {roughly(progress.left)}"


def name_of(place: str) -> str:
    """The name of a file without its folder; of a file inside another with the other's name."""
    from tenderscan.catalogue.entries import INSIDE

    outer, inside, rest = place.partition(INSIDE)
    return one_line(outer.replace("\\", "/").rpartition("/")[2] + inside + rest)


def _speed(progress: "Progress", seconds: float) -> str:
    known = f" ({progress.unchanged:,} known already)" if progress.unchanged else ""
    parts = [f"{progress.pages:,} pages"] + ([rate(progress)] if progress.done else [])
    remaining = left(progress)
    parts.append(f"{remaining} left" if remaining else duration(seconds))
    return f"{', '.join(parts)}{known}"


def _busy(at: "At", since: float) -> str:
    return f"{duration(at.seconds + since):>12}  {name_of(at.place)}"


def _line(words: str, style: str = "") -> "RenderableType":
    from rich.text import Text

    return Text(one_line(words), style=style, no_wrap=True, overflow="ellipsis")


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"
