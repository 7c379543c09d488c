"""Answering the filters of a query: which documents satisfy them, of which nothing is known, and where it stands."""

from sqlalchemy import ColumnElement, and_, select

from tenderscan.catalogue.rows import padded_words, pence
from tenderscan.catalogue.schema import FINDING, PLACE
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Span
from tenderscan.query.filters import Split, field_of
from tenderscan.query.tree import DateRange, Filter, Named, Unknown, ValueRange
from tenderscan.record import Label

Condition = ColumnElement[bool]

_LABELS = {
    "supplier": Label.SUPPLIER,
    "buyer": Label.BUYER,
    "type": Label.DOCUMENT_TYPE,
    "theme": Label.CLAUSE,
    "date": Label.DATE,
}
_THEMES = ("environment", "general", "growth", "innovation", "jobs", "social")
"""Themes of social value, as `record.Clause` has them."""


def matching(catalogue: Catalogue, condition: Filter, *, value_kinds: frozenset[str]) -> Split:
    """Documents that satisfy `condition`, and those that have nothing to judge it by.

    Args:
        catalogue: where to look.
        condition: one filter of the query.
        value_kinds: kinds of money that say what a contract is worth; a ceiling or an insurance is not among them.
    """
    everything = catalogue.all_ids()
    field = field_of(condition)
    judged = _with_finding(catalogue, _has(field, value_kinds))
    if field == "buyer":
        judged |= _filed_under(catalogue, ())
    if isinstance(condition, Unknown):
        return Split(everything - judged, frozenset())
    known = _with_finding(catalogue, _satisfies(condition, value_kinds))
    if isinstance(condition, Named) and field == "buyer":
        known |= _filed_under(catalogue, condition.words)
    return Split(known & everything, everything - judged)


def evidence(catalogue: Catalogue, sha256: str, condition: Filter, *, value_kinds: frozenset[str]) -> tuple[Span, ...]:
    """Where in a document the findings stand that satisfy `condition`, the surest first."""
    if isinstance(condition, Unknown):
        return ()
    query = (
        select(FINDING.c.start, FINDING.c.end)
        .where(FINDING.c.sha256 == sha256, _satisfies(condition, value_kinds))
        .order_by(FINDING.c.score.desc(), FINDING.c.position)
    )
    with catalogue.read() as connection:
        return tuple(Span(start, end) for start, end in connection.execute(query))


def _has(field: str, kinds: frozenset[str]) -> Condition:
    """The finding is one that filters on `field` look at."""
    if field == "value":
        return and_(
            FINDING.c.label == Label.MONEY.value, FINDING.c.kind.in_(sorted(kinds)), FINDING.c.currency == "GBP"
        )
    labelled: Condition = FINDING.c.label == _LABELS[field].value
    # Of clauses on anything else, such as payment, the kind stands where a theme would.
    return and_(labelled, FINDING.c.kind.in_(_THEMES)) if field == "theme" else labelled


def _satisfies(condition: Filter, kinds: frozenset[str]) -> Condition:
    """The finding satisfies the filter."""
    parts = [_has(field_of(condition), kinds)]
    match condition:
        case Named(field="supplier" | "buyer", words=words):
            parts.append(FINDING.c.words.contains(f" {' '.join(words)} ", autoescape=True))
        case Named(words=words):
            parts.append(FINDING.c.kind == "_".join(words))
        case ValueRange():
            parts += _within(condition)
        case DateRange(low=low, high=high):
            parts += [FINDING.c.day >= low.isoformat()] if low else []
            parts += [FINDING.c.day <= high.isoformat()] if high else []
    return and_(*parts)


def _within(bounds: ValueRange) -> list[Condition]:
    """A range of money satisfies where any part of it does."""
    parts: list[Condition] = []
    if bounds.low is not None:
        low = pence(bounds.low)
        parts.append(FINDING.c.high_pence >= low if bounds.low_included else FINDING.c.high_pence > low)
    if bounds.high is not None:
        high = pence(bounds.high)
        parts.append(FINDING.c.low_pence <= high if bounds.high_included else FINDING.c.low_pence < high)
    return parts


def _with_finding(catalogue: Catalogue, condition: Condition) -> frozenset[str]:
    with catalogue.read() as connection:
        return frozenset(connection.execute(select(FINDING.c.sha256).where(condition).distinct()).scalars())


def _filed_under(catalogue: Catalogue, words: tuple[str, ...]) -> frozenset[str]:
    """Documents filed under a buyer with these words in its name; without words, under any."""
    wanted = f" {' '.join(words)} " if words else " "
    query = select(PLACE.c.sha256, PLACE.c.buyer).where(PLACE.c.current, PLACE.c.buyer.is_not(None))
    with catalogue.read() as connection:
        return frozenset(sha256 for sha256, buyer in connection.execute(query) if wanted in padded_words(buyer))
