"""Runs that wrote to the library, and what each did to every file: kept, so that a report can be made of it any time.

Files that were unchanged have no row, because a run over a share of 100,000 files would write as many each night; they
are counted by outcome, reasons and format.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, literal, select, update

from tenderscan.catalogue.entries import Made
from tenderscan.catalogue.schema import RUN, RUN_FILE
from tenderscan.json_contract import JsonObject
from tenderscan.moments import now, parsed, stored


class RunState(StrEnum):
    """How a run ended, or that it did not."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    """By the user."""
    FAILED = "failed"
    """By an error of the library or of the program."""
    KILLED = "killed"
    """It never came to its end."""


class FileOutcome(StrEnum):
    """What a run did to a file."""

    READ = "read"
    PARTLY = "partly"
    FAILED = "failed"
    MOVED = "moved"
    """A known document is at another path now, and no longer at this one."""
    VANISHED = "vanished"
    """There is nothing at a known path any more."""
    PRUNED = "pruned"
    """What had vanished was taken out of the library."""


OUTCOMES = (FileOutcome.READ, FileOutcome.PARTLY, FileOutcome.FAILED)
"""Of files that were there; the others are told of places beside them."""


@dataclass(frozen=True, slots=True)
class RunFile:
    """What a run did to one file that was not unchanged, or to one place.

    Attributes:
        path: as in `catalogue.entries.Place`.
        outcome: what was done.
        codes: reasons of what was not read, in the order of `message`.
        message: one line a code; of a file that moved, where it is now. None where there is nothing to say.
        sha256: None where the bytes could not be had.
        parent: hash of the container, None for a file of its own.
        media_type: None where the bytes could not be had.
        size: in bytes, None where the bytes could not be had.
        pages: that are new, 0 where the format has none.
        findings: that are new.
        seconds: a worker's time for it.
    """

    path: str
    outcome: FileOutcome
    codes: tuple[str, ...] = ()
    message: str | None = None
    sha256: str | None = None
    parent: str | None = None
    media_type: str | None = None
    size: int | None = None
    pages: int = 0
    findings: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """What files have in common that are counted together; a key of a `Counter`.

    Attributes:
        outcome: as in `FileOutcome`.
        codes: reasons of what was not read, between blanks.
        media_type: empty where the bytes could not be had.
    """

    outcome: str
    codes: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Files counted together.

    Attributes:
        tally: what they have in common.
        files: how many.
        inside: how many of them lie in other files.
        pages: of all together.
        findings: of all together.
        seconds: of all together, a worker's time.
    """

    tally: Tally
    files: int
    inside: int
    pages: int
    findings: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """A run of any kind that writes.

    Attributes:
        number: counted from 1.
        kind: "ingest", "retag" …
        asked: what the user asked for; keys are those of the command's options.
        started_at: in UTC.
        ended_at: in UTC, None where it has not ended.
        seconds: it took, by a clock that never goes back; None where it has not ended.
        state: "running" also where it was killed and nobody has written since; the caller knows who holds the library.
        made: versions and means it worked with.
        workers: that read at a time.
        unchanged: number of files that were known and not stored again.
    """

    number: int
    kind: str
    asked: JsonObject
    started_at: datetime
    ended_at: datetime | None
    seconds: float | None
    state: RunState
    made: Made
    workers: int
    unchanged: Mapping[Tally, int]


def begin_run(connection: Connection, kind: str, asked: str, made: Made, workers: int) -> int:
    """Enter a run that begins; its number. `asked` is a JSON object.

    The caller holds the library for writing, so whatever is still entered as running was killed.
    """
    running = RUN.c.state == RunState.RUNNING.value
    connection.execute(update(RUN).where(running).values(state=RunState.KILLED.value))
    row = {
        "kind": kind,
        "asked": asked,
        "started_at": stored(now()),
        "state": RunState.RUNNING.value,
        "read_by": made.read_by,
        "tagged_by": made.tagged_by,
        "made_with": made.means,
        "workers": workers,
        "unchanged": "[]",
    }
    return int(connection.execute(insert(RUN).values(**row).returning(RUN.c.id)).scalar_one())


def add_run_files(connection: Connection, run: int, first: int, files: Iterable[RunFile]) -> int:
    """Enter what a run did to files, at positions from `first`; the position behind them."""
    rows = [
        {
            "run": run,
            "position": position,
            "path": file.path,
            "sha256": file.sha256,
            "parent": file.parent,
            "media_type": file.media_type,
            "outcome": file.outcome.value,
            "codes": " ".join(file.codes),
            "message": file.message,
            "size": file.size,
            "pages": file.pages,
            "findings": file.findings,
            "seconds": file.seconds,
        }
        for position, file in enumerate(files, start=first)
    ]
    if rows:
        connection.execute(insert(RUN_FILE), rows)
    return first + len(rows)


def note_unchanged(connection: Connection, run: int, unchanged: Mapping[Tally, int]) -> None:
    """Enter how many files were unchanged so far, so that a run that is killed has told it."""
    rows = [[tally.outcome, tally.codes, tally.media_type, files] for tally, files in sorted(unchanged.items())]
    connection.execute(update(RUN).where(RUN.c.id == run).values(unchanged=json.dumps(rows)))


