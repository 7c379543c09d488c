"""The default engine: an index on disk, kept by Whoosh.

Whoosh keeps the posting lists; the tree is answered from them by `tenderscan.index.postings`. Whoosh's own query
classes are left out on purpose: they rank by lengths rounded to one byte, unpickle every position, and know nothing of
documents that the catalogue has picked.

The folder holds Whoosh's files and `stamp.json`, which is written last when an index is begun: without it there is
none.
"""

import json
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import IndexReader
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from tenderscan.errors import IndexMissing, IndexOutdated, LibraryLocked, TenderscanError
from tenderscan.index.engine import Entry, Ranked, Stamp
from tenderscan.index.postings import Hits, NotPacked, answer, invert
from tenderscan.index.soundness import Unsound, prove
from tenderscan.index.whoosh_storage import (
    NO_PAYLOAD,
    IndexFiles,
    codec_without_lengths,
    damaged,
    merge_like_sizes,
    readable,
    schema,
    writable,
)
from tenderscan.query.tree import Node
from tenderscan.text import ANALYSER_VERSION

SCHEMA_VERSION = 1
"""Raised whenever the fields or the bytes in them change."""

_CURRENT = Stamp(SCHEMA_VERSION, ANALYSER_VERSION)
_STAMP_FILE = "stamp.json"
_NAME = "tenderscan"
_LOCK_FILE = f"{_NAME}_WRITELOCK"
_LOCK_DELAY = 0.05
"""Seconds between two attempts to get the lock."""

_POOL_MEGABYTES = 64
"""Postings kept in memory before they are sorted and put on disk until the commit."""


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
        self._reader: _Reader | None = None
        self._state_read = (-1, -1)
        self._reading = threading.Lock()

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
                reader.check_order()
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
        files = IndexFiles(self._folder)
        if self.stamp() is None:
            with writable(self._folder):
                FileIndex.create(files, schema(), _NAME)
        self._check_version()
        with readable(self._folder, files):
            index = FileIndex(files, schema(), _NAME)
            reader = index.reader()
            try:
                stored = {fields["id"]: number for number, fields in reader.iter_docs()}
            finally:
                reader.close()
        with readable(self._folder, files), writable(self._folder):
            # The engine's own lock already covers the making of the index, so Whoosh takes none.
            segment = SegmentWriter(index, _lk=False, codec=codec_without_lengths(), limitmb=_POOL_MEGABYTES)
        return _Writer(segment, stored, self._folder)

    @contextmanager
    def _opened(self) -> Iterator["_Reader"]:
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

    def _newest(self, files: IndexFiles) -> "_Reader":
        with readable(self._folder, files):
            whoosh = FileIndex(files, schema(), _NAME).reader()
            documents = [(number, fields["id"], fields["length"]) for number, fields in whoosh.iter_docs()]
        return _Reader(whoosh, documents, self._folder)

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


class _Reader:
    """The posting lists of one state of the index; fills `postings.Postings`."""

    def __init__(self, whoosh: IndexReader, documents: Iterable[tuple[int, str, int]], folder: Path) -> None:
        """Take over an open reader and the number, id and length of its documents; `folder` is for messages."""
        self._folder = folder
        self._whoosh = whoosh
        self.ids: dict[int, str] = {}
        self.lengths: dict[int, int] = {}
        for number, id, length in documents:
            self.ids[number] = id
            self.lengths[number] = length
        self.numbers = {id: number for number, id in self.ids.items()}

    def stems(self, stem: str) -> dict[int, float]:
        """See `Postings.stems`."""
        return {number: weight for number, weight, _ in self._list("stem", stem)}

    def forms(self, form: str) -> dict[int, Hits]:
        """See `Postings.forms`."""
        return {number: Hits(weight, payload) for number, weight, payload in self._list("form", form)}

    def beginning(self, prefix: str) -> list[str]:
        """See `Postings.beginning`."""
        if not self.ids:  # the reader of an empty index knows no fields
            return []
        with readable(self._folder):
            return [word.decode("utf-8") for word in self._whoosh.expand_prefix("form", prefix.encode("utf-8"))]

    def all_stems(self) -> list[str]:
        """See `soundness.Readable.all_stems`."""
        if not self.ids:
            return []
        with readable(self._folder):
            return [root.decode("utf-8") for root in self._whoosh.expand_prefix("stem", b"")]

    def check_order(self) -> None:
        """Look every word up the way a prefix search does, through the sorted list of each segment.

        Raises:
            Unsound: a word is not found there.
        """
        for segment, _ in self._whoosh.leaf_readers():
            with readable(self._folder):
                terms = list(segment.all_terms())
                found = [next(iter(segment.terms_from(field, word)), None) for field, word in terms]
            if found != terms:
                raise Unsound("words are missing from the sorted list")

    def close(self) -> None:
        """Let go of the files."""
        self._whoosh.close()

    def _list(self, field: str, word: str) -> list[tuple[int, float, bytes]]:
        """One posting list: document number, weight, payload."""
        found = []
        with readable(self._folder):
            term = (field, word.encode("utf-8"))
            if term not in self._whoosh:
                return []
            matcher = self._whoosh.postings(*term)
            while matcher.is_active():
                found.append((matcher.id(), matcher.weight(), matcher.value()))
                matcher.next()
        if any(number not in self.ids for number, _, _ in found):
            raise damaged(self._folder)
        return found


class _Writer:
    """Adds to and removes from an index; the lock is held by whoever made it."""

    def __init__(self, whoosh: SegmentWriter, stored: dict[str, int], folder: Path) -> None:
        """Take over a new segment and the number of each document there is; `folder` is for messages."""
        self._folder = folder
        self._whoosh = whoosh
        self._stored = stored
        self._added: dict[str, int] = {}

    def put(self, entry: Entry) -> None:
        """See `Writer.put`."""
        inverted = invert(entry)
        self.remove([entry.id])
        self._added[entry.id] = self._whoosh.docnum
        stems = [(stem.encode("utf-8"), 1, weight, NO_PAYLOAD) for stem, weight in inverted.stems.items()]
        forms = [(form.encode("utf-8"), 1, hits.weight, hits.places) for form, hits in inverted.forms.items()]
        with writable(self._folder):
            self._whoosh.add_document(id=entry.id, length=inverted.length, stem=stems, form=forms)

    def remove(self, ids: Iterable[str]) -> None:
        """See `Writer.remove`."""
        for id in ids:
            if (number := self._stored.pop(id, None)) is not None:
                self._whoosh.delete_document(number)
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
