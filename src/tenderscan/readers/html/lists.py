"""Numbers and bullets of lists, which a web page leaves to the browser."""

from dataclasses import dataclass

from tenderscan.readers.html.names import number
from tenderscan.readers.xml import Element

_BULLET = "\u2022 "
_LARGEST = 1_000_000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class _List:
    """An open list: its style ("1", "a", "A", "i", "I"; "" for bullets, None for no labels) and its next number."""

    style: str | None
    next: int


class Lists:
    """The lists that are open, outermost first."""

    def __init__(self) -> None:
        """Begin outside of all lists."""
        self._open: list[_List] = []
        self._label: str | None = None

    @property
    def depth(self) -> int:
        """Number of lists that are open, at least 1."""
        return max(len(self._open), 1)

    def open(self, element: Element) -> None:
        """A list begins."""
        if "list-style-type:none" in element.get("style", "").replace(" ", "").lower():
            self._open.append(_List(None, 1))
        elif element.tag == "ol":
            style = element.get("type", "1")
            self._open.append(_List(style if style in "aAiI" else "1", number(element.get("start"), 1, _LARGEST)))
        else:
            self._open.append(_List("", 1))

    def close(self) -> None:
        """The innermost list ends."""
        if self._open:
            self._open.pop()

    def item(self, element: Element) -> None:
        """An item begins; an item outside of all lists has a bullet."""
        innermost = self._open[-1] if self._open else _List("", 1)
        value = number(element.get("value"), innermost.next, _LARGEST)
        innermost.next = value + 1
        if innermost.style is None:
            self._label = ""
        else:
            self._label = f"{_written(value, innermost.style)}. " if innermost.style else _BULLET

    def end_item(self) -> None:
        """An item ends: its label, if there was no text to it, does not go to the next paragraph."""
        self._label = None

    def take_label(self) -> str | None:
        """Label of the item whose first paragraph this is, with the blank behind it; None for all others."""
        label, self._label = self._label, None
        return label


def _written(value: int, style: str) -> str:
    if style in "aA":
        letters = ""
        while value:
            value, rest = divmod(value - 1, 26)
            letters = chr(ord(style) + rest) + letters
        return letters
    if style in "iI" and value < 4000:
        text = ""
        for worth, sign in _ROMAN + _ROMAN_ONES:
            text += sign * (value // worth)
            value %= worth
        return text if style == "i" else text.upper()
    return str(value)
