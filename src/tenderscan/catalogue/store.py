"""The catalogue as the rest of the program sees it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, exists, func, insert, select, update
from sqlalchemy import text as sql

from tenderscan.catalogue.database import mapped_errors, open_database
from tenderscan.catalogue.layout import document_from, layout_as_text, notices_from
from tenderscan.catalogue.rows import finding_from, finding_row
from tenderscan.catalogue.schema import DOCUMENT, FINDING, PLACE, UNREAD_PATH
from tenderscan.document import Document, Notice, Outcome, Properties, Source
from tenderscan.errors import LibraryDamaged
from tenderscan.record import Label, Record


def storable(path: Path) -> str:
    """A path as text that any database takes: bytes of a name that are no Unicode are written in hexadecimal."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document was seen.

    Attributes:
        path: absolute, as the operating system writes it and `storable` makes it.
        buyer: the council it was filed under, None where nobody said.
        pack: the procurement it was filed under, None where nobody said.
    """

    path: str
    buyer: str | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What the catalogue knows of a document without loading its text.

    Attributes:
        sha256: identity of the document.
        title: for people.
        outcome: read, partly or failed.
        made_by: versions of reader, tagger and rules that made it.
        error_code: of a failed document, else None.
        error_message: of a failed document, else None.
        notices: what of it could not be read.
    """

    sha256: str
    title: str
    outcome: Outcome
    made_by: str
    error_code: str | None
    error_message: str | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A document the index has yet to take.

    Attributes:
        sha256: identity of the document.
        title: for people, searched too.
        text: the whole text.
    """

    sha256: str
    title: str
    text: str


_SEARCHABLE = (
    DOCUMENT.c.outcome != Outcome.FAILED.value,
    exists().where(PLACE.c.sha256 == DOCUMENT.c.sha256, PLACE.c.current),
)
"""Read, and still at one of its places: what the index holds."""


class Catalogue:
    """Files, outcomes, texts and findings. Writing happens inside `write()`, one transaction each."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the catalogue in `folder`; raises like `open_database`."""
        self._folder = folder
        self._database = open_database(folder, create=create)

    @contextmanager
    def write(self) -> Iterator["CatalogueWriter"]:
        """One transaction: kept on success, undone on error.

        Raises:
            LibraryLocked: another program holds the database.
        """
        with mapped_errors(self._folder), self._database.connect() as connection:
            # Taking the write lock first makes waiting for it possible; a read that turns into a write cannot wait.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield CatalogueWriter(connection)
            connection.commit()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for the other modules of the catalogue."""
        with mapped_errors(self._folder), self._database.connect() as connection:
            yield connection

    def stored(self, sha256: str) -> Stored | None:
        """What is known of a document, None where it was never seen."""
        with self.read() as connection:
            row = connection.execute(select(*_STORED).where(DOCUMENT.c.sha256 == sha256)).one_or_none()
        if row is None:
            return None
        notices = notices_from(row.layout)
        return Stored(
            row.sha256, row.title, Outcome(row.outcome), row.made_by, row.error_code, row.error_message, notices
        )

    def all_ids(self) -> frozenset[str]:
        """Hashes of all documents that can be searched."""
        with self.read() as connection:
            return frozenset(connection.execute(select(DOCUMENT.c.sha256).where(*_SEARCHABLE)).scalars())

    def places(self, sha256: str) -> tuple[Place, ...]:
        """Where a document was seen: current places first, the latest seen first, then by path."""
        query = select(PLACE.c.path, PLACE.c.buyer, PLACE.c.pack).where(PLACE.c.sha256 == sha256)
        with self.read() as connection:
            rows = connection.execute(
                query.order_by(PLACE.c.current.desc(), PLACE.c.seen_at.desc(), PLACE.c.path)
            ).all()
        return tuple(Place(*row) for row in rows)

    def document(self, sha256: str) -> Document:
        """A stored document; the caller knows that it is there.

        Raises:
            LibraryDamaged: what is stored of it makes no document.
        """
        with self.read() as connection:
            row = connection.execute(select(DOCUMENT).where(DOCUMENT.c.sha256 == sha256)).one()
        with self._sound(sha256):
            return document_from(
                Source(row.name, row.sha256, row.size, row.media_type),
                row.text,
                Properties(row.title, row.author, row.created, row.modified),
                row.layout,
            )

    def record(self, sha256: str) -> Record:
        """A stored document with its findings; raises like `document`."""
        with self.read() as connection:
            rows = connection.execute(
                select(FINDING).where(FINDING.c.sha256 == sha256).order_by(FINDING.c.position)
            ).all()
        document = self.document(sha256)
        with self._sound(sha256):
            return Record(document, tuple(finding_from(row) for row in rows))

    @contextmanager
    def _sound(self, sha256: str) -> Iterator[None]:
        """Stored JSON that somebody or something has altered is damage, not a fault of the program."""
        try:
            yield
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise LibraryDamaged(
                f"What the library {self._folder} holds of document {sha256[:12]} cannot be read.\n"
                "Ingest its file again into a new library, or put back a copy of this one."
            ) from error

    def named_buyer(self, sha256: str) -> str | None:
        """The buyer that the document itself names most surely, None where it names none."""
        query = select(FINDING.c.value).where(FINDING.c.sha256 == sha256, FINDING.c.label == Label.BUYER.value)
        with self.read() as connection:
            value = connection.execute(query.order_by(FINDING.c.score.desc(), FINDING.c.position).limit(1)).scalar()
        return None if value is None else str(json.loads(value)["name"])

    def pending(self) -> Iterator[Pending]:
        """Searchable documents that the index has not taken, one text at a time."""
        waiting = select(DOCUMENT.c.sha256).where(DOCUMENT.c.index_pending, *_SEARCHABLE)
        with self.read() as connection:
            hashes = connection.execute(waiting.order_by(DOCUMENT.c.sha256)).scalars().all()
        columns = select(DOCUMENT.c.sha256, DOCUMENT.c.title, DOCUMENT.c.text)
        for sha256 in hashes:
            with self.read() as connection:
                row = connection.execute(columns.where(DOCUMENT.c.sha256 == sha256)).one()
            yield Pending(*row)

    def counts(self) -> dict[str, int]:
        """Number of documents by outcome."""
        query = select(DOCUMENT.c.outcome, func.count()).group_by(DOCUMENT.c.outcome)
        with self.read() as connection:
            return {str(outcome): int(number) for outcome, number in connection.execute(query)}

    def broken_parts(self) -> list[str]:
        """What SQLite's own check and a re-reading of every quote find wrong, one plain line each."""
        with self.read() as connection:
            report = [str(line) for line in connection.execute(sql("PRAGMA integrity_check")).scalars()]
        problems = [f"the database reports: {line}" for line in report if line != "ok"]
        for sha256 in sorted(self.all_ids()):
            try:
                record = self.record(sha256)
            except LibraryDamaged as problem:
                problems.append(problem.message.splitlines()[0])
                continue
            text = record.document.text
            wrong = sum(evidence.span.of(text) != evidence.quote for evidence in (f.evidence for f in record.findings))
            if wrong:
                problems.append(f"{record.document.title} ({sha256[:12]}): {wrong} findings do not quote its text")
        return problems


