"""What a contract kept of what its bid promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenderscan.catalogue.commitments import Promise
from tenderscan.commitments.likeness import likeness
from tenderscan.record import Commitment, Strength


class Outcome(StrEnum):
    """What became of a promise."""

    DROPPED = "dropped"
    """Nothing in the contract answers to it."""
    LESS = "less"
    """The contract asks for less, for it later, or in weaker words."""
    UNCLEAR = "unclear"
    """The contract has something like it that cannot be compared: another unit, or a year against the whole."""
    KEPT = "kept"
    MORE = "more"
    ADDED = "added"
    """Only the contract has it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise of the bid beside what the contract says of it.

    Attributes:
        outcome: what became of it.
        why: in words; empty where it was kept as it was.
        bid: mentions of it in the bid, the fullest first; empty where only the contract has it.
        contract: mentions of it in the contract, the fullest first; empty where it was dropped.
    """

    outcome: Outcome
    why: str
    bid: tuple[Promise, ...]
    contract: tuple[Promise, ...]


_BINDING = {Strength.FIRM: 3, Strength.CONDITIONAL: 2, Strength.ASPIRATIONAL: 1, Strength.MENTION: 0}
_FEWER_IS_BETTER = frozenset({"commitment/delivery", "commitment/response", "commitment/defects"})
"""Rules of commitments of which fewer are more: days until delivery, defects."""


def compare(bid: Sequence[Promise], contract: Sequence[Promise]) -> list[Kept]:
    """Each promise of the bid in its order with what the contract has of it, then what only the contract has.

    What a document says several times counts once. Pairs are made from the surest down, each promise in one of them.
    """
    offered, agreed = _once(bid), _once(contract)
    pairs = _pairs(offered, agreed)
    found = [
        _judged(one, agreed[pairs[at]]) if at in pairs else Kept(Outcome.DROPPED, "not in the contract", one, ())
        for at, one in enumerate(offered)
    ]
    taken = set(pairs.values())
    added = [Kept(Outcome.ADDED, "not in the bid", (), one) for at, one in enumerate(agreed) if at not in taken]
    return [*found, *added]


def _once(promises: Sequence[Promise]) -> list[tuple[Promise, ...]]:
    """Mentions of the same promise together: as many of the same, and each for the same."""
    groups: list[list[Promise]] = []
    alike: dict[tuple[object, ...], list[list[Promise]]] = {}
    for promise in promises:
        value = promise.value
        counted = alike.setdefault((value.quantity, value.unit, value.per), [])
        group = next((group for group in counted if likeness(group[0].value, value)), None)
        if group is None:
            group = []
            groups.append(group)
            counted.append(group)
        group.append(promise)
    return [tuple(sorted(group, key=_told, reverse=True)) for group in groups]


def _told(promise: Promise) -> int:
    """How much a mention says: one with a code, a worth and a day is the fullest."""
    value = promise.value
    return sum(part is not None for part in (value.code, value.amount, value.by, value.per, value.who))


def _pairs(offered: list[tuple[Promise, ...]], agreed: list[tuple[Promise, ...]]) -> dict[int, int]:
    """Which promise of the contract answers to which of the bid, by their positions."""
    scored = [
        (score, one[0].value.quantity == other[0].value.quantity, -at, -against)
        for at, one in enumerate(offered)
        for against, other in enumerate(agreed)
        if (score := max(likeness(first.value, second.value) for first in one for second in other))
    ]
    pairs: dict[int, int] = {}
    for _, _, at, against in sorted(scored, reverse=True):
        if -at not in pairs and -against not in pairs.values():
            pairs[-at] = -against
    return pairs


def _judged(bid: tuple[Promise, ...], contract: tuple[Promise, ...]) -> Kept:
    """A promise that both have."""
    one, other = bid[0].value, contract[0].value
    unclear = _not_comparable(one, other)
    if unclear:
        return Kept(Outcome.UNCLEAR, unclear, bid, contract)
    change = _change(one.quantity, other.quantity)
    if bid[0].evidence.rule in _FEWER_IS_BETTER:
        change = -change
    weaker = max(_BINDING[each.value.strength] for each in contract) < _BINDING[one.strength]
    worth = _change(one.amount, other.amount) if one.amount is not None and other.amount is not None else 0
    reasons = [
        f"{_number(other.quantity)} instead of {_number(one.quantity)}" if change else "",
        f"{other.strength} instead of {one.strength}" if weaker else "",
        f"worth {_number(other.amount)} instead of {_number(one.amount)}" if worth else "",
    ]
    less = change < 0 or (change == 0 and (weaker or worth < 0))
    outcome = Outcome.LESS if less else Outcome.MORE if change > 0 else Outcome.KEPT
    if outcome is Outcome.MORE and weaker:
        outcome = Outcome.UNCLEAR
    return Kept(outcome, ", ".join(filter(None, reasons)), bid, contract)


def _not_comparable(one: Commitment, other: Commitment) -> str:
    """Why two quantities cannot be held against each other; empty where they can."""
    if one.unit != other.unit:
        return f"{_words(other.unit)} instead of {_words(one.unit)}"
    if one.per != other.per:
        return f"{_each(other.per)} instead of {_each(one.per)}"
    if one.quantity is None or other.quantity is None:
        return "no number" if one.quantity is not other.quantity else ""
    return ""


def _change(before: Decimal | None, after: Decimal | None) -> int:
    if before is None or after is None:
        return 0
    return (after > before) - (after < before)


def _number(number: Decimal | None) -> str:
    return "none" if number is None else f"{number.normalize():,f}"


def _each(period: str | None) -> str:
    return f"a {period}" if period else "in all"


def _words(unit: str) -> str:
    return unit.replace("_", " ")
