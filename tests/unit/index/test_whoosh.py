"""What only an index on disk can suffer: old stamps, broken files, other processes. The rest is in the contract."""

import errno
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tenderscan.errors import IndexDamaged, IndexMissing, IndexOutdated, LibraryLocked, LibraryProblem
from tenderscan.index.engine import Entry, Ranked
from tenderscan.index.memory import MemoryEngine
from tenderscan.index.whoosh import SCHEMA_VERSION, WhooshEngine
from tenderscan.query.parse import parse
from tenderscan.query.tree import Word
from tenderscan.text import ANALYSER_VERSION

ENTRIES = [Entry(f"id{number}", f"Lot {number}", f"grounds maintenance number{number} " * 9) for number in range(20)]
FILES = ["*.doc", "*.trm", "*.toc"]
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
    assert len(list(folder(engine).glob("*.trm"))) < 12


def test_postings_that_do_not_fit_into_memory_are_merged_from_disk(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        Entry(f"id{number}", "", " ".join(f"w{word}" for word in range(number, 3000, 7))) for number in range(30)
    ]
    fill(engine, entries)
    monkeypatch.setattr("tenderscan.index.whoosh_writer._POSTINGS_IN_MEMORY", 1000)
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


@pytest.mark.parametrize("pattern", FILES)
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


@pytest.mark.parametrize("pattern", FILES)
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
@pytest.mark.parametrize("pattern", FILES)
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
    engine.close()


def test_what_was_lost_is_noticed(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where every file is as it was written: a merge that goes wrong must not pass for a sound index."""
    fill(engine)
    engine.check()
    with engine._opened() as reader:
        weights, stems, lines = reader.forms("grounds"), reader.stems("ground"), reader.lines("grounds")
        sequence = reader.sequence(3)
    fewer, more, other = ({n: w for n, w in weights.items() if n != 3}, weights | {3: weights[3] + 1}, lines | {3: 1})
    for method, word, changed in (
        ("forms", "grounds", fewer),
        ("forms", "grounds", more),
        ("lines", "grounds", other),
        ("stems", "ground", {n: w for n, w in stems.items() if n != 3}),
        ("stems", "ground", stems | {3: stems[3] + 1}),
        ("sequence", 3, sequence[:-1]),
        ("sequence", 3, sequence[:-1] + b"\1"),
        ("sequence", 3, b"H\0"),
        ("sequence", 3, b""),
    ):
        every = getattr(reader, method)
        with monkeypatch.context() as patched:
            patched.setattr(
                reader,
                method,
                lambda key, word=word, every=every, changed=changed: changed if key == word else every(key),
            )
            with pytest.raises(IndexDamaged, match="index rebuild, with the same --library"):
                engine.check()


def test_a_sequence_that_cannot_be_read_is_damage(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, ENTRIES[:1])
    for sequence in (b"", b"X\0", b"B"):
        with engine._opened() as reader:
            monkeypatch.setattr(reader, "sequence", lambda _, sequence=sequence: sequence)
        with pytest.raises(IndexDamaged):
            engine.check()
    monkeypatch.setattr(reader, "sequence", lambda _: b"X\0")
    with pytest.raises(IndexDamaged):
        engine.search(parse('"grounds maintenance"'))


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
        if path.suffix == ".trm":
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
    (path,) = folder(engine).glob("*.trm")
    with engine.write() as writer:
        writer.remove([entry.id for entry in ENTRIES[:12]])  # a segment that is mostly deleted is merged at the commit
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


def test_a_writer_that_is_killed_at_any_moment_leaves_a_whole_state(tmp_path: Path) -> None:
    """Two documents a commit, and merges; what is left is one of the states between commits."""
    program = (
        "import sys; from pathlib import Path; from tenderscan.index import whoosh_writer\n"
        "from tenderscan.index.engine import Entry; from tenderscan.index.whoosh import WhooshEngine\n"
        "whoosh_writer._SEGMENTS = 3; engine = WhooshEngine(Path(sys.argv[1]))\n"
        "for n in range(int(sys.argv[2]), 100_000, 2):\n"
        "    with engine.write() as writer:\n"
        "        for id in (n, n + 1): writer.put(Entry(str(id), 'Lot', f'grounds maintenance number{id}'))\n"
        "        writer.remove([str(n - 20)])\n"
        "    print('committed', flush=True)\n"
    )
    engine = WhooshEngine(tmp_path / "index")
    with engine.write():
        pass
    begun, draw = 0, random.Random(7)
    for _ in range(8):
        command = [sys.executable, "-c", program, str(tmp_path / "index"), str(begun)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(draw.randrange(1, 7)):
                assert writer.stdout.readline() == "committed\n"
            time.sleep(draw.uniform(0.0, 0.03))  # about as long as a commit takes
            writer.kill()
        engine.check()
        there = {int(id) for id in engine.ids()}
        # Both documents of a commit or neither, and what it removed with it.
        assert there == {n for n in range(len_of(there)) if n % 2 or n + 20 >= len_of(there)}
        assert {hit.id for hit in engine.search(Word("maintenance"))} == {str(n) for n in there}
        begun = len_of(there)
    assert begun > 10
    engine.close()


def len_of(there: set[int]) -> int:
    return max(there, default=-1) + 1


def test_a_reader_finds_the_next_state_while_files_are_replaced(engine: WhooshEngine) -> None:
    fill(engine, ENTRIES[:1])
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [fill(engine, [entry]) for entry in ENTRIES * 4])
        seen = [0]
        other = WhooshEngine(folder(engine))
        while not writing.done():
            seen.append(len(other.ids()))
            assert seen[-1] >= seen[-2]
        writing.result()
    assert other.ids() == {entry.id for entry in ENTRIES}
    other.close()


def test_documents_survive_many_commits_merges_and_removals(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenderscan.index.whoosh_writer._SEGMENTS", 3)
    monkeypatch.setattr("tenderscan.index.whoosh_writer._POSTINGS_IN_MEMORY", 40)
    plain, draw = MemoryEngine(), random.Random(5)
    for turn in range(40):
        entries = [
            Entry(f"id{draw.randrange(60)}", f"Lot {turn}", " ".join(draw.choices(WORDS, k=draw.choice((0, 3, 300)))))
            for _ in range(draw.randrange(1, 8))
        ]
        removed = [f"id{draw.randrange(60)}" for _ in range(draw.randrange(6))]
        for one in (engine, plain):
            with one.write() as writer:
                for entry in entries[1:]:
                    writer.put(entry)
                writer.remove(removed)
                writer.put(entries[0])
        engine.check()
    for query in (*QUERIES, "word7", "words", "word1*", '"word1 word2"', '"lot 39"', "-words"):
        assert rounded(engine.search(parse(query))) == rounded(plain.search(parse(query))), query


WORDS = [*(f"word{number}" for number in range(300)), "words", "word", "grounds", "maintenance"]


def rounded(hits: list[Ranked]) -> list[tuple[str, float]]:
    return [(hit.id, round(hit.score, 9)) for hit in hits]
