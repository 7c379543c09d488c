from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.index.engine import Entry
from tenderscan.index.postings import invert, pack, unpack

POSITIONS = st.lists(st.integers(1, 100_000), min_size=1, max_size=50).map(lambda steps: list(accumulate(steps)))


@given(positions=POSITIONS, in_title=st.integers(0, 300))
def test_positions_survive_packing(positions: list[int], in_title: int) -> None:
    assert unpack(pack(in_title, positions)) == (in_title, positions)


@pytest.mark.parametrize(
    ("positions", "size"), [([0, 1, 2], 5), ([0, 255], 4), ([0, 256], 7), ([0, 70_000], 13)], ids=str
)
def test_distances_take_as_few_bytes_as_they_need(positions: list[int], size: int) -> None:
    assert len(pack(0, positions)) == size


def test_bytes_of_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="packed"):
        unpack(b"\x80\x02")


def test_a_gap_stands_between_title_and_text() -> None:
    inverted = invert(Entry("x", "Award letter", "letter to Hollins"))
    assert unpack(inverted.forms["letter"].places) == (1, [1, 3])
    assert inverted.forms["letter"].weight == 4.0
    assert inverted.length == 5


def test_stems_gather_their_forms() -> None:
    inverted = invert(Entry("x", "tender", "tenders tendering"))
    assert inverted.stems == {"tender": 5.0}
    assert set(inverted.forms) == {"tender", "tenders", "tendering"}
