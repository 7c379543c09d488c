"""An index on disk for tests."""

from collections.abc import Callable
from pathlib import Path

from tenderscan.index.engine import Entry
from tenderscan.index.whoosh import WhooshEngine

ENTRIES = [Entry(f"id{number}", f"Lot {number}", f"grounds maintenance number{number} " * 9) for number in range(20)]
QUERIES = ["grounds", '"grounds maintenance"', "num*", "-number3", "lot"]


def fill(engine: WhooshEngine, entries: list[Entry] = ENTRIES) -> bool:
    with engine.write() as writer:
        for entry in entries:
            writer.put(entry)
    return True


def folder(engine: WhooshEngine) -> Path:
    return engine._folder


def remove(engine: WhooshEngine, number: int, then: Callable[[], object] = lambda: None) -> None:
    with engine.write() as writer:
        writer.remove([entry.id for entry in ENTRIES[:number]])
        then()
