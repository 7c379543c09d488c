"""Finding the words of a query in a text, with offsets, without cutting the whole text into words.

A pattern as narrow as can be finds candidates in the folded text at the speed of `re`; each is then confirmed with
`tenderscan.text.words`, so that what is marked is exactly what the engines match.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tenderscan.query.tree import And, Node, Not, Or, Phrase, Prefix, Word
from tenderscan.text import COMMON_WORDS, WORD, fold, stem, words

Term = Word | Phrase | Prefix

MOST = 5_000
"""Occurrences of one term that are looked at: a bound on time, beyond which only the first are known."""

_CANDIDATES = 4 * MOST
"""Places that are looked at to find them; only a text made to be awkward has more."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Characters that may stand inside a word: behind one of these a word need not begin.
_INNER = frozenset("-'\u2019.,/_")
# Longest run without a blank that is cut into words to see where they begin.
_LONGEST_RUN = 100
# What may stand between two words: nothing in "2.5m", the dots of a table of contents, a line of underscores.
# Linear without a bound: a gap is looked at only from the few words of the phrase before it, and no word begins with a
# sign, so that there is one place only where the next can match.
_BETWEEN = r"(?:'s)?[\W_]*+"
# Stems whose words do not begin with them: dying is a form of die, skies of sky.
_IRREGULAR = re.compile(r".(?=ie$)|sk(?=y$)")


class Occurrence(NamedTuple):
    """A term found in a text.

    Attributes:
        start: offset of its first character.
        end: offset behind its last character.
        term: 0-based position of the term among those that were looked for.
    """

    start: int
    end: int
    term: int


def wanted(tree: Node) -> tuple[Term, ...]:
    """The words, phrases and prefixes that make a document match: those under a negation are left out.

    Words that stand on nearly every page are left out too, unless there is nothing else.
    """
    terms = tuple(dict.fromkeys(_wanted(tree)))
    telling = tuple(term for term in terms if not (isinstance(term, Word) and term.form in COMMON_WORDS))
    return telling or terms


def _wanted(node: Node) -> list[Term]:
    match node:
        case Word() | Phrase() | Prefix():
            return [node]
        case And(parts) | Or(parts):
            return [term for part in parts for term in _wanted(part)]
        case Not() | _:
            return []


def missing_words(tree: Node, holds: Callable[[Term], bool]) -> tuple[str, ...]:
    """What of a query stands in no document, as a user would write it.

    A phrase all of whose words are known, such as net-zero, is named as a whole.

    Args:
        tree: the query.
        holds: whether any document holds the term.
    """
    missing: list[str] = []
    for term in wanted(tree):
        match term:
            case Phrase(forms):
                lacking = [form for form in forms if not holds(Phrase((form,)))]
                whole = f'"{" ".join(forms)}"'
                missing += lacking or ([] if len(forms) == 1 or holds(term) else [whole])
            case Word(form):
                missing += [] if holds(term) else [form]
            case Prefix(form):
                missing += [] if holds(term) else [f"{form}*"]
    return tuple(dict.fromkeys(missing))


def find(text: str, terms: Sequence[Term]) -> list[Occurrence]:
    """Where the terms stand in a text, in order of position."""
    flat = _flat(text)
    found = [
        Occurrence(start, end, index)
        for index, term in enumerate(terms)
        for start, end in islice(_term(text, flat, term), MOST)
    ]
    return sorted(found)


def _term(text: str, flat: str, term: Term) -> Iterator[tuple[int, int]]:
    """Occurrences of one term; the loose pattern is slower, and only a word like o'brien needs it."""
    end_of = _end_of(term)
    any_found = False
    for loose in (False, True):
        for match in islice(re.finditer(_pattern(term, loose=loose), flat), _CANDIDATES):
            start = match.start()
            if _begins_word(text, start) and (end := end_of(text, start)) is not None:
                any_found = True
                yield start, end
        if any_found:
            return


def _pattern(term: Term, *, loose: bool) -> str:
    match term:
        case Word(form):
            return _letters(_root(form), loose=loose)
        case Prefix(form):
            return _letters(form, loose=loose)
        case Phrase(forms):
            first, *rest = (_letters(form, loose=loose) for form in forms)
            # Looking ahead keeps the next candidate, which may begin inside the phrase, from being passed over.
            return f"{first}(?={''.join(_BETWEEN + other for other in rest)})"


def _root(form: str) -> str:
    """The letters with which every word of the same stem begins.

    Snowball writes another letter only at the end: policy → polici, hoping → hope, reliability → reliabl.
    """
    root = stem(form)
    if irregular := _IRREGULAR.match(root):
        return irregular.group()
    return root[:-1] if len(root) > 2 and root.endswith(("i", "e", "bl")) else root


def _letters(form: str, *, loose: bool) -> str:
    """A pattern for a folded form; loose: with the apostrophes that folding took out.

    Figures are looked for with and without thousands separators from the start: one text often has both.
    """
    if form.isdigit():
        return ",?".join(form)
    return "[',]?".join(map(re.escape, form)) if loose else re.escape(form)


def _end_of(term: Term) -> Callable[[str, int], int | None]:
    """A function from a text and the beginning of a word in it: where the term ends that begins there, or None."""
    match term:
        case Phrase(forms):
            return lambda text, start: _end_of_phrase(text, start, forms)
        case Word(form):
            root = stem(form)
            return _end_of_word(lambda other: stem(other) == root)
        case Prefix(form):
            return _end_of_word(lambda other: other.startswith(form))


def _end_of_word(matches: Callable[[str], bool]) -> Callable[[str, int], int | None]:
    # A text of a thousand pages holds few different words that begin alike.
    known: dict[str, bool] = {}

    def end_of(text: str, start: int) -> int | None:
        word = WORD.match(text, start)
        if word is None:
            return None
        raw = word.group()
        if raw not in known:
            known[raw] = matches(fold(raw))
        return word.end() if known[raw] else None

    return end_of


def _end_of_phrase(text: str, start: int, forms: Sequence[str]) -> int | None:
    end = start
    for form in forms:
        word = next(words(text, end), None)
        if word is None or word.form != form:
            return None
        end = word.end
    return end


def _begins_word(text: str, start: int) -> bool:
    """Whether `tenderscan.text.words` has a word that begins here."""
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalpha() and text[start].isalpha():
        return False  # no word ends between two letters
    if before.isalnum() or before in _INNER:  # "2.5m" is two words, "SV-12" is one
        run = start - 1
        while run > 0 and start - run < _LONGEST_RUN and not text[run - 1].isspace():
            run -= 1
        return any(match.start() == start for match in WORD.finditer(text, run, start + _LONGEST_RUN))
    return True


def _flat(text: str) -> str:
    """Lower case without accents, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # İ becomes two characters
        lower = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
    return lower if lower.isascii() else _NOT_ASCII.sub(lambda match: _plain(match.group()), lower)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The one character that stands for it in folded words, itself where there is no such."""
    if character == "\u2019":
        return "'"
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return base if len(base) == 1 else character
