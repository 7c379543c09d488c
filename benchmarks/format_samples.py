"""Files of known size in each format, and the plain use of the library that each is read with.

A format is a `Sample` and one line in `SAMPLES`.
"""

import csv
import email
import email.message
import email.policy
import io
import random
import re
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # the builders of the tests

UNIT = 3_000
"""Characters that count as a page where a format has none."""
_WORDS = tuple(
    re.findall(
        r"\w+",
        """
        supplier authority contract shall services price schedule tender award payment invoice within days council lot
        apprentice social value living wage local community energy reduce report annual review change notice party terms
        the of and to in for by with under any each this that these not more than between and the of to a is are be
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A format in the benchmark.

    Attributes:
        name: of the file, whose ending says the format.
        build: makes a file of about so many units.
        plain: uses the library plainly on the bytes, and returns how many characters came out.
        library: what `plain` uses.
        opens: whether the files inside are what is read.
    """

    name: str
    build: Callable[[int], bytes]
    plain: Callable[[bytes], int]
    library: str
    opens: bool = False


def paragraphs(units: int) -> list[str]:
    """Paragraphs of 500 characters, six a unit; the same for the same number."""
    chance = random.Random(units)
    found = []
    for _ in range(units * UNIT // 500):
        text = " ".join(chance.choice(_WORDS) for _ in range(85))[:497].strip()
        found.append(text.capitalize() + ".")
    return found


def values(units: int) -> list[list[object]]:
    """Rows of a table: number, supplier, text, date (as days since 1899), amount, share; 33 a unit."""
    chance = random.Random(units)
    return [
        [
            at,
            f"{chance.choice(_WORDS).title()} {chance.choice(_WORDS).title()} Ltd",
            " ".join(chance.choice(_WORDS) for _ in range(6)),
            45_000 + at % 700,
            round(chance.random() * 100_000, 2),
            round(chance.random(), 3),
        ]
        for at in range(units * 33)
    ]


def _xlsx(units: int) -> bytes:
    return workbook(values(units))


def workbook(rows: Iterable[list[object]]) -> bytes:
    """An XLSX as Excel writes it: texts shared, dates and pounds by number format."""
    from tenderscan.references import cell_reference
    from tests.build_sheets import SheetXml, xlsx

    shared: dict[str, int] = {}
    lines = []
    for number, row in enumerate(rows):
        cells = []
        for column, value in enumerate(row):
            reference = cell_reference(number, column)
            if isinstance(value, str):
                place = shared.setdefault(value, len(shared))
                cells.append(f'<c r="{reference}" t="s"><v>{place}</v></c>')
            else:
                cells.append(f'<c r="{reference}" s="{_STYLES.get(column % 6, 0)}"><v>{value}</v></c>')
        lines.append(f'<row r="{number + 1}">{"".join(cells)}</row>')
    return xlsx(SheetXml("Payments", "".join(lines)), texts=[f"<t>{text}</t>" for text in shared])


_STYLES = {3: 2, 4: 1, 5: 3}
"""Number formats of the builder by column: date, pounds, per cent."""


def _xls(units: int) -> bytes:
    from tests.build_sheets import label, number, xls

    body = b"".join(
        label(row, column, value) if isinstance(value, str) else number(row, column, value, _STYLES.get(column, 0) % 3)
        for row, line in enumerate(values(units))
        for column, value in enumerate(line)
    )
    return xls({"Payments": body})


def _xlsb(units: int) -> bytes:
    from tests.build_sheets import binary_cell, binary_row, xlsb

    body = b"".join(
        binary_row(row, *(binary_cell(column, value, _STYLES.get(column, 0) % 3) for column, value in enumerate(line)))
        for row, line in enumerate(values(units))
    )
    return xlsb({"Payments": body})


def _ods(units: int) -> bytes:
    from tests.build_sheets import ods, ods_cell, ods_row, ods_table

    def cell(value: object) -> str:
        kind = "string" if isinstance(value, str) else "float"
        return ods_cell(str(value), f'office:value-type="{kind}" office:value="{value}"')

    return ods(ods_table("Payments", *(ods_row(*map(cell, line)) for line in values(units))))


def _csv(units: int) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(values(units))
    return stream.getvalue().encode()


def _docx(units: int) -> bytes:
    import docx

    document, stream = docx.Document(), io.BytesIO()
    for text in paragraphs(units):
        document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def _odt(units: int) -> bytes:
    from tests.build_odt import odt, p

    return odt("".join(map(p, paragraphs(units))))


def _pptx(units: int) -> bytes:
    from tests.build_pptx import para, pptx, shape

    texts = paragraphs(units)
    return pptx(*(shape(*map(para, texts[at : at + 6])) for at in range(0, len(texts), 6)))


def _rtf(units: int) -> bytes:
    body = "".join(f"\\pard\\plain\\f0\\fs22 {text}\\par\n" for text in paragraphs(units))
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("cp1252")


def _html(units: int) -> bytes:
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs(units))
    return f"<!DOCTYPE html><html><head><title>Tender</title></head><body>{body}</body></html>".encode()


def _eml(units: int) -> bytes:
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Tender"
    message.set_content("\n\n".join(paragraphs(units)))
    return bytes(message)


def _msg(units: int) -> bytes:
    from tests.build_mail import msg

    return msg({0x0037: "Tender", 0x1000: "\r\n\r\n".join(paragraphs(units))})


def _txt(units: int) -> bytes:
    return "\n\n".join(paragraphs(units)).encode()


def _pdf(units: int) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    stream = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(stream, invariant=1).build([Paragraph(text, style) for text in paragraphs(units)])
    return stream.getvalue()


def _zip(units: int) -> bytes:
    from tests.build_archive import zip_of

    each = max(units // 10, 1)
    return zip_of({f"Lot {at}.txt": _txt(each) for at in range(10)})


def _with_openpyxl(content: bytes) -> int:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return sum(len(str(value)) for row in rows for value in row if value is not None)


def _with_calamine(content: bytes) -> int:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows())
    return sum(len(str(value)) for row in rows for value in row)


def _with_csv(content: bytes) -> int:
    return sum(len(value) for row in csv.reader(io.StringIO(content.decode())) for value in row)


def _with_python_docx(content: bytes) -> int:
    import docx

    return sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def _with_lxml(part: str) -> Callable[[bytes], int]:
    def read(content: bytes) -> int:
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if re.fullmatch(part, name)]
            return sum(len(text) for name in names for text in etree.fromstring(archive.read(name)).itertext())

    return read


def _with_lxml_html(content: bytes) -> int:
    import lxml.html

    return len(lxml.html.document_fromstring(content).text_content())


def _with_re(content: bytes) -> int:
    return len(re.sub(r"\\[a-z]+-?\d* ?|[{}]|\r?\n", "", content.decode("cp1252")))


def _with_email(content: bytes) -> int:
    body = email.message_from_bytes(content, policy=email.policy.default).get_body()
    return len(body.get_content()) if body else 0


def _with_olefile(content: bytes) -> int:
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as container:
        return len(container.openstream("__substg1.0_1000001F").read().decode("utf-16-le"))


def _with_pdfium(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    count = sum(len(page.get_textpage().get_text_range()) for page in document)
    document.close()
    return count


def _with_zipfile(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


SAMPLES = (
    Sample("sample.xlsx", _xlsx, _with_openpyxl, "openpyxl, read-only"),
    Sample("sample.xls", _xls, _with_calamine, "python-calamine"),
    Sample("sample.xlsb", _xlsb, _with_calamine, "python-calamine"),
    Sample("sample.ods", _ods, _with_lxml("content.xml"), "lxml, itertext"),
    Sample("sample.csv", _csv, _with_csv, "csv.reader"),
    Sample("sample.docx", _docx, _with_python_docx, "python-docx, paragraphs"),
    Sample("sample.odt", _odt, _with_lxml("content.xml"), "lxml, itertext"),
    Sample("sample.pptx", _pptx, _with_lxml(r"ppt/slides/slide\d+\.xml"), "lxml, itertext"),
    Sample("sample.rtf", _rtf, _with_re, "re.sub"),
    Sample("sample.html", _html, _with_lxml_html, "lxml.html, text_content"),
    Sample("sample.eml", _eml, _with_email, "email, get_body"),
    Sample("sample.msg", _msg, _with_olefile, "olefile, body stream"),
    Sample("sample.txt", _txt, lambda content: len(content.decode()), "bytes.decode"),
    Sample("sample.pdf", _pdf, _with_pdfium, "pypdfium2, get_text_range"),
    Sample("sample.zip", _zip, _with_zipfile, "zipfile", opens=True),
)
"""Every format of the benchmark. Where no library reads a format to its text, the plain use is the shortest code."""
