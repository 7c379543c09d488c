"""The plain engine: every document is looked at for every query. It is what the contract tests hold others against."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tenderscan.errors import IndexMissing, LibraryLocked
from tenderscan.index.engine import Entry, Ranked, Stamp
from tenderscan.index.ranking import TITLE_WEIGHT, bm25, rarity
from tenderscan.query.tree import And, Ids, Node, Not, Or, Phrase, Prefix, Word
from tenderscan.text import ANALYSER_VERSION, stem, stemmer_mark, words

SCHEMA_VERSION = 1
Term = Word | Phrase | Prefix


@dataclass(frozen=True, slots=True)
class _Shelved:
    """The folded words of a document."""

    title: tuple[str, ...]
    text: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.title) + len(self.text)


class MemoryEngine:
    """An engine that keeps the words of every document in memory."""

    def __init__(self) -> None:
        """Begin without an index."""
        self._shelf: dict[str, _Shelved] | None = None
        self._writing = False

    @contextmanager
    def write(self) -> Iterator["_Writer"]:
        """See `Engine.write`; a second writer is refused at once."""
        if self._writing:
            raise LibraryLocked("The search index in memory is being written to.\nFinish that first.")
        self._writing = True
        try:
            writer = _Writer(dict(self._shelf or {}))
            yield writer
            self._shelf = writer.shelf
        finally:
            self._writing = False

    def search(self, tree: Node) -> list[Ranked]:
        """See `Engine.search`."""
        shelf = self._existing()
        question = _Question(shelf)
        scores = {id: score for id in shelf if (score := question.score(id, tree)) is not None}
        return [Ranked(id, scores[id]) for id in sorted(scores, key=lambda id: (-scores[id], id))]

    def close(self) -> None:
        """See `Engine.close`; nothing is open."""

    def ids(self) -> frozenset[str]:
        """See `Engine.ids`."""
        return frozenset(self._existing())

    def stamp(self) -> Stamp | None:
        """See `Engine.stamp`."""
        return None if self._shelf is None else Stamp(SCHEMA_VERSION, ANALYSER_VERSION, stemmer_mark())

    def check(self) -> None:
        """See `Engine.check`; what is in memory is not damaged, only perhaps missing."""
        self._existing()

    def clear(self) -> None:
        """See `Engine.clear`."""
        self._shelf = None

    def _existing(self) -> dict[str, _Shelved]:
        if self._shelf is None:
            raise IndexMissing("There is no search index in memory.\nIngest some documents first.")
        return self._shelf


class _Writer:
    """Works on a copy, which takes the place of the original when all went well."""

    def __init__(self, shelf: dict[str, _Shelved]) -> None:
        self.shelf = shelf

    def put(self, entry: Entry) -> None:
        """See `Writer.put`."""
        self.shelf[entry.id] = _Shelved(
            tuple(word.form for word in words(entry.title)), tuple(word.form for word in words(entry.text))
        )

    def remove(self, ids: Iterable[str]) -> None:
        """See `Writer.remove`."""
        for id in ids:
            self.shelf.pop(id, None)


class _Question:
    """One search; remembers how rare each term is."""

    def __init__(self, shelf: dict[str, _Shelved]) -> None:
        self._shelf = shelf
        self._average = sum(shelved.length for shelved in shelf.values()) / len(shelf) if shelf else 0.0
        self._rarity: dict[Term, float] = {}

    def score(self, id: str, node: Node) -> float | None:
        """Score of a document, None where it does not match."""
        match node:
            case Phrase(()) | And(()):  # nothing is asked for
                return 0.0
            case Word() | Phrase() | Prefix():
                return self._term(id, node)
            case Ids(ids):
                return 0.0 if id in ids else None
            case Not(part):
                return 0.0 if self.score(id, part) is None else None
            case And(parts):
                scores = [self.score(id, part) for part in parts]
                return None if None in scores else sum(score for score in scores if score is not None)
            case Or(parts):
                matching = [score for part in parts if (score := self.score(id, part)) is not None]
                return sum(matching) if matching else None
            case _:
                raise TypeError(f"a filter reached the engine: {node}")

    def _term(self, id: str, term: Term) -> float | None:
        shelved = self._shelf[id]
        found = _occurrences(shelved, term)
        if not found:
            return None
        if term not in self._rarity:
            matching = sum(1 for other in self._shelf.values() if _occurrences(other, term))
            self._rarity[term] = rarity(len(self._shelf), matching)
        return bm25(found, self._rarity[term], shelved.length, self._average)


def _occurrences(shelved: _Shelved, term: Term) -> int:
    """How often a term stands in a document; 0 where it does not match."""
    return TITLE_WEIGHT * _count(shelved.title, term) + _count(shelved.text, term)


def _count(forms: tuple[str, ...], term: Term) -> int:
    match term:
        case Word(form):
            wanted = stem(form)
            return sum(1 for other in forms if stem(other) == wanted)
        case Prefix(form):
            return sum(1 for other in forms if other.startswith(form))
        case Phrase(wanted_forms):
            length = len(wanted_forms)
            return sum(1 for start in range(len(forms) - length + 1) if forms[start : start + length] == wanted_forms)
