"""How Whoosh is set up for the engine: its fields, its files, and its errors as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format

from tenderscan.errors import IndexDamaged, LibraryLocked, LibraryProblem, TenderscanError
from tenderscan.index.whoosh_codec import FORM, STEM


def schema() -> Schema:
    """The fields of the index. What they hold is the codec's concern; Whoosh only keeps their names."""
    return Schema(**{name: FieldType(Format(), analyzer=None) for name in (FORM, STEM)})


class IndexFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """The files of an index. Whoosh leaves a file open when something goes wrong with it; these can be closed."""

    def __init__(self, folder: Path, *, mapped: bool = True) -> None:
        """Files of this folder.

        Args:
            folder: of the index.
            mapped: whether segments are read as memory, which is quick for searches. A merge reads them once from front
                to back, and all of them at a time would count as memory of the process.
        """
        super().__init__(str(folder), supports_mmap=mapped)
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: object) -> StructFile:
        """Open a file for reading."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def create_file(self, name: str, **options: object) -> StructFile:
        """Open a new file for writing."""
        file = super().create_file(name, **options)
        self._opened.append(file)
        return file

    def close_all(self) -> None:
        """Close what is still open."""
        for file in self._opened:
            if not file.is_closed:
                file.close()


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
