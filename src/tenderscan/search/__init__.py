"""The search use case: a query in, documents with their best passages out."""

from tenderscan.search.passages import Passage
from tenderscan.search.results import Hit, Results, search
from tenderscan.search.shelf import Shelf, ShelfDocument

__all__ = ["Hit", "Passage", "Results", "Shelf", "ShelfDocument", "search"]
