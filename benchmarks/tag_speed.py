"""How quick the tagger is, that its memory does not grow, and that no input makes it slower than in proportion.

    python -m benchmarks.tag_speed [--shared FOLDER] [--memory [N]] [--growth]

Speed: pages of 3,000 characters a second of processor time on one core, over the text of real documents where
`--shared` has them, else of the bundled samples, with milliseconds a page for each component. Memory: `--memory [N]`
(10,000) different ones are tagged one after the other, and what the process holds is printed. `--growth`: texts without
a blank and long texts of n and 2n characters; a ratio of 2 is in proportion.
"""

import argparse
import gc
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import psutil
from spacy.tokens import Doc

from tenderscan.batch.inside import COLLECT_EVERY
from tenderscan.document import Block, BlockKind, Document, Page, Span
from tenderscan.errors import FileProblem
from tenderscan.readers import read
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger

ROOT = Path(__file__).resolve().parents[1]
PAGE = 3_000
TARGET = 150
"""Pages a second that are to be reached."""
MEBIBYTE = 1024 * 1024
LONG = 10_000_000
ONE_PARAGRAPH = 1_000_000
UNBROKEN = 100_000
PATIENCE = 60
"""Seconds that a text may take, or that of double length is not tried."""
_RUNS = 3
_NEW_WORDS = tuple(f"item{letter}" for letter in "abcdefghijklmnopqrstuvwxyzABCD")
"""As many as real documents bring that none before them had."""

_PROSE = "The Supplier shall pay £1,200.50 within 30 days of 1 May 2026 to Acme Services Ltd for 12 apprentices. "
REPEATED = {
    "prose": _PROSE * 8 + "\n",
    "one paragraph": _PROSE,
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "amounts": "£1,234,567",
    "dates": "01/02/2026",
    "hyphens": "a-",
    "points": "A.b.",
    "brackets": "(((",
    "percent": "10%",
    "placeholders": "«X",
    "square": "[Insert",
    "words": "SupplierLtdCouncil",
    "quotes": "“the”",
    "codes": "NT1,45112700-2/",
    "months": "12months",
}
"""Texts by what is repeated; the first two are long and have blanks, all others have none."""


class Timed:
    """A component of the pipeline that counts the time it takes."""

    def __init__(self, component: Callable[[Doc], Doc]) -> None:
        """Wrap a component."""
        self._component = component
        self.seconds = 0.0

    def __call__(self, doc: Doc) -> Doc:
        """Run the component."""
        begun = time.process_time()
        done = self._component(doc)
        self.seconds += time.process_time() - begun
        return done


def timed_components(tagger: Tagger) -> dict[str, Timed]:
    """The components of a tagger, from now on with a watch each."""
    # The pipeline's own list: spaCy has no public way to put a wrapper round a component.
    components = tagger._nlp._components
    watches = {name: Timed(component) for name, component in components}
    components[:] = list(watches.items())
    return watches


def made_of(text: str, name: str = "generated.txt") -> Document:
    """A document of one page, with a paragraph for each line."""
    whole = Span(0, len(text))
    lines = (match.span() for match in re.finditer("[^\n]+", text))
    empty = read(bundled("corpus") / "expected.jsonl")
    return replace(
        empty,
        source=replace(empty.source, name=name),
        text=text,
        pages=(Page(1, whole),),
        blocks=tuple(Block(BlockKind.PARAGRAPH, Span(*line)) for line in lines),
        tables=(),
        fields=(),
    )


def documents(shared: Path) -> list[Document]:
    """Real documents, or the samples where there are none."""
    if not shared.is_dir():
        print(f"no real files at {shared}: name their folder with --shared. The samples are measured.")
        paths = sorted(path for path in bundled("corpus/packs").rglob("*.*") if path.is_file())
    else:
        folders = ("a_*/*", "b_*/*", "c_cuad/*", "c_kleister*/*")
        paths = sorted(path for pattern in folders for path in shared.glob(pattern))
    return [document for path in paths if (document := _read(path)) and document.text]


def _read(path: Path) -> Document | None:
    try:
        return read(path)
    except FileProblem:
        return None


