"""Handing jobs to workers, a few at a time, and losing only the file that kills or hangs its worker.

Whatever is shaped like `concurrent.futures.Executor` can be the workers: the local pool, this process itself, a
cluster. Never more than a window of jobs is outstanding, so that a run over any number of files takes the same memory.
"""

import time
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from functools import partial

from tenderscan.batch.job import Job, MakeSteps, Portion
from tenderscan.batch.keeping import Opened
from tenderscan.batch.quarantine import following, stepped
from tenderscan.batch.results import At
from tenderscan.batch.survey import ToOpen
from tenderscan.batch.worker import work
from tenderscan.catalogue.entries import storable
from tenderscan.errors import FileProblem, MemoryExceeded, TimeExceeded, WorkerDied

TICK = 0.5
"""Seconds after which the window comes back although nothing is finished, so that progress is shown."""
LOSSES = (WorkerDied, TimeExceeded, MemoryExceeded)
"""What an executor raises for a call that was lost with its worker. Problems of files come back as values."""


@dataclass(slots=True)
class Window:
    """Jobs that are with the workers.

    Attributes:
        executor: the workers.
        make_steps: how a worker comes by its steps.
        size: jobs outstanding at once, at most.
        suspects: files whose worker was lost; they are tried again alone when all others are done.
    """

    executor: Executor
    make_steps: MakeSteps
    size: int
    suspects: list[tuple[Opened, Job]] = field(default_factory=list)
    _running: dict[Future[Portion], tuple[Opened, Job]] = field(default_factory=dict)
    _since: dict[Future[Portion], float] = field(default_factory=dict)

    def portions(self, files: Iterator[ToOpen | None]) -> Iterator[tuple[Opened, Portion] | None]:
        """What the workers hand back, as it comes; None every now and then, so that others get their turn.

        Args:
            files: to be opened; None where there is something else to do first.
        """
        again: deque[tuple[Opened, Job]] = deque()
        more = True
        while more or again or self._running:
            while again and len(self._running) < self.size:
                self._hand_out(*again.popleft())
            while more and len(self._running) < self.size:
                try:
                    file = next(files)
                except StopIteration:
                    more = False
                    break
                if file is None:
                    yield None
                else:
                    self._hand_out(Opened(file), file.job)
            for opened, job, portion in self._finished():
                yield opened, portion
                if not portion.last:
                    again.append((opened, following(job, portion)))
            yield None

    def alone(self) -> Iterator[tuple[Opened, Portion] | None]:
        """Every suspect again, one part at a time and nothing beside it; what is lost again is a failure."""
        while self.suspects:
            opened, job = self.suspects.pop(0)
            for portion in stepped(job, partial(self._awaited, opened)):
                yield None if portion is None else (opened, portion)

    def at(self) -> tuple[At, ...]:
        """What the workers are at."""
        now = time.monotonic()
        found = []
        for future, (_, job) in self._running.items():
            if future.running():
                found.append(At(storable(job.path), now - self._since.setdefault(future, now)))
        return tuple(found)

    def _hand_out(self, opened: Opened, job: Job) -> None:
        self._running[self.executor.submit(work, self.make_steps, job)] = opened, job

    def _awaited(self, opened: Opened, job: Job) -> Generator[None, None, Portion | FileProblem]:
        """One call with nothing beside it: what came of it, or how it was lost; None every now and then."""
        self._hand_out(opened, job)
        (future,) = self._running
        while not wait([future], timeout=TICK).done:
            yield None
        self._forget(future)
        try:
            return future.result()
        except LOSSES as loss:
            return loss

    def _forget(self, future: Future[Portion]) -> tuple[Opened, Job]:
        self._since.pop(future, None)
        return self._running.pop(future)

    def _finished(self) -> Iterator[tuple[Opened, Job, Portion]]:
        """Portions that have come back, in the order in which their jobs were handed out."""
        finished, _ = wait(self._running, timeout=TICK, return_when=FIRST_COMPLETED)
        for future in [one for one in self._running if one in finished]:
            opened, job = self._forget(future)
            try:
                portion = future.result()
            except LOSSES:
                self.suspects.append((opened, job))
            else:
                yield opened, job, portion
