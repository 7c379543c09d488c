"""Showing what a query matches: the documents of a page, each with its best passages."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenderscan.document import Document
from tenderscan.index.engine import Engine, Ranked
from tenderscan.query.filters import Vocabulary
from tenderscan.query.tree import Node, Unknown
from tenderscan.search.blanks import filters
from tenderscan.search.matching import match
from tenderscan.search.occurrences import missing_words, wanted
from tenderscan.search.passages import Passage, around, opening, passages
from tenderscan.search.shelf import Shelf

PASSAGES = 3
"""Passages a document, at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that matches.

    Attributes:
        sha256: its id.
        title: for people.
        path: where it was last seen.
        buyer: whose it is, None where nobody said.
        score: higher is better; comparable only within one answer. All hits with `unknown` stand behind those without.
        passages: best first; empty only where the document has no text.
        unknown: fields that the query asks for and that are not known of this document, so that it may or may not be
            what was meant; empty for a document that certainly matches.
        gone_at: since when there has been nothing at any of its places (ISO 8601), None while there is.
    """

    sha256: str
    title: str
    path: str
    buyer: str | None
    score: float
    passages: tuple[Passage, ...]
    unknown: tuple[str, ...] = ()
    gone_at: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    Attributes:
        query: as the user typed it.
        total: all documents that match or may match.
        hits: the best of them.
        uncertain: how many of `total` may match, but not for certain; they are the last.
        unknown: field → how many of `total` are there only because nothing is known of that field.
        missing_words: where nothing matches, the words that stand in no document at all.
        not_indexed: documents of the library that the index does not have yet, so that they cannot be among the hits.
        not_wholly_read: documents of the library that were read in part or not at all; their words may be missing.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    unknown: Mapping[str, int]
    uncertain: int = 0
    missing_words: tuple[str, ...] = ()
    not_indexed: int = 0
    not_wholly_read: int = 0


def search(
    query: str, *, engine: Engine, shelf: Shelf, limit: int = 10, vocabulary: Vocabulary | None = None
) -> Results:
    """The documents that match a query, best first, each with its best passages.

    Args:
        query: in the query language (docs/query.md).
        engine: ranks the documents.
        shelf: answers the filters, and loads the documents that are shown.
        limit: how many documents are shown.
        vocabulary: ids that `type:` and `theme:` may name; None accepts any.

    Raises:
        QueryError: the query cannot be understood.
        LibraryProblem: the index or the catalogue cannot be used.
    """
    found = match(query, engine=engine, shelf=shelf, vocabulary=vocabulary)
    absent = (
        () if found.ranked or found.not_indexed else missing_words(found.tree, lambda term: bool(engine.search(term)))
    )
    return Results(
        query=query,
        total=len(found.ranked),
        hits=tuple(_hit(hit, found.tree, shelf, found.doubtful.get(hit.id, ())) for hit in found.ranked[:limit]),
        unknown=found.unknown,
        uncertain=len(found.doubtful),
        missing_words=absent,
        not_indexed=found.not_indexed,
        not_wholly_read=shelf.not_wholly_read(),
    )


def _hit(ranked: Ranked, tree: Node, shelf: Shelf, unknown: tuple[str, ...]) -> Hit:
    found = shelf.document(ranked.id)
    return Hit(
        sha256=ranked.id,
        title=found.title,
        path=found.path,
        buyer=found.buyer,
        score=ranked.score,
        passages=_shown(ranked.id, tree, shelf, found.document),
        unknown=unknown,
        gone_at=found.gone_at,
    )


def _shown(id: str, tree: Node, shelf: Shelf, document: Document) -> tuple[Passage, ...]:
    """Passages with the words, and one with the value a filter asked for; failing both, the first lines."""
    asked = [condition for condition in filters(tree, wanted_only=True) if not isinstance(condition, Unknown)]
    places = [span for condition in asked for span in shelf.evidence(id, condition)[:PASSAGES]]
    worded = passages(document, wanted(tree), limit=PASSAGES)
    evident = [
        passage
        for passage in around(document, places, limit=PASSAGES)
        if not any(passage.span.overlaps(other.span) for other in worded)
    ]
    if evident:
        worded = worded[: PASSAGES - 1]
    return (*worded, *evident[: PASSAGES - len(worded)]) or opening(document)
