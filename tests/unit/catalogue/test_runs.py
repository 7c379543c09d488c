"""Runs are kept with what they did to each file."""

import sqlite3
from pathlib import Path

import pytest

from tenderscan.catalogue.entries import Made
from tenderscan.catalogue.runs import (
    FileOutcome,
    RunFile,
    RunState,
    Tally,
    biggest,
    counted,
    grouped,
    run_files,
    run_numbered,
    runs,
    slowest,
    with_code,
    with_outcome,
)
from tenderscan.catalogue.store import Catalogue

MADE = Made("reader 1", "tagger 2, rules 3", "limits")
PDF, ZIP = "application/pdf", "application/zip"
READ = RunFile("/a.pdf", FileOutcome.READ, sha256="a" * 64, media_type=PDF, size=10, pages=3, findings=2, seconds=0.5)
PARTLY = RunFile(
    "/b.zip!/b.pdf",
    FileOutcome.PARTLY,
    ("page-without-text", "part-not-read"),
    "Page 1 is a picture.\nA part is damaged.",
    "b" * 64,
    "c" * 64,
    PDF,
    30,
    7,
    1,
    2.0,
)
FAILED = RunFile("/c.zip", FileOutcome.FAILED, ("part",), "It is broken.", "c" * 64, None, ZIP, 20, seconds=1.0)
LOST = RunFile("/d.pdf", FileOutcome.FAILED, ("unreadable",), "No leave.")
MOVED = RunFile("/old.pdf", FileOutcome.MOVED, message="/new.pdf", sha256="d" * 64)
FILES = (READ, PARTLY, FAILED, LOST, MOVED)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "library", create=True)


@pytest.fixture
def run(catalogue: Catalogue) -> int:
    """A run of five files in two groups."""
    with catalogue.write() as writer:
        number = writer.begin_run("ingest", '{"paths": ["/share"]}', MADE, 2)
        behind = writer.add_run_files(number, 0, FILES[:2])
    with catalogue.write() as writer:
        assert writer.add_run_files(number, behind, iter(FILES[2:])) == len(FILES)
        assert writer.add_run_files(number, len(FILES), ()) == len(FILES)
    return number


def test_a_run_and_its_files_come_back_as_they_went_in(catalogue: Catalogue, run: int) -> None:
    unchanged = {Tally("read", "", PDF): 5, Tally("failed", "damaged", ""): 1}
    with catalogue.write() as writer:
        writer.end_run(run, RunState.FINISHED, unchanged, 12.5)
    with catalogue.read() as connection:
        assert tuple(run_files(connection, run)) == FILES
        found = run_numbered(connection, run)
        assert run_numbered(connection, run + 1) is None
    assert found is not None
    assert (found.number, found.kind, found.asked, found.made, found.workers) == (
        *(1, "ingest", {"paths": ["/share"]}, MADE, 2),
    )
    assert (found.state, found.seconds, found.unchanged) == (RunState.FINISHED, 12.5, unchanged)
    assert found.ended_at is not None
    assert found.ended_at >= found.started_at
    assert found.started_at.utcoffset() is not None


def test_files_are_counted_by_the_database(catalogue: Catalogue, run: int) -> None:
    with catalogue.write() as writer:
        other = writer.begin_run("ingest", "{}", MADE, 1)
        writer.add_run_files(other, 0, [READ, READ])
    with catalogue.read() as connection:
        assert counted(connection, [run, other, 99]) == {
            run: {FileOutcome.READ: 1, FileOutcome.PARTLY: 1, FileOutcome.FAILED: 2, FileOutcome.MOVED: 1},
            other: {FileOutcome.READ: 2},
            99: {},
        }
        groups = {group.tally: group for group in grouped(connection, run)}
    assert {tally: (group.files, group.inside, group.pages, group.seconds) for tally, group in groups.items()} == {
        Tally("read", "", PDF): (1, 0, 3, 0.5),
        Tally("partly", "page-without-text part-not-read", PDF): (1, 1, 7, 2.0),
        Tally("failed", "part", ZIP): (1, 0, 0, 1.0),
        Tally("failed", "unreadable", ""): (1, 0, 0, 0.0),
        Tally("moved", "", ""): (1, 0, 0, 0.0),
    }


def test_some_files_of_a_run(catalogue: Catalogue, run: int) -> None:
    with catalogue.read() as connection:
        assert slowest(connection, run, 2) == [PARTLY, FAILED]
        assert biggest(connection, run, 10) == [PARTLY, FAILED, READ]
        assert with_outcome(connection, run, FileOutcome.MOVED, 5) == [MOVED]
        assert with_code(connection, run, "part-not-read", 5) == [PARTLY]
        assert with_code(connection, run, "part", 5) == [FAILED], "a code is found whole, not as a piece of another"
        assert with_code(connection, run, "part_not_read", 5) == []
        assert with_outcome(connection, run, FileOutcome.FAILED, 1) == [FAILED]


def test_a_run_without_an_end_was_killed_when_the_next_begins(catalogue: Catalogue, run: int) -> None:
    with catalogue.write() as writer:
        writer.note_unchanged(run, {Tally("read", "", PDF): 7})
        later = writer.begin_run("retag", "{}", MADE, 1)
        writer.end_run(later, "stopped", {})
        latest = writer.begin_run("ingest", "{}", MADE, 1)
    with catalogue.read() as connection:
        listed = runs(connection)
        assert runs(connection, 1) == listed[:1]
    assert [(one.number, one.state) for one in listed] == [
        (latest, RunState.RUNNING),
        (later, RunState.STOPPED),
        (run, RunState.KILLED),
    ]
    assert listed[2].unchanged == {Tally("read", "", PDF): 7}
    assert (listed[2].ended_at, listed[2].seconds) == (None, None)


def test_a_clock_that_goes_back_makes_no_negative_times(catalogue: Catalogue, run: int, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE run SET started_at = '2999-01-01T00:00:00.000+00:00'")
    connection.close()
    with catalogue.write() as writer:
        writer.end_run(run, "finished", {})
    with catalogue.read() as found:
        assert runs(found)[0].seconds == 0


def test_files_are_read_a_few_at_a_time(catalogue: Catalogue, run: int) -> None:
    import tracemalloc

    many = [RunFile(f"/share/{'x' * 300}{number}.pdf", FileOutcome.READ) for number in range(2_000)]
    with catalogue.write() as writer:
        for group in range(10):
            writer.add_run_files(run, len(FILES) + group * len(many), many)
    tracemalloc.start()
    with catalogue.read() as connection:
        number = sum(1 for _ in run_files(connection, run))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == len(FILES) + 20_000
    assert peak < 5_000_000
