"""What kind of file some bytes are, whatever the name says."""

import io
import re
import zipfile
from dataclasses import dataclass

from tenderscan.errors import FileDamaged, PasswordProtected
from tenderscan.readers.encoding.decoding import decode, wide_encoding
from tenderscan.readers.media_types import (
    BMP,
    BZIP2,
    CSV,
    DOC,
    DOCX,
    EML,
    GIF,
    GZIP,
    HTML,
    JPEG,
    JSON,
    MARKDOWN,
    MSG,
    NOTICE,
    OCDS,
    ODP,
    ODS,
    ODT,
    PDF,
    PLAIN,
    PNG,
    PPT,
    PPTX,
    RTF,
    SEVEN_ZIP,
    TAR,
    TIFF,
    TSV,
    WEBP,
    XLS,
    XLSB,
    XLSX,
    XML,
    XZ,
    ZIP,
)
from tenderscan.readers.zip_entries import entries_at_most

_DOCUMENT, _PDF_NAME = "a Word document", "a PDF"
_WORKBOOK, _SLIDES = "an Excel workbook", "a PowerPoint file"
_OLD_WORD, _OLD_EXCEL = "an older Word document (.doc)", "an older Excel workbook (.xls)"
_OLD_SLIDES = "an older PowerPoint file (.ppt)"

SUFFIXES: dict[str, tuple[str, ...]] = {
    _PDF_NAME: (".pdf",),
    _DOCUMENT: (".docx", ".docm", ".dotx", ".dotm"),
    _WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    _SLIDES: (".pptx", ".pptm", ".ppsx", ".potx"),
    _OLD_WORD: (".doc", ".dot"),
    _OLD_EXCEL: (".xls", ".xlt"),
    _OLD_SLIDES: (".ppt", ".pps"),
    "an OpenDocument text": (".odt", ".ott", ".fodt"),
    "an OpenDocument spreadsheet": (".ods", ".ots", ".fods"),
    "an OpenDocument presentation": (".odp", ".otp", ".fodp"),
    "an Outlook message": (".msg",),
    "a rich-text file (RTF)": (".rtf",),
    "a ZIP archive": (".zip",),
    "a 7-Zip archive": (".7z",),
    "a PNG image": (".png",),
    "a JPEG image": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "a TIFF image": (".tif", ".tiff"),
}
"""What the endings of readable files promise. Endings of text formats promise nothing that could be held against them:
a text is what it is."""

_AS_DOCX = "Open it and save it as .docx, then try again."
_AS_PDF = "Save or print it as a PDF and try again."
_UNPACK = "Unpack it first."
_UNKNOWN = "Save it as a PDF in the program it comes from, or fetch it again if it should be one of the formats read."
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
    (b"\x89PNG\r\n\x1a\n", Kind(PNG, "a PNG image")),
    (b"\xff\xd8\xff", Kind(JPEG, "a JPEG image")),
    (b"GIF87a", Kind(GIF, "a GIF image")),
    (b"GIF89a", Kind(GIF, "a GIF image")),
    (b"II*\x00", Kind(TIFF, "a TIFF image")),
    (b"MM\x00*", Kind(TIFF, "a TIFF image")),
    (b"BM", Kind(BMP, "a BMP image")),
    (b"{\\rtf", Kind(RTF, "a rich-text file (RTF)")),
    (b"%!PS", Kind("application/postscript", "a PostScript file", _AS_PDF)),
    (b"7z\xbc\xaf\x27\x1c", Kind(SEVEN_ZIP, "a 7-Zip archive")),
    (b"Rar!\x1a\x07", Kind("application/vnd.rar", "a RAR archive", _UNPACK)),
    (b"\x1f\x8b", Kind(GZIP, "a gzip archive")),
    (b"BZh", Kind(BZIP2, "a bzip2 archive")),
    (b"\xfd7zXZ\x00", Kind(XZ, "an xz archive")),
    (b"MSCF", Kind("application/vnd.ms-cab-compressed", "a Windows cabinet", _UNPACK)),
    (b"MZ", Kind("application/vnd.microsoft.portable-executable", "a Windows program", _AGAIN)),
    (b"\x7fELF", Kind("application/x-elf", "a program", _AGAIN)),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAR_AT, _TAR = 257, b"ustar"
