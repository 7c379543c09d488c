"""Whether two commitments speak of the same thing: by measure code first, then by unit and the words of the measure."""

from functools import lru_cache

from rapidfuzz import fuzz

from tenderscan.record import Commitment
from tenderscan.text import forms, stem

SURE = 100.0
"""Likeness of two commitments under the same measure code."""
ENOUGH = 60.0
"""Likeness of measures in one unit from which they are taken for the same."""
OTHER_UNIT = 88.0
"""The same where the units differ: then next to all words must agree."""

_EMPTY = frozenset(
    ["the", "a", "an", "of", "for", "in", "on", "at", "to", "and", "or", "with", "our", "your", "their", "its", "per"]
)
_PEOPLE = frozenset({"people", "fte", "apprentices"})
"""Units that count persons, one of which may stand for another."""


def likeness(one: Commitment, other: Commitment) -> float:
    """How surely two commitments are about the same thing, 0 to 100; 0 where they are not."""
    same_unit = one.unit == other.unit
    if one.code and other.code:
        if _plain(one.code) == _plain(other.code):
            return SURE if same_unit else SURE - 1
        # Two codes of one framework are two measures, whatever their words.
        return 0.0
    score = float(fuzz.token_set_ratio(_words(one.measure), _words(other.measure)))
    if same_unit and one.theme == other.theme and one.quantity == other.quantity and one.theme is not None:
        score += 15.0
    alike = same_unit or {one.unit, other.unit} <= _PEOPLE
    return min(score, SURE - 2) if score >= (ENOUGH if alike else OTHER_UNIT) else 0.0


def _plain(code: str) -> str:
    return "".join(code.split()).upper()


@lru_cache(10_000)
def _words(measure: str) -> str:
    """The stems of the words that say something."""
    return " ".join(stem(word) for word in forms(measure) if word not in _EMPTY and not word.isdigit())
