"""What documents say is paid to a supplier, bid by it or awarded to it, by kind of amount."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.suppliers import Amount, amounts
from tenderscan.suppliers.entries import Resolution, Supplier
from tenderscan.suppliers.names import parse

NAMED, ONLY = "named", "only-supplier"
"""How an amount is known to be a supplier's: the text says so; or the document names no other supplier."""
PAYMENT = "payment_line"
"""Kind of money of which every amount is a payment of its own."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Amounts of one kind.

    Attributes:
        kind: of money.
        currency: ISO 4217 code.
        basis: `NAMED` or `ONLY`.
        amounts: with their places.
    """

    kind: str
    currency: str
    basis: str
    amounts: tuple[Amount, ...]

    @property
    def smallest(self) -> Decimal:
        """The smallest amount."""
        return min(one.money.amount for one in self.amounts)

    @property
    def largest(self) -> Decimal:
        """The largest amount, or upper end of a range."""
        return max(one.money.amount_max or one.money.amount for one in self.amounts)

    @property
    def total(self) -> Decimal | None:
        """The sum of payments; None of any other kind, and where one payment may stand in several documents."""
        if self.kind != PAYMENT or self.repeated:
            return None
        return sum((one.money.amount for one in self.amounts), Decimal(0))

    @property
    def repeated(self) -> bool:
        """Whether two documents have an equal amount: they may be the same list in two forms."""
        documents: dict[Decimal, str] = {}
        return any(documents.setdefault(one.money.amount, one.sha256) != one.sha256 for one in self.amounts)


def worth(catalogue: Catalogue, found: Resolution, supplier: Supplier, kinds: Set[str]) -> tuple[Worth, ...]:
    """The amounts of a supplier, by basis, kind and currency.

    Args:
        catalogue: where they stand.
        found: who is who, which tells what other suppliers its documents name.
        supplier: one of `found`.
        kinds: kinds of money that say what a contract is worth; of amounts that belong to nobody, only these count.
    """
    documents = supplier.documents
    named_in = _suppliers_by_document(found, {*documents})
    keys = {parse(text).key for one in supplier.spellings for text in (one.text, one.canonical) if text}
    groups: dict[tuple[str, str, str], list[Amount]] = defaultdict(list)
    for amount in amounts(catalogue, documents):
        money = amount.money
        if money.supplier is not None:
            basis = NAMED if parse(money.supplier).key in keys else None
        else:
            basis = ONLY if named_in[amount.sha256] == 1 and money.kind in kinds else None
        if basis:
            groups[basis, money.kind, money.currency].append(amount)
    return tuple(
        Worth(kind, currency, basis, tuple(group)) for (basis, kind, currency), group in sorted(groups.items())
    )


def _suppliers_by_document(found: Resolution, documents: Set[str]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for supplier in found.suppliers:
        for sha256 in supplier.documents:
            if sha256 in documents:
                counts[sha256] += 1
    return counts
