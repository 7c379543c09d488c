"""This tagger beside others on the same labelled documents.

    python -m benchmarks.taggers [--shared FOLDER] [--lexnlp PYTHON] [--write]

Compared are the whole pipeline, its rules alone, its trained component alone (where `models/pipeline.toml` has one),
and LexNLP, for money, dates and companies: `--lexnlp` names the Python of an environment in which it is installed. All
are measured on the sets `real` and `passages` together, by the same pairs of labels and findings; `--write` puts the
table into docs/quality.md. LexNLP runs in a process of its own: it needs another Python, and is under the AGPL.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from benchmarks.quality import METRICS, between
from tenderscan.document import Document, Span
from tenderscan.quality import tables
from tenderscan.quality.labels import NAMES, Part
from tenderscan.quality.measure import Tag, measure
from tenderscan.record import CalendarDate, Evidence, Finding, Label, Money, Organisation, Value
from tenderscan.rules import Rules, load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger
from tests.quality.sets import REPOSITORY, parts_of

NEEDED = frozenset({"tenderscan_cues", "tenderscan_placeholders"})
"""Components that a trained one cannot do without."""
OURS = ("pipeline", "rules", "trained")
TITLES = {"pipeline": "this pipeline", "rules": "rules alone", "trained": "trained component alone", "lexnlp": "LexNLP"}
ROWS = (
    *(("money, exact span and amount", "money", "both"), ("money, amount", "money", "value")),
    *(("date, exact value", "date", "value"), ("supplier, overlap", "supplier", "overlap")),
    *(("buyer, overlap", "buyer", "overlap"), ("names in any role, overlap", "organisation", "overlap")),
    *(("social-value clause, theme right", "social_value", "value"), ("other clause, overlap", "clause", "overlap")),
    ("commitment: number, unit, measure", "commitment", "value"),
)
ANY_ROLE = "organisation"
"""Row in which the names in any role are counted, for those that know no roles."""


def tagger_of(system: str, rules: Rules) -> Tag:
    """The tagger with all stages, without the trained ones, or with little else."""
    if system == "rules":
        return Tagger(replace(rules, pipeline=tuple(stage for stage in rules.pipeline if not stage.trained))).tag
    if system == "pipeline":
        return Tagger(rules).tag
    alone = Tagger(replace(rules, pipeline=tuple(s for s in rules.pipeline if s.trained or s.component in NEEDED)))
    # What is found behind the pipeline, by the layout of a letter or an agreement, is a rule's.
    return lambda document: tuple(one for one in alone.tag(document) if one.evidence.rule.startswith("trained/"))


def in_any_role(part: Part) -> Part:
    """A part in which every name is a plain organisation."""
    names = tuple(replace(one, row=ANY_ROLE) for one in part.wanted if one.row in NAMES)
    judged = part.judged & {ANY_ROLE}
    return replace(part, wanted=names, judged=judged, once=part.once & {"money", "date"} | part.once & {ANY_ROLE})


def without_role(tag: Tag) -> Tag:
    """The same tagger, with every name as a plain organisation, each place once."""

    def plain(document: Document) -> tuple[Finding, ...]:
        places = {one.evidence.span: one for one in tag(document) if one.label in NAMES}
        return tuple(replace(one, label=Label.ORGANISATION) for one in places.values())

    return plain


def summary_of(tag: Tag, parts: list[Part]) -> dict[str, Any]:
    """Figures of a tagger by row, with names in any role in the place of plain organisations, and its time here."""
    begun = time.process_time()
    documents = {part.document.source.sha256: part.document for part in parts}
    found = {key: tag(document) for key, document in documents.items()}
    seconds = round(time.process_time() - begun, 1)

    def known(document: Document) -> tuple[Finding, ...]:
        return found[document.source.sha256]

    kept = tables.summary(measure(parts, known))["rows"] | {"seconds": seconds}
    roles = tables.summary(measure([in_any_role(part) for part in parts], without_role(known)))["rows"]
    return kept | {ANY_ROLE: roles.get(ANY_ROLE)}


def lexnlp(python: str, parts: list[Part]) -> Tag:
    """LexNLP over the blocks of the documents, all at once in a process of its own."""
    documents = {part.document.source.sha256: part.document for part in parts}
    scopes: dict[str, list[Span]] = defaultdict(list)
    for part in parts:
        scopes[part.document.source.sha256] += part.scope
    passages = [
        (key, block.span)
        for key, document in documents.items()
        for block in document.blocks
        if any(block.span.overlaps(span) for span in scopes[key])
    ]
    lines = "".join(
        json.dumps({"id": number, "text": span.of(documents[key].text)}) + "\n"
        for number, (key, span) in enumerate(passages)
    )
    worker = Path(__file__).with_name("lexnlp_worker.py")
    done = subprocess.run([python, str(worker)], input=lines, capture_output=True, text=True, check=True)
    found: dict[str, list[Finding]] = defaultdict(list)
    for line in map(json.loads, done.stdout.splitlines()):
        if "failed" in line:
            print(f"LexNLP could not do: {line['failed'] or 'nothing'}", file=sys.stderr)
            continue
        key, span = passages[line["id"]]
        found[key] += _findings(documents[key], span, line["found"])
    return lambda document: tuple(found[document.source.sha256])


def _findings(document: Document, block: Span, found: list[dict[str, Any]]) -> Iterator[Finding]:
    for one in found:
        label, value = _value(one)
        if value is None:
            continue
        span = Span(block.start + one["start"], block.start + one["end"])
        page = next((page.number for page in document.pages if page.span.contains(span)), None)
        yield Finding(label, value, Evidence(span, span.of(document.text), page, None, "lexnlp", 1.0))


def _value(one: dict[str, Any]) -> tuple[Label, Value | None]:
    if one["kind"] == "date":
        return Label.DATE, CalendarDate(one["iso"], "other")
    if one["kind"] == "company":
        return Label.ORGANISATION, Organisation(one["name"], "mentioned")
    try:
        return Label.MONEY, Money(Decimal(one["amount"]), None, one["currency"], "other")
    except InvalidOperation:
        return Label.MONEY, None


def table(kept: dict[str, dict[str, Any] | None]) -> list[list[str]]:
    """Rows of figures, a column a tagger: precision / recall / F1."""
    lines = [["precision / recall / F1", *(TITLES[system] for system in kept)]]
    for title, row, way in ROWS:
        cells = [(one or {}).get(row) for one in kept.values()]
        lines.append([title, *(tables.three(cell[way]) if cell and cell["found"] else "–" for cell in cells)])
    return lines


def tag_of(system: str, rules: Rules, python: str | None, parts: list[Part]) -> Tag | None:
    """The tagger of that name; None where there is none."""
    if system == "lexnlp":
        return lexnlp(python, parts) if python else None
    if system == "trained" and not any(stage.trained for stage in rules.pipeline):
        return None
    return tagger_of(system, rules)


def main() -> None:
    """Measure each tagger, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared" / "data" / "dev")
    parser.add_argument("--lexnlp", metavar="PYTHON", help="Python of an environment with LexNLP")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    if not chosen.shared.is_dir():
        raise SystemExit(f"no real files at {chosen.shared}: name their folder with --shared")
    rules = load_rules(bundled("models") / "rules")
    parts = [part for name in ("real", "passages") for part in parts_of(name, chosen.shared)]
    parts.sort(key=lambda part: part.document.source.sha256)
    kept: dict[str, dict[str, Any] | None] = {}
    for system in [*OURS, *(["lexnlp"] if chosen.lexnlp else [])]:
        tag = tag_of(system, rules, chosen.lexnlp, parts)
        figures = kept[system] = summary_of(tag, parts) if tag else None
        if figures and system not in OURS:
            del figures["seconds"]  # it had a process of its own
        print(f"{TITLES[system]}: {figures.get('seconds', 'done') if figures else 'none'}", file=sys.stderr)
    lines = table(kept)
    print(*tables.aligned(lines), sep="\n")
    if chosen.write:
        (METRICS / "taggers.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8", newline="\n")
        between(REPOSITORY / "docs" / "quality.md", tables.markdown(lines), "taggers")


if __name__ == "__main__":
    main()
