"""Until when two promises are to be kept, and which is the later."""

import re
from calendar import monthrange
from datetime import date, datetime

_NUMBER = re.compile(r"\d+")


def later(before: str, after: str) -> int | None:
    """1 where the second deadline is later, -1 where it is earlier, 0 where it is the same; None where nobody can tell.

    Days and months are compared as such; other words where they differ in their numbers alone ("Year 2", "Year 3").
    """
    one, other = _plain(before), _plain(after)
    if one == other:
        return 0
    days = _day(one), _day(other)
    if days[0] and days[1]:
        return (days[1] > days[0]) - (days[1] < days[0])
    if _NUMBER.sub("#", one) != _NUMBER.sub("#", other):
        return None
    numbers = [tuple(map(int, _NUMBER.findall(words))) for words in (one, other)]
    return (numbers[1] > numbers[0]) - (numbers[1] < numbers[0])


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("the ", "").removeprefix("by ").removeprefix("end of ").split())


def _day(words: str) -> date | None:
    """The last day that some words allow."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    for form in ("%B %Y", "%b %Y"):
        try:
            # A month, which has no zone.
            month = datetime.strptime(words, form)  # noqa: DTZ007
        except ValueError:
            continue
        return date(month.year, month.month, monthrange(month.year, month.month)[1])
    return None
