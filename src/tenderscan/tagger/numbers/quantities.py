"""Numbers with a unit: "12 apprentices", "twenty (20) working days", "10-12 weeks", "99.5%". Pure; no spaCy here."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from tenderscan.document import Span
from tenderscan.rules import CommitmentRules
from tenderscan.tagger.numbers.figures import read_figures
from tenderscan.tagger.numbers.words import WORDS, value_of, whole_number
from tenderscan.tagger.passages.openings import Opened


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit where it stands.

    Attributes:
        span: from the number to the end of the unit.
        number: of the number alone, brackets that repeat it included.
        value: the number; of a range the lower end, which is the least that binds.
        unit: name of the unit.
        noun: where the words between number and unit begin: "new local" of "6 new local jobs".
        unit_start: where the word for the unit begins.
    """

    span: Span
    number: Span
    value: Decimal
    unit: str
    noun: int
    unit_start: int


_MOST_WORDS = 4
"""Words between a number and its unit: "25 long-term unemployed local people"."""
_LONGEST_UNIT = 3
# Not the figures of a date, an amount, a clause number, a code or a version. It begins with a plain digit, which `re`
# finds quickly; what stands before is looked at afterwards.
_FIGURES = re.compile(
    r"\d(?<![\w.,/:£€$₹#&=-]\d)"
    r"(?>(?:\d{0,2}(?:[ \u00a0]\d{3}){1,3}(?![ \u00a0]?\d)|\d*(?:,\d{2,3})*(?:\.\d+)?))"  # 1 200; 1,200.5
    r"(?=[ \n\u00a0%(+A-Za-z\u2013-])(?![A-Za-z]*[./:]?\d)"
)
_SCALES = frozenset({"hundred", "thousand", "thousands", "lakh", "lakhs", "million", "millions", "crore", "crores"})
_FIRST_WORDS = "|".join(word for word in WORDS.split("|") if word not in _SCALES and "billion" not in word)
_SPELT = Opened(
    re.compile(rf"(?<![^\W_])(?:{_FIRST_WORDS})(?:[\s-]+(?:and\s)?(?:{WORDS})){{0,6}}(?![^\W_])", re.IGNORECASE)
)
# "five (5)", "5 (five)", "12+", and the upper end of "10-12", "10 to 12" and "five or six"
_TAIL = re.compile(
    r"(?:\s?\((?:\d[\d,.]*|[A-Za-z]+(?:[ -][A-Za-z]+){0,5})\))?"
    r"(?:\s?(?:[-\u2013]|to|or)\s?(?:\d[\d,]*(?:\.\d+)?(?![\w.]*[./:]\d)"
    rf"|(?:{_FIRST_WORDS})(?:[\s-]+(?:{WORDS})){{0,3}}\b))?(?:\s?\+)?",
    re.IGNORECASE,
)
# The lower end of "between 5 and 10", "between five per cent and", which is the least that binds.
_BETWEEN = re.compile(
    rf"\bbetween\s(?P<low>\d[\d,]*(?:\.\d+)?|(?:{_FIRST_WORDS})(?:[\s-]+(?:{WORDS})){{0,3}})"
    r"[\s%]?[a-z ]{0,20}?\s+and\s+$"
)
_FROM = re.compile(r"\bfrom\s(?:\w+\s){0,2}$")
_TO = re.compile(r"\s(?:\w+\s){0,3}?to\s(?:\w+\s){0,2}\d")
_BEFORE = 70
"""Characters before a number in which the lower end of its range is looked for."""
_HEAD = re.compile(r"[a-z][a-z0-9\u2019'&]*|%")
_AHEAD = 90
"""Characters behind a number in which its unit is looked for."""
_RATE = re.compile(r"\s?/\s?h\b|h\b|\s(?:per|an) hour\b")
"""Behind a unit: a speed is none."""
_WORD = re.compile(r"(?P<between>[ \n\u00a0]{0,3}\(?|-)(?P<word>%|[A-Za-z][A-Za-z0-9\u2019'&]{0,30})")
# Words over which a number does not reach for its unit.
_STOPS = frozenset(
    re.findall(
        r"\w+",
        "of and or to in the by per within shall will must is are be been with for at from as on than that this which"
        " who have has had was were not a an its their our each every if when can may should but do also under st nd rd"
        " th january february march april may june july august september october november december",
    )
)
_OF = frozenset({"t", "tonnes", "kg", "member", "members"})
"""Words behind which "of" belongs to the unit."""
_SHORT = frozenset({"m", "hr", "yr"})
"""Words for units that stand right behind their number."""


_PLACES = "organisations"
"""Unit whose words may stand before another: "6 school visits" are visits, "6 apprentice cooks" apprentices."""


