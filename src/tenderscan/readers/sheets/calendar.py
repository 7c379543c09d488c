"""Days that a spreadsheet counts, as dates that people here write and the tagger reads."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from tenderscan.readers.sheets.format_code import Part, Token

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LAST_DAY = 2_958_465
"""31 December 9999."""
_DAYS_TO_1904 = 1_462
_LEAP_DAY = 60
"""Excel counts a 29 February 1900, which never was."""
_BETWEEN = frozenset({Part.LITERAL, Part.COMMA, Part.POINT})
"""What may stand between the parts of a date."""
_SHOWN = frozenset({Part.DATE, Part.ELAPSED, Part.NOON})


def date_shower(tokens: Sequence[Token], *, from_1904: bool = False) -> Callable[[float], str]:
    """What makes text of a date, time or duration as the format shows it; dates in figures are always 01/04/2026.

    Args:
        tokens: of the format's section.
        from_1904: whether days count from 1904; else they count from the end of 1899.
    """
    before, behind = _around(tokens)
    if any(token.part is Part.ELAPSED for token in tokens):
        return lambda serial: f"{before}{_elapsed(tokens, serial)}{behind}".strip()
    dates, clock = _dates(tokens), _clock(tokens)

    @lru_cache(maxsize=4096)  # a sheet has few different days
    def show(serial: float) -> str:
        moved = serial + _DAYS_TO_1904 if from_1904 else serial
        if not 0 <= moved < _LAST_DAY + 1:
            return f"{serial:.15g}"
        moment = _moment(moved)
        shown = " ".join(part for part in (_date(dates, moment, moved), _time(clock, moment)) if part)
        return " ".join(f"{before}{shown}{behind}".split())

    return show


def _around(tokens: Sequence[Token]) -> tuple[str, str]:
    """Literal text before and behind the date, such as "w/c " and " (est.)"."""
    shown = [at for at, token in enumerate(tokens) if token.part in _SHOWN]
    before = _literal(tokens[: shown[0]])
    # In h "hrs" m "min" each part has its own unit; the parts are put together as 13:12, and the last unit would be
    # left over.
    has_units = any(character.isalpha() for character in _literal(tokens[shown[0] : shown[-1]]))
    return before, "" if has_units else _literal(tokens[shown[-1] + 1 :])


def _literal(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens if token.part is Part.LITERAL)


def british(moment: datetime) -> str:
    """A date, with its time unless that is midnight: 01/04/2026 14:30."""
    time = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    date = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    return date if time == "00:00" else f"{date} {time}"


def _moment(serial: float) -> datetime:
    days = serial if serial >= _LEAP_DAY else serial + 1
    moment = datetime(1899, 12, 30) + timedelta(milliseconds=round(days * 86_400_000))  # noqa: DTZ001 - wall clock
    return moment.replace(microsecond=0) if moment.microsecond < 500_000 else _next_second(moment)


def _next_second(moment: datetime) -> datetime:
    try:
        return moment.replace(microsecond=0) + timedelta(seconds=1)
    except OverflowError:
        return moment.replace(microsecond=0)


def _dates(tokens: Sequence[Token]) -> list[Token]:
    """Tokens of the date, what parts them included; "m" beside hours or seconds are minutes."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        letter = token.text[:1].lower()
        of_date = token.part is Part.DATE and letter in "ymd" and not (letter == "m" and _is_minutes(tokens, at))
        if of_date or (kept and token.part in _BETWEEN):
            kept.append(token)
        elif kept:
            break  # the time follows
    while kept and kept[-1].part in _BETWEEN:
        kept.pop()
    return kept


def _is_minutes(tokens: Sequence[Token], at: int) -> bool:
    if len(tokens[at].text) > 2:
        return False
    letters = [
        (place, token.text[0].lower()) for place, token in enumerate(tokens) if token.part in {Part.DATE, Part.ELAPSED}
    ]
    here = letters.index((at, "m"))
    return (here > 0 and letters[here - 1][1] == "h") or (here + 1 < len(letters) and letters[here + 1][1] == "s")


def _date(tokens: Sequence[Token], moment: datetime, serial: float) -> str:
    if not tokens:
        return ""
    runs = {token.text[0].lower(): len(token.text) for token in tokens if token.part is Part.DATE}
    # Day 0 is what an empty cell looks like when a date refers to it.
    day, month, year = (0, 1, 1900) if serial < 1 else (moment.day, moment.month, moment.year)
    if runs.get("m", 0) < 3 and runs.get("d", 0) < 3:
        parts = [f"{day:02}" if "m" in runs else str(day)] * ("d" in runs)
        parts += [f"{month:02}"] * ("m" in runs) + [f"{year:04}"] * ("y" in runs)
        return "/".join(parts)
    words = []
    for token in tokens:
        letter, length = token.text[:1].lower(), len(token.text)
        if token.part in _BETWEEN:
            # 1-Apr-26 as 1 Apr 2026: with blanks its parts are words that can be searched for
            words.append(" " if token.text in {"-", "/", "."} else token.text)
        elif letter == "y":
            words.append(f"{year:04}")
        elif letter == "m":
            words.append(_month(month, length))
        else:
            words.append(_day(day, length, moment))
    return " ".join("".join(words).split())


def _month(month: int, length: int) -> str:
    if length < 3:
        return f"{month:0{length}}"
    return _MONTHS[month - 1] if length == 4 else _MONTHS[month - 1][:3]


def _day(day: int, length: int, moment: datetime) -> str:
    if length < 3:
        return f"{day:0{length}}"
    return _DAYS[moment.weekday()][: 3 if length == 3 else None]


def _clock(tokens: Sequence[Token]) -> str:
    """Which parts of a time the format has: h, M for minutes, s, and p for AM/PM."""
    letters = {
        "M" if token.text[0].lower() == "m" and _is_minutes(tokens, at) else token.text[0].lower()
        for at, token in enumerate(tokens)
        if token.part is Part.DATE
    }
    noon = any(token.part is Part.NOON for token in tokens)
    return "".join(letter for letter in "hMs" if letter in letters) + "p" * noon


def _time(clock: str, moment: datetime) -> str:
    noon = "p" in clock
    parts = [str(moment.hour % 12 or 12) if noon else f"{moment.hour:02}"] * ("h" in clock)
    parts += [f"{moment.minute:02}"] * ("M" in clock) + [f"{moment.second:02}"] * ("s" in clock)
    if not parts:
        return ""
    return ":".join(parts) + (f" {'AM' if moment.hour < 12 else 'PM'}" if noon else "")


def _elapsed(tokens: Sequence[Token], serial: float) -> str:
    """A duration, such as 30:15 for a day, six hours and a quarter."""
    if abs(serial) > _LAST_DAY:
        return f"{serial:.15g}"
    seconds = round(abs(serial) * 86_400)
    parts: list[str] = []
    for token in tokens:
        if token.part not in {Part.ELAPSED, Part.DATE} or token.text[0].lower() not in "hms":
            continue
        unit = {"h": 3600, "m": 60, "s": 1}[token.text[0].lower()]
        count, seconds = divmod(seconds, unit)
        parts.append(f"{count:0{min(len(token.text), 2)}}" if token.part is Part.DATE else str(count))
    return ("-" if serial < 0 else "") + ":".join(parts)
