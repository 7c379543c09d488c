"""What goes into the catalogue comes out again, and a transaction is all or nothing."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tenderscan.catalogue.entries import Made, Place
from tenderscan.catalogue.filters import matching
from tenderscan.catalogue.lookup import find_document
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Outcome
from tenderscan.errors import (
    DocumentAmbiguous,
    DocumentNotFound,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryProblem,
    LibraryVersion,
)
from tenderscan.query.tree import DateRange, Filter, Named, Unknown, ValueRange
from tenderscan.record import CalendarDate, Clause, DocumentType, Label, Organisation, Record, Strength
from tests.build import document, finding, pounds, source

GROUNDS, CLEANING, LETTER = "a" * 64, "b" * 64, "abc" + "c" * 61


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Three documents: a contract of £1.2m, one of £300,000 to £400,000, and a letter without any value."""
    made = Catalogue(tmp_path / "library", create=True)
    grounds = document(
        "Acme Grounds Ltd shall provide two apprenticeships from 1 April 2026 for £1,200,000.00.",
        name="grounds.pdf",
        sha256=GROUNDS,
        title="Grounds Contract",
    )
    cleaning = document(
        "Sparkle LLP cleans for £300,000 to £400,000.", name="cleaning.pdf", sha256=CLEANING, title="Cleaning Contract"
    )
    letter = document("Thank you for £10m of insurance.", name="letter.pdf", sha256=LETTER, title="Letter")
    records = [
        Record(
            grounds,
            (
                finding(grounds, "Acme Grounds Ltd", Label.SUPPLIER, Organisation("Acme Grounds Ltd", "contractor")),
                finding(grounds, "two apprenticeships", Label.CLAUSE, Clause("social_value", "jobs", Strength.FIRM)),
                finding(grounds, "1 April 2026", Label.DATE, CalendarDate("2026-04-01", "start")),
                finding(grounds, "£1,200,000.00", Label.MONEY, pounds("1200000.00")),
                finding(grounds, "Acme", Label.DOCUMENT_TYPE, DocumentType("contract")),
            ),
        ),
        Record(
            cleaning,
            (
                finding(cleaning, "Sparkle LLP", Label.SUPPLIER, Organisation("Sparkle LLP", "supplier")),
                finding(cleaning, "£300,000 to £400,000", Label.MONEY, pounds("300000", top="400000")),
            ),
        ),
        Record(letter, (finding(letter, "£10m", Label.MONEY, pounds("10000000", kind="insurance_PL")),)),
    ]
    with made.write() as writer:
        for record in records:
            writer.put_record(record, Made("one", "", ""))
        writer.see(GROUNDS, Place("/share/grounds.pdf", "Anytown Council", "grounds"))
        writer.see(CLEANING, Place("/share/cleaning.pdf", "Othertown Council"))
        writer.see(LETTER, Place("/share/letter.pdf"))
    return made


def test_a_record_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    record = catalogue.record(GROUNDS)
    assert record.document.text.startswith("Acme Grounds Ltd shall")
    assert [found.label for found in record.findings] == [
        Label.SUPPLIER,
        Label.CLAUSE,
        Label.DATE,
        Label.MONEY,
        Label.DOCUMENT_TYPE,
    ]
    assert record.findings[3].value == pounds("1200000.00")
    assert all(f.evidence.span.of(record.document.text) == f.evidence.quote for f in record.findings)
    assert catalogue.broken_parts() == []


def test_an_altered_text_is_noticed(catalogue: Catalogue, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE document SET text = replace(text, '1,200,000', '1,900,000')")
    connection.close()
    assert catalogue.broken_parts() == [f"Grounds Contract ({GROUNDS[:12]}): 1 findings do not quote its text"]


@pytest.mark.parametrize(
    ("condition", "known", "unknown"),
    [
        (ValueRange(Decimal(500_000), None), {GROUNDS}, {LETTER}),
        (ValueRange(Decimal(1_200_000), None), {GROUNDS}, {LETTER}),
        (ValueRange(Decimal(1_200_000), None, low_included=False), set(), {LETTER}),
        (ValueRange(None, Decimal(350_000)), {CLEANING}, {LETTER}),
        (ValueRange(None, Decimal(300_000), high_included=False), set(), {LETTER}),
        (DateRange(date(2026, 4, 1), date(2026, 4, 1)), {GROUNDS}, {CLEANING, LETTER}),
        (DateRange(date(2026, 4, 2), None), set(), {CLEANING, LETTER}),
        (Named("supplier", ("acme",)), {GROUNDS}, {LETTER}),
        (Named("supplier", ("grounds", "ltd")), {GROUNDS}, {LETTER}),
        (Named("supplier", ("acm",)), set(), {LETTER}),
        (Named("buyer", ("council",)), {GROUNDS, CLEANING}, {LETTER}),
        (Named("buyer", ("anytown",)), {GROUNDS}, {LETTER}),
        (Named("theme", ("jobs",)), {GROUNDS}, {CLEANING, LETTER}),
        (Named("type", ("contract",)), {GROUNDS}, {CLEANING, LETTER}),
        (Unknown("value"), {LETTER}, set()),
        (Unknown("buyer"), {LETTER}, set()),
        (Unknown("supplier"), {LETTER}, set()),
        (Unknown("date"), {CLEANING, LETTER}, set()),
    ],
)
def test_filters_tell_known_from_unknown(
    catalogue: Catalogue, condition: Filter, known: set[str], unknown: set[str]
) -> None:
    split = matching(catalogue, condition, value_kinds=frozenset({"contract_value"}))
    assert (split.known, split.unknown) == (known, unknown)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/share/grounds.pdf", GROUNDS),
        ("aaaa", GROUNDS),
        ("ABCC", LETTER),
        ("cleaning contract", CLEANING),
        ("letter.pdf", LETTER),
        ("Grounds", GROUNDS),
    ],
)
def test_a_document_is_found_by_what_people_call_it(catalogue: Catalogue, name: str, expected: str) -> None:
    assert find_document(catalogue, name) == expected


