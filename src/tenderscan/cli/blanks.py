"""Fields of a document that are still to be filled in: "«Insert name»", "£XX"; nothing is found in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenderscan.document import Document, Span
from tenderscan.rules.placeholders import PlaceholderRule

_EDGES = "«»<>[]() \n\t.,;"


@dataclass(frozen=True, slots=True)
class Blank:
    """A field left blank.

    Attributes:
        text: the placeholder on one line.
        pages: 1-based, of each place; empty where the format has no pages.
        count: how often it stands there.
    """

    text: str
    pages: tuple[int, ...]
    count: int


def blanks(document: Document, rules: Iterable[PlaceholderRule]) -> list[Blank]:
    """The fields left blank, in the order of their first places; one name in any capitals is one field."""
    places: dict[str, list[Span]] = {}
    for span in _apart(sorted(_spans(document.text, rules))):
        name = " ".join(span.of(document.text).replace("_", " ").strip(_EDGES).casefold().split())
        places.setdefault(name, []).append(span)
    return [_blank(document, spans) for spans in places.values()]


def _spans(text: str, rules: Iterable[PlaceholderRule]) -> Iterator[Span]:
    lower = text.lower()
    for rule in rules:
        if rule.field and (not rule.needs or any(word in lower for word in rule.needs)):
            for match in re.finditer(rule.pattern, text, re.IGNORECASE):
                yield Span(*match.span())


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Without those that begin within one before: "«Insert name»" holds "Insert name"."""
    end = -1
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _blank(document: Document, spans: list[Span]) -> Blank:
    pages = {page.number for page in document.pages for span in spans if page.span.start <= span.start < page.span.end}
    return Blank(" ".join(spans[0].of(document.text).split()).rstrip(".,;"), tuple(sorted(pages)), len(spans))
