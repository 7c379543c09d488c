"""One release, written as headings and labelled lines.

Nothing of it is left out: what is not known by name is written with a name made of its keys.
"""

from collections.abc import Iterable
from typing import Any

from tenderscan.readers.notices.labelled import OTHER, Labelled, Party, Sum, tidy
from tenderscan.readers.notices.stated import amount_of, currency_of, day_of
from tenderscan.readers.ocds.organisations import party_of
from tenderscan.readers.ocds.packages import Json
from tenderscan.readers.ocds.wording import (
    CEILED,
    FIRST,
    HEADED,
    KINDS,
    PARTY_ROLES,
    ROLES,
    SIDES,
    Side,
    joined,
    label_of,
    of_path,
)

Path = tuple[str, ...]
_DEEPEST = 24
"""Levels below the release that are read; the standard has at most eight."""
_ORDER = ("buyer", "planning", "tender", "bids", "awards", "contracts")
_LAST = "parties"
_LOTS = "lots"


class ReleaseWriter:
    """Writes releases one after the other into a document."""

    def __init__(self, out: Labelled) -> None:
        """Write into `out`."""
        self._out = out
        self._parties: dict[str, Json] = {}
        self._framework = False
        self._cut = False

    def write(self, release: Json) -> None:
        """Write one release with its heading."""
        self._out.begin_section()
        self._parties = {_text(party.get("id")): party for party in _objects(release.get(_LAST))}
        techniques = _object(_object(release.get("tender")).get("techniques"))
        self._framework = techniques.get("hasFrameworkAgreement") is True
        ocid = _text(release.get("ocid"))
        title = title_of(release)
        self._out.heading(f"{title} ({ocid})" if title and ocid else title or ocid or "Release", 1)
        self._head(release)
        rest = [key for key in release if key not in {*_ORDER, *_HEAD, _LAST, "ocid"}]
        for key in (*_ORDER, *rest, _LAST):
            if key in release:
                self._member(key, release[key], (key,), 2, "")

    def about(self, package: Json) -> None:
        """What a package says about itself, under a heading of its own."""
        if any(not _is_blank(value) for value in package.values()):
            self._out.begin_section()
            self._out.heading("About this file", 1)
            self._fields(package, (), 2, "")

    def part(self, key: str, value: Any) -> None:
        """Write a single field of something that is no release, whatever it holds."""
        self._member(key, value, (key,), 2, "")

    def _head(self, release: Json) -> None:
        tag = release.get("tag")
        tags = ", ".join(_words(_text(each)) for each in (tag if isinstance(tag, list) else [tag]) if _text(each))
        self._out.document_type(label_of("tag"), tags, "tag")
        if _text(release.get("date")):
            self._out.date("Published", _text(release["date"]), "publication", "date")
        for key in ("id", "initiationType", "language"):
            if key in release:
                self._member(key, release[key], (key,), 2, "")

    def _fields(self, node: Json, path: Path, level: int, prefix: str) -> None:
        """All fields of an object; `level` is that of a heading inside it."""
        if len(path) > _DEEPEST:
            if not self._cut:
                self._out.notice("part-not-read", f"What lies deeper than {_DEEPEST} levels was not read.")
            self._cut = True
            return
        ranged = _is_range(node.get("minValue"), node.get("value"))
        for key in (*(key for key in FIRST if key in node), *(key for key in node if key not in FIRST)):
            if key == "minValue" and ranged:
                continue
            least = node["minValue"] if key == "value" and ranged else None
            self._member(key, node[key], (*path, key), level, prefix, least)

    def _member(self, key: str, value: Any, path: Path, level: int, prefix: str, least: Json | None = None) -> None:
        if _is_blank(value):
            return
        label = joined(prefix, label_of(key))
        if key in HEADED and not prefix and isinstance(value, dict | list):
            self._headed(key, value, path, level)
        elif key in SIDES:
            for each in value if isinstance(value, list) else [value]:
                self._organisation(label, each, SIDES[key], path, level)
        elif isinstance(value, dict):
            self._nested(label, value, path, level, least)
        elif isinstance(value, list):
            self._list(label, value, path, level)
        else:
            self._scalar(label, key, value, path)

    def _scalar(self, label: str, key: str, value: Any, path: Path) -> None:
        text = _text(value)
        role = of_path(ROLES, path)
        if role or ("date" in key.lower() and day_of(text)):
            self._out.date(label, text, role or OTHER, "/".join(path))
        else:
            self._out.line(label, text)

    def _headed(self, key: str, value: Any, path: Path, level: int) -> None:
        """A part with a heading: of a list, each element with its number and title."""
        if isinstance(value, dict):
            self._out.heading(HEADED[key], level)
            self._fields(value, path, level + 1, "")
            return
        others = [each for each in value if not isinstance(each, dict)]
        for number, each in enumerate(_objects(value), 1):
            name = tidy(_text(each.get("title")) or _text(each.get("name")))
            heading = f"{HEADED[key]} {number}"
            lot = _text(each.get("id")) if key == _LOTS else _only_lot(each)
            self._out.heading(f"{heading}: {name}" if name else heading, level, lot)
            if key == _LAST:
                left = self._party(each)
            else:
                left = {field: part for field, part in each.items() if not (field == "title" and name)}
            self._fields(left, path, level + 1, "")
        if others:
            self._list(label_of(key), others, path, level)

    def _party(self, party: Json) -> Json:
        """Name an organisation by what it is; what is left to be written of it."""
        stated = party.get("roles")
        roles = list(map(_text, stated)) if isinstance(stated, list) else [_text(stated)]
        side = next((side for role, side in PARTY_ROLES.items() if role in roles), None)
        name = self._name(party)
        if side is None or not name:
            return party
        self._out.organisation("Name", name, self._as_party(side, party), "parties/name")
        return {key: value for key, value in party.items() if key != "name"}

    def _organisation(self, label: str, value: Any, side: Side, path: Path, level: int) -> None:
        """A line with the name of an organisation, which may be stated in the list of parties only."""
        party = value if isinstance(value, dict) else {"name": _text(value)}
        name = self._name(party)
        if name:
            self._out.organisation(label, name, self._as_party(side, party), "/".join((*path, "name")))
        known = _text(party.get("id")) in self._parties
        left = {key: each for key, each in party.items() if key != "name" and not (key == "id" and known)}
        self._fields(left, path, level, label)

    def _name(self, party: Json) -> str:
        own = _text(party.get("name"))
        return own or _text(self._parties.get(_text(party.get("id")), {}).get("name"))

    def _as_party(self, side: Side, party: Json) -> Party:
        listed = self._parties.get(_text(party.get("id")), {})
        return party_of(side, party, listed)

    def _nested(self, label: str, value: Json, path: Path, level: int, least: Json | None = None) -> None:
        """An object inside a part: an amount, a code, an address, or fields named after it."""
        if _is_sum(value):
            self._sum(label, value, path, least)
        elif _is_code(value):
            self._out.line(label, _code(value))
            self._fields({key: each for key, each in value.items() if _is_open(each)}, path, level, label)
        elif path[-1].lower().endswith(("address", "addresses")) and not any(map(_is_open, value.values())):
            self._out.line(label, ", ".join(_text(part) for part in value.values() if not _is_blank(part)))
        else:
            self._fields(value, path, level, label)

    def _sum(self, label: str, value: Json, path: Path, least: Json | None) -> None:
        stated = "/".join(path)
        kind = of_path(KINDS, path) or OTHER
        if self._framework and "/".join(path[-2:]) in CEILED:
            kind = "framework_value"
        currency = _text(value.get("currency")) or None
        net, gross = _text(value.get("amount")), _text(value.get("amountGross"))
        if net:
            lower = _text(least.get("amount")) if least else ""
            least_and_most = (lower, net) if lower and amount_of(lower) else (net, None)
            known = value.get("valueAddedTaxIncluded")
            vat = {True: "incl", False: "excl"}.get(known, "unknown") if isinstance(known, bool) else "unknown"
            # with both amounts stated this is the one without tax (Find a Tender's extension of the standard)
            vat = "excl" if gross else vat
            total = Sum(least_and_most[0], least_and_most[1], currency, vat)
            self._out.money(_with_vat(label, vat), total, kind, f"{stated}/amount")
        if gross:
            self._out.money(_with_vat(label, "incl"), Sum(gross, None, currency, "incl"), kind, f"{stated}/amountGross")
        left = {key: each for key, each in value.items() if key not in {"amount", "amountGross", "currency"}}
        self._fields(left, path, 0, label)

    def _list(self, label: str, values: list[Any], path: Path, level: int) -> None:
        """Plain values on one line; objects one after the other, numbered where there are several."""
        plain = [_text(value) for value in values if not isinstance(value, dict | list) and not _is_blank(value)]
        self._out.line(label, "; ".join(plain))
        nested = [value for value in values if isinstance(value, dict | list) and value]
        for number, value in enumerate(nested, 1):
            name = f"{label} {number}" if len(nested) > 1 else label
            if isinstance(value, dict):
                self._nested(label if _is_sum(value) or _is_code(value) else name, value, path, level)
            elif len(path) <= _DEEPEST:
                self._list(name, value, (*path, ""), level)


