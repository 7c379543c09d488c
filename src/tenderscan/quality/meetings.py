"""Which findings of a part meet which of its labels, and which answers which."""

from collections.abc import Callable

from tenderscan.document import Document, Span
from tenderscan.quality.copied import same_name
from tenderscan.quality.judging import right
from tenderscan.quality.labels import NAMES, Part, Wanted, row_of_finding
from tenderscan.quality.matching import Pairs, paired
from tenderscan.quality.values import details
from tenderscan.record import CalendarDate, Clause, Finding, Money, Organisation

_EDGES = " \t\n.,;:•\uf0b7-–—*\"'“”‘’"
_BLOCK = 256
_PAGE = 3_000
"""Characters that count as a page where a document has none."""


class Meetings:
    """The findings inside a part beside its labels, and the pairs of them by each measure.

    `pairs` has for each of `figures.MEASURES` the labels that are answered, by their number in the part, and what
    answers them: a finding answers one label, and a label is answered once.
    """

    def __init__(self, part: Part, findings: tuple[Finding, ...]) -> None:
        """Find out what meets what.

        Args:
            part: with its labels.
            findings: of the whole document.
        """
        self.part = part
        self.findings = [one for one in findings if part.inside(one.evidence.span)]
        self._all = findings
        self._near: dict[int, list[int]] = {}
        self._rows: dict[str, list[int]] = {}
        for at, finding in enumerate(self.findings):
            self._rows.setdefault(row_of_finding(finding), []).append(at)
            for block in _blocks(finding.evidence.span):
                self._near.setdefault(block, []).append(at)
        self._met: list[list[int]] = [self._meeting(wanted) for wanted in part.wanted]
        self.labels: list[list[int]] = [[] for _ in self.findings]
        """For each finding the labels it meets, by their numbers."""
        for number, met in enumerate(self._met):
            for at in met:
                self.labels[at].append(number)
        self.pairs = self._paired()

    def _paired(self) -> dict[str, Pairs]:
        """Pairs by the strictest measure first: who is in one of them stays in one by the laxer ones."""
        firm = {number: met for number, met in enumerate(self._met) if met and not self.part.wanted[number].optional}
        rights = self._only(firm, self.right)
        exacts = self._only(firm, self.exact)
        both = paired(self._only(rights, self.exact))
        value = paired(rights, both)
        return {"both": both, "value": value, "exact": paired(exacts, both), "overlap": paired(firm, value)}

    def _only(self, edges: dict[int, list[int]], way: Callable[[int, int], bool]) -> dict[int, list[int]]:
        kept = {number: [at for at in met if way(number, at)] for number, met in edges.items()}
        return {number: met for number, met in kept.items() if met}

    def met(self, number: int) -> list[Finding]:
        """Findings that meet a label, the best first."""
        return [self.findings[at] for at in self._met[number]]

    def repeats(self, at: int) -> bool:
        """Whether a finding says once more what has answered a label: such labels have several places."""
        return any(self._repeats(number, at) for number in self.labels[at])

    def _repeats(self, number: int, at: int) -> bool:
        wanted = self.part.wanted[number]
        if wanted.row in self.part.once and self.right(number, at):
            return True
        answer = self.pairs["overlap"].get(number)
        if len(wanted.spans) < 2 or answer is None or answer == at or not self.right(number, at):
            return False
        first, second = (self.findings[one].evidence.span for one in (answer, at))
        return not any(first.overlaps(span) and second.overlaps(span) for span in wanted.spans)

    def right(self, number: int, at: int) -> bool:
        """Whether a finding has the value of a label."""
        wanted = self.part.wanted[number]
        return right(wanted.row, wanted.value, self.findings[at].value)

    def exact(self, number: int, at: int) -> bool:
        """Whether a finding has the very characters of the label; of names that count once, any that spell it so."""
        wanted, finding = self.part.wanted[number], self.findings[at]
        if wanted.row in self.part.once & NAMES and self.right(number, at):
            return True
        text, span = self.part.document.text, finding.evidence.span
        own = _bare(text, span)
        return any(own == _bare(text, place) for place in wanted.spans if place.overlaps(span))

    def on_its_page(self, wanted: Wanted) -> bool:
        """Whether a name that stands once more in the passage is reported on its page: it is reported once there."""
        if wanted.row not in NAMES - self.part.once or not wanted.spans:
            return False
        name, start = str(wanted.value["name"]), wanted.spans[0].start
        return any(
            one.label == wanted.row
            and isinstance(one.value, Organisation)
            and _same_page(self.part.document, one.evidence.span.start, start)
            and same_name(name, one.value.name)
            for one in self._all
        )

    def near(self, wanted: Wanted) -> list[Finding]:
        """Findings of any row that stand where a label does, in order."""
        found = [self.findings[at] for at in sorted(self._at_hand(wanted))]
        return [one for one in found if any(one.evidence.span.overlaps(span) for span in wanted.spans)]

    def _at_hand(self, wanted: Wanted) -> set[int]:
        return {at for span in wanted.spans for block in _blocks(span) for at in self._near.get(block, ())}

    def _meeting(self, wanted: Wanted) -> list[int]:
        """The findings that meet a label, the best first: value, details of the value, characters, place."""
        own = self._rows.get(wanted.row, [])
        if wanted.row not in self.part.once:
            own = [at for at in sorted(self._at_hand(wanted)) if row_of_finding(self.findings[at]) == wanted.row]
        met = [at for at in own if self._meet(wanted, self.findings[at])]
        return sorted(met, key=lambda at: self._rank(wanted, self.findings[at])) if len(met) > 1 else met

    def _rank(self, wanted: Wanted, finding: Finding) -> tuple[bool, int, bool]:
        """Where a finding stands among those that meet a label: what is best comes first."""
        wrong = not right(wanted.row, wanted.value, finding.value)
        unlike = sum(want != got for _, want, got in details(wanted.row, wanted.value, finding.value))
        return wrong, unlike, not any(finding.evidence.span == span for span in wanted.spans)

    def _meet(self, wanted: Wanted, finding: Finding) -> bool:
        """Whether a finding of the same row is about what the label is about."""
        if isinstance(finding.value, Clause) and wanted.kind not in {None, finding.value.kind}:
            return False
        span = finding.evidence.span
        return any(span.overlaps(one) for one in wanted.spans) or self._same(wanted, finding)

    def _same(self, wanted: Wanted, finding: Finding) -> bool:
        """Whether a finding is the same name, or the same sum or day on the same page, as the label."""
        value = finding.value
        if wanted.row not in self.part.once:
            return False
        if isinstance(value, Organisation):
            return "name" in wanted.value and right(wanted.row, wanted.value, value)
        if isinstance(value, Money | CalendarDate) and right(wanted.row, wanted.value, value):
            page = wanted.value.get("page")
            return page is None or page == finding.evidence.page
        return False


def _same_page(document: Document, one: int, other: int) -> bool:
    """Whether two offsets are on one page, or in a document without pages no further apart than a page is long."""
    page = next((page.span for page in document.pages if page.span.start <= one < page.span.end), None)
    return page.start <= other < page.end if page else abs(one - other) < _PAGE


def _blocks(span: Span) -> range:
    """Numbers of the blocks of text that a span touches: what overlaps shares one."""
    return range(span.start // _BLOCK, max(span.start, span.end - 1) // _BLOCK + 1)


def _bare(text: str, span: Span) -> Span:
    """A span without blanks, bullets, quotes and stops at its ends: nobody means them."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    return Span(start, max(start, span.start + len(words.rstrip(_EDGES))))
