"""From bytes to text: which encoding a text file was written in.

Most files say so by a mark at their beginning, are UTF-8 (which hardly anything else is by chance), or name their
encoding. For the others there is no certainty, only a guess by what the characters would then stand next to: a "£"
before a digit is likely, a "ú" there is not.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tenderscan.readers.encoding.likelihood import HIGH, RUNS, likeliest


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, before it is normalised.

    Attributes:
        text: all of it; what could not be decoded stands as U+FFFD.
        encoding: name of the encoding as Python has it, such as "utf-8" or "cp1252".
        sure: False where the encoding was guessed, or some bytes do not belong to it.
    """

    text: str
    encoding: str
    sure: bool


GUESSED = "encoding-guessed"
"""Code of the notice for a text whose encoding is not sure."""
MISREAD = "encoding-misread-before"
"""Code of the notice for a text that another program has spoilt."""

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SAMPLE = 4096
_FEWEST_NULS = 0.08
"""Share of code units whose high byte is NUL in UTF-16, whatever the language: blanks and line ends are such units."""
_LATIN_SHARE = 0.3
"""Share of bytes beyond ASCII above which a text is in no Latin script; Czech has 0.15, Russian 0.8."""
_FEWEST_FOREIGN = 8
"""Bytes beyond ASCII below which no script is told from them."""
_LATIN = ("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437", "cp1250")
"""Encodings of Western Europe, the likeliest first; the last one is that of Polish and Czech."""
_OTHER = ["cp1251", "koi8_r", "cp866", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "cp932", "euc_jp", "cp949"]
_LONGEST_GUESSED = 65_536
_CHARSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}")
# What is declared as the first is mostly the second, a superset that programs write in its place (WHATWG encodings).
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that are no encodings of files; the first takes quadratic time."""
_STATEFUL = ("iso2022", "hz", "utf-7")
"""Encodings made of ASCII bytes alone, which therefore look like UTF-8."""
# UTF-8 taken for cp1252 and saved again: "â€™" for ’, "Â£" for £, "Ã©" for é.
_MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u2122\u02dc\u0153\u009d\u201c\u201d\u00a2\u00a6]|\u00c2[£§°©®±½ ]|Ã[©¨¡¢£¤«­¶¼±³º]"
)


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text in `content`, by its mark, as UTF-8, as declared, or by a guess, in this order.

    Args:
        content: all bytes.
        declared: what the file or the message around it names as its encoding; it need be neither known nor true.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _certain(content[len(mark) :], encoding)
    wide = wide_encoding(content)
    if wide:
        return _certain(content, wide)
    named = _known(declared)
    if named and named.startswith(_STATEFUL) and (text := _strictly(content, named)) is not None:
        return Decoded(text, named, sure=True)
    if (text := _strictly(content, "utf-8")) is not None:
        return Decoded(text, "utf-8", sure=True)
    if named and not named.startswith(("utf", "ascii")) and (text := _strictly(content, named)) is not None:
        return Decoded(text, named, sure=True)
    return _guessed(content)


def wide_encoding(content: bytes) -> str | None:
    """The encoding of a text in UTF-16 or UTF-32 that has no mark; None where it is no such text.

    Told from the NULs, which then stand for the high bytes of Latin letters, blanks and digits, always at the same
    places; looked for at the beginning.
    """
    head = content[:_SAMPLE]
    if b"\x00" not in head:
        return None
    for encoding in _WIDE:
        width = 4 if "32" in encoding else 2
        whole = head[: len(head) // width * width]
        units = len(whole) // width
        nul = whole[width - 1 if encoding.endswith("le") else 0 :: width].count(0)
        if not units or nul < units * _FEWEST_NULS or (width == 2 and whole.count(0) != nul):
            continue
        # the sample may end between the halves of one character
        text = codecs.getincrementaldecoder(encoding)("replace").decode(whole)
        strange = sum(char == "\ufffd" or not (char.isprintable() or char.isspace()) for char in text)
        if "\x00" not in text.rstrip("\x00") and strange <= len(text) // 50:
            return encoding
    return None


def is_misread(text: str) -> bool:
    """Whether a program before us has taken UTF-8 for another encoding and saved the outcome ("Â£" for "£")."""
    sample = text[: 1 << 20]
    return not sample.isascii() and len(list(islice(_MOJIBAKE.finditer(sample), 2))) == 2


def remarks(decoded: Decoded) -> Iterator[tuple[str, str]]:
    """Codes and messages of the notices for a text whose encoding is not sure, or was mistaken by somebody before."""
    if not decoded.sure:
        yield (
            GUESSED,
            f"The file does not say in which encoding it is written; {decoded.encoding} was taken. Where characters "
            "beyond A to Z look wrong, save it as UTF-8.",
        )
    if is_misread(decoded.text):
        yield (
            MISREAD,
            "Some characters were spoilt before (such as \u00e2\u20ac\u2122 for \u2019), by a program that mistook the "
            "encoding; they were left as they are.",
        )


def _certain(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, sure="\ufffd" not in text or text.rstrip("\ufffd").count("\ufffd") == 0)


def _known(declared: str | None) -> str | None:
    """Python's name for a declared encoding; None where there is none or Python does not know it."""
    name = (declared or "").strip().strip("\"'").lower()
    if not _CHARSET.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)  # refuses what is no encoding of text, such as "zip"
    except (LookupError, UnicodeError):
        return None
    return None if codec.name in _NO_CHARSETS else _SUPERSETS.get(codec.name, codec.name)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _guessed(content: bytes) -> Decoded:
    """A text that is in none of the encodings that can be told for certain."""
    if _mostly_utf8(content):
        return Decoded(content.decode("utf-8", "replace"), "utf-8", sure=False)
    beginning = content[:_LONGEST_GUESSED]
    high = sum(map(len, HIGH.findall(beginning)))
    foreign = high >= _FEWEST_FOREIGN and high > _LATIN_SHARE * len(beginning)
    encoding = (_other_script(beginning) if foreign else None) or likeliest(content, _LATIN)
    return Decoded(content.decode(encoding, "replace"), encoding, sure=False)


def _mostly_utf8(content: bytes) -> bool:
    """Whether this is UTF-8 that was cut off inside a character, or into which something else was pasted."""
    whole = broken = 0
    for match in islice(HIGH.finditer(content), RUNS):
        if _strictly(match.group(), "utf-8") is None:
            broken += 1
        else:
            whole += 1
    return whole > 4 * broken or (broken == 1 and whole > 0 and match.end() == len(content))


def _other_script(beginning: bytes) -> str | None:
    """Cyrillic, Greek, Chinese and the like: charset-normalizer knows how often their letters follow each other."""
    from charset_normalizer import from_bytes

    best = from_bytes(beginning, cp_isolation=_OTHER, preemptive_behaviour=False).best()
    return best.encoding if best else None
