"""What a run is asked to do, and what it says became of each file."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tenderscan.catalogue.entries import storable
from tenderscan.document import NOT_READ, Notice, Outcome
from tenderscan.ingest.discover import Discovered, discover
from tenderscan.settings import absolute

_NAMED = 10
"""Files kept in the list of runs, where no folder was named."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What the user says about the files of a run.

    Attributes:
        buyer: council they belong to, None to leave as it is.
        pack: procurement they belong to, None to leave as it is.
    """

    buyer: str | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked to do.

    Attributes:
        files: as `discover` gives them.
        roots: folders that were wholly looked through, absolute: what is known below them and is not among `files` has
            vanished.
        filing: what the user says about the files.
        redo: by path of a file, hashes of documents in it that are made anew although they are known.
        rehash: look into files although their size and time are unchanged.
        prune: take out of the library what has vanished below `roots`.
    """

    files: tuple[Discovered, ...]
    roots: tuple[Path, ...] = ()
    filing: Filing = field(default_factory=Filing)
    redo: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rehash: bool = False
    prune: bool = False

    def as_text(self) -> str:
        """For the list of runs."""
        asked = {
            "paths": [storable(path) for path in self.roots or [file.path for file in self.files[:_NAMED]]],
            "files": len(self.files),
            "buyer": self.filing.buyer,
            "pack": self.filing.pack,
            "redo": sum(map(len, self.redo.values())),
            "rehash": self.rehash,
            "prune": self.prune,
        }
        return json.dumps(asked, ensure_ascii=False)


def order_for(paths: Iterable[Path], *, skip: Path, **said: Any) -> Order:
    """All files at or below `paths`; `skip` is the folder of the library, which is never looked into.

    Args:
        paths: files and folders.
        skip: a folder that is not entered.
        said: other attributes of `Order`.
    """
    named = [absolute(path) for path in paths]
    roots = tuple(path for path in named if os.path.isdir(path))  # noqa: PTH112 - Path.is_dir may raise, as in discover
    return Order(tuple(discover(named, skip=skip)), roots, **said)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file, or of a file inside another.

    Attributes:
        place: absolute path; for a file inside another as in `catalogue.entries.Place`.
        outcome: read, partly or failed.
        unchanged: known from an earlier run, or from another place, and not stored again.
        sha256: None where the bytes could not be had.
        parent: hash of the container, None for a file of its own.
        media_type: of the file, None where the bytes could not be had.
        size: in bytes, None where the bytes could not be had.
        code: why it failed, else None.
        message: why it failed and the way out, else None.
        pages: number of pages that are new, 0 where the format has none.
        findings: number of findings that are new.
        seconds: a worker's time for it; 0 where it is unchanged.
        notices: what of a file that was read could not be read.
    """

    place: str
    outcome: Outcome
    unchanged: bool = False
    sha256: str | None = None
    parent: str | None = None
    media_type: str | None = None
    size: int | None = None
    code: str | None = None
    message: str | None = None
    pages: int = 0
    findings: int = 0
    seconds: float = 0.0
    notices: tuple[Notice, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Why it was not wholly read; empty where it was."""
        if self.code is not None:
            return (self.code,)
        return tuple(dict.fromkeys(notice.code for notice in self.notices if notice.code in NOT_READ))


@dataclass(frozen=True, slots=True)
class At:
    """What one worker is at.

    Attributes:
        place: path of the file.
        seconds: for how long.
    """

    place: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. Files are those that were named or found in folders; files inside others are not counted.

    Attributes:
        files: number to be done.
        done: number that is done, the unchanged among them.
        unchanged: number that was known and not opened.
        pages: read so far.
        failed: number by code, files inside others among them, failed and partly read.
        seconds: since the run began.
        left: seconds that the rest is likely to take, None while nobody can tell.
        workers: what each worker is at.
        doing: in one or two words: "reading", "trying suspects alone", "indexing" …
    """

    files: int
    done: int
    unchanged: int
    pages: int
    failed: dict[str, int]
    seconds: float
    left: float | None
    workers: tuple[At, ...]
    doing: str


def unwatched(progress: Progress) -> None:
    """Nobody wants to know."""
