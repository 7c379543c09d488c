"""What was found round a commitment: the worth that is claimed for it, and the theme of the clause it is part of."""

from bisect import bisect_left
from collections.abc import Iterator

from tenderscan.document import Span
from tenderscan.record import Clause, Finding, Money
from tenderscan.tagger.commitments.promises import LONGEST
from tenderscan.tagger.work import Work


class Nearby:
    """The amounts and clauses found in a section, by position."""

    def __init__(self, work: Work) -> None:
        """Look at what was found in this section; nothing of those before."""
        start = work.section_span.start
        found: list[Finding] = []
        for finding in reversed(work.found):
            if finding.evidence.span.start < start:
                break
            if isinstance(finding.value, Money | Clause):
                found.append(finding)
        self._found = sorted(found, key=lambda finding: finding.evidence.span)
        self._starts = [finding.evidence.span.start for finding in self._found]

    def worth(self, span: Span) -> Money | None:
        """The first claimed worth that stands in a stretch of text; what is spent or paid is none."""
        for finding in self._within(span):
            if isinstance(finding.value, Money) and finding.value.kind == "social_value":
                return finding.value
        return None

    def theme(self, span: Span) -> str | None:
        """The theme of the clause of social value that a promise is part of."""
        for finding in self._within(span):
            if isinstance(finding.value, Clause) and finding.value.theme not in {None, "general"}:
                return finding.value.theme
        return None

    def _within(self, span: Span) -> Iterator[Finding]:
        first = bisect_left(self._starts, span.start - LONGEST)
        last = bisect_left(self._starts, span.end)
        return (finding for finding in self._found[first:last] if finding.evidence.span.overlaps(span))
