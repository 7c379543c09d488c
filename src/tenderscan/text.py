"""Normalising text, and cutting it into the words that search compares.

`normalise` is applied once, by the reader; every offset in the program refers to its result. `words` is the only place
that knows what a word is: engines, passages and marks all use it, which is why they agree.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

import snowballstemmer

ANALYSER_VERSION = 1
"""Raised whenever `words`, `fold` or `stem` answer differently; an index made by another version must be rebuilt."""

_COMMON = """
a an and any are as at be been but by can do for from had has have he her his i if in into is it its may no not of on or
our shall she should so such than that the their them then there these they this to was we were which will with would
you your
"""
COMMON_WORDS = frozenset(_COMMON.split())
"""Folded words that stand on nearly every page: they are searched for, but say little about where to look."""

_REPLACED = str.maketrans(
    {
        "\u00a0": " ",  # no-break space
        "\u2000": " ",  # NFC makes \u2002 and \u2003 of these two
        "\u2001": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u00ad": None,  # soft hyphen: a hint to the typesetter, not a character of the word
        "\u200b": None,  # zero-width space
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\u2011": "-",  # no-break hyphen
        "\ufffe": "-",  # what pdfium writes for a hyphen at a line end
        "\uffff": None,
        "\x00": None,
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\r": "\n",
        "\v": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\x85": "\n",
    }
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANKS = re.compile(r" [ \t]+|\t[ \t]*")
_LINE_ENDS = re.compile(r" *\n[ \n]*")


def normalise(raw: str) -> str:
    """Fold blanks, line ends, ligatures and invisible characters; the result is in Unicode form NFC.

    Runs of blanks become one space and runs of line breaks one line break, both ends are stripped. A form feed is kept:
    readers use it to say that a page begins there.
    """
    text = raw
    plain = text.isascii()
    if not plain or "\r" in text or "\v" in text or "\x00" in text:
        text = text.translate(_REPLACED)
    text = _CONTROL.sub("", text)
    if not plain:  # last, since an accent may have been parted from its letter by what was taken out
        text = unicodedata.normalize("NFC", text)
    text = _BLANKS.sub(" ", text)
    if "\n" in text:
        text = _LINE_ENDS.sub("\n", text)
    return text.strip(" \n")


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        form: lower-case, apostrophes and accents folded, such as "apprenticeships".
        start: 0-based offset of its first character.
        end: offset behind its last character.
    """

    form: str
    start: int
    end: int


# A word is a run of letters and digits. Inside it may stand: an apostrophe between letters (supplier's), a point or
# slash between digits (2.5, 31/12/2026), commas that part thousands (1,200,000, but lots 1,2,3 are three words), and
# hyphens where the run holds a digit, so that codes stay whole (SV-12, 45112700-2) while plain compounds (call-off) are
# two words.
_LETTERS = r"[^\W\d_]+"
WORD = re.compile(
    rf"{_LETTERS}(?:['\u2019]{_LETTERS})+"  # don't, supplier's
    rf"|(?:[^\W_]+-){{1,8}}\d[^\W_]*"  # SV-12, 45112700-2, HBC-C-2025-031; bounded, or a-a-a-… takes quadratic time
    # 1,200,000.50; not where more digits stand behind a comma before or after it, as in 1,2,300 or 1,200,30. This and
    # the next begin with one plain digit because `re` then passes over them at once where a letter stands.
    r"|\d(?<!\d,\d)\d{0,2}(?:,\d{3})+(?:\.\d+|(?![.,]?\d))"
    r"|\d\d*(?:[./]\d+)+"  # 2.5, 31/12/2026, 12.3
    r"|[^\W_]+"
)


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of `text[start:end]`, with offsets into `text`."""
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        yield Word(fold(match.group()), match.start(), match.end())


def forms(text: str) -> list[str]:
    """The folded words of a text without their offsets, several times as quick as `words`."""
    known: dict[str, str] = {}
    return [known.get(word) or known.setdefault(word, fold(word)) for word in WORD.findall(text)]


def fold(word: str) -> str:
    """Lower-case, without accents, thousands separators, empty pence or a possessive ending."""
    form = word.lower()
    if not form.isascii():
        form = form.replace("\u2019", "'")
        form = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    if "'" in form:
        form = form.removesuffix("'s").replace("'", "")
    if "," in form and _GROUPED.fullmatch(form):
        form = form.replace(",", "")
    return form.removesuffix(".00")  # £2,500,000.00 is £2,500,000


_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(form: str) -> str:
    """Snowball English stem of a folded word; anything with a digit is left whole."""
    return str(_STEMMER.stemWord(form)) if form.isalpha() else form


# A few words for every rule of the stemmer, and those that releases of it are known to disagree about.
_PROBES = """
international internationally internal internment interest skis skies skiing sky dying lying news only early gently ugly
andes atlas bias cosmos howe idly singly succeed proceed exceed evening evenings canning inning outing earring herring
past pasted universe universal university communal communism community general generate generously arsenal arsenic
emergency emerging lateral later organ organise organisation organization added owed owing agreed feed bled hopping
hoped falling hissing fizzed luxuriated conflated troubled sized tanned filing happy cry by say enjoyed youth
ponies ties caresses cats gas this kiwis relational conditional rationally valency hesitancy digitizer radically
operator feudalism decisiveness hopefulness callousness formality sensitivity sensibility geologist analogy fluently
triplicate formative formalize electricity electrical hopeful goodness revival allowance inference airliner gyroscopic
adjustable defensible irritant replacement adjustment dependent adoption homologous effective bowdlerize rate cease
controlled apprenticeships procurement maintenance tenderers awarding supplies cities policies
"""


@cache
def stemmer_mark() -> int:
    """A number that tells one stemmer from another.

    Releases of the stemmer disagree about words as plain as "international", and it hands over to another library where
    that is installed. An index that was made with one and is asked with the other finds nothing, without a word.
    """
    return crc32(" ".join(map(stem, _PROBES.split())).encode("utf-8"))
