"""Documents for benchmarks, made by the thousand from the bundled sample packs; no two are the same.

    python -m benchmarks.generated NUMBER FOLDER [--seed N] [--mixed]

Each is about 800 words of one sample, as plain text, web page, DOCX or PDF, under a line with its own number and words.
Document N of a seed is the same wherever and with however many others it is made.
"""

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from textwrap import wrap

from tenderscan import readers
from tenderscan.settings import bundled
from tests import build_docx
from tests.build_pdf import PdfBuilder

WORDS = 800
A_FOLDER = 100
FORMATS = ("txt", "html", "docx", "txt", "html", "docx", "txt", "docx", "pdf", "txt")
"""Format of the first ten documents, then again from the first."""
_LINES, _WIDTH = 52, 88
"""Of a page of a PDF."""
_SYLLABLES = ("bar", "den", "fol", "gri", "hal", "kes", "lun", "mor", "nep", "ost", "pel", "quin", "rav", "sto", "tel")
_FIXED_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Wanting:
    """A file that cannot be read.

    Attributes:
        name: of the file.
        content: its bytes.
        codes: under which it may stand in the ledger.
    """

    name: str
    content: bytes
    codes: tuple[str, ...]


def documents(number: int, folder: Path, *, seed: int = 1, first: int = 0) -> list[Path]:
    """Make documents in folders of a hundred below `folder`; their paths."""
    paths = []
    for at in range(first, first + number):
        path = folder / f"{at // A_FOLDER:04}" / f"{at:06}.{FORMATS[at % len(FORMATS)]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(at, seed))
        paths.append(path)
    return paths


def content(number: int, seed: int = 1) -> bytes:
    """The bytes of one document."""
    chance = random.Random(f"{seed} {number}")
    heading, paragraphs, prices = _words(number, seed, chance)
    return _WRITERS[FORMATS[number % len(FORMATS)]](heading, paragraphs, prices)


