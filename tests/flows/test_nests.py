"""Files inside files: each becomes a document of its own with a parent; nothing that could not be had is lost."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tenderscan.batch.inline import Inline
from tenderscan.batch.keeping import GROUP
from tenderscan.batch.results import Filing, Order, Result, order_for
from tenderscan.batch.run import Workers, ingest
from tenderscan.catalogue.entries import Place
from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.unread import unread
from tenderscan.document import NOT_READ, Document, Notice, Outcome
from tenderscan.errors import ConverterMissing, FileDamaged, LibraryLocked, LimitExceeded
from tenderscan.index.memory import MemoryEngine
from tenderscan.ingest.discover import Discovered
from tenderscan.ingest.library import Library
from tenderscan.ingest.means import Means
from tenderscan.ingest.retry import chance, retry
from tenderscan.ingest.steps import Steps
from tenderscan.readers import Loaded, load, load_member, members, read_loaded
from tenderscan.readers.members import Member
from tenderscan.settings import DEFAULT_LIMITS, Limits


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0)), content)
    return stream.getvalue()


def steps(limits: Limits = DEFAULT_LIMITS, **tools: str) -> Steps:
    """The real readers; what is found in a text does not matter here."""
    return Steps(
        load=lambda path: load(path, limits=limits),
        read=lambda loaded: read_loaded(loaded, limits=limits),
        tag=lambda document: (),
        read_by="reader 1",
        tagged_by="tagger 1",
        members=lambda loaded: members(loaded, limits=limits),
        load_member=load_member,
        means=Means(limits, tools),
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", Catalogue(tmp_path / "library", create=True), MemoryEngine())


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A pack with an archive in an archive."""
    folder = tmp_path / "share"
    folder.mkdir()
    inner = packed({"prices.txt": b"Acorn Ltd, 1,200.00 pounds", "notes/terms.txt": b"grounds maintenance"})
    (folder / "tender.zip").write_bytes(packed({"invitation.txt": b"Please tender", "schedules.zip": inner}))
    return folder


def run(library: Library, *paths: Path, by: Steps | None = None, filing: Filing | None = None) -> dict[str, Result]:
    """Results by the last part of the path on disk and everything inside."""
    order = order_for(paths, skip=library.folder, filing=filing or Filing())
    return {shown(result.place): result for result in done(order, library, by or steps())}


def done(order: Order, library: Library, by: Steps) -> list[Result]:
    return list(ingest(order, library, Workers(Inline(), lambda: by, 1)))


def shown(place: str) -> str:
    outer, mark, inner = place.replace("\\", "/").partition("!/")
    return outer.rpartition("/")[2] + mark + inner


MEMBERS = {
    "tender.zip!/invitation.txt",
    "tender.zip!/schedules.zip!/prices.txt",
    "tender.zip!/schedules.zip!/notes/terms.txt",
    "tender.zip!/schedules.zip",
}


def test_members_are_documents_with_a_parent(library: Library, share: Path) -> None:
    results = run(library, share)
    assert set(results) == {*MEMBERS, "tender.zip"}
    assert {result.outcome for result in results.values()} == {Outcome.READ}
    outer, inner = results["tender.zip"], results["tender.zip!/schedules.zip"]
    assert (outer.parent, inner.parent) == (None, outer.sha256)
    assert results["tender.zip!/schedules.zip!/prices.txt"].parent == inner.sha256


def test_containers_come_behind_what_they_hold(library: Library, share: Path) -> None:
    order = list(run(library, share))
    assert order[-2:] == ["tender.zip!/schedules.zip", "tender.zip"]


