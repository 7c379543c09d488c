"""A page as a photocopier sees it: typed text, slightly turned, with specks."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpus.build.model import NOTICE

_FONT = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
_SIZE = (1_240, 1_754)
"""A4 at 150 dots per inch."""


def scan(lines: Sequence[str], *, seed: int = 7) -> io.BytesIO:
    """The lines as a grey JPEG picture; "~" before a line sets it in larger type, "_" draws a signature."""
    page = Image.new("L", _SIZE, 249)
    draw = ImageDraw.Draw(page)
    y = 130
    for line in [*lines, "", NOTICE]:
        size = 40 if line.startswith("~") else 25
        if line == "_":
            draw.line(_scrawl(150, y + 40), fill=70, width=3)
            y += 80
            continue
        draw.text((140, y), line.removeprefix("~"), fill=45, font=ImageFont.truetype(_FONT, size))
        y += size + 15
    page = page.rotate(0.9, resample=Image.Resampling.BICUBIC, fillcolor=235).filter(ImageFilter.GaussianBlur(0.7))
    dice = random.Random(seed)
    draw = ImageDraw.Draw(page)
    for _ in range(420):
        x, top = dice.randrange(_SIZE[0]), dice.randrange(_SIZE[1])
        draw.ellipse((x, top, x + dice.randrange(3), top + dice.randrange(3)), fill=dice.randrange(60, 190))
    picture = io.BytesIO()
    page.save(picture, "JPEG", quality=45)
    picture.seek(0)
    return picture


def _scrawl(x: int, y: int) -> list[tuple[int, int]]:
    dice = random.Random(3)
    return [(x + step * 11, y + dice.randrange(-26, 26)) for step in range(26)]
