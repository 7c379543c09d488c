"""A file with all the files inside it, however deep: each comes out with its place, containers behind what they hold.

Containers come last so that one counts as done only when everything in it is: a run that is killed in the middle opens
it again.
"""

import logging
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from tenderscan.catalogue.entries import INSIDE, storable
from tenderscan.document import Notice
from tenderscan.errors import FileProblem, LimitExceeded, Refused, TenderscanError, TimeExceeded
from tenderscan.ingest.faults import internal_fault
from tenderscan.ingest.steps import Steps
from tenderscan.readers import Loaded, effort
from tenderscan.readers.members import Member
from tenderscan.settings import MEBIBYTE

log = logging.getLogger(__name__)

MEMBER_NOT_READ = "member-not-read"
_NAMED = 5
"""Members named in a notice; the others are counted, and stand in the report with their own reasons."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or a file inside another.

    Attributes:
        place: path, as in `catalogue.entries.Place`.
        loaded: its bytes; None where they could not be had.
        problem: why not, else None.
        parent: hash of its container, None for the file itself.
        lacking: what could not be taken out of it.
        complete: False where what was not reached in the whole nest may be there all the same.
    """

    place: str
    loaded: Loaded | None
    problem: FileProblem | None = None
    parent: str | None = None
    lacking: tuple[Notice, ...] = ()
    complete: bool = True


def unpacked(place: str, loaded: Loaded, steps: Steps, *, start: int = 0, used: float = 0.0) -> Iterator[Found]:
    """The file at `place` with all files inside it, always in the same order.

    Args:
        place: path of the file.
        loaded: its bytes.
        steps: how files are opened, and how far.
        start: number of files that are passed over; getting as far again is not held against the nest.
        used: seconds that have been spent on this nest before.
    """
    nest = _Nest(steps, steps.means.limits.nest_seconds - used, start)
    for number, found in enumerate(nest.walk(place, loaded, ()), start=1):
        nest.handed_out = number
        if number > start:
            yield found


@dataclass(slots=True)
class _Nest:
    """One file with what is inside; counts what has come out of it."""

    steps: Steps
    seconds: float
    start: int
    handed_out: int = 0
    begun: float | None = None
    members: int = 0
    unpacked_bytes: int = 0
    complete: bool = True

    def walk(self, place: str, loaded: Loaded, above: tuple[str, ...]) -> Iterator[Found]:
        """A file behind what is in it; `above` are the hashes of its containers, the outermost first."""
        lacking = yield from self._inside(place, loaded, above)
        yield Found(place, loaded, None, above[-1] if above else None, lacking, self.complete)

    def _inside(self, place: str, loaded: Loaded, above: tuple[str, ...]) -> Generator[Found, None, tuple[Notice, ...]]:
        """Everything in a file; in the end, what could not be taken out of it."""
        sha256 = loaded.source.sha256
        lost: list[str] = []
        members = self._handed_out(loaded)
        while True:
            try:
                member = next(members, None)
                if member is None:
                    return _not_taken_out(lost)
                self._count(member, loaded, above)
            except FileProblem as problem:
                self.complete = False
                return (*_not_taken_out(lost), Notice(MEMBER_NOT_READ, " ".join(problem.message.splitlines())))
            inner_place = storable(f"{place}{INSIDE}{member.path}")
            inner = load_inner(member, self.steps)
            if isinstance(inner, FileProblem):
                lost.append(member.path)
                yield Found(inner_place, None, inner, sha256)
            else:
                yield from self.walk(inner_place, inner, (*above, sha256))

    def _handed_out(self, loaded: Loaded) -> Iterator[Member]:
        """Members of one container, each unpacked within the limits of time and memory.

        Raises:
            FileProblem: the others cannot be had; a fault of the reader is told as one.
        """
        members = self.steps.members(loaded)
        while True:
            try:
                with effort.bounded(loaded.source.name, self.steps.means.limits):
                    member = next(members, None)
            except TenderscanError:
                raise
            except Exception as fault:
                # The border of the reader: a fault in unpacking one file must not end the run.
                log.debug("%s", loaded.source.name, exc_info=True)
                raise internal_fault(loaded.source.name, fault) from fault
            if member is None:
                return
            yield member

    def _count(self, member: Member, container: Loaded, above: tuple[str, ...]) -> None:
        """Refuse what would never end, or goes beyond a limit for the whole nest."""
        limits, name = self.steps.means.limits, container.source.name
        self.members += 1
        self.unpacked_bytes += len(member.content)
        if container.source.sha256 in above:
            raise Refused(f"{name} contains itself, which only a hostile archive does; it was not opened again.")
        if len(above) >= limits.depth:
            raise LimitExceeded(
                f"{name} lies {len(above)} files deep, and the files in it were not read. Unpack it by hand, or allow "
                "more: --allow depth=NUMBER."
            )
        if self._is_overdue():
            raise TimeExceeded(
                f"{name} and what is around it were not read within {limits.nest_seconds:,} seconds; the rest was not "
                "read. Split it, or allow more: --allow nest_seconds=NUMBER."
            )
        if self.members > limits.members:
            raise LimitExceeded(
                f"{name} and what is around it hold more than {limits.members:,} files; the rest was not read. "
                "Split it, or allow more: --allow members=NUMBER."
            )
        if self.unpacked_bytes > limits.unpacked_bytes:
            raise LimitExceeded(
                f"{name} and what is around it unpack to more than {limits.unpacked_bytes / MEBIBYTE:,.0f} MB; the "
                "rest was not read. Split it, or allow more: --allow unpacked_bytes=8G."
            )

    def _is_overdue(self) -> bool:
        if self.handed_out < self.start:
            return False
        if self.begun is None:
            self.begun = time.monotonic()
        return time.monotonic() - self.begun > self.seconds


def load_inner(member: Member, steps: Steps) -> Loaded | FileProblem:
    """The bytes of a file inside another, or why they cannot be had."""
    try:
        return steps.load_member(member)
    except FileProblem as problem:
        return problem
    except Exception as fault:
        # The border of the reader, as above.
        log.debug("%s", member.path, exc_info=True)
        return internal_fault(member.path, fault)


def _not_taken_out(lost: list[str]) -> tuple[Notice, ...]:
    """One notice for all members that could not be had; each stands in the report with its own reason."""
    if not lost:
        return ()
    named = ", ".join(lost[:_NAMED]) + (f" and {len(lost) - _NAMED:,} more" if len(lost) > _NAMED else "")
    return (Notice(MEMBER_NOT_READ, f"Not taken out of it: {named}. Each is listed with its reason."),)
