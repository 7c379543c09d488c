"""What a person said stands in a document, to be held against what the tagger finds there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tenderscan.document import Document, Span
from tenderscan.record import Clause, Finding, Label

SOCIAL_VALUE = "social_value"
ROWS = (
    *("money", "supplier", "buyer", "organisation", "date", "term", "reference"),
    *(SOCIAL_VALUE, "clause", "commitment", "weighting"),
)
"""Rows of the tables: the labels, and the clauses about social value apart from those of the other kinds."""
NAMES = frozenset({"supplier", "buyer", "organisation"})
"""Rows that hold the names of organisations."""


def row_of(label: str, kind: str | None) -> str:
    """The row in which a label is counted; `kind` is that of a clause."""
    return SOCIAL_VALUE if label == Label.CLAUSE and kind == SOCIAL_VALUE else label


def row_of_finding(finding: Finding) -> str:
    """The row in which a finding is counted."""
    value = finding.value
    return row_of(finding.label, value.kind if isinstance(value, Clause) else None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One label that a person gave.

    Attributes:
        row: of `ROWS`.
        spans: where it stands, in order; several where the labeller named the words and not the place. Empty where the
            document does not have the words.
        value: what is to be judged, with the keys of `docs/json.md`; a key that is missing is not judged.
        optional: neither a hit nor a miss.
        name: what lists call it.
    """

    row: str
    spans: tuple[Span, ...]
    value: Mapping[str, Any] = field(default_factory=dict)
    optional: bool = False
    name: str = ""

    @property
    def kind(self) -> str | None:
        """Of a clause: a sentence of two kinds is two clauses, of which each must be found as what it is."""
        return self.value.get("kind") if self.row == Label.CLAUSE else None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document whose labels are known.

    Attributes:
        place: what lists call it: the file, and the line or page.
        document: the whole document, which is tagged as a whole.
        scope: the part; what is found elsewhere is neither right nor wrong.
        wanted: the labels.
        judged: rows of which everything in the scope is labelled; for the others there is no precision.
        once: rows of which names count once in the part, and sums and days once on a page, wherever they stand: so
            were the labels given. In all others every label has its own place.
        never: fields still to be filled in: no name, sum, day or reference may be found there.
        hard: whether a person chose it because a naive rule would go wrong there.
    """

    place: str
    document: Document
    scope: tuple[Span, ...]
    wanted: tuple[Wanted, ...]
    judged: frozenset[str] = frozenset(ROWS)
    once: frozenset[str] = frozenset()
    never: tuple[Span, ...] = ()
    hard: bool = False

    def inside(self, span: Span) -> bool:
        """Whether something found belongs to the part."""
        return any(part.start <= span.start < part.end or span.start < part.start < span.end for part in self.scope)
