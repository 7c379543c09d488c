"""The default engine: an index on disk, kept by Whoosh.

Whoosh keeps the segments: which there are, what is deleted in them, how a commit replaces one state by the next. What
stands in a segment is written and read by `whoosh_codec`, and the tree is answered from it by
`tenderscan.index.postings`. Whoosh's own query classes are left out on purpose: they rank by lengths rounded to one
byte, unpickle every position, and know nothing of documents that the catalogue has picked.

The folder holds Whoosh's files and `stamp.json`, which is written last when an index is begun: without it there is
none.

What is used of Whoosh, some of it not meant for others, which is why its version is pinned:

- `SegmentWriter` (its `pool`, `perdocwriter`, `fieldwriter`, `docnum`, `_added`), for commits that replace one state by
  the next and for clearing away old files; `FileIndex.create`, `TOC.read` and `TOC._latest_generation`, for the states;
- `Codec`, `FieldWriter`, `PerDocumentReader`, `PerDocumentWriter`, `TermsReader`, which `whoosh_codec` fills, and
  `Segment` with `W3Segment`, which remembers what is deleted;
- `FileStorage` and `StructFile`, which `whoosh_storage` makes closable and checks; its `lock`, with `try_for`;
- `Schema`, `FieldType`, `Format`, because a writer must have fields.
"""

import json
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from whoosh.codec.base import Segment
from whoosh.index import TOC, FileIndex
from whoosh.util.filelock import try_for

from tenderscan.errors import IndexDamaged, IndexMissing, IndexOutdated, LibraryLocked
from tenderscan.index.engine import Entry, Ranked, Stamp
from tenderscan.index.packed import Gone, NotPacked
from tenderscan.index.postings import answer, inverted
from tenderscan.index.soundness import Unsound, prove
from tenderscan.index.whoosh_codec import sizes
from tenderscan.index.whoosh_reader import Reader, leaves
from tenderscan.index.whoosh_storage import NAME, IndexFiles, damaged, readable, schema, segments, writable
from tenderscan.index.whoosh_writer import PackedWriter, merge_like_sizes
from tenderscan.query.tree import Node
from tenderscan.text import ANALYSER_VERSION, stemmer_mark

SCHEMA_VERSION = 3
"""Raised whenever the fields or the bytes in them change."""

_STAMP_FILE = "stamp.json"
_LOCK_FILE = f"{NAME}_WRITELOCK"
_LOCK_DELAY = 0.05
"""Seconds between two attempts to get the lock."""

_OPENINGS = 10
_OPENING_DELAY = 0.05
"""Attempts to open a state whose files are not there, as somebody may just be replacing it, and seconds between."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """What `stamp.json` says: an index that was begun, `id` unlike any other."""

    stamp: Stamp
    id: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A segment that a writer has read: the sizes of its files, and the number of each id, deleted or not."""

    sizes: tuple[int, ...]
    ids: Mapping[str, int]


