"""What part of a procurement a document is: decided once, by title, first headings, file name and first page."""

import re
from collections.abc import Iterator

from tenderscan.document import BlockKind, Span
from tenderscan.record import DocumentType, Label
from tenderscan.rules import TypeRule
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.cues import OPENING
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_TITLE_LINES = 8
"""Short paragraphs at the very beginning that may be the title although no heading style says so."""
_NEEDED = 0.45
_WHOLE_PACK = 0.5
"""Rules of this weight or less know the pack, not the part."""
_DEAR = re.compile(r"\s*Dear\b")
_SUBJECTS = frozenset({"contract", "framework_agreement", "terms", "specification"})
_SUBJECT = 0.4
"""What a title weighs as the subject of a letter."""


def tag_document_type(work: Work) -> None:
    """Keep the type of the document as a finding at the words that decided."""
    decided = decide(work)
    if decided is None:
        return
    cue, score = decided
    rule: TypeRule = cue.rule
    span = Span(cue.start, cue.end)
    passage = work.passage_at(span.start)
    if passage:
        work.add(Label.DOCUMENT_TYPE, DocumentType(rule.type), span, rule.head.id, score, passage)


def type_of(work: Work) -> str:
    """The type, as the other components use it; empty where nothing says it. The first section must have its cues."""
    if work.type is None:
        decided = decide(work)
        work.type = decided[0].rule.type if decided else ""
    return work.type


def decide(work: Work) -> tuple[Cue, float] | None:
    """The words that decide on the type, and how sure they are."""
    weights: dict[str, float] = {}
    where: dict[str, tuple[float, Cue]] = {}
    for weight, cue in _told_apart(list(_votes(work))):
        kind = cue.rule.type
        weights[kind] = max(weights.get(kind, 0.0), weight) + 0.1 * min(weights.get(kind, 0.0), 1.0)
        if kind not in where or weight > where[kind][0]:
            where[kind] = (weight, cue)
    for cue in work.name_cues:
        if cue.rule.type in weights:  # a name alone has no quote in the text: it can only confirm
            weights[cue.rule.type] += 0.5 * cue.rule.weight
    best = max(weights, key=lambda kind: weights[kind], default=None)
    if best is None or weights[best] < _NEEDED:
        return None
    score = min(0.95, weights[best] / sum(weights.values()) + 0.3 * weights[best])
    return where[best][1], score


def _told_apart(votes: list[tuple[float, Cue]]) -> list[tuple[float, Cue]]:
    """The votes without those for the name of a whole pack, where a title says which part of it this is."""
    titled = any(weight >= _NEEDED and cue.group == "titles" and cue.rule.weight > _WHOLE_PACK for weight, cue in votes)
    return [vote for vote in votes if not titled or vote[1].rule.weight > _WHOLE_PACK]


def _votes(work: Work) -> Iterator[tuple[float, Cue]]:
    lines, letter = 0, False
    type_cues = work.cues("type")
    for passage in work.passages:
        if passage.span.start > OPENING:
            break
        cues = type_cues.of(passage)
        lines += passage.kind is BlockKind.PARAGRAPH
        letter = letter or _DEAR.match(work.text, passage.span.start, passage.span.end) is not None
        ended = work.text.endswith((".", ";", ":"), passage.span.start, passage.span.end)
        for cue in cues:
            rule: TypeRule = cue.rule
            if cue.group == "body":
                yield 0.5 * rule.weight, cue
            elif not work.masked(Span(cue.start, cue.end)):
                # Behind "Dear Sirs" stands what the letter is about, which it is not itself.
                about = _SUBJECT if letter and rule.type in _SUBJECTS else 1.0
                yield about * rule.weight * _prominence(passage, cue, lines, ended=ended), cue


def _prominence(passage: Passage, cue: Cue, lines: int, *, ended: bool) -> float:
    """How much a title phrase weighs where it stands; `ended`: the passage is a sentence, not a title."""
    early = 1.0 - 0.3 * min(passage.span.start / OPENING, 1.0)
    share = (cue.end - cue.start) / max(len(passage.span), 1)
    if passage.kind is BlockKind.HEADING:
        return early * (0.75 + 0.25 * min(share * 2, 1.0))
    if passage.kind in {BlockKind.HEADER, BlockKind.TEXT_BOX}:
        return 0.7 * early
    if lines <= _TITLE_LINES and len(passage.span) < 100 and not ended:
        return early * (0.6 + 0.3 * min(share * 2, 1.0))
    return 0.2 * early
