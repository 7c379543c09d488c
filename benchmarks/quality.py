"""Precision, recall and F1 of the tags on every labelled set.

    python -m benchmarks.quality [--shared FOLDER] [--only NAME …] [--misses] [--write]

Sets: `real` (documents labelled by hand), `passages` (sentences and rows of other real documents), `corpus` (the
bundled samples), `notices` (structured notices whose text is tagged without their fields). Those of real documents need
`--shared`. `--misses` lists what is missed, false or wrong; `--write` keeps the figures in `models/metrics/` and puts
the tables into README.md and docs/quality.md.

The rules were written with these same documents open: the figures show what the tagger does on them, not what it will
do on others.
"""

import argparse
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenderscan.document import Document
from tenderscan.quality import tables
from tenderscan.quality.measure import measure
from tenderscan.record import Finding
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger import TAGGER_VERSION
from tenderscan.tagger.tagger import Tagger
from tests.quality.sets import OF_REAL_FILES, REPOSITORY, SETS, parts_of

PAGE = 3_000
"""Characters that count as a page."""
TITLES = {
    "real": "real documents, labelled by hand",
    "passages": "sentences and rows of other real documents",
    "corpus": "sample documents",
    "notices": "structured notices, read as text",
}
METRICS = REPOSITORY / "models" / "metrics"
TARGETS = (
    *(
        ("money, exact span and amount", "money", "both", 0.98, 0.97),
        ("supplier, overlap", "supplier", "overlap", 0.92, 0.90),
    ),
    ("buyer, overlap", "buyer", "overlap", 0.92, 0.90),
    ("social-value clause, theme right", "social_value", "value", 0.85, 0.90),
    ("commitment: number, unit, measure", "commitment", "value", 0.88, 0.85),
    ("date, exact value", "date", "value", 0.97, 0.96),
)
"""What is to be reached on real documents: row, measure, precision, recall."""
KIND_TARGET = 0.92


class Timed:
    """The tagger with a watch."""

    def __init__(self, tagger: Tagger) -> None:
        """Nothing is timed yet."""
        self._tagger = tagger
        self.seconds = 0.0
        self.pages = 0.0

    def tag(self, document: Document) -> tuple[Finding, ...]:
        """Tag, and count time and pages."""
        begun = time.process_time()
        findings = self._tagger.tag(document)
        self.seconds += time.process_time() - begun
        self.pages += len(document.text) / PAGE
        return findings

    @property
    def rate(self) -> float:
        """Milliseconds of processor time a page."""
        return round(1000 * self.seconds / max(self.pages, 1), 2)


def show(name: str, kept: dict[str, Any]) -> None:
    """Print what a set came to."""
    print(f"\n{name}: {kept['parts']} parts of {kept['documents']} {TITLES[name]}; precision / recall / F1")
    print(*tables.aligned(tables.table(kept)), sep="\n")
    if kept["details"]:
        print(f"right of those with the right value: {tables.details_line(kept)}")
    if kept["hard_parts"]:
        print(f"hard parts with something found that is not there: {kept['hard_parts_wrong']} of {kept['hard_parts']}")
    print(f"fields of templates found as something: {kept['placeholders_found']}; {kept['ms_per_page']} ms a page")


def targets(kept: dict[str, dict[str, Any]]) -> list[list[str]]:
    """The targets, and what the real sets reach, as a table."""
    real = {name: kept[name] for name in ("real", "passages") if name in kept}
    head = [
        "",
        "to reach: precision",
        "recall",
        *(f"{name}: {one}" for name in real for one in ("precision", "recall")),
    ]
    lines = [head]
    for title, row, way, precision, recall in TARGETS:
        cells = [title, f"{precision:.2f}", f"{recall:.2f}"]
        for one in real.values():
            shares = one["rows"].get(row, {}).get(way, {})
            cells += [_cell(shares.get("precision")), _cell(shares.get("recall"))]
        lines.append(cells)
    kinds = [one["details"].get("money kind", {}).get("accuracy") for one in real.values()]
    lines.append(
        ["money kind, when the amount is right", f"{KIND_TARGET:.2f}", "", *(c for k in kinds for c in (_cell(k), ""))]
    )
    return lines


def _cell(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def publish(kept: dict[str, dict[str, Any]]) -> None:
    """Keep the figures, and put the tables between their marks in README.md and docs/quality.md."""
    for name, one in kept.items():
        text = json.dumps(one, indent=1) + "\n"
        (METRICS / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    every = {name: json.loads(path.read_text("utf-8")) for name in SETS if (path := METRICS / f"{name}.json").is_file()}
    today = datetime.now(UTC).date()
    short = f"Measured on {today.day} {today:%B %Y} with `make quality`.\n\n{tables.markdown(targets(every))}"
    long = [short]
    for name, one in every.items():
        counted = f"{one['parts']} parts of {one['documents']} documents"
        long.append(
            f"**{name}**: {TITLES[name]} ({counted}). Precision / recall / F1:\n\n{tables.markdown(tables.table(one))}"
        )
        if one["details"]:
            long.append(f"Right of those with the right value: {tables.details_line(one)}.")
    between(REPOSITORY / "README.md", short, "quality")
    between(REPOSITORY / "docs" / "quality.md", "\n\n".join(long), "quality")


def between(path: Path, text: str, mark: str) -> None:
    """Replace what stands between the marks of a file."""
    old = path.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {mark}: begin[^>]*-->\n).*?(<!-- {mark}: end -->)", re.S)
    if not marked.search(old):
        raise SystemExit(f"{path.name} has no marks <!-- {mark}: begin --> and <!-- {mark}: end -->")
    path.write_text(marked.sub(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", old), encoding="utf-8", newline="\n")


def main() -> None:
    """Measure, print, and keep where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared" / "data" / "dev")
    parser.add_argument("--only", action="append", choices=SETS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    tagger = Tagger(load_rules(bundled("models") / "rules"))
    kept: dict[str, dict[str, Any]] = {}
    for name in chosen.only or SETS:
        if name in OF_REAL_FILES and not chosen.shared.is_dir():
            print(f"{name}: not measured, no real files at {chosen.shared}: name their folder with --shared")
            continue
        parts = parts_of(name, chosen.shared)
        watch = Timed(tagger)
        figures = measure(parts, watch.tag)
        made_by = {"tagger": TAGGER_VERSION, "rules": tagger.rules.version}
        kept[name] = made_by | tables.summary(figures) | {"ms_per_page": watch.rate}
        show(name, kept[name])
        if chosen.misses:
            print(*tables.misses(figures), sep="\n")
            print(*(f"hard: {place}" for place in figures.hard_wrong), sep="\n")
    if chosen.write:
        publish(kept)


if __name__ == "__main__":
    main()
