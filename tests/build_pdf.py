"""Small PDF files made by code, for tests of the PDF reader."""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0


class PdfBuilder:
    """Draws pages; coordinates are points from the top left corner."""

    def __init__(
        self,
        *,
        title: str | None = None,
        author: str | None = None,
        password: str | None = None,
        invariant: bool = True,
    ) -> None:
        """Begin a file; with a password it opens only with it."""
        self._bytes = io.BytesIO()
        options: dict[str, Any] = {"pagesize": (PAGE_WIDTH, PAGE_HEIGHT), "invariant": invariant}
        if password:
            options["encrypt"] = StandardEncryption(password, ownerPassword="owner")
        self._canvas = Canvas(self._bytes, **options)
        if title:
            self._canvas.setTitle(title)
        if author:
            self._canvas.setAuthor(author)
        self.text(0, 0, "")

    def text(
        self, x: float, top: float, text: str, *, size: float = 11, bold: bool = False, italic: bool = False
    ) -> "PdfBuilder":
        """A line whose base line is `size` points below `top`."""
        font = "Helvetica-Bold" if bold else "Helvetica-Oblique" if italic else "Helvetica"
        self._canvas.setFont(font, size)
        if text:
            self._canvas.drawString(x, PAGE_HEIGHT - top - size, text)
        return self

    def run(self, x: float, top: float, text: str, *, size: float = 1) -> "PdfBuilder":
        """One very long line, which goes on beyond the page: a string of a PDF holds no more than 32,767 characters."""
        for start in range(0, len(text), 10_000):
            piece = text[start : start + 10_000]
            self.text(x, top, piece, size=size)
            x += stringWidth(piece, "Helvetica", size)
        return self

    def lines(self, x: float, top: float, lines: Sequence[str], *, size: float = 11, pitch: float = 13) -> "PdfBuilder":
        """Lines of one paragraph."""
        for number, line in enumerate(lines):
            self.text(x, top + number * pitch, line, size=size)
        return self

    def turned(self, x: float, top: float, text: str, *, size: float = 11) -> "PdfBuilder":
        """A line that runs up the page."""
        self._canvas.saveState()
        self._canvas.translate(x, PAGE_HEIGHT - top)
        self._canvas.rotate(90)
        self._canvas.setFont("Helvetica", size)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "PdfBuilder":
        self._canvas.line(x0, PAGE_HEIGHT - top, x1, PAGE_HEIGHT - bottom)
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, *, fill: bool = False) -> "PdfBuilder":
        self._canvas.saveState()
        self._canvas.setFillColorRGB(1, 1, 0.6)
        self._canvas.rect(
            x0, PAGE_HEIGHT - bottom, x1 - x0, bottom - top, stroke=0 if fill else 1, fill=1 if fill else 0
        )
        self._canvas.restoreState()
        return self

    def table(
        self, x: float, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], *, height: float = 20
    ) -> "PdfBuilder":
        """A ruled table; a line break in a cell begins a new line."""
        right, bottom = x + sum(widths), top + height * len(rows)
        for number in range(len(rows) + 1):
            self.rule(x, top + number * height, right, top + number * height)
        for number in range(len(widths) + 1):
            border = x + sum(widths[:number])
            self.rule(border, top, border, bottom)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                for line, text in enumerate(cell.split("\n")):
                    self.text(x + sum(widths[:column]) + 4, top + number * height + 3 + 11 * line, text, size=9)
        return self

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> "PdfBuilder":
        """A grey picture, as a scan would be."""
        # a portable grey map is the shortest picture there is
        image = ImageReader(io.BytesIO(b"P5 2 2 255 " + bytes([0, 120, 200, 255])))
        self._canvas.drawImage(image, x0, PAGE_HEIGHT - bottom, x1 - x0, bottom - top)
        return self

    def in_form(self, name: str, draw: Any, *, dx: float = 0, dy: float = 0, scale: float = 1) -> "PdfBuilder":
        """What `draw(self)` draws, as a form that is placed moved and scaled."""
        self._canvas.beginForm(name, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        draw(self)
        self._canvas.endForm()
        self._canvas.saveState()
        self._canvas.translate(dx, -dy)
        self._canvas.scale(scale, scale)
        self._canvas.doForm(name)
        self._canvas.restoreState()
        return self

    def turn_page(self, degrees: int) -> "PdfBuilder":
        self._canvas.setPageRotation(degrees)
        return self

    def crop(self, left: float, bottom: float, right: float, top: float) -> "PdfBuilder":
        """The crop box in page space (y upwards)."""
        self._canvas.setCropBox((left, bottom, right, top))
        return self

    def next_page(self) -> "PdfBuilder":
        self._canvas.showPage()
        return self

    def build(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()
