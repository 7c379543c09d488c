"""Whether two libraries hold the same: catalogue, index, and what `index verify` says of each.

    python -m benchmarks.same_library ONE OTHER [--root FOLDER] [--other-root FOLDER]

Compared are all columns of documents (text, layout, outcome, codes …), notices, findings, places and paths that could
not be had; and of the index each document's length, words in order, and every posting list. Not compared: times of day,
row numbers, the list of runs, and by what a file on disk is known to be unchanged. Paths are taken relative to the
roots, so that the files may have lain in different folders. Ends with 1 where the two differ.
"""

import argparse
import hashlib
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenderscan import wiring
from tenderscan.index.whoosh import WhooshEngine
from tenderscan.index.whoosh_reader import Reader
from tenderscan.ingest.indexing import verify
from tenderscan.ingest.library import Library

KEYS = {
    "document": ("sha256",),
    "notice": ("sha256", "position"),
    "finding": ("sha256", "position"),
    "place": ("path", "sha256"),
    "unread_path": ("path",),
}
"""Tables that are compared, and the columns that tell their rows apart."""
_LEFT_OUT = {"id", "stored_at", "seen_at", "file_size", "modified_ns"}
_OF_TIME = {"gone_at"}
"""Columns of which only counts whether they are set."""
_SHOWN = 5
"""Differences of one kind that are told in full."""

Key = tuple[object, ...]
Rows = Mapping[Key, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it.

    Attributes:
        differences: in plain words, none where the two are the same.
        counted: of the first library: rows by table, words and places in the index.
    """

    differences: tuple[str, ...]
    counted: Mapping[str, int]


def compare(one: Path, other: Path, *, root: Path | None = None, other_root: Path | None = None) -> Comparison:
    """Compare two library folders; `root` is where the files of the first lay, `other_root` those of the other."""
    differences: list[str] = []
    counted: dict[str, int] = {}
    for table, key in KEYS.items():
        first = _rows(one, table, key, root)
        counted[table] = len(first)
        differences += _told(table, _row_differences(first, _rows(other, table, key, other_root)))
    words, other_words = _index(one), _index(other)
    counted["words"] = sum(1 for kind, *_ in words if kind == "form")
    differences += _told("index", _value_differences(words, other_words))
    for folder in (one, other):
        with _opened(folder) as library:
            differences += _told(f"verify {folder}", verify(library))
    return Comparison(tuple(differences), counted)


def _rows(library: Path, table: str, key: tuple[str, ...], root: Path | None) -> Rows:
    with closing(sqlite3.connect(f"{(library / 'catalogue.sqlite').as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows: dict[Key, Mapping[str, object]] = {}
        for row in connection.execute(f"SELECT * FROM {table}"):
            kept = {name: _kept(name, value, root) for name, value in dict(row).items() if name not in _LEFT_OUT}
            rows[tuple(kept[name] for name in key)] = kept
        return rows


def _kept(name: str, value: Any, root: Path | None) -> object:
    if name in _OF_TIME:
        return value is not None
    if isinstance(value, str):
        # Messages name paths too.
        relative = value if root is None else value.replace(str(root), "…")
        return relative if len(relative) < 200 else (relative[:80], hashlib.sha256(relative.encode()).hexdigest())
    return value


def _row_differences(one: Rows, other: Rows) -> Iterable[str]:
    for key in sorted({*one, *other}, key=repr):
        first, second = one.get(key), other.get(key)
        if first is None or second is None:
            yield f"{_short(key)} is only in the {'other' if first is None else 'first'}"
        elif first != second:
            for name in first:
                if first[name] != second.get(name):
                    yield f"{_short(key)}: {name} {first[name]!r} / {second.get(name)!r}"


def _value_differences(one: Mapping[Key, str], other: Mapping[Key, str]) -> Iterable[str]:
    for key in sorted({*one, *other}, key=repr):
        if one.get(key) != other.get(key):
            lacking = [name for name, words in (("first", one), ("other", other)) if key not in words]
            yield f"{_short(key)} {f'is not in the {lacking[0]}' if lacking else 'differs'}"


def _index(library: Path) -> Mapping[Key, str]:
    """A digest of everything in the index, by what it is of; documents by their hash, as their numbers may differ."""
    found: dict[Key, str] = {}
    with _opened(library) as opened, _reader(opened) as reader:
        for number, id_ in reader.ids.items():
            found["length", id_] = str(reader.lengths[number])
            found["sequence", id_] = hashlib.sha256(reader.sequence(number)).hexdigest()
        for form in reader.beginning(""):
            lists = (_by_id(reader, reader.forms(form)), _by_id(reader, reader.lines(form)))
            # A word whose documents were all taken out leads nowhere until the next merge.
            if lists[0]:
                found["form", form] = _digest(lists)
        for stem in reader.all_stems():
            if listed := _by_id(reader, reader.stems(stem)):
                found["stem", stem] = _digest(listed)
    return found


@contextmanager
def _opened(folder: Path) -> Iterator[Library]:
    library = wiring.open_library(folder)
    try:
        yield library
    finally:
        library.engine.close()


def _reader(library: Library) -> AbstractContextManager[Reader]:
    """As a search has it."""
    assert isinstance(library.engine, WhooshEngine)
    return library.engine.opened()


def _by_id(reader: Any, numbers: Mapping[int, int]) -> list[tuple[str, int]]:
    return sorted((reader.ids[number], int(weight)) for number, weight in numbers.items())


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _told(kind: str, differences: Iterable[str]) -> list[str]:
    told = list(differences)
    more = [f"{kind}: and {len(told) - _SHOWN:,} more"] if len(told) > _SHOWN else []
    return [f"{kind}: {one}" for one in told[:_SHOWN]] + more


def _short(key: Key) -> str:
    return " ".join(str(part)[:60] for part in key)


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--root", type=Path, help="where the files of the first lay")
    parser.add_argument("--other-root", type=Path, help="where those of the other lay")
    options = parser.parse_args()
    found = compare(options.one, options.other, root=options.root, other_root=options.other_root)
    print(*(found.differences or ["the same"]), sep="\n")
    print(", ".join(f"{number:,} {name}" for name, number in Counter(found.counted).items()))
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
