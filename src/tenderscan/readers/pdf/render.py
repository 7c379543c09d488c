"""A page drawn as a grey picture, as fine as the pictures on it are."""

from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.geometry import Matrix

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
_FINEST, _COARSEST = 300.0, 72.0
"""Dots per inch; scanned letters are no better read from more than the first."""
_MOST_DRAWN = 25_000_000
"""Pixels; a plan on A0 is drawn less finely."""
_PART_OF_PAGE = 0.1
"""A picture that takes up less of its page is a logo and says nothing about the scan."""
_FORM_DEPTH = 12
_MAX_OBJECTS = 10_000


class TooManyPixels(NamedTuple):
    """A page that is not drawn, because a picture on it is too large.

    Attributes:
        pixels: of the picture.
    """

    pixels: int


class Drawn(NamedTuple):
    """A page drawn.

    Attributes:
        image: in shades of grey.
        dots_per_inch: of the drawing.
    """

    image: "Image"
    dots_per_inch: float


class _Picture(NamedTuple):
    width: int
    height: int
    area: float
    dots_per_inch: float


def draw(document: Any, index: int, pixels: int, *, as_scan: bool) -> Drawn | TooManyPixels:
    """Draw page `index` (0-based) of a raw pdfium document.

    Args:
        document: open.
        index: of the page.
        pixels: of one picture at most.
        as_scan: no finer than the pictures that make up the page.

    Raises:
        ValueError: pdfium cannot load the page or has no memory to draw it.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"pdfium cannot load page {index + 1}")
    try:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        pictures = list(_pictures(raw.page_objects(raw.address(page), _MAX_OBJECTS), Matrix(1, 0, 0, 1, 0, 0), 0))
        largest = max((picture.width * picture.height for picture in pictures), default=0)
        if largest > pixels:
            return TooManyPixels(largest)
        scans = [one.dots_per_inch for one in pictures if one.area >= _PART_OF_PAGE * width * height]
        fine = min(max(max(scans), _COARSEST), _FINEST) if as_scan and scans else _FINEST
        area = max(width, 1) * max(height, 1) / _POINTS**2
        fine = min(fine, (min(_MOST_DRAWN, pixels) / area) ** 0.5)
        return Drawn(_drawn(page, max(1, round(width * fine / _POINTS)), max(1, round(height * fine / _POINTS))), fine)
    finally:
        pdfium.FPDF_ClosePage(page)


def _pictures(found: tuple[list[int], bytes], outer: Matrix, depth: int) -> Iterator[_Picture]:
    """The pictures among some objects of a page, those in forms included."""
    for item, kind in zip(*found, strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = outer.after(Matrix(*raw.object_matrix(item)))
            yield from _pictures(raw.form_objects(item, _MAX_OBJECTS), inner, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            placed = outer.after(Matrix(*raw.object_matrix(item)))
            width, height = raw.picture_size(item)
            across, down = hypot(placed.a, placed.b), hypot(placed.c, placed.d)
            fine = min(width / across, height / down) * _POINTS if across and down else 0.0
            yield _Picture(width, height, abs(placed.a * placed.d - placed.b * placed.c), fine)


def _drawn(page: Any, width: int, height: int) -> "Image":
    from PIL import Image

    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise ValueError("pdfium has no memory for the page's picture")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        shades = raw.memory(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("L", (width, height), shades, "raw", "L", stride, 1)
