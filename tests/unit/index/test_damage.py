"""Damage to an index on disk: it is noticed, it lets go of the files, and nothing else passes for it."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tenderscan.errors import IndexDamaged
from tenderscan.index.engine import Entry
from tenderscan.index.whoosh import WhooshEngine
from tenderscan.index.whoosh_reader import Reader
from tenderscan.index.whoosh_storage import SegmentFile
from tenderscan.query.parse import parse
from tenderscan.query.tree import Word
from tests.unit.index.on_disk import ENTRIES, QUERIES, fill, folder, remove

FILES = ["*.doc", "*.trm", "*.toc"]


def answers(engine: WhooshEngine) -> list[list[str]]:
    return [[hit.id for hit in engine.search(parse(query))] for query in QUERIES]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1}', '{"schema": "x", "analyser": 1}', "\x00"])
def test_an_unreadable_stamp_is_damage(engine: WhooshEngine, content: str) -> None:
    fill(engine)
    (folder(engine) / "stamp.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="index rebuild"):
        engine.search(Word("grounds"))


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


@pytest.mark.parametrize("pattern", ["*.doc", "*.trm"])
def test_a_file_that_is_cut_off_while_it_is_open_is_damage(tmp_path: Path, pattern: str) -> None:
    """In a process of its own: where the file is mapped into memory, the system ends the process."""
    program = (
        "import os, sys; from pathlib import Path; from tenderscan.errors import IndexDamaged\n"
        "from tenderscan.index.engine import Entry; from tenderscan.index.whoosh import WhooshEngine\n"
        "from tenderscan.query.parse import parse; engine = WhooshEngine(Path(sys.argv[1]))\n"
        "with engine.write() as writer:\n"
        "    for n in range(300): writer.put(Entry(str(n), '', ' '.join(f'w{n + k}' for k in range(50))))\n"
        "assert len(engine.search(parse('\"w3 w4\"'))) == 4\n"
        "for path in Path(sys.argv[1]).glob(sys.argv[2]): os.truncate(path, 0)\n"
        "try: engine.search(parse('\"w200 w201\"'))\n"
        "except IndexDamaged: print('damaged')\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "index"), pattern]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "damaged\n", "")


@pytest.mark.parametrize("pattern", FILES)
def test_damage_leaves_no_file_open(engine: WhooshEngine, pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows removes no file that is open, so that a damaged index could not be made anew."""
    fill(engine, ENTRIES[:9])
    fill(engine, ENTRIES[9:])
    engine.close()
    (path, *_) = sorted(folder(engine).glob(pattern), key=lambda path: path.stat().st_size)
    content = path.read_bytes()
    opened: list[SegmentFile] = []

    def remembered(path: Path) -> SegmentFile:
        opened.append(SegmentFile(path))
        return opened[-1]

    monkeypatch.setattr("tenderscan.index.whoosh_storage.SegmentFile", remembered)
    for start in (0, len(content) // 3, len(content) - 5):
        path.write_bytes(zeroed(content, start, len(content) // 3))
        fresh = WhooshEngine(folder(engine))
        with pytest.raises(IndexDamaged):
            fresh.check()
        with suppress(IndexDamaged, RuntimeError), fresh.write():
            raise RuntimeError
        assert all(file.closed for file in opened)
        path.write_bytes(content)
    assert opened or pattern == "*.toc"


def test_no_bit_of_the_list_of_segments_brings_a_document_back(engine: WhooshEngine) -> None:
    fill(engine, ENTRIES[:9])
    remove(engine, 2)
    engine.close()
    (path,) = folder(engine).glob("*.toc")
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :])
        fresh = WhooshEngine(folder(engine))
        with pytest.raises(IndexDamaged):
            fresh.ids()
    path.write_bytes(content)
    assert engine.ids() == {entry.id for entry in ENTRIES[2:9]}


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
                assert fresh.ids() == ids, (path.name, start)
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
    with engine.opened() as reader:
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
        ("mark", 3, 0),
    ):
        every = getattr(Reader, method)
        with monkeypatch.context() as patched:
            patched.setattr(
                Reader,
                method,
                lambda self, key, word=word, every=every, changed=changed: changed if key == word else every(self, key),
            )
            with pytest.raises(IndexDamaged, match="index rebuild, with the same --library"):
                engine.check()


