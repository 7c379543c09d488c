"""What kind of file some bytes are, whatever the name says."""

import io
import re
import zipfile
from dataclasses import dataclass

from tenderscan.errors import FileDamaged, PasswordProtected

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCUMENT, _PDF_NAME = "a Word document", "a PDF"

SUFFIXES: dict[str, tuple[str, ...]] = {_PDF_NAME: (".pdf",), _DOCUMENT: (".docx", ".docm", ".dotx", ".dotm")}
"""What the endings of readable files promise."""

_AS_DOCX = "Open it and save it as .docx, then try again."
_AS_PDF = "Save or print it as a PDF and try again."
_NO_TEXT = "Words in pictures are not read: ask for the document itself."
_NOT_READ = "Not a kind of document this version reads."
_AGAIN = "Fetch the file again from where it came."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Attributes:
        media_type: such as "application/pdf".
        name: with its article, for a sentence: "a PDF".
        advice: a sentence that says how to get a readable file from one that is not.
    """

    media_type: str
    name: str
    advice: str = ""


_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind("image/png", "a PNG image", _NO_TEXT)),
    (b"\xff\xd8\xff", Kind("image/jpeg", "a JPEG image", _NO_TEXT)),
    (b"GIF87a", Kind("image/gif", "a GIF image", _NO_TEXT)),
    (b"GIF89a", Kind("image/gif", "a GIF image", _NO_TEXT)),
    (b"II*\x00", Kind("image/tiff", "a TIFF image", _NO_TEXT)),
    (b"MM\x00*", Kind("image/tiff", "a TIFF image", _NO_TEXT)),
    (b"BM", Kind("image/bmp", "a BMP image", _NO_TEXT)),
    (b"{\\rtf", Kind("application/rtf", "a rich-text file (RTF)", _AS_DOCX)),
    (b"%!PS", Kind("application/postscript", "a PostScript file", _AS_PDF)),
    (b"7z\xbc\xaf\x27\x1c", Kind("application/x-7z-compressed", "a 7-Zip archive", "Unpack it first.")),
    (b"Rar!\x1a\x07", Kind("application/vnd.rar", "a RAR archive", "Unpack it first.")),
    (b"\x1f\x8b", Kind("application/gzip", "a gzip archive", "Unpack it first.")),
    (b"MZ", Kind("application/vnd.microsoft.portable-executable", "a Windows program", _AGAIN)),
    (b"\x7fELF", Kind("application/x-elf", "a program", _AGAIN)),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE2 container, and what a container with such a stream is ([MS-CFB] 2.6.1).
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", Kind("application/msword", "an older Word document (.doc)", _AS_DOCX)),
    ("Workbook", Kind("application/vnd.ms-excel", "an older Excel workbook (.xls)", _AS_PDF)),
    ("Book", Kind("application/vnd.ms-excel", "an older Excel workbook (.xls)", _AS_PDF)),
    ("PowerPoint Document", Kind("application/vnd.ms-powerpoint", "an older PowerPoint file (.ppt)", _AS_PDF)),
    ("__properties_version1.0", Kind("application/vnd.ms-outlook", "an Outlook message (.msg)", _AS_PDF)),
)
_OLD_OFFICE = Kind("application/x-ole-storage", "an older Office file", _AS_DOCX)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_EXCEL = Kind(_OFFICE + "spreadsheetml.sheet", "an Excel workbook", _AS_PDF)
_POWERPOINT = Kind(_OFFICE + "presentationml.presentation", "a PowerPoint file", _AS_PDF)
_WORD = Kind(DOCX, _DOCUMENT)
_ZIPS: tuple[tuple[bytes, Kind], ...] = (
    (b"wordprocessingml.", _WORD),
    (b"ms-word.", _WORD),  # with macros: .docm and .dotm
    (b"spreadsheetml.", _EXCEL),
    (b"ms-excel.", _EXCEL),
    (b"presentationml.", _POWERPOINT),
    (b"ms-powerpoint.", _POWERPOINT),
)
# The content type of the main part is what tells the kinds of Office file apart (ECMA-376 part 1, 15.2): an embedded
# workbook is declared as well, but not as "main".
_MAIN_PART = re.compile(rb"application/vnd\.([\w.-]+)\.main\+xml", re.IGNORECASE)
_OPEN_DOCUMENT: dict[bytes, Kind] = {
    b"text": Kind("application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)", _AS_DOCX),
    b"spreadsheet": Kind("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet", _AS_PDF),
    b"presentation": Kind("application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation", _AS_PDF),
}
_ARCHIVE = Kind("application/zip", "a ZIP archive", "Unpack it first.")
_HTML = re.compile(rb"(?:<!doctype html|<html|<head|<body)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Date|Subject|To|X-[\w-]+|Content-Type): ?\S",
    re.IGNORECASE,
)
# Tables written as text: the name says so, and the first line has the separator.
_SEPARATED: dict[str, Kind] = {
    ".csv": Kind("text/csv", "a table of values (.csv)", _NOT_READ),
    ".tsv": Kind("text/tab-separated-values", "a table of values (.tsv)", _NOT_READ),
}
_SEPARATORS = (b",", b";", b"\t")
_PDF_WITHIN = 1024
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def identify(content: bytes, name: str) -> Kind:
    """The kind of `content`; `name` is for messages, and tells a table of values from other plain text.

    Raises:
        PasswordProtected: an Office file that opens only with a password.
        FileDamaged: an Office file of which only the beginning is left.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(content, name)
    if content.startswith(_OLE):
        return _ole(content, name)
    for magic, kind in _MAGIC:
        # Two letters are too little to tell an image or a program from a text that begins with them.
        if content.startswith(magic) and not (len(magic) == 2 and _is_text(content)):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind("image/webp", "a WebP image", _NO_TEXT)
    # The header may stand anywhere in the first 1024 bytes (PDF reference 1.7, appendix H.3, note 13).
    if b"%PDF-" in content[: _PDF_WITHIN + 5]:
        return Kind(PDF, _PDF_NAME)
    return _text(content, name)


