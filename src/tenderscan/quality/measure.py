"""Parts of documents measured: each document tagged once, each label and each finding judged."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tenderscan.document import Document
from tenderscan.json_contract import value_as_json
from tenderscan.quality.copied import name_key
from tenderscan.quality.figures import Detail, Figures, Judgement
from tenderscan.quality.labels import NAMES, ROWS, Part, Wanted, row_of_finding
from tenderscan.quality.meetings import Meetings
from tenderscan.quality.values import details
from tenderscan.record import CalendarDate, Clause, Finding, Money, Organisation

Tag = Callable[[Document], tuple[Finding, ...]]

_NEVER_IN_FIELDS = frozenset({"supplier", "buyer", "organisation", "money", "date", "reference"})
"""Rows of which nothing may be found in a field still to be filled in."""
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
    meetings = Meetings(part, findings)
    judged = [*_labels(part, meetings), *_findings(part, meetings)]
    count.judgements += judged
    count.details += _details(part, meetings)
    if part.hard and any(one.found and one.judged and not (one.overlap or one.optional) for one in judged):
        count.hard_wrong.append(part.place)


def _violations(part: Part, findings: tuple[Finding, ...]) -> Iterator[str]:
    """What was found in fields still to be filled in, wherever in the document they stand."""
    for finding in findings:
        span = finding.evidence.span
        if row_of_finding(finding) in _NEVER_IN_FIELDS and any(span.overlaps(field) for field in part.never):
            yield f"{part.place}: {finding.label}: {_quoted(finding)}"


def _labels(part: Part, meetings: Meetings) -> Iterator[Judgement]:
    for number, wanted in enumerate(part.wanted):
        met = meetings.met(number)
        elsewhere = not met and meetings.on_its_page(wanted)
        yield Judgement(
            row=wanted.row,
            found=False,
            exact=number in meetings.pairs["exact"],
            overlap=elsewhere or number in meetings.pairs["overlap"],
            value=elsewhere or number in meetings.pairs["value"],
            both=number in meetings.pairs["both"],
            place=part.place,
            text=wanted.name,
            elsewhere=elsewhere and not wanted.optional,
            other=" | ".join(f"{_quoted(one)} {_value(one)}" for one in met[:2]) or _instead(wanted, meetings),
            optional=wanted.optional,
        )


def _instead(wanted: Wanted, meetings: Meetings) -> str:
    """What was found in the place of a label that was not."""
    return ", ".join(f"{one.label}{_kind(one)}" for one in meetings.near(wanted)[:3])


def _findings(part: Part, meetings: Meetings) -> Iterator[Judgement]:
    """Each finding judged, but for what says once more what has answered a label, or was counted before."""
    answering = {measure: set(pairs.values()) for measure, pairs in meetings.pairs.items()}
    counted = {_counted_once(part, meetings.findings[at]) for at in answering["overlap"]} - {None}
    for at, finding in enumerate(meetings.findings):
        row = row_of_finding(finding)
        if row not in ROWS or (at not in answering["overlap"] and meetings.repeats(at)):
            continue
        if at not in answering["overlap"]:
            key = _counted_once(part, finding)
            if key in counted:
                continue
            counted |= {key} - {None}
        yield Judgement(
            row=row,
            found=True,
            exact=at in answering["exact"],
            overlap=at in answering["overlap"],
            value=at in answering["value"],
            both=at in answering["both"],
            place=part.place + _page(finding),
            text=f"{_quoted(finding)} {_value(finding)} ({finding.evidence.rule})",
            judged=row in part.judged,
            optional=at not in answering["overlap"] and _excused(part, meetings, at),
        )


def _counted_once(part: Part, finding: Finding) -> tuple[object, ...] | None:
    """What is the same finding again where such count once: a name in the document, a sum or a day on the page."""
    row, value, page = row_of_finding(finding), finding.value, finding.evidence.page
    if row not in part.once:
        return None
    if isinstance(value, Organisation):
        return row, name_key(value.name)
    if isinstance(value, Money):
        return row, value.amount, value.currency, page
    return (row, value.iso, page) if isinstance(value, CalendarDate) else None


def _excused(part: Part, meetings: Meetings, at: int) -> bool:
    """Whether a finding answers an optional label; a name also one in another role, which shows only elsewhere."""
    met = [part.wanted[number] for number in meetings.labels[at]]
    if met:
        return all(one.optional for one in met)
    finding = meetings.findings[at]
    return row_of_finding(finding) in NAMES and any(
        one.optional and one.row in NAMES and any(finding.evidence.span.overlaps(span) for span in one.spans)
        for one in part.wanted
    )


def _details(part: Part, meetings: Meetings) -> Iterator[Detail]:
    for number, at in sorted(meetings.pairs["value"].items()):
        wanted = part.wanted[number]
        for key, want, got in details(wanted.row, wanted.value, meetings.findings[at].value):
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
