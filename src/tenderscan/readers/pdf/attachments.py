"""Files inside a PDF: attachments of the document, members of a portfolio, and files pinned to a page.

Of a portfolio the document is its cover page, which says to open it in Acrobat; what it is about are its members.
"""

import ctypes
import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from tenderscan.document import Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.members import Member
from tenderscan.readers.pdf import raw
from tenderscan.settings import MEBIBYTE, Limits

_PINNED = b"/FileAttachment"
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^\x00]{0,400}?\bstream\r?\n")
"""The head of a stream of objects, which are mostly packed (ISO 32000-1, 7.5.7)."""
_ENCRYPTED = b"/Encrypt"
_UNPACKED_AT_ONCE = MEBIBYTE
_MOST_ANNOTATIONS = 20_000
_NAMELESS = "attachment"


def pdf_members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files inside a PDF, one after the other, each once.

    Raises:
        LimitExceeded: there are more of them than the limits allow.
    """
    left = limits.unpacked_bytes
    seen: set[tuple[str, str]] = set()
    with _opened(content) as document:
        for count, (name, attachment) in enumerate(_attachments(document, content)):
            effort.check()
            if count >= limits.members:
                raise LimitExceeded(
                    f"{source.name} holds more than {limits.members:,} files.\n"
                    "Split it, or allow more: --allow members=NUMBER."
                )
            member = _member(name or f"{_NAMELESS}-{count + 1}", attachment, source, limits)
            left -= len(member.content)
            if left < 0:
                raise LimitExceeded(
                    f"{source.name} holds files of more than {limits.unpacked_bytes / MEBIBYTE:,.0f} MB together.\n"
                    "Split it, or allow more: --allow unpacked_bytes=8G."
                )
            key = (member.path, hashlib.sha256(member.content).hexdigest())
            if key not in seen:
                seen.add(key)
                yield member


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """The open document; None where pdfium cannot open it, of which reading the document has told already."""
    with raw.LOCK:
        document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    try:
        yield document or None
    finally:
        if document:
            with raw.LOCK:
                pdfium.FPDF_CloseDocument(document)


def _attachments(document: Any, content: bytes) -> Iterator[tuple[str, Any]]:
    """Names and handles of all attachments; the lock is held only while pdfium works."""
    if document is None:
        return
    with raw.LOCK:
        count = pdfium.FPDFDoc_GetAttachmentCount(document)
    for index in range(max(0, count)):
        with raw.LOCK:
            attachment = pdfium.FPDFDoc_GetAttachment(document, index)
            name = _name(attachment) if attachment else ""
        yield name, attachment
    if _may_have_pinned(content):
        yield from _pinned(document)


def _pinned(document: Any) -> Iterator[tuple[str, Any]]:
    """Files pinned to pages. The pages stay open no longer than it takes to find the file."""
    with raw.LOCK:
        pages = pdfium.FPDF_GetPageCount(document)
    for index in range(max(0, pages)):
        effort.check()
        with raw.LOCK:
            page = pdfium.FPDF_LoadPage(document, index)
            found = _pinned_to(page) if page else []
            if page:
                pdfium.FPDF_ClosePage(page)
        yield from found


def _pinned_to(page: Any) -> list[tuple[str, Any]]:
    found = []
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation)
            if attachment:
                # the attachment is an object of the document, and outlives the page
                found.append((_name(attachment), attachment))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _may_have_pinned(content: bytes) -> bool:
    """Whether a page may have a file pinned to it: looked for in the bytes, as loading all pages takes long."""
    if _PINNED in content or _ENCRYPTED in content:
        return True
    for head in _OBJECT_STREAM.finditer(content):
        effort.check()
        unpacker = zlib.decompressobj()
        data, before = content[head.end() : head.end() + 8 * MEBIBYTE], b""
        try:
            while data:
                part = unpacker.decompress(data, _UNPACKED_AT_ONCE)
                if _PINNED in before + part:
                    return True
                data, before = unpacker.unconsumed_tail, part[-len(_PINNED) :]
                if not part:
                    break
        except zlib.error:
            continue  # packed in another way, or not at all
    return False


def _member(name: str, attachment: Any, source: Source, limits: Limits) -> Member:
    damaged = FileDamaged(
        f"{name} in {source.name} has no content that can be read. Ask the sender for the file itself."
    )
    if not attachment:
        return Member(name, problem=damaged)
    size = ctypes.c_ulong()
    with raw.LOCK:
        known = pdfium.FPDFAttachment_GetFile(attachment, None, 0, size)
        if not known:
            return Member(name, problem=damaged)
        if size.value > limits.bytes:
            problem = LimitExceeded(
                f"{name} in {source.name} is too large: {size.value / MEBIBYTE:,.1f} MB, and at most "
                f"{limits.bytes / MEBIBYTE:,.1f} MB are read.\n"
                "Save it by itself and split it, or allow more: --allow bytes=1G."
            )
            return Member(name, problem=problem)
        buffer = ctypes.create_string_buffer(max(1, size.value))
        written = pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, size)
    return Member(name, buffer.raw[: size.value]) if written else Member(name, problem=damaged)


def _name(attachment: Any) -> str:
    size = pdfium.FPDFAttachment_GetName(attachment, None, 0)
    if size <= 2 or size > 65_536:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()
