"""Reading figures: "1,200,000.00", "6.745.000", "0,5192". Pure functions; no spaCy here."""

import re
from decimal import Decimal

# 6, 463, 903 or 1 200 000,00 or 25 000, or any figures joined by commas and full stops; but not the full stop of a
# sentence. "£50 100" may be an amount and a number: of two groups the second must be noughts.
FIGURES = (
    r"(?>\d{1,3}(?:, \d{3}){2,4}(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3}){2,4}(?![\d ]\d)(?:[.,]\d{1,2})?(?!\d)"
    r"|\d{1,3},? 000(?![\d,]|[. ]\d)|\d+(?:[.,]\d+)*|\.\d+)"
)
"""Pattern of figures as they may stand behind a currency sign; taken whole, however they read."""

_SLIP = 0.4
"""A decimal comma where thousands are usual: "500,00" is most likely a slip of the pen."""
_FOREIGN = 0.8
"""Full stops between thousands, or a decimal comma that can be nothing else."""
_MAX_DIGITS = 22

# (pattern, sign between thousands, sign before decimals, how sure): the first that fits the whole decides
_FORMS = (
    (re.compile(r"\d+"), "", "", 1.0),  # 1200000
    (re.compile(r"0,\d+"), "", ",", _FOREIGN),  # 0,519
    (re.compile(r"\d{1,3}(?:,\d{3})+"), ",", "", 1.0),  # 1,200,000
    (re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"), ",", ".", 1.0),  # 2,00,000.50
    (re.compile(r"\d*\.\d+"), "", ".", 1.0),  # 1200.50, .50
    (re.compile(r"\d{1,3}(?:,\d{3})+\.\d+"), ",", ".", 1.0),  # 1,200.50
    (re.compile(r"\d{1,3}(?:\.\d{3}){2,}"), ".", "", _FOREIGN),  # 6.745.000
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}"), ".", ",", _FOREIGN),  # 6.745.000,50
    (re.compile(r"\d{1,2},(?!0+$)\d{4,}"), "", ",", _FOREIGN),  # 3,1143
    (re.compile(r"\d{4,},\d{1,2}"), "", ",", _FOREIGN),  # 1200000,50
    (re.compile(r"\d{1,3},\d{1,2}"), "", ",", _SLIP),  # 500,00
    (re.compile(r"\d{1,3}(?:,\d{3})+,(?!0+$)\d{1,2}"), ",", ",", _SLIP),  # 1,500,25
    (re.compile(r"\d{3},\d{4,}"), "", ",", _SLIP),  # 100,0000
)


def read_figures(figures: str) -> tuple[Decimal | None, float]:
    """The number that figures mean and how sure that is; None where their signs make no number."""
    bare = figures.replace(" ", "")
    if len(bare) > _MAX_DIGITS:
        return None, 0.0
    for form, thousands, point, certain in _FORMS:
        if form.fullmatch(bare):
            whole, _, decimals = bare.rpartition(point) if point and point in bare else (bare, "", "")
            whole = whole.replace(thousands, "") if thousands else whole
            return Decimal(f"{whole or 0}.{decimals}" if decimals else whole), certain
    return None, 0.0


PLAIN = re.compile(
    r"(?P<minus>[-\u2212\u2013]|\()?\s?(?P<figures>\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?|\.\d{1,2})"
    r"\s?(?P<mult>[km])?(?P<behind>\s?\)|-)?(?:/-)?",
    re.IGNORECASE,
)
"""A cell that holds a number and nothing else; a minus may stand before or behind it, and brackets say the same."""


def plain_number(text: str) -> Decimal | None:
    """The number a cell holds when it holds nothing else."""
    match = PLAIN.fullmatch(text.strip())
    if not match or (match["minus"] == "(") != (")" in (match["behind"] or "")):
        return None
    value, _ = read_figures(match["figures"])
    if value is None:
        return None
    factors = {"k": Decimal(1000), "m": Decimal(1_000_000)}
    value *= factors.get((match["mult"] or "").lower(), Decimal(1))
    return -value if value and (match["minus"] or match["behind"]) else value
