"""What a contract kept of what its bid promised."""

from decimal import Decimal

import pytest

from tenderscan.catalogue.commitments import Promise
from tenderscan.commitments.comparing import Kept, compare
from tenderscan.commitments.likeness import SURE, likeness
from tests.unit.commitments.build import ASPIRATIONAL, CONDITIONAL, promise, vow


def outcome(bid: Promise, *contract: Promise) -> tuple[str, str]:
    kept = compare([bid], contract)[0]
    return kept.outcome.value, kept.why


@pytest.mark.parametrize(
    ("bid", "contract", "expected"),
    [
        (promise("4", "apprentices", "apprentices"), promise("4", "apprentices", "apprentices"), ("kept", "")),
        (
            promise("4", "apprentices", "apprentices at level 2"),
            promise("3", "apprentices", "apprentices"),
            ("less", "3 instead of 4"),
        ),
        (promise("4", "trees", "native trees"), promise("1500", "trees", "trees"), ("more", "1,500 instead of 4")),
        (
            promise("4", "apprentices", "apprentices"),
            promise("4", "apprentices", "apprentices", strength=ASPIRATIONAL),
            ("less", "aspirational instead of firm"),
        ),
        (
            promise("4", "trees", "trees"),
            promise("9", "trees", "trees", strength=CONDITIONAL),
            ("unclear", "9 instead of 4, conditional instead of firm"),
        ),
        (
            promise("300", "hours", "volunteering", per="year"),
            promise("300", "hours", "volunteering"),
            ("unclear", "in all instead of a year"),
        ),
        # fewer days are more
        (
            promise("5", "days", "delivery of the goods", rule="commitment/delivery"),
            promise("10", "days", "delivery", rule="commitment/delivery"),
            ("less", "10 instead of 5"),
        ),
        (promise("4", "trees", "trees"), promise("4", "hours", "volunteering"), ("dropped", "not in the contract")),
    ],
)
def test_outcomes(bid: Promise, contract: Promise, expected: tuple[str, str]) -> None:
    assert outcome(bid, contract) == expected


def test_worth_less() -> None:
    bid = promise("4", "trees", "trees", amount=Decimal(100), currency="GBP")
    assert outcome(bid, promise("4", "trees", "trees", amount=Decimal(80), currency="GBP")) == (
        "less",
        "worth 80 instead of 100",
    )


def test_the_code_decides_before_the_words() -> None:
    bid = [
        promise("4", "people", "local jobs", code="NT1"),
        promise("6", "people", "jobs for care leavers", code="NT4"),
    ]
    contract = [promise("6", "people", "local jobs", code="NT4"), promise("4", "people", "jobs", code="NT 1")]
    kept = compare(bid, contract)
    assert [(one.outcome.value, one.contract[0].value.measure) for one in kept] == [
        ("kept", "jobs"),
        ("kept", "local jobs"),
    ]


def test_each_promise_is_paired_once_and_nothing_is_hidden() -> None:
    bid = [promise("4", "people", "local jobs"), promise("2", "people", "local jobs for veterans")]
    contract = [promise("4", "people", "local jobs"), promise("40", "trees", "trees")]
    kept = compare(bid, contract)
    assert [one.outcome.value for one in kept] == ["kept", "dropped", "added"]
    shown = [promise for one in kept for promise in (*one.bid, *one.contract)]
    assert len(shown) == len(bid) + len(contract)


def test_what_is_said_twice_counts_once_and_both_places_are_shown() -> None:
    bid = [promise("9", "trees", "trees", page=3), promise("9", "trees", "native trees", page=1, code="AB1")]
    (kept,) = compare(bid, [promise("9", "trees", "trees")])
    assert isinstance(kept, Kept)
    assert [one.evidence.page for one in kept.bid] == [1, 3]
    assert kept.outcome == "kept"


def test_empty_sides() -> None:
    assert compare([], []) == []
    assert [one.outcome.value for one in compare([], [promise("1", "trees", "trees")])] == ["added"]


def test_likeness() -> None:
    assert likeness(vow("1", "people", "x", code="NT1"), vow("2", "people", "y", code="NT1")) == SURE
    assert likeness(vow("1", "people", "jobs", code="NT1"), vow("1", "people", "jobs", code="NT2")) == 0
    assert likeness(vow("1", "people", "apprentices"), vow("1", "apprentices", "apprentice")) > 90
    assert likeness(vow("1", "hours", "volunteering"), vow("1", "hours", "careers talks")) == 0
    assert likeness(vow("1", "hours", "volunteering"), vow("1", "days", "volunteering")) > 0
    assert likeness(vow("1", "hours", "advice to charities"), vow("1", "days", "advice")) > 0