class QuantityFinder:
    """Finds numbers with the units of `commitments.toml`."""

    def __init__(self, rules: CommitmentRules) -> None:
        """Build the look-up tables."""
        self._units = {tuple(words.split()): unit.name for unit in rules.units for words in unit.words}
        self._heads = frozenset(words[0] for words in self._units)
        numbered = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(rules.numbered, key=len)[::-1])
        self._numbered = re.compile(rf"(?<!\w)(?:{numbered})\s*$")

    def find(self, text: str, span: Span, lower: str) -> Iterator[Quantity]:
        """Quantities of a stretch of text, in order, none overlapping another; `lower`: the text, folded."""
        numbers = [match.span() for match in _FIGURES.finditer(text, span.start, span.end)]
        spelt = {_upper_end(lower, *match.span()) for match in _SPELT.finditer(text, span.start, span.end, lower)}
        end = span.start
        for number in sorted([*numbers, *spelt]):
            if number[0] < end:
                continue
            found = self._with_unit(text, lower, Span(*number), span.end, spelt=number in spelt)
            if found is None:
                continue
            low = _BETWEEN.search(lower, max(span.start, number[0] - _BEFORE), number[0])
            if low and low.start("low") < end:  # "between 5 weeks and 10 weeks": the lower end was told
                continue
            end = found.span.end
            yield _from_low(text, found, Span(*low.span("low"))) if low else found

    def _with_unit(self, text: str, lower: str, number: Span, limit: int, *, spelt: bool) -> Quantity | None:
        """The number with the unit behind it, None where none stands there or it is the number of something."""
        tail = _TAIL.match(text, number.end, limit)
        end = tail.end() if tail else number.end
        first = _WORD.match(text, end, limit)
        if first is None or _stops(lower, first):
            return None
        if self._heads.isdisjoint(_HEAD.findall(lower, end, min(end + _AHEAD, limit))):
            return None
        found = self._unit(text, lower, end, limit)
        if found is None or self._numbered.search(lower, max(0, number.start - 24), number.start):
            return None
        value = _value(text, number, spelt=spelt)
        if _FROM.search(lower, max(0, number.start - 30), number.start) and _TO.match(lower, found[3], limit):
            return None  # "from 60% to 50%", "from 60 tonnes to 40": where it starts
        if value is None or _RATE.match(lower, found[3], limit):
            return None
        name, noun, start, behind = found
        return Quantity(Span(number.start, behind), Span(number.start, end), value, name, noun, start)

    def _unit(self, text: str, lower: str, at: int, limit: int) -> tuple[str, int, int, int] | None:
        """Name of the unit, where the words before it begin, and where it begins and ends."""
        words: list[tuple[str, int, int]] = []
        for _ in range(_MOST_WORDS + _LONGEST_UNIT):
            match = _WORD.match(text, at, limit)
            if match is None:
                break
            word = lower[match.start("word") : match.end()]
            # "tonnes of carbon" and "members of staff" are units, and "meet-the-buyer" one word
            goes_on = match["between"] == "-" or (word == "of" and words and words[-1][0] in _OF)
            if _stops(lower, match) and not goes_on:
                break
            words.append((word, match.start("word"), match.end()))
            at = match.end()
        for first in range(min(len(words), _MOST_WORDS + 1)):
            for size in range(min(_LONGEST_UNIT, len(words) - first), 0, -1):
                name = self._units.get(tuple(word for word, *_ in words[first : first + size]))
                before = words[first - 1][0] if first else ""
                if name == _PLACES and self._is_first_of_two(words, first + size):
                    continue
                if name and before != "half" and not (first and (words[first][0] in _SHORT or name == "percent")):
                    return name, words[0][1], words[first][1], words[first + size - 1][2]
        return None

    def _is_first_of_two(self, words: Sequence[tuple[str, int, int]], behind: int) -> bool:
        """Whether a place in the singular only says which of the unit behind it are meant: "school workshops"."""
        if behind >= len(words) or words[behind - 1][0].endswith("s"):
            return False
        return (words[behind][0],) in self._units and words[behind][0].endswith("s")


def _upper_end(lower: str, start: int, end: int) -> tuple[int, int]:
    """Of "between five and ten", which reads like one number, the upper end."""
    if not lower.startswith("between ", max(0, start - 8)):
        return start, end
    parted = lower.rfind(" and ", start, end)
    return (start if parted < 0 else parted + len(" and "), end)


def _from_low(text: str, found: Quantity, low: Span) -> Quantity:
    """A quantity from the lower end of its range on, where that can be read."""
    value = _value(text, low, spelt=not text[low.start].isdigit())
    if value is None:
        return found
    return replace(found, span=Span(low.start, found.span.end), number=Span(low.start, found.number.end), value=value)


def _stops(lower: str, match: re.Match[str]) -> bool:
    """Whether a word is one over which a number does not reach; "per cent" is a unit."""
    start = match.start("word")
    return lower[start : match.end()] in _STOPS and not lower.startswith("per cent", start)


def _value(text: str, number: Span, *, spelt: bool) -> Decimal | None:
    words = number.of(text)
    if spelt:
        whole = value_of(words) if whole_number(text, number.start, words) else None
        return None if whole is None else Decimal(whole)
    value, certain = read_figures(words)
    return value if certain == 1.0 else None


class Phrases:
    """Some lower-case phrases, found as whole words in a folded text without line breaks, the longest first."""

    __slots__ = ("_asked", "_by_word", "_firsts", "pattern")

    def __init__(self, phrases: Iterable[str]) -> None:
        """Build from phrases; without any nothing is found."""
        words = sorted(set(phrases), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?![^\W_])" if words else "(?!)")
        # A phrase stands only where its first word is a word of the text; sets of words are compared in no time, and
        # to look for a plain text takes a hundredth of what a pattern of many does.
        self._by_word: dict[str, list[str]] = {}
        for phrase in words:
            self._by_word.setdefault(_RUN.findall(phrase)[0], []).append(phrase)
        self._firsts = frozenset(self._by_word)
        self._asked: tuple[str, bool] = ("", False)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first of them in a stretch of a text."""
        return self.pattern.search(text, start, end) if self._may_stand(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All of them in a stretch of a text."""
        return self.pattern.finditer(text, start, end) if self._may_stand(text) else iter(())

    def _may_stand(self, text: str) -> bool:
        if self._asked[0] is not text:  # the same text is asked about for each of its numbers
            stands = any(phrase in text for word in self._firsts & _words(text) for phrase in self._by_word[word])
            self._asked = (text, stands)
        return self._asked[1]


_RUN = re.compile(r"[^\W_]+")


@lru_cache(8)
def _words(text: str) -> frozenset[str]:
    """The words of a text, of which the same is asked many times in a row."""
    return frozenset(_RUN.findall(text))
