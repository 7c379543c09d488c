"""Spans that do not overlap, in order: is there room for another?"""

from bisect import bisect_left, insort

from tenderscan.document import Span


class Taken:
    """A set of spans none of which overlaps another; asking and adding take logarithmic time."""

    def __init__(self) -> None:
        """Begin empty."""
        self._spans: list[Span] = []

    def add(self, span: Span) -> bool:
        """Add a span if it overlaps none; whether it was added."""
        if not self.free(span):
            return False
        insort(self._spans, span)
        return True

    def free(self, span: Span) -> bool:
        """Whether a span overlaps none of the set."""
        at = bisect_left(self._spans, span)
        return not any(other.overlaps(span) for other in self._spans[max(0, at - 1) : at + 1])
