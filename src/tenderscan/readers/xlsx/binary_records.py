"""Records of the parts of an XLSB, and the strings in them; all numbers are little-endian."""

import struct
from collections.abc import Iterator

from tenderscan.readers import effort

_EVERY = 512


def binary_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of the records of a part of an XLSB ([MS-XLSB] 2.1.4), as far as they are whole."""
    at = count = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80 and at < len(part):
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            if at >= len(part):
                return
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        count += 1
        if count % _EVERY == 0:
            effort.check()
        yield kind, part[at : at + size]
        at += size


def wide(data: bytes, at: int = 0) -> tuple[str, int]:
    """A string of an XLSB: its length in characters, then UTF-16 (2.5.169); and where it ends.

    A string that is absent has the length -1 and is empty.
    """
    (count,) = struct.unpack_from("<i", data, at)
    end = at + 4 + 2 * max(count, 0)
    return data[at + 4 : end].decode("utf-16-le", "replace"), min(end, len(data))
