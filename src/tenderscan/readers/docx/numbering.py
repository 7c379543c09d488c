"""Automatic numbers of paragraphs: Word stores that a paragraph is numbered, not its number (ECMA-376 part 1, 17.9)."""

import re
from copy import copy
from dataclasses import dataclass, field

from tenderscan.readers.docx.names import R_PROPERTIES, VAL, WORD, switch, value
from tenderscan.readers.docx.styles import Style, Styles
from tenderscan.readers.office.bullets import bullet_sign
from tenderscan.readers.office.names import ALTERNATE, COMPATIBILITY, number
from tenderscan.readers.office.numerals import numeral
from tenderscan.readers.xml import Element

LEVELS = 9
_LONGEST_LABEL = 200
"""Characters of a label, and of the pattern it is made by; Word itself takes fewer."""
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """What Word writes before a paragraph of a list.

    Attributes:
        text: the number or bullet with the blank behind it, such as "12.3 "; empty where nothing is shown.
        level: 1-based depth in the list.
    """

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list definition.

    Attributes:
        start: first number.
        format: how numbers are written (17.18.59), such as "lowerRoman".
        text: pattern such as "%1.%2".
        restart: 1-based level above which this one begins anew; 0 for never, None for any.
        legal: whether all numbers in the pattern are written in digits.
        behind: what stands between label and text.
        style: paragraph style tied to the level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    behind: str = " "
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A numbering instance: a definition, what it changes of it, and the counters it shares with its siblings."""

    levels: list[_Level]
    counters: list[int | None]
    restarts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Index the numbering part, which may be missing."""
        self._styles = styles
        self._definitions: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        if root is not None:
            self._definitions = {e.get(WORD + "abstractNumId", ""): e for e in root.findall(WORD + "abstractNum")}
            self._instances = {e.get(WORD + "numId", ""): e for e in root.findall(WORD + "num")}
        self._levels: dict[str, list[_Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, _List | None] = {}

    def anew(self) -> "Numbering":
        """The same lists with counters that have not begun."""
        other = copy(self)
        other._counters, other._lists = {}, {}
        return other

    def label(self, properties: Element | None, style: Style) -> Label | None:
        """Label of the next paragraph, and the counters moved on; None where it belongs to no list."""
        entry = None if properties is None else properties.find(WORD + "numPr")
        num_id = value(entry, "numId")
        level = number(value(entry, "ilvl"))
        numbered = self._list(num_id if num_id is not None else style.num_id)
        if numbered is None:
            return None
        if level is None:
            level = (style.num_level or 0) if num_id is not None else _style_level(numbered, style)
        level = min(max(level, 0), LEVELS - 1)
        _count(numbered, level)
        return Label(_written(numbered, level), level + 1)

    def _list(self, num_id: str | None) -> _List | None:
        if num_id is None or num_id == "0":
            return None
        if num_id not in self._lists:
            self._lists[num_id] = self._make(num_id)
        return self._lists[num_id]

    def _make(self, num_id: str) -> _List | None:
        instance = self._instances.get(num_id)
        definition_id = self._definition_id(num_id)
        if instance is None or definition_id is None:
            return None
        if definition_id not in self._levels:
            self._levels[definition_id] = _levels(self._definitions[definition_id])
        levels = list(self._levels[definition_id])
        restarts = {}
        for override in instance.findall(WORD + "lvlOverride"):
            at = number(override.get(WORD + "ilvl")) or 0
            if not 0 <= at < LEVELS:
                continue
            changed = override.find(WORD + "lvl")
            if changed is not None:
                levels[at] = _level(changed)
            start = number(value(override, "startOverride"))
            if start is not None:
                restarts[at] = start
        # Instances of one definition go on counting from each other.
        return _List(levels, self._counters.setdefault(definition_id, [None] * LEVELS), restarts)

    def _definition_id(self, num_id: str) -> str | None:
        """Definition of an instance, followed through the list style it may point to (17.9.21)."""
        for _ in range(LEVELS):
            id_ = value(self._instances.get(num_id), "abstractNumId")
            if id_ is None or id_ not in self._definitions:
                return None
            linked = value(self._definitions[id_], "numStyleLink")
            through = self._styles.style(linked).num_id if linked else None
            if through is None or through == num_id:
                return id_
            num_id = through
        return None


def _levels(definition: Element) -> list[_Level]:
    levels = [_Level(format="none")] * LEVELS
    for entry in definition.findall(WORD + "lvl"):
        at = number(entry.get(WORD + "ilvl"))
        if at is not None and 0 <= at < LEVELS:
            levels[at] = _level(entry)
    return levels


def _level(entry: Element) -> _Level:
    hidden = switch(entry.find(R_PROPERTIES), "vanish")
    start = number(value(entry, "start"))
    return _Level(
        start=0 if start is None else start,
        format=_format(entry),
        text="" if hidden else (value(entry, "lvlText") or "")[:_LONGEST_LABEL],
        restart=number(value(entry, "lvlRestart")),
        legal=bool(switch(entry, "isLgl")),
        behind="" if value(entry, "suff") == "nothing" else " ",
        style=value(entry, "pStyle"),
    )


def _format(entry: Element) -> str:
    """Number format of a level; a custom one ("001, 002, …") stands in a branch of its own."""
    custom = entry.find(f"{ALTERNATE}/{COMPATIBILITY}Choice/{WORD}numFmt")
    if custom is not None and custom.get(VAL) == "custom":
        return str(custom.get(WORD + "format") or "decimal")[:_LONGEST_LABEL]
    return value(entry, "numFmt") or "decimal"


def _style_level(numbered: _List, style: Style) -> int:
    """Level of a paragraph that is in the list by its style: the level tied to the style, or else what that says."""
    tied = {level.style: at for at, level in enumerate(numbered.levels) if level.style}
    for id_ in style.chain:
        if id_ in tied:
            return tied[id_]
        if id_ == style.num_style:
            break
    return style.num_level or 0


def _count(numbered: _List, level: int) -> None:
    """Move the counter of `level` on, and let the deeper ones begin anew."""
    counters = numbered.counters
    if not numbered.begun:
        numbered.begun = True
        for at in numbered.restarts:
            counters[at] = None
    now = counters[level]
    first = numbered.restarts.get(level, numbered.levels[level].start)
    counters[level] = first if now is None else now + 1
    for deeper in range(level + 1, LEVELS):
        restart = numbered.levels[deeper].restart
        if restart is None or level < restart:
            counters[deeper] = None


def _written(numbered: _List, level: int) -> str:
    own = numbered.levels[level]
    if own.format == "bullet":
        return bullet_sign(own.text) + " " if own.text else ""

    def figure(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        other = numbered.levels[at]
        count = numbered.counters[at]
        shown = "decimal" if own.legal and other.format != "none" else other.format
        return numeral(numbered.restarts.get(at, other.start) if count is None else count, shown)

    text = _PLACEHOLDER.sub(figure, own.text)[:_LONGEST_LABEL]
    return text + own.behind if text.strip() else ""
