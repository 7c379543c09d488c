"""The parts of an XLSB: records in the place of XML. References in brackets are to [MS-XLSB]."""

import struct
from collections.abc import Iterator, Sequence

from tenderscan.readers.assemble import tidied
from tenderscan.readers.budget import Budget
from tenderscan.readers.packed import Link
from tenderscan.readers.sheets.number_format import BUILT_IN, GENERAL
from tenderscan.readers.sheets.sheet import Comment, Visibility
from tenderscan.readers.sheets.style import PLAIN, Style, style
from tenderscan.readers.xlsx.binary_cells import BinaryCells, has_calculated
from tenderscan.readers.xlsx.binary_records import binary_records, wide
from tenderscan.readers.xlsx.book import Book, Form, Listed
from tenderscan.references import cell_reference

_SHEET, _BOOK, _CALCULATION = 156, 153, 157
_TEXT = 19
_FORMAT, _STYLES, _END_STYLES, _STYLE = 44, 617, 618, 47
_AUTHOR, _COMMENT, _COMMENT_TEXT = 632, 635, 637
_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)


def book(content: bytes, links: Sequence[Link]) -> Book:
    """What is read of the workbook's own part (2.4.313, 2.4.315, 2.4.818)."""
    targets = {link.id: link.target for link in links}
    listed: list[Listed] = []
    from_1904 = left_to_excel = False
    for kind, data in binary_records(content):
        if kind == _CALCULATION:
            left_to_excel = bool(data[24:25] and data[24] & 1)
        elif kind == _BOOK:
            from_1904 = bool(data[:1] and data[0] & 1)
        elif kind == _SHEET and len(data) >= 16:
            (state,) = struct.unpack_from("<I", data)
            relation, at = wide(data, 8)
            name = wide(data, at)[0] if at + 4 <= len(data) else ""
            listed.append(Listed(name or "Sheet", _VISIBILITIES[min(state, 2)], targets.get(relation)))
    return Book(tuple(listed), from_1904, left_to_excel)


def texts(content: bytes, budget: Budget) -> list[str]:
    """Texts that cells refer to by their place."""
    # What is referred to is counted with each cell; this bounds what is held at all.
    counted = Budget(budget.name, budget.characters)
    return [
        counted.spend(tidied(wide(data, 1)[0]))
        for kind, data in binary_records(content)
        if kind == _TEXT and len(data) >= 5
    ]


def styles(content: bytes, book: Book) -> list[Style]:
    """Cell styles by their place."""
    codes = dict(BUILT_IN)
    made: dict[str, Style] = {GENERAL: PLAIN}
    found: list[Style] = []
    within = False
    for kind, data in binary_records(content):
        if kind == _FORMAT and len(data) >= 6:
            codes[int.from_bytes(data[:2], "little")] = wide(data, 2)[0] or GENERAL
        elif kind in {_STYLES, _END_STYLES}:
            within = kind == _STYLES
        elif kind == _STYLE and within and len(data) >= 4:
            code = codes.get(int.from_bytes(data[2:4], "little"), GENERAL)
            if code not in made:
                made[code] = style(code, from_1904=book.from_1904)
            found.append(made[code])
    return found


def comments(content: bytes) -> Iterator[Comment]:
    """Comments on cells (2.4.28, 2.4.29)."""
    authors: list[str] = []
    cell, author = "", ""
    for kind, data in binary_records(content):
        if kind == _AUTHOR and len(data) >= 4:
            authors.append(wide(data)[0])
        elif kind == _COMMENT and len(data) >= 20:
            place, row, _, column = struct.unpack_from("<IIII", data)
            cell = cell_reference(row, column)
            author = authors[place] if place < len(authors) else ""
        elif kind == _COMMENT_TEXT and len(data) >= 5 and cell:
            text = wide(data, 1)[0].strip().removeprefix(f"{author}:").strip()
            if text:
                yield Comment(cell, text, author)
            cell = ""


BINARY = Form(book, texts, styles, BinaryCells, has_calculated, comments)
