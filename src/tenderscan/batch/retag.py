"""Tagging the stored texts again when rules or models have changed, without reading a file, and saying what changed.

Workers load a document from the catalogue, tag it, and compare; one writer stores their findings in groups. What a
group has changed is entered in the transaction that stores it, so that a run that is killed has told all that it did,
and the next run goes on with the rest. The index holds texts and titles, which tagging does not touch.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tenderscan.batch.calls import TICK, Calls
from tenderscan.batch.progress_json import progress_as_json
from tenderscan.batch.results import Progress, unwatched
from tenderscan.batch.tagging import Tagged, TagJob, path_of, tag_again
from tenderscan.catalogue.changes import (
    ChangeKind,
    enter_changes,
    mark_not_tagged,
    mark_tagged,
    tagged_before,
    tagged_otherwise,
    to_be_tagged,
)
from tenderscan.catalogue.runs import FileOutcome, RunFile, RunState, Tally
from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.writer import CatalogueWriter
from tenderscan.errors import FileProblem, MemoryExceeded, TimeExceeded, WorkerDied
from tenderscan.ingest.library import Library
from tenderscan.ingest.steps import Steps

if TYPE_CHECKING:
    from tenderscan.batch.run import Workers

KIND = "retag"
"""Kind of run."""
ASKED_BEFORE = "tagged_before"
"""Key of `Run.asked` for the versions that the documents were tagged by before."""
GROUP, GROUP_FINDINGS, GROUP_SECONDS = 100, 20_000, 3.0
"""A transaction holds no more documents and findings than this, and waits no longer: what a crash can cost."""
_LOSSES = {
    WorkerDied.code: ("its process died twice", "Please report it; to try again: tenderscan retag --all."),
    TimeExceeded.code: ("it took too long twice", "Allow more: tenderscan retag --all --allow seconds=NUMBER."),
    MemoryExceeded.code: ("it took too much memory twice", "Allow more: tenderscan retag --all --allow memory=4G."),
}
"""What has happened to a worker, and the way out; executors speak of reading."""
_Found = tuple[str, Tagged]
"""Hash of a document, and what its worker handed back."""


@dataclass(frozen=True, slots=True)
class Retagged:
    """What became of one document.

    Attributes:
        sha256: of the document.
        tagged: what was found; where tagging failed, what was found before is kept.
        run: number of the run under which it is kept, None where nothing is.
    """

    sha256: str
    tagged: Tagged
    run: int | None = None


def stale(catalogue: Catalogue, steps: Steps) -> int:
    """Number of documents that were tagged by other rules, models or taggers than those of `steps`.

    What those have tried in vain is not counted: only `retag` with `everything` tries it once more.
    """
    with catalogue.read() as connection:
        return tagged_otherwise(connection, steps.tagged_by)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What `retag` would do.

    Attributes:
        documents: number to be tagged.
        before: by which versions they were tagged.
        now: by which they will be.
    """

    documents: int
    before: tuple[str, ...]
    now: str


def outstanding(catalogue: Catalogue, steps: Steps, *, everything: bool = False) -> Outstanding:
    """What `retag` would do."""
    versions = None if everything else steps.tagged_by
    with catalogue.read() as connection:
        documents = len(to_be_tagged(connection, versions))
        return Outstanding(documents, tagged_before(connection, versions), steps.tagged_by)


def retag(
    library: Library,
    workers: "Workers",
    *,
    everything: bool = False,
    watch: Callable[[Progress], None] = unwatched,
) -> Generator[Retagged, None, None]:
    """Tag stored documents again; one result a document, in no particular order, once its group is safe.

    A document whose tagging fails, or kills or hangs its worker twice, keeps its findings, and a notice tells of it;
    the same versions try it again only with `everything`. Without a document to be tagged no run is entered.

    Args:
        library: where.
        workers: who tags.
        everything: also documents that were tagged by the same versions, or that these could not tag.
        watch: told how far the run has come, about twice a second.

    Raises:
        LibraryLocked: another run is writing.
    """
    with library.writing(KIND) as presence:
        steps = workers.make_steps()
        hashes = _chosen(library.catalogue, steps, everything=everything)
        if not hashes:
            return
        asked = {"all": everything, ASKED_BEFORE: outstanding(library.catalogue, steps, everything=everything).before}
        with library.catalogue.write() as writer:
            run = writer.begin_run(KIND, json.dumps(asked), steps.made, workers.number)
        keeper = _Keeper(library, run, steps.tagged_by)
        presence.announce(keeper.run)

        def tell(progress: Progress) -> None:
            presence.update(progress_as_json(progress))
            watch(progress)

        state = RunState.STOPPED
        try:
            with closing(_tagged(hashes, library, workers, tell)) as found:
                for one in found:
                    yield from keeper.take(one)
            yield from keeper.store()
            state = RunState.FINISHED
        except Exception:
            state = RunState.FAILED
            raise
        finally:
            keeper.store()
            keeper.end(state)


def compare(
    library: Library,
    workers: "Workers",
    *,
    everything: bool = False,
    watch: Callable[[Progress], None] = unwatched,
) -> Generator[Retagged, None, None]:
    """What `retag` would change; nothing is stored, and others may write meanwhile."""
    hashes = _chosen(library.catalogue, workers.make_steps(), everything=everything)
    with closing(_tagged(hashes, library, workers, watch)) as found:
        for one in found:
            if one is not None:
                yield Retagged(*one)


