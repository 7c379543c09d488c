"""Who writes to a library, told to others through a small file."""

import json
import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tenderscan.batch.progress_json import progress_as_json, progress_from_json
from tenderscan.batch.results import At, Progress
from tenderscan.catalogue.database import WRITING_LOCK
from tenderscan.ingest import presence
from tenderscan.ingest.presence import FILE_NAME, Holder, Presence, holder, holder_of_taken

PROGRESS = Progress(
    files=1000,
    done=312,
    unchanged=40,
    pages=1204,
    failed={"damaged": 3},
    seconds=97.5,
    left=None,
    workers=(At("/share/a.pdf", 3.5),),
    doing="reading",
)


def altered(folder: Path, **values: object) -> None:
    path = folder / FILE_NAME
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def test_nobody_holds_a_library_that_nobody_writes_to(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    assert list(tmp_path.iterdir()) == [], "looking leaves nothing behind"


def test_who_is_at_work_and_how_far(tmp_path: Path) -> None:
    with FileLock(tmp_path / WRITING_LOCK):
        at_work = Presence(tmp_path, "ingest")
        at_work.announce()
        at_work.announce(7)
        at_work._told = 0.0
        at_work.update(progress_as_json(PROGRESS))
        found = holder(tmp_path)
        assert found is not None
        assert (found.kind, found.pid, found.host, found.run) == ("ingest", os.getpid(), platform.node(), 7)
        assert progress_from_json(found.progress or {}) == PROGRESS
        assert found.since is not None
        assert found.told_at is not None
        assert found.told_at >= found.since
        assert found == holder_of_taken(tmp_path)
        who = f"process {os.getpid()}" + (f", user {found.user}" if found.user else "")
        assert found.in_words().startswith(f"tenderscan ingest on {platform.node()} ({who}) since ")
        assert found.in_words().endswith(", 312 of 1,000 files")
        at_work.leave()
        assert holder(tmp_path) == Holder()
        assert holder_of_taken(tmp_path).in_words() == "another tenderscan"
    assert holder(tmp_path) is None
    assert not (tmp_path / FILE_NAME).exists()


def test_what_a_killed_run_left_is_not_believed(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / WRITING_LOCK)
    with lock:
        Presence(tmp_path, "ingest").announce()
    assert (tmp_path / FILE_NAME).exists()
    assert holder(tmp_path) is None, "nobody holds the lock"
    with lock:
        for dead in ({"pid": 2**22 + 1}, {"began": 1.0}, {"pid": "x"}):
            Presence(tmp_path, "ingest").announce()
            altered(tmp_path, **dead)
            assert holder(tmp_path) == Holder(), "somebody holds it, but not who the file says"
            assert holder_of_taken(tmp_path) == Holder()


def test_a_writer_on_another_machine_is_believed_while_the_lock_is_held(tmp_path: Path) -> None:
    with FileLock(tmp_path / WRITING_LOCK):
        Presence(tmp_path, "ingest").announce()
        altered(tmp_path, host="FINANCE-PC", pid=2**22 + 1, user="ann")
        found = holder(tmp_path)
        assert found is not None
        assert found.in_words().startswith(f"tenderscan ingest on FINANCE-PC (process {2**22 + 1}, user ann) since ")
    assert holder(tmp_path) is None


SENSELESS = [
    *("", "{", "[]", "null", '{"pid": {}}', "\x00\xff", "[" * 20_000, '{"a":' * 10_000),
    f'{{"host": {json.dumps(platform.node())}, "pid": {10**30}}}',
    f'{{"host": {json.dumps(platform.node())}, "pid": {2**40}}}',
    f'{{"host": {json.dumps(platform.node())}, "pid": -1}}',
    *(f'{{"host": "FAR", "pid": 1, "progress": {{"left": {number}}}}}' for number in ("NaN", "Infinity", "1e999")),
    '{"host": "FAR", "pid": 1, "user": "' + "x" * 70_000 + '"}',
]


@pytest.mark.parametrize("said", SENSELESS)
def test_a_file_that_makes_no_sense_says_nothing(tmp_path: Path, said: str) -> None:
    (tmp_path / FILE_NAME).write_text(said, encoding="latin-1")
    assert holder(tmp_path) is None
    with FileLock(tmp_path / WRITING_LOCK):
        found = holder(tmp_path)
        assert found is not None
        assert found.in_words() == "another tenderscan"


@pytest.mark.parametrize(
    ("value", "since"),
    [
        ("0001-01-01T00:00:00+14:00", ""),
        ("9999-12-31T23:59:59-14:00", ""),
        ({"a": 1}, ""),
        ("2026-11-23T14:05:00+00:00", " since "),
    ],
)
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo"])
def test_a_moment_that_makes_no_sense_is_not_told(
    tmp_path: Path, value: object, since: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    with FileLock(tmp_path / WRITING_LOCK):
        Presence(tmp_path, "ingest").announce()
        altered(tmp_path, since=value, told_at=value, user="")
        found = holder_of_taken(tmp_path)
        assert f"(process {os.getpid()}){since}" in found.in_words()
        assert found.in_words().endswith(")") is not bool(since)
        assert (found.since is None, found.told_at is None) == (not since, not since)


def test_names_stay_on_their_line_and_short(tmp_path: Path) -> None:
    with FileLock(tmp_path / WRITING_LOCK):
        Presence(tmp_path, "ingest").announce()
        altered(tmp_path, kind="ingest\nNobody is at work.", user="x" * 10_000, run=10**30, progress={"done": 10**30})
        found = holder(tmp_path)
        assert found is not None
        assert (found.kind, len(found.user), found.run) == ("ingest Nobody is at work.", 200, None)
        assert "\n" not in found.in_words()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("what", ["pipe", "folder", "link"])
def test_only_a_regular_file_is_read(tmp_path: Path, what: str) -> None:
    with FileLock(tmp_path / WRITING_LOCK):
        Presence(tmp_path, "ingest").announce()
        (tmp_path / FILE_NAME).rename(tmp_path / "elsewhere.json")
        if what == "pipe":
            os.mkfifo(tmp_path / FILE_NAME)
        elif what == "folder":
            (tmp_path / FILE_NAME).mkdir()
        else:
            (tmp_path / FILE_NAME).symlink_to(tmp_path / "elsewhere.json")
        # In a process of its own, which can be ended where it hangs.
        program = (
            f"from tenderscan.ingest.presence import holder_of_taken as h, Path; print(h(Path({str(tmp_path)!r})).pid)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
        assert done.stdout.strip() == "None"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_was_laid_is_not_followed(tmp_path: Path) -> None:
    victim, unfinished = tmp_path / "victim.txt", (tmp_path / FILE_NAME).with_suffix(".unfinished")
    victim.write_text("precious")
    for name in (unfinished, tmp_path / FILE_NAME):
        name.symlink_to(victim)
    Presence(tmp_path, "ingest").announce(7)
    assert victim.read_text() == "precious"
    assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))["run"] == 7
    assert not (tmp_path / FILE_NAME).is_symlink()
    # What a killed writer left is in nobody's way.
    unfinished.write_text("{")
    Presence(tmp_path, "ingest").announce(8)
    assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))["run"] == 8


