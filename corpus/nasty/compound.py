"""Compound files ([MS-CFB]), in which older Office keeps everything, and newer Office what it locks."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_SMALL = 4096
"""Streams below this size would have to lie in a stream of small sectors; so they are filled up."""
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams in its root, each filled up with zeros to 4 KB."""
    contents = {name: content.ljust(_SMALL, b"\x00") for name, content in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if contents else _FREE)]
    for number, (name, content) in enumerate(contents.items(), 1):
        start = len(sectors)
        pieces = [content[at : at + _SECTOR].ljust(_SECTOR, b"\x00") for at in range(0, len(content), _SECTOR)]
        chain += [*range(start + 1, start + len(pieces)), _END]
        sectors += pieces
        right = number + 1 if number < len(contents) else _FREE
        entries.append(_entry(name, 2, start, len(content), right=right))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\x00")
    directory_start = len(sectors)
    count = len(directory) // _SECTOR
    chain += [*range(directory_start + 1, directory_start + count), _END]
    sectors += [directory[at : at + _SECTOR] for at in range(0, len(directory), _SECTOR)]
    tables = -(-(len(chain) + 1) // 127)
    first_table = len(sectors)
    chain += [_TABLE] * tables
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(tables * _SECTOR, b"\xff")
    places = [*range(first_table, first_table + tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<5H6x3LLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_start, 0, _SMALL, _END, 0, _END, 0
    )
    header += struct.pack("<109L", *places, *[_FREE] * (109 - len(places)))
    return header + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    fixed = raw.ljust(64, b"\x00") + struct.pack("<HBB3L", len(raw) + 2, kind, 1, _FREE, right, child)
    return fixed + bytes(16 + 4 + 16) + struct.pack("<LQ", start, size)
