"""A run over many files: what is new is read, tagged, stored and indexed; what is unchanged is not even opened."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from itertools import chain, islice

from tenderscan.batch.job import Portion, StepsMaker
from tenderscan.batch.keeping import Keeper, Opened
from tenderscan.batch.progress_json import progress_as_json
from tenderscan.batch.results import Order, Progress, Result, unwatched
from tenderscan.batch.survey import Survey, ToOpen, Unopened, survey
from tenderscan.batch.window import Window, one_at_a_time
from tenderscan.catalogue.runs import RunState
from tenderscan.errors import LibraryProblem
from tenderscan.ingest.indexing import refresh
from tenderscan.ingest.library import Library
from tenderscan.ingest.presence import Presence

KIND = "ingest"
"""Kind of run."""
_AT_ONCE = 100
"""Files looked at without opening them, between two looks at the workers."""
_PROGRESS_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Workers:
    """Who reads the files.

    Attributes:
        executor: takes calls; see `batch.window`.
        make_steps: how a worker comes by its steps.
        number: calls that run at once.
        room: how many calls may run side by side as if each were alone; see `LocalPool.room`.
    """

    executor: Executor
    make_steps: StepsMaker
    number: int
    room: Callable[[], int] = one_at_a_time

    @property
    def window(self) -> int:
        """Calls outstanding at once: one running and one waiting for each worker, so that none is idle."""
        return 2 * self.number


def ingest(
    order: Order, library: Library, workers: Workers, *, watch: Callable[[Progress], None] = unwatched
) -> Generator[Result, None, int]:
    """Bring files into the library; one result a file, once its group is safe in the catalogue; the run's number.

    Args:
        order: what to do.
        library: where to.
        workers: who reads the files.
        watch: told how far the run has come, about twice a second.

    Raises:
        LibraryLocked: another run is writing.
    """
    with library.writing(KIND) as presence, library.catalogue.held():
        refresh(library)
        run = _begin(order, library, workers, presence, watch)
        state = RunState.STOPPED
        try:
            run.look_up()
            yield from run.work()
            state = RunState.FINISHED
        except Exception:
            state = RunState.FAILED
            raise
        finally:
            run.end(state)
    return run.keeper.run


def _begin(
    order: Order, library: Library, workers: Workers, presence: Presence, watch: Callable[[Progress], None]
) -> "_Run":
    steps = workers.make_steps()
    with library.catalogue.write() as writer:
        number = writer.begin_run(KIND, order.as_text(), steps.made, workers.number)
    presence.announce(number)
    known = Survey(library.catalogue, library.folder, order, steps.made, {}, {})
    window = Window(workers.executor, workers.make_steps, workers.window, workers.room)
    keeper = Keeper(library, steps, order, number, redo=frozenset[str]().union(*order.redo.values()))
    return _Run(library, known, window, keeper, presence, watch)


@dataclass(slots=True)
class _Run:
    """One run at work."""

    library: Library
    survey: Survey
    window: Window
    keeper: Keeper
    presence: Presence
    watch: Callable[[Progress], None]
    _begun: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _done: int = 0
    _unchanged: int = 0
    _pages: int = 0
    _doing: str = "reading"
    _failed: Counter[str] = field(default_factory=Counter)
    _ready: list[Result] = field(default_factory=list)

    def look_up(self) -> None:
        """Find out what is known of the files."""
        self.survey = survey(self.survey.catalogue, self.survey.library, self.survey.order, self.survey.made)

    def work(self) -> Iterator[Result]:
        """Every file, and then what has vanished."""
        for found in chain(self.window.portions(self._files()), self._alone()):
            yield from self._kept(found)
            self._show()
        yield from self._told(self.keeper.store())
        self._doing = "indexing"
        self._show(at_once=True)
        self.keeper.index()
        self.keeper.mark_vanished(self.survey)

    def end(self, state: RunState) -> None:
        """Leave catalogue and index in order, also where the run is stopped in the middle."""
        # Where the disk is full it is so here too, and what is to be told is what happened first.
        with suppress(LibraryProblem) if state is RunState.FAILED else nullcontext():
            self._told(self.keeper.store())
            refresh(self.library)
            with self.library.catalogue.write() as writer:
                writer.end_run(self.keeper.run, state.value, self.keeper.unchanged, time.monotonic() - self._begun)

    def _files(self) -> Iterator[ToOpen | None]:
        """Files that must be opened; None now and then, because looking at the others takes its time too."""
        files = iter(self.survey.order.files)
        while some := list(islice(files, _AT_ONCE)):
            unopened: list[Unopened] = []
            for file in some:
                looked_at = self.survey.of(file)
                if isinstance(looked_at, ToOpen):
                    yield looked_at
                else:
                    unopened.append(looked_at)
            self._ready += self.keeper.told(unopened)
            self._done += len(unopened)
            self._unchanged += len(unopened)
            yield None

    def _alone(self) -> Iterator[tuple[Opened, Portion] | None]:
        if self.window.suspects:
            self._doing = "trying suspects alone"
        yield from self.window.alone()

    def _kept(self, found: tuple[Opened, Portion] | None) -> list[Result]:
        """What is safe in the catalogue by now, after a portion was taken."""
        if found is not None:
            opened, portion = found
            self.keeper.take(opened, portion)
            self._done += portion.last
        ready, self._ready = self._ready, []
        return self._told([*ready, *(self.keeper.store() if self.keeper.is_due() else [])])

    def _told(self, results: list[Result]) -> list[Result]:
        """The results, counted."""
        for result in results:
            self._pages += result.pages
            self._failed.update(result.codes)
        return results

    def _show(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._shown >= _PROGRESS_SECONDS:
            self._shown = now
            progress = self._progress(now - self._begun)
            self.watch(progress)
            self.presence.update(progress_as_json(progress))

    def _progress(self, seconds: float) -> Progress:
        files = len(self.survey.order.files)
        # What was known cost next to nothing, and says nothing of how long the rest takes.
        opened = self._done - self._unchanged
        left = seconds / opened * (files - self._done) if opened else None
        return Progress(
            files=files,
            done=self._done,
            unchanged=self._unchanged,
            pages=self._pages,
            failed=dict(self._failed),
            seconds=seconds,
            left=left,
            workers=self.window.at(),
            doing=self._doing,
        )
