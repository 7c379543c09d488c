"""Files that are no longer where they were: marked, told, and taken out only where the user says so."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tenderscan.batch.survey import Survey
from tenderscan.catalogue.entries import on_disk, storable
from tenderscan.catalogue.runs import FileOutcome, RunFile

_HELD = "Its folder is empty now, so that --prune leaves it: is the share connected?"


@dataclass(frozen=True, slots=True)
class Vanished:
    """A path at which there is nothing now.

    Attributes:
        path: as in `Place`.
        sha256: of the document that was there, None where its bytes could never be had.
        moved_to: another place of the same document, None where there is none.
        is_new: whether this run is the first to notice.
        pruned: whether it is taken out of the library.
        held: whether its folder is empty now, so that it is not taken out.
    """

    path: str
    sha256: str | None
    moved_to: str | None
    is_new: bool
    pruned: bool
    held: bool

    def as_run_file(self) -> RunFile:
        """For the report of the run."""
        if self.pruned:
            return RunFile(self.path, FileOutcome.PRUNED, message=self.moved_to, sha256=self.sha256)
        if self.moved_to is not None:
            return RunFile(self.path, FileOutcome.MOVED, message=self.moved_to, sha256=self.sha256)
        return RunFile(self.path, FileOutcome.VANISHED, message=_HELD if self.held else None, sha256=self.sha256)


def vanished(survey: Survey) -> tuple[Vanished, ...]:
    """What is known of the files of a run and is not there, by path; where it moved to is found out afterwards."""
    found = frozenset(storable(file.path) for file in survey.order.files)
    folders = _Folders()
    looked_for = sorted({*survey.seen, *survey.lost} - (found - set(survey.lost)))
    missing = [path for path in looked_for if folders.lack(on_disk(path))]
    return tuple(_vanished(path, survey, folders, named=path in found) for path in missing)


def _vanished(path: str, survey: Survey, folders: "_Folders", *, named: bool) -> Vanished:
    # Asked once more, and of the folder: a share may have gone since its files were listed.
    prunable = named or folders.have_others(on_disk(path), survey.order.roots)
    pruned = survey.order.prune and prunable
    seen = survey.seen.get(path)
    if seen is None:
        # A path that was named and never was there stands in the report of each run that names it.
        return Vanished(path, None, None, not survey.lost[path] and not named, pruned, not prunable)
    return Vanished(path, seen.stored.sha256, None, not seen.gone, pruned, not prunable)


class _Folders:
    """What folders hold now, each looked at once."""

    def __init__(self) -> None:
        self._names: dict[Path, frozenset[str] | None] = {}

    def lack(self, path: Path) -> bool:
        """Whether there is surely nothing at a path; a folder that may not be entered tells nothing."""
        try:
            os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return True
        except (OSError, ValueError):
            return False
        # "Bid.pdf" answers for "bid.pdf" on Windows and macOS, though only one of them is there.
        names = self._of(path.parent)
        return names is not None and path.name not in names

    def have_others(self, path: Path, roots: Iterable[Path]) -> bool:
        """Whether the folder that held a path, or the nearest above that is left, is below a root and not empty.

        A folder in which nothing is left is likely to be a share that is not connected.
        """
        root = next((root for root in roots if path.is_relative_to(root)), None)
        if root is None:
            return False
        for folder in path.parents:
            if (names := self._of(folder)) is not None:
                return bool(names)
            if folder == root or os.path.lexists(folder):
                return False
        return False

    def _of(self, folder: Path) -> frozenset[str] | None:
        """Names in a folder, None where it cannot be listed."""
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
            except OSError:
                self._names[folder] = None
        return self._names[folder]
