"""Decisions are kept, hold when documents are read again, and can be undone."""

from pathlib import Path

import pytest

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import DecisionKind, decisions
from tenderscan.errors import NotFound, UsageError
from tenderscan.suppliers.decide import merge, split, undo
from tenderscan.suppliers.library import resolved, spellings_of
from tests.unit.suppliers.build import company, groups, library, put

NAMES = (
    *("Northgate Grounds Ltd", "NORTHGATE GROUNDS LIMITED", "Northgate Grounds", "Hartwell Ltd", "Hartwell plc"),
    *("Thompson Catering Ltd", "Thomson Catering Ltd", "Hobbs Roofing Ltd"),
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    catalogue = library(tmp_path)
    for name in NAMES:
        put(catalogue, f"{name}.pdf", f"Awarded to {name}.", [company(name)])
    return catalogue


PAIRS = [
    ("Northgate Grounds Ltd", "Hobbs Roofing Ltd"),
    ("Hobbs Roofing Ltd", "Northgate Grounds"),
    ("Hartwell Ltd", "Hartwell plc"),
    ("Thompson Catering Ltd", "Hartwell Ltd"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_split_after_a_merge_restores(catalogue: Catalogue, first: str, second: str, swapped: bool) -> None:
    before = resolved(catalogue).suppliers
    together = merge(catalogue, first, second).suppliers
    assert len(together) == 1
    split(catalogue, *((second, first) if swapped else (first, second)))
    assert resolved(catalogue).suppliers == before


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_undoing_restores(catalogue: Catalogue, first: str, second: str) -> None:
    before = resolved(catalogue)
    merge(catalogue, first, second)
    undone = undo(catalogue)
    assert resolved(catalogue) == before
    assert (undone.kind, undone.number) == (DecisionKind.MERGE, 1)
    (kept,) = decisions(catalogue)
    assert kept.undone_at is not None
    with pytest.raises(NotFound):
        undo(catalogue)


def test_a_spelling_is_split_from_its_supplier(catalogue: Catalogue) -> None:
    decided = split(catalogue, "Northgate Grounds Ltd", "Northgate Grounds", note="another firm")
    assert decided.decision.note == "another firm"
    assert frozenset({"Northgate Grounds"}) in groups(resolved(catalogue))
    assert frozenset({"Northgate Grounds Ltd", "NORTHGATE GROUNDS LIMITED"}) in groups(resolved(catalogue))
    assert [doubt for doubt in resolved(catalogue).doubts if "Northgate" in doubt.first.name] == []


def test_a_spelling_with_the_same_letters_is_split(catalogue: Catalogue) -> None:
    split(catalogue, "Northgate Grounds Ltd", "NORTHGATE GROUNDS LIMITED")
    assert frozenset({"NORTHGATE GROUNDS LIMITED"}) in groups(resolved(catalogue))
    undo(catalogue)
    assert len(resolved(catalogue).suppliers) == 6


def test_decisions_hold_when_documents_are_tagged_again(catalogue: Catalogue) -> None:
    merge(catalogue, "Hartwell Ltd", "Hobbs Roofing Ltd")
    split(catalogue, "Northgate Grounds Ltd", "Northgate Grounds")
    before = groups(resolved(catalogue))
    for name in NAMES:
        number = "01234567" if name == "Hartwell Ltd" else None
        put(catalogue, f"{name}.pdf", f"Awarded to {name}, of the same address.", [company(name, number)])
    assert groups(resolved(catalogue)) == before


def test_a_pair_is_kept_apart_for_good(catalogue: Catalogue) -> None:
    assert [doubt.rule for doubt in resolved(catalogue).doubts] == ["other-form", "typing-slip"]
    split(catalogue, "Hartwell Ltd", "Hartwell plc")
    assert [doubt.rule for doubt in resolved(catalogue).doubts] == ["typing-slip"]
    put(catalogue, "more.pdf", "Awarded to HARTWELL LTD.", [company("HARTWELL LTD")])
    assert [doubt.rule for doubt in resolved(catalogue).doubts] == ["typing-slip"]


def test_what_cannot_be_decided(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="No supplier"):
        merge(catalogue, "Nobody Ltd", "Hartwell Ltd")
    with pytest.raises(NotFound, match="any of 2"):
        merge(catalogue, "hartwell", "Hobbs Roofing Ltd")
    with pytest.raises(UsageError, match="one supplier already"):
        merge(catalogue, "Northgate Grounds", "Northgate Grounds Ltd")
    with pytest.raises(UsageError, match="no other spelling"):
        split(catalogue, "Hobbs Roofing Ltd", "Hobbs Roofing Ltd")
    assert decisions(catalogue) == ()


def test_spellings_for_a_search(catalogue: Catalogue) -> None:
    expected = ("NORTHGATE GROUNDS LIMITED", "Northgate Grounds", "Northgate Grounds Ltd")
    assert spellings_of(catalogue, "northgate grounds limited") == expected
    assert spellings_of(catalogue, "northgate") == expected
    assert spellings_of(catalogue, "hartwell") == ("Hartwell Ltd", "Hartwell plc")
    assert spellings_of(catalogue, "nobody") == ()


def test_a_merge_binds_to_the_name_that_was_given(catalogue: Catalogue) -> None:
    merge(catalogue, "Hartwell plc", "Hobbs Roofing Ltd")
    merge(catalogue, "Thompson Catering Ltd", "Hobbs Roofing Ltd")
    undo(catalogue, 1)
    assert {frozenset({"Hobbs Roofing Ltd", "Thompson Catering Ltd"}), frozenset({"Hartwell plc"})} <= groups(
        resolved(catalogue)
    )


def test_a_decision_that_somebody_else_undid_meanwhile(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    merge(catalogue, "Hartwell Ltd", "Hartwell plc")
    made = decisions(catalogue)
    undo(catalogue)
    monkeypatch.setattr("tenderscan.suppliers.decide.decisions", lambda _: made)
    with pytest.raises(NotFound, match="undone just now"):
        undo(catalogue)
