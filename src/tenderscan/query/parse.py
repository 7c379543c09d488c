"""Parsing a query: strict, so that a mistake is an error with a column and never an answer of nothing.

any      = all ("OR" all)*
all      = one (["AND"] one)*
one      = ["-" | "NOT"] (word | "phrase" | prefix* | field:value | "(" any ")")
"""

import difflib
import re
from collections.abc import Callable, Sequence

from tenderscan.errors import QueryError
from tenderscan.query.bounds import NotReadable, amount, bounds, date_bounds
from tenderscan.query.filters import Vocabulary
from tenderscan.query.tokens import Kind, Token, problem, tokenise
from tenderscan.query.tree import And, DateRange, Named, Node, Not, Or, Phrase, Prefix, Unknown, ValueRange, Word
from tenderscan.text import fold, normalise, words

MAX_LENGTH = 1_000
"""Characters of a query."""
MAX_TERMS = 100
"""Words, phrases, prefixes and filters of a query."""
MAX_DEPTH = 20
"""Brackets within brackets."""
MIN_PREFIX = 2
"""Letters before a star: one letter would match half of all words."""

_UNKNOWN = "unknown"
# What may stand before a star: letters and digits, inner points of a number or code, and an open end such as "SV-".
# A comparison that stands by itself: ">", ">£500k", or with its field in front, "value>£500k".
_COMPARED = re.compile(r"(?:(?P<field>value|date):?)?(?P<sign>[<>]=?|=)(?P<end>.*)", re.IGNORECASE)
_STARRED = re.compile(r"[^\W_]+(?:[-/.,'\u2019][^\W_]+)*[-/.]?")