# Names of streams in an OLE2 container, and what a container with such a stream is ([MS-CFB] 2.6.1).
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("__properties_version1.0", Kind(MSG, "an Outlook message")),
    ("WordDocument", Kind(DOC, _OLD_WORD)),
    ("Workbook", Kind(XLS, _OLD_EXCEL)),
    ("Book", Kind(XLS, _OLD_EXCEL)),
    ("PowerPoint Document", Kind(PPT, _OLD_SLIDES)),
)
_OLD_OFFICE = Kind("application/x-ole-storage", "an older Office file", _AS_DOCX)
_EXCEL = Kind(XLSX, _WORKBOOK)
_EXCEL_BINARY = Kind(XLSB, "a binary Excel workbook (.xlsb)")
_POWERPOINT = Kind(PPTX, _SLIDES)
_WORD = Kind(DOCX, _DOCUMENT)
_ZIPS: tuple[tuple[bytes, Kind], ...] = (
    (b"wordprocessingml.", _WORD),
    (b"ms-word.", _WORD),  # with macros: .docm and .dotm
    (b"spreadsheetml.", _EXCEL),
    (b"ms-excel.sheet.binary.", _EXCEL_BINARY),
    (b"ms-excel.", _EXCEL),
    (b"presentationml.", _POWERPOINT),
    (b"ms-powerpoint.", _POWERPOINT),
)
# The content type of the main part is what tells the kinds of Office file apart (ECMA-376 part 1, 15.2): an embedded
# workbook is declared as well, but not as "main".
_MAIN_PART = re.compile(rb"application/vnd\.([\w.-]+)\.main(?:\+xml)?\"", re.IGNORECASE)
_OPEN_DOCUMENT: dict[bytes, Kind] = {
    b"text": Kind(ODT, "an OpenDocument text"),
    b"spreadsheet": Kind(ODS, "an OpenDocument spreadsheet"),
    b"presentation": Kind(ODP, "an OpenDocument presentation"),
}
# A document as one XML file: its root says what it is (OpenDocument 1.3 part 3, 3.1.2).
_FLAT = re.compile(
    rb"office:mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)\b"
)
_ARCHIVE = Kind(ZIP, "a ZIP archive")
_MOST_PARTS = 65_535
"""Entries of a ZIP that may be a document: as many as one has that is not in the large format (ZIP64)."""
_PACKAGED = (
    *(*SUFFIXES[_DOCUMENT], *SUFFIXES[_WORKBOOK], *SUFFIXES[_SLIDES], ".xlsb"),
    *(".odt", ".ott", ".ods", ".ots", ".odp", ".otp"),
)
"""Endings of documents that are ZIPs."""
# What the first entry of such a document is called; its name stands behind 30 bytes (APPNOTE 4.3.7).
_FIRST_PART = re.compile(
    rb"(?s).{30}(?:mimetype|\[content_types\]\.xml|_rels/|docprops/|word/|xl/|ppt/)", re.IGNORECASE
)
_HTML = re.compile(rb"(?:<!doctype html|<html|<head|<body)\b", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(rb"<[a-zA-Z][\w:.-]{0,60}")
# What a piece of a page without its frame begins with, as programs save it.
_FRAGMENT = re.compile(
    rb"<(?:h[1-6]|p|div|table|meta|title|center|font|span|ul|ol|style|script|link|br|b|a)(?:\s[^>]*)?/?>", re.IGNORECASE
)
# A message begins with the lines of its head, one of which only programs write: a letter, too, may begin with "To: all
# bidders". Mail programs put "From " and a date before messages that they keep in one file (mbox).
_MAIL = re.compile(
    rb"(?:>?From \S+ [^\r\n]{8,80}\r?\n)?[\w-]{1,60}:[^\r\n]*\r?\n(?:[ \t]|[\w-]{1,60}: ?)", re.IGNORECASE
)
_FROM_PROGRAM = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|DKIM-Signature|Content-Type): ?\S"
    rb"|^Date: ?(?:\w{3}, ?)?\d{1,2} \w{3} \d{4} \d\d:",
    re.IGNORECASE | re.MULTILINE,
)
_LONE_FIELD = re.compile(rb"(?:>?From |(?:[\w-]{1,60}): ?)\S", re.IGNORECASE)
_MAIL_SUFFIXES = (".eml", ".mht", ".mhtml", ".mbox")
# What looks like plain text and is told apart by its name.
_NAMED: dict[str, Kind] = {
    ".csv": Kind(CSV, "a table of values (.csv)"),
    ".tsv": Kind(TSV, "a table of values (.tsv)"),
    ".tab": Kind(TSV, "a table of values (.tsv)"),
    ".md": Kind(MARKDOWN, "a Markdown text"),
    ".markdown": Kind(MARKDOWN, "a Markdown text"),
    ".htm": Kind(HTML, "a web page (HTML)"),
    ".html": Kind(HTML, "a web page (HTML)"),
    ".xhtml": Kind(HTML, "a web page (HTML)"),
    ".xml": Kind(XML, "an XML file"),
}
_SPREADSHEETS = (*SUFFIXES[_WORKBOOK], *SUFFIXES[_OLD_EXCEL], ".xlsb", ".ods", ".ots", ".fods")
_TABLE_SAMPLE = 65_536
_OCDS = re.compile(rb'"(?:ocid|awarded_?[Ss]upplier(?:s|_?[Nn]ame)?)"\s*:')
# Not "[FORM]" or "{name}", with which a text may begin.
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d[\d.eE+-]*\s*,|(?:true|false|null)\s*[,\]])")
_NOTICE = re.compile(
    rb"<(?:\w+:)?(?:TED_EXPORT|TED_ESENDERS|ContractNotice|ContractAwardNotice|PriorInformationNotice)\b"
)
_PDF_WITHIN = 1024
_SAMPLE = 4096
_CONTROL = bytes({*range(32), 127} - {*b"\a\b\t\n\v\f\r\x1a\x1b"})
_SHORTEST = 16
"""Characters of a text that is filled up with NULs."""
_FEWEST_PER_STRANGE = 200
"""Bytes of text to one control character."""
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
        return Kind(WEBP, "a WebP image")
    if content[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return Kind(TAR, "a tar archive")
    # The header may stand anywhere in the first 1024 bytes (PDF reference 1.7, appendix H.3, note 13).
    if b"%PDF-" in content[: _PDF_WITHIN + 5]:
        return Kind(PDF, _PDF_NAME)
    return _text(content, name)


def outermost_kind(content: bytes) -> Kind:
    """What a file is packed in, for one whose inside `identify` cannot see."""
    return _OLD_OFFICE if content.startswith(_OLE) else _ARCHIVE


def _zip(content: bytes, name: str) -> Kind:
    if entries_at_most(content) > _MOST_PARTS:
        return _ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {entry.replace("\\", "/").lower(): entry for entry in archive.namelist()}
            return _member_kind(archive, names)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        if _FIRST_PART.match(content) or name.lower().endswith(_PACKAGED):
            raise FileDamaged(f"{name} is cut off or damaged. {_AGAIN}") from error
        return _ARCHIVE  # whose reader says what is lost


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
    outermost = _outermost_streams(content)
    for stream, kind in _STREAMS:
        if stream in outermost if outermost else _has_stream(content, stream):
            return kind
    return _OLD_OFFICE


def _outermost_streams(content: bytes) -> frozenset[str]:
    """Names of the streams that lie in no storage, so that a message in a document is not taken for the document.

    Empty where the container is damaged, or has none of those that tell what it is.
    """
    from tenderscan.readers import ole  # its library is loaded only where there is a container

    try:
        with ole.opened(content) as container:
            names = frozenset(path[0] for path in container.listdir() if len(path) == 1)
    except ole.BROKEN:
        return frozenset()
    return names & {stream for stream, _ in _STREAMS}


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
        return Kind("application/octet-stream", "a file of an unknown kind", _UNKNOWN)
    if head.startswith(b"<") and (kind := _markup(content, head)) is not None:
        return kind
    if _JSON.match(head) and content.rstrip().endswith((b"}", b"]")):
        return Kind(OCDS, "open contracting data (OCDS)") if _OCDS.search(content) else Kind(JSON, "a JSON file")
    named = next((kind for suffix, kind in _NAMED.items() if name.lower().endswith(suffix)), None)
    if named is None and _is_mail(head, name):
        return Kind(EML, "an e-mail")
    if named is None and name.lower().endswith(_SPREADSHEETS):
        named = _values(content)
    return named or Kind(PLAIN, "plain text")


def _values(content: bytes) -> Kind | None:
    """The kind of a text that is named like a spreadsheet, as web systems name the tables they hand out."""
    from tenderscan.readers.delimited.dialect import table_delimiter

    delimiter = table_delimiter(decode(content[:_TABLE_SAMPLE]).text.replace("\x00", ""))
    return _NAMED[".tsv" if delimiter == "\t" else ".csv"] if delimiter else None


def _is_mail(head: bytes, name: str) -> bool:
    if name.lower().endswith(_MAIL_SUFFIXES):
        return bool(_LONE_FIELD.match(head))
    return bool(_MAIL.match(head) and _FROM_PROGRAM.search(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]))


