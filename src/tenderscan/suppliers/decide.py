"""What a person decides: that two suppliers are one, or that they are not; kept, and undone where it was wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import (
    Decision,
    DecisionKind,
    Spelled,
    add_decision,
    companies,
    decisions,
    mark_undone,
)
from tenderscan.errors import NotFound, UsageError
from tenderscan.moments import now
from tenderscan.suppliers.entries import Resolution, Spelling, Supplier
from tenderscan.suppliers.library import answering, in_words, resolved, the_one
from tenderscan.suppliers.names import parse
from tenderscan.suppliers.resolve import resolution


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made, and what it came to.

    Attributes:
        decision: as it is kept.
        suppliers: that it concerns, as they are now.
    """

    decision: Decision
    suppliers: tuple[Supplier, ...]


def merge(catalogue: Catalogue, first: str, second: str, *, note: str | None = None) -> Decided:
    """Decide that two suppliers are one.

    Raises:
        NotFound: a name stands for none or several.
        UsageError: they are one already.
    """
    found = resolved(catalogue).suppliers
    one, other = the_one(found, first), the_one(found, second)
    if one == other:
        raise UsageError(f"“{first}” and “{second}” are one supplier already: {in_words(one)}.")
    sides = (one.name, _called_first(one, first)), (other.name, _called_first(other, second))
    return _keep(catalogue, DecisionKind.MERGE, *sides, note)


def split(catalogue: Catalogue, name: str, spelling: str, *, note: str | None = None) -> Decided:
    """Decide that a spelling is not the supplier called `name`, or that two suppliers are not one and stay so.

    Raises:
        NotFound: a name stands for none or several.
        UsageError: the supplier has no other spelling.
    """
    found = resolved(catalogue)
    supplier = the_one(found.suppliers, name)
    out = _spellings_called(supplier, spelling)
    if not out:
        other = the_one(found.suppliers, spelling)
        if other != supplier:
            return _keep(
                catalogue, DecisionKind.SPLIT, (supplier.name, supplier.spellings), (other.name, other.spellings), note
            )
        raise NotFound(
            f"{in_words(supplier)} has no spelling “{spelling}”.\nSee them with: tenderscan suppliers show NAME"
        )
    out = _with_its_like(catalogue, supplier, out)
    rest = tuple(one for one in supplier.spellings if one not in out)
    if not rest:
        raise UsageError(f"{in_words(supplier)} has no other spelling from which “{spelling}” could be split.")
    left = supplier.name if any(one.text == supplier.name for one in rest) else rest[0].text
    return _keep(catalogue, DecisionKind.SPLIT, (left, rest), (out[0].text, out), note)


def undo(catalogue: Catalogue, number: int | None = None) -> Decision:
    """Let a decision hold no longer, the last one unless told; what was decided is still listed.

    Raises:
        NotFound: there is none of this number that holds.
    """
    holding = [one for one in decisions(catalogue) if one.undone_at is None and number in (None, one.number)]
    if not holding:
        which = "no decision" if number is None else f"no decision {number}"
        raise NotFound(f"There is {which} that could be undone.\nList them with: tenderscan suppliers decisions")
    with catalogue.write() as writer:
        if not mark_undone(writer.connection, holding[-1].number):
            raise NotFound(
                f"Decision {holding[-1].number} was undone just now.\nList them with: tenderscan suppliers decisions"
            )
    return holding[-1]


def _keep(
    catalogue: Catalogue,
    kind: DecisionKind,
    first: tuple[str, Sequence[Spelling]],
    second: tuple[str, Sequence[Spelling]],
    note: str | None,
) -> Decided:
    spelled = [tuple(_spelled(one) for one in spellings) for _, spellings in (first, second)]
    decision = Decision(0, kind, first[0], second[0], spelled[0], spelled[1], note, now())
    with catalogue.write() as writer:
        number = add_decision(writer.connection, decision)
    concerned = {*spelled[0], *spelled[1]}
    after: Resolution = resolved(catalogue)
    suppliers = [one for one in after.suppliers if not concerned.isdisjoint(map(_spelled, one.spellings))]
    return Decided(replace(decision, number=number), tuple(suppliers))


def _spelled(spelling: Spelling) -> Spelled:
    return Spelled(spelling.text, spelling.canonical, tuple((one.scheme, one.id) for one in spelling.identifiers))


def _called_first(supplier: Supplier, name: str) -> tuple[Spelling, ...]:
    """The spellings of a supplier, first those that answer to a name: to these a merge binds."""
    alone = [
        replace(supplier, name=one.text, spellings=(one,), identifiers=one.identifiers) for one in supplier.spellings
    ]
    first = {one.spellings[0] for one in answering(alone, name)}
    return tuple(sorted(supplier.spellings, key=lambda one: one not in first))


def _spellings_called(supplier: Supplier, name: str) -> tuple[Spelling, ...]:
    """The spellings that are written so: exactly, else in other capitals."""
    whole = " ".join(name.split())
    exact = tuple(one for one in supplier.spellings if one.text == whole)
    return exact or tuple(one for one in supplier.spellings if one.text.casefold() == whole.casefold())


def _with_its_like(catalogue: Catalogue, supplier: Supplier, out: tuple[Spelling, ...]) -> tuple[Spelling, ...]:
    """The spellings that go with those taken out: what rules alone make one with them, else the same name."""
    alone = _by_rules_alone(catalogue, supplier)
    with_it = [one for one in alone if not {*map(_spelled, out)}.isdisjoint(map(_spelled, one.spellings))]
    if len(with_it) < len(alone):
        return _of(supplier, (spelling for one in with_it for spelling in one.spellings))
    keys = {parse(one.canonical or one.text).key for one in out}
    same = tuple(one for one in supplier.spellings if parse(one.canonical or one.text).key in keys)
    return out if len(same) == len(supplier.spellings) or supplier.spellings[0] in same else same


def _by_rules_alone(catalogue: Catalogue, supplier: Supplier) -> tuple[Supplier, ...]:
    """What the supplier's spellings were without anybody having brought them together."""
    mentions = [mention for spelling in supplier.spellings for mention in spelling.mentions]
    splits = [one for one in decisions(catalogue) if one.kind is DecisionKind.SPLIT]
    return resolution(mentions, splits, companies(catalogue)).suppliers


def _of(supplier: Supplier, spellings: Iterable[Spelling]) -> tuple[Spelling, ...]:
    wanted = {*map(_spelled, spellings)}
    return tuple(one for one in supplier.spellings if _spelled(one) in wanted)
