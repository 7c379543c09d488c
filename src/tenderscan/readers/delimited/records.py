"""Rows of a table of values, with what the csv module does not forgive: quotes never closed, fields without end."""

import csv
import io
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tenderscan.errors import LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.assemble import tidied
from tenderscan.readers.delimited.dialect import ESCAPED_QUOTE, Dialect, find_dialect, without_backslashes
from tenderscan.readers.sheets.grid import COLUMNS, SheetGrid

_END = "\x00"
"""A row behind the last one: if it does not come out as it went in, a quote was still open. Texts hold no NUL."""
_MOST_REPAIRS = 20
"""Quotes open up to the end of the file; each costs a look at all that follows."""
_WIDEST_LINE = 1_000_000
"""Delimiters in one line of the file."""


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A quote that nothing closes.

    Attributes:
        start: where its row begins.
        at_end: whether it is open up to the end of the file; else a quote in another row seems to close it.
    """

    start: int
    at_end: bool


def fill(grid: SheetGrid, text: str, name: str, *, tabs: bool = False) -> int:
    """Add the values in `text`, which holds no NUL, to the grid; `name` of the file is for messages.

    Returns:
        Number of rows with a quote that nothing closes; such a quote is taken for text, and its line for a row.

    Raises:
        LimitExceeded: a row is too wide.
    """
    dialect = find_dialect(text, tabs=tabs)
    text = text[dialect.skip :] if dialect.skip else text
    if dialect.backslashes and dialect.delimiter:
        text = without_backslashes(text, dialect.delimiter)
    unclosed: list[Unclosed] = []
    with _long_fields(len(text)):
        for number, record in enumerate(records(text, dialect, name, unclosed)):
            effort.check()
            columns = [column for column, value in enumerate(record) if value]
            texts = [tidied(record[column].replace(ESCAPED_QUOTE, '"')) for column in columns]
            if not all(texts):
                columns = [column for column, shown in zip(columns, texts, strict=True) if shown]
                texts = [shown for shown in texts if shown]
            if columns and columns[-1] >= COLUMNS:
                raise _too_wide(name)
            grid.add_row(number, columns, texts)
    return len(unclosed)


def records(text: str, dialect: Dialect, name: str, unclosed: list[Unclosed]) -> Iterator[list[str]]:
    """The rows of a table, those without values as empty lists; quotes that nothing closes are added to `unclosed`."""
    lines = io.StringIO(text, newline="")
    if not dialect.delimiter:
        for line in lines:
            yield [line.strip('"\r\n ')] if line.strip() else []
        return
    repairs = 0
    while repairs < _MOST_REPAIRS:
        found = yield from _records(lines, dialect, name, quoted=True)
        if found is None:
            return
        # The quote that was never closed is one of the text; its line is a row, and the next begins anew.
        unclosed.append(found)
        repairs += found.at_end
        lines.seek(found.start)
        yield from csv.reader([lines.readline()], delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
    yield from _records(lines, dialect, name, quoted=False)


def _records(
    lines: io.StringIO, dialect: Dialect, name: str, *, quoted: bool
) -> Generator[list[str], None, Unclosed | None]:
    """Rows from here on; returns at the first whose quote nothing closes, None where there is none."""
    starts: list[int] = []
    read: list[str] = []

    def watched() -> Iterator[str]:
        while True:
            starts.append(lines.tell())
            line = lines.readline()
            if not line:
                break
            if line.count(dialect.delimiter) > _WIDEST_LINE:
                raise _too_wide(name)
            read.append(line)
            yield line if line[-1] in "\r\n" else line + "\n"
        yield _END

    reader = csv.reader(
        watched(),
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
    field = _field(dialect.delimiter)
    for record in reader:
        if starts and record and record[-1].endswith(_END):
            return None if record == [_END] else Unclosed(starts[0], at_end=True)
        if len(read) > 1 and _swallows(field, "".join(read)):
            return Unclosed(starts[0], at_end=False)
        yield record
        starts.clear()
        read.clear()
    return None


def _field(delimiter: str) -> re.Pattern[str]:
    """One value with its delimiter: what is between its quotes, and what stands behind the closing one."""
    cut = re.escape(delimiter)
    other = rf"[^{cut}\r\n]*"
    quoted = rf' *"(?P<quoted>(?:[^"]++|"")*+)"(?P<behind>{other})(?:{cut}|[\r\n]+|\Z)'
    return re.compile(rf"{quoted}|{other}.?", re.DOTALL)


def _swallows(field: re.Pattern[str], row: str) -> bool:
    """Whether a value of several lines goes on behind its closing quote: that one opens a value in another row."""
    return any(
        (match["behind"] or "").strip(" ") and ("\n" in match["quoted"] or "\r" in match["quoted"])
        for match in field.finditer(row)
    )


def _too_wide(name: str) -> LimitExceeded:
    return LimitExceeded(f"{name} has rows of more than {COLUMNS:,} values. Split the file.")


@contextmanager
def _long_fields(length: int) -> Iterator[None]:
    """Allow fields of any length: the csv module refuses those above 128 KB, and has but one limit for all."""
    before = csv.field_size_limit(max(length, 131_072))
    try:
        yield
    finally:
        csv.field_size_limit(before)
