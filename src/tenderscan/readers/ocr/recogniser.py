"""Recognising the pages of one document, one after the other, within its time."""

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from tenderscan.document import Notice
from tenderscan.readers import effort
from tenderscan.readers.budget import Budget
from tenderscan.readers.ocr import notices
from tenderscan.readers.ocr.choice import engine, way_out
from tenderscan.readers.ocr.layout import page_layout
from tenderscan.readers.ocr.port import NotRecognised
from tenderscan.readers.ocr.reading import read_picture
from tenderscan.readers.pdf.layout import PageLayout, Strand
from tenderscan.readers.pdf.writer import PageRead
from tenderscan.settings import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_RESERVE = 5.0
"""Seconds kept for writing the document when time is running out."""
_LONGEST = 120.0
"""Seconds for one page; it takes one or two."""
_POINTS = 72.0


class RecognisedPage(NamedTuple):
    """A page that was recognised.

    Attributes:
        layout: empty where no text was found.
        confidence: 0 to 1, mean of its characters.
        text: its lines.
    """

    layout: PageLayout
    confidence: float
    text: str


class Recogniser:
    """Reads pictures for one document, and remembers which pages they were."""

    def __init__(self, name: str, limits: Limits) -> None:
        """Begin with the document `name`, whose text is counted against `limits`."""
        self._engine = engine()
        self._budget = Budget(name, limits.characters)
        self._recognised: list[int] = []
        self._empty: list[int] = []
        self._slowest = 0.0

    def obstacle(self) -> NotRecognised | None:
        """Why no further page can be recognised; None where one can."""
        effort.check()
        if self._engine is None:
            return NotRecognised(way_out())
        if self._seconds() < self._slowest:
            return NotRecognised(
                "the time for this file went to the pages before it. Way out: allow more (--allow seconds=NUMBER)."
            )
        return None

    def recognise(self, image: "Image", dots_per_inch: float | None = None) -> RecognisedPage | NotRecognised:
        """Read the picture of a page.

        Args:
            image: of any mode.
            dots_per_inch: where it is known how large the page is.

        Raises:
            LimitExceeded: more characters were recognised than are allowed in one document.
        """
        obstacle = self.obstacle()
        if obstacle or self._engine is None:
            return obstacle or NotRecognised(way_out())
        begin = monotonic()
        seconds = min(self._seconds(), _LONGEST)
        fine = round(dots_per_inch) if dots_per_inch else None
        reading = read_picture(image, self._engine, seconds=seconds, dots_per_inch=fine)
        self._slowest = max(self._slowest, monotonic() - begin)
        if isinstance(reading, NotRecognised):
            return reading
        layout = page_layout(reading, points=_POINTS / dots_per_inch if dots_per_inch else None)
        return RecognisedPage(layout, reading.recognised.confidence, self._budget.spend(text_of(layout)))

    def page(self, number: int, found: RecognisedPage, layout: PageLayout | None = None) -> PageRead:
        """The page with what was recognised on it.

        Args:
            number: 1-based.
            found: what was recognised.
            layout: what is to be written, if not just that.
        """
        layout = layout or found.layout
        if not found.layout.parts:
            self._empty.append(number)
            return PageRead(layout)
        self._recognised.append(number)
        poor = notices.poor(number, found.confidence)
        return PageRead(layout, True, round(found.confidence, 3), (poor,) if poor else ())

    def summary(self) -> list[Notice]:
        """What is to be said of the whole document."""
        return notices.summary(self._engine, self._recognised, self._empty) if self._engine else []

    def _seconds(self) -> float:
        return effort.seconds_left() - _RESERVE


def text_of(page: PageLayout) -> str:
    """The lines and cells of a page, one below the other."""
    texts: list[str] = []
    for part in page.parts:
        texts += (
            [line.text for line in part.lines] if isinstance(part, Strand) else [" ".join(row) for row in part.rows]
        )
    return "\n".join(texts)
