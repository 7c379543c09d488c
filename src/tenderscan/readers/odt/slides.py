"""Slides of a presentation: title, text in reading order, notes (3.7, 10.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.document import BlockKind
from tenderscan.errors import LimitExceeded
from tenderscan.readers.assemble import Grid
from tenderscan.readers.odt.drawings import in_reading_order
from tenderscan.readers.odt.names import DRAW, DRAWINGS, HREF, PRESENTATION
from tenderscan.readers.odt.story import Stories
from tenderscan.readers.pieces import Piece
from tenderscan.readers.xml import Element
from tenderscan.settings import Limits

_LONGEST_TITLE = 1_000
_NOT_SAID = ("page", "handout", "header", "footer", "date-time", "page-number")
"""Placeholders that hold no text of the slide's own."""
_CLASS = PRESENTATION + "class"
_DECLARED = tuple(PRESENTATION + f"{part}-decl" for part in ("header", "footer", "date-time"))
_USED = tuple(PRESENTATION + f"use-{part}-name" for part in ("header", "footer", "date-time"))


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        number: 1-based, hidden ones counted.
        title: its title, None where it has none.
        hidden: whether it is passed over when the slides are shown.
        pictures: where those it shows lie; "" for one within the XML.
        rest: pieces of text other than the title, in reading order.
        notes: what the speaker's notes say.
    """

    number: int
    title: str | None
    hidden: bool
    pictures: frozenset[str]
    rest: Iterator[Piece | Grid]
    notes: Iterator[Piece | Grid]


def slides(body: Element, stories: Stories, limits: Limits, name: str) -> Iterator[Slide]:
    """The slides in order; each must be read before the next is asked for.

    Args:
        body: of the presentation.
        stories: of its content.
        limits: for the number of slides.
        name: of the file, for messages.

    Raises:
        LimitExceeded: there are more than pages are read from one document.
    """
    for at, page in enumerate(body.iterchildren(DRAW + "page")):
        if at >= limits.pages:
            raise LimitExceeded(
                f"{name} has more than {limits.pages:,} slides.\nSplit it, or allow more: --allow pages=NUMBER."
            )
        drawings = [child for child in page if child.tag in DRAWINGS and child.get(_CLASS) not in _NOT_SAID]
        titles = [drawing for drawing in drawings if drawing.get(_CLASS) == "title"]
        others = in_reading_order([drawing for drawing in drawings if drawing.get(_CLASS) != "title"])
        # what is not drawn at all, such as comments, is passed by the walker as well
        others += [child for child in page if child.tag not in DRAWINGS]
        said = [drawing for notes in page.iterchildren(PRESENTATION + "notes") for drawing in _spoken(notes)]
        yield Slide(
            number=at + 1,
            title=_title(stories.walk(titles, BlockKind.HEADING)),
            hidden=stories.styles.slide_hidden(page.get(DRAW + "style-name")),
            pictures=frozenset(
                image.get(HREF, "").removeprefix("./") for drawing in drawings for image in drawing.iter(DRAW + "image")
            ),
            rest=stories.walk(others, boxes=None),
            notes=stories.anew().walk(said, BlockKind.NOTE),
        )


def declared_texts(body: Element) -> Iterator[str]:
    """Headers and footers that some slide shows, each once."""
    used = {page.get(attribute) for page in body.iterchildren(DRAW + "page") for attribute in _USED}
    for declared in body.iterchildren(*_DECLARED):
        if declared.get(PRESENTATION + "name") in used and declared.text:
            yield declared.text


def _spoken(notes: Element) -> list[Element]:
    return [child for child in notes if child.tag in DRAWINGS and child.get(_CLASS) not in _NOT_SAID]


def _title(pieces: Iterator[Piece | Grid]) -> str | None:
    """A title on one line, as it stands on the slide."""
    words = " ".join(piece.text for piece in pieces if isinstance(piece, Piece)).split()
    return " ".join(words)[:_LONGEST_TITLE] or None
