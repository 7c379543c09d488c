"""A run over many files: what is new is read, tagged, stored and indexed; what is known costs its hash."""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path, PurePath

from tenderscan.catalogue.entries import Lost, Made, Place, Stored, storable
from tenderscan.catalogue.writer import CatalogueWriter
from tenderscan.document import Notice, Outcome, Source
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.indexing import put_pending, refresh
from tenderscan.ingest.library import Library
from tenderscan.ingest.nest import Found, unpacked
from tenderscan.ingest.process import load, process
from tenderscan.ingest.steps import Failure, Steps
from tenderscan.readers import Loaded, is_archive
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
    """What became of one file, or of a file inside another.

    Attributes:
        place: absolute path; for a file inside another as in `catalogue.entries.Place`.
        outcome: read, partly or failed.
        unchanged: known from an earlier run, or from another place, and not read again.
        sha256: None where the bytes could not be had.
        parent: hash of the container, None for a file of its own.
        code: why it failed, else None.
        message: why it failed and the way out, else None.
        pages: number of pages, 0 where the format has none.
        findings: number of findings.
        notices: what of a file that was read could not be read.
    """

    place: str
    outcome: Outcome
    unchanged: bool = False
    sha256: str | None = None
    parent: str | None = None
    code: str | None = None
    message: str | None = None
    pages: int = 0
    findings: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Done:
    """A file of the open group: new, failed, or known from before.

    Attributes:
        found: the file; without its bytes.
        source: None where the bytes could not be had.
        outcome: what became of it.
        likely_pack: where nobody says.
        inside: places of all files inside, for a file that was opened; None for all others.
    """

    found: Found
    source: Source | None
    outcome: "Record | Failure | Stored | _Kept"
    likely_pack: str | None = None
    inside: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document that was read earlier and could not be read now; the notice is new."""

    stored: Stored
    notice: Notice


def ingest(
    files: Sequence[Discovered],
    library: Library,
    steps: Steps,
    filing: Filing,
    *,
    redo: Collection[str] = frozenset(),
    watch: Callable[[Path], None] = lambda path: None,
) -> Iterator[Result]:
    """Bring files into the library; one result a file, in order, once its group is safe in the catalogue.

    Args:
        files: as `discover` gives them.
        library: where to.
        steps: how a file is read and tagged.
        filing: what the user says about the files.
        redo: hashes of documents that are made anew although they are known.
        watch: told of each file before it is read.

    Raises:
        LibraryLocked: another run is writing.
    """
    with library.writing():
        refresh(library)
        run = _Run(library, steps, filing, frozenset(redo), watch)
        waiting = run.work(files)
        try:
            for number in count(1):
                group = run.keep_group(waiting)
                if not group:
                    break
                if number % GROUPS_A_COMMIT == 0:
                    put_pending(library)
                yield from (_result(one) for one in group)
        finally:
            # Also where the run is stopped: what is in the catalogue can be searched.
            refresh(library)


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for all files of a run."""

    library: Library
    steps: Steps
    filing: Filing
    redo: frozenset[str]
    watch: Callable[[Path], None]
    unstored: dict[str, Stored] = field(default_factory=dict)
    """Documents of the open group, which the catalogue does not know yet."""
    remade: set[str] = field(default_factory=set)
    """Documents that this run has made; once is enough, however many places they have."""

    def keep_group(self, waiting: Iterator[_Done]) -> list[_Done]:
        """Read files until the group is full or old enough, and store it; empty at the end of the files."""
        group: list[_Done] = []
        begun = time.monotonic()
        try:
            for done in waiting:
                group.append(done)
                if len(group) == GROUP or time.monotonic() - begun > GROUP_SECONDS:
                    break
        finally:
            # Also where the run is stopped in the middle of a file: the others of the group are done.
            if group:
                with self.library.catalogue.write() as writer:
                    for done in group:
                        self._store(writer, done)
                self.unstored.clear()
        return group

    def work(self, files: Sequence[Discovered]) -> Iterator[_Done]:
        """Every file with the files inside it, containers behind what they hold."""
        for file in files:
            self.watch(file.path)
            loaded = load(file.path, self.steps)
            if isinstance(loaded, Failure):
                yield _Done(Found(loaded.place, None), None, loaded)
            else:
                yield from self._file(file, loaded)

    def _file(self, file: Discovered, loaded: Loaded) -> Iterator[_Done]:
        place = storable(file.path)
        pack = PurePath(file.path).stem if file.loose and is_archive(loaded) else file.pack
        inside: set[str] = set()
        for found in unpacked(place, loaded, self.steps, opens=self._is_to_be_opened):
            for done in self._dealt_with(found):
                inside.add(done.found.place)
                whole = frozenset(inside) if done.found.place == place else None
                yield replace(done, likely_pack=pack, inside=whole)

    def _is_to_be_opened(self, place: str, loaded: Loaded) -> bool:
        """Not where it has been opened before, at this very place."""
        sha256 = loaded.source.sha256
        return self._known(sha256) is None or not self.library.catalogue.is_at(sha256, place)

    def _known(self, sha256: str) -> Stored | None:
        """A document that need not be made anew."""
        if sha256 in self.unstored:
            return self.unstored[sha256]
        known = self.library.catalogue.stored(sha256)
        if known is None or sha256 in self.remade:
            return known
        return known if known.made_by == self.steps.made_by and sha256 not in self.redo else None

    def _dealt_with(self, found: Found) -> Iterator[_Done]:
        """One file; where it is known at this place, behind all that is known to be in it."""
        if found.loaded is None:
            yield _Done(found, None, process(found, self.steps))
            return
        source = found.loaded.source
        bare = replace(found, loaded=None)
        known = self._known(source.sha256)
        if known is None:
            outcome = self._made(found, source)
            self.unstored[source.sha256] = _as_stored(outcome, source, self.steps)
            yield _Done(bare, source, outcome)
            return
        if self.library.catalogue.is_at(source.sha256, found.place):
            yield from self._known_inside(found.place)
        yield _Done(bare, source, known)

    def _made(self, found: Found, source: Source) -> "Record | Failure | _Kept":
        self.remade.add(source.sha256)
        outcome = process(found, self.steps)
        earlier = self.library.catalogue.stored(source.sha256)
        if isinstance(outcome, Failure) and earlier is not None and earlier.outcome is not Outcome.FAILED:
            # Read once, with other versions or limits: what was read stays, rather than being lost to a fault of today.
            message = " ".join(outcome.message.splitlines())
            notice = Notice(
                "not-read-again", f"What was read of it earlier is kept; now it could not be read: {message}"
            )
            others = tuple(one for one in earlier.notices if one.code != notice.code)
            return _Kept(replace(earlier, outcome=Outcome.PARTLY, notices=(*others, notice)), notice)
        return outcome

    def _known_inside(self, place: str) -> Iterator[_Done]:
        catalogue = self.library.catalogue
        held, lost = catalogue.inside(place)
        for path, sha256, parent in held:
            known = catalogue.stored(sha256)
            if known is not None:
                yield _Done(Found(path, None, parent=parent), catalogue.source(sha256), known)
        for one in lost:
            yield _Done(Found(one.path, None, parent=one.parent), None, Failure(one.path, None, one.code, one.message))

    def _store(self, writer: CatalogueWriter, done: _Done) -> None:
        made = Made(self.steps.made_by, self.steps.means.as_text())
        place = done.found.place
        match done.outcome:
            case Record() as record:
                writer.put_record(record, made)
            case Failure(source=Source() as source) as failure:
                writer.put_failure(source, code=failure.code, message=failure.message, made=made)
            case Failure() as failure:
                writer.see_lost(Lost(place, failure.code, failure.message, done.found.parent), made)
            case _Kept(notice=notice) if done.source is not None:
                writer.keep(done.source.sha256, notice)
            case _:
                pass
        if done.source is not None:
            here = Place(place, self.filing.buyer, self.filing.pack, done.found.parent)
            writer.see(done.source.sha256, here, likely_pack=done.likely_pack)
        if done.inside is not None and done.found.complete:
            writer.see_inside(place, done.inside)


