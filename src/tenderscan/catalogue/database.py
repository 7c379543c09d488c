"""Opening the catalogue's database, and turning its library's errors into ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from tenderscan.catalogue.schema import META, METADATA, SCHEMA_VERSION
from tenderscan.catalogue.upgrade import upgrade
from tenderscan.errors import LibraryDamaged, LibraryLocked, LibraryMissing, LibraryProblem, LibraryVersion

FILE_NAME = "catalogue.sqlite"
WRITING_LOCK = "writing.lock"
"""File in the library's folder that is locked by whoever writes."""
_BUSY_SECONDS = 10.0


def open_database(folder: Path, *, create: bool) -> Engine:
    """Connect to the catalogue in `folder`, made anew where `create` is set and there is none.

    Raises:
        LibraryMissing: there is no catalogue and `create` is not set.
        LibraryDamaged: the file is not a database, or not ours.
        LibraryVersion: it was made by another version of the program.
    """
    path = folder / FILE_NAME
    if not _is_there(path):
        if not create:
            raise LibraryMissing(f"There is no library at {folder}.\nMake one with: tenderscan ingest FOLDER")
        with mapped_errors(folder):
            _create(path)
    engine = _engine(path)
    with mapped_errors(folder):
        _check_version(engine, folder)
    return engine


def _is_there(path: Path) -> bool:
    """Whether there is a catalogue; one without a byte was never begun."""
    return path.is_file() and path.stat().st_size > 0


def _engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    return engine


def _create(path: Path) -> None:
    """Make an empty catalogue beside its place and move it there, so that nobody ever meets half of one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=_BUSY_SECONDS):
            if _is_there(path):
                return
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            # Without the journal that readers need: on a full disk it would be left beside the file that is moved.
            engine = create_engine(URL.create("sqlite", database=str(unfinished)), poolclass=NullPool)
            with engine.begin() as connection:
                METADATA.create_all(connection)
                connection.execute(insert(META).values(key="schema", value=str(SCHEMA_VERSION)))
            engine.dispose()
            unfinished.replace(path)
    except Timeout as timeout:
        raise LibraryLocked(f"Another tenderscan is making the library {path.parent}.\nTry again.") from timeout
    except OSError as error:
        raise LibraryProblem(
            f"{path.parent} cannot be used as a library: {error.strerror}.\nName another folder with --library."
        ) from error


@contextmanager
def mapped_errors(folder: Path) -> Iterator[None]:
    """Raise our errors in place of SQLAlchemy's and SQLite's."""
    try:
        yield
    except OperationalError as error:
        raise _operational(folder, str(error.orig)) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise _damaged(folder, str(getattr(error, "orig", error))) from error


_REFUSED = ("readonly", "unable to open", "full", "disk I/O")
"""What SQLite says when the disk or the right to write is what is missing."""


def _operational(folder: Path, reason: str) -> LibraryProblem:
    if "locked" in reason or "busy" in reason:
        return LibraryLocked(
            f"The library {folder} is being written to by another program.\nTry again when it has finished."
        )
    if any(word in reason for word in _REFUSED):
        return LibraryProblem(
            f"The library {folder} cannot be used ({reason}).\n"
            "See that the disk has room and that you may write there; nothing stored is lost."
        )
    return _damaged(folder, reason)


def _damaged(folder: Path, reason: str) -> LibraryDamaged:
    return LibraryDamaged(
        f"The catalogue {folder / FILE_NAME} cannot be read ({reason}).\n"
        "Put back a copy, or move the folder away and ingest the files again; nothing in it was changed."
    )


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    # A reader goes on searching while a writer is at work.
    cursor.execute("PRAGMA journal_mode=WAL")
    # What was told to be stored stays stored, even where the power fails.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _check_version(engine: Engine, folder: Path) -> None:
    found = _stored_version(engine)
    if found is not None and found != str(SCHEMA_VERSION):
        found = _upgraded(engine, folder)
    if found is None:
        raise _damaged(folder, "it holds no catalogue of tenderscan")
    if found != str(SCHEMA_VERSION):
        raise LibraryVersion(
            f"The catalogue in {folder} has format {found}; this version of tenderscan reads format {SCHEMA_VERSION}.\n"
            "Use the version that made it, or ingest the files into a new library with --library."
        )


def _upgraded(engine: Engine, folder: Path) -> str | None:
    """The version after what can be done about an old one, while nobody writes."""
    try:
        with FileLock(folder / WRITING_LOCK, timeout=_BUSY_SECONDS), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            found = _schema_version(connection)
            # Two programs may meet the old catalogue at once: another look, now that it is ours.
            if found is not None and found != str(SCHEMA_VERSION) and upgrade(connection, found):
                found = str(SCHEMA_VERSION)
            connection.commit()
            return found
    except Timeout as timeout:
        raise LibraryLocked(
            f"Another tenderscan is writing to the library {folder}, which must be brought up to date.\n"
            "Wait until it has finished and try again."
        ) from timeout


def _stored_version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return _schema_version(connection)


def _schema_version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, META.name):
        return None
    return connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar_one_or_none()
