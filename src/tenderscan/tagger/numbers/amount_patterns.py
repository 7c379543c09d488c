"""The forms in which an amount is written, as patterns made of named parts."""

import re
from dataclasses import dataclass

from tenderscan.rules import MoneyRules
from tenderscan.tagger.numbers.figures import FIGURES
from tenderscan.tagger.numbers.torn import AFTER_SIZE
from tenderscan.tagger.numbers.words import WORDS
from tenderscan.tagger.passages.openings import Opened, folded

# Between two ends of a range.
_DASH = r"\s?[-\u2013\u2014]\s?"
# Where figures may begin: not within a number, but behind "c."
_FREE = r"(?:(?<![\w.,/£€$-])|(?<=\bc\.))"
# 12 pence, 5p per mile, 14.5p/kWh, 0.34p; but not page 12p, nor video of 720p
PENCE = re.compile(
    r"(?<![\w.,£/-])(?P<figures>\d{1,3}(?:\.\d+)?)"
    r"(?:\s?pence\b|\s?p(?= (?:per|a|each)\b| ?/ ?[^\W\d_])"
    r"|(?:(?<=\.[0-9])|(?<=\.\d[0-9])|(?<=\.\d\d[0-9]))p(?!\w))"
)


@dataclass(frozen=True, slots=True)
class AmountPatterns:
    """The forms of amounts; each match has the group `figures` or `sign`, most have both.

    Attributes:
        signed: "£1.2m".
        worded: "1,200 pounds".
        local: "2 crore".
        after_label: "Contract value (£): 450000".
        grouped: "GBP 228 275".
        grouped_worded: "4 700 EUR".
        upper: the upper end of a range, with what links it.
        in_words: "two million pounds".
    """

    signed: Opened
    worded: re.Pattern[str]
    local: re.Pattern[str]
    after_label: re.Pattern[str]
    grouped: re.Pattern[str]
    grouped_worded: re.Pattern[str]
    upper: re.Pattern[str]
    in_words: re.Pattern[str]


def amount_patterns(rules: MoneyRules) -> AmountPatterns:
    """The patterns for the currencies and multipliers of `money.toml`."""
    signs = [sign for currency in rules.currencies for sign in currency.signs]
    words = [word for currency in rules.currencies for word in currency.words]
    codes = [currency.code for currency in rules.currencies]
    local = [word for m in rules.multipliers if m.currency for word in m.words if len(word) > 2]
    factors = any_of([word for m in rules.multipliers for word in m.words])
    mult = rf"(?:(?:[ \n]{{0,2}}|-)(?P<mult>{factors})(?=(?:{AFTER_SIZE})?(?![^\W_])))?"
    grouped, grouped_worded = _grouped(codes)
    return AmountPatterns(
        signed=_signed(signs, words, mult),
        worded=re.compile(
            rf"{_FREE}(?P<figures>{FIGURES}){mult}[ \n]?"
            rf"(?P<sign>(?:{any_of([*words, *codes, '€'])})(?![^\W_]|['\u2019]?[m0]|\s?\d))",
            re.IGNORECASE,
        ),
        local=re.compile(
            rf"(?<![\w.,/-])(?P<figures>{FIGURES})[ \n]?(?P<mult>{any_of(local)})(?![^\W_])", re.IGNORECASE
        ),
        # "Contract value (£): 450000", "Basic pay (INR) exclusive of GST : 11282"
        after_label=re.compile(
            rf"\((?P<sign>{any_of(signs)})[^()\d\n]{{0,12}}\)[^()\d\n:]{{0,40}}:[ ]?"
            rf"(?P<figures>{FIGURES}){mult}(?![\w%/:-])",
            re.IGNORECASE,
        ),
        grouped=grouped,
        grouped_worded=grouped_worded,
        upper=_upper_end(signs, [*words, *codes, "€"], mult),
        in_words=re.compile(
            rf"(?<![^\W_])(?:[^\W\d_]{{2,8}}\s+point\s+)?"
            rf"(?:{WORDS})(?:[\s-]+(?:(?:and|a)\s)?(?:{WORDS})){{0,24}}\s+(?P<sign>{any_of(words)})(?![^\W_])",
            re.IGNORECASE,
        ),
    )


def _signed(signs: list[str], words: list[str], mult: str) -> Opened:
    """A sign before figures."""
    tail = rf"(?P<tail>[ \n]?/-|[ \n]?(?:{any_of(words)})(?![^\W_]))?"
    minus = r"(?P<minus>[-\u2212](?=\d))?"
    return Opened(
        re.compile(rf"(?P<sign>{any_of(signs)})[ \n]?{minus}(?P<figures>{FIGURES}){mult}{tail}", re.IGNORECASE)
    )


def _grouped(codes: list[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Amounts in groups of three behind a code and before one: "GBP 228 275", "4 700 EUR".

    Notices part thousands by blanks, where "£50 100" may be an amount and a number.
    """
    either = any_of(codes)
    figures = r"(?P<figures>\d{1,3}(?: \d{3}){1,4}(?:[.,]\d\d)?(?![\d,.]?\d))"
    return (
        re.compile(rf"(?<!\w)(?P<sign>{either})[ \n]?{figures}(?! (?:{either})\b)"),
        re.compile(rf"{_FREE}(?<!\d ){figures}[ \n]?(?P<sign>{either})(?![^\W_])"),
    )


def _upper_end(signs: list[str], words: list[str], mult: str) -> re.Pattern[str]:
    """What follows the lower end of a range: "-£1.5m", " to c.£300,000", " and 800 000 GBP"."""
    return re.compile(
        rf"(?P<link>{_DASH}|\s(?:to|and)\s)(?:c\.|ca\.|circa |approx\. |approximately )?"
        rf"(?P<sign>{any_of(signs)})?[ \n]?(?P<figures>{FIGURES}){mult}"
        rf"(?:[ \n]?(?P<behind>(?:{any_of(words)})(?![^\W_])))?",
        re.IGNORECASE,
    )


def key_of(word: str) -> str:
    """A sign or word as the tables know it, however it is written: blanks in it are free."""
    return "".join(folded(word).split())


def any_of(words: list[str]) -> str:
    """An alternation, longest first, blanks free."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in ordered)
