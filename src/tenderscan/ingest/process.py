"""One file: bytes in, a record or a failure out. A bad file is a value, never an exception."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tenderscan.catalogue.entries import storable
from tenderscan.document import Document
from tenderscan.errors import FileProblem, MemoryExceeded, TenderscanError
from tenderscan.ingest.faults import internal_fault
from tenderscan.ingest.nest import MEMBER_NOT_READ, Found, unpacked
from tenderscan.ingest.steps import Failure, Steps
from tenderscan.readers import Loaded
from tenderscan.record import Record

log = logging.getLogger(__name__)


def process_file(path: Path, steps: Steps) -> Iterator[tuple[Found, Record | Failure]]:
    """Read and tag a file and all files inside it; containers behind what they hold."""
    place = storable(path)
    loaded = load(path, steps)
    if isinstance(loaded, Failure):
        yield Found(place, None), loaded
        return
    for found in unpacked(place, loaded, steps):
        # Without its bytes: whoever keeps the results of an archive must not keep the archive.
        yield replace(found, loaded=None), process(found, steps)


def load(path: Path, steps: Steps) -> Loaded | Failure:
    """The bytes of one file."""
    try:
        return steps.load(path)
    except FileProblem as raised:
        problem = raised
    except MemoryError:
        problem = _too_much(storable(path.name))
    except Exception as fault:
        # The border of the worker, as below.
        log.debug("%s", path, exc_info=True)
        problem = internal_fault(storable(path.name), fault)
    return Failure(storable(path), None, problem.code, problem.message)


def _too_much(name: str) -> MemoryExceeded:
    return MemoryExceeded(
        f"{name} takes more memory than the machine gives.\n"
        "Split it, read it where there is more, or allow more: --allow memory=4G."
    )


def process(found: Found, steps: Steps) -> Record | Failure:
    """Read and tag one file whose bytes are at hand; what is inside it is not its business."""
    if found.loaded is None:
        problem = found.problem or FileProblem(f"{found.place} could not be read.")
        return Failure(found.place, None, problem.code, problem.message)
    loaded = found.loaded
    try:
        document = _with_notices(steps.read(loaded), found)
        return Record(document, steps.tag(document))
    except FileProblem as problem:
        return Failure(found.place, loaded.source, problem.code, problem.message)
    except TenderscanError:
        raise  # the library or a rule, which concerns every file
    except MemoryError:
        memory = _too_much(loaded.source.name)
        return Failure(found.place, loaded.source, memory.code, memory.message)
    except Exception as fault:
        # The border of the worker: a fault in reading one file must not end the run.
        log.debug("%s", found.place, exc_info=True)
        told = internal_fault(loaded.source.name, fault)
        return Failure(found.place, loaded.source, told.code, told.message)


def _with_notices(document: Document, found: Found) -> Document:
    """The document, which also says what could not be taken out of it.

    What its reader says of members it knows from the directory alone; whoever unpacked them knows better.
    """
    if not found.lacking:
        return document
    others = tuple(notice for notice in document.notices if notice.code != MEMBER_NOT_READ)
    return replace(document, notices=(*others, *found.lacking))
