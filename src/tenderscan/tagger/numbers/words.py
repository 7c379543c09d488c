"""Numbers in words: "five hundred thousand" is 500000."""

import re

from tenderscan.tagger.passages.openings import folded

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"thousand": 1_000, "thousands": 1_000, "lakh": 100_000, "lakhs": 100_000, "million": 1_000_000,
           "millions": 1_000_000, "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000,
           "billions": 1_000_000_000}  # fmt: skip

WORDS = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "hundred"], key=len, reverse=True))
"""Alternation of all words a number may be made of, without "and"."""

_WORD = re.compile(r"[a-z]+")
_ROUND = frozenset({"hundred", *_SCALES})
_CUT_OFF = re.compile(r"\bpoint\s+$|-$", re.IGNORECASE)
_ONE = re.compile(r"(?<!half )(?<!of )\ba\s+$", re.IGNORECASE)


def value_of(phrase: str) -> int | None:
    """The number a phrase means, None where it means none: "five one nine" are digits read out."""
    total, group = 0, 0
    room = 0  # what the next word of the group must stay below; 0 where it begins
    above: int | None = None
    seen = False
    for word in _WORD.findall(folded(phrase)):
        if word in {"and", "a"}:
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            if above is not None and scale >= above:
                return None
            total, group, room, above = total + (group or 1) * scale, 0, 0, scale
        else:
            read = _in_group(word, group, room)
            if read is None:
                return None
            group, room = read
        seen = True
    return total + group if seen else None


def _in_group(word: str, group: int, room: int) -> tuple[int, int] | None:
    """A group ("two hundred and five") with one more word, and what the next must stay below; None: it does not fit."""
    if word == "hundred":
        return ((group or 1) * 100, 100) if group < 100 else None
    value = _UNITS.get(word, _TENS.get(word))
    if value is None or (group and value >= room):
        return None
    return group + value, 10 if word in _TENS else 1


def whole_number(text: str, start: int, phrase: str) -> bool:
    """Whether a phrase at `start` is the whole number: not "point five", nor the "million" of "[...] million"."""
    before = text[max(0, start - 12) : start]
    if _CUT_OFF.search(before):
        return False
    return _WORD.findall(folded(phrase))[0] not in _ROUND or _ONE.search(before) is not None
