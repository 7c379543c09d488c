"""Whether a document need not be made again."""

from pathlib import Path

from tenderscan.catalogue.entries import INSIDE, Made, Stored, on_disk
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Outcome, Source


def is_made(stored: Stored, made: Made) -> bool:
    """Whether a stored document was read as it would be read now.

    One that was only tagged by other rules need not be read again; but a fault in tagging fails a document too.
    """
    if stored.outcome is Outcome.FAILED and stored.made.tagged_by != made.tagged_by:
        return False
    return made.read_by in (stored.made.read_by, stored.tried_by)


def is_done(catalogue: Catalogue, source: Source, made: Made) -> bool:
    """Whether the file that `source` names need not be read: its document is there, made by the same versions.

    What is found may depend on the name of a file ("Award letter.pdf"). Of a document with several names the first in
    the alphabet counts, whichever worker comes to it first; so it is made again where it was made under a later one.
    """
    stored = catalogue.stored(source.sha256)
    if stored is None or not is_made(stored, made):
        return False
    # A file that was only renamed is not read again: its earlier name is no longer there.
    return stored.name <= source.name or not _is_still_called(catalogue, stored)


def _is_still_called(catalogue: Catalogue, stored: Stored) -> bool:
    places = [place for place in catalogue.places(stored.sha256) if place.path.endswith(stored.name)]
    return any(container_of(place.path, inside=place.parent is not None) is not None for place in places)


def container_of(path: str, *, inside: bool) -> Path | None:
    """The file on disk in which a place lies, itself where it is `inside` none; None where it is no longer there."""
    # The mark may also stand in the name of a folder, so that the first that ends a file's name is the one.
    parts = path.split(INSIDE)
    names = [INSIDE.join(parts[:at]) for at in range(1, len(parts))] if inside else [path]
    files = map(on_disk, names)
    return next((file for file in files if file.exists() and (not inside or file.is_file())), None)
