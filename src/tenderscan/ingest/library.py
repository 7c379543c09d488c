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
from tenderscan.ingest.presence import Presence, holder_of_taken

LOCK_SECONDS = 10.0
_LOOK_SECONDS = 0.25
"""Whoever asks who is at work holds the lock for a moment; that is no other writer."""


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
    def writing(self, kind: str = "index") -> Iterator[Presence]:
        """Hold the library for writing; searching goes on meanwhile. `kind` names the command, for others who wait.

        Raises:
            LibraryLocked: another run did not finish in time.
        """
        seconds = LOCK_SECONDS if self.lock_seconds is None else self.lock_seconds
        lock = FileLock(self.folder / WRITING_LOCK, timeout=max(seconds, _LOOK_SECONDS))
        try:
            lock.acquire()
        except Timeout as timeout:
            raise LibraryLocked(
                f"The library {self.folder} is held by {holder_of_taken(self.folder).in_words()}.\n"
                "Wait until it has finished and try again; searching works meanwhile."
            ) from timeout
        except OSError as error:
            raise LibraryProblem(
                f"The library {self.folder} cannot be written to: {error.strerror}.\n"
                "Name another folder with --library."
            ) from error
        presence = Presence(self.folder, kind)
        try:
            presence.announce()
            yield presence
        finally:
            presence.leave()
            lock.release()
