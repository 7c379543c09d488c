"""Keeping the index in step with the catalogue: bring up to date, make anew, compare."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tenderscan.errors import IndexDamaged, IndexMissing, IndexOutdated
from tenderscan.index.engine import Entry, Stamp
from tenderscan.ingest.library import Library

log = logging.getLogger(__name__)

_GROUP = 200
"""Documents a commit: enough to make commits cheap, few enough to hold in memory."""

NOTHING_AT_HAND: Final[Mapping[str, Entry]] = MappingProxyType({})


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
    """Bring the index in step with the catalogue; the number of documents that were put or taken out.

    Runs before and after an ingest, so that neither a crash between the two nor a lost index leaves a document out.

    Raises:
        IndexOutdated: the index was made by another version; it must be rebuilt.
    """
    try:
        if library.engine.stamp() is None:
            return rebuild(library)
        indexed = library.engine.ids()
    except IndexDamaged:
        # Nothing is lost by it: the power may have failed while it was written.
        log.warning("The search index of %s was damaged, and is made anew.", library.folder)
        return rebuild(library)
    documents = library.catalogue.all_ids()
    if lost := documents - indexed:
        with library.catalogue.write() as catalogue:
            catalogue.not_indexed(lost)
    if gone := indexed - documents:
        with library.engine.write() as writer:
            writer.remove(gone)
    return put_pending(library) + len(gone)


def put_pending(library: Library, at_hand: Mapping[str, Entry] = NOTHING_AT_HAND) -> int:
    """Hand the index what the catalogue has and it has not yet taken; the number of documents.

    Args:
        library: whose index.
        at_hand: entries by hash that need not be made from the catalogue.
    """
    waiting = library.catalogue.pending()
    for first in range(0, len(waiting), _GROUP):
        group = waiting[first : first + _GROUP]
        with library.engine.write() as writer:
            for sha256 in group:
                writer.put(at_hand.get(sha256) or _entry(library, sha256))
        # Only now: a crash before this line makes the next run put them again, which changes nothing.
        with library.catalogue.write() as catalogue:
            catalogue.indexed(group)
    return len(waiting)


def _entry(library: Library, sha256: str) -> Entry:
    waiting = library.catalogue.waiting(sha256)
    return Entry(waiting.sha256, waiting.title, waiting.text)


def rebuild(library: Library) -> int:
    """Throw the index away and make it anew from the catalogue; the number of documents."""
    # First of all, so that a rebuild that is stopped in the middle is known to be unfinished and goes on later.
    with library.catalogue.write() as catalogue:
        catalogue.not_indexed(library.catalogue.all_ids())
    library.engine.clear()
    with library.engine.write():
        pass  # An empty library has an index too, so that a search says "nothing" rather than "no index".
    return put_pending(library)


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
        library.engine.check()
    except (IndexMissing, IndexOutdated, IndexDamaged) as problem:
        return [*problems, problem.message]
    missing, extra = documents - indexed, indexed - documents
    if missing:
        problems.append(f"{len(missing)} documents are not in the index: tenderscan index rebuild")
    if extra:
        problems.append(f"{len(extra)} documents of the index are not in the catalogue: tenderscan index rebuild")
    return problems
