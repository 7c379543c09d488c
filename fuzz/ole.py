"""OLE containers ([MS-CFB]): taken apart into streams, and put together from them."""

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

import olefile

Tree = Mapping[str, Union[bytes, "Tree"]]
"""What is in a storage: streams, and storages in it."""
_SECTOR, _SMALL = 512, 64
CUTOFF = 4096
"""Bytes from which a stream has sectors of its own."""
_FREE, _END, _OF_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def container(tree: Tree) -> bytes:
    """An OLE container of version 3 with these streams."""
    entries = _entries(tree)
    small, small_chains = bytearray(), []
    large: list[bytes] = []
    for entry in entries[1:]:
        if entry.kind != _STREAM or not entry.content:
            continue
        if len(entry.content) < CUTOFF:
            entry.start = len(small) // _SMALL
            small += _filled(entry.content, _SMALL)
            small_chains.append(len(_filled(entry.content, _SMALL)) // _SMALL)
        else:
            large.append(entry.content)
    mini_fat = _filled(_chains(small_chains), _SECTOR, b"\xff")
    chunks = [_filled(bytes(len(entries) * 128), _SECTOR), mini_fat, _filled(bytes(small), _SECTOR)]
    chunks += [_filled(content, _SECTOR) for content in large]
    starts, at = [], 1  # the table of sectors comes first
    for chunk in chunks:
        starts.append(at if chunk else _END)
        at += len(chunk) // _SECTOR
    entries[0].start, entries[0].size = starts[2], len(small)
    places = iter(starts[3:])
    for entry in entries[1:]:
        if entry.kind == _STREAM and len(entry.content) >= CUTOFF:
            entry.start = next(places)
    chunks[0] = _filled(b"".join(entry.written() for entry in entries), _SECTOR)
    table = struct.pack("<I", _OF_FAT) + _chains([len(chunk) // _SECTOR for chunk in chunks], 1)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, starts[0], 0, CUTOFF, starts[1], len(mini_fat) // _SECTOR, _END, 0)
    return head + struct.pack("<I", 0) + b"\xff" * 432 + table.ljust(_SECTOR, b"\xff") + b"".join(chunks)


@dataclass(slots=True)
class _Entry:
    """An entry of the container's directory."""

    name: str
    kind: int
    content: bytes = b""
    right: int = _FREE
    child: int = _FREE
    start: int = _END
    size: int = field(default=-1)

    def written(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\x00\x00"
        size = len(self.content) if self.size < 0 else self.size
        head = struct.pack("<64sHBBIII", name, len(name), self.kind, 1, _FREE, self.right, self.child)
        return head + bytes(36) + struct.pack("<II4x", self.start, size)


def _entries(tree: Tree) -> list[_Entry]:
    """The directory; entries of a storage are linked one behind the other, which is a tree as well."""
    entries = [_Entry("Root Entry", _ROOT)]
    waiting = [(0, tree)]
    while waiting:
        owner, inside = waiting.pop()
        before = -1
        for name in sorted(inside, key=lambda name: (len(name), name.upper())):
            content = inside[name]
            if isinstance(content, bytes):
                entries.append(_Entry(name, _STREAM, content))
            else:
                entries.append(_Entry(name, _STORAGE, start=0))
                waiting.append((len(entries) - 1, content))
            if before < 0:
                entries[owner].child = len(entries) - 1
            else:
                entries[before].right = len(entries) - 1
            before = len(entries) - 1
    return entries


def _chains(lengths: list[int], first: int = 0) -> bytes:
    """Numbers of following sectors for chains that lie one behind the other."""
    numbers = []
    for length in lengths:
        numbers += [*range(first + 1, first + length), _END] if length else []
        first += length
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _filled(content: bytes, unit: int, filler: bytes = b"\x00") -> bytes:
    return content.ljust(-(-len(content) // unit) * unit, filler)


def taken_apart(content: bytes) -> dict[str, Any]:
    """The streams of a container by name, storages as dictionaries; nothing where it is none.

    Streams and storages that cannot be read are left out.
    """
    tree: dict[str, Any] = {}
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            for path in opened.listdir():
                holder = tree
                for name in path[:-1]:
                    holder = holder.setdefault(name, {})
                holder[path[-1]] = opened.openstream(path).read()
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error):
        return {}
    return tree
