"""What a drawing shows: the text of boxes and shapes, embedded documents, charts and formulas (10)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tenderscan.readers.odt.names import CHART, DRAW, EXTENSION, FRAME, HREF, MATH, OFFICE, SVG, TABLE, P
from tenderscan.readers.odt.package import Parsed, object_path
from tenderscan.readers.xml import Element

_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(cm|mm|in|pt|pc|px|)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75, "": 0.02835}
_LINE = 0.5
"""Drawings whose tops differ by less than this part of the smallest height stand on one line."""
_MOST_ORDERED = 300
"""Drawings that are put in order; a plan drawn in lines has thousands, and no order."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be read in one drawing; one of these.

    Attributes:
        story: holds paragraphs and tables.
        text: words of a chart or formula.
        document: an embedded document.
        file: name of an embedded file of another format; empty for one that is linked or missing.
    """

    story: Iterable[Element] = ()
    text: str = ""
    document: Parsed | None = None
    file: str | None = None


def shown_of(drawing: Element, parsed: Parsed, embedded: dict[str, Parsed]) -> Shown:
    """What a frame or shape shows; of a frame's alternatives the first that can be read (10.4.2)."""
    if drawing.tag != FRAME:
        return Shown(drawing)
    missing = None
    for child in drawing:
        if child.tag in (DRAW + "text-box", DRAW + "image"):
            return missing or Shown(child)
        if child.tag in (TABLE + "table", EXTENSION + "table"):
            return Shown((child,))
        if child.tag in (DRAW + "object", DRAW + "object-ole"):
            shown = _object(child, parsed, embedded)
            if shown.file != "":
                return shown
            missing = shown
    return missing or Shown()


def _object(element: Element, parsed: Parsed, embedded: dict[str, Parsed]) -> Shown:
    inner = next(element.iterchildren(OFFICE + "document", MATH + "math"), None)
    path = object_path(element, parsed.folder)
    document = Parsed(inner, inner) if inner is not None else embedded.get(path)
    if document is None:
        return Shown(file=path if element.get(HREF) or not len(element) else "")
    body = document.body
    if body is None:
        return Shown()
    if body.tag == MATH + "math":
        return Shown(text=_formula(body))
    return Shown(text=_chart(body)) if body.tag == OFFICE + "chart" else Shown(document=document)


def _formula(root: Element) -> str:
    """Signs of a formula in a row; the notation of the program that wrote it aside."""
    signs = (sign.text or "" for sign in root.iter(*(MATH + name for name in ("mi", "mn", "mo", "mtext", "ms"))))
    return " ".join(filter(str.strip, signs))


def _chart(body: Element) -> str:
    """Titles, categories and series of a chart: the texts in the table of its figures."""
    titles = [paragraph for name in ("title", "subtitle") for paragraph in body.iter(CHART + name)]
    cells = [cell for cell in body.iter(TABLE + "table-cell") if cell.get(OFFICE + "value-type", "string") == "string"]
    words = ["".join(paragraph.itertext()) for holder in titles + cells for paragraph in holder.iter(P)]
    return "\n".join(dict.fromkeys(filter(str.strip, words)))


def in_reading_order(drawings: list[Element]) -> list[Element]:
    """Drawings from top to bottom and left to right: they are stored in the order they were drawn."""
    if not 1 < len(drawings) <= _MOST_ORDERED:
        return drawings
    places = [place for drawing in drawings if (place := _place(drawing)) is not None]
    if len(places) < len(drawings):
        return drawings
    step = _LINE * min(height for _, _, height in places)
    ordered: list[tuple[float, float, int]] = []
    line_top = None
    for top, left, at in sorted((top, left, at) for at, (top, left, _) in enumerate(places)):
        line_top = top if line_top is None or top - line_top > step else line_top
        ordered.append((line_top, left, at))
    return [drawings[at] for _, _, at in sorted(ordered)]


def _place(drawing: Element) -> tuple[float, float, float] | None:
    """Top, left and height in points, None where a drawing does not say."""
    if drawing.tag in (DRAW + "g", DRAW + "a"):
        inner = [place for child in drawing if (place := _place(child)) is not None]
        return min(inner) if inner else None
    top, left = (_length(drawing.get(SVG + name)) for name in ("y", "x"))
    if top is None or left is None:
        top, left = (_length(drawing.get(SVG + name)) for name in ("y1", "x1"))
    height = _length(drawing.get(SVG + "height")) or 0.0
    return None if top is None or left is None else (top, left, height)


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text or "")
    return float(found.group(1)) * _POINTS[found.group(2)] if found else None
