"""The words of `models/suppliers.toml`, and what a word means when names are compared."""

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from tenderscan.errors import RuleError
from tenderscan.settings import bundled

FILE = "suppliers.toml"


class Meaning(Enum):
    """What a word of a name says."""

    NUMBER = "number"
    DIRECTION = "direction"
    PLACE = "place"
    GROUP = "word of a group of companies"
    TITLE = "title"
    SOFT = "soft"
    """Put behind a name without making it another: "UK", "Company"."""
    TRADE = "trade"
    """What companies do: "services"."""
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the file.

    Attributes:
        forms: legal forms by their folded words, such as ("public", "limited", "company") → "plc".
        meanings: of every listed word.
        numbers: numbers in words, as digits.
        same: short forms of words, as the full word.
        roman_at_end: words that are numbers at the end of a name.
        longest_form: number of words of the longest legal form.
    """

    forms: dict[tuple[str, ...], str]
    meanings: dict[str, Meaning]
    numbers: dict[str, str]
    same: dict[str, str]
    roman_at_end: frozenset[str]
    longest_form: int

    def meaning(self, word: str) -> Meaning:
        """What a folded word says."""
        known = self.meanings.get(word)
        if known is not None:
            return known
        return Meaning.NUMBER if any(char.isdigit() for char in word) else Meaning.PLAIN

    def is_known(self, word: str) -> bool:
        """Whether the word is listed, so that it is no slip of another."""
        return word in self.meanings


@cache
def vocabulary() -> Vocabulary:
    """The words that ship with the program."""
    return read_vocabulary(bundled("models") / FILE)


_LISTS = (
    # What stands in two lists has the meaning of the later.
    ("trade", Meaning.TRADE),
    ("places", Meaning.PLACE),
    ("group", Meaning.GROUP),
    ("directions", Meaning.DIRECTION),
    ("soft", Meaning.SOFT),
    ("titles", Meaning.TITLE),
    ("roman", Meaning.NUMBER),
)


def read_vocabulary(path: Path) -> Vocabulary:
    """The words of a file.

    Raises:
        RuleError: it is no file of this kind.
    """
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        lists: dict[str, str] = content["words"]
        forms = {tuple(form.split()): name for name, ways in content["forms"].items() for form in ways}
        numbers, same = (dict(pair.split("=") for pair in lists[name].split()) for name in ("numbers", "same"))
        meanings = {word: meaning for name, meaning in _LISTS for word in lists[name].split()}
        roman_at_end = frozenset(lists["roman_at_end"].split())
    except (OSError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise RuleError(f"{path} cannot be used: {error}.\nPut back the file that came with the program.") from error
    return Vocabulary(
        forms=forms,
        meanings=meanings,
        numbers=numbers,
        same=same,
        roman_at_end=roman_at_end,
        longest_form=max(map(len, forms)),
    )
