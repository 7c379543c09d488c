"""Money in tables and registers: bare numbers, negative amounts, heads that reckon in thousands, VAT and kinds."""

import pytest

from tenderscan.record import Money
from tenderscan.tagger.tagger import Tagger
from tests.unit.tagger.sample import sample

REGISTER = "Transaction number | Supplier Name | Amount\n"
PUBLISHED = "\nPublished by Anytown Council."


def money(tagger: Tagger, text: str) -> list[tuple[str, str, str]]:
    found = [f for f in tagger.tag(sample(text)) if isinstance(f.value, Money)]
    return [(f.evidence.quote, f"{f.value.amount:f}", f.value.kind) for f in found]


@pytest.mark.parametrize(
    ("cell", "quote", "amount"),
    [
        ("7,740.00", "7,740.00", "7740.00"),
        ("92", "92", "92"),
        ("0.00", "0.00", "0.00"),
        ("-502.50", "-502.50", "-502.50"),
        ("(502.50)", "(502.50)", "-502.50"),
        ("-£502", "-£502", "-502"),
        ("£-502", "£-502", "-502"),
        ("(£502.00)", "(£502.00)", "-502.00"),
        ("£502.00 CR", "£502.00 CR", "-502.00"),
        ("£502", "£502", "502"),
        ("2013", "2013", "2013"),
    ],
)
def test_cells_of_a_register(tagger: Tagger, cell: str, quote: str, amount: str) -> None:
    found = money(tagger, f"{REGISTER}1041 | Elmbank Ltd | {cell}{PUBLISHED}")
    assert found == [(quote, amount, "payment_line")]


@pytest.mark.parametrize("where", ["Anytown Council", "See www.anytown.gov.uk", "VAT number GB 123", "ACME (UK) LTD"])
def test_a_register_without_a_currency(tagger: Tagger, where: str) -> None:
    (found,) = [f for f in tagger.tag(sample(f"{REGISTER}7 | Elmbank Ltd | 700.00\n{where}")) if f.label == "money"]
    (signed,) = [f for f in tagger.tag(sample(f"{REGISTER}7 | Elmbank Ltd | £700.00\n{where}")) if f.label == "money"]
    assert isinstance(found.value, Money)
    assert found.value.currency == "GBP"
    assert found.evidence.score < signed.evidence.score


