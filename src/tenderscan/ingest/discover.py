"""Which files a list of paths stands for."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tenderscan.settings import absolute

_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini"})
"""Files that operating systems leave in folders; nobody put them there."""


def discover(paths: Iterable[Path], *, skip: Path | None = None) -> Iterator[Path]:
    """Files at or below `paths`, each once, folders in order of name.

    A path that does not exist is handed on as it is, so that reading it says so. Inside folders, hidden files, Office's
    lock files ("~$…") and what the operating system leaves behind are passed over; a file named outright never is.

    Args:
        paths: files and folders.
        skip: a folder that is not entered, such as the library itself.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _below(absolute(path), skip):
            if file not in seen:
                seen.add(file)
                yield file


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
        if entry.name.startswith((".", "~$")) or entry.name.lower() in _LEFT_BEHIND or entry == skip:
            continue
        # A link to a folder may lead out of what was named, or round in a circle.
        if not (os.path.islink(entry) and os.path.isdir(entry)):  # noqa: PTH112, PTH114 - as above
            yield from _below(entry, skip)
