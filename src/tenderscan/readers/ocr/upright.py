"""A picture made ready for recognition: grey, its lines of text level, its letters of a sensible size.

All is told from the ink alone. Along lines of text that run level, rows of the picture are by turns full of ink and
empty; turned by a degree or two they blur. So the angle is looked for at which neighbouring rows differ most, which
takes some ten milliseconds, because only the dark pixels of a small copy are counted.
"""

from dataclasses import dataclass
from math import radians, tan
from typing import Any

from PIL import Image, ImageFilter

_SMALL = 1_200
"""Pixels of the longer side of the copy that is looked at."""
_MOST_INK = 150_000
"""Dark pixels that are counted; of more, every second or third."""
_STEEPEST = 10.0
"""Degrees."""
_COARSE, _FINE = 0.5, 0.1
_LEVEL = 0.15
"""Degrees below which nothing is turned: the engines do not mind, and each turn blurs a little."""
_SURE = 0.1
"""Share of empty columns above that of empty rows from which a page is taken as lying on its side."""
_LEAST_INK = 200
_FAINTEST = 20
"""Shades by which ink differs from paper at least."""
_STRONG = 0.95
"""Part of all pixels that differ, in order of by how much; the one there differs as ink does."""
_FULL_ROW = 4.0
"""Times the mean row's ink; more does not count."""
_SMALLEST, _WANTED, _LARGEST = 15, 22, 60
"""Height of small letters in pixels: below the first they are enlarged to the second, above the third reduced."""
_MOST_ENLARGED = 3.0
_GOOD_SCAN = 300
"""Dots per inch."""
_NEXT_TO_NONE = 0.25
"""Of the mean row's ink."""
_MEASURED = 1_800
"""Pixels of the longer side of the copy on which letters are measured."""
_SMEAR = 4
_LOWEST, _HIGHEST = 4, 120
"""Pixels of that copy; less is a ruling line or a speck, more the side of a table."""
_FEWEST = 40


@dataclass(frozen=True, slots=True)
class Tilt:
    """How the lines of text lie in a picture.

    Attributes:
        sideways: whether they run up or down.
        degrees: by which the picture is to be turned counter-clockwise, after a quarter turn where it lies sideways.
    """

    sideways: bool
    degrees: float


def grey(image: Image.Image) -> Image.Image:
    """The picture in shades of grey (mode "L"), on white where it is transparent."""
    if image.mode == "L":
        return image
    if image.mode.startswith(("I", "F")):  # 16 or 32 bits a pixel: convert() would cut off all above 255
        return _stretched(image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    return image.convert("L")


def _stretched(image: Image.Image) -> Image.Image:
    import numpy

    shades = numpy.nan_to_num(numpy.asarray(image, dtype=numpy.float32))
    least, most = float(shades.min()), float(shades.max())
    levels = (shades - least) * (255 / (most - least)) if most > least else numpy.full_like(shades, 255)
    return Image.fromarray(levels.astype(numpy.uint8))


def tilt(image: Image.Image) -> Tilt:
    """How the lines of text lie in a grey picture."""
    ys, xs = _ink(image)
    if len(ys) < _LEAST_INK:
        return Tilt(False, 0.0)
    level = _best_angle(ys, xs)
    # a quarter turn counter-clockwise: what was right is now at the top
    on_side = _best_angle(-xs, ys)
    if _emptiness(-xs, ys, on_side) > _emptiness(ys, xs, level) + _SURE:
        return Tilt(True, on_side)
    return Tilt(False, level)


def turned(image: Image.Image, quarters: int, degrees: float) -> Image.Image:
    """The picture turned counter-clockwise by quarter turns and then by some degrees, the corners filled with paper."""
    turns = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
    if quarters % 4:
        image = image.transpose(turns[quarters % 4])
    if abs(degrees) < _LEVEL:
        return image
    paper = _paper(image)
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)


def scale_for(letters: float | None, dots_per_inch: int | None) -> float:
    """By how much a picture is to be enlarged for its letters to be easily read.

    Args:
        letters: height of its small letters, in pixels; None where unknown.
        dots_per_inch: None where unknown; no page is enlarged beyond what a good scan has.
    """
    if letters is None or _SMALLEST <= letters <= _LARGEST:
        return 1.0
    if letters > _LARGEST:
        return _WANTED / letters
    most = max(_GOOD_SCAN / dots_per_inch, 1.0) if dots_per_inch else _MOST_ENLARGED
    return min(_WANTED / letters, most)


