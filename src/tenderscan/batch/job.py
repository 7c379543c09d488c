"""What is handed to a worker, and what it hands back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tenderscan.document import Source
from tenderscan.index.engine import Inverted
from tenderscan.ingest.nest import Found
from tenderscan.ingest.steps import Failure, Steps
from tenderscan.record import Record

StepsMaker = Callable[[], Steps]
"""How a worker comes by the steps: hashable, so that it makes them once, and picklable by its name and settings."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, with everything inside it.

    A file with many files inside comes back in portions: none is so large that the parent's memory would feel it, and
    a worker that dies takes no more than one portion with it.

    Attributes:
        path: absolute.
        library: folder of the library whose catalogue says what is done already; None where everything is to be made.
        redo: hashes of documents that are made anew although they are known.
        start: number of parts that have been handed back; the file itself is its last part.
        most: parts wanted; None for as many as make a portion.
        peek: only say what the next part is, without reading it.
        used: seconds that have been spent on this file before.
        sha256: of the file when its first parts were handed back; where another lies there by now, it is begun anew.
    """

    path: Path
    library: Path | None = None
    redo: frozenset[str] = frozenset()
    start: int = 0
    most: int | None = None
    peek: bool = False
    used: float = 0.0
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Stands for a document that the catalogue has already."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a file inside it.

    Attributes:
        found: its place; without its bytes.
        source: None where the bytes could not be had.
        outcome: what became of it; None where only a peek was asked for.
        inverted: of a record, its words as the index takes them.
        seconds: that were spent on reading and tagging it.
    """

    found: Found
    source: Source | None
    outcome: Record | Failure | Known | None
    inverted: Inverted | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Portion:
    """Parts of a file in order.

    Attributes:
        parts: at least one.
        last: whether the file itself is among them.
        is_archive: whether the file is an archive, and so a pack of its own.
        seconds: that the portion took.
        start: number of parts before these.
        sha256: of the file, None where its bytes could not be had.
        unopened: whether the file is known and was not looked into; then it is the only part.
        holds: of such a file, whether files inside it are known.
    """

    parts: tuple[Part, ...]
    last: bool
    is_archive: bool
    seconds: float
    start: int = 0
    sha256: str | None = None
    unopened: bool = False
    holds: bool = False
