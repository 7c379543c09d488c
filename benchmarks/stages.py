"""Where the time of a batch goes: processor time a page of each stage, in one process.

    python -m benchmarks.stages [FOLDER] [--workers N]

The run itself is measured, with the workers' part done in the same process: the steps, the catalogue and the engine it
is given count their own time. What a worker sends to the parent is packed and unpacked once more beside it.
"""

import argparse
import pickle
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tenderscan import wiring
from tenderscan.batch.inline import Inline
from tenderscan.batch.job import Job
from tenderscan.batch.results import Order
from tenderscan.batch.run import Workers, ingest
from tenderscan.batch.worker import work
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.library import Library
from tenderscan.ingest.steps import Steps
from tenderscan.settings import DEFAULT_LIMITS

REPOSITORY = Path(__file__).resolve().parents[1]
PARENT = ("send", "store", "index")
"""Stages that the parent does, packing aside; it looks at the files before they are opened, too."""
_REST = "everything else"


@dataclass(slots=True)
class Clock:
    """Processor seconds by stage; a stage inside another counts for itself alone."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _open: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done inside."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, counted."""

        def counting(*arguments: object) -> Any:
            with self.stage(name):
                return call(*arguments)

        return counting

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.spent[self._open[-1]] += now - self._since
        self._since = now


@dataclass(frozen=True, slots=True, eq=False)
class CountedSteps:
    """Steps that count their time."""

    clock: Clock

    def __call__(self) -> Steps:
        """Make them."""
        steps, clock = wiring.steps(DEFAULT_LIMITS), self.clock
        return replace(
            steps,
            load=clock.counted("load and hash", steps.load),
            read=clock.counted("read", steps.read),
            tag=clock.counted("tag", steps.tag),
        )


class Counted:
    """A catalogue or an engine whose `write` counts; everything else is handed on."""

    def __init__(self, real: Any, clock: Clock, name: str) -> None:
        """Stand before `real`."""
        self._real, self._clock, self._name = real, clock, name

    @contextmanager
    def write(self) -> Iterator[Any]:
        """As the real one."""
        with self._clock.stage(self._name), self._real.write() as writer:
            yield writer

    def __getattr__(self, name: str) -> Any:
        """Whatever else it can."""
        return getattr(self._real, name)


def measured(files: Sequence[Path], folder: Path) -> tuple[dict[str, float], int]:
    """Processor seconds by stage of a run over `files` into a library at `folder`, and the pages."""
    clock = Clock()
    make_steps = CountedSteps(clock)
    # The first document builds the pipeline, which is done once a worker and not counted here.
    work(make_steps, Job(files[0]))
    clock.spent.clear()
    opened = wiring.open_library(folder, create=True)
    catalogue, engine = Counted(opened.catalogue, clock, "store"), Counted(opened.engine, clock, "index")
    library = Library(folder, catalogue, engine)  # type: ignore[arg-type] - it does all that the real ones do
    order = Order(tuple(Discovered(path) for path in files))
    with clock.stage(_REST):
        results = list(ingest(order, library, Workers(Inline(), make_steps, 1)))
    inverting = _inverting(opened)
    spent = dict(clock.spent) | {"send": _sending(files, make_steps), "invert": inverting}
    spent[_REST] -= inverting
    return spent, sum(result.pages for result in results)


def _sending(files: Sequence[Path], make_steps: CountedSteps) -> float:
    """Seconds that packing and unpacking takes, of what workers hand back."""
    spent = 0.0
    for path in files:
        portion = work(make_steps, Job(path))
        begun = time.process_time()
        pickle.loads(pickle.dumps(portion, pickle.HIGHEST_PROTOCOL))
        spent += time.process_time() - begun
    return spent


def _inverting(library: Library) -> float:
    from tenderscan.index.postings import inverted

    spent = 0.0
    for sha256 in library.catalogue.all_ids():
        waiting = library.catalogue.waiting(sha256)
        begun = time.process_time()
        inverted(waiting.title, waiting.text)
        spent += time.process_time() - begun
    return spent


def started(workers: int) -> float:
    """Seconds until every one of so many workers has built its pipeline and read its first file."""
    from benchmarks import generated

    with tempfile.TemporaryDirectory() as folder:
        files = generated.documents(workers, Path(folder))
        begun = time.perf_counter()
        with wiring.workers(workers) as here:
            for future in [here.executor.submit(work, here.make_steps, Job(path)) for path in files]:
                future.result()
            return time.perf_counter() - begun


def show(files: Sequence[Path], workers: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        spent, pages = measured(files, Path(folder))
    whole = sum(spent.values())
    print(f"where the processor's time goes, {pages:,} pages in one process; ms a page")
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        who = "parent" if name in PARENT else "worker"
        print(f"  {name:24} {1000 * seconds / pages:6.2f}  {seconds / whole:5.1%}  {who}")
    print(f"  {'together':24} {1000 * whole / pages:6.2f}  ({pages / whole:.0f} pages a second on one core)")
    of_parent = sum(spent.get(name, 0.0) for name in PARENT)
    print(f"  {'of which the parent':24} {1000 * of_parent / pages:6.2f}")
    print(f"start-up: {started(workers):.1f} s until {workers} workers have read their first file")


def main() -> None:
    """Measure what is named, or the real files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY.parent / "shared" / "data" / "dev")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    packs = sorted(options.folder.glob("a_*")) or [options.folder]
    files = [path for pack in packs for path in sorted(pack.rglob("*.[pP][dD][fF]"))]
    if not files:
        print(f"skipped: no PDF files below {options.folder}")
        return
    show(files, options.workers)


if __name__ == "__main__":
    main()