def end_run(
    connection: Connection, run: int, state: str, unchanged: Mapping[Tally, int], seconds: float | None = None
) -> None:
    """Enter that a run has ended, and how.

    Args:
        connection: inside a transaction.
        run: its number.
        state: as in `RunState`.
        unchanged: number of files that were known and not stored again.
        seconds: it took; by the two moments where None, which is wrong where the clock was set meanwhile.
    """
    ended = now()
    if seconds is None:
        began = connection.execute(select(RUN.c.started_at).where(RUN.c.id == run)).scalar_one()
        seconds = max((ended - parsed(began)).total_seconds(), 0.0)
    note_unchanged(connection, run, unchanged)
    row = {"state": RunState(state).value, "ended_at": stored(ended), "seconds": seconds}
    connection.execute(update(RUN).where(RUN.c.id == run).values(**row))


def runs(connection: Connection, most: int | None = None) -> list[Run]:
    """Runs, the latest first."""
    return [_run(row) for row in connection.execute(select(RUN).order_by(RUN.c.id.desc()).limit(most))]


def run_numbered(connection: Connection, number: int) -> Run | None:
    """One run, None where there is none of this number."""
    row = connection.execute(select(RUN).where(RUN.c.id == number)).one_or_none()
    return None if row is None else _run(row)


def counted(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[FileOutcome, int]]:
    """Files of each run by outcome, without the unchanged."""
    query = select(RUN_FILE.c.run, RUN_FILE.c.outcome, func.count()).where(RUN_FILE.c.run.in_(numbers))
    found: dict[int, dict[FileOutcome, int]] = {number: {} for number in numbers}
    for number, outcome, files in connection.execute(query.group_by(RUN_FILE.c.run, RUN_FILE.c.outcome)):
        found[number][FileOutcome(outcome)] = files
    return found


def grouped(connection: Connection, run: int) -> list[Group]:
    """Files of a run by outcome, reasons and format, without the unchanged."""
    groups = (RUN_FILE.c.outcome, RUN_FILE.c.codes, func.coalesce(RUN_FILE.c.media_type, ""))
    sums = [func.sum(column) for column in (RUN_FILE.c.pages, RUN_FILE.c.findings, RUN_FILE.c.seconds)]
    query = select(*groups, func.count(), func.count(RUN_FILE.c.parent), *sums).where(RUN_FILE.c.run == run)
    rows = connection.execute(query.group_by(*groups).order_by(*groups))
    return [Group(Tally(outcome, codes, media_type), *rest) for outcome, codes, media_type, *rest in rows]


def run_files(connection: Connection, run: int) -> Iterator[RunFile]:
    """All files of a run in the order they were stored, a few at a time."""
    query = select(RUN_FILE).where(RUN_FILE.c.run == run).order_by(RUN_FILE.c.position)
    for row in connection.execute(query.execution_options(yield_per=500)):
        yield _file(row)


def with_code(connection: Connection, run: int, code: str, most: int) -> list[RunFile]:
    """The first files of a run that have a reason."""
    has_it = (literal(" ") + RUN_FILE.c.codes + " ").contains(f" {code} ", autoescape=True)
    return _some(connection, run, [has_it], RUN_FILE.c.position, most)


def with_outcome(connection: Connection, run: int, outcome: FileOutcome, most: int) -> list[RunFile]:
    """The first files of a run that have an outcome."""
    return _some(connection, run, [RUN_FILE.c.outcome == outcome.value], RUN_FILE.c.position, most)


def slowest(connection: Connection, run: int, most: int) -> list[RunFile]:
    """Files that took longest, the slowest first."""
    return _some(connection, run, [_was_there(), RUN_FILE.c.seconds > 0], RUN_FILE.c.seconds.desc(), most)


def biggest(connection: Connection, run: int, most: int) -> list[RunFile]:
    """Files that are largest, the largest first."""
    return _some(connection, run, [_was_there(), RUN_FILE.c.size > 0], RUN_FILE.c.size.desc(), most)


def _was_there() -> ColumnElement[bool]:
    return RUN_FILE.c.outcome.in_([outcome.value for outcome in OUTCOMES])


def _some(
    connection: Connection, run: int, conditions: list[ColumnElement[bool]], order: ColumnElement[Any], most: int
) -> list[RunFile]:
    query = select(RUN_FILE).where(RUN_FILE.c.run == run, *conditions)
    rows = connection.execute(query.order_by(order, RUN_FILE.c.position).limit(most))
    return [_file(row) for row in rows]


def _run(row: Any) -> Run:
    return Run(
        number=row.id,
        kind=row.kind,
        asked=json.loads(row.asked),
        started_at=parsed(row.started_at),
        ended_at=None if row.ended_at is None else parsed(row.ended_at),
        seconds=row.seconds,
        state=RunState(row.state),
        made=Made(row.read_by, row.tagged_by, row.made_with),
        workers=row.workers,
        unchanged={Tally(*tally): files for *tally, files in json.loads(row.unchanged)},
    )


def _file(row: Any) -> RunFile:
    return RunFile(
        path=row.path,
        outcome=FileOutcome(row.outcome),
        codes=tuple(row.codes.split()),
        message=row.message,
        sha256=row.sha256,
        parent=row.parent,
        media_type=row.media_type,
        size=row.size,
        pages=row.pages,
        findings=row.findings,
        seconds=row.seconds,
    )
