"""Pages of a sample PDF: letterhead, running header and footer, footnotes, and the flowables of our own."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

from reportlab.lib.colors import Color, HexColor, grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from corpus.build.model import NOTICE, Sample

WIDTH, HEIGHT = A4
MARGIN = 22 * mm
NOTE_ROOM = 20 * mm
"""Kept free above the footer of a document that has footnotes."""


class SampleCanvas(Canvas):
    """Holds pages back until their number is known, then adds header and footer."""

    def __init__(self, *args: Any, sample: Sample, fonts: tuple[str, str, str], **options: Any) -> None:
        """Remember what stands in header and footer."""
        super().__init__(*args, **options)
        self._sample, self._fonts = sample, fonts
        self._held: list[dict[str, Any]] = []
        self.furniture = True

    def showPage(self) -> None:
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages."""
        for number, state in enumerate(self._held, start=1):
            self.__dict__.update(state)
            if self.furniture:
                self._furnish(number, len(self._held))
            super().showPage()
        super().save()

    def _furnish(self, number: int, total: int) -> None:
        sample, colour = self._sample, HexColor(f"#{self._sample.look.colour}")
        self.setFont(self._fonts[0], 8)
        self.setFillColor(grey)
        if number > 1:
            self.drawString(MARGIN, HEIGHT - 13 * mm, sample.header)
            self.drawRightString(WIDTH - MARGIN, HEIGHT - 13 * mm, sample.letterhead)
            self.setStrokeColor(colour)
            self.line(MARGIN, HEIGHT - 15 * mm, WIDTH - MARGIN, HEIGHT - 15 * mm)
        self.drawString(MARGIN, 14 * mm, sample.reference)
        self.drawRightString(WIDTH - MARGIN, 14 * mm, f"Page {number} of {total}")
        self.setFont(self._fonts[0], 7)
        self.drawCentredString(WIDTH / 2, 9.5 * mm, NOTICE)


class SampleTemplate(BaseDocTemplate):
    """A document with a letterhead on its first page; collects the footnotes of each page."""

    def __init__(self, target: Any, sample: Sample, fonts: tuple[str, str, str], *, notes: bool) -> None:
        """Set up the page templates of the sample's layout."""
        super().__init__(
            target, pagesize=A4, title=sample.title, author=sample.author, creator="corpus.build", invariant=1
        )
        self.sample, self.fonts = sample, fonts
        self.pending: list[str] = []
        self.heading_pages: dict[str, int] = {}
        self.noted = 0
        self._bottom = 22 * mm + (NOTE_ROOM if notes else 0)
        self.addPageTemplates(self._templates())

    def afterFlowable(self, flowable: Flowable) -> None:
        """Note the page of a clause heading."""
        if number := getattr(flowable, "clause", ""):
            self.heading_pages.setdefault(number, self.page)

    def _templates(self) -> list[PageTemplate]:
        head = 48 * mm
        later = self._frames(20 * mm)
        if self.sample.layout == "columns":
            first = [self._frame(MARGIN, HEIGHT - head - 46 * mm, WIDTH - 2 * MARGIN, 46 * mm)]
            first += self._frames(head + 46 * mm)
        else:
            first = self._frames(head)
        full = Frame(0, 0, WIDTH, HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        return [
            PageTemplate("first", first, onPage=self._letterhead, onPageEnd=self._notes, autoNextPageTemplate="later"),
            PageTemplate("later", later, onPage=_furnish, onPageEnd=self._notes),
            PageTemplate("scan", [full], onPage=_leave_bare, autoNextPageTemplate="later"),
        ]

    def _frames(self, top: float) -> list[Frame]:
        height = HEIGHT - top - self._bottom
        if self.sample.layout != "columns":
            return [self._frame(MARGIN, self._bottom, WIDTH - 2 * MARGIN, height)]
        gap = 8 * mm
        width = (WIDTH - 2 * MARGIN - gap) / 2
        return [self._frame(x, self._bottom, width, height) for x in (MARGIN, MARGIN + width + gap)]

    def _frame(self, x: float, y: float, width: float, height: float) -> Frame:
        return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    def _letterhead(self, canvas: SampleCanvas, _template: BaseDocTemplate) -> None:
        canvas.furniture = True
        colour = HexColor(f"#{self.sample.look.colour}")
        canvas.saveState()
        top = HEIGHT - 16 * mm
        _crest(canvas, MARGIN + 8 * mm, top - 9 * mm, colour)
        canvas.setFillColor(colour)
        canvas.setFont(self.fonts[1], 17 if len(self.sample.letterhead) < 32 else 14)
        canvas.drawString(MARGIN + 20 * mm, top - 11 * mm, self.sample.letterhead)
        canvas.setFillColor(grey)
        canvas.setFont(self.fonts[0], 8)
        for number, line in enumerate(self.sample.look.address):
            canvas.drawRightString(WIDTH - MARGIN, top - 2 * mm - number * 3.6 * mm, line)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(1.5)
        canvas.line(MARGIN, top - 22 * mm, WIDTH - MARGIN, top - 22 * mm)
        canvas.restoreState()

    def _notes(self, canvas: SampleCanvas, _template: BaseDocTemplate) -> None:
        """Draw the footnotes that the page's paragraphs asked for."""
        if not self.pending:
            return
        style = ParagraphStyle("note", fontName=self.fonts[0], fontSize=8, leading=9.5)
        y = 20 * mm + NOTE_ROOM - 3 * mm
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, y, MARGIN + 45 * mm, y)
        for markup in self.pending:
            paragraph = Paragraph(markup, style)
            _, height = paragraph.wrap(WIDTH - 2 * MARGIN, NOTE_ROOM)
            y -= height + 1
            paragraph.drawOn(canvas, MARGIN, y)
        self.pending.clear()


