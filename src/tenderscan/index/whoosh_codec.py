"""What a segment of the index looks like on disk, as a codec of Whoosh's.

Whoosh's own codec makes four objects of every posting on its way to the disk and back. Here a posting list is made in
one piece and read in one piece. A segment is two sealed files, written from front to back:

- `.doc`: of each document its sequence (`Inverted.sequence`), its id, its length and its `order_mark`;
- `.trm`: a table of forms, each with its postings, and a table of stems, each with the forms that have it.

A posting is three numbers: document, weight, and line of the word in the document's sequence. The postings of a stem
are those of its forms, put together when they are asked for, so that every posting is stored once.

Only what the engine asks for is here; Whoosh's own queries would find nothing to read.
"""

from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Final
from zlib import crc32

from whoosh.codec.base import Codec, FieldWriter, PerDocumentReader, PerDocumentWriter, Segment, TermsReader
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage

from tenderscan.index.packed import from_bytes, to_bytes
from tenderscan.index.sealed import SealedFile, SealedWriter, checked
from tenderscan.index.tables import Table, write_table

FORM: Final = "form"
STEM: Final = "stem"
DOCUMENT: Final = 0
WEIGHT: Final = 1
LINE: Final = 2
POSTING: Final = 3
"""What a posting consists of, and how many numbers that are."""

_DOCUMENTS = ".doc"
_WORDS = ".trm"


class PackedCodec(Codec):  # type: ignore[misc]  # Whoosh has no types
    """Writes and reads segments."""

    # The engine keeps lengths itself. Left on, Whoosh asks for them once for every posting.
    length_stats = False

    def per_document_writer(self, storage: Storage, segment: Segment) -> "DocumentsWriter":
        """See Whoosh."""
        return DocumentsWriter(SealedWriter(segment.create_file(storage, _DOCUMENTS)))

    def field_writer(self, storage: Storage, segment: Segment) -> "WordsWriter":
        """See Whoosh."""
        return WordsWriter(SealedWriter(segment.create_file(storage, _WORDS)))

    def per_document_reader(self, storage: Storage, segment: Segment) -> "DocumentsReader":
        """See Whoosh."""
        return DocumentsReader(_opened(storage, segment, _DOCUMENTS))

    def terms_reader(self, storage: Storage, segment: Segment) -> "WordsReader":
        """See Whoosh."""
        return WordsReader(_opened(storage, segment, _WORDS))

    def new_segment(self, storage: Storage, indexname: str) -> Segment:
        """See Whoosh."""
        return W3Segment(self, indexname)


def sizes(storage: Storage, segment: Segment) -> tuple[int, ...]:
    """Bytes of each file of a segment, which never change.

    Raises:
        OSError: a file is not there.
    """
    return tuple(storage.file_length(segment.make_filename(ending)) for ending in (_DOCUMENTS, _WORDS))


def _opened(storage: Storage, segment: Segment, ending: str) -> SealedFile:
    # Read, never mapped: where somebody cuts off a mapped file, the operating system ends the process that looks at it.
    file = segment.open_file(storage, ending)
    try:
        return SealedFile(file.raw_file())  # without Whoosh's layer, which adds a call to each of ours
    except BaseException:
        file.close()
        raise


class DocumentsWriter(PerDocumentWriter):  # type: ignore[misc]
    """Writes the documents of a segment; their sequences at once, so that they do not fill the memory."""

    def __init__(self, file: SealedWriter) -> None:
        """Begin."""
        self.is_closed = False
        self._file = file
        self._ids: list[str] = []
        self._lengths, self._sizes, self._checks, self._marks = array("I"), array("I"), array("I"), array("Q")

    def add(self, id: str, length: int, sequence: bytes, mark: int) -> None:
        """The next document; `mark` is the `order_mark` of its words."""
        self._file.write(sequence)
        self._ids.append(id)
        self._lengths.append(length)
        self._sizes.append(len(sequence))
        self._checks.append(crc32(sequence))
        self._marks.append(mark)

    def close(self) -> None:
        """Write what is known of them all."""
        self.is_closed = True
        try:
            self._file.part("ids", "\n".join(self._ids).encode("utf-8"))
            self._file.part("lengths", to_bytes(self._lengths))
            self._file.part("sizes", to_bytes(self._sizes))
            self._file.part("checks", to_bytes(self._checks))
            self._file.part("marks", to_bytes(self._marks))
            self._file.seal()
        finally:
            self._file.close()


class WordsWriter(FieldWriter):  # type: ignore[misc]
    """Writes the words of a segment."""

    def __init__(self, file: SealedWriter) -> None:
        """Begin."""
        self.is_closed = False
        self._file = file

    def add_postings(self, schema: Schema, lengths: None, items: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Write field, word and what it leads to, in ascending order."""
        missing = {FORM, STEM}
        for field, group in groupby(items, key=itemgetter(0)):
            missing.remove(field)
            write_table(self._file, field, (item[1:] for item in group))
        for field in missing:  # in documents without words
            write_table(self._file, field, ())
        self._file.seal()

    def close(self) -> None:
        """Let go of the file; without `add_postings` it can never be read."""
        self.is_closed = True
        self._file.close()


class DocumentsReader(PerDocumentReader):  # type: ignore[misc]
    """The documents of a segment, also those that were deleted since."""

    def __init__(self, file: SealedFile) -> None:
        """Take over an open file."""
        self._file = file
        self.lengths = from_bytes("I", file.part("lengths"))
        self.ids = file.part("ids").decode("utf-8").split("\n") if self.lengths else []

    def sequence(self, number: int) -> bytes:
        """See `Inverted.sequence`."""
        positions, checks = self._sequences
        start = positions[number]
        return checked(self._file.read(start, positions[number + 1] - start), checks[number])

    @cached_property
    def marks(self) -> "array[int]":
        """The `order_mark` of each."""
        return from_bytes("Q", self._file.part("marks"))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @cached_property
    def _sequences(self) -> "tuple[array[int], array[int]]":
        """Where each begins and the last ends, and their checksums."""
        sizes = from_bytes("I", self._file.part("sizes"))
        return array("Q", accumulate(sizes, initial=0)), from_bytes("I", self._file.part("checks"))


class WordsReader(TermsReader):  # type: ignore[misc]
    """The words of a segment.

    Attributes:
        forms: word → `packed` postings, documents ascending.
        stems: stem → words that have it, a line each.
    """

    def __init__(self, file: SealedFile) -> None:
        """Take over an open file."""
        self._file = file
        self.forms = Table(file, FORM)
        self.stems = Table(file, STEM)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
