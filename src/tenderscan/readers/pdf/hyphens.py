"""Words broken at a line end: put together again, with or without the hyphen.

pdfium writes U+FFFE for any hyphen that ends a line and does not say whether the word had it before it was broken.
The rule, first match wins; `a` and `b` are the parts before and behind the hyphen:

1. A soft hyphen (U+00AD) is never part of the word.
2. `b` begins with a capital or digit, or `a` ends with a digit or has a single letter: the hyphen stays (RM-6263,
   e-mail).
3. The document has one of the two forms elsewhere inside a line: that form, the more frequent one if it has both.
4. `a` is a word that compounds begin with, or `b` one that they end with (call-off, year-end): the hyphen stays.
5. `a` and `b` both stand in the document as words, or `a` is a prefix and `b` a longer word of the document: the hyphen
   stays (price-weighted, pre-registered).
6. Of the words settled by rule 3, all kept their hyphen: this document does not break words, the hyphen stays.
7. Otherwise the word was broken: the hyphen goes (contrac-tor).

In a narrow table cell a word that is longer than the line is broken without any hyphen. `TORN` marks the lines that may
end in one; what was broken is told by the words of the document (see `Mender`).
"""

import re
from collections.abc import Iterable
from functools import cached_property

from tenderscan.readers.pdf.page import HYPHEN
from tenderscan.readers.pdf.vocabulary import Vocabulary

SOFT_HYPHEN = "\u00ad"
TORN = "\ufdd0"
"""Ends a line that is one word and fills its cell: the word may go on on the next line."""
PERHAPS_TORN = "\ufdd1"
"""The same where the cell is wider, but none of its lines: it may be indented on the right."""
# These begin only where a word begins and never try a shorter run again: a line of letters without a blank would
# take quadratic time.
_BROKEN = re.compile(
    rf"(?<![^\W_])(?<![^\W_]['\u2019-])([^\W_]++(?:['\u2019-][^\W_]++)*+)"
    rf"({HYPHEN}|{SOFT_HYPHEN}\n|-\n)\s*+([^\W_]++)"
)
_TORN_WORD = re.compile(
    rf"(?<![^\s{TORN}{PERHAPS_TORN}])([^\s{TORN}{PERHAPS_TORN}]++)"
    rf"([{TORN}{PERHAPS_TORN}])\n([^\s{TORN}{PERHAPS_TORN}]++)"
)
_TORN_WORDS = re.compile(rf"(?<!\S)(?:[^\s{TORN}{PERHAPS_TORN}]++[{TORN}{PERHAPS_TORN}]\n)+\S+")
"""What of a text is no evidence for words: all lines of words that may be broken."""
_TORN_MARK = re.compile(f"[{TORN}{PERHAPS_TORN}]")
_LAST_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]++$")
_FIRST_LETTERS = re.compile(r"^[^\W\d_]+")
_LEFT_OVER = re.compile(rf"{HYPHEN}\s*")
# words that hardly ever are the first or last syllables of a longer one
_BEGINS_COMPOUND = re.compile(
    r"call|carbon|cost|cross|day|decision|double|eight|evidence|face|first|five|follow|four|high|large|long|month|multi"
    r"|non|policy|problem|quality|second|self|short|single|six|small|ten|third|three|two|user|value|well|year|zero"
)
_ENDS_COMPOUND = re.compile(
    r"added|based|bearing|building|called|compliant|effective|friendly|funded|going|industry|led|making|neutral|off"
    r"|owned|paid|priced|related|scale|sector|solving|specific|term|user|wide|years?"
)
_PREFIX = re.compile(r"anti|co|ex|inter|mid|multi|non|post|pre|re|semi|sub")
_LETTER_ROOM = 1.4
"""Average letters; a word that leaves more room on its line was not broken there."""
_ONE_LETTER_WORDS = frozenset("aio")
_SHORTEST_WORD = 4
"""Letters of what stands behind a word that begins compounds; fewer may be an ending (cost-ly)."""


def torn_mark(text: str, after: str, width: float, rooms: tuple[float, float]) -> str:
    """The mark behind a line of a table cell that may end within a word; empty where it does not.

    Args:
        text: the line.
        after: the next line.
        width: of the line.
        rooms: what the line leaves free to the cell's edge, and to the end of the cell's longest line.
    """
    begin = after[:1]
    in_capitals = after.isupper() and text[-1:].isupper() and begin.isupper()
    in_field_name = "_" in text and begin.isupper()
    goes_on = begin.islower() or begin == "_" or in_capitals or in_field_name
    in_numbered_field = "_" in text and text[-1:].isdigit() and begin.isdigit()
    if " " in text or not (in_numbered_field or (text[-1:].isalpha() and goes_on)):
        return ""
    letters = _LETTER_ROOM * width / len(text)
    in_cell, in_lines = rooms
    return TORN if in_cell <= letters else PERHAPS_TORN if in_lines <= letters else ""


