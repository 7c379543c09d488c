"""Until when two promises are to be kept, and which is the later."""

import re
from calendar import monthrange
from datetime import date, datetime

_NUMBER = re.compile(r"\d+")
_QUARTER = re.compile(r"q(?P<quarter>[1-4]) (?P<year>(?:19|20)\d\d)")


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
    differing = [pair for pair in zip(_numbers(one), _numbers(other), strict=True) if pair[0] != pair[1]]
    # Of "Month 12 of Year 1" and "Month 3 of Year 2" nobody can tell which number counts more.
    return (1 if differing[0][1] > differing[0][0] else -1) if len(differing) == 1 else None


def _numbers(words: str) -> list[int]:
    return list(map(int, _NUMBER.findall(words)))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("the ", "").removeprefix("by ").removeprefix("end of ").split())


def _day(words: str) -> date | None:
    """The last day that some words allow."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    quarter = _QUARTER.fullmatch(words)
    if quarter:
        month = 3 * int(quarter["quarter"])
        return date(int(quarter["year"]), month, monthrange(int(quarter["year"]), month)[1])
    for form in ("%B %Y", "%b %Y"):
        try:
            # A month, which has no zone.
            begun = datetime.strptime(words, form)  # noqa: DTZ007
        except ValueError:
            continue
        return date(begun.year, begun.month, monthrange(begun.year, begun.month)[1])
    return None
