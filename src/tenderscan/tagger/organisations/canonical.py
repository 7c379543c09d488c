"""The fullest name that a document gives each of its organisations: behind short names, acronyms and other spellings.

Within one document only. Groups keep their companies apart: "Acme Ltd" and "Acme Services Ltd" are two, and so are
"Acme Ltd" and "Acme LLP".
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tenderscan.tagger.organisations.mentioned import Named
from tenderscan.tagger.work import Work

_FORMS = {
    "limited": "ltd", "ltd": "ltd", "plc": "plc", "llp": "llp", "lp": "lp", "cic": "cic", "cio": "cio", "inc": "inc",
    "incorporated": "inc", "llc": "llc", "corp": "corp", "corporation": "corp", "co": "co", "company": "co",
    "gmbh": "gmbh", "sa": "sa", "bv": "bv", "nv": "nv", "dac": "dac", "pvt": "pvt",
}  # fmt: skip
_MARKS = re.compile(r"[^\w& ]")
_ACRONYM_BEHIND = re.compile(r"\s*\([A-Za-z]{2,8}\)$")
_AS = re.compile(r"[\s,(]{1,3}(?:trading as|t/as?|doing business as|d/?b/?a)\s[\s“\"\u2018']{0,2}", re.IGNORECASE)
_NAME_OF = re.compile(r"[\s,(]{1,3}(?:(?:which )?is )?an? (?:trading|business) name of (?:the )?", re.IGNORECASE)
_DEEPEST = 4
_SHORTEST = 4
"""Letters of a first word by which a name can be told."""


def canonical_names(names: Iterable[str], aliases: Mapping[str, str]) -> dict[str, str]:
    """The fullest name of each name's organisation.

    Args:
        names: of the organisations, as the document has them, in order.
        aliases: full names by short names, both in small letters, as the document defines them.
    """
    every = list(dict.fromkeys(names))
    forms: dict[str, set[str]] = {}
    for name in every:
        base, form = _parted(name)
        forms.setdefault(base, set()).add(form)
    firsts = _beginnings(forms)
    groups: dict[tuple[str, str], list[str]] = {}
    keys: dict[str, tuple[str, str]] = {}
    for name in every:
        key = _key(_resolved(name.lower(), aliases), forms)
        key = keys[name] = _key(firsts[key[0]], forms) if key[0] in firsts and not key[1] else key
        groups.setdefault(key, []).append(name)
    best = {key: max(group, key=_fullness) for key, group in groups.items()}
    return {name: best[keys[name]] for name in every}


def _beginnings(forms: Mapping[str, set[str]]) -> dict[str, str]:
    """Names that are the first word of one other name alone, with that: "Greenbank" beside "Greenbank Works Ltd"."""
    found: dict[str, list[str]] = {}
    for base in forms:
        first, blank, _ = base.partition(" ")
        if blank and first in forms and len(first) >= _SHORTEST:
            found.setdefault(first, []).append(base)
    return {first: bases[0] for first, bases in found.items() if len(bases) == 1}


def base_of(name: str) -> str:
    """What the spellings of a name share: "Greenbank & Co., Ltd." and "GREENBANK AND CO LIMITED" are one."""
    return _parted(name)[0]


def _resolved(name: str, aliases: Mapping[str, str]) -> str:
    for _ in range(_DEEPEST):
        longer = aliases.get(name)
        if longer is None or longer == name:
            break
        name = longer
    return name


def _key(name: str, forms: Mapping[str, set[str]]) -> tuple[str, str]:
    """What names of one organisation share: without a legal form the one form that this name has elsewhere."""
    base, form = _parted(name)
    others = forms.get(base, set()) - {""}
    return base, form or (next(iter(others)) if len(others) == 1 else "")


@lru_cache(8_192)
def _parted(name: str) -> tuple[str, str]:
    """A name without marks and legal form, and that form: "Greenbank Works, Ltd." is "greenbank works", "ltd"."""
    words = _MARKS.sub("", _ACRONYM_BEHIND.sub("", name.lower()).replace("-", " ")).split()
    found = []
    while len(words) > 1 and words[-1] in _FORMS:
        found.append(_FORMS[words.pop()])
    base = " ".join("and" if word == "&" else word for word in words)
    return base.removeprefix("the "), " ".join(reversed(found))


def _fullness(name: str) -> tuple[bool, bool, bool, int, bool]:
    """How full a name is: with its legal form, without an acronym behind it, long, not all in capitals."""
    plain = _ACRONYM_BEHIND.sub("", name)
    return bool(_parted(name)[1]), " " in plain, plain == name, len(plain.split()), not name.isupper()


def trading_names(work: Work, named: Iterable[Named]) -> dict[str, str]:
    """Names under which others trade, with the names of those, both in small letters."""
    if not any(words in work.lower for words in ("trading", "t/a", "business as", "dba", "d/b/a", "business name")):
        return {}
    found: dict[str, str] = {}
    for each in named:
        end = min(len(work.text), each.span.end + 160)
        trades, belongs = _AS.match(work.text, each.span.end, end), _NAME_OF.match(work.text, each.span.end, end)
        match = trades or belongs
        other = work.grammar.names.at(work.text, match.end(), end) if match else None
        if other is None:
            continue
        own, others = each.name.lower(), " ".join(other.span.of(work.text).split()).lower()
        found.setdefault(*((others, own) if trades else (own, others)))
    return found
