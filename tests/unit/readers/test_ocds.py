import json
import re
from pathlib import Path
from typing import Any

import pytest

from tenderscan.document import Document, Outcome, Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import ocds, read
from tenderscan.settings import Limits
from tests.build_notices import Json, money, package, party, records, release


def document(content: bytes, limits: Limits | None = None) -> Document:
    return ocds.read(content, Source("notice.json", "0" * 64, len(content), "application/json"), limits or Limits())


def lines(content: bytes) -> list[str]:
    return document(content).text.split("\n")


def fields(content: bytes, label: str) -> list[tuple[Any, ...]]:
    """Quote and values of the fields of a label; every field stands where its span says."""
    found = document(content)
    return [
        (field.span.of(found.text), *(value for _, value in field.value))
        for field in found.fields
        if field.label == label
    ]


TENDER: Json = {"title": "Grounds maintenance", "description": "Mowing of parks."}
ACORN = party("GB-COH-09442333", "Acorn Ltd", "supplier", company="9442333.0")
COUNCIL = party("GB-LAC-1", "Brindle Council", "buyer")


def test_a_release_is_a_section_with_labelled_lines() -> None:
    found = document(package(release(tender=TENDER, buyer={"id": "GB-LAC-1"}, parties=[COUNCIL])))
    headings = [block.span.of(found.text) for block in found.blocks if block.kind == "heading"]
    assert headings == [
        "Grounds maintenance (ocds-abc-1)", "Tender", "Organisation 1: Brindle Council", "About this file",
    ]  # fmt: skip
    for line in (
        "Kind of notice: award", "Published: 02/03/2026, 09:30", "Buyer: Brindle Council",
        "Description: Mowing of parks.", "Roles: buyer", "Version: 1.1",
    ):  # fmt: skip
        assert line in found.text.split("\n")
    assert (found.properties.title, found.outcome) == ("Grounds maintenance", Outcome.READ)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"tender": {"value": money(120000)}}, [("£120,000.00", "120000", None, "GBP", "estimated_value", "unknown")]),
        ({"tender": {"value": money("1.1E5", "EUR")}},
         [("€110,000.00", "110000", None, "EUR", "estimated_value", "unknown")]),
        ({"tender": {"value": money(9.5), "minValue": money(5)}},
         [("£5.00 to £9.50", "5", "9.5", "GBP", "estimated_value", "unknown")]),
        # a lowest value is one statement with the value only where nothing of it is lost by that
        ({"tender": {"value": money(9), "minValue": {"amount": 5}}},
         [("£5.00 to £9.00", "5", "9", "GBP", "estimated_value", "unknown")]),
        ({"tender": {"value": money(9, "EUR"), "minValue": {"amount": 5}}},
         [("€5.00 to €9.00", "5", "9", "EUR", "estimated_value", "unknown")]),
        ({"tender": {"value": money(9), "minValue": money(5, "EUR")}},
         [("£9.00", "9", None, "GBP", "estimated_value", "unknown"),
          ("€5.00", "5", None, "EUR", "estimated_value", "unknown")]),
        ({"tender": {"value": money(9), "minValue": money(5, amountGross=6)}},
         [("£9.00", "9", None, "GBP", "estimated_value", "unknown"),
          ("£5.00", "5", None, "GBP", "estimated_value", "excl"),
          ("£6.00", "6", None, "GBP", "estimated_value", "incl")]),
        ({"tender": {"value": {"amountGross": 9, "currency": "GBP"}, "minValue": money(5)}},
         [("£9.00", "9", None, "GBP", "estimated_value", "incl"),
          ("£5.00", "5", None, "GBP", "estimated_value", "unknown")]),
        ({"tender": {"value": money(9), "minValue": money("some")}},
         [("£9.00", "9", None, "GBP", "estimated_value", "unknown")]),
        ({"tender": {"value": money(9), "minValue": money(0.0)}},
         [("£9.00", "9", None, "GBP", "estimated_value", "unknown")]),
        ({"tender": {"lots": [{"value": money(7)}]}}, [("£7.00", "7", None, "GBP", "lot_value", "unknown")]),
        ({"contracts": [{"value": money(100, amountGross=120)}]},
         [("£100.00", "100", None, "GBP", "contract_value", "excl"),
          ("£120.00", "120", None, "GBP", "contract_value", "incl")]),
        ({"awards": [{"value": money(8, valueAddedTaxIncluded=True)}]},
         [("£8.00", "8", None, "GBP", "contract_value", "incl")]),
        ({"tender": {"techniques": {"hasFrameworkAgreement": True}, "value": money(8)}},
         [("£8.00", "8", None, "GBP", "framework_value", "unknown")]),
        ({"planning": {"budget": {"amount": money(3, "USD")}}},
         [("USD 3.00", "3", None, "USD", "budget", "unknown")]),
        ({"contracts": [{"implementation": {"transactions": [{"value": money(-4)}]}}]},
         [("-£4.00", "-4", None, "GBP", "payment_line", "unknown")]),
        ({"tender": {"items": [{"unit": {"scheme": "UNCEFACT", "id": "SMI", "value": money(2)}}]}},
         [("£2.00", "2", None, "GBP", "unit_rate", "unknown")]),
        ({"tender": {"value": money(0)}}, []),
    ],
)  # fmt: skip
def test_money(parts: Json, expected: list[tuple[Any, ...]]) -> None:
    assert [found[:6] for found in fields(package(release(**parts)), "money")] == expected


