from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.index import packed
from tenderscan.index.packed import NotPacked, from_bytes, pack, to_bytes, unpack, width


@given(numbers=st.lists(st.integers(0, 2**32 - 1), max_size=30))
def test_numbers_survive_packing(numbers: list[int]) -> None:
    assert list(unpack(pack(numbers))) == numbers


@pytest.mark.parametrize(
    ("numbers", "each"), [([], 1), ([0, 255], 1), ([0, 256], 2), ([65_535], 2), ([65_536, 1], 4)], ids=str
)
def test_numbers_take_as_few_bytes_as_they_need(numbers: list[int], each: int) -> None:
    content = pack(numbers)
    assert width(content) == each
    assert len(content) == 1 + each * len(numbers)


def test_bytes_are_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert to_bytes(array("H", [1, 2])) == b"\1\0\2\0"
    monkeypatch.setattr(packed, "_BIG_ENDIAN", True)  # as if this machine were one, its numbers are turned round
    numbers = array("H", [1, 2])
    assert to_bytes(numbers) == b"\0\1\0\2"
    assert list(numbers) == [1, 2]
    assert list(from_bytes("H", b"\0\1\0\2")) == [1, 2]


@pytest.mark.parametrize("content", [b"", b"\x80\x02", b"u\0\0\0\0", b"H\1", b"I\1\2\3"])
def test_bytes_of_something_else_are_refused(content: bytes) -> None:
    with pytest.raises(NotPacked):
        unpack(content)
