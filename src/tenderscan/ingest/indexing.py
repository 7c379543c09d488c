"""Keeping the index in step with the catalogue: bring up to date, make anew, compare."""

from dataclasses import dataclass

from tenderscan.catalogue.store import Pending
from tenderscan.errors import IndexDamaged, IndexMissing, IndexOutdated
from tenderscan.index.engine import Entry, Stamp
from tenderscan.ingest.library import Library

_GROUP = 200
"""Documents a commit: enough to make commits cheap, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index stands to the catalogue.

    Attributes:
        state: "ready", "behind" (documents wait to be taken), "missing", "outdated" or "damaged".
        documents: searchable documents of the catalogue.
        indexed: documents in the index, None where it cannot be read.
        stamp: what the index was made with, None where there is none.
    """

    state: str
    documents: int
    indexed: int | None
    stamp: Stamp | None


def refresh(library: Library) -> int:
    """Hand the index what the catalogue has and it has not; the number of documents that were put or taken out.

    Runs after every group of an ingest and before the first, so that a crash between the two leaves nothing behind.
    """
    changed = _put(library, only_pending=True)
    gone = library.engine.ids() - library.catalogue.all_ids() if _exists(library) else frozenset()
    if gone:
        with library.engine.write() as writer:
            writer.remove(gone)
    return changed + len(gone)


def rebuild(library: Library) -> int:
    """Throw the index away and make it anew from the catalogue; the number of documents."""
    library.engine.clear()
    return _put(library, only_pending=False)


def status(library: Library) -> IndexStatus:
    """How the index stands to the catalogue, without changing either."""
    documents = library.catalogue.all_ids()
    stamp: Stamp | None = None
    try:
        stamp = library.engine.stamp()
        indexed = library.engine.ids()
    except IndexMissing:
        return IndexStatus("missing", len(documents), None, stamp)
    except IndexOutdated:
        return IndexStatus("outdated", len(documents), None, stamp)
    except IndexDamaged:
        return IndexStatus("damaged", len(documents), None, stamp)
    state = "ready" if indexed == documents else "behind"
    return IndexStatus(state, len(documents), len(indexed), stamp)


def verify(library: Library) -> list[str]:
    """Everything that is wrong with catalogue and index, in plain words; empty when all is well."""
    problems = library.catalogue.broken_parts()
    documents = library.catalogue.all_ids()
    try:
        indexed = library.engine.ids()
    except (IndexMissing, IndexOutdated, IndexDamaged) as problem:
        return [*problems, problem.message]
    missing, extra = documents - indexed, indexed - documents
    if missing:
        problems.append(f"{len(missing)} documents are not in the index: tenderscan index rebuild")
    if extra:
        problems.append(f"{len(extra)} documents of the index are not in the catalogue: tenderscan index rebuild")
    return problems


def _exists(library: Library) -> bool:
    return library.engine.stamp() is not None


def _put(library: Library, *, only_pending: bool) -> int:
    waiting = library.catalogue.pending() if only_pending else library.catalogue.searchable()
    number = 0
    group: list[Pending] = []
    for document in waiting:
        group.append(document)
        if len(group) == _GROUP:
            number += _commit(library, group)
            group = []
    return number + (_commit(library, group) if group or not only_pending else 0)


def _commit(library: Library, group: list[Pending]) -> int:
    with library.engine.write() as writer:
        for document in group:
            writer.put(Entry(document.sha256, document.title, document.text))
    # Only now: a crash before this line makes the next run put them again, which changes nothing.
    with library.catalogue.write() as catalogue:
        catalogue.indexed(document.sha256 for document in group)
    return len(group)
