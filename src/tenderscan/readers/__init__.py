"""Reading files: one module a format, listed in `READERS`.

`read` is the front door. It looks at the bytes, not at the name, and only then imports the one reader that claims them,
so that importing this package costs next to nothing.
"""

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from tenderscan.document import Document, Notice, Source
from tenderscan.errors import FileEmpty, FileUnreadable, LimitExceeded, PathMissing, UnsupportedFormat, WrongType
from tenderscan.readers.detect import SUFFIXES, Kind, identify
from tenderscan.settings import MEBIBYTE, Limits

READERS = ("docx", "pdf")
"""Names of the modules of this package that read a format; a new format is a new module and one word here."""

READER_VERSION = 1
"""Raised when a reader's output changes, so that what was stored with an older one is known to be due again."""

SUPPORTED_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
"""Lower-case endings, with their dot, that a readable file usually has; the bytes decide, not the ending."""

DEFAULT_LIMITS = Limits()


class Reader(Protocol):
    """What a module in `READERS` offers.

    Attributes:
        MEDIA_TYPES: the kinds of content it reads.
    """

    MEDIA_TYPES: frozenset[str]

    def read(self, content: bytes, source: Source, limits: Limits) -> Document:
        """The document in `content`.

        Raises:
            FileProblem: the file cannot be read; a subclass says why.
        """


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a file, and what is known of it before it is read.

    Attributes:
        content: all bytes.
        source: name, hash, size and media type.
        kind: what the bytes look like.
    """

    content: bytes
    source: Source
    kind: Kind


def read(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file, whatever its name says it is.

    Raises:
        FileProblem: a subclass says why the file was not read, and its message what to do.
    """
    return read_loaded(load(path, limits=limits), limits=limits)


def load(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Loaded:
    """The bytes of one file, hashed and looked at, but not read.

    Raises:
        FileProblem: the bytes cannot be had; a subclass says why.
    """
    content = _bytes(path, limits)
    kind = identify(content, path.name)
    source = Source(_printable(path.name), hashlib.sha256(content).hexdigest(), len(content), kind.media_type)
    return Loaded(content, source, kind)


def read_loaded(loaded: Loaded, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in bytes that are at hand.

    Raises:
        FileProblem: a subclass says why the file was not read, and its message what to do.
    """
    reader = _reader(loaded.kind.media_type)
    if reader is None:
        raise _refusal(Path(loaded.source.name), loaded.kind)
    document = reader.read(loaded.content, loaded.source, limits)
    notice = _name_mismatch(Path(loaded.source.name), loaded.kind)
    return replace(document, notices=(notice, *document.notices)) if notice else document


def may_be_supported(path: Path) -> bool:
    """Whether the name alone lets one expect a readable file; only `read` knows."""
    return path.suffix.lower() in SUPPORTED_SUFFIXES


@cache
def _reader(media_type: str) -> Reader | None:
    for name in READERS:
        module = cast(Reader, import_module(f"{__name__}.{name}"))
        if media_type in module.MEDIA_TYPES:
            return module
    return None


def _bytes(path: Path, limits: Limits) -> bytes:
    """All bytes of the file, read once, or the error that says why not."""
    shown = _printable(str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileUnreadable(f"{shown} is a folder, not a file. Name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(f"{shown} is not an ordinary file. Copy its content into one and try again.")
        if status.st_size > limits.bytes:
            raise _too_large(shown, status.st_size, limits)
        with path.open("rb") as stream:
            content = stream.read(limits.bytes + 1)
    except FileNotFoundError as error:
        raise PathMissing(f"{shown} does not exist. Check the spelling and that the drive is connected.") from error
    except PermissionError as error:
        raise FileUnreadable(f"{shown} may not be opened. Ask its owner for leave to read it.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileUnreadable(f"{shown} cannot be opened: {reason}. Copy the file elsewhere and try again.") from error
    if not content:
        raise FileEmpty(f"{shown} is empty (0 bytes). Fetch the file again from where it came.")
    if len(content) > limits.bytes:
        raise _too_large(shown, len(content), limits)
    return content


def _too_large(shown: str, size: int, limits: Limits) -> LimitExceeded:
    return LimitExceeded(
        f"{shown} is too large: {size / MEBIBYTE:,.1f} MB, and at most {limits.bytes / MEBIBYTE:,.1f} MB are read. "
        "Split the file or raise the limit."
    )


def _refusal(path: Path, kind: Kind) -> UnsupportedFormat | WrongType:
    """The error for content that no reader claims: worse where the name promised a readable format."""
    shown = _printable(path.name)
    promised = next((name for name, suffixes in SUFFIXES.items() if path.suffix.lower() in suffixes), None)
    if promised:
        return WrongType(f"{shown} is not {promised}: it begins like {kind.name}. {kind.advice}")
    return UnsupportedFormat(f"{shown} is {kind.name}, which is not read. {kind.advice}")


def _name_mismatch(path: Path, kind: Kind) -> Notice | None:
    suffix = path.suffix.lower()
    promised = next((name for name, suffixes in SUFFIXES.items() if suffix in suffixes), None)
    if promised is None or promised == kind.name:
        return None
    return Notice("name-mismatch", f"The name ends in {suffix}, but the file is {kind.name}; it was read as such.")


def _printable(name: str) -> str:
    """A name without the lone surrogates that stand for undecodable bytes: they can be neither printed nor stored."""
    return os.fsencode(name).decode("utf-8", "replace")
