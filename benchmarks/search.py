"""How the engines grow: time to build an index of N documents, its size, and time to answer.

    python benchmarks/search.py FOLDER [N …] [--words 4000]

The documents are mixed from the paragraphs of the Markdown and text files below FOLDER, so that their vocabulary and
its frequencies are real; made-up words would mislead (docs/design.md). Building is measured in processor time of this
one process: `invert` is what worker processes do in a batch (cutting words), `put` what is left to the one writer
(putting and committing groups of 200). `peak` is the memory of the process in MB, when all is built. Answers are the
best of three. The `memory` engine looks at every document for every query; it is the reference for answers, not for
speed.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median

import psutil

from tenderscan.index.engine import Engine, Entry
from tenderscan.index.memory import MemoryEngine
from tenderscan.index.postings import inverted
from tenderscan.index.whoosh import WhooshEngine
from tenderscan.query.parse import parse
from tenderscan.query.tree import And, Ids, Node

QUERIES = [
    "planning",
    "planning permission",
    "council meeting of the members",
    "councillor housing development limerick",
    '"planning permission"',
    '"of the"',
    "develop*",
    "housing OR roads OR water",
    "council -housing",
]
GROUP = 200
"""Documents a commit, as in ingest."""
MEMORY_LIMIT = 1_000
"""More documents than this take the memory engine minutes."""


def main() -> None:
    """Read the arguments, print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="real text files, such as ../shared/data/dev")
    options.add_argument("sizes", type=int, nargs="*", default=[100, 1_000, 3_000], help="numbers of documents")
    options.add_argument("--words", type=int, default=4_000, help="of a document; 4,000 are about ten pages")
    chosen = options.parse_args()
    paragraphs = list(read_paragraphs(chosen.folder))
    if not paragraphs:
        options.error(f"no .md or .txt files below {chosen.folder}")
    print(f"{len(paragraphs):,} paragraphs; {chosen.words:,} words a document; times in ms unless said otherwise\n")
    print(
        f"{'engine':8} {'documents':>9} {'build s':>8} {'invert each':>11} {'put each':>8} {'MB':>6} {'peak':>5}"
        f" {'cold':>6} {'median':>7} {'worst':>7}  worst query"
    )
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            engine = WhooshEngine(Path(folder) / "index")
            measure("whoosh", engine, mix(paragraphs, size, chosen.words), folder=Path(folder) / "index")
            engine.close()
    for size in chosen.sizes:  # behind the others, whose memory is looked at
        if size <= MEMORY_LIMIT:
            measure("memory", MemoryEngine(), mix(paragraphs, size, chosen.words))


def read_paragraphs(folder: Path) -> Iterator[str]:
    """Paragraphs of every Markdown and text file."""
    for path in sorted((*folder.rglob("*.md"), *folder.rglob("*.txt"))):
        for paragraph in path.read_text(encoding="utf-8", errors="replace").split("\n\n"):
            if len(paragraph) > 40:
                yield paragraph


def mix(paragraphs: Sequence[str], size: int, words: int) -> Iterator[Entry]:
    """Documents of paragraphs drawn at random, always the same ones."""
    draw = random.Random(2026)
    for number in range(size):
        text: list[str] = []
        length = 0
        while length < words:
            text.append(draw.choice(paragraphs))
            length += text[-1].count(" ") + 1
        yield Entry(f"{number:064x}", text[0][:60], "\n".join(text))


def build(engine: Engine, entries: Iterator[Entry]) -> tuple[float, float, list[str]]:
    """Put them in groups; seconds of inverting and of putting, and the ids."""
    inverting = putting = 0.0
    ids: list[str] = []
    while group := list(islice(entries, GROUP)):
        started = time.process_time()
        if not isinstance(engine, MemoryEngine):
            group = [replace(entry, inverted=inverted(entry.title, entry.text)) for entry in group]
        half = time.process_time()
        with engine.write() as writer:
            for entry in group:
                writer.put(entry)
        inverting, putting = inverting + half - started, putting + time.process_time() - half
        ids += [entry.id for entry in group]
    return inverting, putting, ids


def measure(name: str, engine: Engine, entries: Iterator[Entry], *, folder: Path | None = None) -> None:
    """Build, ask, print one line."""
    inverting, putting, ids = build(engine, entries)
    memory = psutil.Process().memory_info().rss / 2**20
    trees: list[tuple[str, Node]] = [(query, parse(query)) for query in QUERIES]
    trees.append(("planning, half of the documents", And((parse("planning"), Ids(frozenset(ids[::2]))))))
    timed = [(timing(engine, tree), query) for query, tree in trees]
    worst, query = max(timed)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6 if folder else 0.0
    cold_start = f"{cold(folder):6.0f}" if folder else f"{'':6}"
    print(
        f"{name:8} {len(ids):9,} {inverting + putting:8.1f} {inverting / len(ids) * 1000:11.2f}"
        f" {putting / len(ids) * 1000:8.2f} {size:6.1f} {memory:5.0f} {cold_start}"
        f" {median(time for time, _ in timed):7.1f} {worst:7.1f}  {query}",
        flush=True,
    )


def timing(engine: Engine, tree: Node) -> float:
    """Milliseconds of one answer, the best of three."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        engine.search(tree)
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def cold(folder: Path) -> float:
    """Milliseconds in a new process from importing the engine to its first answer."""
    program = (
        "import sys, time; started = time.perf_counter()\n"
        "from pathlib import Path\n"
        "from tenderscan.index.whoosh import WhooshEngine\n"
        "from tenderscan.query.parse import parse\n"
        "WhooshEngine(Path(sys.argv[1])).search(parse('planning permission'))\n"
        "print((time.perf_counter() - started) * 1000)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
