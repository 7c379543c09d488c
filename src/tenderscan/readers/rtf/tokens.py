"""Cutting RTF into braces, control words and text (page 7 of the specification)."""

import re
from enum import Enum
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?"  # \b, \b0, \par and a blank that belongs to it
    rb"|(?P<code>'[0-9a-fA-F]{2})"  # \'e9
    rb"|(?P<symbol>[^a-zA-Z]))"  # \~, \*, \{
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n\x00]+)"
    rb"|[\r\n\x00]+|\\"  # nothing: line ends in the file mean nothing
)
_WORD = frozenset({"word", "number"})
_BLANKS = re.compile(rb"[ \r\n\t]*")
_BRACE = re.compile(rb"\\(?:bin(\d{1,10}) ?|[^\r\n])|[{}]")


class Kind(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "word"
    SYMBOL = "symbol"
    BYTES = "bytes"


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: what it is.
        value: name of a control word, sign of a control symbol, or the bytes of a text.
        number: behind a control word; None where it has none.
    """

    kind: Kind
    value: bytes
    number: int | None = None


_OPEN, _CLOSE = Token(Kind.OPEN, b"{"), Token(Kind.CLOSE, b"}")


class Tokens:
    """The tokens of a file, one after the other; whole groups can be passed over."""

    def __init__(self, content: bytes, at: int = 0, wanted: frozenset[bytes] | None = None) -> None:
        """Begin at byte `at` of the file.

        Args:
            content: of the file.
            at: where to begin.
            wanted: control words that matter; others are left out where they do not begin a group, which saves most
                of the time. None for all.
        """
        self._content = content
        self._at = at
        self._wanted = wanted
        self._begun = False

    @property
    def at(self) -> int:
        """Where in the file the next token begins."""
        return self._at

    def next(self) -> Token | None:
        """The next token, None at the end."""
        while found := _TOKEN.match(self._content, self._at):
            self._at = found.end()
            if found.lastgroup is None:
                continue  # a line end
            begun, self._begun = self._begun, False
            if found.lastgroup in _WORD:
                word, number = found.group("word", "number")
                if begun or self._wanted is None or word in self._wanted:
                    return self._word(word, number)
            else:
                return self._other(found, begun)
        return None

    def skip_group(self) -> bytes:
        """Pass over the rest of the group, its closing brace included; what stood in it."""
        start, depth = self._at, 1
        while found := _BRACE.search(self._content, self._at):
            self._at = found.end()
            sign = found.group()
            if sign == b"{":
                depth += 1
            elif sign == b"}":
                depth -= 1
                if not depth:
                    return self._content[start : found.start()]
            elif found.group(1) is not None:
                self._at += int(found.group(1))
        self._at = len(self._content)
        return self._content[start:]

    def skip_next_group(self) -> None:
        """Pass over the group that begins here, if one does."""
        while self._content[self._at : self._at + 1] in (b"\r", b"\n", b" "):
            self._at += 1
        if self._content[self._at : self._at + 1] == b"{":
            self._at += 1
            self.skip_group()

    def _other(self, found: re.Match[bytes], begun: bool) -> Token:
        """A token that is no control word; `begun` says whether it is the first of its group."""
        text = found.group()
        if found.lastgroup == "brace":
            self._begun = text == b"{"
            return _OPEN if self._begun else _CLOSE
        if found.lastgroup == "code":
            return Token(Kind.BYTES, bytes((int(text[2:], 16),)))
        if found.lastgroup == "symbol":
            self._begun = begun and text == b"\\*"
            if self._begun:  # blanks between the mark and the word it is about are no text
                self._at = _BLANKS.match(self._content, self._at).end()  # type: ignore[union-attr]
            return Token(Kind.SYMBOL, text[1:])
        return Token(Kind.BYTES, text)

    def _word(self, word: bytes, number: bytes | None) -> Token:
        value = None if number is None else int(number)
        if word == b"bin" and value is not None and value > 0:
            self._at += value  # that many bytes are a picture, whatever they look like
        return Token(Kind.WORD, word, value)
