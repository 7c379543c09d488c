"""What need not be opened: files whose size and time are unchanged.

Whether the bytes of the others are known, the workers find out: a drive that hangs must hang them alone.
"""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from tenderscan.batch.job import Job
from tenderscan.batch.results import Filing, Order
from tenderscan.catalogue.entries import Made, OnDisk, Stored, storable
from tenderscan.catalogue.known import Seen, lost_below, seen_below
from tenderscan.catalogue.store import Catalogue
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.done import is_made

_SETTLED_NS = 2_000_000_000
"""A file that was changed less than this ago may change again without its time telling: FAT counts in two seconds."""


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
        lost: paths there whose bytes could not be had, and whether there was nothing.
        handed_out: hashes of documents that are being made anew: once is enough, however many places they have.
    """

    catalogue: Catalogue
    library: Path
    order: Order
    made: Made
    seen: dict[str, Seen]
    lost: dict[str, bool]
    handed_out: set[str] = field(default_factory=set)

    def of(self, file: Discovered) -> Unopened | ToOpen:
        """Whether a file must be opened."""
        path = storable(file.path)
        seen, on_disk = self.seen.get(path), _on_disk(file.path)
        redo = self.order.redo.get(path, frozenset())
        # Where its bytes could not be had the last time, what is known of what it holds may not be all.
        if seen is None or path in self.lost or not self._is_as_it_was(seen, on_disk):
            return ToOpen(file, on_disk, Job(file.path, self.library, redo))
        if seen.stored.sha256 in redo - self.handed_out:
            self.handed_out.add(seen.stored.sha256)
            return ToOpen(file, on_disk, Job(file.path, self.library, redo))
        told = seen.gone or not _is_filed(seen, self.order.filing)
        return Unopened(file, seen.stored, on_disk, told, seen.holds)

    def _is_as_it_was(self, seen: Seen, on_disk: OnDisk | None) -> bool:
        same = on_disk is not None and on_disk == seen.on_disk
        return same and not self.order.rehash and is_made(seen.stored, self.made)


def survey(catalogue: Catalogue, library: Path, order: Order, made: Made) -> Survey:
    """Look up what is known of the files of a run."""
    roots = [storable(root) for root in order.roots]
    within = tuple(root.rstrip(os.sep) + os.sep for root in roots)
    named_outright = [path for file in order.files if not (path := storable(file.path)).startswith(within)]
    with catalogue.read() as connection:
        asked = [*roots, *named_outright]
        seen, lost = seen_below(connection, asked, os.sep), lost_below(connection, asked, os.sep)
        return Survey(catalogue, library, order, made, seen, lost)


def _on_disk(path: Path) -> OnDisk | None:
    """Size and time of a file; None where they cannot be had, or do not tell whether it changes later."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as in discover
    except (OSError, ValueError):
        return None
    # Also where the clock went back, and the file seems to be of tomorrow.
    settled = time.time_ns() - found.st_mtime_ns >= _SETTLED_NS
    return OnDisk(found.st_size, found.st_mtime_ns) if settled else None


def _is_filed(seen: Seen, filing: Filing) -> bool:
    """Whether the user says nothing new about where a file belongs."""
    return filing.buyer in (None, seen.buyer) and filing.pack in (None, seen.pack)
