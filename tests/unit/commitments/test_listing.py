"""Which commitments of a library are listed."""

import sqlite3
from pathlib import Path

import pytest

from tenderscan.catalogue.commitments import Papers, documents_naming, papers
from tenderscan.catalogue.store import Catalogue
from tenderscan.commitments.doubts import doubts
from tenderscan.commitments.listing import Wanted, chosen, compared, listed
from tenderscan.errors import DocumentNotFound, LibraryDamaged, UsageError
from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tests.unit.commitments.build import put, vow

RULES = load_rules(bundled("models") / "rules").commitments
TREES, JOBS = vow("40", "trees", "trees", theme="environment"), vow("4", "people", "jobs", theme="jobs")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A bid and a contract of one pack, and a paper of another that promises nothing."""
    made = Catalogue(tmp_path / "library", create=True)
    put(made, "bid.pdf", [TREES, JOBS], pack="Grounds", supplier="Hartwell & Sons Ltd")
    put(made, "contract.pdf", [TREES], pack="Grounds")
    put(made, "other.pdf", [], pack="Cleaning", supplier="Hartwell Cleaning Ltd")
    return made


def titles(catalogue: Catalogue, wanted: Wanted) -> list[str]:
    of = chosen(catalogue, wanted)
    return [f"{promise.papers.title} {promise.value.measure}" for promise in listed(catalogue, of, wanted)]


def test_by_document_pack_supplier_and_theme(catalogue: Catalogue) -> None:
    assert titles(catalogue, Wanted()) == ["bid trees", "bid jobs", "contract trees"]
    assert titles(catalogue, Wanted(document="bid.pdf")) == ["bid trees", "bid jobs"]
    assert titles(catalogue, Wanted(pack="GROUNDS", theme="jobs")) == ["bid jobs"]
    assert titles(catalogue, Wanted(pack="Cleaning")) == []
    assert titles(catalogue, Wanted(suppliers=["hartwell & sons"])) == ["bid trees", "bid jobs"]
    assert titles(catalogue, Wanted(suppliers=["hartwell"], document="contract.pdf")) == []


def test_documents_without_a_commitment_are_counted(catalogue: Catalogue) -> None:
    assert [one.title for one in chosen(catalogue, Wanted())] == ["bid", "contract", "other"]
    assert [one.pack for one in papers(catalogue)] == ["Grounds", "Grounds", "Cleaning"]


def test_names_of_suppliers(catalogue: Catalogue) -> None:
    assert len(documents_naming(catalogue, ["Hartwell"])) == 2
    assert documents_naming(catalogue, ["Hart", "", "100%"]) == frozenset()


def test_compared(catalogue: Catalogue) -> None:
    found = compared(catalogue, "bid.pdf", "contract.pdf", rules=RULES)
    assert [(kept.outcome.value, (kept.bid or kept.contract)[0].value.measure) for kept in found.promises] == [
        ("kept", "trees"),
        ("dropped", "jobs"),
    ]
    of_jobs = compared(catalogue, "bid.pdf", "contract.pdf", rules=RULES, theme="jobs")
    assert [kept.outcome.value for kept in of_jobs.promises] == ["dropped"]
    with pytest.raises(DocumentNotFound):
        compared(catalogue, "bid.pdf", "nothing.pdf", rules=RULES)


def test_doubts_about_a_comparison(catalogue: Catalogue) -> None:
    assert compared(catalogue, "bid.pdf", "contract.pdf", rules=RULES).warnings == ()
    with pytest.raises(UsageError, match="the same document"):
        compared(catalogue, "bid.pdf", "bid", rules=RULES)
    nothing, packs = compared(catalogue, "bid.pdf", "other.pdf", rules=RULES).warnings
    assert nothing.startswith("No commitment was found in the contract “other”")
    assert packs == "The two are of different packs: “Grounds” and “Cleaning”."
    nothing, packs = compared(catalogue, "other.pdf", "bid.pdf", rules=RULES).warnings
    assert nothing.startswith("No commitment was found in the bid “other”")


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("sv_method_statement", "contract"), ""),
        ((None, None), ""),
        (("contract", "sv_method_statement"), "name the bid first"),
        (("contract", "contract"), "was named as the bid and looks like a contract"),
        (("tender", "form_of_tender"), "was named as the contract and looks like a bid"),
    ],
)
def test_sides_that_look_swapped(types: tuple[str | None, str | None], expected: str) -> None:
    one, other = (Papers("a" * 64, name, f"/{name}", "P", wholly_read=True) for name in ("One", "Two"))
    said = " ".join(doubts((one, other), types, (1, 1)))
    assert expected in said
    assert bool(said) is bool(expected)


def test_damage_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    (path,) = (tmp_path / "library").glob("*.sqlite*")
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE finding SET value = '{"measure": 1}' WHERE label = 'commitment'""")
    connection.close()
    with pytest.raises(LibraryDamaged):
        titles(catalogue, Wanted())
