"""How a row of the table of traps is written and compared; the rows are in `traps_money` and `traps_others`."""

from decimal import Decimal

from tenderscan.record import (
    CalendarDate,
    Clause,
    Commitment,
    DocumentType,
    Finding,
    Money,
    Organisation,
    Reference,
    Term,
    Vat,
    Weighting,
)

Row = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Name of the trap, text, beginnings of lines that must be found, beginnings of lines that may not be."""

NO_VALUE = (
    "money contract_value", "money estimated_value", "money bid_price", "money lot_value", "money annual_value",
)  # fmt: skip
"""For amounts that are no value of a contract, whatever else they are."""


def line(finding: Finding) -> str:
    """A finding in one line, such as "money contract_value 180000 GBP excl: £180,000"."""
    facts = " ".join(filter(None, _facts(finding)))
    return f"{finding.label.value} {facts}: {finding.evidence.quote}"


def begins(whole: str, beginning: str) -> bool:
    """Whether a line begins with these words, the last of them to its end."""
    return whole.startswith(beginning) and whole[len(beginning) :][:1] in {"", " ", ":"}


def _facts(finding: Finding) -> list[str]:
    match finding.value:
        case Money() as money:
            top = "" if money.amount_max is None else f"-{_plain(money.amount_max)}"
            vat = "" if money.vat is Vat.UNKNOWN else money.vat.value
            lot = f"lot={money.lot}" if money.lot else ""
            year = f"year={money.year}" if money.year else ""
            return [money.kind, f"{_plain(money.amount)}{top}", money.currency, vat, money.period or "", lot, year]
        case Organisation() as one:
            numbers = [f"{number.scheme}:{number.id}" for number in one.identifiers]
            return [one.name, *numbers, f"postcode={one.postcode}" if one.postcode else ""]
        case Commitment() as promise:
            by = f"by={promise.by}" if promise.by else ""
            return [_plain(promise.quantity), promise.unit, promise.per or "", promise.strength.value, by]
        case Clause() as clause:
            return [clause.kind, clause.theme or "", clause.strength.value, clause.figure or ""]
        case Term() as term:
            length = f"{term.months}m" if term.months else f"{term.days}d"
            return [term.role, length, f"ext={','.join(map(str, term.extensions))}" if term.extensions else ""]
        case Weighting() as criterion:
            off = "not 100" if criterion.adds_up is False else ""
            return [criterion.criterion, _plain(criterion.percent), off]
        case CalendarDate(iso, role):
            return [role, iso]
        case Reference(scheme, number):
            return [scheme, number]
        case DocumentType(kind):
            return [kind]


def _plain(number: Decimal | None) -> str:
    """Without the noughts behind the point."""
    return "" if number is None else f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
