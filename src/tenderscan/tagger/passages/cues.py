"""Cues where they stand in a document: found when somebody asks for them, in the passages that may hold them.

Most passages hold no cue that matters. So a passage is cut into tokens only where its words pass the sieve of the
families that are asked for everywhere, or where a value stands whose surroundings it belongs to.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.grammar import Cue, Grammar, longest
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.passages.sieve import Scanned, Sieve

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING = 3_000
"""Characters that count as the beginning of a document."""
_EVERYWHERE = ("organisation", "clause")
"""Families of which components ask every passage."""
_AT_FIRST = ("type",)
"""Families of which components ask every passage of the beginning as well."""
_SIFTED = frozenset({"near", "cues", "vat", "columns", "not_columns", "period", "money", "ceiling", "date", "term"})
"""Families that are asked for in many passages that are not read otherwise."""
_ENDLESS_LENGTH = 400
_ENDLESS = re.compile(rf"\S{{{_ENDLESS_LENGTH},}}")
"""Nobody writes such a word; cutting it into tokens would take the square of its length."""
_BLANK = str.maketrans("\n\f", "  ")
_START = itemgetter(0)
"""Where a cue begins."""


class Excerpt(NamedTuple):
    """Some passages of a document as one text, a line each.

    A line break or tab is a token of its own, so that no phrase runs from one block or cell into the next, while it may
    run over the lines of one block.

    Attributes:
        text: each passage as long as it was, without line breaks inside.
        passages: in order.
        starts: where each begins in `text`.
    """

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    def number_at(self, offset: int) -> int:
        """Which of the passages holds a character of the text, from 0."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def offset(self, offset: int) -> int:
        """The offset in the document of a character of the text."""
        number = self.number_at(offset)
        return self.passages[number].span.start + offset - self.starts[number]


def excerpt_of(text: str, passages: Sequence[Passage]) -> Excerpt:
    """Some passages of a document's text for the tokenizer."""
    lines: list[str] = []
    starts: list[int] = []
    position = 0
    for passage in passages:
        line = passage.span.of(text).translate(_BLANK)
        if len(line) >= _ENDLESS_LENGTH:
            line = _ENDLESS.sub(lambda match: " " * len(match.group()), line)
        lines.append(line)
        starts.append(position)
        position += len(line) + 1
    return Excerpt("\n".join(lines), tuple(passages), tuple(starts))


class _Reading:
    """What the matcher found in an excerpt; a family is put into order when it is first asked for.

    It must not keep the tokens, which take many times the memory of the text.
    """

    __slots__ = ("_cues", "_excerpt", "_matches")

    def __init__(self, excerpt: Excerpt, matches: dict[str, list[Cue]]) -> None:
        self._excerpt = excerpt
        self._matches = matches
        self._cues: dict[str, dict[int, list[Cue]]] = {}

    def cues(self, family: str, index: int) -> Sequence[Cue]:
        """The cues of a family in one passage of the document."""
        if family not in self._matches:
            return ()
        if family not in self._cues:
            self._cues[family] = self._placed(longest(self._matches[family]))
        return self._cues[family].get(index, ())

    def _placed(self, cues: list[Cue]) -> dict[int, list[Cue]]:
        """Cues by passage, with their offsets in the document."""
        placed: dict[int, list[Cue]] = {}
        behind = shift = 0
        into: list[Cue] = []
        for start, end, group, rule in cues:  # in order, so that most stand in the passage of the one before
            if start >= behind:
                number = self._excerpt.number_at(start)
                passage, begun = self._excerpt.passages[number], self._excerpt.starts[number]
                behind, shift = begun + len(passage.span) + 1, passage.span.start - begun
                into = placed.setdefault(passage.index, [])
            into.append(Cue(start + shift, end + shift, group, rule))
        return placed


