"""Pictures: huge, endless, cut off."""

import io
import struct
import zlib
from functools import partial

from PIL import Image, ImageDraw

from corpus.nasty.model import ANY, FAILED, READABLE, Case, Fate

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def _white(width: int, height: int) -> bytes:
    """A white PNG of one bit a pixel, whose rows are packed a thousand at a time."""
    rows = (b"\x00" + b"\xff" * (-(-width // 8))) * 1000
    packer = zlib.compressobj(9)
    packer.compress(b"")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    total = 1
    for _ in range(height // 1000):
        total = zlib.adler32(rows, total)
    data = b"\x78\xda" + block * (height // 1000) + b"\x03\x00" + struct.pack(">L", total)
    head = struct.pack(">2L5B", width, height, 1, 0, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _text_bomb() -> bytes:
    """A small PNG with a comment that unpacks to 100 MB."""
    bomb = b"Comment\x00\x00" + zlib.compress(bytes(100_000_000), 9)
    whole = _png(_drawn("small"))
    return whole[:33] + _chunk(b"zTXt", bomb) + whole[33:]


def _drawn(text: str) -> Image.Image:
    picture = Image.new("L", (1000, 300), 255)
    ImageDraw.Draw(picture).text((50, 100), text, fill=0, font_size=48)
    return picture


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _tiff(pages: int, *, loop: bool = False) -> bytes:
    """A TIFF of white pages of eight by eight pixels; with `loop` the last is followed by the first."""
    out, size = bytearray(b"II*\x00" + struct.pack("<L", 16) + b"\xff" * 8), 2 + 9 * 12 + 4
    for number in range(pages):
        at = len(out)
        after = at + size if number < pages - 1 else 16 if loop else 0
        fields = [(256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8), (279, 8)]
        out += struct.pack("<H", len(fields))
        out += b"".join(struct.pack("<2H2L", tag, 4, 1, value) for tag, value in fields)
        out += struct.pack("<L", after)
    return bytes(out)


def _claims(width: int, height: int) -> bytes:
    """A BMP of 54 bytes."""
    head = struct.pack("<2sLHHL", b"BM", 54, 0, 0, 54)
    return head + struct.pack("<L2l2H6L", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def cases() -> list[Case]:
    """All of them."""
    stopped = Fate(FAILED, "limit-exceeded|damaged")
    words = "Acorn Ltd, 1200 pounds"
    return [
        Case(
            "png-of-60000-by-60000.png",
            "3,600 million white pixels in half a megabyte.",
            partial(_white, 60_000, 60_000),
            Fate(FAILED, "limit-exceeded"),
        ),
        Case(
            "png-with-a-comment-of-100-megabytes.png",
            "A small picture with a bomb in its comment.",
            _text_bomb,
            Fate(ANY, "damaged|limit-exceeded|converter-missing"),
        ),
        Case(
            "tiff-of-1000-pages.tiff",
            "White pages of eight by eight pixels.",
            partial(_tiff, 1000),
            Fate(ANY, "timeout"),
        ),
        Case(
            "tiff-that-never-ends.tiff",
            "Its last page is followed by its first.",
            partial(_tiff, 3, loop=True),
            Fate(ANY, "damaged|limit-exceeded"),
        ),
        Case(
            "bmp-of-two-billion-by-two-billion.bmp",
            "54 bytes that claim the largest picture there can be.",
            partial(_claims, 2_000_000_000, 2_000_000_000),
            stopped,
        ),
        Case(
            "jpeg-cut-in-half.jpg",
            "The lower half is missing.",
            lambda: _half(_jpeg(_drawn(words))),
            Fate(ANY, "damaged"),
        ),
        Case("jpeg-as-pdf.pdf", "A picture that says it is a PDF.", lambda: _jpeg(_drawn(words)), Fate(READABLE)),
        Case(
            "gif-of-nothing.gif",
            "A header, and no picture.",
            lambda: b"GIF89a\x0a\x00\x0a\x00\x00\x00\x00;",
            Fate(ANY, "damaged"),
        ),
    ]


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]