def mixed(number: int, folder: Path, *, seed: int = 1) -> list[Path]:
    """A share as it is met: of a hundred files two archives, three second copies, two that are broken.

    Archives hold three documents of their own, every other one a further archive with one more.
    """
    paths = documents(number, folder, seed=seed)
    broken = wanting(max(4, number // 50), seed)
    for at, path in enumerate(paths):
        match at % 100:
            case 7 | 57:
                inner = {f"in {at} {one}.txt": content(1_000_000 + 10 * at + one * 10, seed) for one in range(3)}
                if at % 100 == 57:
                    inner["further.zip"] = zipped({"deep/one.txt": content(2_000_000 + at * 10, seed)})
                paths[at] = _replaced(path, path.with_name(f"pack {at}.zip"), zipped(inner))
            case 11 | 31 | 71:
                # The first in the alphabet counts, so that copies come both before and behind what they are copies of.
                name = f"{'a' if at % 100 == 31 else 'z'} copy of {at - 3}.{FORMATS[(at - 3) % len(FORMATS)]}"
                paths[at] = _replaced(path, path.with_name(name), content(at - 3, seed))
            case 23 | 83:
                one = broken.pop()
                paths[at] = _replaced(path, path.with_name(one.name), one.content)
    return paths


def wanting(number: int, seed: int = 1) -> list[Wanting]:
    """Files that cannot be read, each for one of six reasons."""
    made = []
    for at in range(number):
        chance = random.Random(f"wanting {seed} {at}")
        noise = chance.randbytes(2_000)
        kind = at % 6
        whole = content(8 if kind < 3 else 2, seed * 1_000 + at)  # a PDF or a DOCX
        name, bytes_, codes = (
            lambda whole=whole: ("cut.pdf", whole[: len(whole) // 50], ("damaged",)),
            lambda noise=noise: ("noise.pdf", b"%PDF-1.7\n" + noise, ("damaged",)),
            lambda at=at: ("locked.pdf", _locked(f"file {at}"), ("password-protected",)),
            lambda whole=whole: ("cut.docx", whole[: len(whole) // 3], ("damaged",)),
            lambda noise=noise: ("noise.docx", b"\x00" + noise, ("wrong-type", "unsupported-format")),
            lambda at=at, whole=whole: ("bent.docx", _bent(whole, at), ("damaged",)),
        )[kind]()
        made.append(Wanting(f"broken {at:03} {name}", bytes_, codes))
    return made


def copies(files: Iterable[Path], times: int, to: Path) -> list[Path]:
    """PDFs again and again, each with a comment behind its end, so that every copy is a document of its own."""
    made = []
    for time_ in range(times):
        for number, path in enumerate(files):
            copy = to / f"{time_:03}" / f"{number:03} {path.name}"
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes() + f"\n% copy {time_} of {number}\n".encode())
            made.append(copy)
    return made


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_DATE), inner, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def _samples() -> tuple[tuple[str, ...], ...]:
    """Paragraphs of every document of the sample packs."""
    found = []
    for path in sorted(bundled("corpus/packs").glob("*/*.*")):
        document = readers.read(path)
        blocks = document.blocks
        found.append(tuple(text for block in blocks if (text := " ".join(block.span.of(document.text).split()))))
    return tuple(sample for sample in found if sum(len(text.split()) for text in sample) > 200)


def _words(number: int, seed: int, chance: random.Random) -> tuple[str, list[str], list[tuple[str, str]]]:
    """Heading, paragraphs and prices of a document."""
    samples = _samples()
    sample = samples[chance.randrange(len(samples))]
    place = "".join(chance.choices(_SYLLABLES, k=3)).title()
    heading = f"{place} Council: tender {seed}-{number:06}"
    paragraphs = [
        f"This is document {number} of {seed}, for the works at {place} {''.join(chance.choices(_SYLLABLES, k=2))}."
    ]
    at, words = chance.randrange(len(sample)), 0
    while words < WORDS:
        paragraphs.append(sample[at % len(sample)])
        words += len(paragraphs[-1].split())
        at += 1
    prices = [(f"Lot {lot}", f"£{chance.randrange(1_000, 900_000):,}.00") for lot in range(1, 4)]
    return heading, paragraphs, prices


def _txt(heading: str, paragraphs: Sequence[str], prices: Sequence[tuple[str, str]]) -> bytes:
    listed = [f"{lot}: {price}" for lot, price in prices]
    return "\n\n".join([heading, *paragraphs, *listed]).encode()


def _html(heading: str, paragraphs: Sequence[str], prices: Sequence[tuple[str, str]]) -> bytes:
    body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    rows = "".join(f"<tr><td>{lot}</td><td>{price}</td></tr>" for lot, price in prices)
    head = f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{heading}</title></head>'
    return f"{head}<body><h1>{heading}</h1>\n{body}\n<table>{rows}</table></body></html>".encode()


def _docx(heading: str, paragraphs: Sequence[str], prices: Sequence[tuple[str, str]]) -> bytes:
    body = "".join(build_docx.p(escape(text)) for text in [heading, *paragraphs])
    body += build_docx.table(*(build_docx.row(lot, price) for lot, price in prices))
    return zipped(
        _docx_frame() | {"word/document.xml": build_docx.part("document", f"<w:body>{body}</w:body>").encode()}
    )


@cache
def _docx_frame() -> dict[str, bytes]:
    """Everything of a DOCX but its text."""
    with zipfile.ZipFile(io.BytesIO(build_docx.docx(build_docx.p("x")))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pdf(heading: str, paragraphs: Sequence[str], prices: Sequence[tuple[str, str]]) -> bytes:
    lines = [heading, ""]
    for text in paragraphs:
        lines += [*wrap(text, _WIDTH), ""]
    pdf = PdfBuilder(title=heading)
    for first in range(0, len(lines), _LINES):
        if first:
            pdf.next_page()
        pdf.lines(60, 60, lines[first : first + _LINES])
    return pdf.next_page().table(60, 60, (120, 160), prices).build()


_WRITERS: dict[str, Callable[[str, Sequence[str], Sequence[tuple[str, str]]], bytes]] = {
    "txt": _txt,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}


def _locked(text: str) -> bytes:
    """A PDF that opens only with a password."""
    return PdfBuilder(password="secret").text(60, 60, text).build()


def _bent(docx: bytes, number: int) -> bytes:
    """A DOCX whose text is no XML."""
    return zipped(_docx_frame() | {"word/document.xml": f"<w:document {number} <<<".encode(), "noise.bin": docx[:100]})


def _replaced(path: Path, other: Path, bytes_: bytes) -> Path:
    path.unlink()
    other.write_bytes(bytes_)
    return other


def main() -> None:
    """Make documents and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mixed", action="store_true", help="with archives, second copies and broken files")
    options = parser.parse_args()
    begun = time.perf_counter()
    made = (mixed if options.mixed else documents)(options.number, options.folder, seed=options.seed)
    size = sum(path.stat().st_size for path in made) / 2**20
    print(f"{len(made):,} files, {size:,.1f} MB in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
