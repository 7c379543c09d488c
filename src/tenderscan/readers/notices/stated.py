"""Amounts, days and company numbers as structured notices state them: from their spelling to the value and back.

What is shown is British style, whatever the file has: "£1,200.00", "01/05/2026, 12:00".
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

_SIGNS = {"GBP": "£", "EUR": "€"}
_CURRENCY = re.compile(r"[A-Z]{3}")
# Groups are of three digits, and the same mark stands between all of them: a comma before other than three digits is a
# decimal comma, of which nobody can say what the writer meant by the rest.
_NUMBER = re.compile(
    "[+-]?(?:\\d{1,3}(?:([,\u00a0\u202f '])\\d{3})(?:\\1\\d{3})*|\\d+)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?"
)
_GROUPS = re.compile("[,\u00a0\u202f ']")
_MOST_DIGITS = 15
"""Of the whole part: more than all money there is."""
_FINEST = -6
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?)?(?: ?(Z|[+-]\d{2}:?\d{2}))?"
)
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[, ]+(\d{2}):(\d{2})(?::\d{2})?)?")
_UNSAID = frozenset({"00:00", "23:59"})
"""Times that say no more than that the day begins or ends."""
_UNIVERSAL = frozenset({"Z", "+00:00", "+0000"})
# Eight characters: two letters of a register other than that of England and Wales, or digits alone, whose leading
# zeros are often lost.
_COMPANY = re.compile(r"[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]|\d{8}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as stated.

    Attributes:
        iso: YYYY-MM-DD.
        shown: the day as people write it.
        time: HH:MM, empty where none is stated.
    """

    iso: str
    shown: str
    time: str


def amount_of(text: str) -> Decimal | None:
    """The number in "120000", "120,000.00", "120 000", "£120,000" or "1.2E5"; None where it is no amount of money.

    "250,00" is none: with a decimal comma it is not written as notices in English are.
    """
    bare = text.strip()
    for sign in ("£", "€", "GBP", "EUR"):
        bare = bare.removeprefix(sign).strip()
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        amount = Decimal(_GROUPS.sub("", bare))
    except InvalidOperation:
        return None
    exponent = amount.normalize().as_tuple().exponent
    if amount and (amount.adjusted() >= _MOST_DIGITS or not isinstance(exponent, int) or exponent < _FINEST):
        return None
    return amount


def currency_of(text: str | None) -> str | None:
    """An ISO 4217 code; pounds where nothing is said; None where what is said is no code."""
    code = (text or "GBP").strip().upper()
    return code if _CURRENCY.fullmatch(code) else None


def shown_amount(amount: Decimal, currency: str) -> str:
    """As in "£1,200.00", "-£5.00", "USD 1,200.00"; more than two decimal places only where the file has them."""
    if not amount:
        return "nil"  # files say 0 where nothing is known or promised: that is no amount anybody should find
    exponent = amount.normalize().as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 0)
    minus = "-" if amount < 0 else ""
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{minus}{sign}{abs(amount):,.{places}f}"


def day_of(text: str) -> Day | None:
    """The day in "2026-05-01", "2026-05-01T12:00:00+01:00", "20260501" or "01/05/2026"; None where there is none.

    The day is that of the place the file was written in: what it says before the offset. A time in universal time is
    that of a computer, and becomes the one in London: in summer an hour later, which may be on the next day. Midnight
    and a minute before are not moved, since with them files say no more than the day.
    """
    bare = text.strip()
    zone = None
    if match := _ISO.fullmatch(bare):
        year, month, day, hour, minute, zone = match.groups()
    elif match := _BRITISH.fullmatch(bare):
        day, month, year, hour, minute = match.groups()
    else:
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    time = f"{hour}:{minute}" if hour else ""
    if zone in _UNIVERSAL and time not in _UNSAID:
        found, time = _in_london(found, time)
    shown = f"{found.day:02}/{found.month:02}/{found.year:04}"
    return Day(found.isoformat(), shown, "" if time in _UNSAID else time)


def _in_london(day: date, time: str) -> tuple[date, str]:
    """Day and time that clocks in London show at one in universal time; unchanged where there is no such time."""
    hour, _, minute = time.partition(":")
    try:
        moment = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=UTC)
    except ValueError:
        return day, time
    moment += _summer_time(moment)
    return moment.date(), f"{moment:%H:%M}"


def _summer_time(moment: datetime) -> timedelta:
    """How far the clocks in London are ahead of universal time.

    By the rule that has held since 1996, as not every computer has tables of time zones: an hour from the last Sunday
    of March to that of October, 01:00 universal time both.
    """
    begin, end = (_last_sunday(moment.year, month) for month in (3, 10))
    return timedelta(hours=1) if begin <= moment < end else timedelta()


def _last_sunday(year: int, month: int) -> datetime:
    """01:00 universal time on the last Sunday of a month of 31 days."""
    last = date(year, month, 31)
    return datetime(year, month, 31 - last.isoweekday() % 7, 1, tzinfo=UTC)


def company_number_of(text: str) -> str | None:
    """The number of a company as Companies House writes it, from "9442333", "09442333.0" or "GB-COH-09442333"."""
    bare = text.strip().upper().removeprefix("GB-COH-").replace(" ", "").removesuffix(".0")
    if bare.isascii() and bare.isdigit() and 5 <= len(bare) < 8:
        bare = bare.zfill(8)
    return bare if _COMPANY.fullmatch(bare) else None
