"""Scans made by code: pages of text as a scanner, a fax and a photocopier see them."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(reportlab.__file__).parent / "fonts"
_A4_INCHES = (8.27, 11.69)


def typed(
    lines: Sequence[str], *, dots_per_inch: int = 200, points: float = 11, inches: tuple[float, float] = _A4_INCHES
) -> Image.Image:
    """A white page with lines of type; "#" before a line sets it larger, "|" parts the cells of a row."""
    dot = dots_per_inch / 72
    page = Image.new("L", (round(inches[0] * dots_per_inch), round(inches[1] * dots_per_inch)), 255)
    draw = ImageDraw.Draw(page)
    y = 60 * dot
    for line in lines:
        size = points * (1.6 if line.startswith("#") else 1)
        font = ImageFont.truetype(str(_FONTS / "Vera.ttf"), round(size * dot))
        for number, cell in enumerate(line.removeprefix("#").split("|")):
            draw.text((60 * dot + number * 180 * dot, y), cell.strip(), fill=0, font=font)
        y += 1.45 * size * dot
    return page


def skewed(image: Image.Image, degrees: float) -> Image.Image:
    """Turned counter-clockwise, as by a feeder that pulls on one side."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """Put in sideways (90, 270, counter-clockwise) or upside down (180)."""
    return image.rotate(degrees, expand=True)


def speckled(image: Image.Image, share: float = 0.0008, seed: int = 5) -> Image.Image:
    """With dark specks of one to three pixels on that share of all pixels."""
    dice = random.Random(seed)
    page = image.copy()
    draw = ImageDraw.Draw(page)
    for _ in range(int(page.width * page.height * share)):
        x, y = dice.randrange(page.width), dice.randrange(page.height)
        draw.ellipse((x, y, x + dice.randrange(3), y + dice.randrange(3)), fill=dice.randrange(0, 120))
    return page


def squeezed(image: Image.Image, quality: int = 25) -> Image.Image:
    """With the artefacts of strong JPEG compression."""
    return Image.open(io.BytesIO(jpeg(image, quality))).convert("L")


def png(image: Image.Image) -> bytes:
    """As a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def jpeg(image: Image.Image, quality: int = 85, *, orientation: int | None = None) -> bytes:
    """As a JPEG file, if need be with the note how the camera was held (EXIF orientation, 1 to 8)."""
    stream = io.BytesIO()
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    image.save(stream, "JPEG", quality=quality, exif=exif)
    return stream.getvalue()


def tiff(images: Sequence[Image.Image]) -> bytes:
    """As one TIFF file, each picture a page, in black and white as a fax."""
    stream = io.BytesIO()
    pages = [image.convert("1") for image in images]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return stream.getvalue()


def scanned_pdf(images: Sequence[Image.Image], *, dots_per_inch: int = 200) -> bytes:
    """As a PDF whose pages are pictures and nothing else."""
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=list(images[1:]), resolution=dots_per_inch, quality=90)
    return stream.getvalue()
