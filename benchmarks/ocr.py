"""How well and how fast text is recognised: a table of character error rates, seconds and confidence.

    python benchmarks/ocr.py [--engine NAME…] [--pages N] [--only WORD]

Real pictures whose text is known: the e_* folders of the development files. Generated scans: pages of the PDFs in
corpus/packs with nothing but running text (no first pages, tables or lists of contents), drawn at 300, 200 and 150 dots
per inch and then skewed, turned, speckled, squeezed. They go through the reader for pictures, as a file would; the
text of the PDF page, read by the reader for PDFs, is the truth.

Error rate: Levenshtein distance by the length of the truth, in characters. Runs of blanks and line ends count as one
blank, curly quotes and long dashes as plain ones; case counts ("any case" does not count it). Where an engine reads
columns or cells in another order than the truth the distance is large although every word is right: "words" is the
share of the truth's words that were found at all, in whatever order and case. Seconds are those of the processor,
programs that were started included, so that a busy machine does not matter much (on Windows those are not counted).
"""

import argparse
import csv
import os
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

import numpy
import pypdfium2
from PIL import Image

from tenderscan import readers
from tenderscan.document import Source
from tenderscan.readers import ocr, pdf, picture
from tenderscan.readers.ocr import rapid, tesseract
from tenderscan.settings import DEFAULT_LIMITS
from tests import build_scans as scans

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
_LEAST_CHARACTERS = 700

Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True)
class Case:
    """One picture or PDF and what it says."""

    group: str
    name: str
    content: bytes
    truth: str


@dataclass(frozen=True)
class Measured:
    """What became of a case."""

    group: str
    name: str
    rate: float
    rate_any_case: float
    words: float
    seconds: float
    confidence: float


VARIANTS: tuple[tuple[str, int, Change], ...] = (
    ("300 dpi, clean", 300, lambda image: image),
    ("200 dpi, clean", 200, lambda image: image),
    ("150 dpi, clean", 150, lambda image: image),
    ("100 dpi, clean", 100, lambda image: image),
    ("300 dpi, skewed 1°", 300, lambda image: scans.skewed(image, 1)),
    ("300 dpi, skewed -3°", 300, lambda image: scans.skewed(image, -3)),
    ("300 dpi, skewed 5°", 300, lambda image: scans.skewed(image, 5)),
    ("200 dpi, skewed -9°", 200, lambda image: scans.skewed(image, -9)),
    ("200 dpi, turned 90°", 200, lambda image: scans.turned(image, 90)),
    ("200 dpi, turned 180°", 200, lambda image: scans.turned(image, 180)),
    ("200 dpi, turned 270°", 200, lambda image: scans.turned(image, 270)),
    ("300 dpi, speckled", 300, lambda image: scans.speckled(image)),
    ("200 dpi, speckled", 200, lambda image: scans.speckled(image)),
    ("200 dpi, JPEG quality 25", 200, lambda image: scans.squeezed(image, 25)),
    ("150 dpi, JPEG quality 25", 150, lambda image: scans.squeezed(image, 25)),
    (
        "150 dpi, skewed 2°, speckled, JPEG 40",
        150,
        lambda image: scans.squeezed(scans.speckled(scans.skewed(image, 2)), 40),
    ),
)


