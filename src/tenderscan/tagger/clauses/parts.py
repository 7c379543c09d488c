"""Units cut in parts, each of which may be a clause of its own: two parties bound in one sentence, lettered items."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.tagger.clauses.figures import tells_figure
from tenderscan.tagger.clauses.units import LONGEST

_JOINT = re.compile(
    r"(?:[,;]\s+|\s)(?:and|but|while|whilst|whereas)\s+(?=(?:the|each|every|any)\s(?:[\w\u2019'-]+\s){1,3}(?:shall|will|must|may)\b)"
    r"|;\s+(?=(?:the|each|every|any)\s(?:[\w\u2019'-]+\s){1,3}(?:shall|will|must|may)\b)",
    re.IGNORECASE,
)
"""Before the second party of a sentence that binds two: ", and the Supplier shall"."""
_VERBS = ("shall", "will", "must", "may", "pay")
_BOUND = re.compile(r"\b(?:shall|will|must|may|pays?)\b", re.IGNORECASE)


def each_bound(text: str, spans: list[Span]) -> Iterator[Span]:
    """Units, those cut in two in which two parties are bound, each with a figure of its own."""
    for span in spans:
        start = span.start
        if sum(text.count(verb, span.start, span.end) for verb in _VERBS) < 2:
            yield span
            continue
        for joint in _JOINT.finditer(text, span.start, min(span.end, span.start + LONGEST)):
            before, behind = text[start : joint.start()], text[joint.end() : span.end]
            if _BOUND.search(before) and tells_figure(before) and tells_figure(behind):
                yield Span(start, joint.start())
                start = joint.end()
        yield Span(start, span.end)


class Part(NamedTuple):
    """A part of a unit.

    Attributes:
        start: its first character.
        end: behind its last.
        lent: words of the parts before that it goes on with: the verb of "others within 60 days".
    """

    start: int
    end: int
    lent: str


_PERIODS = ("day", "week", "month")
_ELLIPSIS = re.compile(
    r"(?:[;,]\s+(?:(?:and|but|while|with)\s+)?|\s(?:and|but|while|with)\s+)"
    r"(?=(?:[\w\u2019'-]+\s){1,5}(?:within|in|by|after|not later than|no later than)\s)",
    re.IGNORECASE,
)
"""Before the second half of a sentence that has no verb of its own: "; subcontractors within"."""
_VERB = re.compile(r"\b(?:shall|will|must|may|is to|are to|is|are)\s(?:be\s)?[a-z]+\b")
_OWN_VERB = re.compile(r"\b(?:shall|will|must|may|pays?|is|are|be|has|have|was|were|to)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:\A|[:;,.]\s+(?:(?:and|or)\s+)?|\n|\s(?=\([ai1]\)\s))(?=\(?(?P<mark>[a-z]|[ivx]{2,4}|\d)\)\s)")
_FIRSTS = frozenset({"a", "i", "1"})


def without_verb(text: str) -> list[Part]:
    """The halves of a sentence whose second one goes on with the verb of the first; empty where it has none such."""
    if sum(map(text.count, _PERIODS)) < 2:
        return []
    for joint in _ELLIPSIS.finditer(text, 0, LONGEST):
        before, behind = text[: joint.start()], text[joint.end() :]
        verb = _VERB.search(before)
        if verb and not _OWN_VERB.search(behind) and tells_figure(before) and tells_figure(behind):
            return [
                Part(0, joint.start() + text.startswith(";", joint.start()), ""),
                Part(joint.end(), len(text), verb[0]),
            ]
    return []


def items(text: str) -> list[Part]:
    """The items "a) …; b) …" of a unit, the first with the words that lead them in; empty for fewer than two."""
    if text.count(")") < 2:
        return []
    marks = list(_ITEM.finditer(text, 0, LONGEST))
    if len(marks) < 2 or marks[0]["mark"] not in _FIRSTS:
        return []
    lead = text[: marks[0].end()]
    starts = [0, *(mark.end() for mark in marks[1:])]
    ends = [*(len(text[: mark.end()].rstrip()) for mark in marks[1:]), len(text)]
    return [Part(start, end, lead if start else "") for start, end in zip(starts, ends, strict=True)]
