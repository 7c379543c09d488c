"""The records of one sheet of an XLSB."""

import struct

from tenderscan.readers.assemble import tidied
from tenderscan.readers.sheets.printed import printed_text
from tenderscan.readers.sheets.row import RowCollector
from tenderscan.readers.sheets.stored import ERRORS, rk
from tenderscan.readers.xlsx.binary_records import binary_records, wide
from tenderscan.readers.xlsx.book import Shared

_ROW, _COLUMNS, _MERGED, _PRINTED = 0, 60, 176, 479
_HIDDEN_ROW = 0x10
# Cells by what they hold ([MS-XLSB] 2.4): those of the first kind name their column, those of the second stand right of
# the one before.
_RK, _ERROR, _BOOLEAN, _REAL, _STRING, _SHARED = range(2, 8)
_FORMULAS = {8: _STRING, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
_RICH = 62
_SHORT = range(12, 19)
_SHORT_BY = 11
"""What the numbers of the second kind are above those of the first."""
_HELD = frozenset({*range(1, 12), _RICH, *_SHORT})


def has_calculated(content: bytes) -> bool:
    """Whether any formula in the part of a sheet has a value other than 0 and the empty text."""
    return any(_has_value(kind, data) for kind, data in binary_records(content) if kind in _FORMULAS)


def _has_value(kind: int, data: bytes) -> bool:
    """Whether a formula's value is neither 0 nor the empty text; a truth or error was calculated."""
    size = {_STRING: 4, _REAL: 8}.get(_FORMULAS[kind])
    return size is None or any(data[8 : 8 + size])


class BinaryCells:
    """A `CellReader` of records."""

    def __init__(self, rows: RowCollector, shared: Shared) -> None:
        """Begin a sheet; the cells go to `rows`."""
        self.headers: list[str] = []
        self.footers: list[str] = []
        self.lost = 0
        self.uncalculated = 0
        self._calculated = shared.calculated
        self._rows = rows
        self._texts = shared.texts
        self._row = self._column = -1

    def read(self, content: bytes) -> None:
        """Read the part."""
        for kind, data in binary_records(content):
            try:
                if kind in _HELD and kind != _ROW:
                    self._cell(kind, data)
                else:
                    self._other(kind, data)
            except struct.error:
                continue  # too short for what it is: without effect
        self._rows.finish()

    def _other(self, kind: int, data: bytes) -> None:
        if kind == _ROW:
            self._row, flags = struct.unpack_from("<I7xB", data)
            self._column = -1
            if flags & _HIDDEN_ROW:
                self._rows.hide_row(self._row)
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<II8xH", data)
            if flags & 1:
                self._rows.hide_columns(first, last)
        elif kind == _MERGED:
            row, last_row, column, last_column = struct.unpack_from("<IIII", data)
            self._rows.grid.merge(row, column, last_row, last_column)
        elif kind == _PRINTED:
            self._printed(data)

    def _cell(self, kind: int, data: bytes) -> None:
        if kind in _SHORT:
            kind -= _SHORT_BY
            self._column, at = self._column + 1, 4
        else:
            (self._column,) = struct.unpack_from("<I", data)
            at = 8
        style = int.from_bytes(data[at - 4 : at - 1], "little")
        if not self._calculated and kind in _FORMULAS and not _has_value(kind, data):
            self.uncalculated += 1
            return
        kind = _FORMULAS.get(kind, kind)
        if kind == _RK:
            self._rows.number(self._row, self._column, style, rk(struct.unpack_from("<I", data, at)[0]))
        elif kind == _REAL:
            self._rows.number(self._row, self._column, style, struct.unpack_from("<d", data, at)[0])
        else:
            self._rows.text(self._row, self._column, style, self._text(kind, data, at))

    def _text(self, kind: int, data: bytes, at: int) -> str:
        if kind == _SHARED:
            place = int.from_bytes(data[at : at + 4], "little")
            if place < len(self._texts):
                return self._texts[place]
            self.lost += 1
            return ""
        if kind == _STRING:
            return tidied(wide(data, at)[0])
        if kind == _RICH:
            return tidied(wide(data, at + 1)[0])
        if kind in {_BOOLEAN, _ERROR} and at < len(data):
            return ERRORS.get(data[at], "#ERROR") if kind == _ERROR else "TRUE" if data[at] else "FALSE"
        return ""

    def _printed(self, data: bytes) -> None:
        """Headers and footers of odd, even and first pages, in turns (2.4.82)."""
        at = 2
        for place in range(6):
            if at + 4 > len(data):
                break
            raw, at = wide(data, at)
            text = printed_text(raw)
            found = self.footers if place % 2 else self.headers
            if text and text not in found:
                found.append(text)
