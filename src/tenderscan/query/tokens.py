"""Cutting a query into tokens, each of which remembers its column."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tenderscan.errors import QueryError

QUOTES = '"\u201c\u201d\u201e'
"""Straight and typographic: a query pasted from a letter must work."""
DASHES = "-\u2212\u2013\u2014"
"""A hyphen, and what a word processor makes of it."""

_BLANKS = re.compile(r"\s+")
_CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
# A field's name, such as "supplier:". Digits first means a time (10:30), which is text.
_FIELD = re.compile(r"([^\W\d_][\w-]*):")


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "-"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query.

    Attributes:
        kind: what it is.
        text: the characters a word, phrase or field value stands for, without quotes.
        column: 1-based position in the user's text.
        field: name of the field in lower case, "" for anything else.
        quoted: whether a field's value is quoted as a whole.
    """

    kind: Kind
    text: str
    column: int
    field: str = ""
    quoted: bool = False


def problem(column: int, what: str, hint: str) -> QueryError:
    """An error in two lines: where and what, then the way out."""
    return QueryError(f"column {column}: {what}\n{hint}")


def tokenise(text: str) -> list[Token]:
    """Cut a query into tokens; the last one is of kind END.

    Raises:
        QueryError: a quote is not closed, a field has no value, a dash stands alone.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if blanks := _BLANKS.match(text, position):
            position = blanks.end()
            continue
        token, position = _next(text, position)
        tokens.append(token)
    tokens.append(Token(Kind.END, "", len(text) + 1))
    return tokens


def _next(text: str, position: int) -> tuple[Token, int]:
    """The token that begins at `position`, and where it ends."""
    character, column = text[position], position + 1
    if character in "()":
        return Token(Kind(character), character, column), position + 1
    if character in QUOTES:
        inside, end = _quoted(text, position)
        return Token(Kind.PHRASE, inside, column, quoted=True), end
    if character in DASHES:
        if position + 1 == len(text) or text[position + 1].isspace():
            raise problem(
                column, "a dash stands by itself", "Join it to the word it leaves out (-word), or take it away."
            )
        return Token(Kind.NOT, character, column), position + 1
    chunk = _CHUNK.match(text, position)
    assert chunk is not None, "anything else is a character of a chunk"
    if named := _FIELD.match(chunk.group()):
        return _field(text, position, named)
    kind = Kind(chunk.group()) if chunk.group() in ("AND", "OR") else Kind.WORD
    kind = Kind.NOT if chunk.group() == "NOT" else kind
    return Token(kind, chunk.group(), column), chunk.end()


def _quoted(text: str, position: int) -> tuple[str, int]:
    """What stands between the quote at `position` and the next one, and where that ends."""
    for end in range(position + 1, len(text)):
        if text[end] in QUOTES:
            return text[position + 1 : end], end + 1
    raise problem(position + 1, "this quote is never closed", 'Put a " at the end of the phrase.')


def _field(text: str, start: int, named: re.Match[str]) -> tuple[Token, int]:
    """A field with its value, whose parts may be quoted: date:>"1 April 2026"."""
    position = start + named.end()
    parts: list[tuple[str, bool]] = []
    while position < len(text) and not text[position].isspace() and text[position] not in "()":
        if text[position] in QUOTES:
            inside, position = _quoted(text, position)
            parts.append((inside, True))
        else:
            chunk = _CHUNK.match(text, position)
            assert chunk is not None, "neither blank, bracket nor quote"
            parts.append((chunk.group(), False))
            position = chunk.end()
    name = named.group(1).lower()
    if position < len(text) and text[position] == "(":
        raise problem(
            position + 1,
            f"{name}: cannot be followed by a bracket",
            f'Quote a value that has brackets in it, or repeat the field: ({name}:"one" OR {name}:"two").',
        )
    if not parts:
        raise problem(
            position + 1,
            f"{name}: has no value",
            f'Write the value right behind the colon, in quotes if it has blanks: {name}:"…".',
        )
    value = "".join(part for part, _ in parts)
    return Token(Kind.FIELD, value, start + 1, name, quoted=len(parts) == 1 and parts[0][1]), position
