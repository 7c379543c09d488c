"""The OpenDocument reader: text documents and presentations, packed (.odt, .odp) or as one XML file (.fodt, .fodp).

The XML is walked as it stands: `package` opens, `flow` and `slides` order the steps, `story` walks paragraphs, lists
and tables, `inline` reads one paragraph, `numbering` counts. Numbers in brackets are sections of OpenDocument 1.3, part
3, unless another part is named.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an OpenDocument text or presentation.

    Raises:
        FileDamaged: the container or its XML is broken.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    # lxml is loaded only where there is something to read.
    from tenderscan.readers.odt.flow import read_odf

    return read_odf(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Files embedded in the document that are not OpenDocument themselves: those are part of its text.

    Raises:
        FileDamaged: the container or its XML is broken.
        PasswordProtected: it opens only with a password.
    """
    from tenderscan.readers.odt.embedded import embedded_members

    return embedded_members(content, source, limits)
