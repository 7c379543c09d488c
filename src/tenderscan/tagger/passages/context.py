"""How near a cue stands to a value: before it, behind it, in its row, its column or the heading above."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from tenderscan.document import BlockKind, Span
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.work import Work

BEFORE = 110
"""Characters before a value in which a cue counts."""
RANK = 0.06
"""What one step of a rule's rank weighs: as much as 20 characters of distance."""
_FAR = 2_000
"""Characters before a value in which a cue counts at all: a "sentence" may be a whole file."""
_ACROSS = 40
"""Characters of a cue that begins further than `BEFORE` away and ends nearer."""
_SHORT = 25
"""A passage with so little beside the value is a line of a list."""
_LINES = 12
"""Lines of a list above a value in which the line that leads it in is looked for."""
_ELSEWHERE = frozenset({"headings", "columns"})
"""Lists of phrases that say nothing in the sentence of a value."""
_LOOSE = 0.2
"""What a phrase for column headings weighs less than a cue: "Price" says less than "Tender price"."""
BEHIND = 50
"""Characters behind a value in which a cue counts."""


_KEPT = 5_000
"""Answers about headings and labels that are kept."""
T = TypeVar("T")


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
        floor: where the value before it in its passage ends; 0 where there is none.
    """

    passage: Passage
    span: Span
    sentence: Span
    limit: int
    floor: int = 0

    @property
    def cell(self) -> Cell | None:
        """Cell of the value in a table."""
        return self.passage.cell_at(self.span.start)


def nearest(work: Work, family: str, place: Place) -> list[Near]:
    """All cues of a family that speak about a value, the heaviest first; rules may add a rank."""
    index = work.cues(family)
    span, sentence = place.span, place.sentence
    found: list[Near] = []
    start, end = max(sentence.start, span.start - BEFORE), min(sentence.end, span.end + BEHIND, place.limit)
    # A cell that holds the value alone is not read for it: a register has a hundred thousand of them.
    for cue in index.within(start, span.end) if start < span.start or not work.text[span.start].isdigit() else ():
        if cue.group not in _ELSEWHERE:
            gap = max(0, span.start - cue.end)
            found.append(Near((1.0 if cue.group != "after" else 0.45) - gap * 0.003, cue))
    for cue in index.within(span.end, end) if end > span.end else ():
        if cue.group not in _ELSEWHERE:
            gap = cue.start - span.end
            found.append(Near((0.98 - gap * 0.015 if cue.group == "after" else 0.66 - gap * 0.005), cue))
    cell = place.cell
    if cell:
        found += _over(work, family, cell)
        if cell.label:
            found += _said_by(work, family, 0.84, cell.label)
    for weight, around in _around(work, place, cell):
        found += [Near(weight, cue) for cue in index.within(around.start, around.end) if cue.group != "columns"]
    for weight, heading in ((0.6, place.passage.heading), (0.45, place.passage.title)):
        if heading:
            found += [Near(weight, cue) for cue in cues_about(work, family, heading) if cue.group != "columns"]
    found.sort(key=lambda near: -_weight(near))
    return found


def cues_about(work: Work, family: str, around: Span) -> list[Cue]:
    """The cues of a family in a column heading or row label; looked for once, however many rows the table has."""
    return once(work, family, around.start, lambda: work.cues(family).within(around.start, around.end))


def once(work: Work, question: str, start: int, answer: Callable[[], T]) -> T:
    """What has been worked out of the heading that begins at `start`, worked out now if it has not been before."""
    key = (question, start)
    if key not in work.of_heads:
        if len(work.of_heads) > _KEPT:
            work.of_heads.clear()
        work.of_heads[key] = answer()
    known: T = work.of_heads[key]
    return known


def _weight(near: Near) -> float:
    rank: Any = getattr(near.cue.rule, "rank", 0)
    return near.weight + RANK * float(rank)


def _over(work: Work, family: str, cell: Cell) -> list[Near]:
    """The cues in the headings of a cell's column, with their weights; worked out once for all rows."""
    if not cell.heads:
        return []

    def of_heads() -> list[Near]:
        weighted = ((0.86 - 0.1 * distance, head) for distance, head in enumerate(cell.heads))
        return [near for weight, head in weighted for near in _said_by(work, family, weight, head)]

    return once(work, f"{family} over {cell.heads[-1].start}", cell.heads[0].start, of_heads)


def _said_by(work: Work, family: str, weight: float, around: Span) -> list[Near]:
    """The cues in a heading or label of a table."""
    return [Near(weight - _LOOSE * (cue.group == "columns"), cue) for cue in cues_about(work, family, around)]


def _around(work: Work, place: Place, cell: Cell | None) -> list[tuple[float, Span]]:
    """The stretches of text that speak about a value from further away, with their weights."""
    passage = place.passage
    around: list[tuple[float, Span]] = []
    far = place.span.start - _FAR
    if cell:
        beside = passage.cell_before(cell)
        if beside:
            around.append((0.5, beside.span))
    elif place.sentence.start > passage.span.start:
        around.append(
            (0.42, _unclaimed(work.text, max(passage.span.start, min(far, place.sentence.start)), place.sentence.start))
        )
        lead = _line_above(work.text, place)
        if lead:
            around.append((0.6, lead))
    elif passage.kind is BlockKind.LIST_ITEM or len(passage.span) < len(place.span) + _SHORT:
        intro = _intro(work, passage)
        if intro:
            around.append((0.5, intro))
    if place.span.start - place.sentence.start > BEFORE:
        around.append((0.55, Span(max(place.sentence.start, far), place.span.start - BEFORE + _ACROSS)))
    return around


def _unclaimed(text: str, start: int, end: int) -> Span:
    """What stands before a sentence, behind the last amount there: a cue in front of that speaks about that amount."""
    last = max((text.rfind(sign, start, end) for sign in "£€$"), default=-1)
    return Span(max(start, last), end)


def _line_above(text: str, place: Place) -> Span | None:
    """The line that leads in a list of amounts, where the lines of one block are that list."""
    start, end = place.passage.span.start, text.rfind("\n", 0, place.span.start)
    behind = text.find("\n", place.span.end, place.passage.span.end)
    if place.span.start - end > _SHORT or (behind if behind >= 0 else place.passage.span.end) - place.span.end > _SHORT:
        return None
    for _ in range(_LINES):
        if end <= start:
            return None
        begin = max(start, text.rfind("\n", start, end) + 1)
        if end - begin > 2 * _SHORT:
            return Span(begin, end)
        end = begin - 1
    return None


def _intro(work: Work, passage: Passage) -> Span | None:
    """The paragraph that leads a list in."""
    for index in range(passage.index - 1, max(-1, passage.index - 9), -1):
        other = work.passages[index]
        if other.kind is BlockKind.HEADING or other.cells:
            return None
        if other.kind is BlockKind.PARAGRAPH and len(other.span) > _SHORT + 10:
            return other.span
    return None
