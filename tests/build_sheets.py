"""Spreadsheets built by code: XLSX and ODS from their XML, XLS and XLSB from their records."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tenderscan.references import cell_position
from tests.build_ole import ole

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
POUNDS = '"£"#,##0.00'
PRICES = (("A1", "Prices exclude VAT."), ("A3", "Supplier"), ("B3", "Price"), ("A4", "Acorn Ltd"), ("B4", 1200))
"""The sheet of the reader contract, but for its last line."""


@dataclass(frozen=True)
class SheetXml:
    """A sheet of an XLSX: the rows in `sheetData`, what stands before and behind it, and parts it points to."""

    name: str
    rows: str = ""
    before: str = ""
    behind: str = ""
    state: str = ""
    related: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Content and type of the relationship by part name."""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def c(reference: str, value: object, style: int = 0, formula: str = "") -> str:
    """A cell: text inline, True and False as truth, other values as numbers; None is a formula without a value."""
    inner = f"<f>{escape(formula)}</f>" if formula else ""
    if isinstance(value, bool):
        return f'<c r="{reference}" s="{style}" t="b">{inner}<v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}" s="{style}">{inner}{"" if value is None else f"<v>{value}</v>"}</c>'


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def rows(cells: Sequence[tuple[str, object]], styles: Mapping[str, int] | None = None) -> str:
    """Rows of cells in order."""
    found: dict[int, list[str]] = {}
    for reference, value in cells:
        found.setdefault(cell_position(reference)[0] + 1, []).append(
            c(reference, value, (styles or {}).get(reference, 0))
        )
    return "".join(row(number, *content) for number, content in found.items())


def xlsx(
    *sheets: SheetXml,
    formats: Sequence[str] = ("General", POUNDS, "dd/mm/yyyy", "0%"),
    texts: Sequence[str] = (),
    book: str = "",
    related: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """An XLSX; cell style n has the n-th of `formats`, `texts` are the shared ones, as XML."""
    parts: dict[str, str | bytes] = {}
    links = [("sharedStrings", "sharedStrings.xml", "rIdT"), ("styles", "styles.xml", "rIdS")]
    listed = ""
    for number, sheet in enumerate(sheets, start=1):
        part = f"worksheets/sheet{number}.xml"
        links.append(("worksheet", part, f"rId{number}"))
        state = f'state="{sheet.state}"' if sheet.state else ""
        listed += f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" {state} r:id="rId{number}"/>'
        data = f"{sheet.before}<sheetData>{sheet.rows}</sheetData>{sheet.behind}"
        parts[f"xl/{part}"] = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{data}</worksheet>'
        inner = [(kind, f"/{name}", f"rId{at}") for at, (name, (_, kind)) in enumerate(sheet.related.items())]
        parts |= {name: content for name, (content, _) in sheet.related.items()}
        if inner:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations(inner)
    for name, (content, kind) in (related or {}).items():
        parts[name] = content
        links.append((kind, f"/{name}", f"rIdX{len(links)}"))
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in enumerate(formats, start=164)
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number, _ in enumerate(formats, start=164))
    shared = "".join(f"<si>{text}</si>" for text in texts)
    return packed(
        {
            "[Content_Types].xml": content_types("spreadsheetml.sheet.main+xml", len(sheets)),
            "_rels/.rels": relations([("officeDocument", "xl/workbook.xml", "rId1")]),
            "xl/_rels/workbook.xml.rels": relations(links),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets>{listed}</sheets>'
            "</workbook>",
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs>'
            "</styleSheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
            **parts,
        }
    )


def relations(links: Sequence[tuple[str, str, str]]) -> str:
    """A part with relationships: the end of their type, target and id."""
    entries = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>' for kind, target, id_ in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def content_types(main: str, sheets: int = 0) -> str:
    """The part that says what the others are."""
    vendor = "ms-excel." if main.startswith("sheet.binary") else "openxmlformats-officedocument."
    types = {"workbook": main}
    if sheets:
        types |= {"sharedStrings": "spreadsheetml.sharedStrings+xml", "styles": "spreadsheetml.styles+xml"}
        types |= {f"worksheets/sheet{at}": "spreadsheetml.worksheet+xml" for at in range(1, sheets + 1)}
    entries = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.{vendor}{type_}"/>'
        for part, type_ in types.items()
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{entries}</Types>'


def shape(*lines: str, tag: str = "sp") -> str:
    """A text box on a sheet."""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<xdr:{tag}><xdr:txBody>{paragraphs}</xdr:txBody></xdr:{tag}>"


def drawing(*shapes: str) -> str:
    """A part with shapes."""
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="{DRAWING}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return f"<xdr:wsDr {spaces}>{''.join(shapes)}</xdr:wsDr>"