def _has_break(text: str) -> bool:
    if text.isascii():
        return "-\n" in text
    return HYPHEN in text or "-\n" in text or SOFT_HYPHEN in text or _may_be_torn(text)


def _may_be_torn(text: str) -> bool:
    return TORN in text or PERHAPS_TORN in text


class Mender:
    """Mends the words of one document."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn the words of the document.

        Args:
            texts: its parts, with `HYPHEN` or a hyphen and a line break where a line ends in a hyphen.
        """
        self._whole: list[str] = []
        self._broken: list[str] = []
        for text in texts:
            (self._broken if _has_break(text) else self._whole).append(text)

    @cached_property
    def _words(self) -> Vocabulary:
        """The words of the document but the broken ones."""
        # the search for broken words is slow: only parts with a break go through it
        return Vocabulary([*self._whole, *(_TORN_WORDS.sub(" ", _BROKEN.sub(" ", part)) for part in self._broken)])

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether the document seems to break words, and not only compounds, at line ends."""
        broken = (match for part in self._broken for match in _BROKEN.finditer(part))
        settled = {self._known(match.group(1), match.group(3)) for match in broken}
        return False in settled or True not in settled

    def mend(self, text: str) -> str:
        """The text with the words at its line ends put together."""
        if not _has_break(text):
            return text
        while _may_be_torn(text):
            # each round settles one line end of a word that was broken several times
            text, settled = _TORN_WORD.subn(self._sewn, text)
            text = text if settled else _TORN_MARK.sub("", text)
        # twice: a word may be broken at both ends
        mended = _BROKEN.sub(self._together, _BROKEN.sub(self._together, text))
        return _LEFT_OVER.sub("-", mended)

    def _together(self, match: re.Match[str]) -> str:
        before, mark, behind = match.groups()
        if mark.startswith(SOFT_HYPHEN) or not self._keeps(before, behind):
            return before + behind
        return f"{before}-{behind}"

    def _sewn(self, match: re.Match[str]) -> str:
        before, mark, behind = match.groups()
        is_torn = self._is_torn(before, behind) if mark == TORN else self._is_surely_torn(before, behind)
        return before + behind if is_torn else f"{before}\n{behind}"

    def _is_surely_torn(self, before: str, behind: str) -> bool:
        """Whether two lines are no words of the document but one together."""
        begin, end = before.lower(), behind.lower()
        words = self._words
        return begin + end in words and end not in words and (begin not in words or len(end) == 1)

    def _is_torn(self, before: str, behind: str) -> bool:
        """Whether two lines of a narrow cell are one word.

        They are if both are no words of the document, or one is none and the document has the word elsewhere. A name of
        a field ("Insert_Buyer_Name") has no blanks.
        """
        if "_" in before + behind:
            return True
        last, first = _LAST_LETTERS.search(before), _FIRST_LETTERS.search(behind)
        if not last or not first:
            return False
        begin, end = last.group().lower(), first.group().lower()
        if len(end) == 1 and end not in _ONE_LETTER_WORDS:
            return True
        unknown = (begin not in self._words) + (end not in self._words)
        return unknown == 2 or (unknown == 1 and begin + end in self._words)

    def _keeps(self, before: str, behind: str) -> bool:
        if not behind[0].islower() or before[-1].isdigit() or len(before) == 1:
            return True
        known = self._known(before, behind)
        if known is not None:
            return known
        first, last = before.lower(), behind.lower()
        if _ENDS_COMPOUND.fullmatch(last) or (_BEGINS_COMPOUND.fullmatch(first) and len(last) >= _SHORTEST_WORD):
            return True
        is_prefix = bool(_PREFIX.fullmatch(first)) and len(last) > _SHORTEST_WORD
        if last in self._words and (is_prefix or first in self._words):
            return True
        return not self._breaks_words

    def _known(self, before: str, behind: str) -> bool | None:
        """Whether the document keeps the hyphen elsewhere; None where the word stands nowhere else."""
        kept = self._words.count(f"{before}-{behind}".lower())
        joined = self._words.count(f"{before}{behind}".lower())
        return None if kept == joined == 0 else kept > joined