def test_an_amount_belongs_to_its_lot() -> None:
    lots = [{"id": "1", "title": "North", "value": money(7)}, {"id": "2", "value": money(8)}]
    awards = [{"relatedLots": ["2"], "value": money(5)}, {"relatedLots": ["1", "2"], "value": money(6)}]
    found = document(package(release(tender={"value": money(15), "lots": lots}, awards=awards))).fields
    values = [dict(field.value) for field in found if field.label == "money"]
    assert {value["amount"]: value.get("lot") for value in values} == {
        "15": None,
        "7": "1",
        "8": "2",
        "5": "2",
        "6": None,
    }


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"tender": {"tenderPeriod": {"startDate": "2026-04-01", "endDate": "2026-05-01T12:00:00+01:00"}}},
         [("01/04/2026", "other"), ("01/05/2026", "deadline")]),
        ({"tender": {"enquiryPeriod": {"endDate": "2026-04-20"}, "expressionOfInterestDeadline": "2026-04-21"}},
         [("20/04/2026", "clarification"), ("21/04/2026", "deadline")]),
        ({"awards": [{"date": "2026-06-01", "contractPeriod": {"startDate": "2026-07-01", "endDate": "2027-06-30"}}]},
         [("01/06/2026", "award"), ("01/07/2026", "start"), ("30/06/2027", "end")]),
        ({"contracts": [{"dateSigned": "2026-06-20", "period": {"maxExtentDate": "2029-06-30T23:59:59Z"}}]},
         [("20/06/2026", "signature"), ("30/06/2029", "other")]),
        # universal time is the clock of a computer: in summer the day begins at 23:00 of the one before
        ({"contracts": [{"period": {"startDate": "2026-03-31T23:00:00Z", "endDate": "2027-03-31T22:59:59+00:00"}}]},
         [("01/04/2026", "start"), ("31/03/2027", "end")]),
        ({"contracts": [{"period": {"startDate": "2026-03-31T00:00:00Z", "endDate": "2026-12-31T23:00:00Z"}}]},
         [("31/03/2026", "start"), ("31/12/2026", "end")]),
        ({"contracts": [{"period": {"startDate": "2026-03-31T23:00:00+02:00", "endDate": "2026-12-31T24:00:00Z"}}]},
         [("31/03/2026", "start"), ("31/12/2026", "end")]),
        ({"awards": [{"standstillPeriod": {"endDate": "2026-06-12"}}]}, [("12/06/2026", "standstill_end")]),
    ],
)  # fmt: skip
def test_dates(parts: Json, expected: list[tuple[str, str]]) -> None:
    found = fields(package(release(**parts)), "date")
    assert found[0] == ("02/03/2026", "2026-03-02", "publication")
    assert [(quote, role) for quote, _, role in found[1:]] == expected