def main() -> int:
    """Measure and print; exit code 1 where clean pages at 300 dpi have an error in a hundred characters or more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", nargs="*", help="default: all that are installed")
    parser.add_argument("--pages", type=int, default=8, help="pages for each kind of generated scan (default 8)")
    parser.add_argument("--only", default="", help="groups whose name contains this")
    parser.add_argument("--each", action="store_true", help="a line for each picture as well")
    options = parser.parse_args()
    installed = [found.name for found in (tesseract.find(), rapid.find()) if found]
    missed = False
    for name in options.engine or installed:
        os.environ["TENDERSCAN_OCR"] = name
        if ocr.version() is None:
            print(f"{name} is not installed", file=sys.stderr)
            return 2
        measured = [_measure(case) for case in _cases(options.pages) if options.only in case.group]
        _print(ocr.version() or name, measured, each=options.each)
        missed |= any(one.group == VARIANTS[0][0] and one.rate >= 0.01 for one in _means(measured))
    return int(missed)


def _cases(pages: int) -> Iterator[Case]:
    shared = Path(os.environ.get("TENDERSCAN_SHARED", REPOSITORY.parent / "shared" / "data" / "dev"))
    for path in sorted(shared.glob("e_sroie_receipts/*.jpg")):
        with path.with_suffix(".csv").open(encoding="utf-8", errors="replace", newline="") as stream:
            truth = "\n".join(",".join(row[8:]) for row in csv.reader(stream, quoting=csv.QUOTE_NONE) if len(row) > 8)
        yield Case("receipts (e_sroie_receipts)", path.name, path.read_bytes(), truth)
    texts = {"ocr_text.pdf": "ocr_text.txt", "raw_text.png": "raw_text.txt", "raw_text.jpg": "raw_text~2.txt"}
    texts |= {"standardized_text.png": "standardized_text.txt", "standardized_text.tiff": "standardized_text.txt"}
    for name, text in texts.items():
        path = shared / "e_textract" / name
        if path.is_file():
            truth = path.with_name(text).read_text(encoding="utf-8", errors="replace")
            yield Case("letters and slides (e_textract)", name, path.read_bytes(), truth)
    for group, dots, change in VARIANTS:
        for name, drawn, truth in _drawn(dots, pages):
            yield Case(group, name, scans.png(change(drawn)), truth)


def _drawn(dots_per_inch: int, count: int) -> Iterator[tuple[str, Image.Image, str]]:
    """Pages of running text of our own PDFs, no two of one file before all files had their turn."""
    found: list[tuple[int, Path, int, str]] = []
    for path in sorted((REPOSITORY / "corpus" / "packs").glob("**/*.pdf")):
        document = readers.read(path)
        tables = {table.page for table in document.tables}
        turn = 0
        for page in document.pages:
            text = page.span.of(document.text)
            plain = page.number > 1 and page.number not in tables and "...." not in text
            if plain and len(text) > _LEAST_CHARACTERS and page.confidence is None:
                found.append((turn, path, page.number, text))
                turn += 1
    for _, path, number, text in sorted(found, key=lambda one: (one[0], one[1]))[:count]:
        with pypdfium2.PdfDocument(path) as opened:
            image = opened[number - 1].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
        yield f"{path.parent.name}/{path.name}, page {number}", image, text


def _measure(case: Case) -> Measured:
    reader = pdf if case.content.startswith(b"%PDF") else picture
    begin = sum(os.times()[:4])
    document = reader.read(case.content, Source(case.name, "0" * 64, len(case.content), "x/x"), DEFAULT_LIMITS)
    seconds = (sum(os.times()[:4]) - begin) / max(1, len(document.pages))
    truth, text = _plain(case.truth), _plain(document.text)
    sure = [page.confidence for page in document.pages if page.confidence is not None]
    wanted, got = Counter(truth.casefold().split()), Counter(text.casefold().split())
    return Measured(
        case.group,
        case.name,
        error_rate(truth, text),
        error_rate(truth.casefold(), text.casefold()),
        (wanted & got).total() / max(1, wanted.total()),
        seconds,
        statistics.fmean(sure) if sure else 0.0,
    )


def error_rate(truth: str, text: str) -> float:
    """Levenshtein distance by the length of the truth."""
    other = numpy.frombuffer(text.encode("utf-32-le"), dtype=numpy.uint32)
    steps = numpy.arange(len(other) + 1)
    row = steps.copy()
    for number, sign in enumerate(truth, 1):
        best = numpy.minimum(row[:-1] + (other != ord(sign)), row[1:] + 1)
        # what is put in costs one a character: the least of all places to the left
        row = numpy.minimum.accumulate(numpy.concatenate(([number], best)) - steps) + steps
    return float(row[-1]) / max(1, len(truth))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_PLAIN)).strip()


def _means(measured: list[Measured]) -> list[Measured]:
    means = []
    for group in dict.fromkeys(one.group for one in measured):
        own = [one for one in measured if one.group == group]
        columns = zip(*((m.rate, m.rate_any_case, m.words, m.seconds, m.confidence) for m in own), strict=True)
        means.append(Measured(group, f"{len(own)}", *map(statistics.fmean, columns)))
    return means


def _print(engine: str, measured: list[Measured], *, each: bool) -> None:
    print(f"\n| {engine} | files | error rate | any case | words | s a page | confidence |")
    print("|---|---|---|---|---|---|---|")
    for one in [*(measured if each else ()), *_means(measured)]:
        print(
            f"| {one.group} | {one.name} | {one.rate:.2%} | {one.rate_any_case:.2%} | {one.words:.1%} "
            f"| {one.seconds:.2f} | {one.confidence:.1%} |"
        )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