class CatalogueWriter:
    """Changes within one transaction of `Catalogue.write`."""

    def __init__(self, connection: Connection) -> None:
        """Write through this connection; the caller commits."""
        self._connection = connection

    def put_record(self, record: Record, *, made_by: str) -> None:
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
            made_by=made_by,
            index_pending=True,
        )
        rows = [
            finding_row(document.source.sha256, position, finding) for position, finding in enumerate(record.findings)
        ]
        if rows:
            self._connection.execute(insert(FINDING), rows)

    def put_failure(self, source: Source, *, code: str, message: str, made_by: str) -> None:
        """Store that a document cannot be read."""
        self._put_document(
            source,
            outcome=Outcome.FAILED.value,
            error_code=code,
            error_message=message,
            title=source.name,
            text="",
            layout='{"pages":[],"blocks":[],"tables":[],"notices":[]}',
            made_by=made_by,
            index_pending=False,
        )

    def see(self, sha256: str, place: Place) -> None:
        """Note that a document is at a place now; what was there before is no longer."""
        here = PLACE.c.path == place.path
        self._connection.execute(update(PLACE).where(here, PLACE.c.sha256 != sha256).values(current=False))
        self._connection.execute(delete(UNREAD_PATH).where(UNREAD_PATH.c.path == place.path))
        filed = {key: value for key, value in (("buyer", place.buyer), ("pack", place.pack)) if value is not None}
        seen = {"current": True, "seen_at": _now(), **filed}
        changed = self._connection.execute(update(PLACE).where(here, PLACE.c.sha256 == sha256).values(**seen))
        if not changed.rowcount:
            self._connection.execute(insert(PLACE).values(path=place.path, sha256=sha256, **seen))

    def see_unread(self, path: str, *, code: str, message: str) -> None:
        """Note that the bytes at a path could not be had; a document seen there earlier stays as it is."""
        self._connection.execute(delete(UNREAD_PATH).where(UNREAD_PATH.c.path == path))
        self._connection.execute(
            insert(UNREAD_PATH).values(path=path, error_code=code, error_message=message, seen_at=_now())
        )

    def indexed(self, ids: Iterable[str]) -> None:
        """The index has taken these documents."""
        self._set_pending(ids, pending=False)

    def not_indexed(self, ids: Iterable[str]) -> None:
        """The index turned out not to have these documents."""
        self._set_pending(ids, pending=True)

    def _set_pending(self, ids: Iterable[str], *, pending: bool) -> None:
        for sha256 in ids:
            self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.sha256 == sha256).values(index_pending=pending))

    def _put_document(self, source: Source, **columns: object) -> None:
        self._connection.execute(delete(FINDING).where(FINDING.c.sha256 == source.sha256))
        row = {
            "error_code": None,
            "error_message": None,
            "author": None,
            "created": None,
            "modified": None,
            **columns,
            "name": source.name,
            "media_type": source.media_type,
            "size": source.size,
            "stored_at": _now(),
        }
        changed = self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.sha256 == source.sha256).values(**row))
        if not changed.rowcount:
            self._connection.execute(insert(DOCUMENT).values(sha256=source.sha256, **row))


_STORED = (
    DOCUMENT.c.sha256,
    DOCUMENT.c.title,
    DOCUMENT.c.outcome,
    DOCUMENT.c.made_by,
    DOCUMENT.c.error_code,
    DOCUMENT.c.error_message,
    DOCUMENT.c.layout,
)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
