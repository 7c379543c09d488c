"""Cutting a name into what two spellings of one supplier have in common: its words, its legal form, its other names.

What counts as the same follows what the registrar treats as the same name (Companies Act 2006 s. 66; S.I. 2015/17,
schedule 3): capitals, accents and punctuation, "&" and "and", "The" in front, numbers in words or digits, "Co" and
"Company", "Ltd" and "Limited".
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from tenderscan.suppliers.words import Vocabulary, vocabulary

LONGEST = 300
"""Characters of a name that are looked at; registered names have at most 160."""


class Alias(StrEnum):
    """How a name brings another name of the same supplier with it."""

    TRADING = "trading-as"
    FORMER = "formerly"


@dataclass(frozen=True, slots=True)
class Key:
    """What two spellings share that are the same name.

    Attributes:
        words: folded words without legal form and "the" in front.
        form: legal form, such as "ltd"; None where the name has none.
        tail: folded words behind the legal form.
    """

    words: tuple[str, ...]
    form: str | None
    tail: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        """The words with a blank between them."""
        return " ".join(self.words)

    @property
    def compact(self) -> str:
        """The words without a blank between them."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart.

    Attributes:
        text: the name as it stands in a document, blanks folded.
        key: of the name itself, of "X Ltd" in "X Ltd t/a Y".
        alias: how it brings another name, None where it does not.
        other: key of the other name, of "Y"; None without.
    """

    text: str
    key: Key
    alias: Alias | None = None
    other: Key | None = None


# "X Ltd t/a Y", "X Ltd (trading as Y)", "X Ltd (formerly Y)"; what stands behind is the other name. A bare "ta" is not
# taken: it may be a part of a name.
_BEHIND = re.compile(
    r"[\s,;(\[\u2013\u2014-]+(?:(?P<trading>(?:also )?t ?/ ?as?\b|t\. ?a\.|(?:also )?trading (?:as|under)\b|"
    r"(?:also |now )?known as\b|a\.?k\.?a\b\.?)|(?P<former>(?:formerly|previously)(?: known as| trading as)?\b|"
    r"(?<=\()was\b|formally(?: known as)?\b|f/?k/?a\b))[\s:.]*",
    re.IGNORECASE,
)
# "Y, a trading name of X Ltd": the name itself stands behind.
_BEFORE = re.compile(
    r"[\s,;(\[\u2013\u2014-]+(?:is )?(?:a )?(?:registered )?trading (?:name|style|title) of\b[\s:.]*", re.IGNORECASE
)
_EDGES = " \t\n,;:()[]\u2013\u2014-\"'\u2018\u2019\u201c\u201d*"
_JOINERS = re.compile(r"[&+]")
_APOSTROPHES = re.compile(r"['\u2018\u2019`\u02bc]")
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_](?:\b|\.))")
_WORD = re.compile(r"[^\W_]+")
_RUN_ON = re.compile(r"(?<=ltd|plc)(?=trading as\b)|(?<=limited)(?=trading as\b)", re.IGNORECASE)
"""Where a blank was forgotten."""
# A list of awards may say for which lot: "Lot 2 - X Ltd", "X Ltd (Lots 1 and 2)".
_LOT = re.compile(
    r"lots? \d{1,3}[a-z]? ?[:\u2013-] ?|[ ,]*[(\[]?\blots? (?:\d{1,3}[a-z]?(?:, | and | & )?){1,20}[)\]]?$",
    re.IGNORECASE,
)
_SLIP = 2
"""Slips in "limited" that are looked over."""
_OWN_WORDS = frozenset({"limit", "limits", "limiter", "limiters"})
"""Words like "limited" that are their own."""


@lru_cache(maxsize=65_536)
def parse(text: str) -> Parsed:
    """Take a name apart."""
    name = " ".join(text.split())
    looked_at = _RUN_ON.sub(" ", _without_lot(name[:LONGEST]))
    behind = _BEHIND.search(looked_at)
    before = None if behind else _BEFORE.search(looked_at)
    if behind and behind.start():
        own, other = _key(looked_at[: behind.start()]), _key(looked_at[behind.end() :])
        alias = Alias.TRADING if behind["trading"] else Alias.FORMER
    elif before and before.start():
        own, other = _key(looked_at[before.end() :]), _key(looked_at[: before.start()])
        alias = Alias.TRADING
    else:
        return Parsed(name, _key(looked_at))
    if not own.words or not other.words or own == other or other.words in vocabulary().forms:
        return Parsed(name, own if own.words and other.words not in vocabulary().forms else _key(looked_at))
    return Parsed(name, own, alias, other)


def _without_lot(name: str) -> str:
    before = _LOT.match(name)
    rest = name[before.end() :] if before else name
    behind = _LOT.search(rest)
    rest = rest[: behind.start()] if behind and behind.start() else rest
    return rest if _WORD.search(rest) else name


def _key(text: str) -> Key:
    known = vocabulary()
    words = _initials_joined(_folded(_without_acronym(text).strip(_EDGES)))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    start, end, form = _form(words, known)
    body, tail = (words[:start], words[end:]) if form else (words, [])
    if not body:
        # "Limited" alone is no form of anything.
        body, form, tail = words, None, []
    return Key(tuple(_numbered(body, known)), form, tuple(tail))


def _without_acronym(text: str) -> str:
    """A name without its own acronym in brackets behind it: "Green Lane Works Ltd (GLW)"."""
    bracket = _BRACKET.search(text)
    if bracket is None:
        return text
    words = _WORD.findall(text[: bracket.start()])
    letters = bracket[1].casefold()
    short = "".join(word[0] for word in words if word.casefold() not in _LITTLE).casefold()
    full = "".join(word[0] for word in words).casefold()
    fits = len(letters) > 1 and any(one.startswith(letters) and len(one) - len(letters) <= 1 for one in (short, full))
    return text[: bracket.start()] if fits else text


_BRACKET = re.compile(r"[ (\[\u2013-]+[(\[]([A-Za-z]{2,8})[)\]]\s*$")
_LITTLE = frozenset({"and", "of", "the", "for", "in"})


def _folded(text: str) -> list[str]:
    plain = _INITIALS.sub(r"\1", _APOSTROPHES.sub("", _JOINERS.sub(" and ", text)))
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in parts if not unicodedata.combining(char))
    same = vocabulary().same
    return [same.get(word, word) for word in _WORD.findall(plain.casefold())]


def _form(words: list[str], known: Vocabulary) -> tuple[int, int, str | None]:
    """Where the legal form stands, the last one of the longest; it may be followed by a place or a number."""
    for length in range(known.longest_form, 0, -1):
        # Short forms of other countries ("ag", "sl") only at the end: elsewhere they are words.
        for start in range(len(words) - length, 0, -1):
            form = known.forms.get(tuple(words[start : start + length]))
            if form and (start + length == len(words) or length > 1 or form in _ANYWHERE):
                return start, start + length, form
    if len(words) > 1 and _is_limited(words[-1]):
        return len(words) - 1, len(words), "ltd"
    return 0, 0, None


_ANYWHERE = frozenset({"ltd", "plc", "llp", "cic", "cio"})


def _is_limited(word: str) -> bool:
    """Whether a word is "limited" with a slip of the pen: "Limted", "Limitied"; not "Speed Limit"."""
    return (
        word not in _OWN_WORDS
        and word.startswith("lim")
        and 5 <= len(word) <= 9
        and OSA.distance(word, "limited", score_cutoff=_SLIP) <= _SLIP
    )


def _initials_joined(words: list[str]) -> list[str]:
    """Single letters in a row as one word: "A E Yates" is "AE Yates"."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        joined.append(word)
    return [*joined, run] if run else joined


def _numbered(words: list[str], known: Vocabulary) -> list[str]:
    return [known.numbers.get(word, word) for word in words]
