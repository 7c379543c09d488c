"""OLE containers ([MS-CFB]) built by code: storages as mappings, streams as bytes."""

import struct
from collections.abc import Mapping
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]

SECTOR, SMALL_SECTOR, CUTOFF = 512, 64, 4096
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


class _Entry:
    """One entry of the directory."""

    def __init__(self, name: str, kind: int, content: bytes = b"") -> None:
        self.name, self.kind, self.content = name, kind, content
        self.child = self.left = self.right = NONE
        self.start, self.size = 0, len(content)

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\x00\x00"
        head = struct.pack("<64sHBBIII", name, len(name), self.kind, 1, self.left, self.right, self.child)
        return head + bytes(16 + 4 + 16) + struct.pack("<IQ", self.start, self.size)


def ole(tree: Tree) -> bytes:
    """The bytes of a container with these storages and streams."""
    entries = [_Entry("Root Entry", 5)]
    _grow(entries, entries[0], tree)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(content: bytes) -> int:
        """Put bytes into sectors of their own; the first of them."""
        if not content:
            return END
        first = len(sectors)
        parts = [content[at : at + SECTOR].ljust(SECTOR, b"\x00") for at in range(0, len(content), SECTOR)]
        sectors.extend(parts)
        fat.extend([*range(first + 1, first + len(parts)), END])
        return first

    small = bytearray()
    small_fat: list[int] = []
    for entry in entries[1:]:
        if entry.kind == 2 and 0 < entry.size < CUTOFF:
            entry.start = len(small) // SMALL_SECTOR
            count = -(-entry.size // SMALL_SECTOR)
            small_fat += [*range(entry.start + 1, entry.start + count), END]
            small += entry.content.ljust(count * SMALL_SECTOR, b"\x00")
        elif entry.kind == 2:
            entry.start = store(entry.content)
    entries[0].start, entries[0].size = store(bytes(small)), len(small)
    small_fat_at = store(_sectors(small_fat))
    directory_at = store(b"".join(entry.packed() for entry in entries))
    count = 1
    while (len(sectors) + count) * 4 > count * SECTOR:
        count += 1
    assert count <= 109
    first = len(sectors)
    table = _sectors(fat + [FAT] * count)
    sectors += [table[at : at + SECTOR] for at in range(0, len(table), SECTOR)]
    head = struct.pack(
        "<8s16xHHHHH6xIII4xI",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        directory_at,
        CUTOFF,
    )
    head = (
        head[:52] + struct.pack("<II", 0, CUTOFF) + struct.pack("<II", small_fat_at, -(-len(small_fat) * 4 // SECTOR))
    )
    head += struct.pack("<II", END, 0) + struct.pack("<109I", *range(first, first + count), *[FREE] * (109 - count))
    return head + b"".join(sectors)


def _grow(entries: list[_Entry], parent: _Entry, tree: Tree) -> None:
    """Add what is in a storage, as a balanced tree in the order of names."""
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    added: list[int] = []
    for name in names:
        content = tree[name]
        added.append(len(entries))
        entry = _Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1)
        entries.append(entry)
        if not isinstance(content, bytes):
            _grow(entries, entry, content)
    parent.child = _balanced(entries, added)


def _balanced(entries: list[_Entry], added: list[int]) -> int:
    if not added:
        return NONE
    middle = len(added) // 2
    entry = entries[added[middle]]
    entry.left, entry.right = _balanced(entries, added[:middle]), _balanced(entries, added[middle + 1 :])
    return added[middle]


def _sectors(numbers: list[int]) -> bytes:
    room = -len(numbers) % (SECTOR // 4)
    return struct.pack(f"<{len(numbers) + room}I", *numbers, *[FREE] * room)
