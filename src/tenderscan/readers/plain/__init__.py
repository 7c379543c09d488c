"""The reader of plain text, of Markdown, and of JSON and XML of no particular kind.

`flow` decodes and chooses; `lines` tells which line ends were made by the width of a page, `paragraphs` takes plain
text apart, `markdown` Markdown, `leaves` JSON and XML.
"""

from tenderscan.document import Document, Source
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a text file.

    Raises:
        LimitExceeded: it is larger than the limits allow.
    """
    # the parsers are loaded only where there is a text to read
    from tenderscan.readers.plain.flow import read_plain

    return read_plain(content, source, limits)
