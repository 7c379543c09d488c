"""Whether figures go on where a pattern of amounts has ended: "£1,2OO,000" is no £1.20. Pure functions; no spaCy here.

A wrong number is dearer than none: what stands right beside an amount must be what may stand beside one, else the
amount is not read at all.
"""

import re

# What an amount is by, how it is taxed, and words of a sentence or a heading, as they stand behind figures that have
# lost their blank: they say nothing of its size. The list is closed for words that begin like a multiplier or like a
# letter that scans read for a figure ("£1.5milion", "£12Oper"), and for short ones, which may be the rest of a number.
_BY = (
    r"p\.?a|pcm|pcw|pm|pw|pd|pp|ppw|pppw|ppn|pppn|ppd|pppd|ph|phr|pu|psf|psm|psqm|psqft|sqm|sqft|p/[a-z]|ea|hr|hrs|hourly"
    r"|day|days|daily|wk|mth|month|months|monthly|mile|metre|yr|quarter|quarterly|litre|item"
)
AFTER_SIZE = (
    r"p\.?a|per|plus|each|every|net|gross|vat|excl?|excluding|exclusive|incl?|including|inclusive|over|for|from|and|with|was"
    r"|were|will|the|until|across|under|during|towards|between"
)
"""Of the words that lose the blank before them those that may stand behind a multiplier too: "£1mper annum"."""
_WORD = (
    r"ex|in|to|or|on|of|is|at|by|as|are|has|had|but|not|cr|gbp|eur|usd|inr|only|once|into|indexed|included|less|limit|lump"
    r"|shall|should|since|spent|subject|sum|saving|savings|before|below|being|based|budget|bid|max|maximum|minimum|must|may"
    r"|due|deposit"
    rf"|(?!hund|thou|tril|grand|cror|(?:g|th?|tr?n|cr)(?:{AFTER_SIZE})(?![^\W_]))[acefghjnprtuvwxy][a-z]{{3,}}"
)
_GLUED = re.compile(rf"(?:{_BY}|{AFTER_SIZE}|{_WORD})(?![^\W_])", re.IGNORECASE)
# Other sizes, and the known ones with a slip of the pen: "£5 hundred", "£5 milion"
_SIZES = r"(?:hundreds?|trillions?|(?-i:grand)\b(?! total)|mio\b|tn\b|[mb]i?l{1,3}i{0,2}o?ns?\b)"
_BEHIND = re.compile(
    # "£5½m", "£5 1/2 million", "£12²,000", "£1e6" is in _GLUED; ", OOO", ". 5m"
    r" ?[\u00bc-\u00be\u2150-\u215e]| \d/\d(?![\d/])|[\u00b2\u00b3\u00b9\u2070-\u2079]+(?:[.,]?\w)"
    rf"|[ \n-]{{1,2}}{_SIZES}"
    # "£1'200'000", "£1_200", "£1·5m": figures behind a mark that parts them somewhere in the world
    r"|[.,]?['\u2018\u2019`_|\u00b7\u066b\u066c\u02d9][.,]?\d"
    r"|[.,][A-Za-z\u00b2\u00b3\u00b9\u00bc-\u00be]\d"
    r"|[^\w\s()\[\]{}\u2013\u2014\u2212/+*-]\d{3}(?!\d)"
    # "£200,OOO", "£1,200.0OO"
    r"|[.,'\u2019] ?(?=\d*[A-Za-z|])[\dOoQDIl|SB]{3}(?![^\W_])"
    # "£1. 5m"
    r"|\.[ \n]\d{1,3}(?:\.\d+)?\s?(?:m|k|bn|million|billion)\b"
    # blanks that are none of ours between thousands
    r"|[\u00a0\u2007\u2009\u202f]\d{3}(?!\d)",
    re.IGNORECASE,
)
# Three figures behind a comma and a blank or the end of a line go on with the number ("£174, 300 in all"), unless they
# count what follows them: "£650, 120 days".
_COUNTED = (
    r"(?! (?:a|all|also|an|and|are|as|at|because|before|but|by|due|during|each|excl?|excluding|exclusive|for|from"
    r"|gross|has|have|if|in|incl?|including|inclusive|is|less|net|of|on|only|or|over|pa|payable|per|plus|pounds|since|so"
    r"|that|the|then|to|under|until|was|were|when|which|while|will|with|without)\b) [a-z][a-z-]{2,}"
)
_GROUP = rf",\s{{1,3}}\d{{3}}(?!\d)(?!{_COUNTED})"
# "£1,\n500,000", "£1 200,000", "£12 ,500", "£1,500\n000"
_MORE_GROUPS = r"|,\s{1,3}\d{3},\d{3}(?!\d)|\s,\d{3}(?!\d)|,?\s{1,3}000(?!\d)"
_GROUPS = re.compile(rf"{_GROUP}{_MORE_GROUPS}| \d{{1,3}},\d{{3}}(?!\d)")
_AFTER_GROUPS = re.compile(rf"{_GROUP}{_MORE_GROUPS}|(?<=,\d)[ \n]\d\d(?!\d)|(?<=,\d\d)[ \n]\d(?!\d)")
_NOUGHTS = re.compile(r",?\s{1,3}000(?!\d)|\s,\d{3}(?!\d)")
# "1'200'000 pounds", "1 200,000 pounds", "1,\n200,000 pounds"
_BEFORE = re.compile(r"(?:(?<![\d.,])\d{1,3}(?:,? |,\s{1,3})|[\u00bc-\u00be]\s?)$")
_MARKED = re.compile(r"\d[.,]?['\u2018\u2019`_|\u00b7\u066b\u066c\u02d9\u00b2\u00b3\u00b9\u00bc-\u00be][.,]?$")
_THREE = re.compile(r"\d{3}(?!\d)")
_NEAR = 8
"""Characters before an amount in which the beginning of its number may stand."""
# "£450.000" is 450,000 to some; a price of a unit may well have three decimals
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}|\d{1,3}(?:,\d{3})+\.\d{3}")
_BY_UNIT = re.compile(
    r"\s?\(?(?:(?:ex|inc|plus|\+)[\w. ]{0,12} VAT,? )?(?:per\b|/|p/|each\b|an? )(?!\s?(?:annum|year|month))",
    re.IGNORECASE,
)
# "Price per unit £1.234", "Unit rate (ex VAT): £1.234"; three noughts are no decimals of a price
_UNIT_OF = re.compile(
    r"\b(?:per (?!annum|year|month)|units? |(?<!annual )(?<!yearly )(?<!monthly )rates?\b|each\b|tariff\b)"
    r"[^\d.;£€$|]{0,24}$",
    re.IGNORECASE,
)
_RATE_BEFORE = 40
"""Characters before an amount in which it may be said to be the price of a unit."""


def ambiguous(text: str, figures: str, start: int, end: int) -> bool:
    """Whether the full stop of figures without a multiplier may part thousands as well as decimals."""
    if _EITHER.fullmatch(figures) is None or _BY_UNIT.match(text, end):
        return False
    return figures.endswith("000") or _UNIT_OF.search(text, max(0, start - _RATE_BEFORE), start) is None


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
    if len(figures) <= 3 and figures.isdigit():
        return _GROUPS.match(text, end) is not None
    return (_AFTER_GROUPS if "," in figures and "." not in figures else _NOUGHTS).match(text, end) is not None
