"""The reader of OpenDocument spreadsheets, packed (.ods) or as one XML file (.fods).

The file holds every cell as it is shown, so that is what is read; only dates in figures are turned round to 01/04/2026.
`workbook` opens and orders, `tables` reads the sheets row by row, `looks` knows what is hidden. Numbers in brackets are
sections of OpenDocument 1.3, part 3.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an OpenDocument spreadsheet.

    Raises:
        FileDamaged: the container or its XML is broken.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it is larger than the limits allow.
    """
    # lxml is loaded only where there is a spreadsheet to read.
    from tenderscan.readers.ods.workbook import read_ods

    return read_ods(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in the spreadsheet that are not OpenDocument themselves.

    Raises:
        FileDamaged: the container or its XML is broken.
        PasswordProtected: it opens only with a password.
    """
    from tenderscan.readers.odt.embedded import embedded_members

    return embedded_members(content, source, limits)
