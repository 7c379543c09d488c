"""Terms: how long a contract, an extension, a notice, a warranty or an offer lasts."""

import re
from collections.abc import Iterator

from tenderscan.document import Span
from tenderscan.record import CalendarDate, Finding, Label, Term
from tenderscan.tagger.dates.term_drafts import Draft, Sentence, in_units
from tenderscan.tagger.dates.term_roles import EXTENSION, FAMILY, said_nearby
from tenderscan.tagger.numbers.periods import Period, periods, sums, unit_places
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_LONGEST = 420
"""Characters of a term: of a longer sentence it is the part about the period."""
_EITHER_SIDE = 170
_FORM = 3
"""Cells of a row that is a line of a form: its label belongs to what stands beside it."""
_OF_THEIR_OWN = frozenset({"notice", "warranty", "defects", "validity", "completion", "retention", EXTENSION})
"""Roles of periods that do not run from the first to the last day of the contract."""
_MOST = 30
"""Periods in a sentence; a longer list is no sentence about a contract."""
_PART = re.compile(r"[;,.]\s|\s(?=(?:and|with|subject|unless|provided|plus|by)\b)", re.IGNORECASE)
"""Where one sentence on two periods is cut."""


def tag_terms(work: Work) -> None:
    """Find the terms of a section."""
    done: set[Span] = set()
    dates = _dates_by_sentence(work)
    for passage in _with_periods(work):
        for sentence, found in _by_sentence(work, passage):
            days = dates.get(sentence, [])
            drafts = Sentence(work, passage, sentence, found, days).drafts()
            rest = _endless(work, passage, sentence, drafts, days)
            _keep(work, passage, rest, drafts, days)
            if drafts:
                done.add(sentence)
        for span, draft in in_units(work, passage):
            _keep(work, passage, span, [draft], [])
    _from_days(work, dates, done)


def _with_periods(work: Work) -> Iterator[Passage]:
    """The passages of the section in which a period may stand."""
    span = work.section_span
    places = unit_places(work.lower, span.start, span.end)
    plus = work.text.find("+", span.start, span.end)
    while plus >= 0:
        places.append(plus)
        plus = work.text.find("+", plus + 1, span.end)
    end = -1
    for at in sorted(places):
        passage = work.passage_at(at) if at >= end else None
        if passage:
            end = passage.span.end
            yield passage


def _by_sentence(work: Work, passage: Passage) -> Iterator[tuple[Span, list[Period]]]:
    """The periods of a passage, sentence by sentence, without those in placeholders."""
    found = [one for one in periods(work.text, work.lower, passage.span) if not work.masked(one.span)]
    places = sorted([*(one.span for one in found), *(one.span for one in sums(work.text, passage.span))])
    by_sentence: dict[Span, list[Period]] = {}
    for span in places:
        by_sentence.setdefault(work.sentence_at(passage, span), [])
    for one in found:
        by_sentence[work.sentence_at(passage, one.span)].append(one)
    yield from ((sentence, several) for sentence, several in by_sentence.items() if len(several) <= _MOST)


def _endless(work: Work, passage: Passage, sentence: Span, drafts: list[Draft], days: list[Finding]) -> Span:
    """Add the term of a contract without an end whose notice the sentence names; what is left of the sentence."""
    if len(drafts) != 1 or drafts[0].rule.role != "notice" or not days:
        return sentence
    cue = next(
        (cue for cue in work.cues(FAMILY).within(sentence.start, sentence.end) if cue.group == "open_ended"), None
    )
    if cue is None or cue.end > drafts[0].first.start:
        return sentence
    rule = next(rule for rule in work.grammar.rules.terms.rules if rule.role == "contract")
    span = _stripped(work.text, Span(sentence.start, cue.end))
    first, last = _only(days, "start"), _only(days, "end")
    if (first or last) and not work.masked(span):
        work.add(Label.TERM, Term(rule.role, first, last), span, rule.head.id, rule.score * 0.85, passage)
        return Span(cue.end, sentence.end)
    return sentence


