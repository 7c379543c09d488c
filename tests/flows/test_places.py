"""Where files are: what is unchanged is not opened, what moved is the same document, what vanished is marked."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tenderscan.batch import keeping, worker
from tenderscan.batch.inline import Inline
from tenderscan.batch.results import Filing, Order, Result, order_for
from tenderscan.batch.run import Workers, ingest
from tenderscan.catalogue.runs import FileOutcome, run_files, runs
from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.unread import unread
from tenderscan.document import Document, Outcome
from tenderscan.errors import FileUnreadable
from tenderscan.index.engine import Inverted
from tenderscan.index.memory import MemoryEngine
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.indexing import verify
from tenderscan.ingest.library import Library
from tenderscan.ingest.means import Means
from tenderscan.ingest.steps import Steps
from tenderscan.query.tree import Word
from tenderscan.readers import Loaded, load, load_member, members, read_loaded
from tenderscan.settings import Limits
from tests.flows.test_nests import packed

LONG_AGO = 1_700_000_000


def never(_path: Path) -> Loaded:
    pytest.fail("opened")


def never_read(_loaded: Loaded) -> Document:
    pytest.fail("read")


@pytest.fixture
def steps() -> Steps:
    return Steps(load, read_loaded, lambda document: (), "reader 1", "tagger 1", members, load_member)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", Catalogue(tmp_path / "library", create=True), MemoryEngine())


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Files that have lain there for years."""
    folder = tmp_path / "share"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text("grounds maintenance")
    (folder / "deep" / "two.txt").write_text("street cleaning")
    (folder / "bid.zip").write_bytes(packed({"offer.txt": b"our offer", "empty.txt": b""}))
    settle(folder)
    return folder


