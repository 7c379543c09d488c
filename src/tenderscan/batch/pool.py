"""The local workers: processes that can be killed one by one, behind the port of `concurrent.futures.Executor`.

A thread for each worker waits for its answer, and one more looks out for those that take too long or too much. Each
worker shares a pipe with its thread and nothing with anybody else, so that its death loses the call it works on,
whatever was under way in the pipe at that moment. Pools that share a queue lose all that is outstanding, or hang.
"""

import os
import pickle
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

import psutil

from tenderscan.batch import kin
from tenderscan.batch.lane import Lane
from tenderscan.batch.worker_process import Bounds
from tenderscan.settings import MEBIBYTE

P = ParamSpec("P")
T = TypeVar("T")

LOOK_SECONDS = 0.2
"""Between two looks at the workers: what grows by 2 GB a second gets 400 MB too far."""
LOOKS_A_FAMILY = 5
"""Every so many looks it is found out which programs the workers have started, which is the dearer part."""
PAUSE_SECONDS = 5.0
"""A look that comes so much too late says that this process was stopped or the machine asleep."""
GRACE_SHARE, GRACE_SECONDS, GRACE_MEMORY = 0.05, 2.0, 64 * MEBIBYTE
"""Beyond a limit, before a worker is killed: a share of it, but this at least. The limits that the readers keep
themselves come first, because they save the pages that have been read."""
GRACE_AT_MOST = 0.25
"""Share of the seconds that is never gone beyond: who allows 4 seconds does not mean 6."""
CALLS = 1_000
"""After which a worker is replaced: 1 MB lost in each would be half of the memory that a file may take by default, and
a start of one or two seconds is not felt in a thousand calls."""


class LocalPool(Executor):
    """Runs calls in processes of this machine.

    A future is running exactly while a worker has its call. It ends with what the call returned or raised, or with

    - `TimeExceeded`: no sign of life (`lifesign.alive`) for too long; the worker was killed with all it had started,
    - `MemoryExceeded`: it took too much, or could not get more,
    - `WorkerDied`: it died by itself,
    - `CancelledError`: it ran when the pool was shut down with `cancel_futures`,
    - `TenderscanError` itself: no worker can be started on this machine, whatever the call.

    Workers are started when there is something to do. Left by an exception as a context manager, the pool kills what
    runs.
    """

    def __init__(
        self, workers: int, *, seconds: float, memory: int, grace: float | None = None, calls: int = CALLS
    ) -> None:
        """A pool that starts nothing yet.

        Args:
            workers: calls that run at once.
            seconds: that a worker may go without a sign of life.
            memory: bytes that a worker may hold, with all programs it starts.
            grace: seconds allowed beyond `seconds`; by default 5 %, but 2 at least, of few seconds a quarter.
            calls: after which a worker is replaced by a fresh one.
        """
        bounds = Bounds(
            seconds,
            max(seconds * GRACE_SHARE, min(GRACE_SECONDS, seconds * GRACE_AT_MOST)) if grace is None else grace,
            memory,
            max(GRACE_MEMORY, int(memory * GRACE_SHARE)),
            calls,
        )
        self._memory = memory
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="lane")
        self._lanes = tuple(Lane(bounds) for _ in range(workers))
        self._idle = deque(self._lanes)
        self._lock = threading.Lock()
        self._outstanding = 0
        self._closing = False
        self._over = threading.Event()
        self._look_out: threading.Thread | None = None
        # Should nobody shut it down, at the end of the program.
        weakref.finalize(self, _close, self._lanes)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker run the call as soon as one is free; function, arguments and result travel as pickles.

        Raises:
            RuntimeError: after `shutdown`.
        """
        with self._lock:
            if self._closing:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._outstanding += 1
            if self._look_out is None:
                self._look_out = threading.Thread(target=self._watch, name="look-out", daemon=True)
                self._look_out.start()
        try:
            future: Future[T] = self._threads.submit(self._run, fn, args, kwargs)
        except RuntimeError:
            self._one_less()
            raise
        future.add_done_callback(self._one_less)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls, and end the workers when those outstanding are done.

        Args:
            wait: until no process is left.
            cancel_futures: drop the calls that wait, and kill those that run, at once.
        """
        with self._lock:
            self._closing = True
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        if cancel_futures:
            for lane in self._lanes:
                lane.abort()
        self._end_if_idle()
        if wait:
            self._threads.shutdown(wait=True)
            if self._look_out is not None:
                self._look_out.join()

    def room(self) -> int:
        """How many calls may run side by side as if each were alone: it has a core, and all the memory it may take."""
        available: int = psutil.virtual_memory().available
        return max(1, min(len(self._lanes), cores(), available // self._memory))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is outstanding; after an exception, do not."""
        self.shutdown(cancel_futures=kind is not None)

    def _run(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        """One call, in one of the threads: there are as many as lanes."""
        packed = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        lane = self._idle.pop()  # the one used last has its models in memory
        try:
            answer = lane.call(packed, getattr(fn, "__module__", ""))
        except BaseException:
            self._idle.appendleft(lane)  # while its next worker comes up, the others are asked first
            raise
        self._idle.append(lane)
        returned: bool
        returned, value = pickle.loads(answer)
        if returned:
            result: T = value
            return result
        raise value

    def _one_less(self, _done: "Future[Any] | None" = None) -> None:
        with self._lock:
            self._outstanding -= 1
        self._end_if_idle()

    def _end_if_idle(self) -> None:
        with self._lock:
            if self._closing and not self._outstanding:
                self._over.set()

    def _watch(self) -> None:
        """Look at every lane until there is nothing left to come, then end the workers."""
        looks, before = 0, time.monotonic()
        while not self._over.wait(LOOK_SECONDS):
            now = time.monotonic()
            late, before = now - before - LOOK_SECONDS, now
            busy = len(self._idle) < len(self._lanes)
            family = kin.family() if busy and looks % LOOKS_A_FAMILY == 0 else None
            for lane in self._lanes:
                lane.look(late if late > PAUSE_SECONDS else 0.0, family)
            looks += 1
        _close(self._lanes)


def cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine has."""
    try:
        return max(1, len(psutil.Process().cpu_affinity()))
    except (AttributeError, psutil.Error):  # no such thing on macOS
        return os.cpu_count() or 1


def _close(lanes: tuple[Lane, ...]) -> None:
    for lane in lanes:
        lane.close()
