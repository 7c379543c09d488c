"""Summary properties of older Office files: what olefile says of them is the reference."""

import io
import struct
import time

import olefile
import pytest

from fuzz.ole import container
from tenderscan.document import Properties
from tenderscan.readers.xls.summary import summary

NARROW, WIDE, TIME, SHORT = 30, 31, 64, 2
NEVER = struct.pack("<Q", 0)
JANUARY = struct.pack("<Q", 134_120_808_000_000_000)  # 2026-01-05 10:00:00


def narrow(text: bytes) -> bytes:
    return struct.pack("<I", len(text) + 1) + text + b"\x00"


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text) + 1) + text.encode("utf-16-le") + b"\x00\x00"


def stream(*values: tuple[int, int, bytes], count: int | None = None) -> bytes:
    """A stream with one set of properties: number, type and bytes of each."""
    places, body = b"", b""
    for number, kind, value in values:
        places += struct.pack("<II", number, 8 + 8 * len(values) + len(body))
        body += (struct.pack("<I", kind) + value).ljust(-(-(len(value) + 4) // 4) * 4, b"\x00")
    inner = struct.pack("<I", len(values) if count is None else count) + places + body
    return bytes(24) + struct.pack("<I16xI", 1, 48) + struct.pack("<I", len(inner) + 4) + inner


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (stream((2, NARROW, narrow(b"Pr\xefces"))), Properties("Prïces")),
        (stream((1, SHORT, b"\xe9\xfd"), (2, NARROW, narrow("£1".encode()))), Properties("£1")),
        (stream((1, SHORT, b"\xe3\x04"), (4, NARROW, narrow("Цена".encode("cp1251")))), Properties(author="Цена")),
        (stream((1, SHORT, b"\xff\x00"), (2, NARROW, narrow(b"caf\xe9"))), Properties("café")),
        (stream((2, WIDE, wide("Prices – £")), (4, WIDE, wide("Ann\nÄrger"))), Properties("Prices – £", "Ann Ärger")),
        (stream((12, TIME, JANUARY), (13, TIME, NEVER)), Properties(created="2026-01-05T10:00:00")),
        (stream((13, TIME, b"\xff" * 8)), Properties()),
        (stream((2, NARROW, narrow(b""))), Properties()),
        (stream((2, TIME, JANUARY), (12, NARROW, narrow(b"x"))), Properties()),
        (stream((2, NARROW, b"\xff\xff\xff\xff" + b"a" * 5_000)), Properties("a" * 300)),
        (b"", Properties()),
        (stream((2, NARROW, narrow(b"whole")), (4, NARROW, narrow(b"cut")))[:-9], Properties("whole")),
    ],
)
def test_summary(content: bytes, expected: Properties) -> None:
    assert summary(content) == expected


def test_reference() -> None:
    content = stream((1, SHORT, b"\xe4\x04"), (2, NARROW, narrow(b"Prices")), (12, TIME, JANUARY))
    with olefile.OleFileIO(io.BytesIO(container({"\x05SummaryInformation": content}))) as opened:
        metadata = opened.get_metadata()
    said = summary(content)
    assert (said.title, said.created) == (metadata.title.decode(), metadata.create_time.isoformat())


@pytest.mark.parametrize("kind", [0x1000 | 1, 0x1000 | 12, 0x1000 | NARROW, 0x1000])
def test_counts_are_not_believed(kind: int) -> None:
    began = time.process_time()
    assert summary(stream((2, kind, b"\xff" * 8), count=0xFFFFFFFF)) == Properties()
    assert time.process_time() - began < 1
