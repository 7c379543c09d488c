"""What a batch survives: kills, a full disk, a library that may not be written, two writers, a clock that goes back.

The batch runs in a process of its own (`survive.py`). Findings are left out where they are not what is looked at, so
that workers start sooner. `benchmarks/survival.py` does the same with tags, more files and at least a hundred kills.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from benchmarks.generated import documents, mixed
from benchmarks.same_library import compare
from tenderscan import wiring
from tenderscan.errors import LibraryProblem
from tenderscan.ingest.indexing import status
from tenderscan.ingest.library import Library
from tenderscan.query import parse
from tests.flows import survive

DOCUMENTS = 60
NO_TAGS = "--no-tags"
STATES = {
    "parent": {"behind", "missing", "ready"},
    "before": {"behind"},
    "during": {"behind"},
    "committing": {"behind", "ready"},
    "after": {"ready"},
}
"""How the index stands to the catalogue when a run was killed: a commit is made or not, nothing is between."""


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty files: archives, second copies and broken files among them."""
    folder = tmp_path_factory.mktemp("survival") / "share"
    mixed(DOCUMENTS, folder)
    return folder


@pytest.fixture(scope="module")
def whole(share: Path) -> Path:
    """The library of a run that nobody disturbed."""
    folder = share.parent / "undisturbed"
    assert "made" in survive.finished(share, folder, NO_TAGS)
    return folder


def assert_same(library: Path, whole: Path) -> None:
    found = compare(whole, library)
    assert found.differences == ()
    assert found.counted["document"] > DOCUMENTS
    assert found.counted["words"] > 1_000


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    library = wiring.open_library(folder)
    yield library
    library.engine.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE document SET text = text || 'x' WHERE rowid = 3", "document: "),
        ("UPDATE document SET outcome = 'partly' WHERE outcome = 'failed'", "document: "),
        ("UPDATE place SET gone_at = 'today' WHERE id = 5", "place: "),
        ("DELETE FROM place WHERE id = 5", "place: "),
        ("INSERT INTO unread_path VALUES ('/a', 'damaged', 'b', NULL, 'c', 'd', 'e', NULL)", "unread_path: "),
        (None, "index: "),
    ],
)
def test_the_comparison_sees_what_is_different(whole: Path, tmp_path: Path, change: str | None, told: str) -> None:
    library = tmp_path / "library"
    shutil.copytree(whole, library)
    if change is None:
        with opened(library) as here, here.engine.write() as writer:
            writer.remove(sorted(here.engine.ids())[:1])
    else:
        with closing(sqlite3.connect(library / "catalogue.sqlite")) as connection, connection:
            connection.execute(change)
    assert any(difference.startswith(told) for difference in compare(whole, library).differences)


@pytest.mark.parametrize("kind", ["parent", "worker", *survive.WHENS])
def test_a_killed_run_goes_on_and_ends_as_if_it_had_run_through(
    share: Path, whole: Path, tmp_path: Path, kind: str
) -> None:
    library, chance = tmp_path / "library", random.Random(kind)
    # The first writing makes an empty index, the second takes all documents.
    more = ["--die", f"{kind}:2"] if kind in survive.WHENS else []
    process = survive.start(share, library, NO_TAGS, *more)
    if kind == "parent":
        workers = _first_workers(process)
        assert survive.kill_after(process, chance.uniform(0, 0.5))
        assert survive.orphans(workers) == []
    elif kind == "worker":
        assert survive.kill_a_worker_after(process, 0.0, chance)
    printed, _ = process.communicate(timeout=60)
    if kind == "worker":
        # The run itself goes on: it lost a process, not a file.
        assert process.returncode == 0, printed
    else:
        # Windows has another number for a process that others have ended.
        assert process.returncode == (1 if kind == "parent" and sys.platform == "win32" else survive.KILLED), printed
        with opened(library) as half:
            assert status(half).state in STATES[kind]
    survive.finished(share, library, NO_TAGS)
    assert_same(library, whole)


def _first_workers(process: "subprocess.Popen[str]") -> list["survive.psutil.Process"]:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if workers := survive.workers_of(process.pid):
            return workers
        time.sleep(0.02)
    raise AssertionError("no worker was started")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files on Windows")
