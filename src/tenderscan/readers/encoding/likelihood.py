"""How likely characters beyond ASCII are where they stand, in the texts of British and European offices."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_SMALL = re.compile("[a-z\u00df-\u00f6\u00f8-\u00ff]")
_LETTERS = re.compile(f"[{_LETTER}]")
_CURRENCY = frozenset("£€¥")
_OPENING, _CLOSING = frozenset("“‘«\u201e\u201a"), frozenset("”’»")
_DASHES, _BULLETS = frozenset("–—"), frozenset("•·●■")
_MARKS = frozenset("©®™§¶…†‡")
_FRACTIONS = frozenset("½¼¾²³°º¹ª")
_BOX = re.compile("[\u2500-\u259f]")
_ODD = frozenset("ðþÐÞ¤¦¬¨\u00b8¯\u00b4")
_BLANK = frozenset(" \t\n\r\f\u00a0(\"'")

HIGH = re.compile(rb"[\x80-\xff]+")
"""Bytes beyond ASCII in a row."""
RUNS = 3_000
"""Runs of bytes beyond ASCII that are looked at: enough for a guess, however long the text."""


def likeliest(content: bytes, encodings: Sequence[str]) -> str:
    """The encoding in which the characters beyond ASCII fit best into what stands around them; the first of equals."""
    places = Counter(_places(content))
    scores = dict.fromkeys(encodings, 0.0)
    for (before, run, behind), count in places.items():
        for encoding in encodings:
            text = (before + run + behind).decode(encoding, "replace")
            scores[encoding] += min(count, 20) * likelihood(text, len(before), len(text) - len(behind))
    return max(encodings, key=lambda encoding: scores[encoding])


def likelihood(text: str, start: int, end: int) -> float:
    """How well the characters of `text[start:end]` fit in between their neighbours; more is better, 0 says nothing."""
    return sum(
        _of(text[at - 1] if at else " ", text[at], text[at + 1] if at + 1 < len(text) else " ")
        for at in range(start, end)
    )


def _places(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Runs of bytes beyond ASCII with what stands on both sides of them."""
    for match in islice(HIGH.finditer(content), RUNS):
        start, end = match.span()
        yield content[max(start - 2, 0) : start], match.group()[:40], content[end : end + 2]


def _of(before: str, char: str, behind: str) -> float:
    if _LETTERS.match(char):
        return _letter(before, char, behind)
    for chars, judge in _JUDGES:
        if char in chars:
            return judge(before, char, behind)
    if _BOX.match(char):
        return 0.5 if _BOX.match(before) or _BOX.match(behind) else -2
    return -3 if not char.isprintable() or char == "\ufffd" else -1.5


def _letter(before: str, char: str, behind: str) -> float:
    """Letters stand next to letters, and capitals not behind small ones."""
    if char in _ODD:
        return -1
    near = bool(_LETTERS.match(before)) + bool(_LETTERS.match(behind))
    if not near:
        return 0.2 if char in "éàóÉÀ" and before in _BLANK and behind in _BLANK else -2
    if before.isdigit() or behind.isdigit():
        return -0.5
    if _SMALL.match(char):
        return -1 if before.isupper() and behind.isupper() else 0.3 + 0.5 * near
    return -2 if _SMALL.match(before) else 0.3 + 0.3 * near


def _currency(before: str, char: str, behind: str) -> float:
    if behind.isdigit():
        return 4 if char != "¥" else 1
    if before.isdigit():
        return 2 if char == "€" else 0
    if char == "¥":
        return -1
    return 1 if before in _BLANK or behind in _BLANK or behind in ").,k" else -1


def _opening(before: str, char: str, behind: str) -> float:
    fits = before in _BLANK or before in "[/-–—"
    return 2 if fits and (behind.isalnum() or behind in "£$[(“‘") else -1


def _closing(before: str, char: str, behind: str) -> float:
    if char == "’" and before.isalpha() and behind.isalpha():
        return 3
    return 2 if before not in _BLANK and not behind.isalnum() else -0.5


def _dash(before: str, char: str, behind: str) -> float:
    blanks = (before in _BLANK) + (behind in _BLANK)
    if before.isdigit() and behind.isdigit():
        return 2
    return 2 if blanks == 2 else 0.3


def _bullet(before: str, char: str, behind: str) -> float:
    return 1.5 if before in _BLANK and behind in _BLANK else -1


def _mark(before: str, char: str, behind: str) -> float:
    if char in "™®…":
        return 1.5 if before.isalnum() or behind in _BLANK else 0
    return 1.5 if before in _BLANK or before == "(" else -1


def _fraction(before: str, char: str, behind: str) -> float:
    fits = before.isalnum() or before in _BLANK
    return 1.2 if fits and not (_LETTERS.match(behind) and char not in "°º½¼¾") else -1


def _blank(before: str, char: str, behind: str) -> float:
    return 0.5


def _unlikely(before: str, char: str, behind: str) -> float:
    return -2


_JUDGES: tuple[tuple[frozenset[str], Callable[[str, str, str], float]], ...] = (
    (_CURRENCY, _currency),
    (_OPENING, _opening),
    (_CLOSING, _closing),
    (_DASHES, _dash),
    (_BULLETS, _bullet),
    (_MARKS, _mark),
    (_FRACTIONS, _fraction),
    (frozenset("\u00a0"), _blank),
    (_ODD, _unlikely),
)
