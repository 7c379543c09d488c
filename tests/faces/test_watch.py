"""`tenderscan watch`: the program as a service manager starts and ends it, and what it says when the library fails."""

import errno
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tenderscan import wiring
from tenderscan.batch.arrivals import Arrivals, Pace
from tenderscan.batch.inline import Inline
from tenderscan.batch.results import Filing, Order, Result
from tenderscan.batch.run import Workers, ingest
from tenderscan.catalogue.database import WRITING_LOCK
from tenderscan.cli.app import run
from tenderscan.cli.ingest import How
from tenderscan.cli.progress import Display, Lines
from tenderscan.cli.watch import MOST_NAMED, NobodyListens, watch
from tenderscan.document import Outcome
from tenderscan.errors import LibraryDamaged, LibraryLocked, LibraryProblem, UsageError
from tenderscan.ingest import library as library_module
from tenderscan.ingest.discover import Discovered
from tenderscan.settings import Limits
from tests.faces.conftest import Program

LONG = 90.0
"""Seconds that a busy machine may take for anything."""
BringIn = Callable[[Sequence[Discovered], Display], Generator[Result, None, None]]


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    (folder / "lot 1").mkdir(parents=True)
    (folder / "lot 1" / "grounds.txt").write_text("Grounds maintenance, £1,200.00", encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


class Running:
    """The command in a process of its own."""

    def __init__(self, *arguments: str | Path, folder: Path) -> None:
        self._files = [folder / "out.jsonl", folder / "err.txt"]
        with self._files[0].open("wb") as out, self._files[1].open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tenderscan", "watch", *map(str, arguments)],
                stdout=out,
                stderr=err,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    @property
    def said(self) -> str:
        return self._files[1].read_text(encoding="utf-8")

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self._files[0].read_text(encoding="utf-8").splitlines()]

    @property
    def files(self) -> list[tuple[str, str, bool]]:
        """Name, outcome and whether it was known of each result, up to the last summary."""
        until = max((at for at, line in enumerate(self.lines) if "summary" in line), default=0)
        told = [line for line in self.lines[:until] if "path" in line]
        return [(Path(str(one["path"])).name, str(one["outcome"]), bool(one["unchanged"])) for one in told]

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + LONG
        while True:
            with suppress(ValueError):  # a line that is not whole yet
                if condition():
                    return
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def end(self, number: int = getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM)) -> int:
        self.process.send_signal(number)
        return self.process.wait(LONG)


@contextmanager
def running(*arguments: str | Path, folder: Path) -> Iterator[Running]:
    one = Running(*arguments, folder=folder)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait(LONG)


