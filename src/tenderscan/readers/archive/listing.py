"""What all kinds of archive have in common: which of its entries are files to read, and under which names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tenderscan.errors import FileProblem, LimitExceeded, Refused
from tenderscan.readers import effort
from tenderscan.readers.left_behind import is_left_behind
from tenderscan.readers.members import printable, refused_path
from tenderscan.settings import Limits


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive, before it is unpacked.

    Attributes:
        path: as the archive has it; made fit to be shown by `listed`.
        size: unpacked, in bytes, as the archive claims; None where it claims nothing.
        packed: bytes it takes in the archive; None where files are packed together.
        problem: why it is not to be unpacked.
        pieces: unpacks it, piece by piece; only to be called before the next entry is asked for.
    """

    path: str
    size: int | None = None
    packed: int | None = None
    problem: FileProblem | None = None
    pieces: Callable[[], Iterator[bytes]] = lambda: iter(())


def listed(entries: Iterable[Entry], name: str, limits: Limits) -> Iterator[Entry]:
    """The files among the entries of the archive `name`, each under a path of its own that can be shown.

    Entries that nobody packed on purpose are passed over, as they are in folders; paths that lead out of the archive
    become problems.

    Raises:
        LimitExceeded: there are more files than the limits allow.
    """
    taken: dict[str, int] = {}
    count = 0
    for entry in entries:
        effort.check()
        path = printable(entry.path)
        refused = refused_path(entry.path, name) or refused_path(path, name)
        if refused is None and is_left_behind(path, entry.size):
            continue
        count += 1
        if count > limits.members:
            raise too_many(name, limits)
        yield replace(entry, path=_unique(path, taken), problem=refused or entry.problem)


def too_many(name: str, limits: Limits) -> LimitExceeded:
    """The error for an archive of too many files."""
    return LimitExceeded(
        f"{name} holds more than {limits.members:,} files.\nSplit it, or allow more: --allow members=NUMBER."
    )


def refused_link(path: str, name: str) -> Refused:
    """The error for an entry that is no file but leads to one, or to a device."""
    return Refused(
        f"{printable(path)} in {name} is no file but a link or a device, which is never followed.\n"
        "Ask the sender for the file itself."
    )


def _unique(path: str, taken: dict[str, int]) -> str:
    """The path, with a number before its ending where an earlier file has it."""
    stem, dot, ending = path.rpartition(".")
    if not stem or "/" in ending:
        stem, dot, ending = path, "", ""
    candidate = path
    while candidate in taken:
        taken[path] += 1
        candidate = f"{stem} ({taken[path]}){dot}{ending}"
    taken[candidate] = 1
    return candidate
