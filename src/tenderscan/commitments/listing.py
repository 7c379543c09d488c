"""The commitments of a library, a pack, a supplier or a document."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tenderscan.catalogue.commitments import Papers, Promise, documents_naming, papers, promises
from tenderscan.catalogue.lookup import find_document
from tenderscan.catalogue.store import Catalogue
from tenderscan.commitments.comparing import Kept, compare


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which commitments are wanted; all conditions hold together.

    Attributes:
        document: path, hash or name of a document, as `find_document` takes it.
        pack: procurement.
        suppliers: names of which the document names one as a supplier.
        theme: of social value.
    """

    document: str | None = None
    pack: str | None = None
    suppliers: Collection[str] | None = None
    theme: str | None = None


def chosen(catalogue: Catalogue, wanted: Wanted) -> list[Papers]:
    """The documents that are looked at, those without a commitment among them.

    Raises:
        DocumentNotFound: nothing answers to the name of the document.
        DocumentAmbiguous: more than one document does.
    """
    sha256 = None if wanted.document is None else find_document(catalogue, wanted.document)
    found = papers(catalogue, sha256=sha256, pack=wanted.pack)
    if wanted.suppliers is None:
        return found
    naming = documents_naming(catalogue, wanted.suppliers)
    return [one for one in found if one.sha256 in naming]


def listed(catalogue: Catalogue, of: Collection[Papers], wanted: Wanted) -> Iterator[Promise]:
    """Their commitments, in the order of the documents and by position."""
    return promises(catalogue, of, theme=wanted.theme)


@dataclass(frozen=True, slots=True)
class Compared:
    """A bid beside its contract."""

    bid: Papers | None
    contract: Papers | None
    promises: tuple[Kept, ...]


def compared(catalogue: Catalogue, bid: str, contract: str, *, theme: str | None = None) -> Compared:
    """What a contract kept of what its bid promised, of one theme where it is named; raises like `chosen`."""
    of_bid = chosen(catalogue, Wanted(document=bid))
    of_contract = chosen(catalogue, Wanted(document=contract))
    found = compare(list(promises(catalogue, of_bid)), list(promises(catalogue, of_contract)))
    # Chosen when all are compared: one and the same promise may stand under another theme in the contract.
    of_theme = (
        one for one in found if theme is None or theme in {each.value.theme for each in (*one.bid, *one.contract)}
    )
    return Compared(next(iter(of_bid), None), next(iter(of_contract), None), tuple(of_theme))