def test_a_cluster_with_long_paths_is_told_without_them(tmp_path: Path) -> None:
    busy = replace(PROGRESS, workers=tuple(At(f"/share/{'x' * 300}/{number}", 1.0) for number in range(300)))
    with FileLock(tmp_path / WRITING_LOCK):
        at_work = Presence(tmp_path, "ingest")
        at_work.update(progress_as_json(busy))
        found = holder(tmp_path)
        assert found is not None
        assert progress_from_json(found.progress or {}) == replace(busy, workers=())


def test_it_is_told_at_most_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(presence.time, "monotonic", lambda: clock[0])
    at_work = Presence(tmp_path, "ingest")
    at_work.announce()
    rows = ((100.5, 1, {}), (100.9, 2, {}), (101.0, 3, {"done": 3}), (101.9, 4, {"done": 3}), (102.1, 5, {"done": 5}))
    for now, done, told in rows:
        clock[0] = now
        at_work.update({"done": done})
        assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))["progress"] == told


def test_a_disk_that_refuses_does_not_stop_the_run(tmp_path: Path) -> None:
    at_work = Presence(tmp_path / "nowhere", "ingest")
    at_work.announce()
    at_work.update({"done": 1})
    at_work.leave()
    (tmp_path / FILE_NAME).mkdir()  # as good as a file that a reader on Windows has open
    refused = Presence(tmp_path, "ingest")
    refused.announce()
    refused.leave()
    assert (tmp_path / FILE_NAME).is_dir()


def test_a_killed_process_is_told_apart(tmp_path: Path) -> None:
    """A process that holds the library is seen from outside, and no longer when it is killed."""
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom filelock import FileLock\n"
        "from tenderscan.ingest.presence import Presence\nfolder = Path(sys.argv[1])\n"
        f"lock = FileLock(folder / '{WRITING_LOCK}')\nlock.acquire()\nPresence(folder, 'retag').announce(3)\n"
        "print('held', flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            found = holder(tmp_path)
            assert found is not None
            assert (found.kind, found.pid, found.run) == ("retag", other.pid, 3)
        finally:
            other.kill()
    assert (tmp_path / FILE_NAME).exists()
    assert holder(tmp_path) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, value)
            for name in ("files", "pages")
            for value in (float("inf"), float("nan"), -1, 10**30, "7", True)
        ),
        *(
            (name, value)
            for name in ("left", "seconds")
            for value in (float("nan"), float("inf"), -1.0, 10**400, 1e300)
        ),
        ("workers", [{"path": "/a", "seconds": float("nan")}]),
        ("failed", {"damaged": float("inf")}),
    ],
)
def test_numbers_that_are_none_of_ours_are_no_progress(name: str, value: object) -> None:
    assert progress_from_json(progress_as_json(PROGRESS) | {name: value}) is None


@pytest.mark.parametrize("lacking", ["files", "workers", "failed", "left", "doing"])
def test_progress_that_is_not_whole_is_none(lacking: str) -> None:
    said = progress_as_json(PROGRESS)
    assert progress_from_json(said) == PROGRESS
    del said[lacking]
    assert progress_from_json(said) is None
    assert progress_from_json(said | {lacking: object()}) is None or lacking == "doing"
