"""Numbers of lists and headings: a file says that a paragraph is numbered, not its number (5.3, 16.30 to 16.37)."""

import re
from copy import copy
from dataclasses import dataclass, field

from tenderscan.readers.odt.names import EXTENSION, STYLE, STYLE_NAME, TEXT, XML_ID, is_true, number
from tenderscan.readers.odt.styles import Styles
from tenderscan.readers.office.bullets import BULLET, bullet_sign
from tenderscan.readers.office.numerals import numeral
from tenderscan.readers.xml import Element

LEVELS = 10
_LONGEST_LABEL = 200
_OUTLINE = "\x00outline"
"""Name of the outline among the list styles; no file can have it."""
_FORMATS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "01": "decimalZero",
    "1st": "ordinal",
    "One": "cardinalText",
    "First": "ordinalText",
}


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph of a list.

    Attributes:
        text: the number or bullet with the blank behind it, such as "12.3 "; empty where nothing is shown.
        level: 1-based depth in the list.
        bullet: whether it is the same for all paragraphs of the level.
    """

    text: str
    level: int
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style.

    Attributes:
        format: as `style:num-format` has it, such as "1" or "i"; empty for no number, None for a bullet.
        sync: whether letters are doubled after "z": "bb" and not "ab".
        text: pattern with each level's number as "%1%", where there is one.
        before, after: what stands before and after the number where there is no pattern.
        shown: number of levels whose numbers are shown.
        start: first number.
        bullet: the sign.
        behind: what stands between label and text.
    """

    format: str | None = ""
    sync: bool = False
    text: str | None = None
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    bullet: str = ""
    behind: str = " "


_NO_LEVEL = _Level()


@dataclass(slots=True)
class Place:
    """A level of a list that is being walked.

    Attributes:
        style: name of the list style, None where the list names none.
        level: 0-based.
        counters: last number of each level, None before the first; shared with lists that continue this one.
    """

    style: str | None
    level: int
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """Counts the lists and headings of a document as they come."""

    def __init__(self, styles: Styles) -> None:
        """Begin a story; lists in headers do not go on counting in the body."""
        self._styles = styles
        self._levels: dict[str, tuple[_Level, ...]] = {}
        self._begin()

    def _begin(self) -> None:
        self._by_id: dict[str, Place] = {}
        self._last: Place | None = None
        self._headings = Place(_OUTLINE, 0)

    def anew(self) -> "Numbering":
        """The same lists with counters that have not begun."""
        other = copy(self)
        other._begin()
        return other

    def enter(self, list_: Element, around: Place | None) -> Place:
        """A `text:list`, inside the item of another one or not."""
        named = list_.get(STYLE_NAME)
        if around is not None:
            place = Place(named or around.style, min(around.level + 1, LEVELS - 1), around.counters)
            if place.style != around.style and not is_true(list_, TEXT + "continue-numbering"):
                place.counters[place.level :] = [None] * (LEVELS - place.level)
            return place
        before = self._by_id.get(list_.get(TEXT + "continue-list", ""))
        if before is None and is_true(list_, TEXT + "continue-numbering"):
            # Only a list of the same style can be meant (19.780).
            before = self._last if self._last is not None and self._last.style == named else None
        place = Place(named, 0) if before is None else Place(named, 0, before.counters)
        self._last = place
        if list_.get(XML_ID):
            self._by_id[list_.get(XML_ID)] = place
        return place

    def alone(self, paragraph: Element) -> Place:
        """A `text:numbered-paragraph`, which is a list of one item (5.3.6)."""
        id_ = paragraph.get(TEXT + "list-id", "")
        level = min(max((number(paragraph.get(TEXT + "level")) or 1) - 1, 0), LEVELS - 1)
        known = self._by_id.setdefault(id_, Place(paragraph.get(STYLE_NAME), level))
        return Place(paragraph.get(STYLE_NAME) or known.style, level, known.counters)

    def label(self, place: Place, start: int | None, style: str | None) -> Label | None:
        """Label of the next item, and the counters moved on; None where the list style is not in the file.

        Args:
            place: the list.
            start: number the item is to have, None for the next one.
            style: name of the list style that holds where the list names none.
        """
        name = place.style or style
        if not name:
            return Label(BULLET + " ", place.level + 1, bullet=True)
        levels = self._of(name)
        if levels is None:
            return None
        _count(place, levels, start)
        return _label(place, levels)

    def heading(self, heading: Element, level: int) -> Label | None:
        """Label of a heading that stands in no list, None where headings are not numbered."""
        levels = self._of(_OUTLINE)
        if levels is None or is_true(heading, TEXT + "is-list-header"):
            return None
        place = Place(_OUTLINE, min(max(level - 1, 0), LEVELS - 1), self._headings.counters)
        start = number(heading.get(TEXT + "start-value"))
        if start is None and is_true(heading, TEXT + "restart-numbering"):
            start = levels[place.level].start
        _count(place, levels, start)
        return _label(place, levels)

    def _of(self, name: str) -> tuple[_Level, ...] | None:
        if name not in self._levels:
            entry = self._styles.outline if name == _OUTLINE else self._styles.list_style(name)
            if entry is None:
                return None
            self._levels[name] = _read_levels(entry)
        return self._levels[name]


