import pytest

from tenderscan.record import Organisation
from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger.sample import sample

PAYMENTS = "Service | Description | Name | Payment date | Net amount (£)\nParks | {what} | {name} | 17/09/2024 | 350.00"
SPEND = "Date | SupplierName | Amount\n17/09/2024 | {name} | 350.00"


def found(tagger: Tagger, text: str) -> list[tuple[str, str, str]]:
    return [
        (f.label.value, f.value.name, f.value.role)
        for f in tagger.tag(sample(text))
        if isinstance(f.value, Organisation)
    ]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("ACORN PRODUCTS", "ACORN PRODUCTS"),
        ("acorn builders", "acorn builders"),
        ("G4S", "G4S"),
        ("3M", "3M"),
        ("Acorn Ltd (200398)", "Acorn Ltd"),
        ("Acorn Ltd [17340]", "Acorn Ltd"),
        ("Acorn Group Ltd 01", "Acorn Group Ltd"),
        ("Acorn Ltd - In Liquidation", "Acorn Ltd"),
        ("Miss A Hale", "Miss A Hale"),
    ],
)
def test_whoever_is_paid_is_a_supplier(tagger: Tagger, cell: str, name: str) -> None:
    assert found(tagger, PAYMENTS.format(what="Concrete", name=cell)) == [("supplier", name, "payee")]
    assert found(tagger, SPEND.format(name=cell)) == [("supplier", name, "supplier")]


@pytest.mark.parametrize(
    "cell", ["Redacted", "REDACTED PERSONAL DATA", "Various", "0100165SC", "12345", "THIRD PARTY", "N/A"]
)
def test_no_names(tagger: Tagger, cell: str) -> None:
    assert found(tagger, SPEND.format(name=cell)) == []


@pytest.mark.parametrize(
    ("what", "label"),
    [
        ("Annual grant", "organisation"), ("Housing benefit", "organisation"), ("Precept 2024/25", "organisation"),
        ("Refund", "organisation"), ("Works for a disabled facilities grant: contractor", "supplier"),
        ("Grant software", "supplier"), ("Grantham depot", "supplier"),
    ],
)  # fmt: skip
def test_money_that_is_given(tagger: Tagger, what: str, label: str) -> None:
    assert [kind for kind, _, _ in found(tagger, PAYMENTS.format(what=what, name="Oak Lane Singers"))] == [label]


def test_a_council_that_is_paid_and_one_that_pays(tagger: Tagger) -> None:
    text = (
        "Body name | Date | Supplier (Beneficiary) Name | Amount\n"
        "Harrowmere Borough Council | 17/09/2024 | Dale County Council | 350.00"
    )
    assert found(tagger, text) == [
        ("buyer", "Harrowmere Borough Council", "publisher"),
        ("supplier", "Dale County Council", "supplier"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name | Start date | Value\nNight shelter | 1 May 2026 | £4,000",
        "Task | Supplier | Buyer\nWeeding | Does it | Checks it",
        "Name | Role\nA Hale | Chair",
    ],
)
def test_tables_that_are_no_registers(tagger: Tagger, text: str) -> None:
    assert found(tagger, text) == []
