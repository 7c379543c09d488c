"""The HTML reader: what a person sees of a web page, without the scripts run and without anything fetched.

`parse` makes a tree of the bytes, `walk` takes paragraphs and lists from it in reading order, `tables` the tables,
`inline` what stands in a line: text, line breaks, and what is filled into forms.
"""

from tenderscan.document import Document, Source
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a web page.

    Raises:
        LimitExceeded: it is larger than the limits allow.
    """
    # lxml is loaded only where there is a page to read.
    from tenderscan.readers.html.flow import read_html

    return read_html(content, source, limits)
