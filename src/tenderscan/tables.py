"""Writing tables as files that people open in a spreadsheet and programs read: CSV, XLSX, JSON."""

import csv
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from tenderscan.errors import UsageError

Cell = str | int | float | Decimal | date | datetime | None
"""What may stand in a table; None is an empty cell."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    """Day and time."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: in small letters with underscores; the heading of CSV and the key of JSON.
        kind: how its cells look in a spreadsheet; a cell that holds something else looks like what it is.
    """

    name: str
    kind: Kind = Kind.TEXT

    @property
    def heading(self) -> str:
        """For people."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are made while they are written, once.

    Attributes:
        name: of its sheet.
        columns: from the left.
        rows: each as long as `columns`.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]


FORMS = (".csv", ".xlsx", ".json", ".jsonl")
"""Endings that say how a table is written."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and others that XML has no place for."""


def form_of(path: Path) -> str:
    """How a file of this name is written, one of `FORMS`.

    Raises:
        UsageError: the ending is none of them.
    """
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise UsageError(
            f"{path} cannot be written: its ending says no kind of table.\n"
            f"Name a file that ends in {', '.join(FORMS[:-1])} or {FORMS[-1]}."
        )
    return ending


def write_tables(path: Path, tables: Sequence[Table], *, main: str | None = None, form: str | None = None) -> None:
    """Write tables to a file, which is there when all of it is written, and as it was before where that fails.

    An XLSX file has a sheet and a JSON file a key for each table; CSV and JSON lines hold one table.

    Args:
        path: of the file; what is there is replaced.
        tables: at least one.
        main: name of the table that CSV and JSON lines hold; the first unless told.
        form: one of `FORMS`, where the ending of `path` does not say it.

    Raises:
        UsageError: the ending says no kind of table, or the file cannot be written.
    """
    form = form or form_of(path)
    # A link stays a link: what it leads to is replaced.
    target = Path(os.path.realpath(path))
    unfinished = target.with_name(f".tenderscan-{os.getpid()}.unfinished")
    chosen = next((table for table in tables if table.name == main), tables[0])
    try:
        _WRITERS[form](unfinished, tables, chosen)
        unfinished.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        # On Windows also where it is open in Excel.
        close = "Close it where another program has it open, or name" if isinstance(error, PermissionError) else "Name"
        raise UsageError(f"{path} cannot be written: {reason}.\n{close} another file.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _write_csv(path: Path, _tables: Sequence[Table], chosen: Table) -> None:
    # With a byte order mark, without which Excel takes UTF-8 for the code page of the machine.
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.name for column in chosen.columns])
        writer.writerows([_in_csv(cell) for cell in row] for row in chosen.rows)


def _in_csv(cell: Cell) -> str | int | float | None:
    match cell:
        case str():
            # Nothing that a spreadsheet takes for a formula.
            text = _writable(cell)
            return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
        case datetime():
            return str(_local(cell))
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case _:
            return cell


def _write_json_lines(path: Path, _tables: Sequence[Table], chosen: Table) -> None:
    with _json_stream(path) as stream:
        stream.writelines(f"{line}\n" for line in _objects(chosen))


def _write_json(path: Path, tables: Sequence[Table], _chosen: Table) -> None:
    with _json_stream(path) as stream:
        for number, table in enumerate(tables):
            stream.write(f"{',' if number else '{'}\n{json.dumps(_key(table.name))}: [")
            for at, line in enumerate(_objects(table)):
                stream.write(f"{',' if at else ''}\n  {line}")
            stream.write("]")
        stream.write("\n}\n")


