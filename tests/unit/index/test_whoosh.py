"""What only an index on disk can suffer: old stamps, full disks, other processes. The rest is in the contract."""

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tenderscan.errors import IndexMissing, IndexOutdated, LibraryLocked, LibraryProblem
from tenderscan.index import whoosh as whoosh_module
from tenderscan.index.engine import Entry, Ranked
from tenderscan.index.memory import MemoryEngine
from tenderscan.index.packed import NotPacked, pack
from tenderscan.index.postings import inverted
from tenderscan.index.whoosh import WhooshEngine
from tenderscan.query.parse import parse
from tenderscan.query.tree import Word
from tenderscan.text import ANALYSER_VERSION
from tests.unit.index.on_disk import ENTRIES, QUERIES, fill, folder


def stamp_with(engine: WhooshEngine, **changed: int) -> None:
    path = folder(engine) / "stamp.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changed), encoding="utf-8")


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


def test_an_index_made_anew_is_told_from_the_one_before_by_more_than_its_time(engine: WhooshEngine) -> None:
    """Some file systems know the time to two seconds only."""
    other = WhooshEngine(folder(engine))
    for entry in ENTRIES[:2]:
        engine.clear()
        fill(engine, [entry])
        os.utime(folder(engine) / "stamp.json", ns=(10**18, 10**18))
        assert other.ids() == {entry.id}
    other.close()


def test_a_reader_beside_a_rebuild_sees_an_index_or_none(engine: WhooshEngine) -> None:
    fill(engine)
    seen: set[object] = set()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [rebuilt(engine, ENTRIES) for _ in range(60)])
        while not writing.done():
            other = WhooshEngine(folder(engine))
            try:
                seen.add(other.ids())
            except IndexMissing:
                seen.add(None)
            other.close()
        writing.result()
    assert seen <= {None, frozenset(entry.id for entry in ENTRIES)}


def rebuilt(engine: WhooshEngine, entries: list[Entry] = ENTRIES[:3]) -> bool:
    engine.clear()
    return fill(engine, entries)


def begun_anew(engine: WhooshEngine) -> None:
    """As far as a rebuild goes before its first commit."""
    engine.clear()
    with suppress(RuntimeError), engine.write():
        raise RuntimeError


# What another does while the index is opened → what is found then.
MEANWHILE = [
    (WhooshEngine.clear, None),
    (rebuilt, {"id0", "id1", "id2"}),
    (begun_anew, None),
    (lambda engine: fill(engine, [Entry("new", "", "")]), {entry.id for entry in ENTRIES} | {"new"}),
]


@pytest.mark.parametrize(("change", "expected"), MEANWHILE)
@pytest.mark.parametrize("place", ["segments", "leaves"])
def test_what_changes_while_the_index_is_opened_is_neither_damage_nor_nothing(
    engine: WhooshEngine,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    change: Callable[[WhooshEngine], object],
    expected: set[str] | None,
) -> None:
    fill(engine)
    writer, plain = WhooshEngine(folder(engine)), getattr(whoosh_module, place)

    def late(*options: object) -> object:
        monkeypatch.undo()
        change(writer)
        return plain(*options)

    monkeypatch.setattr(whoosh_module, place, late)
    if expected is None:
        with pytest.raises(IndexMissing):
            engine.ids()
    else:
        assert engine.ids() >= expected - {"new"}
        assert engine.ids() == expected


@pytest.mark.parametrize(
    "changed", [{"stems": b"ground"}, {"stems": b""}, {"forms": b"grounds"}, {"weights": pack([3])}], ids=str
)
def test_words_that_are_not_of_one_number_are_refused(engine: WhooshEngine, changed: dict[str, bytes]) -> None:
    """A word without its stem would never be found, and the document before stays as it was."""
    fill(engine, [Entry("id", "", "before")])
    wrong = replace(inverted("", "grounds maintenance"), **changed)  # type: ignore[arg-type]
    with engine.write() as writer:
        with pytest.raises(ValueError, match="not of the same number"):
            writer.put(Entry("id", "", "", wrong))
        writer.put(Entry("other", "", "grounds"))
    engine.check()
    assert [[hit.id for hit in engine.search(Word(word))] for word in ("before", "grounds")] == [["id"], ["other"]]


def test_what_seems_damaged_while_it_is_made_anew_is_looked_at_again(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine)
    writer = WhooshEngine(folder(engine))

    def half_gone(*_: object) -> None:
        monkeypatch.undo()
        rebuilt(writer)
        raise NotPacked("half gone")

    monkeypatch.setattr(whoosh_module, "segments", half_gone)
    assert engine.ids() == {"id0", "id1", "id2"}


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


@pytest.mark.parametrize("changed", [{"schema": 0}, {"analyser": ANALYSER_VERSION + 1}, {"stemmer": 7}], ids=str)
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


def test_the_stamp_of_an_older_version_is_outdated_and_not_damage(engine: WhooshEngine) -> None:
    fill(engine)
    (folder(engine) / "stamp.json").write_text('{"schema": 2, "analyser": 1}', encoding="utf-8")
    with pytest.raises(IndexOutdated):
        engine.ids()


def test_without_a_stamp_there_is_no_index(engine: WhooshEngine) -> None:
    fill(engine)
    (folder(engine) / "stamp.json").unlink()
    with pytest.raises(IndexMissing):
        engine.ids()
    fill(engine, ENTRIES[:2])  # begins anew
    assert engine.ids() == {"id0", "id1"}


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
