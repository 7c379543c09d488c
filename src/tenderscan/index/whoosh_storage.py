"""How Whoosh is set up for the engine: its fields, its files, when it merges, and its errors as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from whoosh.codec.base import Segment
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from tenderscan.errors import IndexDamaged, LibraryLocked, LibraryProblem, TenderscanError

_SEGMENTS = 20
"""Segments of about the same size that may stand beside each other."""

# A posting of a stem carries no payload. One byte stands for it: Whoosh 2.7.5 leaves empty payloads out of a block, and
# then cannot merge it.
NO_PAYLOAD: Final = b"\0"


class _Words(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose postings come ready made from `invert`, so that the words of a document are cut only once."""

    def __init__(self, payload_size: int) -> None:
        """Make the field; `payload_size` is in bytes, -1 where it varies."""
        postings = Format()
        postings.posting_size = payload_size
        super().__init__(postings, analyzer=None, scorable=False, stored=False)

    def index(self, value: list[tuple[bytes, int, float, bytes]], **_: object) -> list[tuple[bytes, int, float, bytes]]:
        """The postings themselves: word, occurrences, weight, payload."""
        return value


def schema() -> Schema:
    """Id and length as stored values, stems with weights, forms with places."""
    return Schema(id=STORED(), length=STORED(), stem=_Words(len(NO_PAYLOAD)), form=_Words(-1))


def codec_without_lengths() -> W3Codec:
    """Whoosh's own file format, lengths left out."""
    codec = W3Codec()
    # The engine keeps lengths itself. Left on, Whoosh asks the file system for them once for every posting.
    codec.length_stats = False
    return codec


class IndexFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """The files of an index. Whoosh leaves a file open when it cannot make sense of it; these can be closed."""

    def __init__(self, folder: Path) -> None:
        """Files of this folder."""
        super().__init__(str(folder))
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: object) -> StructFile:
        """Open a file for reading."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close_all(self) -> None:
        """Close what is still open."""
        for file in self._opened:
            if not file.is_closed:
                file.close()


def merge_like_sizes(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]:
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
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in taken]


def damaged(folder: Path) -> IndexDamaged:
    """The error for an index that cannot be made sense of."""
    return IndexDamaged(
        f"The search index in {folder} is damaged. No document is lost.\n"
        "Make it anew with: tenderscan index rebuild, with the same --library"
    )


@contextmanager
def readable(folder: Path, files: IndexFiles | None = None) -> Iterator[None]:
    """Turn whatever Whoosh raises on broken files into `IndexDamaged`.

    It has been seen to raise OSError, ValueError, struct.error, KeyError, zlib.error, pickle errors and, by its own
    hand, bare `Exception`; so nothing narrower than that will do. Only calls into Whoosh stand inside: what is done
    with their answers stands outside, or faults of this program would be taken for damage.
    """
    try:
        yield
    except TenderscanError:
        raise
    except Exception as fault:
        if files is not None:
            files.close_all()
        if isinstance(fault, PermissionError):
            raise LibraryProblem(
                f"The search index in {folder} cannot be read: {fault.strerror or fault}.\n"
                "Try again, or ask for the right to read it."
            ) from fault
        raise damaged(folder) from fault


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into an error of ours: a file in use, a full disk, a missing right."""
    try:
        yield
    except PermissionError as fault:
        # Windows neither removes nor replaces a file that another process has open.
        raise LibraryLocked(
            f"The search index in {folder} cannot be changed: another tenderscan is reading it; try again.\n"
            "If none is running, ask for the right to write there."
        ) from fault
    except OSError as fault:
        raise LibraryProblem(
            f"The search index in {folder} cannot be written: {fault.strerror or fault}.\n"
            "Make room or ask for the right to write there, then try again; what was stored before is still there."
        ) from fault
