"""What tagging documents again has changed, run by run; and which documents were tagged by other rules."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    and_,
    create_engine,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tenderscan.catalogue.schema import DOCUMENT, NOTICE, RUN_CHANGE
from tenderscan.document import Outcome, Span
from tenderscan.errors import UsageError
from tenderscan.json_contract import value_as_json, value_from_json
from tenderscan.record import Finding, Label, Value

NOT_TAGGED = "not-tagged"
"""Code of the notice on a document that later versions could not tag."""


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


class Aside:
    """Changes that are not stored: in a file of their own on disk, however many, and gone with it."""

    def __init__(self, connection: Connection) -> None:
        """In the database behind this connection, which holds nothing else."""
        self._connection = connection

    def add(self, changes: Sequence[EnteredChange]) -> None:
        """Keep these behind those that are there."""
        if changes:
            with _room():
                enter_changes(self._connection, 1, changes)

    def __iter__(self) -> Iterator[EnteredChange]:
        """All of them, in the order of `changes_of`."""
        with _room():
            yield from changes_of(self._connection, 1)


@contextmanager
def aside() -> Iterator[Aside]:
    """A place for changes that are not stored, while the block works."""
    with TemporaryDirectory(prefix="tenderscan-", ignore_cleanup_errors=True) as folder:
        engine = create_engine(URL.create("sqlite", database=str(Path(folder) / "changes.sqlite")), poolclass=NullPool)
        # What is never committed and never kept needs no journal.
        with closing(engine.connect()) as connection:
            with _room():
                connection.exec_driver_sql("PRAGMA journal_mode=OFF")
                RUN_CHANGE.create(connection)
            yield Aside(connection)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise UsageError(
            f"Changes cannot be compared in {gettempdir()} ({error.orig}).\n"
            "Make room there, or name another folder in the environment variable TMPDIR."
        ) from error


def mark_tagged(connection: Connection, sha256: str, tagged_by: str) -> None:
    """Note that these versions have tagged a document; what others could not do no longer matters."""
    failed = DOCUMENT.c.tagging_failed_by.is_not(None)
    here = (DOCUMENT.c.sha256 == sha256, or_(DOCUMENT.c.tagged_by != tagged_by, failed))
    if connection.execute(update(DOCUMENT).where(*here).values(tagged_by=tagged_by, tagging_failed_by=None)).rowcount:
        connection.execute(delete(NOTICE).where(NOTICE.c.sha256 == sha256, NOTICE.c.code == NOT_TAGGED))


def mark_not_tagged(connection: Connection, sha256: str, message: str, tagged_by: str) -> None:
    """Note that these versions could not tag a document; they need not try again, and whoever reads it is told."""
    told = (NOTICE.c.sha256 == sha256, NOTICE.c.code == NOT_TAGGED)
    connection.execute(delete(NOTICE).where(*told))
    behind = select(func.coalesce(func.max(NOTICE.c.position) + 1, 0)).where(NOTICE.c.sha256 == sha256)
    position = connection.execute(behind).scalar_one()
    connection.execute(insert(NOTICE).values(sha256=sha256, position=position, code=NOT_TAGGED, message=message))
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.sha256 == sha256).values(tagging_failed_by=tagged_by))


def tagged_otherwise(connection: Connection, tagged_by: str) -> int:
    """Number of documents that were read, and tagged by other versions than these, which have not tried in vain."""
    query = select(func.count()).select_from(DOCUMENT).where(_read(tagged_by))
    return connection.execute(query).scalar_one()


def to_be_tagged(connection: Connection, tagged_by: str | None) -> tuple[str, ...]:
    """Hashes of the documents that `tagged_otherwise` counts; of all that were read where None."""
    query = select(DOCUMENT.c.sha256).where(_read(tagged_by)).order_by(DOCUMENT.c.sha256)
    return tuple(connection.execute(query).scalars())


def tagged_before(connection: Connection, tagged_by: str | None) -> tuple[str, ...]:
    """By which versions the documents of `to_be_tagged` were tagged."""
    query = select(DOCUMENT.c.tagged_by).where(_read(tagged_by)).distinct().order_by(DOCUMENT.c.tagged_by)
    return tuple(connection.execute(query).scalars())


def _read(tagged_by: str | None) -> ColumnElement[bool]:
    read = DOCUMENT.c.outcome != Outcome.FAILED.value
    if tagged_by is None:
        return read
    # What hangs or kills the tagger would do so in every run.
    untried = func.coalesce(DOCUMENT.c.tagging_failed_by, "") != tagged_by
    return and_(read, DOCUMENT.c.tagged_by != tagged_by, untried)


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
