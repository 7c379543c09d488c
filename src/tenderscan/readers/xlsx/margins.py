"""What lies on and around the cells of a sheet: comments, shapes, charts, buttons."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tenderscan.readers.packed import Parts
from tenderscan.readers.sheets.sheet import Comment
from tenderscan.readers.sheets.streaming import local
from tenderscan.readers.xlsx.shared import rich_text
from tenderscan.readers.xml import Element, parse_xml

_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_CHARTS = frozenset({"chart", "chartEx", "diagramData"})
_TICKED = {"Checkbox": ("[ ]", "[x]"), "Radio": ("( )", "(x)")}
_BUTTONS = frozenset({"Checkbox", "Radio", "Button", "Label", "GBox", "Edit"})
_THREADED = "[Threaded comment]"
"""How the copy of a threaded comment begins that Excel writes for its older versions."""


@dataclass(frozen=True, slots=True)
class Margins:
    """What was found; the fields are those of `Sheet`."""

    comments: tuple[Comment, ...] = ()
    boxes: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    pictures: int = 0


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    boxes: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    pictures: int = 0


def comments(content: bytes) -> Iterator[Comment]:
    """Comments and notes on cells, other than threaded ones (18.7)."""
    root = parse_xml(content)
    authors = [author.text or "" for author in root.iter("{*}author")]
    for entry in root.iter("{*}comment"):
        cell, place = entry.get("ref", ""), entry.get("authorId", "")
        author = authors[int(place)] if place.isdecimal() and len(place) < 9 and int(place) < len(authors) else ""
        # the author's name is mostly the first line of the text as well
        text = "".join(rich_text(text) for text in entry.iter("{*}text")).strip().removeprefix(f"{author}:").strip()
        if text and _CELL.fullmatch(cell):
            yield Comment(cell, text, "" if author.startswith("tc={") else author)


def margins(
    parts: Parts,
    sheet: str,
    people: dict[str, str],
    read_comments: Callable[[bytes], Iterator[Comment]],
) -> Margins:
    """What the part named `sheet` has besides cells.

    Args:
        parts: of the package.
        sheet: name of the part.
        people: names by the id that threaded comments have.
        read_comments: how a part with other comments is read.
    """
    found = _Found()
    links = list(parts.links(sheet))
    threaded = [c for link in links if link.type == "threadedComment" for c in _threaded(parts, link.target, people)]
    legacy = [c for link in links if link.type == "comments" for c in read_comments(parts.read(link.target))]
    cells = {comment.cell for comment in threaded}
    others = (c for c in legacy if c.cell not in cells or not c.text.startswith(_THREADED))
    for link in links:
        if link.type == "drawing":
            _drawing(parts, link.target, found)
        elif link.type in {"vmlDrawing", "legacyDrawing"}:
            _buttons(parts, link.target, found)
        elif link.type in {"image", "picture"}:
            found.pictures += 1
    return Margins((*threaded, *others), tuple(found.boxes), tuple(found.not_read), found.pictures)


def people(content: bytes) -> dict[str, str]:
    """Names of those who wrote threaded comments, by their id."""
    return {person.get("id", ""): person.get("displayName", "") for person in parse_xml(content)}


def _threaded(parts: Parts, part: str, names: dict[str, str]) -> Iterator[Comment]:
    for entry in parse_xml(parts.read(part)).iter("{*}threadedComment"):
        text = "".join(entry.find("{*}text").itertext()) if entry.find("{*}text") is not None else ""
        cell = entry.get("ref", "")
        if text.strip() and _CELL.fullmatch(cell):
            done = " (resolved)" if entry.get("done") in {"1", "true"} else ""
            yield Comment(cell, text + done, names.get(entry.get("personId", ""), ""))


def _drawing(parts: Parts, part: str, found: _Found) -> None:
    """Shapes in their order; titles and labels of charts and diagrams behind them."""
    root = parse_xml(parts.read(part))
    for element in root.iter("{*}sp", "{*}cxnSp", "{*}pic"):
        if _is_fallback(element):
            continue
        if local(element) == "pic":
            found.pictures += 1
        elif text := _paragraphs(element):
            found.boxes.append(text)
    for link in parts.links(part):
        if link.type in _CHARTS and (text := _paragraphs(parse_xml(parts.read(link.target)))):
            found.boxes.append(text)


def _is_fallback(element: Element) -> bool:
    """Whether a shape is what older programs show in the place of another (part 3, 7.6)."""
    return any(local(above) == "Fallback" for above in element.iterancestors())


def _paragraphs(element: Element) -> str:
    lines = []
    for paragraph in element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        texts = [part.text or "" if local(part) == "t" else "\n" for part in paragraph.iter("{*}t", "{*}br")]
        lines.append("".join(texts))
    return "\n".join(lines).strip()


def _buttons(parts: Parts, part: str, found: _Found) -> None:
    """Check boxes, radio buttons and labels of older forms, with their state; comments lie here too, as empty boxes."""
    try:
        root = parse_xml(parts.read(part))
    except etree.XMLSyntaxError:  # VML is often HTML inside; only what is beside the cells is lost
        found.not_read.append("a drawing of an older kind")
        return
    for shape in root.iter("{*}shape"):
        data = shape.find("{*}ClientData")
        kind = "" if data is None else data.get("ObjectType", "")
        if kind not in _BUTTONS:
            continue
        text = " ".join("".join(box.itertext()) for box in shape.iter("{*}textbox")).strip()
        if kind in _TICKED:
            ticked = (data.findtext("{*}Checked") or "0").strip() == "1"
            text = f"{_TICKED[kind][ticked]} {text}".strip()
        if text:
            found.boxes.append(text)