def outermost_kind(content: bytes) -> Kind:
    """What a file is packed in, for one whose inside `identify` cannot see."""
    return _OLD_OFFICE if content.startswith(_OLE) else _ARCHIVE


def _zip(content: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {entry.replace("\\", "/").lower(): entry for entry in archive.namelist()}
            return _member_kind(archive, names)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        if b"word/" in content or name.lower().endswith(SUFFIXES[_DOCUMENT]):
            raise FileDamaged(f"{name} is cut off or damaged. {_AGAIN}") from error
        return Kind("application/zip", "a damaged ZIP archive", _AGAIN)


def _member_kind(archive: zipfile.ZipFile, names: dict[str, str]) -> Kind:
    """The kind of a ZIP container, from the member that exists to say it."""
    if "mimetype" in names:
        declared = _head(archive, names["mimetype"])
        for key, kind in _OPEN_DOCUMENT.items():
            if b"opendocument." + key in declared:
                return kind
    if "[content_types].xml" in names:
        mains = _MAIN_PART.findall(_head(archive, names["[content_types].xml"]))
        for key, kind in _ZIPS:
            if any(key in found for found in mains):
                return kind
    return _WORD if "word/document.xml" in names else _ARCHIVE


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first mebibyte of a member, which is all of it unless somebody plays tricks."""
    with archive.open(name) as member:
        return member.read(1 << 20)


def _ole(content: bytes, name: str) -> Kind:
    if _has_stream(content, "EncryptedPackage"):
        raise PasswordProtected(
            f"{name} is protected by a password. Open it in Office, take the password off (File, Info, Protect) and "
            "save it again."
        )
    for stream, kind in _STREAMS:
        if _has_stream(content, stream):
            return kind
    return _OLD_OFFICE


def _has_stream(content: bytes, stream: str) -> bool:
    """Whether the container's directory names the stream: entries are 128 bytes long and begin with the name."""
    wanted = stream.encode("utf-16-le") + b"\x00\x00"
    at = content.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = content.find(wanted, at + 2)
    return False


def _text(content: bytes, name: str) -> Kind:
    """The kind of a file that has no signature."""
    head = content[:4096]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\x00", b"").lstrip()
    if not _is_text(content):
        return Kind("application/octet-stream", "no kind of file that is known here", _AGAIN)
    if _HTML.match(head) or (head.startswith(b"<") and _HTML.search(head)):
        return Kind("text/html", "a web page (HTML)", _AS_PDF)
    if head.startswith(b"<?xml"):
        return Kind("text/xml", "an XML file", _AS_PDF)
    if _MAIL.match(head):
        return Kind("message/rfc822", "an e-mail", _AS_PDF)
    separated = next((kind for suffix, kind in _SEPARATED.items() if name.lower().endswith(suffix)), None)
    if separated and any(separator in head.partition(b"\n")[0] for separator in _SEPARATORS):
        return separated
    return Kind("text/plain", "plain text", _NOT_READ)


def _is_text(content: bytes) -> bool:
    """Whether the beginning holds no control characters that text does not have."""
    head = content[:4096]
    if head.startswith(_MARKS[1:]):
        return True
    return not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127 for byte in head)
