"""What need not be opened: files whose size and time are unchanged, and those whose bytes are known."""

import hashlib
import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from tenderscan.batch.job import Job
from tenderscan.batch.results import Filing, Order
from tenderscan.catalogue.entries import Made, OnDisk, Stored, storable
from tenderscan.catalogue.known import Seen, known_sizes, lost_below, seen_below
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Source
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.done import is_done, is_made

_SETTLED_NS = 2_000_000_000
"""A file that was changed less than this ago may change again without its time telling: FAT counts in two seconds."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file that need not be opened.

    Attributes:
        file: as it was found.
        stored: the document in it.
        on_disk: by which it is known next time; None where it must be looked into again.
        new_place: whether the catalogue must be told that the document is here, or that it is here still.
        holds: whether files inside it are known.
    """

    file: Discovered
    stored: Stored
    on_disk: OnDisk | None
    new_place: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class ToOpen:
    """A file that must be opened.

    Attributes:
        file: as it was found.
        on_disk: as in `Unopened`.
        job: for a worker.
    """

    file: Discovered
    on_disk: OnDisk | None
    job: Job


@dataclass(frozen=True, slots=True)
class Survey:
    """What the library knows before a run begins.

    Attributes:
        catalogue: of the library.
        library: its folder.
        order: what the run is asked to do.
        made: versions at work now.
        seen: files at or below what was named, by path.
        lost: paths there whose bytes could not be had.
        sizes: of all documents.
        handed_out: hashes of documents that are being made anew: once is enough, however many places they have.
    """

    catalogue: Catalogue
    library: Path
    order: Order
    made: Made
    seen: dict[str, Seen]
    lost: frozenset[str]
    sizes: frozenset[int]
    handed_out: set[str] = field(default_factory=set)

    def of(self, file: Discovered) -> Unopened | ToOpen:
        """Whether a file must be opened."""
        seen = self.seen.get(storable(file.path))
        on_disk, size = _on_disk(file.path)
        if seen is not None and self._is_as_it_was(seen, on_disk):
            told = seen.gone or not _is_filed(seen, self.order.filing)
            return Unopened(file, seen.stored, on_disk, told, seen.holds)
        if size in self.sizes and (unopened := self._known_by_hash(file, seen, on_disk)):
            return unopened
        return ToOpen(file, on_disk, Job(file.path, self.library, self.order.redo))

    def _known_by_hash(self, file: Discovered, seen: Seen | None, on_disk: OnDisk | None) -> Unopened | None:
        sha256 = hash_of(file.path)
        stored = None if sha256 is None else self.catalogue.stored(sha256)
        if stored is None or not self._is_done(stored):
            self.handed_out.update({sha256} if sha256 in self.order.redo else ())
            return None
        if seen is not None and seen.stored.sha256 == stored.sha256:
            return Unopened(file, stored, on_disk, True, seen.holds)
        source = Source(storable(file.path.name), stored.sha256, stored.size, stored.media_type)
        # What is inside a container has to be given its place here, so a container is opened.
        if self.catalogue.holds(stored.sha256) or not is_done(self.catalogue, source, self.made):
            return None
        return Unopened(file, stored, on_disk, True, False)

    def _is_as_it_was(self, seen: Seen, on_disk: OnDisk | None) -> bool:
        same = on_disk is not None and on_disk == seen.on_disk
        return same and not self.order.rehash and self._is_done(seen.stored)

    def _is_done(self, stored: Stored) -> bool:
        to_be_redone = stored.sha256 in self.order.redo and stored.sha256 not in self.handed_out
        return not to_be_redone and is_made(stored, self.made)


def survey(catalogue: Catalogue, library: Path, order: Order, made: Made) -> Survey:
    """Look up what is known of the files of a run."""
    roots = [storable(root) for root in order.roots]
    within = tuple(root.rstrip(os.sep) + os.sep for root in roots)
    named_outright = [path for file in order.files if not (path := storable(file.path)).startswith(within)]
    with catalogue.read() as connection:
        asked = [*roots, *named_outright]
        seen, lost = seen_below(connection, asked, os.sep), lost_below(connection, asked, os.sep)
        return Survey(catalogue, library, order, made, seen, lost, known_sizes(connection))


def hash_of(path: Path) -> str | None:
    """Sha256 of a file's bytes, None where they cannot be had."""
    digest = hashlib.sha256()
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            return None
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()


def _on_disk(path: Path) -> tuple[OnDisk | None, int | None]:
    """Size and time of a file where both can be relied on; and its size, None where it cannot be had."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as in discover
    except OSError:
        return None, None
    # Also where the clock went back, and the file seems to be of tomorrow.
    settled = time.time_ns() - found.st_mtime_ns >= _SETTLED_NS
    return OnDisk(found.st_size, found.st_mtime_ns) if settled else None, found.st_size


def _is_filed(seen: Seen, filing: Filing) -> bool:
    """Whether the user says nothing new about where a file belongs."""
    return filing.buyer in (None, seen.buyer) and filing.pack in (None, seen.pack)
