"""Rich text as Outlook packs it ([MS-OXRTFCP])."""

import struct

from tenderscan.readers import effort

_HEAD = struct.Struct("<IIII")
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D  # "LZFu", "MELA"
_WINDOW = 4096
# What the window holds at first, so that the beginning of every RTF is short.
_FILLED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked_rtf(content: bytes, most: int) -> bytes | None:
    """Unpack rich text, up to `most` bytes; None where it is not packed in this way.

    What is cut off is unpacked as far as it goes. Nothing of it can be expanded more than 17 times.
    """
    if len(content) < _HEAD.size:
        return None
    _, size, kind, _ = _HEAD.unpack_from(content)
    packed = content[_HEAD.size :]
    if kind == _PLAIN:
        return packed[:size]
    return _unpacked(packed, min(size, most)) if kind == _PACKED else None


def _unpacked(packed: bytes, size: int) -> bytes:
    window = _Window()
    at = 0
    while at < len(packed) and len(window.written) < size:
        effort.check()
        control = packed[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                reference = int.from_bytes(packed[at : at + 2], "big")
                # one that points to where the next byte goes says that the text ends here
                if at + 2 > len(packed) or reference >> 4 == window.place:
                    return bytes(window.written[:size])
                window.copy(reference >> 4, (reference & 15) + 2)
                at += 2
            elif at < len(packed):
                window.write(packed[at])
                at += 1
    return bytes(window.written[:size])


class _Window:
    """The last 4,096 bytes, from which what comes again is copied, and all that has been written."""

    def __init__(self) -> None:
        self._bytes = bytearray(_WINDOW)
        self._bytes[: len(_FILLED)] = _FILLED
        self.place = len(_FILLED)
        self.written = bytearray()

    def write(self, byte: int) -> None:
        self._bytes[self.place] = byte
        self.place = (self.place + 1) % _WINDOW
        self.written.append(byte)

    def copy(self, start: int, length: int) -> None:
        for place in range(start, start + length):  # one by one: it may copy what it has just written
            self.write(self._bytes[place % _WINDOW])
