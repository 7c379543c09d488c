"""Text in drawings: text boxes, lettering, diagrams (SmartArt) and charts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tenderscan.readers.docx.names import BOX_CONTENT, VML, WORD, P, R
from tenderscan.readers.office.drawings import chart_words, diagram_words, drawing_text
from tenderscan.readers.office.names import ALTERNATE, CHART, DIAGRAM, DRAWING, RELATIONSHIP, chosen, number
from tenderscan.readers.xml import Element

_STYLE_LENGTH = re.compile(r"(?:^|;)\s*(top|left|margin-top|margin-left|height)\s*:\s*(-?\d+(?:\.\d+)?)")
_LINE = 0.5
"""Boxes whose tops differ by less than this part of a box's height stand on one line."""
_MOST_BOXES = 300
"""Boxes of one drawing that are put in order; finding the place of one may take looking at all others."""


@dataclass(frozen=True, slots=True)
class Graphic:
    """What can be read in one drawing.

    Attributes:
        boxes: its text boxes as `w:txbxContent`, in reading order.
        texts: its lettering, and the words of its diagrams and charts.
        objects: number of embedded objects, of which only the picture is shown.
    """

    boxes: tuple[Element, ...]
    texts: tuple[str, ...]
    objects: int


class Graphics:
    """Reads the drawings of one document."""

    def __init__(self, related: Mapping[str, Element]) -> None:
        """Begin a document.

        Args:
            related: its parts by relationship id, where diagrams and charts are kept.
        """
        self._related = related
        self._known: dict[Element, str] = {}

    def read(self, graphic: Element) -> Graphic:
        """The texts of a `w:drawing`, `w:pict` or `w:object`."""
        boxes, texts, objects = [], [], 0
        for element in _outermost(graphic):
            tag = element.tag
            if tag == BOX_CONTENT:
                boxes.append(element)
            elif tag == VML + "textpath":
                texts.append(element.get("string", ""))
            elif tag == DRAWING + "txBody":
                texts.append(drawing_text(element))
            elif tag == DIAGRAM + "relIds":
                texts.append(self._part(element.get(RELATIONSHIP + "dm", ""), diagram_words))
            elif tag == CHART + "chart":
                texts.append(self._part(element.get(RELATIONSHIP + "id", ""), chart_words))
            else:
                objects += 1
        return Graphic(_in_reading_order(boxes), tuple(text for text in texts if text.strip()), objects)

    def _part(self, id_: str, words: Callable[[Element], str]) -> str:
        """Words of a part, which is walked once however many drawings show it."""
        root = self._related.get(id_)
        if root is None:
            return ""
        if root not in self._known:
            self._known[root] = words(root)
        return self._known[root]


_WANTED = frozenset(
    {
        BOX_CONTENT,
        VML + "textpath",
        DRAWING + "txBody",
        DIAGRAM + "relIds",
        CHART + "chart",
        "{urn:schemas-microsoft-com:office:office}OLEObject",
        WORD + "objectEmbed",
    }
)


def _outermost(element: Iterable[Element]) -> Iterator[Element]:
    """Wanted elements that do not lie in another one; of alternatives only the branch that is read."""
    for child in element:
        if child.tag in _WANTED:
            yield child
        elif child.tag == ALTERNATE:
            yield from _outermost(chosen(child))
        elif isinstance(child.tag, str):
            yield from _outermost(child)


def _in_reading_order(boxes: list[Element]) -> tuple[Element, ...]:
    """Boxes of one group from top to bottom and left to right: they are stored in the order they were drawn."""
    if not 1 < len(boxes) <= _MOST_BOXES:
        return tuple(boxes)
    places = [_place(box) for box in boxes]
    known = [place for place in places if place is not None]
    if len(known) < len(boxes):
        return tuple(boxes)
    step = _LINE * min(height for _, _, height in known)
    ordered: list[tuple[float, float, int]] = []
    line_top = None
    for top, left, at in sorted((top, left, at) for at, (top, left, _) in enumerate(known)):
        line_top = top if line_top is None or top - line_top > step else line_top
        ordered.append((line_top, left, at))
    return tuple(boxes[at] for _, _, at in sorted(ordered))


def _place(box: Element) -> tuple[float, float, float] | None:
    """Top, left and height of the shape a text box lies in, in the units of its group."""
    for shape in box.iterancestors():
        if shape.tag in (R, P):
            break
        offset = next(shape.iterfind(f"{{*}}spPr/{DRAWING}xfrm/{DRAWING}off"), None)
        if offset is not None:
            size = offset.getparent().find(DRAWING + "ext")
            height = 0 if size is None else number(size.get("cy")) or 0
            return float(number(offset.get("y")) or 0), float(number(offset.get("x")) or 0), float(height)
        if shape.tag in (VML + "shape", VML + "rect", VML + "roundrect", VML + "oval"):
            lengths = dict(_STYLE_LENGTH.findall(shape.get("style", "")))
            top = lengths.get("top") or lengths.get("margin-top") or 0
            left = lengths.get("left") or lengths.get("margin-left") or 0
            return float(top), float(left), float(lengths.get("height") or 0)
    return None
