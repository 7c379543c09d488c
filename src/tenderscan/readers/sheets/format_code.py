"""Number formats of spreadsheets, cut into their parts (ECMA-376 part 1, 18.8.31).

A format is up to four sections between semicolons: for positive and for negative numbers, for zero, for text. A section
is literal text around placeholders for digits, or around parts of a date.
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

_LONGEST = 255
"""Characters of a format code in Excel."""


class Part(Enum):
    """What a token of a format code stands for."""

    LITERAL = auto()
    DIGIT = auto()
    """0, # or ?"""
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    DATE = auto()
    """A run of one of the letters y, m, d, h and s."""
    ELAPSED = auto()
    """[h], [m] or [s]: hours, minutes or seconds that go on counting."""
    NOON = auto()
    """AM/PM"""
    GENERAL = auto()
    TEXT = auto()
    """@"""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a section: its meaning, and its characters."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format.

    Attributes:
        tokens: in order.
        condition: comparison and number, such as (">=", 100.0), that say which numbers it is for; mostly None.
        parts: meanings of the tokens.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    parts: frozenset[Part] = field(default_factory=frozenset)

    @property
    def is_date(self) -> bool:
        """Whether it shows a date, a time or a duration."""
        return bool(self.parts & {Part.DATE, Part.ELAPSED, Part.NOON})

    @property
    def literal(self) -> str:
        """Its literal text."""
        return "".join(token.text for token in self.tokens if token.part is Part.LITERAL)


# Format codes are short, and no alternative can match the characters of another twice: linear.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)(?:"|$)'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.?)"  # a blank as wide as the next character
    r"|\*(?P<fill>.?)"  # the next character, repeated until the cell is full
    r"|\[(?P<bracket>[^\]]*)(?:\]|$)"
    r"|(?P<general>General|Standard)"
    r"|(?P<noon>AM/PM|A/P)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<at>@)|(?P<end>;)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN: dict[str, Part] = {
    "general": Part.GENERAL,
    "noon": Part.NOON,
    "exponent": Part.EXPONENT,
    "date": Part.DATE,
    "digit": Part.DIGIT,
    "point": Part.POINT,
    "comma": Part.COMMA,
    "percent": Part.PERCENT,
    "at": Part.TEXT,
    "quoted": Part.LITERAL,
    "escaped": Part.LITERAL,
    "other": Part.LITERAL,
}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COUNTED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)


def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code, at least one and at most four."""
    found: list[list[Token]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in _TOKEN.finditer(code[:_LONGEST]):
        name, text = str(match.lastgroup), match[str(match.lastgroup)]
        if name == "end":
            found.append([])
            conditions.append(None)
        elif name == "space":
            found[-1].append(Token(Part.LITERAL, " "))
        elif name == "bracket":
            found[-1] += _bracket(text)
            condition = _CONDITION.fullmatch(text.strip())
            conditions[-1] = (condition[1], float(condition[2])) if condition else conditions[-1]
        elif name in _PLAIN:
            found[-1].append(Token(_PLAIN[name], text))
    return tuple(
        Section(tuple(tokens), condition, frozenset(token.part for token in tokens))
        for tokens, condition in zip(found[:4], conditions, strict=False)
    )


def _bracket(text: str) -> list[Token]:
    """[$£-809] is a currency sign, [h] a duration; colours, conditions and calendars show nothing."""
    if _COUNTED.fullmatch(text):
        return [Token(Part.ELAPSED, text.lower())]
    currency = _CURRENCY.fullmatch(text)
    if currency is None:
        return []
    if re.fullmatch(r"\$-[A-Z]?F[48]00", text, re.IGNORECASE):  # the system's long date or time
        return []
    return [Token(Part.LITERAL, currency[1])] if currency[1] else []
