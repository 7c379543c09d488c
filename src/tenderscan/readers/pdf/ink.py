"""What is drawn on a page besides text: ruling lines from pdfium's path objects, forms walked with their matrices.

Which paths count as lines and rectangles follows pdfplumber: a path of two points is a line, a closed one with four
right angles is a rectangle with four edges, of all others each straight piece that runs exactly across or down is an
edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import isfinite

import pypdfium2.raw as pdfium

from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.geometry import Matrix, Rulings

_FORM_DEPTH = 12
_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 60_000
"""Path segments of one page that are looked at; a page with more is a drawing or a map, not a table."""
_SHORTEST = 1.0
"""Points; pdfplumber leaves out shorter edges."""
_THICKEST_RULE = 3.0
"""Points; a filled rectangle that is thicker both ways is an area, not a line."""
_SLACK = 0.05
"""Points by which the ends of a line may differ for it still to run across or down."""
_PATH = pdfium.FPDF_PAGEOBJ_PATH
_FORM = pdfium.FPDF_PAGEOBJ_FORM
_IMAGE = pdfium.FPDF_PAGEOBJ_IMAGE
_SHADING = pdfium.FPDF_PAGEOBJ_SHADING
_MOVE = pdfium.FPDF_SEGMENT_MOVETO

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """What is drawn on a page besides text.

    Attributes:
        rules: lines, sides of drawn rectangles included.
        paint: sides of areas that are only filled: shaded cells, highlighted words.
        segments: number of path segments that were looked at.
        pictures: number of images and shadings.
        largest_picture: area of the largest of them, in square points.
    """

    rules: Rulings
    paint: Rulings
    segments: int
    pictures: int
    largest_picture: float


def read_ink(page: int, to_display: Matrix) -> Ink:
    """Walk the objects of a page.

    Args:
        page: address of a loaded pdfium page.
        to_display: from page space to the displayed page.
    """
    walk = _Walk()
    objects, kinds = raw.page_objects(page, _MAX_OBJECTS)
    walk.visit(objects, kinds, to_display, 0)
    return Ink(walk.rules, walk.paint, _MAX_SEGMENTS - walk.left, walk.pictures, walk.largest_picture)


class _Walk:
    """Collects edges over all objects of one page."""

    def __init__(self) -> None:
        self.rules = Rulings([], [])
        self.paint = Rulings([], [])
        self.pictures = 0
        self.largest_picture = 0.0
        self.left = _MAX_SEGMENTS

    def visit(self, objects: list[int], kinds: bytes, outer: Matrix, depth: int) -> None:
        for number in chain(_places(kinds, _IMAGE), _places(kinds, _SHADING)):
            self._picture(objects[number], outer)
        for number in _places(kinds, _FORM):
            if depth < _FORM_DEPTH and self.left > 0:
                placed = outer.after(Matrix(*raw.object_matrix(objects[number])))
                self.visit(*raw.form_objects(objects[number], _MAX_OBJECTS), placed, depth + 1)
        paths = [objects[number] for number in _places(kinds, _PATH)]
        if paths:
            self._paths(paths, outer)

    def _picture(self, item: int, outer: Matrix) -> None:
        # an image fills the unit square of its matrix
        placed = outer.after(Matrix(*raw.object_matrix(item)))
        self.pictures += 1
        self.largest_picture = max(self.largest_picture, abs(placed.a * placed.d - placed.b * placed.c))

    def _paths(self, paths: list[int], outer: Matrix) -> None:
        """The edges of all paths of a page or form, in drawing order."""
        points, kinds, counts = raw.path_points(paths, self.left)
        self.left -= len(points)
        placed: dict[tuple[float, ...], tuple[Matrix, bool]] = {}
        before = None
        end = 0
        for path, matrix, count in zip(paths, raw.object_matrices(paths), counts, strict=True):
            if matrix != before:
                before = matrix
                if matrix not in placed:
                    own_matrix = outer.after(Matrix(*matrix))
                    placed[matrix] = own_matrix, own_matrix.is_upright
                (a, b, c, d, e, f), is_upright = placed[matrix]
            start, end = end, end + count
            part = points[start:end]
            if count == 5 and is_upright and _is_rectangle(part):
                # by far the most paths: two of their points are enough
                (x0, y0), _, (x1, y1), _, _ = part
                one, other = (a * x0 + c * y0 + e, b * x0 + d * y0 + f), (a * x1 + c * y1 + e, b * x1 + d * y1 + f)
                self._rectangle(one, other, path)
                continue
            own = [(a * x + c * y + e, b * x + d * y + f) for x, y in part]
            if count == 5 and own[0] == own[4]:
                # a rectangle, or the mitred side of a border
                if _is_rectangle(own):
                    self._rectangle(own[0], own[2], path)
                else:
                    self._straight(own)
            elif count == 2:
                self._line(*own)
            elif count > 2:
                self._pieces(kinds[start:end], own, path)

    def _line(self, one: _Point, other: _Point) -> None:
        (x0, y0), (x1, y1) = one, other
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if y1 - y0 <= _SLACK:
            if x1 - x0 >= _SHORTEST:
                self.rules.across.append((y0, x0, x1))
        elif x1 - x0 <= _SLACK and y1 - y0 >= _SHORTEST:
            self.rules.down.append((x0, y0, y1))

    def _rectangle(self, one: _Point, other: _Point, path: int) -> None:
        """The sides of a rectangle between two opposite corners."""
        (x0, y0), (x1, y1) = one, other
        if not isfinite(x0 + y0 + x1 + y1):
            return
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        thick = x1 - x0 > _THICKEST_RULE and y1 - y0 > _THICKEST_RULE
        sides = self.paint if thick and raw.is_only_filled(path) else self.rules
        # the short sides of a rule drawn as a thin rectangle are no lines
        if x1 - x0 >= _SHORTEST:
            sides.across.extend(((y0, x0, x1), (y1, x0, x1)))
        if y1 - y0 >= _SHORTEST:
            sides.down.extend(((x0, y0, y1), (x1, y0, y1)))

    def _pieces(self, kinds: Sequence[int], points: list[_Point], path: int) -> None:
        """The straight pieces of each subpath; a subpath that is a line or rectangle by itself counts as one."""
        starts = [position for position, kind in enumerate(kinds) if kind == _MOVE] or [0]
        for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
            part = points[start:end]
            if len(part) == 2 or (len(part) == 3 and part[2] == part[0]):
                self._line(part[0], part[1])
            elif len(part) == 5 and _is_rectangle(part):
                self._rectangle(part[0], part[2], path)
            else:
                self._straight(part)

    def _straight(self, points: list[_Point]) -> None:
        # control points of curves are among them; like the ends of curves they rarely lie exactly across or down
        for (x0, y0), (x1, y1) in pairwise(points):
            if x0 == x1 or y0 == y1:
                self._line((x0, y0), (x1, y1))


def _places(kinds: bytes, kind: int) -> Iterator[int]:
    """Where a kind of object stands among others; most objects of a page are text, which is passed over at once."""
    place = kinds.find(kind)
    while place >= 0:
        yield place
        place = kinds.find(kind, place + 1)


def _is_rectangle(points: list[_Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    if last != (x0, y0):
        return False
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
