"""References of cells as spreadsheets write them."""

import re

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,8})")
# Names that need no quotes in a reference: letters, digits, "_" and ".", not beginning with a digit or a point, and
# neither a cell in A1 nor in R1C1 style.
_PLAIN_SHEET = re.compile(r"(?![A-Za-z]{1,3}\d+$)(?![Rr]\d*(?:[Cc]\d*)?$|[Cc]\d*$)[^\W\d][\w.]*")


def cell_reference(row: int, column: int) -> str:
    """The cell in row and column (0-based) as a spreadsheet writes it: 6, 1 is "B7"."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def cell_position(reference: str) -> tuple[int, int]:
    """Row and column (0-based) of a cell: "B7" is 6, 1.

    Raises:
        ValueError: this is no reference of a cell.
    """
    match = _CELL.fullmatch(reference)
    if not match:
        raise ValueError(f"not a cell: {reference[:40]!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def quoted_sheet(name: str) -> str:
    """The name of a sheet as it stands before the "!" of a reference."""
    return name if _PLAIN_SHEET.fullmatch(name) else "'" + name.replace("'", "''") + "'"
