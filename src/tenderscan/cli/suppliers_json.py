"""Suppliers, doubts and decisions for machines, as documented in `docs/json.md`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tenderscan.catalogue.supplier_decisions import Decision, RegisterRead
from tenderscan.catalogue.suppliers import About, Amount
from tenderscan.json_contract import value_as_json
from tenderscan.record import Identifier
from tenderscan.suppliers.entries import Doubt, Merge, Spelling, Supplier
from tenderscan.suppliers.worth import Worth


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is told of one supplier.

    Attributes:
        supplier: with spellings and merges.
        documents: that name it, by hash.
        worth: its amounts.
        doubts: pairs of which it is one.
    """

    supplier: Supplier
    documents: Mapping[str, About]
    worth: tuple[Worth, ...]
    doubts: tuple[Doubt, ...]

    @property
    def councils(self) -> tuple[str, ...]:
        """Buyers of its documents."""
        return tuple(sorted({buyer for one in self.documents.values() for buyer in one.buyers}))


def supplier_as_json(supplier: Supplier) -> dict[str, Any]:
    """A supplier in a list."""
    return {
        "name": supplier.name,
        "identifiers": _identifiers(supplier.identifiers),
        "documents": len(supplier.documents),
        "mentions": supplier.mentioned,
        "spellings": [_spelling(one) for one in supplier.spellings],
        "merges": [_merge(one) for one in supplier.merges],
    }


def whole_as_json(whole: Whole) -> dict[str, Any]:
    """All of one supplier."""
    return {
        **supplier_as_json(whole.supplier),
        "councils": list(whole.councils),
        "places": [_places(sha256, pages, whole.documents) for sha256, pages in pages_of(whole.supplier.spellings)],
        "values": [_worth(one) for one in whole.worth],
        "uncertain": [doubt_as_json(one, whole.documents) for one in whole.doubts],
    }


def doubt_as_json(doubt: Doubt, documents: Mapping[str, About]) -> dict[str, Any]:
    """A pair that a person may decide."""
    return {
        "rule": doubt.rule,
        "score": doubt.score,
        "sides": [
            {
                "name": supplier.name,
                "identifiers": _identifiers(supplier.identifiers),
                "spelling": _spelling(spelling),
                "places": [_places(sha256, pages, documents) for sha256, pages in pages_of([spelling])],
            }
            for supplier, spelling in ((doubt.first, doubt.first_spelling), (doubt.second, doubt.second_spelling))
        ],
    }


def decision_as_json(decision: Decision, unmet: Collection[int] = ()) -> dict[str, Any]:
    """A decision with the spellings on both sides; whether a side is met in no document, by `Resolution.unmet`."""
    return {
        "decision": decision.number,
        "kind": decision.kind.value,
        "first": decision.first,
        "second": decision.second,
        "first_spellings": [one.text for one in decision.first_spellings],
        "second_spellings": [one.text for one in decision.second_spellings],
        "note": decision.note,
        "made_at": decision.made_at.isoformat(),
        "undone_at": None if decision.undone_at is None else decision.undone_at.isoformat(),
        "unmet": decision.number in unmet,
    }


def register_as_json(read: RegisterRead | None) -> dict[str, Any]:
    """Which register was read; its keys are null where none was."""
    if read is None:
        return {"file": None, "read_at": None, "rows": 0, "kept": 0, "skipped": 0}
    counts = {"rows": read.rows, "kept": read.kept, "skipped": read.skipped}
    return {"file": read.file, "read_at": read.read_at.isoformat(), **counts}


def _identifiers(identifiers: Iterable[Identifier]) -> list[dict[str, str]]:
    return [{"scheme": one.scheme, "id": one.id} for one in identifiers]


def _spelling(spelling: Spelling) -> dict[str, Any]:
    return {
        "text": spelling.text,
        "canonical": spelling.canonical,
        "identifiers": _identifiers(spelling.identifiers),
        "registered": spelling.registered.id if spelling.registered else None,
        "documents": len(spelling.documents),
        "mentions": len(spelling.mentions),
    }


def _merge(merge: Merge) -> dict[str, Any]:
    return {
        "rule": merge.rule,
        "score": merge.score,
        "first": merge.first.text,
        "second": merge.second.text,
        "identifiers": _identifiers(merge.identifiers),
        "decision": merge.decision,
        "first_places": _short_places(merge.first),
        "second_places": _short_places(merge.second),
    }


def _short_places(spelling: Spelling) -> list[dict[str, Any]]:
    return [{"sha256": sha256, "pages": pages, "cells": cells} for sha256, (pages, cells) in pages_of([spelling])]


Pages = tuple[list[int], list[str]]
"""Pages and cells of a document."""


def pages_of(spellings: Iterable[Spelling]) -> list[tuple[str, Pages]]:
    """Pages and cells by document."""
    found: dict[str, tuple[set[int], set[str]]] = {}
    for spelling in spellings:
        for mention in spelling.mentions:
            pages, cells = found.setdefault(mention.sha256, (set(), set()))
            pages.update([mention.page] if mention.page is not None else [])
            cells.update([mention.cell] if mention.cell is not None else [])
    return [(sha256, (sorted(pages), sorted(cells))) for sha256, (pages, cells) in sorted(found.items())]


def _places(sha256: str, pages: Pages, documents: Mapping[str, About]) -> dict[str, Any]:
    about = documents[sha256]
    return {
        "sha256": sha256,
        "title": about.title,
        "path": about.path,
        "buyers": list(about.buyers),
        "pages": pages[0],
        "cells": pages[1],
    }


def _worth(worth: Worth) -> dict[str, Any]:
    return {
        "kind": worth.kind,
        "currency": worth.currency,
        "basis": worth.basis,
        "count": len(worth.amounts),
        "smallest": f"{worth.smallest:.2f}",
        "largest": f"{worth.largest:.2f}",
        "total": None if worth.total is None else f"{worth.total:.2f}",
        "amounts": [_amount(one) for one in worth.amounts],
    }


def _amount(amount: Amount) -> dict[str, Any]:
    money = value_as_json(amount.money)
    return {"sha256": amount.sha256, "page": amount.page, "cell": amount.cell, "text": amount.quote, "value": money}
