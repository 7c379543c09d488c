"""Which documents a query matches, for certain or perhaps: all of them, in order."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenderscan.index.engine import Engine, Ranked
from tenderscan.query.filters import Vocabulary
from tenderscan.query.parse import parse
from tenderscan.query.tree import Node
from tenderscan.search.blanks import Resolved, resolve
from tenderscan.search.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Matched:
    """All documents that match a query.

    Attributes:
        tree: the query.
        ranked: best first; those that certainly match stand before those that may.
        doubtful: id of each document that may match, but not for certain → fields that are not known of it.
        not_indexed: documents of the library that the index does not have yet, so that they cannot be among them.
    """

    tree: Node
    ranked: tuple[Ranked, ...]
    doubtful: Mapping[str, tuple[str, ...]]
    not_indexed: int

    @property
    def unknown(self) -> dict[str, int]:
        """Field → how many documents are there only because nothing is known of that field."""
        counts: dict[str, int] = {}
        for fields in self.doubtful.values():
            for field in fields:
                counts[field] = counts.get(field, 0) + 1
        return dict(sorted(counts.items()))


def match(query: str, *, engine: Engine, shelf: Shelf, vocabulary: Vocabulary | None = None) -> Matched:
    """All documents that match a query.

    Args:
        query: in the query language (docs/query.md).
        engine: ranks the documents.
        shelf: answers the filters.
        vocabulary: ids that a query may name; None accepts any.

    Raises:
        QueryError: the query cannot be understood.
        LibraryProblem: the index or the catalogue cannot be used.
    """
    tree = parse(query, vocabulary)
    resolved = resolve(tree, shelf)
    shown = shelf.all_ids()
    ranked = [hit for hit in engine.search(resolved.possible) if hit.id in shown]
    doubtful = _doubtful(resolved, ranked, engine)
    ranked.sort(key=lambda hit: hit.id in doubtful)  # stable: the ranking holds on either side
    return Matched(tree, tuple(ranked), doubtful, len(shown - engine.ids()))


def _doubtful(resolved: Resolved, ranked: list[Ranked], engine: Engine) -> dict[str, tuple[str, ...]]:
    """Hits that do not match for certain → fields that are not known of them."""
    if not resolved.unknown:
        return {}
    certain = {hit.id for hit in engine.search(resolved.certain)}
    return {
        hit.id: tuple(sorted(field for field, ids in resolved.unknown.items() if hit.id in ids))
        for hit in ranked
        if hit.id not in certain
    }
