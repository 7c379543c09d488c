"""The reader of Excel workbooks of today, XLSX and XLSB: every sheet, with the values that Excel has calculated.

XLSM and the templates are XLSX; an XLSB is the package of one, with records in the place of XML. `workbook` reads
either, `book` says what it needs of their parts: `xml_parts`, `shared` and `cells` have it for XML, the `binary`
modules for records; `margins` reads comments, shapes and charts.
openpyxl is slower, and knows neither shapes nor threaded comments; python-calamine is many times faster, but knows
no number formats, so that £1,200.00 would be 1200, and lays out a sheet as a full rectangle, however large.
Macros are never run, external links never followed, formulas never calculated.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an XLSX or XLSB.

    Raises:
        FileDamaged: the container or its parts are broken.
        LimitExceeded: it is larger than the limits allow.
    """
    # lxml is loaded only where there is a workbook to read.
    from tenderscan.readers.xlsx.workbook import read_workbook

    return read_workbook(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in the sheets.

    Raises:
        FileDamaged: the package cannot be opened.
        LimitExceeded: there are more of them than the limits allow.
    """
    from tenderscan.readers.embedded import office_members

    yield from office_members(content, source, limits)
