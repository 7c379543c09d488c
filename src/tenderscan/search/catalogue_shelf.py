"""The catalogue as the shelf of a search."""

from tenderscan.catalogue.filters import evidence, matching
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Outcome, Span
from tenderscan.query.filters import Split
from tenderscan.query.tree import Filter
from tenderscan.search.shelf import ShelfDocument


class CatalogueShelf:
    """A `Shelf` over a catalogue."""

    def __init__(self, catalogue: Catalogue, *, value_kinds: frozenset[str]) -> None:
        """Search `catalogue`, in which money of these kinds says what a contract is worth."""
        self._catalogue = catalogue
        self._value_kinds = value_kinds

    def all_ids(self) -> frozenset[str]:
        """See `Shelf.all_ids`."""
        return self._catalogue.all_ids()

    def not_wholly_read(self) -> int:
        """See `Shelf.not_wholly_read`."""
        counts = self._catalogue.counts()
        return sum(number for outcome, number in counts.items() if outcome != Outcome.READ)

    def matching(self, condition: Filter, /) -> Split:
        """See `Shelf.matching`."""
        return matching(self._catalogue, condition, value_kinds=self._value_kinds)

    def document(self, id: str, /) -> ShelfDocument:
        """See `Shelf.document`."""
        document = self._catalogue.document(id)
        place = self._catalogue.places(id)[0]
        buyer = place.buyer or self._catalogue.named_buyer(id)
        return ShelfDocument(document.title, place.path, buyer, document, place.gone_at)

    def evidence(self, id: str, condition: Filter, /) -> tuple[Span, ...]:
        """See `Shelf.evidence`."""
        return evidence(self._catalogue, id, condition, value_kinds=self._value_kinds)
