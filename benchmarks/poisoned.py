"""A batch in which one file in ten is poison: everybody else is ingested, each poison is in the ledger for its reason.

    python -m benchmarks.poisoned [--files N] [--seconds N] [--workers N] [--folder FOLDER]

Of 1,000 files 900 are good, 20 kill the process that reads them, 20 hang in it, 60 are broken; how is in
`tests/flows/poison.py`. The 900 are ingested alone first. With the poison it may take 1.5 times as long as that and the
time that the hanging files are given together; printed beside it is the harder target, 1.5 times the clean run and that
time once. The time given to them is `--seconds` for each, once among others and once more, side by side as far as
workers and room allow, without what the pool allows beyond. Then the same again: nothing may be tried once more. Whole
runs are timed, the start of the workers included. Ends with 1 where anything is not as it should be.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.generated import Wanting
    from tenderscan.batch.results import Result
    from tests.flows.poison import PoisonedSteps

# Each worker process imports this module too, and should not pay for what only the first process needs.

TARGET = 1.5


@dataclass(frozen=True, slots=True)
class Ran:
    """One run.

    Attributes:
        seconds: it took.
        cpu: seconds of the processor that this process and its workers took.
        room: suspects that are tried side by side.
        results: by the name of the file.
    """

    seconds: float
    cpu: float
    room: int
    results: "dict[str, Result]"


def run(share: Path, folder: Path, steps: "PoisonedSteps", workers: int) -> Ran:
    """One run from nothing: workers are started for it."""
    from tenderscan import wiring
    from tenderscan.batch.pool import LocalPool
    from tenderscan.batch.results import order_for
    from tenderscan.batch.run import Workers, ingest

    limits = steps.limits
    begun, cpu = time.perf_counter(), _cpu()
    library = wiring.open_library(folder, create=True)
    with LocalPool(workers, seconds=limits.seconds, memory=limits.memory) as pool:
        results = list(ingest(order_for([share], skip=folder), library, Workers(pool, steps, workers, pool.room)))
        room = pool.room()
    by_name = {Path(result.place).name: result for result in results}
    return Ran(time.perf_counter() - begun, _cpu() - cpu, room, by_name)


def _cpu() -> float:
    """Of this process and of all that it has seen end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> int:
    """Run the good ones, all, and all again; say what is wrong."""
    from benchmarks.generated import documents, wanting
    from tenderscan import wiring
    from tenderscan.ingest.indexing import verify
    from tenderscan.settings import MEBIBYTE, Limits
    from tests.flows.poison import HANGERS, KILLERS, PoisonedSteps, poison, strewn, tasted

    options = _options()
    limits = Limits(seconds=options.seconds, memory=1_024 * MEBIBYTE)
    number = options.files // 50
    good, broken = options.files - 5 * number, wanting(3 * number)
    poisons = {
        f"{kind} {at:03}.txt": poison(kind, at)
        for at, kind in enumerate([*_of(KILLERS, number), *_of(HANGERS, number)])
    }
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        work = Path(folder)
        paths = documents(good, work / "share")
        steps = PoisonedSteps(limits, work / "tasted.log")
        clean = run(work / "share", work / "clean", steps, options.workers)
        print(f"{good} good files alone: {clean.seconds:.1f} s, {clean.cpu:.1f} s of the processor", flush=True)
        strewn(paths, poisons)
        strewn(paths, {one.name: one.content for one in broken}, seed=2)
        both = run(work / "share", work / "both", steps, options.workers)
        often = Counter(tasted(steps.log))
        again = run(work / "share", work / "both", steps, options.workers)
        problems = _problems(both, poisons, broken, good)
        problems += [f"{name} was tried {often[name]} times" for name in poisons if often[name] != 2]
        problems += [f"{name} was tried again" for name in tasted(steps.log)[often.total() :]]
        problems += [f"{name} was made again" for name, result in again.results.items() if not result.unchanged]
        problems += verify(wiring.open_library(work / "both"))
    _show(both, again)
    waiting = number * options.seconds * (1 / options.workers + 1 / both.room)
    allowed, harder = TARGET * (clean.seconds + waiting), TARGET * clean.seconds + waiting
    print(
        f"with the poison {both.seconds:.1f} s, {both.cpu:.1f} s of the processor; {waiting:.0f} s are time-outs; "
        f"allowed {allowed:.1f} s, and by the harder target {harder:.1f} s"
    )
    print(f"again, nothing new: {again.seconds:.1f} s")
    print(*(problems or ["nobody lost, nobody wrongly blamed"]), sep="\n")
    return 1 if problems or both.seconds > allowed else 0


def _of(kinds: tuple[str, ...], number: int) -> list[str]:
    return [kinds[at % len(kinds)] for at in range(number)]


def _problems(ran: Ran, poisons: dict[str, bytes], broken: "list[Wanting]", good: int) -> list[str]:
    """What is not as it should be."""
    from tenderscan.document import Outcome
    from tests.flows.poison import CODES

    expected = {name: (CODES[name.split()[0]],) for name in poisons} | {one.name: one.codes for one in broken}
    problems = []
    for name, result in ran.results.items():
        failed = result.outcome is Outcome.FAILED
        if failed != (name in expected) or (failed and result.code not in expected[name]):
            problems.append(
                f"{name}: {result.outcome.value} {result.code or ''}, expected {expected.get(name, 'read')}"
            )
    if len(ran.results) != good + len(expected):
        problems.append(f"{len(ran.results)} results for {good + len(expected)} files")
    return problems


def _show(*runs: Ran) -> None:
    for ran in runs:
        counted = Counter(result.code or result.outcome.value for result in ran.results.values())
        print(", ".join(f"{number} {code}" for code, number in counted.most_common()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=10, help="that one file may take")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--folder", type=Path, help="where files and libraries are made; a temporary folder unless told"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
