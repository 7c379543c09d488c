"""Which names are compared at all: not each with each, but those that share something rare.

Time grows with the number of names, not with its square: a group of names that share something is looked into only
while it is small. What is missed so is a name made of common words only, whose slip also spoils its letters twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from tenderscan.suppliers.compare import SMALL
from tenderscan.suppliers.names import Key

MOST = 40
"""Names of a group that are compared each with each."""
_SHORTEST = 5
"""Letters of a name of which shortened forms are compared."""


def candidates(keys: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """Pairs of different names that may be one, each once, in order."""
    ordered = sorted({*keys}, key=lambda key: (key.words, key.form or "", key.tail))
    groups: dict[object, list[int]] = defaultdict(list)
    for number, key in enumerate(ordered):
        for mark in _marks(key):
            groups[mark].append(number)
    pairs = {pair for group in groups.values() if 1 < len(group) <= MOST for pair in combinations(group, 2)}
    yield from ((ordered[one], ordered[other]) for one, other in sorted(pairs))


def _marks(key: Key) -> set[object]:
    """What names may share: a word, two words in a row, all letters, all letters but one, the words in any order."""
    words = [word for word in key.words if word not in SMALL]
    marks: set[object] = {("word", word) for word in words}
    marks.update(("two", *pair) for pair in pairwise(words))
    marks.add(("sorted", *sorted(key.words)))
    letters = key.compact
    marks.add(letters)
    if len(letters) >= _SHORTEST:
        marks.update(letters[:at] + letters[at + 1 :] for at in range(len(letters)))
    return marks
