"""How the cost of ingesting and searching grows with the number of documents.

    python benchmarks/growth.py [N …] [--folder FOLDER]

N documents (100, 1,000 and 10,000 unless told) are made from the sample packs: each is one sample's text, cut to at
most 8,000 characters, with a line of its own, so that none is skipped as known. Reading and tagging cost the same for
every document and are left out: this is the catalogue, the index and the search. Times are CPU seconds of this process,
searches are medians. Whole runs with worker processes are measured by `batch_growth.py`.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tenderscan import readers, wiring
from tenderscan.batch.inline import Inline
from tenderscan.batch.results import Order
from tenderscan.batch.run import Workers, ingest
from tenderscan.document import Block, BlockKind, Document, Page, Source, Span
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.library import Library
from tenderscan.ingest.steps import Steps
from tenderscan.record import Finding
from tenderscan.search import search
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger

QUERIES = ("apprenticeship", '"social value" jobs', "grounds maintenance value:>£500k", "supplier:mossglade -draft")
LONGEST = 8_000


class Copies:
    """A reader and a tagger that hand out sample documents, each with a line that makes it another."""

    def __init__(self, samples: list[tuple[Document, tuple[Finding, ...]]]) -> None:
        """Copy these documents."""
        self._samples = samples

    def load(self, path: Path) -> readers.Loaded:
        """A document's hash is that of its number."""
        content = path.name.encode()
        source = Source(path.name, sha256(content).hexdigest(), len(content), "text/plain")
        return readers.Loaded(content, source, readers.Kind("text/plain", "plain text"))

    def read(self, loaded: readers.Loaded) -> Document:
        """The sample whose turn it is."""
        document, _ = self._samples[int(loaded.source.name) % len(self._samples)]
        text = f"{document.text[:LONGEST]}\nnumber {loaded.source.name}"
        whole = Span(0, len(text))
        return replace(
            document,
            source=loaded.source,
            text=text,
            pages=(Page(1, whole),),
            blocks=(Block(BlockKind.PARAGRAPH, whole),),
            tables=(),
        )

    def tag(self, document: Document) -> tuple[Finding, ...]:
        """The sample's findings that lie in what was kept of it."""
        _, findings = self._samples[int(document.source.name) % len(self._samples)]
        return tuple(finding for finding in findings if finding.evidence.span.end <= LONGEST)


def samples() -> Iterator[tuple[Document, tuple[Finding, ...]]]:
    """Every sample document with its findings."""
    tagger = Tagger(wiring.rules())
    for path in sorted(bundled("corpus/packs").glob("*/*.*")):
        document = readers.read(path)
        yield document, tagger.tag(document)


def cpu(action: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def ingested(paths: list[Path], library: Library, steps: Steps) -> Callable[[], object]:
    """An ingest of these paths."""
    order = Order(tuple(Discovered(path) for path in paths))
    return lambda: list(ingest(order, library, Workers(Inline(), lambda: steps, 1)))


def searched(library: Library, query: str) -> Callable[[], object]:
    """A search of the library."""
    shelf, vocabulary = wiring.shelf(library), wiring.vocabulary()
    return lambda: search(query, engine=library.engine, shelf=shelf, vocabulary=vocabulary)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, default=[100, 1_000, 10_000])
    parser.add_argument("--folder", type=Path, help="where libraries are made; a temporary folder unless told")
    chosen = parser.parse_args()
    copies = Copies(list(samples()))
    steps = Steps(load=copies.load, read=copies.read, tag=copies.tag, read_by="growth", tagged_by="growth")
    print("documents    ingest  a document    again     disk  search (ms), the slowest query")
    for number in chosen.numbers:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            library = wiring.open_library(Path(folder), create=True)
            paths = [Path(folder) / f"{position}" for position in range(number)]
            first, again = (cpu(ingested(paths, library, steps)) for _ in range(2))
            size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
            worst = max(statistics.median(cpu(searched(library, query)) for _ in range(5)) for query in QUERIES)
            print(
                f"{number:9,}  {first:6.1f} s  {first / number * 1000:7.1f} ms  {again:5.1f} s  "
                f"{size / 2**20:4.0f} MB  {worst * 1000:6.0f}"
            )


if __name__ == "__main__":
    main()