def test_a_register_of_nowhere_or_of_another_currency_is_none(tagger: Tagger) -> None:
    assert money(tagger, f"{REGISTER}7 | Elmbank | 700.00") == []
    assert money(tagger, f"{REGISTER.replace('Amount', 'Amount (AUD)')}7 | Elmbank | 700.00{PUBLISHED}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Item | Cost (£m)\nRoads | £2.5\nParks | 1.25",
         [("£2.5", "2500000.0", "other"), ("1.25", "1250000.00", "other")]),
        ("Item | Cost (£000s)\nRoads | £250\nParks | 1,250",
         [("£250", "250000", "other"), ("1,250", "1250000", "other")]),
        ("Item | Cost (£000s)\nRoads | £250,000\nParks | £2m",
         [("£250,000", "250000", "other"), ("£2m", "2000000", "other")]),
        ("Item | Cost | Unit\nRoads | £2.5 | million", [("£2.5\tmillion", "2500000.0", "other")]),
        ("Contract title | Supplier | Value (£)\nTree work | Elmbank Ltd | 41,000",
         [("41,000", "41000", "contract_value")]),
        ("Payment date | Payee | Expense type | Amount (£)\n1 May 2025 | Elmbank Ltd | Insurance | 900.00",
         [("900.00", "900.00", "payment_line")]),
        ("Milestone | Payment\nDesign complete | £40,000", [("£40,000", "40000", "payment_line")]),
        ("Tenderer | Price per meal\nElmbank Ltd | £3.08", [("£3.08", "3.08", "bid_price")]),
        ("- £500\n- £600", [("£500", "500", "other"), ("£600", "600", "other")]),
    ],
)  # fmt: skip
def test_tables(tagger: Tagger, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert money(tagger, text) == expected


VAT = [
    ("The price is £100 (ex VAT) or £120 inc. VAT.", ["excl", "incl"]),
    ("Item | Price excluding VAT | Price including VAT\nBin | £100 | £120", ["excl", "incl"]),
    ("Its estimated value, including both extensions and VAT, is £5m.", ["incl"]),
    ("All prices exclude VAT.\nThe contract price is £40,000.", ["excl"]),
    ("All prices exclude VAT.\nThe depot rent is £4,000 per annum.\nThe application fee is £50.", ["unknown"] * 2),
    ("Prices exclude VAT.\nItem | Price\nBin | £100", ["excl"]),
    ("The total including VAT is £900.\nRole | Day rate\nFitter | £300", ["incl", "unknown"]),
    ("The contract price is £450,000 plus VAT. Liquidated damages are £500 a day.", ["excl", "unknown"]),
    ("The price is £900 excluding VAT, the rent £30 a month.", ["excl", "unknown"]),
    ("The figures with and without VAT are equal. The contract value is £40,000.", ["unknown"]),
    ("The contract value is £2m including VAT.1", ["incl"]),
    ("Cover of £5m, excluding VAT on claims, and a contract price of £9,000.", ["excl", "unknown"]),
]


@pytest.mark.parametrize(("text", "expected"), VAT)
def test_vat(tagger: Tagger, text: str, expected: list[str]) -> None:
    found = [f.value for f in tagger.tag(sample(text)) if isinstance(f.value, Money)]
    assert [value.vat.value for value in found] == expected


PERIODS = [
    ("It costs £12,000pa and £450pcm.", ["year", "month"]),
    ("A saving of £26,400 a year, £79,200 over the term.", ["year", None]),
    ("Power costs 14.5p/kWh and gas 0.34p per kWh.", ["unit", "unit"]),
    ("We expect £4,000 each.", ["unit"]),
    ("Employers' liability of £5m each accident.", [None]),
    ("The annual cost of it in the last full year was £489,300.", ["year"]),
    ("The Council shall pay the Contractor £38,575 per month.", ["month"]),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_periods(tagger: Tagger, text: str, expected: list[str | None]) -> None:
    found = [f.value for f in tagger.tag(sample(text)) if isinstance(f.value, Money)]
    assert [value.period for value in found] == expected


KINDS = [
    ("The contract value is £1m excluding VAT, or £90,000 per annum. With both options it would be £2m.",
     ["contract_value", "annual_value", "contract_value"]),
    ("Saving against the present cost of £815,000 per annum: £73,000 per annum.", ["annual_value", "saving"]),
    ("The Council shall pay the Contractor £38,575 per month.", ["contract_value"]),
    ("They tendered £25.10 per hour.", ["bid_price"]),
    ("# Insurances\nThe minimum insurance is £5m.", ["insurance_other"]),
    ("# Public liability insurance\nThe minimum insurance is £5m.", ["insurance_PL"]),
    ("# Public liability insurance\nMotor insurance is £1m.", ["insurance_other"]),
    ("Insurance premiums of £900 were paid.", ["other"]),
    ("The work is paid at the rate of £500 per hour. Expenses of £5,000 were agreed.", ["unit_rate", "other"]),
    ("The bridge alone costs in excess of £100,000.", ["other"]),
    ("Bids with a price in excess of £50,000 will be rejected.", ["budget_ceiling"]),
    ("The amount applied for was £6,463,900.", ["other"]),
    ("It was estimated that the cost would be approximately £202,500.", ["estimated_value"]),
    ("If the works may exceed £5,000,000 they are advertised.", ["threshold_mention"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kinds(tagger: Tagger, text: str, expected: list[str]) -> None:
    found = [f.value for f in tagger.tag(sample(text)) if isinstance(f.value, Money)]
    assert [value.kind for value in found] == expected
