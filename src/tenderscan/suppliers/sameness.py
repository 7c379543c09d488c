"""The surest rules: spellings with the same number, and spellings of the same name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from tenderscan.record import COMPANY
from tenderscan.suppliers.clusters import Clusters, Link
from tenderscan.suppliers.companies import Companies
from tenderscan.suppliers.compare import Verdict, compare, score, share_a_word
from tenderscan.suppliers.names import Key, parse
from tenderscan.suppliers.nodes import Node

_MOST_ALIKE = 30
"""Spellings that are linked each with each; of more, one stands for all that are alike."""
_VAT = frozenset({"GB-VAT", "VAT", "XI-VAT"})
_Number = tuple[str, str]
_SHORTEST = 2
"""Letters of an acronym."""


def same_numbers(clusters: Clusters, register: Companies) -> Iterator[Link]:
    """Links of spellings with the same number; where that is no proof, a doubt."""
    nodes = clusters.nodes
    by_number: dict[_Number, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for number in node.numbers:
            by_number[number].append(at)
    for number, here in sorted(by_number.items()):
        for one, other in _each_with_each(here, [nodes[at].parsed.key for at in here]):
            first, second = nodes[one], nodes[other]
            likeness = score(first.parsed.key, second.parsed.key)
            if _only_registered(first, number) or _only_registered(second, number):
                rule, proof = "register", _is_registered_proof(number[1], first, second, register)
            else:
                rule, proof = "number", _is_proof(number, first, second, register)
            if proof:
                yield Link(one, other, rule, likeness, by_name=False)
            else:
                clusters.doubts.append(Link(one, other, "same-number", likeness, by_name=False))


def _is_registered_proof(number: str, one: Node, other: Node, register: Companies) -> bool:
    """Whether two names are one supplier where the register gives one of them the number.

    Not where the other has no word in common with it and is no name of that company, now or formerly: then its document
    gives it a number that was misread.
    """
    first, second = one.parsed.key, other.parsed.key
    return share_a_word(first, second) or (register.knows(number, first) and register.knows(number, second))


def _is_proof(number: _Number, one: Node, other: Node, register: Companies) -> bool:
    """Whether a number shows that two names are one supplier.

    Not where the names have nothing in common, or the register gives one of them another number: then a number may
    have been read at the wrong name. Nor with a VAT number, which the companies of a group share (VAT Act 1994 s. 43).
    """
    first, second = one.parsed.key, other.parsed.key
    if number[0] in _VAT:
        return not (first.form and second.form and compare(first, second).verdict is Verdict.APART)
    if number[0] == COMPANY and any(register.number_of(key) not in {None, number[1]} for key in (first, second)):
        return False
    return share_a_word(first, second) or _shortens(first, second) or _shortens(second, first)


def _shortens(short: Key, long: Key) -> bool:
    """Whether a name begins with the initials of another: "NGL Works" of "Northgate Grounds Ltd"."""
    initials = "".join(word[0] for word in (*long.words, *([long.form] if long.form else ())))
    first = short.words[0] if short.words else ""
    return len(first) >= _SHORTEST and initials.startswith(first)


def _only_registered(node: Node, number: _Number) -> bool:
    registered = node.spelling.registered
    return registered is not None and (registered.scheme, registered.id) == number


def same_names(clusters: Clusters) -> Iterator[Link]:
    """Links of spellings of the same name."""
    nodes = clusters.nodes
    by_key: dict[Key, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        by_key[node.parsed.key].append(at)
    for here in by_key.values():
        # What a person keeps apart from anything stands for itself alone.
        alike = [(nodes[at].numbers, at if clusters.is_kept_apart(at) else None) for at in here]
        for one, other in _each_with_each(here, alike):
            yield Link(one, other, _reason(nodes[one], nodes[other]), 100.0)


def _reason(one: Node, other: Node) -> str:
    """Why two spellings are the same name: as they stand, or by the fuller name that their documents give them."""
    own, others = parse(one.text).key, parse(other.text).key
    if own == others:
        return "same-name"
    for key, node in ((own, one), (others, other)):
        if node.spelling.canonical and key.words != node.parsed.key.words:
            return "defined-in-document"
    return "form-left-out"


def _each_with_each(here: Sequence[int], alike: Iterable[object]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes; of many, those that are alike in a row, and the first of each such row with each."""
    if len(here) <= _MOST_ALIKE:
        yield from combinations(here, 2)
        return
    rows: dict[object, list[int]] = defaultdict(list)
    for at, likeness in zip(here, alike, strict=True):
        rows[likeness].append(at)
    for row in rows.values():
        yield from pairwise(row)
    yield from combinations([row[0] for row in rows.values()], 2)
