"""What stands in a line of a web page: text, line breaks, and what is filled into a form."""

import re

from tenderscan.readers.ballot_boxes import boxes_as_text
from tenderscan.readers.html.names import is_hidden
from tenderscan.readers.xml import Element

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_KINDS = "text search tel url email number date datetime datetime-local month week time range color"
_TYPED = frozenset(_KINDS.split())
"""Kinds of input whose value a reader of the page sees; not those of hidden fields, passwords and buttons."""


class Line:
    """Collects the text of one paragraph."""

    def __init__(self) -> None:
        """Begin an empty one."""
        self._parts: list[str] = []
        self._written = False

    def add(self, text: str, *, kept_as_is: bool = False) -> None:
        """Add text; line ends in it are blanks unless it is preformatted."""
        # a form feed is a blank in HTML, and means a new page to the assembler
        shown = text.replace("\f", "\n") if kept_as_is else _BLANKS.sub(" ", text)
        self._parts.append(shown)
        self._written = self._written or not shown.isspace()

    def turn(self) -> None:
        """Begin a new line."""
        self._parts.append("\n")

    def take(self) -> str | None:
        """The text, after which the line is empty again; None where there is none."""
        text = boxes_as_text("".join(self._parts)) if self._written else None
        self._parts.clear()
        self._written = False
        return text


def form_value(element: Element) -> str | None:
    """What a form control shows; None for one that shows nothing or whose content is text like any other."""
    tag = element.tag
    if tag == "input":
        return _input_value(element)
    if tag == "select":
        return _selected(element)
    return None


def _input_value(element: Element) -> str | None:
    kind = element.get("type", "text").strip().lower()
    if kind in ("checkbox", "radio"):
        return "[x] " if "checked" in element.attrib else "[ ] "
    value = element.get("value")
    return f" {value} " if value and (kind in _TYPED or kind == "") else None


def _selected(element: Element) -> str | None:
    """The options that are chosen; a list of which one line shows begins with its first."""
    options = list(element.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in element.attrib:
        chosen = [option for option in options[:1] if not is_hidden(option)]
    texts = ["".join(option.itertext()) or option.get("label", "") for option in chosen]
    return " " + ", ".join(filter(None, map(str.strip, texts))) + " "
