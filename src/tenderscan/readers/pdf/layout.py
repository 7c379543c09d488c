"""The reading order of a page: pieces become lines, lines become strands, strands and tables are put in order.

Files mostly hold their text in the order it is read in, column by column, so that order is kept within a strand (a run
of lines each below the last). What is out of order is whole strands: headers written last, text boxes, footers written
first. A strand moves up to its place on the page, but never past text that stands beside it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from tenderscan.readers.pdf.cells import Owners
from tenderscan.readers.pdf.columns import Gutter
from tenderscan.readers.pdf.geometry import Box, around
from tenderscan.readers.pdf.hyphens import torn_mark
from tenderscan.readers.pdf.pieces import Cover, Piece
from tenderscan.readers.pdf.tables import Grid

BULLETS = "\u2022\u25aa\u25cf\u25cb\u25e6\u25a0\u25a1\u25fb\u2023\u2043\u2219\u00b7\u27a2\u2713\u2714\u2756\u2611"
_BARE_MARKS = BULLETS + "o"
_MARK_GAP = 40.0
"""Points between a bullet and its line at most."""
_TIGHT_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.)(?=[A-Z\u201c\"(\[][A-Za-z ])")
"""A clause number that a tab parts from its clause; pdfium writes no blank for a narrow tab ("2.1.The Supplier")."""
_SINGLE_LINE = 1.7
"""A row no higher than this many times its letters holds one line."""
_GAP_WITHOUT_BLANK = 0.12
"""Part of the line's height; pieces further apart are parted by a blank."""


