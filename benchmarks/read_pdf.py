"""Reading PDF against pdfplumber: pages a second, and whether the same tables are found.

    python benchmarks/read_pdf.py [PATH…] [--pages-sample N] [--repeats N] [--show N] [--no-agreement]

Time: pdfplumber does `extract_text()` and `extract_tables()` on every N-th page; `read()` reads whole documents, tables
included. Both in turn, in one process, on one core; the figure is the median of the ratios. Agreement: on every page
where pdfplumber finds tables, rows, cells and text are compared.

What is compared: cells with all blanks removed and without hyphens, since words broken at line ends are mended here;
tables without any text, on both sides, are left out. Cells in which pdfplumber meets characters it has no meaning for
("(cid:12)") are compared by their words of three or more Latin letters, blanks left in or removed, because each library
writes such characters in its own way; the figure for plain comparison is printed beside it.
"""

import argparse
import hashlib
import io
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber

from tenderscan.document import Document, Source
from tenderscan.readers import pdf
from tenderscan.settings import Limits

REPOSITORY = Path(__file__).resolve().parents[1]
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_LINE_END_HYPHEN = re.compile(r"-\s*")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_OTHER_SCRIPT = re.compile(r"[\u0900-\u0dff]")
# pdfplumber leaves the bullets of symbol fonts as private characters
_SYMBOLS = str.maketrans({0xF0B7: "\u2022", 0xF0A7: "\u25aa", 0xF0D8: "\u27a2", 0xF0FC: "\u2713", 0xF0A8: "\u25fb"})

Tables = list[list[list[str]]]


@dataclass
class Tally:
    """Pages of one folder: with tables, with the same tables by the plain and by the fair comparison."""

    pages: int = 0
    with_tables: int = 0
    plain: int = 0
    fair: int = 0
    differ: list[tuple[str, int, Tables, Tables]] = field(default_factory=list)


def main() -> int:
    """Measure and print; exit code 1 where a target is missed."""
    options = _options()
    paths = _paths(options.paths)
    if not paths:
        print("no PDF files: name some, or put the development files beside the repository", file=sys.stderr)
        return 2
    ratio = _time(paths, options.pages_sample, options.repeats)
    share = 1.0
    if not options.no_agreement:
        share = _agreement(paths, options.show)
    return 0 if ratio >= 20 and share >= 0.97 else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders; default: the a_* development folders")
    parser.add_argument("--pages-sample", type=int, default=8, help="pdfplumber reads every N-th page (default 8)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--show", type=int, default=10, help="how many pages that differ are shown")
    parser.add_argument("--no-agreement", action="store_true", help="time only")
    return parser.parse_args()


def _paths(named: list[Path]) -> list[Path]:
    folders = named or sorted((REPOSITORY.parent / "shared" / "data" / "dev").glob("a_*"))
    files: list[Path] = []
    for path in folders:
        files += sorted(path.glob("**/*.[pP][dD][fF]")) if path.is_dir() else [path]
    return files


def _loaded(path: Path) -> tuple[bytes, Source]:
    content = path.read_bytes()
    return content, Source(path.name, hashlib.sha256(content).hexdigest(), len(content), "application/pdf")


def _read(path: Path) -> Document:
    return pdf.read(*_loaded(path), Limits())


def _time(paths: list[Path], step: int, repeats: int) -> float:
    ratios = []
    _read(paths[0])
    _time_pdfplumber(_loaded(paths[0])[0], 1, 0)
    for repeat in range(repeats):
        own = theirs = 0.0
        own_pages = their_pages = 0
        # file by file in turn, so that whatever else the machine does slows both
        for path in paths:
            content, source = _loaded(path)
            begin = time.perf_counter()
            pages = len(pdf.read(content, source, Limits()).pages)
            own += time.perf_counter() - begin
            seconds, sampled = _time_pdfplumber(content, step, own_pages + repeat)
            theirs += seconds
            own_pages += pages
            their_pages += sampled
        ratios.append((own_pages / own) / (their_pages / theirs))
        print(
            f"run {repeat + 1}: read() {own_pages / own:7.1f} pages/s ({own_pages} pages), "
            f"pdfplumber {their_pages / theirs:6.2f} pages/s ({their_pages} pages), ratio {ratios[-1]:.1f}"
        )
    median = statistics.median(ratios)
    print(f"median ratio {median:.1f} (target 20)\n")
    return median


