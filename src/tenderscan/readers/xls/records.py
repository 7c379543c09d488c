"""Records of an XLS, and the strings in them; all numbers are little-endian."""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tenderscan.readers import effort

CONTINUE = 0x3C
_HIGH, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_EVERY = 512


class Record(NamedTuple):
    """A record of an XLS.

    Attributes:
        kind: its number.
        data: its content.
        more: contents of the records that continue it, which no record of less than 8,224 bytes needs.
    """

    kind: int
    data: bytes
    more: tuple[bytes, ...] = ()


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """Records from an offset on, as far as they are whole ([MS-XLS] 2.1.4)."""
    count = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        more: list[bytes] = []
        while at + 4 <= len(stream) and stream[at] == CONTINUE and stream[at + 1] == 0:
            (size,) = struct.unpack_from("<H", stream, at + 2)
            more.append(stream[at + 4 : at + 4 + size])
            at += 4 + size
        count += 1
        if count % _EVERY == 0:
            effort.check()
        yield Record(kind, data, tuple(more))


class Strings:
    """Strings of an XLS, which may run on into the records that continue theirs."""

    def __init__(self, segments: Sequence[bytes], at: int = 0) -> None:
        """Begin at an offset into the first segment."""
        self._segments = [segment for segment in segments if segment] or [b""]
        self._segment = 0
        self._at = at

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        self._advance()
        return self._segment >= len(self._segments)

    def string(self, *, short: bool = False) -> str:
        """The next string (2.5.294), whose length is one byte where it is `short`; "" where nothing is left."""
        if self._segment < len(self._segments):
            plain = self._plain(self._segments[self._segment], 1 if short else 2)
            if plain is not None:
                return plain
        count = self._number(1 if short else 2)
        return self.characters(count, marked=True)

    def _plain(self, segment: bytes, size: int) -> str | None:
        """The next string where it has neither runs nor extension and ends in its segment, which is mostly so."""
        at = self._at + size + 1
        if at > len(segment) or segment[at - 1] > _HIGH:
            return None
        count = int.from_bytes(segment[self._at : at - 1], "little")
        end = at + (2 * count if segment[at - 1] else count)
        if end > len(segment):
            return None
        self._at = end
        return segment[at:end].decode("utf-16-le" if segment[at - 1] else "latin-1", "replace")

    def characters(self, count: int, *, marked: bool) -> str:
        """So many characters; where they are `marked`, what they are comes first, and again in each new segment."""
        flags = self._number(1) if marked else 0
        runs = self._number(2) if flags & _RICH else 0
        extension = self._number(4) if flags & _EXTENDED else 0
        parts: list[str] = []
        while count > 0 and self._segment < len(self._segments):
            width = 2 if flags & _HIGH else 1
            left = self._segments[self._segment][self._at : self._at + count * width]
            parts.append(left.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
            taken = (len(left) + width - 1) // width
            count -= taken
            self._at += len(left)
            if count > 0:
                self._segment, self._at = self._segment + 1, 0
                flags = (flags & ~_HIGH) | (self._number(1) & _HIGH)
        self._skip(4 * runs + extension)
        return "".join(parts)

    def _number(self, size: int) -> int:
        value = b""
        while len(value) < size and not self.at_end:
            segment = self._segments[self._segment]
            value += segment[self._at : self._at + size - len(value)]
            self._at += size
            self._at = min(self._at, len(segment))
        return int.from_bytes(value, "little")

    def _skip(self, count: int) -> None:
        while count > 0 and self._segment < len(self._segments):
            step = min(count, max(len(self._segments[self._segment]) - self._at, 0))
            self._at += step
            count -= step
            if count > 0:
                self._segment, self._at = self._segment + 1, 0

    def _advance(self) -> None:
        while self._segment < len(self._segments) and self._at >= len(self._segments[self._segment]):
            self._segment, self._at = self._segment + 1, 0
