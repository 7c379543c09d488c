"""What the catalogue says of suppliers, and what it keeps of decisions and registers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import (
    Company,
    Decision,
    DecisionKind,
    RegisterRead,
    Spelled,
    add_decision,
    companies,
    decisions,
    mark_undone,
    put_register,
    register_read,
)
from tenderscan.catalogue.suppliers import about, amounts, documents_since, mentions, texts
from tests.build import pounds
from tests.unit.suppliers.build import company, put

MOMENT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "library", create=True)


def test_mentions_amounts_and_documents(catalogue: Catalogue) -> None:
    text = "Hartwell Ltd (company number 01234567) was awarded £40,000.00"
    sha256 = put(catalogue, "a.pdf", text, [company("Hartwell Ltd", "01234567"), ("£40,000.00", pounds("40000"))])
    (mention,) = mentions(catalogue)
    assert (mention.sha256, mention.name, mention.page) == (sha256, "Hartwell Ltd", 1)
    assert [(one.scheme, one.id) for one in mention.identifiers] == [("GB-COH", "01234567")]
    (amount,) = amounts(catalogue, [sha256])
    assert (amount.money.amount, amount.quote, amount.page) == (Decimal(40000), "£40,000.00", 1)
    assert about(catalogue, [sha256])[sha256].buyers == ("Anytown Council",)
    assert list(texts(catalogue, [sha256])) == [(sha256, text)]
    assert documents_since(catalogue, MOMENT - timedelta(days=36_500)) == 1
    assert documents_since(catalogue, MOMENT + timedelta(days=36_500)) == 0


def test_more_documents_than_are_asked_about_at_a_time(catalogue: Catalogue) -> None:
    every = [put(catalogue, f"{at}.pdf", f"Hartwell {at} Ltd", [company(f"Hartwell {at} Ltd")]) for at in range(45)]
    assert {sha256 for sha256, _ in texts(catalogue, every)} == set(every)
    assert set(about(catalogue, every)) == set(every)
    assert len(mentions(catalogue)) == 45


def test_decisions_are_kept_as_they_were_made(catalogue: Catalogue) -> None:
    sides = (Spelled("Hartwell Ltd", None, (("GB-COH", "01234567"),)),), (Spelled("HL", "Hartwell “Ltd”"),)
    decision = Decision(0, DecisionKind.SPLIT, "Hartwell Ltd", "HL", *sides, "£ note", MOMENT)
    with catalogue.write() as writer:
        assert [add_decision(writer.connection, decision) for _ in range(2)] == [1, 2]
    first, second = decisions(catalogue)
    assert (first.number, first.first_spellings, first.second_spellings) == (1, *sides)
    assert (second.number, second.kind, second.note, second.made_at) == (2, DecisionKind.SPLIT, "£ note", MOMENT)
    with catalogue.write() as writer:
        assert mark_undone(writer.connection, 1)
        assert not mark_undone(writer.connection, 1)
        assert not mark_undone(writer.connection, 3)
    assert [one.undone_at is None for one in decisions(catalogue)] == [False, True]


def test_a_register_takes_the_place_of_an_earlier_one(catalogue: Catalogue) -> None:
    assert register_read(catalogue) is None
    for name in ("OLD LIMITED", "NEW LIMITED"):
        read = RegisterRead(f"{name}.csv", MOMENT, 5, 1)
        with catalogue.write() as writer:
            put_register(writer.connection, read, [Company("01234567", name)])
        assert register_read(catalogue) == read
        assert companies(catalogue) == (Company("01234567", name),)
