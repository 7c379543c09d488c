"""What a sentence says beside the number of its promise: of which share, when, and how many of something else."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tenderscan.catalogue.commitments import Promise
from tenderscan.text import forms, stem

_SHARE = re.compile(r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d{1,2})?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
# "in the first year", "from day one", "over the life of the Contract"; "for 26 weeks" narrows, see `qualifiers`
_WHEN = re.compile(
    r"\b(?:in|within|during|over|from|throughout|by|until|before|after|across)\s(?:[\w-]+\s){0,4}?"
    r"(?:life|lifetime|term|duration|years?|quarters?|first\s(?:[\w-]+\s)?(?:months?|weeks?|days?)|day one"
    r"|mobilisation|commencement|handover)\b(?:\s(?:\d{1,2}\b|one|two|three|four|five\b))?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:life|lifetime|term|duration)\b", re.IGNORECASE)
_OTHER_NUMBER = re.compile(r"(?<![\w.,/£€$-])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,6})(?=\s[a-z]{3})")
_NAMED = re.compile(r"(?:\b[A-Z]{2,}|\b(?i:clause|section|schedule|lot|year|phase|part|annex|item|number|no\.?))\s$")
_SMALL = frozenset({"in", "within", "during", "over", "from", "throughout", "by", "on", "at", "the", "of", "a", "an"})
_A_YEAR = range(1900, 2100)


def shares(promises: Sequence[Promise]) -> set[Decimal]:
    """Percentages in what a document says of a promise, without the number of the promise itself."""
    found: set[Decimal] = set()
    for promise in promises:
        stated = {Decimal(match["number"]) for match in _SHARE.finditer(promise.evidence.quote)}
        found |= stated - ({promise.value.quantity} if promise.value.unit == "percent" else set())
    return found


def times_lost(bid: Sequence[Promise], contract: Sequence[Promise]) -> list[str]:
    """Phrases that say when the bid keeps its promise, "in the first year", and of which the contract lacks a word.

    Days, periods and numbers that belong to the promise itself are compared elsewhere.
    """
    had = {word for promise in contract for word in _stems(promise.evidence.quote)}
    # What holds for the whole contract holds without being said.
    said = [phrase for phrase in times(bid[:1]) if not _WHOLE.search(phrase)]
    return [phrase for phrase in said if not had.issuperset(_stems(phrase))]


def times(promises: Sequence[Promise]) -> list[str]:
    """Phrases that say when a promise is kept."""
    return list(dict.fromkeys(phrase for promise in promises for phrase in _times(promise)))


def _times(promise: Promise) -> Iterator[str]:
    value = promise.value
    told = {*forms(value.by or ""), *forms(value.per or "")}
    own = None if value.quantity is None else f"{value.quantity.normalize():f}"
    for match in _WHEN.finditer(" ".join(promise.evidence.quote.split())):
        words = set(forms(match.group()))
        if not words - _SMALL <= told and own not in words and value.unit not in words:
            yield match.group()


def numbers_lost(bid: Sequence[Promise], contract: Sequence[Promise], compared: frozenset[Decimal]) -> list[str]:
    """Numbers with the word behind them that the bid says beside its promise and the contract nowhere: "600 pupils".

    Args:
        bid: mentions of the promise in the bid.
        contract: mentions of it in the contract.
        compared: numbers of all promises of the bid, which are compared by themselves.
    """
    has = {number for promise in contract for number, _ in _numbers(promise.evidence.quote)}
    return [words for number, words in _numbers(bid[0].evidence.quote) if number not in has | compared]


def _numbers(quote: str) -> Iterator[tuple[Decimal, str]]:
    text = " ".join(quote.split())
    for match in _OTHER_NUMBER.finditer(text):
        number = Decimal(match["number"].replace(",", ""))
        if int(number) not in _A_YEAR and not _NAMED.search(text, max(0, match.start() - 12), match.start()):
            yield number, f"{match.group()} {text[match.end() :].split()[0].rstrip('.,;:)')}"


def _stems(text: str) -> list[str]:
    return [stem(word) for word in forms(text) if word not in _SMALL]
