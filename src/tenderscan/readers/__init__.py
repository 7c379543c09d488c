"""Reading files: one module a format, listed in `READERS`.

`read` is the front door. It looks at the bytes, not at the name, and only then imports the one reader that claims them,
so that importing this package costs next to nothing.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from tenderscan.document import Document, Notice, Source
from tenderscan.errors import (
    FileEmpty,
    FileProblem,
    FileUnreadable,
    LimitExceeded,
    PathMissing,
    UnsupportedFormat,
    WrongType,
)
from tenderscan.readers import effort, media_types
from tenderscan.readers.detect import SUFFIXES, Kind, identify, outermost_kind
from tenderscan.readers.members import Container, Member
from tenderscan.settings import DEFAULT_LIMITS, MEBIBYTE, Limits

READERS: dict[str, frozenset[str]] = {
    "archive": frozenset(
        {media_types.ZIP, media_types.SEVEN_ZIP, media_types.TAR, media_types.GZIP}
        | {media_types.BZIP2, media_types.XZ}
    ),
    "delimited": frozenset({media_types.CSV, media_types.TSV}),
    "docx": frozenset({media_types.DOCX}),
    "eml": frozenset({media_types.EML}),
    "html": frozenset({media_types.HTML}),
    "legacy_office": frozenset({media_types.DOC, media_types.PPT}),
    "msg": frozenset({media_types.MSG}),
    "notice_xml": frozenset({media_types.NOTICE}),
    "ocds": frozenset({media_types.OCDS}),
    "ods": frozenset({media_types.ODS}),
    "odt": frozenset({media_types.ODT, media_types.ODP}),
    "pdf": frozenset({media_types.PDF}),
    "picture": frozenset(
        {media_types.PNG, media_types.JPEG, media_types.TIFF} | {media_types.BMP, media_types.GIF, media_types.WEBP}
    ),
    "plain": frozenset({media_types.PLAIN, media_types.MARKDOWN, media_types.JSON, media_types.XML}),
    "pptx": frozenset({media_types.PPTX}),
    "rtf": frozenset({media_types.RTF}),
    "xls": frozenset({media_types.XLS}),
    "xlsx": frozenset({media_types.XLSX, media_types.XLSB}),
}
"""Modules of this package that read a format, and its media types; a new format is a new module and one line here."""

READER_VERSION = 3
"""Raised when a reader's output changes, so that what was stored with an older one is known to be due again."""


class Reader(Protocol):
    """What a module in `READERS` offers."""

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
        problem: why they cannot be read, where that shows already; `read_loaded` raises it.
    """

    content: bytes
    source: Source
    kind: Kind
    problem: FileProblem | None = None


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
    return _looked_at(content, _printable(path.name))


def _looked_at(content: bytes, name: str) -> Loaded:
    problem = None
    try:
        kind = identify(content, name)
    except FileProblem as raised:
        # the bytes are there all the same: whoever reports the failure wants to say of which
        kind, problem = outermost_kind(content), raised
    source = Source(name, hashlib.sha256(content).hexdigest(), len(content), kind.media_type)
    return Loaded(content, source, kind, problem)


def read_loaded(loaded: Loaded, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in bytes that are at hand.

    Raises:
        FileProblem: a subclass says why the file was not read, and its message what to do.
    """
    if loaded.problem:
        raise loaded.problem
    reader = _reader(loaded.kind.media_type)
    if reader is None:
        raise _refusal(Path(loaded.source.name), loaded.kind)
    with effort.bounded(loaded.source.name, limits):
        document = reader.read(loaded.content, loaded.source, limits)
    notice = _name_mismatch(Path(loaded.source.name), loaded.kind)
    return replace(document, notices=(notice, *document.notices)) if notice else document


def members(loaded: Loaded, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Files inside a file, one after the other; none where its format holds no others.

    Raises:
        FileProblem: the file cannot be opened at all, or goes beyond a limit.
    """
    if loaded.problem:
        raise loaded.problem
    reader = _reader(loaded.kind.media_type)
    if hasattr(reader, "members"):
        yield from cast(Container, reader).members(loaded.content, loaded.source, limits)


def is_archive(loaded: Loaded) -> bool:
    """Whether a file is there only for the files in it (a ZIP), unlike a document that holds others (an e-mail)."""
    return loaded.kind.media_type in READERS["archive"]


def load_member(member: Member) -> Loaded:
    """The bytes of a file inside another, hashed and looked at like those of a file.

    Raises:
        FileProblem: the member could not be unpacked, or holds nothing.
    """
    if member.problem:
        raise member.problem
    if not member.content:
        raise FileEmpty(f"{member.path} is empty (0 bytes). Ask whoever packed it for the file.")
    return _looked_at(member.content, _printable(PurePosixPath(member.path.replace("\\", "/")).name))


@cache
def _reader(media_type: str) -> Reader | None:
    name = next((name for name, media_types in READERS.items() if media_type in media_types), None)
    return cast(Reader, import_module(f"{__name__}.{name}")) if name else None


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
        f"{shown} is too large: {_shown_size(size)}, and at most {_shown_size(limits.bytes)} are read.\n"
        "Split it, or allow more: --allow bytes=1G."
    )


def _shown_size(size: int) -> str:
    return f"{size / MEBIBYTE:,.1f} MB" if size >= MEBIBYTE else f"{size / 1024:,.1f} KB"


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
