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


Ruling = tuple[float, float, float]
"""A line that runs exactly down (x, top, bottom) or across (top, x0, x1); bare, since a page may have thousands."""


class Rulings(NamedTuple):
    """Ruling lines of a page.

    Attributes:
        down: those that run down.
        across: those that run across.
    """

    down: list[Ruling]
    across: list[Ruling]

    def with_others(self, others: "Rulings") -> "Rulings":
        """These and others."""
        return Rulings(self.down + others.down, self.across + others.across)


class Matrix(NamedTuple):
    """An affine map as PDF writes it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @property
    def is_upright(self) -> bool:
        """Whether lines across and down stay such, though they may change places."""
        return (self.b == 0 == self.c) or (self.a == 0 == self.d)

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
