"""What a period is: the words before it, behind it, in its row, its column and the heading above."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.rules import TermRule
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.numbers.periods import Period
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

FAMILY = "term"
UNSAID = "other"
"""The role of a period that binds and of which nothing says whose it is."""
EXTENSION = "extension"
_ENOUGH = 0.5
_BEFORE = 130
"""Characters before a period in which a cue counts."""
_BEHIND = 34
"""Characters from a period to a cue behind it at most."""
_NEVER_REACH = 45
"""Characters from a period to a phrase that says it is no term at most."""
_STEP = 0.05
"""What one step of a rule's rank weighs."""
_AT_ONCE = 60
"""Characters of a passage in which a period must begin that only a heading speaks about."""
_HEADING = 0.55
_NUMBERING = 4
"""Characters of a first cell that is no label but the number of a row."""
# What may stand between a period and a cue behind it: "months' prior written [notice]", "year initial [contract]"
_BRIDGE = re.compile(
    r"[\s'\u2019,-]*(?:(?!(?:of|from|after|before|to|in|the|under|by|following|and|or|for|with|on|at|until|if|is)\b)"
    r"[\w&/-]+[\s'\u2019-]+){0,3}",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """A rule that speaks about a period.

    Attributes:
        rule: None where the words say that the period is no term.
        weight: how much they say, about 0 to 1.
    """

    rule: TermRule | None
    weight: float


class Where(NamedTuple):
    """A period where it stands.

    Attributes:
        passage: the block.
        sentence: of the period; in a table, its cell.
        period: the period.
        others: the other periods of the sentence.
    """

    passage: Passage
    sentence: Span
    period: Period
    others: tuple[Period, ...]


def role_of(work: Work, where: Where, *, behind_term: bool) -> Said | None:
    """The rule that says most about a period; None where none says enough, or one says that it is no term.

    Args:
        work: the document.
        where: the period.
        behind_term: whether another term stands in front of it in its sentence.
    """
    deadline = deadline_word(work, where.period.span.start)
    behind_term = behind_term or extension_before(work, where) is not None
    said = [
        one
        for one in (*_in_sentence(work, where), *_around(work, where))
        if one.rule is None or ((behind_term or not one.rule.joins) and _leads(one.rule, deadline))
    ]
    best = max(said, key=lambda one: one.weight + _STEP * (one.rule.rank if one.rule else 0), default=None)
    return best if best and best.rule and best.weight >= _ENOUGH else None


def said_nearby(work: Work, passage: Passage, sentence: Span) -> TermRule | None:
    """The first rule of which a phrase stands in a sentence, its row, its column or its heading."""
    index = work.cues(FAMILY)
    cell = passage.cell_at(sentence.start)
    around = [sentence, *((cell.label,) if cell and cell.label else ()), *(cell.heads if cell else ())]
    around += [heading for heading in (passage.heading,) if heading]
    for span in around:
        for cue in index.within(span.start, span.end):
            if cue.rule and not cue.rule.joins and cue.rule.role != EXTENSION:
                rule: TermRule = cue.rule
                return rule
    return None


def extension_before(work: Work, where: Where) -> TermRule | None:
    """The rule of an extension that the sentence speaks of in front of a period."""
    cues = work.cues(FAMILY).within(where.sentence.start, where.period.span.start)
    return next((cue.rule for cue in cues if cue.rule and cue.rule.role == EXTENSION and not cue.rule.joins), None)


def _in_sentence(work: Work, where: Where) -> Iterator[Said]:
    span = where.period.span
    for cue in work.cues(FAMILY).within(max(where.sentence.start, span.start - _BEFORE), where.sentence.end):
        if cue.end <= span.start:
            said = _before(where, cue)
        elif cue.start >= span.end:
            said = _behind(work.text, where, cue)
        else:
            continue
        if said:
            yield said


def _before(where: Where, cue: Cue) -> Said | None:
    gap = where.period.span.start - cue.end
    parted = any(cue.end <= other.span.start < where.period.span.start for other in where.others)
    if cue.group == "never":
        return Said(None, 1.0 - 0.004 * gap) if gap <= _NEVER_REACH and not parted else None
    if cue.group != "cues" or gap > cue.rule.reach:
        return None
    return Said(cue.rule, 1.0 - 0.004 * gap - (0.3 if parted else 0.0))


def _behind(text: str, where: Where, cue: Cue) -> Said | None:
    gap = cue.start - where.period.span.end
    if gap > _BEHIND or cue.group not in {"after", "never_after"}:
        return None
    if not _BRIDGE.fullmatch(text, where.period.span.end, cue.start):
        return None
    return Said(cue.rule, 1.02 - 0.012 * gap)


def _around(work: Work, where: Where) -> Iterator[Said]:
    """What row, column and heading say."""
    index = work.cues(FAMILY)
    cell = where.passage.cell_at(where.period.span.start)
    stretches: list[tuple[float, Span]] = []
    if cell:
        stretches += [(0.86, head) for head in cell.heads[:1]]
        stretches += [(0.84, cell.label)] if cell.label else []
        numbered = cell.label is not None and len(cell.label) <= _NUMBERING
        beside = [other.span for other in where.passage.cells if other.column < cell.column][-1:]
        stretches += [(0.84 if numbered else 0.6, span) for span in beside]
    if where.passage.heading and where.period.span.start - where.passage.span.start <= _AT_ONCE:
        stretches.append((_HEADING, where.passage.heading))
    for weight, around in stretches:
        for cue in index.within(around.start, around.end):
            if cue.group == "never":
                yield Said(None, weight + 0.01)
            elif cue.group in {"cues", "after"} and not cue.rule.joins:
                yield Said(cue.rule, weight)


def deadline_word(work: Work, at: int) -> str:
    """The word right before a period that makes it a deadline, lower-case; empty where there is none."""
    found = _right_before(work.grammar.rules.terms.deadlines).search(work.text, max(0, at - 40), at)
    return found[1].lower() if found else ""


def _leads(rule: TermRule, deadline: str) -> bool:
    return not deadline or deadline in rule.led_by


@lru_cache(8)
def _right_before(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)({either})\s(?:(?:the|a|an|period|of|about|approximately)\s){{0,3}}\Z", re.IGNORECASE)
