"""When a value found is the value that was wanted."""

from decimal import Decimal
from typing import Any

import pytest

from tenderscan.quality.copied import conceal_name, conceal_words, same_name, shares_words
from tenderscan.quality.values import details, is_right
from tenderscan.record import (
    CalendarDate,
    Clause,
    Commitment,
    Money,
    Organisation,
    Reference,
    Strength,
    Term,
    Value,
    Weighting,
)

POUNDS = Money(Decimal("5000.00"), None, "GBP", "budget")
PAYMENT = Clause("payment", None, Strength.FIRM, "30 days")
HOURS = Commitment("supplier", "volunteering in schools", Decimal(40), "hours")


def counted(unit: str) -> Commitment:
    """Three of a unit."""
    return Commitment(None, "what is measured", Decimal(3), unit)


DONATION = Commitment(None, "donation to the hospice", None, "gbp", Decimal(500), "GBP")


@pytest.mark.parametrize(
    ("row", "wanted", "value", "right"),
    [
        ("money", {"amount": "5000", "currency": "GBP"}, POUNDS, True),
        ("money", {"amount": 5000, "currency": "GBP", "kind": "other"}, POUNDS, True),
        ("money", {"amount": "5000", "currency": "EUR"}, POUNDS, False),
        ("money", {"amount": "5000", "amount_max": "6000", "currency": "GBP"}, POUNDS, False),
        ("supplier", {"name": "The Acme Co. Ltd"}, Organisation("Acme Company Limited", "bidder"), True),
        ("supplier", {"name": "Acme Holdings Ltd"}, Organisation("Acme Ltd", "bidder"), False),
        ("buyer", {"name": "Central Body (CB)"}, Organisation("Central Body", "client"), True),
        ("buyer", {"name": "Central Body"}, Organisation("CB", "client", canonical="The Central Body"), True),
        ("date", {"iso": "2026-04-01", "role": "start"}, CalendarDate("2026-04-01", "other"), True),
        ("term", {"months": 36, "extensions": [12, 12]}, Term("contract", months=36, extensions=(12, 12)), True),
        ("term", {"months": 36, "extensions": [12]}, Term("contract", months=36, extensions=(12, 12)), False),
        ("term", {"months": 36, "extensions": "by agreement"}, Term("contract", months=36), True),
        ("reference", {"scheme": "cpv", "id": "45112700"}, Reference("cpv", "45112700-2"), True),
        ("reference", {"scheme": "notice", "id": "2026/S 000-123456"}, Reference("fts", "2026/S000-123456"), True),
        ("reference", {"scheme": "cpv", "id": "45112700"}, Reference("contract", "45112700"), False),
        ("social_value", {"theme": "equality"}, Clause("social_value", "social", Strength.FIRM), True),
        ("social_value", {"theme": "jobs"}, Clause("social_value", "growth", Strength.FIRM), False),
        ("clause", {"figure": "30 days"}, PAYMENT, True),
        ("clause", {"figure": "within thirty (30) days"}, PAYMENT, True),
        ("clause", {"figure": "30 working"}, PAYMENT, False),
        ("clause", {"figure": "60 days"}, PAYMENT, False),
        ("clause", {"figure": None}, PAYMENT, True),
        ("clause", {"figure": "£5,000,000"}, Clause("liability", None, Strength.FIRM, "GBP 5000000.00"), True),
        ("clause", {"figure": "Rs.5.00 Lacs"}, Clause("insurance", None, Strength.FIRM, "INR 500000.00"), True),
        ("clause", {"figure": "£5m"}, Clause("insurance", None, Strength.FIRM, "GBP 5000000.00"), True),
        ("clause", {"figure": "10 %"}, Clause("liability", None, Strength.FIRM, "10 percent"), True),
        ("clause", {"figure": "England and Wales"}, Clause("governing_law", None, Strength.FIRM, "England"), True),
        ("commitment", {"quantity": 40, "unit": "hrs", "measure": "volunteer days at school"}, HOURS, True),
        ("commitment", {"quantity": 40, "unit": "weeks"}, HOURS, False),
        ("commitment", {"quantity": 41, "unit": "hours"}, HOURS, False),
        ("commitment", {"quantity": 40, "unit": "hours", "measure": "tree planting"}, HOURS, False),
        ("commitment", {"quantity": 500, "unit": "GBP", "measure": "donations"}, DONATION, True),
        ("commitment", {"quantity": 600, "unit": "GBP", "measure": "donations"}, DONATION, False),
        # one list of units, that of the rules: words for the same unit are the same
        ("commitment", {"quantity": 40, "unit": "hour"}, HOURS, True),
        ("commitment", {"quantity": 3, "unit": "member of staff"}, counted("people"), True),
        ("commitment", {"quantity": 3, "unit": "jobs"}, counted("people"), True),
        ("commitment", {"quantity": 3, "unit": "person"}, counted("people"), True),
        ("commitment", {"quantity": 3, "unit": "apprentice"}, counted("apprentices"), True),
        ("commitment", {"quantity": 3, "unit": "people"}, counted("apprentices"), True),
        ("commitment", {"quantity": 3, "unit": "occasions"}, counted("times"), True),
        ("commitment", {"quantity": 3, "unit": "cut"}, counted("times"), True),
        ("commitment", {"quantity": 3, "unit": "EV chargers"}, counted("items"), True),
        ("commitment", {"quantity": 3, "unit": "%"}, counted("percent"), True),
        ("commitment", {"quantity": 3, "unit": "visit per six months"}, counted("visits"), True),
        ("commitment", {"quantity": 3, "unit": "units"}, counted("homes"), True),
        ("commitment", {"quantity": 3, "unit": "number"}, counted("trees"), True),
        # and other units stay wrong
        ("commitment", {"quantity": 3, "unit": "weeks"}, counted("months"), False),
        ("commitment", {"quantity": 3, "unit": "months"}, counted("years"), False),
        ("commitment", {"quantity": 3, "unit": "people"}, counted("hours"), False),
        ("commitment", {"quantity": 3, "unit": "jobs"}, counted("fte"), False),
        ("commitment", {"quantity": 3, "unit": "weeks"}, counted("person_weeks"), False),
        ("commitment", {"quantity": 3, "unit": "units"}, counted("hours"), False),
        ("commitment", {"quantity": 3, "unit": "items"}, counted("percent"), False),
        ("commitment", {"quantity": 3, "unit": "£"}, counted("percent"), False),
        ("commitment", {"quantity": 3, "unit": "%"}, counted("gbp"), False),
        ("commitment", {"quantity": 3, "unit": "£"}, counted("gbp"), True),
        ("commitment", {"quantity": 3, "unit": "EUR"}, counted("gbp"), False),
        ("commitment", {"quantity": 3, "unit": "tonnes"}, counted("tonnes_co2e"), False),
        ("commitment", {"quantity": 3, "unit": "metres"}, counted("km"), False),
        (
            "weighting",
            {"criterion": "Social value", "percent": 10},
            Weighting("Social Value", Decimal("10.0"), 1),
            True,
        ),
        ("weighting", {"criterion": "Price", "percent": 10}, Weighting("Quality", Decimal(10), 1), False),
    ],
)
def test_right_or_wrong(row: str, wanted: dict[str, Any], value: Value, right: bool) -> None:
    assert is_right(row, wanted, value) is right


def test_keys_counted_apart() -> None:
    wanted = {"amount": "5000", "kind": "bid_price", "vat": "unknown", "period": None, "supplier": "Acme"}
    assert list(details("money", wanted, POUNDS)) == [
        ("kind", "bid_price", "budget"),
        ("vat", "unknown", "unknown"),
        ("period", "None", "None"),
        ("supplier", "Acme", "None"),
    ]
    assert list(details("commitment", {"who": "the Contractor", "strength": "firm"}, HOURS)) == [
        ("strength", "firm", "firm"),
        ("who", "the Contractor", "the Contractor"),
    ]


def test_concealed_words_compare_like_plain_ones() -> None:
    for name in ("Northfield Grounds Ltd", "The Northfield Grounds Limited (NGL)"):
        assert "Northfield" not in conceal_name(name)
        assert same_name(conceal_name(name), "Northfield Grounds Ltd")
        assert conceal_name(conceal_name(name)) == conceal_name(name)
    assert not same_name(conceal_name("Northfield Grounds Ltd"), "Southfield Grounds Ltd")
    assert shares_words(conceal_words("delivery of trees"), "trees delivered")
    assert not shares_words(conceal_words("delivery of trees"), "care for older people")
