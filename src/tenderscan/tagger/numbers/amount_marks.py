"""What stands in every amount of money, so that passages without it need not be read."""

import re
from collections.abc import Iterable

from tenderscan.document import Span
from tenderscan.rules import MoneyRules
from tenderscan.tagger.passages.openings import folded, plain_part

PENCE_MARKS = ("pence", "p per", "p a", "p each", "p/", "p /", *(f"{digit}p" for digit in range(10)))
"""Of these one stands in every amount of pence: what stands behind the "a" may be any mark, or the next line."""


class AmountMarks:
    """The marks of amounts, by the currencies and multipliers of `money.toml`; all folded.

    Attributes:
        words: of these one stands in every amount that ends in a word for its currency.
        local: of these one stands in every amount with a multiplier that says the currency.
        codes: of the currencies.
        spelt: of these one stands in every amount without figures.
    """

    def __init__(self, rules: MoneyRules) -> None:
        """Work the marks out: blanks in a word are free, so only a part of it stands wherever it is found."""
        signs = [sign for currency in rules.currencies for sign in currency.signs]
        words = [word for currency in rules.currencies for word in currency.words]
        codes = [currency.code for currency in rules.currencies]
        self.words = _firsts([*words, *codes, "€"])
        self.local = _firsts([word for m in rules.multipliers if m.currency for word in m.words if len(word) > 2])
        self.codes = tuple(code.lower() for code in codes)
        self.spelt = _firsts(words)
        # "Rs 40", "Basic pay (Rs) without tax: 400"
        letters = {mark for mark in _firsts(signs) if mark.replace(".", "").isalpha()} - {*self.words}
        self._before = [(mark, re.compile(rf"{mark}(?:\W{{0,5}}\d|(?<=\({mark}))")) for mark in _shortest(letters)]
        self._marks = _shortest({*_firsts(signs), *self.words} - letters)
        self._behind = _shortest({*self.local, *PENCE_MARKS})

    def likely(self, text: str) -> bool:
        """Whether a text may hold an amount; much quicker than looking for it."""
        return bool(self.within(folded(text), Span(0, len(text))))

    def within(self, lower: str, span: Span) -> tuple[str, ...]:
        """The marks of a stretch of text, folded: of them one stands in every passage of it that holds an amount.

        Letters count only beside figures: "Rs" stands in "members", "lac" in "place".
        """
        marks = [mark for mark in self._marks if lower.find(mark, span.start, span.end) >= 0]
        marks += [mark for mark, pattern in self._before if pattern.search(lower, span.start, span.end)]
        return (*marks, *(mark for mark in self._behind if _behind_figure(lower, span, mark)))


def _shortest(marks: Iterable[str]) -> tuple[str, ...]:
    """Marks without those that hold another one."""
    ordered = sorted(marks)
    return tuple(mark for mark in ordered if not any(mark != part and part in mark for part in ordered))


def _behind_figure(lower: str, span: Span, mark: str) -> bool:
    """Whether a text stands somewhere behind a figure, or begins with one itself."""
    at = lower.find(mark, span.start, span.end)
    while at >= 0 and not mark[0].isdigit() and not any(c.isdigit() for c in lower[max(0, at - 2) : at]):
        at = lower.find(mark, at + 1, span.end)
    return at >= 0


def _firsts(words: list[str]) -> tuple[str, ...]:
    """Of each word the part that stands wherever it is found, blanks in it being free."""
    return tuple({plain_part(word) for word in words})
