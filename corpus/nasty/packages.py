"""Small Office and OpenDocument files, part by part."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from corpus.nasty import zips
from corpus.nasty.model import SENTENCE
from corpus.nasty.zips import Raw

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument."
WORD = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}"'
SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
SLIDE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="{_OFFICE}"'
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OPEN = " ".join(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "text", "table", "manifest"))
Parts = Mapping[str, str | bytes]


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def content_types(main: str, part: str) -> str:
    """What the parts of a package are; `main` is the type of the part at `part`."""
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )


def relations(*targets: tuple[str, str] | tuple[str, str, str]) -> str:
    """Relationships: type and target, and "External" behind those that lead out of the package."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{escape(target)}"'
        + (f' TargetMode="{mode[0]}"/>' if mode else "/>")
        for number, (kind, target, *mode) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def docx(body: str, *, prolog: str = _XML, extra: Parts | None = None, kind: str = "document") -> bytes:
    """A Word document; `prolog` stands before its root element."""
    main = f"{_TYPES}wordprocessingml.{kind}.main+xml"
    if kind == "macro":
        main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(main, "word/document.xml"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"{prolog}<w:document {WORD}><w:body>{body}</w:body></w:document>",
    }
    return zips.packed(parts | dict(extra or {}))


def xlsx(rows: str, *, prolog: str = _XML, dimension: str = "", strings: str = "") -> bytes:
    """A workbook of one sheet; `strings` are the shared ones."""
    found = f'<dimension ref="{dimension}"/>' if dimension else ""
    sheet = f"{_XML}<worksheet {SHEET}>{found}<sheetData>{rows}</sheetData></worksheet>"
    return zips.packed(workbook(sheet, prolog=prolog, strings=strings))


def workbook(sheet: str | bytes, *, prolog: str = _XML, strings: str = "") -> dict[str, str | bytes]:
    """Parts of a workbook of one sheet."""
    return {
        "[Content_Types].xml": content_types(f"{_TYPES}spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_XML}<workbook {SHEET}><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/sharedStrings.xml": f"{prolog}<sst {SHEET}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": sheet,
    }


def cell(reference: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def pptx(text: str, *, prolog: str = _XML) -> bytes:
    """A presentation of one slide."""
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    tree = (
        '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{shape}</p:spTree></p:cSld>"
    )
    main = f"{_TYPES}presentationml.presentation.main+xml"
    slide = f"{_TYPES}presentationml.slide+xml"
    types = content_types(main, "ppt/presentation.xml").replace(
        "</Types>", f'<Override PartName="/ppt/slides/slide1.xml" ContentType="{slide}"/></Types>'
    )
    return zips.packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'{_XML}<p:presentation {SLIDE}><p:sldIdLst><p:sldId id="256" r:id="rId1"/>'
            '</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": f"{prolog}<p:sld {SLIDE}>{tree}</p:sld>",
        }
    )


def open_document(body: str, *, kind: str = "text", prolog: str = _XML, encrypted: bool = False) -> bytes:
    """An OpenDocument file; `kind` is "text" or "spreadsheet"."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    content = (
        f'{prolog}<office:document-content {OPEN} office:version="1.3"><office:body><office:{kind}>{body}'
        f"</office:{kind}></office:body></office:document-content>"
    ).encode()
    locked = (
        '<manifest:encryption-data manifest:checksum-type="SHA256/1K" manifest:checksum="AA==">'
        '<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" '
        'manifest:initialisation-vector="AAAAAAAAAAAAAAAAAAAAAA=="/></manifest:encryption-data>'
        if encrypted
        else ""
    )
    manifest = (
        f'{_XML}<manifest:manifest {OPEN} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media_type}"/><manifest:file-entry manifest:full-path="content.xml" '
        f'manifest:media-type="text/xml" manifest:size="{len(content)}">{locked}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    if encrypted:
        content = bytes(byte ^ 0x5A for byte in content)
    return zips.archive(
        [
            Raw(b"mimetype", media_type.encode(), method=zips.STORED),
            Raw(b"content.xml", content, method=zips.STORED if encrypted else zips.DEFLATED),
            Raw(b"META-INF/manifest.xml", manifest.encode()),
        ]
    )


def text_paragraph(text: str) -> str:
    """A paragraph of OpenDocument."""
    return f"<text:p>{escape(text)}</text:p>"


SAID = paragraph(SENTENCE)
