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
"""

import re
from collections import Counter
from collections.abc import Iterable

from tenderscan.readers.pdf.page import HYPHEN

SOFT_HYPHEN = "\u00ad"
_BROKEN = re.compile(rf"([^\W_]+(?:['\u2019-][^\W_]+)*)({HYPHEN}|{SOFT_HYPHEN}\n|-\n)\s*([^\W_]+)")
_LEFT_OVER = re.compile(rf"{HYPHEN}\s*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
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
_SHORTEST_WORD = 4
"""Letters of what stands behind a word that begins compounds; fewer may be an ending (cost-ly)."""


def _has_break(text: str) -> bool:
    return HYPHEN in text or "-\n" in text or SOFT_HYPHEN in text


class Mender:
    """Mends the words of one document."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn the words of the document.

        Args:
            texts: its parts, with `HYPHEN` or a hyphen and a line break where a line ends in a hyphen.
        """
        parts = list(texts)
        broken_parts = list(filter(_has_break, parts))
        broken = [match for part in broken_parts for match in _BROKEN.finditer(part)]
        self._counts: Counter[str] = Counter()
        self._breaks_words = True
        if broken:
            # the search for broken words is slow, the search for words is not: only parts with a break go through both
            whole = [part for part in parts if not _has_break(part)]
            whole += (_BROKEN.sub(" ", part) for part in broken_parts)
            self._counts.update(_WORD.findall("\n".join(whole).lower()))
            self._breaks_words = self._seems_to_break(broken)

    def mend(self, text: str) -> str:
        """The text with the words at its line ends put together."""
        if not _has_break(text):
            return text
        # twice: a word may be broken at both ends
        mended = _BROKEN.sub(self._together, _BROKEN.sub(self._together, text))
        return _LEFT_OVER.sub("-", mended)

    def _together(self, match: re.Match[str]) -> str:
        before, mark, behind = match.groups()
        if mark.startswith(SOFT_HYPHEN) or not self._keeps(before, behind):
            return before + behind
        return f"{before}-{behind}"

    def _keeps(self, before: str, behind: str) -> bool:
        if not behind[0].islower() or before[-1].isdigit() or len(before) == 1:
            return True
        known = self._known(before, behind)
        if known is not None:
            return known
        first, last = before.lower(), behind.lower()
        if _ENDS_COMPOUND.fullmatch(last) or (_BEGINS_COMPOUND.fullmatch(first) and len(last) >= _SHORTEST_WORD):
            return True
        if self._counts[last] and (self._counts[first] or (_PREFIX.fullmatch(first) and len(last) > _SHORTEST_WORD)):
            return True
        return not self._breaks_words

    def _known(self, before: str, behind: str) -> bool | None:
        """Whether the document keeps the hyphen elsewhere; None where the word stands nowhere else."""
        kept = self._counts[f"{before}-{behind}".lower()]
        joined = self._counts[f"{before}{behind}".lower()]
        return None if kept == joined == 0 else kept > joined

    def _seems_to_break(self, broken: Iterable[re.Match[str]]) -> bool:
        settled = [self._known(match.group(1), match.group(3)) for match in broken]
        return False in settled or True not in settled
