"""The shapes of one slide in the order they are read: the title, then the others from the top, then the foot."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from tenderscan.errors import LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.budget import Budget
from tenderscan.readers.office.drawings import chart_words, diagram_words
from tenderscan.readers.office.names import ALTERNATE, CHART, DIAGRAM, DRAWING, RELATIONSHIP, chosen
from tenderscan.readers.packed import BROKEN
from tenderscan.readers.pptx.deck import Deck, Part
from tenderscan.readers.pptx.names import BODY, FOOTERS, FRAME, GROUP, PICTURE, SHAPE, SLIDE, TABLE, TITLES, TREE, T
from tenderscan.readers.pptx.outline import Outline, Place, own_bullet, role
from tenderscan.readers.pptx.paragraphs import Paragraph, paragraphs, plain_text
from tenderscan.readers.xml import Element

MAX_NESTING = 25
"""Groups within groups; real slides reach five."""
_LINE = 0.5
"""Shapes whose tops differ by less than this part of the lower one's height stand on one line."""
_NEWER_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_OLE = SLIDE + "oleObj"


class Area(Enum):
    """Part of the slide that a shape belongs to."""

    TITLE = "title"
    CONTENT = "content"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Item:
    """What one shape shows.

    Attributes:
        area: part of the slide.
        paragraphs: of a text; empty for a table.
        rows: of a table, cells as text; empty for a text.
        drawn: whether the words are those of a chart or diagram.
    """

    area: Area = Area.CONTENT
    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    drawn: bool = False


