"""Files into a library: what is new is read, what is known is skipped, what is bad is told, what crashed is mended."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tenderscan.batch.inline import Inline
from tenderscan.batch.keeping import GROUP
from tenderscan.batch.results import Filing, Result, order_for
from tenderscan.batch.run import Workers, ingest
from tenderscan.catalogue.entries import Place
from tenderscan.catalogue.lookup import find_document
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Document, Outcome, Source
from tenderscan.errors import FileDamaged, LibraryLocked, PathMissing
from tenderscan.index.memory import MemoryEngine
from tenderscan.index.whoosh import WhooshEngine
from tenderscan.ingest.discover import discover
from tenderscan.ingest.indexing import rebuild, refresh, status, verify
from tenderscan.ingest.library import Library
from tenderscan.ingest.steps import Steps
from tenderscan.query.tree import Word
from tenderscan.readers import Loaded
from tenderscan.readers.detect import Kind
from tenderscan.record import Finding
from tenderscan.search import search
from tenderscan.search.catalogue_shelf import CatalogueShelf
from tests.build import document


def load(path: Path) -> Loaded:
    if not path.exists():
        raise PathMissing(f"{path} does not exist.")
    content = path.read_bytes()
    source = Source(
        path.name.encode("utf-8", "replace").decode(), hashlib.sha256(content).hexdigest(), len(content), "text/plain"
    )
    return Loaded(content, source, Kind("text/plain", "plain text"))


def read(loaded: Loaded) -> Document:
    """A reader of plain text in which "BAD" is a damaged file and "FAULT" a fault of the reader."""
    text = loaded.content.decode()
    if "BAD" in text:
        raise FileDamaged(f"{loaded.source.name} is cut off.")
    if "FAULT" in text:
        raise ZeroDivisionError("a fault")
    return replace(document(text), source=loaded.source)


def tag(_document: Document) -> tuple[Finding, ...]:
    return ()


NOTHING_SAID = Filing()
STEPS = Steps(load=load, read=read, tag=tag, read_by="reader 1", tagged_by="tagger 1")


@pytest.fixture(params=["memory", "whoosh"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Library:
    folder = tmp_path / "library"
    engine = MemoryEngine() if request.param == "memory" else WhooshEngine(folder / "index")
    return Library(folder, Catalogue(folder, create=True), engine, lock_seconds=0.2)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text("grounds maintenance")
    (folder / "deep" / "two.txt").write_text("street cleaning")
    (folder / "bad.txt").write_text("BAD")
    (folder / "~$one.txt").write_text("lock file of an open document")
    (folder / ".hidden").write_text("hidden")
    return folder


def run(library: Library, *paths: Path, steps: Steps = STEPS, filing: Filing = NOTHING_SAID) -> list[Result]:
    order = order_for(paths, skip=library.folder, filing=filing)
    return list(ingest(order, library, Workers(Inline(), lambda: steps, 1)))


def found(library: Library, word: str) -> set[str]:
    return {library.catalogue.document(hit.id).source.name for hit in library.engine.search(Word(word))}


def told(results: list[Result]) -> dict[str, tuple[str, bool, str | None]]:
    return {Path(result.place).name: (result.outcome.value, result.unchanged, result.code) for result in results}


def test_a_folder_is_read_and_a_bad_file_does_not_end_the_run(library: Library, share: Path) -> None:
    assert told(run(library, share)) == {
        "two.txt": ("read", False, None),
        "bad.txt": ("failed", False, "damaged"),
        "one.txt": ("read", False, None),
    }
    assert found(library, "maintenance") == {"one.txt"}
    assert verify(library) == []


def test_a_second_run_reads_nothing_again_and_still_tells_what_failed(library: Library, share: Path) -> None:
    run(library, share)

    def never(_loaded: Loaded) -> Document:
        pytest.fail("read again")

    assert told(run(library, share, steps=replace(STEPS, read=never))) == {
        "two.txt": ("read", True, None),
        "bad.txt": ("failed", True, "damaged"),
        "one.txt": ("read", True, None),
    }


def test_a_newer_program_reads_again(library: Library, share: Path) -> None:
    run(library, share)
    results = run(library, share, steps=replace(STEPS, read_by="reader 2"))
    assert [result.unchanged for result in results] == [False, False, False]


def test_what_an_older_version_read_is_not_lost_to_a_fault_of_a_newer_one(library: Library, share: Path) -> None:
    run(library, share)

    def broken(_loaded: Loaded) -> Document:
        raise ZeroDivisionError("a fault")

    run(library, share, steps=replace(STEPS, read=broken, read_by="reader 2"))
    assert found(library, "maintenance") == {"one.txt"}


def test_a_fault_of_a_reader_is_a_named_failure(library: Library, share: Path) -> None:
    (share / "bad.txt").write_text("FAULT")
    (result,) = [one for one in run(library, share) if one.outcome is Outcome.FAILED]
    assert result.code == "internal"
    assert "bad.txt" in (result.message or "")
    assert "ZeroDivisionError" in (result.message or "")


def test_a_missing_path_is_told_and_the_others_are_read(library: Library, share: Path) -> None:
    results = run(library, share / "nowhere.txt", share / "one.txt")
    assert [(Path(result.place).name, result.code) for result in results] == [
        ("nowhere.txt", "path-missing"),
        ("one.txt", None),
    ]


def test_a_changed_file_replaces_its_earlier_version_in_the_search(library: Library, share: Path) -> None:
    run(library, share)
    (share / "one.txt").write_text("tree surgery")
    run(library, share)
    assert (found(library, "maintenance"), found(library, "surgery")) == (set(), {"one.txt"})
    assert verify(library) == []


def test_the_same_bytes_in_two_places_are_one_document(library: Library, share: Path) -> None:
    (share / "copy.txt").write_text("grounds maintenance")
    first = {Path(result.place).name: result for result in run(library, share, filing=Filing(buyer="Anytown"))}
    assert first["copy.txt"].sha256 == first["one.txt"].sha256
    places = library.catalogue.places(first["one.txt"].sha256 or "")
    assert places == tuple(Place(str(share / name), "Anytown", "share") for name in ("copy.txt", "one.txt"))
    assert len(library.engine.search(Word("maintenance"))) == 1


def test_a_crash_between_catalogue_and_index_is_mended_by_the_next_run(
    library: Library, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_library: Library, _entries: object = None) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        refresh(library)
        patch.setattr("tenderscan.ingest.indexing.put_pending", power_cut)
        patch.setattr("tenderscan.batch.keeping.put_pending", power_cut)
        patch.setattr("tenderscan.batch.run.refresh", lambda _library: None)
        with pytest.raises(KeyboardInterrupt):
            run(library, share)
    assert (status(library).state, library.engine.search(Word("maintenance"))) == ("behind", [])
    run(library, share)
    assert status(library).state == "ready"
    assert found(library, "maintenance") == {"one.txt"}


def test_an_index_thrown_away_is_made_anew(library: Library, share: Path) -> None:
    run(library, share)
    library.engine.clear()
    assert status(library).state == "missing"
    assert rebuild(library) == 2
    assert (status(library).state, verify(library)) == ("ready", [])
    assert found(library, "cleaning") == {"two.txt"}


def test_a_lost_index_does_not_leave_older_documents_out_of_the_next_one(library: Library, share: Path) -> None:
    run(library, share)
    library.engine.clear()
    (share / "new.txt").write_text("tree surgery")
    run(library, share / "new.txt")
    assert (found(library, "maintenance"), found(library, "surgery")) == ({"one.txt"}, {"new.txt"})
    assert verify(library) == []


def test_a_library_of_failures_only_can_be_searched(library: Library, share: Path) -> None:
    run(library, share / "bad.txt")
    assert found(library, "maintenance") == set()


def test_verify_names_what_the_index_lacks_and_what_it_has_too_much(library: Library, share: Path) -> None:
    run(library, share)
    with library.engine.write() as writer:
        writer.remove(library.catalogue.all_ids())
    assert verify(library) == ["2 documents are not in the index: tenderscan index rebuild"]


def test_an_empty_library_is_in_order(library: Library) -> None:
    assert rebuild(library) == 0
    assert (refresh(library), verify(library), status(library).state) == (0, [], "ready")


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(library: Library, share: Path) -> None:
    with FileLock(library.folder / "writing.lock"), pytest.raises(LibraryLocked, match="held by another tenderscan"):
        run(library, share)
    assert library.catalogue.all_ids() == frozenset()


def test_more_files_than_a_group_come_back_in_order(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(GROUP * 2 + 3):
        (folder / f"{number:03}.txt").write_text(f"document {number}")
    results = run(library, folder)
    assert [Path(result.place).name for result in results] == [f"{number:03}.txt" for number in range(GROUP * 2 + 3)]
    assert len(library.engine.search(Word("document"))) == GROUP * 2 + 3


def test_discover_follows_no_link_out_of_a_folder(share: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    try:
        (share / "link").symlink_to(outside, target_is_directory=True)
        (share / "round").symlink_to(share, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets only administrators make links")
    assert [file.path.name for file in discover([share])] == ["bad.txt", "two.txt", "one.txt"]


def test_discover_hands_on_what_is_named_outright_and_each_file_once(share: Path) -> None:
    named = list(discover([share / ".hidden", share / "one.txt", share], skip=share / "deep"))
    assert [file.path.name for file in named] == [".hidden", "one.txt", "bad.txt"]


def test_a_file_name_that_is_no_unicode_does_not_end_the_run(library: Library, share: Path) -> None:
    try:
        named = Path(os.fsdecode(os.fsencode(share) + b"/caf\xe9.txt"))
        named.write_text("coffee")
    except OSError:
        pytest.skip("this system allows only Unicode names")
    results = run(library, share)
    assert {result.outcome for result in results if Path(result.place).name != "bad.txt"} == {Outcome.READ}
    assert [hit.id for hit in library.engine.search(Word("coffee"))] == [find_document(library.catalogue, str(named))]


def test_a_folder_that_may_not_be_entered_is_told_and_the_others_are_read(
    library: Library, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [file.path.name for file in discover([share])] == ["bad.txt", "deep", "one.txt"]


def test_one_file_has_one_path_however_it_is_named(library: Library, share: Path) -> None:
    run(library, share / "one.txt")
    (result,) = run(library, share / "deep" / ".." / "one.txt")
    assert library.catalogue.places(result.sha256 or "") == (Place(str(share / "one.txt")),)


def test_a_run_that_is_stopped_keeps_what_was_done_and_goes_on_from_there(library: Library, share: Path) -> None:
    def stop(loaded: Loaded) -> Document:
        if loaded.source.name == "one.txt":
            raise KeyboardInterrupt
        return read(loaded)

    with pytest.raises(KeyboardInterrupt):
        run(library, share, steps=replace(STEPS, read=stop))
    assert (status(library).state, found(library, "cleaning")) == ("ready", {"two.txt"})
    assert told(run(library, share))["two.txt"] == ("read", True, None)
    assert found(library, "maintenance") == {"one.txt"}


def test_a_rebuild_that_is_stopped_is_known_to_be_unfinished(
    library: Library, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_library: Library) -> int:
        raise KeyboardInterrupt

    run(library, share)
    with monkeypatch.context() as patch:
        patch.setattr("tenderscan.ingest.indexing.put_pending", power_cut)
        with pytest.raises(KeyboardInterrupt):
            rebuild(library)
    shelf = CatalogueShelf(library.catalogue, value_kinds=frozenset())
    answer = search("maintenance", engine=library.engine, shelf=shelf)
    assert (answer.total, answer.not_indexed, answer.missing_words) == (0, 2, ())
    refresh(library)
    assert search("maintenance", engine=library.engine, shelf=shelf).total == 1
