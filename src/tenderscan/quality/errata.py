"""Corrections of labels that others have made: what an entry says, what it should say, and why."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenderscan.errors import UsageError

_DIGITS = 6
_KEYS = frozenset({"file", "field", "entry", "page", "instead", "drop", "add", "reason"})

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction.

    Attributes:
        file: of the document, as the list of labels names it.
        field: "values", "dates", "suppliers" …
        entry: hash of the entry's words, as lists of misses show it; None where an entry is added.
        page: of the entry, where several have the same words; None for all.
        instead: keys to put in the place of the entry's own.
        drop: whether the entry is taken out.
        add: a whole entry; None where there is none to be added.
        reason: why, seen on the page.
    """

    file: str
    field: str
    entry: str | None
    page: int | None
    instead: Mapping[str, Any]
    drop: bool
    add: Any
    reason: str

    def meets(self, line: Line, entry: Any) -> bool:
        """Whether this is the entry to be corrected."""
        if line["file"] != self.file or self.entry is None or entry_hash(entry) != self.entry:
            return False
        return self.page is None or (isinstance(entry, dict) and entry.get("page") == self.page)


def entry_hash(entry: Any) -> str:
    """By which an entry is named: a short hash of its words without blanks."""
    words = entry if isinstance(entry, str) else str(entry.get("text", ""))
    bare = "".join(words.split())
    return hashlib.sha256(bare.encode()).hexdigest()[:_DIGITS]


def read_errata(path: Path) -> tuple[Erratum, ...]:
    """The corrections in a file.

    Raises:
        UsageError: it cannot be read, or an entry lacks something.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("erratum", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}.") from error
    return tuple(_erratum(table, f"{path.name}, erratum {number}") for number, table in enumerate(tables, start=1))


def corrected(lines: Iterable[Line], errata: Iterable[Erratum]) -> list[Line]:
    """The lines with all corrections made.

    Raises:
        UsageError: a correction meets no entry: the list has changed, or the correction is wrong.
    """
    made = [dict(line) for line in lines]
    for erratum in errata:
        if not sum([_correct(line, erratum) for line in made]):
            what = erratum.entry or "an added entry"
            raise UsageError(f"errata: {erratum.file}, {erratum.field}: no entry {what}. Mend or remove the erratum.")
    return made


def _correct(line: Line, erratum: Erratum) -> bool:
    """Make one correction in a line; whether there was anything to correct."""
    if line["file"] != erratum.file:
        return False
    entries = list(line.get(erratum.field) or [])
    if erratum.add is not None:
        if not _on_its_page(line, erratum.add):
            return False
        line[erratum.field] = [*entries, erratum.add]
        return True
    met = [erratum.meets(line, entry) for entry in entries]
    line[erratum.field] = [
        _instead(entry, erratum) if hit else entry
        for entry, hit in zip(entries, met, strict=True)
        if not (hit and erratum.drop)
    ]
    return any(met)


def _on_its_page(line: Line, entry: Any) -> bool:
    """Whether an added entry belongs to a line: one document may have several, of different pages."""
    page = entry.get("page") if isinstance(entry, dict) else None
    return page is None or page in line["pages_read"] or "all" in line["pages_read"]


def _instead(entry: Any, erratum: Erratum) -> Any:
    return {**entry, **erratum.instead} if isinstance(entry, dict) else erratum.instead.get("text", entry)


def _erratum(table: Mapping[str, Any], where: str) -> Erratum:
    missing = sorted({"file", "field", "reason"} - set(table)) + sorted(set(table) - _KEYS)
    if missing:
        raise UsageError(f"{where}: field {missing[0]!r} is missing or not known.")
    ways = [key for key in ("instead", "drop", "add") if table.get(key)]
    if len(ways) != 1 or (ways != ["add"]) != ("entry" in table):
        raise UsageError(f"{where}: needs 'entry' with 'instead' or 'drop', or 'add' alone.")
    return Erratum(
        file=table["file"],
        field=table["field"],
        entry=table.get("entry"),
        page=table.get("page"),
        instead=table.get("instead", {}),
        drop=bool(table.get("drop")),
        add=table.get("add"),
        reason=table["reason"],
    )