def test_suppliers_have_the_number_of_the_list_of_parties() -> None:
    content = package(
        release(
            tender={"tenderers": [{"id": ACORN["id"]}, {"name": "Beech Ltd"}]},
            awards=[{"suppliers": [{"id": ACORN["id"], "name": "Acorn Ltd"}]}],
            parties=[ACORN, party("x", "Cedar Ltd", "tenderer")],
        )
    )
    assert fields(content, "supplier") == [
        ("Acorn Ltd", "Acorn Ltd", "09442333", "tenderer"),
        ("Beech Ltd", "Beech Ltd", None, "tenderer"),
        ("Acorn Ltd", "Acorn Ltd", "09442333", "awarded"),
        ("Cedar Ltd", "Cedar Ltd", None, "tenderer"),
    ]


def test_several_releases_are_several_sections() -> None:
    content = package(release(tender=TENDER), release(tender=TENDER, tag=["contract"]))
    found = document(content)
    assert found.text.count("Grounds maintenance (ocds-abc-1)") == 2
    assert [field.span.of(found.text) for field in found.fields if field.label == "document_type"] == ["award"]


@pytest.mark.parametrize(
    "content",
    [
        records(release(tender=TENDER)),
        records(None, releases=(release(tender=TENDER),)),
        json.dumps(release(tender=TENDER)).encode(),
        json.dumps([release(tender=TENDER)]).encode(),
        b"\n".join(json.dumps(release(tender=TENDER)).encode() for _ in range(2)),
        "\ufeff".encode() + package(release(tender=TENDER)),
        package(release(tender=TENDER)).decode().encode("utf-16"),
        package(release(tender=TENDER)).decode().encode("utf-16-be"),
    ],
    ids=["record", "record without compiled", "release", "list", "lines", "mark", "utf-16", "utf-16 without mark"],
)
def test_ways_to_pack_a_release(content: bytes) -> None:
    assert "Grounds maintenance (ocds-abc-1)" in lines(content)


def test_of_a_record_only_the_latest_state_is_read() -> None:
    content = records(release(tender=TENDER), releases=(release(tender={"title": "Old"}),))
    assert "Old" not in document(content).text


def test_what_is_not_known_by_name_is_read_all_the_same() -> None:
    content = package(
        release(
            tender={"socialWeighting": {"share": 20, "note": "Apprentices"}, "awardCriteria": ["a", "b"]},
            parties=[{"name": "X", "details": {"scale": "sme", "flags": [{"code": "k"}, {"code": "l"}]}}],
        )
    )
    found = lines(content)
    for line in (
        "Social weighting share: 20", "Social weighting note: Apprentices", "Award criteria: a; b",
        "Details scale: sme", "Details flags 1 code: k", "Details flags 2 code: l",
    ):  # fmt: skip
        assert line in found


