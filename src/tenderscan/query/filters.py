"""What the catalogue answers to a filter, and which blanks a search shows."""

from dataclasses import dataclass

from tenderscan.query.tree import DateRange, Filter, Named, Unknown, ValueRange

BLANKS_SHOWN = frozenset({"value", "date"})
"""Fields whose filter never hides a document that has no value for them (design.md, "Blanks are shown").

A contract without a readable value may well be worth more than £1m; a document that names no supplier is not likely to
be about the supplier that was asked for.
"""


@dataclass(frozen=True, slots=True)
class Split:
    """The documents a filter is about.

    Attributes:
        known: ids of the documents that satisfy the filter.
        unknown: ids of the documents that have no value for its field, so that nobody can tell; never overlaps `known`.
            Empty for the filter `tree.Unknown`.
    """

    known: frozenset[str]
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ids that `type:` and `theme:` may name.

    Attributes:
        types: document types, such as "itt".
        themes: themes of social value, such as "jobs".
    """

    types: tuple[str, ...]
    themes: tuple[str, ...]


def field_of(condition: Filter) -> str:
    """The field a filter is about, as the user writes it."""
    match condition:
        case ValueRange():
            return "value"
        case DateRange():
            return "date"
        case Named(field=field) | Unknown(field=field):
            return field
