"""How near a cue stands to a value: before it, behind it, in its row, its column or the heading above."""

from typing import Any, NamedTuple

from tenderscan.document import BlockKind, Span
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.layout import Cell, Passage
from tenderscan.tagger.work import Work

BEFORE = 110
"""Characters before a value in which a cue counts."""
RANK = 0.06
"""What one step of a rule's rank weighs: as much as 20 characters of distance."""
_SHORT = 25
"""A passage with so little beside the value is a line of a list."""
BEHIND = 50
"""Characters behind a value in which a cue counts."""


class Near(NamedTuple):
    """A cue and how much it says about a value (0 to 1)."""

    weight: float
    cue: Cue


class Place(NamedTuple):
    """A value and its surroundings.

    Attributes:
        passage: the block.
        span: the value.
        sentence: of the value; in a table, its cell.
        limit: where the next value begins: what is behind belongs to that one.
    """

    passage: Passage
    span: Span
    sentence: Span
    limit: int

    @property
    def cell(self) -> Cell | None:
        """Cell of the value in a table."""
        return self.passage.cell_at(self.span.start)


def nearest(work: Work, family: str, place: Place) -> list[Near]:
    """All cues of a family that speak about a value, the heaviest first; rules may add a rank."""
    index = work.cues(family)
    span, sentence = place.span, place.sentence
    found: list[Near] = []
    for cue in index.within(max(sentence.start, span.start - BEFORE), span.end):
        if cue.group == "headings":
            continue
        gap = max(0, span.start - cue.end)
        found.append(Near((1.0 if cue.group != "after" else 0.45) - gap * 0.003, cue))
    for cue in index.within(span.end, min(sentence.end, span.end + BEHIND, place.limit)):
        if cue.group != "headings":
            gap = cue.start - span.end
            found.append(Near((0.98 if cue.group == "after" else 0.66) - gap * 0.005, cue))
    for weight, around in _around(work, place):
        found += [Near(weight, cue) for cue in index.within(around.start, around.end)]
    found.sort(key=lambda near: -_weight(near))
    return found


def _weight(near: Near) -> float:
    rank: Any = getattr(near.cue.rule, "rank", 0)
    return near.weight + RANK * float(rank)


def _around(work: Work, place: Place) -> list[tuple[float, Span]]:
    """The stretches of text that speak about a value from further away, with their weights."""
    passage, cell = place.passage, place.cell
    around: list[tuple[float, Span]] = []
    if cell:
        around += [(0.86 - 0.1 * distance, head) for distance, head in enumerate(cell.heads)]
        if cell.label:
            around.append((0.84, cell.label))
        around += [(0.5, other.span) for other in passage.cells if other.column == cell.column - 1]
    elif place.sentence.start > passage.span.start:
        around.append((0.42, Span(passage.span.start, place.sentence.start)))
    elif passage.kind is BlockKind.LIST_ITEM or len(passage.span) < len(place.span) + _SHORT:
        intro = _intro(work, passage)
        if intro:
            around.append((0.5, intro))
    if place.span.start - place.sentence.start > BEFORE:
        around.append((0.55, Span(place.sentence.start, place.span.start - BEFORE)))
    if passage.heading:
        around.append((0.6, passage.heading))
    if passage.title:
        around.append((0.45, passage.title))
    return around


def _intro(work: Work, passage: Passage) -> Span | None:
    """The paragraph that leads a list in."""
    for index in range(passage.index - 1, max(-1, passage.index - 9), -1):
        other = work.passages[index]
        if other.kind is BlockKind.HEADING or other.cells:
            return None
        if other.kind is BlockKind.PARAGRAPH and len(other.span) > _SHORT + 10:
            return other.span
    return None
