"""Finding amounts of money in text, whatever they are for. Pure functions; no spaCy here.

The pattern is built from named parts. Token edges are not evidence: "£1.2m." ends before the full stop.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tenderscan.document import Span
from tenderscan.rules import MoneyRules
from tenderscan.tagger.numbers.figures import FIGURES, read_figures
from tenderscan.tagger.numbers.torn import ambiguous, torn
from tenderscan.tagger.numbers.words import WORDS, value_of, whole_number
from tenderscan.tagger.passages.openings import Opened, folded, holds, plain_part
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


# Between two ends of a range.
_DASH = r"\s?[-\u2013\u2014]\s?"
# "rounded to the nearest £10", "in units of £1,000"
_ROUNDING = re.compile(
    r"\b(?:nearest|(?:in|of|to) (?:units|multiples|increments|steps|bands|blocks) of|(?:multiples|increments) of)\s"
    r"(?:the |whole |each )?$",
    re.IGNORECASE,
)
# Where figures may begin: not within a number, but behind "c."
_FREE = r"(?:(?<![\w.,/£€$-])|(?<=\bc\.))"
# What has been one amount and is another now is no range.
_CHANGED = re.compile(
    r"\b(?:increas|rais|reduc|ris|rose|grow|grew|mov|revis|chang|upped|decreas|fell|fall|lift|amend|vari|cut|lower|drop"
    r"|went|going|down|up)[a-z]* (?:[a-z]+ ){0,2}from (?:[a-z]+ )?$",
    re.IGNORECASE,
)
_PESOS = re.compile(r"\bpesos?\b", re.IGNORECASE)
_NOUGHTS = re.compile(r"0{2,}")
"""The figures of "£000s"."""
_LEAST = Decimal("0.005")
"""Less than half a penny, if not said in pence, is a par value or a rate of exchange."""
_PENCE = ("pence", "p per", "p a", "p each", "p/", "p /", *(f"{digit}p" for digit in range(10)))
"""Of these one stands in every amount of pence: what stands behind the "a" may be any mark, or the next line."""
# 12 pence, 5p per mile, 14.5p/kWh, 0.34p; but not page 12p, nor video of 720p
_PENCE_FORM = re.compile(
    r"(?<![\w.,£/-])(?P<figures>\d{1,3}(?:\.\d+)?)"
    r"(?:\s?pence\b|\s?p(?= (?:per|a|each)\b| ?/ ?[^\W\d_])"
    r"|(?:(?<=\.[0-9])|(?<=\.\d[0-9])|(?<=\.\d\d[0-9]))p(?!\w))"
)
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
        marks: of these one stands wherever amounts are looked for, folded.
        word_marks: of these one stands in every amount that ends in a word for its currency, folded.
    """

    def __init__(self, rules: MoneyRules) -> None:
        """Build the patterns."""
        self._codes = {_key(sign): c.code for c in rules.currencies for sign in (c.code, *c.signs, *c.words)}
        self._factors = {_key(word): m for m in rules.multipliers for word in m.words}
        signs = [sign for currency in rules.currencies for sign in currency.signs]
        words = [word for currency in rules.currencies for word in currency.words]
        codes = [currency.code for currency in rules.currencies]
        local = [word for m in rules.multipliers if m.currency for word in m.words if len(word) > 2]
        sign = rf"(?P<sign>{_any(signs)})"
        factors = _any([word for m in rules.multipliers for word in m.words])
        mult = rf"(?:(?:[ \n]{{0,2}}|-)(?P<mult>{factors})(?![^\W_]))?"
        tail = rf"(?P<tail>[ \n]?/-|[ \n]?(?:{_any(words)})(?![^\W_]))?"
        minus = r"(?P<minus>[-\u2212](?=\d))?"
        self._signed = Opened(re.compile(rf"{sign}[ \n]?{minus}(?P<figures>{FIGURES}){mult}{tail}", re.IGNORECASE))
        self._worded = re.compile(
            rf"{_FREE}(?P<figures>{FIGURES}){mult}[ \n]?"
            rf"(?P<sign>(?:{_any([*words, *codes, '€'])})(?![^\W_]|['\u2019]?[m0]|\s?\d))",
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
        self._pence = _PENCE_FORM
        self._grouped, self._grouped_worded = _grouped(codes)
        self._upper = _upper_end(signs, [*words, *codes, "€"], mult)
        self._in_words = re.compile(
            rf"(?<![^\W_])(?:[^\W\d_]{{2,8}}\s+point\s+)?"
            rf"(?:{WORDS})(?:[\s-]+(?:(?:and|a)\s)?(?:{WORDS})){{0,24}}\s+(?P<sign>{_any(words)})(?![^\W_])",
            re.IGNORECASE,
        )
        # What stands in every match of a pattern, so that the others need not be tried: a blank in a word is free.
        self.word_marks = _firsts([*words, *codes, "€"])
        self._local_marks = _firsts(local)
        self._code_marks = tuple(code.lower() for code in codes)
        self.marks = _shortest({*_firsts(signs), *self.word_marks, *self._local_marks, *_PENCE})

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
        return [amount for amount in _once(text, found) if amount.certain > _UNREAD]

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
        """Figures in groups of three, behind a sign, before a word for a currency, before a local multiplier."""
        if holds(lower, span, self._code_marks):
            yield from self._grouped.finditer(text, span.start, span.end)
            yield from self._grouped_worded.finditer(text, span.start, span.end)
        yield from self._signed.finditer(text, span.start, span.end, lower)
        if holds(lower, span, self.word_marks):
            yield from self._worded.finditer(text, span.start, span.end)
        if holds(lower, span, self._local_marks):
            yield from self._local.finditer(text, span.start, span.end)

    def _amount(self, text: str, match: re.Match[str]) -> Amount | None:
        said = match.groupdict()
        sign, (start, end) = said.get("sign"), match.span()
        if _is_none(text, match, sign or ""):
            return None
        multiplier = self._factors.get(_key(said.get("mult") or ""))
        value, certain = read_figures(match["figures"])
        if value is None or (multiplier is None and ambiguous(text, match["figures"], end)):
            return None
        if torn(text, match["figures"], start, end, bare=end == match.end("figures")):
            return None
        code = self._codes[_key(sign)] if sign else (multiplier.currency if multiplier else "")
        if multiplier and multiplier.currency not in {"", code}:
            multiplier, end = None, match.end("figures")  # "£502.00 CR" is a credit, and no crore
        if multiplier:
            value *= multiplier.factor
        if said.get("minus"):
            value = -value
        return Amount(Span(start, end), value.normalize() if value == 0 else value, None, code, certain)

    def _range(self, text: str, amount: Amount, match: re.Match[str], limit: int) -> Amount | None:
        """The amount with its upper end, where "-", "to" or (after "between") "and" and another amount follow."""
        upper = self._upper.match(text, amount.span.end, limit)
        if not upper:
            return amount
        link, sign = upper["link"].strip(), upper["sign"] or upper["behind"]
        if (link.isalpha() and not sign and not upper["mult"]) or (sign and self._codes[_key(sign)] != amount.currency):
            return amount
        if link == "and" and not re.search(r"\bbetween\s*$", text[max(0, amount.span.start - 12) : amount.span.start]):
            return amount
        if _CHANGED.search(text, max(0, amount.span.start - _BEFORE), amount.span.start):
            return amount  # "raised from £1m to £2m"
        if torn(text, upper["figures"], upper.start("figures"), upper.end(), bare=upper.end() == upper.end("figures")):
            return amount if sign else None
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
            code = self._codes[_key(match["sign"])]
            if value:
                pence = _AND_PENCE.match(text, match.end(), span.end)
                hundredths = value_of(pence["words"]) if pence else None
                end = pence.end() if pence and hundredths is not None else match.end()
                total = Decimal(value) + Decimal(hundredths or 0) / 100
                found.append(Amount(Span(match.start(), end), total, None, code, 0.95))
            elif "point" in folded(phrase):
                found.append(Amount(Span(*match.span()), Decimal(-1), None, code, _UNREAD))
        return found


def _grouped(codes: list[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Amounts in groups of three behind a code and before one: "GBP 228 275", "4 700 EUR".

    Notices part thousands by blanks, where "£50 100" may be an amount and a number.
    """
    either = _any(codes)
    figures = r"(?P<figures>\d{1,3}(?: \d{3}){1,4}(?:[.,]\d\d)?(?![\d,.]?\d))"
    return (
        re.compile(rf"(?<!\w)(?P<sign>{either})[ \n]?{figures}(?! (?:{either})\b)"),
        re.compile(rf"{_FREE}(?<!\d ){figures}[ \n]?(?P<sign>{either})(?![^\W_])"),
    )


def _upper_end(signs: list[str], words: list[str], mult: str) -> re.Pattern[str]:
    """What follows the lower end of a range: "-£1.5m", " to c.£300,000", " and 800 000 GBP"."""
    return re.compile(
        rf"(?P<link>{_DASH}|\s(?:to|and)\s)(?:c\.|ca\.|circa |approx\. |approximately )?"
        rf"(?P<sign>{_any(signs)})?[ \n]?(?P<figures>{FIGURES}){mult}"
        rf"(?:[ \n]?(?P<behind>(?:{_any(words)})(?![^\W_])))?",
        re.IGNORECASE,
    )


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


def _shortest(marks: Iterable[str]) -> tuple[str, ...]:
    """Marks without those that hold another one."""
    ordered = sorted(marks)
    return tuple(mark for mark in ordered if not any(mark != part and part in mark for part in ordered))


def _firsts(words: list[str]) -> tuple[str, ...]:
    """Of each word the part that stands wherever it is found, blanks in it being free."""
    return tuple({plain_part(word) for word in words})


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


PLAIN = re.compile(
    r"(?P<minus>[-\u2212\u2013]|\()?\s?(?P<figures>\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?|\.\d{1,2})"
    r"\s?(?P<mult>[km])?(?P<behind>\s?\)|-)?(?:/-)?",
    re.IGNORECASE,
)
"""A cell that holds a number and nothing else; a minus may stand before or behind it, and brackets say the same."""


def plain_number(text: str) -> Decimal | None:
    """The number a cell holds when it holds nothing else."""
    match = PLAIN.fullmatch(text.strip())
    if not match or (match["minus"] == "(") != (")" in (match["behind"] or "")):
        return None
    value, _ = read_figures(match["figures"])
    if value is None:
        return None
    factors = {"k": Decimal(1000), "m": Decimal(1_000_000)}
    value *= factors.get((match["mult"] or "").lower(), Decimal(1))
    return -value if value and (match["minus"] or match["behind"]) else value


def _key(word: str) -> str:
    """A sign or word as the tables know it, however it is written: blanks in it are free."""
    return "".join(folded(word).split())


def _any(words: list[str]) -> str:
    """An alternation, longest first, blanks free."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in ordered)