def test_dropped_in_found_stopped_and_nothing_done_twice(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    command = (share, "--library", library, "--settle", "0.5", "--every", "2", "--json")
    with running(*command, folder=tmp_path) as first:
        first.until(lambda: len(first.files) == 2)
        # A damaged file is told once, and not tried again while it stays as it is.
        assert first.files == [("empty.txt", "failed", False), ("grounds.txt", "read", False)]
        (share / "dropped in.txt.part").write_text("Apprenticeships for street cleaning", encoding="utf-8")
        time.sleep(1.5)
        (share / "dropped in.txt.part").rename(share / "dropped in.txt")
        first.until(lambda: len(first.files) == 3)
        assert first.files[2:] == [("dropped in.txt", "read", False)]
        assert "dropped in" in tenderscan("search", "apprenticeships", "--library", library).out
        assert first.end() == 0
        assert "failed: " in first.said
        assert first.said.splitlines()[-1].endswith("the same command catches up with the rest.")
    assert [line["summary"]["files"] for line in first.lines if "summary" in line] == [2, 1]
    with running(*command, folder=tmp_path) as second:
        second.until(lambda: len(second.files) == 3)
        (share / "while it runs.txt").write_text("Verges", encoding="utf-8")
        second.until(lambda: len(second.files) == 4)
        assert second.end() == 0
    # What has no bytes is looked into whenever it is met; all others are known.
    assert [known for name, _, known in second.files if name != "empty.txt"] == [True, True, False]
    status = json.loads(tenderscan("index", "status", "--library", library, "--json").out)
    assert (status["state"], status["documents"]) == ("ready", 3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no Ctrl-C to one process of a group")
def test_ctrl_c_ends_it_like_any_other_signal(share: Path, tmp_path: Path) -> None:
    with running(share, "--library", tmp_path / "library", "--settle", "0.2", folder=tmp_path) as one:
        one.until(lambda: "1 failed" in one.said)
        assert one.end(signal.SIGINT) == 0
        assert "Stopped watching" in one.said


def test_once_takes_the_pack_from_the_folder(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    answer = tenderscan("watch", share, "--once", "--settle", "0.1", "--buyer", "Anytown", "--library", library)
    assert answer.code == 3
    assert answer.out == ""
    assert "2 files: 1 read, 0 read in part, 1 failed" in answer.err
    (place,) = json.loads(tenderscan("show", "grounds.txt", "--library", library, "--json").out)["places"]
    assert (place["buyer"], place["pack"]) == ("Anytown", "lot 1")
    (share / "empty.txt").unlink()
    assert tenderscan("watch", share, "--once", "--settle", "0.1", "--library", library).code == 0


def test_once_with_a_share_that_is_not_there(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    (share / "empty.txt").unlink()
    words = (share, tmp_path / "nowhere", "--once", "--settle", "0.1", "--library", tmp_path / "library")
    answer = tenderscan("watch", *words)
    assert answer.code == 3
    assert "1 file: 1 read" in answer.err
    assert "nowhere cannot be looked into just now" in answer.err


def test_the_library_is_neither_watched_nor_named(tenderscan: Program, share: Path) -> None:
    words = ("--once", "--settle", "0.1", "--library", share / "library")
    tenderscan("watch", share, *words)
    answer = tenderscan("watch", share, *words)
    assert "2 files:" in answer.err
    assert tenderscan("watch", share / "library", *words).code == 2


def test_once_with_a_locked_library(
    tenderscan: Program, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "LOCK_SECONDS", 0.1)
    words = ("watch", share, "--once", "--settle", "0.1", "--library", tmp_path / "library")
    tenderscan(*words)
    with FileLock(tmp_path / "library" / WRITING_LOCK):
        answer = tenderscan(*words)
    assert answer.code == 4
    assert "library-locked" in answer.err


def test_a_locked_library_is_waited_for(share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Through the real lock, which is freed after the third try."""
    library = tmp_path / "library"
    (share / "empty.txt").unlink()
    list(_ingested([Discovered(share / "lot 1" / "grounds.txt")], library, Lines()))
    lock, tries = FileLock(library / WRITING_LOCK), 0
    arrivals = Arrivals([share], library, Pace(settle=0.1, every=0.3, polling=True))

    def bring_in(files: Sequence[Discovered], display: Display) -> Generator[Result, None, None]:
        nonlocal tries
        tries += 1
        if tries == 4:
            lock.release()
        yield from _ingested(files, library, display)
        arrivals.stop.set()

    lock.acquire()
    try:
        assert watch(arrivals, bring_in) is True
    finally:
        lock.release()
    said = capsys.readouterr().err
    assert tries == 4
    assert said.count("Waiting until it has finished.") == 1
    assert "1 file: 1 read" in said


def _ingested(files: Sequence[Discovered], library: Path, display: Display) -> Generator[Result, None, None]:
    """As the command does, but in this process, which is quicker."""
    workers = Workers(Inline(), wiring.MakeSteps(Limits()), 1)
    opened = replace(wiring.open_library(library, create=True), lock_seconds=0.1)
    with closing(ingest(Order(tuple(files)), opened, workers, watch=display.progress)) as results:
        yield from results


def test_a_share_that_goes_before_a_file_is_read_loses_nothing(share: Path, tmp_path: Path) -> None:
    library, away = tmp_path / "library", tmp_path / "away"
    arrivals = Arrivals([share], library, Pace(settle=0.1, every=0.5, polling=True))
    outcomes: list[list[tuple[str, str | None]]] = []

    def bring_in(files: Sequence[Discovered], display: Display) -> Generator[Result, None, None]:
        if not outcomes:
            share.rename(away)
        outcomes.append([])
        for result in _ingested(files, library, display):
            outcomes[-1].append((Path(result.place).name, result.code))
            yield result
        if not share.exists():
            away.rename(share)
        elif len(outcomes) == 2:
            arrivals.stop.set()

    watch(arrivals, bring_in)
    assert outcomes == [
        [("empty.txt", "path-missing"), ("grounds.txt", "path-missing")],
        [("empty.txt", "empty"), ("grounds.txt", None)],
    ]


def _failing(problem: LibraryProblem, times: int, library: Path, stop: threading.Event) -> BringIn:
    """Ingests, but raises at first; after the first file, as a full disk does."""
    left = times

    def bring_in(files: Sequence[Discovered], display: Display) -> Generator[Result, None, None]:
        nonlocal left
        with closing(_ingested(files, library, display)) as results:
            if left:
                left -= 1
                yield next(results)
                raise problem
            yield from results
        stop.set()

    return bring_in


def test_a_library_that_fails_is_tried_again(share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (share / "third.txt").write_text("Verges", encoding="utf-8")
    arrivals = Arrivals([share], tmp_path / "library", Pace(settle=0.1, every=60, polling=True))
    problem = LibraryProblem("The library is full.\nMake room.")
    watch(arrivals, _failing(problem, 2, tmp_path / "library", arrivals.stop), as_json=True, pauses=(0.1, 0.2))
    captured = capsys.readouterr()
    assert captured.err.count("Make room.\nTrying again in 0.") == 2
    lines = [json.loads(line) for line in captured.out.splitlines()]
    # Each file once: what was safe before the library failed is not done again.
    assert sorted(Path(line["path"]).name for line in lines if "path" in line) == [
        "empty.txt",
        "grounds.txt",
        "third.txt",
    ]


def test_a_library_that_goes_on_failing_ends_the_watch(share: Path, tmp_path: Path) -> None:
    for number in range(5):
        (share / f"{number}.txt").write_text(f"Lot {number}")
    arrivals = Arrivals([share], tmp_path / "library", Pace(settle=0.1, every=60, polling=True))
    problem = LibraryDamaged("It is damaged.")
    with pytest.raises(LibraryDamaged):
        watch(arrivals, _failing(problem, 9, tmp_path / "library", arrivals.stop), pauses=(0.1, 0.1))


def test_a_library_that_cannot_be_used_is_told_at_the_start(tenderscan: Program, share: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "catalogue.sqlite").write_bytes(b"this is no database at all" * 40)
    answer = tenderscan("watch", share, "--library", library)
    assert (answer.code, "library-damaged" in answer.err) == (4, True)


def _lost(file: Discovered, number: int) -> Result:
    return Result(f"{file.path}!/{number}", Outcome.FAILED, sha256="ab", code="damaged", message="Cut off.\nAsk.")


def test_a_large_batch_is_counted_and_not_kept(share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (share / "empty.txt").unlink()
    arrivals = Arrivals([share], tmp_path / "library", Pace(settle=0.1, once=True))
    most = 0

    def bring_in(files: Sequence[Discovered], _display: Display) -> Generator[Result, None, None]:
        nonlocal most
        for number in range(500):
            yield _lost(files[0], number)
            if number % 100 == 99:
                gc.collect()
                most = max(most, sum(isinstance(thing, Result) for thing in gc.get_objects()))
        yield Result(str(files[0].path), Outcome.PARTLY, sha256="cd", pages=7, findings=2)

    assert watch(arrivals, bring_in) is False
    said = capsys.readouterr().err
    assert "501 files: 0 read, 1 read in part, 500 failed; 7 new pages, 2 new findings." in said
    assert said.count("Cut off. Ask.") == MOST_NAMED
    assert said.splitlines()[-1] == f"  and {501 - MOST_NAMED} more: tenderscan unread"
    assert most < 10


def test_a_name_forges_no_line(share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arrivals = Arrivals([share], tmp_path / "library", Pace(settle=0.1, once=True))

    def bring_in(files: Sequence[Discovered], _display: Display) -> Generator[Result, None, None]:
        for file in files:
            yield replace(_lost(file, 1), place=f"{file.path}\n  read: all.txt\r\tx")

    watch(arrivals, bring_in)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert all("\ufffd  read: all.txt\ufffd\ufffdx" in line for line in lines[2:])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of a closed pipe otherwise")
@pytest.mark.parametrize("when", ["progress", "file", "summary"])
def test_a_closed_pipe_is_no_problem_of_the_library(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], when: str
) -> None:
    from tenderscan.cli import progress
    from tenderscan.cli import watch as command

    def written(value: dict[str, object]) -> None:
        if value["event"] == when:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(progress, "EVENT_SECONDS", 0.0)
    for module in (progress, command):
        monkeypatch.setattr(module, "write_json", written)
    monkeypatch.setattr(
        command, "ingest_files", lambda order, folder, _how, display: _ingested(order.files, folder, display)
    )
    assert (
        run(["watch", str(share), "--once", "--settle", "0.1", "--json", "--library", str(tmp_path / "library")]) == 1
    )
    said = capsys.readouterr().err
    assert "cannot be used" not in said
    assert "Error" not in said
    assert "Trying again" not in said


def test_an_output_that_is_full_is_told_as_such() -> None:
    ending = NobodyListens(OSError(errno.ENOSPC, "No space left on device")).told()
    assert isinstance(ending, UsageError)
    assert "Standard output cannot be written to (No space left on device)" in ending.message


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "See that the disk has room"), (errno.EMFILE, "This machine is short of")]
)
def test_only_what_is_of_the_library_is_told_of_it(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    from tenderscan.cli import watch as command

    def failing(*_: object) -> Generator[Result, None, int]:
        yield Result("/share/a", Outcome.READ)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(command, "ingest_files", failing)
    with pytest.raises(LibraryProblem, match=words):
        list(command._bring_in(tmp_path, Filing(), How(Limits()), [], Lines()))


def test_problems_of_the_library_that_the_system_tells(share: Path, tmp_path: Path) -> None:
    """A fault through the real door: the folder of the library is a file."""
    from tenderscan.cli import watch as command

    (tmp_path / "library").write_text("no folder")
    files = [Discovered(share / "lot 1" / "grounds.txt")]
    with pytest.raises(LibraryProblem) as caught:
        list(command._bring_in(tmp_path / "library", Filing(), How(Limits()), files, Lines()))
    assert not isinstance(caught.value, LibraryLocked)
    assert os.fspath(tmp_path / "library") in caught.value.message
