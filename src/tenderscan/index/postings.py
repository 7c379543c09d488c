"""Turning a document round, and answering a tree from posting lists: for each word, the documents that hold it.

An engine that hands out its posting lists gets the tree answered here, with the same meaning and the same ranking as
the memory engine, whatever the foreign library's own query classes would make of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Protocol

from tenderscan.index.engine import Inverted
from tenderscan.index.packed import NotPacked, pack, unpack, width
from tenderscan.index.ranking import TITLE_WEIGHT, bm25, rarity
from tenderscan.query.tree import And, Ids, Node, Not, Or, Phrase, Prefix, Word
from tenderscan.text import WORD, fold, stem, stemmer_mark

Scores = dict[int, float]
"""Document number → score, for the documents that match."""


class Postings(Protocol):
    """What an index can say about its words; document numbers are 0-based and may have gaps."""

    @property
    def lengths(self) -> Mapping[int, int]:
        """Words of each document, title included."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Document number of each id."""

    def stems(self, stem: str) -> Mapping[int, int]:
        """Documents that hold a word with this stem, and how often, the title weighted."""

    def forms(self, form: str) -> Mapping[int, int]:
        """Documents that hold exactly this word, and how often, the title weighted."""

    def lines(self, form: str) -> Mapping[int, int]:
        """The same documents, and which of its different words this is, as in their sequence."""

    def sequence(self, number: int) -> bytes:
        """Which word stands where in a document; see `Inverted.sequence`."""

    def beginning(self, prefix: str) -> Iterable[str]:
        """All words of the index that begin like this."""


# `text.WORD` looks several ways at every word. This finds, in a quarter of the time, stretches no word reaches out of:
# runs of letters, digits and low lines, with single marks between them that may stand inside a word. Nearly all are
# plain words; the few others are cut by WORD.
_STRETCH = re.compile(r"\w++(?:[-'\u2019.,/]\w++)*+")


@lru_cache(maxsize=50_000)  # the same words come again in document after document
def _folded_words(stretch: str) -> tuple[str, ...]:
    return (fold(stretch),) if stretch.isalnum() else tuple(map(fold, WORD.findall(stretch)))


class _Lines(dict[str, tuple[int, ...]]):
    """Stretch of text → lines of its words; lines are given out as words are met.

    A dictionary that fills itself, because then the loop over all words of a text runs inside the interpreter.
    """

    def __init__(self) -> None:
        self.forms: dict[str, int] = {}

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        forms = self.forms
        lines = self[stretch] = tuple([forms.setdefault(form, len(forms) + 1) for form in _folded_words(stretch)])
        return lines

    def of(self, text: str) -> list[int]:
        """The lines of all words of a text."""
        return list(chain.from_iterable(map(self.__getitem__, _STRETCH.findall(text))))


def inverted(title: str, text: str) -> Inverted:
    """Turn a document round; its words are those of `text.words`."""
    lines = _Lines()
    in_title, in_text = lines.of(title), lines.of(text)
    times = Counter(in_text)
    for line in in_title:
        times[line] += TITLE_WEIGHT
    return Inverted(
        length=len(in_title) + len(in_text),
        forms="\n".join(lines.forms).encode("utf-8"),
        stems="\n".join(map(stem, lines.forms)).encode("utf-8"),
        weights=pack([times[line] for line in range(1, len(lines.forms) + 1)]),
        sequence=pack([len(in_title), *in_title, 0, *in_text]),
        stemmer=stemmer_mark(),
    )


def unpack_sequence(sequence: bytes) -> tuple[Sequence[int], Sequence[int]]:
    """The words of the title and those of the text, as lines.

    Raises:
        NotPacked: this is no sequence.
    """
    numbers = unpack(sequence)
    gap = numbers[0] + 1 if numbers else 0
    if not 0 < gap < len(numbers) or numbers[gap] != 0:
        raise NotPacked("not a sequence of words")
    return numbers[1:gap], numbers[gap + 1 :]


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
            case Phrase(()) | And(()):  # nothing is asked for
                return dict.fromkeys(self._lengths, 0.0)
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

    def _ranked(self, occurrences: Mapping[int, int]) -> Scores:
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

    def _beginning(self, prefix: str) -> dict[int, int]:
        together: dict[int, int] = {}
        for form in self._postings.beginning(prefix):
            for number, weight in self._postings.forms(form).items():
                together[number] = together.get(number, 0) + weight
        return together

    def _phrase(self, forms: tuple[str, ...]) -> Mapping[int, int]:
        if len(forms) == 1:
            return self._postings.forms(forms[0])
        lists = {form: self._postings.lines(form) for form in set(forms)}
        shortest, *others = sorted(lists.values(), key=len)
        found = {}
        for number in set(shortest).intersection(*others):
            weight = together(self._postings.sequence(number), [lists[form][number] for form in forms])
            if weight:
                found[number] = weight
        return found


def together(sequence: bytes, lines: Sequence[int]) -> int:
    """How often, title weighted, these words stand one behind the other."""
    step, words = width(sequence), sequence[1:]
    try:
        wanted = b"".join([line.to_bytes(step, "little") for line in lines])
    except OverflowError as fault:
        raise NotPacked("a word that the document does not have") from fault
    # The gap behind the title, a word that no phrase holds, keeps phrases from running from one into the other.
    title_end = (int.from_bytes(words[:step], "little") + 1) * step
    weight = 0
    at = words.find(wanted, step)
    while at >= 0:
        if at % step:  # half of one number and half of the next
            at = words.find(wanted, at + 1)
        else:
            weight += TITLE_WEIGHT if at < title_end else 1
            at = words.find(wanted, at + step)
    return weight
