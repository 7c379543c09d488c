"""One worker process, seen from outside: what it is asked, how long it may take, how it is killed, and how it died.

Two threads have to do with it: the one whose call it works on, which waits for the answer, and the one that looks out,
which kills what takes too long or too much.
"""

import contextlib
import multiprocessing
import secrets
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

import psutil

from tenderscan.batch import kin
from tenderscan.batch.inside import Terms, serve
from tenderscan.errors import FileProblem, MemoryExceeded, TimeExceeded, WorkerDied
from tenderscan.settings import MEBIBYTE

_SPAWN = multiprocessing.get_context("spawn")
_START_SECONDS = 120.0
"""Within which a worker must be ready; a busy machine takes some seconds."""
_END_SECONDS = 5.0
"""For a worker to go when it has been killed, or asked to. One that waits for a dead network drive does not."""
_FAULTS = {
    "SIGSEGV": "a fault in a library",
    "SIGBUS": "a fault in a library",
    "SIGILL": "a fault in a library",
    "SIGFPE": "a fault in a library",
    "SIGABRT": "a library gave up",
    "SIGKILL": "killed from outside, often by the system because memory ran out",
}
_WINDOWS_FAULTS = {0xC0000005: "SIGSEGV", 0xC0000409: "SIGABRT", 0xC00000FD: "SIGSEGV", 0xC0000374: "SIGABRT"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker is held to.

    Attributes:
        seconds: without a sign of life.
        seconds_grace: beyond, because the reader's own limit is gentler: it keeps the pages read so far.
        memory: bytes held by the worker and all that it started.
        memory_grace: beyond, for the same reason.
        calls: after which a worker is replaced.
    """

    seconds: float
    seconds_grace: float
    memory: int
    memory_grace: int
    calls: int

    @property
    def terms(self) -> tuple[float, int]:
        """Last resorts of the worker itself, behind everything that is done from outside: seconds, bytes reserved."""
        return (self.seconds + self.seconds_grace) * 2 + 2, self.memory * 2 + 1024 * MEBIBYTE


class GoneError(Exception):
    """The worker is gone, or given up."""

    def __init__(self, begun: bool) -> None:
        """Say whether it had begun the call."""
        super().__init__(begun)
        self.begun = begun


class WorkerProcess:
    """One process with the pipe to it."""

    def __init__(self, bounds: Bounds, module: str = "") -> None:
        """Start it; `is_ready` waits until it has come up.

        Args:
            bounds: what it is held to.
            module: that it imports as soon as it has come up; may be empty.

        Raises:
            OSError: the system does not start another process.
        """
        self.loss: FileProblem | None = None
        self.spent = False
        self.code: int | None = None
        self._bounds = bounds
        self._lock = threading.Lock()
        self._since: float | None = None
        self._killed_at: float | None = None
        self._calls = 0
        self._ready = False
        self._kin: tuple[psutil.Process, ...] = ()
        self._scratch = str(Path(tempfile.gettempdir()) / f"tenderscan-{secrets.token_hex(8)}")
        self._pipe, theirs = _SPAWN.Pipe()
        terms = Terms(self._scratch, *bounds.terms, module)
        self._process = _SPAWN.Process(target=serve, args=(theirs, terms), name="tenderscan worker", daemon=True)
        try:
            with _interrupts_kept_off():
                self._process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()  # so that the end of the process is the end of the pipe
        assert self._process.pid is not None
        self._number = self._process.pid

    def is_ready(self) -> bool:
        """Wait until it is; False where it dies, or takes for ever."""
        try:
            self._ready = self._ready or (self._pipe.poll(_START_SECONDS) and not self._pipe.recv_bytes())
        except (EOFError, OSError):
            return False
        return self._ready

    @property
    def has_served(self) -> bool:
        """Whether it has been given a call."""
        return self._calls > 0

    def is_fit(self) -> bool:
        """Whether it is there, has not served long enough, and leaves the next file half of the memory at least."""
        if self.spent or self._killed_at is not None or not self._process.is_alive():
            return False
        return self._calls < self._bounds.calls and kin.held(kin.one(self._number)) <= self._bounds.memory / 2

    def ask(self, packed: bytes) -> bytes:
        """The answer to a call."""
        begun = False
        self._calls += 1
        self._set_since(time.monotonic())
        try:
            self._pipe.send_bytes(packed)
            while True:
                ready = wait([self._pipe, self._process.sentinel], timeout=1.0)
                if self._pipe in ready:
                    message = self._pipe.recv_bytes()
                    if message:
                        return message
                    begun = True
                    self._set_since(time.monotonic())
                elif ready or self._is_beyond_killing():
                    raise EOFError
        except (EOFError, OSError):
            raise GoneError(begun) from None
        finally:
            self._set_since(None)

    def look(self, pause: float, family: kin.Family | None) -> None:
        """Kill it where it has given no sign of life for too long or holds too much."""
        with self._lock:
            if self._since is None or self._killed_at is not None:
                return
            now = time.monotonic()
            self._since = min(self._since + pause, now)
            if family is not None:
                self._kin = tuple(kin.branch(self._number, family))
            bounds = self._bounds
            if now - self._since > bounds.seconds + bounds.seconds_grace:
                self.loss = TimeExceeded(
                    f"The process that read it gave no sign of life for {bounds.seconds:,g} seconds and was stopped.\n"
                    "Split the file, or allow more: --allow seconds=NUMBER."
                )
            elif (held := kin.held((*kin.one(self._number), *self._kin))) > bounds.memory + bounds.memory_grace:
                self.loss = self.too_much_memory(held)
            if self.loss is not None:
                self._kill()

    def too_much_memory(self, held: int | None = None) -> MemoryExceeded:
        """What to say where it took too much, or where there is no more to be had."""
        known = "" if held is None else f" ({held / MEBIBYTE:,.0f} MB held)"
        return MemoryExceeded(
            f"The process that read it took more memory than {self._bounds.memory / MEBIBYTE:,.0f} MB{known} and was "
            "stopped.\nSplit the file, or allow more: --allow memory=4G."
        )

    def kill(self) -> None:
        """End it with everything it started."""
        with self._lock:
            self._kill()

    def bury(self) -> FileProblem:
        """Put away what is left of it, and say how it was lost."""
        self.kill()
        self._put_away()
        return self.loss or WorkerDied(
            f"The process that read it died ({how_it_ended(self.code)}).\n"
            "Open the file in its own program and save it anew; if it should be readable, report it."
        )

    def end(self) -> None:
        """Let it go; it is at nothing. What it has left running goes with it."""
        self._pipe.close()
        if self._ready:  # else nobody has needed it, and it would notice only when it has come up
            self._process.join(_END_SECONDS)
        self.kill()
        self._put_away()

    def _set_since(self, moment: float | None) -> None:
        with self._lock:
            self._since = moment

    def _is_beyond_killing(self) -> bool:
        """Whether it was killed and is still there: the system does not let it go."""
        return self._killed_at is not None and time.monotonic() - self._killed_at > _END_SECONDS

    def _kill(self) -> None:
        if self._killed_at is not None:
            return
        self._killed_at = time.monotonic()
        is_there = self._process.is_alive()
        below = kin.descendants(self._number) if is_there else []
        with contextlib.suppress(OSError):  # Windows says so where it is just ending
            self._process.kill()
        kin.kill_all({*self._kin, *below})
        # No process gets the number of a group that has members left; where one has it, the group is gone.
        if is_there or not psutil.pid_exists(self._number):
            kin.kill_group(self._number)

    def _put_away(self) -> None:
        self._pipe.close()
        until = time.monotonic() + _END_SECONDS
        # Several threads may ask after their processes at once, and one learns the code of the other's a moment later.
        while (code := self._process.exitcode) is None and time.monotonic() < until:
            self._process.join(0.05)
        self.code = code
        shutil.rmtree(self._scratch, ignore_errors=True)
        if code is not None:
            self._process.close()


@contextmanager
def _interrupts_kept_off() -> Iterator[None]:
    """A process that is started within does not see Ctrl-C before it can say that it does not want to."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it would let them in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def how_it_ended(code: int | None) -> str:
    """How a process ended, in plain words."""
    if code is None:
        return "the system does not let it go"
    name = _WINDOWS_FAULTS.get(code, "")
    if code < 0:
        with contextlib.suppress(ValueError):
            name = signal.Signals(-code).name
        told = _FAULTS.get(name)
        ended = f"signal {-code}, {name}" if name else f"signal {-code}"
        return f"{told}: {ended}" if told else ended
    return f"{_FAULTS[name]}: exit code {code:#x}" if name else f"it ended itself with exit code {code}"