def test_marks_of_web_pages_are_resolved() -> None:
    content = package(release(tender={"description": "Fish &amp; chips<br/>Peas &#163;3 <b>only</b>\fnow"}))
    text = document(content).text
    assert "Description: Fish & chips\nPeas £3" in text
    assert "only" in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("2026-05-01T11:00:00Z", "01/05/2026, 12:00"),
        ("2026-01-05T12:00:00Z", "05/01/2026, 12:00"),
        ("2026-05-01T12:00:00+01:00", "01/05/2026, 12:00"),
        ("2026-05-01T12:00:00", "01/05/2026, 12:00"),
        ("2026-03-29T00:59:00Z", "29/03/2026, 00:59"),
        ("2026-03-29T01:00:00Z", "29/03/2026, 02:00"),
        ("2026-10-25T00:59:00Z", "25/10/2026, 01:59"),
        ("2026-10-25T01:00:00Z", "25/10/2026, 01:00"),
        ("2026-05-01T00:00:00Z", "01/05/2026"),
        ("2026-05-01T23:59:00Z", "01/05/2026"),
        ("9999-12-31T12:00:00Z", "31/12/9999, 12:00"),
    ],
)
def test_times_are_those_of_london(stated: str, shown: str) -> None:
    content = package(release(tender={"tenderPeriod": {"endDate": stated}}))
    assert f"Tender period ends: {shown}" in lines(content)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("1,234,567.89", "£1,234,567.89"), ("1 234 567", "£1,234,567.00"), ("1\u00a0234.5", "£1,234.50"),
        ("£120,000", "£120,000.00"), ("-1,200", "-£1,200.00"),
        # what might be a decimal comma stays as it is written
        ("250,00", "250,00 GBP"), ("12,5", "12,5 GBP"), ("1.234,50", "1.234,50 GBP"), ("1,2345", "1,2345 GBP"),
        ("1,234 567", "1,234 567 GBP"), ("1234,567", "1234,567 GBP"), ("1,,234", "1,,234 GBP"),
    ],
)  # fmt: skip
def test_spellings_of_amounts(stated: str, shown: str) -> None:
    found = document(package(release(tender={"value": money(stated)})))
    assert f"Value: {shown}" in found.text.split("\n")
    understood = "GBP" not in shown
    assert [notice.code for notice in found.notices] == ([] if understood else ["field-not-understood"])
    assert sum(field.label == "money" for field in found.fields) == understood


def test_other_encodings_are_read_and_told() -> None:
    content = json.dumps({"releases": [release(tender={"title": "Café – £5m"})]}, ensure_ascii=False).encode("cp1252")
    found = document(content)
    assert found.text.startswith("Café – £5m (ocds-abc-1)")
    assert [notice.code for notice in found.notices] == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (money("abc"), "Value: abc GBP"),
        (money("NaN"), "Value: NaN GBP"),
        (money("1e999999999"), "Value: 1e999999999 GBP"),
        (money(5, "pounds"), "Value: 5 pounds"),
        (money("9" * 40), f"Value: {'9' * 40} GBP"),
    ],
)
def test_an_amount_that_is_none_stays_text(value: Json, line: str) -> None:
    found = document(package(release(tender={"value": value})))
    assert line in found.text.split("\n")
    assert not [field for field in found.fields if field.label == "money"]
    assert [notice.code for notice in found.notices] == ["field-not-understood"]
    assert found.outcome is Outcome.READ


def test_a_day_that_is_none_stays_text() -> None:
    found = document(package(release(tender={"tenderPeriod": {"endDate": "31 Feb"}})))
    assert "Tender period ends: 31 Feb" in found.text
    assert [notice.code for notice in found.notices] == ["field-not-understood"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b'{"ocid": "x"} {', b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"\xff\xfe\x00"]
)
def test_what_is_no_json_is_a_named_failure(content: bytes) -> None:
    with pytest.raises(FileDamaged, match=r"notice\.json"):
        document(content)


def test_deep_nesting_is_cut_and_told() -> None:
    deep: Any = "bottom"
    for _ in range(200):
        deep = {"in": [deep]}
    found = document(package(release(tender={"title": "Top", "x": deep})))
    assert "Top (ocds-abc-1)" in found.text
    assert [notice.code for notice in found.notices] == ["part-not-read"]
    assert found.outcome is Outcome.PARTLY


@pytest.mark.parametrize("odd", [None, 5, True, "text", [], {}, [None], [[1]], {"a": None}])
@pytest.mark.parametrize(
    "key", ["tender", "awards", "parties", "buyer", "tag", "date", "contracts", "planning", "ocid"]
)
def test_parts_of_the_wrong_kind_do_no_harm(key: str, odd: Any) -> None:
    assert {"document_type", "date"} & {field.label for field in document(package(release(**{key: odd}))).fields}


