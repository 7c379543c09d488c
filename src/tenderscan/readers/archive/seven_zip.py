"""Walking through a 7-Zip archive.

Only what Python itself can unpack is read: that is what 7-Zip packs by default (LZMA2) and nearly all it can pack with.
The library for this format (py7zr) brings a decoder of PPMd that damaged data drive into writing over foreign memory.
"""

import bz2
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from tenderscan.document import Source
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded, PasswordProtected, UnsupportedFormat
from tenderscan.readers import effort
from tenderscan.readers.archive.bounds import (
    BROKEN,
    LARGE,
    PIECE,
    Inflate,
    check_whole,
    damaged,
    decoded,
    lzma_alone,
    oversize,
)
from tenderscan.readers.archive.listing import Entry, refused_link, too_many
from tenderscan.readers.archive.seven_zip_directory import Block, Coder, File, TooManyFilesError, directory
from tenderscan.readers.members import printable
from tenderscan.settings import Limits

_MOST_ENTRIES = 20
"""Times the members that are allowed: entries of a directory, folders and what is passed over included."""
_COPY, _LZMA, _LZMA2, _BZIP2, _DEFLATE = b"\x00", b"\x03\x01\x01", b"\x21", b"\x04\x02\x02", b"\x04\x01\x08"
_ENCRYPTED = b"\x06\xf1\x07\x01"
_DELTA = b"\x03"
_FILTERS = {
    b"\x04": lzma.FILTER_X86,
    b"\x05": lzma.FILTER_POWERPC,
    b"\x06": lzma.FILTER_IA64,
    b"\x07": lzma.FILTER_ARM,
    b"\x08": lzma.FILTER_ARMTHUMB,
    b"\x09": lzma.FILTER_SPARC,
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
}
"""What makes programs easier to pack, under the numbers of either version of the format."""
_NAMES = {
    b"\x03\x04\x01": "PPMd", b"\x03\x03\x01\x1b": "BCJ2", b"\x04\x01\x09": "Deflate64",
    b"\x04\xf7\x11\x01": "Zstandard", b"\x04\xf7\x11\x02": "Brotli", b"\x04\xf7\x11\x04": "LZ4",
}  # fmt: skip
"""Methods that are not read."""
_UNPACK = "Unpack the archive with the program it was made with, and read the files."


@dataclass(slots=True)
class _Run:
    """A block on its way out of the decoder, file after file.

    Attributes:
        block: what is unpacked.
        content: of the archive.
        name: of the archive.
        position: bytes of the block that have come out.
    """

    block: Block
    content: bytes
    name: str
    position: int = 0
    _pieces: Iterator[bytes] | None = None
    _rest: memoryview = field(default_factory=lambda: memoryview(b""))

    def pieces(self, file: File) -> Iterator[bytes]:
        """The bytes of a file that lies behind those asked for before.

        Raises:
            FileDamaged: the data are broken, here or before.
        """
        self._skip(file)
        found, left = 0, file.size
        while left:
            piece = bytes(self._next(left, file.path))
            found, left = zlib.crc32(piece, found), left - len(piece)
            yield piece
        if file.crc is not None and found != file.crc:
            raise damaged(file.path, self.name)

    def _skip(self, file: File) -> None:
        while self.position < file.start:
            self._next(file.start - self.position, file.path)

    def _next(self, most: int, path: str) -> memoryview:
        effort.check()
        if self._pieces is None:
            self._pieces = _decoded(self.block, self.content)
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except (StopIteration, *BROKEN) as error:
            raise damaged(path, self.name) from error
        piece, self._rest = self._rest[:most], self._rest[most:]
        self.position += len(piece)
        return piece


def entries(content: bytes, source: Source, limits: Limits) -> Iterator[Entry]:
    """Files of the archive.

    Raises:
        FileDamaged: its directory is cut off or broken.
        PasswordProtected: the directory is encrypted too.
        LimitExceeded: it claims to unpack to more than the limits allow, or holds too many files.
    """
    try:
        blocks, files = directory(
            content, _MOST_ENTRIES * limits.members, lambda block, most: _directory(block, content, source, most)
        )
    except TooManyFilesError as error:
        raise too_many(source.name, limits) from error
    except BROKEN as error:
        raise FileDamaged(
            f"{source.name} is cut off or damaged: its directory, which stands at its end, cannot be read.\n"
            "Fetch the archive again from where it came."
        ) from error
    runs = [_Run(block, content, source.name) for block in blocks]
    problems = [_problem(block, limits) for block in blocks]
    found = [_entry(file, runs, problems, source, limits) for file in files]
    check_whole(source.name, sum(e.size or 0 for e in found if not e.problem), len(content), limits)
    yield from found


