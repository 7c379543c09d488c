"""The workers of a Dask cluster in the place of the local pool.

What Dask raises where a worker dies is turned into the losses that `batch.window` understands. A call that hangs ends
its worker itself, because Dask waits for ever. Of the cluster this needs two settings:

- one thread a worker (`threads_per_worker=1`): the clock of a call, and its death, are those of its process,
- `distributed.scheduler.allowed-failures: 0`: a file that kills one worker is not to be tried on three others.

Files must be there under the same path for every worker.
"""

import faulthandler
import os
import time
from asyncio import CancelledError as AsyncCancelled
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock
from typing import IO, Any, ParamSpec, Protocol, TypeVar
from uuid import uuid4

from tenderscan.batch import lifesign
from tenderscan.errors import FileProblem, TimeExceeded, WorkerDied

P = ParamSpec("P")
T = TypeVar("T")

_NEARLY = 0.9
"""Of the time that a call may take: the news of its beginning is on the way for a moment."""


class Client(Protocol):
    """What is needed of a `distributed.Client`."""

    def submit(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a call on the cluster; hands back a `distributed.Future`."""

    def cancel(self, futures: list[Any]) -> None:
        """Give calls up."""

    def subscribe_topic(self, topic: str, handler: Callable[[Any], None]) -> None:
        """Have the handler told, as (time, message), what workers log under a topic."""

    def unsubscribe_topic(self, topic: str) -> None:
        """Have it told no more."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What goes with a call.

    Attributes:
        topic: under which the worker says that it has begun.
        number: of the call, which is what it says.
        seconds: that it may go without a sign of life.
    """

    topic: str
    number: str
    seconds: float


@dataclass(slots=True, eq=False)
class _Call:
    """A call that is with the cluster.

    Attributes:
        ours: what whoever handed it in waits for.
        fn: what is called, with the two below.
        args: by position.
        kwargs: by name.
        theirs: the cluster's future.
        since: when a worker began it, of `time.monotonic`; None before.
        spare: how often it is handed over again where its worker died before it began.
    """

    ours: Future[Any]
    fn: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    theirs: Any = None
    since: float | None = None
    spare: int = 5


class ClusterExecutor(Executor):
    """Runs calls on a cluster.

    A future is running from when a worker has said so. It ends with what the call returned or raised, with
    `WorkerDied`, or with `TimeExceeded`. Memory is bounded by the cluster, which ends a worker that takes more than its
    own limit: that is a death like any other here.
    """

    def __init__(self, client: Client, *, seconds: float) -> None:
        """Use a cluster.

        Args:
            client: connected to it; whoever made it closes it.
            seconds: that a call may go without a sign of life.
        """
        self._client = client
        self._seconds = seconds
        self._topic = f"tenderscan-{uuid4()}"
        # The client tells of beginnings in one of its threads and of ends in another.
        self._lock = Lock()
        self._waiting: dict[str, _Call] = {}
        self._closed = False
        client.subscribe_topic(self._topic, self._begin)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call on the cluster; all it is made of travels as pickles."""
        if self._closed:
            raise RuntimeError("the executor has been shut down and takes no more calls")
        ours: Future[T] = Future()
        self._hand_over(_Call(ours, fn, args, kwargs))
        return ours

    def _hand_over(self, call: "_Call") -> None:
        terms = _Terms(self._topic, uuid4().hex, self._seconds)
        with self._lock:
            # A call that is tried again is to run again, not to be answered with what came of it the first time.
            call.theirs = self._client.submit(_bounded, terms, call.fn, call.args, call.kwargs, pure=False)
            self._waiting[terms.number] = call
        # Not the client's own executor: of a result that is lost with its worker before it is fetched that never says
        # anything, and whoever waits for it waits for ever (distributed 2026.8, cfexecutor.py, `_cascade_future`).
        call.theirs.add_done_callback(partial(self._end, terms.number))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; what runs is waited for, or given up."""
        self._closed = True
        with self._lock:
            waiting = list(self._waiting.values())
        if cancel_futures or not wait:
            self._client.cancel([call.theirs for call in waiting])
        if wait:
            wait_for([call.ours for call in waiting])
        self._client.unsubscribe_topic(self._topic)

    def _begin(self, event: tuple[float, str]) -> None:
        """A worker has taken a call."""
        _, number = event
        with self._lock:
            call = self._waiting.get(number)
            if call is None:
                return
            # A call that Dask tries again, where it is set to do so, is running already.
            if call.ours.running() or call.ours.set_running_or_notify_cancel():
                call.since = time.monotonic()
            else:
                del self._waiting[number]

    def _end(self, number: str, theirs: Any) -> None:
        with self._lock:
            call = self._waiting.pop(number, None)
            if call is None or (call.since is None and call.ours.cancelled()):
                return
        try:
            result = theirs.result()
        except BaseException as error:  # noqa: BLE001 - the border of the worker: it belongs to the future
            self._fail(call, error)
        else:
            self._running(call).set_result(result)

    def _fail(self, call: "_Call", error: BaseException) -> None:
        from distributed import KilledWorker

        if isinstance(error, KilledWorker) and call.since is None and call.spare and not self._closed:
            # It waited at a worker that died of another call: it has not been tried, so nothing is laid at its door.
            call.spare -= 1
            self._hand_over(call)
            return
        took = 0.0 if call.since is None else time.monotonic() - call.since
        self._running(call).set_exception(self._ours(error, took))

    @staticmethod
    def _running(call: "_Call") -> Future[Any]:
        """The future of a call that has ended, also where nobody said that it began."""
        if call.since is None:
            call.ours.set_running_or_notify_cancel()
        return call.ours

    def _ours(self, error: BaseException, took: float) -> BaseException:
        """The error of a call as the window knows it; `took`: seconds since it began."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return self._loss(took)
        return _given_up() if isinstance(error, CancelledError | AsyncCancelled) else error

    def _loss(self, took: float) -> FileProblem:
        """Why the worker is gone: it has taken the time it was given, or died before."""
        if took >= self._seconds * _NEARLY:
            return TimeExceeded(
                f"The worker that read it gave no sign of life for {self._seconds:,g} seconds and was ended.\n"
                "Split the file, or allow more: --allow seconds=NUMBER."
            )
        return WorkerDied(
            "The worker of the cluster that read it died, or was ended because it took too much memory.\n"
            "Open the file in its own program and save it anew; if it should be readable, report it."
        )


def _given_up() -> BaseException:
    return CancelledError("The cluster has given the call up; see that it is still running.")


def _bounded(terms: _Terms, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    """A call on a worker of the cluster, whose process is ended where it gives no sign of life for too long."""
    from distributed import get_worker
    from distributed.utils import sync

    def wind_up() -> None:
        faulthandler.dump_traceback_later(terms.seconds, exit=True, file=_nowhere())

    worker = get_worker()
    # Waited for, as what a worker only sends along is lost where the call kills it at once.
    sync(worker.loop, worker.scheduler.log_event, topic=terms.topic, msg=terms.number)
    wind_up()
    lifesign.told_by(wind_up)
    try:
        return fn(*args, **kwargs)
    finally:
        faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> IO[str]:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - as long as the process