def letter_height(image: Image.Image) -> float | None:
    """Height in pixels of the small letters of a grey picture with level lines; None where there are none.

    Its letters are smeared along the lines, and what then stands one above the other is as high as most letters are.
    """
    import numpy

    factor = max(1, round(max(image.size) / _MEASURED))
    dark = _dark(image.reduce(factor) if factor > 1 else image)
    smeared = Image.fromarray(dark.astype(numpy.uint8) * 255).filter(ImageFilter.BoxBlur((_SMEAR, 0)))
    columns = numpy.pad((numpy.asarray(smeared) > 0).astype(numpy.int8).T, ((0, 0), (1, 1)))
    edges = numpy.diff(columns, axis=1)
    heights = numpy.nonzero(edges == -1)[1] - numpy.nonzero(edges == 1)[1]
    heights = numpy.sort(heights[(heights >= _LOWEST) & (heights <= _HIGHEST)])
    if len(heights) < _FEWEST:
        return None
    # of all that is that high: rests of letters are many, but small
    share = numpy.cumsum(heights)
    return float(factor * heights[int(numpy.searchsorted(share, share[-1] / 2))])


def _paper(image: Image.Image) -> int:
    """The shade that most pixels have."""
    histogram = image.histogram()
    return histogram.index(max(histogram))


def _dark(image: Image.Image) -> Any:
    """Which pixels of a grey picture are ink: those that differ from the paper around them, not from all paper.

    A shadow, the table below the paper or a dark heading do so only at their edges.
    """
    import numpy

    around = image.filter(ImageFilter.BoxBlur(max(6, max(image.size) // 80)))
    difference = abs(numpy.asarray(around).astype(numpy.int16) - numpy.asarray(image))
    # paper next to ink differs too, but by less
    counts = numpy.bincount(difference.ravel(), minlength=256)
    counts[:_FAINTEST] = 0
    total = numpy.cumsum(counts)
    strong = int(numpy.searchsorted(total, _STRONG * total[-1]))
    return difference > max(_FAINTEST, strong / 2)


def _ink(image: Image.Image) -> tuple[Any, Any]:
    """Rows and columns of the dark pixels of a small copy, as whole numbers from its middle."""
    import numpy

    factor = max(1, round(max(image.size) / _SMALL))
    dark = _dark(image.reduce(factor) if factor > 1 else image)
    # the edge of a scan is often black
    margin = max(dark.shape) // 50
    dark = dark[margin : dark.shape[0] - margin, margin : dark.shape[1] - margin]
    ys, xs = numpy.nonzero(dark)
    step = len(ys) // _MOST_INK + 1
    height, width = dark.shape
    return ys[::step] - height // 2, xs[::step] - width // 2


def _best_angle(ys: Any, xs: Any) -> float:
    """The angle at which rows differ most, in degrees counter-clockwise to be turned by."""
    coarse = int(_STEEPEST / _COARSE)
    angles = [number * _COARSE for number in range(-coarse, coarse + 1)]
    best = float(max(angles, key=lambda angle: _clearness(ys, xs, angle)))
    fine = int(_COARSE / _FINE)
    angles = [best + number * _FINE for number in range(-fine, fine + 1)]
    best = float(max(angles, key=lambda angle: _clearness(ys, xs, angle)))
    return round(best, 2)


def _row_counts(ys: Any, xs: Any, angle: float) -> Any:
    """The ink in each row when rows are tilted by an angle."""
    import numpy

    # rows of a picture count downwards, so lines that rise to the right have to be turned clockwise
    rows = (ys - xs * tan(radians(angle))).round().astype(numpy.int64)
    return numpy.bincount(rows - rows.min()).astype(numpy.float64)


def _emptiness(ys: Any, xs: Any, angle: float) -> float:
    """The share of rows with next to no ink: a third to two thirds across lines of text, hardly any along them."""
    counts = _row_counts(ys, xs, angle)
    return float((counts < _NEXT_TO_NONE * counts.mean()).mean())


def _clearness(ys: Any, xs: Any, angle: float) -> float:
    """How much the ink of neighbouring rows differs when they are tilted by an angle, in terms of all ink."""
    import numpy

    counts = _row_counts(ys, xs, angle)
    # a ruling line or the edge of the paper fills a single row with more ink than text ever does
    numpy.minimum(counts, _FULL_ROW * counts.mean(), out=counts)
    return float(numpy.square(numpy.diff(counts)).sum() / len(ys))
