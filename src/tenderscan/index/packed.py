"""Whole numbers as bytes, the same on every machine."""

import sys
from array import array
from collections.abc import Sequence

_WIDTHS = {"B": 1, "H": 2, "I": 4, "Q": 8}
_BIG_ENDIAN = sys.byteorder == "big"


class NotPacked(ValueError):
    """Bytes that are not what was once written; an engine says that the index is damaged."""


class Gone(NotPacked):
    """A file that is not there; perhaps because somebody has just put another in its place."""


def pack(numbers: Sequence[int]) -> bytes:
    """Numbers of at most 32 bits in as few bytes as they need: a letter for their width, then the numbers."""
    return pack_array(narrow(numbers))


def narrow(numbers: Sequence[int]) -> "array[int]":
    """An array of the least width that holds these numbers."""
    largest = max(numbers, default=0)
    return array("B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I", numbers)


def pack_array(numbers: "array[int]") -> bytes:
    """Like `pack`, in the width that the array has."""
    return numbers.typecode.encode("ascii") + to_bytes(numbers)


def unpack(content: bytes) -> "array[int]":
    """The numbers that were packed.

    Raises:
        NotPacked: the bytes were not made by `pack`.
    """
    width(content)
    return from_bytes(content[:1].decode("ascii"), content[1:])


def width(content: bytes) -> int:
    """Bytes of each of the packed numbers.

    Raises:
        NotPacked: the bytes were not made by `pack`.
    """
    code = content[:1].decode("ascii", "replace")
    if code not in _WIDTHS:
        raise NotPacked("not packed numbers")
    return _WIDTHS[code]


def to_bytes(numbers: "array[int]") -> bytes:
    """Numbers as they are, little-endian."""
    if _BIG_ENDIAN:
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def from_bytes(code: str, content: bytes) -> "array[int]":
    """What `to_bytes` made of an array with this letter.

    Raises:
        NotPacked: there is a number too short.
    """
    numbers = array(code)
    if len(content) % numbers.itemsize:
        raise NotPacked("numbers of an impossible size")
    numbers.frombytes(content)
    if _BIG_ENDIAN:
        numbers.byteswap()
    return numbers
