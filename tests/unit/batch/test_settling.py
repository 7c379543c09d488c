"""Which files are finished: tables of looks, without disk or clock."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tenderscan.batch.settling import UNFINISHED, Look, Seen, Stamp, followed, is_below, settled

FOLDER = Path("/share")
Files = Mapping[str, tuple[int, int]]
"""Size and time by name."""


def watched(*looks: tuple[float, Files], settle: float = 5.0) -> list[list[str]]:
    """Names handed out after each of some looks; what is handed out is remembered, as `Arrivals` does."""
    seen: dict[Path, Seen] = {}
    handed: dict[Path, Stamp] = {}
    out = []
    for at, files in looks:
        look = Look(at, {FOLDER / name: Stamp(*stamp) for name, stamp in files.items()})
        seen = followed(seen, look, handed)
        stable = settled(seen, look, handed, settle=settle).stable
        handed.update((path, look.files[path]) for path in stable)
        out.append([path.name for path in stable])
    return out


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        pytest.param([(0, {"a": (1, 1)})], [[]], id="one look is not enough"),
        pytest.param([(0, {"a": (1, 1)}), (4.9, {"a": (1, 1)})], [[], []], id="too near"),
        pytest.param([(0, {"a": (1, 1)}), (5, {"a": (1, 1)})], [[], ["a"]], id="far enough"),
        pytest.param([(0, {"a": (1, 1)}), (3, {"a": (1, 1)}), (6, {"a": (1, 1)})], [[], [], ["a"]], id="many looks"),
        pytest.param([(0, {"a": (1, 1)}), (5, {"a": (2, 1)}), (10, {"a": (2, 1)})], [[], [], ["a"]], id="it grew"),
        pytest.param([(0, {"a": (9, 1)}), (5, {"a": (9, 2)}), (10, {"a": (9, 2)})], [[], [], ["a"]], id="written into"),
        pytest.param([(0, {"a": (9, 7)}), (5, {"a": (9, 3)}), (10, {"a": (9, 3)})], [[], [], ["a"]], id="clock back"),
        pytest.param([(0, {"a": (1, 1)}), (5, {"a": (1, 1)}), (10, {"a": (1, 1)})], [[], ["a"], []], id="only once"),
        pytest.param(
            [(0, {"a": (1, 1)}), (5, {"a": (1, 1)}), (10, {"a": (2, 2)}), (15, {"a": (2, 2)})],
            [[], ["a"], [], ["a"]],
            id="again when it changed",
        ),
        pytest.param(
            [(0, {"a": (1, 1)}), (5, {}), (10, {"a": (1, 1)}), (15, {"a": (1, 1)})],
            [[], [], [], ["a"]],
            id="gone while settling",
        ),
        pytest.param(
            [(0, {"a": (1, 1)}), (5, {"a": (1, 1), "b": (1, 1)}), (10, {"a": (1, 1), "b": (1, 1)})],
            [[], ["a"], ["b"]],
            id="one after the other",
        ),
        pytest.param(
            [(0, {"b": (1, 1), "a": (1, 1)}), (5, {"b": (1, 1), "a": (1, 1)})], [[], ["b", "a"]], id="order of the look"
        ),
        pytest.param(
            [
                (0, {"a.pdf.part": (9, 1)}),
                (50, {"a.pdf.part": (9, 1)}),
                (55, {"a.pdf": (9, 1)}),
                (60, {"a.pdf": (9, 1)}),
            ],
            [[], [], [], ["a.pdf"]],
            id="renamed",
        ),
    ],
)
def test_looks(looks: list[tuple[float, Files]], expected: list[list[str]]) -> None:
    assert watched(*looks) == expected


def test_no_settling_hands_out_at_once() -> None:
    assert watched((0, {"a": (1, 1)}), settle=0) == [["a"]]


@pytest.mark.parametrize(
    ("name", "others", "waits"),
    [
        *((f"Offer.pdf{ending}", {}, True) for ending in UNFINISHED),
        ("Offer.PDF.CRDOWNLOAD", {}, True),
        ("Offer.part1.rar", {}, False),
        ("Particulars.pdf", {}, False),
        ("part", {}, False),
        # Firefox: the empty file is there from the start.
        ("Offer.pdf", {"Offer.pdf": (0, 1), "Offer.pdf.part": (700, 1)}, True),
        # A finished file beside a download that somebody gave up.
        ("Offer.pdf", {"Offer.pdf": (900, 1), "Offer.pdf.part": (700, 1)}, False),
        # aria2: a file with holes, as large as it will be.
        ("Offer.pdf", {"Offer.pdf": (900, 1), "Offer.pdf.aria2": (30, 1)}, True),
    ],
)
def test_unfinished_names_wait(name: str, others: Files, waits: bool) -> None:
    files = {FOLDER / one: Stamp(*stamp) for one, stamp in ({name: (1, 1)} | dict(others)).items()}
    look = Look(100.0, files)
    now = settled({path: Seen(stamp, 0.0, 0.0) for path, stamp in files.items()}, look, {}, settle=5)
    assert (FOLDER / name in now.unfinished, FOLDER / name in now.stable) == (waits, not waits)
    assert all(now.unfinished.values())


def test_what_cannot_be_looked_at_is_not_forgotten() -> None:
    known = {FOLDER / "a" / "1": Seen(Stamp(1, 1), 0.0, 0.0), FOLDER / "b" / "2": Seen(Stamp(1, 1), 0.0, 0.0)}
    after = followed(known, Look(9.0, {}, frozenset({FOLDER / "a"})), {})
    assert set(after) == {FOLDER / "a" / "1"}
    # It is not stable either: nobody has seen it.
    assert settled(after, Look(9.0, {}, frozenset({FOLDER / "a"})), {}, settle=1).stable == ()


def test_a_file_waits_since_it_was_last_handed_out() -> None:
    path = FOLDER / "log.txt"
    growing: dict[Path, Seen] = {}
    for at in range(0, 50, 5):
        growing = followed(growing, Look(at, {path: Stamp(at, at)}), {})
    assert growing[path] == Seen(Stamp(45, 45), 45, 0)
    handed = followed(growing, Look(60, {path: Stamp(60, 60)}), {path: Stamp(45, 45)})
    assert handed[path] == Seen(Stamp(60, 60), 60, 60)


def test_below() -> None:
    assert is_below(FOLDER / "a" / "b", {FOLDER / "a"})
    assert is_below(FOLDER / "a", {FOLDER / "a"})
    assert not is_below(FOLDER / "ab", {FOLDER / "a"})
