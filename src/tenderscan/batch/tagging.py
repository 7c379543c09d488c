"""What a worker does with a stored document: tag it again, and say what is different."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from tenderscan.batch.differences import Change, changes
from tenderscan.batch.job import StepsMaker
from tenderscan.batch.worker_state import catalogue_in, steps_by
from tenderscan.catalogue.changes import ChangeKind, EnteredChange, side
from tenderscan.catalogue.store import Catalogue
from tenderscan.errors import FileProblem, InternalFault, LibraryDamaged, TenderscanError
from tenderscan.record import Finding

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TagJob:
    """A stored document to be tagged again.

    Attributes:
        library: its folder.
        sha256: of the document.
    """

    library: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a worker hands back.

    Attributes:
        path: of the document, as in `catalogue.entries.Place`.
        pages: number of pages, 0 where the format has none.
        findings: all of them; None where they are the very same as before, and where tagging failed.
        changes: what is different.
        seconds: it took.
        code: why tagging failed, from `docs/errors.md`, else None.
        message: why it failed and the way out, else None.
    """

    path: str
    pages: int = 0
    findings: tuple[Finding, ...] | None = None
    changes: tuple[EnteredChange, ...] = ()
    seconds: float = 0.0
    code: str | None = None
    message: str | None = None


def tag_again(make_steps: StepsMaker, job: TagJob) -> Tagged | None:
    """The work of a worker: one stored document tagged and compared; None where it is stored no longer."""
    begun = time.monotonic()
    steps, catalogue = steps_by(make_steps), catalogue_in(job.library)
    if catalogue.stored(job.sha256) is None:
        return None
    path = path_of(catalogue, job.sha256)
    try:
        record = catalogue.record(job.sha256)
        findings = steps.tag(record.document)
        found = tuple(_entered(change, job.sha256, path) for change in changes(record.findings, findings))
    except (FileProblem, LibraryDamaged) as problem:
        return Tagged(path, seconds=time.monotonic() - begun, code=problem.code, message=problem.message)
    except TenderscanError:
        raise  # the library or a rule, which concerns every document
    except Exception as fault:
        # The border of the worker: a fault in tagging one document must not end the run.
        log.debug("%s", path, exc_info=True)
        return Tagged(path, seconds=time.monotonic() - begun, code=InternalFault.code, message=_fault(path, fault))
    return Tagged(
        path,
        pages=len(record.document.pages),
        findings=None if findings == record.findings else findings,
        changes=found,
        seconds=time.monotonic() - begun,
    )


def path_of(catalogue: Catalogue, sha256: str) -> str:
    """Where a document is, or was."""
    places = catalogue.places(sha256)
    return places[0].path if places else catalogue.source(sha256).name


def _fault(path: str, fault: Exception) -> str:
    return (
        f"{path} could not be tagged because of a fault in tenderscan ({type(fault).__name__}: {fault}).\n"
        "What was found in it before is kept. Please report it; -v shows where it happened."
    )


def _entered(change: Change, sha256: str, path: str) -> EnteredChange:
    finding = change.after or change.before
    assert finding is not None
    return EnteredChange(
        sha256=sha256,
        path=path,
        kind=_kind(change),
        label=finding.label,
        page=finding.evidence.page,
        cell=finding.evidence.cell,
        before=side(change.before),
        after=side(change.after),
    )


def _kind(change: Change) -> ChangeKind:
    if change.before is None:
        return ChangeKind.GAINED
    if change.after is None:
        return ChangeKind.LOST
    return ChangeKind.RESCORED if change.different == ("score",) else ChangeKind.ALTERED
