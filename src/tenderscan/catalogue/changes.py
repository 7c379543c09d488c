"""What tagging documents again has changed, run by run; and which documents were tagged by other rules."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from tenderscan.catalogue.schema import DOCUMENT, RUN_CHANGE
from tenderscan.document import Outcome, Span
from tenderscan.json_contract import value_as_json, value_from_json
from tenderscan.record import Finding, Label, Value


class ChangeKind(StrEnum):
    """What became of a finding."""

    GAINED = "gained"
    LOST = "lost"
    ALTERED = "altered"
    RESCORED = "rescored"
    """Altered in nothing but its score."""


@dataclass(frozen=True, slots=True)
class Side:
    """A finding as it was, or as it is.

    Attributes:
        rule: id of the rule that fired.
        span: where it stands in the text.
        quote: the characters it stands for.
        value: typed.
        score: 0 to 1, how sure the rule is.
    """

    rule: str
    span: Span
    quote: str
    value: Value
    score: float


@dataclass(frozen=True, slots=True)
class EnteredChange:
    """One change as it is told to people and kept under its run.

    Attributes:
        sha256: of the document.
        path: where the document was, as in `catalogue.entries.Place`.
        kind: what became of the finding.
        label: of the finding, before and after.
        page: 1-based, as it is now, or was where the finding was lost; None where the format has no pages.
        cell: of a spreadsheet, likewise.
        before: None where the finding is new.
        after: None where it is there no longer.
    """

    sha256: str
    path: str
    kind: ChangeKind
    label: Label
    page: int | None
    cell: str | None
    before: Side | None
    after: Side | None

    @property
    def rule(self) -> str:
        """The rule the change is counted under: that which fires now, or did where nothing fires any more."""
        side = self.after or self.before
        return side.rule if side else ""


def side(finding: Finding | None) -> Side | None:
    """One side of a change."""
    if finding is None:
        return None
    evidence = finding.evidence
    return Side(evidence.rule, evidence.span, evidence.quote, finding.value, evidence.score)


def enter_changes(connection: Connection, run: int, changes: Iterable[EnteredChange]) -> None:
    """Keep changes under a run, behind those that are there."""
    last = select(func.coalesce(func.max(RUN_CHANGE.c.position), -1)).where(RUN_CHANGE.c.run == run)
    first = connection.execute(last).scalar_one() + 1
    rows = [{"run": run, "position": first + at, **_row(change)} for at, change in enumerate(changes)]
    if rows:
        connection.execute(insert(RUN_CHANGE), rows)


def changes_of(connection: Connection, run: int) -> Iterator[EnteredChange]:
    """What a run has changed, by path, and within a document in order of position; a few at a time."""
    query = select(RUN_CHANGE).where(RUN_CHANGE.c.run == run)
    ordered = query.order_by(RUN_CHANGE.c.path, RUN_CHANGE.c.sha256, RUN_CHANGE.c.position)
    for row in connection.execute(ordered.execution_options(yield_per=500)):
        yield _entered(row)


def mark_tagged(connection: Connection, sha256: str, tagged_by: str) -> None:
    """Note that tagging a document again has found the very same."""
    here = (DOCUMENT.c.sha256 == sha256, DOCUMENT.c.tagged_by != tagged_by)
    connection.execute(update(DOCUMENT).where(*here).values(tagged_by=tagged_by))


def tagged_otherwise(connection: Connection, tagged_by: str) -> int:
    """Number of documents that were read, and tagged by other versions than these."""
    query = select(func.count()).select_from(DOCUMENT).where(_read(tagged_by))
    return connection.execute(query).scalar_one()


def to_be_tagged(connection: Connection, tagged_by: str | None) -> tuple[str, ...]:
    """Hashes of documents that were read and tagged by other versions than these; of all that were read where None."""
    query = select(DOCUMENT.c.sha256).where(_read(tagged_by)).order_by(DOCUMENT.c.sha256)
    return tuple(connection.execute(query).scalars())


def tagged_before(connection: Connection, tagged_by: str | None) -> tuple[str, ...]:
    """By which versions the documents of `to_be_tagged` were tagged."""
    query = select(DOCUMENT.c.tagged_by).where(_read(tagged_by)).distinct().order_by(DOCUMENT.c.tagged_by)
    return tuple(connection.execute(query).scalars())


def _read(tagged_by: str | None) -> ColumnElement[bool]:
    read = DOCUMENT.c.outcome != Outcome.FAILED.value
    return read if tagged_by is None else and_(read, DOCUMENT.c.tagged_by != tagged_by)


def _row(change: EnteredChange) -> dict[str, Any]:
    row: dict[str, Any] = {
        "sha256": change.sha256,
        "path": change.path,
        "change": change.kind.value,
        "label": change.label.value,
        "page": change.page,
        "cell": change.cell,
    }
    for name, one in (("before", change.before), ("after", change.after)):
        value = None if one is None else json.dumps(value_as_json(one.value), ensure_ascii=False)
        row |= {
            f"start_{name}": None if one is None else one.span.start,
            f"end_{name}": None if one is None else one.span.end,
            f"rule_{name}": None if one is None else one.rule,
            f"quote_{name}": None if one is None else one.quote,
            f"value_{name}": value,
            f"score_{name}": None if one is None else one.score,
        }
    return row


def _entered(row: Any) -> EnteredChange:
    label = Label(row.label)

    def told(name: str) -> Side | None:
        rule, quote, value, score, start, end = (
            getattr(row, f"{part}_{name}") for part in ("rule", "quote", "value", "score", "start", "end")
        )
        return (
            None
            if rule is None
            else Side(rule, Span(start, end), quote, value_from_json(label, json.loads(value)), score)
        )

    return EnteredChange(
        sha256=row.sha256,
        path=row.path,
        kind=ChangeKind(row.change),
        label=label,
        page=row.page,
        cell=row.cell,
        before=told("before"),
        after=told("after"),
    )