# --- OpenDocument

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODF = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "chart": "chart",
            "meta": "meta",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def ods(tables: str, *, automatic: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODS of tables as XML."""
    return packed({"mimetype": ODS_TYPE, "content.xml": ods_content(tables, automatic), **(parts or {})})


def ods_content(tables: str, automatic: str = "") -> str:
    """The main part of an ODS."""
    return (
        f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def flat_ods(tables: str) -> bytes:
    """A spreadsheet that is one XML file."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return f'<office:document {ODF} office:mimetype="{ODS_TYPE}">{body}</office:document>'.encode()


def ods_table(name: str, *rows: str, attributes: str = "") -> str:
    """A sheet."""
    return f"<table:table table:name={quoteattr(name)} {attributes}>{''.join(rows)}</table:table>"


def ods_row(*cells: str, attributes: str = "") -> str:
    """A row; a cell that is no XML becomes text."""
    inner = "".join(cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def ods_cell(text: str = "", attributes: str = 'office:value-type="string"', inner: str = "") -> str:
    """A cell that shows a text."""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inner}{shown}</table:table-cell>"


# --- XLS


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an XLS."""
    return struct.pack("<HH", kind, len(data)) + data


def text8(text: str, length: str = "<H") -> bytes:
    """A Unicode string of an XLS."""
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    """A cell with a text of its own."""
    return record(0x204, struct.pack("<HHH", row, column, style) + text8(text))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def xls_globals(
    offsets: Sequence[int], names: Sequence[str], states: Sequence[int], extra: bytes, codes: Sequence[str]
) -> bytes:
    """The first part of the stream."""
    found = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    for code_number, code in enumerate(codes, start=164):
        found += record(0x41E, struct.pack("<H", code_number) + text8(code))
    for code_number, _ in enumerate(codes, start=164):
        found += record(0xE0, struct.pack("<HH16x", 0, code_number))
    for offset, name, state in zip(offsets, names, states, strict=True):
        found += record(0x85, struct.pack("<IBB", offset, state, 0) + text8(name, "<B"))
    return found + extra + record(0x0A)


def xls_stream(
    sheets: Mapping[str, bytes],
    *,
    extra: bytes = b"",
    states: Sequence[int] = (),
    codes: Sequence[str] = ("General", POUNDS, "dd/mm/yyyy"),
) -> bytes:
    """The stream of a workbook; cell style n has the n-th of `codes`."""
    names = list(sheets)
    hidden = [*states, *[0] * (len(names) - len(states))]
    bodies = [
        record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + body + record(0x0A) for body in sheets.values()
    ]
    at = len(xls_globals([0] * len(names), names, hidden, extra, codes))
    offsets = []
    for body in bodies:
        offsets.append(at)
        at += len(body)
    return xls_globals(offsets, names, hidden, extra, codes) + b"".join(bodies)


def xls(sheets: Mapping[str, bytes], **options: object) -> bytes:
    """An XLS; `options` as for `xls_stream`."""
    return ole({"Workbook": xls_stream(sheets, **options)})  # type: ignore[arg-type]


# --- XLSB


def binary(kind: int, data: bytes = b"") -> bytes:
    """A record of an XLSB."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = b""
    length = len(data)
    while True:
        length, low = length >> 7, length & 0x7F
        size += bytes([low | (0x80 if length else 0)])
        if not length:
            return head + size + data


def wide(text: str) -> bytes:
    """A string of an XLSB."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    """A row, 0-based."""
    flags = 0x10 if hidden else 0
    return binary(0, struct.pack("<IIHBBB", number, 0, 300, 0, flags, 0)) + b"".join(cells)


def binary_cell(column: int, value: str | float, style: int = 0) -> bytes:
    """A cell, 0-based, with a text of its own or a number."""
    head = struct.pack("<II", column, style)
    return binary(6, head + wide(value)) if isinstance(value, str) else binary(5, head + struct.pack("<d", value))


def xlsb(
    sheets: Mapping[str, bytes],
    *,
    states: Sequence[int] = (),
    codes: Sequence[str] = ("General", POUNDS, "dd/mm/yyyy"),
    texts: Sequence[str] = (),
    related: Mapping[str, tuple[str | bytes, str]] | None = None,
    book: bytes = b"",
) -> bytes:
    """An XLSB; `related` are parts of the first sheet with the end of their relationship's type.

    `book` are more records of the workbook.
    """
    hidden = [*states, *[0] * (len(sheets) - len(states))]
    bundle = b"".join(
        binary(156, struct.pack("<II", state, number) + wide(f"rId{number}") + wide(name))
        for number, (name, state) in enumerate(zip(sheets, hidden, strict=True), start=1)
    )
    styles = b"".join(binary(44, struct.pack("<H", at) + wide(code)) for at, code in enumerate(codes, start=164))
    styles = binary(615, struct.pack("<I", len(codes))) + styles + binary(616)
    styles += binary(617, struct.pack("<I", len(codes))) + b"".join(
        binary(47, struct.pack("<HH12x", 0, at)) for at, _ in enumerate(codes, start=164)
    )
    links = [("worksheet", f"worksheets/sheet{at}.bin", f"rId{at}") for at, _ in enumerate(sheets, start=1)]
    links += [("styles", "styles.bin", "rIdS"), ("sharedStrings", "sharedStrings.bin", "rIdT")]
    inner = [(kind, f"/{name}", f"rId{at}") for at, (name, (_, kind)) in enumerate((related or {}).items())]
    return packed(
        {
            "[Content_Types].xml": content_types("sheet.binary.macroEnabled.main"),
            "_rels/.rels": relations([("officeDocument", "xl/workbook.bin", "rId1")]),
            "xl/workbook.bin": binary(131) + binary(143) + bundle + binary(144) + book + binary(132),
            "xl/_rels/workbook.bin.rels": relations(links),
            "xl/styles.bin": binary(278) + styles + binary(618) + binary(279),
            "xl/sharedStrings.bin": binary(159, struct.pack("<II", len(texts), len(texts)))
            + b"".join(binary(19, b"\x00" + wide(text)) for text in texts),
            "xl/worksheets/_rels/sheet1.bin.rels": relations(inner),
            **{name: content for name, (content, _) in (related or {}).items()},
            **{
                f"xl/worksheets/sheet{at}.bin": binary(129)
                + binary(148, bytes(16))
                + binary(145)
                + body
                + binary(146)
                + binary(130)
                for at, body in enumerate(sheets.values(), start=1)
            },
        }
    )
