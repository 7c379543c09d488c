"""What a search asks of the catalogue."""

from dataclasses import dataclass
from typing import Protocol

from tenderscan.document import Document, Span
from tenderscan.query.filters import Split
from tenderscan.query.tree import Filter


@dataclass(frozen=True, slots=True)
class ShelfDocument:
    """A document as a hit shows it.

    Attributes:
        title: for people.
        path: where it was last seen.
        buyer: whose it is: what the user said, else the buyer it names; None where neither says.
        document: the text, with pages and blocks.
        gone_at: since when there has been nothing at any of its places (ISO 8601), None while there is.
    """

    title: str
    path: str
    buyer: str | None
    document: Document
    gone_at: str | None = None


class Shelf(Protocol):
    """The catalogue as a search sees it; ids are sha256 of the documents."""

    def all_ids(self) -> frozenset[str]:
        """All documents that may be found; an index that lags behind may know others."""

    def not_wholly_read(self) -> int:
        """Number of documents that were read in part or not at all."""

    def matching(self, condition: Filter, /) -> Split:
        """Which documents satisfy a filter, and which have no value to judge it by."""

    def document(self, id: str, /) -> ShelfDocument:
        """Load one document; called only for the hits that are shown."""

    def evidence(self, id: str, condition: Filter, /) -> tuple[Span, ...]:
        """Where in the document the values stand that satisfy the filter, the best first; empty where nobody knows."""
