"""Values and groups of findings as people read them."""

from decimal import Decimal

import pytest

from tenderscan.cli.described import describe
from tenderscan.cli.findings import print_findings
from tenderscan.record import (
    CalendarDate,
    Clause,
    Commitment,
    DocumentType,
    Identifier,
    Label,
    Money,
    Organisation,
    Record,
    Reference,
    Strength,
    Term,
    Value,
    Vat,
    Weighting,
)
from tests.build import document, finding


def promise(quantity: str | None, unit: str, measure: str, **more: object) -> Commitment:
    return Commitment("supplier", measure, None if quantity is None else Decimal(quantity), unit, **more)  # type: ignore[arg-type]


def clause(kind: str, figure: str | None) -> Clause:
    return Clause(kind, None, Strength.FIRM, figure)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Money(Decimal(1200000), None, "GBP", "contract_value", Vat.EXCLUDED),
         "£1,200,000.00 ex. VAT, contract value"),
        (Money(Decimal(20), Decimal("24.5"), "EUR", "unit_rate", period="hour"),
         "€20.00 to €24.50 an hour, unit rate"),
        (Money(Decimal(-350), None, "GBP", "other"), "-£350.00"),
        (Money(Decimal(5), None, "INR", "insurance_PL", lot="2"), "INR 5.00, public liability insurance, lot 2"),
        (Money(Decimal(207720), None, "GBP", "threshold_mention"), "£207,720.00, threshold"),
        (Organisation("Elmbank Ltd", "mentioned"), "Elmbank Ltd"),
        (Organisation("EGL", "contractor", (Identifier("GB-COH", "01234567"),), "Elmbank Grounds Ltd", "L35 2YZ",
                      ("sme",)), "EGL, Elmbank Grounds Ltd (contractor, company 01234567, L35 2YZ, SME)"),
        (Organisation("Helping Hands", "awarded", (Identifier("GB-CHC", "1098765"), Identifier("GB-VAT", "GB1"))),
         "Helping Hands (awarded, charity 1098765, VAT GB1)"),
        (CalendarDate("2026-01-02", "standstill_end"), "02/01/2026 (end of standstill)"),
        (CalendarDate("2026-01-02", "other"), "02/01/2026"),
        (Term("contract", months=36, extensions=(12, 12)), "3 years + 1 year + 1 year (contract)"),
        (Term("contract", months=18), "18 months (contract)"),
        (Term("notice", months=1), "1 month (notice)"),
        (Term("validity", days=90), "90 days (validity)"),
        (Term("extension", months=12, extensions=(12, 12)), "1 year + 1 year (extension)"),
        (Term("extension", months=24), "2 years (extension)"),
        (Term("contract", extensions=(24,)), "option of 2 years (contract)"),
        (Term("contract", "2026-04-01", "2029-03-31", 36), "3 years, 01/04/2026 to 31/03/2029 (contract)"),
        (Term("contract", "2026-04-01"), "01/04/2026 to … (contract)"),
        (Term("other"), "without length"),
        (Reference("cpv", "77310000-6"), "77310000-6 (CPV code)"),
        (Reference("fts", "2025/S 000-012345"), "2025/S 000-012345 (Find a Tender notice)"),
        (clause("insurance", "GBP 5000000.00"), "insurance, £5,000,000.00, firm"),
        (clause("kpi", "98.5 percent"), "KPI, 98.5 %, firm"),
        (clause("payment", "30 days"), "payment, 30 days, firm"),
        (clause("tupe", None), "TUPE, firm"),
        (Clause("social_value", "jobs", Strength.MENTION), "social value: jobs, mention"),
        (promise("12", "apprentices", "apprenticeships", per="year", by="2027-03-31", code="NT10"),
         "12 apprenticeships, each year, by 31/03/2027, firm (NT10)"),
        (promise("40000", "gbp", "spend with local firms"), "£40,000.00: spend with local firms, firm"),
        (promise("10", "percent", "spend with local firms", by="until the end"),
         "10 %: spend with local firms, until the end, firm"),
        (promise("1", "people", "care leaver"), "1 person: care leaver, firm"),
        (promise("41", "tonnes_co2e", "tonnes of CO2e saved"), "41 tonnes of CO2e saved, firm"),
        (promise("2500", "hours", "volunteering", amount=Decimal(900)),
         "2,500 hours: volunteering, £900.00 claimed, firm"),
        (promise(None, "gbp", "donations", amount=Decimal(500)), "donations, £500.00 claimed, firm"),
        (Weighting("Price", Decimal("60.0"), 1, adds_up=False), "Price: 60 %, does not add up to 100 %"),
        (DocumentType("itt"), "invitation to tender"),
    ],
)  # fmt: skip
def test_a_value_in_words(value: Value, words: str) -> None:
    assert describe(value) == words


def named(text: str, *names: tuple[str, Label, Value]) -> Record:
    made = document(text)
    return Record(made, tuple(finding(made, quote, label, value) for quote, label, value in names))


def test_one_thing_stands_once_in_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    long, short, bare = "Elmbank Grounds Limited", "Elmbank Grounds Ltd", "ELMBANK GROUNDS"
    supplier = [(name, Label.SUPPLIER, Organisation(name, "awarded")) for name in (long, short)]
    record = named(
        f"{long}, {short}, {bare}, Hodge Ltd, Hodge plc, 77310000-6.",
        *supplier,
        (bare, Label.ORGANISATION, Organisation(bare, "mentioned")),
        ("Hodge Ltd", Label.ORGANISATION, Organisation("Hodge Ltd", "mentioned")),
        ("Hodge plc", Label.ORGANISATION, Organisation("Hodge plc", "mentioned")),
        ("77310000-6", Label.REFERENCE, Reference("cpv", "77310000-6")),
        ("77310000", Label.REFERENCE, Reference("cpv", "77310000-6")),
    )
    print_findings(record)
    out = capsys.readouterr().out
    assert "Suppliers (1)" in out
    assert f"named 2 times on p. 1, also as “{short}”" in " ".join(out.split())
    assert "Other organisations (2)" in out
    assert "References (1)" in out


def test_long_words_stay_in_their_column(capsys: pytest.CaptureFixture[str]) -> None:
    criterion = "Ability to show how each of the sites is kept clean and safe in all seasons of the year " * 2
    record = named("Price 60 %", ("Price 60 %", Label.WEIGHTING, Weighting(criterion, Decimal(60), 1)))
    print_findings(record)
    below = capsys.readouterr().out.partition("Weightings (1)")[2].partition("Commitments")[0]
    assert all(line.startswith("  ") for line in below.splitlines() if line.strip())


def test_fields_still_to_be_filled_in_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    pages = (
        "The Buyer is «Insert Name of Buyer», from <insert date>.",
        "«INSERT_NAME_OF_BUYER» pays £XX. Signed ______ [sic]. Bidders insert a price.",
    )
    print_findings(Record(document(*pages)))
    out = capsys.readouterr().out.partition("Left blank (3)")[2]
    assert [line.split(maxsplit=2) for line in out.strip().splitlines()] == [
        ["p.", "1–2", "«Insert Name of Buyer», 2 times"],
        ["p.", "1", "<insert date>"],
        ["p.", "2", "£XX"],
    ]
    print_findings(Record(document("All is said.")))
    assert "Left blank" not in capsys.readouterr().out
