"""What is known of files before they are opened: by their path, their size, or their hash."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select

from tenderscan.catalogue.entries import Made, OnDisk, Stored
from tenderscan.catalogue.schema import DOCUMENT, NOTICE, PLACE, UNREAD_PATH
from tenderscan.document import Notice, Outcome

_STORED = (
    *(DOCUMENT.c.sha256, DOCUMENT.c.title, DOCUMENT.c.outcome, DOCUMENT.c.name, DOCUMENT.c.media_type),
    *(DOCUMENT.c.size, DOCUMENT.c.read_by, DOCUMENT.c.tagged_by, DOCUMENT.c.made_with),
    DOCUMENT.c.tried_by,
    *(DOCUMENT.c.error_code, DOCUMENT.c.error_message),
)

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A file on disk as it was when it was last looked at.

    Attributes:
        path: as in `Place`.
        on_disk: by which it is known to be unchanged; None where it must be looked into.
        buyer: the council it is filed under.
        pack: the procurement it is filed under.
        gone: whether there was nothing at the path when it was last looked at.
        holds: whether files inside it are known.
        stored: the document in it.
    """

    path: str
    on_disk: OnDisk | None
    buyer: str | None
    pack: str | None
    gone: bool
    holds: bool
    stored: Stored


def stored_document(connection: Connection, sha256: str) -> Stored | None:
    """What is known of a document, None where it was never seen."""
    row = connection.execute(select(*_STORED).where(DOCUMENT.c.sha256 == sha256)).one_or_none()
    return None if row is None else _stored(row, notices_of(connection, sha256))


def notices_of(connection: Connection, sha256: str) -> tuple[Notice, ...]:
    """What the reader had to say about a document."""
    query = select(NOTICE.c.code, NOTICE.c.message, NOTICE.c.page).where(NOTICE.c.sha256 == sha256)
    return tuple(Notice(*row) for row in connection.execute(query.order_by(NOTICE.c.position)))


def stored_where(connection: Connection, *here: ColumnElement[bool]) -> list[tuple[str, str | None, Stored]]:
    """Path, parent and document of all places that satisfy conditions, by path."""
    rows = select(PLACE.c.path, PLACE.c.parent, *_STORED).join_from(
        PLACE, DOCUMENT, PLACE.c.sha256 == DOCUMENT.c.sha256
    )
    said = _notices(connection, select(PLACE.c.sha256).where(*here))
    return [
        (row.path, row.parent, _stored(row, said.get(row.sha256, ())))
        for row in connection.execute(rows.where(*here).order_by(PLACE.c.path))
    ]


def seen_below(connection: Connection, roots: Sequence[str], separator: str) -> dict[str, Seen]:
    """Files of their own at or below these paths, by path; `separator` stands between the parts of a path."""
    found: dict[str, Seen] = {}
    for some in _portions(roots):
        found |= {seen.path: seen for seen in _seen_below(connection, some, separator)}
    return found


def lost_below(connection: Connection, roots: Sequence[str], separator: str) -> dict[str, bool]:
    """Files of their own at or below these paths whose bytes could not be had: by path, whether there is nothing."""
    lost: dict[str, bool] = {}
    for some in _portions(roots):
        here = (UNREAD_PATH.c.parent.is_(None), below(UNREAD_PATH.c.path, some, separator))
        rows = connection.execute(select(UNREAD_PATH.c.path, UNREAD_PATH.c.gone_at).where(*here))
        lost |= {path: gone_at is not None for path, gone_at in rows}
    return lost


def below(path: ColumnElement[str], roots: Iterable[str], separator: str) -> ColumnElement[bool]:
    """Whether a path is one of `roots` or below one; ranges rather than LIKE, so that the index answers it."""
    parts: list[ColumnElement[bool]] = []
    for root in roots:
        first = root if root.endswith(separator) else root + separator
        parts += [path == root, (path >= first) & (path < first + "\U0010ffff")]
    return or_(*parts)


def _portions(roots: Sequence[str]) -> Iterator[Sequence[str]]:
    """SQLite answers no condition of more than a thousand parts."""
    return (roots[at : at + _AT_ONCE] for at in range(0, len(roots), _AT_ONCE))


def _seen_below(connection: Connection, roots: Sequence[str], separator: str) -> Iterator[Seen]:
    here = (PLACE.c.current, PLACE.c.parent.is_(None), below(PLACE.c.path, roots, separator))
    columns = (PLACE.c.path, PLACE.c.file_size, PLACE.c.modified_ns, PLACE.c.buyer, PLACE.c.pack, PLACE.c.gone_at)
    inside = PLACE.alias()
    held = exists().where(inside.c.parent == PLACE.c.sha256, inside.c.current)
    lost = exists().where(UNREAD_PATH.c.parent == PLACE.c.sha256)
    holds = or_(held, lost).label("holds")
    rows = select(*columns, holds, *_STORED).join_from(PLACE, DOCUMENT, PLACE.c.sha256 == DOCUMENT.c.sha256)
    said = _notices(connection, select(PLACE.c.sha256).where(*here))
    for row in connection.execute(rows.where(*here)):
        yield Seen(
            path=row.path,
            on_disk=None if row.modified_ns is None else OnDisk(row.file_size, row.modified_ns),
            buyer=row.buyer,
            pack=row.pack,
            gone=row.gone_at is not None,
            holds=row.holds,
            stored=_stored(row, said.get(row.sha256, ())),
        )


def _notices(connection: Connection, hashes: Select[tuple[str]]) -> dict[str, tuple[Notice, ...]]:
    said: dict[str, list[Notice]] = defaultdict(list)
    query = select(NOTICE).where(NOTICE.c.sha256.in_(hashes)).order_by(NOTICE.c.sha256, NOTICE.c.position)
    for row in connection.execute(query):
        said[row.sha256].append(Notice(row.code, row.message, row.page))
    return {sha256: tuple(notices) for sha256, notices in said.items()}


def _stored(row: Any, notices: tuple[Notice, ...]) -> Stored:
    return Stored(
        sha256=row.sha256,
        title=row.title,
        outcome=Outcome(row.outcome),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        # The same few texts for a hundred thousand files.
        made=Made(*map(intern, (row.read_by, row.tagged_by, row.made_with))),
        tried_by=row.tried_by,
        error_code=row.error_code,
        error_message=row.error_message,
        notices=notices,
    )
