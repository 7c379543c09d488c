"""Text of cells and shapes of a spreadsheet, and what its styles say of sheets."""

import re
from dataclasses import dataclass
from datetime import datetime

from tenderscan.readers.assemble import tidied
from tenderscan.readers.odt.names import DUBLIN, HREF, OFFICE, STYLE, TABLE, TEXT
from tenderscan.readers.sheets.calendar import british
from tenderscan.readers.sheets.number_format import general, shower, with_minus
from tenderscan.readers.sheets.printed import is_bare_page
from tenderscan.readers.xml import Element

_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}")
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_ANNOTATION = OFFICE + "annotation"
_SPACE = TEXT + "s"
_BREAKS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_FIELDS = frozenset(
    TEXT + name for name in ("sheet-name", "page-number", "page-count", "title", "date", "time", "file-name")
)
"""What LibreOffice puts into headers and footers by itself, and which is not known here."""
_MOST_SPACES = 1_000
_NUMBERS = frozenset({"float", "percentage", "currency"})
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What the style of a sheet says.

    Attributes:
        hidden: whether the sheet is not shown.
        master: name of the page on which it is printed.
    """

    hidden: bool = False
    master: str = ""


def sheet_looks(automatic: Element) -> dict[str, SheetLook]:
    """Looks of sheets by the name of their style; `automatic` is `office:automatic-styles`."""
    found = {}
    for style in automatic.iterchildren(STYLE + "style"):
        if style.get(STYLE + "family") == "table":
            properties = style.find(STYLE + "table-properties")
            hidden = properties is not None and properties.get(TABLE + "display") == "false"
            found[style.get(STYLE + "name", "")] = SheetLook(hidden, style.get(STYLE + "master-page-name", ""))
    return found


def printed(styles: Element | None) -> dict[str, tuple[list[str], list[str]]]:
    """Headers and footers by the name of their master page (16.9)."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for page in () if styles is None else styles.iter(STYLE + "master-page"):
        texts: tuple[list[str], list[str]] = ([], [])
        for child in page:
            name = child.tag.removeprefix(STYLE)
            if not name.startswith(("header", "footer")) or child.get(STYLE + "display") == "false":
                continue
            text = "\n".join(_flat(paragraph) for paragraph in child.iter(*_PARAGRAPHS)).strip()
            kept = texts[name.startswith("footer")]
            if not is_bare_page(text) and text not in kept:
                kept.append(text)
        found[page.get(STYLE + "name", "")] = texts
    return found


def paragraphs(element: Element) -> str:
    """Text of the paragraphs right in a cell, box or comment, a line each."""
    lines = [_flat(child) for child in element if child.tag in _PARAGRAPHS]
    return lines[0] if len(lines) == 1 else "\n".join(lines)


def shape_text(shape: Element) -> str:
    """Text of a shape or of the box in a frame, a line each paragraph."""
    return "\n".join(_flat(paragraph) for paragraph in shape.iter(*_PARAGRAPHS)).strip()


def object_paths(shape: Element) -> list[str]:
    """Folders in the package of the charts and other objects in a shape."""
    paths = (element.get(HREF, "") for element in shape.iter("{*}object"))
    return [path.removeprefix("./").strip("/") for path in paths if path and ":" not in path and ".." not in path]


def comment_author(annotation: Element) -> str:
    """Who wrote a comment."""
    return str(annotation.findtext(DUBLIN + "creator") or "").strip()


def cell_text(cell: Element) -> str:
    """What a cell shows; made from its value where the program that wrote the file left that out."""
    shown = tidied(paragraphs(cell))
    kind = cell.get(OFFICE + "value-type", "")
    if kind == "date":
        return _date(shown, cell.get(OFFICE + "date-value", ""))
    value = cell.get(OFFICE + "value", "")
    if shown or not kind:
        return with_minus(shown) if kind in _NUMBERS and value.startswith("-") else shown
    if kind in _NUMBERS:
        return _number(value, kind, cell.get(OFFICE + "currency", ""))
    if kind == "boolean":
        return str(cell.get(OFFICE + "boolean-value", "")).upper()
    return tidied(cell.get(OFFICE + "string-value", "") or cell.get(OFFICE + "time-value", ""))


def _number(value: str, kind: str, currency: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return tidied(value)
    if kind == "percentage":
        return f"{general(number * 100)}%"
    if kind == "float":
        return general(number)
    sign = _SIGNS.get(currency, f"{currency} ".lstrip())
    return shower(f'"{sign}"#,##0.00')(number)


def _date(shown: str, value: str) -> str:
    """A date in figures as 01/04/2026, whatever order and separators it is shown in; words stay as they are."""
    try:
        moment = datetime.fromisoformat(value[:26]).replace(tzinfo=None)
    except ValueError:
        return shown or tidied(value)
    if not shown:
        return british(moment)
    return _DATE.sub(f"{moment.day:02}/{moment.month:02}/{moment.year:04}", shown, count=1)


def _flat(paragraph: Element) -> str:
    """Text of a paragraph; blanks and tabs are elements (6.1.3), comments in it are not of its text."""
    if not len(paragraph):
        return paragraph.text or ""
    parts: list[str] = []
    _gather(paragraph, parts)
    return "".join(parts)


def _gather(element: Element, parts: list[str]) -> None:
    """Recursive, which the parser bounds: it takes no more than 256 levels."""
    parts.append(element.text or "")
    for child in element:
        if child.tag == _SPACE:
            parts.append(" " * min(_count(child), _MOST_SPACES))
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag != _ANNOTATION and child.tag not in _FIELDS:
            _gather(child, parts)
        parts.append(child.tail or "")


def _count(element: Element) -> int:
    written = element.get(TEXT + "c", "1")
    return int(written) if written.isdecimal() and len(written) < 9 else 1
