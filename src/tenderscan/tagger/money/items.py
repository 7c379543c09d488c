"""Lists of amounts: what the words of an amount's own item call it goes before what stands in the item beside.

"£10m public liability, £5m employers' liability; contract value: £1.2m": each amount takes the words of its own item,
whether they stand before it or behind it, and so a list that changes its order half-way is read as it stands.
"""

import re

from tenderscan.document import Span
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.context import Place

_MARK = r"[,;\n\u2022]| [/\u2013\u2014-] "
_FIRST = re.compile(rf"{_MARK}|^\s?(?:and|plus|with|&|while|whereas)\s")
"""Where the item of an amount ends, in what stands between it and the next."""
_LAST = re.compile(rf"{_MARK}|\s(?:and|plus|&)(?=\s(?:(?:a|an|the|at least|not less than|minimum|for)\s){{0,2}}$)")
"""Where the item of the next one begins."""
_JOIN = re.compile(r"^\s?(?:and|plus|with|&|while|whereas)\s")
_NEXT = 4
"""Characters between a cue and the next amount that make it a cue of that one."""
_LONGEST = 200
"""What stands further apart is no list."""
# ", and the final account": a name of its own, which no rule knows
_OTHER = re.compile(
    r"[\s,;]*(?:and|plus|&|;)\s(?:the|a|an|its|their|our)\s(?!further|total|maximum|minimum|limit|additional|second|third"
    r"|fourth|aggregate|remain|same|other|sum\b|amount|figure|rest|balance|value|combined|overall|next|final year)"
    r"[a-z]+(?:\s[a-z]+){0,3}?(?:\s(?:is|was|of|at|being|will be|to be|amounts to|stands at))?:?\s$"
)


def own_item(text: str, place: Place) -> Span | None:
    """The item of an amount in a list of several; None where it stands alone or nothing parts it from the others."""
    start, end = place.sentence.start, place.sentence.end
    if place.floor <= start and place.limit >= end:
        return None
    first, last = start, end
    if start < place.floor <= place.span.start:
        between = text[max(place.floor, place.span.start - _LONGEST) : place.span.start]
        found = _begin(between)
        if found is None:
            return None
        first = place.span.start - len(between) + found
    if place.span.end <= place.limit < end:
        between = text[place.span.end : min(place.limit, place.span.end + _LONGEST)]
        mark = _FIRST.search(between) or _LAST.search(between)
        if mark is None:
            return None
        last = place.span.end + mark.start()
    return Span(first, last)


def _begin(between: str) -> int | None:
    """Where in what stands between two amounts the item of the second begins."""
    joined = _JOIN.match(between)
    marks = [mark.end() for mark in _LAST.finditer(between)]
    ends = [*([joined.end()] if joined else []), *marks]
    return max(ends) if ends else None


def speaks_of_next(text: str, place: Place, cue: Cue) -> bool:
    """Whether a cue behind an amount stands right before the next one: "£21m, a reduction of £3m"."""
    if cue.start < place.span.end or place.limit >= place.sentence.end or place.limit - cue.end > _NEXT:
        return False
    parted = _LAST.search(text[cue.end : place.limit]) and not _FIRST.search(text[place.span.end : cue.start])
    return not parted


def named_otherwise(text: str, place: Place) -> bool:
    """Whether an amount has a name of its own behind the one before: "bond £5,000 and the fee £90,000"."""
    return bool(place.floor) and _OTHER.match(text[place.floor : place.span.start][:_LONGEST]) is not None
