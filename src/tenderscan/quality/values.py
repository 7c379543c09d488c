"""Whether a value found is the value a person gave, label by label."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

from tenderscan.json_contract import value_as_json
from tenderscan.quality.copied import same_name, shares_words
from tenderscan.quality.labels import NAMES, SOCIAL_VALUE
from tenderscan.record import Value
from tenderscan.rules import CommitmentRules, load_rules
from tenderscan.settings import bundled

RIGHT = {
    "money": ("amount", "amount_max", "currency"),
    "supplier": ("name",),
    "buyer": ("name",),
    "organisation": ("name",),
    "date": ("iso",),
    "term": ("months", "days", "extensions", "start", "end"),
    "reference": ("scheme", "id"),
    SOCIAL_VALUE: ("theme",),
    "clause": ("figure",),
    "commitment": ("quantity", "unit", "measure"),
    "weighting": ("criterion", "percent"),
}
"""Keys that must agree for the value of a row to be right, where the label has them."""
DETAILS = {
    "money": ("kind", "vat", "period", "lot", "supplier", "year"),
    "date": ("role",),
    "term": ("role",),
    SOCIAL_VALUE: ("strength",),
    "clause": ("strength",),
    "commitment": ("strength", "who", "per", "amount", "theme", "code"),
    "weighting": ("level", "parent"),
}
"""Keys that are counted apart, where the value is right."""
JUDGED = {row: (*keys, *DETAILS.get(row, ())) for row, keys in RIGHT.items()}
"""All keys of a label's value that are looked at."""

_THEMES = {"equality": "social", "modern_slavery": "growth"}
"""Themes that some lists have and the rules do not, and where UK tender practice puts them."""
_CURRENCY = {"£": "gbp", "pounds": "gbp", "€": "eur", "euro": "eur", "euros": "eur", "$": "usd"}
_MONEY = frozenset({"gbp", "eur", "usd", "inr"})
_THINGS = frozenset({"units", "items", "homes", "trees"})
"""Units of things, which a list may count as "units"."""
_ANY = frozenset({"number", "count", "no", "no.", "quantity"})
"""Units of a list that say nothing."""
_WORDS_OF = {
    *(("supplier", word) for word in ("supplier", "contractor", "seller", "bidder", "tenderer", "provider")),
    *(("supplier", word) for word in ("consultant", "vendor", "we", "our")),
    *(("buyer", word) for word in ("buyer", "council", "authority", "client", "employer", "purchaser", "customer")),
}
_FIGURE = re.compile(r"([£€$]|rs\.? ?|[a-z]{3} )?(\d[\d,]*(?:\.\d+)?) ?(%|[a-z]+)?")
_TIMES = {
    "million": 10**6,
    "m": 10**6,
    "k": 1000,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "lacs": 10**5,
    "crore": 10**7,
}
_PERCENT = frozenset({"%", "percent", "per", "pct"})
_CURRENCIES = frozenset({"gbp", "eur", "usd", "inr", "rs", "£", "€", "$"})


def is_right(row: str, wanted: Mapping[str, Any], value: Value) -> bool:
    """Whether a value agrees with a label in all keys that make it right."""
    found = value_as_json(value)
    if row == "commitment" and found["amount"] is not None and _unit(str(wanted.get("unit") or "")) in _MONEY:
        found |= {"quantity": found["amount"], "unit": found["currency"] or ""}
    if row in NAMES and "name" in wanted:
        return any(name and same_name(str(wanted["name"]), name) for name in (found["name"], found["canonical"]))
    return all(agree(row, key, wanted[key], found.get(key)) for key in RIGHT[row] if wanted.get(key) is not None)


def details(row: str, wanted: Mapping[str, Any], value: Value) -> Iterator[tuple[str, str, str]]:
    """For each key that the label has and that is counted apart: the key, what was wanted, what was found.

    Both are the same text where they agree.
    """
    found = value_as_json(value)
    for key in DETAILS.get(row, ()):
        if key in wanted:
            want, got = wanted[key], found.get(key)
            yield key, str(want), str(want if agree(row, key, want, got) else got)


