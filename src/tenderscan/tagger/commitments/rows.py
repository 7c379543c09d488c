"""Rows of tables of promises: which cell says the measure, the quantity, the unit, the worth, the day."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from tenderscan.document import Span, Table
from tenderscan.tagger.commitments.promises import PromiseGrammar
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.numbers.figures import read_figures
from tenderscan.tagger.numbers.words import WORDS, value_of
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.work import Work

_NUMBER = re.compile(
    r"(?:(?P<ceiling>up to|max\.?|maximum(?: of)?)\s"
    r"|(?:at least|min\.?|minimum(?: of)?|(?:no|not) (?:less|fewer|more) than|below|under|above|over)\s"
    r"|(?:approx\.?|around|about|circa|c\.)\s|[\u2265\u2264<>=~]{1,2}\s?)?"
    rf"(?:(?P<figures>\d[\d,]*(?:\.\d+)?)|(?P<words>(?:{WORDS})(?:[\s-](?:and\s)?(?:{WORDS})){{0,4}})\b)\s?(?P<percent>%)?",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{1,4}\s?\d{1,3}[a-z]?")
"""A code in a column of codes, whatever framework it is of."""


_WORDS = 5
"""Letters that a cell needs to say what is measured."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """The cells of a row of promises, None where the table has no such column or the cell is empty."""

    measure: Span | None
    quantity: Span | None
    unit: Span | None
    amount: Span | None
    by: Span | None
    who: Span | None
    code: str | None
    stated: bool = False
    """Whether the heading above the measure says that it is a promise: "Commitment"."""

    def promises(self, span: Span) -> bool:
        """Whether a stretch stands where the row says what is promised, not beside it: what was done, until when."""
        return any(cell is not None and cell.overlaps(span) for cell in (self.measure, self.quantity, self.unit))

    @property
    def counted(self) -> tuple[Span, ...]:
        """The cells that may say "a year"."""
        return tuple(filter(None, (self.quantity, self.unit, self.measure)))


class PromiseRows:
    """The rows of a section that list promises, those of tables within cells among them."""

    def __init__(self, work: Work, grammar: PromiseGrammar) -> None:
        """Look at all rows of the section."""
        outer = (passage for passage in work.section if passage.cells)
        self._levels = [_Level(work, grammar, _inner_rows(work, grammar)), _Level(work, grammar, outer)]

    def __iter__(self) -> Iterator[tuple[Passage, PromiseRow]]:
        """The rows, those within cells first."""
        return chain.from_iterable(level.rows for level in self._levels)

    def at(self, offset: int) -> tuple[Passage, PromiseRow] | None:
        """The row that holds a character, that within a cell before the one around it."""
        return next(filter(None, (level.at(offset) for level in self._levels)), None)


class _Level:
    """Rows none of which holds another, in order."""

    def __init__(self, work: Work, grammar: PromiseGrammar, passages: Iterable[Passage]) -> None:
        self.rows = [(passage, row) for passage in passages if (row := promise_row(work, grammar, passage))]
        self._starts = [passage.span.start for passage, _ in self.rows]

    def at(self, offset: int) -> tuple[Passage, PromiseRow] | None:
        index = bisect_right(self._starts, offset) - 1
        found = self.rows[index] if index >= 0 else None
        return found if found and offset < found[0].span.end else None


def _inner_rows(work: Work, grammar: PromiseGrammar) -> Iterator[Passage]:
    """The rows of tables within cells, which are no passages of their own, below headings that are known."""
    for table in _inner_tables(work):
        passage = work.passage_at(table.rows[0][0].start)
        heads = [cell for cell in table.rows[0] if len(cell)]
        if passage is None or not heads or not all(grammar.roles(label_of(cell.of(work.text))) for cell in heads):
            continue
        for row in table.rows[1:]:
            filled = [(column, cell) for column, cell in enumerate(row) if len(cell)]
            label = filled[0][1] if filled else None
            cells = tuple(
                Cell(cell, column, (table.rows[0][column],), None if cell == label else label)
                for column, cell in filled
            )
            if cells:
                yield replace(passage, span=Span(row[0].start, row[-1].end), cells=cells, head=False)


def _inner_tables(work: Work) -> list[Table]:
    """Tables of the section that begin within a passage."""
    found: list[Table] | None = work.of_heads.get(("inner tables", 0))
    if found is None:
        starts = {passage.span.start for passage in work.passages if passage.cells}
        found = [one for one in work.document.tables if one.rows and one.rows[0][0].start not in starts]
        found.sort(key=lambda one: one.span.start)
        work.of_heads["inner tables", 0] = found
    section = work.section_span
    return [table for table in found if section.start <= table.rows[0][0].start < section.end]


def promise_row(work: Work, grammar: PromiseGrammar, passage: Passage) -> PromiseRow | None:
    """The row, where its table lists promises; None where it is another table."""
    if len(passage.cells) < 2 or passage.head:
        return None
    roles = {cell.column: _roles(work, grammar, cell) for cell in passage.cells}
    every = set().union(*roles.values())
    named = every - {"promise"}
    code = _code(work, grammar, passage, roles)
    if "not" in named or len(named) < 2 or not ({"measure", "code"} & named):
        return None
    if "done" in named and "quantity" not in named and "promise" not in every:
        return None
    known = code is not None and grammar.codes.fullmatch(code) is not None
    if not known and not _of_promises(work, passage, roles):
        return None
    cells = {role: _cell(passage, roles, role) for role in ("measure", "quantity", "unit", "amount", "by", "who")}
    cells["measure"] = _measure(work, passage, roles)
    stated = any(
        {"measure", "promise"} <= roles[cell.column] for cell in passage.cells if cell.span == cells["measure"]
    )
    return PromiseRow(**cells, code=code, stated=stated)


def number_in(text: str) -> tuple[Decimal, bool, bool] | None:
    """The number that a cell holds alone or first, whether it is a percentage, and whether it is a ceiling."""
    match = _NUMBER.match(" ".join(text.split()))
    if match is None:
        return None
    said = value_of(match["words"]) if match["words"] else read_figures(match["figures"].rstrip(","))[0]
    return None if said is None else (Decimal(said), bool(match["percent"]), bool(match["ceiling"]))


def _roles(work: Work, grammar: PromiseGrammar, cell: Cell) -> frozenset[str]:
    """What a column holds, by the nearest of its headings that says it."""
    for head in cell.heads:
        roles = grammar.roles(label_of(head.of(work.text)))
        if roles:
            return roles
    return frozenset()


def _of_promises(work: Work, passage: Passage, roles: dict[int, frozenset[str]]) -> bool:
    """Whether headings say that a table lists promises: its own, those above it, or those of the whole document."""
    if not any("quantity" in role or "measure" in role for role in roles.values()):
        return False
    if any("promise" in role for role in roles.values()):
        return True
    about = any(heading and work.about_social_value(heading) for heading in (passage.heading, passage.title))
    return about or type_of(work) == "sv_method_statement"


def _cell(passage: Passage, roles: dict[int, frozenset[str]], role: str) -> Span | None:
    return next((cell.span for cell in passage.cells if role in roles[cell.column]), None)


def _measure(work: Work, passage: Passage, roles: dict[int, frozenset[str]]) -> Span | None:
    """The cell that says the measure: with words in its column, else the first left of the quantity without a role."""
    cells = [cell for cell in passage.cells if sum(map(str.isalpha, cell.span.of(work.text))) > _WORDS]
    named = next((cell.span for cell in cells if "measure" in roles[cell.column]), None)
    if named is not None:
        return named
    limit = next((cell.column for cell in passage.cells if "quantity" in roles[cell.column]), 0)
    return next((cell.span for cell in cells if cell.column < limit and not roles[cell.column] - {"promise"}), None)


def _code(work: Work, grammar: PromiseGrammar, passage: Passage, roles: dict[int, frozenset[str]]) -> str | None:
    """The measure code of a row: any in a column of codes, one of the known kinds where it stands first in a cell."""
    for cell in passage.cells[:3]:
        text = cell.span.of(work.text).strip()
        if "code" in roles[cell.column] and _CODE.fullmatch(text):
            return text.replace(" ", "")
        match = grammar.codes.match(text)
        if match and (match.end() == len(text) or not text[match.end()].isalnum()):
            return match.group().replace(" ", "")
    return None
