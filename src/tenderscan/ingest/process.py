"""One file: bytes in, a record or a failure out. A bad file is a value, never an exception."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tenderscan.document import Document, Source
from tenderscan.errors import FileProblem, InternalFault
from tenderscan.readers import Loaded
from tenderscan.record import Finding, Record

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read.

    Attributes:
        path: as it was named.
        source: None where not even the bytes could be had.
        code: from `docs/errors.md`.
        message: one or two plain lines that name the file and the way out.
    """

    path: Path
    source: Source | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The three steps from a path to findings, chosen in wiring.

    Attributes:
        load: bytes, hash and media type of a file.
        read: the document in them.
        tag: what is found in it.
        made_by: versions of all three; a document made by others is made anew.
    """

    load: Callable[[Path], Loaded]
    read: Callable[[Loaded], Document]
    tag: Callable[[Document], tuple[Finding, ...]]
    made_by: str


def process(path: Path, steps: Steps) -> Record | Failure:
    """Read and tag one file."""
    loaded = load(path, steps)
    return loaded if isinstance(loaded, Failure) else process_loaded(path, loaded, steps)


def load(path: Path, steps: Steps) -> Loaded | Failure:
    """The bytes of one file."""
    try:
        return steps.load(path)
    except FileProblem as problem:
        return Failure(path, None, problem.code, problem.message)


def process_loaded(path: Path, loaded: Loaded, steps: Steps) -> Record | Failure:
    """Read and tag a file whose bytes are at hand."""
    try:
        document = steps.read(loaded)
        return Record(document, steps.tag(document))
    except FileProblem as problem:
        return Failure(path, loaded.source, problem.code, problem.message)
    except Exception as fault:
        # The border of the worker: a fault in reading one file must not end the run.
        log.debug("%s", path, exc_info=True)
        message = (
            f"{loaded.source.name} could not be read because of a fault in tenderscan "
            f"({type(fault).__name__}: {fault}).\n"
            "Please report it; -v shows where it happened."
        )
        return Failure(path, loaded.source, InternalFault.code, message)
