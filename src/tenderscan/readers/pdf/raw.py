"""pdfium functions that are called for every object, path segment and text run, as cheap calls in bulk.

They are the functions of `pypdfium2.raw` under prototypes without argument types: the arguments are ctypes objects made
once, so that a call converts nothing, and results land in one block of memory that is unpacked in one go. That takes a
third of the time of plain calls, which with two thousand calls a page is more than pdfium itself needs.

pdfium is not thread-safe and neither is this module: hold `LOCK` around whatever is done with them. A document may stay
open meanwhile.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, repeat
from math import hypot
from struct import Struct, iter_unpack
from threading import Lock
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

LOCK = Lock()
"""Only one thread at a time may be inside pdfium."""
_BATCH = 512
_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_DOUBLES = (ctypes.c_double * (4 * _BATCH))()
_DOUBLES_VIEW = memoryview(_DOUBLES).cast("B").cast("d")
_FLOATS = (ctypes.c_float * (2 * _BATCH))()
# where the numbers of each call in a batch go
_FIRST, _SECOND, _THIRD, _FOURTH = (
    [ctypes.byref(_DOUBLES, 8 * (4 * row + column)) for row in range(_BATCH)] for column in range(4)
)
_X, _Y = ([ctypes.byref(_FLOATS, 4 * (2 * row + column)) for row in range(_BATCH)] for column in range(2))


def address(handle: Any) -> int:
    """The address behind a ctypes pointer."""
    return ctypes.cast(handle, _POINTER).value or 0


def _cheap(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A prototype on the same C function; without `arguments` only ctypes objects and C ints may be passed."""
    cheap = ctypes.PYFUNCTYPE(result, *arguments)(address(function))
    if not arguments:
        cheap.argtypes = None  # type: ignore[assignment]
    return cheap


