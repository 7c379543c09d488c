"""One sheet as a reader hands it over, and its way into the document."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tenderscan.document import BlockKind
from tenderscan.errors import LimitExceeded
from tenderscan.readers.assemble import Assembler, tidied
from tenderscan.readers.budget import Budget
from tenderscan.readers.sheets.grid import SheetGrid
from tenderscan.references import cell_reference
from tenderscan.settings import Limits


class Visibility(StrEnum):
    """Whether a sheet is shown; the values are those of XLSX (18.18.68)."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"
    """Hidden by a program: Excel does not offer to show it."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment or note on a cell.

    Attributes:
        cell: such as "B7".
        text: what it says.
        author: who wrote it, "" where the file does not say.
    """

    cell: str
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet holds.

    Attributes:
        name: on its tab.
        grid: its cells.
        visibility: whether it is shown.
        hidden_rows: number of hidden rows that have text.
        hidden_columns: number of hidden columns that have text.
        hidden_cells: number of cells whose format shows nothing of them.
        comments: on its cells.
        boxes: text of shapes, titles of charts, labels of buttons.
        headers: printed above each page.
        footers: printed below each page.
        uncalculated: number of cells with a formula and no value.
        not_read: what it holds besides, in plain words, such as "an embedded object"; one entry each.
        pictures: number of pictures.
    """

    name: str
    grid: SheetGrid
    visibility: Visibility = Visibility.VISIBLE
    hidden_rows: int = 0
    hidden_columns: int = 0
    hidden_cells: int = 0
    comments: tuple[Comment, ...] = ()
    boxes: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    uncalculated: int = 0
    not_read: tuple[str, ...] = ()
    pictures: int = 0


def write_sheets(sheets: Iterable[Sheet], assembler: Assembler, budget: Budget, limits: Limits) -> None:
    """Each sheet as a page: its name, what is printed above it, its tables, boxes and comments.

    Raises:
        LimitExceeded: more sheets, cells or characters than the limits allow.
    """
    for number, sheet in enumerate(sheets, start=1):
        if number > limits.pages:
            raise LimitExceeded(
                f"{budget.name} has more than {limits.pages:,} sheets.\nSplit it, or allow more: --allow pages=NUMBER."
            )
        assembler.begin_page(number, label=_line(sheet.name) or None)
        _write(sheet, assembler, budget)
        _tell(sheet, number, assembler)


def write_grid(grid: SheetGrid, assembler: Assembler) -> None:
    """The tables of a sheet; text in a single column is paragraphs, and a table too, so that its cells have names."""
    for area in grid.areas():
        kind = BlockKind.PARAGRAPH if area.width == 1 else BlockKind.ROW
        assembler.add_cells(area.lines(), width=area.width, cell=cell_reference(area.row, area.column), kind=kind)


def _write(sheet: Sheet, assembler: Assembler, budget: Budget) -> None:
    assembler.add(BlockKind.HEADING, budget.spend(_line(sheet.name)), level=1)
    for text in sheet.headers:
        assembler.add(BlockKind.HEADER, budget.spend(tidied(text)))
    write_grid(sheet.grid, assembler)
    for text in sheet.boxes:
        assembler.add(BlockKind.TEXT_BOX, budget.spend(tidied(text)))
    for comment in sheet.comments:
        author = f" ({comment.author})" if comment.author else ""
        assembler.add(BlockKind.NOTE, budget.spend(tidied(f"Comment on {comment.cell}{author}: {comment.text}")))
    for text in sheet.footers:
        assembler.add(BlockKind.FOOTER, budget.spend(tidied(text)))


def _tell(sheet: Sheet, number: int, assembler: Assembler) -> None:
    """Say what a person who opens the sheet does not see, and what is missing here."""
    name = f'"{_line(sheet.name)}"'
    if sheet.visibility is not Visibility.VISIBLE:
        how = "hidden" if sheet.visibility is Visibility.HIDDEN else "hidden so that Excel does not offer to show it"
        assembler.notice("hidden-sheet", f"The sheet {name} is {how}; what it holds is in the text.", number)
    counts = ((sheet.hidden_rows, "row"), (sheet.hidden_columns, "column"), (sheet.hidden_cells, "cell"))
    hidden = " and ".join(_many(count, f"hidden {what}") for count, what in counts if count)
    if hidden:
        assembler.notice("hidden-cells", f"The sheet {name} has {hidden}; what they hold is in the text.", number)
    if sheet.comments:
        many = _many(len(sheet.comments), "comment")
        assembler.notice("comments-in-text", f"The sheet {name} has {many} on cells, in the text as notes.", number)
    if sheet.uncalculated:
        many = _many(sheet.uncalculated, "formula")
        assembler.notice(
            "not-calculated",
            f"The sheet {name} has {many} without a value: the program that wrote the file did not calculate. Open it "
            "in Excel and save it, and the figures can be read.",
            number,
        )
    for what in dict.fromkeys(sheet.not_read):
        count = sheet.not_read.count(what)
        times = f" ({count} times)" if count > 1 else ""
        assembler.notice("part-not-read", f"The sheet {name} holds {what}{times}, which is not read.", number)
    if sheet.pictures:
        alone = not (sheet.grid or sheet.boxes or sheet.comments)
        has = "holds nothing but pictures" if alone else f"has {_many(sheet.pictures, 'picture')}"
        assembler.notice(
            "part-not-read" if alone else "pictures",
            f"The sheet {name} {has}; large ones are documents of their own, words in others are not read.",
            number,
        )


def _line(name: str) -> str:
    """The name of a sheet on one line; no page begins at a form feed in it."""
    return tidied(name).replace("\n", " ")


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
