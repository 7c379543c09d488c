"""What a contract kept of what its bid promised."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tenderscan.catalogue.commitments import Promise
from tenderscan.commitments.comparing import Kept
from tenderscan.commitments.comparing import compare as compare_by
from tenderscan.commitments.deadlines import later
from tenderscan.commitments.doubts import nearest
from tenderscan.commitments.likeness import SURE, likeness
from tenderscan.commitments.unjudged import RULE as UNJUDGED
from tenderscan.record import Strength
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tests.unit.commitments.build import ASPIRATIONAL, CONDITIONAL, promise, vow

RULES = load_rules(bundled("models") / "rules").commitments


def compare(bid: Sequence[Promise], contract: Sequence[Promise]) -> list[Kept]:
    return compare_by(bid, contract, RULES)


def outcome(bid: Promise, *contract: Promise) -> tuple[str, str]:
    kept = compare([bid], contract)[0]
    return kept.outcome.value, kept.why


def due(by: str | None) -> Promise:
    return promise("4", "trees", "trees", by=by)


def told(quote: str) -> Promise:
    return promise("4", "apprentices", "apprentices", quote=quote)


@pytest.mark.parametrize(
    ("bid", "contract", "expected"),
    [
        (promise("4", "apprentices", "apprentices"), promise("4", "apprentices", "apprentices"), ("kept", "")),
        (
            promise("4", "apprentices", "apprentices at level 2"),
            promise("3", "apprentices", "apprentices"),
            ("less", "3 instead of 4, without “at level 2”"),
        ),
        (promise("4", "trees", "trees"), promise("1500", "trees", "native trees"), ("more", "1,500 instead of 4")),
        (
            promise("4", "trees", "native trees"),
            promise("1500", "trees", "trees"),
            ("unclear", "1,500 instead of 4, without “native”"),
        ),
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
        # fewer days are more, and fewer complaints; more hours given are more
        (
            promise("5", "days", "delivery", rule="commitment/measure-row"),
            promise("10", "days", "delivery", rule="commitment/delivery"),
            ("less", "10 instead of 5"),
        ),
        (
            promise("4", "hours", "attend site", quote="attend site within 4 hours"),
            promise("2", "hours", "attend site", quote="attend site within 2 hours"),
            ("more", "2 instead of 4"),
        ),
        (
            promise("2", "percent", "missed visits"),
            promise("5", "percent", "missed visits"),
            ("less", "5 instead of 2"),
        ),
        (promise("0", "defects", "defects"), promise("3", "defects", "defects"), ("less", "3 instead of 0")),
        (promise("4", "hours", "volunteering"), promise("2", "hours", "volunteering"), ("less", "2 instead of 4")),
        (promise("24", "months", "warranty"), promise("12", "months", "warranty"), ("less", "12 instead of 24")),
        # deadlines
        (due("2027-03-31"), due("2027-03-31"), ("kept", "")),
        (due("2027-03-31"), due("2028-03-31"), ("less", "by 2028-03-31 instead of 2027-03-31")),
        (due("2027-03-31"), due("2026-03-31"), ("kept", "by 2026-03-31 instead of 2027-03-31")),
        (due("2027-03-31"), due(None), ("weakened", "no date instead of 2027-03-31")),
        (due(None), due("2027-03-31"), ("kept", "")),
        (due("Year 1"), due("Year 3"), ("less", "by Year 3 instead of Year 1")),
        (due("2027-03-31"), due("end of the trial"), ("unclear", "by end of the trial instead of 2027-03-31")),
        # what stands with the number
        (
            told("4 apprentices from the local area."),
            told("4 apprentices."),
            ("weakened", "without “from the local area”"),
        ),
        (
            told("4 apprentices for at least 26 weeks."),
            told("4 apprentices for at least 13 weeks."),
            ("weakened", "without “for at least 26 weeks”"),
        ),
        (
            told("4 apprentices paid at the real living wage, from Elmsby."),
            told("4 apprentices from Elmsby."),
            ("weakened", "without “paid at the real living wage”"),
        ),
        (told("4 apprentices from Elmsby."), told("4 apprentices from Elmsby, paid well."), ("kept", "")),
        (told("4 apprentices over the term of the contract."), told("4 apprentices."), ("kept", "")),
        (
            told("4 apprentices for 95% of jobs."),
            told("4 apprentices for 80% of jobs."),
            ("less", "80 % instead of 95 %"),
        ),
        (
            told("4 apprentices for 80% of jobs."),
            told("4 apprentices for 95% of jobs."),
            ("more", "95 % instead of 80 %"),
        ),
        (told("4 apprentices."), told("4 apprentices, 90% of them."), ("unclear", "90 % instead of no share")),
        (
            told("4 apprentices in the first year."),
            told("4 apprentices over the life of the Contract."),
            ("unclear", "“over the life” instead of “in the first year”"),
        ),
        (told("4 apprentices from day one."), told("4 apprentices."), ("weakened", "without “from day one”")),
        (
            told("4 apprentices, reaching 600 pupils."),
            told("4 apprentices, reaching pupils."),
            ("unclear", "“600 pupils” not in the contract"),
        ),
        (told("4 apprentices each year by May 2027."), told("4 apprentices."), ("kept", "")),
        (told("4 apprentices\tfor a year"), told("4 apprentices"), ("kept", "")),
        (promise("4", "trees", "trees"), promise("4", "hours", "volunteering"), ("dropped", "not in the contract")),
    ],
)
def test_outcomes(bid: Promise, contract: Promise, expected: tuple[str, str]) -> None:
    assert outcome(bid, contract) == expected


def test_worth_less() -> None:
    bid = promise("4", "trees", "trees", amount=Decimal(100), currency="GBP")
    assert outcome(bid, promise("4", "trees", "trees")) == ("weakened", "no worth instead of 100")
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
    assert [one.why for one in kept] == ["without “local”", "without “for care leavers”"]
    assert [(one.outcome.value, one.contract[0].value.measure) for one in kept] == [
        ("weakened", "jobs"),
        ("weakened", "local jobs"),
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
    (kept,) = compare(bid, [promise("9", "trees", "native trees")])
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


def bare(code: str, words: str) -> Promise:
    """A row with a code and without a number."""
    return promise(None, "", words, rule=UNJUDGED, code=code, strength=Strength.MENTION)


def test_rows_without_a_number_are_shown_and_not_judged() -> None:
    bid = [bare("AB1", "open day"), bare("AB2", "pilot of sensors"), bare("AB3", "4 trees")]
    contract = [bare("AB1", "open day"), promise("4", "trees", "trees", code="AB3"), bare("AB9", "newsletter")]
    kept = compare(bid, contract)
    assert {one.outcome.value for one in kept} == {"not judged"}
    assert [(bool(one.bid), bool(one.contract)) for one in kept] == [
        (True, True),
        (True, False),
        (True, True),
        (False, True),
    ]
    assert kept[1].why == "no number that could be read; not in the contract"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2027-03-31", "2027-04-01", 1),
        ("March 2027", "2027-03-31", 0),
        ("by March 2027", "February 2027", -1),
        ("Year 2", "year 2", 0),
        ("within 30 days of award", "within 60 days of award", 1),
        ("each year", "2027-03-31", None),
        ("Q3 2026", "Q1 2027", 1),
        ("Q1 2027", "2027-03-31", 0),
        ("Month 12 of Year 1", "Month 3 of Year 2", None),
        ("Month 3 of Year 2", "Month 6 of Year 2", 1),
    ],
)
def test_later(one: str, other: str, expected: int | None) -> None:
    assert later(one, other) == expected


def test_nearest_names() -> None:
    names = ["Grounds Maintenance", "Home Care", "IT Support"]
    assert nearest("Ground Maintenence", names) == ["Grounds Maintenance"]
    assert nearest("grounds", names) == ["Grounds Maintenance"]
    assert nearest("zzz", names) == []
