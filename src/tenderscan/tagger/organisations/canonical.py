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
_LONG = 6
"""Letters of a word in which a typing error can be told from another word."""


def canonical_names(names: Iterable[str], aliases: Mapping[str, str]) -> dict[str, str]:
    """The fullest name of each name's organisation.

    Args:
        names: of the organisations, as the document has them, in order.
        aliases: full names by short names, both in small letters, as the document defines them.
    """
    every = list(dict.fromkeys(names))
    spelt = _spellings(_parted(name)[0] for name in every)
    forms: dict[str, set[str]] = {}
    for name in every:
        base, form = _parted(name)
        forms.setdefault(spelt[base], set()).add(form)
    begun = _beginnings(forms)
    groups: dict[tuple[str, str], list[str]] = {}
    keys: dict[str, tuple[str, str]] = {}
    for name in every:
        base, form = _parted(_resolved(name.lower(), aliases))
        key = _key(spelt.get(base, base), form, forms)
        key = keys[name] = _key(begun[key[0]], "", forms) if key[0] in begun and not key[1] else key
        groups.setdefault(key, []).append(name)
    best = {key: max(group, key=_fullness) for key, group in groups.items()}
    return {name: best[keys[name]] for name in every}


def _spellings(bases: Iterable[str]) -> dict[str, str]:
    """The first spelling of each base: "green bank works" and "greenbank wroks" behind "greenbank works".

    Blanks may stand elsewhere, and two letters inside a longer word may have changed places or stand once or twice. A
    letter that is another one makes it another name: "Wilton" is not "Wilson".
    """
    found: dict[str, str] = {}
    seen: dict[str, str] = {}
    for base in bases:
        if base not in found:
            joined = seen.setdefault(base.replace(" ", ""), base)
            found[base] = seen.setdefault(" ".join(map(_letters, joined.split())), joined)
    return found


def _letters(word: str) -> str:
    """What the typing errors of a word share: its first letter, those it holds, and its last."""
    return word if len(word) < _LONG or not word.isalpha() else f"{word[0]} {''.join(sorted(set(word)))} {word[-1]}"


def _beginnings(forms: Mapping[str, set[str]]) -> dict[str, str]:
    """Names with whose words one other name alone begins, with that: "Greenbank" beside "Greenbank Works Ltd"."""
    found: dict[str, list[str]] = {}
    for base in forms:
        words = base.split()
        for end in range(1, len(words)):
            beginning = " ".join(words[:end])
            if beginning in forms and len(words[0]) >= _SHORTEST:
                found.setdefault(beginning, []).append(base)
    return {beginning: bases[0] for beginning, bases in found.items() if len(bases) == 1}


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


def _key(base: str, form: str, forms: Mapping[str, set[str]]) -> tuple[str, str]:
    """What names of one organisation share: without a legal form the one form that this name has elsewhere."""
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
