"""Phrases with gaps and open endings, found in sentences by their rarest word.

A sentence is taken as its words alone, so that marks, line breaks and case do not count; a phrase is tried only where
the word it is kept under stands in the sentence. That costs a look-up for each word of a document, and little more.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from tenderscan.tagger.passages.sieve import scanned

_REACH = {"...": 220, "..": 30}
"""Characters that a gap spans at most, by its sign: what stands further apart does not belong together."""
_PLACE = re.compile(r"\(([^()]*)\)|([^()\s]+)")
_STAR = b"*"
_COMMON = frozenset(
    b"agreement contract contracts services service information party parties payment supplier buyer shall will may"
    b" must terms conditions written notice order data products days months within provide".split()
)
_ENDING = (b" ", rb"\w* ")
_GAP = re.compile(r"(?:^|\s)(\.{2,3})(?=\s|$)")
_WORD = re.compile(rb"\S+")
_REMEMBERED = 100_000
"""Words of which is remembered which stems they begin with."""
_WORD_LENGTH = 40
"""Letters of the longest word that is remembered."""
_SHORTEST = 3
"""Letters of the shortest stem."""


class Wording(NamedTuple):
    """The words of a stretch of text.

    Attributes:
        words: each once.
        order: all of them in order, folded, a blank before and behind each.
    """

    words: frozenset[bytes]
    order: bytes


def wording(text: str) -> Wording:
    """The words of a text."""
    return worded(scanned(text).runs)


def worded(runs: bytes) -> Wording:
    """The words of a stretch of a text that is scanned already (`Scanned.runs`)."""
    words = runs.split()
    return Wording(frozenset(words), b" %b " % b" ".join(words))


def offset_of(text: str, words: Wording, place: int, lent: int = 0) -> int:
    """The offset in a text of the word before which `place` lies in the order of its words, `lent` others in front."""
    number = max(0, words.order.count(b" ", 0, place + 1) - 1 - lent)
    for at, match in enumerate(_WORD.finditer(scanned(text).runs)):
        if at == number:
            return match.start()
    return len(text)


Part = bytes | re.Pattern[bytes]
"""Words that follow each other: as they are, or as a pattern where there are several, or one has an open ending."""
Slot = tuple[bytes, ...]
"""The words that one place of a phrase may hold, each with a star behind it where its ending is open."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase made ready; none equals another, so that it can be looked up quickly.

    Attributes:
        owner: what it was given for.
        needs: of each set one word stands wherever the phrase does; looked up sooner than the phrase.
        parts: what stands between its gaps, and how far it may stand from the part before it.
    """

    owner: Any
    needs: tuple[frozenset[bytes], ...]
    parts: tuple[tuple[Part, int], ...]

    def place(self, text: Wording) -> int:
        """Where the phrase stands in the order of words; -1 where it does not."""
        for need in self.needs:
            if need.isdisjoint(text.words):
                return -1
        return _place(self.parts, text.order)


class PhraseBook:
    """Phrases with what each is for; tells which of them stand in a sentence."""

    def __init__(self, phrases: Iterable[tuple[str, Any]]) -> None:
        """Make phrases ready, each given with its owner."""
        self._words: dict[bytes, list[Phrase]] = {}
        self._stems: dict[bytes, list[Phrase]] = {}
        for text, owner in phrases:
            phrase = Phrase(owner, tuple(_needs(text)), tuple(_parts(text)))
            for key in _keys(text):
                shelf = self._stems if key.endswith(_STAR) else self._words
                shelf.setdefault(key.rstrip(_STAR), []).append(phrase)
        self._longest = max(map(len, self._stems), default=0)
        self._known: dict[bytes, tuple[Phrase, ...]] = {}
        self._plain: set[bytes] = set()

    def may_stand(self, words: frozenset[bytes]) -> list[Phrase]:
        """The phrases whose rarest word is among some words."""
        found: dict[Phrase, None] = {}
        for word in words - self._plain:
            phrases = self._known.get(word)
            found.update(dict.fromkeys(self._of_word(word) if phrases is None else phrases))
        return list(found)

    def standing(self, text: Wording) -> list[Phrase]:
        """The phrases that stand in a text."""
        return [phrase for phrase in self.may_stand(text.words) if phrase.place(text) >= 0]

    def find(self, text: Wording) -> list[tuple[Any, int]]:
        """The owner of each phrase that stands in a text, and where that is in the order of words."""
        return places(text, self.may_stand(text.words))

    def _of_word(self, word: bytes) -> tuple[Phrase, ...]:
        found = list(self._words.get(word, ()))
        for length in range(_SHORTEST, min(len(word), self._longest) + 1):
            found += self._stems.get(word[:length], ())
        if len(word) <= _WORD_LENGTH and len(self._known) + len(self._plain) < _REMEMBERED:
            if found:
                self._known[word] = tuple(found)
            else:
                self._plain.add(word)
        return tuple(found)


def places(text: Wording, phrases: Iterable[Phrase]) -> list[tuple[Any, int]]:
    """The owner of each of some phrases that stands in a text, and where that is in the order of words."""
    found = ((phrase.owner, phrase.place(text)) for phrase in phrases)
    return [(owner, place) for owner, place in found if place >= 0]


def _slots(words: str) -> list[list[Slot]]:
    """The places of some words without a gap, each with its alternatives."""
    found: list[list[Slot]] = []
    for group, word in _PLACE.findall(words):
        if group:
            found.append([_runs(alternative) for alternative in group.split("|")])
        else:
            found += [[(run,)] for run in _runs(word)]
    return found


def _runs(words: str) -> Slot:
    """The words of an alternative, as a text has them."""
    runs: list[bytes] = []
    for word in words.split():
        *whole, last = scanned(word).runs.split() or [b""]
        runs += [*whole, last + _STAR if word.endswith("*") else last]
    return tuple(run for run in runs if run)


def _keys(phrase: str) -> set[bytes]:
    """Words of which one stands wherever a phrase does: those of the place where they are the rarest."""
    slots = [slot for words in _GAP.split(phrase)[::2] for slot in _slots(words) if all(slot)]
    keys = [{max(alternative, key=_rareness) for alternative in slot} for slot in slots]
    return max(keys, key=lambda each: (min(map(_rareness, each)), -len(each)))


def _needs(phrase: str) -> Iterable[frozenset[bytes]]:
    """Of each place of a phrase that must be filled, words of which one stands there."""
    for words in _GAP.split(phrase)[::2]:
        for slot in _slots(words):
            keys = frozenset(max(alternative, key=len, default=b"") for alternative in slot)
            if all(keys) and not any(key.endswith(_STAR) for key in keys):
                yield keys


def _rareness(word: bytes) -> int:
    """How rare a word is likely to be: a long one is, unless it stands in every sentence of a contract."""
    return 0 if word.rstrip(_STAR) in _COMMON else len(word)


def _parts(phrase: str) -> Iterable[tuple[Part, int]]:
    first, *others = _GAP.split(phrase)
    yield _part(first), 0
    for gap, words in zip(others[::2], others[1::2], strict=True):
        yield _part(words), _REACH[gap]


def _part(words: str) -> Part:
    slots = _slots(words)
    if all(len(slot) == 1 for slot in slots) and "*" not in words:
        return b" %b " % b" ".join(run for slot in slots for run in slot[0])
    pattern = b" "
    for slot in slots:
        either = (b"".join(re.escape(run.rstrip(_STAR)) + _ENDING[run.endswith(_STAR)] for run in one) for one in slot)
        pattern += b"(?:%b)" % b"|".join(either)
    return re.compile(pattern)


def _place(parts: tuple[tuple[Part, int], ...], order: bytes) -> int:
    """Where the parts stand one behind the other, each within reach of the one before; -1 where they do not."""
    first = parts[0][0]
    start, end = _find(first, order, 0, len(order))
    while start >= 0:
        position = end
        for part, reach in parts[1:]:
            # The blank behind one part may be that before the next.
            _, position = _find(part, order, position - 1, min(len(order), position + reach))
            if position < 0:
                break
        else:
            return start
        start, end = _find(first, order, start + 1, len(order))
    return -1


def _find(part: Part, order: bytes, start: int, end: int) -> tuple[int, int]:
    if isinstance(part, bytes):
        at = order.find(part, start, end)
        return (at, at + len(part)) if at >= 0 else (-1, -1)
    match = part.search(order, start, end)
    return match.span() if match else (-1, -1)
