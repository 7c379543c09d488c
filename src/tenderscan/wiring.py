"""The only place that names concrete classes: which engine, which catalogue, which reader and tagger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tenderscan.settings import Limits, bundled, default_limits

if TYPE_CHECKING:
    from tenderscan.batch.run import Workers
    from tenderscan.document import Document
    from tenderscan.ingest.library import Library
    from tenderscan.ingest.steps import Steps
    from tenderscan.query.filters import Vocabulary
    from tenderscan.record import Finding
    from tenderscan.rules import Rules
    from tenderscan.search.shelf import Shelf
    from tenderscan.tagger.tagger import Tagger


def open_library(folder: Path, *, create: bool = False) -> "Library":
    """The library in `folder`.

    Raises:
        LibraryMissing: there is none and `create` is not set.
        LibraryDamaged: its catalogue cannot be read.
        LibraryVersion: its catalogue was made by another version.
    """
    from tenderscan.catalogue.store import Catalogue
    from tenderscan.index.whoosh import WhooshEngine
    from tenderscan.ingest.library import Library

    catalogue = Catalogue(folder, create=create)
    return Library(folder, catalogue, WhooshEngine(folder / "index"))


@cache
def rules() -> "Rules":
    """The rules that ship with the program."""
    from tenderscan.rules import load_rules

    return load_rules(bundled("models") / "rules")


def shelf(library: "Library") -> "Shelf":
    """The library's catalogue as a search sees it."""
    from tenderscan.search.catalogue_shelf import CatalogueShelf

    return CatalogueShelf(library.catalogue, value_kinds=rules().value_kinds)


def vocabulary() -> "Vocabulary":
    """The types and themes that a query may name."""
    from tenderscan.query.filters import Vocabulary

    return Vocabulary(types=rules().document_types, themes=rules().themes)


def steps(limits: Limits | None = None) -> "Steps":
    """How a file is read and tagged, within the limits of this machine where none are given.

    spaCy is loaded with the first document that needs it.
    """
    limits = limits or default_limits()
    from tenderscan import readers
    from tenderscan.ingest.means import Means
    from tenderscan.ingest.steps import Steps
    from tenderscan.tagger import TAGGER_VERSION

    return Steps(
        load=lambda path: readers.load(path, limits=limits),
        read=lambda loaded: readers.read_loaded(loaded, limits=limits),
        tag=_tag,
        read_by=f"reader {readers.READER_VERSION}",
        tagged_by=f"tagger {TAGGER_VERSION}, rules {rules().version}",
        members=lambda loaded: readers.members(loaded, limits=limits),
        means=Means(limits, _tools()),
    )


@dataclass(frozen=True, slots=True)
class MakeSteps:
    """How a worker process comes by its steps: travels to it as this name and the limits.

    Attributes:
        limits: for every file.
    """

    limits: Limits

    def __call__(self) -> "Steps":
        """See `steps`."""
        return steps(self.limits)


@contextmanager
def workers(number: int | None = None, limits: Limits | None = None) -> "Iterator[Workers]":
    """Processes that read and tag files; as many as there are cores, where no `number` is given.

    What they are at when the block is left by an exception is given up at once.
    """
    from tenderscan.batch.pool import LocalPool, cores
    from tenderscan.batch.run import Workers

    limits = limits or default_limits()
    number = number or cores()
    pool = LocalPool(number, seconds=limits.seconds, memory=limits.memory)
    try:
        yield Workers(pool, MakeSteps(limits), number, pool.room)
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _tools() -> dict[str, str]:
    """Programs that need not be there, by what they are for."""
    from tenderscan.ingest.means import CONVERTER, OCR
    from tenderscan.readers import converter, ocr

    found = {CONVERTER: converter.version(), OCR: ocr.version()}
    return {purpose: version for purpose, version in found.items() if version is not None}


def _tag(document: "Document") -> "tuple[Finding, ...]":
    return _tagger().tag(document)


@cache
def _tagger() -> "Tagger":
    from tenderscan.batch.lifesign import alive
    from tenderscan.tagger.tagger import Tagger

    alive()  # what spaCy takes to load is not the time of the document that needs it first
    tagger = Tagger(rules())
    alive()
    return tagger
