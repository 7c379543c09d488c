"""What runs came to, and how far one is: at its end, afterwards, and from another terminal."""

import csv
import io
import json
import os
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from filelock import FileLock
from rich.console import Console

from tenderscan import wiring
from tenderscan.batch.progress_json import progress_as_json
from tenderscan.batch.results import At, Progress, Result
from tenderscan.catalogue.database import WRITING_LOCK
from tenderscan.catalogue.entries import Made, Place
from tenderscan.catalogue.runs import FileOutcome, RunFile, Tally
from tenderscan.catalogue.store import Catalogue
from tenderscan.cli import progress as display
from tenderscan.cli.report import format_name, size_in_words
from tenderscan.document import Outcome
from tenderscan.ingest.presence import Presence
from tests.build import source
from tests.faces.conftest import Program

EVIL = "/share/evil\x1b[2J[red].pdf"
PROGRESS = Progress(
    files=1000,
    done=312,
    unchanged=12,
    pages=1204,
    failed={"damaged": 3, "timeout": 10},
    seconds=100.0,
    left=244.0,
    workers=(At("/share/tenders/big.pdf", 34.0), At(f"/share/pack.zip!/{EVIL}", 0.5)),
    doing="reading",
)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A text, and an archive with a text and an empty file."""
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "notes.txt").write_text("Grounds maintenance, £1,200.00", encoding="utf-8")
    with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
        archive.writestr("inside.txt", "street cleaning")
        archive.writestr("nothing.txt", "")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a run of 40 files, one of another kind, and one that was killed."""
    folder = tmp_path / "library"
    damaged = [
        RunFile(f"/share/{n}.pdf", FileOutcome.FAILED, ("damaged",), f"/share/{n}.pdf is cut off.", "a" * 64, None)
        for n in range(7)
    ]
    read = [
        RunFile(f"/share/{n}.docx", FileOutcome.READ, media_type="application/pdf", size=n, pages=2, seconds=n / 2)
        for n in range(30)
    ]
    others = [
        RunFile(EVIL, FileOutcome.FAILED, ("empty",), f"{EVIL} has no bytes."),
        RunFile("=1+1.pdf", FileOutcome.VANISHED),
        RunFile("/old.pdf", FileOutcome.MOVED, message="/new.pdf"),
    ]
    with Catalogue(folder, create=True).write() as writer:
        made = Made("reader 1", "tagger 1", "")
        first = writer.begin_run("ingest", '{"paths": ["/share"], "buyer": "Anytown", "pack": null}', made, 2)
        writer.add_run_files(first, 0, [*damaged, *read, *others])
        writer.end_run(first, "finished", {Tally("read", "", "text/plain"): 9, Tally("failed", "locked", ""): 1}, 100.0)
        writer.end_run(writer.begin_run("ingest", "{}", made, 1), "stopped", {}, 3.0)
        writer.begin_run("ingest", "{}", made, 1)
    return folder


@pytest.fixture
def at_work(library: Path) -> Iterator[Path]:
    """The same library, with its last run at work."""
    with FileLock(library / WRITING_LOCK):
        presence = Presence(library, "ingest")
        presence.update(progress_as_json(PROGRESS))
        presence.announce(3)
        yield library


