"""Lists of awards and opportunities with one level of fields, as Contracts Finder's search and councils publish them.

No standard names these fields; those that matter have names that differ in little but spelling ("awarded_supplier",
"awardedSupplier").
"""

import re
from collections.abc import Callable
from typing import Any

from tenderscan.readers.notices.labelled import OTHER, Labelled, Party, Sum, tidy
from tenderscan.readers.notices.registers import is_nobody
from tenderscan.readers.notices.stated import day_of
from tenderscan.readers.ocds.packages import Json, flat_key
from tenderscan.readers.ocds.wording import label_of

_BUYERS = frozenset({"organisation", "organisationname", "organization", "buyer", "buyername", "contractingauthority"})
_SUPPLIERS = frozenset({"awardedsupplier", "awardedsuppliers", "awardedsuppliername", "supplier", "suppliername"})
_TITLES = ("title", "name")
_TYPES = frozenset({"noticetype", "type"})
_LOW, _HIGH = "valuelow", "valuehigh"
_KINDS = {
    "awardedvalue": "contract_value",
    "awardvalue": "contract_value",
    "contractvalue": "contract_value",
    "value": "estimated_value",
    "estimatedvalue": "estimated_value",
    _LOW: "estimated_value",
    _HIGH: "estimated_value",
}
_ROLES = {
    "publisheddate": "publication",
    "datepublished": "publication",
    "deadlinedate": "deadline",
    "closingdate": "deadline",
    "awardeddate": "award",
    "awarddate": "award",
    "startdate": "start",
    "contractstart": "start",
    "contractstartdate": "start",
    "enddate": "end",
    "contractend": "end",
    "contractenddate": "end",
}
_NEXT_NAME = re.compile(r"\s*\|\s*|,(?=\S)")
"""Between the names of several suppliers; a comma inside a name has a blank behind it."""
_LOT = re.compile(
    r"(?P<lot>Lots? [\w ,&]{1,12}?(?: ?[-\u2013:] [^-\u2013:]{1,40}?)?) ?[-\u2013:] (?P<name>[^-\u2013:].*)",
    re.IGNORECASE,
)
"""A name with the lot it won before it: "Lot 2 - North - Acorn Ltd"."""
_SMALL = frozenset({"awardedtosme", "suppliersme", "issme"})
_YES = frozenset({"true", "yes", "y", "1"})
_NOTHING = re.compile(r"0*(?:\.0*)?")


class FlatWriter:
    """Writes such records one after the other into a document."""

    def __init__(self, out: Labelled, nested: Callable[[str, Any], None]) -> None:
        """Write into `out`; `nested` writes a field that holds objects, by its name and value."""
        self._out = out
        self._nested = nested

    def write(self, record: Json) -> None:
        """Write one record with its heading."""
        self._out.begin_section()
        fields = {flat_key(key): (key, value) for key, value in record.items()}
        title = next((tidy(_text(fields[key][1])) for key in _TITLES if key in fields), "")
        self._out.heading(title or _text(record.get("id")) or "Notice", 1)
        currency = _text(record.get("currency")) or None
        for name, value in record.items():
            key = flat_key(name)
            if _has_objects(value):
                self._nested(name, value)
            elif not (key in _TITLES and tidy(_text(value)) == title):
                self._field(key, name, value, fields, currency)

    def _field(self, key: str, name: str, value: Any, fields: dict[str, tuple[str, Any]], currency: str | None) -> None:
        label = label_of(name)
        parts = list(filter(None, map(_text, value))) if isinstance(value, list) else [_text(value)]
        text = ("|" if key in _SUPPLIERS else "; ").join(parts)
        if key in _BUYERS:
            self._out.organisation(label, text, Party("buyer", "buyer"), name)
        elif key in _SUPPLIERS:
            self._suppliers(label, name, _NEXT_NAME.split(tidy(text)), fields)
        elif key in _KINDS and text:
            self._money(key, label, name, text, fields, currency)
        elif key in _ROLES or ("date" in key and day_of(text)):
            self._out.date(label, text, _ROLES.get(key, OTHER), name)
        elif key in _TYPES:
            self._out.document_type(label, text, name)
        else:
            self._out.line(label, text)

    def _suppliers(self, label: str, name: str, each: list[str], fields: dict[str, tuple[str, Any]]) -> None:
        """The names of those who won, each with its lot before it where the file has that; nobody is no name."""
        small = any(_text(fields[key][1]).lower() in _YES for key in _SMALL if key in fields)
        flags = ("sme",) if small and len(each) == 1 else ()
        for whole in each:
            match = _LOT.fullmatch(whole)
            lot, supplier = (f"{label}, {match['lot']}", match["name"]) if match else (label, whole)
            if is_nobody(supplier):
                self._out.line(lot, supplier)
            else:
                self._out.organisation(lot, supplier, Party("supplier", "awarded", flags=flags), name)

    def _money(
        self, key: str, label: str, name: str, text: str, fields: dict[str, tuple[str, Any]], currency: str | None
    ) -> None:
        """An amount; the lowest and the highest value are one, and a highest of nothing is none."""
        high = _text(fields[_HIGH][1]) if _HIGH in fields else ""
        if key == _HIGH and _LOW in fields:
            return
        top = high if key == _LOW and not _NOTHING.fullmatch(high) and high != text else None
        self._out.money("Value" if top else label, Sum(text, top, currency), _KINDS[key], name)


def _has_objects(value: Any) -> bool:
    """Whether a value is more than one plain value, or a list of these."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""
