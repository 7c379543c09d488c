"""Amounts that say something about the one before: the VAT on it, and what it was before."""

import re
from decimal import Decimal

from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.context import Place

# "VAT of £20,000", "VAT at 20% (£20,000)", "VAT: £20,000"
_TO_SUM = re.compile(
    r"\s?[@(]?\s?(?:at |of )?(?:the )?(?:(?:standard|prevailing|current) )?(?:rate (?:of )?)?"
    r"(?:\d{1,2}(?:\.\d)?\s?(?:%|per cent))?\)?\s?"
    r"(?:(?:amount|sum|element|payable|due)\s?)?(?:of|is|was|will be|being|amounts to|amounting to|totalling)?"
    r"[\s:=(\u2013-]{0,3}",
    re.IGNORECASE,
)
NAMED_VAT = (
    r"(?:(?:any|all|applicable|(?:ir|non-)?recoverable|uk|the)\s|(?:at\s)?\d{1,2}(?:\.\d)?\s?(?:%|per cent)\s){0,3}"
)
"""What may stand before "VAT" and says nothing about the price: "including all applicable VAT", "exc. 20% VAT"."""
# Before "VAT": what makes it the basis of a price, and no sum: "excluding VAT: £100,000", "inc. 20% VAT: £100,000"
_BASIS = re.compile(
    rf"(?:\b(?:ex|exc\w*|inc\w*|with|without|net|before|less)\.?(?:\sof)?[\s(+]*{NAMED_VAT}"
    r"|\b(?:ex\w*|in\w*|of|gross|no[nt]?|to|and|or|any|plus|add)\.?[\s(+]*|\+\s?)$",
    re.IGNORECASE,
)
_NO_BASIS = re.compile(r"[\s(]*(?:ex|in|extra|not|is|to)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:plus |add |\+ ?|total )?V\.?A\.?T\.?(?: ?[@(]?(?: ?at)? ?\d{1,2}(?:\.\d)? ?%\)?)?"
    r"(?: (?:amount|sum|value|payable|due|element))?(?: ?\(?[£€$]\)?)?:?",
    re.IGNORECASE,
)
_TO_CUE = re.compile(r" (?:of |in |for )?", re.IGNORECASE)
_BASIS_REACH = 45
_JOINED = 30
"""Characters between an amount and "VAT" in which that is on the amount."""
# "£90,000 (was £80,000)", "£90,000, which was"; but not ", which was £10,000 less"
_WAS = re.compile(
    r"[\s,;(\u2013-]{1,3}(?:(?:it|which|this|that) )?(?:was|originally|initially) (?:about |around )?", re.IGNORECASE
)
# ", total including VAT £120", ", gross £120", ", making £120 in all"
_WITH_TAX = re.compile(
    r"[\s,;:()=\u2013-]*(?:(?:and|or|making|giving|so|is|which)\s){0,2}(?:an? |the )?(?:(?:grand|overall) )?"
    r"(?:(?:total|gross|sum|amount)\b[^.;£€$\d]{0,40}|incl?\w*\.? (?:of )?VAT:?\s?)",
    re.IGNORECASE,
)
_LESS = re.compile(r"\s(?:less|more|below|above|lower|higher|under|over|short|cheaper)\b", re.IGNORECASE)


def smaller(amount: Decimal, before: Decimal | None) -> bool:
    """Whether an amount is less than half of the one before, and so no price with or without its VAT."""
    return before is not None and 2 * amount < before


def is_vat_sum(text: str, place: Place, cue: Cue, amount: Decimal, before: Decimal | None) -> bool:
    """Whether the word "VAT" beside an amount, in its row or over its column says that it is the tax itself."""
    cell, span = place.cell, place.span
    for around in (*cell.heads, *((cell.label,) if cell.label else ())) if cell else ():
        if around.start <= cue.start < around.end:
            return _LABEL.fullmatch(around.of(text).strip()) is not None
    if cue.start >= span.end:
        glued = _TO_CUE.fullmatch(text, span.end, cue.start) and not _NO_BASIS.match(text, cue.end)
        return bool(glued) and smaller(amount, before)
    if cue.end > span.start or not _TO_SUM.fullmatch(text, cue.end, span.start):
        return False
    if before is not None and 0 <= cue.start - place.floor <= _JOINED:
        return smaller(amount, before)
    return _BASIS.search(text, max(place.sentence.start, cue.start - _BASIS_REACH), cue.start) is None


def is_sum_with_tax(text: str, place: Place) -> bool:
    """Whether an amount behind that of the VAT is the total with it: "£100, VAT £20, total £120"."""
    return _WITH_TAX.fullmatch(text, place.floor, place.span.start) is not None


def was_before(text: str, place: Place) -> bool:
    """Whether an amount is what the one before it was once: "£90,000 (was £80,000)"."""
    joined = place.floor and place.floor > place.sentence.start and _WAS.fullmatch(text, place.floor, place.span.start)
    return bool(joined) and _LESS.match(text, place.span.end) is None
