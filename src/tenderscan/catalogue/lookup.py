"""Finding a document by what people call it: its path, the beginning of its hash, or its title."""

import re
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, select

from tenderscan.catalogue.schema import DOCUMENT, PLACE
from tenderscan.catalogue.store import Catalogue
from tenderscan.errors import DocumentAmbiguous, DocumentNotFound

_HASH = re.compile(r"[0-9a-f]{4,64}")
_SHOWN = 5


def find_document(catalogue: Catalogue, name: str) -> str:
    """The hash of the one document that `name` stands for.

    Tried in turn, the first that finds anything decides: the path as given, the beginning of a hash (four digits or
    more), the whole title, the file name, a part of the title or file name.

    Raises:
        DocumentNotFound: nothing answers to the name.
        DocumentAmbiguous: more than one document does.
    """
    with catalogue.read() as connection:
        for condition in _conditions(name):
            found = _matching(connection, condition)
            if len(found) == 1:
                return next(iter(found))
            if found:
                raise _ambiguous(name, found)
    raise DocumentNotFound(
        f"No document of the library is called “{name}”.\n"
        "Give its path, the first letters of its hash, or its title; search lists them."
    )


def _conditions(name: str) -> list[ColumnElement[bool]]:
    folded = name.strip().lower()
    conditions = [PLACE.c.path == str(Path(name).absolute())]
    if _HASH.fullmatch(folded):
        conditions.append(DOCUMENT.c.sha256.startswith(folded))
    if folded:
        conditions.append(func.lower(DOCUMENT.c.title) == folded)
        conditions.append(func.lower(DOCUMENT.c.name) == folded)
        conditions.append(
            DOCUMENT.c.title.icontains(folded, autoescape=True) | DOCUMENT.c.name.icontains(folded, autoescape=True)
        )
    return conditions


def _matching(connection: Connection, condition: ColumnElement[bool]) -> dict[str, str]:
    joined = DOCUMENT.join(PLACE, PLACE.c.sha256 == DOCUMENT.c.sha256)
    query = select(DOCUMENT.c.sha256, DOCUMENT.c.title, PLACE.c.current).select_from(joined).where(condition)
    rows = connection.execute(query.order_by(DOCUMENT.c.title, DOCUMENT.c.sha256)).all()
    # An earlier version of a file answers to its name only where no present one does.
    kept = [row for row in rows if row.current] or rows
    return {row.sha256: row.title for row in kept}


def _ambiguous(name: str, found: dict[str, str]) -> DocumentAmbiguous:
    lines = [f"  {sha256[:12]}  {title}" for sha256, title in list(found.items())[:_SHOWN]]
    more = [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return DocumentAmbiguous(
        "\n".join([f"“{name}” could be any of {len(found)} documents; name it by its hash:", *lines, *more])
    )
