"""RapidOCR: neural networks of PaddleOCR that run in ONNX Runtime, with the models inside the package.

For machines where no program can be installed. The package can fetch other models from the network; here it is given
the paths of those it carries, and without them it counts as not installed, so that nothing is ever fetched. Its larger
steps are called one by one, because between them it can be stopped.
"""

import importlib.util
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tenderscan.readers.ocr.port import Line, NotRecognised, Recognised, Word
from tenderscan.readers.ocr.type_size import measured

if TYPE_CHECKING:
    from PIL.Image import Image

_MODELS = {"Det": "*_det_small.onnx", "Rec": "*_rec_small.onnx", "Cls": "*_cls_mobile.onnx"}
_LOOKED_AT = 1_600
"""Pixels of the longer side in which lines are looked for; they are read from the picture as it is."""
_AT_ONCE = 8
"""Lines read between two looks at the clock."""
_TALL = 1.5
"""A box this many times as high as wide holds a line that runs up or down; it is read turned."""

_SIZES, _BASES = (0.55, 1.05), (0.6, 0.9)
"""Between which parts of the height of the box around a line its type size and its base line lie."""
_MODESTY = 2.5
"""Times as much doubt as the networks have is due: with it a page has as many errors as one of Tesseract's that is as
sure."""
_WORD, _BLANKS = re.compile(r"\S+"), re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class RapidOcr:
    """The installed package.

    Attributes:
        version: such as "3.10.0".
        models: path of each model, by the part of the settings that it belongs to.
    """

    version: str
    models: tuple[tuple[str, Path], ...]
    name: str = "rapidocr"

    def recognise(self, image: "Image", dots_per_inch: int, seconds: float) -> Recognised | NotRecognised:
        """See `port.Engine`."""
        import numpy

        ends = time.monotonic() + seconds
        try:
            engine = _loaded(self.models)
            found = _found(engine, numpy.asarray(image.convert("RGB")))
            lines: list[Line] = []
            for start in range(0, len(found), _AT_ONCE):
                if time.monotonic() > ends:
                    return NotRecognised(f"RapidOCR did not finish within {seconds:.0f} seconds.")
                lines += _read(engine, found[start : start + _AT_ONCE])
        except Exception as error:  # noqa: BLE001 - a border: four foreign libraries raise what they like
            return NotRecognised(f"RapidOCR failed ({type(error).__name__}: {str(error)[:80]}).")
        return Recognised(tuple(lines))


@cache
def find() -> RapidOcr | None:
    """The installed package, None where it or a model of it is missing; nothing of it is loaded for that."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None or importlib.util.find_spec("onnxruntime") is None:
        return None
    try:
        number = version("rapidocr")
    except PackageNotFoundError:
        return None
    folder = Path(spec.origin).parent / "models"
    models = {part: sorted(folder.glob(pattern)) for part, pattern in _MODELS.items()}
    if not all(models.values()):
        return None
    return RapidOcr(number, tuple((part, paths[-1]) for part, paths in models.items()))


class _Found(NamedTuple):
    """A line of text that was found.

    Attributes:
        x0: in pixels of the picture, as are the others.
        top: of the box around it.
        x1: right end.
        bottom: of the box around it.
        cut_out: its pixels.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    cut_out: Any


@cache
def _loaded(models: tuple[tuple[str, Path], ...]) -> Any:
    import onnxruntime

    # builds for Windows report what they do to the system's own telemetry
    onnxruntime.disable_telemetry_events()
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LOOKED_AT,
            # in a batch each line would be filled up to the longest
            "Rec.rec_batch_num": 1,
            **{f"{part}.model_path": str(path) for part, path in models},
        }
    )


def _found(engine: Any, pixels: Any) -> list[_Found]:
    """Where text stands, in rows from the top."""
    from rapidocr.main import RapidOCRError

    moved: dict[str, dict[str, int]] = {}
    try:
        cut_outs, boxes = engine.detect_and_crop(pixels, moved)
    except RapidOCRError:  # this is how it says that there is no text
        return []
    left, top = moved["padding_1"]["left"], moved["padding_1"]["top"]
    found = []
    for corners, cut_out in zip(boxes.boxes.tolist(), cut_outs, strict=True):
        xs, ys = [x - left for x, _ in corners], [y - top for _, y in corners]
        found.append(_Found(min(xs), min(ys), max(xs), max(ys), cut_out))
    return found


def _read(engine: Any, found: Sequence[_Found]) -> Iterator[Line]:
    read = engine.recognize_txt([one.cut_out for one in found])
    for one, text, places in zip(found, read.txts, read.word_results, strict=True):
        words = tuple(_words(one, text, places))
        if words:
            size, base = measured([_tight(one, text)])
            height = one.bottom - one.top
            # specks and lines nearby may have misled the measuring, but the box is never far off
            size = min(max(size, _SIZES[0] * height), _SIZES[1] * height)
            yield Line(words, 0, size, min(max(base, one.top + _BASES[0] * height), one.top + _BASES[1] * height))


def _tight(line: _Found, text: str) -> Word:
    """The whole line as one word whose box ends where its ink does; the box that was found is as wide as it likes."""
    import numpy

    shades = line.cut_out[:, :, 0].astype(numpy.int16)
    contrast = (int(shades.max()) - int(shades.min())) / 2
    # against the paper, whether that is white or not
    dark = (abs(shades - numpy.median(shades)) > contrast).any(axis=1).tolist()
    # lines above and below may reach into the box: the tallest run of dark rows is this line's
    runs = [list(run) for is_dark, run in groupby(range(len(dark)), key=dark.__getitem__) if is_dark]
    rows = max(runs, key=len, default=[0])
    step = (line.bottom - line.top) / max(len(dark), 1)
    return Word(text, line.x0, line.top + rows[0] * step, line.x1, line.top + (rows[-1] + 1) * step, 1.0)


def _words(line: _Found, text: str, places: Any) -> Iterator[Word]:
    """The words of a line; the network says at which of its steps from left to right it saw each letter."""
    # a step for each letter, and a confidence for each letter and blank
    steps = list(chain.from_iterable(places.word_cols))
    if len(steps) != len(_BLANKS.sub("", text)) or len(places.confs) != len(text):
        return
    width = line.x1 - line.x0
    step = width / max(places.line_txt_len, max(steps, default=0) + 1)
    upright = line.bottom - line.top <= _TALL * width
    first = 0
    for match in _WORD.finditer(text):
        last = first + len(match.group()) - 1
        x0, x1 = line.x0, line.x1
        if upright:
            # a letter is seen at its middle
            x0, x1 = max(x0, line.x0 + (steps[first] - 0.5) * step), min(x1, line.x0 + (steps[last] + 1.5) * step)
        # as sure as of its least sure letter: of the others the networks are sure even where they are wrong
        sure = min(places.confs[match.start() : match.end()])
        confidence = min(max(1 - _MODESTY * (1 - sure), 0.0), 1.0)
        yield Word(match.group(), x0, line.top, max(x1, x0 + 1), line.bottom, confidence)
        first = last + 1
