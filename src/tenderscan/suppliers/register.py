"""Reading a register of companies: a CSV of names and numbers of any size, of which what matters here is kept.

A register of all companies has millions of rows, a library thousands of names: rows are read one by one, and kept where
their name or number stands in the library. Nothing is looked up anywhere else.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import Company, RegisterRead, put_register
from tenderscan.catalogue.suppliers import mentions
from tenderscan.errors import UsageError
from tenderscan.moments import now, parsed, stored
from tenderscan.record import COMPANY
from tenderscan.suppliers.names import Key, parse
from tenderscan.suppliers.words import vocabulary

_NAMES = ("companyname", "registeredname", "organisationname", "organizationname", "suppliername", "name", "company")
_NUMBERS = (
    *("companynumber", "companyno", "companyregistrationnumber", "registrationnumber", "registerednumber"),
    *("companieshousenumber", "crn", "number"),
)
_FORMER = re.compile(r"previousname\d*(?:companyname)?|formername\d*")
_BEGINNING = 6
"""Letters with which a name begins that are looked at before it is taken apart."""
_WORDS = 5
"""Words in which these letters stand, single letters aside."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row stands what is wanted, counted from 0.

    Attributes:
        name: the company's name.
        number: its number.
        former: names it no longer has.
    """

    name: int
    number: int
    former: tuple[int, ...]


class _Wanted:
    """What of a register matters to a library."""

    def __init__(self, catalogue: Catalogue) -> None:
        every = mentions(catalogue)
        names = {name for mention in every for name in (mention.name, mention.canonical) if name}
        parsed = [parse(name) for name in names]
        keys = [key for one in parsed for key in (one.key, one.other) if key]
        self._keys: set[Key] = {key for key in keys if key.form}
        self._numbers = {one.id for mention in every for one in mention.identifiers if one.scheme == COMPANY}
        self._beginnings = {key.compact[:_BEGINNING].upper() for key in self._keys}
        self._short = tuple({one for one in self._beginnings if len(one) < _BEGINNING})
        known = vocabulary()
        self._rewritten = {word.upper() for word in (*known.numbers, *known.same)}

    def row(self, name: str, number: str, former: list[str]) -> bool:
        """Whether a row names a supplier of the library, now or formerly."""
        return number in self._numbers or self._name(name) or any(map(self._name, former))

    def _name(self, name: str) -> bool:
        return self._may_be(name) and parse.__wrapped__(name).key in self._keys

    def _may_be(self, name: str) -> bool:
        """Whether a name may be wanted by its beginning: this is asked of millions."""
        upper = name.upper().removeprefix("THE ")
        if not upper.isascii() or not self._rewritten.isdisjoint(upper.split(None, _WORDS)):
            return True
        letters = _NO_LETTER.sub("", upper[:_LOOKED_AT].replace("&", "AND").replace("+", "AND"))
        return letters[:_BEGINNING] in self._beginnings or letters.startswith(self._short)


_NO_TEXT = ("PK\x03\x04", "\ufffd\ufffd\x11")
"""How a workbook begins, new or old, and a ZIP archive, read as text."""
_LOOKED_AT = 24
"""Characters in which the letters of the beginning stand, marks and blanks between them."""
_NO_LETTER = re.compile(r"[^A-Z0-9]")


def read_register(catalogue: Catalogue, path: Path) -> RegisterRead:
    """Read a register in place of an earlier one.

    Raises:
        UsageError: the file cannot be read, or has no column of names or of numbers.
    """
    moment = parsed(stored(now()))  # as it is read again; what is stored while it is read came since
    wanted = _Wanted(catalogue)
    kept: dict[tuple[str, str], Company] = {}
    rows = skipped = 0
    for row in _rows(path):
        if row is None:
            skipped += 1
            continue
        rows += 1
        name, number, former = row
        if wanted.row(name, number, former):
            for one in (*(Company(number, old, former=True) for old in former), Company(number, name)):
                kept[one.number, one.name] = one
    read = RegisterRead(path.name, moment, rows, len(kept), skipped)
    with catalogue.write() as writer:
        put_register(writer.connection, read, kept.values())
    return read


def forget_register(catalogue: Catalogue) -> None:
    """Resolve names without a register again."""
    with catalogue.write() as writer:
        put_register(writer.connection, None, ())


_Row = tuple[str, str, list[str]]


def _rows(path: Path) -> Iterator[_Row | None]:
    """Name, number and former names of every row; None for one without a name or a sound number."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            heading = stream.readline()
            if heading.startswith(_NO_TEXT):
                raise UsageError(f"{path} is a workbook or archive, and no CSV.\nSave it as CSV, and name that file.")
            delimiter = max(",;\t|", key=heading.count)
            names = next(csv.reader([heading], delimiter=delimiter), [])
            columns = _columns(names, path)
            reader = csv.reader(stream, delimiter=delimiter)
            line = 0
            for row in reader:
                if reader.line_num > line + 1:
                    _check_quotes(row, columns, delimiter * (len(names) - 1), f"{path}, line {line + 2}")
                line = reader.line_num
                if row:
                    yield _row(row, columns)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.\nName another file.") from error
    except csv.Error as error:
        raise UsageError(f"{path} is no sound CSV: {error}.\nSave it as CSV again.") from error


def _row(row: Sequence[str], columns: Columns) -> _Row | None:
    if len(row) <= max(columns.name, columns.number):
        return None
    name, number = " ".join(row[columns.name].split()), company_number(row[columns.number])
    if not name or number is None:
        return None
    former = (" ".join(row[at].split()) for at in columns.former if at < len(row))
    return name, number, [one for one in former if one]


def _check_quotes(row: Sequence[str], columns: Columns, delimiters: str, place: str) -> None:
    """Refuse a row of several lines of which a cell has swallowed others: a quotation mark was not closed.

    Args:
        row: of several lines.
        columns: where names and numbers stand, which have one line.
        delimiters: as many as a line has; a cell with so many holds a whole line.
        place: of the row, for people.

    Raises:
        UsageError: a row has swallowed others.
    """
    for at, cell in enumerate(row):
        if "\n" not in cell and "\r" not in cell:
            continue
        if at in (columns.name, columns.number) or cell.count(delimiters[0]) >= len(delimiters):
            raise UsageError(
                f"{place}: a cell goes on over the end of its line; a quotation mark may not be closed.\n"
                "Mend that line, or save the file as CSV again."
            )


def _columns(heading: Sequence[str], path: Path) -> Columns:
    names = [re.sub(r"[^a-z0-9]", "", cell.casefold()) for cell in heading]
    name = next((names.index(one) for one in _NAMES if one in names), None)
    number = next((names.index(one) for one in _NUMBERS if one in names), None)
    if name is None or number is None or name == number:
        raise UsageError(
            f"{path} has no column of company {'names' if name is None else 'numbers'}.\n"
            "Its first line must name them, such as CompanyName and CompanyNumber (docs/suppliers.md)."
        )
    return Columns(name, number, tuple(at for at, one in enumerate(names) if _FORMER.fullmatch(one)))


def company_number(raw: str) -> str | None:
    """A number as Companies House writes it, zeros in front put back; None for what is none."""
    bare = "".join(raw.split()).upper()
    if not 1 <= len(bare) <= 8 or not bare.isalnum() or not bare.isascii():
        return None
    return bare.zfill(8) if bare.isdigit() else bare if len(bare) == 8 else None
