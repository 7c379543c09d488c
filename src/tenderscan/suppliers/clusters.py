"""Bringing spellings together, without ever bringing together what must stay apart.

What is linked, and in which order, depends on the spellings alone, never on the order in which they came: links are
made in steps, the surest kind first; before a step, every spelling that two others claim that cannot be one is left
alone, for a person to decide; within a step, links go by score and then by the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenderscan.suppliers.compare import compare
from tenderscan.suppliers.nodes import Node

SEVERAL = "several-fit"
"""Rule of a doubt: a name fits several suppliers that are not one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A reason to take two spellings for one supplier.

    Attributes:
        first: number of a node.
        second: number of another.
        rule: what says so.
        score: 0 to 100.
        by_name: whether nothing but the names says so; then names that contradict each other hold it off.
        decision: number of the decision, where a person made it.
    """

    first: int
    second: int
    rule: str
    score: float
    by_name: bool = True
    decision: int | None = None


class Clusters:
    """Nodes, each in one cluster; a cluster is named by the lowest number in it."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Every node on its own."""
        self.nodes = nodes
        self.links: list[Link] = []
        self.doubts: list[Link] = []
        self._parent = list(range(len(nodes)))
        self._members: dict[int, list[int]] = {at: [at] for at in range(len(nodes))}
        self._numbers = [_by_scheme(node) for node in nodes]
        self._forms = [{node.parsed.key.form} - {None} for node in nodes]
        self._apart: dict[int, set[int]] = defaultdict(set)

    def root(self, node: int) -> int:
        """The name of a node's cluster."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def members(self, node: int) -> list[int]:
        """The nodes of a node's cluster."""
        return self._members[self.root(node)]

    def keep_apart(self, first: Iterable[int], second: Iterable[int]) -> None:
        """Never bring any of the first together with any of the second, unless that is done already."""
        others = {*second}
        for node in first:
            for other in others - {node}:
                self._apart[node].add(other)
                self._apart[other].add(node)

    def is_kept_apart(self, node: int) -> bool:
        """Whether a person keeps a node apart from any other."""
        return bool(self._apart.get(node))

    def are_apart(self, first: int, second: int) -> bool:
        """Whether a person keeps two clusters apart."""
        if not self._apart:
            return False
        here, there = self.root(first), self.root(second)
        small, other = sorted((here, there), key=lambda root: len(self._members[root]))
        return any(self.root(one) == other for node in self._members[small] for one in self._apart.get(node, ()))

    def numbers_differ(self, first: int, second: int) -> bool:
        """Whether two clusters have different numbers in one register."""
        here, there = self._numbers[self.root(first)], self._numbers[self.root(second)]
        return any(here[scheme].isdisjoint(there[scheme]) for scheme in here.keys() & there.keys())

    def exclude(self, first: int, second: int, *, by_name: bool) -> bool:
        """Whether two clusters cannot be one."""
        if self.numbers_differ(first, second) or self.are_apart(first, second):
            return True
        here, there = self._forms[self.root(first)], self._forms[self.root(second)]
        return by_name and bool(here) and bool(there) and here.isdisjoint(there)

    def join(self, link: Link) -> bool:
        """Bring two clusters together; False where they are one already."""
        here, there = sorted((self.root(link.first), self.root(link.second)))
        if here == there:
            return False
        self._parent[there] = here
        self._members[here] += self._members.pop(there)
        for scheme, numbers in self._numbers[there].items():
            self._numbers[here][scheme] = self._numbers[here].get(scheme, frozenset()) | numbers
        self._forms[here] |= self._forms[there]
        self.links.append(link)
        return True

    def step(self, links: Iterable[Link]) -> None:
        """Follow the links of one step."""
        open_links = [link for link in links if self._is_open(link)]
        torn = self._torn(open_links)
        for link in sorted(open_links, key=self._order):
            ends = (self.root(link.first), self.root(link.second))
            if ends[0] == ends[1]:
                continue
            if link in torn:
                self.doubts.append(Link(link.first, link.second, SEVERAL, link.score))
            elif self.exclude(*ends, by_name=link.by_name):
                if not self.numbers_differ(*ends):
                    self.doubts.append(link)
            elif link.by_name and self._contradict(*ends):
                self.doubts.append(link)
            else:
                self.join(link)

    def _is_open(self, link: Link) -> bool:
        same = self.root(link.first) == self.root(link.second)
        return not same and not self.exclude(link.first, link.second, by_name=link.by_name)

    def _torn(self, links: list[Link]) -> set[Link]:
        """Links of a cluster to others that exclude each other."""
        ends: dict[int, dict[int, list[Link]]] = defaultdict(lambda: defaultdict(list))
        for link in links:
            here, there = self.root(link.first), self.root(link.second)
            ends[here][there].append(link)
            ends[there][here].append(link)
        torn: set[Link] = set()
        for targets in ends.values():
            roots = sorted(targets)
            for at, one in enumerate(roots):
                for other in roots[at + 1 :]:
                    if self.exclude(one, other, by_name=any(link.by_name for link in targets[one])):
                        torn.update(targets[one], targets[other])
        return torn

    def _contradict(self, first: int, second: int) -> bool:
        """Whether any two names of two clusters have words that tell them apart, so that no chain leads astray."""
        names = {self.nodes[node].parsed.key for node in self.members(first)}
        others = {self.nodes[node].parsed.key for node in self.members(second)}
        return any(compare(one, other).guard for one in names for other in others)

    def _order(self, link: Link) -> tuple[float, str, object, object]:
        ends = sorted((self.nodes[link.first].order, self.nodes[link.second].order))
        return -link.score, link.rule, ends[0], ends[1]


def _by_scheme(node: Node) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for scheme, number in node.numbers:
        found[scheme] = found.get(scheme, frozenset()) | {number}
    return found
