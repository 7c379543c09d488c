"""From bytes to a document: which family of notices this is, and who writes it."""

from tenderscan.document import Document, Source
from tenderscan.readers.notice_xml.eforms import EformsWriter
from tenderscan.readers.notice_xml.elements import name_of, root_of
from tenderscan.readers.notice_xml.ted import TedWriter
from tenderscan.readers.notices.labelled import Labelled
from tenderscan.settings import Limits


def read_notice(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of a procurement notice.

    Raises:
        FileDamaged: this is no well-formed XML.
        LimitExceeded: it has more characters than the limits allow.
    """
    root = root_of(content, source.name)
    out = Labelled(source, limits)
    writer = TedWriter(out, root) if name_of(root).startswith("TED_") else EformsWriter(out, root)
    return out.finish(writer.write())
