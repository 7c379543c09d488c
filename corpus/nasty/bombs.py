"""Archives that unpack to far more than one would think, or never end."""

import bz2
import lzma
import struct
import tarfile
import zlib
from functools import partial

from corpus.nasty import zips
from corpus.nasty.model import FAILED, PARTLY, READ, SENTENCE, Case, Fate
from corpus.nasty.quine import quine
from corpus.nasty.zips import Raw

TEXT = f"{SENTENCE}\n".encode()
GOOD = Fate(READ, says=SENTENCE)
LOST = Fate(PARTLY, "member-not-read")
BOMB = Fate(FAILED, "limit-exceeded")
REFUSED = Fate(FAILED, "refused")
LOCKED = Fate(FAILED, "password-protected")
DAMAGED = Fate(FAILED, "damaged")
GIBIBYTE = 1 << 30


def gzip_of(content: bytes, name: bytes = b"") -> bytes:
    """A file packed with gzip; `name` stands in its header."""
    head = b"\x1f\x8b\x08" + bytes([8 if name else 0]) + b"\x00\x00\x00\x00\x02\xff" + (name + b"\x00" if name else b"")
    return head + zips.deflated(content) + struct.pack("<2L", zlib.crc32(content), len(content) & 0xFFFFFFFF)


def _nested(levels: int) -> bytes:
    content, name = TEXT, b"note.txt"
    for level in range(levels, 0, -1):
        content, name = zips.archive([Raw(name, content)]), f"level-{level:02}.zip".encode()
    return content


def _wide() -> bytes:
    files = [Raw(f"notes/{n:04}.txt".encode(), f"Note {n}. {SENTENCE}\n".encode()) for n in range(5000)]
    bad = files[2500]
    files[2500] = Raw(bad.path, bad.content, crc=1)
    return zips.archive(files)


def _shared() -> bytes:
    """Five hundred entries of the directory for the same data."""
    kernel = Raw(b"0", method=zips.DEFLATED, crc=zips.zeros_crc(1 << 24), size=1 << 24, packed=zips.zeros(1 << 24))
    data = zips.local(kernel) + kernel.data
    directory = b"".join(zips.central(kernel, 0) for _ in range(500))
    return data + directory + zips.end(500, len(directory), len(data))


def _quoted() -> bytes:
    """Each file's data quote the header of the next file, and go on in it: one kernel for all (Fifield 2019)."""
    size, count = 1 << 24, 60
    tail, crc, length = zips.zeros(size), zips.zeros_crc(size), size
    headers: list[tuple[Raw, int]] = []
    contents = b""
    for number in reversed(range(count)):
        raw = Raw(f"{number:02}".encode(), crc=crc, size=length, packed=tail)
        headers.insert(0, (raw, len(tail)))
        header = zips.local(raw)
        tail = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header + tail
        contents = header + contents
        length += len(header)
        crc = _zeros_behind(contents, size)
    data = tail[5:]  # the first header is a header, not a quotation
    directory, at = b"", 0
    for raw, packed in headers:
        directory += zips.central(raw, at, packed)
        at += len(zips.local(raw)) + 5
    return data + directory + zips.end(count, len(directory), len(data))


def _zeros_behind(content: bytes, count: int) -> int:
    """Checksum of some bytes with zeros (whole mebibytes) behind them."""
    crc, block = zlib.crc32(content), bytes(1 << 20)
    for _ in range(count >> 20):
        crc = zlib.crc32(block, crc)
    return crc


def _bomb(size: int, claimed: int | None = None) -> Raw:
    """A file of zeros, and what the directory claims of its size."""
    return Raw(b"zeros.bin", crc=zips.zeros_crc(size), size=claimed or size, packed=zips.zeros(size))


def _gzip_bomb(size: int) -> bytes:
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head + zips.zeros(size) + struct.pack("<2L", zips.zeros_crc(size), size & 0xFFFFFFFF)


def _gzip_bomb_tar() -> bytes:
    """A gzip stream of one tar header and many zeros."""
    size = 1 << 29
    header = tarfile.TarInfo("zeros.bin")
    header.size = size
    block = header.tobuf(tarfile.GNU_FORMAT)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + first + zips.zeros(size) + bytes(8)


def cases() -> list[Case]:
    """All of them."""
    first = "level-02.zip"
    deep = "!/".join(f"level-{n:02}.zip" for n in range(2, 9))
    return [
        Case(
            "zip-30-levels-deep.zip",
            "ZIP in ZIP, thirty levels.",
            partial(_nested, 30),
            Fate(READ),
            {first: Fate(READ), deep: Fate(READ), f"{deep}!/level-09.zip": LOST},
        ),
        Case(
            "zip-wide-with-one-bad-member.zip",
            "5,000 files, one of which has a wrong checksum.",
            _wide,
            LOST,
            {"notes/2500.txt": DAMAGED},
            GOOD,
        ),
        Case(
            "zip-deflate-bomb.zip",
            "A gibibyte of zeros in a megabyte.",
            lambda: zips.archive([Raw(b"note.txt", TEXT), _bomb(GIBIBYTE)]),
            LOST,
            {"note.txt": GOOD, "zeros.bin": BOMB},
        ),
        Case(
            "zip-bomb-that-claims-ten-bytes.zip",
            "The directory says ten bytes, a gibibyte comes out.",
            lambda: zips.archive([Raw(b"note.txt", TEXT), _bomb(GIBIBYTE, 10)]),
            LOST,
            {"note.txt": GOOD, "zeros.bin": BOMB},
        ),
        Case("zip-bomb-of-shared-data.zip", "500 files with the same data.", _shared, BOMB),
        Case(
            "zip-bomb-of-quoted-headers.zip", "60 files whose data lie in each other's (Fifield 2019).", _quoted, BOMB
        ),
        Case(
            "archive-which-holds-itself.zip",
            "A quine: its only file is the archive itself.",
            quine,
            LOST,
            {"archive-which-holds-itself.zip": BOMB},
        ),
        Case("gzip-bomb.gz", "A gibibyte of zeros.", partial(_gzip_bomb, GIBIBYTE), LOST, {"gzip-bomb": BOMB}),
        Case(
            "bzip2-bomb.bz2",
            "150 MB of zeros in a few bytes, in three streams.",
            lambda: bz2.compress(bytes(50_000_000)) * 3,
            LOST,
            {"bzip2-bomb": BOMB},
        ),
        Case("xz-bomb.xz", "64 MB of zeros.", lambda: lzma.compress(bytes(1 << 26), preset=0), LOST, {"xz-bomb": BOMB}),
        Case(
            "gzip-in-gzip-in-gzip-bomb.gz",
            "Three layers, of which the innermost is a bomb.",
            lambda: gzip_of(gzip_of(_gzip_bomb(GIBIBYTE), b"two.gz"), b"one.gz"),
            Fate(READ),
            {"one.gz!/two.gz!/two": BOMB},
        ),
        Case("tar-bomb.tar.gz", "A tar of which half a gigabyte are zeros.", _gzip_bomb_tar, BOMB),
    ]
