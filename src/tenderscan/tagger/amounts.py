"""Finding amounts of money in text, whatever they are for. Pure functions; no spaCy here.

The pattern is built from named parts. Token edges are not evidence: "£1.2m." ends before the full stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tenderscan.document import Span
from tenderscan.rules import MoneyRules
from tenderscan.tagger.figures import FIGURES, read_figures
from tenderscan.tagger.number_words import WORDS, value_of, whole_number
from tenderscan.tagger.openings import Opened, folded, holds, plain_part
from tenderscan.tagger.taken import Taken


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount where it stands.

    Attributes:
        span: sign, figures, multiplier and currency word.
        amount: the amount, or the lower end of a range.
        amount_max: upper end of a range.
        currency: ISO 4217.
        certain: 0 to 1, lower for forms that may mean something else.
    """

    span: Span
    amount: Decimal
    amount_max: Decimal | None
    currency: str
    certain: float = 1.0


# Between two ends of a range.
_DASH = r"\s?[-\u2013\u2014]\s?"
# "rounded to the nearest £10", "in units of £1,000"
_ROUNDING = re.compile(
    r"\b(?:nearest|(?:in|of|to) (?:units|multiples|increments|steps|bands|blocks) of|(?:multiples|increments) of)\s"
    r"(?:the |whole |each )?$",
    re.IGNORECASE,
)
_PESOS = re.compile(r"\bpesos?\b", re.IGNORECASE)
_NOUGHTS = re.compile(r"0{2,}")
"""The figures of "£000s"."""
_LEAST = Decimal("0.005")
"""Less than half a penny is a par value or a rate of exchange, and would be shown as nothing."""
_PENCE = ("pence", "p per", "p a", "p each")
"""Of these one stands in every amount of pence: what stands behind the "a" may be any mark, or the next line."""
_BEFORE = 30
"""Characters before an amount in which something may say that it is none."""