def speed(tagger: Tagger, files: list[Document]) -> None:
    """Print pages a second, and what each component takes."""
    # As in a worker of a batch, which holds one document, not hundreds that garbage is looked for in again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)
    pages = sum(len(document.text) for document in files) / PAGE
    for document in files[:20]:
        tagger.tag(document)  # the tokenizer has seen its first words
    watches = timed_components(tagger)
    runs = []
    for _ in range(_RUNS):
        begun = time.process_time()
        for document in files:
            tagger.tag(document)
        runs.append(time.process_time() - begun)
    rates = [pages / run for run in runs]
    print(f"{len(files)} documents, {pages:,.0f} pages of {PAGE:,} characters", end=": ")
    print(
        f"{statistics.median(rates):.0f} pages a second (from {min(rates):.0f} to {max(rates):.0f}), to reach: {TARGET}"
    )
    for name, watch in watches.items():
        print(f"  {name:32}{1000 * watch.seconds / _RUNS / pages:7.3f} ms a page")
    rest = statistics.mean(runs) - sum(watch.seconds for watch in watches.values()) / _RUNS
    print(f"  {'layout, tokens, settling':32}{1000 * rest / pages:7.3f} ms a page")


def memory(tagger: Tagger, files: list[Document], number: int) -> None:
    """Print what the process holds while `number` documents are tagged, each a little different from all others."""
    process = psutil.Process()
    for document in files:
        tagger.tag(document)  # from now on the documents of the measurement bring but the words made up for them
    print(f"{number:,} documents, memory of the process:")
    for count, document in enumerate(islice(_different(files), number)):
        if count % max(1, number // 10) == 0:
            print(f"  {count:7,} {process.memory_info().rss / MEBIBYTE:8.0f} MB", flush=True)
        tagger.tag(document)
    print(f"  {number:7,} {process.memory_info().rss / MEBIBYTE:8.0f} MB")


def _different(files: list[Document]) -> Iterator[Document]:
    """Documents without end, each with words that no other has; short ones, so that there can be many."""
    short = [document for document in files if len(document.text) < 5 * PAGE] or files
    for number, document in enumerate(cycle(short)):
        new = " ".join(f"{word}{number}" for word in _NEW_WORDS)
        first = f"The Supplier shall deliver {new}."
        text = f"{first}\n{document.text}"
        moved = (replace(block, span=_moved(block.span, text, document.text)) for block in document.blocks)
        # In a block of its own, as only what stands in blocks is read.
        blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(first))), *moved)
        yield replace(document, text=text, blocks=blocks, pages=(Page(1, Span(0, len(text))),), tables=(), fields=())


def _moved(span: Span, text: str, old: str) -> Span:
    by = len(text) - len(old)
    return Span(span.start + by, span.end + by)


def growth(tagger: Tagger) -> None:
    """Print how the time grows when a text doubles, for each component where it takes time worth naming."""
    watches = timed_components(tagger)
    print("seconds for n and 2n characters, and their ratio: 2 is in proportion")
    for name, part in REPEATED.items():
        large = {"prose": LONG, "one paragraph": ONE_PARAGRAPH}.get(name, UNBROKEN)
        one = _times(tagger, watches, _cut(part, large // 2))
        print(f"  {name:14}{large:12,}{one['all']:8.2f}", end="", flush=True)
        if one["all"] > PATIENCE:
            print("   too slow to go on")
            continue
        two = _times(tagger, watches, _cut(part, large))
        slow = {key: two[key] / max(one[key], 1e-6) for key in two if two[key] > 0.1}
        told = ", ".join(f"{key} {ratio:.1f}" for key, ratio in slow.items() if key != "all" and ratio > 2.6)
        rate = large / PAGE / two["all"]
        print(f"{two['all']:8.2f}{two['all'] / one['all']:6.1f}{rate:8.0f} pages a second", end="")
        print(f"   worse: {told}" if told else "", flush=True)


def _cut(part: str, size: int) -> str:
    """A text of so many characters."""
    return (part * (size // len(part) + 1))[:size]


def _times(tagger: Tagger, watches: dict[str, Timed], text: str) -> dict[str, float]:
    """Seconds by component, and "all" of them, for one text."""
    document = made_of(text)
    for watch in watches.values():
        watch.seconds = 0.0
    begun = time.process_time()
    tagger.tag(document)
    return {"all": time.process_time() - begun, **{name: watch.seconds for name, watch in watches.items()}}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data" / "dev")
    parser.add_argument("--documents", "--memory", type=int, metavar="N", nargs="?", const=10_000)
    parser.add_argument("--growth", action="store_true")
    chosen = parser.parse_args()
    tagger = Tagger(load_rules(bundled("models") / "rules"))
    if chosen.growth:
        growth(tagger)
        return
    files = documents(chosen.shared)
    if chosen.documents:
        memory(tagger, files, chosen.documents)
    else:
        speed(tagger, files)


if __name__ == "__main__":
    main()
