"""OLE containers ([MS-CFB]) from strangers: what they say of their own size is checked before olefile believes it.

olefile reads as many sectors as a container says a stream has. A chain of sectors that runs in a circle and a size of
four gigabytes make that an attack: 17 kilobytes took 3.6 GB of memory.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from tenderscan.readers import effort

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a container."""
BROKEN = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OverflowError),
    *(struct.error, EOFError),
)
"""What olefile raises at containers that hold to no standard."""
_HEAD = 512
_SHIFT_AT, _FAT_AT, _MINI_FAT_AT, _DIFAT_AT = 30, 44, 64, 72
_SECTORS = (9, 12)
"""Powers of two that a sector may have bytes (2.2)."""
_IN_HEAD = 109
"""Sectors of the allocation table that the header names."""


@contextmanager
def opened(content: bytes) -> Iterator[olefile.OleFileIO]:
    """The container in `content`.

    Raises:
        BROKEN: it is none, or broken.
    """
    effort.check()
    _check_head(content)
    # never as bytes, of which a few would be taken for the path of a file
    with _Container(io.BytesIO(content)) as container:
        if container.root is None or container.root.size > len(content):
            raise ValueError("small streams larger than their container")
        yield container


def stream(container: olefile.OleFileIO, name: str | list[str], most: int) -> bytes:
    """Bytes of a stream; `most` is the size of the container.

    Raises:
        BROKEN: it is not there or broken.
    """
    effort.check()
    if container.get_size(name) > most:
        raise ValueError("a stream larger than its container")
    with container.openstream(name) as opened_stream:
        return bytes(opened_stream.read())


class _Container(olefile.OleFileIO):  # type: ignore[misc]
    """A container whose entries are not compared with each other, which takes hours where there are 200,000."""

    def _check_duplicate_stream(self, first_sect: int, minifat: bool = False) -> None:
        """Streams that share their content do no harm here."""


def _check_head(content: bytes) -> None:
    """Refuse allocation tables that are larger than the container has use for (2.2)."""
    if len(content) < _HEAD:
        raise ValueError("no container")
    (shift,) = struct.unpack_from("<H", content, _SHIFT_AT)
    if shift not in _SECTORS:
        raise ValueError("sectors of an odd size")
    sectors = (len(content) >> shift) + 1
    fat, mini_fat, difat = (struct.unpack_from("<I", content, at)[0] for at in (_FAT_AT, _MINI_FAT_AT, _DIFAT_AT))
    # a table sector describes as many sectors as it holds numbers of four bytes; some programs are generous with them
    useful = 2 * (sectors >> (shift - 2)) + _IN_HEAD
    if fat > useful or difat > useful or mini_fat > sectors:
        raise ValueError("allocation tables larger than their container")
