"""What only an index on disk can suffer: old stamps, broken files, other processes. The rest is in the contract."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenderscan.errors import IndexDamaged, IndexMissing, IndexOutdated, LibraryLocked, LibraryProblem
from tenderscan.index.engine import Entry
from tenderscan.index.whoosh import SCHEMA_VERSION, WhooshEngine
from tenderscan.query.parse import parse
from tenderscan.query.tree import Word
from tenderscan.text import ANALYSER_VERSION

ENTRIES = [Entry(f"id{number}", f"Lot {number}", f"grounds maintenance number{number} " * 9) for number in range(20)]
QUERIES = ["grounds", '"grounds maintenance"', "num*", "-number3", "lot"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path / "library" / "index", lock_seconds=0.2)
    yield engine
    engine.close()


def fill(engine: WhooshEngine, entries: list[Entry] = ENTRIES) -> None:
    with engine.write() as writer:
        for entry in entries:
            writer.put(entry)


def folder(engine: WhooshEngine) -> Path:
    return engine._folder


def answers(engine: WhooshEngine) -> list[list[str]]:
    return [[hit.id for hit in engine.search(parse(query))] for query in QUERIES]


def stamp_with(engine: WhooshEngine, **changed: int) -> None:
    fields = {"schema": SCHEMA_VERSION, "analyser": ANALYSER_VERSION} | changed
    (folder(engine) / "stamp.json").write_text(json.dumps(fields), encoding="utf-8")


def test_another_engine_over_the_same_folder_sees_what_was_written(engine: WhooshEngine) -> None:
    fill(engine, ENTRIES[:1])
    other = WhooshEngine(folder(engine))
    assert other.ids() == {"id0"}
    fill(engine, ENTRIES[1:2])
    assert other.ids() == {"id0", "id1"}
    other.close()


def test_an_open_engine_notices_that_the_index_was_made_anew(engine: WhooshEngine) -> None:
    fill(engine, ENTRIES[:1])
    other = WhooshEngine(folder(engine))
    assert other.ids() == {"id0"}
    engine.clear()
    fill(engine, ENTRIES[1:2])
    assert other.ids() == {"id1"}
    other.close()


def test_many_small_writes_are_merged(engine: WhooshEngine) -> None:
    for entry in ENTRIES:
        fill(engine, [entry])
    fill(engine, [Entry("id5", "Lot 5", "replaced")])
    assert engine.ids() == {entry.id for entry in ENTRIES}
    assert len(engine.search(Word("grounds"))) == 19
    assert len(list(folder(engine).glob("*.seg"))) < 12


def test_postings_that_do_not_fit_into_memory_are_merged_from_disk(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        Entry(f"id{number}", "", " ".join(f"w{word}" for word in range(number, 3000, 7))) for number in range(30)
    ]
    fill(engine, entries)
    monkeypatch.setattr("tenderscan.index.whoosh._POOL_MEGABYTES", 1)
    small = WhooshEngine(tmp_path / "small")
    fill(small, entries)
    for query in ("w2999", "w700 w7", '"w14 w21"', "w29*"):
        assert small.search(parse(query)) == engine.search(parse(query)) != []
    small.close()


@pytest.mark.parametrize("changed", [{"schema": 0}, {"analyser": ANALYSER_VERSION + 1}], ids=str)
def test_another_stamp_is_outdated(engine: WhooshEngine, changed: dict[str, int]) -> None:
    fill(engine)
    stamp_with(engine, **changed)
    with pytest.raises(IndexOutdated, match="index rebuild"):
        engine.search(Word("grounds"))
    with pytest.raises(IndexOutdated), engine.write():
        pass
    assert engine.stamp() is not None
    engine.clear()
    fill(engine)
    assert len(engine.ids()) == len(ENTRIES)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1}', '{"schema": "x", "analyser": 1}', "\x00"])
def test_an_unreadable_stamp_is_damage(engine: WhooshEngine, content: str) -> None:
    fill(engine)
    (folder(engine) / "stamp.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="index rebuild"):
        engine.search(Word("grounds"))


def test_without_a_stamp_there_is_no_index(engine: WhooshEngine) -> None:
    fill(engine)
    (folder(engine) / "stamp.json").unlink()
    with pytest.raises(IndexMissing):
        engine.ids()
    fill(engine, ENTRIES[:2])  # begins anew
    assert engine.ids() == {"id0", "id1"}


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc"])
def test_a_deleted_file_is_damage(engine: WhooshEngine, pattern: str) -> None:
    fill(engine)
    for path in folder(engine).glob(pattern):
        path.unlink()
    fresh = WhooshEngine(folder(engine))
    with pytest.raises(IndexDamaged, match="index rebuild"):
        fresh.search(Word("grounds"))
    with pytest.raises(IndexDamaged), fresh.write():
        pass
    fresh.clear()
    fill(fresh)
    assert len(fresh.ids()) == len(ENTRIES)
    fresh.close()


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc"])
@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.6, 0.9, 0.99, 0.999])
def test_a_file_that_was_cut_off_never_gives_a_wrong_answer(engine: WhooshEngine, pattern: str, kept: float) -> None:
    fill(engine)
    expected = answers(engine)
    engine.close()
    for path in folder(engine).glob(pattern):
        content = path.read_bytes()
        path.write_bytes(content[: min(int(len(content) * kept), len(content) - 1)])
    fresh = WhooshEngine(folder(engine))
    with pytest.raises(IndexDamaged):
        assert answers(fresh) != expected  # reached only if nothing was raised
    fresh.close()


def zeroed(content: bytes, start: int, size: int) -> bytes:
    return content[:start] + bytes(len(content[start : start + size])) + content[start + size :]


@pytest.mark.parametrize("size", [1, 7, 64, 900])
@pytest.mark.parametrize("pattern", ["*.seg", "*.toc"])
def test_zeroed_blocks_are_noticed_or_do_no_harm(tmp_path: Path, pattern: str, size: int) -> None:
    engine = WhooshEngine(tmp_path / "index")
    fill(engine, ENTRIES[:6])
    fill(engine, ENTRIES[6:9])
    fill(engine, [Entry("id2", "Lot 2", "replaced grounds")])
    queries = [*QUERIES, "number1*", "number7", '"number8 grounds"', "lo*", "replaced"]
    ids, expected = engine.ids(), [engine.search(parse(query)) for query in queries]
    engine.close()
    noticed = 0
    for path in sorted(folder(engine).glob(pattern)):
        whole = path.read_bytes()
        for start in range(0, len(whole), max(len(whole) // 90, 1)):
            path.write_bytes(zeroed(whole, start, size))
            fresh = WhooshEngine(folder(engine))
            try:
                fresh.check()
                # Which documents there should be is known to the catalogue alone, which `index verify` asks.
                if fresh.ids() == ids:
                    assert [fresh.search(parse(query)) for query in queries] == expected, (path.name, start)
            except IndexDamaged:
                noticed += 1
            fresh.close()
        path.write_bytes(whole)
    assert noticed > 30
    engine.check()


def test_a_broken_sorted_list_is_noticed(engine: WhooshEngine) -> None:
    """Only a prefix search goes through it; what is looked up as a whole is found all the same."""
    fill(engine)
    with engine._opened() as reader:
        ((segment, _),) = reader._whoosh.leaf_readers()
        ordered = segment._terms._tindex
        files = segment._storage.a  # the segment itself; the folder comes second
        start = files.range(next(name for name in files.list() if name.endswith(".trm")))[0] + ordered.indexbase
        size, number = ordered.indexsize, ordered.indexlen
    engine.close()
    (path,) = folder(engine).glob("*.seg")
    whole = path.read_bytes()
    for entry in range(1, number):  # the first is left, from which all words are read one after the other
        before = whole[start + (entry - 1) * size : start + entry * size]
        path.write_bytes(whole[: start + entry * size] + before + whole[start + (entry + 1) * size :])
        fresh = WhooshEngine(folder(engine))
        with pytest.raises(IndexDamaged):
            fresh.check()
        fresh.close()


def test_postings_that_were_lost_are_noticed(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine)
    engine.check()
    with engine._opened() as reader:
        whole = {field: reader._list(field, "ground" if field == "stem" else "grounds") for field in ("stem", "form")}
        every = reader._list
    for lost, postings in whole.items():
        number, weight, places = postings[3]
        for changed in ([*postings[:3], *postings[4:]], [*postings[:3], (number, weight + 1, places), *postings[4:]]):
            short = {(lost, "ground" if lost == "stem" else "grounds"): changed}
            monkeypatch.setattr(
                reader, "_list", lambda field, word, short=short: short.get((field, word), every(field, word))
            )
            with pytest.raises(IndexDamaged, match="index rebuild, with the same --library"):
                engine.check()


def test_places_that_cannot_be_decoded_are_damage(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, ENTRIES[:1])
    with engine._opened() as reader:
        monkeypatch.setattr(reader, "_list", lambda *_: [(0, 1.0, b"H\0")])
    for ask in (engine.check, lambda: engine.search(parse('"grounds maintenance"'))):
        with pytest.raises(IndexDamaged):
            ask()


def test_a_fault_of_this_program_is_not_taken_for_damage(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, ENTRIES[:1])

    def wrong(*_: object) -> None:
        raise KeyError("a fault")

    monkeypatch.setattr("tenderscan.index.postings.bm25", wrong)
    with pytest.raises(KeyError, match="a fault"):
        engine.search(Word("grounds"))


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (PermissionError(13, "Access is denied"), LibraryLocked, "another tenderscan is reading it; try again"),
        (OSError(errno.EIO, "Input/output error"), LibraryProblem, "cannot be written: Input/output error"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_removed_leaves_the_stamp(
    engine: WhooshEngine,
    monkeypatch: pytest.MonkeyPatch,
    fault: OSError,
    error: type[LibraryProblem],
    words: str,
) -> None:
    fill(engine, ENTRIES[:1])
    unlink = Path.unlink

    def in_use(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".seg":
            raise fault
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", in_use)
        with pytest.raises(error, match=words) as caught:
            engine.clear()
    assert str(folder(engine)) in caught.value.message
    assert engine.stamp() is not None
    engine.clear()  # and the lock was given back
    assert engine.stamp() is None


def test_a_stamp_that_cannot_be_written_is_no_damage(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", in_use)
        with pytest.raises(LibraryLocked, match="try again"):
            fill(engine, ENTRIES[:1])
    fill(engine, ENTRIES[:1])
    assert engine.ids() == {"id0"}


def damage_while_writing(engine: WhooshEngine) -> None:
    with engine.write() as writer:
        writer.remove([entry.id for entry in ENTRIES[:12]])  # a segment that is mostly deleted is merged at the commit
        (path,) = folder(engine).glob("*.seg")
        content = path.read_bytes()
        path.write_bytes(zeroed(content, len(content) // 4, len(content) // 4))


def test_a_damaged_segment_that_is_merged_is_damage(engine: WhooshEngine) -> None:
    fill(engine, ENTRIES)
    with pytest.raises(IndexDamaged):
        damage_while_writing(engine)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryProblem, match="cannot be written"), WhooshEngine(tmp_path / "file" / "index").write():
        pass


def test_a_full_disk_leaves_the_state_before(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, ENTRIES[:2])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("whoosh.index.TOC.write", full)
        with pytest.raises(LibraryProblem, match="No space left"):
            fill(engine, ENTRIES[2:])
    assert engine.ids() == {"id0", "id1"}
    fill(engine, ENTRIES[2:4])
    assert engine.ids() == {"id0", "id1", "id2", "id3"}


def test_clear_takes_only_what_is_its_own(engine: WhooshEngine) -> None:
    fill(engine)
    own = folder(engine)
    (own / "notes.txt").write_text("mine", encoding="utf-8")
    (own / "tenderscan.tmp").mkdir()
    engine.clear()
    assert sorted(path.name for path in own.iterdir()) == ["notes.txt", "tenderscan_WRITELOCK"]


def test_a_writer_in_another_process_is_waited_for_and_named(engine: WhooshEngine) -> None:
    fill(engine, ENTRIES[:1])
    program = (
        "import sys; from pathlib import Path; from tenderscan.index.whoosh import WhooshEngine\n"
        "with WhooshEngine(Path(sys.argv[1])).write(): print('in', flush=True); sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", program, str(folder(engine))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(LibraryLocked) as caught, engine.write():
            pass
        assert str(folder(engine)) in caught.value.message
        assert engine.ids() == {"id0"}
        other.kill()  # a killed writer leaves neither a lock nor half a state
        other.wait()
    fill(engine, ENTRIES[1:2])
    assert engine.ids() == {"id0", "id1"}


def test_whoosh_is_loaded_with_the_engine_only() -> None:
    program = (
        "import sys, tenderscan.search, tenderscan.query.parse, tenderscan.index.memory; print('whoosh' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
