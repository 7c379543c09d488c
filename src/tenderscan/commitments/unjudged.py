"""What may be promised, but was not read as a promise: rows with a measure code, and sentences with a number."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from tenderscan.catalogue.commitments import Papers, Promise
from tenderscan.document import BlockKind, Document, Span
from tenderscan.record import Commitment, Evidence, Strength
from tenderscan.tagger.passages.layout import sentences

RULE = "commitment/not-judged"
"""Rule of a promise that was not read but shown as it stands."""
_CODE = re.compile(r"(?P<letters>[A-Z]{1,4})\s?\d{1,3}[a-z]?")
_FRONT = 3
"""Cells at the front of a row in one of which its code stands."""

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
# "We will use 12 electric vans", "Our team commits to 30 % of new staff", "The Contractor shall fit panels to 3 depots"
_PROMISED = re.compile(
    r"\b(?:we|our|supplier|contractor|provider|tenderer|bidder|company|consultant)\b[^.;]{0,80}?"
    r"(?:\b(?:will|shall|commit\w*|guarantee\w*|undertakes?|pledge\w*|promise\w*|offer\w*)\b|['\u2019]ll\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?<![\w./-])(?:[£€$]\s?\d|\d{1,3}(?:,\d{3})*(?:\.\d+)?\s?(?:%|[A-Za-z]{2}))")


def series_of(promises: Collection[Promise]) -> frozenset[str]:
    """The letters with which the measure codes of some promises begin: "NT" of "NT1"."""
    codes = (_CODE.fullmatch(promise.value.code or "") for promise in promises)
    return frozenset(code["letters"] for code in codes if code)


def unjudged(
    papers: Papers, document: Document, found: Sequence[Promise], series: Collection[str]
) -> Iterator[Promise]:
    """The rows of a document with a code of these series under which nothing was found, as promises without a number.

    Args:
        papers: the document as lists name it.
        document: its text and tables.
        found: its commitments.
        series: letters of codes that the bid or the contract counts its promises by.
    """
    told = {"".join((promise.value.code or "").split()) for promise in found}
    for table in document.tables:
        for row in table.rows:
            code = _code_of(document.text, row, series)
            if code is None or code in told:
                continue
            told.add(code)
            yield _as_promise(papers, document, row, code)


def unread_sentences(papers: Papers, document: Document, found: Sequence[Promise]) -> Iterator[Promise]:
    """Sentences that promise something with a number and of which no commitment was made, as promises without a number.

    Args:
        papers: the document as lists name it.
        document: its text.
        found: its commitments.
    """
    read = sorted(promise.evidence.span for promise in found)
    for block in document.blocks:
        if block.kind not in _PROSE or not _COUNTED.search(document.text, block.span.start, block.span.end):
            continue
        for span in sentences(document.text, block.span):
            said = " ".join(span.of(document.text).split())
            if _COUNTED.search(said) and _PROMISED.search(said) and not _was_read(span, read):
                yield Promise(papers, _without_number(said, None), _evidence(document, span))


def _was_read(span: Span, read: Sequence[Span]) -> bool:
    last = bisect_left(read, span.end, key=lambda one: one.start) - 1
    return last >= 0 and read[last].overlaps(span)


def _code_of(text: str, row: Sequence[Span], series: Collection[str]) -> str | None:
    for cell in row[:_FRONT]:
        match = _CODE.fullmatch(cell.of(text).strip())
        if match and match["letters"] in series:
            return "".join(match.group().split())
    return None


def _as_promise(papers: Papers, document: Document, row: Sequence[Span], code: str) -> Promise:
    span = Span(row[0].start, row[-1].end)
    words = [" ".join(cell.of(document.text).split()) for cell in row]
    longest = max((word for word in words if "".join(word.split()) != code), key=len, default="")
    return Promise(papers, _without_number(longest or code, code), _evidence(document, span))


def _without_number(words: str, code: str | None) -> Commitment:
    return Commitment(None, words, None, "", strength=Strength.MENTION, code=code)


def _evidence(document: Document, span: Span) -> Evidence:
    page = next((page.number for page in document.pages if page.span.start <= span.start < page.span.end), None)
    return Evidence(span, span.of(document.text), page, None, RULE, 0.05, document.cell_at(span.start))
