"""A batch in a process of its own, made to be killed; and who kills it.

    python -m tests.flows.survive SHARE LIBRARY [--workers N] [--no-tags] [--wait SECONDS]
                                  [--die WHEN:N] [--clock SECONDS] [--largest-file BYTES]

The run is the program's own, with its own workers, catalogue and engine. With `--die` the process kills itself at its
N-th writing to the index: `before` any of it, `during` it, while it is `committing`, or `after` it, when the catalogue
does not know of it yet. With `--clock` its clock is that many seconds ahead, or behind where negative. With
`--largest-file` no file can grow beyond that.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import psutil

from tenderscan import moments, wiring
from tenderscan.batch.results import order_for
from tenderscan.batch.run import ingest
from tenderscan.catalogue import writer as catalogue_writer
from tenderscan.errors import TenderscanError
from tenderscan.index.engine import Engine, Entry, Writer
from tenderscan.ingest.steps import Steps
from tenderscan.settings import DEFAULT_LIMITS, Limits

REPOSITORY = Path(__file__).resolve().parents[2]
WHENS = ("before", "during", "committing", "after")
KILLED = -signal.SIGKILL if hasattr(signal, "SIGKILL") else 9
"""Exit code of a process that has killed itself."""
_ORPHAN_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class WithoutTags:
    """Steps that find nothing: workers start sooner where findings are not what is looked at."""

    limits: Limits = DEFAULT_LIMITS

    def __call__(self) -> Steps:
        """Make them."""
        return replace(wiring.steps(self.limits), tag=lambda _: ())


def die() -> None:
    """As by a power cut: nothing is tidied up."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


class DyingEngine:
    """The real engine, whose N-th writing kills the process; everything else is handed on."""

    def __init__(self, engine: Engine, when: str, number: int) -> None:
        """Stand before `engine`."""
        self._engine, self._when, self._left = engine, when, number

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """See `Engine.write`."""
        self._left -= 1
        if self._left:
            with self._engine.write() as writer:
                yield writer
            return
        if self._when == "before":
            die()
        with self._engine.write() as writer:
            yield _DyingWriter(writer) if self._when == "during" else writer
            if self._when == "during":
                die()
            if self._when == "committing":
                # A commit of some hundred documents takes so long; where it was sooner, it dies right behind it.
                threading.Timer(random.uniform(0.0, 0.06), die).start()
        if self._when == "committing":
            time.sleep(0.1)
        die()

    def __getattr__(self, name: str) -> Any:
        """Whatever else it can."""
        return getattr(self._engine, name)


class _DyingWriter:
    """Dies with the tenth document, where there are as many."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._put = writer, 0

    def put(self, entry: Entry) -> None:
        """See `Writer.put`."""
        self._writer.put(entry)
        self._put += 1
        if self._put == 10:
            die()

    def remove(self, ids: Iterable[str]) -> None:
        """See `Writer.remove`."""
        self._writer.remove(ids)


def start(share: Path, library: Path, *more: str) -> "subprocess.Popen[str]":
    """Begin the batch in a process of its own."""
    command = [sys.executable, "-m", "tests.flows.survive", str(share), str(library), *more]
    # What a document is made with is stored beside it, so that all runs must be made with the same.
    env = {**os.environ, "TENDERSCAN_OCR": "off", "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        command, cwd=REPOSITORY, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


def finished(share: Path, library: Path, *more: str, seconds: float = 600) -> str:
    """Run the batch to its end; what it printed."""
    process = start(share, library, *more)
    printed, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0, f"ended with {process.returncode}\n{printed}"
    return printed


def kill_after(process: "subprocess.Popen[str]", seconds: float) -> bool:
    """Kill the process after a while; whether it was still running."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def kill_a_worker_after(process: "subprocess.Popen[str]", seconds: float, chance: random.Random) -> bool:
    """Kill one of its workers after a while, or as soon as there is one; whether there was any."""
    until = time.monotonic() + seconds
    while process.poll() is None:
        workers = workers_of(process.pid)
        if workers and time.monotonic() > until:
            try:
                chance.choice(workers).kill()
            except psutil.Error:
                continue
            return True
        time.sleep(0.02)
    return False


def workers_of(pid: int) -> list[psutil.Process]:
    """Worker processes of a batch."""
    try:
        return [one for one in psutil.Process(pid).children() if "resource_tracker" not in " ".join(one.cmdline())]
    except psutil.Error:
        return []


def orphans(workers: Iterable[psutil.Process]) -> list[int]:
    """Workers that outlive their parent by more than some seconds; they are ended."""
    _, left = psutil.wait_procs(list(workers), timeout=_ORPHAN_SECONDS)
    for one in left:
        one.kill()
    return [one.pid for one in left]


def set_clock(seconds: float) -> None:
    """Move the clock of this process, as far as the program looks at it."""
    real_time, real_ns = time.time, time.time_ns
    time.time = lambda: real_time() + seconds
    time.time_ns = lambda: real_ns() + int(seconds * 1e9)

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz or UTC) + timedelta(seconds=seconds)

    for module in (moments, catalogue_writer):
        module.datetime = Moved  # type: ignore[attr-defined]


if sys.platform != "win32":

    def _keep_files_below(size: int) -> None:
        """No file may grow beyond so many bytes, as with a quota."""
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def main() -> int:
    """Run the batch."""
    parser = argparse.ArgumentParser()
    parser.add_argument("share", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-tags", action="store_true")
    parser.add_argument("--die")
    parser.add_argument("--clock", type=float, default=0.0)
    parser.add_argument("--wait", type=float)
    parser.add_argument("--largest-file", type=int)
    options = parser.parse_args()
    if options.clock:
        set_clock(options.clock)
    if options.largest_file:
        _keep_files_below(options.largest_file)
    try:
        library = replace(wiring.open_library(options.library, create=True), lock_seconds=options.wait)
        if options.die:
            when, _, number = options.die.partition(":")
            library = replace(library, engine=DyingEngine(library.engine, when, int(number)))
        with wiring.workers(options.workers) as workers:
            chosen = replace(workers, make_steps=WithoutTags()) if options.no_tags else workers
            results = list(ingest(order_for([options.share], skip=library.folder), library, chosen))
    except TenderscanError as error:
        sys.stdout.write(f"{error.code}: {error.message}\n")
        return error.exit_code
    made = sum(not result.unchanged for result in results)
    sys.stdout.write(f"{len(results)} results, {made} made\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
