"""tar archives, plain or packed with gzip, bzip2 or xz, and single files packed so.

A tar is read as it comes out of the decoder, so that no more than one of its files is in memory.
"""

import bz2
import lzma
import re
import struct
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import PurePosixPath

from tenderscan.document import Source
from tenderscan.errors import FileDamaged
from tenderscan.readers import effort, media_types
from tenderscan.readers.archive import tar
from tenderscan.readers.archive.bounds import BROKEN, LARGE, Decoder, Inflate, check_whole, damaged, decoded
from tenderscan.readers.archive.listing import Entry
from tenderscan.settings import Limits

_XZ_MEMORY = 1024 * 1024 * 1024
_DECODERS: dict[str, Callable[[], Decoder]] = {
    media_types.BZIP2: bz2.BZ2Decompressor,
    media_types.XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}
_BEGINNINGS = {media_types.GZIP: b"\x1f\x8b", media_types.BZIP2: b"BZh", media_types.XZ: b"\xfd7zXZ\x00"}
_ENDINGS = (".gz", ".bz2", ".xz", ".gzip", ".z")
_PADDING = re.compile(rb"\x00*")
"""Zeros may stand between and behind the streams."""
_LONGEST_HEADER = 4_096
"""Bytes looked at for a name; few, for millions of tiny streams may follow each other."""
_CHECKED, _EXTRA, _NAMED, _COMMENTED = 0x2, 0x4, 0x8, 0x10
"""Flags in the header of gzip: what follows behind its ten bytes (RFC 1952, 2.3.1)."""
_TRAILER = struct.Struct("<LL")
"""Checksum and size behind the data of gzip."""


def entries(content: bytes, source: Source, limits: Limits) -> Iterator[Entry]:
    """Files of the tar archive, or the one file that is packed.

    Raises:
        FileDamaged: it is cut off or broken, once the files before that were handed out.
        LimitExceeded: a tar archive unpacks to more than the limits allow.
    """
    if source.media_type == media_types.TAR:
        yield from tar.entries(Flow(_plain(content), source, limits, bounded=False), source.name)
    elif _holds_tar(content, source, limits):
        flow = Flow(_unpacked(content, source.media_type), source, limits, bounded=True)
        yield from tar.entries(flow, source.name)
        flow.finish()
    else:
        yield _single(content, source)


class Flow:
    """Bytes that come in pieces, read in the amounts somebody wants."""

    def __init__(self, pieces: Iterator[bytes], source: Source, limits: Limits, *, bounded: bool) -> None:
        """Begin; where it is `bounded`, what comes may not be too much for the archive it comes from."""
        self._pieces = pieces
        self._source = source
        self._limits = limits
        self._bounded = bounded
        self._piece = memoryview(b"")
        self._total = 0
        self._broken = False

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end or where the stream breaks off.

        Raises:
            LimitExceeded: too much has come.
        """
        parts: list[bytes] = []
        while size and self._fill():
            part = bytes(self._piece[:size])
            self._piece = self._piece[len(part) :]
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def skip(self, size: int) -> bool:
        """Pass over bytes; False where there are not so many."""
        while size and self._fill():
            step = min(size, len(self._piece))
            self._piece = self._piece[step:]
            size -= step
        return not size

    def finish(self) -> None:
        """Read to the end, where the checksum of everything stands.

        Raises:
            FileDamaged: it does not fit.
            LimitExceeded: too much has come.
        """
        while self._fill():
            self._piece = memoryview(b"")
        if self._broken:
            raise FileDamaged(
                f"{self._source.name} is damaged: its checksum does not fit, and files in it may not be what they "
                "were.\nFetch the archive again from where it came."
            )

    def _fill(self) -> bool:
        """Whether there are bytes to be had."""
        while not self._piece:
            effort.check()
            try:
                piece = next(self._pieces, None)
            except BROKEN:
                piece, self._broken = None, True  # whoever reads sees that something is missing
            if piece is None:
                return False
            self._total += len(piece)
            if self._bounded:
                check_whole(self._source.name, self._total, self._source.size, self._limits)
            self._piece = memoryview(piece)
        return True


def _holds_tar(content: bytes, source: Source, limits: Limits) -> bool:
    flow = Flow(_unpacked(content, source.media_type), source, limits, bounded=False)
    return tar.begins(flow.read(tar.BLOCK))


def _plain(content: bytes) -> Iterator[bytes]:
    view = memoryview(content)
    yield from (bytes(view[start : start + LARGE]) for start in range(0, len(view), LARGE))


def _unpacked(content: bytes, media_type: str) -> Iterator[bytes]:
    """What all streams hold that follow each other; whatever stands behind the last is left out.

    Raises:
        EOFError: the last stream breaks off.
        zlib.error, lzma.LZMAError, OSError: a stream is damaged.
    """
    view = memoryview(content)
    at = 0
    if not content.startswith(_BEGINNINGS[media_type]):
        raise EOFError("there is no stream")
    while content.startswith(_BEGINNINGS[media_type], at):
        if media_type == media_types.GZIP:
            at += yield from _gunzipped(view[at:])
        else:
            at += yield from decoded(_DECODERS[media_type](), view[at:])
        at = _PADDING.match(content, at).end()  # type: ignore[union-attr] # matches everything


def _single(content: bytes, source: Source) -> Entry:
    """The one file that is packed, named by itself or after the archive."""
    path = _gzip_header(memoryview(content))[1] if source.media_type == media_types.GZIP else ""
    plain = PurePosixPath(source.name)
    path = path or (plain.stem if plain.suffix.lower() in _ENDINGS else plain.name)

    def pieces() -> Iterator[bytes]:
        try:
            yield from _unpacked(content, source.media_type)
        except BROKEN as error:
            raise damaged(path, source.name) from error

    return Entry(path, None, len(content), pieces=pieces)


def _gunzipped(view: memoryview) -> Generator[bytes, None, int]:
    """What one stream of gzip holds; `zlib` itself would keep the last piece back where the checksum does not fit.

    Returns:
        How many bytes the stream takes.

    Raises:
        EOFError: it breaks off.
        zlib.error: it is damaged.
    """
    start, _ = _gzip_header(view)
    pieces = decoded(Inflate(-zlib.MAX_WBITS), view[start:])
    crc = size = 0
    while True:
        try:
            piece = next(pieces)
        except StopIteration as end:
            taken = start + int(end.value)
            break
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        yield piece
    trailer = bytes(view[taken : taken + _TRAILER.size])
    if trailer != _TRAILER.pack(crc, size & 0xFFFFFFFF):
        raise EOFError("the checksum does not fit")
    return taken + _TRAILER.size


def _gzip_header(view: memoryview) -> tuple[int, str]:
    """Length of the header of gzip, and the name in it, empty where there is none."""
    head = bytes(view[:_LONGEST_HEADER])
    flags, at, name = head[3] if len(head) > 3 else 0, 10, ""
    if flags & _EXTRA:
        at += 2 + int.from_bytes(head[at : at + 2], "little")
    for flag in (_NAMED, _COMMENTED):
        if flags & flag:
            end = max(head.find(b"\x00", at), at)
            name = head[at:end].decode("latin-1") if flag == _NAMED else name
            at = end + 1
    return at + (2 if flags & _CHECKED else 0), name
