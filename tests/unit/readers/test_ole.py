"""OLE containers that claim to be larger than they are."""

import struct
import tracemalloc

import pytest

from tenderscan.readers import ole as reader
from tests.build_ole import ole

CONTENT = ole({"Small": b"x" * 600, "Large": b"y" * 9_000, "Folder": {"Inner": b"z" * 5_000}})


def entry(name: str) -> int:
    """Where the directory entry with this name begins."""
    return CONTENT.index(name.encode("utf-16-le"))


def put(at: int, number: int) -> bytes:
    """The container with a number (4 bytes) put somewhere."""
    return CONTENT[:at] + struct.pack("<I", number) + CONTENT[at + 4 :]


def all_streams(content: bytes) -> list[bytes]:
    with reader.opened(content) as container:
        return [reader.stream(container, path, len(content)) for path in container.listdir()]


def test_whole_container() -> None:
    assert sorted(map(len, all_streams(CONTENT))) == [600, 5_000, 9_000]


BOMBS = [
    pytest.param(put(entry("Large") + 120, 0xFFFFFFF0), id="stream"),
    pytest.param(put(entry("Small") + 120, 0xFFFFFFF0), id="small stream"),
    pytest.param(put(entry("Root") + 120, 0xFFFFFFF0), id="all small streams"),
    pytest.param(put(64, 0x00FFFFFF), id="table of small streams"),
    pytest.param(put(44, 0x00FFFFFF), id="table"),
    pytest.param(put(72, 0x00FFFFFF), id="table of tables"),
    pytest.param(put(30, 0x0006001F), id="sectors of two gigabytes"),
    pytest.param(CONTENT[:300], id="cut off"),
]


@pytest.mark.parametrize("content", BOMBS)
def test_bombs_are_refused(content: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(reader.BROKEN):
        all_streams(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
