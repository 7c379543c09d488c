"""What documents promise: commitments with the documents they stand in, without loading a text."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from tenderscan.catalogue.rows import finding_from, padded_words
from tenderscan.catalogue.schema import DOCUMENT, FINDING, PLACE
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Outcome
from tenderscan.errors import LibraryDamaged
from tenderscan.record import Commitment, Evidence, Label

_SOME = 200
"""Documents asked about at a time, so that a large library does not fill the memory."""


@dataclass(frozen=True, slots=True)
class Papers:
    """A document as a list of commitments names it.

    Attributes:
        sha256: identity.
        title: for people.
        path: where it is; where it is in several places, the first in the alphabet.
        pack: the procurement it is filed under there, None where nobody said.
        wholly_read: whether nothing of it is missing.
    """

    sha256: str
    title: str
    path: str
    pack: str | None
    wholly_read: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment where it stands."""

    papers: Papers
    value: Commitment
    evidence: Evidence


def papers(catalogue: Catalogue, *, sha256: str | None = None, pack: str | None = None) -> list[Papers]:
    """Documents that were read and are still at one of their places, by path.

    Args:
        catalogue: of the library.
        sha256: only this one, wherever it was.
        pack: only those filed under this procurement, letter case aside.
    """
    columns = (DOCUMENT.c.sha256, DOCUMENT.c.title, DOCUMENT.c.outcome, PLACE.c.path, PLACE.c.pack)
    query = select(*columns).join_from(DOCUMENT, PLACE, PLACE.c.sha256 == DOCUMENT.c.sha256)
    query = query.where(DOCUMENT.c.outcome != Outcome.FAILED.value)
    query = query.where(PLACE.c.current) if sha256 is None else query.where(DOCUMENT.c.sha256 == sha256)
    with catalogue.read() as connection:
        rows = connection.execute(query.order_by(PLACE.c.current.desc(), PLACE.c.path)).all()
    found: dict[str, Papers] = {}
    for row in rows:
        # Compared here rather than by SQL, which folds the case of plain letters only.
        if pack is None or (row.pack or "").casefold() == pack.casefold():
            whole = row.outcome == Outcome.READ.value
            found.setdefault(row.sha256, Papers(row.sha256, row.title, row.path, row.pack, whole))
    return sorted(found.values(), key=lambda one: (one.path, one.sha256))


def promises(catalogue: Catalogue, of: Iterable[Papers], *, theme: str | None = None) -> Iterator[Promise]:
    """The commitments of some documents, in the order given and by position; of one theme where it is named.

    Raises:
        LibraryDamaged: what is stored of one makes no commitment.
    """
    waiting = list(of)
    for at in range(0, len(waiting), _SOME):
        some = {one.sha256: one for one in waiting[at : at + _SOME]}
        query = select(FINDING).where(FINDING.c.label == Label.COMMITMENT.value, FINDING.c.sha256.in_(some))
        if theme is not None:
            query = query.where(FINDING.c.kind == theme)
        with catalogue.read() as connection:
            rows = connection.execute(query.order_by(FINDING.c.position)).all()
        found: dict[str, list[Promise]] = {sha256: [] for sha256 in some}
        for row in rows:
            try:
                finding = finding_from(row)
            except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                raise LibraryDamaged(
                    f"What the library holds of document {row.sha256[:12]} cannot be read.\n"
                    "Ingest its file again into a new library, or put back a copy of this one."
                ) from error
            if isinstance(finding.value, Commitment):
                found[row.sha256].append(Promise(some[row.sha256], finding.value, finding.evidence))
        for several in found.values():
            yield from several


def documents_naming(catalogue: Catalogue, names: Collection[str]) -> frozenset[str]:
    """Hashes of the documents that name a supplier under one of these names, its words in a row."""
    wanted = [words for name in names if (words := padded_words(name)).strip()]
    found: set[str] = set()
    for at in range(0, len(wanted), _SOME):
        named = or_(*(FINDING.c.words.contains(words, autoescape=True) for words in wanted[at : at + _SOME]))
        current = exists().where(PLACE.c.sha256 == FINDING.c.sha256, PLACE.c.current)
        query = select(FINDING.c.sha256).where(FINDING.c.label == Label.SUPPLIER.value, named, current)
        with catalogue.read() as connection:
            found.update(connection.execute(query.distinct()).scalars())
    return frozenset(found)
