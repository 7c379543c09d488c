"""Who is who: from every mention, the decisions of people and a register to suppliers and doubts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from rapidfuzz.distance import OSA

from tenderscan.catalogue.supplier_decisions import Company, Decision
from tenderscan.catalogue.suppliers import Mention
from tenderscan.record import COMPANY
from tenderscan.suppliers.candidates import candidates
from tenderscan.suppliers.clusters import Clusters, Link
from tenderscan.suppliers.companies import Companies
from tenderscan.suppliers.compare import Comparison, Verdict, compare
from tenderscan.suppliers.entries import Resolution, Supplier
from tenderscan.suppliers.follow import follow
from tenderscan.suppliers.names import Alias, Key, parse
from tenderscan.suppliers.nodes import Node, nodes_of
from tenderscan.suppliers.sameness import same_names, same_numbers
from tenderscan.suppliers.told import told

_AS_WRITTEN = frozenset({"form-left-out", "blanks"})
"""Rules of names with the same letters: their step comes before that of slips."""
_MOST_ALIKE = 30
"""Spellings of one name whose numbers are laid side by side."""


def resolve(
    mentions: Iterable[Mention], decisions: Iterable[Decision] = (), companies: Iterable[Company] = ()
) -> tuple[Supplier, ...]:
    """Every supplier, by name; the same whatever the order of what is given."""
    return resolution(mentions, decisions, companies).suppliers


def resolution(
    mentions: Iterable[Mention], decisions: Iterable[Decision] = (), companies: Iterable[Company] = ()
) -> Resolution:
    """Every supplier, and pairs of which a person may decide whether they are one."""
    register = Companies(companies)
    nodes = nodes_of(mentions, register)
    clusters = Clusters(nodes)
    unmet = follow(clusters, decisions)
    clusters.step(same_numbers(clusters, register))
    clusters.step(same_names(clusters))
    by_key = _by_key(nodes)
    compared = [(one, other, compare(one, other)) for one, other in candidates(by_key)]
    links = list(_links(by_key, nodes, compared))
    sure = [link for link, verdict in links if verdict is Verdict.SAME]
    clusters.step(link for link in sure if link.rule in _AS_WRITTEN)
    clusters.step(_other_names(clusters, by_key))
    clusters.step(link for link in sure if link.rule not in _AS_WRITTEN)
    clusters.doubts += [link for link, verdict in links if verdict is Verdict.UNCERTAIN]
    clusters.doubts += [*_misprinted_numbers(clusters, by_key), *_bare_acronyms(nodes)]
    return replace(told(clusters, register), unmet=unmet)


def _by_key(nodes: Sequence[Node]) -> dict[Key, list[int]]:
    by_key: dict[Key, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        by_key[node.parsed.key].append(at)
    return by_key


def _links(
    by_key: Mapping[Key, list[int]], nodes: Sequence[Node], compared: Iterable[tuple[Key, Key, Comparison]]
) -> Iterator[tuple[Link, Verdict]]:
    """What comparing names came to, from spelling to spelling."""
    for one, other, result in compared:
        if result.verdict is Verdict.APART:
            continue
        for first in _one_a_number(by_key[one], nodes):
            for second in _one_a_number(by_key[other], nodes):
                rule, verdict = result.rule, result.verdict
                near = nodes[first].postcodes & nodes[second].postcodes
                if verdict is Verdict.UNCERTAIN and rule == "typing-slip" and near:
                    rule, verdict = "same-postcode", Verdict.SAME
                yield Link(first, second, rule, result.score), verdict


def _one_a_number(here: list[int], nodes: Sequence[Node]) -> list[int]:
    """One node for each of the numbers with which a name stands: the others are linked with it already."""
    return list({nodes[at].numbers: at for at in reversed(here)}.values())


def _other_names(clusters: Clusters, by_key: Mapping[Key, list[int]]) -> Iterator[Link]:
    """From "X Ltd t/a Y" to "Y"; where two suppliers trade as Y, to neither."""
    holders: dict[Key, list[int]] = defaultdict(list)
    for at, node in enumerate(clusters.nodes):
        if node.parsed.other is not None:
            holders[node.parsed.other].append(at)
    for other, holding in sorted(holders.items(), key=lambda item: (item[0].words, item[0].form or "", item[0].tail)):
        targets = [at for key in _readings(other) for at in by_key.get(key, ())]
        several = len({clusters.root(at) for at in holding} - {clusters.root(at) for at in targets}) > 1
        for holder, target in ((holder, target) for holder in holding for target in targets):
            alias = clusters.nodes[holder].parsed.alias or Alias.TRADING
            link = Link(holder, target, alias.value, 100.0, by_name=False)
            sure = clusters.nodes[target].parsed.key == other and _is_a_name(other, alias)
            if sure and not several:
                yield link
            else:
                clusters.doubts.append(link)


def _readings(key: Key) -> tuple[Key, ...]:
    """A name, and the same with the legal form of a company, which may be another's."""
    return (key,) if key.form else (key, Key(key.words, "ltd", key.tail))


def _is_a_name(key: Key, alias: Alias) -> bool:
    """Whether another name says enough: a former one of a company always, "Direct" never."""
    if alias is Alias.FORMER and key.form:
        return True
    return compare(key, Key(key.words, "ltd")).verdict is Verdict.SAME


def _misprinted_numbers(clusters: Clusters, by_key: Mapping[Key, list[int]]) -> Iterator[Link]:
    """The same name with two numbers that differ in one digit."""
    for here in by_key.values():
        numbered = [at for at in here if clusters.nodes[at].numbers]
        for one, other in combinations(numbered[:_MOST_ALIKE], 2):
            for first in _company_numbers(clusters.nodes[one]):
                for second in _company_numbers(clusters.nodes[other]):
                    if OSA.distance(first, second) == 1:
                        yield Link(one, other, "number-misprint", 100.0)


def _company_numbers(node: Node) -> list[str]:
    return sorted(number for scheme, number in node.numbers if scheme == COMPANY)


def _bare_acronyms(nodes: Sequence[Node]) -> Iterator[Link]:
    """An acronym where its document does not say what it stands for, and one where another does."""
    defined: dict[Key, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        if node.spelling.canonical:
            defined[parse(node.text).key].append(at)
    for at, node in enumerate(nodes):
        if not node.spelling.canonical:
            yield from (Link(at, other, "short-name", 90.0) for other in defined.get(node.parsed.key, ()))
