"""Levels of weightings: which are the criteria of the whole, which stand below one of them, and whether they add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenderscan.document import Span
from tenderscan.tagger.passages.layout import Passage

WHOLE = Decimal(100)
_NEAR = Decimal("0.5")
_MOST = 60
"""Weightings in one list of which levels are looked for by their sums."""


@dataclass(slots=True)
class Item:
    """A weighting where it stands, before its level is known.

    Attributes:
        criterion: its name.
        percent: its number; points are made percentages by who reads the table.
        span: criterion and number.
        passage: the block.
        depth: how deep it stands in its list, 1 = outermost; 0 where the list does not show it.
        parent: the item above it.
    """

    criterion: str
    percent: Decimal
    span: Span
    passage: Passage
    depth: int = 0
    parent: "Item | None" = None

    @property
    def level(self) -> int:
        """1 for the criteria of the whole."""
        return 1 if self.parent is None else self.parent.level + 1


def is_near(total: Decimal, wanted: Decimal) -> bool:
    """Whether a sum is another number but for rounding."""
    return abs(total - wanted) <= _NEAR


def total_of(items: Sequence[Item]) -> Decimal:
    """The sum of the percentages."""
    return sum((item.percent for item in items), Decimal(0))


def find_parents(items: Sequence[Item]) -> None:
    """Give each item of a list the one above it: by how deep they stand, else by the sums they make."""
    loose = [item for item in items if item.parent is None]
    depths = {item.depth for item in loose}
    if len(depths) > 1 and 0 not in depths:
        _by_depth(loose)
    elif 2 < len(loose) <= _MOST and not is_near(total_of(loose), WHOLE):
        _by_sums(loose)


def sums_of(items: Sequence[Item]) -> dict[int, bool | None]:
    """Whether the weightings below one item, by its `id`, make 100, or what it counts; None for a single one.

    Those without an item above them stand under 0.
    """
    below: dict[int, list[Item]] = {}
    for item in items:
        below.setdefault(key_of(item), []).append(item)
    return {key: _adds_up(several) for key, several in below.items()}


def key_of(item: Item) -> int:
    """Under what the sum of an item and those beside it stands in `sums_of`."""
    return id(item.parent) if item.parent else 0


def _adds_up(beside: list[Item]) -> bool | None:
    if len(beside) < 2:
        return None
    total, parent = total_of(beside), beside[0].parent
    return is_near(total, WHOLE) or (parent is not None and is_near(total, parent.percent))


def _by_depth(items: Sequence[Item]) -> None:
    above: list[Item] = []
    for item in items:
        while above and above[-1].depth >= item.depth:
            above.pop()
        item.parent = above[-1] if above else None
        above.append(item)


def _by_sums(items: Sequence[Item]) -> None:
    """Items whose followers make their number, or 100, stand above these: 60 (30, 30), 40."""
    ends = _reading(items, 0, WHOLE, set())
    for start, end in ends or ():
        for child in items[start + 1 : end]:
            child.parent = items[start]


def _reading(
    items: Sequence[Item], at: int, left: Decimal, failed: set[tuple[int, Decimal]]
) -> list[tuple[int, int]] | None:
    """From where to where each item of the first level reaches, so that these make 100; None where none do."""
    if at == len(items):
        return [] if is_near(left, Decimal(0)) else None
    if left < -_NEAR or (at, left) in failed:
        return None
    percent = items[at].percent
    for end in (at + 1, *_families(items, at)):
        rest = _reading(items, end, left - percent, failed)
        if rest is not None:
            return [(at, end), *rest]
    failed.add((at, left))
    return None


def _families(items: Sequence[Item], at: int) -> list[int]:
    """Where the followers of an item may end: where they make its number, or 100."""
    ends = []
    total = Decimal(0)
    for end in range(at + 1, len(items)):
        total += items[end].percent
        if end > at + 1 and (is_near(total, items[at].percent) or is_near(total, WHOLE)):
            ends.append(end + 1)
        if total > WHOLE + _NEAR:
            break
    return ends
