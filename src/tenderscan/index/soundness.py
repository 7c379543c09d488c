"""Proving an index whole: every word and place is read, and must add up to the documents.

A word that was lost, or a posting that was, shows as a sum that comes out wrong; where it stood need not be known. Sums
are kept rather than lists, because the places of a whole index do not fit into memory. So what is found is any one
fault, and any two that are exchanged; many that cancel each other out could pass, which no accident brings about.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from operator import mul
from typing import Final, Protocol
from zlib import crc32

from tenderscan.index.postings import Postings, unpack_sequence
from tenderscan.index.ranking import TITLE_WEIGHT
from tenderscan.text import stem

_MARK_BITS: Final = (1 << 64) - 1


class Unsound(ValueError):
    """Parts of an index contradict each other; the message says which."""


class Readable(Postings, Protocol):
    """An index that can list everything it holds."""

    @property
    def ids(self) -> Mapping[int, str]:
        """Id of each document."""

    def all_stems(self) -> Iterable[str]:
        """All stems of the index."""

    def mark(self, number: int) -> int:
        """`order_mark` of the words of a document, as it was when the document was put."""


@dataclass(slots=True)
class _Tally:
    """What is still missing of one document; all zero where nothing is.

    Attributes:
        words: different words of its sequence, less those that lead to it.
        lines: sum of their lines, each times its weight, less the same of the words that lead to it.
        order: `order_mark` of its words, less what each word that leads to it adds to that.
        stems: weights of its words less weights of its stems, each times a number that only that stem has.
    """

    words: int = 0
    lines: int = 0
    order: int = 0
    stems: int = 0


def order_mark(forms: Iterable[bytes]) -> int:
    """A number that shows which words stand in which lines: with any two exchanged it is another.

    A sum, unlike a checksum of them all, can be made again from the words of an index in whatever order they come.
    """
    total: int = sum(map(mul, map(crc32, forms), count(1)))
    return total & _MARK_BITS


def prove(index: Readable) -> None:
    """Read every posting list and compare the sums.

    Raises:
        Unsound: words, stems, sequences and lengths contradict each other.
        NotPacked: something cannot be decoded.
    """
    if len(index.numbers) != len(index.ids):
        raise Unsound("two documents have the same id")
    tallies = {number: _expected(number, index) for number in index.ids}
    for form in index.beginning(""):
        _count_form(form, index, tallies)
    for root in index.all_stems():
        mark = crc32(root.encode("utf-8"))
        for number, weight in index.stems(root).items():
            _tally(tallies, number, root).stems -= weight * mark
    for number, tally in tallies.items():
        if tally.words or tally.lines or tally.order & _MARK_BITS:
            raise Unsound(f"words of document {index.ids[number]} are missing")
        if tally.stems:
            raise Unsound(f"stems of document {index.ids[number]} differ from its words")


def _expected(number: int, index: Readable) -> _Tally:
    title, text = unpack_sequence(index.sequence(number))
    if len(title) + len(text) != index.lengths[number]:
        raise Unsound(f"length and words of document {index.ids[number]} differ")
    weights = Counter(text)
    for line in title:
        weights[line] += TITLE_WEIGHT
    lines = sum(line * weight for line, weight in weights.items())
    return _Tally(words=len(weights), lines=lines, order=index.mark(number))


def _count_form(form: str, index: Readable, tallies: Mapping[int, _Tally]) -> None:
    mark, own = crc32(stem(form).encode("utf-8")), crc32(form.encode("utf-8"))
    lines = index.lines(form)
    # A word may well lead nowhere: the documents that held it were taken out, the list of words stays until a merge.
    for number, weight in index.forms(form).items():
        tally = _tally(tallies, number, form)
        tally.words -= 1
        tally.lines -= lines[number] * weight
        tally.order -= lines[number] * own
        tally.stems += weight * mark


def _tally(tallies: Mapping[int, _Tally], number: int, word: str) -> _Tally:
    if number not in tallies:
        raise Unsound(f"{word!r} stands in a document that does not exist")
    return tallies[number]
