"""The report of a run: made of what the catalogue holds of it, so that it is the same next year as at the end of it.

The database counts; what is held here is as small for 100,000 files as for ten.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tenderscan.batch.results import Result
from tenderscan.catalogue.runs import (
    OUTCOMES,
    FileOutcome,
    Group,
    Run,
    RunFile,
    Tally,
    biggest,
    grouped,
    run_numbered,
    runs,
    slowest,
    with_code,
    with_outcome,
)
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import NOT_READ
from tenderscan.errors import NotFound

MOST = 10
"""Slowest and biggest files."""
FIRST = 5
"""Places of each reason."""


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """Files with one outcome.

    Attributes:
        files: those that were known among them.
        known: from an earlier run, or from another place.
    """

    files: int
    known: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why files were not wholly read.

    Attributes:
        code: from `docs/errors.md`.
        outcome: "failed" where files were not read at all for it, else "partly".
        files: number that have it, those that were known among them.
        known: from an earlier run, or from another place.
        formats: media types with the number of files of each, the most frequent first; "" where the bytes could not
            be had.
        first: the first files that are not known from before.
    """

    code: str
    outcome: FileOutcome
    files: int
    known: int
    formats: tuple[tuple[str, int], ...]
    first: tuple[RunFile, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """Files of one format.

    Attributes:
        media_type: "" where the bytes could not be had.
        outcomes: number by outcome, those that were known among them.
        known: how many were.
        pages: that are new.
        seconds: a worker's time for all of them.
    """

    media_type: str
    outcomes: dict[FileOutcome, int]
    known: int
    pages: int
    seconds: float

    @property
    def files(self) -> int:
        """Number of all."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to.

    Attributes:
        run: which.
        outcomes: read, partly and failed.
        inside: files that were not known and lie in others.
        moved: places at which there is nothing any more, because the document is elsewhere.
        vanished: places at which there is nothing any more.
        pruned: places that were taken out of the library.
        pages: that are new.
        findings: that are new.
        reasons: the most frequent first, failures before what was read in part.
        formats: the most frequent first.
        slowest: files that took longest, the slowest first.
        biggest: the largest files, the largest first.
        gone: the first places that moved, vanished or were pruned.
    """

    run: Run
    outcomes: dict[FileOutcome, OutcomeCount]
    inside: int
    moved: int
    vanished: int
    pruned: int
    pages: int
    findings: int
    reasons: tuple[Reason, ...]
    formats: tuple[Format, ...]
    slowest: tuple[RunFile, ...]
    biggest: tuple[RunFile, ...]
    gone: tuple[RunFile, ...]

    @property
    def files(self) -> int:
        """Number of files, those in others and those that were known among them."""
        return sum(count.files for count in self.outcomes.values())

    @property
    def unchanged(self) -> int:
        """Number of files that were known."""
        return sum(count.known for count in self.outcomes.values())

    @property
    def files_a_second(self) -> float | None:
        """Files that were not known, by the time the run took; None while it has not ended."""
        return (self.files - self.unchanged) / self.run.seconds if self.run.seconds else None

    @property
    def pages_a_second(self) -> float | None:
        """New pages by the time the run took; None while it has not ended."""
        return self.pages / self.run.seconds if self.run.seconds else None

    @property
    def all_read(self) -> bool:
        """Whether every file was wholly read."""
        return self.outcomes[FileOutcome.READ].files == self.files


def find_run(catalogue: Catalogue, number: int | None = None) -> Run:
    """A run by its number, the last where None.

    Raises:
        NotFound: there is none.
    """
    with catalogue.read() as connection:
        run = next(iter(runs(connection, 1)), None) if number is None else run_numbered(connection, number)
    if run is None:
        which = "Nothing was ever ingested into this library" if number is None else f"There is no run {number}"
        raise NotFound(f"{which}.\ntenderscan runs lists the runs of the library.")
    return run


def report_of(catalogue: Catalogue, run: Run) -> Report:
    """The report of a run, so far where it has not ended."""
    with catalogue.read() as connection:
        groups = grouped(connection, run.number)
        gone = {outcome: _files(groups, outcome) for outcome in FileOutcome if outcome not in OUTCOMES}
        return Report(
            run=run,
            outcomes={outcome: _count(groups, run, outcome) for outcome in OUTCOMES},
            inside=sum(group.inside for group in groups if group.tally.outcome in OUTCOMES),
            moved=gone[FileOutcome.MOVED],
            vanished=gone[FileOutcome.VANISHED],
            pruned=gone[FileOutcome.PRUNED],
            pages=sum(group.pages for group in groups),
            findings=sum(group.findings for group in groups),
            reasons=_reasons(run, groups, lambda code: with_code(connection, run.number, code, FIRST)),
            formats=_formats(run, groups),
            slowest=tuple(slowest(connection, run.number, MOST)),
            biggest=tuple(biggest(connection, run.number, MOST)),
            gone=tuple(
                file
                for outcome, number in gone.items()
                if number
                for file in with_outcome(connection, run.number, outcome, FIRST)
            ),
        )


def _files(groups: Iterable[Group], outcome: FileOutcome) -> int:
    return sum(group.files for group in groups if group.tally.outcome == outcome)


def _count(groups: Iterable[Group], run: Run, outcome: FileOutcome) -> OutcomeCount:
    known = sum(files for tally, files in run.unchanged.items() if tally.outcome == outcome)
    return OutcomeCount(_files(groups, outcome) + known, known)


def _there(run: Run, groups: Iterable[Group]) -> Iterator[tuple[Tally, int, bool]]:
    """Tallies of files that were there, with their number, and whether they were known."""
    yield from ((group.tally, group.files, False) for group in groups if group.tally.outcome in OUTCOMES)
    yield from ((tally, files, True) for tally, files in run.unchanged.items())


def _reasons(run: Run, groups: Iterable[Group], first: Callable[[str], list[RunFile]]) -> tuple[Reason, ...]:
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    known: Counter[str] = Counter()
    failing = set()
    for tally, files, was_known in _there(run, groups):
        for code in tally.codes.split():
            numbers[code][tally.media_type] += files
            known[code] += files if was_known else 0
            if tally.outcome == FileOutcome.FAILED:
                failing.add(code)
    found = [
        Reason(
            code=code,
            outcome=FileOutcome.FAILED if code in failing else FileOutcome.PARTLY,
            files=formats.total(),
            known=known[code],
            formats=tuple(sorted(formats.items(), key=lambda item: (-item[1], item[0]))),
            first=tuple(first(code)),
        )
        for code, formats in numbers.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.outcome != FileOutcome.FAILED, -one.files, one.code)))


