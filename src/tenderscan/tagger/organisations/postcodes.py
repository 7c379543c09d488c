"""British postcodes, and whether the text between a name and a postcode is an address."""

import re
from collections.abc import Set as AbstractSet

from tenderscan.document import Span

# M32 0TH, EC1A 1BB, GIR 0AA
_POSTCODE = re.compile(
    r"\b(?P<out>GIR|[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?)[ \t\u00a0]?(?P<in>0AA|\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
)
_SMALL = re.compile(r"(?<![\w@./'\u2019-])[a-z][a-z'\u2019]*")
_MOST = 260
"""Characters between a name and its postcode."""


def postcode_in(text: str, span: Span) -> str | None:
    """The first postcode in a stretch of text, as Royal Mail writes it."""
    match = _POSTCODE.search(text, span.start, span.end)
    return f"{match['out']} {match['in']}" if match else None


def postcode_behind(text: str, span: Span, address_words: AbstractSet[str]) -> tuple[Span, str] | None:
    """The postcode of the address that a stretch of text begins with, and what stands before it.

    Args:
        text: the document's.
        span: from the end of a name to where something else begins.
        address_words: the only words in small letters that an address may hold.
    """
    match = _POSTCODE.search(text, span.start, min(span.end, span.start + _MOST))
    if not match:
        return None
    before = text[span.start : match.start()]
    if any(word not in address_words for word in _SMALL.findall(before)):
        return None
    return Span(span.start, match.start()), f"{match['out']} {match['in']}"
