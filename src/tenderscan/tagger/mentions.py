"""Where known names stand in a text, however many names there are."""

import re
from collections.abc import Iterable, Iterator

from tenderscan.document import Span

_WORD = re.compile(r"(?<!\w)\w+")


def mentions(text: str, names: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """Every mention of a name as a whole word, in order; of two that begin at one place the longer.

    One pass over the words of the text: an alternation of thousands of names would try each of them at every word.
    """
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        first = _WORD.match(name)
        if first:
            by_first.setdefault(first.group(), []).append(name)
    position = 0
    for word in _WORD.finditer(text):
        if word.start() < position or word.group() not in by_first:
            continue
        for name in by_first[word.group()]:
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not (text[end : end + 1].isalnum() and name[-1].isalnum()):
                yield Span(word.start(), end), name
                position = end
                break
