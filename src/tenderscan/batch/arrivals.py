"""What arrives in folders: which files are new there, and which of them are finished.

The operating system only wakes us: of a network share it reports nothing that another machine does, and it may lose
reports. What is there is decided by looking: two looks that agree about size and time of a file, some seconds apart,
and the file can be opened.
"""

import os
import stat
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tenderscan.batch.settling import Look, Seen, Settled, Stamp, followed, is_below, settled
from tenderscan.ingest.discover import Discovered, discover
from tenderscan.settings import absolute

if TYPE_CHECKING:
    from watchfiles.main import FileChange

PATIENCE = 600.0
"""Seconds after which a file that still waits is named to a person, once."""
MOST_MISSES = 3
"""Times that a file is handed out again because it could not be found when it was to be read."""
_LOCKED = frozenset({32, 33})
"""Windows: another program holds the file, or a part of it, and lets nobody else read."""
_SLICE = 0.5
"""Seconds a wait lasts at a stretch: on Windows nothing interrupts one."""
_GATHER = 1.0
"""Seconds in which reports are taken for one: a copy of a hundred files is one arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often to look.

    Attributes:
        settle: seconds a file must not have changed.
        every: seconds after which a look is taken although nothing was reported.
        once: hand out what is there and stable, and end.
        polling: ask the operating system for no reports.
    """

    settle: float = 5.0
    every: float = 60.0
    once: bool = False
    polling: bool = False


