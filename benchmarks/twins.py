"""Nothing dropped: the words of a DOCX or ODT found in its PDF twin, in order, and the other way round.

    python benchmarks/twins.py [FOLDER PDF_FOLDER] [--only odt] [--missing N] [--plain] [--markdown]

A twin has the same name but for its ending. A word is what search takes for one (`tenderscan.text.words`): a run of
letters and digits, folded to lower case, so that "12.3" and "£1,200" count and brackets do not. The longest common
subsequence of the two lists of words is what is found in order; the share of it in each list is the result.

Aside on both sides are running headers and footers, page numbers with them: a PDF repeats them on each page. Those a
PDF reader cannot know for what they are, because there is but one page, are known from the other file: blocks at the
top and bottom of a page are aside whose words stand in its header or footer. Bullets are no words either, not even the
one that is the letter "o".

With `--plain` the PDF side is the bare text pdfium gives, headers included, which shows whose fault a missing word is.

`--markdown` prints the table of the docs, without the missing words.

Ends with 1 where a share is below the mark.
"""

import argparse
import sys
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from tenderscan.document import Block, BlockKind, Document
from tenderscan.readers import read
from tenderscan.text import words

MARK = 98.0
KINDS = ("docx", "odt")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "dev"
RUNNING = (BlockKind.HEADER, BlockKind.FOOTER)


def block_words(document: Document, block: Block) -> list[str]:
    """Words of a block, the letter "o" at the beginning of a line aside."""
    text, span = document.text, block.span
    found = words(text, span.start, span.end)
    return [word.form for word in found if word.form != "o" or not at_line_start(text, word.start)]


def at_line_start(text: str, offset: int) -> bool:
    """Whether a line or a cell begins at `offset`."""
    return offset == 0 or text[offset - 1] in "\n\t"


def body_words(document: Document, top: list[str] | None = None, bottom: list[str] | None = None) -> list[str]:
    """Words of all blocks but running headers and footers, and those that repeat `top` or `bottom` at a page's ends."""
    blocks = [block for block in document.blocks if block.kind not in RUNNING]
    aside: set[Block] = set()
    for page in document.pages:
        on_page = [block for block in blocks if page.span.start <= block.span.start < page.span.end]
        known = [block for block in document.blocks if block.kind in RUNNING and page.span.contains(block.span)]
        headers, footers = (
            sum(len(without_figures(block_words(document, block))) for block in known if block.kind is kind)
            for kind in RUNNING
        )
        aside |= repeated(document, on_page, top or [], headers)
        aside |= repeated(document, on_page[::-1], bottom or [], footers)
    return [word for block in blocks if block not in aside for word in block_words(document, block)]


def repeated(document: Document, blocks: list[Block], running: list[str], taken: int) -> set[Block]:
    """Leading blocks whose words, figures aside, stand in `running`, of which `taken` are used up already."""
    expected = without_figures(running)
    known = f" {' '.join(expected)} "
    found: set[Block] = set()
    left = len(expected) - taken
    for block in blocks:
        listed = without_figures(block_words(document, block))
        left -= len(listed)
        if left < 0 or f" {' '.join(listed)} " not in known:
            break
        found.add(block)
    return found


def without_figures(listed: list[str]) -> list[str]:
    """Words without a digit: page numbers and dates change from page to page."""
    return [word for word in listed if word.isalpha()]


def running_words(document: Document, kind: BlockKind) -> list[str]:
    """Words of all headers or of all footers."""
    return [word for block in document.blocks if block.kind is kind for word in block_words(document, block)]


def plain_pdf_words(path: Path) -> list[str]:
    """Words of a PDF as pdfium gives its text, page by page."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded().replace("\ufffe", "-") for page in pdf]
    pdf.close()
    return [word.form for page in pages for word in words(page)]


class Link(NamedTuple):
    """A word found in both texts, and the pair before it on the longest way so far.

    Attributes:
        ours: its position in the one text, 0-based.
        theirs: its position in the other.
        before: None at the beginning.
    """

    ours: int
    theirs: int
    before: "Link | None"


def in_order(first: list[str], second: list[str]) -> tuple[list[int], list[int]]:
    """Positions of a longest common subsequence in both lists (Hunt and Szymanski, 1977)."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(second):
        places[word].append(at)
    ends: list[int] = []
    chains: list[Link] = []
    for at, word in enumerate(first):
        for other in reversed(places.get(word, [])):
            length = bisect_left(ends, other)
            link = Link(at, other, chains[length - 1] if length else None)
            if length == len(ends):
                ends.append(other)
                chains.append(link)
            elif other < ends[length]:
                ends[length] = other
                chains[length] = link
    chain = chains[-1] if chains else None
    ours, theirs = [], []
    while chain is not None:
        ours.append(chain.ours)
        theirs.append(chain.theirs)
        chain = chain.before
    return ours[::-1], theirs[::-1]


