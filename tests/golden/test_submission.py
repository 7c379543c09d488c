"""A quotation as it arrives: what becomes of each file in the e-mail, and what is found in it."""

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.build.submission import build_submission
from tenderscan import wiring
from tenderscan.document import NOT_READ, Outcome
from tenderscan.ingest.process import process_file
from tenderscan.readers import ocr
from tenderscan.record import Clause, Money, Organisation, Record

SUBMISSION = Path(__file__).resolve().parents[2] / "corpus" / "submission"
MAIL = "Quotation - Swingbolt Play Safety.eml"
ZIP = f"{MAIL}!/Swingbolt quotation.zip"
ENGINE = ocr.version()
"""What recognises text on this machine; asked before the tests switch it off."""


@pytest.fixture(scope="module")
def made() -> dict[str, Record | str]:
    """Each file by its path: its record, or the code of its failure."""
    steps = wiring.steps()
    return {
        found.place.replace("\\", "/").partition("submission/")[2]: (
            outcome if isinstance(outcome, Record) else outcome.code
        )
        for path in sorted(SUBMISSION.iterdir())
        for found, outcome in process_file(path, steps)
    }


def record(made: dict[str, Record | str], name: str) -> Record:
    found = made[name]
    assert isinstance(found, Record), found
    return found


def money(made: dict[str, Record | str], name: str) -> set[tuple[Decimal, str, str | None]]:
    findings = record(made, name).findings
    return {
        (finding.value.amount, finding.value.kind, finding.evidence.cell)
        for finding in findings
        if isinstance(finding.value, Money)
    }


def test_it_is_what_its_builder_builds(tmp_path: Path) -> None:
    build_submission(tmp_path)
    built = {path.name: path.read_bytes() for path in (tmp_path / "submission").iterdir()}
    assert built == {path.name: path.read_bytes() for path in SUBMISSION.iterdir()}


def test_every_file_is_there(made: dict[str, Record | str]) -> None:
    inside = [
        *("1 Form of quotation.odt", "2 Prices.xlsx", "3 Social value.rtf", "4 Insurance certificate (scan).jpg"),
        "5 Accounts (cut off).pdf",
    ]
    assert set(made) == {
        *("Award notice.json", "Contracts register.csv", MAIL, ZIP),
        *(f"{ZIP}!/{name}" for name in inside),
    }
    assert made[f"{ZIP}!/5 Accounts (cut off).pdf"] == "damaged"


def test_prices_have_their_cells(made: dict[str, Record | str]) -> None:
    prices = money(made, f"{ZIP}!/2 Prices.xlsx")
    assert (Decimal("48640.00"), "annual_value", "Prices!D4") in prices
    assert (Decimal("12.50"), "unit_rate", "Prices!C2") in prices


def test_the_hidden_sheet_is_read_and_said(made: dict[str, Record | str]) -> None:
    document = record(made, f"{ZIP}!/2 Prices.xlsx").document
    assert "Margin on routine inspections" in document.text
    assert [notice.code for notice in document.notices] == ["hidden-sheet"]


def test_the_bidder_the_price_and_the_promises(made: dict[str, Record | str]) -> None:
    assert (Decimal("48640.00"), "bid_price", None) in money(made, MAIL)
    (supplier,) = (finding.value for finding in record(made, MAIL).findings if finding.label.value == "supplier")
    assert isinstance(supplier, Organisation)
    assert (supplier.name, supplier.company_number) == ("Swingbolt Play Safety Ltd", "99350218")
    clauses = [f.value for f in record(made, f"{ZIP}!/3 Social value.rtf").findings if isinstance(f.value, Clause)]
    assert [(clause.theme, clause.strength.value) for clause in clauses] == [("jobs", "firm"), ("social", "firm")]


def test_what_the_notice_states_is_structured(made: dict[str, Record | str]) -> None:
    findings = record(made, "Award notice.json").findings
    (value,) = (finding for finding in findings if isinstance(finding.value, Money))
    assert isinstance(value.value, Money)
    assert (value.value.amount, value.evidence.source) == (Decimal("97280"), "structured")
    names = {
        (finding.label.value, finding.value.name) for finding in findings if isinstance(finding.value, Organisation)
    }
    assert {("supplier", "Swingbolt Play Safety Ltd"), ("buyer", "Ottermarsh City Council")} <= names


def test_the_register_is_read_by_cell(made: dict[str, Record | str]) -> None:
    assert {(Decimal("44800.00"), "D2"), (Decimal("1204000.00"), "D3")} == {
        (amount, cell) for amount, _, cell in money(made, "Contracts register.csv")
    }


def test_the_scan_is_read_or_told(made: dict[str, Record | str]) -> None:
    document = record(made, f"{ZIP}!/4 Insurance certificate (scan).jpg").document
    if ENGINE is None:
        assert document.outcome is Outcome.PARTLY
        assert "page-without-text" in {notice.code for notice in document.notices} & NOT_READ
    else:
        assert "Public liability: £10,000,000" in document.text
        assert document.outcome is Outcome.READ
        assert document.pages[0].confidence
