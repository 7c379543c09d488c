"""The files of a ZIP archive, unpacked from the data they lie in (PKWARE APPNOTE 6.3.10)."""

import bz2
import struct
import zlib
from collections.abc import Iterator

from tenderscan.errors import FileProblem, PasswordProtected, UnsupportedFormat
from tenderscan.readers.archive.bounds import BROKEN, LARGE, Inflate, damaged, decoded, lzma_alone
from tenderscan.readers.members import printable

LOCAL = struct.Struct("<4s5H3L2H")
"""Header before each file's data: signature, version, flags, method, time, date, CRC, sizes, lengths of name, extra."""
LOCAL_SIGNATURE = b"PK\x03\x04"
ENCRYPTED = 0x1
STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
_METHODS = {
    1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 94: "MP3", 95: "XZ", 96: "JPEG", 97: "WavPack",
    98: "PPMd", 99: "AES",
}  # fmt: skip
"""Names of compression methods that are not read (APPNOTE 4.4.5)."""


def method_problem(path: str, name: str, method: int, *, encrypted: bool) -> FileProblem | None:
    """The error for a file that is packed in a way that cannot be undone here, None for one that can."""
    if encrypted:
        return PasswordProtected(
            f"{printable(path)} in {name} opens only with a password.\n"
            "Unpack the archive with the password and read the files."
        )
    if method not in (STORED, DEFLATED, BZIP2, LZMA):
        named = _METHODS.get(method, f"no. {method}")
        return UnsupportedFormat(
            f"{printable(path)} in {name} is packed by the method {named}, which is not read.\n"
            "Unpack the archive with the program it was made with, and read the files."
        )
    return None


def data_start(content: bytes, offset: int) -> int | None:
    """Where the data begin of the file whose header is at `offset`; None where no header is."""
    if offset < 0 or offset + LOCAL.size > len(content):
        return None
    header = LOCAL.unpack_from(content, offset)
    return offset + LOCAL.size + header[9] + header[10] if header[0] == LOCAL_SIGNATURE else None


def unpack(packed: memoryview, method: int, crc: int | None, names: tuple[str, str]) -> Iterator[bytes]:
    """The bytes of a file, in pieces.

    Args:
        packed: its data.
        method: of compression, one that `method_problem` lets pass.
        crc: that the bytes must have; None where it is not known.
        names: path of the file and name of the archive, for messages.

    Raises:
        FileDamaged: the data are broken.
    """
    found = 0
    try:
        for piece in _pieces(packed, method):
            found = zlib.crc32(piece, found)
            yield piece
    except BROKEN as error:
        raise damaged(*names) from error
    if crc is not None and found != crc:
        raise damaged(*names)


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == STORED:
        yield from (bytes(packed[start : start + LARGE]) for start in range(0, len(packed), LARGE))
    elif method == DEFLATED:
        yield from decoded(Inflate(-zlib.MAX_WBITS), packed)
    elif method == BZIP2:
        yield from decoded(bz2.BZ2Decompressor(), packed)
    else:
        # Version of the LZMA SDK, length of the properties, properties, data (APPNOTE 5.8.8).
        size = int.from_bytes(packed[2:4], "little")
        yield from decoded(lzma_alone(bytes(packed[4 : 4 + size])), packed[4 + size :], open_end=True)
