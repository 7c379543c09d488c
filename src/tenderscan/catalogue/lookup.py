"""Finding a document by what people call it: its path, the beginning of its hash, or its title."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import select

from tenderscan.catalogue.entries import storable
from tenderscan.catalogue.schema import DOCUMENT, PLACE
from tenderscan.catalogue.store import Catalogue
from tenderscan.errors import DocumentAmbiguous, DocumentNotFound
from tenderscan.settings import absolute
from tenderscan.text import fold

_FEWEST_DIGITS = 4
_HASH = re.compile(rf"[0-9a-f]{{{_FEWEST_DIGITS},64}}")
_WORD = re.compile(r"[^\W_]+")
_SHOWN = 8
_NEAR = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """A document at one of its places."""

    sha256: str
    title: str
    path: str
    current: bool
    failed: bool

    @property
    def file_name(self) -> str:
        return Path(self.path).name

    @property
    def place(self) -> str:
        """File name and folder: packs have files of one name."""
        path = Path(self.path)
        return (Path(path.parent.name) / path.name).as_posix()


def find_document(catalogue: Catalogue, name: str) -> str:
    """The hash of the one document that `name` stands for.

    Tried in turn, the first that finds anything decides: the path as given, the whole title, the file name with or
    without its ending, the beginning of a hash (four digits or more), the last folders of a path, whole words in a row
    of the title or of the file name. Among several, files that are still where they were go before earlier versions,
    and files that were read before those that failed.

    Raises:
        DocumentNotFound: nothing answers to the name.
        DocumentAmbiguous: more than one document does.
    """
    known = _known(catalogue)
    for answers in _tests(name):
        found = {one.sha256: one for one in _preferred([one for one in known if answers(one)])}
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise _ambiguous(name, list(found.values()))
    raise DocumentNotFound(f"No document of the library is called “{name}”.\n{_way_out(name, known)}")


def _way_out(name: str, known: list[_Known]) -> str:
    """What to do about a name that nothing answers to."""
    try:
        path = Path(absolute(name))
        if path.is_file():
            return f'The file is there, but not in this library: tenderscan ingest "{name}" puts it there.'
    except (OSError, ValueError):
        pass  # what no path can be is a title
    called = {called.casefold(): called for one in known for called in (one.title, one.file_name)}
    near = get_close_matches(name.strip().casefold(), called, n=_NEAR)
    if near:
        return "Did you mean " + " or ".join(f"“{called[each]}”" for each in near) + "?"
    if re.fullmatch(r"[0-9a-f]{1,3}", name):
        return f"Of a hash, at least {_FEWEST_DIGITS} letters are needed."
    return "Give its path, the first letters of its hash, or its title; search lists them."


def _known(catalogue: Catalogue) -> list[_Known]:
    """Every document at every place. Compared here rather than by SQL, which folds the case of plain letters only."""
    columns = (DOCUMENT.c.sha256, DOCUMENT.c.title, PLACE.c.path, PLACE.c.current, DOCUMENT.c.error_code)
    query = select(*columns).join_from(DOCUMENT, PLACE, PLACE.c.sha256 == DOCUMENT.c.sha256)
    with catalogue.read() as connection:
        rows = connection.execute(query.order_by(DOCUMENT.c.title, PLACE.c.path)).all()
    return [_Known(row.sha256, row.title, row.path, row.current, row.error_code is not None) for row in rows]


def _tests(name: str) -> Iterator[Callable[[_Known], bool]]:
    """What makes a document answer to `name`, the most exact first."""
    path, folded, words = storable(absolute(name)), name.strip().casefold(), _words(name)
    yield lambda one: one.path == path
    if not folded:
        return
    yield lambda one: one.title.casefold() == folded
    yield lambda one: one.file_name.casefold() == folded
    yield lambda one: Path(one.path).stem.casefold() == folded
    if _HASH.fullmatch(folded):
        yield lambda one: one.sha256.startswith(folded)
    yield lambda one: Path(one.path).as_posix().casefold().endswith("/" + folded.replace("\\", "/"))
    # Never within a word: "contract.pdf" is not "subcontract.pdf", which would be shown without a question.
    if words.strip():
        yield lambda one: words in _words(one.title) or words in _words(one.file_name)


def _words(text: str) -> str:
    """The words of a title or a file name, a blank before and behind each; a code such as "SV-12" is two."""
    return f" {' '.join(map(fold, _WORD.findall(text)))} "


def _preferred(found: list[_Known]) -> list[_Known]:
    for better in (lambda one: one.current, lambda one: not one.failed):
        found = [one for one in found if better(one)] or found
    return found


def _ambiguous(name: str, found: list[_Known]) -> DocumentAmbiguous:
    lines = [f"  {one.sha256[:12]}  {one.title}  ({one.place})" for one in found[:_SHOWN]]
    more = [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return DocumentAmbiguous(
        "\n".join([f"“{name}” could be any of {len(found)} documents; name it by its hash:", *lines, *more])
    )