class TextLine(NamedTuple):
    """A line as the eye sees it.

    Attributes:
        text: its characters.
        x0: left end.
        top: of the line box of its font.
        x1: right end.
        bottom: of the line box of its font.
        bold: whether all of it is bold.
        upright: False where it runs up or down the page.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool
    upright: bool

    @property
    def height(self) -> float:
        """Of the line box, in points: the measure of the type size."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Strand:
    """Lines that follow each other downwards; never empty."""

    lines: tuple[TextLine, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Frame:
    """One or more rows of a table of a single column.

    Attributes:
        rows: how many; more than one where each is no more than a line, as with highlighted text.
        strands: their text.
    """

    rows: int
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class FilledGrid:
    """A table with what stands in it.

    Attributes:
        box: around all cells.
        rows: text of each cell, equally many in all rows; empty where nothing stands in it.
        reported: False where the page has no such table, and it only puts text in order.
        covers: row, column and text of the cells whose text is written elsewhere, on the page or in another cell.
        frames: for a table of a single column what stands in it, to be read like any text.
    """

    box: Box
    rows: tuple[tuple[str, ...], ...]
    reported: bool = True
    covers: tuple[tuple[int, int, str], ...] = ()
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page in reading order.

    Attributes:
        width: in points.
        height: in points.
        parts: strands and tables.
        highlights: tables that own no text: all their cells are covers.
    """

    width: float
    height: float
    parts: tuple[Strand | FilledGrid, ...]
    highlights: tuple[FilledGrid, ...] = ()


def arrange(pieces: Sequence[Piece], grids: Sequence[Grid], gutters: Sequence[Gutter]) -> list[Strand | FilledGrid]:
    """Strands and tables of a page in reading order."""
    if gutters:
        pieces = _by_column(pieces, gutters)
    inside: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.place is not None:
            inside.setdefault(piece.place.grid, []).append(piece)
    parts: list[Strand | FilledGrid] = []
    free: list[Piece] = []
    for piece in pieces:
        if piece.place is None:
            free.append(piece)
            continue
        parts += strands(free) if free else ()
        free = []
        number = piece.place.grid
        if number in inside:
            parts.append(_filled(grids[number], inside.pop(number)))
    parts += strands(free)
    return _in_order(parts)


def with_covers(
    parts: Sequence[Strand | FilledGrid], owners: Owners, covers: Sequence[Cover]
) -> tuple[tuple[Strand | FilledGrid, ...], tuple[FilledGrid, ...]]:
    """Parts whose tables know their covers, and the tables that consist of nothing else."""
    by_grid: dict[int, list[tuple[int, int, str]]] = {}
    for cover in covers:
        by_grid.setdefault(cover.place.grid, []).append((cover.place.row, cover.place.column, cover.text))
    numbers = {grid.box: number for number, grid in enumerate(owners.grids[: owners.owning])}
    filled: list[Strand | FilledGrid] = []
    for part in parts:
        if isinstance(part, FilledGrid):
            number = numbers[part.box]
            own = by_grid.pop(number, [])
            filled.append(replace(part, covers=(*part.covers, *own), reported=owners.reported[number]))
        else:
            filled.append(part)
    highlights = tuple(
        FilledGrid(
            owners.grids[number].box, tuple(("",) * len(row) for row in owners.grids[number].rows), True, tuple(own)
        )
        for number, own in by_grid.items()
        if owners.reported[number]
    )
    return tuple(filled), highlights


def strands(pieces: Iterable[Piece]) -> list[Strand]:
    """Pieces outside of tables as strands, in the order of the pieces."""
    found: list[list[TextLine]] = []
    for line in text_lines(pieces):
        if not found or not _continues(found[-1][-1], line):
            found.append([])
        found[-1].append(line)
    return list(map(strand_of, found))


def strand_of(lines: Sequence[TextLine]) -> Strand:
    """Lines that follow each other, with the box around them."""
    _, x0s, tops, x1s, bottoms, _, _ = zip(*lines, strict=True)
    return Strand(tuple(lines), Box(min(x0s), min(tops), max(x1s), max(bottoms)))


def text_lines(pieces: Iterable[Piece]) -> Sequence[TextLine]:
    """Pieces that stand on one line, put together."""
    lines: list[TextLine] = []
    ink: Box | None = None
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        if ink and _on_line(ink, piece.box):
            lines[-1] = _with(lines[-1], piece)
            ink = around([ink, piece.box])
        else:
            lines.append(_line(piece, text))
            ink = piece.box
    return _with_marks(lines)


def _with_marks(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Bullets that the file holds apart from their lines, put before them."""
    marks = [line for line in lines if len(line.text) == 1 and line.text in _BARE_MARKS]
    if not marks:
        return lines
    joined = list(lines)
    for mark in marks:
        middle = (mark.top + mark.bottom) / 2
        beside = [
            (line.x0 - mark.x1, number)
            for number, line in enumerate(joined)
            if line.top <= middle <= line.bottom and 0 <= line.x0 - mark.x1 < _MARK_GAP and line not in marks
        ]
        if beside:
            number = min(beside)[1]
            joined[number] = joined[number]._replace(text=f"{mark.text} {joined[number].text}", x0=mark.x0)
            joined.remove(mark)
    return joined


def cell_text(pieces: Sequence[Piece], cell: Box | None = None) -> str:
    """The text of a table cell, one line of it below the other; lines that may end within a word end in `TORN`."""
    if not pieces:
        return ""
    if len(pieces) == 1:
        return pieces[0].text.strip()
    lines = text_lines(pieces)
    if any(after.bottom < before.top + 1 for before, after in pairwise(lines)):
        lines = sorted(lines, key=lambda line: line.top)
    if cell and len(lines) > 1:
        widest = max(line.x1 for line in lines)
        return "\n".join([*(_marked(line, after, cell, widest) for line, after in pairwise(lines)), lines[-1].text])
    return "\n".join(line.text for line in lines)


def _marked(line: TextLine, after: TextLine, cell: Box, widest: float) -> str:
    """The text of a cell's line, marked where its last word may go on on the next."""
    in_cell = cell.x1 - line.x1 - (line.x0 - cell.x0)
    return line.text + torn_mark(line.text, after.text, line.x1 - line.x0, (in_cell, widest - line.x1))


def _line(piece: Piece, text: str) -> TextLine:
    x0, top, x1, bottom = piece.box
    upright = bottom - top <= 2 * (x1 - x0) or len(text) < 3
    if upright:
        text = _TIGHT_NUMBER.sub(r"\1 ", text) if text[0].isdigit() else text
        return TextLine(text, x0, piece.top, x1, piece.bottom, piece.bold, True)
    return TextLine(text, x0, top, x1, bottom, piece.bold, False)


def _on_line(ink: Box, box: Box) -> bool:
    """Whether a piece stands right of others on their line; a raised date ending ("1st") does."""
    if box.x0 >= ink.x1 - 2:
        overlap = min(ink.bottom, box.bottom) - max(ink.top, box.top)
        lower = min(ink.bottom - ink.top, box.bottom - box.top)
        return overlap > 0.5 * lower and overlap > 0.25 * (ink.bottom - ink.top)
    return False


def _with(line: TextLine, piece: Piece) -> TextLine:
    gap = piece.box.x0 - line.x1
    blank = " " if gap > _GAP_WITHOUT_BLANK * (line.bottom - line.top) or piece.text[0].isspace() else ""
    text = line.text + blank + piece.text.strip()
    # the taller line box wins: a raised or lowered piece does not make the line taller
    taller = piece.bottom - piece.top > line.bottom - line.top + 0.5
    top, bottom = (piece.top, piece.bottom) if taller else (line.top, line.bottom)
    return TextLine(text, line.x0, top, max(line.x1, piece.box.x1), bottom, line.bold and piece.bold, line.upright)


def _continues(before: TextLine, line: TextLine) -> bool:
    if before.upright != line.upright:
        return False
    if not line.upright:
        return line.x0 - before.x1 < 2 * (before.x1 - before.x0)
    height = before.bottom - before.top
    return (
        line.top > before.top - 0.5 * height
        and line.top - before.bottom < 4 * height
        and line.x0 < before.x1
        and line.x1 > before.x0
    )


def _filled(grid: Grid, pieces: Sequence[Piece]) -> FilledGrid:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.place is not None:
            cells.setdefault(piece.place[1:], []).append(piece)
    rows = tuple(
        tuple([cell_text(cells.get((row, column), ()), box) for column, box in enumerate(boxes)])
        for row, boxes in enumerate(grid.rows)
    )
    if not grid.is_single_column:
        return FilledGrid(grid.box, rows)
    frames = _frames(grid, cells)
    starts = accumulate((frame.rows for frame in frames), initial=0)
    merged = tuple(
        (row, 0, rows[row][0])
        for start, frame in zip(starts, frames, strict=False)
        for row in range(start, start + frame.rows)
        if frame.rows > 1
    )
    return FilledGrid(grid.box, rows, True, merged, frames)


def _frames(grid: Grid, cells: Mapping[tuple[int, int], Sequence[Piece]]) -> tuple[Frame, ...]:
    """Cells of a single column; rows of one line each are read as one text: paint behind words makes such rows."""
    groups: list[tuple[int, list[Piece]]] = []
    line_before = False
    for row, (cell,) in enumerate(grid.rows):
        pieces = list(cells.get((row, 0), ()))
        height = max((piece.bottom - piece.top for piece in pieces), default=0.0)
        is_line = cell is not None and bool(pieces) and cell[3] - cell[1] <= _SINGLE_LINE * height
        if is_line and line_before:
            count, before = groups[-1]
            groups[-1] = (count + 1, before + pieces)
        else:
            groups.append((1, pieces))
        line_before = is_line
    return tuple(
        Frame(count, tuple(part for part in _in_order(strands(pieces)) if isinstance(part, Strand)))
        for count, pieces in groups
    )


def _by_column(pieces: Sequence[Piece], gutters: Sequence[Gutter]) -> list[Piece]:
    """Between the top and the bottom of a gutter: first what is left of it, then what is right of it."""
    ordered = list(pieces)
    for gutter in gutters:
        beside = [
            number
            for number, piece in enumerate(ordered)
            if piece.place is None
            and gutter.top <= (piece.box.top + piece.box.bottom) / 2 <= gutter.bottom
            and not piece.box.x0 < gutter.x < piece.box.x1
        ]
        if beside:
            first = beside[0]
            moved = sorted((ordered[number] for number in beside), key=lambda piece: piece.box.x0 > gutter.x)
            kept = [piece for number, piece in enumerate(ordered) if number not in set(beside)]
            ordered = kept[:first] + moved + kept[first:]
    return ordered


def _in_order(parts: Sequence[Strand | FilledGrid]) -> list[Strand | FilledGrid]:
    """Parts moved up to where they stand on the page."""
    ordered: list[Strand | FilledGrid] = []
    columns = _side_by_side(parts)
    lowest = 0.0
    for part in parts:
        if part.box.bottom > lowest:
            ordered.append(part)
            lowest = part.box.bottom
            continue
        left = _tucked_in(ordered, part) if isinstance(part, Strand) else part
        if left:
            ordered.insert(_place_of(left.box, ordered, columns=columns), left)
    return ordered


def _place_of(box: Box, ordered: Sequence[Strand | FilledGrid], *, columns: bool) -> int:
    """Number of the first part beneath a box; where there are columns, beneath it in the same one."""
    for number, other in enumerate(ordered):
        if box.bottom <= other.box.top + 2 and (not columns or (box.x0 < other.box.x1 and box.x1 > other.box.x0)):
            return number
    return len(ordered)


def _tucked_in(ordered: list[Strand | FilledGrid], strand: Strand) -> Strand | None:
    """Put lines that the file holds late between the lines they stand between on the page; returns what is left."""
    left = []
    for line in strand.lines:
        for number, other in enumerate(ordered):
            if isinstance(other, Strand) and line.x0 < other.box.x1 and line.x1 > other.box.x0:
                place = _slot(other.lines, line)
                if place:
                    lines = _with_marks((*other.lines[:place], line, *other.lines[place:]))
                    ordered[number] = Strand(tuple(lines), other.box)
                    break
        else:
            left.append(line)
    return strand_of(left) if left else None


def _slot(lines: Sequence[TextLine], line: TextLine) -> int:
    """Number of the line that a line stands right above; 0 where it stands between no two of them."""
    if not lines[0].top < line.top < lines[-1].top or not line.upright:
        return 0
    place = next(number for number, other in enumerate(lines) if other.top > line.top)
    slack = 0.35 * line.height
    fits = lines[place - 1].bottom <= line.top + slack and line.bottom <= lines[place].top + slack
    return place if fits else 0


def _side_by_side(parts: Sequence[Strand | FilledGrid]) -> bool:
    """Whether some parts stand beside each other, as columns do."""
    tall = [part.box for part in parts if part.box.bottom - part.box.top > 30]
    return any(
        one.top < other.bottom - 10 and other.top < one.bottom - 10 and (one.x1 <= other.x0 or other.x1 <= one.x0)
        for number, one in enumerate(tall)
        for other in tall[number + 1 :]
    )
