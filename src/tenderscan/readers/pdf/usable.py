"""Whether the text of a page is what the page shows.

A page may have no text at all (a scan), little of it (a scan with a stamp), or text without meaning: a font that does
not say which character each of its signs stands for yields control characters, or letters of another alphabet order
("7KH &RXQFLO"). In every language written in Latin letters about four letters in ten are vowels; tables of figures and
codes have too few letters to tell, and other scripts are not judged.
"""

import re
from enum import Enum, auto

from tenderscan.readers.pdf.ink import Ink
from tenderscan.readers.pdf.page import OpenPage

_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uefff\uf100-\uf8ff]")
"""Characters that no text has: control characters, unknown ones, and private ones but those of symbol fonts."""
_TORN_WORD = re.compile(r"(?:(?<=\w)[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]|[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd](?=\w))")
_WORDS = re.compile(r"[A-Za-z]{3,}")
_VOWELS = "aeiouy"
_FEW_CHARACTERS = 40
"""A page with no more than this and a picture over most of it is a scan with a stamp on it."""
_LITTLE = 250
"""The same where the picture fills the page and the text stands at the edges, as headers and stamps do."""
_MOST_OF_PAGE = 0.5
_ALL_OF_PAGE = 0.8
_EDGE = 0.13
"""Part of the page's height, at its top and bottom, where headers, footers and stamps stand."""
_OUTLINES = 400
"""Path segments from which a page without text is not blank: its letters are drawn."""
_MOSTLY = 1 / 3
_LEAST_LETTERS = 120
"""In words of three and more; fewer do not tell how letters are spread."""
_LEAST_WORDS = 12
"""Different ones; the letters of codes ("LOT 3, RM6263") are always the same."""
_FEWEST_VOWELS, _MOST_VOWELS = 0.26, 0.55
"""Of 1,227 real pages the two furthest out have 0.33 and 0.42; letters moved along the alphabet by 29 have 0.15."""
_TORN, _TORN_SHARE = 5, 0.01
"""Words that are torn, and their share of all; signs of formulas, which have no characters either, are fewer."""
_COMMON = (" the ", " of ", " and ", " to ")


class Fault(Enum):
    """What is wrong with the text of a page."""

    PICTURE = auto()
    """There is none, or hardly any, and the page is a picture."""
    RUBBISH = auto()
    """Its characters have no meaning."""
    IN_PART = auto()
    """Some of its words are torn by characters without a meaning; the others are good."""


def fault_of(page: OpenPage, ink: Ink) -> Fault | None:
    """What is wrong with the text of a page; None where nothing is."""
    text = page.text
    if len(text) < 1_000:
        solid = "".join(text.split())
        if _is_picture(page, ink, solid):
            return Fault.PICTURE
        if len(solid) <= 20:
            return None
    if not has_rubbish(text):
        return Fault.RUBBISH if is_gibberish(text) else None
    if len(_RUBBISH.findall(text)) > _MOSTLY * len("".join(text.split())) or is_gibberish(text):
        return Fault.RUBBISH
    words = text.split()
    # torn are few: a word that can be printed is not, but for one sign
    torn = sum(1 for word in words if not (word.isprintable() and "\ufffd" not in word) and _TORN_WORD.search(word))
    return Fault.IN_PART if torn >= max(_TORN, _TORN_SHARE * len(words)) else None


def is_gibberish(text: str) -> bool:
    """Whether a text is made of Latin letters that are no language's."""
    if sum(map(text.count, _COMMON)) >= 3:
        return False
    words = _WORDS.findall(text)
    letters = "".join(words)
    if len(letters) < _LEAST_LETTERS or len(set(words)) < _LEAST_WORDS:
        return False
    vowels = sum(map(letters.lower().count, _VOWELS))
    return not _FEWEST_VOWELS < vowels / len(letters) < _MOST_VOWELS


def has_rubbish(text: str) -> bool:
    """Whether there is any character in a text that no text has."""
    # all of them but one are told from printable ones, which is quicker than to look for them
    if text.replace("\n", "").isprintable():
        return "\ufffd" in text
    return bool(_RUBBISH.search(text))


def _is_picture(page: OpenPage, ink: Ink, text: str) -> bool:
    if not text:
        return bool(ink.pictures) or ink.segments > _OUTLINES
    area = page.width * page.height
    if len(text) <= _FEW_CHARACTERS:
        return ink.largest_picture >= _MOST_OF_PAGE * area
    return len(text) <= _LITTLE and ink.largest_picture >= _ALL_OF_PAGE * area and _stands_at_edges(page)


def _stands_at_edges(page: OpenPage) -> bool:
    """Whether all text of a page stands in its uppermost or lowermost part."""
    boxes = [stretch.box for line in page.lines() for stretch in line.stretches]
    return all(box.bottom < _EDGE * page.height or box.top > (1 - _EDGE) * page.height for box in boxes)
