"""How often words stand in a document, asked for the few that were broken at a line end.

To count all words of a document takes as long as finding its tables, and mostly the answer for a handful is wanted. So
each is looked for by itself; all are counted only where that has become more work.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
"""Letters, also with hyphens between them."""
_FEW = 50
"""Words that are looked for one by one."""
_MOST_PLACES = 2_000
"""Places at which letters of a word were found and looked at, over all words."""


class Vocabulary:
    """The words of some texts, in lower case."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts; nothing is counted yet. A word does not go on from one to the next."""
        self._texts = texts
        self._known: dict[tuple[str, int], int] = {}
        self._places = 0

    def count(self, word: str, most: int = sys.maxsize) -> int:
        """How often a word in lower case stands in the texts as a whole word; parts of a compound are none.

        Args:
            word: in lower case.
            most: there may be more than this number, which is all that is wanted to be known.
        """
        known = self._known.get((word, most))
        if known is None:
            few = len(self._known) < _FEW and self._places < _MOST_PLACES
            known = self._known[word, most] = self._looked_for(word, most) if few else self._all[word]
        return known

    def __contains__(self, word: str) -> bool:
        """Whether a word in lower case stands in the texts."""
        return self.count(word, 1) > 0

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._texts).lower()

    @cached_property
    def _all(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

    def _looked_for(self, word: str, most: int) -> int:
        if not _WORD.fullmatch(word):
            return 0
        text = self._text
        count = 0
        place = text.find(word)
        while place >= 0 and count < most:
            self._places += 1
            if self._places > _MOST_PLACES:
                return self._all[word]
            end = place + len(word)
            count += not (_ends_with_word(text[max(0, place - 2) : place]) or _begins_with_word(text[end : end + 2]))
            place = text.find(word, end)
        return count


def _begins_with_word(behind: str) -> bool:
    """Whether a word goes on behind its letters: with another letter, or a hyphen and a letter."""
    return _is_letter(behind[1:] if behind[:1] == "-" else behind[:1])


def _ends_with_word(before: str) -> bool:
    """Whether a word begins before its letters."""
    return _is_letter(before[:-1] if before[-1:] == "-" else before[-1:])


def _is_letter(sign: str) -> bool:
    """As in `_WORD`."""
    return sign.isalnum() and not sign.isdecimal()
