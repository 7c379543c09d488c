"""What an amount belongs to: lot, supplier, year."""

import pytest

from tenderscan.record import Money
from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger.sample import sample


def belongings(tagger: Tagger, text: str, field: str) -> list[tuple[str, str | None]]:
    found = [f for f in tagger.tag(sample(text)) if isinstance(f.value, Money)]
    return [(f.evidence.quote, getattr(f.value, field)) for f in found]


LOTS = [
    ("Lot 1 is worth £40,000 and Lot 2 £60,000.", [("£40,000", "1"), ("£60,000", "2")]),
    ("We offer £40,000 for Lot 1 and £60,000 (Lot 2).", [("£40,000", "1"), ("£60,000", "2")]),
    ("Lot 1: £40,000 a year, £120,000 in all.", [("£40,000", "1"), ("£120,000", "1")]),
    ("Lots 1 Repairs £500 and more.", [("£500", "1")]),
    ("Lots 1 and 2 are worth £500.", [("£500", None)]),
    ("# Lot 3 – North\nThe estimated value is £300,000.", [("£300,000", "3")]),
    ("Lot | Zone | Value (£)\n1 | North | 140,000\n2a | South | 160,000", [("140,000", "1"), ("160,000", "2a")]),
    ("Lot | Value (£)\nNorth | 140,000", [("140,000", "North")]),
    ("Item | Lot 1 (£) | Lot 2 (£)\nCleaning | 14,000 | 15,000", [("14,000", "1"), ("15,000", "2")]),
    ("Lots 1 and 2 together are worth £90,000.", [("£90,000", None)]),
    ("The rates for Lot 1 and Lot 3 are £24.86 per hour.", [("£24.86", None)]),
    ("Values: Lot 1 £400, Lot 2 £500 and Lot 3 £600.", [("£400", "1"), ("£500", "2"), ("£600", "3")]),
    ("Lot 1 – £400 Lot 2 – £500", [("£400", "1"), ("£500", "2")]),
    ("Lot 1 (sweeping, north) £400, Lot 2 (sweeping, south) £500", [("£400", "1"), ("£500", "2")]),
    ("We bid £400, Lot 1 and £500, Lot 2.", [("£400", "1"), ("£500", "2")]),
    ("£400 Lot 1, £500 Lot 2", [("£400", "1"), ("£500", "2")]),
    ("It took a lot of time and £500.", [("£500", None)]),
]
SUPPLIERS = [
    ("Elmbank Works Ltd tendered £40,000 and Fernley Grounds Limited £42,500.",
     [("£40,000", "Elmbank Works Ltd"), ("£42,500", "Fernley Grounds Limited")]),
    ("The contract is awarded to Elmbank Works Ltd for £40,000.", [("£40,000", "Elmbank Works Ltd")]),
    ("A payment of £12,000 was made to Elmbank Works Ltd in May.", [("£12,000", "Elmbank Works Ltd")]),
    ("Supplier | Price (£)\nElmbank Works Ltd | 40,000\nFernley Grounds | 42,500",
     [("40,000", "Elmbank Works Ltd"), ("42,500", "Fernley Grounds")]),
    ("Item | Elmbank Works Ltd (£) | Fernley Ltd (£)\nMowing | 40,000 | 42,500",
     [("40,000", "Elmbank Works Ltd"), ("42,500", "Fernley Ltd")]),
    ("Supplier | Transaction number | Amount (£)\nREDACTED | 4 | 700.00", [("700.00", None)]),
    ("The budget of £40,000 was set before Elmbank Works Ltd was asked.", [("£40,000", None)]),
]  # fmt: skip
YEARS = [
    ("The budget is £40,000 in 2025/26 and £42,000 in 2026/27.", [("£40,000", "2025/26"), ("£42,000", "2026/27")]),
    ("Service | Year 1 (£) | Year 2 (£)\nHosting | 85,000 | 86,000", [("85,000", "Year 1"), ("86,000", "Year 2")]),
    ("Item | 2025/26 | 2026/27\nGrants (£) | 40,000 | 42,000", [("40,000", "2025/26"), ("42,000", "2026/27")]),
    ("Financial year | Spend (£)\n2024/25 | 85,000", [("85,000", "2024/25")]),
    ("In the 2026 Budget the Council set aside a total of £33m for roads.", [("£33m", "2026")]),
    (
        "The allocation for parks for 2027 was £1,652, of which £750 was set aside in the Draft Budgetary Plan 2027.",
        [("£1,652", "2027"), ("£750", "2027")],
    ),
    ("A £50,000 revenue budget is secured for 2028.", [("£50,000", "2028")]),
    ("It rose by an increase of £3m on the figure for 2023.", [("£3m", None)]),
    ("Income of £200k is noted for Budget 2025 (compared to £210k in 2024).", [("£200k", "2025"), ("£210k", "2024")]),
    ("Budget: 2025/26 £400, 2026/27 £500", [("£400", "2025/26"), ("£500", "2026/27")]),
    ("Estimated value: Year 1 £400, Year 2 £500", [("£400", "Year 1"), ("£500", "Year 2")]),
    ("FY25/26 £400 FY26/27 £500", [("£400", "FY25/26"), ("£500", "FY26/27")]),
    ("£400 (2025/26), £500 (2026/27)", [("£400", "2025/26"), ("£500", "2026/27")]),
    ("# Budget 2025/26\nThe allocation is £5m.", [("£5m", "2025/26")]),
    ("The 2024 budget of £5m was noted.", [("£5m", "2024")]),
    ("£3m in 2023 was spent.", [("£3m", "2023")]),
    ("The charge in Contract Year 2 is £9,000.", [("£9,000", "Year 2")]),
    ("Reference SPP/DBC/2026/003 costs £500.", [("£500", None)]),
    ("The plan for 2024-2028 costs £500,000.", [("£500,000", None)]),
    ("Years 2 to 5 cost £500,000 each.", [("£500,000", None)]),
    ("On 3 May 2024 £500 was paid.", [("£500", None)]),
]


@pytest.mark.parametrize(("text", "expected"), LOTS)
def test_lots(tagger: Tagger, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert belongings(tagger, text, "lot") == expected


@pytest.mark.parametrize(("text", "expected"), SUPPLIERS)
def test_suppliers(tagger: Tagger, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert belongings(tagger, text, "supplier") == expected


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years(tagger: Tagger, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert belongings(tagger, text, "year") == expected
