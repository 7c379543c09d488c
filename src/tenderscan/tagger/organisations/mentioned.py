"""All mentions of the organisations of a document in order, and which of them a statement is about."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tenderscan.document import BlockKind, Span
from tenderscan.record import Label
from tenderscan.tagger.work import Work

_NEAR = 200
"""Characters from a name to what a sentence says of it."""
_IN_FORM = 900
"""Characters from a name to what the rows or lines of a form say of it."""
_OF_TABLE = 3
"""Cells of a row that is one of a table, and not of a form."""
_SHORT = 160
"""Characters of a row or line of a form."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of an organisation: where, under which name, on which side."""

    span: Span
    name: str
    label: Label


class Mentioned:
    """The mentions of a document.

    Attributes:
        all: in order of position; they do not overlap.
    """

    def __init__(self, work: Work, named: Sequence[Named]) -> None:
        """Begin with the mentions in order."""
        self.all = tuple(named)
        self._work = work
        self._starts = [each.span.start for each in self.all]

    def before(self, offset: int) -> Named | None:
        """The last mention that ends at or before an offset."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self.all[at].span.end > offset:
            at -= 1
        return self.all[at] if at >= 0 else None

    def at(self, offset: int) -> Named | None:
        """The mention that begins at an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.all[at] if at >= 0 and self._starts[at] == offset else None

    def inside(self, span: Span) -> Sequence[Named]:
        """The mentions that begin in a stretch of text."""
        return self.all[bisect_right(self._starts, span.start - 1) : bisect_right(self._starts, span.end - 1)]

    def following(self, named: Named) -> int:
        """Where the next mention begins, or the text ends."""
        at = bisect_right(self._starts, named.span.start)
        return self._starts[at] if at < len(self._starts) else len(self._work.text)

    def about(self, offset: int) -> Named | None:
        """The mention that what stands at an offset is said of: the nearest before it, in its sentence or form.

        In a row of a table it is said of the name in that row, wherever that stands; only the rows of a form, which
        have two cells, go on with what a row above names.
        """
        named = self.before(offset)
        row = self._work.passage_at(offset)
        if row is not None and row.cells and not row.head:
            owners = self.inside(row.span)
            if owners or len(row.cells) >= _OF_TABLE:
                return named if named in owners else next(iter(owners), None)
        if named is None or offset - named.span.end <= _NEAR:
            return named
        return named if self._same_form(named, offset) else None

    def _same_form(self, named: Named, offset: int) -> bool:
        """Whether only rows or short lines stand between a name and what is said of it."""
        first, last = self._work.passage_at(named.span.start), self._work.passage_at(offset)
        if first is None or last is None or offset - named.span.end > _IN_FORM:
            return False
        between = self._work.passages[first.index + 1 : last.index + 1]
        return all(
            passage.cells or (len(passage.span) <= _SHORT and passage.kind is not BlockKind.HEADING)
            for passage in between
        )