def test_two_words_in_each_others_place_are_noticed(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both stand there as often, so that every other sum comes out right."""
    fill(engine, [Entry("id", "", "grounds maintenance")])
    lines, exchanged = Reader.lines, {"grounds": "maintenance", "maintenance": "grounds"}
    monkeypatch.setattr(Reader, "lines", lambda self, form: lines(self, exchanged[form]))
    with pytest.raises(IndexDamaged):
        engine.check()


def test_a_sequence_that_cannot_be_read_is_damage(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, ENTRIES[:1])
    for sequence in (b"", b"X\0", b"B"):
        monkeypatch.setattr(Reader, "sequence", lambda *_, sequence=sequence: sequence)
        with pytest.raises(IndexDamaged):
            engine.check()
    monkeypatch.setattr(Reader, "sequence", lambda *_: b"X\0")
    with pytest.raises(IndexDamaged):
        engine.search(parse('"grounds maintenance"'))


# Where it happens → what is done then.
FAULTS = [
    ("tenderscan.index.postings.bm25", lambda engine: engine.search(Word("grounds"))),
    ("tenderscan.index.whoosh_reader.unpack", lambda engine: engine.search(Word("grounds"))),
    ("tenderscan.index.whoosh_codec.from_bytes", lambda engine: WhooshEngine(folder(engine)).ids()),
    ("tenderscan.index.soundness.stem", lambda engine: engine.check()),
    ("tenderscan.index.whoosh._ids_of", lambda engine: fill(WhooshEngine(folder(engine)), ENTRIES[12:])),
    ("tenderscan.index.whoosh_writer._joined", lambda engine: fill(engine, ENTRIES[12:])),
    ("tenderscan.index.whoosh_writer._remaining", lambda engine: remove(engine, 8)),
]


@pytest.mark.parametrize("fault", [KeyError("a fault"), AttributeError("a fault"), MemoryError("a fault")], ids=repr)
@pytest.mark.parametrize(("place", "action"), FAULTS, ids=[place for place, _ in FAULTS])
def test_a_fault_of_this_program_is_not_taken_for_damage(
    engine: WhooshEngine,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    action: Callable[[WhooshEngine], object],
    fault: Exception,
) -> None:
    fill(engine, ENTRIES[:12])

    def wrong(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(place, wrong)
        with pytest.raises(type(fault), match="a fault"):
            action(engine)
    engine.check()  # and nothing is left of what was begun
    assert engine.ids() == {entry.id for entry in ENTRIES[:12]}
    fill(engine, ENTRIES[12:])
    assert len(engine.ids()) == len(ENTRIES)


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


@pytest.mark.parametrize("pattern", ["*.doc", "*.trm"])
def test_a_writer_does_not_build_on_half_an_index(engine: WhooshEngine, pattern: str) -> None:
    """Though it has read the segment before, and would not need to do so again."""
    fill(engine, ENTRIES[:4])
    fill(engine, ENTRIES[4:6])
    taken = min(folder(engine).glob(pattern))
    whole = taken.read_bytes()
    taken.unlink()
    with pytest.raises(IndexDamaged):
        fill(engine, ENTRIES[6:8])
    taken.write_bytes(whole[:-1])
    with pytest.raises(IndexDamaged):
        fill(engine, ENTRIES[6:8])
    taken.write_bytes(whole)
    fill(engine, ENTRIES[6:8])
    assert engine.ids() == {entry.id for entry in ENTRIES[:8]}


@pytest.mark.parametrize("pattern", ["*.doc", "*.trm"])
def test_a_file_that_goes_while_it_is_merged_is_damage(engine: WhooshEngine, pattern: str) -> None:
    fill(engine)
    (path,) = folder(engine).glob(pattern)
    with pytest.raises(IndexDamaged):
        remove(engine, 12, path.unlink)