class WhooshEngine:
    """An engine over one folder; safe to use from several threads, and from several processes."""

    def __init__(self, folder: Path, *, lock_seconds: float = 30.0) -> None:
        """Name the folder; nothing is read or written yet.

        Args:
            folder: of the index alone; made when something is written.
            lock_seconds: how long to wait for another writer.
        """
        self._folder = folder
        self._lock_seconds = lock_seconds
        self._reader: Reader | None = None
        self._state_read = (-1, "")
        self._reading = threading.Lock()
        # Segments never change, and a batch commits many times: read again for each commit, the ids of all documents
        # would cost more with every document there is.
        self._known: dict[str, _Known] = {}

    @contextmanager
    def write(self) -> Iterator["_Writer"]:
        """See `Engine.write`.

        Raises:
            LibraryLocked: another writer did not finish in time, or a reader keeps a file in place.
            LibraryProblem: the index cannot be written.
            IndexDamaged: the index cannot be opened.
            IndexOutdated: the stamp is not the program's.
        """
        with self._locked():
            writer = self._begin()
            try:
                yield writer
            except BaseException:
                writer.discard()
                raise
            writer.commit()
            if self.stamp() is None:
                self._write_stamp()

    def search(self, tree: Node) -> list[Ranked]:
        """See `Engine.search`."""
        with self.opened() as reader:
            scores = answer(tree, reader)
            ranked = [Ranked(reader.ids[number], score) for number, score in scores.items()]
        return sorted(ranked, key=lambda hit: (-hit.score, hit.id))

    def ids(self) -> frozenset[str]:
        """See `Engine.ids`."""
        with self.opened() as reader:
            return frozenset(reader.numbers)

    def stamp(self) -> Stamp | None:
        """See `Engine.stamp`.

        Raises:
            IndexDamaged: there is a stamp, but it cannot be read.
        """
        begun = self._begun()
        return None if begun is None else begun.stamp

    def check(self) -> None:
        """See `Engine.check`; takes as long as reading every word and place of the index."""
        with self.opened() as reader:
            try:
                reader.check_tables()
                prove(reader)
            except Unsound as fault:
                raise damaged(self._folder) from fault

    def clear(self) -> None:
        """See `Engine.clear`; files that are not the index's are left alone.

        Raises:
            LibraryLocked: another writer did not finish in time, or a reader keeps a file in place.
            LibraryProblem: a file cannot be removed.
        """
        if not self._folder.is_dir():
            return
        with self._locked(), self._reading:
            self._close()
            with writable(self._folder):
                # Segments first, which are what readers keep open, and the stamp only when all the others went: what is
                # left of an index must not pass for none.
                for path in (*self._folder.glob(f"{NAME}_*"), *self._folder.glob(f"_{NAME}_*")):
                    if path.name != _LOCK_FILE:
                        path.unlink(missing_ok=True)
                (self._folder / _STAMP_FILE).unlink(missing_ok=True)
            self._sweep()

    def close(self) -> None:
        """See `Engine.close`."""
        with self._reading:
            self._close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The right to write, held by one process and one thread at a time."""
        with writable(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = IndexFiles(self._folder).lock(_LOCK_FILE)
            acquired = try_for(lock.acquire, timeout=self._lock_seconds, delay=_LOCK_DELAY)
        if not acquired:
            raise LibraryLocked(
                f"Another run is writing to the search index in {self._folder}.\n"
                "Wait until it has finished, then try again."
            )
        try:
            yield
        finally:
            lock.release()

    def _begin(self) -> "_Writer":
        """A writer on the index, which is made where there is none. The lock is held."""
        self._sweep()
        files = IndexFiles(self._folder)
        try:
            if (begun := self._begun()) is None:
                with writable(self._folder):
                    FileIndex.create(files, schema(), NAME)
            else:
                self._check_version(begun)
            with readable(self._folder):
                self._known = {segment.segment_id(): self._still(segment, files) for segment in segments(files)}
            with readable(self._folder), writable(self._folder):
                whoosh = PackedWriter(FileIndex(files, schema(), NAME))
        except BaseException:
            files.close_all()
            raise
        return _Writer(whoosh, files, {segment: known.ids for segment, known in self._known.items()})

    def _still(self, segment: Segment, files: IndexFiles) -> _Known:
        """What is known of a segment, read again unless its files are what they were."""
        now, known = sizes(files, segment), self._known.get(segment.segment_id())
        return known if known is not None and known.sizes == now else _Known(now, _ids_of(segment, files))

    @contextmanager
    def opened(self) -> Iterator[Reader]:
        """A reader of the newest state of the index; what it cannot read is damage, and lets go of the files."""
        with self._reading:
            reader = self._newest()
            try:
                with readable(self._folder):
                    yield reader
            except IndexDamaged:
                self._close()
                raise

    def _newest(self) -> Reader:
        """The reader, opened again where somebody has written; somebody may do so, or rebuild, at the same time."""
        gone = 0
        while True:
            state = self._state()
            if self._reader is not None and self._state_read == state:
                return self._reader
            self._close()
            files = IndexFiles(self._folder)
            try:
                with readable(self._folder):
                    reader = Reader(leaves(segments(files), files))
            except BaseException as fault:
                files.close_all()
                if not isinstance(fault, IndexDamaged):
                    raise
                # Nothing is wrong where it was taken away meanwhile: the next round sees what is there instead.
                if self._state() == state:
                    gone += 1
                    if not isinstance(fault.__cause__, Gone) or gone == _OPENINGS:
                        raise
                    time.sleep(_OPENING_DELAY)
                continue
            self._reader, self._state_read = reader, state
            # The states of an index may be mixed, which the next search puts right; those of two would not be noticed.
            if self._state()[1] == state[1]:
                return reader

    def _state(self) -> tuple[int, str]:
        """What changes with every write; Whoosh's own number begins anew when an index is rebuilt.

        Raises:
            IndexMissing: there is no index.
            IndexOutdated: the stamp is not the program's.
            IndexDamaged: the stamp cannot be read.
        """
        if (begun := self._begun()) is None:
            raise IndexMissing(
                f"There is no search index in {self._folder}.\n"
                "Make it with: tenderscan index rebuild, with the same --library"
            )
        self._check_version(begun)
        return int(TOC._latest_generation(IndexFiles(self._folder), NAME)), begun.id

    def _begun(self) -> _Begun | None:
        with readable(self._folder):
            try:
                content = (self._folder / _STAMP_FILE).read_bytes()
            except FileNotFoundError:
                return None
        try:
            fields = json.loads(content)
            # Those of older versions have neither a stemmer nor an id, and are outdated by their schema.
            stamp = Stamp(int(fields["schema"]), int(fields["analyser"]), int(fields.get("stemmer", 0)))
            return _Begun(stamp, str(fields.get("id", "")))
        except (ValueError, LookupError, TypeError) as fault:
            raise damaged(self._folder) from fault

    def _close(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _sweep(self) -> None:
        """Take away what a run that was killed has left. The lock is held."""
        shutil.rmtree(self._folder / f"{NAME}.tmp", ignore_errors=True)

    def _check_version(self, begun: _Begun) -> None:
        if begun.stamp != _current():
            raise IndexOutdated(
                f"The search index in {self._folder} was made by another version of the program.\n"
                "Make it anew with: tenderscan index rebuild, with the same --library"
            )

    def _write_stamp(self) -> None:
        fields = {**asdict(_current()), "id": secrets.token_hex(8)}
        unfinished = self._folder / f"{_STAMP_FILE}.new"
        with writable(self._folder):
            unfinished.write_text(json.dumps(fields) + "\n", encoding="utf-8")
            unfinished.replace(self._folder / _STAMP_FILE)


def _current() -> Stamp:
    return Stamp(SCHEMA_VERSION, ANALYSER_VERSION, stemmer_mark())


def _ids_of(segment: Segment, files: IndexFiles) -> dict[str, int]:
    """Number of each id, also of deleted documents; opens all files, so that nothing is added to half an index."""
    codec = segment.codec()
    documents, words = codec.per_document_reader(files, segment), codec.terms_reader(files, segment)
    documents.close()
    words.close()
    if len(documents.ids) != segment.doc_count_all():
        raise NotPacked("documents are missing")
    return {id: number for number, id in enumerate(documents.ids)}


class _Writer:
    """Adds to and removes from an index; the lock is held by whoever made it."""

    def __init__(self, whoosh: PackedWriter, files: IndexFiles, stored: Mapping[str, Mapping[str, int]]) -> None:
        """Take over a new segment in these files, and of each segment that there is the number of each id."""
        self._folder = Path(files.folder)
        self._files = files
        self._whoosh = whoosh
        self._stored = [(segment, stored[segment.segment_id()]) for segment in whoosh.segments]
        self._added: dict[str, int] = {}

    def put(self, entry: Entry) -> None:
        """See `Writer.put`."""
        words = entry.inverted
        if words is None or words.stemmer != stemmer_mark():
            words = inverted(entry.title, entry.text)
        with writable(self._folder):
            number = self._whoosh.put(entry.id, words)
        self.remove([entry.id])
        self._added[entry.id] = number

    def remove(self, ids: Iterable[str]) -> None:
        """See `Writer.remove`."""
        for id in ids:
            for segment, stored in self._stored:
                if (number := stored.get(id)) is not None:
                    segment.delete_document(number)
            # Whoosh cannot delete what is not committed yet; the new segment itself can.
            if (number := self._added.pop(id, None)) is not None:
                self._whoosh.newsegment.delete_document(number)

    def commit(self) -> None:
        """Make the new state the index; where that fails, leave it as it was."""
        try:
            # Older segments are read too, where they are merged.
            with readable(self._folder), writable(self._folder):
                self._whoosh.commit(mergetype=merge_like_sizes)
        except BaseException:
            self.discard()
            raise

    def discard(self) -> None:
        """Leave the index as it was."""
        # What cannot be cleaned up now, on a full disk or after half a commit, the next writer sweeps away.
        with suppress(Exception):
            self._whoosh.cancel()
        self._files.close_all()
