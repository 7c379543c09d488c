"""Reading the index: the posting lists of its segments, put together.

What cannot be read raises `NotPacked` everywhere here; the engine knows which folder to name.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage

from tenderscan.index.packed import NotPacked, unpack
from tenderscan.index.whoosh_codec import DOCUMENT, LINE, POSTING, WEIGHT, DocumentsReader, WordsReader

_Column = tuple[Sequence[int], Sequence[int]]
"""Numbers of documents, ascending, and something of each."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An open segment.

    Attributes:
        words: its words.
        documents: its documents.
        first: number, in the whole index, of its first document.
        deleted: numbers, in the segment, of documents that are no longer there.
    """

    words: WordsReader
    documents: DocumentsReader
    first: int
    deleted: frozenset[int]


def leaves(segments: Iterable[Segment], files: FileStorage) -> list[Leaf]:
    """Open these segments; those before one that cannot be opened are left to whoever gave the files."""
    opened, first = [], 0
    for segment in segments:
        codec = segment.codec()
        words, documents = codec.terms_reader(files, segment), codec.per_document_reader(files, segment)
        if len(documents.ids) != segment.doc_count_all():
            raise NotPacked("documents are missing")
        opened.append(Leaf(words, documents, first, frozenset(segment.deleted_docs())))
        first += len(documents.ids)
    return opened


class Reader:
    """The posting lists of one state of the index; fills `postings.Postings`."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        """Take over open segments."""
        self._leaves = leaves
        self._firsts = [leaf.first for leaf in leaves]
        self.ids: dict[int, str] = {}
        self.lengths: dict[int, int] = {}
        for leaf in leaves:
            self.ids.update(zip(count(leaf.first), leaf.documents.ids))
            self.lengths.update(zip(count(leaf.first), leaf.documents.lengths))
            for number in leaf.deleted:
                del self.ids[leaf.first + number], self.lengths[leaf.first + number]
        self.numbers = {id: number for number, id in self.ids.items()}

    def stems(self, stem: str) -> dict[int, int]:
        """See `Postings.stems`."""
        root = stem.encode("utf-8")
        weights: dict[int, int] = {}
        for leaf in self._leaves:
            forms = leaf.words.stems.get(root)
            if forms is not None:
                lists = sorted((self._column(leaf, form, WEIGHT) for form in forms.split(b"\n")), key=_length)
                # Documents of other segments are others, so the longest list is put in as a whole.
                weights.update(zip(*lists.pop(), strict=True))
                for numbers, values in lists:
                    for number, weight in zip(numbers, values, strict=True):
                        weights[number] = weights.get(number, 0) + weight
        return weights

    def forms(self, form: str) -> dict[int, int]:
        """See `Postings.forms`."""
        return self._columns(form, WEIGHT)

    def lines(self, form: str) -> dict[int, int]:
        """See `Postings.lines`."""
        return self._columns(form, LINE)

    def sequence(self, number: int) -> bytes:
        """See `Postings.sequence`."""
        leaf = self._leaves[bisect_right(self._firsts, number) - 1]
        return leaf.documents.sequence(number - leaf.first)

    def mark(self, number: int) -> int:
        """See `soundness.Readable.mark`."""
        leaf = self._leaves[bisect_right(self._firsts, number) - 1]
        return leaf.documents.marks[number - leaf.first]

    def beginning(self, prefix: str) -> list[str]:
        """See `Postings.beginning`."""
        start = prefix.encode("utf-8")
        found = {
            word
            for leaf in self._leaves
            for word in takewhile(lambda word: word.startswith(start), leaf.words.forms.words_from(start))
        }
        return [word.decode("utf-8") for word in sorted(found)]

    def all_stems(self) -> list[str]:
        """See `soundness.Readable.all_stems`."""
        return sorted({stem.decode("utf-8") for leaf in self._leaves for stem in leaf.words.stems.words_from(b"")})

    def check_tables(self) -> None:
        """Read all words the way a merge does, and see that a lookup would find them."""
        for leaf in self._leaves:
            leaf.words.forms.check()
            leaf.words.stems.check()

    def close(self) -> None:
        """Let go of the files."""
        for leaf in self._leaves:
            leaf.words.close()
            leaf.documents.close()

    def _columns(self, form: str, column: int) -> dict[int, int]:
        word = form.encode("utf-8")
        found: dict[int, int] = {}
        for leaf in self._leaves:
            found.update(zip(*self._column(leaf, word, column), strict=True))
        return found

    def _column(self, leaf: Leaf, form: bytes, column: int) -> _Column:
        """Of the postings of a word, the documents, and one of the numbers of each."""
        value = leaf.words.forms.get(form)
        if value is None:
            return (), ()
        postings = unpack(value)
        numbers, values = postings[DOCUMENT::POSTING], postings[column::POSTING]
        # The last is the largest.
        if not numbers or len(postings) % POSTING or numbers[-1] >= len(leaf.documents.ids):
            raise NotPacked("postings of documents that do not exist")
        if leaf.deleted:
            kept = [at for at, number in enumerate(numbers) if number not in leaf.deleted]
            numbers, values = array("I", [numbers[at] for at in kept]), array("I", [values[at] for at in kept])
        return [number + leaf.first for number in numbers] if leaf.first else numbers, values


def _length(column: _Column) -> int:
    return len(column[0])
