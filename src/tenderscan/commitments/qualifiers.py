"""Words that narrow a promise and that a contract leaves out: "from the local area", "for at least 26 weeks"."""

import re
from collections.abc import Iterator, Sequence

from tenderscan.catalogue.commitments import Promise
from tenderscan.text import forms, stem

_EMPTY = frozenset(
    {
        *("a", "an", "the", "of", "for", "in", "on", "at", "to", "and", "or", "with", "from", "into", "than", "up"),
        *("our", "your", "their", "its", "his", "her", "we", "it", "this", "these", "those", "who", "that", "which"),
        *("will", "shall", "must", "be", "is", "are", "per", "each", "every", "all", "any", "as", "well", "also"),
        *("new", "least", "minimum", "further", "additional"),
    }
)
"""Words that narrow nothing."""
_OTHER_MATTERS = re.compile(
    r"\b(?:contract|agreement|term|supplier|contractor|provider|council|buyer|authority|client|year|years?\s\d|annum"
    r"|20\d\d|first|commencement|award|date|month of|total)\b",
    re.IGNORECASE,
)
"""Words of phrases that say who, until when or for each of what: these are compared by themselves."""
_WORD = r"[^\s,.;:()\u201c\u201d\"]+"
_LEADS = (
    r"from|within|for|paid|with|in|who|living(?=\s(?:in|within|near))|aged|near|beyond|above|including|lasting"
    r"|at|of|to|outside|without|through"
)
_ENDS = rf"(?:{_LEADS}|by|before|until|and|or|each|every|per|over|during|subject|where|if|when|worth|which|that|as)\b"
_PHRASE = re.compile(rf"\b(?:{_LEADS})\s{_WORD}(?:\s(?!{_ENDS}){_WORD}){{0,5}}", re.IGNORECASE)


def lost_words(bid: Sequence[Promise], contract: Sequence[Promise]) -> list[str]:
    """Phrases with which the fullest mention of the bid narrows its promise and of which the contract lacks a word.

    Numbers, days, periods and who promises are compared elsewhere.
    """
    had = {word for promise in contract for word in _stems(f"{promise.value.measure} {promise.evidence.quote}")}
    first = bid[0]
    found: list[str] = []
    for phrase in _phrases(first):
        missing = [word for word in _stems(phrase) if word not in had]
        if missing and phrase not in found:
            found.append(phrase)
    return found


def _phrases(promise: Promise) -> Iterator[str]:
    """The words of the measure before its first preposition, one by one, then the phrases of measure and tail."""
    measure = " ".join(promise.value.measure.split())
    begun = next(_PHRASE.finditer(measure), None)
    head = measure[: begun.start()] if begun else measure
    # The last word is what is measured itself; likeness has seen to that.
    yield from (word for word in head.split()[:-1] if word.isalpha() and word.lower() not in _EMPTY)
    for phrase in _PHRASE.findall(f"{measure[len(head) :]} {_tail(promise, measure)}"):
        said = phrase.strip()
        if not _OTHER_MATTERS.search(said) and not _holds_quantity(promise, said):
            yield said


def _holds_quantity(promise: Promise, phrase: str) -> bool:
    """Whether a phrase is the number itself, "within 4 hours", or a share, which is compared by itself."""
    if "%" in phrase:
        return True
    value, words = promise.value, forms(phrase)
    number = None if value.quantity is None else f"{value.quantity.normalize():f}"
    return number in words or (words[0] == "within" and value.unit in words)


def _tail(promise: Promise, measure: str) -> str:
    """What stands behind the measure in its sentence or cell."""
    for part in promise.evidence.quote.split("\t"):
        flat = " ".join(part.split())
        at = flat.lower().find(measure.lower())
        if at >= 0:
            return flat[at + len(measure) :]
    return ""


def _stems(text: str) -> list[str]:
    return [stem(word) for word in forms(text) if word not in _EMPTY]
