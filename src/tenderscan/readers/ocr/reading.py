"""Reading one picture: it is set upright, given to the engine, and turned round where that makes no sense of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from time import monotonic
from typing import NamedTuple

from PIL import Image

from tenderscan.readers.ocr.port import Engine, NotRecognised, Recognised
from tenderscan.readers.ocr.specks import without_rules, without_specks
from tenderscan.readers.ocr.upright import grey, letter_height, scale_for, tilt, turned

_DOUBTFUL = 0.6
"""Confidence below which a picture may be upside down: text read that way stays below it."""
_GOOD = 0.88
"""Confidence above which it is not worth trying without specks. What looks like specks may be the dots that
the letters of a till receipt are made of, so the better of both counts."""
_SETTLED = 20
"""Characters below which confidence says little."""
_MOST_PIXELS = 25_000_000
"""Of what an engine is given: A3 at 350 dots per inch; a larger drawing is reduced."""
_USUAL = 300
_FLAT = 16
"""Shades between the lightest and the darkest pixel of a picture on which nothing can be seen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a picture.

    Attributes:
        recognised: the lines, in pixels of the upright picture.
        width: of the upright picture, in pixels.
        height: of the upright picture, in pixels.
        scale: pixels of the upright picture in a pixel of the one that was given.
        quarters: quarter turns counter-clockwise that set the picture upright.
        degrees: by which it was turned counter-clockwise besides.
    """

    recognised: Recognised
    width: int
    height: int
    scale: float
    quarters: int
    degrees: float


def read_picture(
    image: Image.Image, engine: Engine, *, seconds: float, dots_per_inch: int | None = None
) -> Reading | NotRecognised:
    """Read a picture, however it lies.

    Args:
        image: of any mode.
        engine: that reads it.
        seconds: for all attempts together.
        dots_per_inch: of the picture, None where unknown.
    """
    ends = monotonic() + seconds
    image = grey(image)
    least, most = image.getextrema()
    if most - least < _FLAT:  # type: ignore[operator]
        return Reading(Recognised(()), image.width, image.height, 1.0, 0, 0.0)
    best: Reading | NotRecognised = NotRecognised("there was no time left for it.")
    for attempt in _attempts(image, dots_per_inch):
        left = ends - monotonic()
        if isinstance(best, Reading) and (left <= 0 or _is_enough(best, attempt.enough)):
            break
        dots = round((dots_per_inch or _USUAL) * attempt.scale)
        found = engine.recognise(attempt.image, dots, max(left, 1.0))
        if isinstance(found, NotRecognised):
            best = best if isinstance(best, Reading) else found
            continue
        size = attempt.image.size
        reading = Reading(found, *size, attempt.scale, attempt.quarters, attempt.degrees)
        if not isinstance(best, Reading) or _sense(reading) > _sense(best):
            best = reading
    return best


class _Attempt(NamedTuple):
    """A picture to be given to the engine.

    Attributes:
        image: scaled and turned.
        scale: as in `Reading`, as are the next two.
        quarters: counter-clockwise.
        degrees: counter-clockwise.
        enough: confidence from which the attempts before this one make it needless.
    """

    image: Image.Image
    scale: float
    quarters: int
    degrees: float
    enough: float


def _is_enough(reading: Reading, confidence: float) -> bool:
    return reading.recognised.confidence >= confidence and reading.recognised.characters >= _SETTLED


def _sense(reading: Reading) -> float:
    """How much sense there is in what was read."""
    found = reading.recognised
    return found.characters * found.confidence * found.confidence


def _attempts(image: Image.Image, dots_per_inch: int | None) -> Iterator[_Attempt]:
    """The picture as it is, without its specks, upside down, and lying on either side."""
    lies = tilt(image)
    side = int(lies.sideways)
    level = turned(image, side, lies.degrees)
    letters = letter_height(level)
    if letters:
        level = without_rules(level, letters)
    scale = _bounded(scale_for(letters, dots_per_inch), level)
    yield _Attempt(_scaled(level, scale), scale, side, lies.degrees, 0.0)
    cleaned = without_specks(level, letters) if letters else level
    if cleaned is not level:
        yield _Attempt(_scaled(cleaned, scale), scale, side, lies.degrees, _GOOD)
    for quarters in (2, 1, 3):
        scaled = _scaled(turned(cleaned, quarters, 0), scale)
        yield _Attempt(scaled, scale, quarters + side, lies.degrees, _DOUBTFUL)


def _bounded(scale: float, image: Image.Image) -> float:
    return min(scale, sqrt(_MOST_PIXELS / (image.width * image.height)))


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale == 1.0:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)
