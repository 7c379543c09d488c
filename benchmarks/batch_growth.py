"""How a whole batch grows: 100, 1,000 and 10,000 generated documents through `tenderscan ingest` with real workers.

    python -m benchmarks.batch_growth [N …] [--workers N] [--folder FOLDER]

Seconds and processor time a document, the memory of the first process over time (the peak in each fifth of the run:
flat means that it does not grow with the number of files), and then the same command over unchanged files, and with
`--rehash`. `growth.py` has the catalogue, the index and the search without readers and workers.

Targets: a document of 10,000 costs at most 1.3 times one of 1,000; the first process stays below 500 MB; 10,000
unchanged files take less than 10 seconds. Ends with 1 where one is missed.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.batch import ingest
from benchmarks.generated import documents
from benchmarks.watched import MEBIBYTE, Watched

RATIO, MEGABYTES, AGAIN_SECONDS = 1.3, 500, 10.0


@dataclass(frozen=True, slots=True)
class Grown:
    """Runs over so many documents.

    Attributes:
        number: of documents.
        first: all are new.
        again: none is.
        rehashed: none is, but that has to be looked up in their bytes.
        disk: bytes of the library.
    """

    number: int
    first: Watched
    again: Watched
    rehashed: Watched
    disk: int


def grown(number: int, work: Path, workers: int) -> Grown:
    """Make documents and ingest them three times."""
    documents(number, work / "files")
    library = work / "library"
    first = ingest(work / "files", library, workers)
    disk = sum(file.stat().st_size for file in library.rglob("*") if file.is_file())
    again = ingest(work / "files", library, workers)
    return Grown(number, first, again, ingest(work / "files", library, workers, "--rehash"), disk)


def show(one: Grown) -> None:
    """Print one row and the course of the memory."""
    first, number = one.first, one.number
    print(
        f"{number:9,}{first.seconds:9.1f}{1000 * first.seconds / number:8.1f}{1000 * first.cpu / number:8.1f}"
        f"{1000 * first.own_cpu / number:8.1f}{first.peak / MEBIBYTE:8.0f}{first.largest_child / MEBIBYTE:8.0f}"
        f"{one.disk / MEBIBYTE:8.0f}{one.again.seconds:8.1f}{one.rehashed.seconds:9.1f}   "
        + " ".join(f"{held:.0f}" for held in first.fifths()),
        flush=True,
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, default=[100, 1_000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="for documents and libraries; a temporary folder unless told")
    options = parser.parse_args()
    print("               a document, ms:   all  parent  memory, MB:       library  unchanged  memory of the parent")
    print("documents  seconds    wall     cpu     cpu  parent  worker      MB       s rehash, s   in each fifth, MB")
    rows = []
    for number in options.numbers:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            rows.append(grown(number, Path(folder), options.workers))
        show(rows[-1])
    return 0 if _met(rows) else 1


def _met(rows: list[Grown]) -> bool:
    last = rows[-1]
    met = last.first.peak < MEGABYTES * MEBIBYTE and last.again.seconds < AGAIN_SECONDS
    print(f"parent at most {last.first.peak / MEBIBYTE:.0f} MB (target {MEGABYTES})")
    print(f"{last.number:,} unchanged files {last.again.seconds:.1f} s (target {AGAIN_SECONDS:.0f})")
    if len(rows) > 1:
        before = rows[-2]
        wall, cpu = (
            (of(last.first) / last.number) / (of(before.first) / before.number)
            for of in (lambda run: run.seconds, lambda run: run.cpu)
        )
        print(
            f"cost of a document, {last.number:,} to {before.number:,}: {wall:.2f} in time, {cpu:.2f} of the processor"
        )
        met = met and max(wall, cpu) <= RATIO
    return met


if __name__ == "__main__":
    sys.exit(main())