_object_at = _cheap(pdfium.FPDFPage_GetObject, _POINTER)
_form_object_at = _cheap(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_object_count = _cheap(pdfium.FPDFPage_CountObjects, _INT, _POINTER)
_form_object_count = _cheap(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
_object_type = _cheap(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
_object_matrix = _cheap(pdfium.FPDFPageObj_GetMatrix, _INT)
_draw_mode = _cheap(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
_segment_count = _cheap(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
_segment_at = _cheap(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_segment_point = _cheap(pdfium.FPDFPathSegment_GetPoint, _INT)
_segment_type = _cheap(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)
_box_count = _cheap(pdfium.FPDFText_CountRects, _INT, _POINTER, _INT, _INT)
_box_at = _cheap(pdfium.FPDFText_GetRect, _INT)
_character_box = _cheap(pdfium.FPDFText_GetCharBox, _INT)
_character_origin = _cheap(pdfium.FPDFText_GetCharOrigin, _INT)
_character_matrix = _cheap(pdfium.FPDFText_GetMatrix, _INT)
_font_size = _cheap(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_font_info = _cheap(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
_FLOATS_6 = Struct("6f").unpack_from
_MATRIX_BLOCK = (ctypes.c_float * (6 * _BATCH))()
_MATRICES = [ctypes.byref(_MATRIX_BLOCK, 24 * row) for row in range(_BATCH)]
_FILL_AND_STROKE = (_INT * 2)()
_FILL_AND_STROKE_TARGET = (ctypes.addressof(_FILL_AND_STROKE), ctypes.addressof(_FILL_AND_STROKE) + ctypes.sizeof(_INT))
_FONT_NAME = ctypes.create_string_buffer(128)
_FONT_NAME_TARGET = (ctypes.byref(_FONT_NAME), ctypes.c_ulong(127), None)
_unicode_at = _cheap(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)


def _run(calls: Iterable[object]) -> None:
    """Make the calls of a lazy map and forget what they return."""
    deque(calls, maxlen=0)


def page_objects(page: int, limit: int) -> tuple[list[int], list[int]]:
    """Addresses of the objects of a page, at most `limit`, and their types."""
    handle = _POINTER(page)
    objects = list(map(_object_at, repeat(handle), range(min(_object_count(page), limit))))
    return objects, list(map(_object_type, objects))


def form_objects(form: int, limit: int) -> tuple[list[int], list[int]]:
    """Addresses of the objects of a form, at most `limit`, and their types."""
    count = max(0, min(_form_object_count(form), limit))
    objects = [item for item in map(_form_object_at, repeat(form), range(count)) if item]
    return objects, list(map(_object_type, objects))


def object_matrix(item: int) -> tuple[float, ...]:
    """The six numbers of an object's matrix."""
    _object_matrix(_POINTER(item), _MATRICES[0])
    return _FLOATS_6(_MATRIX_BLOCK)


def object_matrices(items: list[int]) -> list[tuple[float, ...]]:
    """The six numbers of each object's matrix."""
    matrices: list[tuple[float, ...]] = []
    for start in range(0, len(items), _BATCH):
        part = items[start : start + _BATCH]
        _run(map(_object_matrix, map(_POINTER, part), _MATRICES))
        matrices += iter_unpack("6f", memoryview(_MATRIX_BLOCK).cast("B")[: 24 * len(part)])
    return matrices


def path_segments(paths: list[int], limit: int) -> tuple[list[int], list[int]]:
    """For all paths in a row the addresses of their segments, and how many each path has.

    A path after which there would be more than `limit` has none.
    """
    counts = list(map(_segment_count, paths))
    if sum(counts) > limit:
        counts = [count if total <= limit else 0 for count, total in zip(counts, accumulate(counts), strict=True)]
    segments: list[int] = []
    for path, count in zip(paths, counts, strict=True):
        segments += map(_segment_at, repeat(path), range(count))
    return segments, counts


def is_only_filled(path: int) -> bool:
    """Whether a path is filled and has no outline."""
    _draw_mode(path, *_FILL_AND_STROKE_TARGET)
    fill, stroke = _FILL_AND_STROKE
    return bool(fill) and not stroke


def segment_points(segments: list[int]) -> list[tuple[float, float]]:
    """The end point of each segment, in the path's own space."""
    points: list[tuple[float, float]] = []
    for start in range(0, len(segments), _BATCH):
        part = segments[start : start + _BATCH]
        _run(map(_segment_point, map(_POINTER, part), _X, _Y))
        points += iter_unpack("2f", memoryview(_FLOATS).cast("B")[: 8 * len(part)])
    return points


def segment_types(segments: list[int]) -> list[int]:
    """The type of each segment."""
    return list(map(_segment_type, segments))


class Boxes(NamedTuple):
    """Boxes in page space (y upwards), a list for each side.

    A character without extent has a box of no size at the origin.
    """

    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


def text_boxes(text_page: int, start: int, count: int) -> Boxes:
    """The box of each text run among `count` characters; of all from `start` on if `count` is -1."""
    total = _box_count(text_page, start, count)
    return _boxes(_box_at, text_page, range(total), (_FIRST, _SECOND, _THIRD, _FOURTH))


def character_boxes(text_page: int, indexes: Sequence[int]) -> Boxes:
    """The box of each character named; without extent for those that pdfium made up."""
    return _boxes(_character_box, text_page, indexes, (_FIRST, _THIRD, _FOURTH, _SECOND))


def _boxes(function: Callable[..., Any], text_page: int, indexes: Sequence[int], places: Sequence[list[Any]]) -> Boxes:
    handle = _POINTER(text_page)
    boxes = Boxes([], [], [], [])
    for first in range(0, len(indexes), _BATCH):
        part = indexes[first : first + _BATCH]
        _run(map(function, repeat(handle), part, *places))
        for side, numbers in enumerate(boxes):
            numbers += _DOUBLES_VIEW[side : 4 * len(part) : 4].tolist()
    return boxes


def counts_of_boxes(text_page: int, starts: Iterable[int], lengths: Iterable[int]) -> list[int]:
    """For each stretch of characters its number of text runs."""
    return list(map(_box_count, repeat(text_page), starts, lengths))


def count_boxes(text_page: int, start: int, count: int) -> int:
    """The number of text runs among `count` characters."""
    return int(_box_count(text_page, start, count))


class TypeSetting(NamedTuple):
    """How a character is set, in page space.

    Attributes:
        x: where its base line begins.
        y: of its base line.
        size: type size in points.
        font: name of the font.
    """

    x: float
    y: float
    size: float
    font: bytes


def type_settings(text_page: int, indexes: Sequence[int]) -> list[TypeSetting]:
    """How each character named is set.

    The box that pdfium gives for a font's line is not used: for fonts without metrics it is that of the letter.
    """
    handle = _POINTER(text_page)
    settings: list[TypeSetting] = []
    for first in range(0, len(indexes), _BATCH):
        part = indexes[first : first + _BATCH]
        _run(map(_character_origin, repeat(handle), part, _FIRST, _SECOND))
        _run(map(_character_matrix, repeat(handle), part, _MATRICES))
        matrices = iter_unpack("6f", memoryview(_MATRIX_BLOCK).cast("B")[: 24 * len(part)])
        sizes = map(_font_size, repeat(handle), part)
        xs, ys = _DOUBLES_VIEW[: 4 * len(part) : 4], _DOUBLES_VIEW[1 : 4 * len(part) : 4]
        for x, y, size, (_, _, c, d, _, _), font in zip(
            xs, ys, sizes, matrices, font_names(text_page, part), strict=True
        ):
            settings.append(TypeSetting(x, y, size * hypot(c, d), font))
    return settings


def font_names(text_page: int, indexes: Iterable[int]) -> list[bytes]:
    """Name of the font of each character named; empty where it has none."""
    handle = _POINTER(text_page)
    buffer, length, flags = _FONT_NAME_TARGET
    return [_FONT_NAME.value if _font_info(handle, index, buffer, length, flags) else b"" for index in indexes]


def characters(text_page: int, count: int) -> list[int]:
    """The code point of each character."""
    return list(map(_unicode_at, repeat(text_page), range(count)))


def picture_size(item: int) -> tuple[int, int]:
    """Width and height of an image object in pixels; nothing where pdfium does not say."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    image = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    told = pdfium.FPDFImageObj_GetImagePixelSize(image, ctypes.byref(width), ctypes.byref(height))
    return (width.value, height.value) if told else (0, 0)


def memory(start: Any, size: int) -> bytes:
    """A copy of the bytes behind a pointer."""
    return ctypes.string_at(start, size)
