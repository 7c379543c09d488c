"""Paragraphs of a text body: their words, and the bullets and numbers before them (ECMA-376 part 1, 21.1.2)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.office.bullets import BULLET
from tenderscan.readers.office.names import ALTERNATE, DRAWING, MATH, chosen, number
from tenderscan.readers.office.numerals import numeral
from tenderscan.readers.office.symbols import unfold
from tenderscan.readers.pptx.names import P_PROPERTIES, PARAGRAPH, R_PROPERTIES, R, T
from tenderscan.readers.pptx.outline import Bullet
from tenderscan.readers.xml import Element

_SCHEME = re.compile(r"(arabic|romanLc|romanUc|alphaLc|alphaUc)(Period|ParenR|ParenBoth|Plain)")
_FORMATS = {
    "arabic": "decimal",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
}
_NO_NUMBER = frozenset({"\u2039#\u203a", "<#>", "<number>"})
"""What stands for the number of a slide where nobody has filled it in."""
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with words in it.

    Attributes:
        text: its words, bullet or number included.
        level: of a list item, 1 = outermost; 0 for other text.
    """

    text: str
    level: int = 0


Bullets = Callable[[Element | None, int], Bullet | None]
"""Tells the bullet of a paragraph with these properties at this 0-based level."""


def paragraphs(body: Element, bullets: Bullets) -> Iterator[Paragraph]:
    """Paragraphs of a text body that have words."""
    counter = _Counter()
    for paragraph in body.iterchildren(PARAGRAPH):
        text = boxes_as_text("".join(_words(paragraph)))
        if not text.strip():
            continue
        properties = paragraph.find(P_PROPERTIES)
        level = 0 if properties is None else max(number(properties.get("lvl")) or 0, 0)
        bullet = bullets(properties, level)
        label = counter.label(bullet, level)
        yield Paragraph(f"{label} {text}", level + 1) if bullet else Paragraph(text)


def plain_text(body: Element) -> str:
    """Words of a text body, a line a paragraph."""
    return "\n".join(boxes_as_text("".join(_words(each))) for each in body.iter(PARAGRAPH))


def _words(parent: Iterable[Element]) -> Iterator[str]:
    for child in parent:
        tag = child.tag
        if tag == R:
            yield _run(child)
        elif tag == DRAWING + "fld":
            text = _run(child)
            yield "" if text in _NO_NUMBER else text
        elif tag == DRAWING + "br":
            yield "\n"
        elif tag == ALTERNATE:
            yield from _words(chosen(child))
        elif isinstance(tag, str) and tag.endswith("}m"):  # a formula, in a namespace of a newer version
            yield "".join(piece.text or "" for piece in child.iter(MATH + "t"))


def _run(run: Element) -> str:
    text = "".join(_stored(piece) for piece in run.iterchildren(T))
    properties = run.find(R_PROPERTIES)
    if properties is None:
        return text
    fonts = (properties.find(DRAWING + name) for name in ("latin", "sym"))
    latin, sym = (None if font is None else font.get("typeface") for font in fonts)
    return unfold(text, latin) if latin else unfold(text, sym) if not text.isascii() else text


def _stored(element: Element) -> str:
    """Text of an `a:t`, without an entity in the middle."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


class _Counter:
    """Counts the numbered paragraphs of one text body."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[Bullet, int]] = {}

    def label(self, bullet: Bullet | None, level: int) -> str:
        """Bullet or number of the next paragraph."""
        for deeper in [at for at in self._counts if at > level]:
            del self._counts[deeper]
        if bullet is None or bullet.numbering is None:
            self._counts.pop(level, None)
            return BULLET if bullet else ""
        before, count = self._counts.get(level, (bullet, bullet.start - 1))
        count = count + 1 if before == bullet else bullet.start
        self._counts[level] = (bullet, count)
        scheme = _SCHEME.fullmatch(bullet.numbering)
        if scheme is None:
            return f"{count}."
        return _AROUND[scheme.group(2)].format(numeral(count, _FORMATS[scheme.group(1)]))