def _keep(work: Work, passage: Passage, sentence: Span, drafts: list[Draft], days: list[Finding]) -> None:
    """Make terms of drafts; several in a sentence share it out between them."""
    start = sentence.start
    for position, draft in enumerate(drafts):
        end = sentence.end
        if position + 1 < len(drafts):
            end = _cut(work.text, draft.last.end, max(draft.last.end, drafts[position + 1].first.start))
        whole = _row(passage, draft.first) if len(drafts) == 1 else None
        span = _beside_placeholders(work, whole or _clipped(work.text, Span(start, end), draft), draft)
        own = draft.rule.role in _OF_THEIR_OWN
        first, last = (None, None) if own else (_only(days, "start"), _only(days, "end"))
        value = Term(draft.rule.role, first, last, draft.months, draft.days, tuple(draft.extensions))
        score = draft.rule.score * (0.6 + 0.4 * min(draft.weight, 1.0))
        work.add(Label.TERM, value, span, draft.rule.head.id, score, passage)
        start = end


def _only(days: list[Finding], role: str) -> str | None:
    """The day of a role, where there is one."""
    found = {f.value.iso for f in days if isinstance(f.value, CalendarDate) and f.value.role == role}
    return found.pop() if len(found) == 1 else None


def _cut(text: str, start: int, end: int) -> int:
    """Where the part of a sentence about one period ends and that about the next begins."""
    match = _PART.search(text, start, end)
    return match.end() if match else end


def _row(passage: Passage, period: Span) -> Span | None:
    """Label and value of a line of a form."""
    cell = passage.cell_at(period.start)
    if cell and cell.label and len(passage.cells) <= _FORM:
        return Span(cell.label.start, cell.span.end)
    return None


def _clipped(text: str, span: Span, draft: Draft) -> Span:
    """The part of a long sentence about a period, cut between words."""
    start, end = span.start, span.end
    if len(span) > _LONGEST:
        if draft.first.start - start > _EITHER_SIDE:
            start = text.find(" ", draft.first.start - _EITHER_SIDE, draft.first.start) + 1 or draft.first.start
        if end - draft.last.end > _EITHER_SIDE:
            end = max(text.rfind(" ", draft.last.end, draft.last.end + _EITHER_SIDE), draft.last.end)
    return _stripped(text, Span(start, end))


def _stripped(text: str, span: Span) -> Span:
    """A span without blanks at its ends."""
    part = span.of(text)
    return Span(span.start + len(part) - len(part.lstrip()), span.end - len(part) + len(part.rstrip()))


def _beside_placeholders(work: Work, span: Span, draft: Draft) -> Span:
    """What is left of a span beside the fields still to be filled in."""
    start, end = span.start, span.end
    for mask in work.masks_near(span):
        if mask.end <= draft.first.start:
            start = max(start, mask.end)
        elif mask.start >= draft.last.end:
            end = min(end, mask.start)
    return _stripped(work.text, Span(start, end))


def _dates_by_sentence(work: Work) -> dict[Span, list[Finding]]:
    """The days of the section that begin or end something, by the sentence they stand in."""
    section = work.section_span
    found: dict[Span, list[Finding]] = {}
    for finding in work.found:
        span = finding.evidence.span
        if (
            isinstance(finding.value, CalendarDate)
            and finding.value.role in {"start", "end"}
            and section.contains(span)
        ):
            passage = work.passage_at(span.start)
            if passage:
                found.setdefault(work.sentence_at(passage, span), []).append(finding)
    return found


def _from_days(work: Work, dates: dict[Span, list[Finding]], done: set[Span]) -> None:
    """Terms of which the text gives the first and last day and no length, or no end at all."""
    for sentence, days in dates.items():
        if sentence in done or len(days) > 2:
            continue
        passage = work.passage_at(sentence.start)
        first, last = _only(days, "start"), _only(days, "end")
        if passage is None or not (first or last) or (first and last and first >= last):
            continue
        cues = work.cues(FAMILY).within(sentence.start, sentence.end)
        endless = any(cue.group == "open_ended" for cue in cues)
        rule = said_nearby(work, passage, sentence) if (first and last) or endless else None
        if rule and (rule.role not in _OF_THEIR_OWN or rule.role == "validity"):
            span = _stripped(work.text, sentence)
            span = span if len(span) <= _LONGEST else Span(days[0].evidence.span.start, days[-1].evidence.span.end)
            if not work.masked(span):
                work.add(Label.TERM, Term(rule.role, first, last), span, rule.head.id, rule.score * 0.85, passage)
