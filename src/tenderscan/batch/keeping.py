"""Storing what the workers hand back: groups of files, each in one transaction, the catalogue before the index."""

import logging
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tenderscan.batch.job import Part, Portion
from tenderscan.batch.report import as_run_file, as_tally
from tenderscan.batch.results import Order, Result
from tenderscan.batch.survey import Survey, ToOpen, Unopened
from tenderscan.batch.vanished import vanished
from tenderscan.catalogue.entries import Lost, OnDisk, Place, Stored, on_disk, storable
from tenderscan.catalogue.runs import RunFile, Tally
from tenderscan.catalogue.writer import CatalogueWriter
from tenderscan.document import Notice, Outcome, Source
from tenderscan.errors import LibraryProblem, TenderscanError, Unfinished
from tenderscan.index.engine import Entry
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.done import is_made
from tenderscan.ingest.faults import internal_fault
from tenderscan.ingest.indexing import put_pending
from tenderscan.ingest.library import Library
from tenderscan.ingest.steps import Failure, Steps
from tenderscan.record import Record

log = logging.getLogger(__name__)

GROUP = 25
"""Files a transaction of the catalogue, at most: what a crash can cost."""
GROUP_SECONDS = 3.0
"""A group that has waited as long is stored before it is full."""
INDEX_DOCUMENTS = 200
INDEX_CHARACTERS = 20_000_000
INDEX_SECONDS = 20.0
"""The index is committed after so many: each commit costs, and what waits for it is held in memory and not found."""

_UNFINISHED = "The run ended before everything in it was read.\nRun the same command again: it goes on from there."