@pytest.mark.parametrize("share_of_it", [0.1, 0.5])
def test_a_file_that_may_not_grow_ends_the_run_and_loses_nothing(
    share: Path, whole: Path, tmp_path: Path, share_of_it: float
) -> None:
    library = tmp_path / "library"
    most = int((whole / "catalogue.sqlite").stat().st_size * share_of_it)
    process = survive.start(share, library, NO_TAGS, "--largest-file", str(most))
    printed, _ = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in printed) == (LibraryProblem.exit_code, False), printed
    assert "room" in printed
    survive.finished(share, library, NO_TAGS)
    assert_same(library, whole)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount something at a folder of its own; skipped where this user may not."""
    mounted: list[Path] = []

    def mount_here(*arguments: str) -> Path:
        folder = tmp_path / f"mounted {len(mounted)}"
        folder.mkdir()
        if _mounting("mount", *arguments, str(folder)):
            pytest.skip("only an administrator of a Linux machine may mount a small disk")
        mounted.append(folder)
        return folder

    yield mount_here
    for folder in mounted:
        _mounting("umount", str(folder))


def _mounting(*command: str) -> int:
    if not shutil.which(command[0]):
        return 1
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("share_of_it", [0.1, 0.5, 0.9])
def test_a_full_disk_ends_the_run_and_loses_nothing(
    share: Path, whole: Path, mount: Callable[..., Path], share_of_it: float
) -> None:
    needed = sum(file.stat().st_size for file in whole.rglob("*") if file.is_file())
    disk = mount("-t", "tmpfs", "-o", f"size={int(needed * share_of_it)}", "tmpfs")
    process = survive.start(share, disk / "library", NO_TAGS)
    printed, _ = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in printed) == (LibraryProblem.exit_code, False), printed
    assert "room" in printed
    assert _mounting("mount", "-o", f"remount,size={needed * 20}", str(disk)) == 0
    survive.finished(share, disk / "library", NO_TAGS)
    assert_same(disk / "library", whole)


def test_a_library_on_a_disk_that_may_only_be_read_is_told_and_left_as_it_is(
    share: Path, whole: Path, tmp_path: Path, mount: Callable[..., Path]
) -> None:
    library = tmp_path / "library"
    shutil.copytree(whole, library)
    disk = mount("--bind", str(library))
    assert _mounting("mount", "-o", "remount,ro,bind", str(disk)) == 0
    _assert_refused(share, disk)
    assert_same(library, whole)


def test_a_library_that_may_only_be_read_is_told_and_left_as_it_is(share: Path, whole: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(whole, library)
    with _frozen(library / "catalogue.sqlite"):
        _assert_refused(share, library)
    assert_same(library, whole)


@contextmanager
def _frozen(file: Path) -> Iterator[None]:
    """Nobody may write to a file; an administrator is not stopped by permissions, but by an attribute."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if _mounting("chattr", "+i", str(file)):
            pytest.skip("an administrator may write everything here: run the tests as a user of no such rights")
        undo = ("chattr", "-i", str(file))
    else:
        file.chmod(0o444)
        undo = ()
    try:
        yield
    finally:
        if undo:
            _mounting(*undo)
        else:
            file.chmod(0o644)


def _assert_refused(share: Path, library: Path) -> None:
    process = survive.start(share, library, NO_TAGS)
    printed, _ = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in printed) == (LibraryProblem.exit_code, False), printed
    assert str(library) in printed
    assert "write" in printed


def test_a_library_on_a_path_of_blanks_and_foreign_letters(share: Path, whole: Path, tmp_path: Path) -> None:
    library = tmp_path / "Verträge & Bücher – №1 (2026) 🗂" / "library of ours; 100% #1?"
    survive.finished(share, library, NO_TAGS)
    assert_same(library, whole)
    with opened(library) as here:
        assert here.engine.search(parse.parse("council"))


def test_a_second_writer_waits_and_then_says_who_holds_the_library(share: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    first = survive.start(share, library, NO_TAGS)
    _first_workers(first)
    command = [sys.executable, "-m", "tenderscan", "ingest", str(share), "--library", str(library), "--wait"]
    refused = subprocess.run([*command, "0"], capture_output=True, text=True, encoding="utf-8", check=False)
    still_held = first.poll() is None
    second = survive.start(share, library, NO_TAGS, "--wait", "60")
    printed, _ = first.communicate(timeout=60)
    waited, _ = second.communicate(timeout=60)
    assert still_held, "the first was over before the second came"
    assert refused.returncode == LibraryProblem.exit_code
    assert "library-locked" in refused.stderr
    assert f"process {first.pid}" in refused.stderr
    assert (first.returncode, second.returncode) == (0, 0)
    assert (printed.split(",")[0], waited.split()[-2:]) == (waited.split(",")[0], ["0", "made"])


def test_files_of_tomorrow_and_a_clock_that_goes_back(tmp_path: Path) -> None:
    share, library = tmp_path / "share", tmp_path / "library"
    paths = documents(20, share)
    tomorrow = time.time() + 86_400
    for path in paths:
        os.utime(path, (tomorrow, tomorrow))
    assert survive.finished(share, library, NO_TAGS).split()[-2:] == ["20", "made"]
    assert survive.finished(share, library, NO_TAGS).split()[-2:] == ["0", "made"]

    # A day earlier by the clock: what changes is seen, what does not is not made again.
    earlier = ("--clock", str(-86_400))
    paths[0].write_text("Grass cutting, told anew.", encoding="utf-8")
    (share / "new.txt").write_text("Tree surgery.", encoding="utf-8")
    assert survive.finished(share, library, NO_TAGS, *earlier).split()[-2:] == ["2", "made"]
    assert survive.finished(share, library, NO_TAGS, *earlier).split()[-2:] == ["0", "made"]

    other = tmp_path / "other"
    survive.finished(share, other, NO_TAGS)
    with opened(library) as here, opened(other) as there:
        assert here.catalogue.all_ids() == there.catalogue.all_ids()
        assert here.engine.ids() == there.engine.ids()


def test_searching_goes_on_while_a_batch_runs(share: Path, whole: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    early = documents(3, tmp_path / "early", first=900)
    survive.finished(early[0].parent, library, NO_TAGS)
    process = survive.start(share, library, NO_TAGS)
    with opened(library) as here, opened(whole) as there:
        found = []
        while process.poll() is None:
            found.append(len(here.engine.search(parse.parse("council"))))
            time.sleep(0.01)
        printed, _ = process.communicate()
        assert process.returncode == 0, printed
        last = len(here.engine.search(parse.parse("council")))
        assert found[0] == 3
        assert found == sorted(found), "a document that was found is found again"
        assert last == len(there.engine.search(parse.parse("council"))) + 3
    assert len(found) > 20
