"""A batch in which some files kill, hang or bloat whoever reads them: they are quarantined, and nobody else is lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.generated import documents, wanting, zipped
from tenderscan.batch.pool import LocalPool
from tenderscan.batch.results import Result, order_for
from tenderscan.batch.run import Workers, ingest
from tenderscan.catalogue.entries import INSIDE
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Outcome
from tenderscan.index.whoosh import WhooshEngine
from tenderscan.ingest.indexing import verify
from tenderscan.ingest.library import Library
from tenderscan.settings import MEBIBYTE, Limits
from tests.flows.poison import CODES, PoisonedSteps, poison, strewn, tasted

LIMITS = Limits(seconds=2, memory=400 * MEBIBYTE)
GOOD = 46
POISONS = ("kill", "segfault", "hang", "regex", "eat", "raise")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    engine = WhooshEngine(tmp_path / "library" / "index")
    yield Library(tmp_path / "library", Catalogue(tmp_path / "library", create=True), engine)
    engine.close()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """46 good files, six poisons, six broken ones, one that kills only once, and a ZIP with a killer in its middle."""
    folder = tmp_path / "share"
    good = documents(GOOD, folder)
    strewn(good, {f"{kind}.txt": poison(kind) for kind in POISONS})
    strewn(good, {one.name: one.content for one in wanting(6)}, seed=2)
    strewn(good, {"once.txt": poison("once")}, seed=3)
    inside = {"before.txt": b"Grass cutting.", "in kill.txt": poison("kill", 1), "behind.txt": b"Tree surgery."}
    strewn(good, {"pack.zip": zipped(inside)}, seed=4)
    return folder


def run(share: Path, library: Library, log: Path) -> dict[str, Result]:
    """Each file and what became of it, by its name."""
    with LocalPool(2, seconds=LIMITS.seconds, memory=LIMITS.memory, grace=0.2) as pool:
        workers = Workers(pool, PoisonedSteps(LIMITS, log, tagging=False), 2, pool.room)
        results = list(ingest(order_for([share], skip=library.folder), library, workers))
    found = {result.place.split(INSIDE)[-1].rpartition("/")[2]: result for result in results}
    assert len(found) == len(results), "no file is told twice"
    return found


def test_what_kills_hangs_or_bloats_its_worker_is_quarantined_and_nobody_else_is_lost(
    share: Path, library: Library, tmp_path: Path
) -> None:
    log = tmp_path / "tasted.log"
    results = run(share, library, log)
    failed = {name: result.code for name, result in results.items() if result.outcome is Outcome.FAILED}
    poisoned = {f"{kind}.txt": CODES[kind] for kind in POISONS} | {"in kill.txt": "worker-died"}
    broken = {one.name: one.codes for one in wanting(6)}
    assert {name: code for name, code in failed.items() if name not in broken} == poisoned
    assert {name: failed.get(name) in codes for name, codes in broken.items()} == dict.fromkeys(broken, True)

    good = {name for name, result in results.items() if result.outcome is Outcome.READ}
    assert len(good) == GOOD + len({"once.txt", "before.txt", "behind.txt", "pack.zip"})
    assert verify(library) == []
    assert library.catalogue.counts() == {"read": len(good), "failed": len(poisoned) + len(broken)}
    for name in poisoned:
        assert "twice" in (results[name].message or "") or name == "raise.txt"

    # Each was tried once among others and once alone; what only raises is a value, and was not tried again.
    times = {name: tasted(log).count(name) for name in {*poisoned, "once.txt"}}
    assert times == {name: 1 if name == "raise.txt" else 2 for name in times}

    begun = time.monotonic()
    again = run(share, library, log)
    assert {name: (result.outcome, result.code) for name, result in again.items()} == {
        name: (result.outcome, result.code) for name, result in results.items()
    }
    assert all(result.unchanged for result in again.values())
    assert len(tasted(log)) == sum(times.values()), "what is in quarantine is not tried on every run"
    assert time.monotonic() - begun < 20
