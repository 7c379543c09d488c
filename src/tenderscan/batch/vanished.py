"""Files that are no longer where they were: marked, told, and taken out only where the user says so."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.batch.results import Order
from tenderscan.batch.survey import Survey
from tenderscan.catalogue.entries import on_disk, storable
from tenderscan.catalogue.runs import FileOutcome, RunFile


@dataclass(frozen=True, slots=True)
class Vanished:
    """A path at which there is nothing now.

    Attributes:
        path: as in `Place`.
        sha256: of the document that was there, None where its bytes could never be had.
        moved_to: another place of the same document, None where there is none.
        is_new: whether this run is the first to notice.
        pruned: whether it is taken out of the library.
    """

    path: str
    sha256: str | None
    moved_to: str | None
    is_new: bool
    pruned: bool

    def as_run_file(self) -> RunFile:
        """For the report of the run."""
        if self.pruned:
            return RunFile(self.path, FileOutcome.PRUNED, sha256=self.sha256)
        if self.moved_to is not None:
            return RunFile(self.path, FileOutcome.MOVED, message=self.moved_to, sha256=self.sha256)
        return RunFile(self.path, FileOutcome.VANISHED, sha256=self.sha256)


def vanished(survey: Survey) -> tuple[Vanished, ...]:
    """What is known below the folders of a run and is not there, by path."""
    order = survey.order
    found = frozenset(storable(file.path) for file in order.files)
    missing = [path for path in sorted({*survey.seen, *survey.lost} - found) if _is_gone(path)]
    # Seen again or not: a folder in which nothing at all is left is likely to be a share that is not connected.
    prunable = tuple(_with_files(order, found))
    return tuple(_vanished(path, survey, pruned=order.prune and path.startswith(prunable)) for path in missing)


def _vanished(path: str, survey: Survey, *, pruned: bool) -> Vanished:
    seen = survey.seen.get(path)
    if seen is None:
        return Vanished(path, None, None, True, pruned)
    places = survey.catalogue.places(seen.stored.sha256)
    moved = next((place.path for place in places if place.path != path and place.gone_at is None), None)
    # A place that is known but not current held an earlier version of another file.
    return Vanished(path, seen.stored.sha256, moved, not seen.gone, pruned)


def _is_gone(path: str) -> bool:
    """Whether there is surely nothing; a folder that may not be entered tells nothing about what is in it."""
    try:
        os.lstat(on_disk(path))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _with_files(order: Order, found: frozenset[str]) -> Iterator[str]:
    """Folders of the run, with the separator, in which there is a file."""
    for root in order.roots:
        first = storable(root).rstrip(os.sep) + os.sep
        if any(path.startswith(first) for path in found):
            yield first
