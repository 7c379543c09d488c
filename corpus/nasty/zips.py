"""ZIP archives written byte by byte, honest or not (PKWARE APPNOTE 6.3.10)."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
_TIME, _DATE = 0, 0x5A21
"""1 January 2025, midnight."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A file of an archive; None of a field stands for the truth.

    Attributes:
        path: bytes of its name.
        content: unpacked.
        method: of compression, as declared.
        flags: general purpose bits.
        attributes: external ones.
        crc: as declared.
        size: unpacked, as declared.
        packed: its data; by default `content` deflated, or as it is.
        extra: fields behind the name in the directory and before the data.
        local_path: name before the data where it differs.
    """

    path: bytes
    content: bytes = b""
    method: int = DEFLATED
    flags: int = 0
    attributes: int = 0
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    extra: bytes = b""
    local_path: bytes | None = None

    @property
    def data(self) -> bytes:
        """What stands in the archive."""
        if self.packed is not None:
            return self.packed
        return deflated(self.content) if self.method == DEFLATED else self.content


def deflated(content: bytes) -> bytes:
    """A raw deflate stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def header(raw: Raw, size: int) -> bytes:
    """The part of a header that stands before the data and in the directory alike; `size` is that of the data."""
    crc = zlib.crc32(raw.content) if raw.crc is None else raw.crc
    length = len(raw.content) if raw.size is None else raw.size
    return struct.pack("<5H3L", 20, raw.flags, raw.method, _TIME, _DATE, crc, size, length)


def local(raw: Raw) -> bytes:
    """The header before the data."""
    path = raw.path if raw.local_path is None else raw.local_path
    return b"PK\x03\x04" + header(raw, len(raw.data)) + struct.pack("<2H", len(path), len(raw.extra)) + path + raw.extra


def central(raw: Raw, offset: int, size: int | None = None) -> bytes:
    """The entry in the directory of a file whose header is at `offset`."""
    fixed = b"PK\x01\x02\x14\x03" + header(raw, len(raw.data) if size is None else size)
    lengths = struct.pack("<5H2L", len(raw.path), len(raw.extra), 0, 0, 0, raw.attributes, offset)
    return fixed + lengths + raw.path + raw.extra


def end(count: int, size: int, offset: int, comment: bytes = b"") -> bytes:
    """What stands behind the directory."""
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment)) + comment


def archive(files: Iterable[Raw]) -> bytes:
    """A whole archive."""
    data, directory = bytearray(), bytearray()
    count = 0
    for raw in files:
        directory += central(raw, len(data))
        data += local(raw) + raw.data
        count += 1
    return bytes(data + directory) + end(count, len(directory), len(data))


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """An ordinary archive; text is written as UTF-8."""
    raws = []
    for path, content in files.items():
        content = content.encode() if isinstance(content, str) else content
        raws.append(Raw(path.encode(), content, flags=0 if path.isascii() else 0x800))
    return archive(raws)


def zeros(size: int) -> bytes:
    """`size` zeros (whole mebibytes) as a deflate stream, made without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first * (size >> 20) + b"\x03\x00"


def zeros_crc(size: int) -> int:
    """Checksum of `size` zeros (whole mebibytes)."""
    crc, block = 0, bytes(1 << 20)
    for _ in range(size >> 20):
        crc = zlib.crc32(block, crc)
    return crc


def encrypted(content: bytes, password: bytes) -> bytes:
    """Deflated data under the old encryption of ZIP (APPNOTE 6.1); only who knows the password can read them."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = (keys[1] + (keys[0] & 0xFF)) * 134775813 + 1 & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([zlib.crc32(content) >> 24]) + deflated(content):
        low = keys[2] | 2
        out.append(byte ^ (low * (low ^ 1) >> 8 & 0xFF))
        update(byte)
    return bytes(out)


def _crc(crc: int, byte: int) -> int:
    """One step of the checksum, without the inversions at both ends."""
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
