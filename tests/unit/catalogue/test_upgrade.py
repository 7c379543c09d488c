"""A catalogue of an earlier format is brought up to date when it is opened, with everything in it.

`format_1.sql` is what `tenderscan ingest` of the version before wrote of two sample documents, a cut-off PDF and a
path that was not there.
"""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from filelock import FileLock

from tenderscan.catalogue import database
from tenderscan.catalogue.database import FILE_NAME, WRITING_LOCK
from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import companies, decisions
from tenderscan.catalogue.unread import unread
from tenderscan.document import Outcome
from tenderscan.errors import LibraryDamaged, LibraryLocked, LibraryVersion
from tenderscan.record import COMPANY, Clause, Identifier, Label, Money, Organisation, Strength, Value

DUMP = Path(__file__).with_name("format_1.sql")


def change(folder: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute(statement, values)
        connection.commit()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    return tmp_path


def by_name(catalogue: Catalogue) -> dict[str, str]:
    """Hashes by file name."""
    with catalogue.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, sha256 FROM document").all()
    return {str(row.name): str(row.sha256) for row in rows}


def test_an_older_catalogue_keeps_everything(old: Path) -> None:
    for catalogue in (Catalogue(old), Catalogue(old)):
        names = by_name(catalogue)
        letter = catalogue.record(names["08 Award letter.pdf"])
        assert letter.document.text.startswith("Ottermarsh City Council")
        assert len(letter.findings) > 5
        assert all(f.evidence.span.of(letter.document.text) == f.evidence.quote for f in letter.findings)
        contract = catalogue.document(names["09 Contract SKC-HW-2025-02 (signed).pdf"])
        assert len(contract.pages) == 16
        assert [notice.code for notice in contract.notices] == ["page-without-text"]
        assert contract.tables
        assert all(
            cell.of(contract.text) in contract.text for table in contract.tables for row in table.rows for cell in row
        )
        (place,) = catalogue.places(names["08 Award letter.pdf"])
        assert (place.path, place.buyer, place.pack, place.parent) == (
            *("/share/08 Award letter.pdf", "Ottermarsh City Council", "Catering", None),
        )
        assert catalogue.counts() == {"read": 1, "partly": 1, "failed": 1}
        assert catalogue.broken_parts() == []
        assert [(entry.path, entry.outcome, entry.reasons[0].code) for entry in unread(catalogue)] == [
            ("/share/09 Contract SKC-HW-2025-02 (signed).pdf", Outcome.PARTLY, "page-without-text"),
            ("/share/cut.pdf", Outcome.FAILED, "damaged"),
            ("/share/gone.pdf", Outcome.FAILED, "path-missing"),
        ]


def test_a_damaged_document_does_not_lock_the_others_out(old: Path) -> None:
    change(old, "UPDATE document SET layout = ? WHERE name LIKE '08%'", "{")
    catalogue = Catalogue(old)
    names = by_name(catalogue)
    with pytest.raises(LibraryDamaged):
        catalogue.document(names["08 Award letter.pdf"])
    assert catalogue.document(names["09 Contract SKC-HW-2025-02 (signed).pdf"]).text


def test_nobody_changes_a_catalogue_that_is_written_to(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    with FileLock(old / WRITING_LOCK), pytest.raises(LibraryLocked):
        Catalogue(old)
    assert by_name(Catalogue(old))


def test_a_catalogue_of_format_3_gets_the_tables_of_decisions(old: Path) -> None:
    Catalogue(old)  # brought to the format of today, whose new tables are taken out again
    change(old, "DROP TABLE supplier_decision")
    change(old, "DROP TABLE company")
    change(old, "UPDATE meta SET value = ?", "3")
    catalogue = Catalogue(old)
    assert decisions(catalogue) == ()
    assert companies(catalogue) == ()
    assert len(by_name(catalogue)) == 3
    with closing(sqlite3.connect(old / FILE_NAME)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("4",)


EARLIER = [
    (
        *(Label.SUPPLIER, '{"name": "Hartwell Ltd", "company_number": "01234567", "role": "contractor"}'),
        Organisation("Hartwell Ltd", "contractor", (Identifier(COMPANY, "01234567"),)),
    ),
    (
        *(Label.SUPPLIER, '{"name": "Hartwell Ltd", "company_number": null, "role": "bidder"}'),
        Organisation("Hartwell Ltd", "bidder"),
    ),
    (
        *(Label.CLAUSE, '{"kind": "social_value", "theme": "jobs", "strength": "firm"}'),
        Clause("social_value", "jobs", Strength.FIRM),
    ),
    (
        Label.MONEY,
        '{"amount": "12.50", "amount_max": null, "currency": "GBP", "kind": "budget", "vat": "unknown", '
        '"period": null}',
        Money(Decimal("12.50"), None, "GBP", "budget"),
    ),
]
"""Values as a catalogue of format 3 has them, and what they are today."""


@pytest.mark.parametrize(("label", "text", "value"), EARLIER)
def test_findings_of_an_earlier_shape_are_read(old: Path, label: Label, text: str, value: Value) -> None:
    change(old, "UPDATE finding SET value = ?, label = ? WHERE position = 0", text, label.value)
    catalogue = Catalogue(old)
    letter = catalogue.record(by_name(catalogue)["08 Award letter.pdf"])
    assert (letter.findings[0].label, letter.findings[0].value) == (label, value)


@pytest.mark.parametrize("version", ["0", "5", "beta"])
def test_a_catalogue_of_another_format_is_left_alone(old: Path, version: str) -> None:
    change(old, "UPDATE meta SET value = ?", version)
    with pytest.raises(LibraryVersion, match=version):
        Catalogue(old)
    with closing(sqlite3.connect(old / FILE_NAME)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(document)")}
    assert "made_with" not in columns
