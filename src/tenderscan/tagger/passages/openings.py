"""Patterns that are tried only where a match can begin.

`re` walks through a text character by character where a pattern does not begin with a plain character in one case, and
that is what most of the tagger's time went into. The texts with which a match must begin are read off the pattern
itself; finding those is `str.find`, a hundred times as quick.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tenderscan.document import Span

try:  # the parser of `re` is not documented; without it patterns are searched for as ever
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    parser = ops = None

_MOST = 80
"""With more openings than this, looking for each of them takes longer than the pattern."""
_ENOUGH = 8
"""Characters of an opening that are enough to be rare."""
_COMMON = "xkvbywgpfmucdlhr-snioat.e "
"""Characters that are common in English, the commonest last."""
_SET = 8
"""Characters of a set that are taken one by one."""
_ONE_FORM = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u03a3": "\u03c3", "\u03c2": "\u03c3"}
"""What `re.IGNORECASE` takes for a plain letter although `lower` does not (the Turkish I with and without its dot, the
long s), and the sigma, whose small form depends on its neighbours."""

Opening = tuple[str, bool]
"""A text that a match may begin with, and whether what follows in the pattern follows right behind it."""


def folded(text: str) -> str:
    """A text in lower case and as long as it was: where `re.IGNORECASE` finds a plain letter, this has it small."""
    if not text.isascii():
        for form, plain in _ONE_FORM.items():
            text = text.replace(form, plain)
    return text.lower()


def plain_part(word: str) -> str:
    """The longest part of a word without blanks that stands, folded, wherever `re.IGNORECASE` finds the word."""
    parts = "".join(character if _has_one_form(character) else " " for character in folded(word)).split()
    return max(parts, key=len, default="")


def holds(text: str, span: Span, wanted: Iterable[str] | None) -> bool:
    """Whether one of some texts stands in a stretch; where it is not known which (None), one may."""
    if wanted is None:
        return True
    part = text[span.start : span.end]
    for each in wanted:  # noqa: SIM110  # asked for every passage, and `any` takes twice as long
        if each in part:
            return True
    return False


class Opened:
    """A compiled pattern with the texts that its matches begin with; finds what the pattern finds."""

    __slots__ = ("_ignores_case", "_rare", "openings", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read the openings off a pattern; where there are none, it is searched for as ever."""
        self.pattern = pattern
        self.openings = openings(pattern)
        self._ignores_case = bool(pattern.flags & re.IGNORECASE)
        self._rare = [(min(opening, key=_COMMON.find), opening) for opening in self.openings or ()]

    def finditer(self, text: str, start: int, end: int, lower: str) -> Iterator[re.Match[str]]:
        """What `pattern.finditer(text, start, end)` yields; `lower` is `folded(text)`.

        Matches of `finditer` are the leftmost that do not overlap, and each begins at an opening: so the openings are
        tried from the left, and those passed over that lie in the match before.
        """
        if not self.openings:
            yield from self.pattern.finditer(text, start, end)
            return
        position = start
        for at in _places(lower if self._ignores_case else text, self._rare, start, end):
            match = self.pattern.match(text, at, end) if at >= position else None
            if match:
                yield match
                position = match.end()

    def may_begin(self, lower: str) -> bool:
        """Whether a match may begin where a text begins that is folded."""
        return not self.openings or not self._ignores_case or lower.startswith(self.openings)

    def count(self, text: str, lower: str) -> int:
        """How many matches a text has."""
        return sum(1 for _ in self.finditer(text, 0, len(text), lower))


def _places(text: str, texts: Iterable[tuple[str, str]], start: int, end: int) -> list[int]:
    """Where one of some texts stands, in order; each comes behind the rarest of its characters."""
    found: list[int] = []
    for rare, wanted in texts:
        # To look for one character is next to nothing, and most documents do not have a rare one.
        at = text.find(wanted, start, end) if text.find(rare, start, end) >= 0 else -1
        while at >= 0:
            found.append(at)
            at = text.find(wanted, at + 1, end)
    found.sort()
    return found


def openings(pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    """Texts of which every match of a pattern begins with one, folded where it ignores case; None: not known."""
    if parser is None:
        return None
    flags = pattern.flags & (re.IGNORECASE | re.VERBOSE | re.ASCII)
    if pattern.flags & (re.MULTILINE | re.DOTALL):
        flags |= pattern.flags & (re.MULTILINE | re.DOTALL)
    try:
        read = _of_items(parser.parse(pattern.pattern, flags), bool(flags & re.IGNORECASE))
    except (AttributeError, TypeError, ValueError):  # another parser than the one this was written for
        return None
    found = {text for text, _ in read}
    shortest = {text for text in found if not any(text != other and text.startswith(other) for other in found)}
    return None if "" in found or len(shortest) > _MOST else tuple(sorted(shortest))


def _of_items(items: Iterable[Any], ignores_case: bool) -> set[Opening]:
    """The openings of a sequence: those of its first item, each with those of the next behind it, and so on."""
    found: set[Opening] = {("", True)}
    for operator, argument in items:
        following = _of_item(operator, argument, ignores_case)
        grown = {
            (text + more, goes_on) if open_ else (text, False)
            for text, open_ in found
            for more, goes_on in (following if open_ else {("", False)})
        }
        if len(grown) > 2 * _MOST:
            # What was read so far is all that is known: nothing that follows may be put behind it.
            return {(text, False) for text, _ in found}
        found = {(text, goes_on and len(text) < _ENOUGH) for text, goes_on in grown}
        if not any(goes_on for _, goes_on in found):
            break
    return found


def _of_item(operator: Any, argument: Any, ignores_case: bool) -> set[Opening]:
    """The openings of one item of a parsed pattern; of what is not known here the empty one."""
    if operator in {ops.AT, ops.ASSERT, ops.ASSERT_NOT}:  # take no characters
        return {("", True)}
    if operator is ops.LITERAL:
        return _of_character(argument, ignores_case)
    if operator is ops.IN and len(argument) <= _SET and all(kind is ops.LITERAL for kind, _ in argument):
        return set().union(*(_of_character(code, ignores_case) for _, code in argument))
    if operator is ops.BRANCH:
        return set().union(*(_of_items(branch, ignores_case) for branch in argument[1]))
    if operator is ops.SUBPATTERN:
        _, added, removed, items = argument
        return {("", False)} if added or removed else _of_items(items, ignores_case)
    if operator is ops.ATOMIC_GROUP:
        return _of_items(argument, ignores_case)
    if operator in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        least, most, items = argument
        return _of_repeat(least, most, items, ignores_case)
    return {("", False)}


def _of_repeat(least: int, most: int, items: Any, ignores_case: bool) -> set[Opening]:
    """The openings of something repeated: of its least number, and where that is none, also of what follows."""
    once = _of_items(items, ignores_case)
    if least == 0:
        return {("", True)} | {(text, goes_on and most == 1) for text, goes_on in once}
    repeated = _of_items([(ops.SUBPATTERN, (None, 0, 0, items))] * min(least, _ENOUGH), ignores_case)
    return {(text, goes_on and least == most <= _ENOUGH) for text, goes_on in repeated}


def _of_character(code: int, ignores_case: bool) -> set[Opening]:
    """A character as an opening; a letter beyond ASCII has more than two forms for `re`, and ends what is known."""
    character = chr(code)
    if not ignores_case:
        return {(character, True)}
    return {(character.lower(), True)} if _has_one_form(character) else {("", False)}


def _has_one_form(character: str) -> bool:
    """Whether a character is the same in every case, or folds to one as `re` compares it."""
    return character.isascii() or character.lower() == character.upper()
