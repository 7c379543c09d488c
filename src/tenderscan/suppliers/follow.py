"""Doing what people decided: before any rule, the latest decision first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from tenderscan.catalogue.supplier_decisions import Decision, DecisionKind, Spelled
from tenderscan.suppliers.clusters import Clusters, Link
from tenderscan.suppliers.compare import score
from tenderscan.suppliers.names import Key, parse
from tenderscan.suppliers.nodes import Node

_Pairs = set[frozenset[int]]


def follow(clusters: Clusters, decisions: Iterable[Decision]) -> tuple[int, ...]:
    """Follow the decisions that hold, an earlier one only as far as no later one contradicts it.

    Returns:
        Numbers of decisions of which one side is no longer met in any document, in order.
    """
    known = _Known(clusters.nodes)
    merged: _Pairs = set()
    unmet: list[int] = []
    holding = [decision for decision in decisions if decision.undone_at is None]
    for decision in sorted(holding, key=lambda decision: -decision.number):
        first, second = known.sides(decision)
        if not first or not second:
            unmet.append(decision.number)
        elif decision.kind is DecisionKind.SPLIT:
            _keep_apart(clusters, first, second, merged)
        else:
            _bring_together(clusters, first, second, decision.number)
            merged.update(frozenset(pair) for pair in product(first, second))
    return tuple(sorted(unmet))


def _keep_apart(clusters: Clusters, first: Sequence[int], second: Sequence[int], merged: _Pairs) -> None:
    """Every pair of the two sides, but for those that a later merge names."""
    for one in first:
        clusters.keep_apart([one], [other for other in second if frozenset((one, other)) not in merged])


def _bring_together(clusters: Clusters, first: Sequence[int], second: Sequence[int], number: int) -> None:
    """The first pair that no later decision keeps apart; what else belongs to either side, rules bring along."""
    for one, other in product(first, second):
        if not clusters.are_apart(one, other):
            likeness = score(clusters.nodes[one].parsed.key, clusters.nodes[other].parsed.key)
            clusters.join(Link(one, other, "person", likeness, by_name=False, decision=number))
            return


class _Known:
    """Nodes by what decisions call them."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._by_text: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[Key, list[int]] = defaultdict(list)
        for at, node in enumerate(nodes):
            self._by_text[node.text].append(at)
            self._by_key[parse(node.text).key].append(at)

    def sides(self, decision: Decision) -> tuple[list[int], list[int]]:
        """The nodes of both sides of a decision, each in its order."""
        texts = {one.text for one in (*decision.first_spellings, *decision.second_spellings)}
        # Who is told apart from either of two may be told apart from both; who is one with either, not.
        both = decision.kind is DecisionKind.SPLIT
        return (
            self._side(decision.first_spellings, texts, both=both),
            self._side(decision.second_spellings, texts, both=both),
        )

    def _side(self, spellings: Sequence[Spelled], texts: set[str], *, both: bool) -> list[int]:
        found: list[int] = []
        for spelled in spellings:
            here = self._by_text.get(spelled.text) or self._of_same_name(spelled, texts)
            found += _fitting(spelled, here, self._nodes, both=both)
        return list(dict.fromkeys(found))

    def _of_same_name(self, spelled: Spelled, texts: set[str]) -> list[int]:
        """Nodes that are the same name in other capitals or with another "Ltd": the spelling itself is read no more.

        What the decision names by its own spelling is not meant by another.
        """
        same = self._by_key.get(parse(spelled.text).key, ())
        return [at for at in same if self._nodes[at].text not in texts]


def _fitting(spelled: Spelled, here: list[int], nodes: Sequence[Node], *, both: bool) -> list[int]:
    """Those of the nodes that a decision means.

    A number that came or went since does not matter, unless the name stands with several.
    """
    here = [at for at in here if nodes[at].spelling.canonical == spelled.canonical] or here
    exact = [at for at in here if _pairs(nodes[at]) == {*spelled.identifiers}]
    shared = [at for at in here if not _pairs(nodes[at]).isdisjoint(spelled.identifiers)]
    numbers = {_pairs(nodes[at]) for at in here} - {frozenset()}
    return exact or shared or (here if both or len(numbers) <= 1 else [])


def _pairs(node: Node) -> frozenset[tuple[str, str]]:
    return frozenset((one.scheme, one.id) for one in node.spelling.identifiers)
