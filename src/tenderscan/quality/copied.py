"""Words that a labelled file must be able to compare but may not carry: names and measures as hashes of their words."""

import hashlib
import re
from functools import lru_cache

from tenderscan.text import forms, stem

MARK = "~"
"""What a hashed word begins with; no word does."""
_DIGITS = 8
"""Of a hash that are kept: 32 bits, so that two of the few thousand words of a sample are hardly ever taken for one."""
_FORMS = {"ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated"}
"""Spellings of one legal form: whoever writes "Ltd" means the company that is "Limited"."""
_ROOT = 5
"""Letters in which "delivery", "deliveries" and "delivered" agree."""
_SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "on",
        "at",
        "by",
        "with",
        "from",
        "per",
        "as",
        "its",
        "our",
    }
)
"""Words that say nothing about what is measured."""
_ACRONYM = re.compile(r"(?<=\w)\s*\([^()]{1,12}\)\s*$")
"""The short form that stands behind a name: "Central Purchasing Body (CPB)"."""
_PATTERN = re.compile(rf"{MARK}[0-9a-f]{{{_DIGITS}}}")


@lru_cache(maxsize=50_000)
def hashed(word: str) -> str:
    """A word as a file may carry it; one that is hashed already is left as it is."""
    if _PATTERN.fullmatch(word):
        return word
    return MARK + hashlib.sha256(word.encode()).hexdigest()[:_DIGITS]


def conceal_name(name: str) -> str:
    """The words of a name as hashes, in order; what is concealed already is left as it is."""
    return " ".join(_keys(_ACRONYM.sub("", name)))


def conceal_words(text: str) -> str:
    """The words of a description as hashes of their roots; what is concealed already is left as it is."""
    return " ".join(_keys(text, _ROOT))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, apart from case, punctuation, an article and the spelling of the legal form."""
    return name_key(one) == name_key(other)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> tuple[str, ...]:
    """What all spellings of one name share, and no other name has."""
    keys = _keys(_ACRONYM.sub("", name))
    return tuple(keys[1:] if keys[:1] == [_ARTICLE] else keys)


def shares_words(one: str, other: str) -> bool:
    """Whether two descriptions speak of the same: half of the words that count in the shorter one stand in both."""
    first, second = _content(one), _content(other)
    return 2 * len(first & second) >= max(1, min(len(first), len(second)))


def _keys(text: str, root: int | None = None) -> list[str]:
    """The words of a text as hashes of their stems, or of so many letters of them."""
    if MARK in text:
        return [hashed(word) for word in text.split()]
    return [hashed(stem(_FORMS.get(form, form))[:root]) for form in forms(text)]


_ARTICLE = hashed("the")
_UNIMPORTANT = frozenset(hashed(stem(word)[:_ROOT]) for word in _SMALL)


def _content(text: str) -> set[str]:
    keys = set(_keys(text, _ROOT))
    return keys - _UNIMPORTANT or keys
