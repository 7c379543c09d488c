"""The reader of e-mails as they travel (RFC 5322 and MIME), and of mailboxes that keep many in one file.

`readers.mail` takes a message apart and writes it, `flow` puts that together, `mailbox` takes a mailbox apart.
"""

from collections.abc import Iterator

from tenderscan.document import Document, Source
from tenderscan.readers.members import Member
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an e-mail: head and text; of a mailbox the heads of its messages.

    Raises:
        FileDamaged: its parts cannot be told apart.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    # the parsers are loaded only where there is an e-mail to read
    from tenderscan.readers.eml.flow import read_eml

    return read_eml(content, source, limits)


def members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """The files attached to an e-mail, or the messages of a mailbox.

    Raises:
        FileDamaged: its parts cannot be told apart.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    from tenderscan.readers.eml.flow import eml_members

    return eml_members(content, source, limits)