class Shapes:
    """Walks the shapes of one slide, layout, master or page of notes.

    Attributes:
        pictures: number of pictures.
        hidden: number of shapes with text that are switched off.
        unread: what could not be read, in plain words, one entry each.
    """

    def __init__(self, part: Part, deck: Deck, outline: Outline, budget: Budget) -> None:
        """Begin a part.

        Args:
            part: whose shapes are walked.
            deck: where charts and diagrams are found.
            outline: what the shapes inherit.
            budget: what the document may still yield.
        """
        self._part = part
        self._deck = deck
        self._outline = outline
        self._budget = budget
        self.pictures = 0
        self.hidden = 0
        self.unread: list[str] = []

    def items(self, wanted: Callable[[Element], bool] | None = None) -> list[Item]:
        """What the shapes show, in reading order; only of those outermost ones that are `wanted`."""
        tree = self._part.root.find(TREE)
        if tree is None:
            return []
        shapes = [shape for shape in _flat(tree) if wanted is None or wanted(shape)]
        found = self._in_order(shapes, 0)
        return [item for area in Area for item in found if item.area is area]

    def _in_order(self, shapes: list[Element], depth: int) -> list[Item]:
        """Items of sibling shapes from top to bottom and left to right; a group stays together."""
        placed: list[tuple[Place, list[Item]]] = []
        place = Place(0, 0, 0)
        for shape in shapes:
            effort.check()
            items = self._shape(shape, depth)
            if items:
                # one whose place is not known stays behind the one it was drawn after
                place = self._outline.place(shape) or place
                placed.append((place, items))
        placed.sort(key=lambda entry: (entry[0].top, entry[0].left))
        ordered: list[tuple[int, int, int]] = []
        line_top = 0
        for at, (place, _) in enumerate(placed):
            if not at or place.top - line_top > _LINE * place.height:
                line_top = place.top
            ordered.append((line_top, place.left, at))
        return [item for *_, at in sorted(ordered) for item in placed[at][1]]

    def _shape(self, shape: Element, depth: int) -> list[Item]:
        tag = shape.tag
        if is_hidden(shape):
            self.hidden += any((piece.text or "").strip() for piece in shape.iter(T))
            return []
        if tag == GROUP:
            if depth >= MAX_NESTING:
                raise LimitExceeded(
                    f"{self._budget.name} holds groups within groups more than {MAX_NESTING} deep. Ungroup them."
                )
            return self._in_order(list(_flat(shape)), depth + 1)
        if tag == FRAME:
            return self._frame(shape)
        if tag == PICTURE:
            self.pictures += 1
            return []
        body = shape.find(BODY)
        return [] if body is None else self._text(shape, body)

    def _text(self, shape: Element, body: Element) -> list[Item]:
        kind, _ = role(shape)
        found = tuple(
            paragraphs(body, lambda properties, level: self._outline.bullet(shape, properties, level))
            if kind not in TITLES | FOOTERS
            else (Paragraph(" ".join(plain_text(body).split())),)
        )
        for paragraph in found:
            self._budget.spend(paragraph.text)
        area = Area.TITLE if kind in TITLES else Area.FOOT if kind in FOOTERS else Area.CONTENT
        return [Item(area, found)] if any(paragraph.text.strip() for paragraph in found) else []

    def _frame(self, frame: Element) -> list[Item]:
        """A table, chart or diagram; of an embedded object only its picture is shown, and the file is a member."""
        for element in frame.iter(TABLE, CHART + "chart", _NEWER_CHART, DIAGRAM + "relIds", _OLE):
            tag = element.tag
            if tag == TABLE:
                return [Item(rows=self._rows(element))]
            if tag == CHART + "chart":
                return self._drawn(element.get(RELATIONSHIP + "id", ""), chart_words, "a chart")
            if tag == DIAGRAM + "relIds":
                return self._drawn(element.get(RELATIONSHIP + "dm", ""), diagram_words, "a diagram")
            if tag == _NEWER_CHART:
                self.unread.append("a chart of a newer kind")
            elif not self._part.targets.get(element.get(RELATIONSHIP + "id", "")):
                self.unread.append("a linked object, whose file lies elsewhere")
        return []

    def _drawn(self, id_: str, words: Callable[[Element], str], what: str) -> list[Item]:
        try:
            text = words(self._deck.part(self._part.targets[id_]).root)
        except BROKEN:
            self.unread.append(f"{what} that is damaged")
            return []
        lines = tuple(Paragraph(self._budget.spend(line)) for line in text.split("\n") if line.strip())
        return [Item(paragraphs=lines, drawn=True)] if lines else []

    def _rows(self, table: Element) -> tuple[tuple[str, ...], ...]:
        """Cells of a table as text; the covered part of a merged cell is empty (21.1.3.16)."""
        rows: list[tuple[str, ...]] = []
        for row in table.iterchildren(DRAWING + "tr"):
            cells = list(row.iterchildren(DRAWING + "tc"))
            self._budget.spend_cells(len(cells))
            rows.append(tuple("" if _is_covered(cell) else self._cell(cell) for cell in cells))
        return tuple(rows)

    def _cell(self, cell: Element) -> str:
        body = cell.find(DRAWING + "txBody")
        if body is None:
            return ""
        found = paragraphs(body, lambda properties, _: own_bullet(properties))
        return "\n".join(self._budget.spend(paragraph.text) for paragraph in found)


def _flat(parent: Iterable[Element]) -> Iterator[Element]:
    """Shapes of a tree or group; of alternatives only the branch that is read."""
    for child in parent:
        if child.tag == ALTERNATE:
            yield from chosen(child)
        elif child.tag in (SHAPE, GROUP, FRAME, PICTURE):
            yield child


def _is_covered(cell: Element) -> bool:
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))


def is_on_every_slide(shape: Element) -> bool:
    """Whether a shape of a layout or master is shown as it is, and is no place for a slide's own text."""
    return role(shape)[0] is None


def is_a_note(shape: Element) -> bool:
    """Whether a shape of a page of notes holds what the speaker wrote."""
    return role(shape)[0] not in ("sldImg", "hdr", *FOOTERS)


def is_hidden(shape: Element) -> bool:
    """Whether the shape is switched off in the selection pane."""
    return any(named.get("hidden") in ("1", "true") for named in shape.iterfind("*/{*}cNvPr"))
