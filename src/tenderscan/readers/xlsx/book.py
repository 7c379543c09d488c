"""What is read of a workbook's parts, whichever of its two forms they have: XML, or records in an XLSB."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tenderscan.readers.budget import Budget
from tenderscan.readers.packed import Link
from tenderscan.readers.sheets.row import RowCollector
from tenderscan.readers.sheets.sheet import Comment, Visibility
from tenderscan.readers.sheets.style import Style


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it; `part` is None where it is missing."""

    name: str
    visibility: Visibility
    part: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """What the main part says.

    Attributes:
        sheets: in the order of the tabs.
        from_1904: whether days count from 1904.
        left_to_excel: whether Excel is to calculate all formulas when it opens the file.
    """

    sheets: tuple[Listed, ...]
    from_1904: bool = False
    left_to_excel: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets need.

    Attributes:
        texts: that cells refer to by their place.
        styles: of cells, by their place.
        people: names by the id that threaded comments have.
        calculated: whether a 0 as the value of a formula can be believed.
    """

    texts: Sequence[str]
    styles: Sequence[Style]
    people: dict[str, str]
    calculated: bool


class CellReader(Protocol):
    """Reads the main part of a sheet into a collector of rows.

    Attributes:
        headers: printed above each page.
        footers: printed below each page.
        lost: number of cells whose text is not in the file, or that stand where there are no cells.
        uncalculated: number of formulas without a value.
    """

    headers: list[str]
    footers: list[str]
    lost: int
    uncalculated: int

    def read(self, content: bytes) -> None:
        """Read the part."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the parts of one form are read.

    Attributes:
        book: the main part, with its relationships.
        texts: the shared texts.
        styles: the cell styles by their place; days count as the book says.
        cells: begins a sheet.
        has_calculated: whether any formula in a sheet has a value other than 0.
        comments: other than threaded ones, which are XML in both forms.
    """

    book: Callable[[bytes, Sequence[Link]], Book]
    texts: Callable[[bytes, Budget], list[str]]
    styles: Callable[[bytes, Book], list[Style]]
    cells: Callable[[RowCollector, Shared], CellReader]
    has_calculated: Callable[[bytes], bool]
    comments: Callable[[bytes], Iterator[Comment]]
