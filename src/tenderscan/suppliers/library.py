"""The suppliers of a library, worked out when they are asked for: from its findings, decisions and register."""

from collections.abc import Callable, Iterator, Sequence

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.supplier_decisions import companies, decisions
from tenderscan.catalogue.suppliers import mentions
from tenderscan.errors import NotFound
from tenderscan.record import Identifier
from tenderscan.suppliers.definitions import with_sure_names
from tenderscan.suppliers.entries import Resolution, Supplier
from tenderscan.suppliers.names import parse
from tenderscan.suppliers.numbers import number_in_words
from tenderscan.suppliers.resolve import resolution
from tenderscan.text import forms

_SHOWN = 8


def resolved(catalogue: Catalogue) -> Resolution:
    """Who is who in a library."""
    with catalogue.held():
        named = with_sure_names(catalogue, mentions(catalogue))
        return resolution(named, decisions(catalogue), companies(catalogue))


def spellings_of(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Every spelling of the suppliers that answer to a name, for a search; without one, none."""
    found = {spelling.text for one in answering(resolved(catalogue).suppliers, name) for spelling in one.spellings}
    return tuple(sorted(found))


def shown_names(found: Resolution) -> dict[tuple[str, str], str]:
    """The name under which a supplier is shown, by document (hash) and name in it (blanks folded)."""
    return {
        (mention.sha256, mention.name): supplier.name
        for supplier in found.suppliers
        for spelling in supplier.spellings
        for mention in spelling.mentions
    }


def answering(suppliers: Sequence[Supplier], name: str) -> list[Supplier]:
    """The suppliers that answer to a name or number, the most exact answer first tried; what finds any decides."""
    for answers in _tests(name):
        found = [one for one in suppliers if answers(one)]
        if found:
            return found
    return []


def matching(suppliers: Sequence[Supplier], words: str) -> list[Supplier]:
    """Every supplier with these words in a row in one of its names, or with this number."""
    tests = list(_tests(words))
    return [one for one in suppliers if any(answers(one) for answers in tests)]


def the_one(suppliers: Sequence[Supplier], name: str) -> Supplier:
    """The supplier that a name or number stands for.

    Raises:
        NotFound: none answers to it, or several do.
    """
    found = answering(suppliers, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            f"No supplier of the library is called “{name}”.\nList them with: tenderscan suppliers --find WORDS"
        )
    lines = [f"  {in_words(one)}" for one in found[:_SHOWN]]
    more = [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    raise NotFound(
        "\n".join([f"“{name}” could be any of {len(found)} suppliers; give one as it stands here:", *lines, *more])
    )


def in_words(supplier: Supplier) -> str:
    """A supplier with its numbers, which tell it from another of the same name."""
    numbers = ", ".join(map(number_in_words, supplier.identifiers))
    return f"{supplier.name} ({numbers})" if numbers else supplier.name


def _with_schemes(supplier: Supplier) -> str:
    """The same as tables and JSON have the numbers."""
    return f"{supplier.name} ({', '.join(f'{one.scheme} {one.id}' for one in supplier.identifiers)})"


def _tests(name: str) -> Iterator[Callable[[Supplier], bool]]:
    whole = " ".join(name.split())
    folded, key, words = whole.casefold(), parse(whole).key, f" {' '.join(forms(whole))} "
    yield lambda one: any(_is_number(identifier, folded) for identifier in one.identifiers)
    yield lambda one: folded in (in_words(one).casefold(), _with_schemes(one).casefold())
    yield lambda one: whole == one.name or any(spelling.text == whole for spelling in one.spellings)
    yield lambda one: any(text.casefold() == folded for text in _texts(one))
    yield lambda one: any(parse(text).key == key for text in _texts(one))
    yield lambda one: bool(words.strip()) and any(words in f" {' '.join(forms(text))} " for text in _texts(one))


def _texts(supplier: Supplier) -> Iterator[str]:
    yield supplier.name
    for spelling in supplier.spellings:
        yield spelling.text
        if spelling.canonical:
            yield spelling.canonical


def _is_number(identifier: Identifier, folded: str) -> bool:
    scheme, number = identifier.scheme.casefold(), identifier.id.casefold()
    padded = folded.zfill(8) if folded.isdigit() and len(folded) >= _SHORTEST_NUMBER else folded
    return folded in (number, f"{scheme} {number}", f"{scheme}-{number}") or padded == number


_SHORTEST_NUMBER = 5
"""Digits of a number that may have lost the zeros in front."""
