"""Clusters of spellings as they are told to people: with a name, why they are one, and what is in doubt."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tenderscan.record import COMPANY, Identifier
from tenderscan.suppliers.clusters import SEVERAL, Clusters, Link
from tenderscan.suppliers.companies import Companies
from tenderscan.suppliers.compare import share_a_word
from tenderscan.suppliers.entries import Doubt, Merge, Resolution, Supplier
from tenderscan.suppliers.names import parse
from tenderscan.suppliers.nodes import Node, Order

_ONE_OF_MANY = frozenset({"short-name", SEVERAL})
"""Rules of doubts that are none where a name fits more than a few: nobody could tell."""
_FEW = 3


def told(clusters: Clusters, register: Companies) -> Resolution:
    """The suppliers by name, and the doubts that are left, the surest first."""
    links: dict[int, list[Link]] = defaultdict(list)
    for link in clusters.links:
        links[clusters.root(link.first)].append(link)
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(clusters.nodes)):
        members[clusters.root(at)].append(at)
    suppliers = {
        root: _supplier([clusters.nodes[at] for at in here], links[root], clusters.nodes, register)
        for root, here in members.items()
    }
    ordered = sorted(suppliers.values(), key=_by_name)
    return Resolution(tuple(ordered), tuple(_doubts(clusters, suppliers)))


_ByName = tuple[str, str, tuple[str, ...], tuple[tuple[str, str], ...]]


def _by_name(supplier: Supplier) -> _ByName:
    numbers = tuple((one.scheme, one.id) for one in supplier.identifiers)
    return supplier.name.casefold(), supplier.name, tuple(one.text for one in supplier.spellings), numbers


def _supplier(nodes: list[Node], links: list[Link], every: Sequence[Node], register: Companies) -> Supplier:
    by_use = sorted(nodes, key=lambda node: (-len(node.spelling.mentions), node.order))
    numbers = sorted({number for node in nodes for number in node.numbers})
    return Supplier(
        name=_name(by_use, numbers, register),
        spellings=tuple(node.spelling for node in by_use),
        merges=tuple(_merge(link, every) for link in links),
        identifiers=tuple(Identifier(*number) for number in numbers),
    )


def _name(by_use: list[Node], numbers: list[tuple[str, str]], register: Companies) -> str:
    """The name in the register; else the fullest spelling: with its legal form, most used, not all in capitals."""
    official = (_official(number, by_use, register) for scheme, number in numbers if scheme == COMPANY)
    found = next((name for name in official if name), None)
    if found:
        return found
    uses: Counter[str] = Counter()
    for node in by_use:
        uses[node.spelling.canonical or node.text] += len(node.spelling.documents)
    keys = {node.spelling.canonical or node.text: node.parsed for node in by_use}
    return min(
        uses,
        key=lambda name: (
            keys[name].other is not None,
            keys[name].key.form is None,
            -uses[name],
            name.isupper() or name.islower(),
            name,
        ),
    )


def _official(number: str, nodes: Iterable[Node], register: Companies) -> str | None:
    """The name that the register has for a number; None where it is like no spelling: the number was misread."""
    name = register.name_of(number)
    if name is None:
        return None
    key = parse(name).key
    keys = [node.parsed.key for node in nodes]
    return name if any(register.knows(number, one) or share_a_word(one, key) for one in keys) else None


def _merge(link: Link, nodes: Sequence[Node]) -> Merge:
    first, second = sorted((nodes[link.first], nodes[link.second]), key=lambda node: node.order)
    shared = sorted(first.numbers & second.numbers) if link.rule in ("number", "register") else []
    identifiers = tuple(Identifier(*number) for number in shared)
    return Merge(first.spelling, second.spelling, link.rule, round(link.score, 1), identifiers, link.decision)


def _doubts(clusters: Clusters, suppliers: dict[int, Supplier]) -> list[Doubt]:
    """One doubt for a pair of suppliers: the surest reason to take them for one."""
    best: dict[tuple[int, int], Link] = {}
    for link in clusters.doubts:
        pair = tuple(sorted((clusters.root(link.first), clusters.root(link.second))))
        if pair[0] == pair[1] or clusters.are_apart(*pair):
            continue
        if link.rule != "number-misprint" and clusters.numbers_differ(*pair):
            continue
        known = best.get((pair[0], pair[1]))
        if known is None or _surer(link, clusters.nodes) < _surer(known, clusters.nodes):
            best[pair[0], pair[1]] = link
    claims: Counter[int] = Counter()
    for (one, other), link in best.items():
        if link.rule in _ONE_OF_MANY:
            claims[one] += 1
            claims[other] += 1
    kept = [
        _doubt(link, clusters, suppliers)
        for pair, link in best.items()
        if link.rule not in _ONE_OF_MANY or max(claims[root] for root in pair) <= _FEW
    ]
    return sorted(kept, key=_worth_asking)


def _worth_asking(doubt: Doubt) -> tuple[list[int], float, str, list[_ByName]]:
    """The pair first whose decision changes most, then the most alike."""
    names = [_by_name(doubt.first), _by_name(doubt.second)]
    return [-part for part in doubt.weight], -doubt.score, doubt.rule, names


def _surer(link: Link, nodes: Sequence[Node]) -> tuple[float, str, list[Order]]:
    return -link.score, link.rule, sorted((nodes[link.first].order, nodes[link.second].order))


def _doubt(link: Link, clusters: Clusters, suppliers: dict[int, Supplier]) -> Doubt:
    ends = [(suppliers[clusters.root(at)], clusters.nodes[at].spelling) for at in (link.first, link.second)]
    (first, one), (second, other) = sorted(ends, key=lambda end: (-len(end[0].documents), _by_name(end[0])))
    return Doubt(first, second, one, other, link.rule, round(link.score, 1))
