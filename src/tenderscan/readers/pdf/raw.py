"""pdfium functions that are called for every object, path segment and text run, as cheap calls in bulk.

They are the functions of `pypdfium2.raw` under prototypes without argument types: the arguments are ctypes objects made
once, so that a call converts nothing, and results land in one block of memory that is unpacked in one go. That takes a
third of the time of plain calls, which with two thousand calls a page is more than pdfium itself needs.

pdfium is not thread-safe and neither is this module: hold `LOCK` around whatever is done with them. A document may stay
open meanwhile.
"""

import ctypes
from codecs import utf_16_le_decode
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache
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
# where the numbers of each call in a batch go
_FIRST, _SECOND, _THIRD, _FOURTH = (
    [ctypes.byref(_DOUBLES, 8 * (4 * row + column)) for row in range(_BATCH)] for column in range(4)
)


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
_object_matrix = _cheap(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
_draw_mode = _cheap(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
_segment_count = _cheap(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
_segment_at = _cheap(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_segment_point = _cheap(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
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
_MATRIX_PLACES = [ctypes.addressof(_MATRIX_BLOCK) + 24 * row for row in range(_BATCH)]
_FILL_AND_STROKE = (_INT * 2)()
_FILL_AND_STROKE_TARGET = (ctypes.addressof(_FILL_AND_STROKE), ctypes.addressof(_FILL_AND_STROKE) + ctypes.sizeof(_INT))
_POINT = Struct("2f4x")
_POINT_KIND = 8
"""In pdfium's memory a point of a path is x and y as floats, a byte for its kind, a byte more, and two of padding."""
_XY = (ctypes.c_float * 2)()
_XY_TARGET = (ctypes.addressof(_XY), ctypes.addressof(_XY) + ctypes.sizeof(ctypes.c_float))
_FONT_NAME = ctypes.create_string_buffer(128)
_FONT_NAME_TARGET = (ctypes.byref(_FONT_NAME), ctypes.c_ulong(127), None)
_unicode_at = _cheap(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_copy = _cheap(ctypes.memmove, None, _POINTER, _POINTER, ctypes.c_size_t)
_character_count = _cheap(pdfium.FPDFText_CountChars, _INT, _POINTER)
_text = _cheap(pdfium.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
_BLOCK = ctypes.create_string_buffer(128 * 1024)
"""Room for the text of a page or the points of its paths, of which few pages have more: to make a buffer takes long."""


def _run(calls: Iterable[object]) -> None:
    """Make the calls of a lazy map and forget what they return."""
    deque(calls, maxlen=0)


def page_objects(page: int, limit: int) -> tuple[list[int], bytes]:
    """Addresses of the objects of a page, at most `limit`, and their types."""
    handle = _POINTER(page)
    objects = list(map(_object_at, repeat(handle), range(min(_object_count(page), limit))))
    return objects, bytes(map(_object_type, objects))


def form_objects(form: int, limit: int) -> tuple[list[int], bytes]:
    """Addresses of the objects of a form, at most `limit`, and their types."""
    count = max(0, min(_form_object_count(form), limit))
    objects = [item for item in map(_form_object_at, repeat(form), range(count)) if item]
    return objects, bytes(map(_object_type, objects))


def object_matrix(item: int) -> tuple[float, ...]:
    """The six numbers of an object's matrix."""
    _object_matrix(item, _MATRIX_PLACES[0])
    return _FLOATS_6(_MATRIX_BLOCK)


def object_matrices(items: list[int]) -> list[tuple[float, ...]]:
    """The six numbers of each object's matrix."""
    matrices: list[tuple[float, ...]] = []
    for start in range(0, len(items), _BATCH):
        part = items[start : start + _BATCH]
        _run(map(_object_matrix, part, _MATRIX_PLACES))
        matrices += iter_unpack("6f", memoryview(_MATRIX_BLOCK).cast("B")[: 24 * len(part)])
    return matrices


class PathPoints(NamedTuple):
    """The points of some paths in a row, each in its path's own space.

    Attributes:
        places: x and y of each.
        kinds: of the segment that ends at each.
        counts: how many points each path has.
    """

    places: list[tuple[float, float]]
    kinds: Sequence[int]
    counts: list[int]


def path_points(paths: list[int], limit: int) -> PathPoints:
    """The points of paths; a path after which there would be more than `limit` has none."""
    counts = [max(0, count) for count in map(_segment_count, paths)]
    if sum(counts) > limit:
        counts = [count if total <= limit else 0 for count, total in zip(counts, accumulate(counts), strict=True)]
    if _points_lie_together():
        sizes = [_POINT.size * count for count in counts]
        total = sum(sizes)
        block = _BLOCK if total <= len(_BLOCK) else ctypes.create_string_buffer(total)
        targets = accumulate(sizes, initial=ctypes.addressof(block))
        _run(map(_copy, targets, map(_segment_at, paths, repeat(0)), sizes))
        memory = bytes(memoryview(block)[:total])
        return PathPoints(list(_POINT.iter_unpack(memory)), memory[_POINT_KIND :: _POINT.size], counts)
    segments: list[int] = []
    for path, count in zip(paths, counts, strict=True):
        segments += map(_segment_at, repeat(path), range(count))
    return PathPoints(list(map(_place, segments)), list(map(_segment_type, segments)), counts)


def _place(segment: int) -> tuple[float, float]:
    """Where a segment of a path ends."""
    _segment_point(segment, *_XY_TARGET)
    x, y = _XY
    return x, y


@cache
def _points_lie_together() -> bool:
    """Whether the points of a path can be copied from pdfium's memory at once, which spares two calls for each.

    How pdfium keeps them is not promised, so it is looked at with a path whose points are known.
    """
    drawn = ((1.25, -2.5), (3.5, 4.75), (1.0, 2.0), (3.0, 4.0), (5.5, 6.0))
    path = pdfium.FPDFPageObj_CreateNewPath(*drawn[0])
    pdfium.FPDFPath_LineTo(path, *drawn[1])
    pdfium.FPDFPath_BezierTo(path, *drawn[2], *drawn[3], *drawn[4])
    pdfium.FPDFPath_Close(path)
    segments = [_segment_at(address(path), index) for index in range(len(drawn))]
    known = list(map(_place, segments)) == list(drawn)
    together = known and segments == [segments[0] + index * _POINT.size for index in range(len(drawn))]
    if together:
        memory = ctypes.string_at(segments[0], _POINT.size * len(drawn))
        kinds = list(memory[_POINT_KIND :: _POINT.size])
        together = list(_POINT.iter_unpack(memory)) == list(drawn) and kinds == list(map(_segment_type, segments))
    pdfium.FPDFPageObj_Destroy(path)
    return together


def is_only_filled(path: int) -> bool:
    """Whether a path is filled and has no outline."""
    _draw_mode(path, *_FILL_AND_STROKE_TARGET)
    fill, stroke = _FILL_AND_STROKE
    return bool(fill) and not stroke


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
    return counted_boxes(text_page, _box_count(text_page, start, count))


def counted_boxes(text_page: int, count: int) -> Boxes:
    """The boxes of the text runs that pdfium was asked to count last, of which there are `count`."""
    return _boxes(_box_at, text_page, range(count), (_FIRST, _SECOND, _THIRD, _FOURTH))


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


class TypeSettings(NamedTuple):
    """How some characters are set, in page space.

    Attributes:
        xs: where the base line of each begins.
        ys: of the base lines.
        sizes: type sizes in points.
        fonts: names of the fonts.
    """

    xs: list[float]
    ys: list[float]
    sizes: list[float]
    fonts: list[bytes]


def type_settings(text_page: int, indexes: Sequence[int]) -> TypeSettings:
    """How the characters named are set.

    The box that pdfium gives for a font's line is not used: for fonts without metrics it is that of the letter.
    """
    handle = _POINTER(text_page)
    found = TypeSettings([], [], [], font_names(text_page, indexes))
    for first in range(0, len(indexes), _BATCH):
        part = indexes[first : first + _BATCH]
        _run(map(_character_origin, repeat(handle), part, _FIRST, _SECOND))
        found.xs.extend(_DOUBLES_VIEW[: 4 * len(part) : 4])
        found.ys.extend(_DOUBLES_VIEW[1 : 4 * len(part) : 4])
        _run(map(_character_matrix, repeat(handle), part, _MATRICES))
        matrices = iter_unpack("6f", memoryview(_MATRIX_BLOCK).cast("B")[: 24 * len(part)])
        sizes = map(_font_size, repeat(handle), part)
        found.sizes.extend([size * hypot(c, d) for size, (_, _, c, d, _, _) in zip(sizes, matrices, strict=True)])
    return found


def font_names(text_page: int, indexes: Iterable[int]) -> list[bytes]:
    """Name of the font of each character named; empty where it has none."""
    handle = _POINTER(text_page)
    buffer, length, flags = _FONT_NAME_TARGET
    return [_FONT_NAME.value if _font_info(handle, index, buffer, length, flags) else b"" for index in indexes]


def characters(text_page: int) -> str:
    """The text of a page, in which each character stands at pdfium's index of it."""
    count = _character_count(text_page)
    if count <= 0:
        return ""
    room = 4 * count + 4  # two UTF-16 units a character
    buffer = _BLOCK if room <= len(_BLOCK) else ctypes.create_string_buffer(room)
    written = _text(text_page, 0, count, ctypes.addressof(buffer))
    text, _ = utf_16_le_decode(memoryview(buffer)[: 2 * max(0, written - 1)], "replace", True)
    if len(text) == count:
        return text
    # characters outside the basic plane, or without a meaning: positions would not be indexes
    codes = map(_unicode_at, repeat(text_page), range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)


def picture_size(item: int) -> tuple[int, int]:
    """Width and height of an image object in pixels; nothing where pdfium does not say."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    image = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    told = pdfium.FPDFImageObj_GetImagePixelSize(image, ctypes.byref(width), ctypes.byref(height))
    return (width.value, height.value) if told else (0, 0)


def memory(start: Any, size: int) -> bytes:
    """A copy of the bytes behind a pointer."""
    return ctypes.string_at(start, size)
