"""What a query means, independent of any engine."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its British forms: "apprentice" also finds "apprentices".

    Attributes:
        form: folded by `text.fold`, not stemmed.
    """

    form: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words, one behind the other.

    Attributes:
        forms: folded by `text.fold`, in order; never empty.
    """

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins like this.

    Attributes:
        form: folded by `text.fold`.
    """

    form: str


@dataclass(frozen=True, slots=True)
class Named:
    """A field that holds a name or an id.

    Attributes:
        field: "supplier", "buyer", "type" or "theme".
        words: folded words that must all stand in the value, in order; a `type` or `theme` is one of the ids.
    """

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueRange:
    """A contract value within these bounds.

    Attributes:
        low: smallest amount, None for no lower bound.
        high: largest amount, None for no upper bound.
        low_included: whether `low` itself matches.
        high_included: whether `high` itself matches.
    """

    low: Decimal | None
    high: Decimal | None
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date of the document within these bounds, both included.

    Attributes:
        low: first day, None for no lower bound.
        high: last day, None for no upper bound.
    """

    low: date | None
    high: date | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Documents for which the field has no value.

    Attributes:
        field: "supplier", "buyer", "type", "theme", "value" or "date".
    """

    field: str


@dataclass(frozen=True, slots=True)
class Ids:
    """Exactly these documents: what the catalogue made of a filter before an engine sees the query."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the part."""

    part: "Node"


Filter = Named | ValueRange | DateRange | Unknown
Node = Word | Phrase | Prefix | Filter | Ids | And | Or | Not
