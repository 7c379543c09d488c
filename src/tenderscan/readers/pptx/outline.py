"""What a shape inherits from the placeholder it fills: its place, and the bullets of its paragraphs (19.3.1.36)."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.readers.office.names import DRAWING, number
from tenderscan.readers.pptx.names import BODY, PLACEHOLDER, SHAPE, SLIDE, TITLES, TREE
from tenderscan.readers.xml import Element

_BULLETS = frozenset(DRAWING + name for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
_CONTENT = frozenset({"subTitle", "obj", "body", "chart", "tbl", "clipArt", "dgm", "media", "pic"})
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands, in English metric units from the top left of the slide or its group."""

    top: int
    left: int
    height: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """What stands before a paragraph.

    Attributes:
        numbering: scheme of automatic numbers, such as "arabicPeriod"; None for a mere bullet.
        start: the first number.
    """

    numbering: str | None = None
    start: int = 1


class Outline:
    """The layout and the master of one slide."""

    def __init__(self, layout: Element | None, master: Element | None) -> None:
        """Look at the roots of both parts, which may be missing."""
        self._layout = _placeholders(layout)
        self._master = _placeholders(master)
        self._styles = None if master is None else master.find(SLIDE + "txStyles")

    def place(self, shape: Element) -> Place | None:
        """Where the shape stands; None where nothing says so."""
        return next((place for each in self._chain(shape) if (place := _own_place(each))), None)

    def bullet(self, shape: Element, properties: Element | None, level: int) -> Bullet | None:
        """Bullet of a paragraph of the shape; `level` is 0-based."""
        for holder in (properties, *self._levels(shape, level)):
            said = _said(holder)
            if said is not None:
                return _bullet(said)
        return None

    def _chain(self, shape: Element) -> Iterator[Element]:
        """The shape, and the placeholders it takes after."""
        yield shape
        kind, index = role(shape)
        if kind is None:
            return
        general = _general(kind)
        by_index = (each for each, (_, at) in self._layout if index and at == index)
        by_kind = (each for each, (other, _) in self._layout if other == kind or {other, kind} <= TITLES)
        found = next(by_index, None)
        found = next(by_kind, None) if found is None else found
        if found is not None:
            yield found
        yield from [each for each, (other, _) in self._master if _general(other) == general][:1]

    def _levels(self, shape: Element, level: int) -> Iterator[Element | None]:
        name = f"{DRAWING}lvl{min(level, LEVELS - 1) + 1}pPr"
        for each in self._chain(shape):
            yield each.find(f"{BODY}/{DRAWING}lstStyle/{name}")
        kind, _ = role(shape)
        if self._styles is not None and kind is not None:
            style = {"title": "titleStyle", "body": "bodyStyle"}.get(_general(kind), "otherStyle")
            yield self._styles.find(f"{SLIDE}{style}/{name}")


def role(shape: Element) -> tuple[str | None, str]:
    """Kind and index of the placeholder that a shape fills; the kind is None where it fills none."""
    placeholder = shape.find(f"*/{PLACEHOLDER}")
    if placeholder is None:
        return None, ""
    return placeholder.get("type", "obj"), placeholder.get("idx", "")


def _general(kind: str | None) -> str:
    """The kind of a placeholder as masters know it."""
    if kind in TITLES:
        return "title"
    return kind if kind and kind not in _CONTENT else "body"


def _placeholders(root: Element | None) -> list[tuple[Element, tuple[str | None, str]]]:
    tree = None if root is None else root.find(TREE)
    shapes = [] if tree is None else [(shape, role(shape)) for shape in tree.iter(SHAPE)]
    return [(shape, role_) for shape, role_ in shapes if role_[0] is not None]


def _own_place(shape: Element) -> Place | None:
    frame = next(shape.iterfind("{*}xfrm"), None)
    if frame is None:
        frame = next(shape.iterfind(f"*/{DRAWING}xfrm"), None)
    offset = None if frame is None else frame.find(DRAWING + "off")
    if frame is None or offset is None:
        return None
    size = frame.find(DRAWING + "ext")
    height = 0 if size is None else number(size.get("cy")) or 0
    return Place(number(offset.get("y")) or 0, number(offset.get("x")) or 0, max(height, 0))


def own_bullet(properties: Element | None) -> Bullet | None:
    """Bullet of a paragraph that inherits none, such as one in a table."""
    said = _said(properties)
    return None if said is None else _bullet(said)


def _said(holder: Element | None) -> Element | None:
    """What properties of a paragraph say about its bullet."""
    return next((child for child in (() if holder is None else holder) if child.tag in _BULLETS), None)


def _bullet(element: Element) -> Bullet | None:
    if element.tag == DRAWING + "buNone":
        return None
    if element.tag == DRAWING + "buAutoNum":
        return Bullet(element.get("type", "arabicPeriod"), number(element.get("startAt")) or 1)
    return Bullet()
