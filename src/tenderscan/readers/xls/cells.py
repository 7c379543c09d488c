"""The records of one sheet of an XLS: cells, comments, text boxes, printed headers."""

import struct
from collections.abc import Callable

from tenderscan.readers.assemble import tidied
from tenderscan.readers.sheets.printed import printed_text
from tenderscan.readers.sheets.row import RowCollector
from tenderscan.readers.sheets.sheet import Comment
from tenderscan.readers.sheets.stored import ERRORS, rk
from tenderscan.readers.xls.globals import BOF, EOF, Globals
from tenderscan.readers.xls.records import Record, Strings, records
from tenderscan.references import cell_reference

_NOTE_OBJECT, _CHECK_BOX, _OPTION, _PICTURE = 0x19, 0x0B, 0x0C, 0x08
_STATE = 0x12
_TICKED = {_CHECK_BOX: ("[ ]", "[x]"), _OPTION: ("( )", "(x)")}
_HIDDEN_ROW = 0x20
_FORMULA = 0x06
_BLANK = 3
_ON_OPENING = 0x02


class Calculation:
    """Tells formulas that nobody has calculated yet.

    Excel itself leaves some formulas to be calculated when the file is opened, so that this says something only of a
    workbook that has no others.
    """

    def __init__(self, stream: bytes, *, signed: bool) -> None:
        """Of the workbook in `stream`; `signed` where the file has summary information.

        Of the programs that write none, some leave out the order to calculate as well.
        """
        self._stream = stream
        self._signed = signed
        self._has_values: bool | None = None

    def is_missing(self, formula: bytes) -> bool:
        """Whether a formula, its record's content, has no value that can be believed."""
        if not self._is_left_to_excel(formula):
            return False
        if self._has_values is None:
            self._has_values = any(
                record.kind == _FORMULA and len(record.data) >= 16 and not self._is_left_to_excel(record.data)
                for record in records(self._stream)
            )
        return not self._has_values

    def _is_left_to_excel(self, formula: bytes) -> bool:
        """Whether it has 0 or nothing for now, and is to be calculated when Excel opens the file (2.4.127)."""
        on_opening = bool(int.from_bytes(formula[14:16], "little") & _ON_OPENING)
        if formula[12:14] == b"\xff\xff":
            return formula[6] == _BLANK and (on_opening or not self._signed)
        return on_opening and not any(formula[6:14])


