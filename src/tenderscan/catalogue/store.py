"""The catalogue as the rest of the program sees it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, case, exists, func, select
from sqlalchemy import text as sql

from tenderscan.catalogue.database import mapped_errors, open_database
from tenderscan.catalogue.entries import Lost, Pending, Place, Stored
from tenderscan.catalogue.known import notices_of, stored_document, stored_where
from tenderscan.catalogue.layout import document_from
from tenderscan.catalogue.rows import finding_from
from tenderscan.catalogue.schema import DOCUMENT, FINDING, PLACE, UNREAD_PATH
from tenderscan.catalogue.writer import CatalogueWriter, is_inside
from tenderscan.document import Document, Notice, Outcome, Properties, Source
from tenderscan.errors import LibraryDamaged
from tenderscan.record import Label, Record

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
        self._held: Connection | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep one connection for all reading in the block: to open one costs more than most questions.

        For one thread, and for questions that are asked one after the other.
        """
        if self._held is not None:
            yield
            return
        with mapped_errors(self._folder), self._database.connect() as connection:
            self._held = connection
            try:
                yield
            finally:
                self._held = None

    @contextmanager
    def write(self) -> Iterator[CatalogueWriter]:
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
        with mapped_errors(self._folder):
            if self._held is None:
                with self._database.connect() as connection:
                    yield connection
            else:
                yield self._held
                self._held.rollback()  # so that the next question sees what was written meanwhile

    def stored(self, sha256: str) -> Stored | None:
        """What is known of a document, None where it was never seen."""
        with self.read() as connection:
            return stored_document(connection, sha256)

    def notices(self, sha256: str) -> tuple[Notice, ...]:
        """What the reader had to say about a document."""
        with self.read() as connection:
            return notices_of(connection, sha256)

    def all_ids(self) -> frozenset[str]:
        """Hashes of all documents that can be searched."""
        with self.read() as connection:
            return frozenset(connection.execute(select(DOCUMENT.c.sha256).where(*_SEARCHABLE)).scalars())

    def places(self, sha256: str) -> tuple[Place, ...]:
        """Where a document was seen: where it is now, by path; then where it was, the latest first."""
        columns = (PLACE.c.path, PLACE.c.buyer, PLACE.c.pack, PLACE.c.parent, PLACE.c.gone_at)
        # Of copies that are there now, which one a run came to first is chance.
        was = case((PLACE.c.current, ""), else_=PLACE.c.seen_at)
        order = (PLACE.c.current.desc(), PLACE.c.gone_at.is_not(None), was.desc(), PLACE.c.path)
        with self.read() as connection:
            rows = connection.execute(select(*columns).where(PLACE.c.sha256 == sha256).order_by(*order)).all()
        return tuple(Place(*row) for row in rows)

    def is_at(self, sha256: str, path: str) -> bool:
        """Whether a document is at a place now."""
        query = select(PLACE.c.id).where(PLACE.c.sha256 == sha256, PLACE.c.path == path, PLACE.c.current)
        with self.read() as connection:
            return connection.execute(query).first() is not None

    def holds(self, sha256: str) -> bool:
        """Whether files inside a document are known, those that could not be had among them."""
        held = select(PLACE.c.path).where(PLACE.c.parent == sha256, PLACE.c.current)
        lost = select(UNREAD_PATH.c.path).where(UNREAD_PATH.c.parent == sha256)
        with self.read() as connection:
            return any(connection.execute(query.limit(1)).first() is not None for query in (held, lost))

    def elsewhere(self, sha256: str, path: str) -> str | None:
        """Another place at which a document is now, None where there is none."""
        here = (PLACE.c.sha256 == sha256, PLACE.c.current, PLACE.c.gone_at.is_(None), PLACE.c.path != path)
        with self.read() as connection:
            return connection.execute(select(PLACE.c.path).where(*here).order_by(PLACE.c.path).limit(1)).scalar()

    def is_known(self, path: str) -> bool:
        """Whether anything was ever seen at a path."""
        with self.read() as connection:
            return connection.execute(select(PLACE.c.id).where(PLACE.c.path == path)).first() is not None

    def source(self, sha256: str) -> Source:
        """Name, hash, size and media type of a stored document; the caller knows that it is there."""
        query = select(DOCUMENT.c.name, DOCUMENT.c.sha256, DOCUMENT.c.size, DOCUMENT.c.media_type)
        with self.read() as connection:
            return Source(*connection.execute(query.where(DOCUMENT.c.sha256 == sha256)).one())

    def inside(self, path: str) -> tuple[list[tuple[str, str | None, Stored]], list[Lost]]:
        """Files inside the container at a place: path, parent and document; and those that could not be had."""
        columns = (UNREAD_PATH.c.path, UNREAD_PATH.c.error_code, UNREAD_PATH.c.error_message, UNREAD_PATH.c.parent)
        lost = select(*columns).where(is_inside(UNREAD_PATH, path))
        with self.read() as connection:
            held = stored_where(connection, is_inside(PLACE, path), PLACE.c.current)
            return held, [Lost(*row) for row in connection.execute(lost)]

    def containers(self, sha256: str) -> frozenset[str]:
        """Hashes of everything that a document lies in, however deep."""
        found: set[str] = set()
        waiting = [sha256]
        with self.read() as connection:
            while waiting:
                query = select(PLACE.c.parent).where(PLACE.c.sha256 == waiting.pop(), PLACE.c.current)
                above = {parent for parent in connection.execute(query).scalars() if parent} - found
                found |= above
                waiting += above
        return frozenset(found)

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
                self.notices(sha256),
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

    def pending(self) -> tuple[str, ...]:
        """Hashes of searchable documents that the index has not taken."""
        waiting = select(DOCUMENT.c.sha256).where(DOCUMENT.c.index_pending, *_SEARCHABLE)
        with self.read() as connection:
            return tuple(connection.execute(waiting.order_by(DOCUMENT.c.sha256)).scalars())

    def waiting(self, sha256: str) -> Pending:
        """What the index is to take of a document; the caller knows that it is there."""
        columns = select(DOCUMENT.c.sha256, DOCUMENT.c.title, DOCUMENT.c.text)
        with self.read() as connection:
            return Pending(*connection.execute(columns.where(DOCUMENT.c.sha256 == sha256)).one())

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