def test_an_ingest_is_a_run_and_its_end_is_its_report(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    first = tenderscan("ingest", share, "--library", folder)
    assert first.code == 3
    assert ["partly", "read", "1", "0"] in [line.split() for line in first.out.splitlines()]
    assert "empty: 1 file" in first.out
    assert "pack.zip!/nothing.txt" in first.out
    assert "tenderscan ingest --retry" in first.err
    (run,) = map(json.loads, tenderscan("runs", "--json", "--library", folder).out.splitlines())
    assert (run["run"], run["kind"], run["state"], run["files"], run["read"]) == (1, "ingest", "finished", 4, 2)
    shown = tenderscan("runs", "show", "--library", folder)
    assert shown.code == 0
    for line in first.out.partition("New pages")[0].splitlines():
        assert line in shown.out
    (share / "notes.txt").rename(share / "moved.txt")
    (share / "pack.zip").unlink()
    second = json.loads(tenderscan("ingest", share, "--json", "--library", folder).out.splitlines()[-1])
    assert second["event"] == "summary"
    assert (second["summary"]["run"], second["summary"]["files"], second["summary"]["moved"]) == (2, 1, 1)
    assert second["summary"]["vanished"] >= 1
    again = json.loads(tenderscan("runs", "show", "2", "--json", "--library", folder).out)
    results = again.pop("results")
    assert again == second["summary"]
    assert {"moved", "vanished"} <= {result["outcome"] for result in results}


def test_the_list_of_runs(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("runs", "--library", library)
    rows = [line.split() for line in answer.out.splitlines()]
    assert answer.code == 0
    assert rows[0] == ["Run", "Kind", "When", "Took", "State", "Files", "Read", "Partly", "Failed", "Known"]
    assert [row[0] for row in rows[1:]] == ["3", "2", "1"]
    assert rows[3][-8:] == ["2", "min", "finished", "48", "39", "0", "9", "10"]
    assert rows[1][-6:] == ["killed", "0", "0", "0", "0", "0"]
    assert "The last run was killed" in answer.err
    assert len(tenderscan("runs", "--limit", "1", "--library", library).out.splitlines()) == 2


def test_a_library_may_be_named_before_or_after_show(tenderscan: Program, library: Path) -> None:
    after = tenderscan("runs", "show", "1", "--library", library)
    assert tenderscan("runs", "--library", library, "show", "1") == after
    assert tenderscan("--library", library, "runs", "show", "1") == after


def test_a_run_is_shown_with_reasons_formats_and_slowest_files(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("runs", "show", "1", "--library", library)
    assert answer.code == 0
    assert answer.out.splitlines()[0].startswith("Run 1: ingest, ")
    assert "paths /share; buyer Anytown" in answer.out
    for part in ("damaged: 7 files", "The file is cut off.", "/share/4.pdf", "and 2 more: tenderscan runs show 1"):
        assert part in answer.out
    assert "/share/5.pdf" not in answer.out.partition("Not wholly read")[2], "five places of a reason are enough"
    assert "locked: 1 file (1 known already)\n    listed by: tenderscan unread" in answer.out
    assert "/old.pdf → /new.pdf" in answer.out
    assert "\x1b" not in answer.out
    assert "[red].pdf" in answer.out
    assert answer.out.index("/share/29.docx") < answer.out.index("/share/28.docx"), "the slowest first"


@pytest.mark.parametrize("words", [["9"], ["0"]])
def test_a_run_that_is_not_there(tenderscan: Program, library: Path, words: list[str]) -> None:
    answer = tenderscan("runs", "show", *words, "--library", library)
    assert (answer.code, answer.out, "not-found" in answer.err) == (5, "", True)


def test_a_library_without_runs(tenderscan: Program, tmp_path: Path) -> None:
    Catalogue(tmp_path, create=True)
    assert tenderscan("runs", "--library", tmp_path).code == 0
    assert tenderscan("runs", "--json", "--library", tmp_path).out == ""
    assert tenderscan("runs", "show", "--library", tmp_path).code == 5
    status = json.loads(tenderscan("status", "--json", "--library", tmp_path).out)
    assert (status["at_work"], status["last_run"], status["documents"]) == (None, None, 0)
    for words in (["runs"], ["runs", "show"], ["status"]):
        assert tenderscan(*words, "--library", tmp_path / "nowhere").code == 4
    assert not (tmp_path / "nowhere").exists()


def test_a_run_is_exported_in_every_form_at_once(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"run{ending}" for ending in (".xlsx", ".csv", ".json", ".jsonl")]
    options = [word for file in files for word in ("--export", str(file))]
    answer = tenderscan("runs", "show", "1", *options, "--library", library)
    assert (answer.code, answer.out, answer.err.count("Run 1 written to ")) == (0, "", 4)
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == ["Summary", "Files", "Reasons", "Slowest", "Biggest", "Formats"]
    sheet = book["Files"]
    assert (sheet.max_row, sheet.freeze_panes, sheet["B40"].value, sheet["B40"].data_type) == (
        41,
        "A2",
        "=1+1.pdf",
        "s",
    )
    assert "\x1b" not in str(sheet["B39"].value)
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    assert [cell.data_type for cell in sheet["I"][10:20]] == ["n"] * 10
    assert dict(book["Summary"].iter_rows(values_only=True))["Files"] == 48
    table = list(csv.reader(io.StringIO(files[1].read_text(encoding="utf-8-sig"))))
    assert (len(table), table[39][1]) == (41, "'=1+1.pdf")
    whole = json.loads(files[2].read_text(encoding="utf-8"))
    assert set(whole) == {"summary", "files", "reasons", "slowest", "biggest", "formats"}
    assert len(whole["files"]) == len(files[3].read_text(encoding="utf-8").splitlines()) == 40


def test_a_wrong_ending_is_told_before_anything_is_written(tenderscan: Program, library: Path, tmp_path: Path) -> None:
    good = tmp_path / "run.csv"
    answer = tenderscan("runs", "show", "1", "--export", good, "--export", tmp_path / "run.pdf", "--library", library)
    assert (answer.code, ".xlsx" in answer.err, good.exists()) == (2, True, False)


def test_unread_is_exported_like_runs(tenderscan: Program, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Catalogue(folder, create=True).write() as writer:
        for number in range(2):
            failed = source(f"{number}.pdf", sha256=f"{number:064}")
            writer.put_failure(failed, code="damaged", message="It is\ncut off.", made=Made("", "", ""))
            writer.see(failed.sha256, Place(f"/share/{number}.pdf"))
    book, plain = tmp_path / "unread.xlsx", tmp_path / "table"
    answer = tenderscan("unread", "--export", book, "--csv", plain, "--library", folder)
    assert (answer.code, answer.out) == (0, "")
    (sheet,) = openpyxl.load_workbook(book).worksheets
    assert [cell.value for cell in sheet[1]][:4] == ["Outcome", "Path", "Page", "Code"]
    assert sheet.max_row == len(plain.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_status_tells_who_is_at_work_and_how_far(tenderscan: Program, at_work: Path) -> None:
    answer = tenderscan("status", "--library", at_work)
    assert answer.code == 0
    for part in (
        f"(process {os.getpid()}",
        "312 of 1,000 (12 known already), 1,204 pages",
        "3.0 files and 12 pages a second",
        "about 4 min",
        "timeout 10, damaged 3",
        "[red].pdf, for ",
    ):
        assert part in answer.out
    # A moment has gone by since it was told.
    assert re.search(r"big.pdf, for 3[4-9] s", answer.out)
    assert "\x1b" not in answer.out
    assert "Last run" not in answer.out
    said = json.loads(tenderscan("status", "--json", "--library", at_work).out)
    assert (said["at_work"]["pid"], said["at_work"]["run"], said["index"]) == (os.getpid(), 3, None)
    assert said["at_work"]["progress"] == progress_as_json(PROGRESS)
    assert said["last_run"]["state"] == "running"
    assert [row.split()[4] for row in tenderscan("runs", "--library", at_work).out.splitlines()[1:2]] == ["running"]


def test_a_run_that_ended_before_another_writer_came_is_killed(tenderscan: Program, library: Path) -> None:
    with FileLock(library / WRITING_LOCK):
        Presence(library, "index").announce(4)
        said = json.loads(tenderscan("status", "--json", "--library", library).out)
    assert (said["at_work"]["kind"], said["last_run"]["state"]) == ("index", "killed")


def test_status_tells_how_the_last_run_ended(tenderscan: Program, library: Path) -> None:
    answer = tenderscan("status", "--library", library)
    assert answer.code == 0
    lines = {line[:10].strip(): line[11:] for line in answer.out.splitlines()}
    assert lines["At work"] == "nobody"
    assert lines["Last run"].endswith(
        "killed: 0 files, 0 read, 0 in part, 0 failed; the same command goes on from there"
    )
    assert lines["Index"] == "missing; tenderscan index status says what to do"


def test_a_second_writer_learns_who_the_first_is(
    tenderscan: Program, at_work: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenderscan.ingest.library.LOCK_SECONDS", 0.1)
    answer = tenderscan("index", "rebuild", "--library", at_work)
    assert (answer.code, f"process {os.getpid()}" in answer.err, "312 of 1,000 files" in answer.err) == (4, True, True)


def result(place: str, **more: object) -> Result:
    return Result(place, Outcome.READ, **more)  # type: ignore[arg-type]


def test_events_for_machines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    with display.shown(as_json=True) as events:
        for at in (100.2, 101.1, 101.5, 102.2):
            clock[0] = at
            events.progress(PROGRESS)
            events.file(result(f"/{at}"))
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert captured.err == ""
    assert [line["event"] for line in lines] == ["file", "progress", "file", "file", "progress", "file"]
    assert lines[1] == {"event": "progress", **progress_as_json(PROGRESS)}
    assert (lines[0]["path"], lines[0]["outcome"], lines[0]["error"]) == ("/100.2", "read", None)


def test_plain_lines_without_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    with display.shown(as_json=False) as lines:
        for at in (101.0, 109.0, 110.5, 115.0):
            clock[0] = at
            lines.progress(PROGRESS)
            lines.file(result("/a"))
    captured = capsys.readouterr()
    line = (
        "312 of 1,000 files, 1,204 pages, 3.0 files and 12 pages a second, about 4 min left (12 known already); "
        "not wholly read: timeout 10, damaged 3"
    )
    assert (captured.out, captured.err.splitlines()) == ("", [line, line])


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_display_fits_the_terminal(width: int) -> None:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    console.print(display.drawn(PROGRESS, 2.0, width=width))
    stream = console.file
    assert isinstance(stream, io.StringIO)
    lines = stream.getvalue().rstrip("\n").split("\n")
    assert len(lines) == 5
    assert all(len(line) <= width for line in lines)
    assert "36 s  big.pdf" in lines[3], "seconds go on"
    assert "312 of 1,000" in lines[0]
    assert "\x1b[2J" not in stream.getvalue()


def test_the_live_display_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=80, height=30, force_terminal=True, force_interactive=True)
    monkeypatch.setattr(display, "talk", lambda: console)
    with display.shown(as_json=False) as live:
        live.progress(PROGRESS)
        live.file(result("/a"))
    said = stream.getvalue()
    assert "312 of 1,000 files" in said
    assert said.rpartition("big.pdf")[2].count("\x1b[2K") >= 4, "its lines are erased"


def test_many_workers_take_no_more_than_a_screen() -> None:
    busy = tuple(At(f"/{number}.pdf", 1.0) for number in range(100))
    console = Console(file=io.StringIO(), width=80)
    console.print(display.drawn(Progress(1, 0, 0, 0, {}, 0.0, None, busy, "reading"), 0.0, width=80))
    stream = console.file
    assert isinstance(stream, io.StringIO)
    assert len(stream.getvalue().splitlines()) < 24
    assert "and 84 more" in stream.getvalue()


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/pdf", "PDF"),
        ("text/plain", "text"),
        ("application/x-7z-compressed", "7z"),
        ("application/x-odd\x1b[2J", "application/x-odd\ufffd[2J"),
        ("", "not known"),
        (None, "not known"),
    ],
)
def test_names_of_formats(media_type: str | None, name: str) -> None:
    assert format_name(media_type) == name


@pytest.mark.parametrize(("size", "words"), [(None, ""), (0, "0.1 kB"), (20_310, "20.3 kB"), (3_400_000, "3.4 MB")])
def test_sizes(size: int | None, words: str) -> None:
    assert size_in_words(size) == words


def test_a_run_of_many_files_is_shown_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    from tenderscan.batch.report import find_run, report_of

    folder = tmp_path / "library"
    with Catalogue(folder, create=True).write() as writer:
        number = writer.begin_run("ingest", "{}", Made("", "", ""), 1)
        for group in range(20):
            one = [RunFile(f"/share/{n}.pdf", FileOutcome.FAILED, ("damaged",), "It is cut off.") for n in range(1_000)]
            writer.add_run_files(number, group * 1_000, one)
        writer.end_run(number, "finished", {}, 1.0)
    catalogue = wiring.open_library(folder).catalogue
    tracemalloc.start()
    report = report_of(catalogue, find_run(catalogue))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.files == 20_000
    assert peak < 2_000_000