def _markup(content: bytes, head: bytes) -> Kind | None:
    """The kind of a text that begins with a tag, None where that says too little."""
    beginning = content[:65536]
    first = _FIRST_ELEMENT.search(beginning.replace(b"\x00", b""))
    declared = head.startswith((b"<?xml", b"<!DOCTYPE", b"<!--"))
    if _NOTICE.match(head) or (declared and _NOTICE.search(beginning)):
        return Kind(NOTICE, "a procurement notice (XML)")
    if flat := _FLAT.search(beginning):
        return _OPEN_DOCUMENT[flat.group(1)]
    if _HTML.match(head) or _FRAGMENT.match(head) or (first and _HTML.match(first.group())):
        return Kind(HTML, "a web page (HTML)")
    if declared:
        return Kind(XML, "an XML file")
    return Kind(HTML, "a web page (HTML)") if _HTML.search(head) else None


def _is_text(content: bytes) -> bool:
    """Whether beginning and middle hold no more control characters than stray into texts."""
    if content.startswith(_MARKS[1:]) or wide_encoding(content):
        return True
    middle = len(content) // 2
    return (
        bool(content[:_SAMPLE].strip(b"\x00"))
        and _is_readable(content[:_SAMPLE])
        and _is_readable(content[middle : middle + _SAMPLE])
    )


def _is_readable(sample: bytes) -> bool:
    """Whether a part of a file could be text in an encoding that is made of ASCII and more.

    Bell, backspace, Ctrl-Z, escape codes and NULs that fill up the end are left behind by terminals and old programs.
    Among compressed or encrypted bytes one in nine is a control character.
    """
    text = sample.rstrip(b"\x00")
    if 0 < len(text) < len(sample) and (len(text) < _SHORTEST or sum(byte > 127 for byte in text) * 2 > len(text)):
        return False  # numbers that end in NULs
    sample = text
    strange = len(sample) - len(sample.translate(None, _CONTROL))
    return strange * _FEWEST_PER_STRANGE <= len(sample)
