"""What only an index on disk can suffer: old stamps, broken files, other processes. The rest is in the contract."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenderscan.errors import IndexDamaged, IndexMissing, IndexOutdated, LibraryLocked
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


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="cannot be written"), WhooshEngine(tmp_path / "file" / "index").write():
        pass


def test_a_full_disk_leaves_the_state_before(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, ENTRIES[:2])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("whoosh.index.TOC.write", full)
        with pytest.raises(IndexDamaged, match="No space left"):
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