def _as_stored(outcome: Record | Failure | _Kept, source: Source, steps: Steps) -> Stored:
    """What the catalogue will say of a document once it is stored."""
    match outcome:
        case Record(document=document):
            title, notices = document.title, document.notices
            return Stored(source.sha256, title, document.outcome, steps.made_by, None, None, notices)
        case Failure() as failure:
            failed = Outcome.FAILED
            return Stored(source.sha256, source.name, failed, steps.made_by, failure.code, failure.message, ())
        case _Kept(stored=stored):
            return stored


def _result(done: _Done) -> Result:
    sha256 = None if done.source is None else done.source.sha256
    blank = Result(done.found.place, Outcome.FAILED, sha256=sha256, parent=done.found.parent)
    match done.outcome:
        case Record(document=document, findings=findings):
            return replace(
                blank,
                outcome=document.outcome,
                pages=len(document.pages),
                findings=len(findings),
                notices=document.notices,
            )
        case Failure() as failure:
            return replace(blank, code=failure.code, message=failure.message)
        case Stored() as known:
            return _known_result(blank, known, unchanged=True)
        case _Kept(stored=known):
            return _known_result(blank, known, unchanged=False)


def _known_result(blank: Result, known: Stored, *, unchanged: bool) -> Result:
    code, message, notices = known.error_code, known.error_message, known.notices
    return replace(blank, outcome=known.outcome, unchanged=unchanged, code=code, message=message, notices=notices)
