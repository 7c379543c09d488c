"""What people have filled into a PDF: the fields of its form, and text written over its pages.

Neither is in the text that pdfium gives for a page. Fields are asked for by pdfium's form environment; nothing of what
a form can do (scripts, calculations, submitting) runs, since the environment is given no platform to run it on.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tenderscan.document import Notice
from tenderscan.readers import effort
from tenderscan.readers.pdf.geometry import Box
from tenderscan.readers.pdf.page import OpenPage
from tenderscan.text import normalise

_MOST_ANNOTATIONS = 20_000
"""Of one page; a page of a real form has some hundred."""
_MOST_OPTIONS = 500
_LONGEST = 1_000_000
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
"""Flag of a text field whose content is shown as dots (ISO 32000-1, table 228)."""
_BOXES = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_CHOICES = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_REMARKS = frozenset(
    {
        *(pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE),
        *(pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET),
        *(pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_STAMP),
    }
)
"""Annotations whose content is a remark in the margin, and not shown on the page."""
_MEANINGLESS = re.compile(r"\W*|\d+|(?:on|off|yes|choice\d*|true|check(?:ed)?)", re.IGNORECASE)
"""Export values of boxes that say no more than that the box is ticked."""


class Entry(NamedTuple):
    """What stands in a field, or was written over the page.

    Attributes:
        text: with line breaks.
        box: of the field on the page as displayed.
        meaning: what a ticked box stands for, for where nothing is written beside it; empty where the file has no word.
    """

    text: str
    box: Box
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was added to a page.

    Attributes:
        entries: from the top down, from left to right.
        remarks: number of notes in the margin, which are not text.
    """

    entries: tuple[Entry, ...] = ()
    remarks: int = 0


NOTHING = Filled()


class Forms:
    """The form of an open document, or the knowledge that it has none."""

    def __init__(self, document: Any, environment: Any) -> None:
        """`environment` is pdfium's form environment, None for a document without a form."""
        self._document = document
        self._environment = environment

    def filled(self, page: OpenPage) -> Filled:
        """What was added to an open page."""
        count = min(pdfium.FPDFPage_GetAnnotCount(page.handle), _MOST_ANNOTATIONS)
        if count <= 0:
            return NOTHING
        if self._environment:
            pdfium.FORM_OnAfterLoadPage(page.handle, self._environment)
        try:
            return self._read(page, count)
        finally:
            if self._environment:
                pdfium.FORM_OnBeforeClosePage(page.handle, self._environment)

    def notices(self, remarks: int) -> list[Notice]:
        """What is to be said of the whole document; `remarks` are those of all pages."""
        said = []
        if pdfium.FPDF_GetFormType(self._document) == pdfium.FORMTYPE_XFA_FULL:
            message = (
                "This is a form that only Adobe's programs can show (XFA); what is filled into it was not read. "
                "Open it in Adobe Reader and print it to a PDF."
            )
            said.append(Notice("part-not-read", message))
        if remarks:
            many = "1 comment" if remarks == 1 else f"{remarks:,} comments"
            said.append(Notice("comments-not-in-text", f"{many} in the margin left out of the text."))
        return said

    def _read(self, page: OpenPage, count: int) -> Filled:
        entries: list[Entry] = []
        remarks = 0
        for index in range(count):
            if index % 64 == 63:
                effort.check()
            annotation = pdfium.FPDFPage_GetAnnot(page.handle, index)
            if not annotation:
                continue
            try:
                subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
                entry = self._entry(page, annotation, subtype)
                if entry:
                    entries.append(entry)
                remarks += subtype in _REMARKS and bool(_string(annotation, "Contents").strip())
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
        return Filled(tuple(sorted(entries, key=lambda entry: (entry.box.top, entry.box.x0))), remarks)

    def _entry(self, page: OpenPage, annotation: Any, subtype: int) -> Entry | None:
        """What a field or a text laid over the page holds; None for all other annotations, and where it is empty."""
        is_field = subtype == pdfium.FPDF_ANNOT_WIDGET and self._environment
        if not (is_field or subtype == pdfium.FPDF_ANNOT_FREETEXT):
            return None
        if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            return None
        text, meaning = self._field(annotation) if is_field else (_string(annotation, "Contents"), "")
        rectangle = pdfium.FS_RECTF()
        text = normalise(text.replace("\f", " "))
        if not text or not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
            return None
        if rectangle.left == rectangle.right or rectangle.top == rectangle.bottom:
            return None  # a signature that is not shown
        box = page.displayed((rectangle.left, rectangle.top, rectangle.right, rectangle.bottom))
        shown = not is_field or meaning or text.startswith("[") or not _is_written(page, rectangle, text)
        return Entry(text, box, meaning) if shown else None

    def _field(self, annotation: Any) -> tuple[str, str]:
        """Content of a field as text, and what a ticked box means; empty for buttons and for what is not filled in."""
        environment = self._environment
        kind = pdfium.FPDFAnnot_GetFormFieldType(environment, annotation)
        if kind in _BOXES:
            meaning = _wide(pdfium.FPDFAnnot_GetFormFieldExportValue, environment, annotation)
            ticked = pdfium.FPDFAnnot_IsChecked(environment, annotation)
            return "[x]" if ticked else "[ ]", "" if _MEANINGLESS.fullmatch(meaning) else meaning
        if kind == pdfium.FPDF_FORMFIELD_SIGNATURE:
            return ("[signed electronically]" if pdfium.FPDFAnnot_HasKey(annotation, b"V") else ""), ""
        if kind in _CHOICES and (chosen := self._chosen(annotation)):
            return "; ".join(chosen), ""
        if kind not in (*_CHOICES, pdfium.FPDF_FORMFIELD_TEXTFIELD):
            return "", ""
        if pdfium.FPDFAnnot_GetFormFieldFlags(environment, annotation) & _PASSWORD:
            return "", ""
        return _wide(pdfium.FPDFAnnot_GetFormFieldValue, environment, annotation), ""

    def _chosen(self, annotation: Any) -> list[str]:
        """What is chosen from a list, as the list shows it."""
        count = min(pdfium.FPDFAnnot_GetOptionCount(self._environment, annotation), _MOST_OPTIONS)
        return [
            _wide(pdfium.FPDFAnnot_GetOptionLabel, self._environment, annotation, index)
            for index in range(max(0, count))
            if pdfium.FPDFAnnot_IsOptionSelected(self._environment, annotation, index)
        ]


@contextmanager
def opened(document: Any) -> Iterator[Forms]:
    """The form of an open pdfium document; hold the lock."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        yield Forms(document, None)
        return
    platform = pdfium.FPDF_FORMFILLINFO(version=2)
    environment = pdfium.FPDFDOC_InitFormFillEnvironment(document, platform)
    try:
        yield Forms(document, environment)
    finally:
        if environment:
            pdfium.FPDFDOC_ExitFormFillEnvironment(environment)


def _is_written(page: OpenPage, rectangle: Any, text: str) -> bool:
    """Whether the page itself shows the text there: of some forms a copy has been printed onto the page."""
    sides = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    return "".join(text.split()) in "".join(page.text_within(sides).split())


def _string(annotation: Any, key: str) -> str:
    return _wide(pdfium.FPDFAnnot_GetStringValue, annotation, key.encode())


def _wide(function: Callable[..., int], *arguments: Any) -> str:
    """What a function of pdfium writes into a buffer as UTF-16, asked first how long it is."""
    size = min(function(*arguments, None, 0), 2 * _LONGEST)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