def as_run_file(one: Retagged) -> RunFile:
    """A document that was changed or failed, as it is entered under a run."""
    tagged = one.tagged
    return RunFile(
        path=tagged.path,
        outcome=FileOutcome.READ if tagged.code is None else FileOutcome.FAILED,
        codes=(tagged.code,) if tagged.code else (),
        message=tagged.message,
        sha256=one.sha256,
        pages=tagged.pages,
        findings=sum(change.kind is ChangeKind.GAINED for change in tagged.changes),
        seconds=tagged.seconds,
    )


def _chosen(catalogue: Catalogue, steps: Steps, *, everything: bool) -> tuple[str, ...]:
    with catalogue.read() as connection:
        return to_be_tagged(connection, None if everything else steps.tagged_by)


def _tagged(
    hashes: tuple[str, ...], library: Library, workers: "Workers", watch: Callable[[Progress], None]
) -> Generator[_Found | None, None, None]:
    """Every document as it comes, and None now and then; what costs a worker is tried again alone at the end."""
    count = _Count(len(hashes), watch)
    suspects: list[str] = []

    def failed(sha256: str, loss: FileProblem) -> Tagged:
        path = path_of(library.catalogue, sha256)
        what, way_out = _LOSSES.get(loss.code, (loss.message, "Please report it."))
        message = f"{path} could not be tagged: {what}.\nWhat was found in it before is kept. {way_out}"
        return Tagged(path, code=loss.code, message=message)

    first = _handed_out(hashes, library.folder, workers, workers.window, lambda sha256, _: suspects.append(sha256))
    for found in first:
        count.add(found, "tagging")
        yield found
    for found in _handed_out(suspects, library.folder, workers, 1, failed):
        count.add(found, "trying suspects alone")
        yield found


def _handed_out(
    hashes: Iterable[str],
    folder: Path,
    workers: "Workers",
    size: int,
    lost: Callable[[str, FileProblem], Tagged | None],
) -> Generator[_Found | None, None, None]:
    """What the workers hand back, and None now and then; never more than `size` documents are with them.

    `lost` says what comes of a document whose worker was lost.
    """
    waiting = iter(hashes)
    calls: Calls[str, Tagged | None] = Calls(workers.executor)
    try:
        while True:
            while calls.takes_more(size) and (sha256 := next(waiting, None)) is not None:
                calls.hand_out(sha256, tag_again, workers.make_steps, TagJob(folder, sha256))
            if not calls:
                return
            for sha256, outcome in calls.finished():
                tagged = lost(sha256, outcome) if isinstance(outcome, FileProblem) else outcome
                yield None if tagged is None else (sha256, tagged)
            yield None
    finally:
        calls.give_up()


@dataclass(slots=True)
class _Count:
    """How far a run has come, told about twice a second."""

    documents: int
    watch: Callable[[Progress], None]
    done: int = 0
    pages: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    begun: float = field(default_factory=time.monotonic)
    told: float = 0.0

    def add(self, found: _Found | None, doing: str) -> None:
        """Count one more where there is one."""
        if found is not None:
            tagged = found[1]
            self.done += 1
            self.pages += tagged.pages
            self.failed.update([tagged.code] if tagged.code else [])
        now = time.monotonic()
        if now - self.told >= TICK or self.done == self.documents:
            self.told = now
            self.watch(self._progress(now - self.begun, doing))

    def _progress(self, seconds: float, doing: str) -> Progress:
        return Progress(
            files=self.documents,
            done=self.done,
            unchanged=0,
            pages=self.pages,
            failed=dict(self.failed),
            seconds=seconds,
            left=seconds / self.done * (self.documents - self.done) if self.done else None,
            workers=(),
            doing=doing,
        )


@dataclass(slots=True)
class _Keeper:
    """The one writer of a run."""

    library: Library
    run: int
    tagged_by: str
    _begun: float = field(default_factory=time.monotonic)
    _waiting: list[Retagged] = field(default_factory=list)
    _since: float = field(default_factory=time.monotonic)
    _entered: int = 0
    _same: Counter[Tally] = field(default_factory=Counter)

    def take(self, found: _Found | None) -> list[Retagged]:
        """Keep what a worker handed back until its group is stored; the documents of the group when it is."""
        if found is not None:
            self._waiting.append(Retagged(*found, self.run))
        findings = sum(len(one.tagged.findings or ()) for one in self._waiting)
        full = len(self._waiting) >= GROUP or findings >= GROUP_FINDINGS
        return self.store() if full or time.monotonic() - self._since >= GROUP_SECONDS else []

    def store(self) -> list[Retagged]:
        """Store the open group; its documents, now that they are safe."""
        group, self._waiting, self._since = self._waiting, [], time.monotonic()
        if group:
            with self.library.catalogue.write() as writer:
                for one in group:
                    self._put(writer, one)
                writer.note_unchanged(self.run, self._same)
        return group

    def end(self, state: RunState) -> None:
        """Enter how the run ended."""
        with self.library.catalogue.write() as writer:
            writer.end_run(self.run, state.value, self._same, time.monotonic() - self._begun)

    def _put(self, writer: CatalogueWriter, one: Retagged) -> None:
        tagged = one.tagged
        if tagged.code is not None:
            message = tagged.message or tagged.code
            mark_not_tagged(writer.connection, one.sha256, message, self.tagged_by)
        else:
            if tagged.findings is None:
                mark_tagged(writer.connection, one.sha256, self.tagged_by)
            else:
                writer.put_findings(one.sha256, tagged.findings, self.tagged_by)
            enter_changes(writer.connection, self.run, tagged.changes)
            if not tagged.changes:
                self._same[Tally(FileOutcome.READ)] += 1
                return
        self._entered = writer.add_run_files(self.run, self._entered, [as_run_file(one)])
