"""Answering a tree from posting lists: for each word, the documents that hold it and where.

An engine that hands out its posting lists gets the tree answered here, with the same meaning and the same ranking as
the memory engine, whatever the foreign library's own query classes would make of it.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple, Protocol

from tenderscan.index.engine import Entry
from tenderscan.index.ranking import TITLE_WEIGHT, bm25, rarity
from tenderscan.query.tree import And, Ids, Node, Not, Or, Phrase, Prefix, Word
from tenderscan.text import forms, stem

Scores = dict[int, float]
"""Document number → score, for the documents that match."""


class NotPacked(ValueError):
    """Bytes that `pack` did not make; an engine says that the index is damaged."""


class Hits(NamedTuple):
    """The posting of a word in one document.

    Attributes:
        weight: how often it stands there, the title weighted.
        places: `packed` positions.
    """

    weight: float
    places: bytes


class Postings(Protocol):
    """What an index can say about its words; document numbers are 0-based and may have gaps."""

    @property
    def lengths(self) -> Mapping[int, int]:
        """Words of each document, title included."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Document number of each id."""

    def stems(self, stem: str) -> Mapping[int, float]:
        """Documents that hold a word with this stem, and how often, the title weighted."""

    def forms(self, form: str) -> Mapping[int, Hits]:
        """Documents that hold exactly this word, and where."""

    def beginning(self, prefix: str) -> Iterable[str]:
        """All words of the index that begin like this."""


class Inverted(NamedTuple):
    """A document turned round: for each word, where it stands.

    Attributes:
        stems: stem → how often, the title weighted.
        forms: word → how often, and where.
        length: words of title and text together.
    """

    stems: dict[str, float]
    forms: dict[str, Hits]
    length: int


def invert(entry: Entry) -> Inverted:
    """Turn a document round.

    The text's positions follow the title's after a gap of one, so that no phrase runs from one into the other.
    """
    title, text = forms(entry.title), forms(entry.text)
    places: dict[str, list[int]] = {}
    for position, form in chain(enumerate(title), enumerate(text, start=len(title) + 1)):
        known = places.get(form)
        if known is None:
            places[form] = [position]
        else:
            known.append(position)
    stems: dict[str, float] = {}
    exact: dict[str, Hits] = {}
    for form, positions in places.items():
        in_title = bisect_left(positions, len(title))
        weight = weighted(in_title, len(positions))
        exact[form] = Hits(weight, pack(in_title, positions))
        root = stem(form)
        stems[root] = stems.get(root, 0.0) + weight
    return Inverted(stems, exact, len(title) + len(text))


def weighted(in_title: int, everywhere: int) -> float:
    """How much so many occurrences weigh, those in the title included."""
    return TITLE_WEIGHT * in_title + (everywhere - in_title)


def pack(in_title: int, positions: Sequence[int]) -> bytes:
    """Ascending positions as bytes: width, how many are in the title, then the distances, each in `width` bytes.

    Distances of common words are small, one byte each; little-endian on every machine.
    """
    distances = [positions[0], *(after - before for before, after in pairwise(positions))]
    largest = max(*distances, in_title)
    code = "B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I"
    numbers = array(code, [in_title, *distances])
    if sys.byteorder == "big":
        numbers.byteswap()
    return code.encode("ascii") + numbers.tobytes()


def unpack(places: bytes) -> tuple[int, list[int]]:
    """How many positions are in the title, and all positions.

    Raises:
        NotPacked: the bytes were not made by `pack`.
    """
    code = places[:1].decode("ascii", "replace")
    if code not in ("B", "H", "I"):
        raise NotPacked("not packed positions")
    numbers = array(code)
    if len(places) < 1 + 2 * numbers.itemsize or (len(places) - 1) % numbers.itemsize:
        raise NotPacked("packed positions of an impossible size")
    numbers.frombytes(places[1:])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers[0], list(accumulate(numbers[1:]))


def answer(tree: Node, postings: Postings) -> Scores:
    """Score of every document that matches."""
    return _Answer(postings).scores(tree)


class _Answer:
    """One search over the posting lists."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._lengths = postings.lengths
        self._average = sum(self._lengths.values()) / len(self._lengths) if self._lengths else 0.0

    def scores(self, node: Node) -> Scores:
        match node:
            case Word(form):
                return self._ranked(self._postings.stems(stem(form)))
            case Prefix(form):
                return self._ranked(self._beginning(form))
            case Phrase(forms):
                return self._ranked(self._phrase(forms))
            case Ids(ids):
                numbers = self._postings.numbers
                return dict.fromkeys((numbers[id] for id in ids if id in numbers), 0.0)
            case Not(part):
                without = self.scores(part)
                return {number: 0.0 for number in self._lengths if number not in without}
            case And(parts):
                return self._all([self.scores(part) for part in parts])
            case Or(parts):
                return self._any([self.scores(part) for part in parts])
            case _:
                raise TypeError(f"a filter reached the engine: {node}")

    def _ranked(self, occurrences: Mapping[int, float]) -> Scores:
        rare = rarity(len(self._lengths), len(occurrences))
        return {
            number: bm25(weight, rare, self._lengths[number], self._average) for number, weight in occurrences.items()
        }

    def _all(self, parts: Sequence[Scores]) -> Scores:
        smallest = min(parts, key=len)
        return {
            number: sum(part[number] for part in parts) for number in smallest if all(number in part for part in parts)
        }

    def _any(self, parts: Sequence[Scores]) -> Scores:
        together: Scores = {}
        for part in parts:
            for number, score in part.items():
                together[number] = together.get(number, 0.0) + score
        return together

    def _beginning(self, prefix: str) -> dict[int, float]:
        together: dict[int, float] = {}
        for form in self._postings.beginning(prefix):
            for number, hits in self._postings.forms(form).items():
                together[number] = together.get(number, 0.0) + hits.weight
        return together

    def _phrase(self, forms: tuple[str, ...]) -> dict[int, float]:
        lists = {form: self._postings.forms(form) for form in set(forms)}
        shortest = min(lists.values(), key=len)
        found = {}
        for number in shortest:
            if all(number in hits for hits in lists.values()):
                weight = _together([unpack(lists[form][number].places) for form in forms])
                if weight:
                    found[number] = weight
        return found


def _together(places: Sequence[tuple[int, Sequence[int]]]) -> float:
    """How often, title weighted, positions stand one behind the other; `places` as from `unpack`, word by word."""
    rarest = min(range(len(places)), key=lambda index: len(places[index][1]))
    starts = {position - rarest for position in places[rarest][1]}
    for index, (_, positions) in enumerate(places):
        if index != rarest and starts:
            starts.intersection_update([position - index for position in positions])
    # What begins in the title stays there, because of the gap behind it.
    in_title, positions = places[0]
    title_end = positions[in_title - 1] if in_title else -1
    return weighted(sum(1 for start in starts if start <= title_end), len(starts))
