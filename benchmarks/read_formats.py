"""Reading every format: units of 3,000 characters a second on one core, against the plain use of the same library.

    python benchmarks/read_formats.py [FORMAT…] [--units N] [--repeats N] [--folder FOLDER] [--no-memory]

Both read the same made-up file in turn, in one process; the figures are medians. "Ours" is all that `readers.read`
does: looking at the bytes, hashing, reading, pages, blocks and tables. The plain use yields bare text or values,
without places, and misses what its library misses. With `--folder` the files of a folder are read as well, ours only.

Memory: an XLSX of 100,000 rows by 10 columns is read in a process of its own; the figure is the peak of the whole
process. Exit code 1 where it is over 300 MiB.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from format_samples import SAMPLES, UNIT, Sample, values, workbook

_MEBIBYTE = 1024 * 1024
_MOST_MEMORY = 300
_ROWS, _COLUMNS = 100_000, 10


def main() -> int:
    """Measure and print; exit code 1 where the memory target is missed."""
    options = _options()
    if options.one:
        print(_peak_of_reading(options.one))
        return 0
    chosen = [sample for sample in SAMPLES if not options.formats or Path(sample.name).suffix[1:] in options.formats]
    print(f"{'format':7}{'units':>7}{'ours/s':>10}{'plain/s':>10}{'ratio':>8}  plain use")
    with tempfile.TemporaryDirectory() as folder:
        for sample in chosen:
            _measure(sample, Path(folder), options.units, options.repeats)
        if options.folder:
            _measure_folder(options.folder)
        return 0 if options.no_memory else _memory(Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", help="endings, such as xlsx csv; default: all")
    parser.add_argument("--units", type=int, default=200, help="size of the files (default 200)")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="a folder whose files are read too")
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(sample: Sample, folder: Path, units: int, repeats: int) -> None:
    """One line of the table; both are called once before the clock starts."""
    content = sample.build(units)
    path = folder / sample.name
    path.write_bytes(content)
    ours = _members if sample.opens else _text
    try:
        size = ours(path) / UNIT
        sample.plain(content)
    except ImportError as error:
        print(f"{path.suffix[1:]:7} left out: {error.name} is not installed")
        return
    mine, plain = [], []
    for _ in range(repeats):
        mine.append(_seconds(lambda: ours(path)))
        plain.append(_seconds(lambda: sample.plain(content)))
    each, other = size / statistics.median(mine), size / statistics.median(plain)
    print(f"{path.suffix[1:]:7}{size:7.0f}{each:10,.0f}{other:10,.0f}{each / other:8.2f}  {sample.library}", flush=True)


def _text(path: Path) -> int:
    from tenderscan.readers import read

    return len(read(path).text)


def _members(path: Path) -> int:
    from tenderscan.readers import load, members

    return sum(len(member.content) for member in members(load(path)))


def _seconds(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _measure_folder(folder: Path) -> None:
    """Units a second over the files of a folder, by ending."""
    from tenderscan.errors import FileProblem

    found: dict[str, list[tuple[int, float]]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        start = time.perf_counter()
        try:
            size = _text(path)
        except FileProblem:
            size = 0
        found.setdefault(path.suffix.lower()[1:], []).append((size, time.perf_counter() - start))
    for ending, measured in sorted(found.items()):
        size, seconds = sum(size for size, _ in measured) / UNIT, sum(seconds for _, seconds in measured)
        print(f"{ending:7}{size:7.0f}{size / seconds:10,.0f}{'':18}  {len(measured)} files of {folder.name}")


def _memory(folder: Path) -> int:
    path = folder / "large.xlsx"
    lines = islice(enumerate(values(_ROWS // 33 + 1)), _ROWS)
    path.write_bytes(workbook([*line, f"reference {at}", at * 3, "Paid", "Highways"] for at, line in lines))
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(path)], capture_output=True, text=True, check=True, timeout=600
    )
    read, seconds, peak = done.stdout.split()
    over = float(peak) > _MOST_MEMORY
    print(f"XLSX of {_ROWS:,} rows by {_COLUMNS} columns: {read} rows read in {seconds} s, peak {peak} MiB")
    return int(over)


def _peak_of_reading(path: Path) -> str:
    from tenderscan.readers import read

    start = time.perf_counter()
    document = read(path)
    seconds = time.perf_counter() - start
    return f"{sum(len(table.rows) for table in document.tables)} {seconds:.1f} {_peak() / _MEBIBYTE:.0f}"


def _peak() -> int:
    """Most bytes that this process has held."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says includes the process that this one was started from
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    sys.exit(main())
