"""Reading PDF: pdfium supplies text, boxes and ruling lines, pdfplumber's way of finding tables the grids.

Two passes: the first takes each page apart while it is open (`page`, `tables`, `pieces`, `layout`), the
second needs all of them: running headers (`running`), the style of the running text (`paragraphs`) and the
words broken at line ends (`hyphens`).
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tenderscan.document import Document, Notice, Properties, Source
from tenderscan.errors import FileDamaged, FileEmpty, LimitExceeded, PasswordProtected
from tenderscan.readers import effort
from tenderscan.readers.pdf import forms, raw
from tenderscan.readers.pdf.cells import Cells, Owners, all_covers, choose_owners
from tenderscan.readers.pdf.columns import find_gutters
from tenderscan.readers.pdf.entries import parted_lines, with_entries
from tenderscan.readers.pdf.ink import Ink
from tenderscan.readers.pdf.layout import PageLayout, arrange, strands, with_covers
from tenderscan.readers.pdf.page import OpenPage
from tenderscan.readers.pdf.paragraphs import Paragraph
from tenderscan.readers.pdf.pieces import covered, cut
from tenderscan.readers.pdf.properties import read_properties
from tenderscan.readers.pdf.tables import find_grids
from tenderscan.readers.pdf.usable import Fault, fault_of
from tenderscan.readers.pdf.writer import PageRead, Writer
from tenderscan.settings import Limits

_UNREAD = PageLayout(0.0, 0.0, ())


class _FirstLook(NamedTuple):
    """A page after the first pass.

    Attributes:
        page: what was read of it.
        characters: how many.
        fault: what is wrong with its text, if anything.
        filled: what people have filled into it.
    """

    page: PageRead
    characters: int
    fault: Fault | None = None
    filled: forms.Filled = forms.NOTHING


class _FirstPass(NamedTuple):
    """A document after the first pass.

    Attributes:
        pages: as they were read.
        notices: about the whole document.
    """

    pages: list[_FirstLook]
    notices: list[Notice]


def read_pdf(content: bytes, source: Source, limits: Limits) -> Document:
    """Read a PDF.

    Args:
        content: bytes of the file.
        source: where they came from.
        limits: what is refused.

    Raises:
        FileEmpty: there are no bytes.
        FileDamaged: pdfium cannot open it, or it has no pages.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it has more bytes, pages or characters than allowed.
    """
    if not content:
        raise FileEmpty(f"{source.name} is empty. Fetch it again from where it came.")
    if len(content) > limits.bytes:
        raise LimitExceeded(
            f"{source.name} has {len(content):,} bytes, allowed are {limits.bytes:,}.\n"
            "Split it, or allow more: --allow bytes=1G."
        )
    with _opened(content, source) as document:
        with raw.LOCK, _collector_at_rest():
            read = _read_at_once(document, source, limits)
        if isinstance(read, Document):
            return read
        pages, notices = _recognised(document, source, read.pages, limits)
        with raw.LOCK, _collector_at_rest():
            return _written(document, source, pages, [*read.notices, *notices])


def _read_at_once(document: Any, source: Source, limits: Limits) -> "Document | _FirstPass":
    """The document, or what the first pass made of it where pages must be recognised from their pictures.

    On its own, so that the pages are gone before the collector of garbage is at work again.
    """
    with forms.opened(document) as form:
        looks = _read_pages(document, source, limits, form)
        said = form.notices(sum(look.filled.remarks for look in looks))
    if any(look.fault for look in looks):
        return _FirstPass(looks, said)
    return _written(document, source, [look.page for look in looks], said)


def _written(document: Any, source: Source, pages: Sequence[PageRead], notices: Sequence[Notice]) -> Document:
    def properties(first_page: Sequence[Paragraph]) -> Properties:
        return read_properties(document, first_page)

    return Writer(source, pages, notices).write(properties)


def _recognised(
    document: Any, source: Source, looks: Sequence[_FirstLook], limits: Limits
) -> tuple[list[PageRead], list[Notice]]:
    """The pages, those without usable text read from their pictures, and what is to be said of that."""
    # text recognition is loaded only where there is something to recognise
    from tenderscan.readers.pdf.scans import recognise_pages

    faults = {number: look.fault for number, look in enumerate(looks, 1) if look.fault}
    pages, notices = recognise_pages(document, source.name, [look.page for look in looks], faults, limits)
    return [_with_filled(page, look) for page, look in zip(pages, looks, strict=True)], notices


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for cycles of garbage meanwhile.

    Reading makes hundreds of small objects a page and no cycles among them, but would set off searches through all the
    program holds, which with a language model loaded takes longer than reading a page.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _opened(content: bytes, source: Source) -> Iterator[Any]:
    with raw.LOCK:
        document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
        reason = 0 if document else pdfium.FPDF_GetLastError()
    if not document:
        if reason in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise PasswordProtected(f"{source.name} opens only with a password. Save it without one and try again.")
        raise FileDamaged(f"{source.name} is damaged or cut off: no PDF structure in it. Fetch or export it again.")
    try:
        yield document
    finally:
        with raw.LOCK:
            pdfium.FPDF_CloseDocument(document)


def _read_pages(document: Any, source: Source, limits: Limits, form: forms.Forms) -> list[_FirstLook]:
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise FileDamaged(f"{source.name} has no page that can be found. Fetch or export it again.")
    if count > limits.pages:
        raise LimitExceeded(
            f"{source.name} has {count:,} pages, allowed are {limits.pages:,}.\n"
            "Split it, or allow more: --allow pages=NUMBER."
        )
    looks = []
    characters = 0
    for index in range(count):
        effort.check()
        look = _read_page(document, index, form)
        characters += look.characters
        if characters > limits.characters:
            raise LimitExceeded(
                f"{source.name} has more than {limits.characters:,} characters.\n"
                "Split it, or allow more: --allow characters=NUMBER."
            )
        looks.append(look)
    return looks


def _read_page(document: Any, index: int, form: forms.Forms) -> _FirstLook:
    try:
        page = OpenPage(document, index)
    except ValueError:
        damaged = Notice("page-not-read", f"Page {index + 1} is damaged and was not read.", index + 1)
        return _FirstLook(PageRead(_UNREAD, False, None, (damaged,)), 0)
    with page:
        ink = page.ink()
        filled = form.filled(page)
        lines = parted_lines(page, page.lines(), filled.entries)
        owners = _find_owners(ink)
        grids = owners.grids[: owners.owning]
        gutters = find_gutters(lines)
        cells = Cells(grids, lines)
        plain = frozenset(number for number, grid in enumerate(grids) if not grid.is_single_column)
        pieces = cut(page, lines, cells, gutters, plain)
        if filled.entries:
            pieces = with_entries(pieces, filled.entries, cells)
        parts = arrange(pieces, grids, gutters)
        others = enumerate(owners.grids[owners.owning :], owners.owning)
        covers = [*cells.covers, *(cell for number, grid in others for cell in all_covers(number, grid))]
        layout = PageLayout(page.width, page.height, *with_covers(parts, owners, covered(page, lines, covers)))
        characters = len(page.text) + sum(len(entry.text) for entry in filled.entries)
        return _FirstLook(PageRead(layout), characters, fault_of(page, ink), filled)


def _with_filled(page: PageRead, look: _FirstLook) -> PageRead:
    """A page that was recognised from its picture, on which fields are not drawn, with what stands in them."""
    if page is look.page or not look.filled.entries:
        return page
    parts = (*page.layout.parts, *strands(with_entries((), look.filled.entries, Cells((), ()))))
    return replace(page, layout=replace(page.layout, parts=parts))


def _find_owners(ink: Ink) -> Owners:
    grids = find_grids(ink.rules.with_others(ink.paint))
    has_paint = ink.paint.down or ink.paint.across
    return choose_owners(grids, find_grids(ink.rules) if has_paint and grids else grids)