def agree(row: str, key: str, want: Any, got: Any) -> bool:
    """Whether what was found for a key is what was wanted."""
    if want is None or got is None:
        return want is None and got is None
    if key in {"name", "supplier", "lot"}:
        return same_name(str(want), str(got))
    if key in {"measure", "criterion", "parent"}:
        return shares_words(str(want), str(got))
    if key in {"amount", "amount_max", "quantity", "percent", "months", "days", "level"}:
        return _number(want) == _number(got)
    judge = {"figure": _same_figure, "unit": _same_unit, "id": _same_id, "theme": _same_theme, "who": _same_side}
    if key in judge:
        return judge[key](str(want), str(got))
    if key == "extensions":
        return not isinstance(want, list) or list(want) == list(got)
    if key == "scheme":
        return got == want or got in _SCHEMES.get(str(want), ())
    return str(want).casefold() == str(got).casefold()


_SCHEMES = {
    "notice": ("fts", "find_a_tender", "ted", "contracts_finder", "portal", "gem", "tender"),
    "contract": ("tender",),
    "tender": ("contract",),
}
"""Schemes that a list means as well: one that says "notice" does not say of which portal."""


def _number(value: Any) -> Decimal | str:
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(value)


@cache
def _rules() -> CommitmentRules:
    """The one list of units: what the rules call the same is the same here."""
    return load_rules(bundled("models") / "rules").commitments


@lru_cache(1_000)
def _unit(text: str) -> str:
    """The unit of `commitments.toml` that a text means, a currency by its code; else the text itself."""
    said = text.casefold().partition(" per ")[0].strip()
    code = _CURRENCY.get(said, said)
    if code in _MONEY:
        return code
    return _rules().unit_named(said) or said


def _same_unit(want: str, got: str) -> bool:
    """Whether two units are the same; "units" may be homes, apprentices are people, and "number" says nothing."""
    one, other = _unit(want), _unit(got)
    if one in _ANY or one == other:
        return True
    return (one == "units" and other in _THINGS) or {one, other} == {"people", "apprentices"}


def _same_id(want: str, got: str) -> bool:
    """Identifiers agree apart from blanks and case; the check digit of a CPV code says nothing new."""
    one, other = (re.sub(r"[^\w]", "", text).casefold() for text in (want, got))
    cpv = re.compile(r"\d{8}-?\d?")
    return one == other or (one[:8] == other[:8] and bool(cpv.fullmatch(want) and cpv.fullmatch(got)))


def _same_theme(want: str, got: str) -> bool:
    return _THEMES.get(want, want) == got


def _same_side(want: str, got: str) -> bool:
    """Whether two names for a promiser mean the same side, or the same words."""
    return _side(want) == _side(got) or same_name(want, got)


def _side(text: str) -> str:
    words = text.casefold().split()
    return next((side for side, word in sorted(_WORDS_OF) if word in words), text.casefold())


def _same_figure(want: str, got: str) -> bool:
    """Whether two figures are the same number of the same unit, or one holds the words of the other."""
    one, other = _figure(want), _figure(got)
    if one and other:
        return one[0] == other[0] and (one[1] == other[1] or not (one[1] and other[1]))
    return same_name(want, got) or want.casefold() in got.casefold() or got.casefold() in want.casefold()


def _figure(text: str) -> tuple[Decimal, str] | None:
    match = _FIGURE.search(text.casefold())
    if match is None:
        return None
    before, number, behind = match.groups(default="")
    money = before.strip(". ") in _CURRENCIES or behind in _CURRENCIES
    unit = "money" if money else "percent" if behind in _PERCENT else _unit(behind)
    times = _TIMES.get(behind, 1) if money else 1
    return (Decimal(number.replace(",", "")) * times).normalize(), unit
