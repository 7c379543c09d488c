"""Moments and durations: stored in UTC, shown to people in their own time, as the British write it."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def stored(moment: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def parsed(text: str) -> datetime:
    """The moment that `stored` wrote.

    Raises:
        ValueError: it is none.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def british(moment: datetime) -> str:
    """Day and time where the user is: "23/11/2026 14:05"."""
    return moment.astimezone().strftime("%d/%m/%Y %H:%M")


def british_time(moment: datetime, today: datetime | None = None) -> str:
    """The time where the user is, "14:05"; with the day where it is not that of `today` (now unless told)."""
    here, day = moment.astimezone(), (today or now()).astimezone().date()
    return here.strftime("%H:%M") if here.date() == day else british(moment)


def duration(seconds: float) -> str:
    """How long something took: "0.4 s", "45 s", "3 min 20 s", "2 h 5 min"."""
    if seconds < 9.95:
        return f"{max(seconds, 0.0):.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    minutes = round(whole / 60)
    return f"{minutes // 60} h {minutes % 60} min"


def roughly(seconds: float) -> str:
    """How long something is likely to take: "45 s", "4 min", "2 h 5 min"."""
    if seconds < 59.5:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
