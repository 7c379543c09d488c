"""Who is writing to a library, and how far they are: told to other terminals through a small file beside the catalogue.

The file is a courtesy, never a lock: nothing fails because it cannot be written, and whether its writer is still at
work is decided by the lock that whoever writes must hold.
"""

import getpass
import json
import os
import platform
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
        done, files = (self.progress or {}).get("done"), (self.progress or {}).get("files")
        return f"{words}, {done:,} of {files:,} files" if isinstance(done, int) and isinstance(files, int) else words


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
            unfinished.write_text(json.dumps(self._says), encoding="utf-8")
            unfinished.replace(self._path)


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
    pid, began = said.get("pid"), said.get("began")
    if not isinstance(pid, int) or not psutil.pid_exists(pid):
        return False
    # Numbers of processes are given anew: the same process began at the same time.
    found = _began(pid)
    return found is None or not isinstance(began, float) or abs(found - began) < _CLOCK_SECONDS


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
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _holder(said: Mapping[str, Any]) -> Holder:
    run, progress = said.get("run"), said.get("progress")
    pid = said.get("pid")
    return Holder(
        kind=str(said.get("kind", "")),
        pid=pid if isinstance(pid, int) else None,
        host=str(said.get("host", "")),
        user=str(said.get("user", "")),
        since=_moment(said.get("since")),
        run=run if isinstance(run, int) else None,
        progress=progress if isinstance(progress, dict) else {},
        told_at=_moment(said.get("told_at")),
    )


def _moment(text: object) -> datetime | None:
    try:
        return parsed(str(text))
    except ValueError:
        return None