def _directory(block: Block, content: bytes, source: Source, most: int) -> bytes:
    """A directory that is packed itself.

    Raises:
        PasswordProtected: only who knows the password can unpack it.
        UnsupportedFormat: it is packed by a rare method.
        EOFError: it breaks off.
    """
    if any(method == _ENCRYPTED for method in block.methods):
        raise PasswordProtected(
            f"{source.name} is protected by a password.\nUnpack it with the password and read the files."
        )
    if not _is_readable(block):
        raise UnsupportedFormat(f"{source.name} has a directory packed by a method that is not read.\n{_UNPACK}")
    header = b""
    for piece in _decoded(block, content):
        header += piece
        if len(header) >= min(block.unpacked, most):
            break
    if len(header) < block.unpacked:
        raise EOFError("the directory breaks off")
    return header[: block.unpacked]


def _entry(
    file: File, runs: list[_Run], problems: list[tuple[type[FileProblem], str] | None], source: Source, limits: Limits
) -> Entry:
    if file.block is None:
        return Entry(file.path, 0, problem=refused_link(file.path, source.name) if file.is_special else None)
    run = runs[file.block]
    packed = run.block.packed if file.size == run.block.unpacked else None
    entry = Entry(file.path, file.size, packed, pieces=partial(run.pieces, file))
    problem: FileProblem | None = None
    if file.is_special:
        problem = refused_link(file.path, source.name)
    elif stands := problems[file.block]:
        problem = stands[0](f"{printable(file.path)} in {source.name} {stands[1]}")
    problem = problem or oversize(entry, source.name, file.size, limits)
    return Entry(entry.path, entry.size, entry.packed, problem, entry.pieces)


def _problem(block: Block, limits: Limits) -> tuple[type[FileProblem], str] | None:
    """What stands against all files of a block: the error, and its message behind the name of the file."""
    if any(method == _ENCRYPTED for method in block.methods):
        return PasswordProtected, f"opens only with a password.\n{_UNPACK}"
    if not _is_readable(block):
        named = ", ".join(_NAMES.get(method, method.hex()) for method in block.methods)
        return UnsupportedFormat, f"is packed by a method that is not read ({named}).\n{_UNPACK}"
    if min(_dictionary(block.coders[0]), block.unpacked) > limits.memory:
        return LimitExceeded, f"takes more memory to unpack than is allowed.\n{_UNPACK}"
    if block.unpacked > LARGE and block.unpacked > block.packed * limits.expansion_ratio:
        return LimitExceeded, (
            f"unpacks to more than {limits.expansion_ratio:,} times its size, like an archive bomb.\n"
            "If you trust it, unpack it yourself, or allow more: --allow expansion_ratio=NUMBER."
        )
    return None


def _is_readable(block: Block) -> bool:
    if not block.coders:
        return False
    first, *others = block.coders
    if not others:
        return first.method in (_COPY, _LZMA, _LZMA2, _BZIP2, _DEFLATE)
    # Only LZMA2 says where it ends, without which the filters keep the last bytes back.
    return first.method == _LZMA2 and all(coder.method == _DELTA or coder.method in _FILTERS for coder in others)


def _dictionary(coder: Coder) -> int:
    """Bytes that a decoder keeps of what it has unpacked."""
    if coder.method == _LZMA2 and coder.properties:
        bits = coder.properties[0]
        return int((2 | bits & 1) << (bits // 2 + 11))
    return int.from_bytes(coder.properties[1:5], "little") if coder.method == _LZMA else 0


def _decoded(block: Block, content: bytes) -> Iterator[bytes]:
    """What comes out of a block that is readable, in pieces."""
    first, *others = block.coders
    packed = memoryview(content)[block.place : block.place + block.packed]
    if first.method == _COPY:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
    elif first.method == _BZIP2:
        yield from decoded(bz2.BZ2Decompressor(), packed, open_end=True)
    elif first.method == _DEFLATE:
        yield from decoded(Inflate(-zlib.MAX_WBITS), packed, open_end=True)
    elif first.method == _LZMA:
        yield from decoded(lzma_alone(first.properties), packed, open_end=True)
    else:
        size = max(4_096, min(_dictionary(first), block.unpacked))
        chain = [*map(_filter, reversed(others)), {"id": lzma.FILTER_LZMA2, "dict_size": size}]
        yield from decoded(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain), packed, open_end=True)


def _filter(coder: Coder) -> dict[str, int]:
    if coder.method == _DELTA:
        return {"id": lzma.FILTER_DELTA, "dist": coder.properties[0] + 1 if coder.properties else 1}
    return {"id": _FILTERS[coder.method]}
