"""Making a segment: new documents are gathered, older segments merged in, and all is handed to the codec in order."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final, Protocol, TypeVar

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import Storage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from tenderscan.index.engine import Inverted
from tenderscan.index.packed import NotPacked, narrow, pack_array, unpack
from tenderscan.index.sealed import SealedFile, SealedWriter
from tenderscan.index.soundness import order_mark
from tenderscan.index.whoosh_codec import DOCUMENT, FORM, POSTING, STEM, PackedCodec, WordsReader, WordsWriter

_POSTINGS_IN_MEMORY = 500_000
"""More are put on disk until the commit: those of some 1,000 documents of ten pages, 30 MB or more by their variety."""

_SEGMENTS = 20
"""Segments of about the same size that may stand beside each other."""

_GONE: Final = -1
_Found = TypeVar("_Found")


class _Source(Protocol):
    """Words in order: each form with its postings, each stem with its forms; forms are asked for first."""

    def forms(self) -> "Iterator[tuple[bytes, array[int]]]": ...

    def stems(self) -> Iterator[tuple[bytes, Iterable[bytes]]]: ...


class _Gathered:
    """New documents, in memory."""

    def __init__(self) -> None:
        self.size = 0
        self._postings: defaultdict[bytes, list[int]] = defaultdict(list)
        self._stem_of: dict[bytes, bytes] = {}

    def add(self, number: int, inverted: Inverted) -> int:
        weights = unpack(inverted.weights)
        words = inverted.forms.split(b"\n") if weights else []
        stems = inverted.stems.split(b"\n") if weights else []
        if not len(words) == len(stems) == len(weights):  # before anything of it is kept
            raise ValueError("words, stems and weights are not of the same number")
        self._stem_of.update(zip(words, stems, strict=True))
        self.size += len(words)
        postings = self._postings
        # One list for all three numbers: this line runs for every word of every page.
        for line, (word, weight) in enumerate(zip(words, weights, strict=True), start=1):
            postings[word] += (number, weight, line)
        return order_mark(words)

    def forms(self) -> "Iterator[tuple[bytes, array[int]]]":
        for word in sorted(self._postings):
            yield word, narrow(self._postings[word])

    def stems(self) -> Iterator[tuple[bytes, Iterable[bytes]]]:
        forms_of: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for form, stem in self._stem_of.items():
            forms_of[stem].append(form)
        for stem in sorted(forms_of):
            yield stem, forms_of[stem]


class _Stored:
    """Documents that are in a file, under new numbers."""

    def __init__(self, words: WordsReader, first: int, moved: "array[int] | None" = None) -> None:
        """Take over an open file.

        Args:
            words: closed with this.
            first: new number of the first document.
            moved: where documents are gone, the new number of each, or `_GONE`.
        """
        self._words = words
        self._first = first
        self._moved = moved
        self._lost: set[bytes] = set()

    def forms(self) -> "Iterator[tuple[bytes, array[int]]]":
        for word, value in self._words.forms.items():
            numbers = unpack(value)
            if self._moved is not None:
                numbers = _remaining(numbers, self._moved)
            elif self._first:
                numbers = _shifted(numbers, self._first)
            if numbers:
                yield word, numbers
            else:
                self._lost.add(word)

    def stems(self) -> Iterator[tuple[bytes, Iterable[bytes]]]:
        for stem, value in self._words.stems.items():
            forms: Iterable[bytes] = value.split(b"\n")
            if self._lost:
                forms = [form for form in forms if form not in self._lost]
            if forms:
                yield stem, forms

    def close(self) -> None:
        self._words.close()


def _shifted(numbers: "array[int]", first: int) -> "array[int]":
    """Postings whose documents begin with the number `first`."""
    documents = [number + first for number in numbers[DOCUMENT::POSTING]]
    if documents[-1] >= 1 << 8 * numbers.itemsize:  # the last is the largest
        numbers = array("H" if documents[-1] < 1 << 16 else "I", numbers)
    numbers[DOCUMENT::POSTING] = array(numbers.typecode, documents)
    return numbers


def _remaining(numbers: "array[int]", moved: "array[int]") -> "array[int]":
    """Postings without those of documents that are gone, the others renumbered."""
    if numbers[-POSTING] >= len(moved):  # the last is the largest
        raise NotPacked("postings of documents that do not exist")
    kept: list[int] = []
    for at in range(DOCUMENT, len(numbers), POSTING):
        if (number := moved[numbers[at]]) != _GONE:
            kept += (number, numbers[at + 1], numbers[at + 2])
    return narrow(kept)


def _joined(lists: Sequence["array[int]"]) -> "array[int]":
    if len(lists) == 1:
        return lists[0]
    code = max(lists, key=attrgetter("itemsize")).typecode
    joined = array(code)
    for numbers in lists:
        joined.extend(numbers if numbers.typecode == code else array(code, numbers))
    return joined


class Pool:
    """Takes the place of Whoosh's pool, which sorts postings one by one: here words are sorted, each with its list."""

    def __init__(self, storage: Storage) -> None:
        """Begin; `storage` is for what does not fit into memory."""
        self._storage = storage
        self._gathered = _Gathered()
        self._runs: list[_Stored] = []
        self._merged: list[_Stored] = []

    def add(self, number: int, inverted: Inverted) -> int:
        """The words of a new document; their `order_mark`."""
        mark = self._gathered.add(number, inverted)
        if self._gathered.size >= _POSTINGS_IN_MEMORY:
            self._spill()
        return mark

    def take(self, words: _Stored) -> None:
        """The words of a segment whose documents follow the new ones; closed in `cleanup`."""
        self._merged.append(words)

    def iter_postings(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Field, word and what it leads to, in ascending order."""
        # In the order of their documents, so that these ascend in every list.
        return _ordered([*self._runs, self._gathered, *self._merged])

    def cleanup(self) -> None:
        """Let go of all files."""
        for stored in (*self._runs, *self._merged):
            stored.close()
        self._runs, self._merged = [], []

    def _spill(self) -> None:
        name = f"{len(self._runs)}.run"
        writer = WordsWriter(SealedWriter(self._storage.create_file(name)))
        try:
            writer.add_postings(None, None, _ordered([self._gathered]))
        finally:
            writer.close()
        self._runs.append(_Stored(WordsReader(SealedFile(self._storage.open_file(name))), 0))
        self._gathered = _Gathered()


def _ordered(sources: Sequence[_Source]) -> Iterator[tuple[str, bytes, bytes]]:
    for form, lists in _together([source.forms() for source in sources]):
        yield FORM, form, pack_array(_joined(lists))
    for stem, groups in _together([source.stems() for source in sources]):
        yield STEM, stem, b"\n".join(sorted({form for forms in groups for form in forms}))


def _together(sources: Sequence[Iterator[tuple[bytes, _Found]]]) -> Iterator[tuple[bytes, list[_Found]]]:
    """Each word once, with what the sources say of it, in their order."""
    if len(sources) == 1:  # nothing to merge: the usual case, which the heap would make twice as long
        for word, found in sources[0]:
            yield word, [found]
        return
    marked = [_marked(number, source) for number, source in enumerate(sources)]
    for word, group in groupby(merge(*marked), key=itemgetter(0)):
        yield word, [found for _, _, found in group]


def _marked(number: int, source: Iterator[tuple[bytes, _Found]]) -> Iterator[tuple[bytes, int, _Found]]:
    """With the number of the source, so that what it says is never compared."""
    for word, found in source:
        yield word, number, found


class PackedWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's writer with this codec and this pool."""

    def __init__(self, index: FileIndex) -> None:
        """Begin a segment; the engine's own lock is held, so Whoosh takes none."""
        super().__init__(index, _lk=False, codec=PackedCodec(), compound=False)
        self.pool = Pool(self.temp_storage())

    def put(self, id: str, inverted: Inverted) -> int:
        """Add a document; its number in the new segment."""
        number: int = self.docnum
        mark = self.pool.add(number, inverted)
        self.perdocwriter.add(id, inverted.length, inverted.sequence, mark)
        self._count_one()
        return number

    def take(self, segment: Segment) -> None:
        """Write what is left of an older segment again, behind the documents that are there."""
        codec, first = segment.codec(), self.docnum
        moved = array("q")
        documents = codec.per_document_reader(self.storage, segment)
        try:
            for number, (id, length) in enumerate(zip(documents.ids, documents.lengths, strict=True)):
                if segment.is_deleted(number):
                    moved.append(_GONE)
                else:
                    moved.append(self.docnum)
                    self.perdocwriter.add(id, length, documents.sequence(number), documents.marks[number])
                    self._count_one()
        finally:
            documents.close()
        if self.docnum > first:
            words = codec.terms_reader(self.storage, segment)
            self.pool.take(_Stored(words, first, moved if segment.has_deletions() else None))

    def cancel(self) -> None:
        """Leave the index as it was."""
        try:
            super().cancel()
        finally:
            self.pool.cleanup()

    def _count_one(self) -> None:
        self.docnum += 1
        self._added = True  # or the segment would not be written


def merge_like_sizes(writer: PackedWriter, segments: list[Segment]) -> list[Segment]:
    """Take segments into the one being written once `_SEGMENTS` are about equally large; return those that stay.

    So each document is written again once for every tenfold growth of the index. Whoosh's own rule lets segments of
    200 documents pile up, then rewrites the largest at every commit. Segments that are mostly deleted go at once.
    """
    alike: dict[int, list[Segment]] = {}
    for segment in segments:
        alike.setdefault(len(str(segment.doc_count_all())), []).append(segment)
    taken = [segment for group in alike.values() if len(group) >= _SEGMENTS for segment in group]
    taken += [one for one in segments if one not in taken and 2 * one.deleted_count() > one.doc_count_all()]
    for segment in taken:
        writer.take(segment)
    return [segment for segment in segments if segment not in taken]
