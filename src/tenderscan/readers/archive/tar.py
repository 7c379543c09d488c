"""Walking through a tar archive (POSIX.1-2001 ustar and pax, and what GNU tar writes).

`tarfile` takes a broken header for the end of the archive, says nothing, and reads headers of any length; so only the
single header is left to it.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tenderscan.errors import FileDamaged, FileProblem, UnsupportedFormat
from tenderscan.readers import effort
from tenderscan.readers.archive.bounds import PIECE, damaged
from tenderscan.readers.archive.listing import Entry, refused_link
from tenderscan.readers.members import printable

BLOCK = 512
_END = bytes(BLOCK)
_LONGEST_HEADER = 1024 * 1024
"""Bytes of an extended header, which holds a name or two."""
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_EXTENDED = (*_PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_LINKS = (tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
_NO_FILES = (tarfile.DIRTYPE, b"D", b"V")
"""Folders, GNU's lists of what was in a folder, and the label of a volume."""
_IN_PIECES = (tarfile.GNUTYPE_SPARSE, b"M")
"""Files with holes, and those continued from another volume."""


class Stream(Protocol):
    """Where the archive comes from."""

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end."""

    def skip(self, size: int) -> bool:
        """Pass over bytes; False where there are not so many."""


@dataclass(slots=True)
class _Data:
    """The data of one file, as far as they were not read yet."""

    stream: Stream
    names: tuple[str, str]
    left: int
    padding: int

    def pieces(self) -> Iterator[bytes]:
        """The file's bytes.

        Raises:
            FileDamaged: the archive breaks off before their end.
        """
        while self.left:
            effort.check()
            piece = self.stream.read(min(PIECE, self.left))
            if not piece:
                raise damaged(*self.names)
            self.left -= len(piece)
            yield piece

    def pass_over(self) -> bool:
        """Go on to the next header; False where the archive breaks off before it."""
        return self.stream.skip(self.left + self.padding)


def begins(block: bytes) -> bool:
    """Whether the first block of something is the header of a tar archive, also one without a signature."""
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def entries(stream: Stream, name: str) -> Iterator[Entry]:
    """Files of the archive `name`.

    Raises:
        FileDamaged: it is cut off or broken, once the files before that were handed out.
    """
    extended: dict[str, str] = {}
    while header := _header(stream, name):
        effort.check()
        if header.type in _EXTENDED:
            _extend(extended, header, stream, name)
            continue
        path, size = _applied(extended, header, name)
        holes = any(key.startswith("GNU.sparse.") for key in extended)
        extended = {}
        data = _Data(stream, (path, name), size, -size % BLOCK)
        if header.type not in _NO_FILES:
            yield Entry(path, size, None, _problem(header, path, name, holes=holes), data.pieces)
        if not data.pass_over():
            raise _broken_off(name)


def _header(stream: Stream, name: str) -> tarfile.TarInfo | None:
    """The next header, None at the end of the archive.

    Raises:
        FileDamaged: what stands there is no header.
    """
    block = stream.read(BLOCK)
    if block == _END:
        return None
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        raise _broken_off(name) from error
    if header.size < 0:
        raise _broken_off(name)
    return header


def _extend(extended: dict[str, str], header: tarfile.TarInfo, stream: Stream, name: str) -> None:
    """Take in a header that says more about the next file.

    Raises:
        FileDamaged: it is too long, or breaks off.
    """
    if header.size > _LONGEST_HEADER:
        raise _broken_off(name)
    content = stream.read(header.size)
    if len(content) < header.size or not stream.skip(-header.size % BLOCK):
        raise _broken_off(name)
    if header.type == tarfile.GNUTYPE_LONGNAME:
        extended["path"] = content.split(b"\x00", 1)[0].decode("utf-8", "surrogateescape")
    elif header.type in _PAX:
        extended.update(_records(content))


def _records(content: bytes) -> Iterator[tuple[str, str]]:
    """Keys and values of a pax header: length of the record, blank, key, "=", value, line end."""
    at = 0
    while at < len(content):
        length, blank, _ = content[at : at + 20].partition(b" ")
        if not blank or not length.isdigit() or not 0 < int(length) <= len(content) - at:
            return
        key, _, value = content[at + len(length) + 1 : at + int(length) - 1].partition(b"=")
        yield key.decode("utf-8", "replace"), value.decode("utf-8", "surrogateescape")
        at += int(length)


def _applied(extended: dict[str, str], header: tarfile.TarInfo, name: str) -> tuple[str, int]:
    """Path and size of a file, from its extended header where that has them."""
    path = extended.get("GNU.sparse.name") or extended.get("path") or header.name
    size = extended.get("size", "")
    if not size:
        return _text(path), header.size
    if not (size.isascii() and size.isdigit() and len(size) < 20):
        raise _broken_off(name)
    return _text(path), int(size)


def _text(path: str) -> str:
    """A path whose bytes are no UTF-8 is taken to be of Windows."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return path


def _problem(header: tarfile.TarInfo, path: str, name: str, *, holes: bool) -> FileProblem | None:
    """What the header says against a file."""
    if header.type in _LINKS:
        return refused_link(path, name)
    if holes or header.type in _IN_PIECES:
        return UnsupportedFormat(
            f"{printable(path)} in {name} is stored with holes or in several volumes, which is not read.\n"
            "Unpack the archive with the program it was made with, and read the files."
        )
    return None


def _broken_off(name: str) -> FileDamaged:
    return FileDamaged(
        f"{name} is cut off or damaged: what stood behind the files listed here is lost.\n"
        "Fetch the archive again from where it came."
    )
