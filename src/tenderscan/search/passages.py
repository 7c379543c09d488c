"""The best passages of a document: short pieces of one page, with the words of the query marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from operator import attrgetter

from tenderscan.document import BlockKind, Document, Span
from tenderscan.query.tree import Phrase
from tenderscan.search.cutting import WIDTH, cut
from tenderscan.search.layout import RUNNING, Layout
from tenderscan.search.occurrences import Occurrence, Term, find
from tenderscan.text import COMMON_WORDS

_CANDIDATES = 40
"""Windows that are cut out and looked at closely."""
_NEAR = 60
"""Occurrences before and behind a window that may lie in its passage."""
# The dots between a line of the table of contents and its page number.
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|\u2026{2,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text.

    Attributes:
        page: 1-based, None where the document has no pages.
        span: its characters in the document; lies within the page.
        text: `document.text[span.start:span.end]`, never empty.
        marks: half-open ranges of characters to be marked, relative to `text`, in order, without overlap.
        cell: reference of the spreadsheet cell that holds the first mark, None in all other documents.
    """

    page: int | None
    span: Span
    text: str
    marks: tuple[tuple[int, int], ...]
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """Occurrences that stand close together.

    Attributes:
        first: index of the first occurrence.
        last: index of the last, included.
        terms: terms that occur, as bits.
        worth: of the terms and of where they stand.
    """

    first: int
    last: int
    terms: int
    worth: float


def passages(document: Document, terms: Sequence[Term], *, limit: int = 3) -> tuple[Passage, ...]:
    """The best passages that hold the terms, best first; none where the text does not hold any.

    Better is what holds more different terms and rarer ones, phrases, terms close together, and headings; worse are
    running headers and tables of contents. A passage that adds a term the ones before it lack goes before one that
    repeats them.
    """
    occurrences = find(document.text, terms)
    if not occurrences:
        return ()
    layout = Layout(document)
    occurrences = _telling_places(layout, occurrences)
    weights = _weights(terms, occurrences)
    windows = sorted(_windows(layout, occurrences, weights), key=attrgetter("worth"), reverse=True)
    return _pick(layout, occurrences, weights, _varied(windows, len(terms)), limit)


def around(document: Document, spans: Sequence[Span], *, limit: int = 3) -> tuple[Passage, ...]:
    """Passages around places that are known already, such as the evidence of a finding; overlapping ones once."""
    layout = Layout(document)
    chosen: list[Passage] = []
    for span in spans:
        if len(chosen) == limit or not span.of(document.text).strip():
            continue
        passage = _passage(layout, span, [span])
        if not any(passage.span.overlaps(other.span) for other in chosen):
            chosen.append(passage)
    return tuple(chosen)


def opening(document: Document) -> tuple[Passage, ...]:
    """The first lines of the body; none where the document has no text."""
    if not document.text.strip():
        return ()
    layout = Layout(document)
    text = document.text
    start = next((start for start in layout.body_starts() if text[start : start + WIDTH].strip()), 0)
    start += len(text[start:]) - len(text[start:].lstrip())
    return (_passage(layout, Span(start, start + 1), []),)