def test_an_ambiguous_name_lists_what_it_could_be(catalogue: Catalogue) -> None:
    with pytest.raises(DocumentAmbiguous, match="Cleaning Contract") as caught:
        find_document(catalogue, "contract")
    assert "Grounds Contract" in caught.value.message


@pytest.mark.parametrize("name", ["nowhere.pdf", "", "%", "ffff"])
def test_an_unknown_name_is_an_error(catalogue: Catalogue, name: str) -> None:
    with pytest.raises(DocumentNotFound):
        find_document(catalogue, name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Grounds Contrat", "Did you mean “Grounds Contract”"),
        ("lettr.pdf", "Did you mean “letter.pdf”"),
        ("fff", "at least 4 letters"),
        ("something else altogether", "search lists them"),
    ],
)
def test_an_unknown_name_is_told_what_is_near_it(catalogue: Catalogue, name: str, told: str) -> None:
    with pytest.raises(DocumentNotFound, match=told):
        find_document(catalogue, name)


def test_a_file_that_is_not_in_the_library_is_told_to_be_ingested(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "new contract.pdf"
    file.write_bytes(b"%PDF")
    with pytest.raises(DocumentNotFound, match=r"tenderscan ingest .*new contract\.pdf"):
        find_document(catalogue, str(file))


def test_a_changed_file_leaves_its_earlier_version_out_of_the_search_but_not_out_of_the_catalogue(
    catalogue: Catalogue,
) -> None:
    newer = document("Acme Grounds Ltd, £1,300,000.00.", sha256="d" * 64, title="Grounds Contract")
    with catalogue.write() as writer:
        writer.put_record(Record(newer), Made("one", "", ""))
        writer.see("d" * 64, Place("/share/grounds.pdf"))
    assert catalogue.all_ids() == {"d" * 64, CLEANING, LETTER}
    assert find_document(catalogue, "Grounds Contract") == "d" * 64
    assert catalogue.record(GROUNDS).document.title == "Grounds Contract"


def test_filing_is_kept_where_a_later_run_says_nothing(catalogue: Catalogue) -> None:
    with catalogue.write() as writer:
        writer.see(GROUNDS, Place("/share/grounds.pdf", pack="grounds 2"))
    assert catalogue.places(GROUNDS) == (Place("/share/grounds.pdf", "Anytown Council", "grounds 2"),)


def test_what_fails_inside_a_transaction_leaves_no_trace(catalogue: Catalogue) -> None:
    extra = Record(document("More.", sha256="e" * 64))

    def write_and_fail() -> None:
        with catalogue.write() as writer:
            writer.put_record(extra, Made("one", "", ""))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_and_fail()
    assert catalogue.stored("e" * 64) is None


def test_a_failure_is_remembered_and_not_searchable(catalogue: Catalogue) -> None:
    with catalogue.write() as writer:
        writer.put_failure(
            source("bad.pdf", "f" * 64), code="damaged", message="bad.pdf is cut off.", made=Made("one", "", "")
        )
        writer.see("f" * 64, Place("/share/bad.pdf"))
    stored = catalogue.stored("f" * 64)
    assert stored is not None
    assert (stored.outcome, stored.error_code, stored.error_message) == (
        Outcome.FAILED,
        "damaged",
        "bad.pdf is cut off.",
    )
    assert "f" * 64 not in catalogue.all_ids()
    assert catalogue.counts() == {"read": 3, "failed": 1}


def test_pending_documents_wait_until_the_index_has_them(catalogue: Catalogue) -> None:
    assert set(catalogue.pending()) == {GROUNDS, CLEANING, LETTER}
    with catalogue.write() as writer:
        writer.indexed([GROUNDS, LETTER])
    assert list(catalogue.pending()) == [CLEANING]
    with catalogue.write() as writer:
        writer.not_indexed([LETTER])
    assert set(catalogue.pending()) == {CLEANING, LETTER}


def test_a_missing_library_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="tenderscan ingest"):
        Catalogue(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be one " * 20, b"SQLite format 3\x00cut"]
)
def test_a_damaged_catalogue_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(content)
    with pytest.raises(LibraryDamaged, match=r"catalogue\.sqlite"):
        Catalogue(tmp_path, create=True)
    assert path.read_bytes() == content


