"""What the value of a label may say: its keys, the words that are known for them, and what a number or a day is."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from typing import Any

from tenderscan.errors import UsageError
from tenderscan.quality.labels import NAMES, SOCIAL_VALUE
from tenderscan.record import Label, Strength, Vat
from tenderscan.rules import Rules, load_rules
from tenderscan.settings import bundled

_NAME_KEYS = ("name", "role", "canonical", "postcode", "identifiers", "flags", "company_number")
KEYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(NAMES, _NAME_KEYS),
    "money": ("amount", "amount_max", "currency", "kind", "vat", "period", "lot", "supplier", "year"),
    "date": ("iso", "role"),
    "term": ("role", "start", "end", "months", "days", "extensions"),
    "reference": ("scheme", "id"),
    "clause": ("kind", "theme", "strength", "figure"),
    "commitment": (
        *("who", "measure", "quantity", "unit", "amount", "currency", "by", "per", "strength", "theme", "code"),
    ),
    "weighting": ("criterion", "percent", "level", "parent", "adds_up"),
}
"""Keys of a label's value, as in `docs/json.md`."""
_NUMBERS = frozenset({"amount", "amount_max", "quantity", "percent", "months", "days", "level"})
_DAYS = frozenset({"iso", "start", "end"})
_LISTS = frozenset({"extensions", "identifiers", "flags"})
_EXPONENT = 30
"""Digits of a number at most."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NOTICE = frozenset({"notice"})
"""A scheme of lists that do not say of which portal a notice is."""


def check_value(label: str, value: Mapping[str, Any], where: str) -> None:
    """See that a label's value says nothing that no value can say.

    Args:
        label: of `Label`.
        value: as the file has it.
        where: file, line and label, with which a message begins.

    Raises:
        UsageError: a key or a word is not known, or a value is of the wrong kind.
    """
    for key, one in value.items():
        if key not in KEYS[label]:
            raise UsageError(f"{where}: 'value' has no key {key!r}{_nearest(key, KEYS[label])}.")
        if one is not None:
            _check(label, key, one, where)
    if label == Label.CLAUSE and not isinstance(value.get("kind"), str):
        raise UsageError(f"{where}: a clause needs 'value' with its 'kind', such as \"social_value\".")


def known(name: str, names: Collection[str], what: str, where: str) -> None:
    """See that a name is one of several.

    Raises:
        UsageError: it is not; the message has the nearest.
    """
    if name not in names:
        raise UsageError(f"{where}: {what} {name!r} is not known{_nearest(name, names)}.")


def _nearest(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name.casefold(), names, n=1)
    return f"; is {near[0]!r} meant" if near else f"; known are {', '.join(sorted(names))}"


def _check(label: str, key: str, one: Any, where: str) -> None:
    if key in _LISTS:
        _check_list(key, one, where)
    elif key in _NUMBERS:
        _need(_is_number(one), f'{where}: {key!r} must be a number, such as 12 or "12.50".')
    elif key == "adds_up":
        _need(isinstance(one, bool), f"{where}: 'adds_up' must be true or false.")
    else:
        _need(isinstance(one, str) and bool(one.strip()), f"{where}: {key!r} must hold a text.")
        if key in _DAYS:
            _need(_is_day(one), f'{where}: {key!r} must be a day, such as "2026-04-01".')
        elif key == "currency":
            _need(
                bool(_CURRENCY.fullmatch(one)), f"{where}: 'currency' must be a code of three letters, such as \"GBP\"."
            )
        elif (label, key) in _words():
            known(one, _words()[label, key], f"{key!r}", where)


def _check_list(key: str, one: Any, where: str) -> None:
    _need(isinstance(one, list), f"{where}: {key!r} must be a list.")
    if key == "extensions":
        _need(all(map(_is_whole, one)), f"{where}: 'extensions' must be whole numbers of months, such as [12, 12].")


def _need(right: bool, message: str) -> None:
    if not right:
        raise UsageError(message)


def _is_whole(one: Any) -> bool:
    return isinstance(one, int) and not isinstance(one, bool) and 0 <= one < 10**_EXPONENT


def _is_number(one: Any) -> bool:
    if isinstance(one, bool) or not isinstance(one, int | float | str):
        return False
    try:
        number = Decimal(str(one))
    except (InvalidOperation, ValueError):  # a whole number of thousands of digits has no text
        return False
    return number.is_finite() and abs(number.adjusted()) < _EXPONENT and len(number.as_tuple().digits) <= _EXPONENT


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


@cache
def _words() -> Mapping[tuple[str, str], frozenset[str]]:
    """By label and key the words that are known: those of the rules, so that none is kept twice."""
    rules = load_rules(bundled("models") / "rules")
    themes = {rule.theme for rule in rules.clauses.rules}
    strengths = frozenset(map(str, Strength))
    return {
        ("money", "kind"): _of(rules.money.rules, lambda rule: rule.kind, *_money_kinds(rules), "other"),
        ("money", "vat"): frozenset(map(str, Vat)),
        ("date", "role"): _of(rules.dates.rules, lambda rule: rule.role, "other"),
        ("term", "role"): _of(rules.terms.rules, lambda rule: rule.role, "other"),
        ("reference", "scheme"): _of(rules.references.rules, lambda rule: rule.scheme, "other") | _NOTICE,
        ("clause", "kind"): _of(rules.contract_clauses.rules, lambda rule: rule.kind, SOCIAL_VALUE),
        ("clause", "theme"): frozenset({*themes, "general"}),
        ("clause", "strength"): strengths,
        ("commitment", "strength"): strengths,
        ("commitment", "theme"): frozenset({*themes, "general"}),
    }


def _money_kinds(rules: Rules) -> Iterable[str]:
    for rule in rules.money.rules:
        yield from (kind for kind in (rule.capped, rule.yearly, *(kind for _, kind in rule.turns)) if kind)


def _of(rules: Iterable[Any], way: Callable[[Any], str], *more: str) -> frozenset[str]:
    return frozenset({*map(way, rules), *more})
