"""The reader of Outlook messages ([MS-OXMSG]).

`storage` opens the container and reads properties, `rtf` unpacks rich text, `encapsulated` takes a web page out of it,
`letter` finds the head, the texts and the attachments among the properties.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an Outlook message.

    Raises:
        FileDamaged: the container is broken.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    # olefile is loaded only where there is a message to read
    from tenderscan.readers.msg.flow import read_msg

    return read_msg(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """The files and messages attached to an Outlook message.

    Raises:
        FileDamaged: the container is broken.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    from tenderscan.readers.msg.flow import msg_members

    return msg_members(content, source, limits)