@dataclass(slots=True)
class Arrivals:
    """Files below some paths, handed out in batches as they become stable.

    Iterating looks, waits and looks again until `stop` is set. A file is handed out once for each size and time it has;
    whoever could not take it says so with `put_back`.

    Attributes:
        roots: files and folders; one that is not there may still come.
        skip: a folder that is not entered, such as the library.
        pace: how often to look.
        tell: takes what a person should know.
        stop: ends the iteration.
    """

    roots: Sequence[Path]
    skip: Path
    pace: Pace = field(default_factory=Pace)
    tell: Callable[[str], None] = lambda message: None
    stop: threading.Event = field(default_factory=threading.Event)
    _seen: dict[Path, Seen] = field(default_factory=dict)
    _handed: dict[Path, Stamp] = field(default_factory=dict)
    _refused: set[Path] = field(default_factory=set)
    """Handed out although they may not be opened, so that it is recorded."""
    _closed: dict[Path, str] = field(default_factory=dict)
    """Folders that are not there or cannot be entered, and why."""
    _disks: dict[Path, int] = field(default_factory=dict)
    """The disk that each root was on."""
    _named: set[Path] = field(default_factory=set)
    """Files of which a person was told that they wait."""
    _found: dict[Path, Discovered] = field(default_factory=dict)
    _misses: Counter[tuple[Path, Stamp]] = field(default_factory=Counter)
    _pause: float | None = None

    def __post_init__(self) -> None:
        """One file has one path, wherever the program was started."""
        self.roots = tuple(map(absolute, self.roots))

    @property
    def closed(self) -> Mapping[Path, str]:
        """Folders that are not there or cannot be entered just now, and why."""
        return self._closed

    def put_back(self, files: Iterable[Discovered], *, pause: float | None = None) -> None:
        """Hand these out again with the next look, which is taken after `pause` seconds, or when its time comes."""
        for file in files:
            self._handed.pop(file.path, None)
        self._pause = pause

    def missed(self, files: Iterable[Discovered]) -> None:
        """Take these for new when they are seen again: they went, or their share did, before they could be read.

        A file that stays as it is comes no more than `MOST_MISSES` times.
        """
        for file in files:
            stamp = self._handed.get(file.path)
            if stamp is None or file.path in self._refused or self._misses[file.path, stamp] == MOST_MISSES:
                continue
            self._misses[file.path, stamp] += 1
            del self._handed[file.path]
            del self._seen[file.path]

    def __iter__(self) -> Iterator[tuple[Discovered, ...]]:
        """Batches of stable files, in the order of `discover`."""
        silent = self.pace.once or self.pace.polling
        with _Bell(self.roots, self.skip, self.stop, self.tell, silent) as bell:
            for number in count(1):
                # Before looking, so that what comes during the look is reported.
                bell.hang()
                look = self._look()
                took = time.monotonic() - look.at
                now = self._settled(look)
                last = self.pace.once and (number > 1 or not now.settling)
                batch = self._batch(now, look, patience=0 if last else PATIENCE)
                if batch and not self.stop.is_set():
                    yield batch
                if last or self.stop.is_set():
                    break
                self._wait(bell, took, anything_settles=bool(now.settling))

    def _wait(self, bell: "_Bell", took: float, *, anything_settles: bool) -> None:
        pause, self._pause = self._pause, None
        if pause is not None:
            bell.rest(pause)
            return
        # While something settles, what is reported is known already. Where looking takes long, it is done less often.
        rest = self.pace.settle if self.pace.once else max(min(self.pace.settle, self.pace.every), 2 * took)
        bell.rest(rest)
        if not anything_settles:
            bell.wait(self.pace.every - rest)

    def _settled(self, look: Look) -> Settled:
        self._look_again_at_refused(look)
        self._seen = followed(self._seen, look, self._handed)
        for forgotten in self._handed.keys() - self._seen.keys():
            del self._handed[forgotten]
        self._named &= self._seen.keys()
        for forgotten, stamp in [key for key in self._misses if key[0] not in self._seen]:
            del self._misses[forgotten, stamp]
        return settled(self._seen, look, self._handed, settle=self.pace.settle)

    def _batch(self, now: Settled, look: Look, *, patience: float) -> tuple[Discovered, ...]:
        """Files to hand out; of those that have waited longer than `patience` a person is told once."""
        waiting = {**dict.fromkeys(now.settling, "it is still changing"), **now.unfinished}
        batch = []
        for path in now.stable:
            reason = self._hindrance(path, look.files[path])
            if reason is None:
                self._handed[path] = look.files[path]
                batch.append(self._found[path])
            else:
                waiting[path] = reason
        for path, reason in waiting.items():
            if look.at - self._seen[path].waits_since >= patience and path not in self._named:
                self._named.add(path)
                self.tell(f"{path} waits: {reason}.")
        return tuple(batch)

    def _hindrance(self, path: Path, stamp: Stamp) -> str | None:
        """Why a stable file cannot be read yet, None where it can be handed out."""
        try:
            found = _opened(path)
        except FileNotFoundError:
            return "it has just gone"
        except PermissionError as error:
            if getattr(error, "winerror", None) in _LOCKED:
                return "another program holds it open"
            # Nothing that passes with time: ingest records it. It comes again when it may be opened.
            self._refused.add(path)
            return None
        except OSError as error:
            return f"it cannot be opened: {error.strerror}"
        # A share may show an old size and time until the file is opened.
        return None if found in (None, stamp) else "it is still changing"

    def _look_again_at_refused(self, look: Look) -> None:
        for path in tuple(self._refused):
            if path not in look.files:
                self._refused.discard(path)
                continue
            try:
                _opened(path)
            except OSError:
                continue
            self._refused.discard(path)
            self._handed.pop(path, None)

    def _look(self) -> Look:
        """Everything that is there now; says once which folders are not, and which are back."""
        closed = {root: reason for root in self.roots if (reason := self._why_closed(root)) is not None}
        files: dict[Path, Stamp] = {}
        unknown = set(closed)
        at = time.monotonic()
        own = _own_output()
        self._found = {}
        for file in discover([root for root in self.roots if root not in closed], skip=self.skip):
            try:
                status = file.path.stat()
            except FileNotFoundError:
                continue
            except PermissionError:
                files[file.path], self._found[file.path] = Stamp(-1, -1), file
                continue
            except OSError:
                unknown.add(file.path)
                continue
            if stat.S_ISDIR(status.st_mode):
                closed[file.path] = "it cannot be entered"
                unknown.add(file.path)
            elif (status.st_dev, status.st_ino) not in own:
                files[file.path], self._found[file.path] = Stamp(status.st_size, status.st_mtime_ns), file
        self._tell_closed(closed)
        return Look(at, files, frozenset(unknown))

    def _tell_closed(self, closed: dict[Path, str]) -> None:
        for path in sorted(closed.keys() - self._closed.keys()):
            self.tell(f"{path} cannot be looked into just now ({closed[path]}). What is in it waits.")
        for path in sorted(self._closed.keys() - closed.keys()):
            if os.path.exists(path):  # noqa: PTH110 - Path.exists raises where the folder above may not be entered
                self.tell(f"{path} is back.")
        self._closed = closed

    def _why_closed(self, root: Path) -> str | None:
        """Why a root cannot be looked at, None where it can."""
        try:
            disk = root.stat().st_dev
            empty = root.is_dir() and _is_empty(root)
        except FileNotFoundError:
            return "it is not there"
        except OSError as error:
            return error.strerror or type(error).__name__
        if empty and self._disks.get(root, disk) != disk:
            # What is left where a share was mounted.
            return "it is empty, and not on the disk it was on"
        self._disks[root] = disk
        return None


