"""The reader of pictures: PNG, JPEG, TIFF, BMP, GIF and WebP, each page of which is recognised (OCR).

A picture with nothing on it that looks like text is a picture that was read; one that could not be looked at, for want
of an engine or of time, was not. Pixels are counted before any is unpacked: a picture of a few kilobytes may have
millions of them.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tenderscan.document import Document, Notice, Properties, Source
from tenderscan.errors import FileDamaged, FileEmpty, LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.ocr import notices
from tenderscan.readers.ocr.port import NotRecognised
from tenderscan.settings import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

    from tenderscan.readers.ocr.recogniser import Recogniser
    from tenderscan.readers.pdf.writer import PageRead

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "DIB", "GIF", "WEBP")
_PAGES_ARE_FRAMES = "TIFF"
_MOVING = ("GIF", "PNG", "WEBP")
"""Formats whose frames are a moving picture; the second one of an MPO is the first seen by the other eye."""


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a picture.

    Raises:
        FileEmpty: there are no bytes.
        FileDamaged: no picture can be made of them.
        LimitExceeded: it has more pixels, pages or characters than the limits allow.
    """
    if not content:
        raise FileEmpty(f"{source.name} is empty. Fetch it again from where it came.")
    # Pillow and the parts of the PDF reader that make paragraphs are loaded only where there is a picture to read.
    from tenderscan.readers.ocr.recogniser import Recogniser
    from tenderscan.readers.pdf.writer import Writer

    recogniser = Recogniser(source.name, limits)
    with _opened(content, source) as image:
        count = _count_pages(image, source, limits)
        pages = [_page(image, number, recogniser, source) for number in range(1, count + 1)]
        about = [*_moving(image), *recogniser.summary()]
    return Writer(source, pages, about).write(lambda _: Properties())


@contextmanager
def _opened(content: bytes, source: Source) -> "Iterator[Image]":
    from PIL import Image

    # What Pillow warns of, odd metadata and many pixels, is no news here: pixels are counted before they are unpacked.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise LimitExceeded(
                f"{source.name} has too many pixels to be opened at all. Scan it at 300 dpi, or cut it in two."
            ) from error
        except Exception as error:  # a border: decoders of untrusted bytes raise what they like
            raise _damaged(source) from error
        with image:
            yield image


def _damaged(source: Source) -> FileDamaged:
    return FileDamaged(f"{source.name} is damaged or cut off: no picture can be made of it. Fetch or scan it again.")


def _count_pages(image: "Image", source: Source, limits: Limits) -> int:
    """The number of pages, none of which is too large; they are not unpacked for that."""
    count = 0
    while count == 0 or (image.format == _PAGES_ARE_FRAMES and _turn_to(image, count)):
        effort.check()
        count += 1
        if count > limits.pages:
            raise LimitExceeded(
                f"{source.name} has more than {limits.pages:,} pages.\nSplit it, or allow more: --allow pages=NUMBER."
            )
        if image.width * image.height > limits.pixels:
            reason = notices.too_many_pixels(image.width * image.height, limits.pixels)
            raise LimitExceeded(f"{source.name}, page {count}: {reason}")
    return count


def _turn_to(image: "Image", index: int) -> bool:
    """Turn to a frame (0-based), without unpacking it; False where there is none that can be found."""
    try:
        image.seek(index)
    except Exception:  # noqa: BLE001 - a border: EOFError behind the last frame, anything else where it is damaged
        return False
    return True


def _moving(image: "Image") -> list[Notice]:
    try:
        moves = image.format in _MOVING and getattr(image, "is_animated", False)
    except Exception:  # noqa: BLE001 - a border: a GIF is looked through for its second frame, which may be cut off
        return []
    if moves:
        return [Notice("part-not-read", "The picture moves; only the first of its frames was read.")]
    return []


def _page(image: "Image", number: int, recogniser: "Recogniser", source: Source) -> "PageRead":
    from tenderscan.readers.pdf.layout import PageLayout
    from tenderscan.readers.pdf.writer import PageRead

    nothing = PageLayout(0.0, 0.0, ())
    obstacle = recogniser.obstacle()
    # the first is unpacked in any case: whoever installs an engine for a damaged file has done so in vain
    seen, whole = (None, False) if obstacle and number > 1 else _unpacked(image, number)
    if seen is None and number == 1:
        raise _damaged(source)
    if obstacle:
        return PageRead(nothing, False, None, (notices.without_text(number, obstacle.reason),))
    if seen is None:
        damaged = Notice("page-not-read", f"Page {number} is damaged and was not read.", number)
        return PageRead(nothing, False, None, (damaged,))
    found = recogniser.recognise(seen)
    if isinstance(found, NotRecognised):
        return PageRead(nothing, False, None, (notices.without_text(number, found.reason),))
    page = recogniser.page(number, found)
    if whole:
        return page
    cut = Notice("part-not-read", f"Page {number} is cut off; what is left of it was read.", number)
    return PageRead(page.layout, True, page.confidence, (*page.notices, cut))


def _unpacked(image: "Image", number: int) -> "tuple[Image | None, bool]":
    """The pixels of a page, set as the camera held it, and whether they are all there."""
    from PIL import ImageOps

    whole = True
    try:
        if number > 1 or image.tell():
            image.seek(number - 1)
        try:
            image.load()
        except OSError:
            # cut off: what was unpacked by then stays, where the decoder works from top to bottom
            image.tile = []  # type: ignore[attr-defined]
            image.load()
            whole = False
        return ImageOps.exif_transpose(image), whole
    except Exception:  # noqa: BLE001 - a border: decoders of untrusted bytes raise what they like
        return None, False
