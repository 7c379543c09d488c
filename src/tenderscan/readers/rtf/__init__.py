"""The RTF reader: own code, since the library there is (striprtf) throws away tables, headings, notes and lists.

`tokens` cuts the bytes into control words and text, `charsets` knows the code pages, `destinations` which groups hold
text, `parser` walks the groups, `stories` and `tables` collect paragraphs and rows, `flow` orders the steps. References
such as "page 36" are to the Rich Text Format Specification, version 1.9.1.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an RTF.

    Raises:
        FileDamaged: this is no RTF.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    from tenderscan.readers.rtf.flow import read_rtf

    return read_rtf(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in an RTF.

    Raises:
        LimitExceeded: there are more of them than the limits allow.
    """
    from tenderscan.readers.rtf.objects import embedded_files

    return embedded_files(content, source, limits)
