"""Specks of dust and toner, and the ruling lines of tables, taken out of a scan.

A speck is as small as a full stop, but it stands alone: no letter is near it. So what goes is a little ink with none
around it; a median filter, which looks at size alone, takes the stops and the thin strokes of small letters with it.
Measured with Tesseract on speckled pages: errors fall from 8.3 to 0.6 in a hundred characters at 300 dots per inch, and
from 7.3 to 1.4 at 200; a median filter by itself gets 0.5 and 5.7, and ruins clean pages at 200 (0.2 to 5.0).

A ruling line is longer than the strokes of letters and thinner than those of letters so large. In a form drawn as boxes
within boxes Tesseract is unsure of two words in three, and of next to none once the boxes are gone.

All is done with box filters, which take the same time whatever their size.
"""

from PIL import Image, ImageChops, ImageFilter

_REACH = 0.55
"""Letter heights around a speck in which there is no other ink."""
_LARGEST = 0.25
"""Letter heights that a square speck measures at most."""
_LARGE_LETTERS = 20.0
"""Pixels: small letters at 300 dots per inch."""
_SAMPLE = 1_000
"""Pixels of the sides of the part that is looked at to tell whether there are specks."""
_MANY = 30
"""Dark pixels of specks in a million from which they are worth taking out."""
_RULE_DOWN, _RULE_ACROSS = 2.4, 4.0
"""Letter heights that a ruling line measures at least; dashes lie across, and no stroke of a letter is as tall."""
_SIDE_OF_CELL = 1.5
"""Letter heights that the side of a cell measures at least."""
_RULE_WIDTH = 0.3
"""Letter heights that a ruling line is wide at most; strokes of so tall letters are wider."""
_RULED = 300
"""Dark pixels of ruling lines in a million from which they are worth taking out."""
_COARSER = 3
"""How many times smaller the copy is on which is told whether there are ruling lines."""
_FULL = 255


def without_specks(image: Image.Image, letters: float) -> Image.Image:
    """A grey picture without its specks, or the same picture where there are few.

    Args:
        image: dark on light.
        letters: height of its small letters, in pixels.
    """
    paper, ink = _shades(image)
    x, y = max(0, (image.width - _SAMPLE) // 2), max(0, (image.height - _SAMPLE) // 2)
    sample = image.crop((x, y, min(x + _SAMPLE, image.width), min(y + _SAMPLE, image.height)))
    if _share(_specks(sample, letters, ink)) < _MANY:
        return image
    # the grey rim of a speck goes with it
    cleaned = _painted(image, _specks(image, letters, ink).filter(ImageFilter.MaxFilter(5)), paper)
    # specks at letters stay; a median filter takes them where strokes are wide enough to bear it
    return cleaned.filter(ImageFilter.MedianFilter(3)) if letters >= _LARGE_LETTERS else cleaned


def without_rules(image: Image.Image, letters: float) -> Image.Image:
    """A grey picture without ruling lines, or the same picture where there are few; arguments as above."""
    paper, ink = _shades(image)
    if _share(_rules(image.reduce(_COARSER), letters / _COARSER, ink)) < _RULED:
        return image
    return _painted(image, _rules(image, letters, ink).filter(ImageFilter.MaxFilter(3)), paper)


def _shades(image: Image.Image) -> tuple[int, int]:
    """The shade of the paper, and the lightest that is ink."""
    histogram = image.histogram()
    paper = histogram.index(max(histogram))
    darkest = next(shade for shade, count in enumerate(histogram) if count)
    return paper, (paper + darkest) // 2 + (paper - darkest) // 5


def _painted(image: Image.Image, mask: Image.Image, paper: int) -> Image.Image:
    painted = image.copy()
    painted.paste(paper, mask=mask)
    return painted


def _share(mask: Image.Image) -> float:
    """Marked pixels in a million."""
    return mask.histogram()[_FULL] * 1_000_000 / (mask.width * mask.height)


def _dark(image: Image.Image, ink: int) -> Image.Image:
    return image.point([_FULL if shade < ink else 0 for shade in range(256)])


def _specks(image: Image.Image, letters: float, ink: int) -> Image.Image:
    """A mask of the pixels that belong to specks."""
    dark = _dark(image, ink)
    size = max(1, round(_LARGEST * letters))
    reach = max(size + 2, round(_REACH * letters))
    # ink among which there is more than a speck of it; the ends of its strokes, its dots and stops are near it
    crowded = _FULL * size * size / (2 * size + 1) ** 2
    ink_of_letters = ImageChops.multiply(dark, _above(dark.filter(ImageFilter.BoxBlur(size)), crowded))
    near = _above(_above(ink_of_letters, 0).filter(ImageFilter.BoxBlur(reach)), 0)
    return ImageChops.subtract(dark, near)


def _rules(image: Image.Image, letters: float, ink: int) -> Image.Image:
    """A mask of the pixels that belong to ruling lines."""
    dark = _dark(image, ink)
    width = max(1, round(_RULE_WIDTH * letters / 2))
    thin = ImageChops.subtract(dark, _runs(dark, width, 0))
    down = ImageChops.multiply(thin, _runs(dark, 0, _RULE_DOWN * letters / 2))
    across = ImageChops.subtract(_runs(dark, _RULE_ACROSS * letters / 2, 0), _runs(dark, 0, width))
    # the sides of a cell may be no taller than large letters, but they stand on a line
    sides = ImageChops.multiply(thin, _runs(dark, 0, _SIDE_OF_CELL * letters / 2))
    on_lines = ImageChops.multiply(sides, _above(across.filter(ImageFilter.BoxBlur(width + 1)), 0))
    reach = ImageFilter.BoxBlur((0, round(_RULE_DOWN * letters)))
    sides = ImageChops.multiply(sides, _above(on_lines.filter(reach), 0))
    return ImageChops.lighter(ImageChops.lighter(down, across), sides)


def _runs(dark: Image.Image, x: float, y: float) -> Image.Image:
    """A mask of what lies in a run of dark pixels of at least twice that length, along or down the picture."""
    window = ImageFilter.BoxBlur((round(x), round(y)))
    middles = _above(dark.filter(window), _FULL - 1)
    return _above(middles.filter(window), 0)


def _above(image: Image.Image, least: float) -> Image.Image:
    return image.point([_FULL if shade > least else 0 for shade in range(256)])
