"""Labels and findings paired: a finding answers one label, and a label is answered once."""

from collections import deque
from collections.abc import Mapping, Sequence

Pairs = dict[int, int]
"""For each label that is answered the finding that answers it."""


def paired(edges: Mapping[int, Sequence[int]], known: Mapping[int, int] | None = None) -> Pairs:
    """As many pairs as there can be.

    Args:
        edges: for each label the findings that may answer it, the best first.
        known: pairs to begin with; whoever is in one of them stays in a pair, if perhaps with another partner.
    """
    pairs: Pairs = dict(known or {})
    taken = {finding: label for label, finding in pairs.items()}
    for label in edges:
        if label not in pairs:
            _augment(label, edges, pairs, taken)
    return pairs


def _augment(start: int, edges: Mapping[int, Sequence[int]], pairs: Pairs, taken: dict[int, int]) -> None:
    """Pair one more label, if need be by giving others another partner (breadth first, so that few are moved)."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        label = waiting.popleft()
        for finding in edges.get(label, ()):
            if finding in came_from:
                continue
            came_from[finding] = label
            if finding not in taken:
                _turn(start, finding, came_from, pairs, taken)
                return
            waiting.append(taken[finding])


def _turn(start: int, finding: int, came_from: dict[int, int], pairs: Pairs, taken: dict[int, int]) -> None:
    """Pair along the way that was found, from its free end back to where it began."""
    while True:
        label = came_from[finding]
        before = pairs.get(label)
        pairs[label], taken[finding] = finding, label
        if label == start or before is None:
            return
        finding = before
