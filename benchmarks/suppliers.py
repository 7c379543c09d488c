"""How the cost of resolving suppliers grows with the number of documents, and how fast a register is read.

    python -m benchmarks.suppliers [N …] [--rows ROWS]

A library of N documents (100, 1,000 and 10,000 unless told) is made with three mentions each, of 0.8 N different names:
made-up words, in several spellings each (capitals, "Ltd" and "Limited", "&" and "and", slips of the pen, sisters such
as "North" and "Holdings"), a tenth with a company number. Timed is what `tenderscan suppliers` does, from the database
to the list. Then a register of ROWS companies (1,000,000 unless told) is read into the largest library. Times are CPU
seconds of this process.
"""

import argparse
import csv
import random
import tempfile
import time
import tracemalloc
from hashlib import sha256
from pathlib import Path
from string import ascii_letters

from tenderscan.catalogue.entries import Made, Place
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Block, BlockKind, Document, Page, Source, Span
from tenderscan.record import COMPANY, Evidence, Finding, Identifier, Label, Organisation, Record
from tenderscan.suppliers.library import resolved
from tenderscan.suppliers.register import read_register

MENTIONS = 3
NAMES_A_DOCUMENT = 0.8
NUMBERED = 0.1
SYLLABLES = (
    *("bar", "ben", "cal", "dor", "fen", "gar", "hal", "ick", "jar", "kel", "lon", "mar", "nor", "oak", "pen", "quin"),
    *("ros", "sten", "thor", "ul", "ver", "wick", "yar", "zel"),
)
TRADES = (
    *("Grounds", "Cleaning Services", "Construction", "Catering", "Roofing", "Solutions", "Environmental Services"),
    "Training",
)
SISTERS = ("", "", "", "", " North", " South", " Holdings", " (UK)", " 2")
FORMS = (" Ltd", " Ltd", " Limited", " LTD", " plc", " LLP", "")
MADE = Made("benchmark", "benchmark", "")


def names(number: int, chance: random.Random) -> list[str]:
    """Names in several spellings, `number` different ones."""
    found: dict[str, None] = {}
    while len(found) < number:
        words = [
            "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).title() for _ in range(chance.randint(1, 2))
        ]
        base = f"{' & '.join(words)} {chance.choice(TRADES)}{chance.choice(SISTERS)}"
        for _ in range(chance.randint(1, 4)):
            found[spelled(base, chance)] = None
    return list(found)[:number]


def spelled(base: str, chance: random.Random) -> str:
    """One spelling of a name."""
    name = base + chance.choice(FORMS)
    if chance.random() < 0.2:
        name = name.replace("&", "and")
    if chance.random() < 0.1:
        at = chance.randrange(2, len(base) - 1)
        name = name[:at] + name[at + 1 :]
    return name.upper() if chance.random() < 0.3 else name


def fill(catalogue: Catalogue, documents: int, spellings: list[str], chance: random.Random) -> None:
    """Put documents into a library, each with a few mentions."""
    numbers = {name: f"{at:08d}" for at, name in enumerate(spellings) if chance.random() < NUMBERED}
    rounds = [spellings[at % len(spellings)] for at in range(documents * MENTIONS)]
    chance.shuffle(rounds)
    for begin in range(0, documents, 200):
        with catalogue.write() as writer:
            for number in range(begin, min(documents, begin + 200)):
                record = document(number, rounds[number * MENTIONS : (number + 1) * MENTIONS], numbers)
                writer.put_record(record, MADE)
                writer.see(record.document.source.sha256, Place(f"/share/{number}.txt", buyer="Anytown Council"))


def document(number: int, named: list[str], numbers: dict[str, str]) -> Record:
    """A document that names suppliers."""
    lines, findings, at = [f"Document {number}"], [], len(f"Document {number}") + 1
    for name in named:
        span = Span(at, at + len(name))
        identifiers = (Identifier(COMPANY, numbers[name]),) if name in numbers else ()
        value = Organisation(name, "contractor", identifiers)
        findings.append(Finding(Label.SUPPLIER, value, Evidence(span, name, 1, None, "benchmark/supplier", 0.9)))
        lines.append(name)
        at += len(name) + 1
    text = "\n".join(lines)
    source = Source(f"{number}.txt", sha256(text.encode()).hexdigest(), len(text), "text/plain")
    whole = Span(0, len(text))
    made = Document(source, text, pages=(Page(1, whole),), blocks=(Block(BlockKind.PARAGRAPH, whole),))
    return Record(made, tuple(findings))


def growth(folder: Path, sizes: list[int]) -> Catalogue:
    """Time libraries of each size; the last one."""
    print("documents  mentions   names  suppliers  doubts  seconds  MiB")
    catalogue = None
    for size in sizes:
        chance = random.Random(7)
        catalogue = Catalogue(folder / str(size), create=True)
        spellings = names(int(size * NAMES_A_DOCUMENT), chance)
        fill(catalogue, size, spellings, chance)
        begun = time.process_time()
        found = resolved(catalogue)
        seconds = time.process_time() - begun
        tracemalloc.start()
        resolved(catalogue)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        counts = f"{size:9,} {size * MENTIONS:9,} {len(spellings):7,} {len(found.suppliers):10,} {len(found.doubts):7,}"
        print(f"{counts} {seconds:8.2f} {peak:4.0f}")
    assert catalogue is not None
    return catalogue


def register(catalogue: Catalogue, folder: Path, rows: int) -> None:
    """Time reading a register with the columns of the Companies House basic data."""
    path, chance = folder / "register.csv", random.Random(11)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(
            ["CompanyName", " CompanyNumber", *(f"Column{at}" for at in range(52)), "PreviousName_1.CompanyName"]
        )
        filler = ["some value"] * 52
        pool = names(5_000, chance)
        for number in range(rows):
            # One in five begins like a name of the library.
            before = "" if number % 5 == 0 else "".join(chance.choices(ascii_letters, k=3))
            writer.writerow([f"{before}{chance.choice(pool)} {number}".upper(), f"{number:08d}", *filler, ""])
    begun = time.process_time()
    read = read_register(catalogue, path)
    seconds = time.process_time() - begun
    print(f"register: {read.rows:,} rows in {seconds:.1f} s ({read.rows / seconds:,.0f} a second), {read.kept:,} kept")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1_000, 10_000], metavar="N")
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        catalogue = growth(Path(scratch), asked.sizes)
        if asked.rows:
            register(catalogue, Path(scratch), asked.rows)


if __name__ == "__main__":
    main()
