"""A shelf in plain dictionaries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tenderscan.document import Document, Span
from tenderscan.index.engine import Engine, Entry
from tenderscan.index.memory import MemoryEngine
from tenderscan.query.filters import Split
from tenderscan.query.tree import Filter, Named, Unknown, ValueRange
from tenderscan.search.shelf import ShelfDocument


@dataclass
class PlainShelf:
    """Documents by id, their contract values and suppliers; what is missing is unknown."""

    documents: Mapping[str, Document]
    values: Mapping[str, int] = field(default_factory=dict)
    suppliers: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)

    def all_ids(self) -> frozenset[str]:
        return frozenset(self.documents)

    def not_wholly_read(self) -> int:
        return 0

    def matching(self, condition: Filter, /) -> Split:
        blanks = {"value": self.values, "supplier": self.suppliers}
        match condition:
            case Unknown(field=name):
                return Split(self.all_ids() - blanks[name].keys())
            case ValueRange(low=low):
                known = frozenset(id for id, value in self.values.items() if Decimal(value) > (low or 0))
                return Split(known, self.all_ids() - self.values.keys())
            case Named(field="supplier", words=words):
                known = frozenset(id for id, name in self.suppliers.items() if " ".join(words) in name)
                # A shelf may say of which documents it knows nothing; whether they are shown is for the search to say.
                return Split(known, self.all_ids() - self.suppliers.keys())
        raise NotImplementedError(condition)

    def document(self, id: str, /) -> ShelfDocument:
        self.loaded.append(id)
        document = self.documents[id]
        return ShelfDocument(document.title, f"packs/{document.source.name}", "Harrowmere Council", document)

    def evidence(self, id: str, condition: Filter, /) -> tuple[Span, ...]:
        return (self.places[id],) if isinstance(condition, ValueRange) and id in self.places else ()


def engine_of(shelf: PlainShelf) -> Engine:
    engine = MemoryEngine()
    with engine.write() as writer:
        for id, document in shelf.documents.items():
            writer.put(Entry(id, document.title, document.text))
    return engine
