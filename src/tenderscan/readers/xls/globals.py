"""What the sheets of an XLS share: their list, texts, number formats and the encoding of Excel 5 and 95."""

import codecs
import struct
from dataclasses import dataclass, field

from tenderscan.errors import FileDamaged, PasswordProtected
from tenderscan.readers.assemble import tidied
from tenderscan.readers.budget import Budget
from tenderscan.readers.sheets.number_format import BUILT_IN, GENERAL
from tenderscan.readers.sheets.sheet import Visibility
from tenderscan.readers.sheets.style import PLAIN, Style, style
from tenderscan.readers.xls.records import Record, Strings, records

BOF, EOF = 0x809, 0x0A
_FILEPASS, _CODEPAGE, _DATEMODE = 0x2F, 0x42, 0x22
_BOUNDSHEET, _FORMAT, _XF, _SST = 0x85, 0x41E, 0xE0, 0xFC
_EXCEL_97 = 0x600
_CODEPAGES = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}
_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
_WITHOUT_CELLS = frozenset({6})
"""Kinds of sheet that hold a program, and nothing a person sees."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it; `at` is the offset of its records."""

    name: str
    visibility: Visibility
    at: int


@dataclass(frozen=True, slots=True)
class Globals:
    """What stands before the sheets.

    Attributes:
        unicode: whether strings are Unicode (Excel 97 and later).
        encoding: of strings that are not.
        sheets: in the order of the tabs.
        texts: that cells refer to by their place, gone through `tidied`.
        styles: of cells, by their place.
        macros: whether there is a sheet of macros.
    """

    unicode: bool
    encoding: str
    sheets: tuple[Listed, ...]
    texts: tuple[str, ...]
    styles: tuple[Style, ...]
    macros: bool

    def string(self, record: Record, at: int, *, short: bool = False) -> str:
        """The string at an offset into a record; its length is one byte where it is `short`, else two."""
        return _string(record, at, None if self.unicode else self.encoding, short=short)


@dataclass(slots=True)
class _Found:
    """What has been found so far: `formats` by their number, and the number of the format of each cell style."""

    unicode: bool
    encoding: str = "cp1252"
    sheets: list[Listed] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    cell_formats: list[int] = field(default_factory=list)
    from_1904: bool = False
    macros: bool = False

    def string(self, record: Record, at: int, *, short: bool = False) -> str:
        """As that of `Globals`."""
        return _string(record, at, None if self.unicode else self.encoding, short=short)

    def styles(self) -> tuple[Style, ...]:
        """Cell styles by their place."""
        made: dict[str, Style] = {GENERAL: PLAIN}
        for code in self.formats.values():
            if code not in made:
                made[code] = style(code, from_1904=self.from_1904)
        return tuple(made[self.formats.get(number, GENERAL)] for number in self.cell_formats)


def read_globals(stream: bytes, name: str, budget: Budget) -> Globals:
    """What stands in the first part of the workbook; `name` of the file is for messages.

    Raises:
        FileDamaged: there is no workbook of Excel 5 or later.
        PasswordProtected: it opens only with a password.
    """
    found: _Found | None = None
    for record in records(stream):
        if found is None:
            if record.kind != BOF or len(record.data) < 4:
                break
            found = _Found(unicode=int.from_bytes(record.data[:2], "little") >= _EXCEL_97)
        elif record.kind == EOF:
            break
        elif record.kind == _FILEPASS:
            raise PasswordProtected(
                f"{name} is protected by a password. Open it with the password and save a copy without one."
            )
        else:
            try:
                _take(record, found, budget)
            except struct.error:
                continue  # too short for what it is: without effect
    if found is None or not found.sheets:
        raise FileDamaged(f"{name} is damaged: its sheets are not to be found. Fetch it again from where it came.")
    return Globals(
        unicode=found.unicode,
        encoding=found.encoding,
        sheets=tuple(found.sheets),
        texts=tuple(found.texts),
        styles=found.styles(),
        macros=found.macros,
    )


def _string(record: Record, at: int, encoding: str | None, *, short: bool) -> str:
    """The string at an offset into a record, in Unicode where there is no `encoding`."""
    if encoding is None:
        return Strings((record.data, *record.more), at).string(short=short)
    size = 1 if short else 2
    count = int.from_bytes(record.data[at : at + size], "little")
    return record.data[at + size : at + size + count].decode(encoding, "replace")


def _take(record: Record, found: _Found, budget: Budget) -> None:
    data = record.data
    if record.kind == _BOUNDSHEET:
        at, state, kind = struct.unpack_from("<IBB", data)
        if kind in _WITHOUT_CELLS:
            found.macros = True
        else:
            found.sheets.append(Listed(found.string(record, 6, short=True), _VISIBILITIES[min(state & 3, 2)], at))
            found.macros |= kind == 1
    elif record.kind == _FORMAT:
        (number,) = struct.unpack_from("<H", data)
        found.formats[number] = found.string(record, 2, short=not found.unicode) or GENERAL
    elif record.kind == _XF:
        found.cell_formats.append(struct.unpack_from("<H", data, 2)[0])
    elif record.kind == _SST:
        counted = Budget(budget.name, budget.characters)
        strings = Strings((data, *record.more), 8)
        while not strings.at_end:
            found.texts.append(counted.spend(tidied(strings.string())))
    elif record.kind == _DATEMODE:
        found.from_1904 = data[:2] == b"\x01\x00"
    elif record.kind == _CODEPAGE:
        found.encoding = _encoding(struct.unpack_from("<H", data)[0])


def _encoding(page: int) -> str:
    name = _CODEPAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