def settle(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def run(library: Library, order: Order, steps: Steps) -> dict[str, Result]:
    results = list(ingest(order, library, Workers(Inline(), lambda: steps, 1)))
    return {result.place.replace("\\", "/").rpartition("share/")[2]: result for result in results}


def whole(library: Library, share: Path, **said: object) -> Order:
    return order_for([share], skip=library.folder, **said)


def entered(library: Library) -> list[tuple[str, str]]:
    """What the last run entered of places."""
    with library.catalogue.read() as connection:
        last = runs(connection, 1)[0]
        return [
            (file.outcome.value, file.path.replace("\\", "/").rpartition("share/")[2])
            for file in run_files(connection, last.number)
            if file.outcome not in (FileOutcome.READ, FileOutcome.PARTLY, FileOutcome.FAILED)
        ]


def gone(library: Library) -> set[str]:
    """Names of places at which there is nothing."""
    places = [place for one in library.catalogue.all_ids() for place in library.catalogue.places(one)]
    return {place.path.replace("\\", "/").rpartition("share/")[2] for place in places if place.gone_at}


def test_unchanged_files_are_not_even_opened(library: Library, share: Path, steps: Steps) -> None:
    first = run(library, whole(library, share), steps)
    again = run(library, whole(library, share), replace(steps, load=never))
    assert set(again) == set(first)
    assert all(result.unchanged for result in again.values())
    assert {name: result.outcome for name, result in again.items()} == {
        name: result.outcome for name, result in first.items()
    }


def test_rehash_looks_into_unchanged_files(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    before = (share / "one.txt").stat()
    (share / "one.txt").write_text("GROUNDS MAINTENANCE")
    os.utime(share / "one.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run(library, whole(library, share), steps)["one.txt"].unchanged
    assert not run(library, whole(library, share, rehash=True), steps)["one.txt"].unchanged


@pytest.mark.parametrize("seconds", [0, 86_400])
def test_the_time_of_a_file_that_is_new_or_of_tomorrow_is_not_relied_on(
    library: Library, share: Path, steps: Steps, seconds: int
) -> None:
    file = share / "one.txt"
    times = (file.stat().st_ctime + seconds,) * 2
    os.utime(file, times)
    run(library, whole(library, share), steps)
    file.write_text("GROUNDS MAINTENANCE")
    os.utime(file, times)
    assert not run(library, whole(library, share), steps)["one.txt"].unchanged


def test_a_file_that_was_only_touched_costs_its_hash(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    os.utime(share / "one.txt", (LONG_AGO + 60, LONG_AGO + 60))
    os.utime(share / "bid.zip", (LONG_AGO + 60, LONG_AGO + 60))
    again = run(library, whole(library, share), replace(steps, read=never_read, members=never))
    assert all(result.unchanged for result in again.values())
    assert len(again) == 5
    assert all(result.unchanged for result in run(library, whole(library, share), replace(steps, load=never)).values())


@pytest.mark.parametrize("name", ["another.txt", "zebra.txt"])
def test_a_renamed_file_is_the_same_document_in_a_new_place(
    library: Library, share: Path, steps: Steps, name: str
) -> None:
    sha256 = run(library, whole(library, share), steps)["one.txt"].sha256
    (share / "one.txt").rename(share / name)
    again = run(library, whole(library, share), replace(steps, read=never_read))
    assert (again[name].sha256, again[name].unchanged) == (sha256, True)
    assert sha256
    assert [place.path for place in library.catalogue.places(sha256)] == [str(share / name), str(share / "one.txt")]
    assert entered(library) == [("moved", "one.txt")]
    assert verify(library) == []


def test_a_moved_archive_takes_what_is_in_it_along(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    (share / "bid.zip").rename(share / "deep" / "bid.zip")
    again = run(library, whole(library, share), steps)
    assert again["deep/bid.zip!/offer.txt"].unchanged
    assert gone(library) == {"bid.zip", "bid.zip!/offer.txt"}
    assert [shown.path.rpartition("share/")[2] for shown in unread(library.catalogue) if not shown.gone_at] == [
        "deep/bid.zip",
        "deep/bid.zip!/empty.txt",
    ]


def test_a_file_that_vanished_is_marked_and_still_found(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    shutil.rmtree(share / "deep")
    run(library, whole(library, share), steps)
    assert (entered(library), gone(library)) == ([("vanished", "deep/two.txt")], {"deep/two.txt"})
    assert len(library.engine.search(Word("cleaning"))) == 1
    run(library, whole(library, share), steps)
    assert entered(library) == []


def test_a_file_that_is_back_is_no_longer_marked(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    (share / "one.txt").rename(share.parent / "one.txt")
    run(library, whole(library, share), steps)
    assert gone(library) == {"one.txt"}
    (share.parent / "one.txt").rename(share / "one.txt")
    assert run(library, whole(library, share), replace(steps, load=never))["one.txt"].unchanged
    assert gone(library) == set()


def test_pruning_takes_out_what_vanished_and_nothing_else(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    (share / "bid.zip").unlink()
    (share / "copy.txt").write_text("street cleaning")
    (share / "deep" / "two.txt").rename(share / "deep" / "two.bak")
    (share / "deep" / "two.bak").write_text("something else")
    run(library, whole(library, share, prune=True), steps)
    assert entered(library) == [("pruned", "bid.zip"), ("pruned", "deep/two.txt")]
    assert {library.catalogue.source(one).name for one in library.catalogue.all_ids()} == {
        *("one.txt", "two.txt", "two.bak"),
    }
    assert (library.engine.search(Word("offer")), len(library.engine.search(Word("cleaning")))) == ([], 1)
    assert unread(library.catalogue) == []
    assert verify(library) == []


def test_nothing_is_pruned_below_a_folder_that_holds_no_file_at_all(
    library: Library, share: Path, steps: Steps
) -> None:
    run(library, whole(library, share), steps)
    for path in [*share.iterdir()]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    run(library, whole(library, share, prune=True), steps)
    assert {outcome for outcome, _ in entered(library)} == {"vanished"}
    assert len(library.engine.search(Word("maintenance"))) == 1


def test_nothing_is_pruned_below_a_folder_that_is_empty_now(library: Library, share: Path, steps: Steps) -> None:
    """It may be where a share was mounted, whose files lie below a folder that is well."""
    run(library, whole(library, share), steps)
    (share / "deep" / "two.txt").unlink()
    run(library, order_for([share, share / "deep"], skip=library.folder, prune=True), steps)
    assert entered(library) == [("vanished", "deep/two.txt")]
    (share / "deep").rmdir()
    run(library, whole(library, share, prune=True), steps)
    assert entered(library) == [("pruned", "deep/two.txt")]


def test_an_archive_that_cannot_be_had_for_a_while_loses_nothing(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    os.utime(share / "bid.zip", (LONG_AGO + 60, LONG_AGO + 60))

    def locked(path: Path) -> Loaded:
        if path.name == "bid.zip":
            raise FileUnreadable(f"{path} may not be opened.")
        return load(path)

    assert run(library, whole(library, share), replace(steps, load=locked))["bid.zip"].code == "unreadable"
    assert len(library.engine.search(Word("offer"))) == 2  # itself, and what is in it
    run(library, whole(library, share), steps)
    assert len(library.engine.search(Word("offer"))) == 2  # itself, and what is in it
    assert {Path(entry.path).name for entry in unread(library.catalogue)} == {"bid.zip", "empty.txt"}


def test_what_could_not_be_had_for_a_while_does_not_stay_in_the_list(
    library: Library, share: Path, steps: Steps
) -> None:
    def locked(path: Path) -> Loaded:
        raise FileUnreadable(f"{path} may not be opened.")

    run(library, whole(library, share), steps)
    run(library, whole(library, share, rehash=True), replace(steps, load=locked))
    assert "one.txt" in {Path(entry.path).name for entry in unread(library.catalogue)}
    run(library, whole(library, share), steps)
    assert "one.txt" not in {Path(entry.path).name for entry in unread(library.catalogue)}


def test_two_copies_that_are_both_gone_did_not_move_to_each_other(library: Library, share: Path, steps: Steps) -> None:
    (share / "copy.txt").write_text("grounds maintenance")
    run(library, whole(library, share), steps)
    (share / "copy.txt").unlink()
    (share / "one.txt").unlink()
    run(library, whole(library, share), steps)
    assert entered(library) == [("vanished", "copy.txt"), ("vanished", "one.txt")]


def test_what_could_not_be_taken_out_of_an_archive_stays_in_the_list(
    library: Library, share: Path, steps: Steps
) -> None:
    (share / "bid.zip").write_bytes(packed({"empty.txt": b""}))
    for _ in range(3):
        run(library, whole(library, share), steps)
        assert {Path(entry.path).name for entry in unread(library.catalogue)} == {"bid.zip", "empty.txt"}


def test_a_folder_that_was_not_there_leaves_the_list_when_it_is(library: Library, share: Path, steps: Steps) -> None:
    away = share.rename(share.parent / "away")
    run(library, whole(library, share), steps)
    assert [entry.path for entry in unread(library.catalogue)] == [str(share)]
    away.rename(share)
    run(library, whole(library, share), steps)
    assert str(share) not in {entry.path for entry in unread(library.catalogue)}


def test_a_mistyped_path_can_be_pruned(library: Library, share: Path, steps: Steps) -> None:
    mistyped = share / "nowhere.txt"
    run(library, order_for([mistyped], skip=library.folder), steps)
    run(library, order_for([mistyped], skip=library.folder, prune=True), steps)
    assert unread(library.catalogue) == []


def test_a_lost_path_vanishes_once(library: Library, share: Path, steps: Steps) -> None:
    (share / "empty.txt").write_bytes(b"")
    run(library, whole(library, share), steps)
    (share / "empty.txt").unlink()
    run(library, whole(library, share), steps)
    assert entered(library) == [("vanished", "empty.txt")]
    run(library, whole(library, share), steps)
    assert entered(library) == []


def test_a_container_that_becomes_a_known_file_holds_nothing_any_more(
    library: Library, share: Path, steps: Steps
) -> None:
    run(library, whole(library, share), steps)
    (share / "bid.zip").write_bytes((share / "one.txt").read_bytes())
    run(library, whole(library, share), steps)
    assert library.engine.search(Word("offer")) == []


def test_a_container_that_is_back_has_its_files_back(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    (share / "bid.zip").rename(share.parent / "bid.zip")
    run(library, whole(library, share), steps)
    assert gone(library) == {"bid.zip", "bid.zip!/offer.txt"}
    (share.parent / "bid.zip").rename(share / "bid.zip")
    run(library, whole(library, share), replace(steps, load=never))
    assert gone(library) == set()


def test_a_run_that_ends_inside_an_archive_leaves_no_orphans(
    library: Library, share: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PORTION_PARTS", 2)
    monkeypatch.setattr(keeping, "GROUP", 1)
    archive = share / "big.zip"
    archive.write_bytes(packed({f"{number}.txt": f"leaflet {number}".encode() for number in range(6)}))

    def stop(loaded: Loaded) -> Document:
        if loaded.source.name == "4.txt":
            raise KeyboardInterrupt
        return read_loaded(loaded)

    with pytest.raises(KeyboardInterrupt):
        run(library, Order((Discovered(archive),)), replace(steps, read=stop))
    assert [(Path(entry.path).name, entry.reasons[0].code) for entry in unread(library.catalogue)] == [
        ("big.zip", "unfinished")
    ]
    assert len(library.engine.search(Word("leaflet"))) == 4
    archive.unlink()
    run(library, whole(library, share, prune=True), steps)
    assert ("pruned", "big.zip") in entered(library)
    assert library.engine.search(Word("leaflet")) == []


def test_time_for_a_nest_that_is_used_up_ends_the_archive_and_not_the_run(
    library: Library, share: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PORTION_PARTS", 2)

    def slow(loaded: Loaded) -> Document:
        time.sleep(0.2)
        return read_loaded(loaded)

    (share / "bid.zip").write_bytes(packed({f"{number}.txt": f"{number}".encode() for number in range(12)}))
    limited = replace(steps, read=slow, means=Means(Limits(nest_seconds=1)))
    results = run(library, Order((Discovered(share / "bid.zip"),)), limited)
    assert results["bid.zip"].outcome is Outcome.PARTLY
    assert "--allow nest_seconds" in results["bid.zip"].notices[-1].message
    assert 3 < len(results) < 13


def test_a_folder_whose_name_is_no_unicode(library: Library, share: Path, steps: Steps) -> None:
    try:
        folder = Path(os.fsdecode(os.fsencode(share) + b"/caf\xe9"))
        folder.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this system has only Unicode names")
    (folder / "menu.txt").write_text("coffee")
    run(library, order_for([folder], skip=library.folder), steps)
    assert len(library.engine.search(Word("coffee"))) == 1


@pytest.mark.parametrize("fault", ["words", "row"])
def test_one_document_that_cannot_be_stored_costs_nobody_else(
    library: Library, share: Path, steps: Steps, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "words":
        cut = worker.inverted

        def faulty(title: str, text: str) -> Inverted:
            if "cleaning" in text:
                raise ZeroDivisionError("a fault")
            return cut(title, text)

        monkeypatch.setattr(worker, "inverted", faulty)
    else:
        steps = replace(
            steps,
            read=lambda loaded: replace(one := read_loaded(loaded), text=one.text.replace("street", "str\ud800et")),
        )
    results = run(library, whole(library, share), steps)
    assert (results["deep/two.txt"].code, results["one.txt"].outcome) == ("internal", Outcome.READ)
    assert verify(library) == []


def test_only_what_lies_below_the_named_folders_is_looked_for(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    (share / "one.txt").unlink()
    run(library, order_for([share / "deep"], skip=library.folder), steps)
    assert gone(library) == set()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_what_lies_in_a_folder_that_may_not_be_entered_has_not_vanished(
    library: Library, share: Path, steps: Steps
) -> None:
    run(library, whole(library, share), steps)
    (share / "deep").chmod(0)
    try:
        run(library, whole(library, share), steps)
    finally:
        (share / "deep").chmod(0o700)
    assert gone(library) == set()


def test_filing_reaches_files_that_are_unchanged(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    sha256 = run(library, whole(library, share, filing=Filing(buyer="Anytown")), steps)["one.txt"].sha256
    assert sha256
    assert [place.buyer for place in library.catalogue.places(sha256)] == ["Anytown"]


@pytest.mark.parametrize("first", ["a.txt", "b.txt"])
def test_a_document_with_two_names_goes_by_the_first_whichever_comes_first(
    library: Library, share: Path, steps: Steps, first: str
) -> None:
    for name in ("a.txt", "b.txt"):
        (share / name).write_text("the same words")
    files = sorted((share / "a.txt", share / "b.txt"), key=lambda path: path.name != first)
    results = run(library, Order(tuple(map(Discovered, files))), steps)
    sha256 = results["a.txt"].sha256
    assert sha256
    assert library.catalogue.source(sha256).name == "a.txt"


@pytest.mark.parametrize("parts", [1, 2, 3, 200])
def test_an_archive_in_portions_gives_the_same(
    library: Library, share: Path, steps: Steps, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PORTION_PARTS", parts)
    inner = packed({f"{number}.txt": f"page {number}".encode() for number in range(5)})
    (share / "bid.zip").write_bytes(packed({"inner.zip": inner, "empty.txt": b"", "last.txt": b"last"}))
    results = run(library, Order((Discovered(share / "bid.zip"),)), steps)
    assert list(results) == [
        *(f"bid.zip!/inner.zip!/{number}.txt" for number in range(5)),
        *("bid.zip!/inner.zip", "bid.zip!/empty.txt", "bid.zip!/last.txt", "bid.zip"),
    ]
    assert [result.code for result in results.values() if result.code] == ["empty"]
    assert verify(library) == []


def test_an_archive_that_changes_between_two_portions_is_begun_anew(
    library: Library, share: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PORTION_PARTS", 1)
    archive = share / "bid.zip"

    def changing(read: Callable[[Loaded], Document]) -> Callable[[Loaded], Document]:
        def reading(loaded: Loaded) -> Document:
            if loaded.source.name == "offer.txt":
                archive.write_bytes(packed({"new.txt": b"another offer", "newer.txt": b"yet another"}))
            return read(loaded)

        return reading

    run(library, Order((Discovered(archive),)), replace(steps, read=changing(read_loaded)))
    held, lost = library.catalogue.inside(str(archive))
    assert [path.rpartition("!/")[2] for path, _, _ in held] == ["new.txt", "newer.txt"]
    assert lost == []


def test_a_later_version_that_fails_is_not_tried_on_every_run(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)

    def broken(_loaded: Loaded) -> Document:
        raise ZeroDivisionError("a fault")

    newer = replace(steps, read_by="reader 2", read=broken)
    assert not run(library, whole(library, share), newer)["one.txt"].unchanged
    assert run(library, whole(library, share), replace(newer, load=never))["one.txt"].unchanged
    assert len(library.engine.search(Word("maintenance"))) == 1


def test_documents_that_other_rules_tagged_are_not_read_again(library: Library, share: Path, steps: Steps) -> None:
    run(library, whole(library, share), steps)
    newer = replace(steps, tagged_by="tagger 2", load=never)
    assert run(library, whole(library, share), newer)["one.txt"].unchanged
