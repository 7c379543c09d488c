"""Weightings in tables: a column of numbers that its heading calls weightings or points of a total."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.rules import WeightingRules
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.weightings.levels import WHOLE, Item, is_near, total_of
from tenderscan.tagger.weightings.words import words
from tenderscan.tagger.work import Work

_NUMBER = re.compile(r"\(?(\d{1,4}(?:\.\d{1,2})?|\d,\d{3})\s?(%?)\)?")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_TOTAL = re.compile(r"(?:sub[ -]?|grand |overall )?total\b|overall\b|sum\b|.{0,40}\bin total\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?(?=\s|\Z)")
_OUT_OF = re.compile(r"\b(?:out of|total of|total|of)[\s:]{1,2}(\d{2,4}|\d,\d{3})(?![\d%])")
_LONGEST_NAME = 160
_APART = 8
"""Blocks between two rows of one table at most: a table that goes on behind the edge of a page."""


class _Columns(NamedTuple):
    """The columns of weightings under some headings, whether each holds points, and how many these are together."""

    numbers: tuple[int, ...]
    points: bool
    whole: Decimal | None = None


_NONE = _Columns((), points=False)


class _Row(NamedTuple):
    item: Item
    numbering: tuple[int, ...]
    is_total: bool


def table_groups(work: Work, rules: WeightingRules) -> Iterator[list[Item]]:
    """The weightings of each table of the section, in order of rows."""
    known: dict[int, _Columns] = {}
    rows: list[_Row] = []
    columns, last = _NONE, -1
    for passage in work.section:
        if not passage.cells:
            continue
        found = _columns_of(work, passage, rules, known)
        if found is None and columns.numbers and passage.index - last <= _APART:
            found = columns  # it goes on behind the edge of a page, without its headings
        if found is not columns:
            yield from _settled(rows, columns)
            rows = []
        columns = found or _NONE
        if columns.numbers:
            last = passage.index
            if not passage.head:
                rows += _items(work, passage, columns, rules)
    yield from _settled(rows, columns)


def _columns_of(work: Work, passage: Passage, rules: WeightingRules, known: dict[int, _Columns]) -> _Columns | None:
    """The columns of weightings of the table of a row; None where the row has no headings."""
    head_row: Passage | None = passage
    if not passage.head:
        head = next((cell.heads[0] for cell in passage.cells if cell.heads), None)
        head_row = work.passage_at(head.start) if head else None
    if head_row is None:
        return None
    if head_row.index not in known:
        heads = [
            (cell.column, " ".join(span.of(work.lower) for span in (cell.span, *cell.heads))) for cell in head_row.cells
        ]
        known[head_row.index] = _columns(heads, rules)
    return known[head_row.index]


def _columns(heads: list[tuple[int, str]], rules: WeightingRules) -> _Columns:
    """The columns that hold weightings, by their headings."""
    rule = next(rule for rule in rules.rules if rule.shape == "table")
    cues, never, points = words(rule.cues), words(rules.never_heads), words(rules.points)
    found = [(column, head) for column, head in heads if cues.search(head) and not never.search(head)]
    of_points = any(points.search(head) and "weight" not in head and "%" not in head for _, head in found)
    stated = next((match for _, head in found if (match := _OUT_OF.search(head))), None) if of_points else None
    whole = Decimal(stated[1].replace(",", "")) if stated else None
    return _Columns(tuple(column for column, _ in found[:2]), of_points, whole)


def _items(work: Work, passage: Passage, columns: _Columns, rules: WeightingRules) -> Iterator[_Row]:
    for cell in passage.cells:
        match = _NUMBER.fullmatch(cell.span.of(work.text).strip()) if cell.column in columns.numbers else None
        name = _name(work, passage, cell, columns) if match else None
        if match is None or name is None or work.masked(cell.span) or work.masked(name):
            continue
        text = name.of(work.text)
        number = _NUMBERED.match(work.text[passage.cells[0].span.start : passage.cells[0].span.end])
        numbering = tuple(int(part) for part in number[1].split(".")) if number else ()
        criterion = " ".join(text[heading.end() if (heading := _NUMBERED.match(text)) else 0 :].split()) or text
        total = _TOTAL.match(criterion) is not None
        percent = Decimal(match[1].replace(",", ""))
        if not total and (criterion.lower().strip(" .:") in rules.no_criterion or percent <= 0):
            continue
        span = Span(min(name.start, cell.span.start), max(name.end, cell.span.end))
        depth = columns.numbers.index(cell.column) + 1 if len(columns.numbers) > 1 else 0
        yield _Row(Item(criterion, percent, span, passage, depth), numbering, total)


def _name(work: Work, passage: Passage, cell: Cell, columns: _Columns) -> Span | None:
    """The cell that names the criterion: the first with words on the left of its number, else on the right."""
    left = [one for one in passage.cells if one.column < cell.column and one.column not in columns.numbers]
    right = [one for one in passage.cells if one.column > cell.column and one.column not in columns.numbers]
    named = [one for one in left if _LETTERS.search(one.span.of(work.text))]
    # Of several the first names it and the others describe it; a long one is no name where there is a short one.
    chosen = min(named, key=lambda one: len(one.span) > _LONGEST_NAME, default=None)
    if chosen is None:
        chosen = next((one for one in right if _LETTERS.search(one.span.of(work.text))), None)
    return chosen.span if chosen and len(chosen.span) <= 2 * _LONGEST_NAME else None


def _settled(rows: list[_Row], columns: _Columns) -> Iterator[list[Item]]:
    """The rows of one table as weightings: without totals, points made percentages of them, levels by numbering."""
    totals = [row.item.percent for row in rows if row.is_total]
    kept = [row for row in rows if not row.is_total]
    items = [row.item for row in kept]
    if columns.whole and is_near(total_of(items), columns.whole):
        totals.append(columns.whole)
    points = columns.points
    shares = all(item.percent <= WHOLE for item in items)
    if not items or not (shares or (points and totals)):
        return
    if points and not is_near(total_of(items), WHOLE):
        whole = max(totals, default=Decimal(0))
        if not whole or whole < max(item.percent for item in items):
            return
        for item in items:
            share = (item.percent * 100 / whole).quantize(Decimal("0.01"))
            item.percent = share.quantize(Decimal(1)) if share == share.to_integral_value() else share
    _by_numbering(kept)
    yield items


def _by_numbering(rows: list[_Row]) -> None:
    """Rows numbered 1.1 and 1.2 stand below the row that is numbered 1."""
    numbered = {row.numbering: row.item for row in rows if row.numbering}
    for row in rows:
        above = numbered.get(row.numbering[:-1]) if len(row.numbering) > 1 else None
        if above is not None and above is not row.item:
            row.item.parent = above
