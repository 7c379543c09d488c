"""A lane: one worker at a time. Where it is lost, another is started at once, and no other lane notices."""

import contextlib
import threading
import time
from concurrent.futures import CancelledError

from tenderscan.batch import kin
from tenderscan.batch.inside import NO_MEMORY
from tenderscan.batch.worker_process import Bounds, GoneError, WorkerProcess, how_it_ended
from tenderscan.errors import FileProblem, TenderscanError

_TRIES = 5
"""For a call whose worker dies before it has taken it."""
_FAULTY_STARTS = 3
"""Tries to start a worker that ends by itself, for which it has a reason that stays."""
_PATIENCE_SECONDS = 60.0
"""For starting a worker that is killed as it starts: memory may be short for a while, or somebody kills workers."""


class Lane:
    """One worker at a time."""

    def __init__(self, bounds: Bounds) -> None:
        """A lane that starts nothing yet."""
        self._bounds = bounds
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._aborted = False

    def call(self, packed: bytes, module: str = "") -> bytes:
        """The answer of a worker to a call.

        Where its worker is lost, the next comes up while whoever asked goes on with something else.

        Args:
            packed: the call.
            module: that a worker needs for it, and is likely to need for the next.

        Raises:
            TimeExceeded: it was killed because it gave no sign of life.
            MemoryExceeded: it was killed because it took too much memory, or could not have more.
            WorkerDied: it died by itself.
            CancelledError: the lane was aborted.
            TenderscanError: no worker can be started.
        """
        loss: FileProblem | None = None
        for _ in range(_TRIES):
            worker = self._at_hand()
            try:
                answer = worker.ask(packed)
            except GoneError as gone:
                killed, loss = worker.loss, self._buried(worker)
                if self._aborted:
                    raise CancelledError from None
                if gone.begun or killed is not None:
                    with contextlib.suppress(CancelledError, TenderscanError):  # told by the next call
                        self._started(module)
                    raise loss from None
                continue  # it died before it took the call, which is none the worse for it
            if answer == NO_MEMORY:
                worker.spent = True
                raise worker.too_much_memory()
            return answer
        assert loss is not None
        raise loss

    def look(self, pause: float, family: kin.Family | None) -> None:
        """See whether the worker must be killed.

        Args:
            pause: seconds for which this process was stopped or the machine asleep; they are nobody's fault.
            family: all processes, where they have been looked up this time.
        """
        worker = self._worker
        if worker is not None:
            worker.look(pause, family)

    def abort(self) -> None:
        """Kill what runs, and start nothing any more."""
        with self._lock:
            self._aborted = True
            worker = self._worker
        if worker is not None:
            worker.kill()

    def close(self) -> None:
        """End the worker; nothing runs on it."""
        with self._lock:
            self._aborted = True
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _at_hand(self) -> WorkerProcess:
        """A worker that is ready."""
        before = self._worker
        if before is not None and before.has_served:
            if before.is_fit():
                return before
            with self._lock:
                self._worker = None
            before.end()
        tries, begun = 0, time.monotonic()
        while True:
            worker = self._worker or self._started()
            if worker.is_ready():
                return worker
            self._buried(worker)
            if self._aborted:
                raise CancelledError
            tries += 1
            ended_itself = worker.code is not None and worker.code > 0
            if (ended_itself and tries >= _FAULTY_STARTS) or time.monotonic() - begun > _PATIENCE_SECONDS:
                raise TenderscanError(
                    f"No worker process can be started: {tries} died at once ({how_it_ended(worker.code)}).\n"
                    "Close other programs and try again; if it stays so, report it."
                )
            time.sleep(min(0.05 * tries, 1.0))

    def _buried(self, worker: WorkerProcess) -> FileProblem:
        """How the worker was lost, after nothing is left of it."""
        with self._lock:
            self._worker = None
        return worker.bury()

    def _started(self, module: str = "") -> WorkerProcess:
        """A worker that comes up."""
        with self._lock:
            if self._aborted:
                raise CancelledError
            try:
                self._worker = WorkerProcess(self._bounds, module)
            except OSError as error:
                raise TenderscanError(
                    f"No worker process can be started ({error}).\n"
                    "Close other programs, or use fewer workers: --workers 1."
                ) from error
            return self._worker
