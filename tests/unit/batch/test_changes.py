"""Findings before and after: what was gained, lost, altered; and that the changes make the one out of the other."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.batch.differences import Change, changes
from tenderscan.document import Span
from tenderscan.json_contract import value_as_json
from tenderscan.record import (
    COMPANY,
    CalendarDate,
    Clause,
    DocumentType,
    Evidence,
    Finding,
    Identifier,
    Label,
    Money,
    Organisation,
    Strength,
    Value,
)

TEXT = "The contract value is £1,200,000 and the supplier is Acme Ltd. " * 20
SUM = Money(Decimal(1_200_000), None, "GBP", "contract_value")
OTHER_SUM = Money(Decimal(1_200_000), None, "GBP", "other")


def found(
    span: tuple[int, int],
    value: Value = SUM,
    *,
    label: Label = Label.MONEY,
    rule: str = "money/contract-value",
    score: float = 0.9,
    page: int | None = 1,
) -> Finding:
    at = Span(*span)
    return Finding(label, value, Evidence(at, at.of(TEXT), page, None, rule, score))


def kinds(found_changes: Sequence[Change]) -> list[str]:
    """Each change in a word: "gained", "lost", or what is different."""
    words = []
    for change in found_changes:
        if change.before is None:
            words.append("gained")
        elif change.after is None:
            words.append("lost")
        else:
            words.append("+".join(change.different))
    return words


ROWS = [
    ("nothing", [found((22, 32))], [found((22, 32))], []),
    ("gained", [], [found((22, 32))], ["gained"]),
    ("lost", [found((22, 32))], [], ["lost"]),
    ("value", [found((22, 32))], [found((22, 32), OTHER_SUM)], ["value"]),
    ("rule", [found((22, 32))], [found((22, 32), rule="money/any")], ["rule"]),
    ("span", [found((22, 32))], [found((20, 32))], ["span"]),
    ("score", [found((22, 32))], [found((22, 32), score=0.8)], ["score"]),
    ("page", [found((22, 32))], [found((22, 32), page=2)], ["place"]),
    ("several", [found((22, 32))], [found((22, 30), OTHER_SUM, rule="money/any", score=0.1)],
     ["value+rule+span+score"]),
    ("noise of the score", [found((22, 32), score=0.9)], [found((22, 32), score=0.9 + 1e-9)], []),
    ("£1.20 is £1.2", [found((22, 32), Money(Decimal("1.20"), None, "GBP", "other"))],
     [found((22, 32), Money(Decimal("1.2"), None, "GBP", "other"))], []),
    ("side by side", [found((22, 32))], [found((32, 40))], ["lost", "gained"]),
    ("other label", [found((22, 32))],
     [found((22, 32), CalendarDate("2026-01-01", "start"), label=Label.DATE)], ["gained", "lost"]),
    ("twice and once", [found((22, 32))] * 2, [found((22, 32))], ["lost"]),
    ("type elsewhere", [found((0, 12), DocumentType("itt"), label=Label.DOCUMENT_TYPE)],
     [found((50, 62), DocumentType("contract"), label=Label.DOCUMENT_TYPE)], ["value+span"]),
    ("best overlap", [found((20, 40))], [found((20, 24)), found((22, 40))], ["gained", "span"]),
    ("order decides", [found((20, 30)), found((20, 30))], [found((20, 29)), found((20, 29))], ["span", "span"]),
    ("same value first", [found((20, 30), OTHER_SUM), found((20, 30))], [found((20, 30), rule="money/any")],
     ["lost", "rule"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_became_of_findings(before: list[Finding], after: list[Finding], expected: list[str]) -> None:
    assert sorted(kinds(changes(before, after))) == sorted(expected)


def test_changes_stand_in_order_of_position() -> None:
    before = [found((100, 110)), found((5, 9)), found((50, 60))]
    after = [found((52, 60)), found((200, 210)), found((1, 3))]
    starts = [min(one.evidence.span.start for one in (c.before, c.after) if one) for c in changes(before, after)]
    assert starts == sorted(starts) == [1, 5, 50, 100, 200]


def test_many_findings_on_the_same_words_are_compared_in_time() -> None:
    """A renamed rule makes a change of every finding of a large workbook."""
    before = [found((at % 1000, at % 1000 + 8), rule=f"money/{at}") for at in range(3_000)]
    after = [found((at % 1000, at % 1000 + 8), rule=f"money/new-{at}") for at in range(3_000)]
    assert Counter(kinds(changes(before, after))) == {"rule": 3_000}


VALUES: dict[Label, st.SearchStrategy[Value]] = {
    Label.MONEY: st.sampled_from([SUM, OTHER_SUM, Money(Decimal("0.50"), Decimal(3), "EUR", "rate")]),
    Label.SUPPLIER: st.sampled_from(
        [Organisation("Acme Ltd", "contractor"), Organisation("Acme", "author", (Identifier(COMPANY, "01234567"),))]
    ),
    Label.CLAUSE: st.sampled_from([Clause("social_value", "jobs", Strength.FIRM)]),
    Label.DOCUMENT_TYPE: st.sampled_from([DocumentType("itt"), DocumentType("contract")]),
}


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    label = draw(st.sampled_from(list(VALUES)))
    start = draw(st.integers(0, 30))
    return found(
        (start, start + draw(st.integers(1, 12))),
        draw(VALUES[label]),
        label=label,
        rule=draw(st.sampled_from(["a/one", "a/two", "structured/ocds:tender/value"])),
        score=draw(st.sampled_from([0.5, 0.75, 1.0])),
        page=draw(st.sampled_from([None, 1])),
    )


LISTS = st.lists(findings(), max_size=8)


def multiset(some: Sequence[Finding]) -> Counter[Finding]:
    return Counter(some)


@given(LISTS, LISTS)
def test_the_changes_make_after_out_of_before(before: list[Finding], after: list[Finding]) -> None:
    made = multiset(before)
    for change in changes(before, after):
        made.subtract([change.before] if change.before else [])
        assert min(made.values(), default=0) >= 0
        made.update([change.after] if change.after else [])
    assert +made == multiset(after)


@given(LISTS)
def test_nothing_has_changed_where_all_is_the_same_in_whatever_order(some: list[Finding]) -> None:
    assert changes(some, some) == ()
    assert changes(some, some[::-1]) == ()


@given(LISTS, LISTS)
def test_to_swap_the_arguments_is_to_swap_before_and_after(before: list[Finding], after: list[Finding]) -> None:
    there = Counter((change.before, change.after) for change in changes(before, after))
    back = Counter((change.after, change.before) for change in changes(after, before))
    assert there == back


@given(LISTS, LISTS)
def test_an_alteration_is_of_one_label_and_names_what_is_different(before: list[Finding], after: list[Finding]) -> None:
    for change in changes(before, after):
        if change.before is None or change.after is None:
            assert change.different == ()
            continue
        one, other = change.before, change.after
        assert one.label is other.label
        assert one.label is Label.DOCUMENT_TYPE or one.evidence.span.overlaps(other.evidence.span)
        assert change.different
        assert ("value" in change.different) == (value_as_json(one.value) != value_as_json(other.value))
        assert ("span" in change.different) == (one.evidence.span != other.evidence.span)


@given(LISTS, LISTS)
def test_nothing_is_lost_where_something_that_shares_its_text_is_gained(
    before: list[Finding], after: list[Finding]
) -> None:
    made = changes(before, after)
    lost = [change.before for change in made if change.before and change.after is None]
    gained = [change.after for change in made if change.after and change.before is None]
    for one in lost:
        assert not any(one.label is other.label and one.evidence.span.overlaps(other.evidence.span) for other in gained)
