"""What a release says of an organisation: numbers of registers, postcode, size and kind."""

from collections.abc import Iterator
from typing import Any

from tenderscan.readers.notices.labelled import Party
from tenderscan.readers.notices.registers import identifier_of, postcode_of, prefixed_identifier
from tenderscan.readers.ocds.packages import Json
from tenderscan.readers.ocds.wording import Side

_SMALL = frozenset({"sme", "micro", "small", "medium"})
"""Scales of the standard and its extensions: small and medium-sized firms."""


def party_of(side: Side, party: Json, listed: Json) -> Party:
    """An organisation as a field names it, with what the list of parties says of it.

    Args:
        side: what the field makes it.
        party: the field.
        listed: the entry in the list of parties; empty where there is none.
    """
    numbers = dict(number for each in (listed, party) for number in _numbers(each))
    postcodes = (postcode_of(_text(_object(each.get("address")).get("postalCode"))) for each in (party, listed))
    flags = {flag for each in (party, listed) for flag in _flags(_object(each.get("details")))}
    return Party(
        side.label,
        side.role,
        tuple(sorted(numbers.items())),
        known=side.known,
        postcode=next(filter(None, postcodes), None),
        flags=tuple(sorted(flags)),
    )


def _numbers(party: Json) -> Iterator[tuple[str, str]]:
    whole = prefixed_identifier(_text(party.get("id")))
    if whole:
        yield whole
    others = party.get("additionalIdentifiers")
    for identifier in (*(others if isinstance(others, list) else ()), party.get("identifier")):
        stated = _object(identifier)
        found = identifier_of(_text(stated.get("scheme")), _text(stated.get("id")))
        if found:
            yield found


def _flags(details: Json) -> Iterator[str]:
    if _text(details.get("scale")).lower() in _SMALL or details.get("sme") is True:
        yield "sme"
    if details.get("vcse") is True:
        yield "vcse"


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