def _json_stream(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _objects(table: Table) -> Iterator[str]:
    """A JSON object for each row."""
    names = [column.name for column in table.columns]
    for row in table.rows:
        yield json.dumps(dict(zip(names, map(_in_json, row), strict=True)), ensure_ascii=False)


def _in_json(cell: Cell) -> str | int | float | None:
    match cell:
        case datetime() | date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"  # As everywhere in our JSON, so that no reader rounds an amount.
        case _:
            return cell


def _key(name: str) -> str:
    return name.lower().replace(" ", "_")


MOST_ROWS = 1_048_575
"""Rows below the heading of a sheet; what is beyond goes on in the next sheet."""
MOST_CHARACTERS = 32_767
"""Of a cell in a sheet, a character outside the basic plane counted as two."""
_MOST_DIGITS = 10**15
"""A spreadsheet counts in floating point: a longer number would be another one there."""
_WIDEST, _NARROWEST = 60, 8
_FORMATS = {Kind.WHOLE: "#,##0", Kind.NUMBER: "#,##0.00##", Kind.DATE: "dd/mm/yyyy", Kind.MOMENT: "dd/mm/yyyy hh:mm:ss"}


def _write_workbook(path: Path, tables: Sequence[Table], _chosen: Table) -> None:
    # Imported here, because most commands write no spreadsheet.
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    # Rows wait in files of their own until the workbook is closed; a folder of ours is cleared whatever happens. It is
    # put together there as well: where the disk of `path` is full, ZipFile leaves a traceback behind.
    with TemporaryDirectory(prefix="tenderscan-", ignore_cleanup_errors=True) as scratch:
        options = {"constant_memory": True, "tmpdir": scratch, "strings_to_formulas": False, "strings_to_urls": False}
        made = Path(scratch) / "made.xlsx"
        workbook = xlsxwriter.Workbook(str(made), options)
        workbook.use_zip64()
        formats = {kind: workbook.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        heading = workbook.add_format({"bold": True, "bottom": 1})
        try:
            for table in tables:
                _add_sheets(workbook, table, formats, heading)
            workbook.close()
        except XlsxFileError as error:
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error
        finally:
            for sheet in workbook.worksheets():
                with suppress(OSError):
                    sheet.row_data_fh.close()
        shutil.copyfile(made, path)


def _add_sheets(workbook: Any, table: Table, formats: dict[Kind, Any], heading: Any) -> None:
    """One sheet, and more where the rows do not fit into it."""
    rows = iter(table.rows)
    first: list[Sequence[Cell]] = []
    number = 1
    while number == 1 or first:
        sheet = workbook.add_worksheet(_sheet_name(table.name, number))
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column.heading, heading)
        # Room for the button of the filter beside the heading.
        widths = [max(len(column.heading) + 4, _NARROWEST) for column in table.columns]
        below = 0
        for below, row in enumerate(islice(chain(first, rows), MOST_ROWS), start=1):
            _write_row(sheet, below, zip(table.columns, row, strict=True), formats)
            widths = [max(width, _width(cell)) for width, cell in zip(widths, row, strict=True)]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(width, _WIDEST))
        sheet.autofilter(0, 0, below, len(table.columns) - 1)
        first = list(islice(rows, 1))
        number += 1


def _write_row(sheet: Any, row: int, cells: Iterable[tuple[Column, Cell]], formats: dict[Kind, Any]) -> None:
    for at, (column, cell) in enumerate(cells):
        form = formats.get(_looks(column, cell))
        if isinstance(cell, date) and cell.year > 1900:
            sheet.write_datetime(row, at, _local(cell), form)
        elif isinstance(cell, int | float | Decimal) and -_MOST_DIGITS < cell < _MOST_DIGITS:
            sheet.write_number(row, at, cell, form)
        elif cell not in (None, ""):
            sheet.write_string(row, at, _cut(_writable(_words(cell))))


def _looks(column: Column, cell: Cell) -> Kind:
    """How a cell looks: as its column says where that suits it, otherwise as what it is."""
    match cell:
        case datetime():
            return column.kind if column.kind is Kind.DATE else Kind.MOMENT
        case date():
            return Kind.DATE
        case int():
            return column.kind if column.kind is Kind.NUMBER else Kind.WHOLE
        case float() | Decimal():
            return column.kind if column.kind is Kind.WHOLE else Kind.NUMBER
        case _:
            return Kind.TEXT


def _words(cell: Cell) -> str:
    """What stands in a sheet as text; a line break is one character there."""
    words = _in_json(cell)
    return "" if words is None else str(words).replace("\r\n", "\n").replace("\r", "\n")


def _cut(text: str) -> str:
    """What of a text a cell can hold, with a mark where something is missing."""
    raw = text.encode("utf-16-le")
    if len(raw) // 2 <= MOST_CHARACTERS:
        return text
    mark = f" […cut: {len(text):,} characters in all]"
    return raw[: 2 * (MOST_CHARACTERS - len(mark))].decode("utf-16-le", "ignore") + mark


def _width(cell: Cell) -> int:
    """Characters that a cell needs; few numbers and days need more than the least."""
    if isinstance(cell, str):
        return len(cell)
    return 20 if isinstance(cell, datetime) else 12 if isinstance(cell, date) else _NARROWEST


def _sheet_name(name: str, number: int) -> str:
    """A name that a workbook takes, "Files 2" for the second sheet of a table."""
    after = "" if number == 1 else f" {number}"
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ")[: 31 - len(after)] + after


def _local(moment: date) -> date:
    """A moment as the clock of the user shows it, without its zone, which spreadsheets do not have."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone() if moment.tzinfo is not None else moment).replace(tzinfo=None, microsecond=0)


def _writable(text: str) -> str:
    """`text` with a visible mark in place of each character that a spreadsheet cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


_WRITERS: dict[str, Callable[[Path, Sequence[Table], Table], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_workbook,
    ".json": _write_json,
    ".jsonl": _write_json_lines,
}
