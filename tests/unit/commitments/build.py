"""Builders: promises, and libraries that hold them."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256 as sha256_of
from typing import Any

from tenderscan.catalogue.commitments import Papers, Promise
from tenderscan.catalogue.entries import Made, Place
from tenderscan.catalogue.store import Catalogue
from tenderscan.document import Span
from tenderscan.record import Commitment, Evidence, Finding, Label, Organisation, Record, Strength
from tests.build import document, finding

MADE = Made("reader 1", "tagger 1, rules 1", "")


def vow(quantity: str | None, unit: str, measure: str, **rest: Any) -> Commitment:
    """A commitment; the rest of its fields by name."""
    number = None if quantity is None else Decimal(quantity)
    return Commitment(who="supplier", measure=measure, quantity=number, unit=unit, **rest)


def promise(
    quantity: str | None, unit: str, measure: str, *, rule: str = "commitment/people", page: int = 1, **rest: Any
) -> Promise:
    """A commitment in a document of its own."""
    quote = rest.pop("quote", f"{quantity} {measure}")
    value = vow(quantity, unit, measure, **rest)
    evidence = Evidence(Span(0, 1), quote, page, None, rule, 0.9)
    return Promise(Papers("a" * 64, "Bid", "/share/bid.pdf", "pack", wholly_read=True), value, evidence)


def put(
    catalogue: Catalogue,
    name: str,
    values: Iterable[Commitment],
    *,
    pack: str | None = None,
    supplier: str | None = None,
) -> str:
    """A document that makes these commitments, a line each, and names a supplier; its hash."""
    sha256 = sha256_of(name.encode()).hexdigest()
    promised = list(values)
    lines = [f"{value.quantity} {value.measure} {at}" for at, value in enumerate(promised)]
    made = document([*lines, supplier or "Nobody"], name=name, sha256=sha256, title=name.rsplit(".", 1)[0])
    found: list[Finding] = [
        finding(made, line, Label.COMMITMENT, value) for line, value in zip(lines, promised, strict=True)
    ]
    if supplier:
        found.append(finding(made, supplier, Label.SUPPLIER, Organisation(supplier, "contractor")))
    with catalogue.write() as writer:
        writer.put_record(Record(made, tuple(found)), MADE)
        writer.see(sha256, Place(f"/share/{name}", pack=pack))
    return sha256


FIRM, CONDITIONAL, ASPIRATIONAL = Strength.FIRM, Strength.CONDITIONAL, Strength.ASPIRATIONAL
