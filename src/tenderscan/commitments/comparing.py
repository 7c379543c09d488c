"""What a contract kept of what its bid promised."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tenderscan.catalogue.commitments import Promise
from tenderscan.commitments.beside import numbers_lost, shares, times, times_lost
from tenderscan.commitments.deadlines import later
from tenderscan.commitments.likeness import likeness
from tenderscan.commitments.qualifiers import lost_words
from tenderscan.commitments.unjudged import RULE
from tenderscan.record import Commitment, Strength
from tenderscan.rules import CommitmentRules
from tenderscan.text import forms


class Outcome(StrEnum):
    """What became of a promise."""

    DROPPED = "dropped"
    """Nothing in the contract answers to it."""
    LESS = "less"
    """The contract asks for less, for it later, or in words that bind less."""
    WEAKENED = "weakened"
    """The number is kept, but not what stands with it: "from the local area", its day or its worth."""
    UNCLEAR = "unclear"
    """The contract has something like it that cannot be compared: another unit, or a year against the whole."""
    NOT_JUDGED = "not judged"
    """A row with a measure code of which no number could be read."""
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
_TIMES = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months"})
"""Units in which a number may say how soon."""


def compare(bid: Sequence[Promise], contract: Sequence[Promise], rules: CommitmentRules) -> list[Kept]:
    """Each promise of the bid in its order with what the contract has of it, then what only the contract has.

    What a document says several times counts once. Pairs are made from the surest down, each promise in one of them.

    Args:
        bid: its promises, rows without a number among them (see `unjudged`).
        contract: the same of the contract.
        rules: say of which measures fewer are better.
    """
    offered, agreed = _once(bid), _once(contract)
    pairs = _pairs(offered, agreed)
    numbers = frozenset(one.value.quantity for one in bid if one.value.quantity is not None)
    found = [
        _judged(one, agreed[pairs[at]], rules, numbers) if at in pairs else _alone(Outcome.DROPPED, one)
        for at, one in enumerate(offered)
    ]
    taken = set(pairs.values())
    return [*found, *(_alone(Outcome.ADDED, one) for at, one in enumerate(agreed) if at not in taken)]


def _alone(outcome: Outcome, one: tuple[Promise, ...]) -> Kept:
    """What only one of the two says."""
    why = "not in the contract" if outcome is Outcome.DROPPED else "not in the bid"
    if _without_number(one):
        outcome, why = Outcome.NOT_JUDGED, f"no number that could be read; {why}"
    return Kept(outcome, why, *((one, ()) if why.endswith("contract") else ((), one)))


def _without_number(one: tuple[Promise, ...]) -> bool:
    return one[0].evidence.rule == RULE


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


def _judged(
    bid: tuple[Promise, ...], contract: tuple[Promise, ...], rules: CommitmentRules, numbers: frozenset[Decimal]
) -> Kept:
    """A promise that both have."""
    one, other = bid[0].value, contract[0].value
    if _without_number(bid) or _without_number(contract):
        return Kept(Outcome.NOT_JUDGED, "no number that could be read", bid, contract)
    unclear = _not_comparable(one, other)
    if unclear:
        return Kept(Outcome.UNCLEAR, unclear, bid, contract)
    changes = [*_changes(bid, contract, rules), *_beside(bid, contract, numbers)]
    effects = {change.effect for change in changes}
    why = ", ".join(change.why for change in changes if change.why)
    return Kept(_outcome(effects), why, bid, contract)


class _Change(NamedTuple):
    """How the contract differs in one respect: which outcome that alone would be, and in words."""

    effect: Outcome
    why: str


def _outcome(effects: set[Outcome]) -> Outcome:
    """The outcome of all changes together: what is more in one respect and less in another is for a person to judge."""
    worse = effects & {Outcome.LESS, Outcome.WEAKENED}
    if Outcome.MORE in effects and worse:
        return Outcome.UNCLEAR
    order = (Outcome.LESS, Outcome.WEAKENED, Outcome.UNCLEAR, Outcome.MORE)
    return next((outcome for outcome in order if outcome in effects), Outcome.KEPT)


def _changes(bid: tuple[Promise, ...], contract: tuple[Promise, ...], rules: CommitmentRules) -> Iterator[_Change]:
    """What differs between two promises that can be held against each other."""
    one, other = bid[0].value, contract[0].value
    change = _change(one.quantity, other.quantity)
    if change:
        better = (change > 0) is not _fewer_is_better(bid[0], rules)
        effect = Outcome.MORE if better else Outcome.LESS
        yield _Change(effect, f"{_number(other.quantity)} instead of {_number(one.quantity)}")
    if max(_BINDING[each.value.strength] for each in contract) < _BINDING[one.strength]:
        yield _Change(Outcome.LESS, f"{other.strength} instead of {one.strength}")
    yield from _of_worth(one.amount, next((each.value.amount for each in contract if each.value.amount), None))
    yield from _of_day(one.by, next((each.value.by for each in contract if each.value.by), None))


def _beside(bid: tuple[Promise, ...], contract: tuple[Promise, ...], numbers: frozenset[Decimal]) -> Iterator[_Change]:
    """What differs in what the sentences say beside the number: in what words, of which share, when, how many more."""
    words = lost_words(bid, contract)
    if words:
        yield _Change(Outcome.WEAKENED, f"without {_quoted(words)}")
    of_bid, of_contract = shares(bid), shares(contract)
    if len(of_bid) == len(of_contract) == 1 and of_bid != of_contract:
        (one,), (other,) = of_bid, of_contract
        yield _Change(Outcome.LESS if other < one else Outcome.MORE, f"{_number(other)} % instead of {_number(one)} %")
    elif of_bid != of_contract:
        # Of "95 % of calls" and "calls", or of either and "10 of the calls", nobody can tell which asks for more.
        said = [
            ", ".join(f"{_number(each)} %" for each in sorted(some)) or "no share" for some in (of_contract, of_bid)
        ]
        yield _Change(Outcome.UNCLEAR, f"{said[0]} instead of {said[1]}")
    lost, instead = [one for one in times_lost(bid, contract) if one not in words], times(contract)
    if lost and contract[0].value.by is None:
        effect = Outcome.UNCLEAR if instead else Outcome.WEAKENED
        yield _Change(effect, f"“{instead[0]}” instead of {_quoted(lost)}" if instead else f"without {_quoted(lost)}")
    others = [one for one in numbers_lost(bid, contract, numbers) if not any(one in phrase for phrase in words)]
    if others:
        yield _Change(Outcome.UNCLEAR, f"{_quoted(others)} not in the contract")


def _quoted(phrases: Iterable[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)


def _of_worth(one: Decimal | None, other: Decimal | None) -> Iterator[_Change]:
    if one is not None and other is None:
        yield _Change(Outcome.WEAKENED, f"no worth instead of {_number(one)}")
    elif change := _change(one, other):
        effect = Outcome.LESS if change < 0 else Outcome.KEPT
        yield _Change(effect, f"worth {_number(other)} instead of {_number(one)}")


def _of_day(one: str | None, other: str | None) -> Iterator[_Change]:
    if one is None:
        return
    if other is None:
        yield _Change(Outcome.WEAKENED, f"no date instead of {one}")
        return
    change = later(one, other)
    if change != 0:
        effect = Outcome.UNCLEAR if change is None else Outcome.LESS if change > 0 else Outcome.KEPT
        yield _Change(effect, f"by {other} instead of {one}")


def _fewer_is_better(promise: Promise, rules: CommitmentRules) -> bool:
    """Whether a smaller number is the better promise: days until something is done, complaints."""
    value, quote = promise.value, " ".join(promise.evidence.quote.lower().split())
    measure = f"{value.unit} {value.measure.lower()}"
    soon = value.unit in _TIMES and (_says(measure, rules.sooner) or _says(quote, rules.within))
    return soon or _says(measure, rules.fewer)


def _says(text: str, phrases: Iterable[str]) -> bool:
    padded = f" {' '.join(forms(text))} "
    return any(f" {phrase} " in padded for phrase in phrases)


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
