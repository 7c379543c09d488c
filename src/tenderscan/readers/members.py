"""Files inside files: members of archives, attachments of e-mails, objects embedded in Office files.

A reader whose format holds other files offers `members` besides `read`. Its files are handed out one at a time and
become documents of their own; nothing is ever written to disk under a name that an archive gives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tenderscan.document import Source
from tenderscan.errors import FileProblem, Refused
from tenderscan.settings import Limits


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another.

    Attributes:
        path: inside its container, "/" between folders, as the container has it.
        content: all bytes; empty where there is a problem.
        problem: why the bytes cannot be had, or must not be.
    """

    path: str
    content: bytes = b""
    problem: FileProblem | None = None


class Container(Protocol):
    """What a module in `READERS` offers besides `read` where its format can hold other files."""

    def members(self, content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
        """The files in `content`, one after the other; what cannot be unpacked comes with its problem.

        Raises:
            FileProblem: the container itself cannot be opened.
        """


_DRIVE = re.compile(r"[A-Za-z]:")
# Control characters, and those that turn the direction of writing: "gnp.exe" can be made to look like "exe.png".
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
_LONE = re.compile(r"[\ud800-\udfff]")
_LONGEST = 1_000
"""Characters of a path that are kept; no file system has names that are longer than 255."""


def visible(name: str) -> str:
    """A name without what cannot be seen in it, or makes it look like another."""
    return _LONE.sub("\ufffd", _UNSHOWN.sub("", name))


def printable(path: str) -> str:
    """A path as people are shown it: "/" between folders, nothing invisible, of bounded length."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return _shortened(visible("/".join(parts))) or "unnamed"


def refused_path(path: str, container: str) -> Refused | None:
    """The error for a member path that leads out of its container, None where it is harmless."""
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\")) or _DRIVE.match(path) or ".." in parts or "\x00" in path:
        shown = _shortened(visible(path))
        return Refused(
            f"{container} holds a file whose path leads out of it ({shown!r}), which only a hostile or broken archive "
            "does.\nIt was not unpacked. Ask the sender for the file itself."
        )
    return None


def _shortened(shown: str) -> str:
    return f"{shown[: _LONGEST // 2]}…{shown[-_LONGEST // 2 + 1 :]}" if len(shown) > _LONGEST else shown
