"""The traps of tenders and contracts, through the whole tagger: what must be found in a text, and what must not."""

import pytest

from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger import traps_money, traps_others
from tests.unit.tagger.sample import sample
from tests.unit.tagger.traps import Row, begins, line

ROWS = [*traps_money.ROWS, *traps_others.ROWS]

FALLEN_INTO: dict[str, str] = {
    "money: deposit in rupees": "a deposit of a bidder is of no kind, as with the fee it is paid with",
    "money: two limits of one cover": "the cover is named behind the second limit, too far from the first",
}
"""Traps that still catch the tagger, by name, each with what it says instead."""


def _row(row: Row) -> object:
    name, *_ = row
    reason = FALLEN_INTO.get(name)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(*row[1:], id=name, marks=marks)


@pytest.mark.parametrize(("text", "found", "never"), [_row(row) for row in ROWS])
def test_traps(tagger: Tagger, text: str, found: tuple[str, ...], never: tuple[str, ...]) -> None:
    lines = [line(finding) for finding in tagger.tag(sample(text))]
    missed = [wanted for wanted in found if not any(begins(one, wanted) for one in lines)]
    wrong = [one for one in lines for unwanted in never if begins(one, unwanted)]
    assert (missed, wrong) == ([], []), lines


def test_every_trap_has_a_name_of_its_own_and_says_something() -> None:
    names = [name for name, *_ in ROWS]
    assert len(set(names)) == len(names)
    assert set(FALLEN_INTO) <= set(names)
    assert all(found or never for _, _, found, never in ROWS)
