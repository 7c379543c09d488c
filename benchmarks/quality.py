"""Precision, recall and F1 of the tags on every labelled set.

    python -m benchmarks.quality [--shared FOLDER] [--only NAME …] [--label NAME …] [--misses] [--write]

Sets: `real` (documents labelled by hand, with errata), `gold` (the same without them), `passages` (sentences and rows
of other real documents), `corpus` (the bundled samples), `notices` (structured notices whose text is tagged without
their fields). Those of real documents need `--shared`. `--label` prints some labels only; `--misses` lists what is
missed, false or wrong; `--write` keeps the figures in `models/metrics/` and puts the tables into README.md and
docs/quality.md.

The rules were written with these same documents open: the figures show what the tagger does on them, not what it will
do on others.
"""

import argparse
import json
import re
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenderscan.document import Document
from tenderscan.quality import tables
from tenderscan.quality.labels import ROWS
from tenderscan.quality.measure import measure
from tenderscan.record import Finding
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger import TAGGER_VERSION
from tenderscan.tagger.tagger import Tagger
from tests.quality.sets import OF_REAL_FILES, REPOSITORY, SETS, parts_of
from tests.quality.targets import targets_table, unmet

PAGE = 3_000
"""Characters that count as a page."""
TITLES = {
    "real": "real documents, labelled by hand",
    "gold": "the same, as the lists are, without errata",
    "passages": "sentences and rows of other real documents",
    "corpus": "sample documents",
    "notices": "structured notices, read as text",
}
METRICS = REPOSITORY / "models" / "metrics"


class Timed:
    """The tagger with a watch."""

    def __init__(self, tagger: Tagger) -> None:
        """Nothing is timed yet."""
        self._tagger = tagger
        self.seconds = 0.0
        self.pages = 0.0
        self._found: dict[tuple[str, bool], tuple[Finding, ...]] = {}

    def tag(self, document: Document) -> tuple[Finding, ...]:
        """Tag, and count time and pages; a document that several sets have is tagged once."""
        key = document.source.sha256, bool(document.fields)
        if key not in self._found:
            self._found[key] = self._tag(document)
        return self._found[key]

    def _tag(self, document: Document) -> tuple[Finding, ...]:
        begun = time.process_time()
        findings = self._tagger.tag(document)
        self.seconds += time.process_time() - begun
        self.pages += len(document.text) / PAGE
        return findings

    @property
    def rate(self) -> float:
        """Milliseconds of processor time a page."""
        return round(1000 * self.seconds / max(self.pages, 1), 2)


def of_labels(kept: dict[str, Any], rows: Collection[str]) -> dict[str, Any]:
    """A summary with some rows only."""
    return kept | {
        "rows": {row: one for row, one in kept["rows"].items() if row in rows},
        "details": {key: one for key, one in kept["details"].items() if key.split(" ")[0] in rows},
    }


def show(name: str, kept: dict[str, Any]) -> None:
    """Print what a set came to."""
    print(f"\n{name}: {kept['parts']} parts of {kept['documents']} {TITLES[name]}; precision / recall / F1")
    print(*tables.aligned(tables.table(kept)), sep="\n")
    if kept["details"]:
        print(f"right of those with the right value: {tables.details_line(kept)}")
    if kept["hard_parts"]:
        print(f"hard parts with something found that is not there: {kept['hard_parts_wrong']} of {kept['hard_parts']}")
    print(f"fields of templates found as something: {kept['placeholders_found']}; {kept['ms_per_page']} ms a page")


def publish(kept: dict[str, dict[str, Any]]) -> None:
    """Keep the figures, and put the tables between their marks in README.md and docs/quality.md."""
    for name, one in kept.items():
        text = json.dumps(one, indent=1) + "\n"
        (METRICS / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    every = {name: json.loads(path.read_text("utf-8")) for name in SETS if (path := METRICS / f"{name}.json").is_file()}
    today = datetime.now(UTC).date()
    short = f"Measured on {today.day} {today:%B %Y} with `make quality`.\n\n{tables.markdown(targets_table(every))}"
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
    parser.add_argument("--label", action="append", choices=ROWS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    if chosen.label and chosen.write:
        parser.error("--label prints some labels; --write publishes all")
    tagger = Tagger(load_rules(bundled("models") / "rules"))
    watch = Timed(tagger)
    kept: dict[str, dict[str, Any]] = {}
    for name in chosen.only or SETS:
        if name in OF_REAL_FILES and not chosen.shared.is_dir():
            print(f"{name}: not measured, no real files at {chosen.shared}: name their folder with --shared")
            continue
        parts = parts_of(name, chosen.shared)
        figures = measure(parts, watch.tag)
        made_by = {"tagger": TAGGER_VERSION, "rules": tagger.rules.version}
        kept[name] = made_by | tables.summary(figures) | {"ms_per_page": watch.rate}
        show(name, of_labels(kept[name], chosen.label or ROWS))
        if chosen.misses:
            print(*tables.misses(figures, chosen.label or ROWS), sep="\n")
            print(*(f"hard: {place}" for place in figures.hard_wrong), sep="\n")
    print(*(f"below its target: {words}" for words in unmet(kept)), sep="\n")
    print(f"{time.process_time():.0f} s of the processor")
    if chosen.write:
        publish(kept)


if __name__ == "__main__":
    main()
