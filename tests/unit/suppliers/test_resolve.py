"""Who is who, whatever the order of the documents."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.catalogue.supplier_decisions import Company, Decision, DecisionKind, Spelled
from tenderscan.catalogue.suppliers import Mention
from tenderscan.moments import now
from tenderscan.suppliers.resolve import resolution, resolve
from tests.unit.suppliers.build import groups, mention, mentions

FORMS = ("", " Ltd", " Limited", " LTD.", " plc", " LLP")
BASES = (
    *("Northgate Grounds", "Northgate Grounds Group", "NORTHGATE GROUNDS", "Northagte Grounds", "Northgate Ground"),
    *("Hartwell & Marlow", "Hartwell and Marlow", "Hartwell Marlow", "Hartwell", "The Hartwell", "Hartwell 2"),
    *("Hartwell North", "Hartwell South", "Hartwell Services", "Hartwell Service", "HSL", "Thompson Roofing"),
    *("Thomson Roofing", "Thomsom Roofing", "Moss Lane Signs", "Harker t/a Moss Lane Signs", "Moss Lane"),
)
NUMBERS = (None, None, None, "01234567", "07654321", "07654322")
SOME = st.builds(
    mention,
    st.builds("".join, st.tuples(st.sampled_from(BASES), st.sampled_from(FORMS))),
    st.sampled_from(NUMBERS),
    sha256=st.sampled_from([digit * 64 for digit in "0123456789"]),
    canonical=st.sampled_from([None, None, None, "Hartwell Services Ltd", "Hartwell South Ltd"]),
    postcode=st.sampled_from([None, None, "M32 0TH", "SK1 3XE"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(SOME, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(found: list[Mention], random: Random) -> None:
    shuffled = random.sample(found, len(found))
    assert resolution(found) == resolution(shuffled)


@settings(max_examples=200, deadline=None)
@given(st.lists(SOME, max_size=25))
def test_saying_it_twice_changes_nothing(found: list[Mention]) -> None:
    assert groups(resolution(found)) == groups(resolution(found + found))


@settings(max_examples=200, deadline=None)
@given(st.lists(SOME, max_size=25))
def test_every_mention_is_in_one_supplier_and_every_merge_is_told(found: list[Mention]) -> None:
    result = resolution(found)
    told = [one for supplier in result.suppliers for spelling in supplier.spellings for one in spelling.mentions]
    assert len(told) == len(found)
    for supplier in result.suppliers:
        assert len(supplier.merges) == len(supplier.spellings) - 1
        reached = {supplier.spellings[0]}
        for _ in supplier.merges:
            for merge in supplier.merges:
                if {merge.first, merge.second} & reached:
                    reached |= {merge.first, merge.second}
        assert reached == set(supplier.spellings)
    pairs = [frozenset((doubt.first, doubt.second)) for doubt in result.doubts]
    assert all(len(pair) == 2 for pair in pairs)
    assert len(set(pairs)) == len(pairs)


@settings(max_examples=200, deadline=None)
@given(st.lists(SOME, max_size=25))
def test_different_numbers_never_meet(found: list[Mention]) -> None:
    for supplier in resolution(found).suppliers:
        # A name may carry two numbers in one document only where that document gives it both.
        numbers = {number for spelling in supplier.spellings for number in spelling.identifiers}
        assert len(numbers) <= 1


TOGETHER = [
    [mention("Northgate Grounds Ltd", "01234567"), mention("Northgate Parks and Trees Ltd", "01234567")],
    [mention("Northgate Grounds Ltd", "01234567"), mention("NORTHGATE GROUNDS LIMITED")],
    [mention("Hartwell Trust", "1098765", scheme="GB-CHC"), mention("The Hartwell Fund", "1098765", scheme="GB-CHC")],
    [mention("NGL", canonical="Northgate Grounds Ltd"), mention("Northgate Grounds Limited", sha256="b" * 64)],
    [mention("Harker Ltd t/a Moss Lane Signs"), mention("Moss Lane Signs"), mention("Harker Limited")],
    [mention("Harker Ltd (formerly Moss Lane Ltd)"), mention("MOSS LANE LIMITED")],
    [mention("Smyth Roofing Ltd", postcode="M32 0TH"), mention("Smith Roofing Ltd", postcode="M32 0TH")],
]


@pytest.mark.parametrize("found", TOGETHER)
def test_together(found: list[Mention]) -> None:
    (supplier,) = resolve(found)
    assert len(supplier.spellings) == len(found)


ASUNDER = [
    [mention("Northgate Grounds Ltd", "01234567"), mention("Northgate Grounds Ltd", "07654321", sha256="b" * 64)],
    [mention("Acme Grounds Ltd"), mention("Acme Holdings Ltd"), mention("Acme (North) Ltd")],
    [mention("Hartwell Ltd"), mention("Hartwell plc")],
    [mention("HBC"), mention("HBC", canonical="Hartwell Borough Council", sha256="b" * 64)],
    # The companies of a group have one VAT number.
    [
        mention("Acme Grounds Ltd", "123456789", scheme="GB-VAT"),
        mention("Acme Fleet Ltd", "123456789", scheme="GB-VAT"),
    ],
    # A number that was read at the wrong name: elsewhere the name has another, and the two have no word in common.
    [
        mention("Beta Works Ltd", "07654321"),
        mention("Acme Ltd", "07654321"),
        mention("Acme Ltd", "01234567", sha256="b" * 64),
    ],
]


@pytest.mark.parametrize("found", ASUNDER)
def test_asunder(found: list[Mention]) -> None:
    assert len(resolve(found)) == len(found)


def test_a_name_that_fits_two_companies_is_left_alone() -> None:
    found = [
        mention("Northgate Grounds Ltd", "01234567", sha256="a" * 64),
        mention("Northgate Grounds Ltd", "07654321", sha256="b" * 64),
        mention("Northgate Grounds Limited", sha256="c" * 64),
    ]
    result = resolution(found)
    assert len(result.suppliers) == 3
    assert [doubt.rule for doubt in result.doubts] == ["several-fit", "several-fit"]


def test_a_name_without_form_that_fits_two_forms_is_left_alone() -> None:
    result = resolution(mentions("Hartwell Works", "Hartwell Works Ltd", "Hartwell Works LLP"))
    assert len(result.suppliers) == 3
    assert {doubt.rule for doubt in result.doubts} == {"several-fit", "other-form"}


def test_no_chain_leads_from_one_company_to_another() -> None:
    found = mentions(
        "Hartwell Catering North", "Hartwell Catering", "Hartwell Catering Ltd", "Hartwell Catering South Ltd"
    )
    assert groups(resolution(found)) == {
        frozenset({"Hartwell Catering", "Hartwell Catering Ltd"}),
        frozenset({"Hartwell Catering North"}),
        frozenset({"Hartwell Catering South Ltd"}),
    }


def test_two_suppliers_that_trade_under_one_name() -> None:
    result = resolution(mentions("Harker Ltd t/a Moss Lane Signs", "Marlow Ltd t/a Moss Lane Signs", "Moss Lane Signs"))
    assert len(result.suppliers) == 3
    assert {doubt.rule for doubt in result.doubts} == {"trading-as"}


def test_numbers_that_differ_in_one_digit_are_asked_about() -> None:
    (doubt,) = resolution(
        [mention("Hartwell Ltd", "01234567"), mention("Hartwell Ltd", "01234568", sha256="b" * 64)]
    ).doubts
    assert doubt.rule == "number-misprint"


def test_a_merge_is_explained() -> None:
    found = [mention("Northgate Grounds Ltd", "01234567"), mention("NGL Works", "01234567", sha256="b" * 64)]
    (supplier,) = resolve(found)
    (merge,) = supplier.merges
    assert (merge.rule, merge.first.text, merge.second.text) == ("number", "NGL Works", "Northgate Grounds Ltd")
    assert [one.id for one in merge.identifiers] == ["01234567"]
    assert [one.page for one in merge.first.mentions] == [1]


NAMES = [
    (("NORTHGATE GROUNDS LTD", "Northgate Grounds Ltd", "Northgate Grounds"), "Northgate Grounds Ltd"),
    (("Harker Ltd t/a Moss Lane", "HARKER LTD"), "HARKER LTD"),
    (("Hartwell Limited", "Hartwell Ltd", "Hartwell Ltd"), "Hartwell Ltd"),
]


@pytest.mark.parametrize(("spellings", "name"), NAMES)
def test_the_name_that_is_shown(spellings: tuple[str, ...], name: str) -> None:
    (supplier,) = resolve(mentions(*spellings))
    assert supplier.name == name


def test_an_acronym_is_shown_by_what_it_stands_for() -> None:
    (supplier,) = resolve([mention("NGL", canonical="Northgate Grounds Ltd")])
    assert supplier.name == "Northgate Grounds Ltd"


REGISTER = (
    Company("01234567", "HARTWELL CATERING LIMITED"),
    Company("01234567", "MOSS LANE FOODS LIMITED", former=True),
    Company("07654321", "HARTWELL CATERINGS LIMITED"),
    Company("00000001", "TWICE LIMITED"),
    Company("00000002", "TWICE LTD"),
)


def test_the_register_tells_former_names_and_keeps_companies_apart() -> None:
    found = mentions("Hartwell Catering Ltd", "Moss Lane Foods Ltd", "Hartwell Caterings Ltd", "Twice Ltd")
    result = resolution(found, (), REGISTER)
    assert groups(result) == {
        frozenset({"Hartwell Catering Ltd", "Moss Lane Foods Ltd"}),
        frozenset({"Hartwell Caterings Ltd"}),
        frozenset({"Twice Ltd"}),
    }
    named = {one.name: [number.id for number in one.identifiers] for one in result.suppliers}
    assert named == {
        "HARTWELL CATERING LIMITED": ["01234567"],
        "HARTWELL CATERINGS LIMITED": ["07654321"],
        "Twice Ltd": [],
    }


def decided(kind: DecisionKind, first: str, second: str, number: int = 1) -> Decision:
    return Decision(number, kind, first, second, (Spelled(first),), (Spelled(second),), None, now())


def test_a_person_goes_before_every_rule() -> None:
    found = [mention("Hartwell Ltd", "01234567"), mention("Marlow Ltd", "07654321", sha256="b" * 64)]
    merge = decided(DecisionKind.MERGE, "Hartwell Ltd", "Marlow Ltd")
    (supplier,) = resolve(found, [merge])
    assert (supplier.merges[0].rule, supplier.merges[0].decision) == ("person", 1)
    same = [mention("Hartwell Ltd", "01234567"), mention("Hartwell Limited", "01234567", sha256="b" * 64)]
    split = decided(DecisionKind.SPLIT, "Hartwell Ltd", "Hartwell Limited")
    assert len(resolve(same, [split])) == 2
    assert len(resolve(same, [replace(split, undone_at=now())])) == 1


def test_the_later_decision_holds() -> None:
    found = mentions("Hartwell Ltd", "Marlow Ltd")
    merge, split = (
        decided(DecisionKind.MERGE, "Hartwell Ltd", "Marlow Ltd"),
        decided(DecisionKind.SPLIT, "Hartwell Ltd", "Marlow Ltd", 2),
    )
    assert len(resolve(found, [merge, split])) == 2
    assert len(resolve(found, [split, merge])) == 2
    assert len(resolve(found, [replace(merge, number=3), split])) == 1


def test_a_decision_outlives_a_number_that_was_found_since() -> None:
    merge = decided(DecisionKind.MERGE, "Hartwell Ltd", "Marlow Ltd")
    assert len(resolve([mention("Hartwell Ltd", "01234567"), mention("Marlow Ltd", sha256="b" * 64)], [merge])) == 1


def test_what_was_split_is_not_asked_about_again() -> None:
    found = mentions("Hartwell Ltd", "Hartwell plc")
    assert len(resolution(found).doubts) == 1
    assert resolution(found, [decided(DecisionKind.SPLIT, "Hartwell Ltd", "Hartwell plc")]).doubts == ()


def test_a_later_merge_goes_before_an_earlier_split_of_the_same_names() -> None:
    found = mentions("Delta Roofing Ltd", "Delta Roofing", "DELTA ROOFING", "Delta Roofing LIMITED")
    split = decided(DecisionKind.SPLIT, "Delta Roofing Ltd", "Delta Roofing")
    merge = Decision(
        *(2, DecisionKind.MERGE, "Delta Roofing", "Delta Roofing Ltd"),
        (Spelled("DELTA ROOFING"), Spelled("Delta Roofing")),
        (Spelled("Delta Roofing LIMITED"), Spelled("Delta Roofing Ltd")),
        *(None, now()),
    )
    assert len(resolve(found, [split])) == 2
    assert len(resolve(found, [split, merge])) == 1


def test_a_merge_joins_what_a_later_split_has_left_of_it() -> None:
    found = mentions("Hartwell Ltd", "Marlow Ltd", "Pilling Ltd")
    merge = Decision(
        *(1, DecisionKind.MERGE, "Hartwell Ltd", "Marlow Ltd", (Spelled("Hartwell Ltd"),)),
        *((Spelled("Marlow Ltd"), Spelled("Pilling Ltd")), None, now()),
    )
    split = decided(DecisionKind.SPLIT, "Hartwell Ltd", "Marlow Ltd", 2)
    assert groups(resolution(found, [merge, split])) == {
        frozenset({"Hartwell Ltd", "Pilling Ltd"}),
        frozenset({"Marlow Ltd"}),
    }


def test_a_decision_outlives_a_spelling_that_is_written_anew() -> None:
    merge = decided(DecisionKind.MERGE, "Alpha Works Ltd", "Beta Build Ltd")
    result = resolution(mentions("ALPHA WORKS LIMITED", "The Alpha Works Ltd", "Beta Build Ltd"), [merge])
    assert (len(result.suppliers), result.unmet) == (1, ())
    split = decided(DecisionKind.SPLIT, "Hartwell Works Ltd", "Hartwell Works")
    result = resolution(mentions("HARTWELL WORKS LIMITED", "Hartwell Works"), [split])
    assert (len(result.suppliers), result.unmet) == (2, ())


def test_a_decision_that_meets_nothing_or_several_is_told() -> None:
    merge = decided(DecisionKind.MERGE, "Alpha Works Ltd", "Beta Build Ltd")
    assert resolution(mentions("Beta Build Ltd"), [merge]).unmet == (1,)
    two = [mention("Alpha Works Ltd", "01234567"), mention("Alpha Works Ltd", "07654321", sha256="b" * 64)]
    result = resolution([*two, mention("Beta Build Ltd", sha256="c" * 64)], [merge])
    assert (len(result.suppliers), result.unmet) == (3, (1,))
    assert resolution(mentions("Beta Build Ltd"), [replace(merge, undone_at=now())]).unmet == ()


def test_a_split_of_a_spelling_that_is_gone_parts_nothing_else() -> None:
    split = Decision(
        *(1, DecisionKind.SPLIT, "Hartwell Ltd", "HARTWELL LIMITED"),
        *((Spelled("Hartwell Ltd"), Spelled("Hartwell Ltd.")), (Spelled("HARTWELL LIMITED"),), None, now()),
    )
    result = resolution(mentions("Hartwell Ltd", "Hartwell Ltd."), [split])
    assert (len(result.suppliers), result.unmet) == (1, (1,))


MISREAD = (Company("01234567", "ZEBRA FOODS LIMITED"), Company("01234567", "QUAGGA LTD", former=True))


def test_a_number_that_was_misread_is_asked_about_with_a_register() -> None:
    acme = mention("Acme Cleaning Ltd", "01234567")
    result = resolution([acme, mention("Zebra Foods Ltd", sha256="b" * 64)], (), MISREAD)
    assert sorted(one.name for one in result.suppliers) == ["Acme Cleaning Ltd", "ZEBRA FOODS LIMITED"]
    assert [doubt.rule for doubt in result.doubts] == ["same-number"]
    assert [one.name for one in resolve([acme], (), MISREAD)] == ["Acme Cleaning Ltd"]


def test_one_number_at_names_with_nothing_in_common_is_asked_about() -> None:
    found = [mention("Acme Cleaning Ltd", "01234567"), mention("Beta Corp Ltd", "01234567", sha256="b" * 64)]
    result = resolution(found)
    assert (len(result.suppliers), [doubt.rule for doubt in result.doubts]) == (2, ["same-number"])


def test_one_number_is_asked_about_where_the_register_gives_a_name_another() -> None:
    found = [mention("Acme Cleaning Ltd", "01234567"), mention("Acme Catering Ltd", "01234567", sha256="b" * 64)]
    assert len(resolve(found)) == 1
    result = resolution(found, (), (Company("07654321", "ACME CATERING LIMITED"),))
    assert (len(result.suppliers), [doubt.rule for doubt in result.doubts]) == (2, ["same-number"])


def test_a_number_with_a_former_name_is_no_misreading() -> None:
    found = [mention("Quagga Ltd", "01234567"), mention("Zebra Foods Ltd", sha256="b" * 64)]
    assert [one.name for one in resolve(found, (), MISREAD)] == ["ZEBRA FOODS LIMITED"]


@pytest.mark.parametrize("count", [20, 40])
def test_a_name_written_in_many_ways_that_fits_two_companies_is_left_alone(count: int) -> None:
    # "acme works ltd" with every letter of "acme wo" large or small.
    ways = ["".join(c.upper() if at >> n & 1 else c for n, c in enumerate("acmewo")) for at in range(count)]
    names = [f"{way[:4]} {way[4:]}rks ltd" for way in ways]
    found = mentions(*names)
    for at, number in ((5, "01111111"), (12, "02222222")):
        found[at] = mention(names[at], number, sha256=found[at].sha256)
    result = resolution(found)
    assert sorted(len(one.spellings) for one in result.suppliers) == [1, 1, count - 2]
    assert {doubt.rule for doubt in result.doubts} == {"several-fit"}


def test_one_of_many_spellings_is_kept_apart_alone() -> None:
    ways = ["".join(c.upper() if at >> n & 1 else c for n, c in enumerate("acmewo")) for at in range(40)]
    names = [f"{way[:4]} {way[4:]}rks ltd" for way in ways]
    split = replace(
        decided(DecisionKind.SPLIT, names[0], names[20]),
        first_spellings=tuple(Spelled(name) for name in names if name != names[20]),
    )
    assert {len(one.spellings) for one in resolve(mentions(*names), [split])} == {1, 39}


REASONS = [
    ("Northfield Grounds", "Northfield Grounds Limited", "form-left-out"),
    ("NGL", "Northfield Grounds Limited", "defined-in-document"),
]


@pytest.mark.parametrize(("short", "full", "rule"), REASONS)
def test_a_document_defines_no_legal_form(short: str, full: str, rule: str) -> None:
    (supplier,) = resolve([mention(short, canonical=full), mention(full)])
    assert [merge.rule for merge in supplier.merges] == [rule]


def test_the_pair_comes_first_whose_decision_changes_most() -> None:
    often = [mention(name, sha256=f"{at:064x}") for at in range(3) for name in ("Thomson Roofing", "Thompson Roofing")]
    twice = [mention(name, sha256="e" * 64) for name in ("Hartwell Ltd", "Hartwell plc") for _ in range(2)]
    once = [mention(name, sha256="f" * 64) for name in ("Quagga Ltd", "Quagga plc")]
    # A name in a hundred documents beside one that is named once changes little.
    lopsided = [mention("Zebra Foods Ltd", sha256=f"{at:064x}") for at in range(100)]
    result = resolution([*once, *lopsided, mention("Zebra Foods plc", sha256="d" * 64), *twice, *often])
    assert [doubt.first_spelling.text for doubt in result.doubts] == [
        *("Thompson Roofing", "Hartwell Ltd", "Zebra Foods Ltd", "Quagga Ltd"),
    ]