def _only_lot(part: Json) -> str:
    """The lot an award or contract is about, where it is one; several are joined and so no lot's own."""
    related = part.get("relatedLots")
    lots = list(filter(None, map(_text, related))) if isinstance(related, list) else [_text(part.get("relatedLot"))]
    return ", ".join(lots)


_HEAD = frozenset({"tag", "date", "id", "initiationType", "language"})


def title_of(release: Json) -> str:
    """What a release is about, on one line: the title of the tender or, failing that, of a contract or award."""
    parts: list[Any] = [release.get("tender"), *_objects(release.get("contracts")), *_objects(release.get("awards"))]
    parts += [_object(release.get("planning")).get("project"), release]
    return next((title for part in parts if (title := tidy(_text(_object(part).get("title"))))), "")


def _with_vat(label: str, vat: str) -> str:
    return f"{label} ({'including' if vat == 'incl' else 'excluding'} VAT)" if vat != "unknown" else label


def _code(value: Json) -> str:
    """A classification or identifier: "CPV 45233130: Construction work for highways"."""
    described = [_text(value[key]) for key in ("description", "legalName") if _text(value.get(key))]
    known = {"scheme", "id", "description", "legalName"}
    rest = [_text(part) for key, part in value.items() if key not in known and not _is_open(part) and _text(part)]
    # identifiers that went through a spreadsheet have become numbers
    text = f"{_text(value['scheme'])} {_text(value['id']).removesuffix('.0')}"
    return text + (": " + "; ".join([*described, *rest]) if described or rest else "")


def _is_sum(value: Any) -> bool:
    return isinstance(value, dict) and any(_text(value.get(key)) for key in ("amount", "amountGross"))


def _is_range(least: Any, most: Any) -> bool:
    """Whether a lowest and a highest value are one statement: plain amounts in the same currency."""
    if not (_is_sum(least) and _is_sum(most) and least.keys() <= {"amount", "currency"}):
        return False
    amounts = [amount_of(_text(each.get("amount"))) for each in (least, most)]
    of_most = _text(most.get("currency")) or None
    currencies = {currency_of(_text(least.get("currency")) or of_most), currency_of(of_most)}
    return None not in amounts and None not in currencies and len(currencies) == 1


def _is_code(value: Json) -> bool:
    """Whether this is a classification or an identifier, and not another thing that happens to have a scheme."""
    return bool(_text(value.get("scheme")) and _text(value.get("id"))) and "identifier" not in value


def _is_open(value: Any) -> bool:
    return isinstance(value, dict | list)


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> Iterable[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A plain value as text; empty for what is none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _words(tag: str) -> str:
    """What "tenderUpdate" says: "tender update"."""
    return label_of(tag).lower()
