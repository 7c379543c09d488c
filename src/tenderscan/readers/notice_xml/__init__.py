"""The reader of procurement notices as XML: the forms of TED (R2.0.8 and R2.0.9) and eForms (UBL).

`ted` and `eforms` each write one family of notices as headings and labelled lines with fields; `ted_wording` and
`eforms_wording` say what their elements are called, and which amounts, days and names count.
"""

from tenderscan.document import Document, Source
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a notice.

    Raises:
        FileDamaged: this is no well-formed XML.
        LimitExceeded: it has more characters than the limits allow.
    """
    from tenderscan.readers.notice_xml.flow import read_notice

    return read_notice(content, source, limits)
