"""Proving an index whole: every word and place is read, and must add up to the documents.

A word that was lost, or a posting that was, shows as a sum that comes out wrong; where it stood need not be known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

from tenderscan.index.postings import Postings, unpack, weighted
from tenderscan.text import stem


class Unsound(ValueError):
    """Parts of an index contradict each other; the message says which."""


class Readable(Postings, Protocol):
    """An index that can list everything it holds."""

    @property
    def ids(self) -> Mapping[int, str]:
        """Id of each document."""

    def all_stems(self) -> Iterable[str]:
        """All stems of the index."""


@dataclass(slots=True)
class _Tally:
    """What has been counted of one document.

    Attributes:
        words: occurrences of all words.
        in_title: those in the title.
        places: sum of their positions.
        stems: weights of its words less weights of its stems, each times a number that only that stem has.
    """

    words: int = 0
    in_title: int = 0
    places: int = 0
    stems: int = 0


def prove(index: Readable) -> None:
    """Read every posting list and compare the sums.

    Raises:
        Unsound: words, stems, places and lengths contradict each other.
        NotPacked: places cannot be decoded.
    """
    if len(index.numbers) != len(index.ids):
        raise Unsound("two documents have the same id")
    tallies = {number: _Tally() for number in index.ids}
    for form in index.beginning(""):
        _count_form(form, index, tallies)
    for root in index.all_stems():
        mark = crc32(root.encode("utf-8"))
        for number, weight in index.stems(root).items():
            _tally(tallies, number, root).stems -= int(weight) * mark
    for number, tally in tallies.items():
        _compare(tally, index.lengths[number], index.ids[number])


def _count_form(form: str, index: Readable, tallies: Mapping[int, _Tally]) -> None:
    mark = crc32(stem(form).encode("utf-8"))
    # A word may well lead nowhere: the documents that held it were taken out, the list of words stays until a merge.
    for number, hits in index.forms(form).items():
        in_title, positions = unpack(hits.places)
        if hits.weight != weighted(in_title, len(positions)):
            raise Unsound(f"weight and places of the word {form!r} differ")
        tally = _tally(tallies, number, form)
        tally.words += len(positions)
        tally.in_title += in_title
        tally.places += sum(positions)
        tally.stems += int(hits.weight) * mark


def _tally(tallies: Mapping[int, _Tally], number: int, word: str) -> _Tally:
    if number not in tallies:
        raise Unsound(f"{word!r} stands in a document that does not exist")
    return tallies[number]


def _compare(tally: _Tally, length: int, id: str) -> None:
    # Positions are 0 to `length`, but for the gap behind the title, which is the number of words of the title.
    if tally.words != length or tally.places != length * (length + 1) // 2 - tally.in_title:
        raise Unsound(f"words of document {id} are missing")
    if tally.stems:
        raise Unsound(f"stems of document {id} differ from its words")