def _telling_places(layout: Layout, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Without those in running headers and footers, but for terms that stand nowhere else."""
    in_body = {one.term for one in occurrences if not layout.is_running(one.start)}
    return [one for one in occurrences if one.term not in in_body or not layout.is_running(one.start)]


def _weights(terms: Sequence[Term], occurrences: Sequence[Occurrence]) -> list[float]:
    """How much each term says about where to look: more for a phrase, more for what is rare in this document."""
    counts = [0] * len(terms)
    for occurrence in occurrences:
        counts[occurrence.term] += 1
    return [_telling(term) * (1 + 1 / log2(count + 2)) for term, count in zip(terms, counts, strict=True)]


def _telling(term: Term) -> float:
    if isinstance(term, Phrase):
        return 1.0 + 0.5 * min(sum(1 for form in term.forms if form not in COMMON_WORDS), 4)
    return 1.0


def _windows(layout: Layout, occurrences: Sequence[Occurrence], weights: Sequence[float]) -> list[_Window]:
    """For every occurrence the window that begins with it and stays on its page, outside headers and footers."""
    windows = []
    last, stretch_end = -1, -1
    for first, occurrence in enumerate(occurrences):
        if occurrence.start >= stretch_end:
            stretch_end = layout.stretch_end(occurrence.start)
        reach = min(occurrence.start + WIDTH, stretch_end)
        last = max(last, first)
        while last + 1 < len(occurrences) and occurrences[last + 1].end <= reach:
            last += 1
        terms, worth, spread = 0, 0.0, 0
        for other in occurrences[first : last + 1]:
            if not terms >> other.term & 1:
                terms |= 1 << other.term
                worth += weights[other.term]
                spread = max(spread, other.start - occurrence.end)
        # Closeness: how little lies between the first occurrences of the terms.
        worth += 0.5 * (1 - spread / WIDTH)
        windows.append(_Window(first, last, terms, worth))
    return windows


def _varied(windows: Sequence[_Window], terms: int) -> list[_Window]:
    """The best windows, and for each term the best that hold it: one frequent term must not crowd out the others."""
    chosen = list(windows[:_CANDIDATES])
    for term in range(terms):
        holding = [window for window in windows if window.terms >> term & 1]
        chosen += holding[: max(_CANDIDATES // terms, 2)]
    return list(dict.fromkeys(chosen))


def _pick(
    layout: Layout,
    occurrences: Sequence[Occurrence],
    weights: Sequence[float],
    windows: Sequence[_Window],
    limit: int,
) -> tuple[Passage, ...]:
    """Cut the windows out and choose among them, one after the other."""
    candidates = []
    for window in windows:
        inside = occurrences[window.first : window.last + 1]
        group = Span(inside[0].start, max(occurrence.end for occurrence in inside))
        # Sentences begin before the window and may end behind it: what else stands there is marked too.
        near = occurrences[max(window.first - _NEAR, 0) : window.last + _NEAR]
        passage = _passage(layout, group, [Span(occurrence.start, occurrence.end) for occurrence in near])
        candidates.append((passage, window, window.worth * _standing(layout, passage, group)))
    chosen: list[Passage] = []
    seen_terms, seen_texts = 0, set()
    while candidates and len(chosen) < limit:
        # What has been shown already counts a third, so that the next passage brings something new.
        best = max(
            candidates,
            key=lambda candidate: (
                candidate[2] - _repeated(candidate[1].terms & seen_terms, weights) * 2 / 3,
                -candidate[0].span.start,
            ),
        )
        chosen.append(best[0])
        seen_terms |= best[1].terms
        seen_texts.add(_folded(best[0].text))
        candidates = [
            candidate
            for candidate in candidates
            if not candidate[0].span.overlaps(best[0].span) and _folded(candidate[0].text) not in seen_texts
        ]
    return tuple(chosen)


def _repeated(terms: int, weights: Sequence[float]) -> float:
    return sum(weight for index, weight in enumerate(weights) if terms >> index & 1)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _standing(layout: Layout, passage: Passage, first: Span) -> float:
    """Factor for where the first word stands."""
    block = layout.block(first.start)
    if block is not None and block.kind in RUNNING:
        return 0.2
    if _LEADERS.search(passage.text):
        return 0.5
    return 1.2 if block is not None and block.kind is BlockKind.HEADING else 1.0


def _passage(layout: Layout, group: Span, marked: Sequence[Span]) -> Passage:
    """Cut out a passage that holds `group`, and mark what of `marked` lies in it."""
    span = cut(layout, group)
    page = layout.page(span.start)
    marks = _marks(span, marked)
    cell = layout.cell(span.start + marks[0][0] if marks else group.start)
    return Passage(page.number if page else None, span, span.of(layout.text), marks, cell)


def _marks(span: Span, marked: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    marks: list[tuple[int, int]] = []
    for mark in sorted(marked):
        start, end = max(mark.start, span.start) - span.start, min(mark.end, span.end) - span.start
        if start >= end:
            continue
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end))
        else:
            marks.append((start, end))
    return tuple(marks)
