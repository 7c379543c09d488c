"""Spans that do not overlap, in order: is there room for another?"""

from bisect import bisect_right

from tenderscan.document import Span


class Taken:
    """A set of spans none of which overlaps another; asking and adding take logarithmic time."""

    def __init__(self) -> None:
        """Begin empty."""
        # Numbers, as comparing spans takes many times as long.
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, span: Span) -> bool:
        """Add a span if it overlaps none; whether it was added."""
        if not self.free(span):
            return False
        at = bisect_right(self._starts, span.start)
        self._starts.insert(at, span.start)
        self._ends.insert(at, span.end)
        return True

    def free(self, span: Span) -> bool:
        """Whether a span overlaps none of the set."""
        at = bisect_right(self._starts, span.start)
        if at and span.start < self._ends[at - 1] and self._starts[at - 1] < span.end:
            return False
        return at == len(self._starts) or not (span.start < self._ends[at] and self._starts[at] < span.end)
