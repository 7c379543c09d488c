"""Which files of a folder are finished: the part of watching that needs neither disk nor clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

UNFINISHED: Mapping[str, str] = {
    ".crdownload": "a download of Chrome or Edge that is not finished",
    ".opdownload": "a download of Opera that is not finished",
    ".download": "a download of Safari that is not finished",
    ".part": "a download or upload that is not finished (Firefox, Nextcloud, FTP programs)",
    ".partial": "a download or copy that is not finished",
    ".filepart": "a transfer of WinSCP that is not finished",
    ".aria2": "the notes of a download that is not finished",
    ".!ut": "a download of µTorrent that is not finished",
    ".!qb": "a download of qBittorrent that is not finished",
    ".tmp": "a file that a program is still writing, such as Office while it saves",
    ".temp": "a file that a program is still writing",
    ".incomplete": "a transfer that is not finished",
    ".uploading": "an upload that is not finished",
}
"""Endings of names, in small letters, that programs take away when a file is finished; why such a file waits.

Office's "~$…", LibreOffice's ".~lock.…#" and rsync's ".name.Xa3b" never come so far: `discover` passes over them.
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file has changed.

    Attributes:
        size: in bytes; -1 where the file may not even be looked at.
        modified: nanoseconds since 1970. Only compared for being the same, because clocks go back.
    """

    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Look:
    """What lay there at one moment.

    Attributes:
        at: seconds of a clock that never jumps.
        files: in the order in which they are to be read.
        unknown: files and folders that could not be looked at; of what is in them nothing is known.
    """

    at: float
    files: Mapping[Path, Stamp]
    unknown: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """How long a file has been as it is.

    Attributes:
        stamp: as it was in the last look.
        since: when it was first seen so.
        waits_since: when it was first seen after it was last handed out.
    """

    stamp: Stamp
    since: float
    waits_since: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What to do with the files of a look.

    Attributes:
        stable: unchanged for long enough, and not handed out as they are now.
        settling: those that have to be looked at again.
        unfinished: those that wait until they get another name, and why.
    """

    stable: tuple[Path, ...]
    settling: tuple[Path, ...]
    unfinished: Mapping[Path, str]


def followed(earlier: Mapping[Path, Seen], look: Look, handed: Mapping[Path, Stamp]) -> dict[Path, Seen]:
    """What is known after another look; files that are gone are forgotten, unless nobody can tell."""
    seen = {path: one for path, one in earlier.items() if path not in look.files and is_below(path, look.unknown)}
    for path, stamp in look.files.items():
        before = earlier.get(path)
        if before is None:
            seen[path] = Seen(stamp, look.at, look.at)
        elif before.stamp == stamp:
            seen[path] = before
        else:
            since = look.at if handed.get(path) == before.stamp else before.waits_since
            seen[path] = Seen(stamp, look.at, since)
    return seen


def settled(seen: Mapping[Path, Seen], look: Look, handed: Mapping[Path, Stamp], *, settle: float) -> Settled:
    """Which files of a look are stable.

    Args:
        seen: what `followed` made of this look.
        look: the last one.
        handed: how each file was when it was handed out.
        settle: seconds a file must not have changed.
    """
    stable, settling = [], []
    unfinished: dict[Path, str] = {}
    for path, stamp in look.files.items():
        if handed.get(path) == stamp:
            continue
        reason = why_unfinished(path, look.files)
        if reason is not None:
            unfinished[path] = reason
        elif look.at - seen[path].since >= settle:
            stable.append(path)
        else:
            settling.append(path)
    return Settled(tuple(stable), tuple(settling), unfinished)


def why_unfinished(path: Path, files: Mapping[Path, Stamp]) -> str | None:
    """Why a file of a look waits until it gets another name, None where it does not.

    Firefox makes the file itself first, empty, and aria2 with holes; what says so lies beside it, with an ending more.
    An ordinary file does not wait for a download that somebody has left lying beside it.
    """
    own = UNFINISHED.get(path.suffix.lower())
    if own is not None:
        return own
    endings = UNFINISHED if files[path].size == 0 else (".aria2",)
    return next((UNFINISHED[ending] for ending in endings if path.with_name(path.name + ending) in files), None)


def is_below(path: Path, folders: Collection[Path]) -> bool:
    """Whether a path is one of these, or lies below one."""
    return bool(folders) and (path in folders or any(folder in folders for folder in path.parents))
