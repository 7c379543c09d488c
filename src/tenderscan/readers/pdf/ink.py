"""What is drawn on a page besides text: ruling lines from pdfium's path objects, forms walked with their matrices.

Which paths count as lines and rectangles follows pdfplumber: a path of two points is a line, a closed one with four
right angles is a rectangle with four edges, of all others each straight piece that runs exactly across or down is an
edge.
"""

from dataclasses import dataclass
from itertools import compress, pairwise

import pypdfium2.raw as pdfium

from tenderscan.readers.pdf import raw
from tenderscan.readers.pdf.geometry import Edge, Matrix

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
_is_other = frozenset({pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}).__contains__
_MOVE = pdfium.FPDF_SEGMENT_MOVETO

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """What is drawn on a page besides text.

    Attributes:
        rules: ruling lines, sides of drawn rectangles included.
        paint: sides of areas that are only filled: shaded cells, highlighted words.
        segments: number of path segments that were looked at.
        pictures: number of images and shadings.
        largest_picture: area of the largest of them, in square points.
    """

    rules: list[Edge]
    paint: list[Edge]
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
        self.rules: list[Edge] = []
        self.paint: list[Edge] = []
        self.pictures = 0
        self.largest_picture = 0.0
        self.left = _MAX_SEGMENTS

    def visit(self, objects: list[int], kinds: list[int], outer: Matrix, depth: int) -> None:
        # most objects of a page are text: they are passed over without a loop of our own
        paths = list(compress(objects, map(_PATH.__eq__, kinds)))
        for item, kind in compress(zip(objects, kinds, strict=True), map(_is_other, kinds)):
            if kind != _FORM:
                self._picture(item, outer)
            elif depth < _FORM_DEPTH and self.left > 0:
                placed = outer.after(Matrix(*raw.object_matrix(item)))
                self.visit(*raw.form_objects(item, _MAX_OBJECTS), placed, depth + 1)
        if paths:
            self._paths(paths, outer)

    def _picture(self, item: int, outer: Matrix) -> None:
        # an image fills the unit square of its matrix
        placed = outer.after(Matrix(*raw.object_matrix(item)))
        self.pictures += 1
        self.largest_picture = max(self.largest_picture, abs(placed.a * placed.d - placed.b * placed.c))

    def _paths(self, paths: list[int], outer: Matrix) -> None:
        """The edges of all paths of a page or form, in drawing order."""
        segments, counts = raw.path_segments(paths, self.left)
        self.left -= len(segments)
        points = raw.segment_points(segments)
        matrices = raw.object_matrices(paths)
        placed = {matrix: outer.after(Matrix(*matrix)) for matrix in set(matrices)}
        end = 0
        for path, matrix, count in zip(paths, matrices, counts, strict=True):
            start, end = end, end + count
            a, b, c, d, e, f = placed[matrix]
            own = [(a * x + c * y + e, b * x + d * y + f) for x, y in points[start:end]]
            if count == 5 and own[0] == own[4]:
                # a rectangle, or the mitred side of a border
                if _is_rectangle(own):
                    self._rectangle(own, path)
                else:
                    self._straight(own)
            elif count == 2:
                self._line(*own)
            elif count > 2:
                self._pieces(raw.segment_types(segments[start:end]), own, path)

    def _line(self, one: _Point, other: _Point) -> None:
        (x0, y0), (x1, y1) = one, other
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if y1 - y0 <= _SLACK:
            if x1 - x0 >= _SHORTEST:
                self.rules.append(Edge(x0, y0, x1, y0, True))
        elif x1 - x0 <= _SLACK and y1 - y0 >= _SHORTEST:
            self.rules.append(Edge(x0, y0, x0, y1, False))

    def _rectangle(self, points: list[_Point], path: int) -> None:
        (x0, y0), (x1, y1) = points[0], points[2]
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        thick = x1 - x0 > _THICKEST_RULE and y1 - y0 > _THICKEST_RULE
        edges = self.paint if thick and raw.is_only_filled(path) else self.rules
        # the short sides of a rule drawn as a thin rectangle are no edges
        if x1 - x0 >= _SHORTEST:
            edges += (Edge(x0, y0, x1, y0, True), Edge(x0, y1, x1, y1, True))
        if y1 - y0 >= _SHORTEST:
            edges += (Edge(x0, y0, x0, y1, False), Edge(x1, y0, x1, y1, False))

    def _pieces(self, kinds: list[int], points: list[_Point], path: int) -> None:
        """The straight pieces of each subpath; a subpath that is a line or rectangle by itself counts as one."""
        starts = [position for position, kind in enumerate(kinds) if kind == _MOVE] or [0]
        for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
            part = points[start:end]
            if len(part) == 2 or (len(part) == 3 and part[2] == part[0]):
                self._line(part[0], part[1])
            elif len(part) == 5 and _is_rectangle(part):
                self._rectangle(part, path)
            else:
                self._straight(part)

    def _straight(self, points: list[_Point]) -> None:
        # control points of curves are among them; like the ends of curves they rarely lie exactly across or down
        for (x0, y0), (x1, y1) in pairwise(points):
            if x0 == x1 or y0 == y1:
                self._line((x0, y0), (x1, y1))


def _is_rectangle(points: list[_Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    if last != (x0, y0):
        return False
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
