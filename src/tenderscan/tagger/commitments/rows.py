"""Rows of tables of promises: which cell says the measure, the quantity, the unit, the worth, the day."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tenderscan.document import Span
from tenderscan.tagger.commitments.promises import PromiseGrammar
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.numbers.figures import read_figures
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.work import Work

_NUMBER = re.compile(
    r"(?P<ceiling>up to |max\.? |maximum )?(?P<figures>\d[\d,]*(?:\.\d+)?)\s?(?P<percent>%)?", re.IGNORECASE
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

    @property
    def counted(self) -> tuple[Span, ...]:
        """The cells that may say "a year"."""
        return tuple(filter(None, (self.quantity, self.unit, self.measure)))


def promise_row(work: Work, grammar: PromiseGrammar, passage: Passage) -> PromiseRow | None:
    """The row, where its table lists promises; None where it is another table."""
    if len(passage.cells) < 2 or passage.head:
        return None
    roles = {cell.column: _roles(work, grammar, cell) for cell in passage.cells}
    named = set().union(*roles.values()) - {"promise"}
    code = _code(work, grammar, passage, roles)
    if "not" in named or len(named) < 2 or not ({"measure", "code"} & named):
        return None
    known = code is not None and grammar.codes.fullmatch(code) is not None
    if not known and not _of_promises(work, passage, roles):
        return None
    cells = {role: _cell(passage, roles, role) for role in ("measure", "quantity", "unit", "amount", "by", "who")}
    cells["measure"] = _measure(work, passage, roles)
    return PromiseRow(**cells, code=code)


def number_in(text: str) -> tuple[Decimal, bool, bool] | None:
    """The number that a cell holds alone or first, whether it is a percentage, and whether it is a ceiling."""
    match = _NUMBER.match(text.strip())
    value = read_figures(match["figures"].rstrip(","))[0] if match else None
    return (value, bool(match["percent"]), bool(match["ceiling"])) if match and value is not None else None


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