def _is_empty(folder: Path) -> bool:
    with os.scandir(folder) as entries:
        return next(entries, None) is None


def _opened(path: Path) -> Stamp | None:
    """The stamp of a file when it is opened for reading; None for what is no ordinary file, and would hang."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as stream:
        status = os.fstat(stream.fileno())
    return Stamp(status.st_size, status.st_mtime_ns)


def _own_output() -> set[tuple[int, int]]:
    """Files into which our own output goes: reading them would make them grow without end."""
    own = set()
    for number in (1, 2):
        try:
            status = os.fstat(number)
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            own.add((status.st_dev, status.st_ino))
    return own


@dataclass(slots=True)
class _Bell:
    """Rings when the operating system reports a change below the roots.

    Attributes:
        roots: where.
        skip: a folder whose changes concern nobody.
        stop: ends every wait.
        tell: takes what a person should know.
        silent: ask for no reports, and only keep the time.
    """

    roots: Sequence[Path]
    skip: Path
    stop: threading.Event
    tell: Callable[[str], None]
    silent: bool
    _hung: list[tuple[Path, int, int]] = field(default_factory=list)
    _reports: "Generator[set[FileChange], None, None] | None" = None

    def __enter__(self) -> Self:
        """The bell itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ask for no more reports."""
        self._take_down()

    def hang(self) -> None:
        """Ask for reports of the roots that are there now, unless that has been done."""
        if self.silent or (there := self._there()) == self._hung:
            return
        self._take_down()
        self._hung = there
        if there:
            # Imported here, because nothing else needs it.
            from watchfiles import watch

            self._reports = watch(
                *(path for path, _, _ in there),
                watch_filter=lambda _change, path: not is_below(Path(path), (self.skip,)),
                debounce=round(1000 * _GATHER),
                step=100,
                stop_event=self.stop,
                rust_timeout=round(1000 * _SLICE),
                yield_on_timeout=True,
                force_polling=False,
                ignore_permission_denied=True,
            )
            # The system is asked with the first call only.
            self._next()

    def rest(self, seconds: float) -> None:
        """Wait, whatever is reported meanwhile."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.stop.wait(min(left, _SLICE)):
            pass

    def wait(self, seconds: float) -> None:
        """Wait until something is reported, at most so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.stop.is_set():
            if self._reports is None:
                self.rest(left)
            elif self._next():
                return

    def _next(self) -> bool:
        """Whether something was reported within a slice of time."""
        try:
            return self._reports is not None and bool(next(self._reports, ()))
        except FileNotFoundError:
            # Gone again: asked anew as soon as it is back.
            self._hung = []
        except (OSError, RuntimeError) as error:
            self.tell(f"The system reports no changes ({error}). They are found by looking.")
        self._reports = None
        return False

    def _there(self) -> list[tuple[Path, int, int]]:
        """Roots that are there, each with what tells that another has taken its place."""
        there = []
        for root in self.roots:
            try:
                status = root.stat()
            except OSError:
                continue
            there.append((root, status.st_dev, status.st_ino))
        return there

    def _take_down(self) -> None:
        reports, self._reports = self._reports, None
        if reports is not None:
            reports.close()
