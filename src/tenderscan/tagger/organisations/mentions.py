"""Where known names stand in a text, however many names there are."""

import re
from collections.abc import Iterable, Iterator

from tenderscan.document import Span

_WORD = re.compile(r"(?<!\w)\w+")
_FEW = 40


def mentions(text: str, names: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """Every mention of a name as a whole word, in order; of two that begin at one place the longer.

    One pass over the words of the text: an alternation of thousands of names would try each of them at every word.
    """
    # Of names that begin alike each length is looked up once, as thousands may begin with one word.
    by_first: dict[str, dict[int, set[str]]] = {}
    for name in sorted(names, key=len, reverse=True):
        first = _WORD.match(name)
        if first:
            by_first.setdefault(first.group(), {}).setdefault(len(name), set()).add(name)
    position = 0
    for start, word in _few(text, by_first) if len(by_first) <= _FEW else _all(text):
        if start < position:
            continue
        for length, alike in by_first.get(word, {}).items():
            end = start + length
            name = text[start:end]
            if name in alike and not (text[end : end + 1].isalnum() and name[-1].isalnum()):
                yield Span(start, end), name
                position = end
                break


def _all(text: str) -> Iterator[tuple[int, str]]:
    """All words of a text and where they begin."""
    return ((word.start(), word.group()) for word in _WORD.finditer(text))


def _few(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where some words stand in a text, in order: to look for each of a few is quicker than to cut the whole text."""
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            whole = _WORD.match(text, at)
            if whole and whole.end() == at + len(word):
                found.append((at, word))
            at = text.find(word, at + len(word))
    return sorted(found)
