"""Builders: mentions, and libraries that hold them."""

from collections.abc import Iterable
from hashlib import sha256 as sha256_of
from pathlib import Path

from tenderscan.catalogue.entries import Made, Place
from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.suppliers import Mention
from tenderscan.record import COMPANY, Finding, Identifier, Label, Money, Organisation, Record
from tenderscan.suppliers.entries import Resolution
from tests.build import document, finding

MADE = Made("reader 1", "tagger 1, rules 1", "")


def mention(
    name: str,
    number: str | None = None,
    *,
    sha256: str = "a" * 64,
    canonical: str | None = None,
    postcode: str | None = None,
    scheme: str = COMPANY,
) -> Mention:
    identifiers = (Identifier(scheme, number),) if number else ()
    return Mention(sha256, name, canonical, identifiers, postcode, page=1)


def mentions(*names: str) -> list[Mention]:
    """Each name in a document of its own."""
    return [mention(name, sha256=f"{at:064x}") for at, name in enumerate(names)]


def groups(found: Resolution) -> set[frozenset[str]]:
    """The spellings of each supplier."""
    return {frozenset(spelling.text for spelling in one.spellings) for one in found.suppliers}


def library(folder: Path) -> Catalogue:
    return Catalogue(folder / "library", create=True)


def put(catalogue: Catalogue, name: str, text: str, values: Iterable[Organisation | tuple[str, Money]] = ()) -> str:
    """A document of one page in which these values stand, an amount with its quote; its hash."""
    sha256 = sha256_of(name.encode()).hexdigest()
    made = document(text, name=name, sha256=sha256)
    found: list[Finding] = []
    for value in values:
        if isinstance(value, Organisation):
            found.append(finding(made, value.name, Label.SUPPLIER, value))
        else:
            found.append(finding(made, value[0], Label.MONEY, value[1]))
    with catalogue.write() as writer:
        writer.put_record(Record(made, tuple(found)), MADE)
        writer.see(sha256, Place(f"/share/{name}", buyer="Anytown Council"))
    return sha256


def company(name: str, number: str | None = None) -> Organisation:
    return Organisation(name, "contractor", (Identifier(COMPANY, number),) if number else ())
