"""What arrives in real folders that change while they are watched."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tenderscan.batch import arrivals as module
from tenderscan.batch.arrivals import Arrivals, Pace
from tenderscan.batch.settling import Stamp

LONG = 30.0
"""Seconds that a busy machine may take for anything."""


class Watch:
    """Arrivals in a thread, with all that was handed out and told."""

    def __init__(self, *roots: Path, skip: Path, pace: Pace) -> None:
        self.told: list[str] = []
        self.out: list[list[tuple[str, bytes]]] = []
        """Of each file its name and what was in it at that moment."""
        self.arrivals = Arrivals(roots, skip, pace, self.told.append)
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        for batch in self.arrivals:
            self.out.append([(file.path.name, file.path.read_bytes()) for file in batch])

    @property
    def names(self) -> list[str]:
        return [name for batch in self.out for name, _ in batch]

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + LONG
        while not condition():
            assert time.monotonic() < end, (self.out, self.told)
            assert self._thread.is_alive(), (self.out, self.told)
            time.sleep(0.02)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self.arrivals.stop.set()
        self._thread.join(LONG)
        assert not self._thread.is_alive()


@contextmanager
def watching(*roots: Path, settle: float = 0.4, every: float = 1.0, polling: bool = False) -> Iterator[Watch]:
    watch = Watch(*roots, skip=roots[0] / "library", pace=Pace(settle=settle, every=every, polling=polling))
    watch.start()
    try:
        yield watch
    finally:
        watch.end()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "a share with spaces – und Ümlaute"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("polling", [False, True])
def test_a_file_is_handed_out_whole_however_slowly_it_is_written(share: Path, polling: bool) -> None:
    (share / "there before.txt").write_bytes(b"early")
    with watching(share, settle=1.0, polling=polling) as watch:
        watch.until(lambda: watch.names == ["there before.txt"])
        with (share / "slow.txt").open("wb", buffering=0) as stream:
            for number in range(20):
                stream.write(b"line %d\n" % number)
                time.sleep(0.1)
        watch.until(lambda: "slow.txt" in watch.names)
    whole = b"".join(b"line %d\n" % number for number in range(20))
    assert watch.out == [[("there before.txt", b"early")], [("slow.txt", whole)]]


def test_reports_of_the_system_wake_the_watch(share: Path) -> None:
    with watching(share, settle=0.2, every=10 * LONG) as watch:
        (share / "first.txt").write_bytes(b"1")
        watch.until(lambda: watch.names == ["first.txt"])
        (share / "new" / "deep").mkdir(parents=True)
        (share / "new" / "deep" / "second.txt").write_bytes(b"2")
        watch.until(lambda: watch.names == ["first.txt", "second.txt"])


def test_a_download_waits_for_its_name_and_a_file_that_vanishes_is_forgotten(share: Path) -> None:
    with watching(share) as watch:
        (share / "Offer.pdf.crdownload").write_bytes(b"half")
        (share / "short.txt").write_bytes(b"short")
        time.sleep(0.1)
        (share / "short.txt").unlink()
        (share / "marker.txt").write_bytes(b"m")
        watch.until(lambda: watch.names == ["marker.txt"])
        (share / "Offer.pdf.crdownload").rename(share / "Offer.pdf")
        watch.until(lambda: watch.names == ["marker.txt", "Offer.pdf"])
    assert watch.told == []


def test_a_changed_file_comes_again_and_an_unchanged_one_does_not(share: Path) -> None:
    (share / "a.txt").write_bytes(b"one")
    (share / "b.txt").write_bytes(b"one")
    with watching(share) as watch:
        watch.until(lambda: len(watch.out) == 1)
        (share / "b.txt").write_bytes(b"longer")
        watch.until(lambda: len(watch.out) == 2)
        time.sleep(1.5)
    assert watch.out == [[("a.txt", b"one"), ("b.txt", b"one")], [("b.txt", b"longer")]]


def test_a_share_that_goes_and_comes_back_is_told_once(share: Path, tmp_path: Path) -> None:
    (share / "a.txt").write_bytes(b"one")
    away = tmp_path / "away"
    with watching(share, tmp_path / "later") as watch:
        watch.until(lambda: watch.names == ["a.txt"])
        share.rename(away)
        watch.until(lambda: len(watch.told) == 2)
        time.sleep(1.5)
        (away / "b.txt").write_bytes(b"two")
        away.rename(share)
        watch.until(lambda: "b.txt" in watch.names)
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "c.txt").write_bytes(b"three")
        watch.until(lambda: "c.txt" in watch.names)
    # What was handed out before it went does not come again.
    assert watch.names == ["a.txt", "b.txt", "c.txt"]
    assert [line.split("later")[-1].split(share.name)[-1] for line in watch.told] == [
        " cannot be looked into just now (it is not there). What is in it waits.",
        " cannot be looked into just now (it is not there). What is in it waits.",
        " is back.",
        " is back.",
    ]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is refused here: be no administrator")
def test_a_folder_that_may_not_be_entered_waits(share: Path) -> None:
    closed = share / "closed"
    closed.mkdir()
    (closed / "a.txt").write_bytes(b"one")
    closed.chmod(0)
    with watching(share) as watch:
        watch.until(lambda: bool(watch.told))
        assert "cannot be entered" in watch.told[0]
        closed.chmod(0o700)
        watch.until(lambda: watch.names == ["a.txt"])


def test_a_file_that_may_not_be_opened_is_handed_out_for_the_record_and_again_when_it_may(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, refusing = module._opened, [True]

    def refuse(path: Path) -> Stamp | None:
        if refusing[0]:
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(module, "_opened", refuse)
    (share / "a.txt").write_bytes(b"one")
    with watching(share) as watch:
        watch.until(lambda: watch.names == ["a.txt"])
        time.sleep(1.5)
        assert watch.names == ["a.txt"]
        refusing[0] = False
        watch.until(lambda: watch.names == ["a.txt", "a.txt"])


def test_a_file_that_another_program_holds_waits_and_is_named_after_a_while(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, held = module._opened, [True]

    def sharing_violation(path: Path) -> Stamp | None:
        if held[0]:
            error = PermissionError(13, "The process cannot access the file")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return opened(path)

    monkeypatch.setattr(module, "_opened", sharing_violation)
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    (share / "copy.txt").write_bytes(b"one")
    with watching(share) as watch:
        watch.until(lambda: bool(watch.told))
        time.sleep(1.5)
        assert watch.told == [f"{share / 'copy.txt'} waits: another program holds it open."]
        assert watch.names == []
        held[0] = False
        watch.until(lambda: watch.names == ["copy.txt"])


def test_a_size_that_was_old_is_found_out_by_opening(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, fresh = module._opened, [False]
    monkeypatch.setattr(module, "_opened", lambda path: opened(path) if fresh[0] else Stamp(10, 10))
    (share / "a.txt").write_bytes(b"one")
    with watching(share) as watch:
        time.sleep(2)
        assert watch.names == []
        fresh[0] = True
        watch.until(lambda: watch.names == ["a.txt"])


def test_neither_the_library_nor_hidden_files_nor_lock_files(share: Path) -> None:
    (share / "library").mkdir()
    for name in ("library/catalogue.sqlite", ".hidden", "~$Offer.docx", "Thumbs.db", "a.txt"):
        (share / name).write_bytes(b"x")
    arrivals = Arrivals([share], share / "library", Pace(settle=0.2, once=True))
    assert [[file.path.name for file in batch] for batch in arrivals] == [["a.txt"]]


def test_packs_are_those_of_a_run_over_the_folder(share: Path) -> None:
    (share / "lot 1").mkdir()
    for name in ("lot 1/a.txt", "b.txt"):
        (share / name).write_bytes(b"x")
    (batch,) = Arrivals([share], share / "library", Pace(settle=0.2, once=True))
    assert [(file.path.name, file.pack, file.loose) for file in batch] == [
        ("b.txt", share.name, True),
        ("a.txt", "lot 1", False),
    ]


def test_once_says_what_waits(share: Path) -> None:
    for name in ("a.txt", "b.txt.part"):
        (share / name).write_bytes(b"x")
    told: list[str] = []
    arrivals = Arrivals([share, share / "nowhere"], share / "library", Pace(settle=0.2, once=True), told.append)
    assert [[file.path.name for file in batch] for batch in arrivals] == [["a.txt"]]
    assert set(arrivals.closed) == {share / "nowhere"}
    assert [line.rpartition("/")[2].rpartition("\\")[2].split(" ")[0] for line in told[::2]] == ["nowhere"]
    assert told[1].startswith(f"{share / 'b.txt.part'} waits: a download")


def test_what_was_put_back_comes_again(share: Path) -> None:
    (share / "a.txt").write_bytes(b"x")
    arrivals = Arrivals([share], share / "library", Pace(settle=0.2, every=10 * LONG, polling=True))
    begun = time.monotonic()
    times = 0
    for batch in arrivals:
        times += 1
        assert [file.path.name for file in batch] == ["a.txt"]
        if times == 3:
            arrivals.stop.set()
        arrivals.put_back(batch, pause=0.1)
    assert times == 3
    assert time.monotonic() - begun < LONG


def test_what_was_missed_is_new_again_but_not_for_ever(share: Path) -> None:
    (share / "a.txt").write_bytes(b"x")
    (share / "b.txt").write_bytes(b"x")
    arrivals = Arrivals([share], share / "library", Pace(settle=0.1, every=0.2, polling=True))
    threading.Timer(4, arrivals.stop.set).start()
    out = []
    for batch in arrivals:
        out.append([file.path.name for file in batch])
        arrivals.missed(batch[:1])
    assert out == [["a.txt", "b.txt"], *[["a.txt"]] * module.MOST_MISSES]


def test_an_empty_mount_point_is_no_empty_share(share: Path) -> None:
    (share / "a.txt").write_bytes(b"x")
    told: list[str] = []
    arrivals = Arrivals([share], share / "library", Pace(settle=0.2, every=0.5, polling=True), told.append)
    for number, _ in enumerate(arrivals, 1):
        if number == 2:
            break
        # As after an unmount: the folder is still there, empty, and on the disk of the machine.
        arrivals._disks[share] = -1
        (share / "a.txt").unlink()
        threading.Timer(2, (share / "b.txt").write_bytes, [b"y"]).start()
    assert len(told) == 2
    assert "not on the disk it was on" in told[0]
    assert told[1].endswith("is back.")


def test_the_system_may_report_nothing(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles

    def no_watches_left(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached")
        yield set()

    monkeypatch.setattr(watchfiles, "watch", no_watches_left)
    with watching(share) as watch:
        (share / "a.txt").write_bytes(b"x")
        watch.until(lambda: watch.names == ["a.txt"])
    assert watch.told == ["The system reports no changes (OS file watch limit reached). They are found by looking."]


def test_our_own_output_is_not_read(share: Path) -> None:
    import subprocess

    program = (
        "import sys; from pathlib import Path; from tenderscan.batch.arrivals import Arrivals, Pace\n"
        "folder = Path(sys.argv[1])\n"
        "for batch in Arrivals([folder], folder / 'library', Pace(settle=0.2, once=True)):\n"
        "    print([file.path.name for file in batch])\n"
    )
    (share / "a.txt").write_bytes(b"x")
    with (share / "log.txt").open("wb") as log:
        subprocess.run([sys.executable, "-c", program, share], stdout=log, check=True, timeout=LONG)
    assert (share / "log.txt").read_text().strip() == "['a.txt']"
