"""Nothing dropped: the words of a DOCX found in its PDF twin, in order, and the other way round.

    python benchmarks/twins.py [DOCX_FOLDER PDF_FOLDER] [--missing N] [--plain]

A twin has the same name but for its ending. A word is what search takes for one (`tenderscan.text.words`): a run of
letters and digits, folded to lower case, so that "12.3" and "£1,200" count and brackets do not. The longest common
subsequence of the two lists of words is what is found in order; the share of it in each list is the result.

Aside on both sides are running headers and footers, page numbers with them: a PDF repeats them on each page. Those a
PDF reader cannot know for what they are, because there is but one page, are known from the DOCX: blocks at the top and
bottom of a page are aside whose words stand in the DOCX's header or footer. Bullets are no words either, not even the
one that is the letter "o".

With `--plain` the PDF side is the bare text pdfium gives, headers included, which shows whose fault a missing word is.

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
        headers = sum(len(block_words(document, block)) for block in known if block.kind is BlockKind.HEADER)
        footers = sum(len(block_words(document, block)) for block in known if block.kind is BlockKind.FOOTER)
        aside |= repeated(document, on_page, top or [], headers)
        aside |= repeated(document, on_page[::-1], bottom or [], footers)
    return [word for block in blocks if block not in aside for word in block_words(document, block)]


def repeated(document: Document, blocks: list[Block], running: list[str], taken: int) -> set[Block]:
    """Leading blocks whose words, figures aside, stand in `running`, of which `taken` words are used up already."""
    known = f" {' '.join(without_figures(running))} "
    found: set[Block] = set()
    left = len(running) - taken
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


def compare(docx: Path, pdf: Path, *, plain: bool, missing: int) -> bool:
    """Print the line of one pair; True where both shares reach the mark."""
    document = read(docx)
    ours = body_words(document)
    running = [running_words(document, kind) for kind in RUNNING]
    theirs = plain_pdf_words(pdf) if plain else body_words(read(pdf), *running)
    in_ours, in_theirs = in_order(ours, theirs)
    shares = [100 * len(in_ours) / max(len(side), 1) for side in (ours, theirs)]
    print(f"{docx.stem[:62]:62} {len(ours):7,} {len(theirs):7,} {shares[0]:8.2f} % {shares[1]:8.2f} %")
    for side, listed, found in (("DOCX only", ours, in_ours), ("PDF only", theirs, in_theirs)):
        for run in missing_runs(listed, found)[:missing]:
            print(f"    {side:9}  {run[:150]}")
    return min(shares) >= MARK


def main() -> int:
    """Compare every pair and say how many reach the mark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("docx_folder", nargs="?", type=Path, default=SHARED / "a_ccs_cat_bidpacks")
    parser.add_argument("pdf_folder", nargs="?", type=Path, default=SHARED / "a_ccs_cat_bidpacks_pdf")
    parser.add_argument("--missing", type=int, default=5, help="runs of missing words shown for each side")
    parser.add_argument("--plain", action="store_true", help="take the PDF's text from pdfium itself")
    options = parser.parse_args()
    pairs = [(path, options.pdf_folder / f"{path.stem}.pdf") for path in sorted(options.docx_folder.glob("*.docx"))]
    pairs = [(docx, pdf) for docx, pdf in pairs if pdf.is_file()]
    if not pairs:
        print(f"no pairs in {options.docx_folder} and {options.pdf_folder}", file=sys.stderr)
        return 2
    print(f"{'file':62} {'DOCX':>7} {'PDF':>7} {'in PDF':>10} {'in DOCX':>10}")
    good = [compare(docx, pdf, plain=options.plain, missing=options.missing) for docx, pdf in pairs]
    print(f"{sum(good)} of {len(good)} pairs reach {MARK:g} % both ways")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
