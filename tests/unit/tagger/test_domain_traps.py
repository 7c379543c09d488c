"""The traps of tenders and contracts, through the whole tagger: what must be found in a text, and what must not."""

import pytest

from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger import traps_money, traps_others
from tests.unit.tagger.sample import sample
from tests.unit.tagger.traps import Row, begins, line

ROWS = [*traps_money.ROWS, *traps_others.ROWS]

FALLEN_INTO: dict[str, str] = {
    "money: VAT of the sum": "the tax is a contract value",
    "money: maximum value of a call-off": "a ceiling is a threshold",
    "money: including extensions": "the total is of no kind",
    "money: lots": "the value of a lot is of no kind",
    "money: dollars": "a price per year is an annual value in pounds only",
    "money: negative with a sign": "a minus before the sign is lost",
    "money: negative in a sentence": "a minus before the sign is lost",
    "money: net, VAT, gross": "net and gross say nothing of the basis",
    "money: deposit in rupees": "an earnest money deposit is of no kind",
    "money: a rate with /h": "an hour written as a letter is no period",
    "money: two limits of one cover": "the first limit is of no kind",
    "supplier: a council that is paid": "a council in the column of suppliers is a buyer",
    "date: day first": "the day on which tenders close has no role",
    "date: tenders close": "the day on which tenders close has no role",
    "weighting: changed by a clarification": "reads the old percentage",
    "clause: two periods of payment": "the second period hides the first",
    "commitment: a code before the number": "finds no promise",
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
