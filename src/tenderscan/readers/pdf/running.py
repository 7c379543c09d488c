"""Running headers and footers: lines that stand at the same height on several pages with the same words.

Numbers may differ from page to page. A bare page number at the very edge is one even on a single page.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tenderscan.readers.pdf.geometry import Box, around
from tenderscan.readers.pdf.layout import FilledGrid, PageLayout, Strand, TextLine

_ZONE = 0.14
"""Part of the page's height, at its top and at its bottom, where running lines stand."""
_SAME_HEIGHT = 5.0
"""Points by which the place of a running line may differ between pages."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-\u2013|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-\u2013|]?(?:\s*page)?",
    re.IGNORECASE,
)
_LONGEST_PAGE_NUMBER = 40
"""Characters; the pattern may try each blank several times."""


@dataclass(frozen=True, slots=True)
class RunningLines:
    """A page, its running lines taken out.

    Attributes:
        header: top to bottom.
        footer: top to bottom.
        body: what is left of the page.
    """

    header: tuple[TextLine, ...]
    footer: tuple[TextLine, ...]
    body: PageLayout


_Key = tuple[bool, str]
"""Whether a line stands at the top of its page, and its words without numbers."""
_Places = dict[_Key, list[tuple[int, float]]]
"""For each kind of line the numbers of the pages it stands on, and how high."""


class _Zones(NamedTuple):
    """The lines at the top and at the bottom of a page, each with its key."""

    upper: list[tuple[TextLine, _Key]]
    lower: list[tuple[TextLine, _Key]]


def part_running_lines(pages: Sequence[PageLayout]) -> list[RunningLines]:
    """The running lines of each page, and the page without them."""
    places: _Places = defaultdict(list)
    zones = [_zones(page) for page in pages]
    for number, zone in enumerate(zones):
        for line, key in (*zone.upper, *zone.lower):
            places[key].append((number, line.top))
    return [_part(page, number, zones[number], places) for number, page in enumerate(pages)]


def _zones(page: PageLayout) -> _Zones:
    zones = _Zones([], [])
    upper_end, lower_begin = _ZONE * page.height, (1 - _ZONE) * page.height
    for part in page.parts:
        if isinstance(part, Strand):
            for line in part.lines:
                if line.bottom < upper_end:
                    zones.upper.append((line, (True, _key(line))))
                elif line.top > lower_begin:
                    zones.lower.append((line, (False, _key(line))))
    return zones


def _key(line: TextLine) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def _part(page: PageLayout, number: int, zones: _Zones, places: _Places) -> RunningLines:
    header = [line for line, key in zones.upper if _repeats(line, number, places[key])]
    footer = [line for line, key in zones.lower if _repeats(line, number, places[key])]
    highest = min((line.top for line, _ in zones.upper), default=0.0)
    lowest = max((line.bottom for line, _ in zones.lower), default=0.0)
    header += [
        line for line, _ in zones.upper if line.top <= highest + 2 and _is_page_number(line) and line not in header
    ]
    footer += [
        line for line, _ in zones.lower if line.bottom >= lowest - 2 and _is_page_number(line) and line not in footer
    ]
    if not header and not footer:
        return RunningLines((), (), page)
    taken = {*header, *footer}
    parts = tuple(part for part in (_without(part, taken) for part in page.parts) if part)
    return RunningLines(
        tuple(sorted(header, key=lambda line: line.top)),
        tuple(sorted(footer, key=lambda line: line.top)),
        replace(page, parts=parts),
    )


def _repeats(line: TextLine, number: int, places: Sequence[tuple[int, float]]) -> bool:
    """Whether a line stands on another page too, near or on several, at the same height."""
    if len(places) == 1 or (not any(map(str.isalpha, line.text)) and not _is_page_number(line)):
        return False
    others = {page for page, top in places if page != number and abs(top - line.top) <= _SAME_HEIGHT}
    # two pages far apart may begin with the same words by chance; three, or neighbours, do not
    return len(others) >= 2 or any(abs(page - number) <= 2 for page in others)


def _is_page_number(line: TextLine) -> bool:
    text = line.text.strip()
    return len(text) <= _LONGEST_PAGE_NUMBER and bool(_PAGE_NUMBER.fullmatch(text))


def _without(part: Strand | FilledGrid, taken: set[TextLine]) -> Strand | FilledGrid | None:
    if isinstance(part, FilledGrid):
        return part
    lines = tuple(line for line in part.lines if line not in taken)
    if len(lines) == len(part.lines):
        return part
    return Strand(lines, around([Box(*line[1:5]) for line in lines])) if lines else None
