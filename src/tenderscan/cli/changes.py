"""What tagging again has changed: by rule with examples for people, line by line for machines, and as tables."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import typer
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from tenderscan.batch.retag import ASKED_BEFORE
from tenderscan.catalogue.changes import ChangeKind, EnteredChange, Side, changes_of
from tenderscan.catalogue.runs import FileOutcome, Run, RunFile, counted, with_outcome
from tenderscan.cli.console import one_line, out, printable
from tenderscan.cli.described import describe
from tenderscan.cli.report import run_as_json
from tenderscan.cli.run_report import print_heading
from tenderscan.json_contract import value_as_json
from tenderscan.tables import Cell, Column, Kind, Table

if TYPE_CHECKING:
    from tenderscan.catalogue.store import Catalogue

MAIN = "Changes"
"""The table that CSV and JSON lines hold."""
EXAMPLES = 3
"""Shown of each kind of change by a rule."""
_LONGEST_QUOTE = 160
_HEADINGS = {
    ChangeKind.GAINED: "Gained",
    ChangeKind.LOST: "Lost",
    ChangeKind.ALTERED: "Altered",
    ChangeKind.RESCORED: "Score only",
}
_STYLES = {ChangeKind.GAINED: "green", ChangeKind.LOST: "red", ChangeKind.ALTERED: "yellow", ChangeKind.RESCORED: "dim"}
_COLUMNS = (
    *(Column(name) for name in ("change", "label", "path", "sha256")),
    *(Column("page", Kind.WHOLE), Column("cell")),
    *(Column(f"{part}_{when}") for part in ("rule", "quote", "value") for when in ("before", "after")),
    *(Column(f"score_{when}", Kind.NUMBER) for when in ("before", "after")),
)


@dataclass(slots=True)
class Summary:
    """Changes counted by rule and by label, with the first examples of each kind.

    Attributes:
        rules: numbers by rule; a change of rule counts under the new one.
        labels: numbers by label.
        examples: by rule and kind.
    """

    rules: dict[str, Counter[ChangeKind]] = field(default_factory=lambda: defaultdict(Counter))
    labels: dict[str, Counter[ChangeKind]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[tuple[str, ChangeKind], list[EnteredChange]] = field(default_factory=lambda: defaultdict(list))

    def add(self, change: EnteredChange) -> None:
        """Count one more."""
        self.rules[change.rule][change.kind] += 1
        self.labels[change.label.value][change.kind] += 1
        examples = self.examples[change.rule, change.kind]
        if len(examples) < EXAMPLES:
            examples.append(change)


@dataclass(frozen=True, slots=True)
class Told:
    """What tagging again came to.

    Attributes:
        by: versions of tagger and rules that were at work.
        before: versions by which the documents had been tagged.
        documents: number that was tagged.
        changed: of them, those in which anything has changed.
        failed: documents whose tagging failed.
        summary: what has changed.
    """

    by: str
    before: Sequence[str]
    documents: int
    changed: int
    failed: Sequence[RunFile]
    summary: Summary


def summary_of(changes: Iterable[EnteredChange]) -> Summary:
    """The changes, counted."""
    summary = Summary()
    for change in changes:
        summary.add(change)
    return summary


def told_of(catalogue: "Catalogue", run: Run) -> Told:
    """What a run came to."""
    with catalogue.read() as connection:
        counts = counted(connection, [run.number])[run.number]
        failed = with_outcome(connection, run.number, FileOutcome.FAILED, counts.get(FileOutcome.FAILED, 0))
    changed = counts.get(FileOutcome.READ, 0)
    documents = changed + len(failed) + sum(run.unchanged.values())
    before = run.asked.get(ASKED_BEFORE, [])
    return Told(run.made.tagged_by, before, documents, changed, failed, summary_of(run_changes(catalogue, run)))


def run_changes(catalogue: "Catalogue", run: Run) -> Iterator[EnteredChange]:
    """What a run has changed, by path and position."""
    with catalogue.read() as connection:
        yield from changes_of(connection, run.number)


def print_run(catalogue: "Catalogue", run: Run) -> None:
    """What a run has changed, for people."""
    # What was asked is told with what became of it.
    print_heading(replace(run, asked={}))
    print_told(told_of(catalogue, run))


def write_run(catalogue: "Catalogue", run: Run) -> None:
    """The run and all its changes as one JSON object on a line of its own, written piece by piece."""
    with catalogue.read() as connection:
        counts = counted(connection, [run.number])[run.number]
    head = json.dumps({**run_as_json(run, counts), **told_as_json(told_of(catalogue, run))}, ensure_ascii=False)
    typer.echo(f'{head[:-1]}, "results": [', nl=False)
    for number, change in enumerate(run_changes(catalogue, run)):
        typer.echo(f"{', ' if number else ''}{json.dumps(change_as_json(change), ensure_ascii=False)}", nl=False)
    typer.echo("]}")


def tables_of(catalogue: "Catalogue", run: Run) -> list[Table]:
    """Sheets of a run."""
    return tables_from(run_changes(catalogue, run), told_of(catalogue, run))


def tables_from(changes: Iterable[EnteredChange], told: Told) -> list[Table]:
    """A row a change with values in words, numbers by rule and label, and what could not be tagged."""
    summary, failures = told.summary, ("code", "path", "sha256", "message")
    return [
        Table(MAIN, _COLUMNS, (_row(change) for change in changes)),
        _counts_table("By rule", "rule", summary.rules),
        _counts_table("By label", "label", summary.labels),
        Table(
            "Not tagged",
            tuple(map(Column, failures)),
            ((" ".join(file.codes), file.path, file.sha256, file.message) for file in told.failed),
        ),
    ]


def told_as_json(told: Told) -> dict[str, Any]:
    """Numbers for machines, and what could not be tagged."""
    summary = told.summary
    return {
        "tagged_by": told.by,
        "tagged_before": list(told.before),
        "documents": told.documents,
        "changed": told.changed,
        "failed": len(told.failed),
        "changes": _numbers(sum(summary.labels.values(), Counter())),
        "rules": {rule: _numbers(counts) for rule, counts in sorted(summary.rules.items())},
        "labels": {label: _numbers(counts) for label, counts in sorted(summary.labels.items())},
        "errors": [
            {"path": file.path, "sha256": file.sha256, "code": " ".join(file.codes), "message": file.message}
            for file in told.failed
        ],
    }


def print_told(told: Told) -> None:
    """The headline, numbers by rule and by label, examples by rule, and what could not be tagged."""
    console = out()
    failed = f", {len(told.failed):,} failed" if told.failed else ""
    console.print(f"{told.documents:,} documents tagged again, {told.changed:,} changed{failed}", style="bold")
    console.print(printable(f"by {told.by}; before by {' or '.join(told.before)}"), style="dim", soft_wrap=True)
    console.print()
    _print_changes(told.summary)
    if not told.failed:
        return
    console.print("\nNot tagged; what was found before is kept:", style="bold")
    for file in sorted(told.failed, key=lambda file: file.path):
        message = " ".join((file.message or "").splitlines())
        console.print(f"  {one_line(file.path)}", soft_wrap=True)
        console.print(f"    {' '.join(file.codes)}: {printable(message)}", style="red", soft_wrap=True)


def change_as_json(change: EnteredChange) -> dict[str, Any]:
    """One change for machines."""
    return {
        "change": change.kind.value,
        "label": change.label.value,
        "path": change.path,
        "sha256": change.sha256,
        "page": change.page,
        "cell": change.cell,
        "before": _side_as_json(change.before),
        "after": _side_as_json(change.after),
    }


def _print_changes(summary: Summary) -> None:
    console = out()
    if not summary.rules:
        console.print("No finding was gained, lost or altered.")
        return
    console.print(_counted("Rule", summary.rules))
    console.print()
    console.print(_counted("Kind of finding", summary.labels))
    for rule in sorted(summary.rules):
        console.print(f"\n{one_line(rule)}", style="bold")
        for kind in ChangeKind:
            examples = summary.examples.get((rule, kind), [])
            for change in examples:
                _print_example(change)
            if more := summary.rules[rule][kind] - len(examples):
                console.print(f"  … and {more:,} more {_HEADINGS[kind].lower()}", style="dim")


def _counted(heading: str, counts: dict[str, Counter[ChangeKind]]) -> Grid:
    table = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(heading, overflow="fold")
    for kind in ChangeKind:
        table.add_column(_HEADINGS[kind], justify="right")
    for name in sorted(counts):
        table.add_row(one_line(name.replace("_", " ") if "/" not in name else name), *_cells(counts[name]))
    if len(counts) > 1:
        table.add_row("all", *_cells(sum(counts.values(), Counter())), style="bold")
    return table


def _cells(counts: Counter[ChangeKind]) -> list[str]:
    return [f"{counts[kind]:,}" if counts[kind] else "–" for kind in ChangeKind]


def _print_example(change: EnteredChange) -> None:
    console = out()
    page = f", p. {change.page}" if change.page else ""
    place = f"{change.path}{', ' + change.cell if change.cell else page}"
    line = Text(f"  {_HEADINGS[change.kind].lower():10} ", style=_STYLES[change.kind])
    console.print(line.append(one_line(place), style="default"), soft_wrap=True)
    told = [_arrow(*(None if side is None else describe(side.value) for side in (change.before, change.after)))]
    told.append(_arrow(*(None if side is None else _quote(side) for side in (change.before, change.after))))
    told += _of_rule(change)
    for text in told:
        console.print(Padding(Text(printable(text)), (0, 0, 0, 13), expand=False))


def _of_rule(change: EnteredChange) -> list[str]:
    """What has become of rule and score, where either has."""
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    told = [f"rule {before.rule} → {after.rule}"] if before.rule != after.rule else []
    scores = [f"{side.score:.1%}" for side in (before, after)]
    return [" · ".join([*told, f"sure {scores[0]} → {scores[1]}"])] if scores[0] != scores[1] else told


def _arrow(before: str | None, after: str | None) -> str:
    if before is None or after is None or before == after:
        return after or before or ""
    return f"{before} → {after}"


def _quote(side: Side) -> str:
    quote = side.quote.replace("\n", " ").replace("\t", " | ")
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{quote}”"


def _counts_table(name: str, column: str, counts: dict[str, Counter[ChangeKind]]) -> Table:
    columns = (Column(column), *(Column(kind.value, Kind.WHOLE) for kind in ChangeKind))
    return Table(name, columns, [(key, *(counts[key][kind] for kind in ChangeKind)) for key in sorted(counts)])


def _row(change: EnteredChange) -> tuple[Cell, ...]:
    sides = (change.before, change.after)
    return (
        *(change.kind.value, change.label.value, change.path, change.sha256, change.page, change.cell),
        *(None if side is None else side.rule for side in sides),
        *(None if side is None else side.quote for side in sides),
        *(None if side is None else describe(side.value) for side in sides),
        *(None if side is None else round(side.score, 3) for side in sides),
    )


def _side_as_json(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "rule": side.rule,
        "text": side.quote,
        "start": side.span.start,
        "end": side.span.end,
        "value": value_as_json(side.value),
        "score": round(side.score, 3),
    }


def _numbers(counts: Counter[ChangeKind]) -> dict[str, int]:
    return {kind.value: counts[kind] for kind in ChangeKind}
