"""What the catalogue knows of a document and its places, without its text."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from tenderscan.document import Notice, Outcome

INSIDE = "!/"
"""Stands between the path of a container and the path of a file in it: "tender.zip!/Schedules/Prices.xlsx"."""


def storable(path: Path | str) -> str:
    """A path as text that any database takes: bytes of a name that are no Unicode are written in hexadecimal."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def on_disk(path: str) -> Path:
    """The path that `storable` wrote; where the name is no Unicode, with its bytes put back."""
    here = Path(path)
    # On Windows every name is Unicode, and "\\xfer" is a folder.
    if os.name == "nt" or "\\x" not in path or here.exists():
        return here
    raw = re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes.fromhex(match[1].decode()), path.encode())
    return Path(os.fsdecode(raw))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document was seen.

    Attributes:
        path: absolute, as the operating system writes it and `storable` makes it; for a file inside another that of
            its container, `INSIDE`, and its path inside.
        buyer: the council it was filed under, None where nobody said.
        pack: the procurement it was filed under, None where nobody said and no folder or archive tells.
        parent: hash of the container, None for a file of its own.
        gone_at: since when there has been nothing at the path, None while there is.
    """

    path: str
    buyer: str | None = None
    pack: str | None = None
    parent: str | None = None
    gone_at: str | None = None


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Size in bytes and modification time (nanoseconds since 1970) of a file when its bytes were read."""

    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What the catalogue knows of a document without loading its text.

    Attributes:
        sha256: identity of the document.
        title: for people.
        outcome: read, partly or failed.
        name: of the file it was read from; where it has several names, the first of them in the alphabet.
        media_type: of the file.
        size: of the file in bytes.
        made: what it was made by and with.
        tried_by: version of the readers that came later and could not read it, None where none did.
        error_code: of a failed document, else None.
        error_message: of a failed document, else None.
        notices: what of it could not be read, and what else its reader has to say.
    """

    sha256: str
    title: str
    outcome: Outcome
    name: str
    media_type: str
    size: int
    made: "Made"
    tried_by: str | None
    error_code: str | None
    error_message: str | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A document the index has yet to take.

    Attributes:
        sha256: identity of the document.
        title: for people, searched too.
        text: the whole text.
    """

    sha256: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A path whose bytes could not be had.

    Attributes:
        path: as in `Place`.
        code: from `docs/errors.md`.
        message: one or two plain lines.
        parent: hash of the container, None for a file of its own.
    """

    path: str
    code: str
    message: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a document was made by and with.

    Attributes:
        read_by: version of the readers.
        tagged_by: versions of tagger, rules and models.
        means: limits and programs at hand, as `ingest.means` writes them.
    """

    read_by: str
    tagged_by: str
    means: str
