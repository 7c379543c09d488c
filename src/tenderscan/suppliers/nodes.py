"""Mentions brought together as spellings: what is written alike and has the same numbers is one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tenderscan.catalogue.suppliers import Mention
from tenderscan.record import COMPANY, Identifier
from tenderscan.suppliers.companies import Companies
from tenderscan.suppliers.compare import compare
from tenderscan.suppliers.entries import Spelling
from tenderscan.suppliers.names import Parsed, parse

Numbers = frozenset[tuple[str, str]]


Order = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Node:
    """A spelling with what is compared of it.

    Attributes:
        spelling: as it is told to people.
        parsed: of the fullest name that the documents give it.
        numbers: scheme and number, that of the register included.
        postcodes: that documents give it.
        order: what nodes are sorted by, whatever the order of the documents.
    """

    spelling: Spelling
    parsed: Parsed
    numbers: Numbers
    postcodes: frozenset[str]
    order: Order

    @property
    def text(self) -> str:
        """The spelling itself."""
        return self.spelling.text


_Key = tuple[str, str | None, Numbers]


def nodes_of(mentions: Iterable[Mention], register: Companies) -> list[Node]:
    """The spellings of these mentions, in order."""
    by_name: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_name[mention.sha256, mention.name].append(mention)
    groups: dict[_Key, list[Mention]] = defaultdict(list)
    for (_, name), here in by_name.items():
        numbers = _numbers_in_document(here)
        for mention in here:
            own = numbers if numbers is not None else _pairs(mention.identifiers)
            groups[name, _fullest(mention), own].append(mention)
    return sorted((_node(key, group, register) for key, group in groups.items()), key=lambda node: node.order)


def _pairs(identifiers: Iterable[Identifier]) -> Numbers:
    return frozenset((one.scheme, one.id) for one in identifiers)


def _numbers_in_document(mentions: list[Mention]) -> Numbers | None:
    """The numbers of a name that a document gives once and uses often; None where it gives two of one register."""
    found = frozenset().union(*(_pairs(mention.identifiers) for mention in mentions))
    schemes = [scheme for scheme, _ in found]
    return found if len(schemes) == len(set(schemes)) else None


def _fullest(mention: Mention) -> str | None:
    """The fuller name beside which a name stands; none where that is plainly another company's."""
    canonical = " ".join(mention.canonical.split()) if mention.canonical else None
    if canonical is None or canonical == mention.name:
        return None
    own, full = parse(mention.name).key, parse(canonical).key
    if own == full:
        return None
    other_form = own.form is not None and full.form is not None and own.form != full.form
    return None if other_form or (own.form and compare(own, full).guard) else canonical


def _node(key: _Key, mentions: list[Mention], register: Companies) -> Node:
    text, canonical, numbers = key
    parsed = parse(canonical or text)
    registered = None if any(scheme == COMPANY for scheme, _ in numbers) else register.number_of(parsed.key)
    spelling = Spelling(
        text=text,
        canonical=canonical,
        identifiers=tuple(Identifier(*pair) for pair in sorted(numbers)),
        registered=Identifier(COMPANY, registered) if registered else None,
        mentions=tuple(sorted(mentions, key=_place)),
    )
    known = numbers | {(COMPANY, registered)} if registered else numbers
    postcodes = frozenset(mention.postcode for mention in mentions if mention.postcode)
    return Node(spelling, parsed, known, postcodes, (text, canonical or "", tuple(sorted(known))))


def _place(mention: Mention) -> tuple[str, int, str, str, str, tuple[tuple[str, str], ...]]:
    pairs = tuple((one.scheme, one.id) for one in mention.identifiers)
    return mention.sha256, mention.page or 0, mention.cell or "", mention.canonical or "", mention.postcode or "", pairs
