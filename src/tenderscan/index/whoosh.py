"""The default engine: an index on disk, kept by Whoosh.

Whoosh keeps the segments: which there are, what is deleted in them, how a commit replaces one state by the next. What
stands in a segment is written and read by `whoosh_codec`, and the tree is answered from it by
`tenderscan.index.postings`. Whoosh's own query classes are left out on purpose: they rank by lengths rounded to one
byte, unpickle every position, and know nothing of documents that the catalogue has picked.

The folder holds Whoosh's files and `stamp.json`, which is written last when an index is begun: without it there is
none.
"""

import json
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.util.filelock import try_for

from tenderscan.errors import IndexMissing, IndexOutdated, LibraryLocked, TenderscanError
from tenderscan.index.engine import Entry, Ranked, Stamp
from tenderscan.index.packed import NotPacked
from tenderscan.index.postings import answer, inverted
from tenderscan.index.soundness import Unsound, prove
from tenderscan.index.whoosh_reader import Reader, leaves
from tenderscan.index.whoosh_storage import IndexFiles, damaged, readable, schema, writable
from tenderscan.index.whoosh_writer import PackedWriter, merge_like_sizes
from tenderscan.query.tree import Node
from tenderscan.text import ANALYSER_VERSION

SCHEMA_VERSION = 2
"""Raised whenever the fields or the bytes in them change."""

_CURRENT = Stamp(SCHEMA_VERSION, ANALYSER_VERSION)
_STAMP_FILE = "stamp.json"
_NAME = "tenderscan"
_LOCK_FILE = f"{_NAME}_WRITELOCK"
_LOCK_DELAY = 0.05
"""Seconds between two attempts to get the lock."""

_OPENINGS = 10
_OPENING_DELAY = 0.05
"""Attempts to open what a commit may just be replacing, and seconds between them."""


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
        self._state_read = (-1, -1)
        self._reading = threading.Lock()
        # Segments never change, and a batch commits many times: read again for each commit, the ids of all documents
        # would cost more with every document there is.
        self._stored: dict[str, dict[str, int]] = {}

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
        with self._opened() as reader:
            try:
                scores = answer(tree, reader)
            except NotPacked as fault:
                raise damaged(self._folder) from fault
            ranked = [Ranked(reader.ids[number], score) for number, score in scores.items()]
        return sorted(ranked, key=lambda hit: (-hit.score, hit.id))

    def ids(self) -> frozenset[str]:
        """See `Engine.ids`."""
        with self._opened() as reader:
            return frozenset(reader.numbers)

    def stamp(self) -> Stamp | None:
        """See `Engine.stamp`.

        Raises:
            IndexDamaged: there is a stamp, but it cannot be read.
        """
        with readable(self._folder):
            try:
                content = (self._folder / _STAMP_FILE).read_bytes()
            except FileNotFoundError:
                return None
        try:
            fields = json.loads(content)
            return Stamp(int(fields["schema"]), int(fields["analyser"]))
        except (ValueError, LookupError, TypeError) as fault:
            raise damaged(self._folder) from fault

    def check(self) -> None:
        """See `Engine.check`; takes as long as reading every word and place of the index."""
        with self._opened() as reader:
            try:
                reader.check_tables()
                prove(reader)
            except (Unsound, NotPacked) as fault:
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
                for path in (*self._folder.glob(f"{_NAME}_*"), *self._folder.glob(f"_{_NAME}_*")):
                    if path.name != _LOCK_FILE:
                        path.unlink(missing_ok=True)
                (self._folder / _STAMP_FILE).unlink(missing_ok=True)
            self._sweep()

    def close(self) -> None:
        """Let go of the files; a later search opens them again."""
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
        files = IndexFiles(self._folder, mapped=False)
        if self.stamp() is None:
            with writable(self._folder):
                FileIndex.create(files, schema(), _NAME)
        self._check_version()
        with readable(self._folder, files):
            index = FileIndex(files, schema(), _NAME)
            self._stored = {
                segment.segment_id(): self._stored.get(segment.segment_id()) or _ids_of(segment, files)
                for segment in TOC.read(files, _NAME, schema=schema()).segments
            }
        with readable(self._folder, files), writable(self._folder):
            whoosh = PackedWriter(index)
        return _Writer(whoosh, files, self._stored)

    @contextmanager
    def _opened(self) -> Iterator[Reader]:
        """A reader of the newest state of the index."""
        with self._reading:
            if self.stamp() is None:
                raise IndexMissing(
                    f"There is no search index in {self._folder}.\n"
                    "Make it with: tenderscan index rebuild, with the same --library"
                )
            self._check_version()
            files = IndexFiles(self._folder)
            with readable(self._folder, files):
                state = self._state(files)
            if self._reader is None or self._state_read != state:
                self._close()
                self._reader = self._newest(files)
                self._state_read = state
            yield self._reader

    def _newest(self, files: IndexFiles) -> Reader:
        with readable(self._folder, files):
            for attempt in count(1):
                try:
                    segments = TOC.read(files, _NAME, schema=schema()).segments
                    return Reader(leaves(segments, files), self._folder)
                except FileNotFoundError:  # a commit has just merged a segment and taken its files away
                    files.close_all()
                    if attempt == _OPENINGS:
                        raise
                    time.sleep(_OPENING_DELAY)
        raise AssertionError("not reached")

    def _state(self, files: FileStorage) -> tuple[int, int]:
        """What changes with every write; Whoosh's own number begins anew when an index is rebuilt."""
        begun = (self._folder / _STAMP_FILE).stat().st_mtime_ns
        return int(TOC._latest_generation(files, _NAME)), begun

    def _close(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _sweep(self) -> None:
        """Take away what a run that was killed has left. The lock is held."""
        shutil.rmtree(self._folder / f"{_NAME}.tmp", ignore_errors=True)

    def _check_version(self) -> None:
        stamp = self.stamp()
        if stamp not in (None, _CURRENT):
            raise IndexOutdated(
                f"The search index in {self._folder} was made by another version of the program.\n"
                "Make it anew with: tenderscan index rebuild, with the same --library"
            )

    def _write_stamp(self) -> None:
        fields = {"schema": _CURRENT.schema, "analyser": _CURRENT.analyser}
        unfinished = self._folder / f"{_STAMP_FILE}.new"
        with writable(self._folder):
            unfinished.write_text(json.dumps(fields) + "\n", encoding="utf-8")
            unfinished.replace(self._folder / _STAMP_FILE)


def _ids_of(segment: Segment, files: FileStorage) -> dict[str, int]:
    """Number of each id, also of deleted documents; opens all files, so that nothing is added to half an index."""
    codec = segment.codec()
    documents, words = codec.per_document_reader(files, segment), codec.terms_reader(files, segment)
    documents.close()
    words.close()
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
        words = entry.inverted or inverted(entry.title, entry.text)
        self.remove([entry.id])
        with writable(self._folder):
            self._added[entry.id] = self._whoosh.put(entry.id, words)

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
        except TenderscanError:
            self.discard()
            raise

    def discard(self) -> None:
        """Leave the index as it was."""
        # What cannot be cleaned up now, on a full disk or after half a commit, the next writer sweeps away.
        with suppress(Exception):
            self._whoosh.cancel()
        self._files.close_all()
