"""A sentence as the component for roles sees it: the words round one name, which is masked as all others are.

What a name is called must not decide what it does: the component learns from the words about it alone, and sees of the
name no more than whether it has a legal form or is that of a public body.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from tenderscan.document import Span
from tenderscan.tagger.organisations.names import Name

REACH = 14
"""Words on either side of the name that are looked at."""
_NEAR = 6
"""Words on either side that count by their side as well: "awarded to X" and "X awarded" are two things."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d[\d.,:/]*|[£€$%(),:;.?\u2013-]")


def role_words(text: str, sentence: Span, names: Sequence[Name], at: int) -> list[str]:
    """The words round the name `names[at]`; the names are those of the sentence, in order."""
    before, behind = ["^"], list[str]()
    words, position = before, sentence.start
    for number, name in enumerate(names):
        words += _words(text, position, name.span.start)
        position = max(position, name.span.end)
        if number == at:
            words = behind
        else:
            words.append(f"*{_sort(name)}")
    words += _words(text, position, sentence.end)
    before, behind = before[-REACH:], behind[:REACH]
    near = [*(f"{word}<" for word in before[-_NEAR:]), f"@{_sort(names[at])}", *(f">{word}" for word in behind[:_NEAR])]
    return [*near, "|", *before, "@", *behind]


def overlapping(names: Sequence[Name], span: Span) -> int:
    """The number of the name that overlaps a span; -1 where none does."""
    at = bisect_left(names, span.end, key=lambda name: name.span.start) - 1
    return at if at >= 0 and names[at].span.overlaps(span) else -1


def _words(text: str, start: int, end: int) -> list[str]:
    found = (match.group() for match in _TOKEN.finditer(text, start, end))
    return ["0" if word[0].isdigit() else word.lower().replace("\u2019", "'") for word in found]


def _sort(name: Name) -> str:
    if name.legal:
        return "company"
    return "body" if name.public else "name"
