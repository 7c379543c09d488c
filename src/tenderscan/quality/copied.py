"""Words that a labelled file must be able to compare but may not carry: names and measures as hashes of their words.

A text without its words is `~~SALT ~HASH ~HASH …`. The salt is the sample's own and no secret: it makes every sample
another one, so that no list of hashed words made beforehand gives the words away.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from functools import lru_cache

from tenderscan.text import forms, stem

MARK = "~"
"""What a hashed word begins with; no word does."""
_SALT_DIGITS = 16
_NO_SALT = "0" * _SALT_DIGITS
_DIGITS = 16
"""Of a hash that are kept: 64 bits, so that no two words of a sample are taken for one."""
_FORMS = {"ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated"}
"""Spellings of one legal form: whoever writes "Ltd" means the company that is "Limited"."""
_ROOT = 5
"""Letters in which "delivery", "deliveries" and "delivered" agree."""
_SMALL = frozenset(
    {
        *("a", "an", "the", "of", "and", "or", "to", "in", "for"),
        *("on", "at", "by", "with", "from", "per", "as", "it", "our"),
    }
)
"""Stems of words that say nothing about what is measured."""
_ACRONYM = re.compile(r"(?<=\w)\s*\([^()]{1,12}\)\s*$")
"""The short form that stands behind a name: "Central Purchasing Body (CPB)"."""
_CONCEALED = re.compile(rf"{MARK}{MARK}(?P<salt>[0-9a-f]{{{_SALT_DIGITS}}})(?: {MARK}[0-9a-f]{{{_DIGITS}}})*", re.ASCII)


def new_salt() -> str:
    """A salt for one sample."""
    return secrets.token_hex(_SALT_DIGITS // 2)


def is_concealed(text: str) -> bool:
    """Whether a text is one without its words."""
    return _CONCEALED.fullmatch(text) is not None


def conceal_name(name: str, salt: str = _NO_SALT) -> str:
    """The words of a name as hashes, in order; what is concealed already is left as it is."""
    return name if is_concealed(name) else _concealed(_name_words(name), salt)


def conceal_words(text: str, salt: str = _NO_SALT) -> str:
    """The words of a description as hashes of their roots; what is concealed already is left as it is."""
    return text if is_concealed(text) else _concealed(_content_words(text), salt)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, apart from case, punctuation, an article and the spelling of the legal form."""
    salt = _salt(one) or _salt(other)
    return name_key(one, salt) == name_key(other, salt)


@lru_cache(maxsize=50_000)
def name_key(name: str, salt: str = "") -> tuple[str, ...]:
    """What all spellings of one name share, and no other name has; as hashes, where there is a salt."""
    return _keys(name, _name_words, salt)


def shares_words(one: str, other: str) -> bool:
    """Whether two descriptions speak of the same: half of the words that count in the shorter one stand in both."""
    salt = _salt(one) or _salt(other)
    first, second = ({*_keys(text, _content_words, salt)} for text in (one, other))
    return 2 * len(first & second) >= max(1, min(len(first), len(second)))


def _salt(text: str) -> str:
    match = _CONCEALED.fullmatch(text)
    return match["salt"] if match else ""


def _keys(text: str, words: Callable[[str], list[str]], salt: str) -> tuple[str, ...]:
    """The words of a text that count: as they are, or as their hashes."""
    if is_concealed(text):
        return tuple(text.split()[1:]) if salt == _salt(text) else (text,)
    return tuple(hashed(word, salt) if salt else word for word in words(text))


def _concealed(words: list[str], salt: str) -> str:
    return " ".join([MARK + MARK + salt, *(hashed(word, salt) for word in words)])


@lru_cache(maxsize=50_000)
def hashed(word: str, salt: str) -> str:
    """A word as a file may carry it."""
    return MARK + hashlib.sha256(f"{salt} {word}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _name_words(name: str) -> list[str]:
    """The words of a name by their stems, without the article."""
    words = [stem(_FORMS.get(form, form)) for form in forms(_ACRONYM.sub("", name))]
    return words[1:] if words[:1] == ["the"] else words


def _content_words(text: str) -> list[str]:
    """The roots of the words that say something; of all words where none does."""
    words = [stem(_FORMS.get(form, form)) for form in forms(text)]
    return [word[:_ROOT] for word in words if word not in _SMALL] or [word[:_ROOT] for word in words]
