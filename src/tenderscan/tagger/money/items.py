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
_NOUN = (
    r"(?:charge|fee|cost|price|value|sum|rate|payment|allowance|bond|deposit|retention|premium|grant|contribution"
    r"|budget|contract|spend|levy|rent|salary|wage|capital|revenue|income|expense|reserve|purchase|loan|fine|penalty)"
)
_ON = (
    r"(?!(?:further|total|maximum|minimum|limit|additional|another|second|third|fourth|aggregate|remain\w*|same|other"
    r"|sums?|amounts?|figures?|values?|rest|balance|combined|overall|next|final year|years?|lots?|fy|up|not|at|from|to"
    r"|for|in|on|of|by|with\w*|per|plus|less|or|but|then|that|which|this|these|it|is|was|be(?:ing)?|inc|incl\w*|ex|exc\w*"
    r"|making|giving|rising|falling|reduced|subject|capped|as|vat|v\.a\.t|gst|net|gross|every|each|both|all|whole|sub-?total"
    r"|grand|lowest|highest|average|new|revised|former|previous|original|current|initial)\b)"
)
"""What goes on with the amount before, and begins no name of its own."""
_TO = r"(?:\s(?:is|was|of|at|being|will be|to be|amounts to|stands at))?"
# ", and the final account", "; exit fee:", " and provisional sums of": a name of its own, which no rule knows
_OTHER = re.compile(
    rf"(?:(?:the|a|an|its|their|our)\s{_ON}[a-z]+(?:\s[a-z]+){{0,3}}?{_TO}:?"
    rf"|{_ON}[a-z][\w'\u2019-]*(?:\s[a-z][\w'\u2019-]*){{0,4}}{_TO}:"
    rf"|{_ON}(?:[a-z][\w'\u2019-]*\s){{0,3}}?{_NOUN}s?(?:\s(?:for|on|over|to|from)\s[a-z]+(?:\s[a-z]+)?)?{_TO})\s?$"
)
_PARTED = re.compile(r"[,;/\n\u2022]\s?(?:(?:and|plus|with|&)\s)?|(?:^|\s)(?:and|plus|with|&|while|whereas)\s")
_LED_IN = re.compile(r"[^\d:]*:\s*[A-Za-z]")
"""Behind a word that leads a list in: its items have names of their own, and it speaks about them all."""


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


def name_of_own(text: str, place: Place) -> int | None:
    """Where an amount's own name begins behind the one before: "bond £5,000 and the fee £90,000"; None without one."""
    if not place.sentence.start < place.floor <= place.span.start:
        return None
    start = max(place.floor, place.span.start - _LONGEST)
    between = text[start : place.span.start]
    begin = max((mark.end() for mark in _PARTED.finditer(between)), default=None)
    return None if begin is None or not _OTHER.match(between[begin:].lower()) else start + begin


def leads_in(text: str, place: Place, cue: Cue) -> bool:
    """Whether a cue leads in a list whose items have names of their own: "We allocate: roads £5,000, parks £3,000"."""
    return _LED_IN.match(text, cue.end, max(cue.end, min(place.floor, cue.end + _LONGEST))) is not None
