"""A file that is written from front to back, once, and knows when it is not whole.

It holds whatever its owner writes, then named parts, then a directory of the parts. The directory stands at the end,
behind everything it speaks of: a file that was cut off has none, and is noticed before anything is read from it.
"""

import json
import struct
from typing import Literal, Protocol
from zlib import crc32

from tenderscan.index.packed import NotPacked

_END = struct.Struct("<QI8s")
"""Size of the directory, its checksum, and `_MARK`."""
_MARK = b"tscan-2\n"


class File(Protocol):
    """What is needed of an open file."""

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes."""

    def write(self, content: bytes, /) -> object:
        """Append."""

    def seek(self, position: int, whence: Literal[0, 2] = 0, /) -> object:
        """Go to a position, from the start, or with whence 2 from the end."""

    def tell(self) -> int:
        """The position."""

    def close(self) -> None:
        """Let go of it."""


class SealedWriter:
    """Writes such a file."""

    def __init__(self, file: File) -> None:
        """Begin at the start of an empty file."""
        self._file = file
        self._parts: dict[str, tuple[int, int, int]] = {}
        self.position = 0

    def write(self, content: bytes) -> None:
        """Append; the owner remembers where it stands and how it is checked."""
        self._file.write(content)
        self.position += len(content)

    def part(self, name: str, content: bytes) -> None:
        """Append a part that is asked for by name."""
        self._parts[name] = (self.position, len(content), crc32(content))
        self.write(content)

    def seal(self) -> None:
        """Write the directory; without it the file can never be read."""
        directory = json.dumps(self._parts).encode("ascii")
        self._file.write(directory + _END.pack(len(directory), crc32(directory), _MARK))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class SealedFile:
    """Reads such a file; not for two threads at once.

    Whatever is wrong with the bytes, `NotPacked` is raised and nothing else: all that is read is checked first.
    """

    def __init__(self, file: File) -> None:
        """Take over an open file and read its directory.

        Raises:
            NotPacked: the file is not whole.
        """
        self._file = file
        file.seek(0, 2)
        size = file.tell()
        length, check, mark = _END.unpack(self.read(max(size - _END.size, 0), _END.size))
        if mark != _MARK or not 0 < length <= size - _END.size:  # the checksum of nothing is 0, as of zeroed bytes
            raise NotPacked("a file without its end")
        directory = self.read(size - _END.size - length, length)
        self._parts: dict[str, tuple[int, int, int]] = json.loads(checked(directory, check))

    def read(self, position: int, size: int) -> bytes:
        """So many bytes, not one less."""
        try:
            self._file.seek(position)
            content = self._file.read(size)
            while len(content) < size and (more := self._file.read(size - len(content))):
                content += more  # a system may hand out less at a time, far off or very large
        except PermissionError:  # somebody holds it just now
            raise
        except OSError as fault:
            raise NotPacked("bytes that cannot be read") from fault
        if len(content) != size:
            raise NotPacked("a file that is too short")
        return content

    def part(self, name: str) -> bytes:
        """A part by its name."""
        if name not in self._parts:
            raise NotPacked(f"a file without {name}")
        position, size, check = self._parts[name]
        return checked(self.read(position, size), check)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def checked(content: bytes, check: int) -> bytes:
    """The content itself, once it is known to be what was written."""
    if crc32(content) != check:
        raise NotPacked("bytes that were changed")
    return content