class SheetRecords:
    """Reads the records of a sheet into a collector of rows, and what lies around the cells.

    Attributes:
        boxes: text of shapes, titles of charts, labels of buttons.
        headers: printed above each page.
        footers: printed below each page.
        pictures: number of pictures.
        lost: number of cells whose text is not in the file.
        uncalculated: number of formulas without a value.
    """

    def __init__(self, shared: Globals, rows: RowCollector, calculation: Calculation) -> None:
        """Begin a sheet; the cells go to `rows`, but for formulas without a value by `calculation`."""
        self.boxes: list[str] = []
        self.headers: list[str] = []
        self.footers: list[str] = []
        self.pictures = 0
        self.lost = 0
        self.uncalculated = 0
        self._calculation = calculation
        self._shared = shared
        self._rows = rows
        self._notes: list[tuple[str, int, str, str]] = []
        self._note_texts: dict[int, str] = {}
        self._object = (0, 0, False)
        self._waiting: tuple[int, int, int] | None = None
        self._takers: dict[int, Callable[[Record], None]] = {
            0x203: self._number,
            0x27E: self._rk,
            0xBD: self._several,
            0xFD: self._shared_text,
            0x204: self._label,
            0xD6: self._label,
            _FORMULA: self._formula,
            0x207: self._formula_text,
            0x205: self._truth_or_error,
            0x208: self._row,
            0x7D: self._columns,
            0xE5: self._merged,
            0x1C: self._note,
            0x5D: self._drawn,
            0x1B6: self._lettering,
            0x14: self._header,
            0x15: self._footer,
        }

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Comments on cells, in their order in the file."""
        return tuple(
            Comment(cell, body, author)
            for cell, number, author, text in self._notes
            if (body := (text or self._note_texts.get(number, "")).strip().removeprefix(f"{author}:").strip())
        )

    def read(self, stream: bytes, at: int) -> bool:
        """Read from the beginning of the sheet on; whether it came to the end, as it does not where the file is cut."""
        depth, ended = 0, False
        for record in records(stream, at):
            if record.kind == BOF:
                depth += 1
            elif depth == 0:
                return False
            elif record.kind == EOF:
                depth -= 1
                if depth == 0:
                    ended = True
                    break
            elif depth > 1:
                self._chart(record)
            elif taker := self._takers.get(record.kind):
                try:
                    taker(record)
                except struct.error:
                    continue  # too short for what it is: without effect
        self._rows.finish()
        return ended

    def _number(self, record: Record) -> None:
        row, column, style, number = struct.unpack_from("<HHHd", record.data)
        self._rows.number(row, column, style, number)

    def _rk(self, record: Record) -> None:
        row, column, style, number = struct.unpack_from("<HHHI", record.data)
        self._rows.number(row, column, style, rk(number))

    def _several(self, record: Record) -> None:
        row, column = struct.unpack_from("<HH", record.data)
        cells = record.data[4 : 4 + (len(record.data) - 6) // 6 * 6]
        for style, number in struct.iter_unpack("<HI", cells):
            self._rows.number(row, column, style, rk(number))
            column += 1

    def _shared_text(self, record: Record) -> None:
        row, column, style, place = struct.unpack_from("<HHHI", record.data)
        if place < len(self._shared.texts):
            self._rows.text(row, column, style, self._shared.texts[place])
        else:
            self.lost += 1

    def _label(self, record: Record) -> None:
        row, column, style = struct.unpack_from("<HHH", record.data)
        self._rows.text(row, column, style, tidied(self._shared.string(record, 6)))

    def _formula(self, record: Record) -> None:
        row, column, style, number = struct.unpack_from("<HHHd", record.data)
        self._waiting = None
        if self._calculation.is_missing(record.data):
            self.uncalculated += 1
            return
        if record.data[12:14] != b"\xff\xff":
            self._rows.number(row, column, style, number)
            return
        kind, value = record.data[6], record.data[8]
        if kind == 0:
            self._waiting = (row, column, style)
        elif kind in {1, 2}:
            self._rows.text(row, column, style, _truth_or_error(value, is_error=kind == 2))

    def _formula_text(self, record: Record) -> None:
        if self._waiting:
            self._rows.text(*self._waiting, tidied(self._shared.string(record, 0)))
            self._waiting = None

    def _truth_or_error(self, record: Record) -> None:
        row, column, style, value, is_error = struct.unpack_from("<HHHBB", record.data)
        self._rows.text(row, column, style, _truth_or_error(value, is_error=bool(is_error)))

    def _row(self, record: Record) -> None:
        row, flags = struct.unpack_from("<H10xI", record.data)
        if flags & _HIDDEN_ROW:
            self._rows.hide_row(row)

    def _columns(self, record: Record) -> None:
        first, last, flags = struct.unpack_from("<HH4xH", record.data)
        if flags & 1:
            self._rows.hide_columns(first, last)

    def _merged(self, record: Record) -> None:
        for row, last_row, column, last_column in struct.iter_unpack("<HHHH", _whole(record.data[2:], 8)):
            self._rows.grid.merge(row, column, last_row, last_column)

    def _note(self, record: Record) -> None:
        row, column, flags, number = struct.unpack_from("<HHHH", record.data)
        if self._shared.unicode:
            author = Strings((record.data,), 8).string()
            self._notes.append((cell_reference(row, column), number, author.strip(), ""))
            return
        # Excel 5: the text itself, up to 2,048 bytes of it in each record; the others of it have no cell
        text = record.data[6 : 6 + min(flags, 2048)].decode(self._shared.encoding, "replace")
        if row == 0xFFFF and self._notes:
            cell, number, author, before = self._notes[-1]
            self._notes[-1] = (cell, number, author, before + text)
        else:
            self._notes.append((cell_reference(row, column), -1, "", text))

    def _drawn(self, record: Record) -> None:
        """An object; its lettering follows (2.4.181)."""
        if not self._shared.unicode:
            return
        kind, number = struct.unpack_from("<4xHH", record.data)
        ticked, at = False, 0
        while at + 4 <= len(record.data):
            part, size = struct.unpack_from("<HH", record.data, at)
            if part == _STATE and size >= 2:
                ticked = record.data[at + 4 : at + 6] == b"\x01\x00"
            at += 4 + size
        self._object = (kind, number, ticked)
        self.pictures += kind == _PICTURE

    def _lettering(self, record: Record) -> None:
        (count,) = struct.unpack_from("<10xH", record.data)
        text = Strings(record.more).characters(count, marked=True) if count else ""
        kind, number, ticked = self._object
        self._object = (0, 0, False)
        if kind == _NOTE_OBJECT:
            self._note_texts[number] = text
        elif kind in _TICKED:
            self.boxes.append(f"{_TICKED[kind][ticked]} {text}".strip())
        elif text.strip():
            self.boxes.append(text)

    def _header(self, record: Record) -> None:
        self._printed(record, self.headers)

    def _footer(self, record: Record) -> None:
        self._printed(record, self.footers)

    def _printed(self, record: Record, found: list[str]) -> None:
        text = printed_text(self._shared.string(record, 0, short=not self._shared.unicode)) if record.data else ""
        if text:
            found.append(text)

    def _chart(self, record: Record) -> None:
        """A title or name in a chart that lies on the sheet (2.4.254)."""
        if record.kind == 0x100D and len(record.data) > 3:
            text = self._shared.string(record, 2, short=True)
            if text.strip() and text not in self.boxes[-20:]:
                self.boxes.append(text)


def _truth_or_error(value: int, *, is_error: bool) -> str:
    return ERRORS.get(value, "#ERROR") if is_error else "TRUE" if value else "FALSE"


def _whole(data: bytes, size: int) -> bytes:
    return data[: len(data) // size * size]
