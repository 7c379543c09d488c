"""7-Zip archives written byte by byte (7zFormat.txt of the LZMA SDK)."""

import struct
import zlib
from collections.abc import Mapping

COPY, AES, UNKNOWN = b"\x00", b"\x06\xf1\x07\x01", b"\x7f"
_AES_PROPERTIES = b"\x53\x0f" + bytes(range(16))
"""2^19 rounds, an initial vector of 16 bytes."""


def archive(files: Mapping[str, bytes], *, method: bytes = COPY, hide: bool = False) -> bytes:
    """Files in one block under `method`; with `hide` the directory lies under AES too."""
    data = b"".join(files.values())
    data += bytes(-len(data) % 16) if method == AES else b""
    directory = _directory(files, len(data), method)
    if hide:
        inner = directory + bytes(-len(directory) % 16)
        directory = b"\x17" + _streams(len(data), len(inner), len(inner), AES) + b"\x00"
        data += bytes(byte ^ 0xA5 for byte in inner)
    start = struct.pack("<2QL", len(data), len(directory), zlib.crc32(directory))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<L", zlib.crc32(start)) + start + data + directory


def _directory(files: Mapping[str, bytes], packed: int, method: bytes) -> bytes:
    sizes = [len(content) for content in files.values()]
    streams = _streams(0, packed, sum(sizes), method)
    parts = b"\x0d" + _number(len(files)) + b"\x09" + b"".join(map(_number, sizes[:-1]))
    sums = b"\x0a\x01" + b"".join(struct.pack("<L", zlib.crc32(content)) for content in files.values())
    names = b"\x00" + b"".join(name.encode("utf-16-le") + b"\x00\x00" for name in files)
    listed = b"\x05" + _number(len(files)) + b"\x11" + _number(len(names)) + names + b"\x00"
    return b"\x01\x04" + streams + b"\x08" + parts + sums + b"\x00\x00" + listed + b"\x00"


def _streams(at: int, packed: int, unpacked: int, method: bytes) -> bytes:
    """Where one block lies, and how it is packed."""
    properties = _AES_PROPERTIES if method == AES else b""
    coder = bytes([len(method) | (0x20 if properties else 0)]) + method
    coder += _number(len(properties)) + properties if properties else b""
    place = b"\x06" + _number(at) + _number(1) + b"\x09" + _number(packed) + b"\x00"
    return place + b"\x07\x0b" + _number(1) + b"\x00" + _number(1) + coder + b"\x0c" + _number(unpacked) + b"\x00"


def _number(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else b"\xff" + struct.pack("<Q", value)
