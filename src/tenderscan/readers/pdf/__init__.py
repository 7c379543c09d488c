"""The PDF reader: pdfium supplies text, boxes and ruling lines, pdfplumber's way of finding tables the grids.

`flow` orders the steps. First each page is taken apart while it is open: `page` (text and boxes, through the bulk
calls of `raw`), `ink` (ruling lines), `tables` and `cells`, `columns`, `pieces`, `layout`. Then what needs all pages:
`running` headers, `paragraphs`, `hyphens`.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a PDF.

    Raises:
        FileDamaged: the file is broken or cut off.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it has more bytes, pages or characters than the limits allow.
    """
    # pypdfium2 is loaded only where there is a PDF to read.
    from tenderscan.readers.pdf.flow import read_pdf

    return read_pdf(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files attached to a PDF or pinned to its pages, and the members of a portfolio, one after the other.

    Raises:
        LimitExceeded: there are more of them than the limits allow.
    """
    from tenderscan.readers.pdf.attachments import pdf_members

    return pdf_members(content, source, limits)
