"""The steps from a path to findings, and what stands in the place of findings where one of them fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tenderscan.catalogue.entries import Made
from tenderscan.document import Document, Source
from tenderscan.ingest.means import Means
from tenderscan.readers import Loaded, load_member
from tenderscan.readers.members import Member
from tenderscan.record import Finding


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read.

    Attributes:
        place: path, as in `catalogue.entries.Place`.
        source: None where not even the bytes could be had.
        code: from `docs/errors.md`.
        message: one or two plain lines that name the file and the way out.
    """

    place: str
    source: Source | None
    code: str
    message: str


def _holds_nothing(loaded: Loaded) -> Iterator[Member]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Steps:
    """How files are read and tagged, chosen in wiring.

    Attributes:
        load: bytes, hash and media type of a file.
        read: the document in them.
        tag: what is found in it.
        read_by: version of the readers; a document read by others is read anew.
        tagged_by: versions of tagger, rules and models; a document tagged by others is tagged anew.
        members: the files inside a file.
        load_member: like `load`, for a file inside another.
        means: limits and programs at hand.
    """

    load: Callable[[Path], Loaded]
    read: Callable[[Loaded], Document]
    tag: Callable[[Document], tuple[Finding, ...]]
    read_by: str
    tagged_by: str
    members: Callable[[Loaded], Iterator[Member]] = _holds_nothing
    load_member: Callable[[Member], Loaded] = load_member
    means: Means = field(default_factory=Means)

    @property
    def made(self) -> Made:
        """What is stored beside everything these steps make."""
        return Made(self.read_by, self.tagged_by, self.means.as_text())
