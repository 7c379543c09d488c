"""Reading the amounts and days of a query, in the forms people write in Britain."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")

_SCALES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_AMOUNT = re.compile(
    r"(?:£|gbp)?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,15})"  # 1,200,000 or 1200000; "12,34" is neither
    r"(?P<fraction>\.\d{1,6})?"
    r"\s*(?P<scale>k|thousand|mn?|million|bn|billion)?",
    re.IGNORECASE,
)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})",  # 31/12/2026
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",  # 2026-12-31
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<name>[a-z]+)\.?,?\s+(?P<year>\d{4})",  # 31st December 2026
        r"(?P<name>[a-z]+)\.?\s+(?P<year>\d{4})",  # December 2026
        r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})",  # 12/2026
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",  # 2026-12
        r"(?P<year>\d{4})/(?P<until>\d{4}|\d{2})",  # 2026/27
        r"(?P<year>\d{4})",  # 2026
    )
)
_YEARS = range(1900, 2200)


class NotReadable(ValueError):
    """An amount or a day that cannot be read; the message says why. It never leaves the parser."""


@dataclass(frozen=True, slots=True)
class Bounds(Generic[T]):
    """A comparison as it was written: `low..high`, with None for an open end.

    Attributes:
        low: lower end.
        high: upper end.
        low_included: whether the lower end itself matches.
        high_included: whether the upper end itself matches.
    """

    low: T | None
    high: T | None
    low_included: bool = True
    high_included: bool = True


def bounds(text: str, read: Callable[[str], T]) -> Bounds[T]:
    """Read ">x", ">=x", "<x", "<=x", "x..y", "x..", "..y" or plain "x"; `read` reads each end.

    Raises:
        NotReadable: there is no end at all, or `read` raised it.
    """
    stripped = text.strip()
    sign = re.match(r"[<>]=?|=", stripped)
    if sign:
        end = read(stripped[sign.end() :].strip())
        included = sign.group().endswith("=")
        if sign.group() == "=":
            return Bounds(end, end)
        if sign.group().startswith(">"):
            return Bounds(end, None, low_included=included)
        return Bounds(None, end, high_included=included)
    low, dots, high = (part.strip() for part in stripped.partition(".."))
    if not dots:
        end = read(low)
        return Bounds(end, end)
    if not low and not high:
        raise NotReadable("the range has neither a lower nor an upper end")
    return Bounds(read(low) if low else None, read(high) if high else None)


def amount(text: str) -> Decimal:
    """An amount of pounds: "£2.5m", "500k", "1,200,000", "GBP 1.2 million".

    Raises:
        NotReadable: it is none.
    """
    match = _AMOUNT.fullmatch(text)
    # Letters such as the dotless i are taken for their likes by IGNORECASE, and are not.
    if not match or (match["scale"] or "").lower() not in _SCALES:
        raise NotReadable(f'"{text}" is not an amount of money' if text else "the amount is missing")
    number = Decimal(match["number"].replace(",", "") + (match["fraction"] or ""))
    return number * _SCALES[(match["scale"] or "").lower()]


def days(text: str) -> tuple[date, date]:
    """First and last day of a date as precise as it is written: a day, a month, a year or a financial year.

    Raises:
        NotReadable: it is none, or the calendar has no such day.
    """
    if not text:
        raise NotReadable("the date is missing")
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _span_of_days(text, match.groupdict())
    if re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{2}", text):
        raise NotReadable(f'"{text}" leaves the century open, write the year with four digits')
    raise NotReadable(f'"{text}" is not a date')


def _span_of_days(text: str, parts: dict[str, str | None]) -> tuple[date, date]:
    """The days that the named groups of one of the forms stand for."""
    year = int(parts["year"] or 0)
    name = parts.get("name")
    month = _MONTHS.get(name.lower(), 0) if name else int(parts.get("month") or 0)
    if year not in _YEARS:
        raise NotReadable(f'the year of "{text}" is not between {_YEARS[0]} and {_YEARS[-1]}')
    if until := parts.get("until"):
        return _financial_year(text, year, until)
    if name is None and parts.get("month") is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise NotReadable(f'"{text}" names no month between 1 and 12' if name is None else f'"{name}" is not a month')
    length = calendar.monthrange(year, month)[1]
    if parts.get("day") is None:
        return date(year, month, 1), date(year, month, length)
    day = int(parts["day"] or 0)
    if not 1 <= day <= length:
        raise NotReadable(f"{calendar.month_name[month]} {year} has no day {day}")
    return date(year, month, day), date(year, month, day)


def _financial_year(text: str, year: int, until: str) -> tuple[date, date]:
    """First and last day of a British financial year of public bodies, such as 2019/20."""
    if until not in (f"{year + 1}", f"{year + 1}"[2:]):
        raise NotReadable(f'"{text}" is no financial year, the one that begins in {year} is {year}/{f"{year + 1}"[2:]}')
    return date(year, 4, 1), date(year + 1, 3, 31)


def date_bounds(text: str) -> tuple[date | None, date | None]:
    """First and last day, both included, of a comparison of dates.

    ">April 2026" begins on 1 May, ">=April 2026" on 1 April.

    Raises:
        NotReadable: an end is no date.
    """
    read = bounds(text, days)
    low = high = None
    if read.low is not None:
        low = read.low[0] if read.low_included else read.low[1] + timedelta(days=1)
    if read.high is not None:
        high = read.high[1] if read.high_included else read.high[0] - timedelta(days=1)
    return low, high
