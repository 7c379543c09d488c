"""References: identifiers of procurements, notices, contracts, classes and measures."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import Label, Reference
from tenderscan.rules import ReferenceRule
from tenderscan.tagger.dates.calendar_dates import find_dates
from tenderscan.tagger.grammar import Grammar, label_of
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.passages.openings import Opened
from tenderscan.tagger.work import Work

_BEFORE = 48
"""Characters in front of the last word of a cue in which the cue stands."""
# What stands between a cue and its identifier: ": ", " - ", a tab, "is"
_BETWEEN = re.compile(r"[\s:#|=\u2013-]{0,5}(?:(?:is|no\.?|number)\b[\s:#.]{0,3})?(?<![^\W_])[\"\u201c(]?")
# Between two identifiers of a list: commas, "and", a note in brackets
_NEXT = re.compile(r"(?:\s{0,2}\([^()\n]{0,90}\))?\s{0,2}(?:[,;/&\u2013-]|\band\b)?\s{0,3}")
_NO_ID = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)|\d(?:\.\d)*|\d+(?:\.\d+){2,}", re.IGNORECASE)
"""Years, ordinals, single figures and numbers of clauses."""
_MOST = 60
"""Identifiers in one list."""
_WINDOW = 40
"""Characters on each side of a text that an identifier holds in which all of it stands."""
_NARROW = 120
"""Characters on each side of an identifier in a long block in which a phrase is near."""


class _Cued(NamedTuple):
    """A phrase behind which an identifier stands."""

    phrase: str
    rule: ReferenceRule
    pattern: re.Pattern[str]


class _Ending(NamedTuple):
    """Cues that end with one word, the longest first.

    Attributes:
        phrases: of all of them, as `str.endswith` takes them at once.
        cues: in the same order.
    """

    phrases: tuple[str, ...]
    cues: tuple[_Cued, ...]


class _Compiled(NamedTuple):
    """The rules made ready for use.

    Attributes:
        forms: rules that tell an identifier by its form.
        by_last_word: cues by their last word, the longest first.
        by_label: cues as headings of columns.
    """

    forms: tuple[tuple[ReferenceRule, Opened], ...]
    by_last_word: dict[str, _Ending]
    by_label: dict[str, _Cued]


def tag_references(work: Work) -> None:
    """Find the references of a section."""
    rules = _compiled(work.grammar)
    for rule, pattern in rules.forms:
        _tag_form(work, rule, pattern)
    for word, cues in rules.by_last_word.items():
        _tag_cued(work, word, cues)
    _tag_columns(work, rules)


@lru_cache(4)
def _compiled(grammar: Grammar) -> _Compiled:
    rules = grammar.rules.references.rules
    cued = [_Cued(cue, rule, re.compile(rule.pattern)) for rule in rules for cue in rule.cues]
    by_last: dict[str, list[_Cued]] = {}
    for one in sorted(cued, key=lambda one: -len(one.phrase)):
        by_last.setdefault(one.phrase.split()[-1], []).append(one)
    return _Compiled(
        tuple((rule, Opened(re.compile(rule.pattern))) for rule in rules if not rule.cues),
        {word: _Ending(tuple(one.phrase for one in several), tuple(several)) for word, several in by_last.items()},
        {one.phrase.rstrip(".:"): one for one in reversed(cued) if not one.rule.inline},
    )


def _tag_form(work: Work, rule: ReferenceRule, form: Opened) -> None:
    end = -1
    for match in _matches(work, rule, form):
        passage = work.passage_at(match.start()) if match.start() >= end else None
        if passage and (not rule.near or _is_near(work, passage, Span(*match.span()), rule.near)):
            _add(work, rule, Span(*match.span()), passage)
            end = match.end()


def _matches(work: Work, rule: ReferenceRule, form: Opened) -> Iterator[re.Match[str]]:
    """Where a form stands in the section; one that begins with any figure is looked for about the text it needs."""
    section = work.section_span
    if form.openings or not rule.needs:
        yield from form.finditer(work.text, section.start, section.end, work.lower)
        return
    for needed in rule.needs:
        at = work.lower.find(needed, section.start, section.end)
        while at >= 0:
            start, end = max(section.start, at - _WINDOW), min(section.end, at + _WINDOW)
            yield from form.pattern.finditer(work.text, start, end)
            at = work.lower.find(needed, at + 1, section.end)


def _is_near(work: Work, passage: Passage, span: Span, phrases: tuple[str, ...]) -> bool:
    """Whether one of some phrases stands beside an identifier, in its heading or at the head of its column."""
    near = Span(max(passage.span.start, span.start - _NARROW), min(passage.span.end, span.end + _NARROW))
    cell = passage.cell_at(span.start)
    around = [passage.span if passage.cells else near, *((passage.heading,) if passage.heading else ())]
    around += [cell_head for one in passage.cells for cell_head in one.heads] if cell else []
    words = _words(phrases)
    return any(words.search(work.lower, stretch.start, stretch.end) for stretch in around)


@lru_cache(32)
def _words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _tag_cued(work: Work, word: str, cues: _Ending) -> None:
    section = work.section_span
    at = work.lower.find(word, section.start, section.end)
    while at >= 0:
        end = at + len(word)
        if not (at and work.lower[at - 1].isalnum()) and not work.lower[end : end + 1].isalpha():
            passage = work.passage_at(at)
            if passage:
                _behind_cue(work, passage, Span(max(passage.span.start, at - _BEFORE), end), cues)
        at = work.lower.find(word, end, section.end)


def _behind_cue(work: Work, passage: Passage, window: Span, ending: _Ending) -> None:
    """The identifiers behind the longest cue that ends where a window ends."""
    before = " ".join(window.of(work.lower).split())
    if not before.endswith(ending.phrases):
        return
    cued = next((one for one in ending.cues if before.endswith(one.phrase) and not _goes_on(before, one.phrase)), None)
    if cued is None:
        return
    position = window.end
    between = _BETWEEN.match(work.text, position, passage.span.end)
    for _ in range(_MOST if cued.rule.repeats else 1):
        match = cued.pattern.match(work.text, between.end() if between else position, passage.span.end)
        if match is None or not match.group():
            return
        span = Span(*match.span())
        if _is_id(work.text, span):
            _add(work, cued.rule, span, passage)
        position = match.end()
        between = _NEXT.match(work.text, position, passage.span.end)


def _goes_on(before: str, phrase: str) -> bool:
    """Whether a phrase is but the end of a longer word."""
    at = len(before) - len(phrase)
    return at > 0 and before[at - 1].isalnum()


def _is_id(text: str, span: Span) -> bool:
    """Whether what stands behind a cue is an identifier, and no year, clause, day or mere word."""
    if _NO_ID.fullmatch(text, span.start, span.end) or not any(map(str.isdigit, span.of(text))):
        return False
    return not any(len(day.span) >= len(span) - 1 for day in find_dates(text, span))


def _tag_columns(work: Work, rules: _Compiled) -> None:
    """Identifiers in columns whose heading is a cue."""
    known: dict[int, _Cued | None] = {}
    for passage in work.section:
        for cell in passage.cells if not passage.head else ():
            if not cell.heads or len(cell.span) > _NARROW:
                continue
            head = cell.heads[0]
            if head.start not in known:
                known[head.start] = rules.by_label.get(label_of(head.of(work.text)))
            cued = known[head.start]
            whole = cued and cued.pattern.fullmatch(work.text, cell.span.start, cell.span.end)
            if cued and whole and _is_id(work.text, cell.span):
                _add(work, cued.rule, cell.span, passage)


def _add(work: Work, rule: ReferenceRule, span: Span, passage: Passage) -> None:
    if not work.masked(span):
        work.add(
            Label.REFERENCE, Reference(rule.scheme, _plain(span.of(work.text))), span, rule.head.id, rule.score, passage
        )


def _plain(text: str) -> str:
    """An identifier as its scheme writes it: without the blank that some put behind letters."""
    return re.sub(r"^([A-Z]{2,4}) (?=\d)", r"\1", " ".join(text.split()))
