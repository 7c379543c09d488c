"""What documents say about suppliers: where they are named, and what amounts belong to them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from tenderscan.catalogue.schema import DOCUMENT, FINDING, PLACE
from tenderscan.catalogue.store import Catalogue
from tenderscan.json_contract import value_from_json
from tenderscan.moments import stored
from tenderscan.record import Identifier, Label, Money, Organisation

_SOME = 500
"""Documents asked about at a time: a database takes so many parameters."""
_TEXTS = 20
"""Texts in memory at a time."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a document names a supplier.

    Attributes:
        sha256: of the document.
        name: as the text has it, blanks folded.
        canonical: the fullest name the document gives it; None where that is this one.
        identifiers: numbers that the document gives it.
        postcode: as the document gives it.
        page: 1-based; None where the format has no pages.
        cell: of a spreadsheet, such as "Prices!B7".
    """

    sha256: str
    name: str
    canonical: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    postcode: str | None = None
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in a document.

    Attributes:
        sha256: of the document.
        money: the amount with its kind.
        page: as in `Mention`.
        cell: as in `Mention`.
        quote: the characters.
    """

    sha256: str
    money: Money
    page: int | None
    cell: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class About:
    """A document as it is told to people.

    Attributes:
        sha256: identity.
        title: for people.
        path: where it is.
        buyers: councils it was filed under; where nobody said, the one it names most surely; empty without either.
    """

    sha256: str
    title: str
    path: str
    buyers: tuple[str, ...]


def mentions(catalogue: Catalogue) -> list[Mention]:
    """Every place where a document that is still at one of its places names a supplier, by document and position."""
    current = exists().where(PLACE.c.sha256 == FINDING.c.sha256, PLACE.c.current)
    columns = select(FINDING.c.sha256, FINDING.c.value, FINDING.c.page, FINDING.c.cell)
    query = columns.where(FINDING.c.label == Label.SUPPLIER.value, current)
    with catalogue.read() as connection:
        rows = connection.execute(query.order_by(FINDING.c.sha256, FINDING.c.position)).all()
    return list(_mentions(rows))


def _mentions(rows: Iterable[tuple[str, str, int | None, str | None]]) -> Iterator[Mention]:
    known: dict[str, Organisation] = {}
    for sha256, text, page, cell in rows:
        value = known.get(text)
        if value is None:
            read = value_from_json(Label.SUPPLIER, json.loads(text))
            assert isinstance(read, Organisation)
            value = known[text] = read
        name = " ".join(value.name.split())
        yield Mention(sha256, name, value.canonical, value.identifiers, value.postcode, page, cell)


def texts(catalogue: Catalogue, documents: Collection[str]) -> Iterator[tuple[str, str]]:
    """The texts of these documents, a few at a time."""
    for some in _portions(documents, _TEXTS):
        with catalogue.read() as connection:
            rows = connection.execute(
                select(DOCUMENT.c.sha256, DOCUMENT.c.text).where(DOCUMENT.c.sha256.in_(some))
            ).all()
        yield from ((row.sha256, row.text) for row in rows)


def amounts(catalogue: Catalogue, documents: Collection[str]) -> list[Amount]:
    """Every amount of money in these documents, by document and position."""
    columns = select(FINDING.c.sha256, FINDING.c.value, FINDING.c.page, FINDING.c.cell, FINDING.c.quote)
    found: list[Amount] = []
    with catalogue.read() as connection:
        for some in _portions(documents):
            query = columns.where(FINDING.c.label == Label.MONEY.value, FINDING.c.sha256.in_(some))
            for sha256, text, page, cell, quote in connection.execute(
                query.order_by(FINDING.c.sha256, FINDING.c.position)
            ):
                money = value_from_json(Label.MONEY, json.loads(text))
                assert isinstance(money, Money)
                found.append(Amount(sha256, money, page, cell, quote))
    return found


def about(catalogue: Catalogue, documents: Collection[str]) -> dict[str, About]:
    """These documents by hash, each with the place that comes first in the alphabet."""
    titles: dict[str, str] = {}
    paths: dict[str, list[str]] = defaultdict(list)
    buyers: dict[str, set[str]] = defaultdict(set)
    with catalogue.read() as connection:
        for some in _portions(documents):
            rows = select(DOCUMENT.c.sha256, DOCUMENT.c.title).where(DOCUMENT.c.sha256.in_(some))
            titles |= {row.sha256: row.title for row in connection.execute(rows)}
            here = select(PLACE.c.sha256, PLACE.c.path, PLACE.c.buyer).where(PLACE.c.sha256.in_(some), PLACE.c.current)
            for sha256, path, buyer in connection.execute(here):
                paths[sha256].append(path)
                buyers[sha256] |= {buyer} if buyer else set()
    return {
        sha256: About(sha256, title, min(paths[sha256], default=""), _buyers(catalogue, sha256, buyers[sha256]))
        for sha256, title in titles.items()
    }


def documents_since(catalogue: Catalogue, moment: datetime) -> int:
    """Documents that name a supplier and were stored after a moment."""
    names = exists().where(FINDING.c.sha256 == DOCUMENT.c.sha256, FINDING.c.label == Label.SUPPLIER.value)
    query = select(func.count()).select_from(DOCUMENT).where(DOCUMENT.c.stored_at > stored(moment), names)
    with catalogue.read() as connection:
        return int(connection.execute(query).scalar_one())


def _portions(documents: Collection[str], most: int = _SOME) -> Iterator[list[str]]:
    ordered = sorted(documents)
    return (ordered[at : at + most] for at in range(0, len(ordered), most))


def _buyers(catalogue: Catalogue, sha256: str, filed: set[str]) -> tuple[str, ...]:
    if filed:
        return tuple(sorted(filed))
    named = catalogue.named_buyer(sha256)
    return (named,) if named else ()