class AmountFinder:
    """Finds amounts by the currencies and multipliers of `money.toml`.

    Attributes:
        marks: of these one stands wherever amounts are looked for, folded.
        word_marks: of these one stands in every amount that ends in a word for its currency, folded.
    """

    def __init__(self, rules: MoneyRules) -> None:
        """Build the patterns."""
        self._codes = {_key(sign): c.code for c in rules.currencies for sign in (c.code, *c.signs, *c.words)}
        self._factors = {_key(word): m for m in rules.multipliers for word in m.words}
        signs = [sign for currency in rules.currencies for sign in currency.signs]
        words = [word for currency in rules.currencies for word in currency.words]
        local = [word for m in rules.multipliers if m.currency for word in m.words if len(word) > 2]
        sign = rf"(?P<sign>{_any(signs)})"
        mult = rf"(?:[ \n]?(?P<mult>{_any([word for m in rules.multipliers for word in m.words])})(?![^\W_]))?"
        tail = rf"(?P<tail>[ \n]?/-|[ \n]?(?:{_any(words)})(?![^\W_]))?"
        self._signed = Opened(re.compile(rf"{sign}[ \n]?(?P<figures>{FIGURES}){mult}{tail}", re.IGNORECASE))
        self._worded = re.compile(
            rf"(?<![\w.,/£€$-])(?P<figures>{FIGURES}){mult}[ \n]?"
            rf"(?P<sign>(?:{_any([*words, *(c.code for c in rules.currencies), '€'])})(?![^\W_]))",
            re.IGNORECASE,
        )
        self._local = re.compile(
            rf"(?<![\w.,/-])(?P<figures>{FIGURES})[ \n]?(?P<mult>{_any(local)})(?![^\W_])", re.IGNORECASE
        )
        # "Contract value (£): 450000", "Basic pay (INR) exclusive of GST : 11282"
        self._after_label = re.compile(
            rf"\((?P<sign>{_any(signs)})[^()\d\n]{{0,12}}\)[^()\d\n:]{{0,40}}:[ ]?"
            rf"(?P<figures>{FIGURES}){mult}(?![\w%/:-])",
            re.IGNORECASE,
        )
        self._pence = re.compile(r"(?<![\w.,£/-])(?P<figures>\d{1,3}(?:\.\d+)?)\s?(?:pence\b|p(?= (?:per|a|each)\b))")
        self._upper = re.compile(
            rf"(?P<link>{_DASH}|\s(?:to|and)\s)(?P<sign>{_any(signs)})?[ \n]?(?P<figures>{FIGURES}){mult}",
            re.IGNORECASE,
        )
        self._in_words = re.compile(
            rf"(?<![^\W_])(?:{WORDS})(?:[\s-]+(?:(?:and|a)\s)?(?:{WORDS})){{0,24}}\s+(?P<sign>{_any(words)})(?![^\W_])",
            re.IGNORECASE,
        )
        # What stands in every match of a pattern, so that the others need not be tried: a blank in a word is free.
        self.word_marks = _firsts([*words, *(c.code for c in rules.currencies), "€"])
        self._local_marks = _firsts(local)
        marks = {*_firsts(signs), *self.word_marks, *self._local_marks, *_PENCE}
        self.marks = tuple(mark for mark in sorted(marks) if not any(mark != part and part in mark for part in marks))

    def likely(self, text: str) -> bool:
        """Whether a text may hold an amount; much quicker than looking for it."""
        return holds(folded(text), Span(0, len(text)), self.marks)

    def find(self, text: str, span: Span, lower: str | None = None) -> list[Amount]:
        """All amounts in a stretch of text, in order, none overlapping another; `lower`: the text, folded."""
        lower = folded(text) if lower is None else lower
        found = self._figures(text, span, lower)
        if holds(lower, span, self.word_marks):
            found += self._spelt(text, span)
        found = [amount for amount in found if not _is_unit(text, amount)]
        found.sort(key=lambda amount: (amount.span.start, -amount.span.end))
        return _once(text, found)

    def _figures(self, text: str, span: Span, lower: str) -> list[Amount]:
        found: list[Amount] = []
        taken = Taken()
        for match in self._signs_and_words(text, span, lower):
            amount = self._amount(text, match)
            amount = self._range(text, amount, match, span.end) if amount else None
            if amount and taken.add(amount.span):
                found.append(amount)
        for match in self._after_label.finditer(text, span.start, span.end):
            amount = self._amount(text, match)
            figures = Span(match.start("figures"), match.end())
            if amount and amount.amount and taken.add(figures):
                found.append(replace(amount, span=figures))
        if holds(lower, span, _PENCE):
            for match in self._pence.finditer(text, span.start, span.end):
                found.append(Amount(Span(*match.span()), Decimal(match["figures"]) / 100, None, "GBP", 0.8))
        return found

    def _signs_and_words(self, text: str, span: Span, lower: str) -> Iterator[re.Match[str]]:
        """Figures behind a sign, then those before a word for a currency, then those before a local multiplier."""
        yield from self._signed.finditer(text, span.start, span.end, lower)
        if holds(lower, span, self.word_marks):
            yield from self._worded.finditer(text, span.start, span.end)
        if holds(lower, span, self._local_marks):
            yield from self._local.finditer(text, span.start, span.end)

    def _amount(self, text: str, match: re.Match[str]) -> Amount | None:
        sign = match.groupdict().get("sign")
        start, end = match.span()
        if sign and sign[0].isalpha() and start and text[start - 1].isalnum():
            return None  # "hrs 10" holds "rs 10"
        if sign == "$" and start and text[start - 1].isalpha():
            return None  # "CA$5" are other dollars
        if sign == "$" and _PESOS.search(text, max(0, start - _BEFORE), start):
            return None
        multiplier = self._factors.get(_key(match["mult"] or ""))
        value, certain = read_figures(match["figures"])
        if value is None:
            return None
        code = self._codes[_key(sign)] if sign else (multiplier.currency if multiplier else "")
        if multiplier:
            value *= multiplier.factor
        return Amount(Span(start, end), value.normalize() if value == 0 else value, None, code, certain)

    def _range(self, text: str, amount: Amount, match: re.Match[str], limit: int) -> Amount:
        """The amount with its upper end, where "-", "to" or (after "between") "and" and another amount follow."""
        upper = self._upper.match(text, amount.span.end, limit)
        if not upper:
            return amount
        link, sign = upper["link"].strip(), upper["sign"]
        if (link.isalpha() and not sign and not upper["mult"]) or (sign and self._codes[_key(sign)] != amount.currency):
            return amount
        if link == "and" and not re.search(r"\bbetween\s*$", text[max(0, amount.span.start - 12) : amount.span.start]):
            return amount
        top, certain = read_figures(upper["figures"])
        if top is None or (not sign and text[upper.end() : upper.end() + 1] in {"%", "/"}):
            return amount
        multiplier = self._factors.get(_key(upper["mult"] or ""))
        low = amount.amount
        if multiplier:
            top *= multiplier.factor
            if not match.groupdict().get("mult") and low * multiplier.factor < top:
                low *= multiplier.factor  # "£1-1.5m": the multiplier is meant for both
        if top <= low:
            return amount
        return replace(
            amount,
            span=Span(amount.span.start, upper.end()),
            amount=low,
            amount_max=top,
            certain=min(amount.certain, certain),
        )

    def _spelt(self, text: str, span: Span) -> list[Amount]:
        found = []
        for match in self._in_words.finditer(text, span.start, span.end):
            phrase = text[match.start() : match.start("sign")]
            value = value_of(phrase) if whole_number(text, match.start(), phrase) else None
            if value:
                code = self._codes[_key(match["sign"])]
                found.append(Amount(Span(*match.span()), Decimal(value), None, code, 0.95))
        return found


