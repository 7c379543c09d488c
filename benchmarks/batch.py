"""A whole batch against Recoll, and against the script that a developer would write: pages a second, from end to end.

    python -m benchmarks.batch [--times N…] [--repeats N] [--workers N] [--every N] [--no-plain] [--no-stages]

The PDFs of `../shared/data/dev/a_*` are copied N times (5 and 10 unless told: 3,670 and 7,340 pages), each copy with a
comment behind its end, so that none is known. `tenderscan ingest` reads them with tables, tags, stores and indexes
them; `recollindex` extracts and indexes them, in turn with it, the database wiped before; whole commands are timed,
from start to end, start-up included. Neither recognises text in pictures. The plain script does every N-th file of one
copy (`plain_script.py` says what it is and what is in its favour); its time leaves out loading its libraries.

Targets: 0.6 of Recoll's pages a second, and 20 times those of the plain script. Ends with 1 where one is missed.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks import generated, recoll, stages
from benchmarks.watched import MEBIBYTE, Watched, tenderscan, watch

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared" / "data" / "dev"
RECOLL_TARGET, PLAIN_TARGET = 0.6, 20.0
NO_OCR = {"TENDERSCAN_OCR": "off"}
_READ_OR_PARTLY = (0, 3)


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of both.

    Attributes:
        ours: `tenderscan ingest`.
        theirs: `recollindex`; None where it is not there.
    """

    ours: Watched
    theirs: Watched | None

    @property
    def ratio(self) -> float:
        """Our pages a second by theirs."""
        return self.theirs.seconds / self.ours.seconds if self.theirs else float("nan")

    @property
    def by_processor(self) -> float:
        """The same by processor time, which a busy machine changes less."""
        return self.theirs.cpu / self.ours.cpu if self.theirs else float("nan")


def real_files(folder: Path) -> list[Path]:
    """The PDFs that are repeated."""
    return [path for pack in sorted(folder.glob("a_*")) for path in sorted(pack.rglob("*.[pP][dD][fF]"))]


def pages_of(files: Sequence[Path]) -> int:
    """Pages as pdfium counts them."""
    total = 0
    for path in files:
        with pypdfium2.PdfDocument(path) as opened:
            total += len(opened)
    return total


def ingest(files: Path, library: Path, workers: int, *more: str) -> Watched:
    """`tenderscan ingest` on a folder.

    Raises:
        RuntimeError: it ended otherwise than it should.
    """
    command = tenderscan("ingest", files, "--workers", str(workers), "--library", library, *more)
    done = watch(command, env=NO_OCR)
    if done.code not in _READ_OR_PARTLY:
        raise RuntimeError(f"tenderscan ended with {done.code}\n{done.out}")
    return done


def in_turn(files: Path, work: Path, workers: int, repeats: int, pages: int) -> list[Turn]:
    """Both, one after the other, again and again."""
    turns = []
    for repeat in range(repeats):
        library = work / "library"
        shutil.rmtree(library, ignore_errors=True)
        ours = ingest(files, library, workers)
        turns.append(Turn(ours, recoll.index(files, work / "recoll") if recoll.is_there() else None))
        print(f"  run {repeat + 1}: {_rate('tenderscan', pages, ours)}", flush=True)
        if turn := turns[-1].theirs:
            print(f"         {_rate('recollindex', pages, turn)}; ratio {turns[-1].ratio:.2f}", flush=True)
    return turns


def _rate(name: str, pages: int, done: Watched) -> str:
    return (
        f"{name} {pages / done.seconds:.0f} pages/s in {done.seconds:.1f} s, {1000 * done.cpu / pages:.1f} ms of the "
        f"processor a page; peak {done.peak / MEBIBYTE:.0f} MB, largest other {done.largest_child / MEBIBYTE:.0f} MB"
    )


def _where(turns: Sequence[Turn], pages: int, workers: int) -> str:
    """What became of the cores' time in the median run; idle is also what waits for the disk and for a busy machine."""
    done = sorted((turn.ours for turn in turns), key=lambda ours: ours.seconds)[len(turns) // 2]
    whole = workers * done.seconds
    parts = {"parent": done.own_cpu, "workers": done.cpu - done.own_cpu, "idle": whole - done.cpu}
    told = ", ".join(f"{name} {1000 * took / pages:.2f} ms a page ({took / whole:.0%})" for name, took in parts.items())
    return f"  {workers} cores for {done.seconds:.1f} s: {told}"


def plain(files: Sequence[Path], every: int, *more: str) -> float:
    """Pages a second of the plain script."""
    sampled = [str(path) for path in files[::every]]
    command = [sys.executable, "-m", "benchmarks.plain_script", "--json", *more, *sampled]
    done = watch(command)
    if done.code:
        raise RuntimeError(f"the plain script ended with {done.code}\n{done.out}")
    took = json.loads(done.out.strip().splitlines()[-1])
    return float(took["pages"] / took["seconds"])


def main() -> int:
    """Measure and print."""
    options = _options()
    files = real_files(options.shared)
    if not files:
        print(f"skipped: no real files at {options.shared}; name their folder with --shared")
        return 0
    if not recoll.is_there():
        print(f"without Recoll: {recoll.MISSING}")
    pages, best, met = pages_of(files), 0.0, True
    for times in options.times:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            work = Path(folder)
            generated.copies(files, times, work / "files")
            print(f"{len(files) * times:,} files, {pages * times:,} pages, {options.workers} workers")
            turns = in_turn(work / "files", work, options.workers, options.repeats, pages * times)
        best = pages * times / statistics.median(turn.ours.seconds for turn in turns)
        if recoll.is_there():
            ratio = statistics.median(turn.ratio for turn in turns)
            met = met and ratio >= RECOLL_TARGET
            by_processor = statistics.median(turn.by_processor for turn in turns)
            print(f"  median of the ratios {ratio:.2f} (target {RECOLL_TARGET}); by processor time {by_processor:.2f}")
        print(f"{_where(turns, pages * times, options.workers)}\n")
    if not options.no_plain:
        met = _against_plain(files, options.every, best) and met
    if not options.no_stages:
        stages.show(files, options.workers)
    return 0 if met else 1


def _against_plain(files: Sequence[Path], every: int, ours: float) -> bool:
    ratios = []
    for name, more in (("whole model", ()), ("ner only", ("--ner-only",))):
        rate = plain(files, every, *more)
        ratios.append(ours / rate)
        print(f"plain script, {name}: {rate:.2f} pages/s of every {every}th file; ratio {ratios[-1]:.0f}", flush=True)
    print(f"  target {PLAIN_TARGET:.0f}, with the whole model\n")
    return ratios[0] >= PLAIN_TARGET


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the real files")
    parser.add_argument("--times", type=int, nargs="+", default=[5, 10], help="copies of each file")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, default=4, help="the plain script does every N-th file")
    parser.add_argument("--no-plain", action="store_true")
    parser.add_argument("--no-stages", action="store_true")
    parser.add_argument("--folder", type=Path, help="for copies and libraries; a temporary folder unless told")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
