r"""Web pages that Outlook keeps wrapped in rich text ([MS-OXRTFEX]).

The tags of the page stand in groups `{\*\htmltag …}`, its text between them, and what only a program for rich text
needs between `\htmlrtf` and `\htmlrtf0`.
"""

import re
from dataclasses import dataclass, replace

from tenderscan.readers import effort
from tenderscan.readers.encoding.decoding import decode

_MARK_WITHIN = 2_000
_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z'])|(?P<brace>[{}])"
    rb"|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\",
    re.DOTALL,
)
_SHOWN = {
    b"par": "\r\n",
    b"line": "\r\n",
    b"tab": "\t",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"bullet": "\u2022",
    b"endash": "\u2013",
    b"emdash": "\u2014",
}
_SIGNS = {b"~": "&nbsp;", b"_": "&shy;", b"\\": "\\", b"{": "{", b"}": "}"}
_NOT_TEXT = frozenset({b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"mhtmltag"})


@dataclass(frozen=True, slots=True)
class _State:
    r"""What holds inside a group.

    Attributes:
        tag: whether the group is a tag of the page.
        skipped: whether the group is none of the page.
        rtf_only: whether this is between `\htmlrtf` and `\htmlrtf0`.
        starred: whether the group has begun with `\*`.
        fallback: characters that follow `\u` for programs that know no Unicode.
    """

    tag: bool = False
    skipped: bool = False
    rtf_only: bool = False
    starred: bool = False
    fallback: int = 1


def encapsulated_html(rtf: bytes) -> str | None:
    """The web page that is wrapped in rich text; None where it holds none."""
    if b"\\fromhtml" not in rtf[:_MARK_WITHIN]:
        return None
    page = _Unwrapping()
    for match in _TOKEN.finditer(rtf):
        effort.check()
        page.take(match)
    return page.text()


class _Unwrapping:
    """The page, token by token."""

    def __init__(self) -> None:
        self._state = _State()
        self._around: list[_State] = []
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._code_page = "cp1252"
        self._fallback = 0

    def take(self, token: re.Match[bytes]) -> None:
        """Go on by one token."""
        kind = token.lastgroup
        if kind == "brace":
            self._group(opens=token.group() == b"{")
        elif kind in ("word", "number"):
            number = token.group("number")
            self._word(token.group("word"), None if number is None else int(number))
        elif kind == "hex":
            self._raw(bytes.fromhex(token.group("hex").decode("ascii")))
        elif kind == "sign":
            sign = token.group("sign")
            if sign == b"*":
                self._state = replace(self._state, starred=True)
            else:
                self._shown(_SIGNS.get(sign, ""))
        elif kind == "text":
            self._raw(token.group("text"))

    def text(self) -> str:
        """All of the page."""
        self._flush()
        # characters beyond the first 65,536 are written as two halves
        return "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _group(self, *, opens: bool) -> None:
        self._fallback = 0
        if opens:
            self._around.append(self._state)
            self._state = replace(self._state, starred=False)
        elif self._around:
            self._state = self._around.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"htmlrtf":
            self._state = replace(self._state, rtf_only=number != 0)
        elif word == b"htmltag" and self._state.starred:
            self._state = replace(self._state, tag=True, starred=False)
        elif word in _NOT_TEXT or self._state.starred:
            self._state = replace(self._state, skipped=True, starred=False)
        elif word == b"ansicpg" and number:
            self._code_page = f"cp{number}"
        elif word == b"uc":
            self._state = replace(self._state, fallback=min(number or 0, 8))
        elif word == b"u" and number is not None:
            self._shown(chr(number & 0xFFFF))
            self._fallback = self._state.fallback
        else:
            self._shown(_SHOWN.get(word, ""))

    def _raw(self, content: bytes) -> None:
        passed = min(self._fallback, len(content))
        self._fallback -= passed
        if self._is_shown():
            self._bytes += content[passed:]

    def _shown(self, text: str) -> None:
        if text and self._is_shown():
            self._flush()
            self._parts.append(text)

    def _is_shown(self) -> bool:
        state = self._state
        return not state.skipped and (state.tag or not state.rtf_only)

    def _flush(self) -> None:
        if self._bytes:
            content = bytes(self._bytes)
            self._parts.append(content.decode("ascii") if content.isascii() else decode(content, self._code_page).text)
            self._bytes.clear()
