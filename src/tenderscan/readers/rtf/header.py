"""The tables at the head of an RTF: fonts and paragraph styles (pages 20 and 26)."""

from collections.abc import Iterator

from tenderscan.readers.rtf.charsets import Font, decoded
from tenderscan.readers.rtf.state import Style
from tenderscan.readers.rtf.tokens import Kind, Token, Tokens

_MOST = 100_000
"""Fonts or styles of one file."""
_SET_APART = frozenset({b"falt", b"panose", b"fontemb", b"fname"})


def fonts(content: bytes, codec: str) -> dict[int, Font]:
    """The fonts in a font table by number; `codec` is that of the file."""
    found: dict[int, Font] = {}
    font = Font()
    for token in _flat(content):
        if token.kind is Kind.BYTES:
            font.name += decoded(token.value, font.codec(codec) if font.charset != 2 else codec)
        elif token.value == b"f" and len(found) < _MOST:
            font = found[token.number or 0] = Font()
        elif token.value == b"fcharset":
            font.charset = token.number
        elif token.value == b"cpg":
            font.codepage = token.number
    for font in found.values():
        font.name = font.name.split(";")[0].strip()[:200]
    return found


def styles(content: bytes, codec: str) -> dict[int, Style]:
    """The paragraph styles in a style sheet by number."""
    found: dict[int, Style] = {}
    tokens = Tokens(content)
    while token := tokens.next():
        if token.kind is Kind.OPEN and len(found) < _MOST:
            _add_style(tokens.skip_group(), codec, found)
    return found


def _add_style(content: bytes, codec: str, found: dict[int, Style]) -> None:
    number, style, name = 0, Style(), bytearray()
    for token in _flat(content):
        if token.kind is Kind.BYTES:
            name += token.value
        elif token.value == b"s":
            number = token.number or 0
        elif token.value == b"outlinelevel":
            style.outline = token.number or 0
        elif token.value in (b"*", b"cs", b"ds", b"ts"):
            return  # a style of characters, sections or tables
    style.name = decoded(bytes(name), codec).split(";")[0].strip().lower()[:200]
    found[number] = style


def _flat(content: bytes) -> Iterator[Token]:
    """Words, symbols and texts; groups for other programs are left out."""
    tokens = Tokens(content)
    begun = False
    while token := tokens.next():
        apart = token.value in _SET_APART or (token.kind is Kind.SYMBOL and token.value == b"*")
        if begun and apart:
            tokens.skip_group()
        elif token.kind not in (Kind.OPEN, Kind.CLOSE):
            yield token
        begun = token.kind is Kind.OPEN