def _formats(run: Run, groups: list[Group]) -> tuple[Format, ...]:
    numbers: dict[str, Counter[FileOutcome]] = defaultdict(Counter)
    known: Counter[str] = Counter()
    for tally, files, was_known in _there(run, groups):
        numbers[tally.media_type][FileOutcome(tally.outcome)] += files
        known[tally.media_type] += files if was_known else 0
    found = [
        Format(
            media_type=media_type,
            outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES},
            known=known[media_type],
            pages=sum(group.pages for group in groups if group.tally.media_type == media_type),
            seconds=sum(group.seconds for group in groups if group.tally.media_type == media_type),
        )
        for media_type, outcomes in numbers.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.files, one.media_type)))


def as_run_file(result: Result) -> RunFile:
    """What the catalogue keeps of a result."""
    return RunFile(
        path=result.place,
        outcome=FileOutcome(result.outcome.value),
        codes=result.codes,
        message=_message(result),
        sha256=result.sha256,
        parent=result.parent,
        media_type=result.media_type,
        size=result.size,
        pages=result.pages,
        findings=result.findings,
        seconds=result.seconds,
    )


def as_tally(result: Result) -> Tally:
    """What an unchanged result is counted under."""
    return Tally(result.outcome.value, " ".join(result.codes), result.media_type or "")


def _message(result: Result) -> str | None:
    """Why a file was not wholly read, a line for each of its codes."""
    if result.code is not None:
        return " ".join((result.message or "").split())
    lines = []
    for code in result.codes:
        notices = [notice for notice in result.notices if notice.code == code and code in NOT_READ]
        more = f" (and {len(notices) - 1} more of the kind)" if len(notices) > 1 else ""
        lines.append(" ".join(notices[0].message.split()) + more)
    return "\n".join(lines) or None