def _furnish(canvas: SampleCanvas, _template: BaseDocTemplate) -> None:
    canvas.furniture = True


def _leave_bare(canvas: SampleCanvas, _template: BaseDocTemplate) -> None:
    canvas.furniture = False


def _crest(canvas: Canvas, x: float, y: float, colour: Color) -> None:
    """A badge that is nobody's coat of arms: a disc with three waves."""
    canvas.setFillColor(colour)
    canvas.circle(x, y, 8 * mm, stroke=0, fill=1)
    canvas.setStrokeColor(HexColor("#ffffff"))
    canvas.setLineWidth(1.4)
    for row in (-3, 0, 3):
        path = canvas.beginPath()
        for step in range(25):
            place = (x + (step - 12) * 0.42 * mm, y + row * mm + 0.9 * mm * math.sin(step / 2))
            (path.lineTo if step else path.moveTo)(*place)
        canvas.drawPath(path)


class NotedParagraph(Paragraph):
    """A paragraph whose footnotes are drawn at the foot of the page it falls on; it is never split."""

    def __init__(self, markup: str, style: ParagraphStyle, notes: Sequence[str], template: SampleTemplate) -> None:
        """Keep the notes until the paragraph is drawn."""
        super().__init__(markup, style)
        self._notes, self._template = notes, template

    def split(self, _width: float, _height: float) -> list[Flowable]:
        """Refuse, so that the notes stay with their references."""
        return []

    def draw(self) -> None:
        """Draw, and hand the notes to the page."""
        super().draw()
        self._template.pending.extend(self._notes)


class DottedPage(Flowable):
    """Dots and a page number, as in a table of contents."""

    def __init__(self, page: int, font: str) -> None:
        """Take the number."""
        super().__init__()
        self._page, self._font = page, font

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line."""
        self._width = width
        return width, 12

    def draw(self) -> None:
        """Draw dots as far as the number, which stands at the right edge."""
        self.canv.setFont(self._font, 9)
        self.canv.drawRightString(self._width, 2, "." * 28 + f" {self._page}")


class FullPageImage(Flowable):
    """A picture as large as the page."""

    def __init__(self, picture: ImageReader) -> None:
        """Take the picture."""
        super().__init__()
        self._picture = picture

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The whole page, less a hair for the frame's rounding."""
        return WIDTH - 1, HEIGHT - 1

    def draw(self) -> None:
        """Draw it."""
        self.canv.drawImage(self._picture, 0, 0, WIDTH, HEIGHT)


def canvas_maker(sample: Sample, fonts: tuple[str, str, str]) -> Any:
    """What reportlab calls to make the canvas."""
    return partial(SampleCanvas, sample=sample, fonts=fonts)
