"""Changing the catalogue, inside one transaction."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, insert, or_, select, update

from tenderscan.catalogue import runs
from tenderscan.catalogue.changes import mark_tagged
from tenderscan.catalogue.entries import INSIDE, Lost, Made, OnDisk, Place, Stored
from tenderscan.catalogue.known import stored_document
from tenderscan.catalogue.layout import NO_LAYOUT, layout_as_text
from tenderscan.catalogue.rows import finding_row
from tenderscan.catalogue.schema import DOCUMENT, FINDING, NOTICE, PLACE, UNREAD_PATH
from tenderscan.document import Notice, Outcome, Source
from tenderscan.moments import now, stored
from tenderscan.record import Finding, Record


class CatalogueWriter:
    """Changes within one transaction of `Catalogue.write`."""

    def __init__(self, connection: Connection) -> None:
        """Write through this connection; the caller commits."""
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The transaction, for the other modules of the catalogue."""
        return self._connection

    def put_record(self, record: Record, made: Made) -> None:
        """Store a document and its findings in place of what was stored under its hash."""
        document = record.document
        self._put_document(
            document.source,
            outcome=document.outcome.value,
            title=document.title,
            author=document.properties.author,
            created=document.properties.created,
            modified=document.properties.modified,
            text=document.text,
            layout=layout_as_text(document),
            pages=len(document.pages),
            confidence=document.confidence,
            read_by=made.read_by,
            tagged_by=made.tagged_by,
            made_with=made.means,
            index_pending=True,
        )
        said = [
            {
                "sha256": document.source.sha256,
                "position": position,
                "code": notice.code,
                "message": notice.message,
                "page": notice.page,
            }
            for position, notice in enumerate(document.notices)
        ]
        if said:
            self._connection.execute(insert(NOTICE), said)
        self._insert_findings(document.source.sha256, record.findings)

    def put_findings(self, sha256: str, findings: Iterable[Finding], tagged_by: str) -> None:
        """Store what tagging found anew in a document, in place of what was found in it before."""
        self._connection.execute(delete(FINDING).where(FINDING.c.sha256 == sha256))
        self._insert_findings(sha256, findings)
        mark_tagged(self._connection, sha256, tagged_by)

    def put_failure(self, source: Source, *, code: str, message: str, made: Made) -> None:
        """Store that a document cannot be read."""
        self._put_document(
            source,
            outcome=Outcome.FAILED.value,
            error_code=code,
            error_message=message,
            title=source.name,
            text="",
            layout=NO_LAYOUT,
            pages=0,
            read_by=made.read_by,
            tagged_by=made.tagged_by,
            made_with=made.means,
            index_pending=False,
        )

    def stored(self, sha256: str) -> Stored | None:
        """See `Catalogue.stored`; what this transaction has written is seen too."""
        return stored_document(self._connection, sha256)

    def keep(self, sha256: str, notice: Notice, tried_by: str) -> None:
        """Leave a document as an earlier version read it, and say of it why this one did not."""
        position = select(func.coalesce(func.max(NOTICE.c.position) + 1, 0)).where(NOTICE.c.sha256 == sha256)
        self._connection.execute(delete(NOTICE).where(NOTICE.c.sha256 == sha256, NOTICE.c.code == notice.code))
        self._connection.execute(
            insert(NOTICE).values(
                sha256=sha256,
                position=self._connection.execute(position).scalar_one(),
                code=notice.code,
                message=notice.message,
                page=notice.page,
            )
        )
        here = update(DOCUMENT).where(DOCUMENT.c.sha256 == sha256)
        self._connection.execute(here.values(outcome=Outcome.PARTLY.value, tried_by=tried_by))

    def see(self, sha256: str, place: Place, *, likely_pack: str | None = None, on_disk: OnDisk | None = None) -> None:
        """Note that a document is at a place now; what was there before is no longer.

        Args:
            sha256: of the document.
            place: what it says of buyer and pack replaces what was said before; None leaves that as it is.
            likely_pack: the pack where nobody has ever said one for this path.
            on_disk: by which the file is known to be unchanged next time; None where it must be looked into.
        """
        here = PLACE.c.path == place.path
        earlier = self._connection.execute(
            select(PLACE.c.buyer, PLACE.c.pack).where(here).order_by(PLACE.c.current.desc(), PLACE.c.id.desc())
        ).first()
        said = (place.buyer, place.pack)
        buyer, pack = said if earlier is None else (said[0] or earlier.buyer, said[1] or earlier.pack)
        self._connection.execute(update(PLACE).where(here, PLACE.c.sha256 != sha256).values(current=False))
        self._connection.execute(delete(UNREAD_PATH).where(UNREAD_PATH.c.path == place.path))
        seen = {
            "current": True,
            "seen_at": stored(now()),
            "parent": place.parent,
            "buyer": buyer,
            "pack": pack or likely_pack,
            "file_size": None if on_disk is None else on_disk.size,
            "modified_ns": None if on_disk is None else on_disk.modified_ns,
            "gone_at": None,
        }
        changed = self._connection.execute(update(PLACE).where(here, PLACE.c.sha256 == sha256).values(**seen))
        if not changed.rowcount:
            self._connection.execute(insert(PLACE).values(path=place.path, sha256=sha256, **seen))

    def see_lost(self, lost: Lost, made: Made) -> None:
        """Note that the bytes at a path could not be had; a document seen there earlier stays as it is."""
        self._connection.execute(delete(UNREAD_PATH).where(UNREAD_PATH.c.path == lost.path))
        self._connection.execute(
            insert(UNREAD_PATH).values(
                path=lost.path,
                error_code=lost.code,
                error_message=lost.message,
                parent=lost.parent,
                read_by=made.read_by,
                made_with=made.means,
                seen_at=stored(now()),
            )
        )

    def see_inside(self, path: str, seen: frozenset[str]) -> None:
        """Note what is inside the file at a path now, as paths; what was in it before and is not among them is gone."""
        query = select(PLACE.c.path).where(is_inside(PLACE, path), PLACE.c.current)
        for gone in frozenset(self._connection.execute(query).scalars()) - seen:
            self._connection.execute(update(PLACE).where(PLACE.c.path == gone).values(current=False))
        lost = select(UNREAD_PATH.c.path).where(is_inside(UNREAD_PATH, path))
        for gone in frozenset(self._connection.execute(lost).scalars()) - seen:
            self._connection.execute(delete(UNREAD_PATH).where(UNREAD_PATH.c.path == gone))

    def back(self, path: str) -> None:
        """Note that what is inside the file at a path is there again with it."""
        here = (is_inside(PLACE, path), PLACE.c.current)
        self._connection.execute(update(PLACE).where(*here).values(gone_at=None))

    def found(self, paths: Iterable[str]) -> None:
        """Note that what could not be had at these paths is there: they are folders, and were looked through."""
        for path in paths:
            here = (UNREAD_PATH.c.path == path, UNREAD_PATH.c.parent.is_(None))
            self._connection.execute(delete(UNREAD_PATH).where(*here))

    def gone(self, paths: Iterable[str]) -> None:
        """Note that there is nothing at these paths now, nor inside what was there; what is known of it stays."""
        moment = stored(now())
        for path in paths:
            for table in (PLACE, UNREAD_PATH):
                here = or_(table.c.path == path, is_inside(table, path))
                self._connection.execute(update(table).where(here, table.c.gone_at.is_(None)).values(gone_at=moment))

    def prune(self, paths: Iterable[str]) -> None:
        """Take these paths out of the catalogue with what was inside, and documents that then have no place at all."""
        for path in paths:
            for table in (PLACE, UNREAD_PATH):
                self._connection.execute(delete(table).where(or_(table.c.path == path, is_inside(table, path))))
        placeless = select(DOCUMENT.c.sha256).where(~exists().where(PLACE.c.sha256 == DOCUMENT.c.sha256))
        for sha256 in self._connection.execute(placeless).scalars().all():
            for table in (FINDING, NOTICE, DOCUMENT):
                self._connection.execute(delete(table).where(table.c.sha256 == sha256))

    def begin_run(self, kind: str, asked: str, made: Made, workers: int) -> int:
        """Enter a run that begins, see `catalogue.runs.begin_run`; its number."""
        return runs.begin_run(self._connection, kind, asked, made, workers)

    def add_run_files(self, run: int, first: int, files: Iterable[runs.RunFile]) -> int:
        """Enter what a run did to files, at positions from `first`; the position behind them."""
        return runs.add_run_files(self._connection, run, first, files)

    def note_unchanged(self, run: int, unchanged: Mapping[runs.Tally, int]) -> None:
        """Enter how many files were unchanged so far."""
        runs.note_unchanged(self._connection, run, unchanged)

    def end_run(self, run: int, state: str, unchanged: Mapping[runs.Tally, int], seconds: float | None = None) -> None:
        """Enter that a run has ended, and how, see `catalogue.runs.end_run`."""
        runs.end_run(self._connection, run, state, unchanged, seconds)

    def indexed(self, ids: Iterable[str]) -> None:
        """The index has taken these documents."""
        self._set_pending(ids, pending=False)

    def not_indexed(self, ids: Iterable[str]) -> None:
        """The index turned out not to have these documents."""
        self._set_pending(ids, pending=True)

    def _set_pending(self, ids: Iterable[str], *, pending: bool) -> None:
        for sha256 in ids:
            self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.sha256 == sha256).values(index_pending=pending))

    def _insert_findings(self, sha256: str, findings: Iterable[Finding]) -> None:
        rows = [finding_row(sha256, position, finding) for position, finding in enumerate(findings)]
        if rows:
            self._connection.execute(insert(FINDING), rows)

    def _put_document(self, source: Source, **columns: object) -> None:
        for table in (FINDING, NOTICE):
            self._connection.execute(delete(table).where(table.c.sha256 == source.sha256))
        row = {
            "error_code": None,
            "error_message": None,
            "author": None,
            "created": None,
            "modified": None,
            "confidence": None,
            "tried_by": None,
            "tagging_failed_by": None,
            **columns,
            "name": source.name,
            "media_type": source.media_type,
            "size": source.size,
            "stored_at": stored(now()),
        }
        changed = self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.sha256 == source.sha256).values(**row))
        if not changed.rowcount:
            self._connection.execute(insert(DOCUMENT).values(sha256=source.sha256, **row))


def is_inside(table: Table, container: str) -> ColumnElement[bool]:
    """Whether a row's path lies in the container at another; a range rather than LIKE, so that the index answers it.

    The parent tells a file inside "a.zip" from one in a folder that is called "a.zip!".
    """
    path, first = table.c.path, container + INSIDE
    return (path >= first) & (path < first + "\U0010ffff") & table.c.parent.is_not(None)