def test_characters_are_bounded() -> None:
    with pytest.raises(LimitExceeded, match=r"notice\.json"):
        document(package(release(tender={"description": "x" * 5_000})), Limits(characters=1_000))


FLAT: Json = {
    "title": "Waste &amp; recycling", "organisation": "Brindle Council", "notice_type": "Contract",
    "published_date": "2026-02-26", "deadline_date": "2026-03-15", "awarded_date": "2026-05-25", "value_low": 800,
    "value_high": 900, "contact": {"name": "Jo"},
    "awarded_value": 850.5, "awarded_supplier": "O&#039;Neill, Son Ltd,Acorn &amp; Co", "sme": True,
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"contracts": [FLAT], "meta": {"source": "x"}}).encode(),
        json.dumps([FLAT]).encode(),
        json.dumps(
            {"noticeList": [{"score": 1, "item": {key.replace("_s", "S").replace("_", ""): value
                                                 for key, value in FLAT.items()}}]}
        ).encode(),
    ],
)  # fmt: skip
def test_flat_lists_of_awards(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "awards.json"
    path.write_bytes(content)
    found = read(path)
    assert found.text.startswith("Waste & recycling\n")
    assert [dict(field.value)["name"] for field in found.fields if field.label == "supplier"] == [
        "O'Neill, Son Ltd", "Acorn & Co",
    ]  # fmt: skip
    amounts = [field.span.of(found.text) for field in found.fields if field.label == "money"]
    assert amounts == ["£800.00 to £900.00", "£850.50"]
    roles = [dict(field.value)["role"] for field in found.fields if field.label == "date"]
    assert roles == ["publication", "deadline", "award"]
    assert "Contact name: Jo" in found.text.split("\n")


def _amounts(node: Any) -> int:
    """Amounts above nothing anywhere in a JSON value, ranges counted once."""
    if isinstance(node, list):
        return sum(map(_amounts, node))
    if not isinstance(node, dict):
        return 0
    own = int(isinstance(node.get("amount"), int | float) and node["amount"] > 0)
    ranged = int("minValue" in node and "value" in node)
    return own - ranged + sum(map(_amounts, node.values()))


def test_every_amount_and_supplier_of_real_packages(shared: Path) -> None:
    for path in sorted((shared / "b_ocds_fictional_barnet").glob("*.json")):
        found = read(path)
        (stated,) = json.loads(path.read_text(encoding="utf-8"))["releases"]
        assert sum(field.label == "money" for field in found.fields) == _amounts(stated), path.name
        names = {dict(field.value)["name"] for field in found.fields if field.label == "supplier"}
        sides = {"supplier", "tenderer"}
        assert names == {each["name"] for each in stated["parties"] if sides & set(each["roles"])}, path.name


NOBODY = re.compile(r"(?i)^(?:n/a|not applicable|various|multiple|name withheld|0100165SC)|award|abandoned")
"""What real lists have for a name where nobody is named."""


def test_every_award_of_real_lists(shared: Path) -> None:
    awards = 0
    for path in sorted((shared / "b_lancashire_councils").glob("*.json")):
        found = read(path)
        stated = json.loads(path.read_text(encoding="utf-8"))["contracts"]
        kinds = [dict(field.value)["kind"] for field in found.fields if field.label == "money"]
        assert kinds.count("contract_value") == sum(bool(each["awarded_value"]) for each in stated), path.name
        buyers = sum(field.label == "buyer" for field in found.fields)
        assert buyers == len(stated), path.name
        suppliers = sum(field.label == "supplier" for field in found.fields)
        named = [each for each in stated if each["awarded_supplier"] and not NOBODY.search(each["awarded_supplier"])]
        assert suppliers >= len(named), path.name
        assert not found.notices
        awards += kinds.count("contract_value")
    assert awards > 500
