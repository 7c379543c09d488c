"""How cells show what is in them."""

from collections.abc import Callable
from dataclasses import dataclass

from tenderscan.readers.sheets.number_format import GENERAL, Show, general, hides, shower, text_shower


@dataclass(frozen=True, slots=True)
class Style:
    """What a number format does.

    Attributes:
        show: makes text of a number.
        wrap: puts text into what the format has around it, None where there is nothing.
        hidden: whether the format shows nothing of a number.
    """

    show: Show = general
    wrap: Callable[[str], str] | None = None
    hidden: bool = False


PLAIN = Style()


def style(code: str, *, from_1904: bool = False) -> Style:
    """What a format code does to numbers and text; days count from 1904 or, mostly, from 1900."""
    if code == GENERAL:
        return PLAIN
    if hides(code):
        return Style(hidden=True)
    return Style(shower(code, from_1904=from_1904), text_shower(code))
