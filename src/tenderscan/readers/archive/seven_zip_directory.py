"""The directory of a 7-Zip archive, which stands at its end (7zFormat.txt of the LZMA SDK).

Files are packed together in blocks ("folders" in the format's own words), each by a chain of coders.
"""

import stat
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_BEGIN = struct.Struct("<6s2BLQQL")
"""Signature, version, checksum of the rest, then place (from here), size and checksum of the directory."""
_PACKED, _UNPACKED, _PARTS, _NO_DATA, _NO_FOLDER, _ANTI, _NAMES = 0x06, 0x07, 0x08, 0x0E, 0x0F, 0x10, 0x11
_SIZES, _CHECKSUMS, _BLOCKS, _BLOCK_SIZES, _COUNTS, _ATTRIBUTES = 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x15
_HEADER, _PROPERTIES, _STREAMS, _FILES, _PACKED_HEADER = 0x01, 0x02, 0x04, 0x05, 0x17
_MOST_CODERS = 8
_MOST_LAYERS = 4
"""Times a directory may be packed once more."""
_MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a directory."""
_FOLDER, _LINK, _UNIX = 0x10, 0x400, 0x8000
"""Attributes: the first two are those of Windows, the third says that the upper half is a mode of Unix."""


class TooManyFilesError(ValueError):
    """There are more files than somebody wants to hear of."""


@dataclass(frozen=True, slots=True)
class Coder:
    """One step of unpacking: number of the method, and what it must know."""

    method: bytes
    properties: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """Files that are packed together.

    Attributes:
        coders: in the order of unpacking; empty where they form no chain (BCJ2).
        methods: numbers of all coders, for messages.
        place: of the packed data in the archive.
        packed: their size.
        unpacked: size of all files together.
        crc: of all files together, None where it is not known.
    """

    coders: tuple[Coder, ...]
    methods: tuple[bytes, ...]
    place: int
    packed: int
    unpacked: int
    crc: int | None


@dataclass(frozen=True, slots=True)
class File:
    """One file.

    Attributes:
        path: as it is written.
        block: number of the block it lies in, None where it has no data.
        start: of its data among those of the block, unpacked.
        size: of its data.
        crc: of its data, None where it is not known.
        is_special: whether it is a link or a device.
    """

    path: str
    block: int | None
    start: int
    size: int
    crc: int | None
    is_special: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """The data of one file."""

    block: int
    start: int
    size: int
    crc: int | None


class _Cursor:
    """Reads numbers from bytes.

    All methods raise ValueError where the bytes end too early.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        if size > len(self._content) - self._at:
            raise ValueError("the directory breaks off")
        self._at += size
        return self._content[self._at - size : self._at]

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """A number: leading ones of its first byte say how many bytes follow, lowest first."""
        first = self.byte()
        follow = next((bits for bits in range(8) if not first & 0x80 >> bits), 8)
        low = int.from_bytes(self.take(follow), "little")
        return low + ((first & (0x7F >> follow)) << (8 * follow))

    def flags(self, count: int) -> list[bool]:
        """A bit for each of `count` things, the highest first."""
        content = self.take(-(-count // 8))
        return [bool(content[n // 8] & 0x80 >> n % 8) for n in range(count)]

    def some(self, count: int) -> list[bool]:
        """The same where one byte may say "all"."""
        return self.flags(count) if not self.byte() else [True] * count

    def checksums(self, count: int) -> list[int | None]:
        """Checksums of those of `count` things that have one."""
        return [struct.unpack("<L", self.take(4))[0] if known else None for known in self.some(count)]

    def expect(self, kind: int) -> None:
        """The next byte must be this one."""
        if self.byte() != kind:
            raise ValueError("the directory makes no sense")


def directory(
    content: bytes, most: int, unpack: Callable[[Block, int], bytes]
) -> tuple[Sequence[Block], Sequence[File]]:
    """Blocks and files of the archive in `content`.

    Args:
        content: the archive.
        most: files, folders included.
        unpack: the data of a block, for a directory that is packed itself; at most so many bytes.

    Raises:
        TooManyFilesError: there are more.
        ValueError: the directory is cut off or makes no sense.
    """
    if len(content) < _BEGIN.size:
        raise ValueError("there is no directory")
    *_, place, size, crc = _BEGIN.unpack_from(content)
    header = content[_BEGIN.size + place :][:size] if place <= len(content) else b""
    if len(header) != size or zlib.crc32(header) != crc:
        raise ValueError("the directory is cut off")
    for _ in range(_MOST_LAYERS):
        if not header:
            return (), ()
        cursor = _Cursor(header)
        kind = cursor.byte()
        if kind == _HEADER:
            return _header(cursor, most)
        if kind != _PACKED_HEADER:
            break
        blocks, _parts = _streams(cursor, most)
        if len(blocks) != 1 or blocks[0].unpacked > _MOST_UNPACKED:
            break
        header = unpack(blocks[0], _MOST_UNPACKED)
    raise ValueError("the directory makes no sense")


def _header(cursor: _Cursor, most: int) -> tuple[Sequence[Block], Sequence[File]]:
    blocks: Sequence[Block] = ()
    parts: Sequence[_Part] = ()
    files: Sequence[File] = ()
    while kind := cursor.byte():
        if kind == _PROPERTIES:
            while cursor.byte():
                cursor.take(cursor.number())
        elif kind == _STREAMS:
            blocks, parts = _streams(cursor, most)
        elif kind == _FILES:
            files = _files(cursor, parts, most)
        else:
            raise ValueError("the directory makes no sense")
    return blocks, files


def _streams(cursor: _Cursor, most: int) -> tuple[Sequence[Block], Sequence[_Part]]:
    """Blocks, and how their data are parted among files."""
    place = 0
    sizes: list[int] = []
    blocks: list[Block] = []
    parts: list[_Part] | None = None
    while kind := cursor.byte():
        if kind == _PACKED:
            place, sizes = _packed(cursor, most)
        elif kind == _UNPACKED:
            blocks = _blocks(cursor, _BEGIN.size + place, sizes, most)
        elif kind == _PARTS:
            parts = _parts(cursor, blocks, most)
        else:
            raise ValueError("the directory makes no sense")
    whole = [_Part(number, 0, block.unpacked, block.crc) for number, block in enumerate(blocks)]
    return blocks, whole if parts is None else parts


def _packed(cursor: _Cursor, most: int) -> tuple[int, list[int]]:
    """Where the packed data begin, and their sizes."""
    place, count = cursor.number(), _bounded(cursor.number(), most)
    sizes: list[int] = []
    while kind := cursor.byte():
        if kind == _SIZES:
            sizes = [cursor.number() for _ in range(count)]
        elif kind == _CHECKSUMS:
            cursor.checksums(count)
        else:
            raise ValueError("the directory makes no sense")
    return place, sizes


def _blocks(cursor: _Cursor, place: int, sizes: Sequence[int], most: int) -> list[Block]:
    cursor.expect(_BLOCKS)
    count = _bounded(cursor.number(), most)
    cursor.expect(0)  # else the rest would stand somewhere else
    chains = [_chain(cursor) for _ in range(count)]
    cursor.expect(_BLOCK_SIZES)
    unpacked = [[cursor.number() for _ in range(chain.outputs)] for chain in chains]
    crcs: list[int | None] = [None] * count
    while kind := cursor.byte():
        if kind != _CHECKSUMS:
            raise ValueError("the directory makes no sense")
        crcs = cursor.checksums(count)
    blocks, stream = [], 0
    for chain, outputs, crc in zip(chains, unpacked, crcs, strict=True):
        packed = sum(sizes[stream : stream + chain.inputs])
        blocks.append(Block(chain.coders, chain.methods, place, packed, outputs[chain.last], crc))
        place, stream = place + packed, stream + chain.inputs
    return blocks


@dataclass(frozen=True, slots=True)
class _Chain:
    """Coders of a block: in the order of unpacking, how many data go in and out, and which output is the last."""

    coders: tuple[Coder, ...]
    methods: tuple[bytes, ...]
    inputs: int
    outputs: int
    last: int


def _chain(cursor: _Cursor) -> _Chain:
    coders, taken, given = [], 0, 0
    for _ in range(_bounded(cursor.number(), _MOST_CODERS)):
        flags = cursor.byte()
        method = cursor.take(flags & 0xF)
        several = (cursor.number(), cursor.number()) if flags & 0x10 else (1, 1)
        properties = cursor.take(cursor.number()) if flags & 0x20 else b""
        coders.append(Coder(method, properties))
        taken, given = taken + several[0], given + several[1]
        _bounded(max(taken, given), 4 * _MOST_CODERS)
    if not coders or not given:
        raise ValueError("a block without coders")
    bound = {cursor.number(): cursor.number() for _ in range(given - 1)}  # input: output it gets
    inputs = taken - len(bound)
    if inputs > 1:
        for _ in range(inputs):
            cursor.number()
    last = next((n for n in range(given) if n not in bound.values()), 0)
    simple = inputs == 1 and taken == given == len(coders)
    chain = tuple(coders[n] for n in _ordered(bound, last, len(coders))) if simple else ()
    return _Chain(chain, tuple(coder.method for coder in coders), max(1, inputs), given, last)


def _ordered(bound: dict[int, int], last: int, count: int) -> list[int]:
    """Numbers of coders from the one that gets the packed data to the last.

    Raises:
        ValueError: they go round in a circle, or some stand aside.
    """
    order = [last]
    while order[-1] in bound and len(order) <= count:
        order.append(bound[order[-1]])
    if sorted(order) != list(range(count)):
        raise ValueError("the coders of a block form no chain")
    return order[::-1]


def _parts(cursor: _Cursor, blocks: Sequence[Block], most: int) -> list[_Part]:
    """The data of the files: all but the last of a block have a size."""
    counts = [1] * len(blocks)
    kind = cursor.byte()
    if kind == _COUNTS:
        counts = [_bounded(cursor.number(), most) for _ in blocks]
        _bounded(sum(counts), most)
        kind = cursor.byte()
    sizes: list[list[int]] = []
    for block, count in zip(blocks, counts, strict=True):
        told = [cursor.number() for _ in range(count - 1)] if kind == _SIZES else [0] * (count - 1)
        sizes.append([*told, block.unpacked - sum(told)] if count else [])
        if count and sizes[-1][-1] < 0:
            raise ValueError("files are larger than their block")
    kind = cursor.byte() if kind == _SIZES else kind
    known = [block.crc is not None and count == 1 for block, count in zip(blocks, counts, strict=True)]
    unknown = sum(count for count, is_known in zip(counts, known, strict=True) if not is_known)
    crcs: Iterator[int | None] = iter([None] * unknown)
    while kind:
        if kind != _CHECKSUMS:
            raise ValueError("the directory makes no sense")
        crcs, kind = iter(cursor.checksums(unknown)), cursor.byte()
    parts = []
    for number, (block, is_known) in enumerate(zip(blocks, known, strict=True)):
        start = 0
        for size in sizes[number]:
            parts.append(_Part(number, start, size, block.crc if is_known else next(crcs)))
            start += size
    return parts


def _files(cursor: _Cursor, parts: Sequence[_Part], most: int) -> list[File]:
    count = _bounded(cursor.number(), most)
    told: dict[int, bytes] = {}
    while kind := cursor.byte():
        told[kind] = cursor.take(cursor.number())
    empty = _Cursor(told[_NO_DATA]).flags(count) if _NO_DATA in told else [False] * count
    hollow = sum(empty)
    plain = iter(_Cursor(told[_NO_FOLDER]).flags(hollow) if _NO_FOLDER in told else [False] * hollow)
    anti = iter(_Cursor(told[_ANTI]).flags(hollow) if _ANTI in told else [False] * hollow)
    names, attributes = _names(told.get(_NAMES, b""), count), _attributes(told.get(_ATTRIBUTES, b""), count)
    rest = iter(parts)
    files = []
    for name, is_empty, flags in zip(names, empty, attributes, strict=True):
        special = _is_special(flags)
        if is_empty:
            # a folder has no data either; and what is to be deleted elsewhere is no file of this archive
            if (next(plain), next(anti)) == (True, False) and not flags & _FOLDER:
                files.append(File(name, None, 0, 0, None, special))
            continue
        part = next(rest, None)
        if part is None:
            raise ValueError("a file without data")
        files.append(File(name, part.block, part.start, part.size, part.crc, special))
    return files


def _names(content: bytes, count: int) -> list[str]:
    names = content[1:].decode("utf-16-le", "replace").split("\x00")[:-1] if content else [""] * count
    if len(names) != count or content[:1] not in (b"", b"\x00"):
        raise ValueError("there are not as many names as files")
    return names


def _attributes(content: bytes, count: int) -> list[int]:
    if not content:
        return [0] * count
    cursor = _Cursor(content)
    known = cursor.some(count)
    cursor.expect(0)
    return [int(struct.unpack("<L", cursor.take(4))[0]) if is_known else 0 for is_known in known]


def _is_special(flags: int) -> bool:
    mode = flags >> 16 if flags & _UNIX else 0
    return bool(flags & _LINK) or stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)


def _bounded(count: int, most: int) -> int:
    if count > most:
        raise TooManyFilesError("too many")
    return count
