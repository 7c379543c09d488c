"""Kills at random moments of a batch, each followed by a resume: is the library always the same as without them?

    python -m benchmarks.survival [--kills N] [--each N] [--documents N] [--seed N] [--no-tags]

A share of 500 files (archives, second copies and broken files among them) is ingested once undisturbed. Then again and
again into new libraries: the parent is killed at a random moment; or one of its workers; or the parent kills itself
before, during or after it writes to the index, or while it commits. What was killed is started again, killed again as
often as `--each` says, and in the end runs through; then `same_library` compares catalogue and index with the
undisturbed ones. A worker that outlives its parent counts as a failure. Ends with 1 where there is any.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.generated import mixed
from benchmarks.same_library import compare
from tests.flows import survive

KINDS = ("parent", "parent", "worker", *survive.WHENS)
"""Of which one is drawn for each kill; half of those of the parent's own choice hit it between catalogue and index."""


@dataclass(frozen=True, slots=True)
class How:
    """How runs are killed.

    Attributes:
        each: kills before a library is compared.
        seconds: that an undisturbed run takes.
        more: arguments for every run.
    """

    each: int
    seconds: float
    more: tuple[str, ...]

    @property
    def within(self) -> float:
        """Seconds within which a run is hit; of several, each finds less to do."""
        return self.seconds if self.each == 1 else max(0.4 * self.seconds, 3.0)

    @property
    def most_writes(self) -> int:
        """Writings to the index that are likely to come: four in a run over 500 files."""
        return 4 if self.each == 1 else 2


@dataclass(slots=True)
class Tally:
    """What has happened so far.

    Attributes:
        kills: by kind.
        missed: runs that were over before they were hit, by kind.
        compared: libraries.
        different: what was found different, by library.
        orphans: workers that outlived their parent.
        resumed: seconds of runs that went through after a kill.
    """

    kills: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    different: dict[str, tuple[str, ...]] = field(default_factory=dict)
    orphans: int = 0
    resumed: list[float] = field(default_factory=list)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def hit(kind: str, share: Path, library: Path, chance: random.Random, how: "How") -> bool:
    """One run that is to be killed; whether it was.

    Raises:
        RuntimeError: it ended otherwise than by the kill or well, or a worker outlived it.
    """
    when = [] if kind not in survive.WHENS else ["--die", f"{kind}:{chance.randint(1, how.most_writes)}"]
    more = how.more
    process = survive.start(share, library, *more, *when)
    moment = chance.uniform(0.2, how.within * (0.6 if kind == "worker" else 1.0))
    seen = _workers_seen(process, moment if kind == "parent" else 0.0)
    if kind == "parent":
        killed = process.poll() is None
        process.kill()
    elif kind == "worker":
        killed = survive.kill_a_worker_after(process, moment, chance)
    else:
        seen = _workers_seen(process, float("inf"))
        killed = process.wait() == survive.KILLED
    printed, _ = process.communicate()
    if left := survive.orphans(seen):
        raise RuntimeError(f"{len(left)} workers outlived the run")
    if process.returncode and (kind == "worker" or not killed):
        raise RuntimeError(f"ended with {process.returncode}\n{printed}")
    return killed


def _workers_seen(process: "subprocess.Popen[str]", seconds: float) -> list[psutil.Process]:
    """All workers that a run has had, until so many seconds are over or it is."""
    seen = {}
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        seen |= {one.pid: one for one in survive.workers_of(process.pid)}
        time.sleep(0.02)
    return list(seen.values())


def main() -> int:
    """Kill, resume, compare, and print what came of it."""
    options = _options()
    chance, tally = random.Random(options.seed), Tally()
    more = ("--no-tags",) if options.no_tags else ()
    print(f"seed {options.seed}: {options.documents} files, {options.kills} kills, {options.each} a library")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        share, whole = Path(folder) / "share", Path(folder) / "undisturbed"
        mixed(options.documents, share, seed=options.seed)
        begun = time.perf_counter()
        survive.finished(share, whole, *more)
        seconds = time.perf_counter() - begun
        print(f"undisturbed: {seconds:.1f} s", flush=True)
        while tally.kills.total() < options.kills:
            library = Path(folder) / f"library {tally.compared}"
            _one_library(share, library, whole, chance, tally, How(options.each, seconds, more))
            if library.name not in tally.different:
                shutil.rmtree(library)
            print(
                f"  {tally.kills.total()} kills, {tally.compared} compared, {len(tally.different)} differ", flush=True
            )
    _show(tally)
    return 1 if tally.different or tally.orphans else 0


def _one_library(share: Path, library: Path, whole: Path, chance: random.Random, tally: Tally, how: How) -> None:
    """Kill some runs over one library, let one go through, and compare."""
    kinds = [chance.choice(KINDS) for _ in range(how.each)]
    problem: tuple[str, ...] = ()
    for kind in kinds:
        try:
            killed = hit(kind, share, library, chance, how)
        except RuntimeError as trouble:
            killed, problem = True, (*problem, f"{kind}: {trouble}")
            tally.orphans += "outlived" in str(trouble)
        (tally.kills if killed else tally.missed)[kind] += 1
    begun = time.perf_counter()
    survive.finished(share, library, *how.more)
    tally.resumed.append(time.perf_counter() - begun)
    found = (*problem, *compare(whole, library).differences)
    tally.compared += 1
    if found:
        tally.different[library.name] = found
        print(f"{library}, after {', '.join(kinds)}:", *found, sep="\n    ", flush=True)
    for kind in kinds:
        tally.by_kind[kind]["differ" if found else "the same"] += 1


def _show(tally: Tally) -> None:
    print(f"\n{'kill':12}{'kills':>7}{'too late':>10}{'then the same':>15}{'then different':>16}")
    for kind in dict.fromkeys(KINDS):
        after = tally.by_kind[kind]
        same, differ = after["the same"], after["differ"]
        print(f"{kind:12}{tally.kills[kind]:7}{tally.missed[kind]:10}{same:15}{differ:16}")
    print(f"{'together':12}{tally.kills.total():7}{tally.missed.total():10}")
    slowest = max(tally.resumed, default=0.0)
    print(f"{tally.compared} libraries compared, {len(tally.different)} differ; {tally.orphans} workers left over")
    print(f"a resume that ran through took {slowest:.1f} s at most")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--each", type=int, default=1, help="kills before a library is compared")
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--no-tags", action="store_true", help="without tagging, which is several times as fast")
    parser.add_argument("--folder", type=Path, help="where libraries are made; a temporary folder unless told")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
