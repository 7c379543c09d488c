"""The rows of one sheet of an XLSX, read as they come by (ECMA-376 part 1, 18.3.1)."""

import re
from datetime import datetime

from tenderscan.readers.assemble import tidied
from tenderscan.readers.sheets.calendar import british
from tenderscan.readers.sheets.grid import COLUMNS
from tenderscan.readers.sheets.printed import printed_text
from tenderscan.readers.sheets.row import PLAIN_PLACE, RowCollector
from tenderscan.readers.sheets.streaming import elements, local
from tenderscan.readers.xlsx.book import Shared
from tenderscan.readers.xlsx.shared import rich_text, unescaped
from tenderscan.readers.xml import Element
from tenderscan.references import cell_position

_LONGEST_INTEGER = 15
_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Z]{1,3}[1-9]\d{0,6}):([A-Z]{1,3}[1-9]\d{0,6})")
_TRUE = frozenset({"1", "true"})
_ZERO = re.compile(r"\s*-?0+(?:\.0*)?\s*")
# Possessive throughout, for whole sheets are looked through: linear, whatever they hold.
_FORMULA_VALUE = re.compile(
    rb"<(?:\w++:)?f[\s/>][^<]*+(?:</(?:\w++:)?f>)?\s*+<(?:\w++:)?v(?:\s[^<>]*+)?>\s*+([^<\s]++)"
)
_NO_VALUE = re.compile(rb"-?0+(?:\.0*)?")


def has_calculated(content: bytes) -> bool:
    """Whether any formula in the main part of a sheet has a value other than 0.

    Some programs that write workbooks put a 0 behind each formula, and have Excel calculate when it opens the file.
    """
    return any(not _NO_VALUE.fullmatch(match[1]) for match in _FORMULA_VALUE.finditer(content))


class SheetCells:
    """A `CellReader` of XML."""

    def __init__(self, rows: RowCollector, shared: Shared) -> None:
        """Begin a sheet; the cells go to `rows`."""
        self.headers: list[str] = []
        self.footers: list[str] = []
        self.lost = 0
        self.uncalculated = 0
        self._rows = rows
        self._texts = shared.texts
        self._calculated = shared.calculated
        self._columns: dict[str, int] = {}
        self._row = -1

    def read(self, content: bytes) -> None:
        """Read the part."""
        for element in elements(content, "{*}row", "{*}col", "{*}mergeCell", "{*}headerFooter"):
            name = local(element)
            if name == "row":
                self._read_row(element)
            elif name == "col":
                self._read_column(element)
            elif name == "mergeCell":
                self._merge(element.get("ref", ""))
            else:
                self._read_printed(element)
        self._rows.finish()

    def _read_row(self, row: Element) -> None:
        number = row.get("r", "")
        self._row = int(number) - 1 if number.isdecimal() and len(number) < 9 else self._row + 1
        if row.get("hidden") in _TRUE:
            self._rows.hide_row(self._row)
        column = -1
        for cell in row:
            reference = cell.get("r")
            column = column + 1 if reference is None else self._column(reference, column + 1)
            if column < COLUMNS:
                self._read_cell(cell, column)
            else:
                self.lost += len(cell) > 0

    def _column(self, reference: str, following: int) -> int:
        """Column of a cell; `following` is where it stands if its reference is none."""
        letters = reference.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is None:
            try:
                column = cell_position(letters.upper() + "1")[1]
            except ValueError:
                return following
            if len(self._columns) <= COLUMNS:
                self._columns[letters] = column
        return column

    def _read_cell(self, cell: Element, column: int) -> None:
        value: str | None = None
        formula = False
        text = ""
        for part in cell:
            ending = part.tag[-1]  # of the tags "v", "f" and "is"
            if ending == "v":
                value = part.text
            elif ending == "f":
                formula = True
            elif ending == "s":
                text = tidied(rich_text(part))
        kind = cell.get("t", "n")
        if not value:
            self.uncalculated += formula and kind != "str"
            self._rows.text(self._row, column, PLAIN_PLACE, text)
        elif formula and not self._calculated and kind == "n" and _ZERO.fullmatch(value):
            self.uncalculated += 1
        elif kind == "n":
            self._number(column, _place(cell), value)
        elif kind == "b":
            self._rows.text(self._row, column, PLAIN_PLACE, "TRUE" if value in _TRUE else "FALSE")
        else:
            self._rows.text(self._row, column, _place(cell), self._text(kind, value))

    def _number(self, column: int, style: int, value: str) -> None:
        try:
            number = int(value) if value.isdecimal() and len(value) <= _LONGEST_INTEGER else float(value)
        except ValueError:
            self._rows.text(self._row, column, PLAIN_PLACE, tidied(value))
        else:
            self._rows.number(self._row, column, style, number)

    def _text(self, kind: str, value: str) -> str:
        """Text of a cell that is no number; `kind` as in 18.18.11."""
        if kind == "s":
            place = int(value) if value.isdecimal() and len(value) < 10 else -1
            known = 0 <= place < len(self._texts)
            self.lost += not known
            return self._texts[place] if known else ""
        return _iso_date(value) if kind == "d" else tidied(unescaped(value))

    def _read_column(self, column: Element) -> None:
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            self._rows.hide_columns(int(first) - 1, int(last) - 1)

    def _merge(self, reference: str) -> None:
        match = _RANGE.fullmatch(reference)
        if match:
            self._rows.grid.merge(*cell_position(match[1]), *cell_position(match[2]))

    def _read_printed(self, element: Element) -> None:
        for child in element:
            name = local(child)
            text = printed_text(child.text or "")
            found = self.headers if name.endswith("Header") else self.footers
            if text and text not in found and len(found) < 3:
                found.append(text)


def _place(cell: Element) -> int:
    """Place of a cell's style."""
    written = cell.get("s", "0")
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _iso_date(value: str) -> str:
    try:
        return british(datetime.fromisoformat(value).replace(tzinfo=None))
    except ValueError:
        return tidied(value)
