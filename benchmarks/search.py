"""How the engines grow: time to build an index of N documents, its size, and time to answer.

    python benchmarks/search.py FOLDER [N …]

The documents are mixed from the paragraphs of the Markdown and text files below FOLDER, so that their vocabulary and
its frequencies are real; made-up words would mislead (docs/design.md). Building is measured in processor time of this
one process, answers are the best of three. The `memory` engine looks at every document for every query; it is the
reference for answers, not for speed.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tenderscan.index.engine import Engine, Entry
from tenderscan.index.memory import MemoryEngine
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
WORDS_A_DOCUMENT = 4_000
"""About ten pages."""
GROUP = 200
"""Documents a commit, as in ingest."""
MEMORY_LIMIT = 1_000
"""More documents than this take the memory engine minutes."""


def main() -> None:
    """Read the arguments, print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="real text files, such as ../shared/data/dev")
    options.add_argument("sizes", type=int, nargs="*", default=[100, 1_000, 3_000], help="numbers of documents")
    chosen = options.parse_args()
    paragraphs = list(read_paragraphs(chosen.folder))
    if not paragraphs:
        options.error(f"no .md or .txt files below {chosen.folder}")
    print(f"{len(paragraphs):,} paragraphs; {WORDS_A_DOCUMENT:,} words a document; times in ms unless said otherwise\n")
    headings = (
        f"{'engine':8} {'documents':>9} {'build s':>8} {'doc/s':>7} {'MB':>6} {'cold':>6} {'median':>7} {'worst':>7}"
    )
    print(f"{headings}  worst query")
    for size in chosen.sizes:
        entries = mix(paragraphs, size)
        if size <= MEMORY_LIMIT:
            measure("memory", MemoryEngine(), entries)
        with tempfile.TemporaryDirectory() as folder:
            engine = WhooshEngine(Path(folder) / "index")
            measure("whoosh", engine, entries, folder=Path(folder) / "index")
            engine.close()


def read_paragraphs(folder: Path) -> Iterator[str]:
    """Paragraphs of every Markdown and text file."""
    for path in sorted((*folder.rglob("*.md"), *folder.rglob("*.txt"))):
        for paragraph in path.read_text(encoding="utf-8", errors="replace").split("\n\n"):
            if len(paragraph) > 40:
                yield paragraph


def mix(paragraphs: Sequence[str], size: int) -> list[Entry]:
    """Documents of paragraphs drawn at random, always the same ones."""
    draw = random.Random(2026)
    entries = []
    for number in range(size):
        text: list[str] = []
        length = 0
        while length < WORDS_A_DOCUMENT:
            text.append(draw.choice(paragraphs))
            length += text[-1].count(" ") + 1
        entries.append(Entry(f"{number:064x}", text[0][:60], "\n".join(text)))
    return entries


def measure(name: str, engine: Engine, entries: Sequence[Entry], *, folder: Path | None = None) -> None:
    """Build, ask, print one line."""
    started = time.process_time()
    for first in range(0, len(entries), GROUP):
        with engine.write() as writer:
            for entry in entries[first : first + GROUP]:
                writer.put(entry)
    built = time.process_time() - started
    trees: list[tuple[str, Node]] = [(query, parse(query)) for query in QUERIES]
    half = Ids(frozenset(entry.id for entry in entries[::2]))
    trees.append(("planning, half of the documents", And((parse("planning"), half))))
    timed = [(timing(engine, tree), query) for query, tree in trees]
    worst, query = max(timed)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6 if folder else 0.0
    cold_start = f"{cold(folder):6.0f}" if folder else f"{'':6}"
    print(
        f"{name:8} {len(entries):9,} {built:8.1f} {len(entries) / built:7.0f} {size:6.1f} {cold_start}"
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
