"""Finding amounts of money in text, whatever they are for. Pure functions; no spaCy here.

The patterns are in `amount_patterns`. Token edges are not evidence: "£1.2m." ends before the full stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tenderscan.document import Span
from tenderscan.rules import MoneyRules
from tenderscan.tagger.numbers.amount_marks import PENCE_MARKS, AmountMarks
from tenderscan.tagger.numbers.amount_patterns import PENCE, amount_patterns, key_of
from tenderscan.tagger.numbers.figures import read_figures
from tenderscan.tagger.numbers.torn import ambiguous, torn
from tenderscan.tagger.numbers.words import WORDS, value_of, whole_number
from tenderscan.tagger.passages.openings import folded, holds
from tenderscan.tagger.passages.taken import Taken


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


# "rounded to the nearest £10", "in units of £1,000"
_ROUNDING = re.compile(
    r"\b(?:nearest|(?:in|of|to) (?:units|multiples|increments|steps|bands|blocks) of|(?:multiples|increments) of)\s"
    r"(?:the |whole |each )?$",
    re.IGNORECASE,
)
# What has been one amount and is another now is no range.
_CHANGED = re.compile(
    r"\b(?:(?:increas|rais|reduc|ris|rose|grow|grew|mov|revis|chang|upped|decreas|fell|fall|lift|amend|vari|cut|lower|drop"
    r"|went|going|down|up|extend|uplift)[a-z]*,? (?:[\w%-]+ ){0,3}(?:from|by)"
    r"|(?:increase|rise|reduction|decrease|uplift|cut|drop|fall) of) (?:(?!between )[a-z]+ ){0,2}$"
    r"|\b(?:increased|raised|reduced|rose|fell|up|down|cut) (?:some |about |around |a further |another )?$",
    re.IGNORECASE,
)
_CHANGE = 45
"""Characters before an amount in which it may be said to be that of a change, or what has changed."""
# "a credit of -£400", "Variance: -£400."; but not "Lot 1 -£400", nor "- £400", which is an item of a list
_MINUS = re.compile(r"(?:\b(?:of|is|was|were|at|by|being)\s|(?P<colon>[:=]\s)|\()[-\u2212]$", re.IGNORECASE)
_PESOS = re.compile(r"\bpesos?\b", re.IGNORECASE)
_NOUGHTS = re.compile(r"0{2,}")
"""The figures of "£000s"."""
_LEAST = Decimal("0.005")
"""Less than half a penny, if not said in pence, is a par value or a rate of exchange."""
# "six pounds and forty pence"
_AND_PENCE = re.compile(
    rf"\s(?:and\s)?(?P<words>(?:{WORDS})(?:[\s-](?:{WORDS}))?)\s(?:pence|penny|cents?|paise)\b", re.IGNORECASE
)
# "A 3 £ 2 design": a sign of multiplication, misread or in another alphabet
_TIMES = re.compile(r"(?<![\w.,])\d $")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_DIGIT = re.compile(r"\D{1,4}\d")
_UNREAD = 0.0
"""How sure an amount in words is whose words make no number: it counts only where figures in brackets follow."""
_BETWEEN = 90
"""Characters between an amount in words and the same in figures."""
_LONG = 400
"""An amount that is longer is no amount in words, but many, one behind the other."""
_BEFORE = 30
"""Characters before an amount in which something may say that it is none."""


class AmountFinder:
    """Finds amounts by the currencies and multipliers of `money.toml`.

    Attributes:
        marks: what stands in every amount, so that passages without need not be read.
    """

    def __init__(self, rules: MoneyRules) -> None:
        """Build the patterns."""
        self._codes = {key_of(sign): c.code for c in rules.currencies for sign in (c.code, *c.signs, *c.words)}
        self._factors = {key_of(word): m for m in rules.multipliers for word in m.words}
        self._patterns = amount_patterns(rules)
        self.marks = AmountMarks(rules)

    def find(self, text: str, span: Span, lower: str | None = None) -> list[Amount]:
        """All amounts in a stretch of text, in order, none overlapping another; `lower`: the text, folded."""
        lower = folded(text) if lower is None else lower
        found = self._figures(text, span, lower)
        if holds(lower, span, self.marks.words):
            found += self._spelt(text, span)
        found = [amount for amount in found if not _is_unit(text, amount)]
        found.sort(key=lambda amount: (amount.span.start, -amount.span.end))
        return [amount for amount in _once(text, found) if amount.certain > _UNREAD]

    def _figures(self, text: str, span: Span, lower: str) -> list[Amount]:
        found: list[Amount] = []
        taken = Taken()
        for match in self._signs_and_words(text, span, lower):
            amount = self._amount(text, match)
            amount = self._range(text, amount, match, span.end) if amount else None
            if amount and taken.add(amount.span):
                found.append(amount)
        for match in self._patterns.after_label.finditer(text, span.start, span.end):
            amount = self._amount(text, match)
            figures = Span(match.start("figures"), match.end())
            if amount and amount.amount and taken.add(figures):
                found.append(replace(amount, span=figures))
        if holds(lower, span, PENCE_MARKS):
            for match in PENCE.finditer(text, span.start, span.end):
                found.append(Amount(Span(*match.span()), Decimal(match["figures"]) / 100, None, "GBP", 0.8))
        return found

    def _signs_and_words(self, text: str, span: Span, lower: str) -> Iterator[re.Match[str]]:
        """Figures in groups of three, behind a sign, before a word for a currency, before a local multiplier."""
        if holds(lower, span, self.marks.codes):
            yield from self._patterns.grouped.finditer(text, span.start, span.end)
            yield from self._patterns.grouped_worded.finditer(text, span.start, span.end)
        yield from self._patterns.signed.finditer(text, span.start, span.end, lower)
        if holds(lower, span, self.marks.words):
            yield from self._patterns.worded.finditer(text, span.start, span.end)
        if holds(lower, span, self.marks.local):
            yield from self._patterns.local.finditer(text, span.start, span.end)

    def _amount(self, text: str, match: re.Match[str]) -> Amount | None:
        said = match.groupdict()
        sign, (start, end) = said.get("sign"), match.span()
        if _is_none(text, match, sign or ""):
            return None
        multiplier = self._factors.get(key_of(said.get("mult") or ""))
        value, certain = read_figures(match["figures"])
        if value is None or (multiplier is None and ambiguous(text, match["figures"], start, end)):
            return None
        if torn(text, match["figures"], start, end, bare=end == match.end("figures")):
            return None
        code = self._codes[key_of(sign)] if sign else (multiplier.currency if multiplier else "")
        if multiplier and multiplier.currency not in {"", code} and folded(said["mult"]) == "cr":
            multiplier, end = None, match.end("figures")  # "£502.00 CR" is a credit, and no crore
        if multiplier:
            value *= multiplier.factor
        before = sign and match.start("sign") == start and _minus_before(text, start, end)
        if said.get("minus") or before:
            value, start = -value, start - bool(before)
        return Amount(Span(start, end), value.normalize() if value == 0 else value, None, code, certain)

    def _range(self, text: str, amount: Amount, match: re.Match[str], limit: int) -> Amount | None:
        """The amount with its upper end, where "-", "to" or (after "between") "and" and another amount follow."""
        upper = self._patterns.upper.match(text, amount.span.end, limit)
        if not upper:
            return amount
        link, sign = upper["link"].strip(), upper["sign"] or upper["behind"]
        if (link.isalpha() and not sign and not upper["mult"]) or (
            sign and self._codes[key_of(sign)] != amount.currency
        ):
            return amount
        if link == "and" and not re.search(r"\bbetween\s*$", text[max(0, amount.span.start - 12) : amount.span.start]):
            return amount
        if _CHANGED.search(text, max(0, amount.span.start - _CHANGE), amount.span.start):
            return amount  # "raised from £1m to £2m", "raised by £1m to £2m"
        if torn(text, upper["figures"], upper.start("figures"), upper.end(), bare=upper.end() == upper.end("figures")):
            return amount if sign else None
        top, certain = read_figures(upper["figures"])
        if top is None or (not sign and text[upper.end() : upper.end() + 1] in {"%", "/"}):
            return amount
        multiplier = self._factors.get(key_of(upper["mult"] or ""))
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
        for match in self._patterns.in_words.finditer(text, span.start, span.end):
            phrase = text[match.start() : match.start("sign")]
            value = value_of(phrase) if whole_number(text, match.start(), phrase) else None
            code = self._codes[key_of(match["sign"])]
            if value:
                pence = _AND_PENCE.match(text, match.end(), span.end)
                hundredths = value_of(pence["words"]) if pence else None
                end = pence.end() if pence and hundredths is not None else match.end()
                total = Decimal(value) + Decimal(hundredths or 0) / 100
                found.append(Amount(Span(match.start(), end), total, None, code, 0.95))
            elif "point" in folded(phrase):
                found.append(Amount(Span(*match.span()), Decimal(-1), None, code, _UNREAD))
        return found


def _minus_before(text: str, start: int, end: int) -> bool:
    """Whether the dash before an amount is a minus, and neither a dash of the sentence nor that of a list."""
    minus = _MINUS.search(text, max(0, start - _BEFORE), start) if text[start - 1 : start] in {"-", "\u2212"} else None
    return minus is not None and (not minus["colon"] or text[end : end + 2].strip(".;) \n") == "")


def _is_none(text: str, match: re.Match[str], sign: str) -> bool:
    """Whether what looks like an amount is none: another sign, a range, a year, a sign of multiplication."""
    start, end = match.span()
    before = text[start - 1] if start else " "
    if sign and sign[0].isalpha() and before.isalnum():
        return True  # "hrs 10" holds "rs 10"
    if sign.isalpha() and match.groupdict().get("minus"):
        return True  # "400 GBP-450K" is a range
    if sign == "$" and (before.isalpha() or _PESOS.search(text, max(0, start - _BEFORE), start)):
        return True  # "CA$5" are other dollars
    if sign == "€" and match.start("sign") > match.start("figures") and _YEAR.fullmatch(match["figures"]):
        return True  # "Budget 2014 €" heads a column
    return bool(_TIMES.search(text, max(0, start - 3), start) and _ONE_DIGIT.fullmatch(text, start, end))


def _is_unit(text: str, amount: Amount) -> bool:
    """Whether an amount is none: a unit to round to, the noughts of "£000s", less than half a penny."""
    start, end = amount.span.start, amount.span.end
    if 0 < amount.amount < _LEAST and text[end - 1] not in "pe":
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
# "ten pounds a day for the tools (£300 in all)": the figures say something else
_MORE = re.compile(
    r"\b(?:per|an?|each|every|for|plus|or|in|to|at|and(?! [a-z -]{3,40}\b(?:pence|penny|cents?|paise?)\b))\b",
    re.IGNORECASE,
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
    apart = second.span.start - first.span.end > _BETWEEN or len(first.span) > _LONG
    if apart or first.currency != second.currency:
        return False
    between = text[first.span.end : second.span.start]
    if _spelt_out(text, first) != _spelt_out(text, second) and _WORDS_BETWEEN.fullmatch(between):
        return first.amount == second.amount or _MORE.search(between) is None
    return first.amount == second.amount and len(between) < 40 and _BETWEEN_TWICE.match(between) is not None


def _one_of(text: str, first: Amount, second: Amount) -> Amount:
    """Of an amount in words and in figures one value from first to last; that of the figures, should they disagree."""
    if not _spelt_out(text, first):
        return first
    # words first: one value from the words to the closing bracket
    end = second.span.end + (text[second.span.end : second.span.end + 1] == ")")
    return replace(second, span=Span(first.span.start, end))


def _spelt_out(text: str, amount: Amount) -> bool:
    return not any(char.isdigit() for char in amount.span.of(text))
