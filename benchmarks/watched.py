"""Running a command and watching what it and its processes take: seconds, processor time, memory."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Watched:
    """What a command came to.

    Attributes:
        code: exit code.
        out: what it printed.
        seconds: from beginning to end.
        cpu: seconds of the processor, of it and everything it started.
        own_cpu: of the process itself.
        peak: of the process itself, bytes.
        largest_child: most memory of any process it started, bytes.
        course: memory of the process itself over time, as (second, bytes).
    """

    code: int
    out: str
    seconds: float
    cpu: float
    own_cpu: float
    peak: int
    largest_child: int
    course: tuple[tuple[float, int], ...]

    def fifths(self) -> list[float]:
        """Highest memory in each fifth of the time, in MB."""
        part = self.seconds / 5
        sampled = [[held for at, held in self.course if part * n <= at < part * (n + 1)] for n in range(5)]
        return [max(some, default=0) / MEBIBYTE for some in sampled]


@dataclass(slots=True)
class _Sampled:
    """What was seen while it ran; a process that has gone keeps what it had."""

    own_cpu: float = 0.0
    peak: int = 0
    largest_child: int = 0
    course: list[tuple[float, int]] = field(default_factory=list)


def watch(command: Sequence[str], *, env: Mapping[str, str] | None = None, every: float = 0.25) -> Watched:
    """Run a command to its end.

    Args:
        command: and its arguments.
        env: beside the environment of this process.
        every: seconds between two looks at it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        before = _of_children()
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})})
        sampled = _Sampled()
        while process.poll() is None:
            _look(process.pid, time.perf_counter() - begun, sampled)
            time.sleep(every)
        seconds = time.perf_counter() - begun
        cpu = _of_children() - before
        printed.seek(0)
        return Watched(
            code=process.returncode,
            out=printed.read(),
            seconds=seconds,
            cpu=cpu,
            own_cpu=sampled.own_cpu,
            peak=sampled.peak,
            largest_child=sampled.largest_child,
            course=tuple(sampled.course),
        )


def tenderscan(*arguments: str | Path) -> list[str]:
    """The command that a person would type, with this interpreter."""
    import sys

    return [sys.executable, "-m", "tenderscan", *map(str, arguments)]


def _of_children() -> float:
    """Processor time of all processes that this one has seen end, and of those they have seen end."""
    times = os.times()
    return times.children_user + times.children_system


def _look(pid: int, at: float, sampled: _Sampled) -> None:
    try:
        process = psutil.Process(pid)
        held, times = process.memory_info().rss, process.cpu_times()
        children = process.children(recursive=True)
    except psutil.Error:
        return
    sampled.own_cpu = times.user + times.system
    sampled.peak = max(sampled.peak, held)
    sampled.course.append((at, held))
    for child in children:
        try:
            sampled.largest_child = max(sampled.largest_child, child.memory_info().rss)
        except psutil.Error:
            continue
