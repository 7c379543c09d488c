"""A run over many files: what is new is read, tagged, stored and indexed; what is known costs its hash."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tenderscan.catalogue.store import CatalogueWriter, Place, Stored, storable
from tenderscan.document import Notice, Outcome, Source
from tenderscan.ingest.indexing import put_pending, refresh
from tenderscan.ingest.library import Library
from tenderscan.ingest.process import Failure, Steps, load, process_loaded
from tenderscan.record import Record

log = logging.getLogger(__name__)

GROUP = 25
"""Files a transaction of the catalogue, at most: what a crash can cost."""
GROUP_SECONDS = 3.0
"""A group that has taken as long is stored before it is full."""
GROUPS_A_COMMIT = 8
"""Groups a commit of the index: each costs the more the larger the index is, and a crash costs nothing here."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What the user says about the files of a run.

    Attributes:
        buyer: council they belong to, None to leave as it is.
        pack: procurement they belong to, None to leave as it is.
    """

    buyer: str | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file.

    Attributes:
        path: absolute.
        outcome: read, partly or failed.
        unchanged: known from an earlier run and not read again.
        sha256: None where the bytes could not be had.
        code: why it failed, else None.
        message: why it failed and the way out, else None.
        pages: number of pages, 0 where the format has none.
        findings: number of findings.
        notices: what of a file that was read could not be read.
    """

    path: Path
    outcome: Outcome
    unchanged: bool = False
    sha256: str | None = None
    code: str | None = None
    message: str | None = None
    pages: int = 0
    findings: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A file of the open group: new, failed, or known from before."""

    path: Path
    source: Source | None
    outcome: Record | Failure | Stored


def ingest(
    files: Sequence[Path],
    library: Library,
    steps: Steps,
    filing: Filing,
    *,
    watch: Callable[[Path], None] = lambda path: None,
) -> Iterator[Result]:
    """Bring files into the library; one result a file, in order, once its group is safe in the catalogue.

    Args:
        files: absolute paths, as `discover` gives them.
        library: where to.
        steps: how a file is read and tagged.
        filing: what the user says about the files.
        watch: told of each file before it is read.

    Raises:
        LibraryLocked: another run is writing.
    """
    with library.writing():
        refresh(library)
        try:
            waiting = iter(files)
            for number in count(1):
                made = _keep_group(waiting, library, steps, filing, watch)
                if not made:
                    break
                if number % GROUPS_A_COMMIT == 0:
                    put_pending(library)
                yield from (_result(one) for one in made)
        finally:
            # Also where the run is stopped: what is in the catalogue can be searched.
            refresh(library)


def _keep_group(
    files: Iterator[Path], library: Library, steps: Steps, filing: Filing, watch: Callable[[Path], None]
) -> list[_Made]:
    """Read files until the group is full or old enough, and store it; empty at the end of the files."""
    made: list[_Made] = []
    begun = time.monotonic()
    try:
        for path in files:
            made.append(_make(path, library, steps, watch))
            if len(made) == GROUP or time.monotonic() - begun > GROUP_SECONDS:
                break
    finally:
        # Also where the run is stopped in the middle of a file: the others of the group are done.
        if made:
            with library.catalogue.write() as writer:
                for one in made:
                    _store(writer, one, steps, filing)
    return made


def _make(path: Path, library: Library, steps: Steps, watch: Callable[[Path], None]) -> _Made:
    watch(path)
    loaded = load(path, steps)
    if isinstance(loaded, Failure):
        return _Made(path, None, loaded)
    known = library.catalogue.stored(loaded.source.sha256)
    if known is not None and known.made_by == steps.made_by:
        return _Made(path, loaded.source, known)
    outcome = process_loaded(path, loaded, steps)
    if isinstance(outcome, Failure) and known is not None and known.outcome is not Outcome.FAILED:
        # An older version could read it: what it read stays, rather than being lost to a fault of this one.
        log.warning("%s was read by an earlier version and not by this one: %s", path, outcome.message)
        return _Made(path, loaded.source, known)
    return _Made(path, loaded.source, outcome)


def _store(writer: CatalogueWriter, one: _Made, steps: Steps, filing: Filing) -> None:
    match one.outcome:
        case Record() as record:
            writer.put_record(record, made_by=steps.made_by)
        case Failure(source=Source() as source) as failure:
            writer.put_failure(source, code=failure.code, message=failure.message, made_by=steps.made_by)
        case Failure() as failure:
            writer.see_unread(storable(one.path), code=failure.code, message=failure.message)
        case Stored():
            pass
    if one.source is not None:
        writer.see(one.source.sha256, Place(storable(one.path), filing.buyer, filing.pack))


def _result(one: _Made) -> Result:
    sha256 = None if one.source is None else one.source.sha256
    match one.outcome:
        case Record(document=document, findings=findings):
            return Result(
                one.path,
                document.outcome,
                sha256=sha256,
                pages=len(document.pages),
                findings=len(findings),
                notices=document.notices,
            )
        case Failure() as failure:
            return Result(one.path, Outcome.FAILED, sha256=sha256, code=failure.code, message=failure.message)
        case Stored() as known:
            return Result(
                one.path,
                known.outcome,
                unchanged=True,
                sha256=sha256,
                code=known.error_code,
                message=known.error_message,
                notices=known.notices,
            )