def _read_levels(style: Element) -> tuple[_Level, ...]:
    levels = [_NO_LEVEL] * LEVELS
    for entry in style:
        at = number(entry.get(TEXT + "level"))
        if at is not None and 1 <= at <= LEVELS:
            levels[at - 1] = _read_level(entry)
    return tuple(levels)


def _read_level(entry: Element) -> _Level:
    alignment = entry.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    followed = None if alignment is None else alignment.get(TEXT + "label-followed-by")
    behind = "" if followed == "nothing" else " "
    if entry.tag in (TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"):
        return _Level(None, bullet=entry.get(TEXT + "bullet-char", BULLET)[:1], behind=behind)
    start = number(entry.get(TEXT + "start-value"))
    pattern = entry.get(EXTENSION + "num-list-format")
    return _Level(
        format=entry.get(STYLE + "num-format", ""),
        sync=is_true(entry, STYLE + "num-letter-sync"),
        text=None if pattern is None else pattern[:_LONGEST_LABEL],
        before=entry.get(STYLE + "num-prefix", "")[:_LONGEST_LABEL],
        after=entry.get(STYLE + "num-suffix", "")[:_LONGEST_LABEL],
        shown=min(max(number(entry.get(TEXT + "display-levels")) or 1, 1), LEVELS),
        start=1 if start is None else start,
        behind=behind,
    )


def _count(place: Place, levels: tuple[_Level, ...], start: int | None) -> None:
    """Move the counter of the level on, and let the deeper ones begin anew."""
    counters, level = place.counters, place.level
    now = counters[level]
    following = levels[level].start if now is None else now + 1
    counters[level] = following if start is None else start
    counters[level + 1 :] = [None] * (LEVELS - level - 1)
    for above in range(level):
        if counters[above] is None:
            counters[above] = levels[above].start


def _label(place: Place, levels: tuple[_Level, ...]) -> Label:
    own = levels[place.level]
    if own.format is None:
        return Label(bullet_sign(own.bullet) + " " if own.bullet else "", place.level + 1, bullet=True)
    numbers = [_figure(levels[at], place.counters[at]) for at in range(place.level + 1)]
    if own.text is not None:
        text = _filled(own.text, numbers, levels)
    else:
        shown = [figure for figure in numbers[-own.shown :] if figure]
        text = own.before + ".".join(shown) + own.after
    text = text[:_LONGEST_LABEL]
    return Label(text + own.behind if text.strip(" \u200b") else "", place.level + 1)


def _filled(pattern: str, numbers: list[str], levels: tuple[_Level, ...]) -> str:
    """A pattern such as "%1%.%2%" with its numbers; a level without number leaves out the sign behind it, too."""
    for at, figure in enumerate(numbers):
        mark = f"%{at + 1}%"
        if levels[at].format == "":
            pattern = re.sub(f"{mark}[^%]*(?=%)", "", pattern, count=1)
        pattern = pattern.replace(mark, figure, 1)
    return re.sub(r"%\d+%", "", pattern)


def _figure(level: _Level, count: int | None) -> str:
    if not level.format or count is None:
        return ""
    if level.format in ("a", "A") and not level.sync and count > 26:
        letters = _spreadsheet_letters(count)
        return letters.upper() if level.format == "A" else letters
    return numeral(count, _FORMATS.get(level.format, "decimal"))


def _spreadsheet_letters(count: int) -> str:
    """A … z, aa, ab: as columns of a spreadsheet."""
    letters = ""
    while count > 0:
        count, at = divmod(count - 1, 26)
        letters = chr(ord("a") + at) + letters
    return letters
