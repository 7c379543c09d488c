"""From the bytes of an Outlook message to an assembled document, and to its attachments."""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.mail.document import letter_document
from tenderscan.readers.mail.files import attached
from tenderscan.readers.members import Member
from tenderscan.readers.msg.letter import letter_in
from tenderscan.readers.msg.storage import opened
from tenderscan.settings import Limits


def read_msg(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`."""
    with opened(content, source.name) as container:
        return letter_document(letter_in(container, source.name, limits), source, limits)


def msg_members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """The attachments of the message in `content`."""
    with opened(content, source.name) as container:
        yield from attached(letter_in(container, source.name, limits), source, limits)
