"""What is different between what was found in a document before and what is found in it now."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tenderscan.document import Span
from tenderscan.json_contract import value_as_json
from tenderscan.record import Finding, Label

_SCORE_PLACES = 3
"""Places behind the point to which a score is told: what differs behind them is noise of the machine's arithmetic."""


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that is there no longer, is new, or is another than it was.

    Attributes:
        before: as it was; None where it is new.
        after: as it is; None where it is there no longer.
    """

    before: Finding | None
    after: Finding | None

    @property
    def different(self) -> tuple[str, ...]:
        """What an altered finding has other than before: "value", "rule", "span", "place", "score"; else nothing.

        "place" is page, cell or heading. The quote goes with the span, because the text of a document never changes.
        """
        if self.before is None or self.after is None:
            return ()
        before, after = _parts(self.before), _parts(self.after)
        return tuple(name for name, part in before.items() if part != after[name])


def changes(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Change, ...]:
    """What makes `after` out of `before`, two lists of findings of one document, in order of position.

    Findings that are the same in all their parts are none. Of the others, two of one label that share text are one
    finding that was altered, those with the largest common part first; so are two types of the document, wherever they
    were read. What then has no partner was lost or gained. To swap the arguments is to swap before and after.
    """
    gone, new = _without_same(before, after)
    pairs = _pairs(gone, new)
    partners = set(pairs.values())
    found = [Change(finding, new[pairs[at]] if at in pairs else None) for at, finding in enumerate(gone)]
    found += [Change(None, finding) for at, finding in enumerate(new) if at not in partners]
    return tuple(sorted(found, key=_position))


def _parts(finding: Finding) -> dict[str, object]:
    """What makes a finding what it is, by name; the value as it is stored, so that one just made equals it."""
    evidence = finding.evidence
    return {
        "value": json.dumps(value_as_json(finding.value), sort_keys=True),
        "rule": evidence.rule,
        "span": evidence.span,
        "place": (evidence.page, evidence.cell, evidence.heading),
        "score": round(evidence.score, _SCORE_PLACES),
    }


def _without_same(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Both lists without what stands in either, as often as it does."""
    if before == after:
        return [], []
    keys = [[(finding.label, *_parts(finding).values()) for finding in side] for side in (before, after)]
    same = Counter(keys[0]) & Counter(keys[1])
    left: list[list[Finding]] = []
    for side, of_side in zip((before, after), keys, strict=True):
        skipped = same.copy()
        left.append([])
        for finding, key in zip(side, of_side, strict=True):
            if skipped[key]:
                skipped[key] -= 1
            else:
                left[-1].append(finding)
    return left[0], left[1]


def _pairs(gone: Sequence[Finding], new: Sequence[Finding]) -> dict[int, int]:
    """Which of `new` each of `gone` has become, as far as it has become any, by their numbers."""
    # Two pairs with a finding in common are told apart by the other one alone, whichever side it is on: so the order is
    # the same when the sides are swapped.
    ordered = sorted((*_likeness(gone[i], new[j]), i, j) for i, j in _candidates(gone, new))
    pairs: dict[int, int] = {}
    partners: set[int] = set()
    for *_, i, j in ordered:
        if i not in pairs and j not in partners:
            pairs[i] = j
            partners.add(j)
    return pairs


def _likeness(one: Finding, other: Finding) -> tuple[float, bool, bool]:
    """The less, the more alike two findings are: by their text, then their value, then their rule."""
    first, second = one.evidence.span, other.evidence.span
    together = max(first.end, second.end) - min(first.start, second.start)
    common = min(first.end, second.end) - max(first.start, second.start)
    return -common / max(together, 1), one.value != other.value, one.evidence.rule != other.evidence.rule


def _candidates(gone: Sequence[Finding], new: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Numbers of findings that may be one and the same: of one label, and with text in common."""
    types = [[at for at, one in enumerate(side) if one.label is Label.DOCUMENT_TYPE] for side in (gone, new)]
    yield from product(*types)
    sides = (gone, new)
    starts = sorted(
        (finding.evidence.span.start, side, at)
        for side in (0, 1)
        for at, finding in enumerate(sides[side])
        if finding.label is not Label.DOCUMENT_TYPE
    )
    # From left to right: what has begun and not ended is what the next can share text with.
    begun: dict[tuple[Label, int], list[int]] = defaultdict(list)
    for start, side, at in starts:
        label, other = sides[side][at].label, 1 - side
        begun[label, other] = [one for one in begun[label, other] if sides[other][one].evidence.span.end > start]
        yield from ((at, one) if side == 0 else (one, at) for one in begun[label, other])
        begun[label, side].append(at)


def _position(change: Change) -> tuple[Span, Label]:
    sides = [finding for finding in (change.before, change.after) if finding is not None]
    return min(finding.evidence.span for finding in sides), sides[0].label
