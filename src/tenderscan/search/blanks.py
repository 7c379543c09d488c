"""Filters over values that may be unknown: what certainly matches, and what may.

A filter on the value of a contract is true, false or unknown for a document. Three-valued logic in two trees: in
`certain` an unknown counts as false, in `possible` as true, and a negation swaps the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tenderscan.query.filters import BLANKS_SHOWN, Split, field_of
from tenderscan.query.tree import And, DateRange, Filter, Ids, Named, Node, Not, Or, Unknown, ValueRange
from tenderscan.search.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Resolved:
    """A query whose filters have become ids.

    Attributes:
        certain: matches the documents that satisfy the query for certain.
        possible: matches those and the documents that may, as far as anybody knows.
        unknown: field → ids of the documents for which a filter on it cannot be judged; only fields that have some.
    """

    certain: Node
    possible: Node
    unknown: Mapping[str, frozenset[str]]


def resolve(tree: Node, shelf: Shelf) -> Resolved:
    """Ask the shelf about every filter of the tree, each once."""
    splits = {condition: _split(condition, shelf) for condition in filters(tree)}
    unknown: dict[str, frozenset[str]] = {}
    for condition, split in splits.items():
        if split.unknown:
            field = field_of(condition)
            unknown[field] = unknown.get(field, frozenset()) | split.unknown
    return Resolved(
        certain=_filled(tree, splits, hopeful=False), possible=_filled(tree, splits, hopeful=True), unknown=unknown
    )


def filters(tree: Node, *, wanted_only: bool = False) -> tuple[Filter, ...]:
    """The filters of a tree, in order, each once; `wanted_only` leaves out those under a negation."""
    return tuple(dict.fromkeys(_filters(tree, wanted_only=wanted_only)))


def _filters(node: Node, *, wanted_only: bool) -> list[Filter]:
    match node:
        case And(parts) | Or(parts):
            return [found for part in parts for found in _filters(part, wanted_only=wanted_only)]
        case Not(part):
            return [] if wanted_only else _filters(part, wanted_only=False)
        case Named() | ValueRange() | DateRange() | Unknown():
            return [node]
        case _:
            return []


def _split(condition: Filter, shelf: Shelf) -> Split:
    split = shelf.matching(condition)
    shown = field_of(condition) in BLANKS_SHOWN and not isinstance(condition, Unknown)
    return split if shown else Split(split.known)


def _filled(node: Node, splits: Mapping[Filter, Split], *, hopeful: bool) -> Node:
    """The tree with ids in place of filters; `hopeful` counts an unknown as a match."""
    match node:
        case And(parts):
            return And(tuple(_filled(part, splits, hopeful=hopeful) for part in parts))
        case Or(parts):
            return Or(tuple(_filled(part, splits, hopeful=hopeful) for part in parts))
        case Not(part):
            return Not(_filled(part, splits, hopeful=not hopeful))
        case Named() | ValueRange() | DateRange() | Unknown():
            split = splits[node]
            return Ids(split.known | split.unknown if hopeful else split.known)
        case _:
            return node
