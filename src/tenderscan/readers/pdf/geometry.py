"""Shapes on a page: points from the top left corner of the page as displayed, y downwards."""

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float


NOWHERE = Box(0, 0, 0, 0)
"""The box of text without extent."""


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around others."""
    if len(boxes) < 2:
        return boxes[0] if boxes else NOWHERE
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


class Edge(NamedTuple):
    """A ruling line, across (`top == bottom`) or down (`x0 == x1`)."""

    x0: float
    top: float
    x1: float
    bottom: float
    across: bool


class Matrix(NamedTuple):
    """An affine map as PDF writes it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def after(self, first: "Matrix") -> "Matrix":
        """The map that does `first` and then this one."""
        return Matrix(
            first.a * self.a + first.b * self.c,
            first.a * self.b + first.b * self.d,
            first.c * self.a + first.d * self.c,
            first.c * self.b + first.d * self.d,
            first.e * self.a + first.f * self.c + self.e,
            first.e * self.b + first.f * self.d + self.f,
        )


def display_matrix(page_box: Box, quarter_turns: int) -> Matrix:
    """The map from PDF page space (y upwards, not turned) to the displayed page.

    Args:
        page_box: crop box in page space; `top` is the larger y.
        quarter_turns: clockwise, 0 to 3.
    """
    left, top, right, bottom = page_box
    if quarter_turns == 1:
        return Matrix(0, 1, 1, 0, -bottom, -left)
    if quarter_turns == 2:
        return Matrix(-1, 0, 0, 1, right, -bottom)
    if quarter_turns == 3:
        return Matrix(0, -1, -1, 0, top, right)
    return Matrix(1, 0, 0, -1, -left, top)
