"""What of the library could not be read."""

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import select

from tenderscan.catalogue.entries import Made
from tenderscan.catalogue.schema import DOCUMENT, NOTICE, PLACE, UNREAD_PATH
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import NOT_READ, Notice, Outcome


@dataclass(frozen=True, slots=True)
class Unread:
    """A document at one of its places, or a path, that was read in part or not at all.

    Attributes:
        path: as in `Place`.
        sha256: None where the bytes could not be had.
        parent: hash of the container, None for a file of its own.
        outcome: partly or failed.
        confidence: good, fair or poor, of what was read; None where nothing was.
        pages: number of pages, 0 where the format has none or nothing was read.
        reasons: why, each with its page where it concerns one; never empty.
        made: what it was read by and with.
        gone_at: since when there has been nothing at the path, None while there is.
    """

    path: str
    sha256: str | None
    parent: str | None
    outcome: Outcome
    confidence: str | None
    pages: int
    reasons: tuple[Notice, ...]
    made: Made
    gone_at: str | None = None


def unread(catalogue: Catalogue) -> list[Unread]:
    """Everything at a current place that was not wholly read, by path."""
    paths = {one.path: one for one in _paths(catalogue)}
    documents = [
        # A document whose file can no longer be had: one row, with both reasons.
        replace(one, reasons=(*one.reasons, *paths.pop(one.path).reasons)) if one.path in paths else one
        for one in _documents(catalogue)
    ]
    living = {one.sha256 for one in documents if one.gone_at is None}
    # A document that is elsewhere now is listed there.
    here = [one for one in documents if one.gone_at is None or one.sha256 not in living]
    return sorted([*here, *paths.values()], key=lambda one: one.path)


def _documents(catalogue: Catalogue) -> list[Unread]:
    columns = (
        *(PLACE.c.path, PLACE.c.parent, DOCUMENT.c.sha256, DOCUMENT.c.outcome, DOCUMENT.c.confidence),
        *(DOCUMENT.c.pages, DOCUMENT.c.error_code, DOCUMENT.c.error_message, DOCUMENT.c.read_by),
        *(DOCUMENT.c.tagged_by, DOCUMENT.c.made_with, PLACE.c.gone_at),
    )
    places = select(*columns).join_from(DOCUMENT, PLACE, PLACE.c.sha256 == DOCUMENT.c.sha256)
    places = places.where(PLACE.c.current, DOCUMENT.c.outcome != Outcome.READ.value)
    notices = select(NOTICE).where(NOTICE.c.code.in_(NOT_READ)).order_by(NOTICE.c.sha256, NOTICE.c.position)
    said: dict[str, list[Notice]] = defaultdict(list)
    with catalogue.read() as connection:
        for row in connection.execute(notices):
            said[row.sha256].append(Notice(row.code, row.message, row.page))
        rows = connection.execute(places).all()
    return [
        Unread(
            path=row.path,
            sha256=row.sha256,
            parent=row.parent,
            outcome=Outcome(row.outcome),
            confidence=row.confidence,
            pages=row.pages,
            reasons=(Notice(row.error_code, row.error_message),) if row.error_code else tuple(said[row.sha256]),
            made=Made(row.read_by, row.tagged_by, row.made_with),
            gone_at=row.gone_at,
        )
        for row in rows
    ]


def _paths(catalogue: Catalogue) -> list[Unread]:
    with catalogue.read() as connection:
        rows = connection.execute(select(UNREAD_PATH)).all()
    return [
        Unread(
            path=row.path,
            sha256=None,
            parent=row.parent,
            outcome=Outcome.FAILED,
            confidence=None,
            pages=0,
            reasons=(Notice(row.error_code, row.error_message),),
            made=Made(row.read_by, "", row.made_with),
            gone_at=row.gone_at,
        )
        for row in rows
    ]