def test_a_catalogue_of_another_version_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(LibraryVersion, match="format 99"):
        Catalogue(tmp_path / "library")


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    connection.close()
    with pytest.raises(LibraryDamaged, match="no catalogue of tenderscan"):
        Catalogue(tmp_path)


def test_a_locked_catalogue_says_so(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenderscan.catalogue.database._BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(tmp_path / "library" / "catalogue.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    second = Catalogue(tmp_path / "library")

    def write() -> None:
        with second.write():
            pytest.fail("two writers at once")

    with pytest.raises(LibraryLocked, match="another program"):
        write()
    holder.close()


def test_a_folder_that_cannot_be_made_is_an_error_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LibraryProblem, match="--library"):
        Catalogue(tmp_path / "file" / "library", create=True)


def test_what_makes_no_document_is_damage_and_verify_names_it(catalogue: Catalogue, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE document SET layout = '{' WHERE title = 'Letter'")
    connection.close()
    with pytest.raises(LibraryDamaged, match=LETTER[:12]):
        catalogue.document(LETTER)
    (problem,) = catalogue.broken_parts()
    assert LETTER[:12] in problem


def test_a_catalogue_without_a_byte_was_never_begun(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").touch()
    with pytest.raises(LibraryMissing):
        Catalogue(tmp_path)
    assert Catalogue(tmp_path, create=True).all_ids() == frozenset()


@pytest.mark.parametrize("name", ["lib?mode=memory", "lib#1", "ärger & co", "50% done"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    try:
        Catalogue(tmp_path / name, create=True)
    except LibraryProblem:
        pytest.skip("this system does not allow such a name")
    assert (tmp_path / name / "catalogue.sqlite").is_file()
    assert Catalogue(tmp_path / name).all_ids() == frozenset()


def test_two_that_make_a_library_at_once_both_get_it(tmp_path: Path) -> None:
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda _: Catalogue(folder, create=True).all_ids(), range(8)))  # noqa: B023
        assert made == [frozenset()] * 8


@pytest.mark.parametrize("name", ["École Sécurité", "école sécurité", "ÉCOLE"])
def test_names_are_compared_in_any_case_and_script(catalogue: Catalogue, name: str) -> None:
    with catalogue.write() as writer:
        writer.put_record(Record(document("x", sha256="9" * 64, title="ÉCOLE Sécurité")), Made("one", "", ""))
        writer.see("9" * 64, Place("/share/renamed.pdf"))
    assert find_document(catalogue, name) == "9" * 64
    assert find_document(catalogue, "renamed.pdf") == "9" * 64


def test_a_file_that_failed_does_not_stand_in_the_way_of_one_that_was_read(catalogue: Catalogue) -> None:
    with catalogue.write() as writer:
        failed = source("grounds.odt", "8" * 64)
        made = Made("one", "", "")
        writer.put_failure(failed, code="unsupported-format", message="grounds.odt is not read.", made=made)
        writer.see("8" * 64, Place("/share/grounds.odt"))
    assert find_document(catalogue, "grounds") == GROUNDS
    assert find_document(catalogue, "grounds.odt") == "8" * 64


def test_a_clause_on_something_else_tells_no_theme(catalogue: Catalogue) -> None:
    sha256 = "e" * 64
    paid = document("Pay within 30 days.", name="paid.pdf", sha256=sha256)
    clause = Clause("payment", None, Strength.FIRM, "30 days")
    with catalogue.write() as writer:
        writer.put_record(
            Record(paid, (finding(paid, "Pay within 30 days", Label.CLAUSE, clause),)), Made("one", "", "")
        )
        writer.see(sha256, Place("/share/paid.pdf"))
    assert sha256 in matching(catalogue, Unknown("theme"), value_kinds=frozenset()).known
    split = matching(catalogue, Named("theme", ("jobs",)), value_kinds=frozenset())
    assert (split.known, sha256 in split.unknown) == ({GROUNDS}, True)