def parse(text: str, vocabulary: Vocabulary | None = None) -> Node:
    """The tree of a query.

    Args:
        text: what the user typed.
        vocabulary: ids that `type:` and `theme:` may name; None accepts any.

    Raises:
        QueryError: the query cannot be understood; the message begins with "column N: ", a second line says what to do.
    """
    if len(text) > MAX_LENGTH:
        raise problem(
            MAX_LENGTH + 1,
            f"the query is too long, it has {len(text):,} characters",
            f"A query may have {MAX_LENGTH:,}. Search for a few words of the text.",
        )
    tokens = tokenise(text)
    if tokens[0].kind is Kind.END:
        raise problem(1, "there is nothing to search for", "Write one or more words, such as: grounds maintenance")
    return _Parser(tokens, vocabulary).whole()


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary | None) -> None:
        self._tokens = tokens
        self._vocabulary = vocabulary
        self._position = 0
        self._terms = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._position]

    def _at(self, *kinds: Kind) -> bool:
        return self._token.kind in kinds

    def _take(self) -> Token:
        token = self._token
        self._position += 1
        return token

    def whole(self) -> Node:
        tree = self._any(depth=0)
        if self._at(Kind.CLOSE):
            raise problem(self._token.column, "this bracket was never opened", "Take it away, or put a ( before it.")
        return tree

    def _any(self, depth: int) -> Node:
        parts = [self._all(depth)]
        while self._at(Kind.OR):
            self._take()
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, depth: int) -> Node:
        parts = [self._one(depth)]
        while not self._at(Kind.OR, Kind.CLOSE, Kind.END):
            if self._at(Kind.AND):
                self._take()
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, depth: int) -> Node:
        """One term, bracket or negation; where none stands, the error names the token that wanted it."""
        token = self._take()
        if token.kind is Kind.NOT:
            if self._at(Kind.NOT):
                raise problem(self._token.column, "left out twice", "Write one - only.")
            return Not(self._one(depth))
        if token.kind is Kind.OPEN:
            return self._bracket(token, depth + 1)
        if token.kind in (Kind.END, Kind.CLOSE, Kind.AND, Kind.OR):
            raise self._lacking(token)
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise problem(token.column, f"more than {MAX_TERMS} words and filters", "Search for fewer words.")
        if token.kind is Kind.WORD:
            self._refuse_comparison(token)
        if token.kind is Kind.FIELD:
            return _filter(token, self._vocabulary)
        return _phrase(token) if token.kind is Kind.PHRASE else _word(token)

    def _bracket(self, opening: Token, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise problem(opening.column, f"brackets more than {MAX_DEPTH} deep", "Take some of the brackets away.")
        if self._at(Kind.CLOSE):
            raise problem(opening.column, "nothing stands between these brackets", "Take them away, or fill them.")
        tree = self._any(depth)
        if not self._at(Kind.CLOSE):
            raise problem(opening.column, "this bracket is never closed", "Put a ) where the group ends.")
        self._take()
        return tree

    def _refuse_comparison(self, token: Token) -> None:
        """Refuse "value > £500k" and "value>£500k", which would otherwise be searched for as words."""
        compared = _COMPARED.fullmatch(token.text)
        if not compared:
            return
        before = self._tokens[self._position - 2] if self._position > 1 else None
        named = compared["field"] or (before.text if before is not None and before.kind is Kind.WORD else "")
        if named.lower() not in ("value", "date"):
            return
        following = self._token.text if self._at(Kind.WORD) else ""
        end = compared["end"] or following or {"value": "£500k", "date": "1/4/2026"}[named.lower()]
        column = token.column if compared["field"] or before is None else before.column
        raise problem(
            column,
            f"a filter is written with a colon and without blanks, {named.lower()}:",
            f"Write {named.lower()}:{compared['sign']}{end}, or quote the words to search for them.",
        )

    def _lacking(self, token: Token) -> QueryError:
        """The error for a token where a term should stand."""
        before = self._tokens[self._position - 2] if self._position > 1 else None
        if before is not None and before.kind is Kind.OPEN and token.kind is Kind.END:
            return problem(
                before.column, "the query ends behind this bracket", "Write a word and a ) behind it, or take it away."
            )
        if before is None or before.kind is Kind.OPEN or token.kind in (Kind.AND, Kind.OR):
            if token.kind is Kind.CLOSE:
                return problem(token.column, "this bracket was never opened", "Take it away, or put a ( before it.")
            where = "has nothing before it" if before is None else "stands where a word should"
            hint = f'Put a word on both sides of it, or quote it to search for the word: "{token.text.lower()}".'
            return problem(token.column, f"{token.text} {where}", hint)
        return problem(
            before.column,
            f"{before.text} has nothing behind it",
            f"Put a word behind {before.text}, or take it away.",
        )


def _word(token: Token) -> Node:
    """A chunk of text without blanks: a word, a prefix, or a compound that is looked for as a phrase."""
    if "*" in token.text:
        return _prefix(token)
    forms = _forms(token.text)
    if not forms:
        raise problem(
            token.column,
            f'"{token.text}" holds no letter or digit to search for',
            'Take it away, or quote the whole phrase: "Smith & Sons".',
        )
    return Word(forms[0]) if len(forms) == 1 else Phrase(forms)


def _phrase(token: Token) -> Node:
    if star := token.text.find("*") + 1:
        raise problem(token.column + star, "a star has no meaning in a phrase", "Put the word with the star outside.")
    forms = _forms(token.text)
    if not forms:
        raise problem(token.column, "the phrase holds no word", "Write words between the quotes, or take them away.")
    return Phrase(forms)


def _prefix(token: Token) -> Node:
    column = token.column + token.text.index("*")
    stem = normalise(token.text[:-1]).lstrip("£$€'\u2018")
    if token.text.index("*") != len(token.text) - 1:
        raise problem(column, "a star may only stand at the end of a word", "Write the beginning of the word: apprent*")
    if not stem or not _STARRED.fullmatch(stem):
        what = f'"{token.text}" is not the beginning of a word' if stem else "the star stands by itself"
        raise problem(token.column, what, "Write at least two letters before the star: apprent*")
    forms = _forms(stem)
    if len(forms) != 1:
        raise problem(token.column, f'"{token.text}" is more than one word', f"Write {' '.join(forms)}* instead.")
    # "SV-*" means the codes that begin with "sv-": words() does not see the open hyphen.
    form = fold(stem) if stem[-1] in "-/." else forms[0]
    if len(form) < MIN_PREFIX:
        raise problem(
            token.column, f'"{token.text}" is too short', "Write at least two letters before the star: apprent*"
        )
    return Prefix(form)


def _forms(text: str) -> tuple[str, ...]:
    """The folded words of a piece of the query, which is normalised as the documents are."""
    return tuple(word.form for word in words(normalise(text)) if word.form)


def _filter(token: Token, vocabulary: Vocabulary | None) -> Node:
    read = _FILTERS.get(token.field)
    if read is None:
        raise _unknown_field(token)
    if not token.text.strip():
        raise problem(token.column, f"{token.field}: has no value", f"Write {_EXAMPLES[token.field]}.")
    if token.text.lower() == _UNKNOWN and not token.quoted:
        return Unknown(token.field)
    return read(token, vocabulary)


def _unknown_field(token: Token) -> QueryError:
    nearest = difflib.get_close_matches(token.field, _FILTERS, n=1, cutoff=0.5)
    meant = f"Did you mean {nearest[0]}:? " if nearest else ""
    names = ", ".join(f"{name}:" for name in _FILTERS)
    return problem(
        token.column,
        f'there is no field "{token.field}"',
        f"{meant}Fields are {names}. To search for it as text, put it in quotes.",
    )


def _name(token: Token, vocabulary: Vocabulary | None) -> Node:
    forms = _forms(token.text)
    wrong = next((sign for sign in ("*", "..") if sign in token.text), token.text[0] if token.text[0] in "<>" else "")
    if wrong and not token.quoted:
        raise problem(
            token.column,
            f"{token.field}: cannot take {wrong}",
            f"Write the name or a part of it: {_EXAMPLES[token.field]}.",
        )
    if not forms:
        raise problem(token.column, f"{token.field}: holds no word", f"Write {_EXAMPLES[token.field]}.")
    return Named(token.field, forms)


def _id(token: Token, vocabulary: Vocabulary | None) -> Node:
    """A type or theme; "award letter" and "Award-Letter" are the id "award_letter"."""
    name = re.sub(r"[\s-]+", "_", token.text.strip().lower())
    if vocabulary is not None:
        ids = vocabulary.types if token.field == "type" else vocabulary.themes
        if name not in ids:
            nearest = difflib.get_close_matches(name, ids, n=1, cutoff=0.5)
            meant = f"Did you mean {token.field}:{nearest[0]}? " if nearest else ""
            raise problem(
                token.column,
                f'there is no {token.field} "{token.text}"',
                f"{meant}The {token.field}s are {', '.join(sorted(ids))}.",
            )
    return Named(token.field, (name,))


def _value(token: Token, vocabulary: Vocabulary | None) -> Node:
    try:
        read = bounds(token.text, amount)
    except NotReadable as error:
        raise problem(
            token.column,
            f"{token.field}: {error}",
            "Write value:>£2.5m, value:<=500k, value:£1m..£2m or value:1,200,000.",
        ) from error
    if read.low is not None and read.high is not None and read.low > read.high:
        raise problem(token.column, "the range runs backwards", "Write the smaller amount first: value:£1m..£2m.")
    return ValueRange(read.low, read.high, read.low_included, read.high_included)


def _date(token: Token, vocabulary: Vocabulary | None) -> Node:
    try:
        low, high = date_bounds(token.text)
    except NotReadable as error:
        raise problem(
            token.column,
            f"{token.field}: {error}",
            'Write date:31/12/2026 (day first), date:>=04/2026, date:2026 or date:"April 2026".',
        ) from error
    if low is not None and high is not None and low > high:
        raise problem(
            token.column, "the range runs backwards", "Write the earlier date first: date:1/4/2025..31/3/2026."
        )
    return DateRange(low, high)


_FILTERS: dict[str, Callable[[Token, Vocabulary | None], Node]] = {
    "supplier": _name,
    "buyer": _name,
    "type": _id,
    "theme": _id,
    "value": _value,
    "date": _date,
}
_EXAMPLES = {
    "supplier": 'supplier:"Acme Ltd"',
    "buyer": "buyer:Harrowmere",
    "type": "type:contract",
    "theme": "theme:jobs",
    "value": "value:>£2.5m",
    "date": "date:>1/4/2026",
}
