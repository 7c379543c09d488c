"""What a library says of its suppliers: names, numbers, definitions, amounts."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.suppliers import about
from tenderscan.errors import NotFound
from tenderscan.record import Money, Organisation
from tenderscan.suppliers.definitions import defined_pairs
from tenderscan.suppliers.library import matching, resolved, shown_names, the_one
from tenderscan.suppliers.worth import NAMED, ONLY, worth
from tests.build import pounds
from tests.unit.suppliers.build import company, groups, library, put


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return library(tmp_path)


def test_a_supplier_is_found_by_its_number(catalogue: Catalogue) -> None:
    put(catalogue, "a.pdf", "Hartwell Ltd (company number 00234567)", [company("Hartwell Ltd", "00234567")])
    put(catalogue, "b.pdf", "Hartwell Ltd (company number 07654321)", [company("Hartwell Ltd", "07654321")])
    suppliers = resolved(catalogue).suppliers
    assert len(suppliers) == 2
    names = ("Hartwell Ltd (GB-COH 00234567)", "hartwell ltd (company 00234567)")
    for asked in ("00234567", "234567", "GB-COH 00234567", "gb-coh-00234567", *names):
        assert the_one(suppliers, asked).identifiers[0].id == "00234567"
    with pytest.raises(NotFound, match=r"company 00234567[\s\S]*company 07654321"):
        the_one(suppliers, "Hartwell Ltd")
    assert len(matching(suppliers, "hartwell")) == 2


def test_names_that_are_shown(catalogue: Catalogue) -> None:
    one = put(catalogue, "a.pdf", "HARTWELL LTD was awarded", [company("HARTWELL LTD")])
    two = put(catalogue, "b.pdf", "Hartwell Ltd was awarded", [company("Hartwell Ltd")])
    assert shown_names(resolved(catalogue)) == {
        (one, "HARTWELL LTD"): "Hartwell Ltd",
        (two, "Hartwell Ltd"): "Hartwell Ltd",
    }


def test_earlier_versions_do_not_count(catalogue: Catalogue) -> None:
    sha256 = put(catalogue, "a.pdf", "Hartwell Ltd was awarded", [company("Hartwell Ltd")])
    put(catalogue, "b.pdf", "Marlow Ltd was awarded", [company("Marlow Ltd")])
    with catalogue.write() as writer:
        writer.prune(["/share/a.pdf"])
    assert sha256 not in about(catalogue, [sha256])
    assert [one.name for one in resolved(catalogue).suppliers] == ["Marlow Ltd"]


def acronym(defined: bool) -> tuple[str, list[Organisation]]:
    text = "Northgate Grounds Ltd (“NGL”) was awarded. NGL shall cut." if defined else "Northgate Grounds Ltd, NGL 14"
    return text, [company("Northgate Grounds Ltd"), replace(company("NGL"), canonical="Northgate Grounds Ltd")]


@pytest.mark.parametrize(("defined", "suppliers"), [(True, 1), (False, 2)])
def test_an_acronym_must_be_defined(catalogue: Catalogue, defined: bool, suppliers: int) -> None:
    text, values = acronym(defined)
    put(catalogue, "a.pdf", text, values)
    assert len(resolved(catalogue).suppliers) == suppliers


DEFINITIONS = [
    ("Northgate Grounds Ltd (“NGL”)", "NGL", "Northgate Grounds Ltd", True),
    ('Northgate Grounds\nLtd (company number 01234567) (the "NGL")', "NGL", "Northgate Grounds Ltd", True),
    ("NGL (Northgate Grounds Ltd)", "NGL", "Northgate Grounds Ltd", True),
    ("Harker Ltd trading as Moss Lane", "Moss Lane", "Harker Ltd", True),
    ("NGL training by Northgate Grounds Ltd", "NGL", "Northgate Grounds Ltd", False),
    ("Northgate Grounds Ltd (NGLX)", "NGL", "Northgate Grounds Ltd", False),
]


@pytest.mark.parametrize(("text", "short", "full", "defined"), DEFINITIONS)
def test_definitions(text: str, short: str, full: str, defined: bool) -> None:
    assert (list(defined_pairs(text, [(short, full)])) == [(short, full)]) is defined


def test_a_long_text_costs_linear_time() -> None:
    text = "Northgate Grounds Ltd, (" * 200_000 + "NGL (" * 200_000
    assert list(defined_pairs(text, [("NGL", "Northgate Grounds Ltd"), ("X" * 50, "(" * 50)])) == []


def test_amounts_of_a_supplier(catalogue: Catalogue) -> None:
    paid = Money(Decimal(250), None, "GBP", "payment_line", supplier="HARTWELL LTD")
    others = Money(Decimal(99), None, "GBP", "payment_line", supplier="Marlow Ltd")
    put(
        catalogue,
        "spend.csv",
        "HARTWELL LTD 250.00 Marlow Ltd 99.00 £7,000.00",
        [
            company("HARTWELL LTD"),
            company("Marlow Ltd"),
            ("250.00", paid),
            ("99.00", others),
            ("£7,000.00", pounds("7000")),
        ],
    )
    put(
        catalogue,
        "award.pdf",
        "Hartwell Ltd was awarded the contract for £40,000.00 and insures £5,000,000.00",
        [
            company("Hartwell Ltd"),
            ("£40,000.00", pounds("40000")),
            ("£5,000,000.00", pounds("5000000", kind="insurance_PL")),
        ],
    )
    found = resolved(catalogue)
    assert groups(found) == {frozenset({"Hartwell Ltd", "HARTWELL LTD"}), frozenset({"Marlow Ltd"})}
    amounts = worth(catalogue, found, the_one(found.suppliers, "Hartwell Ltd"), frozenset({"contract_value"}))
    assert [(one.kind, one.basis, len(one.amounts), one.largest, one.total) for one in amounts] == [
        ("payment_line", NAMED, 1, Decimal(250), Decimal(250)),
        ("contract_value", ONLY, 1, Decimal(40000), None),
    ]


@pytest.mark.parametrize(("second", "total"), [("500", None), ("501", Decimal(1001))])
def test_one_register_in_two_forms_has_no_total(catalogue: Catalogue, second: str, total: Decimal | None) -> None:
    for name, amount in (("spend.csv", "500"), ("spend.xlsx", second)):
        put(
            catalogue,
            name,
            f"Hartwell Ltd £{amount}",
            [company("Hartwell Ltd"), (f"£{amount}", pounds(amount, kind="payment_line"))],
        )
    found = resolved(catalogue)
    (paid,) = worth(catalogue, found, found.suppliers[0], frozenset({"payment_line"}))
    assert (len(paid.amounts), paid.total) == (2, total)