def missing_runs(listed: list[str], found: list[int]) -> list[str]:
    """Words not found, neighbours together, each run with the word before it."""
    present = set(found)
    runs: list[list[str]] = []
    last = -2
    for at, word in enumerate(listed):
        if at in present:
            continue
        if at != last + 1:
            runs.append([f"({listed[at - 1]})" if at else "(start)"])
        runs[-1].append(word)
        last = at
    return [" ".join(run) for run in runs]


class Result(NamedTuple):
    """How a pair compares.

    Attributes:
        path: of the DOCX or ODT.
        ours: its words.
        theirs: words of the PDF.
        in_ours: positions of the words found in order.
        in_theirs: the same in the PDF.
    """

    path: Path
    ours: list[str]
    theirs: list[str]
    in_ours: list[int]
    in_theirs: list[int]

    @property
    def shares(self) -> tuple[float, float]:
        """Per cent of our words found in the PDF, and of its words found here."""
        found = len(self.in_ours)
        return 100 * found / max(len(self.ours), 1), 100 * found / max(len(self.theirs), 1)

    @property
    def good(self) -> bool:
        """Whether both shares reach the mark."""
        return min(self.shares) >= MARK


def compare(path: Path, pdf: Path, *, plain: bool) -> Result:
    """Words of one pair, and those found in order."""
    document = read(path)
    ours = body_words(document)
    running = [running_words(document, kind) for kind in RUNNING]
    theirs = plain_pdf_words(pdf) if plain else body_words(read(pdf), *running)
    return Result(path, ours, theirs, *in_order(ours, theirs))


def shown(result: Result, missing: int) -> str:
    """The line of a pair, and some of the words not found."""
    shares = result.shares
    lines = [
        f"{result.path.name[-62:]:62} {len(result.ours):7,} {len(result.theirs):7,} "
        f"{shares[0]:8.2f} % {shares[1]:8.2f} %"
    ]
    for side, listed, found in (
        (f"{result.path.suffix[1:].upper()} only", result.ours, result.in_ours),
        ("PDF only", result.theirs, result.in_theirs),
    ):
        lines += [f"    {side:9}  {run[:150]}" for run in missing_runs(listed, found)[:missing]]
    return "\n".join(lines)


def as_markdown(results: list[Result]) -> str:
    """The table of the docs."""
    rows = ["| file | words | words of the PDF | found in the PDF | found of the PDF |", "|---|---:|---:|---:|---:|"]
    for result in results:
        shares = result.shares
        rows.append(
            f"| {result.path.name} | {len(result.ours):,} | {len(result.theirs):,} | {shares[0]:.2f} % "
            f"| {shares[1]:.2f} % |"
        )
    return "\n".join(rows)


def main() -> int:
    """Compare every pair and say how many reach the mark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "a_ccs_cat_bidpacks")
    parser.add_argument("pdf_folder", nargs="?", type=Path, default=SHARED / "a_ccs_cat_bidpacks_pdf")
    parser.add_argument("--only", choices=KINDS, help="compare files of one kind")
    parser.add_argument("--missing", type=int, default=5, help="runs of missing words shown for each side")
    parser.add_argument("--plain", action="store_true", help="take the PDF's text from pdfium itself")
    parser.add_argument("--markdown", action="store_true", help="print the table of the docs")
    options = parser.parse_args()
    kinds = [options.only] if options.only else KINDS
    pairs = [
        (path, options.pdf_folder / f"{path.stem}.pdf")
        for kind in kinds
        for path in sorted(options.folder.glob(f"*.{kind}"))
    ]
    pairs = [(path, pdf) for path, pdf in pairs if pdf.is_file()]
    if not pairs:
        print(f"no pairs in {options.folder} and {options.pdf_folder}", file=sys.stderr)
        return 2
    if not options.markdown:
        print(f"{'file':62} {'words':>7} {'PDF':>7} {'in PDF':>10} {'of PDF':>10}")
    results = []
    for path, pdf in pairs:
        results.append(compare(path, pdf, plain=options.plain))
        if not options.markdown:
            print(shown(results[-1], options.missing))
    if options.markdown:
        print(as_markdown(results) + "\n")
    good = [result for result in results if result.good]
    print(f"{len(good)} of {len(results)} pairs reach {MARK:g} % both ways")
    return 0 if len(good) == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
