"""The report of a run is made of what the catalogue holds of it."""

from pathlib import Path

import pytest

from tenderscan.batch.report import Report, as_run_file, as_tally, find_run, report_of
from tenderscan.batch.results import Result
from tenderscan.catalogue.entries import Made
from tenderscan.catalogue.runs import FileOutcome, RunFile, Tally
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Notice, Outcome
from tenderscan.errors import NotFound

PDF, DOCX = "application/pdf", "application/docx"


def damaged(number: int, media_type: str = PDF) -> Result:
    return Result(
        f"/share/{number}.pdf",
        Outcome.FAILED,
        sha256=f"{number:064}",
        media_type=media_type,
        size=1000 + number,
        code="damaged",
        message=f"/share/{number}.pdf is damaged.\nFetch it again.",
        seconds=number / 100,
    )


SCANNED = Result(
    "/share/scan.pdf",
    Outcome.PARTLY,
    sha256="5" * 64,
    media_type=PDF,
    size=9_000_000,
    pages=9,
    findings=2,
    seconds=30.0,
    notices=(
        Notice("page-without-text", "Page 3 is a picture.", 3),
        Notice("recognised", "Pages were recognised."),
        Notice("page-without-text", "Page 4 is a picture.", 4),
        Notice("part-not-read", "The part\nx is damaged."),
    ),
)
WHOLE = Result("/share/whole.docx", Outcome.READ, sha256="6" * 64, media_type=DOCX, size=10, pages=3, findings=4)
INNER = Result("/share/a.zip!/b.pdf", Outcome.READ, sha256="7" * 64, parent="8" * 64, media_type=PDF, size=20, pages=1)
LOST = Result("/share/lost.pdf", Outcome.FAILED, code="unreadable", message="No leave.")
UNCHANGED = [Result("/share/known.pdf", Outcome.FAILED, True, "9" * 64, None, PDF, 5, "damaged", "It is damaged.")] * 3


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "library", create=True)


def stored(catalogue: Catalogue, *, seconds: float = 10.0, results: list[Result]) -> int:
    files = [as_run_file(result) for result in results if not result.unchanged]
    files.append(RunFile("/share/gone.pdf", FileOutcome.VANISHED))
    files += [RunFile(f"/share/old{number}.pdf", FileOutcome.MOVED, message="/share/new.pdf") for number in range(7)]
    unchanged: dict[Tally, int] = {}
    for result in results:
        if result.unchanged:
            unchanged[as_tally(result)] = unchanged.get(as_tally(result), 0) + 1
    with catalogue.write() as writer:
        number = writer.begin_run("ingest", "{}", Made("", "", ""), 2)
        writer.add_run_files(number, 0, files)
        writer.end_run(number, "finished", unchanged, seconds)
    return number


@pytest.fixture
def report(catalogue: Catalogue) -> Report:
    results = [*(damaged(number) for number in range(12)), damaged(99, DOCX), SCANNED, WHOLE, INNER, LOST, *UNCHANGED]
    stored(catalogue, results=results)
    return report_of(catalogue, find_run(catalogue))


def test_outcomes_and_what_is_elsewhere_are_counted_apart(report: Report) -> None:
    counts = {outcome.value: (count.files, count.known) for outcome, count in report.outcomes.items()}
    assert counts == {"read": (2, 0), "partly": (1, 0), "failed": (17, 3)}
    assert (report.files, report.unchanged, report.inside, report.all_read) == (20, 3, 1, False)
    assert (report.moved, report.vanished, report.pruned) == (7, 1, 0)
    assert (report.pages, report.findings) == (13, 6)
    assert (report.files_a_second, report.pages_a_second) == (1.7, 1.3)


def test_reasons_have_numbers_formats_and_the_first_places(report: Report) -> None:
    reasons = {reason.code: reason for reason in report.reasons}
    assert [(one.code, one.outcome.value, one.files, one.known) for one in report.reasons] == [
        ("damaged", "failed", 16, 3),
        ("unreadable", "failed", 1, 0),
        ("page-without-text", "partly", 1, 0),
        ("part-not-read", "partly", 1, 0),
    ]
    assert reasons["damaged"].formats == ((PDF, 15), (DOCX, 1))
    assert reasons["unreadable"].formats == (("", 1),)
    assert [file.path for file in reasons["damaged"].first] == [f"/share/{number}.pdf" for number in range(5)]


def test_formats_slowest_and_biggest(report: Report) -> None:
    formats = {one.media_type: one for one in report.formats}
    assert list(formats) == [PDF, DOCX, ""]
    assert (formats[PDF].files, formats[PDF].known, formats[PDF].pages) == (17, 3, 10)
    assert {outcome.value: number for outcome, number in formats[PDF].outcomes.items()} == {
        "read": 1,
        "partly": 1,
        "failed": 15,
    }
    assert [file.path for file in report.slowest[:2]] == ["/share/scan.pdf", "/share/99.pdf"]
    assert [file.path for file in report.biggest[:2]] == ["/share/scan.pdf", "/share/99.pdf"]
    assert (len(report.slowest), len(report.biggest)) == (10, 10)
    assert [file.outcome.value for file in report.gone] == ["moved"] * 5 + ["vanished"]


def test_a_file_says_of_each_code_why(report: Report) -> None:
    (scan,) = report.reasons[2].first
    assert scan.codes == ("page-without-text", "part-not-read")
    assert scan.message == "Page 3 is a picture. (and 1 more of the kind)\nThe part x is damaged."
    assert report.reasons[0].first[0].message == "/share/0.pdf is damaged. Fetch it again."


def test_the_report_of_a_run_is_the_same_after_another(catalogue: Catalogue, report: Report) -> None:
    stored(catalogue, results=[WHOLE])
    assert report_of(catalogue, find_run(catalogue, 1)) == report
    later = report_of(catalogue, find_run(catalogue))
    assert (later.run.number, later.files, later.all_read, later.reasons) == (2, 1, True, ())


def test_a_run_that_is_not_there(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="Nothing was ever ingested"):
        find_run(catalogue)
    stored(catalogue, results=[])
    with pytest.raises(NotFound, match="There is no run 2"):
        find_run(catalogue, 2)


def test_a_run_that_took_no_time_has_no_speed(catalogue: Catalogue) -> None:
    stored(catalogue, seconds=0.0, results=[WHOLE])
    report = report_of(catalogue, find_run(catalogue))
    assert (report.files_a_second, report.pages_a_second) == (None, None)
