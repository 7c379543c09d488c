"""Code pages of RTF: of the whole file, and of fonts that have one of their own (pages 12 and 21)."""

import codecs
from dataclasses import dataclass
from functools import lru_cache

from tenderscan.readers.office.symbols import is_symbol_font

DEFAULT = "cp1252"
SYMBOL = "latin-1"
"""Signs of a symbol font are places in the font, and no letters."""
_SYMBOL_SET = 2
# Character sets of Windows fonts (\fcharset) and the code pages they stand for; 0 and 1 mean that of the file.
_OF_SET: dict[int, str] = {
    77: "mac_roman",
    78: "cp932",
    79: "cp949",
    80: "cp936",
    81: "cp950",
    83: "mac_greek",
    84: "cp1255",
    85: "cp1256",
    86: "mac_turkish",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_OF_WORD = {b"ansi": DEFAULT, b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_OWN_NAMES = {10000: "mac_roman", 65001: "utf-8", 20127: DEFAULT, 1361: "johab", 42: SYMBOL}


@dataclass(slots=True)
class Font:
    """A font of the file.

    Attributes:
        name: such as "Wingdings".
        charset: number of its character set, None where it names none.
        codepage: number of its code page, None where it names none.
    """

    name: str = ""
    charset: int | None = None
    codepage: int | None = None

    @property
    def is_symbols(self) -> bool:
        """Whether its letters are pictures."""
        return self.charset == _SYMBOL_SET or is_symbol_font(self.name)

    def codec(self, default: str) -> str:
        """Name of Python's codec for its text; `default` is that of the file."""
        if self.is_symbols:
            return SYMBOL
        if self.codepage:
            return of_number(self.codepage) or default
        return _OF_SET.get(self.charset or 0, default)


def of_word(word: bytes) -> str:
    """Codec of the control word that names the character set of the file."""
    return _OF_WORD[word]


@lru_cache(maxsize=64)
def of_number(codepage: int) -> str | None:
    """Codec of a code page, None where there is none."""
    name = _OWN_NAMES.get(codepage, f"cp{codepage}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def decoded(raw: bytes, codec: str) -> str:
    """Text of bytes; those without meaning are left out."""
    return raw.decode(codec, "replace").replace("\ufffd", "")
