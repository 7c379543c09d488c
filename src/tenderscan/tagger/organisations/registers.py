"""Registers of payments and contracts: whoever stands in the column of payees is paid, whoever publishes it buys.

In such a table every cell of the column is a name, however it is written: in capitals, in small letters, with a number
behind it. A council that is paid is a supplier there.
"""

import re
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.rules import OrganisationRule
from tenderscan.rules.organisations import RegisterRules
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.passages.layout import Cell, Passage
from tenderscan.tagger.work import Work

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
# "Acme Ltd (200398)", "Acme Ltd 01", "Acme Ltd - in liquidation", "Acme Ltd*"
_BEHIND = re.compile(
    r"(?:\s*\(\s*[\w/-]*\d[\w/-]*\s*\)|\s*\[[^\[\]]*\]|\s+\d{1,3}"
    r"|\s*-\s*in (?:liquidation|administration)|\s*[*,;:.\-])+$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+")
_FEW = 2
"""Letters and digits that a name has: "3M", "G4S"; with more digits and no word it is a code."""
_LONGEST = 100
_PAYEE, _SUPPLIER = "payee", "register-supplier"


class Columns(NamedTuple):
    """What the columns of a register are, by the place of their heads in the text.

    Attributes:
        payee: of the names of those who are paid.
        publisher: of the body that pays; None where there is none.
        what: of what is paid for.
        rule: what the payee is by the head of its column.
    """

    payee: int
    publisher: int | None
    what: frozenset[int]
    rule: OrganisationRule


class Registers:
    """Tells rows of registers from those of other tables."""

    def __init__(self, work: Work) -> None:
        """Begin with no table seen."""
        self._work = work
        self._words: RegisterRules = work.grammar.rules.organisations.register
        self._known: dict[int, Columns | None] = {}
        self._read_names: dict[str, Name | None] = {}
        self._said: dict[str, bool] = {}
        self._given_words = re.compile(rf"\b(?:{'|'.join(map(re.escape, self._words.given))})\b")

    def names(self, passage: Passage) -> list[tuple[Name, OrganisationRule]] | None:
        """The names in a row of a register and what they are there; None where the row is none of a register."""
        if passage.head or len(passage.cells) < 2:
            return None
        columns = self._columns(passage)
        if columns is None:
            return None
        found = []
        for cell in passage.cells:
            heads = {head.start for head in cell.heads}
            rule = columns.rule if columns.payee in heads else None
            if columns.publisher is not None and columns.publisher in heads:
                rule = self._work.grammar.organisation_rule("publisher")
            name = self._name(cell) if rule else None
            if name and rule:
                sold = rule.label != "supplier" or not self._given(passage, columns)
                found.append((name, rule if sold else self._work.grammar.organisation_rule("recipient")))
        return found

    def _columns(self, passage: Passage) -> Columns | None:
        """The columns of the table of a row; rows with blank cells say the same as others under the same heads."""
        heads = {head.start: head for cell in passage.cells for head in cell.heads}
        if not heads:
            return None
        first = min(heads)
        table = self._work.passage_at(first)
        if table is None:
            return None
        if table.index not in self._known:
            self._known[table.index] = self._read(table)
        return self._known[table.index]

    def _read(self, table: Passage) -> Columns | None:
        """What the heads in the first row of a table say, where they are those of a register."""
        words = self._words
        labels = {
            cell.span.start: _head(cell.span.of(self._work.text)) for cell in self._work.passages[table.index].cells
        }
        strong = next((at for at, label in labels.items() if label in words.payee), None)
        if strong is None:
            strong = next((at for at, label in labels.items() if self._begins(label)), None)
        weak = next((at for at, label in labels.items() if label in words.name), None)
        money = any(_has_word(label, words.amount) for at, label in labels.items() if at not in {strong, weak})
        other = any(
            label in words.publisher or label in words.dated or _has_word(label, words.dated)
            for at, label in labels.items()
            if at not in {strong, weak}
        )
        if not money or not other or (strong is None and weak is None):
            return None
        payee = strong if strong is not None else weak
        assert payee is not None
        publisher = next((at for at, label in labels.items() if label in words.publisher and at != payee), None)
        if strong is None and not any(_has_word(label, words.paid) for label in labels.values()):
            return None
        what = frozenset(at for at, label in labels.items() if _has_word(label, words.what) and at != payee)
        sells = _has_word(labels[payee], frozenset({"supplier", "contractor", "vendor", "provider"}))
        rule = self._work.grammar.organisation_rule(_SUPPLIER if sells else _PAYEE)
        return Columns(payee, publisher, what, rule)

    def _begins(self, label: str) -> bool:
        """Whether a head begins as those do that name who is paid, and says nothing else of them."""
        said = label.split()
        return bool(said) and said[0] in self._words.begins and not _has_word(label, self._words.about)

    def _name(self, cell: Cell) -> Name | None:
        """The name that a cell is, without what stands behind it; registers name the same payees again and again."""
        text = cell.span.of(self._work.text)
        if text not in self._read_names:
            self._read_names[text] = self._name_in(text, cell.span)
        name = self._read_names[text]
        if name is None:
            return None
        span = Span(cell.span.start + name.span.start, cell.span.start + name.span.end)
        return Name(span, name.legal, name.public)

    def _name_in(self, text: str, span: Span) -> Name | None:
        """The name in the text of a cell that stands at a span, by its offsets into that text."""
        start = len(text) - len(text.lstrip())
        bare = text.strip()
        legal = self._work.grammar.names.whole(self._work.text, span)
        shorter = bare
        while (match := _BEHIND.search(shorter)) and match.start():
            shorter = shorter[: match.start()]
        if not 2 <= len(shorter) <= _LONGEST or _is_code(shorter) or self._anonymous(shorter) or "\n" in shorter:
            return None
        return Name(Span(start, start + len(shorter)), bool(legal and legal.legal), bool(legal and legal.public))

    def _anonymous(self, text: str) -> bool:
        """Whether a cell says that the name is not told."""
        words = " ".join(re.sub(r"[^\w' ]", " ", text.lower()).split())
        return words in self._words.anonymous or any(words.startswith(f"{each} ") for each in self._words.withheld)

    def _given(self, passage: Passage, columns: Columns) -> bool:
        """Whether a row says that the money is given: a grant, a benefit, a refund, a transfer."""
        said = " ; ".join(
            cell.span.of(self._work.text).lower()
            for cell in passage.cells
            if any(head.start in columns.what for head in cell.heads)
        )
        if said not in self._said:
            given = self._given_words.search(said) is not None
            self._said[said] = given and not any(phrase in said for phrase in self._words.bought)
        return self._said[said]


def _is_code(text: str) -> bool:
    """Whether a cell holds a number, a code or an address of the web, and no name."""
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    wordless = _WORD.search(text) is None
    return letters + digits < _FEW or not letters or (digits > _FEW and wordless) or bool(_ADDRESS.fullmatch(text))


def _head(text: str) -> str:
    """A head as the lists have it: "SupplierName" is "supplier name"."""
    return label_of(_HUMP.sub(" ", text.lstrip(" *#\u2022-")))


def _has_word(label: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(label.replace("/", " ").replace("(", " ").replace(")", " ").split())
