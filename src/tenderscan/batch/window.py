"""Handing jobs to workers, a few at a time, and losing only the file that kills or hangs its worker."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial

from tenderscan.batch.calls import Calls
from tenderscan.batch.job import Job, Portion, StepsMaker
from tenderscan.batch.keeping import Opened
from tenderscan.batch.quarantine import following, stepped
from tenderscan.batch.results import At
from tenderscan.batch.survey import ToOpen
from tenderscan.batch.worker import work
from tenderscan.catalogue.entries import storable
from tenderscan.errors import FileProblem, TimeExceeded


def one_at_a_time() -> int:
    """No room beside a call."""
    return 1


@dataclass(frozen=True, slots=True)
class Suspect:
    """A file whose worker was lost.

    Attributes:
        opened: the file.
        job: that was lost.
        loss: how.
    """

    opened: Opened
    job: Job
    loss: FileProblem


@dataclass(slots=True)
class Window:
    """Jobs that are with the workers.

    Attributes:
        executor: the workers.
        make_steps: how a worker comes by its steps.
        size: jobs outstanding at once, at most.
        room: how many calls may run side by side as if each were alone; see `LocalPool.room`.
        suspects: files whose worker was lost; they are tried again when all others are done.
    """

    executor: Executor
    make_steps: StepsMaker
    size: int
    room: Callable[[], int] = one_at_a_time
    suspects: list[Suspect] = field(default_factory=list)
    _jobs: Calls[tuple[Opened, Job], Portion] = field(init=False)
    _tried: dict[Job, Portion | FileProblem] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing is with the workers yet."""
        self._jobs = Calls(self.executor)

    def portions(self, files: Iterator[ToOpen | None]) -> Iterator[tuple[Opened, Portion] | None]:
        """What the workers hand back, as it comes; None every now and then, so that others get their turn.

        Args:
            files: to be opened; None where there is something else to do first.
        """
        again: deque[tuple[Opened, Job]] = deque()
        more = True
        while more or again or self._jobs:
            while again and self._jobs.takes_more(self.size):
                self._hand_out(*again.popleft())
            while more and self._jobs.takes_more(self.size):
                try:
                    file = next(files)
                except StopIteration:
                    more = False
                    break
                if file is None:
                    yield None
                else:
                    self._hand_out(Opened(file), file.job)
            for (opened, job), outcome in self._jobs.finished():
                if isinstance(outcome, FileProblem):
                    self.suspects.append(Suspect(opened, job, outcome))
                    continue
                yield opened, outcome
                if not outcome.last:
                    again.append((opened, following(job, outcome)))
            yield None

    def alone(self) -> Iterator[tuple[Opened, Portion] | None]:
        """Every suspect again, one part at a time and alone; what is lost again is a failure.

        What took too long may have wanted for a core: as many are tried side by side as have one each, with all the
        memory they may take. What died or took too much may have wanted for memory that others held, so nothing at
        all is beside it.
        """
        suspects, self.suspects = self.suspects, []
        yield from self._again([one for one in suspects if isinstance(one.loss, TimeExceeded)], self.room)
        yield from self._again([one for one in suspects if not isinstance(one.loss, TimeExceeded)], one_at_a_time)

    def at(self) -> tuple[At, ...]:
        """What the workers are at."""
        return tuple(At(storable(job.path), seconds) for (_, job), seconds in self._jobs.at_work())

    def _again(self, suspects: Iterable[Suspect], room: Callable[[], int]) -> Iterator[tuple[Opened, Portion] | None]:
        """Suspects part by part, as many side by side as there is room for."""
        waiting = deque(suspects)
        trying: list[tuple[Opened, Iterator[Portion | None]]] = []
        while waiting or trying:
            while waiting and (not trying or len(trying) < room()):
                suspect = waiting.popleft()
                trying.append((suspect.opened, stepped(suspect.job, partial(self._outcome, suspect.opened))))
            going_on = []
            for opened, portions in trying:
                for portion in portions:
                    if portion is None:
                        going_on.append((opened, portions))
                        break
                    yield opened, portion
            trying = going_on
            self._tried.update({job: outcome for (_, job), outcome in self._jobs.finished()})
            yield None

    def _outcome(self, opened: Opened, job: Job) -> Generator[None, None, Portion | FileProblem]:
        """What came of one call, or how it was lost; None until it is known."""
        self._hand_out(opened, job)
        while job not in self._tried:
            yield None
        return self._tried.pop(job)

    def _hand_out(self, opened: Opened, job: Job) -> None:
        self._jobs.hand_out((opened, job), work, self.make_steps, job)