class CueReader:
    """Finds the cues of one document; sections are read one behind the other."""

    def __init__(self, grammar: Grammar, text: str, scanned: Scanned, passages: tuple[Passage, ...]) -> None:
        """Begin with nothing read. `scanned` is made of the text."""
        self._grammar = grammar
        self._text = text
        self._scanned = scanned
        self._passages = passages
        self._starts = [passage.span.start for passage in passages]
        self._readings: dict[int, _Reading] = {}
        self._sifted: dict[str, dict[int, bool]] = {}
        self._opened = 0

    def to_read(self, section: tuple[Passage, ...]) -> Excerpt:
        """The passages of a section that have to be cut into tokens."""
        if self._grammar.reads_all:
            return excerpt_of(self._text, section)
        everywhere, first = self._grammar.sieve(*_EVERYWHERE), self._grammar.sieve(*_AT_FIRST)
        return excerpt_of(
            self._text,
            [
                passage
                for passage in section
                if self._passes(everywhere, passage) or (passage.span.start <= OPENING and self._passes(first, passage))
            ],
        )

    def read(self, doc: "Doc", excerpt: Excerpt, section: tuple[Passage, ...]) -> None:
        """Find the cues of the excerpt of the next section, which is known from now on."""
        self._opened = section[-1].index + 1
        self._read(doc, excerpt)

    def _read(self, doc: "Doc", excerpt: Excerpt) -> None:
        reading = _Reading(excerpt, self._grammar.matches(doc))
        for passage in excerpt.passages:
            self._readings[passage.index] = reading

    def part(self, passage: Passage) -> Excerpt:
        """One passage for the tokenizer."""
        return excerpt_of(self._text, (passage,))

    def within(self, family: str, start: int, end: int) -> list[Cue]:
        """The cues of a family that lie wholly between two offsets, in order; none of sections still to come."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = min(bisect_right(self._starts, end), self._opened)
        found: list[Cue] = []
        for index in range(first, last):
            cues = self.of(family, self._passages[index])
            if cues:
                # In order of their starts: a long passage has many, and each of its values asks.
                begin = bisect_left(cues, start, key=_START) if cues[0].start < start else 0
                behind = bisect_left(cues, end, begin, key=_START) if cues[-1].start >= end else len(cues)
                found += [cue for cue in cues[begin:behind] if cue.end <= end]
        return found

    def of(self, family: str, passage: Passage) -> Sequence[Cue]:
        """The cues of a family in a passage, in order; none in sections still to come."""
        reading = self._readings.get(passage.index)
        if reading is None:
            if passage.index >= self._opened:
                return ()
            if family in _EVERYWHERE or (family in _AT_FIRST and passage.span.start <= OPENING):
                return ()  # else `to_read` would have named it
            if family in _SIFTED and not self._may_hold(family, passage):
                return ()
            part = self.part(passage)
            self._read(self._grammar.cut(part.text), part)
            reading = self._readings[passage.index]
        return reading.cues(family, passage.index)

    def _may_hold(self, family: str, passage: Passage) -> bool:
        known = self._sifted.setdefault(family, {})
        if passage.index not in known:
            known[passage.index] = self._passes(self._grammar.sieve(family), passage)
        return known[passage.index]

    def _passes(self, sieve: Sieve, passage: Passage) -> bool:
        return sieve.passes(self._scanned, passage.span.start, passage.span.end)


class CueIndex:
    """The cues of one family in order of position."""

    __slots__ = ("_family", "_reader")

    def __init__(self, reader: CueReader, family: str) -> None:
        """Begin with what finds them."""
        self._reader = reader
        self._family = family

    def of(self, passage: Passage) -> Sequence[Cue]:
        """The cues of a passage, in order."""
        return self._reader.of(self._family, passage)

    def within(self, start: int, end: int) -> list[Cue]:
        """The cues that lie wholly between two offsets, in order."""
        return self._reader.within(self._family, start, end)

    def any(self, span: Span) -> bool:
        """Whether a cue lies wholly inside a span."""
        return bool(self._reader.within(self._family, span.start, span.end))
