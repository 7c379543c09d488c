"""The commitments of a library, a pack, a supplier or a document."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tenderscan.catalogue.commitments import Papers, Promise, documents_naming, papers, promises
from tenderscan.catalogue.lookup import find_document
from tenderscan.catalogue.store import Catalogue
from tenderscan.commitments.comparing import Kept, Outcome, compare
from tenderscan.commitments.doubts import doubts, type_in
from tenderscan.commitments.unjudged import series_of, unjudged, unread_sentences
from tenderscan.errors import UsageError
from tenderscan.rules import CommitmentRules


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
    """A bid beside its contract.

    Attributes:
        bid: the bid; None where it could not be read.
        contract: the contract; None where it could not be read.
        promises: what became of each promise.
        warnings: what speaks against the comparison, in words for people.
    """

    bid: Papers | None
    contract: Papers | None
    promises: tuple[Kept, ...]
    warnings: tuple[str, ...] = ()


def compared(
    catalogue: Catalogue, bid: str, contract: str, *, rules: CommitmentRules, theme: str | None = None
) -> Compared:
    """What a contract kept of what its bid promised, of one theme where it is named.

    Raises:
        DocumentNotFound: nothing answers to one of the names.
        DocumentAmbiguous: more than one document does.
        UsageError: both names are those of one document.
    """
    sides = [chosen(catalogue, Wanted(document=name)) for name in (bid, contract)]
    of_bid, of_contract = (next(iter(side), None) for side in sides)
    if of_bid and of_contract and of_bid.sha256 == of_contract.sha256:
        raise UsageError(f"“{bid}” and “{contract}” are the same document.\nName the bid first, then its contract.")
    said = [list(promises(catalogue, side)) for side in sides]
    records = [catalogue.record(side[0].sha256) if side else None for side in sides]
    series = series_of([*said[0], *said[1]])
    rows = [
        list(unjudged(side[0], record.document, found, series)) if side and record else []
        for side, record, found in zip(sides, records, said, strict=True)
    ]
    found = compare([*said[0], *rows[0]], [*said[1], *rows[1]], rules)
    if of_bid and records[0]:
        unread = unread_sentences(of_bid, records[0].document, said[0])
        found += [Kept(Outcome.NOT_JUDGED, "not read as a promise; compare by hand", (one,), ()) for one in unread]
    # Chosen when all are compared: one and the same promise may stand under another theme in the contract.
    of_theme = (
        one for one in found if theme is None or theme in {each.value.theme for each in (*one.bid, *one.contract)}
    )
    warnings: tuple[str, ...] = ()
    if of_bid and of_contract:
        types = [type_in(record) for record in records if record]
        warnings = tuple(doubts((of_bid, of_contract), types, [len(one) for one in said]))
    return Compared(of_bid, of_contract, tuple(of_theme), warnings)
