"""What a nasty file is, and what should become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

SENTENCE = "Acorn Ltd will supply the works for £1,200.00 excluding VAT."
"""Stands in files of which something is read."""
READ, PARTLY, FAILED = "read", "partly", "failed"
ANY = "read|partly|failed"
READABLE = "read|partly"


@dataclass(frozen=True, slots=True)
class Fate:
    """What should become of a file.

    Attributes:
        outcome: one of `READ`, `PARTLY`, `FAILED`, or several with "|" between them.
        code: why it failed or was read in part; several with "|" between them, empty where any will do.
        says: what must stand in its text, if it has one.
    """

    outcome: str
    code: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what should become of it.

    Attributes:
        name: of the file, unique and speaking.
        about: one sentence on what is nasty about it.
        build: makes its bytes, the same each time.
        fate: its own.
        members: fate of files inside it, by path; "!/" stands between containers.
        others: fate of all files inside it that are not named; None where they may be anything.
    """

    name: str
    about: str
    build: Callable[[], bytes]
    fate: Fate
    members: Mapping[str, Fate] = field(default_factory=dict)
    others: Fate | None = None
