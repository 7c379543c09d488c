"""Amounts of scanned pages whose pound sign was read as a letter: "E1,250,000.00". Pure functions; no spaCy here."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tenderscan.document import Span
from tenderscan.tagger.numbers.amounts import Amount
from tenderscan.tagger.numbers.figures import read_figures

# Only where the letter can be nothing else: figures with commas between thousands, or a word for millions behind them.
_MISREAD = re.compile(
    r"(?<![\w£€$.,/-])[Ef](?P<figures>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,3}(?:\.\d{1,2})?(?= (?:million|billion)\b))"
    r"(?P<mult> (?:million|billion)\b)?(?![\w,/-]*\w)"
)
# "E412,345 N390,120": eastings and northings
_GRID = re.compile(r"[\s,;]{1,3}N ?\d")
_FACTORS = {"million": Decimal(1_000_000), "billion": Decimal(1_000_000_000)}
_LIKELY = 0.55
"""How sure it is: the letter is no sign of money by itself."""


def misread_pounds(text: str, span: Span) -> Iterator[Amount]:
    """The amounts in a stretch of text that must begin with a pound sign and begin with an "E" or an "f"."""
    for letter in "Ef":
        at = text.find(letter, span.start, span.end)
        while at >= 0:
            # To look at the next character is next to nothing, and no match holds another one.
            match = _MISREAD.match(text, at, span.end) if text[at + 1 : at + 2].isdigit() else None
            value, _ = read_figures(match["figures"]) if match else (None, 0.0)
            if match and value is not None and not _GRID.match(text, match.end()):
                factor = _FACTORS.get((match["mult"] or "").strip(), Decimal(1))
                yield Amount(Span(*match.span()), value * factor, None, "GBP", _LIKELY)
            at = text.find(letter, at + 1, span.end)
