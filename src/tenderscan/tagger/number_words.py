"""Numbers in words: "five hundred thousand" is 500000."""

import re

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "million": 1_000_000, "crore": 10_000_000,
           "crores": 10_000_000, "billion": 1_000_000_000}  # fmt: skip

WORDS = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "hundred"], key=len, reverse=True))
"""Alternation of all words a number may be made of, without "and"."""

_WORD = re.compile(r"[a-z]+")


def value_of(phrase: str) -> int | None:
    """The number a phrase means, None where it means none."""
    total = group = 0
    seen = False
    for word in _WORD.findall(phrase.lower()):
        if word in _UNITS:
            group += _UNITS[word]
        elif word in _TENS:
            group += _TENS[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total += (group or 1) * _SCALES[word]
            group = 0
        elif word in {"and", "a"}:
            continue
        else:
            return None
        seen = True
    return total + group if seen else None
