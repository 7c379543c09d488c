"""The reader of open contracting data (OCDS 1.0 and 1.1): releases and records as readable notices with fields.

`packages` finds the releases in a file, `release` writes one as headings and labelled lines, `wording` says what the
parts are called, and which amounts, days and names count.
"""

from tenderscan.document import Document, Source
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a package, a record, a release, or lines of these.

    Raises:
        FileDamaged: this is no valid JSON, or nested without end.
        LimitExceeded: it has more characters than the limits allow.
    """
    from tenderscan.readers.ocds.flow import read_ocds

    return read_ocds(content, source, limits)
