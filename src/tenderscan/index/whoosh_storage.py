"""How Whoosh is set up for the engine: its fields, its files, and its errors as ours."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO, FileIO
from pathlib import Path
from zlib import crc32

from whoosh.codec.base import Segment
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.index import TOC, EmptyIndexError

from tenderscan.errors import IndexDamaged, LibraryLocked, LibraryProblem
from tenderscan.index.packed import Gone, NotPacked
from tenderscan.index.whoosh_codec import FORM, STEM

NAME = "tenderscan"
"""What Whoosh calls the index, and all its files begin with."""

_STATE = ".toc"
"""Ending of the file that says which segments there are, and what is deleted in them."""
_SEAL = struct.Struct("<I8s")
"""Checksum of such a file, and `_MARK`."""
_MARK = b"tscan-3\n"


def schema() -> Schema:
    """The fields of the index. What they hold is the codec's concern; Whoosh only keeps their names."""
    return Schema(**{name: FieldType(Format(), analyzer=None) for name in (FORM, STEM)})


class SegmentFile(FileIO):
    """An open file of a segment; without a buffer, which every seek would throw away."""

    def __del__(self) -> None:
        """Close it: an engine is let go of rather than closed, and that is nothing Python should warn of."""
        self.close()


class IndexFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """The files of an index.

    Whoosh leaves a file open when something goes wrong with it; these can be closed. And it trusts what it wrote: its
    list of segments, which is a pickle, gets a checksum here, or one bit could bring a deleted document back.
    """

    def __init__(self, folder: Path) -> None:
        """Files of this folder."""
        super().__init__(str(folder), supports_mmap=False)
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: object) -> StructFile:
        """Open a file for reading.

        Raises:
            Gone: it is not there.
            NotPacked: it is a list of segments that was changed.
        """
        path = Path(self.folder, name)
        try:
            if name.endswith(_STATE):
                return StructFile(BytesIO(_unsealed(path.read_bytes())), name=name, **options)
            file = StructFile(SegmentFile(path), name=name, **options)
        except FileNotFoundError as fault:
            raise Gone(name) from fault
        self._opened.append(file)
        return file

    def create_file(self, name: str, **options: object) -> StructFile:
        """Open a new file for writing."""
        file = super().create_file(name, **options)
        self._opened.append(file)
        return file

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Put a file in its place; Whoosh writes a list of segments under another name first."""
        if newname.endswith(_STATE):
            path = Path(self.folder, oldname)
            check = crc32(path.read_bytes())
            with path.open("ab") as file:
                file.write(_SEAL.pack(check, _MARK))
        super().rename_file(oldname, newname, safe=safe)

    def close_all(self) -> None:
        """Close what is still open."""
        for file in self._opened:
            if not file.is_closed:
                with suppress(OSError):  # and go on with the others
                    file.close()
        self._opened.clear()


def _unsealed(content: bytes) -> bytes:
    body, seal = content[: -_SEAL.size], content[-_SEAL.size :]
    if seal != _SEAL.pack(crc32(body), _MARK):
        raise NotPacked("a list of segments that was changed")
    return body


def segments(files: IndexFiles) -> list[Segment]:
    """The segments of the newest state.

    Raises:
        Gone: there is no state, or another has just taken its place.
        NotPacked: it cannot be read.
    """
    try:
        return list(TOC.read(files, NAME, schema=schema()).segments)
    except EmptyIndexError as fault:
        raise Gone("no list of segments") from fault
    except (NotPacked, OSError, MemoryError):
        raise
    except Exception as fault:  # written by another Whoosh, or on another machine: a pickle raises anything
        raise NotPacked("a list of segments of another kind") from fault


def damaged(folder: Path) -> IndexDamaged:
    """The error for an index that cannot be made sense of."""
    return IndexDamaged(
        f"The search index in {folder} is damaged. No document is lost.\n"
        "Make it anew with: tenderscan index rebuild, with the same --library"
    )


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Turn bytes that are not what was written into `IndexDamaged`, and nothing else.

    Whatever is read is checked before it is used, so damage shows as `NotPacked` alone: anything else, such as too
    little memory, is a fault of this program or of the machine, and a new index would not mend it.
    """
    try:
        yield
    except PermissionError as fault:
        raise LibraryProblem(
            f"The search index in {folder} cannot be read: {fault.strerror or fault}.\n"
            "Try again, or ask for the right to read it."
        ) from fault
    except (NotPacked, OSError) as fault:
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
