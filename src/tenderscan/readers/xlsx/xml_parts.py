"""The parts of an XLSX, in XML (ECMA-376 part 1, 18)."""

from collections.abc import Sequence

from tenderscan.readers.packed import Link
from tenderscan.readers.sheets.sheet import Visibility
from tenderscan.readers.xlsx.book import Book, Form, Listed
from tenderscan.readers.xlsx.cells import SheetCells, has_calculated
from tenderscan.readers.xlsx.margins import comments
from tenderscan.readers.xlsx.shared import shared_texts, styles
from tenderscan.readers.xml import Element, parse_xml

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TRUE = frozenset({"1", "true", "on"})


def book(content: bytes, links: Sequence[Link]) -> Book:
    """What the main part says (18.2)."""
    root = parse_xml(content)
    targets = {link.id: link.target for link in links}
    sheets = tuple(
        Listed(sheet.get("name") or "Sheet", _visibility(sheet), targets.get(sheet.get(_ID, "")))
        for sheet in root.iter("{*}sheet")
    )
    return Book(sheets, _says(root, "workbookPr", "date1904"), _says(root, "calcPr", "fullCalcOnLoad"))


def _visibility(sheet: Element) -> Visibility:
    state = sheet.get("state", "")
    return Visibility(state) if state in set(Visibility) else Visibility.VISIBLE


def _says(root: Element, name: str, setting: str) -> bool:
    found = root.find(f"{{*}}{name}")
    return found is not None and found.get(setting) in _TRUE


XML = Form(book, shared_texts, styles, SheetCells, has_calculated, comments)
