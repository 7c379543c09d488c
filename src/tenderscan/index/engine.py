"""The port every search engine fills."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from tenderscan.query.tree import Node


@dataclass(frozen=True, slots=True)
class Inverted:
    """The words of a document, as an engine keeps them; made by `postings.inverted`.

    A few plain bytes, so that a worker process hands it over cheaply. Numbers are packed by `packed.pack`.

    Attributes:
        length: words of title and text together.
        forms: the different words, folded, in UTF-8, a line each, in the order in which they are first met. Empty both
            where there is no word and where the only word folds to nothing; `weights` tells.
        stems: the stem of each, likewise.
        weights: how often each stands there, the title weighted.
        sequence: which word stands where: first how many words the title has, then for each of them its line in
            `forms`, from 1, then a 0, then the same for the text.
        stemmer: what made the stems, `text.stemmer_mark`; another process may have another one.
    """

    length: int
    forms: bytes
    stems: bytes
    weights: bytes
    sequence: bytes
    stemmer: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine is given of a document.

    Attributes:
        id: sha256 of the document.
        title: counts more than the text in ranking, and is searched with it.
        text: the whole document.
        inverted: of this title and text, where somebody made it already. An engine that needs it makes it where it is
            missing, or was made with another stemmer.
    """

    id: str
    title: str
    text: str
    inverted: Inverted | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document that matches.

    Attributes:
        id: sha256 of the document.
        score: higher is better; comparable only within one answer.
    """

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made with; an index with another stamp must be rebuilt.

    Attributes:
        schema: version of the engine's fields.
        analyser: version of the words and stems of `tenderscan.text`.
        stemmer: `tenderscan.text.stemmer_mark`.
    """

    schema: int
    analyser: int
    stemmer: int


class Writer(Protocol):
    """Adds to and removes from an index, within `Engine.write`."""

    def put(self, entry: Entry) -> None:
        """Add a document, in place of an older one with the same id."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are ignored."""


class Engine(Protocol):
    """A search engine over whole documents."""

    def write(self) -> AbstractContextManager[Writer]:
        """One writer at a time: commits on success, discards on error, releases the lock in any case.

        Raises:
            LibraryLocked: another writer did not finish within the engine's time limit.
            LibraryProblem: the disk is full, or the right to write is missing; the state before stands.
            IndexDamaged: the index cannot be opened.
            IndexOutdated: the stamp is not the program's.
        """

    def search(self, tree: Node) -> list[Ranked]:
        """All documents that match, best first, ties by id.

        `tree` holds no filters: the caller has put `Ids` in their place.

        Raises:
            IndexMissing: nothing was ever indexed.
            IndexDamaged: the index cannot be opened or read.
            IndexOutdated: the stamp is not the program's.
        """

    def ids(self) -> frozenset[str]:
        """Ids of all documents in the index; raises like `search`."""

    def stamp(self) -> Stamp | None:
        """What the index was made with, None where there is none.

        Raises:
            IndexDamaged: something is there that cannot be read.
        """

    def check(self) -> None:
        """Read everything; raise `IndexDamaged` where it does not hold together.

        A search reads only what it needs, so that damage elsewhere would lose hits without a word.

        Raises:
            IndexMissing: nothing was ever indexed.
            IndexDamaged: some part cannot be read, or contradicts another.
            IndexOutdated: the stamp is not the program's.
        """

    def clear(self) -> None:
        """Throw the index away, damaged or not.

        Raises:
            LibraryLocked: another run writes to the index, or reads it where that keeps its files in place.
            LibraryProblem: the files cannot be removed.
        """

    def close(self) -> None:
        """Let go of what is open; a later search opens it again."""
