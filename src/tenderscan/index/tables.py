"""A sorted table of words in a sealed file: each word leads to some bytes.

The words stand in blocks. A block is a head (the words, and size and checksum of what each leads to) and behind it what
they lead to, one after the other; the first word of each block stands in an index of its own. A lookup reads one head
and one value, and nothing of a table is kept in memory but the index. What is read is checked against its sum, because
a word that silently leads nowhere would lose hits.
"""

import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple
from zlib import crc32

from tenderscan.index.packed import NotPacked, from_bytes, pack, to_bytes, unpack
from tenderscan.index.sealed import SealedFile, SealedWriter, checked

_BLOCK = 128
"""Words in a block: enough that the index stays small, few enough to cut a head apart for one lookup."""

_COUNT = struct.Struct("<II")
"""Number of words of a block, and bytes of the packed sizes behind it."""

Item = tuple[bytes, bytes]
"""A word, which holds no line break, and what it leads to."""


class _Index(NamedTuple):
    """Where the blocks are.

    Attributes:
        first: first word of each.
        positions: of their heads; one more for the end of the last block.
        heads: size of each head.
        checks: checksum of each head.
    """

    first: list[bytes]
    positions: "array[int]"
    heads: "array[int]"
    checks: "array[int]"


class _Head(NamedTuple):
    """What stands before the values of a block; `position` is that of the first value."""

    words: list[bytes]
    sizes: "array[int]"
    checks: "array[int]"
    position: int


def write_table(file: SealedWriter, name: str, items: Iterable[Item]) -> None:
    """Write a table; the words ascend, each once."""
    first, positions, heads, checks = [], array("Q", [file.position]), array("I"), array("I")
    remaining = iter(items)
    while block := list(islice(remaining, _BLOCK)):
        words, values = zip(*block, strict=True)
        sizes = pack(list(map(len, values)))
        head = b"".join(
            [_COUNT.pack(len(words), len(sizes)), sizes, to_bytes(array("I", map(crc32, values))), b"\n".join(words)]
        )
        file.write(head + b"".join(values))
        first.append(words[0])
        positions.append(file.position)
        heads.append(len(head))
        checks.append(crc32(head))
    file.part(f"{name} words", b"\n".join(first))
    file.part(f"{name} positions", to_bytes(positions))
    file.part(f"{name} heads", to_bytes(heads))
    file.part(f"{name} checks", to_bytes(checks))


class Table:
    """Reads a table."""

    def __init__(self, file: SealedFile, name: str) -> None:
        """Name the table; nothing is read yet."""
        self._file = file
        self._name = name
        self._latest: tuple[int, _Head] | None = None

    def get(self, word: bytes) -> bytes | None:
        """What a word leads to, None where it is not there."""
        block = bisect_right(self._index.first, word) - 1
        if block < 0:
            return None
        words, sizes, checks, position = self._head(block)
        at = bisect_left(words, word)
        if at == len(words) or words[at] != word:
            return None
        return checked(self._file.read(position + sum(sizes[:at]), sizes[at]), checks[at])

    def words_from(self, word: bytes) -> Iterator[bytes]:
        """All words from this one on."""
        for block in range(max(bisect_right(self._index.first, word) - 1, 0), len(self._index.heads)):
            words = self._head(block).words
            yield from words[bisect_left(words, word) :]

    def items(self) -> Iterator[Item]:
        """All words and what they lead to."""
        for block, end in enumerate(self._index.positions[1:]):
            words, sizes, checks, position = self._head(block)
            values = self._file.read(position, end - position)
            at = 0
            for word, size, check in zip(words, sizes, checks, strict=True):
                yield word, checked(values[at : at + size], check)
                at += size

    def check(self) -> None:
        """Read everything.

        Raises:
            NotPacked: something was changed, or words stand where no lookup finds them.
        """
        words = [word for word, _ in self.items()]
        if any(before >= after for before, after in pairwise(words)) or words[::_BLOCK] != self._index.first:
            raise NotPacked("words in a wrong order")

    @cached_property
    def _index(self) -> _Index:
        heads = from_bytes("I", self._file.part(f"{self._name} heads"))
        first = self._file.part(f"{self._name} words").split(b"\n") if heads else []
        positions = from_bytes("Q", self._file.part(f"{self._name} positions"))
        return _Index(first, positions, heads, from_bytes("I", self._file.part(f"{self._name} checks")))

    def _head(self, block: int) -> _Head:
        # The words of a prefix stand side by side, and each is looked up.
        if self._latest is not None and self._latest[0] == block:
            return self._latest[1]
        _, positions, heads, checks = self._index
        head = checked(self._file.read(positions[block], heads[block]), checks[block])
        number, length = _COUNT.unpack_from(head)
        sizes_end = _COUNT.size + length
        checks_end = sizes_end + 4 * number
        found = _Head(
            head[checks_end:].split(b"\n"),
            unpack(head[_COUNT.size : sizes_end]),
            from_bytes("I", head[sizes_end:checks_end]),
            positions[block] + heads[block],
        )
        self._latest = (block, found)
        return found
