"""Which files a list of paths stands for, and which pack each belongs to."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tenderscan.catalogue.entries import storable
from tenderscan.readers.left_behind import LEFT_BEHIND
from tenderscan.settings import absolute


@dataclass(frozen=True, slots=True)
class Discovered:
    """A file to be ingested.

    Attributes:
        path: absolute.
        pack: the folder it comes from, which is likely to hold one procurement: the first below the folder that was
            named, or that one itself; None for a file that was named outright.
        loose: not in a folder below the one that was named, so that an archive here is a pack of its own.
    """

    path: Path
    pack: str | None = None
    loose: bool = True


def discover(paths: Iterable[Path], *, skip: Path | None = None) -> Iterator[Discovered]:
    """Files at or below `paths`, each once, folders in order of name.

    A path that does not exist is handed on as it is, so that reading it says so. Inside folders, hidden files, Office's
    lock files ("~$…") and what the operating system leaves behind are passed over; a file named outright never is.

    Args:
        paths: files and folders.
        skip: a folder that is not entered, such as the library itself.
    """
    seen: set[Path] = set()
    for path in paths:
        named = absolute(path)
        for file in _below(named, skip):
            if file not in seen:
                seen.add(file)
                yield _discovered(file, named)


def _discovered(file: Path, named: Path) -> Discovered:
    if file == named:
        return Discovered(file)
    below = file.relative_to(named).parts
    pack = storable(named.name if len(below) == 1 else below[0])
    return Discovered(file, pack or None, loose=len(below) == 1)


def _below(path: Path, skip: Path | None) -> Iterator[Path]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where the folder above may not be entered
        yield path
        return
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name.lower())
    except OSError:
        # Handed on, so that the folder stands in the report as what could not be read.
        yield path
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name.lower() in LEFT_BEHIND or entry == skip:
            continue
        # A link to a folder may lead out of what was named, or round in a circle.
        if not (os.path.islink(entry) and os.path.isdir(entry)):  # noqa: PTH112, PTH114 - as above
            yield from _below(entry, skip)
