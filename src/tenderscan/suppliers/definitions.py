"""Whether a document itself says that a short name stands for a full one.

The tagger takes "PCC" for Preston City Council where both stand in a document. That serves to find names; but in the
spending of a police authority it is somebody else, and two suppliers must not become one by a guess.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tenderscan.catalogue.store import Catalogue
from tenderscan.catalogue.suppliers import Mention, texts
from tenderscan.suppliers.names import parse

_REACH = 160
"""Characters behind a full name in which its short name may be defined."""
_MOST = 200
"""Places of a full name that are looked at in one document."""
_BRACKET = re.compile(r"\(([^()]{1,80})\)")
_AS = re.compile(
    r"[\s,(]{0,3}(?:also )?(?:trading as|t/as?|(?:also |now )?known as|formerly(?: known as)?)[\s:]", re.IGNORECASE
)
_Pair = tuple[str, str]


def with_sure_names(catalogue: Catalogue, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions without the full names, and their numbers, that the document does not define."""
    listed = list(mentions)
    asked: dict[str, set[_Pair]] = defaultdict(set)
    for mention in listed:
        if mention.canonical is not None and not _same_words(mention.name, mention.canonical):
            asked[mention.sha256].add((mention.name, mention.canonical))
    defined = {
        (sha256, *pair) for sha256, text in texts(catalogue, asked) for pair in defined_pairs(text, asked[sha256])
    }
    return [_checked(mention, asked, defined) for mention in listed]


def _checked(mention: Mention, asked: Mapping[str, set[_Pair]], defined: set[tuple[str, str, str]]) -> Mention:
    if mention.canonical is None or (mention.name, mention.canonical) not in asked.get(mention.sha256, ()):
        return mention
    if (mention.sha256, mention.name, mention.canonical) in defined:
        return mention
    return replace(mention, canonical=None, identifiers=(), postcode=None)


def _same_words(name: str, canonical: str) -> bool:
    """Whether a full name only adds a legal form, which needs no definition."""
    return parse(name).key.words == parse(canonical).key.words


def defined_pairs(text: str, pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """The pairs of short and full name that a text defines: "Full Name (Short)", "Short (Full Name)", "… t/a …"."""
    folded = " ".join(text.split()).casefold()
    for name, canonical in pairs:
        short, full = name.casefold(), canonical.casefold()
        if any(_defined_behind(folded, at + len(full), short) for at in _places(folded, full)) or any(
            _defined_behind(folded, at + len(short), full, near=True) for at in _places(folded, short)
        ):
            yield name, canonical


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    for _ in range(_MOST):
        if at < 0:
            return
        yield at
        at = text.find(words, at + len(words))


def _defined_behind(text: str, end: int, other: str, *, near: bool = False) -> bool:
    """Whether another name stands in brackets, or behind "trading as", where one has ended."""
    behind = text[end : end + (3 if near else _REACH) + len(other) + 80]
    alias = _AS.match(behind)
    if alias and behind[alias.end() :].lstrip(" \"'\u201c\u2018").startswith(other):
        return True
    for bracket in _BRACKET.finditer(behind):
        if bracket.start() > (3 if near else _REACH):
            return False
        if _holds(bracket[1], other):
            return True
    return False


def _holds(bracket: str, name: str) -> bool:
    """Whether brackets hold a name as whole words: ("Acme" or the "Supplier")."""
    at = bracket.find(name)
    if at < 0:
        return False
    around = bracket[max(0, at - 1) : at], bracket[at + len(name) : at + len(name) + 1]
    return not any(char.isalnum() for char in around)
