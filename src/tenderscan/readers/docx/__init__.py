"""The DOCX reader: all that a reader of the printed document sees, in the order it is read.

python-docx opens the file; its own `document.paragraphs` leaves out text boxes, content controls, tracked insertions,
notes and nested tables, so the XML it has parsed is walked here instead: `package` opens, `flow` orders the
steps, `story` walks paragraphs and tables, `inline` reads the runs of one paragraph, `numbering` counts.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a DOCX.

    Raises:
        FileDamaged: the container or its XML is broken.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    # python-docx and lxml are loaded only where there is a DOCX to read.
    from tenderscan.readers.docx.flow import read_docx

    return read_docx(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in a DOCX.

    Raises:
        FileProblem: the package cannot be opened, or holds more than the limits allow.
    """
    from tenderscan.readers.embedded import office_members

    return office_members(content, source, limits)
