"""Values in the words of the people who ask for them: "£1,200,000.00 ex. VAT, contract value"."""

import re
from decimal import Decimal

from tenderscan.record import (
    CalendarDate,
    Clause,
    Commitment,
    DocumentType,
    Money,
    Organisation,
    Reference,
    Term,
    Value,
    Vat,
    Weighting,
)
from tenderscan.suppliers.numbers import number_in_words

_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "US$"}
_VAT = {Vat.INCLUDED: "inc. VAT", Vat.EXCLUDED: "ex. VAT", Vat.UNKNOWN: ""}
_SILENT = frozenset({"other", "mentioned"})
"""Kinds and roles that say only that the text says nothing."""

# What rules call by a short name; any other name is its own words ("contract_value").
_WORDS = {
    "insurance_EL": "employers' liability insurance",
    "insurance_PL": "public liability insurance",
    "insurance_PI": "professional indemnity insurance",
    "insurance_product": "product liability insurance",
    "insurance_cyber": "cyber insurance",
    "insurance_other": "insurance",
    "threshold_mention": "threshold",
    "payment_line": "payment",
    "bid_price": "tendered price",
    "budget_ceiling": "budget or ceiling",
    "liability_cap": "limit of liability",
    "turnover_requirement": "turnover asked for",
    "performance_security": "bond or retention",
    "social_value": "claimed social value",
    "standstill_end": "end of standstill",
    "extension_end": "end of extension",
    "document": "date of the document",
    "fts": "Find a Tender notice",
    "ted": "TED notice",
    "contracts_finder": "Contracts Finder notice",
    "ocid": "OCID",
    "cpv": "CPV code",
    "toms": "TOMs measure",
    "procontract": "ProContract number",
    "itt": "invitation to tender",
    "sq": "selection questionnaire",
    "psq": "procurement-specific questionnaire",
    "sv_method_statement": "social value method statement",
    "kpi_report": "KPI report",
    "kpi": "KPI",
    "tupe": "TUPE",
    "ip": "intellectual property",
    "foi": "freedom of information",
}
_UNITS = {
    "percent": "%",
    "fte": "FTE",
    "kwh": "kWh",
    "tonnes_co2e": "tonnes CO2e",
    "kg_co2e": "kg CO2e",
    "person_weeks": "person-weeks",
}
_ONE = {"people": "person"}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"([A-Z]{3}) (-?\d+(?:\.\d+)?)|(-?\d+(?:\.\d+)?) percent")


def describe(value: Value) -> str:
    """A value in British words."""
    match value:
        case Money():
            return _money(value)
        case Organisation():
            return _organisation(value)
        case Clause():
            kind = f"social value: {value.theme}" if value.theme else in_words(value.kind)
            return ", ".join(filter(None, [kind, _figure(value.figure), value.strength.value]))
        case CalendarDate():
            return _with(_day(value.iso), value.role)
        case Term():
            return _with(_length(value), value.role)
        case Reference():
            return _with(value.id, value.scheme)
        case Commitment():
            return _promise(value)
        case Weighting():
            off = ", does not add up to 100 %" if value.adds_up is False else ""
            below = f" of {value.parent}" if value.parent else ""
            return f"{value.criterion}: {_number(value.percent)} %{below}{off}"
        case DocumentType():
            return in_words(value.type)


def in_words(name: str) -> str:
    """What people call a kind, a role, a scheme or a type."""
    return _WORDS.get(name, name.replace("_", " "))


def sum_of_money(amount: Decimal, currency: str) -> str:
    """An amount with the sign of its currency: "£1,200.00"."""
    minus = "-" if amount < 0 else ""
    return f"{minus}{_SYMBOLS.get(currency, f'{currency} ')}{abs(amount):,.2f}"


def counted(value: Commitment) -> str:
    """What is promised and how many: "12 apprenticeships", "40 %: waste recycled", "£5,000.00: local spend"."""
    if value.quantity is None:
        return value.measure
    number, unit = _number(value.quantity), _UNITS.get(value.unit, value.unit.replace("_", " "))
    if value.unit == "gbp":
        return f"{sum_of_money(value.quantity, 'GBP')}: {value.measure}"
    if unit and re.search(rf"\b{re.escape(unit.split()[0].rstrip('s'))}", value.measure, re.IGNORECASE):
        return f"{number} {value.measure}"
    if value.quantity == 1:
        unit = _ONE.get(unit, unit.removesuffix("s"))
    return f"{number} {unit}: {value.measure}"


def _with(said: str, name: str) -> str:
    return said if name in _SILENT else f"{said} ({in_words(name)})"


def _money(value: Money) -> str:
    top = "" if value.amount_max is None else f" to {sum_of_money(value.amount_max, value.currency)}"
    amount = f"{sum_of_money(value.amount, value.currency)}{top}"
    parts = [amount, _VAT[value.vat], _each(value.period)]
    kind = "" if value.kind in _SILENT else in_words(value.kind)
    of = [f"lot {value.lot}" if value.lot else "", value.supplier or "", value.year or ""]
    return ", ".join(filter(None, [" ".join(filter(None, parts)), kind, *of]))


def _each(period: str | None) -> str:
    return "" if period is None else "an hour" if period == "hour" else f"a {period}"


def _organisation(value: Organisation) -> str:
    stands_for = f", {value.canonical}" if value.canonical and value.canonical != value.name else ""
    role = "" if value.role in _SILENT else in_words(value.role)
    numbers = map(number_in_words, value.identifiers)
    told = ", ".join(filter(None, [role, *numbers, value.postcode, *(flag.upper() for flag in value.flags)]))
    return f"{value.name}{stands_for} ({told})" if told else f"{value.name}{stands_for}"


def _figure(figure: str | None) -> str | None:
    """The key figure of a clause: "GBP 5000000.00" is "£5,000,000.00"."""
    match = _FIGURE.fullmatch(figure or "")
    if match is None:
        return figure
    return sum_of_money(Decimal(match[2]), match[1]) if match[1] else f"{_number(Decimal(match[3]))} %"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _length(term: Term) -> str:
    """A period in words: "3 years + 1 year + 1 year, 01/04/2026 to 31/03/2029"."""
    length = _months(term.months) if term.months else _many(term.days, "day") if term.days else ""
    options = " + ".join(map(_months, term.extensions))
    if term.role == "extension":  # its length is that of its first option
        length, options = options or length, ""
    whole = f"{length} + {options}" if length and options else length or (f"option of {options}" if options else "")
    days = " to ".join(_day(day) if day else "…" for day in (term.start, term.end)) if term.start or term.end else ""
    return ", ".join(filter(None, [whole, days])) or "without length"


def _months(months: int) -> str:
    return _many(months, "month") if months % 12 else _many(months // 12, "year")


def _many(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def _promise(value: Commitment) -> str:
    """A commitment in words: "12 apprenticeships, each year, by 31/03/2027, £40,000.00 claimed, firm (NT10)"."""
    worth = "" if value.amount is None else f"{sum_of_money(value.amount, value.currency or 'GBP')} claimed"
    by = f"by {_day(value.by)}" if value.by and _ISO.fullmatch(value.by) else value.by or ""
    parts = [counted(value), f"each {value.per}" if value.per else "", by, worth, value.strength.value]
    return ", ".join(filter(None, parts)) + (f" ({value.code})" if value.code else "")


def _number(number: Decimal) -> str:
    return f"{number.normalize():,f}"
