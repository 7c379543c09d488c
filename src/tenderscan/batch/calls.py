"""Calls that are with the workers: a few at a time, what came of each as it comes, and which were lost.

Whatever is shaped like `concurrent.futures.Executor` can be the workers: the local pool, this process itself, a
cluster. Never more than so many calls are outstanding, so that a run over any number of files takes the same memory.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from tenderscan.errors import FileProblem

K = TypeVar("K")
T = TypeVar("T")

TICK = 0.5
"""Seconds after which whoever waits gets another turn although nothing is finished: progress is shown, Ctrl-C heard."""


@dataclass(slots=True)
class Calls(Generic[K, T]):
    """Calls that are with the workers, each under what it is about.

    Attributes:
        executor: the workers.
    """

    executor: Executor
    _running: dict[Future[T], K] = field(default_factory=dict)
    _since: dict[Future[T], float] = field(default_factory=dict)

    def __len__(self) -> int:
        """Calls that are with the workers, those among them that have not been asked after since they were done."""
        return len(self._running)

    def hand_out(self, about: K, call: Callable[..., T], *arguments: Any) -> None:
        """Give a call to the workers."""
        self._running[self.executor.submit(call, *arguments)] = about

    def takes_more(self, size: int) -> bool:
        """Whether there are fewer than `size`, and none is done: what is done comes first."""
        return len(self._running) < size and not any(future.done() for future in self._running)

    def finished(self) -> Iterator[tuple[K, T | FileProblem]]:
        """What has come of calls or how they were lost, in the order in which they were handed out.

        Waits a moment for the first.
        """
        done, _ = wait(self._running, timeout=TICK, return_when=FIRST_COMPLETED)
        for future in [one for one in self._running if one in done]:
            self._since.pop(future, None)
            about = self._running.pop(future)
            try:
                outcome: T | FileProblem = future.result()
            except FileProblem as loss:  # whatever an executor names a loss: one call must not end a run
                outcome = loss
            yield about, outcome

    def at_work(self) -> Iterator[tuple[K, float]]:
        """What workers are at, and for how many seconds as far as it was noticed."""
        now = time.monotonic()
        for future, about in self._running.items():
            if future.running():
                yield about, now - self._since.setdefault(future, now)

    def give_up(self) -> None:
        """Take back what no worker has begun."""
        for future in self._running:
            future.cancel()
