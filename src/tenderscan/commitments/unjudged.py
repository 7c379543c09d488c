"""Rows of tables of promises that carry a measure code and of which no number could be read."""

import re
from collections.abc import Collection, Iterator, Sequence

from tenderscan.catalogue.commitments import Papers, Promise
from tenderscan.document import Document, Span
from tenderscan.record import Commitment, Evidence, Strength

RULE = "commitment/not-judged"
"""Rule of a promise that was not read but shown as it stands."""
_CODE = re.compile(r"(?P<letters>[A-Z]{1,4})\s?\d{1,3}[a-z]?")
_FRONT = 3
"""Cells at the front of a row in one of which its code stands."""


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
    page = next((page.number for page in document.pages if page.span.start <= span.start < page.span.end), None)
    evidence = Evidence(span, span.of(document.text), page, None, RULE, 0.05, document.cell_at(span.start))
    value = Commitment(None, longest or code, None, "", strength=Strength.MENTION, code=code)
    return Promise(papers, value, evidence)
