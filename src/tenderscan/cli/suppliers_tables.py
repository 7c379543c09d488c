"""Suppliers, doubts and decisions as tables."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tenderscan.catalogue.supplier_decisions import Decision
from tenderscan.catalogue.suppliers import About
from tenderscan.cli.suppliers_json import Whole, pages_of
from tenderscan.record import Identifier
from tenderscan.suppliers.entries import Doubt, Spelling, Supplier
from tenderscan.tables import Cell, Column, Kind, Table

_SUPPLIERS = (
    *(Column("supplier"), Column("numbers"), Column("documents", Kind.WHOLE), Column("mentions", Kind.WHOLE)),
    *(Column("spellings", Kind.WHOLE), Column("other_spellings")),
)
_SPELLINGS = (
    *(Column("supplier"), Column("spelling"), Column("stands_for"), Column("numbers"), Column("documents", Kind.WHOLE)),
    Column("mentions", Kind.WHOLE),
)
_MERGES = (
    *(Column("supplier"), Column("spelling"), Column("other_spelling"), Column("rule"), Column("score", Kind.NUMBER)),
    *(Column("numbers"), Column("decision", Kind.WHOLE)),
)
_PLACES = (
    *(Column("supplier"), Column("spelling"), Column("document"), Column("path"), Column("buyers"), Column("pages")),
    *(Column("cells"), Column("sha256")),
)
_VALUES = (
    *(Column("supplier"), Column("kind"), Column("basis"), Column("amount", Kind.NUMBER)),
    *(Column("amount_max", Kind.NUMBER), Column("currency"), Column("document"), Column("page", Kind.WHOLE)),
    *(Column("cell"), Column("text"), Column("sha256")),
)
_DOUBTS = (
    *(Column("supplier"), Column("spelling"), Column("numbers"), Column("found_in")),
    *(Column("other_supplier"), Column("other_spelling"), Column("other_numbers"), Column("other_found_in")),
    *(Column("rule"), Column("score", Kind.NUMBER)),
)
_DECISIONS = (
    *(Column("decision", Kind.WHOLE), Column("kind"), Column("first"), Column("second"), Column("note")),
    *(Column("made_at", Kind.MOMENT), Column("undone_at", Kind.MOMENT), Column("met")),
)
_CELLS = 20
"""Cells named of one document."""


def tables(suppliers: Sequence[Supplier]) -> list[Table]:
    """A list of suppliers: themselves, their spellings, and why these are one."""
    return [
        Table("Suppliers", _SUPPLIERS, map(_supplier, suppliers)),
        Table("Spellings", _SPELLINGS, (row for one in suppliers for row in _spellings(one))),
        Table("Merges", _MERGES, (row for one in suppliers for row in _merges(one))),
    ]


def tables_of(whole: Whole) -> list[Table]:
    """All of one supplier; where it is named comes first."""
    return [
        Table("Documents", _PLACES, _places(whole)),
        *tables([whole.supplier]),
        Table("Values", _VALUES, _values(whole)),
        doubts_table(whole.doubts, whole.documents),
    ]


def doubts_table(doubts: Sequence[Doubt], documents: Mapping[str, About]) -> Table:
    """Pairs that a person may decide."""
    return Table("Uncertain", _DOUBTS, (_doubt(one, documents) for one in doubts))


def decisions_table(decisions: Sequence[Decision], unmet: Collection[int]) -> Table:
    """What was decided, and whether both sides are still met in documents."""
    rows = (
        (one.number, one.kind.value, one.first, one.second, one.note, one.made_at, one.undone_at, _met(one, unmet))
        for one in decisions
    )
    return Table("Decisions", _DECISIONS, rows)


def _met(one: Decision, unmet: Collection[int]) -> str | None:
    return None if one.undone_at else "no" if one.number in unmet else "yes"


def _numbers(identifiers: Iterable[Identifier]) -> str:
    return ", ".join(f"{one.scheme} {one.id}" for one in identifiers)


def _supplier(one: Supplier) -> tuple[Cell, ...]:
    others = " | ".join(spelling.text for spelling in one.spellings if spelling.text != one.name)
    return one.name, _numbers(one.identifiers), len(one.documents), one.mentioned, len(one.spellings), others


def _spellings(one: Supplier) -> Iterator[tuple[Cell, ...]]:
    for spelling in one.spellings:
        numbers = _numbers(spelling.identifiers)
        counts = len(spelling.documents), len(spelling.mentions)
        yield (one.name, spelling.text, spelling.canonical, numbers, *counts)


def _merges(one: Supplier) -> Iterator[tuple[Cell, ...]]:
    for merge in one.merges:
        ends = merge.first.text, merge.second.text
        yield (one.name, *ends, merge.rule, merge.score, _numbers(merge.identifiers), merge.decision)


def _places(whole: Whole) -> Iterator[tuple[Cell, ...]]:
    for spelling in whole.supplier.spellings:
        for sha256, (pages, cells) in pages_of([spelling]):
            about = whole.documents[sha256]
            listed = ", ".join(map(str, pages)), ", ".join(cells[:_CELLS]) + (" …" if len(cells) > _CELLS else "")
            yield (
                whole.supplier.name,
                spelling.text,
                about.title,
                about.path,
                "; ".join(about.buyers),
                *listed,
                sha256,
            )


def _values(whole: Whole) -> Iterator[tuple[Cell, ...]]:
    for worth in whole.worth:
        for one in worth.amounts:
            money, document = one.money, whole.documents[one.sha256].title
            amounts = money.amount, money.amount_max, money.currency
            place = document, one.page, one.cell, one.quote, one.sha256
            yield (whole.supplier.name, worth.kind, worth.basis, *amounts, *place)


def _doubt(one: Doubt, documents: Mapping[str, About]) -> tuple[Cell, ...]:
    sides = (
        (supplier.name, spelling.text, _numbers(supplier.identifiers), _found_in(spelling, documents))
        for supplier, spelling in ((one.first, one.first_spelling), (one.second, one.second_spelling))
    )
    return (*next(sides), *next(sides), one.rule, one.score)


def _found_in(spelling: Spelling, documents: Mapping[str, About]) -> str:
    """The first documents in which a spelling stands, with their pages."""
    found = pages_of([spelling])
    named = [
        f"{documents[sha256].title}{' p. ' + ', '.join(map(str, pages)) if pages else ''}"
        for sha256, (pages, _) in found[:_CELLS]
    ]
    return "; ".join([*named, f"… and {len(found) - _CELLS} more"] if len(found) > _CELLS else named)