def test_an_archive_is_a_pack_and_so_is_a_folder(library: Library, share: Path) -> None:
    (share / "Grounds 2026").mkdir()
    (share / "Grounds 2026" / "bid.txt").write_text("our bid")
    (share / "Grounds 2026" / "annexes.zip").write_bytes(packed({"annex.txt": b"annex"}))
    (share / "loose.txt").write_text("alone")
    results = run(library, share)
    packs = {}
    for name, result in results.items():
        assert result.sha256
        (place,) = library.catalogue.places(result.sha256)
        packs[name] = place.pack
    assert {packs[name] for name in {*MEMBERS, "tender.zip"}} == {"tender"}
    assert {packs[name] for name in ("bid.txt", "annexes.zip", "annexes.zip!/annex.txt")} == {"Grounds 2026"}
    assert packs["loose.txt"] == "share"


def test_a_pack_that_was_named_is_not_changed_by_a_guess(library: Library, share: Path) -> None:
    run(library, share, filing=Filing(pack="Lot 1"))
    result = run(library, share)["tender.zip"]
    assert result.sha256
    assert [place.pack for place in library.catalogue.places(result.sha256)] == ["Lot 1"]


def test_known_archives_are_not_opened_again(library: Library, share: Path) -> None:
    run(library, share)

    def opened(loaded: Loaded) -> Iterator[Member]:
        raise AssertionError(f"{loaded.source.name} was opened")

    again = run(library, share, by=replace(steps(), members=opened))
    assert set(again) == {*MEMBERS, "tender.zip"}
    assert all(result.unchanged for result in again.values())


def test_the_same_bytes_in_two_archives_are_one_document_with_two_places(library: Library, share: Path) -> None:
    (share / "copy.zip").write_bytes(packed({"again.txt": b"grounds maintenance"}))
    results = run(library, share)
    first, second = results["tender.zip!/schedules.zip!/notes/terms.txt"], results["copy.zip!/again.txt"]
    assert first.sha256 == second.sha256
    assert [first.unchanged, second.unchanged].count(False) == 1
    assert first.sha256
    assert {place.parent for place in library.catalogue.places(first.sha256)} == {first.parent, second.parent}


def test_a_copy_of_an_archive_gives_its_members_a_second_place(library: Library, share: Path) -> None:
    run(library, share)
    (share / "twice.zip").write_bytes((share / "tender.zip").read_bytes())
    results = run(library, share)
    assert {name.replace("tender.zip", "twice.zip", 1) for name in MEMBERS} < set(results)
    assert all(result.unchanged for result in results.values())


def test_members_of_an_archive_that_changed_are_no_longer_there(library: Library, share: Path) -> None:
    gone = run(library, share)["tender.zip!/schedules.zip!/prices.txt"].sha256
    (share / "tender.zip").write_bytes(packed({"invitation.txt": b"Please tender"}))
    run(library, share)
    assert gone not in library.catalogue.all_ids()
    assert gone not in library.engine.ids()


def test_what_cannot_be_taken_out_is_told_and_the_rest_is_read(library: Library, share: Path) -> None:
    def half(loaded: Loaded) -> Iterator[Member]:
        yield Member("good.txt", b"good")
        yield Member("bad.txt", problem=FileDamaged("bad.txt in the archive is damaged."))
        yield Member("empty.txt")

    results = run(
        library,
        share,
        by=replace(steps(), members=lambda it: half(it) if it.kind.name.endswith("archive") else iter(())),
    )
    assert results["tender.zip!/good.txt"].outcome is Outcome.READ
    assert (results["tender.zip!/bad.txt"].code, results["tender.zip!/empty.txt"].code) == ("damaged", "empty")
    outer = results["tender.zip"]
    assert outer.outcome is Outcome.PARTLY
    assert "bad.txt, empty.txt" in next(notice.message for notice in outer.notices if notice.code in NOT_READ)
    assert {shown(entry.path) for entry in unread(library.catalogue)} == {
        "tender.zip",
        "tender.zip!/bad.txt",
        "tender.zip!/empty.txt",
    }


ALL = {"tender.zip", *MEMBERS}
INNER = "tender.zip!/schedules.zip"