@dataclass(slots=True)
class Opened:
    """A file that is being read, portion by portion.

    Attributes:
        to_open: what was handed out first.
        inside: places of all parts that came back.
    """

    to_open: ToOpen
    inside: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A part that the next transaction stores."""

    part: Part
    file: Discovered
    on_disk: OnDisk | None = None
    likely_pack: str | None = None
    inside: frozenset[str] | None = None


@dataclass(slots=True)
class Keeper:
    """The one writer of a run.

    Attributes:
        library: where to.
        steps: versions and means that are stored beside what they made.
        order: what the run is asked to do.
        run: number of the run, under which each file is entered.
        unchanged: how many files were known, by what they have in common.
        redo: hashes of documents that are made anew, wherever they are.
    """

    library: Library
    steps: Steps
    order: Order
    run: int
    unchanged: Counter[Tally] = field(default_factory=Counter)
    redo: frozenset[str] = frozenset()
    _waiting: list[_Waiting] = field(default_factory=list)
    _begun: float = field(default_factory=time.monotonic)
    _remade: set[str] = field(default_factory=set)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _characters: int = 0
    _indexed: float = field(default_factory=time.monotonic)
    _entered: int = 0
    _unopened: list[Unopened] = field(default_factory=list)
    _begun_files: list[str] = field(default_factory=list)

    def take(self, opened: Opened, portion: Portion) -> None:
        """Keep a portion until its group is stored."""
        file = opened.to_open.file
        if portion.unopened:
            self._unopened.append(self._found_known(opened.to_open, portion))
            return
        if portion.start == 0:
            opened.inside.clear()
        if portion.start == 0 and not portion.last:
            self._begun_files.append(storable(file.path))
        pack = storable(file.path.stem) if file.loose and portion.is_archive else file.pack
        for part in portion.parts:
            opened.inside.add(part.found.place)
            waiting = _Waiting(part, file, likely_pack=pack)
            if portion.last and part is portion.parts[-1]:
                waiting = replace(waiting, on_disk=opened.to_open.on_disk, inside=frozenset(opened.inside))
            self._waiting.append(waiting)

    def _found_known(self, to_open: ToOpen, portion: Portion) -> Unopened:
        """A file of which a worker has found that it is known."""
        stored = self.library.catalogue.stored(portion.sha256 or "")
        if stored is None:
            raise self._lost_track(to_open.file.path)
        return Unopened(to_open.file, stored, to_open.on_disk, True, portion.holds)

    def _note(self, unopened: Sequence[Unopened]) -> list[Result]:
        """Tell the catalogue where files are that need not be opened."""
        results: list[Result] = []
        told = [one for one in unopened if one.new_place]
        if told:
            with self.library.catalogue.write() as writer:
                for one in told:
                    self._see(writer, one)
        for one in unopened:
            results += self._known(one)
        return results

    def told(self, unopened: Sequence[Unopened]) -> list[Result]:
        """What is known of files that need not be opened, counted."""
        return self._counted(self._note(unopened))

    def is_due(self) -> bool:
        """Whether the open group is full or has waited long enough."""
        waiting = len(self._waiting) + len(self._unopened)
        return waiting >= GROUP or (waiting > 0 and time.monotonic() - self._begun > GROUP_SECONDS)

    def store(self) -> list[Result]:
        """Store the open group; what became of its files, now that it is safe."""
        waiting, self._waiting, self._begun = self._waiting, [], time.monotonic()
        unopened, self._unopened = self._unopened, []
        results: list[Result] = []
        if waiting:
            try:
                results = self._together(waiting)
            except TenderscanError:
                raise
            except Exception:
                # A text or a name that the database refuses must not take its group along.
                log.debug("group of %s", waiting[0].part.found.place, exc_info=True)
                results = [result for one in waiting for result in self._apart(one)]
        late = bool(self._entries) and time.monotonic() - self._indexed > INDEX_SECONDS
        if late or len(self._entries) >= INDEX_DOCUMENTS or self._characters >= INDEX_CHARACTERS:
            self.index()
        return [*results, *self._counted(self._note(unopened))]

    def _together(self, waiting: Sequence[_Waiting]) -> list[Result]:
        """Store parts in one transaction."""
        begun, self._begun_files = self._begun_files, []
        entered = self._entered
        try:
            with self.library.catalogue.write() as writer:
                for path in begun:
                    writer.see_lost(Lost(path, Unfinished.code, _UNFINISHED), self.steps.made)
                results = self._counted([self._stored(writer, one) for one in waiting])
                writer.note_unchanged(self.run, self.unchanged)
                self._enter(writer, [as_run_file(result) for result in results if not result.unchanged])
        except BaseException:
            self._entered, self._begun_files = entered, begun
            raise
        return results

    def _apart(self, one: _Waiting) -> list[Result]:
        """Store one part of a group that was refused; where it is the one, as a failure."""
        try:
            return self._together([one])
        except TenderscanError:
            raise
        except Exception as fault:
            place = one.part.found.place
            log.debug("%s", place, exc_info=True)
            told = internal_fault(place, fault)
            failure = Failure(place, one.part.source, told.code, told.message)
            return self._together([replace(one, part=replace(one.part, outcome=failure, inverted=None))])

    def mark_vanished(self, survey: Survey) -> None:
        """Tell the catalogue what is no longer where it was, and take out what is to be pruned."""
        gone = vanished(survey)
        catalogue = self.library.catalogue
        with catalogue.write() as writer:
            writer.gone(one.path for one in gone if one.is_new)
            writer.found([path for path in survey.lost if on_disk(path).is_dir()])
        # Only now: two copies that are both gone did not move to each other.
        told = [replace(one, moved_to=one.sha256 and catalogue.elsewhere(one.sha256, one.path)) for one in gone]
        with catalogue.write() as writer:
            writer.prune(one.path for one in told if one.pruned)
            self._enter(
                writer,
                [one.as_run_file() for one in told if one.is_new or one.pruned or (self.order.prune and one.held)],
            )

    def _enter(self, writer: CatalogueWriter, files: Sequence[RunFile]) -> None:
        self._entered = writer.add_run_files(self.run, self._entered, files)

    def index(self) -> None:
        """Hand the index what it has not taken."""
        put_pending(self.library, self._entries)
        self._entries.clear()
        self._characters = 0
        self._indexed = time.monotonic()

    def _stored(self, writer: CatalogueWriter, waiting: _Waiting) -> Result:
        """Store one part; what became of it."""
        part, place = waiting.part, waiting.part.found.place
        if part.source is None:
            assert isinstance(part.outcome, Failure)
            lost = Lost(place, part.outcome.code, part.outcome.message, part.found.parent)
            writer.see_lost(lost, self.steps.made)
            result = _failed(part, part.outcome)
        else:
            result = self._put(writer, part, part.source)
            here = Place(place, self.order.filing.buyer, self.order.filing.pack, part.found.parent)
            writer.see(part.source.sha256, here, likely_pack=waiting.likely_pack, on_disk=waiting.on_disk)
        if waiting.inside is not None and part.found.complete:
            writer.see_inside(place, waiting.inside)
        return result

    def _put(self, writer: CatalogueWriter, part: Part, source: Source) -> Result:
        """Store a document unless it is known; what became of it."""
        known = writer.stored(source.sha256)
        if known is not None and self._stands(known, source, part):
            return _of_known(part.found.place, part.found.parent, known)
        self._remade.add(source.sha256)
        match part.outcome:
            case Record() as record:
                writer.put_record(record, self.steps.made)
                document = record.document
                self._entries[source.sha256] = Entry(source.sha256, document.title, document.text, part.inverted)
                self._characters += len(document.text)
                return _read(part, record)
            case Failure() as failure if known is not None and known.outcome is not Outcome.FAILED:
                return self._kept(writer, part, known, failure)
            case Failure() as failure:
                writer.put_failure(source, code=failure.code, message=failure.message, made=self.steps.made)
                return _failed(part, failure)
        raise self._lost_track(part.found.place)

    def _lost_track(self, place: object) -> LibraryProblem:
        return LibraryProblem(
            f"The document of {place} is no longer in the library {self.library.folder}.\n"
            "Another program has changed it; run the command again."
        )

    def _stands(self, known: Stored, source: Source, part: Part) -> bool:
        """Whether what is stored stays, rather than what a worker has made."""
        if not isinstance(part.outcome, Record | Failure):
            return True
        if not is_made(known, self.steps.made):
            return False
        if source.sha256 in self.redo and source.sha256 not in self._remade:
            return False
        # As in `ingest.done`: of several names the first in the alphabet counts.
        return known.name <= source.name

    def _kept(self, writer: CatalogueWriter, part: Part, known: Stored, failure: Failure) -> Result:
        """Read once, with other versions or limits: what was read stays, rather than being lost to a fault of today."""
        message = " ".join(failure.message.splitlines())
        notice = Notice("not-read-again", f"What was read of it earlier is kept; now it could not be read: {message}")
        writer.keep(known.sha256, notice, self.steps.read_by)
        others = tuple(one for one in known.notices if one.code != notice.code)
        kept = replace(known, outcome=Outcome.PARTLY, notices=(*others, notice))
        return replace(_of_known(part.found.place, part.found.parent, kept), unchanged=False, seconds=part.seconds)

    def _counted(self, results: list[Result]) -> list[Result]:
        self.unchanged.update(as_tally(result) for result in results if result.unchanged)
        return results

    def _see(self, writer: CatalogueWriter, one: Unopened) -> None:
        place = storable(one.file.path)
        here = Place(place, self.order.filing.buyer, self.order.filing.pack)
        writer.see(one.stored.sha256, here, likely_pack=one.file.pack, on_disk=one.on_disk)
        if one.holds:
            writer.back(place)
        else:
            writer.see_inside(place, frozenset())

    def _known(self, one: Unopened) -> Iterator[Result]:
        """A file that was not opened, behind all that is known to be in it."""
        place = storable(one.file.path)
        if one.holds:
            held, lost = self.library.catalogue.inside(place)
            for path, parent, stored in held:
                yield _of_known(path, parent, stored)
            for gone in lost:
                failed = Result(gone.path, Outcome.FAILED, True, parent=gone.parent)
                yield replace(failed, code=gone.code, message=gone.message)
        yield _of_known(place, None, one.stored)


def _read(part: Part, record: Record) -> Result:
    document = record.document
    return replace(
        _blank(part),
        outcome=document.outcome,
        pages=len(document.pages),
        findings=len(record.findings),
        notices=document.notices,
    )


def _failed(part: Part, failure: Failure) -> Result:
    return replace(_blank(part), code=failure.code, message=failure.message)


def _blank(part: Part) -> Result:
    source, found = part.source, part.found
    blank = Result(found.place, Outcome.FAILED, parent=found.parent, seconds=part.seconds)
    if source is None:
        return blank
    return replace(blank, sha256=source.sha256, media_type=source.media_type, size=source.size)


def _of_known(place: str, parent: str | None, known: Stored) -> Result:
    return Result(
        place,
        known.outcome,
        unchanged=True,
        sha256=known.sha256,
        parent=parent,
        media_type=known.media_type,
        size=known.size,
        code=known.error_code,
        message=known.error_message,
        notices=known.notices,
    )