def _firsts(words: list[str]) -> tuple[str, ...]:
    """Of each word the part that stands wherever it is found, blanks in it being free."""
    return tuple({plain_part(word) for word in words})


def _is_unit(text: str, amount: Amount) -> bool:
    """Whether an amount is none: a unit to round to, the noughts of "£000s", less than half a penny."""
    start, end = amount.span.start, amount.span.end
    if 0 < amount.amount < _LEAST:
        return True
    if amount.amount == 0 and _NOUGHTS.search(amount.span.of(text)) and "." not in amount.span.of(text):
        return True
    return _ROUNDING.search(text, max(0, start - _BEFORE), start) is not None and end > start


# "five pounds (£5)"
_BETWEEN_TWICE = re.compile(r"[\s,]*\((?:[^()\d£€$]{0,30})$")
# "six dollars of the United States of America (US$6)": where one of the two is in words
_WORDS_BETWEEN = re.compile(
    r"[^()\d£€$.;:]{0,80}\((?:(?:say|i\.e\.|being|in figures:?)\s)?[A-Z]{0,4}\s?$", re.IGNORECASE
)


def _once(text: str, found: list[Amount]) -> list[Amount]:
    """Drop overlaps, and make one of an amount that stands in words and again in figures: "five pounds (£5)"."""
    result: list[Amount] = []
    for amount in found:
        last = result[-1] if result else None
        if last and amount.span.start < last.span.end:
            if len(amount.span) > len(last.span):
                result[-1] = amount
            continue
        if last and _twice(text, last, amount):
            result[-1] = _one_of(text, last, amount)
            continue
        result.append(amount)
    return result


def _twice(text: str, first: Amount, second: Amount) -> bool:
    """Whether two amounts are one that is written twice, the second time in brackets."""
    if first.currency != second.currency or second.span.start - first.span.end > 90:
        return False
    between = text[first.span.end : second.span.start]
    if _spelt_out(text, first) != _spelt_out(text, second) and _WORDS_BETWEEN.fullmatch(between):
        return True
    return first.amount == second.amount and len(between) < 40 and _BETWEEN_TWICE.match(between) is not None


def _one_of(text: str, first: Amount, second: Amount) -> Amount:
    """Of an amount in words and in figures the figures, should they disagree; else one value from first to last."""
    if not _spelt_out(text, first):
        return first
    if first.amount != second.amount:
        return second
    # words first: one value from the words to the closing bracket
    end = second.span.end + (text[second.span.end : second.span.end + 1] == ")")
    return replace(second, span=Span(first.span.start, end))


def _spelt_out(text: str, amount: Amount) -> bool:
    return not any(char.isdigit() for char in amount.span.of(text))


PLAIN = re.compile(
    r"[(-]?\s?(?P<figures>\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s?(?P<mult>[km])?\s?\)?(?:/-)?",
    re.IGNORECASE,
)
"""A cell that holds a number and nothing else."""


def plain_number(text: str) -> Decimal | None:
    """The number a cell holds when it holds nothing else."""
    match = PLAIN.fullmatch(text.strip())
    if not match:
        return None
    value, _ = read_figures(match["figures"])
    factors = {"k": Decimal(1000), "m": Decimal(1_000_000)}
    return value * factors.get((match["mult"] or "").lower(), Decimal(1)) if value is not None else None


def _key(word: str) -> str:
    """A sign or word as the tables know it, however it is written: blanks in it are free."""
    return "".join(folded(word).split())


def _any(words: list[str]) -> str:
    """An alternation, longest first, blanks free."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in ordered)