@pytest.mark.parametrize(
    ("limits", "partly", "said", "read"),
    [
        (
            Limits(members=2),
            "tender.zip!/schedules.zip",
            "more than 2 files",
            {"tender.zip!/invitation.txt", "tender.zip"},
        ),
        (Limits(unpacked_bytes=310), INNER, "to more than", {*ALL} - {INNER, f"{INNER}!/notes/terms.txt"}),
        (Limits(depth=1), INNER, "lies 1 files deep", {"tender.zip!/invitation.txt", "tender.zip"}),
        (Limits(nest_seconds=-1), "tender.zip", "not read within", set()),
    ],
)
def test_limits_of_a_nest(
    library: Library, share: Path, limits: Limits, partly: str, said: str, read: set[str]
) -> None:
    results = run(library, share, by=steps(limits))
    assert results[partly].outcome is Outcome.PARTLY
    (notice,) = (notice for notice in results[partly].notices if notice.code in NOT_READ)
    assert said in notice.message
    assert "--allow" in notice.message
    assert {name for name, result in results.items() if result.outcome is Outcome.READ} == read


@pytest.mark.parametrize("limits", [Limits(members=1), Limits(nest_seconds=-1)])
def test_what_is_not_reached_again_is_not_gone(library: Library, share: Path, limits: Limits) -> None:
    before = run(library, share)
    again = run(library, share, by=replace(steps(limits), read_by="reader 2"))
    assert library.catalogue.all_ids() == {result.sha256 for result in before.values()}
    assert again["tender.zip"].outcome is Outcome.PARTLY
    assert {shown(entry.path) for entry in unread(library.catalogue)} >= {"tender.zip"}


def test_a_file_that_can_no_longer_be_read_keeps_what_was_read_and_says_so(library: Library, share: Path) -> None:
    def broken(loaded: Loaded) -> Document:
        if loaded.source.name == "prices.txt":
            raise FileDamaged("prices.txt is cut off.")
        return read_loaded(loaded)

    name = "tender.zip!/schedules.zip!/prices.txt"
    run(library, share)
    for again in (False, True):
        kept = run(library, share, by=replace(steps(), read=broken, read_by="reader 2"))[name]
        assert (kept.outcome, kept.unchanged) == (Outcome.PARTLY, again)
        assert [notice.code for notice in kept.notices] == ["not-read-again"]
        (entry,) = unread(library.catalogue)
        assert "prices.txt is cut off." in entry.reasons[0].message
        assert kept.sha256
        assert "Acorn Ltd" in library.catalogue.document(kept.sha256).text
    assert run(library, share, by=replace(steps(), read_by="reader 3"))[name].outcome is Outcome.READ
    assert unread(library.catalogue) == []


def test_a_fault_in_one_member_costs_only_that_member(library: Library, share: Path) -> None:
    def faulty(member: Member) -> Loaded:
        if member.path == "prices.txt":
            raise ZeroDivisionError("a fault")
        return load_member(member)

    results = run(library, share, by=replace(steps(), load_member=faulty))
    assert results["tender.zip!/schedules.zip!/prices.txt"].code == "internal"
    assert results["tender.zip!/schedules.zip!/notes/terms.txt"].outcome is Outcome.READ
    assert results["tender.zip!/schedules.zip"].outcome is Outcome.PARTLY


def test_a_fault_while_loading_a_file_costs_only_that_file(library: Library, share: Path) -> None:
    (share / "another.txt").write_text("another")

    def faulty(path: Path) -> Loaded:
        if path.name == "another.txt":
            raise ZeroDivisionError("a fault")
        return load(path)

    results = run(library, share, by=replace(steps(), load=faulty))
    assert results["another.txt"].code == "internal"
    assert results["tender.zip"].outcome is Outcome.READ


