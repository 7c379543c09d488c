"""The small pattern language of the rule files: round brackets with alternatives.

"(total|) contract (price|sum)" stands for four phrases; a bracket that is meant as such has a backslash before it.
Nothing else is special: a rule file holds words that somebody may read aloud, and the matcher compares them word by
word without regard to case.
"""

import re
from itertools import product

_GROUP = re.compile(r"\(([^()]*)\)")
_BLANKS = re.compile(r" {2,}")
MAX_PHRASES = 500
"""A pattern that stands for more phrases than this is a mistake."""


def expand(pattern: str) -> tuple[str, ...]:
    """All phrases a pattern stands for, blanks folded, in the order written.

    Raises:
        ValueError: brackets do not pair, an alternative is nested, or the pattern stands for too many phrases.
    """
    parts = _GROUP.split(pattern.replace("\\(", "\x01").replace("\\)", "\x02"))
    outside, groups = parts[::2], [group.split("|") for group in parts[1::2]]
    if any(char in piece for piece in outside for char in "()|"):
        raise ValueError(f"brackets or bars that do not pair in {pattern!r}")
    count = 1
    for group in groups:
        count *= len(group)
    if count > MAX_PHRASES:
        raise ValueError(f"{pattern!r} stands for {count} phrases, more than {MAX_PHRASES}")
    phrases = []
    for choice in product(*groups):
        pieces = [outside[0]]
        for chosen, following in zip(choice, outside[1:], strict=True):
            pieces += [chosen, following]
        phrase = _BLANKS.sub(" ", "".join(pieces)).strip().replace("\x01", "(").replace("\x02", ")")
        if phrase:
            phrases.append(phrase)
    if not phrases:
        raise ValueError(f"{pattern!r} stands for nothing")
    return tuple(dict.fromkeys(phrases))