def _time_pdfplumber(content: bytes, step: int, offset: int) -> tuple[float, int]:
    """Seconds and number of pages, of every `step`-th page counted from `offset` pages before the file."""
    sampled = 0
    begin = time.perf_counter()
    with pdfplumber.open(io.BytesIO(content)) as opened:
        pages = opened.pages
        # opening serves all pages, of which this is a sample
        seconds = (time.perf_counter() - begin) / step
        for number, page in enumerate(pages, offset):
            if number % step == 0:
                begin = time.perf_counter()
                page.extract_text()
                page.extract_tables()
                seconds += time.perf_counter() - begin
                sampled += 1
            page.close()
    return seconds, sampled


def _agreement(paths: list[Path], show: int) -> float:
    tallies: dict[str, Tally] = {}
    for path in paths:
        tally = tallies.setdefault(path.parent.name, Tally())
        for number, own, theirs in _both(path):
            tally.pages += 1
            if theirs:
                _count(tally, path.name, number, own, theirs)
    print(f"{'folder':32}{'pages':>7}{'with tables':>13}{'same, plain':>13}{'same':>7}{'share':>9}")
    for folder, tally in tallies.items():
        share = tally.fair / max(1, tally.with_tables)
        print(f"{folder:32}{tally.pages:7}{tally.with_tables:13}{tally.plain:13}{tally.fair:7}{share:9.1%}")
    total = sum(tally.with_tables for tally in tallies.values())
    share = sum(tally.fair for tally in tallies.values()) / max(1, total)
    print(f"same tables on {share:.1%} of {total} pages (target 97 %)")
    for name, number, own, theirs in [page for tally in tallies.values() for page in tally.differ][:show]:
        print(f"\n{name}, page {number}")
        for label, tables, others in (("pdfplumber", theirs, own), ("read()", own, theirs)):
            for row in [row for table in tables if table not in others for row in table][:6]:
                print(f"  {label:10} {row}"[:240])
    return share


def _both(path: Path) -> Iterator[tuple[int, Tables, Tables]]:
    document = _read(path)
    with pdfplumber.open(path) as opened:
        for page in opened.pages:
            own = [
                [[cell.of(document.text) for cell in row] for row in table.rows]
                for table in document.tables
                if table.page == page.page_number
            ]
            theirs = [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
            yield page.page_number, own, theirs
            page.close()


def _count(tally: Tally, name: str, number: int, own: Tables, theirs: Tables) -> None:
    tally.with_tables += 1
    if _normal(own, _bare) == _normal(theirs, _bare):
        tally.plain += 1
        tally.fair += 1
    elif _undecodable(theirs) and any(_normal(own, form) == _normal(theirs, form) for form in (_words, _joined_words)):
        tally.fair += 1
    else:
        tally.differ.append((name, number, _normal(own, _bare), _normal(theirs, _bare)))


def _undecodable(tables: Tables) -> bool:
    cells = [cell for table in tables for row in table for cell in row]
    return any(_UNMAPPED.search(cell) or _OTHER_SCRIPT.search(cell) for cell in cells)


def _bare(cell: str) -> str:
    return re.sub(r"[\s\u00ad\u2011-]", "", cell).translate(_SYMBOLS)


def _words(cell: str) -> str:
    return " ".join(_LATIN_WORD.findall(_LINE_END_HYPHEN.sub("", _UNMAPPED.sub(" ", cell))))


def _joined_words(cell: str) -> str:
    # words that are broken in narrow cells are put together by `read()` only
    return _words("".join(_UNMAPPED.sub(" ", cell).split()))


def _normal(tables: Tables, cell_of: Callable[[str], str]) -> Tables:
    normal = [[[cell_of(cell) for cell in row] for row in table] for table in tables]
    return sorted(table for table in normal if any(cell for row in table for cell in row))


if __name__ == "__main__":
    sys.exit(main())
