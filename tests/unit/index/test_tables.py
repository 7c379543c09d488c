"""Sealed files, and the tables of words in them."""

import random
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.index.packed import NotPacked
from tenderscan.index.sealed import SealedFile, SealedWriter
from tenderscan.index.tables import Item, Table, write_table

WORDS = st.binary(max_size=4).filter(lambda word: b"\n" not in word)
ITEMS = st.dictionaries(WORDS, st.binary(max_size=9), max_size=40).map(lambda found: sorted(found.items()))


class Kept(BytesIO):
    """Keeps what was written when it is closed."""

    def close(self) -> None:
        pass


def written(items: list[Item]) -> bytes:
    file = Kept()
    writer = SealedWriter(file)
    writer.write(b"before")
    write_table(writer, "words", items)
    write_table(writer, "none", [])
    writer.seal()
    writer.close()
    return file.getvalue()


def check_all(content: bytes) -> None:
    for name in ("words", "none"):
        table(content, name).check()


def table(content: bytes, name: str = "words") -> Table:
    return Table(SealedFile(BytesIO(content)), name)


@given(items=ITEMS, asked=WORDS)
def test_a_table_gives_back_what_was_written(items: list[Item], asked: bytes) -> None:
    words = table(written(items))
    assert list(words.items()) == items
    assert words.get(asked) == dict(items).get(asked)
    assert list(words.words_from(asked)) == [word for word, _ in items if word >= asked]
    words.check()


@pytest.mark.parametrize("number", [0, 1, 127, 128, 129, 1000])
def test_blocks_do_not_show(number: int) -> None:
    items = [(f"{n:05}".encode(), bytes(n % 300)) for n in range(0, 2 * number, 2)]
    words = table(written(items))
    for n in range(-1, 2 * number + 1):
        word = f"{n:05}".encode()
        assert words.get(word) == dict(items).get(word)
        assert next(words.words_from(word), None) == next((other for other, _ in items if other >= word), None)
    assert list(words.items()) == items
    words.check()
    assert list(table(written(items), "none").items()) == []


def test_every_changed_byte_is_noticed_where_it_is_read() -> None:
    items = [(f"{n:05}".encode(), str(n).encode() * 3) for n in range(300)]
    whole = written(items)
    for at in range(len(b"before"), len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        with pytest.raises((NotPacked, ValueError, KeyError)):
            check_all(changed)


def test_a_file_without_its_end_is_noticed_at_once() -> None:
    whole = written([(b"word", b"value")])
    for size in range(len(whole)):
        with pytest.raises(Exception):  # noqa: B017, PT011  # struct's, json's and ours; the engine takes them all
            SealedFile(BytesIO(whole[:size]))


def test_words_in_a_wrong_order_are_noticed() -> None:
    """No checksum shows that: the words are what was written."""
    items = [(f"{n:05}".encode(), b"") for n in range(300)]
    draw = random.Random(1)
    for _ in range(20):
        first, second = sorted(draw.sample(range(300), 2))
        swapped = [*items]
        swapped[first], swapped[second] = swapped[second], swapped[first]
        with pytest.raises(NotPacked, match="order"):
            table(written(swapped)).check()
    with pytest.raises(NotPacked, match="order"):
        table(written([*items[:5], items[4], *items[5:]])).check()


def test_a_file_with_zeroed_sizes_is_refused() -> None:
    """The checksum of nothing is 0, so that a directory of no bytes would pass."""
    content = written([(b"word", b"value")])
    with pytest.raises(NotPacked):
        SealedFile(BytesIO(content[:-16] + bytes(8) + content[-8:]))


def test_a_file_without_the_part_that_is_asked_for_is_refused() -> None:
    with pytest.raises(NotPacked, match="without"):
        SealedFile(BytesIO(written([]))).part("another")


class Slow(BytesIO):
    """Hands out a few bytes at a time, as a system may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(3, size or 0))


def test_a_read_that_is_handed_out_in_pieces_is_put_together() -> None:
    items = [(b"first", b"value" * 9), (b"second", b"x")]
    assert list(Table(SealedFile(Slow(written(items))), "words").items()) == items


class Broken(BytesIO):
    """A disk that fails after the file was opened."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size == 4:
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_what_the_disk_refuses_is_damage() -> None:
    with pytest.raises(NotPacked, match="cannot be read"):
        SealedFile(Broken(written([]))).read(0, 4)