def test_trouble_with_the_library_is_no_trouble_of_a_file(
    library: Library, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = type(library.catalogue).stored

    def locked(catalogue: Catalogue, sha256: str) -> object:
        if catalogue.counts() or len(asked) > 2:
            raise LibraryLocked("The library is being written to.")
        asked.append(sha256)
        return known(catalogue, sha256)

    asked: list[str] = []
    monkeypatch.setattr(type(library.catalogue), "stored", locked)
    with pytest.raises(LibraryLocked):
        run(library, share)


def test_a_folder_named_like_the_inside_of_an_archive_is_none(library: Library, share: Path) -> None:
    (share / "tender.zip!").mkdir()
    (share / "tender.zip!" / "contract.txt").write_text("zebra crossing")
    contract = run(library, share)["tender.zip!/contract.txt"]
    (share / "tender.zip").write_bytes(packed({"other.txt": b"other"}))
    run(library, share / "tender.zip")
    assert contract.sha256 in library.catalogue.all_ids()


def test_redoing_a_document_with_many_places_reads_it_once(library: Library, share: Path) -> None:
    for number in range(2 * GROUP):
        (share / f"{number:03}.txt").write_text("the same words")
        os.utime(share / f"{number:03}.txt", (1_700_000_000, 1_700_000_000))
    same = run(library, share)["000.txt"].sha256
    times: list[str] = []

    def counted(loaded: Loaded) -> Document:
        times.append(loaded.source.sha256)
        return read_loaded(loaded)

    assert same
    done(
        order_for([share], skip=library.folder, redo={str(path): frozenset({same}) for path in share.iterdir()}),
        library,
        replace(steps(), read=counted),
    )
    assert times == [same]


def test_an_archive_that_contains_itself_ends(library: Library, share: Path) -> None:
    quine = (share / "tender.zip").read_bytes()
    results = run(library, share, by=replace(steps(), members=lambda loaded: iter((Member("r.zip", quine),))))
    assert "contains itself" in str([result.notices for result in results.values()])
    assert len(results) == 2


def converted(loaded: Loaded) -> Document:
    raise ConverterMissing(f"{loaded.source.name} needs LibreOffice.")


def too_long(loaded: Loaded) -> Document:
    raise LimitExceeded(f"{loaded.source.name} has too many pages. Split it, or allow more: --allow pages=NUMBER.")


def too_odd(loaded: Loaded) -> Document:
    raise LimitExceeded(f"{loaded.source.name} has more cells than are ever read.")


def pictured(loaded: Loaded) -> Document:
    document = read_loaded(loaded)
    return replace(document, notices=(Notice("page-without-text", "Page 1 is a picture.", 1),))


def damaged(loaded: Loaded) -> Document:
    raise FileDamaged(f"{loaded.source.name} is cut off.")


@pytest.mark.parametrize(
    ("reader", "later", "reason"),
    [
        (converted, steps(converter="LibreOffice 7.4"), "LibreOffice 7.4 is there"),
        (converted, steps(ocr="tesseract 5"), None),
        (too_long, steps(Limits(pages=9_000)), "more is allowed"),
        (too_long, steps(Limits(pages=10)), None),
        (too_long, steps(Limits(pixels=10**9)), None),
        (too_odd, steps(Limits(pages=9_000, seconds=9_000)), None),
        (pictured, steps(ocr="tesseract 5"), "tesseract 5 is there"),
        (damaged, steps(Limits(pages=9_000), ocr="tesseract 5", converter="LibreOffice 7.4"), None),
        (damaged, replace(steps(), read_by="reader 2"), "the program is newer"),
    ],
)
def test_retry_redoes_what_can_succeed_now(
    library: Library, share: Path, reader: Callable[[Loaded], Document], later: Steps, reason: str | None
) -> None:
    def only_prices(loaded: Loaded) -> Document:
        return reader(loaded) if loaded.source.name == "prices.txt" else read_loaded(loaded)

    run(library, share, by=replace(steps(), read=only_prices))
    (entry,) = unread(library.catalogue)
    assert shown(entry.path) == "tender.zip!/schedules.zip!/prices.txt"
    assert chance(entry, later) == reason
    chosen = retry([entry], library.catalogue, later)
    assert [shown(str(file.path)) for file in chosen.files] == (["tender.zip"] if reason else [])
    assert len(chosen.never) == (reason is None)
    results = done(Order(chosen.files, redo=chosen.redo), library, later)
    if reason:
        assert unread(library.catalogue) == []
        assert {shown(result.place) for result in results if not result.unchanged} >= {shown(entry.path)}


def test_a_path_that_was_not_there_is_looked_for_again(library: Library, share: Path) -> None:
    missing = share / "late.txt"
    done(Order((Discovered(missing),)), library, steps())
    (entry,) = unread(library.catalogue)
    assert entry.sha256 is None
    missing.write_text("here it is")
    chosen = retry([entry], library.catalogue, steps())
    done(Order(chosen.files, redo=chosen.redo), library, steps())
    assert unread(library.catalogue) == []


def test_a_folder_that_was_not_there_is_walked_when_it_is(library: Library, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    done(Order((Discovered(drive),)), library, steps())
    (entry,) = unread(library.catalogue)
    assert chance(entry, steps()) is None
    (drive / "Lot 1").mkdir(parents=True)
    (drive / "Lot 1" / "bid.txt").write_text("our bid")
    chosen = retry([entry], library.catalogue, steps())
    (result,) = done(Order(chosen.files, redo=chosen.redo), library, steps())
    assert result.sha256
    assert [place.pack for place in library.catalogue.places(result.sha256)] == ["Lot 1"]


def test_what_is_tried_again_stays_in_its_pack(library: Library, share: Path) -> None:
    (share / "Lot 1").mkdir()
    (share / "tender.zip").rename(share / "Lot 1" / "annex.zip")
    run(library, share, by=replace(steps(), read=lambda loaded: too_long(loaded)))
    entries = unread(library.catalogue)
    later = steps(Limits(pages=9_000))
    chosen = retry(entries, library.catalogue, later)
    done(Order(chosen.files, redo=chosen.redo), library, later)
    assert unread(library.catalogue) == []
    packs = {place.pack for one in library.catalogue.all_ids() for place in library.catalogue.places(one)}
    assert packs == {"Lot 1"}


def test_a_name_that_is_no_unicode_is_found_again(library: Library, share: Path) -> None:
    try:
        named = Path(os.fsdecode(os.fsencode(share) + b"/caf\xe9.txt"))
        named.write_text("coffee")
    except (OSError, UnicodeError):
        pytest.skip("this system has only Unicode names")
    run(library, share, by=replace(steps(), read=too_long))
    later = steps(Limits(pages=9_000))
    chosen = retry(unread(library.catalogue), library.catalogue, later)
    assert named in {file.path for file in chosen.files}
    done(Order(chosen.files, redo=chosen.redo), library, later)
    assert unread(library.catalogue) == []


def test_a_file_that_is_gone_is_listed_once_and_not_tried(library: Library, share: Path) -> None:
    (share / "late.txt").write_text("late")
    run(library, share / "late.txt", by=replace(steps(), read=damaged))
    (share / "late.txt").unlink()
    done(Order((Discovered(share / "late.txt"),)), library, steps())
    (entry,) = unread(library.catalogue)
    assert [reason.code for reason in entry.reasons] == ["damaged", "path-missing"]
    assert chance(entry, replace(steps(), read_by="reader 2")) is None


def test_filing_of_members_is_that_of_their_file(library: Library, share: Path) -> None:
    run(library, share, filing=Filing(buyer="Anytown Council"))
    places: list[Place] = []
    for sha256 in library.catalogue.all_ids():
        places += library.catalogue.places(sha256)
    assert {place.buyer for place in places} == {"Anytown Council"}
