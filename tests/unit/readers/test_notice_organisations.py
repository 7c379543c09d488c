import json
from typing import Any

import pytest

from tenderscan.document import Document
from tenderscan.readers.notices.registers import identifier_of, is_nobody, postcode_of, prefixed_identifier
from tests.unit.readers.test_ocds import document


@pytest.mark.parametrize(
    ("scheme", "number", "expected"),
    [
        ("GB-COH", "9442333", ("GB-COH", "09442333")), ("GB-CHC", "1234567.0", ("GB-CHC", "1234567")),
        ("GB-SC", "sc012345", ("GB-SC", "SC012345")), ("VAT", "GB 999 9999 73", ("GB-VAT", "GB999999973")),
        ("GB-UKPRN", "10001234", ("GB-UKPRN", "10001234")),
        ("GB-PPON", "PABC-1234-DEFG", ("GB-PPON", "PABC-1234-DEFG")),
        ("GB-LAC", "E09000003", ("GB-LAC", "E09000003")),
        ("GB-FTS", "12345", None), ("GB-CHC", "none", None), ("internal", "4", None),
    ],
)  # fmt: skip
def test_numbers_of_registers(scheme: str, number: str, expected: tuple[str, str] | None) -> None:
    assert identifier_of(scheme, number) == expected


def test_numbers_with_their_register_before_them() -> None:
    assert prefixed_identifier("GB-PPON-PABC-1234-DEFG") == ("GB-PPON", "PABC-1234-DEFG")
    assert prefixed_identifier("acorn-ltd") is None


@pytest.mark.parametrize(
    ("raw", "postcode"), [("m320th", "M32 0TH"), ("EC1A 1BB", "EC1A 1BB"), ("D18 KP65", None), ("7", None)]
)
def test_postcodes(raw: str, postcode: str | None) -> None:
    assert postcode_of(raw) == postcode


@pytest.mark.parametrize("name", ["N/A", "not awarded to supplier", "Various suppliers", "0100165SC", "Redacted", "-"])
def test_nobody(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize(
    "name", ["Various Artists Ltd", "NA Smith Ltd", "Award Builders", "Confidential Shredding Ltd", "3M"]
)
def test_somebody(name: str) -> None:
    assert not is_nobody(name)


def values(found: Document, label: str) -> list[dict[str, Any]]:
    return [dict(field.value) for field in found.fields if field.label == label]


def test_what_a_release_says_of_its_parties() -> None:
    party = {
        "id": "GB-COH-09442333",
        "name": "Acorn Ltd",
        "roles": ["supplier"],
        "identifier": {"scheme": "GB-COH", "id": "9442333"},
        "additionalIdentifiers": [{"scheme": "GB-CHC", "id": "1234567"}],
        "address": {"postalCode": "m320th"},
        "details": {"scale": "sme", "vcse": True},
    }
    release = {"ocid": "x-1", "parties": [party], "awards": [{"suppliers": [{"id": party["id"], "name": "Acorn Ltd"}]}]}
    (value,) = values(document(json.dumps({"releases": [release]}).encode()), "supplier")
    assert value["company_number"] == "09442333"
    assert [tuple(one.values()) for one in value["identifiers"]] == [("GB-CHC", "1234567"), ("GB-COH", "09442333")]
    assert (value["postcode"], value["flags"]) == ("M32 0TH", ("sme", "vcse"))


def test_lists_of_awards_name_lots_and_nobody() -> None:
    record = {"title": "Weeds", "organisation": "Dale Council", "awarded_to_sme": True}
    records = [
        {**record, "awarded_supplier": "Lot 1 - North - Acorn Ltd|Lot 2 - South - No Award"},
        {**record, "awarded_supplier": "Beech Ltd"},
    ]
    found = values(document(json.dumps({"contracts": records}).encode()), "supplier")
    assert [(one["name"], one.get("flags")) for one in found] == [("Acorn Ltd", None), ("Beech Ltd", ("sme",))]
