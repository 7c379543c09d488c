"""The labelled sets that quality is measured on: what `make quality` prints and the tests watch."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tenderscan.quality.errata import Line, corrected, read_errata
from tenderscan.quality.gold import gold_lines, gold_parts
from tenderscan.quality.labels import Part
from tenderscan.quality.notices import notice_part
from tenderscan.quality.placing import parts
from tenderscan.quality.sample import read_sample
from tenderscan.readers import read

REPOSITORY = Path(__file__).resolve().parents[2]
LABELLED = REPOSITORY / "models" / "labelled"
ERRATA = REPOSITORY / "models" / "errata.toml"
SETS = ("real", "gold", "passages", "corpus", "notices")
OF_REAL_FILES = frozenset({"real", "gold", "passages", "notices"})
"""Sets that need the folder of real files."""

read_once = cache(read)
"""A document is read once, however many sets and samples have it."""


def parts_of(name: str, shared: Path) -> list[Part]:
    """The parts of a set; `shared` is the folder of real files."""
    made = {"real": _real, "gold": _gold, "passages": _passages, "corpus": _corpus, "notices": _notices}
    return list(made[name](shared))


def _real(shared: Path) -> Iterator[Part]:
    """41 real documents, with the errata made; their README says how they are counted."""
    return gold_parts(corrected(_lines(shared), read_errata(ERRATA)), shared, read_once)


def _gold(shared: Path) -> Iterator[Part]:
    """The same as their lists are."""
    return gold_parts(_lines(shared), shared, read_once)


def _lines(shared: Path) -> list[Line]:
    return gold_lines([shared / "gold_more.jsonl", shared / "gold.jsonl"])


def _passages(shared: Path) -> Iterator[Part]:
    """Passages of other real documents, kept as offsets."""
    for sample in sorted(LABELLED.glob("*.jsonl")):
        yield from parts(read_sample(sample), shared, read_once)


def _corpus(_: Path) -> Iterator[Part]:
    """The sample documents, labelled by the builder that wrote them: not every date and clause is."""
    folder = REPOSITORY / "corpus"
    lines = [_corpus_line(json.loads(line)) for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    return gold_parts(lines, folder / "packs", read_once)


def _corpus_line(line: Line) -> Line:
    values = [
        {**{key: one for key, one in value.items() if key != "page"}, "text": _AMOUNT.match(value["text"])[0]}
        for value in line["values"]
    ]
    return {**line, "values": values, "pages_read": ["all"], "not_complete": ["dates", "social_value"]}


# What the builder calls the words of a sum has the VAT basis and the period behind it.
_AMOUNT = re.compile(r".*?\d[\d,]*(?:\.\d+)?(?:m|k| million)?\b|.+")


def _notices(shared: Path) -> Iterator[Part]:
    """Notices as JSON and XML."""
    for path in sorted(shared.glob("b_*/*")):
        if path.suffix in {".json", ".xml"}:
            part = notice_part(read_once(path), path.name)
            if part:
                yield part
