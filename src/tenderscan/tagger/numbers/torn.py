"""Whether figures go on where a pattern of amounts has ended: "£1,2OO,000" is no £1.20. Pure functions; no spaCy here.

A wrong number is dearer than none: what stands right beside an amount must be what may stand beside one, else the
amount is not read at all.
"""

import re

# Letters that stand right behind an amount and say nothing about its size: what it is by, its tax, the next word of a
# sentence that has lost its blank. Letters that scans read for figures, and all short words, may be the rest of it.
_GLUED = re.compile(
    r"(?:p\.?a|pcm|pm|pw|ph|p/[a-z]|ea|per|each|ex|exc|excl|inc|incl|plus|and|for|in|to|or|on|of|with|was|is|the|vat|cr"
    r"|gbp|eur|usd|inr|(?!hundreds?|thousands?|millions?|[bt]rillions?|grand|dozens?|lakhs?|crores?|[oil]+(?![^\W_]))"
    r"[a-z]{4,})(?![^\W_])",
    re.IGNORECASE,
)
_HUNDREDS = r"(?:hundreds?|trillions?|(?-i:grand)\b(?! total)|mio\b|tn\b)"
_BEHIND = re.compile(
    # "£5½m", "£5 1/2 million", "£12²,000", "£1e6" is in _GLUED; ", OOO", ". 5m"
    r" ?[\u00bc-\u00be\u2150-\u215e]| \d/\d(?![\d/])|[\u00b2\u00b3\u00b9\u2070-\u2079]+(?:[.,]?\w)"
    rf"|[ \n-]{{1,2}}{_HUNDREDS}"
    # "£1'200'000", "£1_200", "£1·5m": figures behind a mark that parts them somewhere in the world
    r"|[.,]?['\u2018\u2019`_|\u00b7\u066b\u066c\u02d9][.,]?\d"
    r"|[.,][A-Za-z\u00b2\u00b3\u00b9\u00bc-\u00be]\d"
    r"|[^\w\s()\[\]{}\u2013\u2014\u2212/+*-]\d{3}(?!\d)"
    # "£200,OOO", "£1,200.0OO"
    r"|[.,'\u2019] ?(?=\d*[A-Za-z|])[\dOoQDIl|SB]{3}(?![^\W_])"
    # "£1. 5m"
    r"|\. \d{1,3}(?:\.\d+)?\s?(?:m|k|bn|million|billion)\b"
    # blanks that are none of ours between thousands
    r"|[\u00a0\u2007\u2009\u202f]\d{3}(?!\d)",
    re.IGNORECASE,
)
# "£1,200 000", "£1 200,000", "£174, 300", "£12 ,500"
_GROUPS = re.compile(r"(?: 000| \d{1,3},\d{3}|, \d{3}| ,\d{3})(?!\d)")
_AFTER_GROUPS = re.compile(r"(?: 000|, 000| ,\d{3}|(?<=,\d) \d\d|(?<=,\d\d) \d)(?!\d)")
# "1'200'000 pounds", "1 200,000 pounds"
_BEFORE = re.compile(r"(?:(?<![\d.,])\d{1,3},? |[\u00bc-\u00be]\s?)$")
_MARKED = re.compile(r"\d[.,]?['\u2018\u2019`_|\u00b7\u066b\u066c\u02d9\u00b2\u00b3\u00b9\u00bc-\u00be][.,]?$")
_THREE = re.compile(r"\d{3}(?!\d)")
_NEAR = 8
"""Characters before an amount in which the beginning of its number may stand."""
# "£450.000" is 450,000 to some; a price of a unit may well have three decimals
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}|\d{1,3}(?:,\d{3})+\.\d{3}")
_RATE = re.compile(r"\s?(?:per\b|/|p/|each\b|an? )", re.IGNORECASE)


def ambiguous(text: str, figures: str, end: int) -> bool:
    """Whether the full stop of figures without a multiplier may part thousands as well as decimals."""
    return _EITHER.fullmatch(figures) is not None and _RATE.match(text, end) is None


def torn(text: str, figures: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether what stands beside an amount may belong to its number.

    Args:
        text: the text.
        figures: of the amount.
        start: where the amount begins.
        end: where it ends.
        bare: whether it ends in its figures, without a multiplier or a word for its currency.
    """
    if start and text[start].isdigit():
        before = max(0, start - _NEAR)
        cut_off = _THREE.match(figures) and _BEFORE.search(text, before, start)
        if cut_off or _MARKED.search(text, before, start):
            return True
    beside = text[end : end + 1]
    if not beside or not bare:
        return False
    if beside.isalpha():
        return _GLUED.match(text, end) is None
    if _BEHIND.match(text, end):
        return True
    return (_GROUPS if len(figures) <= 3 and figures.isdigit() else _AFTER_GROUPS).match(text, end) is not None
