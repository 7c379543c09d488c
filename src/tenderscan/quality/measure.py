"""Parts of documents measured: each document tagged once, each label and each finding judged."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tenderscan.document import Document, Span
from tenderscan.json_contract import value_as_json
from tenderscan.quality.copied import name_key
from tenderscan.quality.figures import Detail, Figures, Judgement
from tenderscan.quality.labels import NAMES, ROWS, Part, Wanted, row_of_finding
from tenderscan.quality.values import details, is_right
from tenderscan.record import CalendarDate, Clause, Finding, Money, Organisation

Tag = Callable[[Document], tuple[Finding, ...]]

_NEVER_IN_FIELDS = frozenset({"supplier", "buyer", "organisation", "money", "date", "reference"})
"""Rows of which nothing may be found in a field still to be filled in."""
_EDGES = " \t\n.,;:•\uf0b7-–—*\"'“”‘’"
_BLOCK = 256
_PAGE = 3_000
"""Characters that count as a page where a document has none."""
_SHOWN = 90
"""Characters of a quote in a list."""


@dataclass(slots=True)
class _Count:
    judgements: list[Judgement] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    hard_wrong: list[str] = field(default_factory=list)
    parts: int = 0
    hard: int = 0
    documents: set[str] = field(default_factory=set)


def measure(parts: Iterable[Part], tag: Tag) -> Figures:
    """Tag the documents of the parts and compare; parts of one document should follow each other."""
    count = _Count()
    at_hand: tuple[Document | None, tuple[Finding, ...]] = (None, ())
    for part in parts:
        if at_hand[0] is not part.document:
            at_hand = (part.document, tag(part.document))
        _measure_part(count, part, at_hand[1])
    return Figures(
        judgements=tuple(count.judgements),
        details=tuple(count.details),
        violations=tuple(count.violations),
        parts=count.parts,
        documents=len(count.documents),
        hard=count.hard,
        hard_wrong=tuple(count.hard_wrong),
    )


def _measure_part(count: _Count, part: Part, findings: tuple[Finding, ...]) -> None:
    count.parts += 1
    count.hard += part.hard
    count.documents.add(part.document.source.sha256)
    count.violations += _violations(part, findings)
    here = [finding for finding in findings if part.inside(finding.evidence.span)]
    meetings = _Meetings(part, here, findings)
    judged = [*_labels(part, meetings), *_findings(part, meetings)]
    count.judgements += judged
    count.details += _details(part, meetings)
    if part.hard and any(one.found and one.judged and not one.overlap for one in judged):
        count.hard_wrong.append(part.place)


def _violations(part: Part, findings: tuple[Finding, ...]) -> Iterator[str]:
    """What was found in fields still to be filled in, wherever in the document they stand."""
    for finding in findings:
        span = finding.evidence.span
        if row_of_finding(finding) in _NEVER_IN_FIELDS and any(span.overlaps(field) for field in part.never):
            yield f"{part.place}: {finding.label}: {_quoted(finding)}"


class _Meetings:
    """Which findings meet which labels."""

    def __init__(self, part: Part, findings: list[Finding], all_findings: tuple[Finding, ...]) -> None:
        self.part = part
        self.findings = findings
        self._all = all_findings
        self._near: dict[int, list[int]] = {}
        self._rows: dict[str, list[int]] = {}
        for at, finding in enumerate(findings):
            self._rows.setdefault(row_of_finding(finding), []).append(at)
            for block in _blocks(finding.evidence.span):
                self._near.setdefault(block, []).append(at)
        self.labels: list[list[Wanted]] = [[] for _ in findings]
        """For each finding the labels it meets."""
        for wanted in part.wanted:
            for at in self._met(wanted):
                self.labels[at].append(wanted)

    def of(self, wanted: Wanted) -> list[Finding]:
        """Findings that meet a label, the best first."""
        met = [self.findings[at] for at in self._met(wanted)]
        return sorted(met, key=lambda one: (not _right(wanted, one), not self.exact(wanted, one)))

    def on_its_page(self, wanted: Wanted) -> Finding | None:
        """Where a name is reported that stands once more in the passage: a name is reported once a page."""
        if wanted.row not in NAMES - self.part.once or not wanted.spans:
            return None
        key = name_key(wanted.value["name"])
        same = (one for one in self._all if one.label == wanted.row and _name_key(one) == key)
        start = wanted.spans[0].start
        return next((one for one in same if _same_page(self.part.document, one.evidence.span.start, start)), None)

    def near(self, wanted: Wanted) -> list[Finding]:
        """Findings of any row that stand where a label does, in order."""
        found = [self.findings[at] for at in sorted(self._at_hand(wanted))]
        return [one for one in found if any(one.evidence.span.overlaps(span) for span in wanted.spans)]

    def _at_hand(self, wanted: Wanted) -> set[int]:
        return {at for span in wanted.spans for block in _blocks(span) for at in self._near.get(block, ())}

    def _met(self, wanted: Wanted) -> list[int]:
        own = self._rows.get(wanted.row, [])
        if wanted.row not in self.part.once:
            own = [at for at in sorted(self._at_hand(wanted)) if row_of_finding(self.findings[at]) == wanted.row]
        return [at for at in own if self._meet(wanted, self.findings[at])]

    def _meet(self, wanted: Wanted, finding: Finding) -> bool:
        """Whether a finding of the same row is about what the label is about."""
        if isinstance(finding.value, Clause) and wanted.kind not in {None, finding.value.kind}:
            return False
        span = finding.evidence.span
        return any(span.overlaps(one) for one in wanted.spans) or self._same(wanted, finding)

    def exact(self, wanted: Wanted, finding: Finding) -> bool:
        """Whether a finding has the very characters of the label; of names that count once, any that spell it so."""
        if wanted.row in self.part.once & NAMES and _right(wanted, finding):
            return True
        text = self.part.document.text
        own = _bare(text, finding.evidence.span)
        return any(own == _bare(text, span) for span in wanted.spans if span.overlaps(finding.evidence.span))

    def _same(self, wanted: Wanted, finding: Finding) -> bool:
        """Whether a finding is the same name, or the same sum or day on the same page, as the label."""
        value = finding.value
        if wanted.row not in self.part.once:
            return False
        if isinstance(value, Organisation):
            return "name" in wanted.value and _right(wanted, finding)
        if isinstance(value, Money | CalendarDate) and _right(wanted, finding):
            page = wanted.value.get("page")
            return page is None or page == finding.evidence.page
        return False


def _name_key(finding: Finding) -> tuple[str, ...] | None:
    return name_key(finding.value.name) if isinstance(finding.value, Organisation) else None


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


def _right(wanted: Wanted, finding: Finding) -> bool:
    return is_right(wanted.row, wanted.value, finding.value)


def _labels(part: Part, meetings: _Meetings) -> Iterator[Judgement]:
    for wanted in part.wanted:
        if wanted.optional:
            continue
        met = meetings.of(wanted)
        elsewhere = not met and meetings.on_its_page(wanted) is not None
        yield Judgement(
            row=wanted.row,
            found=False,
            exact=elsewhere or any(meetings.exact(wanted, one) for one in met),
            overlap=elsewhere or bool(met),
            value=elsewhere or any(_right(wanted, one) for one in met),
            both=elsewhere or any(meetings.exact(wanted, one) and _right(wanted, one) for one in met),
            place=part.place,
            text=wanted.name,
            elsewhere=elsewhere,
            other=" | ".join(f"{_quoted(one)} {_value(one)}" for one in met[:2]) or _instead(wanted, meetings),
        )


def _instead(wanted: Wanted, meetings: _Meetings) -> str:
    """What was found in the place of a label that was not."""
    return ", ".join(f"{one.label}{_kind(one)}" for one in meetings.near(wanted)[:3])


def _findings(part: Part, meetings: _Meetings) -> Iterator[Judgement]:
    """Each finding judged, but for those that meet no more than an optional label, and what was counted before."""
    counted: set[tuple[object, ...]] = set()
    for finding, met in zip(meetings.findings, meetings.labels, strict=True):
        row = row_of_finding(finding)
        if row not in ROWS:
            continue
        firm = [one for one in met if not one.optional]
        if not firm and (met or _excused(part, finding, row)):
            continue
        key = _counted_once(row, finding) if row in part.once else None
        if key:
            if key in counted:
                continue
            counted.add(key)
        yield Judgement(
            row=row,
            found=True,
            exact=any(meetings.exact(one, finding) for one in firm),
            overlap=bool(firm),
            value=any(_right(one, finding) for one in firm),
            both=any(meetings.exact(one, finding) and _right(one, finding) for one in firm),
            place=part.place + _page(finding),
            text=f"{_quoted(finding)} {_value(finding)} ({finding.evidence.rule})",
            judged=row in part.judged,
        )


def _counted_once(row: str, finding: Finding) -> tuple[object, ...] | None:
    """What is the same finding again: a name in the document, a sum or a day on the page."""
    value, page = finding.value, finding.evidence.page
    if isinstance(value, Organisation):
        return row, name_key(value.name)
    if isinstance(value, Money):
        return row, value.amount, value.currency, page
    return (row, value.iso, page) if isinstance(value, CalendarDate) else None


def _excused(part: Part, finding: Finding, row: str) -> bool:
    """Whether a name stands where a label in any role is optional: the role shows only elsewhere."""
    if row not in NAMES:
        return False
    return any(
        one.optional and one.row in NAMES and any(finding.evidence.span.overlaps(span) for span in one.spans)
        for one in part.wanted
    )


def _details(part: Part, meetings: _Meetings) -> Iterator[Detail]:
    for wanted in part.wanted:
        if wanted.optional:
            continue
        right = [one for one in meetings.of(wanted) if _right(wanted, one)]
        # One sum may stand for two things on a page; what agrees with one of them is right.
        options = [list(details(wanted.row, wanted.value, one.value)) for one in right]
        for detail in zip(*options, strict=True):
            key, want, got = next((one for one in detail if one[1] == one[2]), detail[0])
            yield Detail(wanted.row, key, want, got, f"{part.place}: {wanted.name}")


def _quoted(finding: Finding) -> str:
    return repr(finding.evidence.quote[:_SHOWN])


def _page(finding: Finding) -> str:
    return f", page {finding.evidence.page}" if finding.evidence.page else ""


def _kind(finding: Finding) -> str:
    return f" ({finding.value.kind})" if isinstance(finding.value, Clause | Money) else ""


def _value(finding: Finding) -> str:
    """The value of a finding, short, for lists."""
    shown = {key: one for key, one in value_as_json(finding.value).items() if one not in (None, [], "unknown")}
    for key in ("name", "canonical", "identifiers", "flags", "postcode", "company_number"):
        shown.pop(key, None)
    return " ".join(f"{key}={one}" for key, one in shown.items())
