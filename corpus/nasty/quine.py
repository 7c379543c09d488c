"""An archive that holds nothing but itself.

After Russ Cox, "Zip Files All The Way Down", https://research.swtch.com/zip: a deflate stream is a program of two
instructions, "write these bytes" and "write the last bytes again", in which a program that writes itself can be put.
All instructions are made five bytes long. The checksum, which the file holds four times over, is solved for: a CRC is
linear in the bits of what it covers.
"""

import struct
import zlib

_UNIT = 5
_NAME = b"archive-which-holds-itself.zip"
_COMMENT = b"An archive which holds itself and nothing else; opening it never ends."


def quine() -> bytes:
    """The archive; its only file has the same bytes."""
    base = zlib.crc32(_file(0))
    # crc(file(x)) = base + M x over the field of two elements; wanted is x with crc(file(x)) = x
    columns = [zlib.crc32(_file(1 << bit)) ^ base ^ (1 << bit) for bit in range(32)]
    found = _file(_solved(columns, base))
    if zlib.decompress(found[30 + len(_NAME) :], -15) != found:
        raise AssertionError("the archive does not hold itself")
    return found


def _file(crc: int) -> bytes:
    """The archive with `crc` in the place of its checksum."""
    prefix, suffix = _prefix(0, 0, 0), _suffix(0, 0, 0)
    stream = len(_program(prefix, suffix))
    size = len(prefix) + stream + len(suffix)
    prefix, suffix = _prefix(crc, stream, size), _suffix(crc, stream, size)
    return prefix + _program(prefix, suffix) + suffix


def _program(prefix: bytes, suffix: bytes) -> bytes:
    """A deflate stream that writes the prefix, itself and the suffix."""
    p, s = len(prefix) + _UNIT, len(suffix) + _UNIT
    write_p, again_p, write_s = _write(p), _again_padded(p), _write(s)
    again_s, write_1, write_4, again_4, nothing = _last_again(s), _write(5), _write(20), _again_20(), _write(0)
    return b"".join(
        [
            write_p + prefix + write_p,
            again_p,
            write_1 + again_p,
            write_1 + write_1,
            write_4 + again_p + write_1 + write_1 + write_4,
            again_4,
            write_4 + again_4 + write_4 + again_4 + write_4,
            again_4,
            write_4 + again_4 + nothing + nothing + write_s,
            again_4,
            nothing + nothing + write_s + again_s + suffix,
            again_s,
        ]
    )


def _write(count: int) -> bytes:
    """A stored block: the `count` bytes that follow are written."""
    return struct.pack("<BHH", 0, count, count ^ 0xFFFF)


class _Bits:
    """A row of bits, the first of each byte lowest, as deflate has them (RFC 1951, 3.1.1)."""

    def __init__(self) -> None:
        self._bits: list[int] = []

    def number(self, value: int, width: int) -> None:
        """A number, lowest bit first."""
        self._bits += [value >> bit & 1 for bit in range(width)]

    def code(self, value: int, width: int) -> None:
        """A Huffman code, highest bit first."""
        self._bits += [value >> bit & 1 for bit in reversed(range(width))]

    def block(self, *, last: bool) -> None:
        """Begin a block with the fixed codes."""
        self.number(int(last), 1)
        self.number(1, 2)

    def end(self) -> None:
        """End a block."""
        self.code(0, 7)

    def unit(self) -> bytes:
        """The bits as one instruction."""
        if not 4 * 8 < len(self._bits) <= _UNIT * 8:
            raise AssertionError(f"{len(self._bits)} bits are not five bytes")
        return sum(bit << place for place, bit in enumerate(self._bits)).to_bytes(_UNIT, "little")


def _again_20() -> bytes:
    """The last 20 bytes once more, as two times ten, which fills five bytes to the bit."""
    bits = _Bits()
    bits.block(last=False)
    for _ in range(2):
        bits.code(264 - 256, 7)  # ten bytes
        bits.code(8, 5)  # from 17 to 24 back
        bits.number(20 - 17, 3)
    bits.end()
    return bits.unit()


def _again_padded(count: int) -> bytes:
    """The last 65 or 66 bytes once more, behind an empty block, which fills five bytes to the bit."""
    bits = _Bits()
    bits.block(last=False)
    bits.end()
    bits.block(last=False)
    bits.code(276 - 256, 7)  # from 59 to 66 bytes
    bits.number(count - 59, 3)
    bits.code(12, 5)  # from 65 to 96 back
    bits.number(count - 65, 5)
    bits.end()
    return bits.unit()


def _last_again(count: int) -> bytes:
    """The last 163 to 192 bytes once more, and the end of the stream."""
    bits = _Bits()
    bits.block(last=True)
    bits.code(0b11000010, 8)  # code 282: from 163 to 194 bytes
    bits.number(count - 163, 5)
    bits.code(14, 5)  # from 129 to 192 back
    bits.number(count - 129, 6)
    bits.end()
    return bits.unit()


def _common(crc: int, packed: int, size: int) -> bytes:
    return struct.pack("<5H3L2H", 20, 0, 8, 0, 0x5A21, crc, packed, size, len(_NAME), 0)


def _prefix(crc: int, packed: int, size: int) -> bytes:
    return b"PK\x03\x04" + _common(crc, packed, size) + _NAME


def _suffix(crc: int, packed: int, size: int) -> bytes:
    directory = b"PK\x01\x02\x14\x00" + _common(crc, packed, size) + struct.pack("<3H2L", 0, 0, 0, 0, 0) + _NAME
    offset = max(0, size - len(directory) - 22 - len(_COMMENT))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), offset, len(_COMMENT))
    return directory + end + _COMMENT


def _solved(columns: list[int], wanted: int) -> int:
    """The bits x for which the columns that they choose add up to `wanted`, over the field of two elements."""
    basis: dict[int, tuple[int, int]] = {}
    for place, column in enumerate(columns):
        value, chosen = _reduced(column, 1 << place, basis)
        if value:
            basis[value.bit_length()] = (value, chosen)
    value, chosen = _reduced(wanted, 0, basis)
    if value:
        raise AssertionError("no checksum fits; change the comment by a letter")
    return chosen


def _reduced(value: int, chosen: int, basis: dict[int, tuple[int, int]]) -> tuple[int, int]:
    while value and value.bit_length() in basis:
        other, with_it = basis[value.bit_length()]
        value ^= other
        chosen ^= with_it
    return value, chosen
