"""A library: the folder with the catalogue and the index, and who may write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from tenderscan.catalogue.database import WRITING_LOCK
from tenderscan.catalogue.store import Catalogue
from tenderscan.errors import LibraryLocked, LibraryProblem
from tenderscan.index.engine import Engine

LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Library:
    """The catalogue, which is the truth, and the index derived from it.

    Attributes:
        folder: where both are kept.
        catalogue: files, texts and findings.
        engine: the search index.
        lock_seconds: how long a second writer waits for the first; `LOCK_SECONDS` where None.
    """

    folder: Path
    catalogue: Catalogue
    engine: Engine
    lock_seconds: float | None = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library for writing; searching goes on meanwhile.

        Raises:
            LibraryLocked: another run did not finish in time.
        """
        seconds = LOCK_SECONDS if self.lock_seconds is None else self.lock_seconds
        lock = FileLock(self.folder / WRITING_LOCK, timeout=seconds)
        try:
            lock.acquire()
        except Timeout as timeout:
            raise LibraryLocked(
                f"Another tenderscan is writing to the library {self.folder}.\n"
                "Wait until it has finished and try again; searching works meanwhile."
            ) from timeout
        except OSError as error:
            raise LibraryProblem(
                f"The library {self.folder} cannot be written to: {error.strerror}.\n"
                "Name another folder with --library."
            ) from error
        try:
            yield
        finally:
            lock.release()
