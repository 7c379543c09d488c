"""Who is writing to a library, and how far they are: told to other terminals through a small file beside the catalogue.

The file is a courtesy, never a lock: nothing fails because it cannot be written, and whether its writer is still at
work is decided by the lock that whoever writes must hold. Whoever may write to the library's folder may put anything in
its place, so that nothing in it is believed further than it makes sense.
"""

import getpass
import json
import math
import os
import platform
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock, Timeout

from tenderscan.catalogue.database import WRITING_LOCK
from tenderscan.json_contract import JsonObject
from tenderscan.moments import british_time, now, parsed, stored

FILE_NAME = "at-work.json"
_EVERY_SECONDS = 1.0
_CLOCK_SECONDS = 2.0
"""By how much two answers about when a process began may differ."""
_TRIES = 5
_MOST_BYTES = 65_536
"""Of the file; what is longer is none of ours."""
_MOST_CHARACTERS = 200
"""Of a name."""
_MOST = 2**53
"""No number of ours is larger."""
_YEARS = range(2000, 3000)
"""In which every system can turn a moment into the time where the user is."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is writing to a library; empty strings and None where nobody can tell.

    Attributes:
        kind: the command: "ingest", "retag", "index rebuild" …
        pid: number of the process.
        host: name of its machine.
        user: who started it.
        since: when it took the library.
        run: number of its run, None before it is entered and for what is no run.
        progress: what `Presence.update` was last told, empty before that.
        told_at: when it last told anything.
    """

    kind: str = ""
    pid: int | None = None
    host: str = ""
    user: str = ""
    since: datetime | None = None
    run: int | None = None
    progress: Mapping[str, Any] | None = None
    told_at: datetime | None = None

    def in_words(self) -> str:
        """For people: "tenderscan ingest on PC12 (process 1234, user ann) since 14:05, 312 of 1,000 files"."""
        if self.pid is None:
            return "another tenderscan"
        who = f"process {self.pid}" + (f", user {self.user}" if self.user else "")
        words = f"tenderscan {self.kind} on {self.host or 'a machine without a name'} ({who})"
        if self.since is not None:
            words += f" since {british_time(self.since)}"
        done, files = (_whole((self.progress or {}).get(name)) for name in ("done", "files"))
        return words if done is None or files is None else f"{words}, {done:,} of {files:,} files"


class Presence:
    """What the one writer of a library tells others. The caller holds the library's lock meanwhile."""

    def __init__(self, folder: Path, kind: str) -> None:
        """For the library in `folder`; `kind` names the command."""
        self._path = folder / FILE_NAME
        self._told = float("-inf")
        self._says: JsonObject = {
            "kind": kind,
            "pid": os.getpid(),
            "host": platform.node(),
            "user": _user(),
            "began": _began(os.getpid()),
            "since": stored(now()),
            "run": None,
            "progress": {},
        }

    def announce(self, run: int | None = None) -> None:
        """Tell that the library is taken, and by which run."""
        self._says["run"] = run
        self._write()

    def update(self, progress: Mapping[str, Any]) -> None:
        """Tell how far it is; more often than once a second nothing is written."""
        self._says["progress"] = dict(progress)
        if time.monotonic() - self._told >= _EVERY_SECONDS:
            self._write()

    def leave(self) -> None:
        """Tell nothing more; before the lock is released."""
        for _ in range(_TRIES):
            try:
                self._path.unlink(missing_ok=True)
            except OSError:
                # On Windows while somebody reads it, which takes a moment. What stays is known to be stale by the lock.
                time.sleep(0.02)
            else:
                return

    def _write(self) -> None:
        self._told = time.monotonic()
        self._says["told_at"] = stored(now())
        unfinished = self._path.with_suffix(".unfinished")
        # Given up where the disk is full, or on Windows while somebody reads it: the next tick tries again.
        with suppress(OSError):
            # Made anew: what was left there, or laid there, may lead to another file.
            unfinished.unlink(missing_ok=True)
            with unfinished.open("xb") as stream:
                stream.write(self._as_bytes())
            unfinished.replace(self._path)

    def _as_bytes(self) -> bytes:
        """What there is to tell; of a cluster with long paths, without what each worker is at."""
        said = json.dumps(self._says).encode()
        if len(said) > _MOST_BYTES:
            said = json.dumps(self._says | {"progress": self._says["progress"] | {"workers": []}}).encode()
        return said


def holder(folder: Path) -> Holder | None:
    """Who is writing to the library in `folder`, None where nobody is."""
    held, said = _is_held(folder / WRITING_LOCK), _read(folder / FILE_NAME)
    if held is False:
        return None
    alive = None if said is None else _is_alive(said)
    if held is None and not alive:
        # The lock may not be looked at: only a process that is seen running counts.
        return None
    return Holder() if said is None or alive is False else _holder(said)


def holder_of_taken(folder: Path) -> Holder:
    """Who is writing to the library in `folder`, which the caller knows to be taken."""
    said = _read(folder / FILE_NAME)
    return Holder() if said is None or _is_alive(said) is False else _holder(said)


def _is_held(lock: Path) -> bool | None:
    """Whether somebody holds the lock; None where this user may not look."""
    if not lock.exists():
        return False
    try:
        with FileLock(lock, blocking=False):
            return False
    except Timeout:
        return True
    except OSError:
        return None


def _is_alive(said: Mapping[str, Any]) -> bool | None:
    """Whether the process that said this is running; None where it is on another machine."""
    if said.get("host") != platform.node():
        return None
    pid, began = _whole(said.get("pid")), said.get("began")
    if pid is None or not _exists(pid):
        return False
    # Numbers of processes are given anew: the same process began at the same time.
    found = _began(pid)
    return found is None or not isinstance(began, float) or abs(found - began) < _CLOCK_SECONDS


def _exists(pid: int) -> bool:
    try:
        return bool(psutil.pid_exists(pid))
    except OverflowError:
        return False


def _began(pid: int) -> float | None:
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for the number of the user, or no variable that says it
        return ""


def _read(path: Path) -> dict[str, Any] | None:
    try:
        said = json.loads(_content(path), parse_float=_finite, parse_constant=_finite)
    except (OSError, ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _content(path: Path) -> bytes:
    """The bytes of a regular file that is not too long.

    Raises:
        OSError: it cannot be read.
        ValueError: it is something else.
    """
    # Opening a pipe would wait for whoever writes to it, and a link may lead to anything.
    flags = (getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
    handle = os.open(path, sum(flags))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("no regular file")
        with open(handle, "rb", closefd=False) as stream:
            content = stream.read(_MOST_BYTES + 1)
    finally:
        os.close(handle)
    if len(content) > _MOST_BYTES:
        raise ValueError("too long")
    return content


def _holder(said: Mapping[str, Any]) -> Holder:
    progress = said.get("progress")
    return Holder(
        kind=_name(said.get("kind")),
        pid=_whole(said.get("pid")),
        host=_name(said.get("host")),
        user=_name(said.get("user")),
        since=_moment(said.get("since")),
        run=_whole(said.get("run")),
        progress=progress if isinstance(progress, dict) else {},
        told_at=_moment(said.get("told_at")),
    )


def _finite(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError(text)
    return number


def _whole(value: object) -> int | None:
    """A number of a process, a run or of files; None for anything else."""
    return value if type(value) is int and 0 <= value < _MOST else None


def _name(value: object) -> str:
    """On one line, as it stands in messages."""
    return " ".join(value.split())[:_MOST_CHARACTERS] if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    try:
        moment = parsed(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.year in _YEARS else None
