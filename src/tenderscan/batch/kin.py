"""Processes and all that they started: how much memory they hold, and ending them."""

import contextlib
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable

import psutil

Family = dict[int, list[psutil.Process]]
"""Processes by the number of the one that started them."""
_UNSEEN = (psutil.Error, OSError)
"""A process is gone or may not be looked at, or there are no file handles left to look with."""


def family() -> Family:
    """Everything below this process. One look at all processes of the machine, which takes some milliseconds."""
    below: Family = defaultdict(list)
    with contextlib.suppress(*_UNSEEN):
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(*_UNSEEN):
                below[process.ppid()].append(process)
    return below


def branch(number: int, below: Family) -> list[psutil.Process]:
    """What the process of this number started, and what that started, and so on."""
    found: list[psutil.Process] = []
    for process in below.get(number, ()):
        found += [process, *branch(process.pid, below)]
    return found


def one(number: int) -> tuple[psutil.Process, ...]:
    """The process of this number, where there is one."""
    try:
        return (psutil.Process(number),)
    except _UNSEEN:
        return ()


def descendants(number: int) -> list[psutil.Process]:
    """The same for one process, freshly looked up."""
    try:
        return list(psutil.Process(number).children(recursive=True))
    except _UNSEEN:
        return []


def held(processes: Iterable[psutil.Process]) -> int:
    """Bytes of memory that they hold together."""
    total = 0
    for process in processes:
        with contextlib.suppress(*_UNSEEN):
            total += process.memory_info().rss
    return total


def kill_all(processes: Iterable[psutil.Process]) -> None:
    """End them, and what they have started in between; psutil tells them from others that got their number since."""
    for process in processes:
        later = descendants(process.pid) if process.is_running() else []
        for each in (process, *later):
            with contextlib.suppress(*_UNSEEN):
                each.kill()


def kill_group(leader: int) -> None:
    """End every process of a group, also those whose parent is gone already; nothing on Windows."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
