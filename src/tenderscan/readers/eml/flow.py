"""From the bytes of an e-mail to an assembled document, and to its attachments."""

from collections.abc import Iterator
from email.message import Message

from tenderscan.document import BlockKind, Document, Properties, Source
from tenderscan.readers.assemble import Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.eml.mailbox import messages
from tenderscan.readers.mail.document import letter_document
from tenderscan.readers.mail.files import attached, limited
from tenderscan.readers.mail.headers import header
from tenderscan.readers.mail.names import clean_name
from tenderscan.readers.mail.parse import parse_message
from tenderscan.readers.mail.parts import letter_of
from tenderscan.readers.members import Member
from tenderscan.settings import Limits

_HEAD = 65_536


def read_eml(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`."""
    if next(messages(content), None) is not None:
        return _mailbox(content, source, limits)
    return letter_document(letter_of(parse_message(content, source.name), source.name), source, limits)


def eml_members(content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """The attachments of the message in `content`, or the messages of a mailbox."""
    if next(messages(content), None) is not None:
        return limited(_messages(content), source, limits)
    return attached(letter_of(parse_message(content, source.name), source.name), source, limits)


def _mailbox(content: bytes, source: Source, limits: Limits) -> Document:
    """The heads of the messages; each is a document of its own."""
    assembler = Assembler(source)
    budget = Budget(source.name, limits.characters)
    for message in messages(content):
        head = _head(message, source.name)
        values = [header(head, name) for name in ("Date", "From", "Subject")]
        assembler.add(BlockKind.PARAGRAPH, budget.spend(", ".join(filter(None, values))))
    return assembler.finish(Properties())


def _messages(content: bytes) -> Iterator[Member]:
    for number, message in enumerate(messages(content), start=1):
        subject = clean_name(header(_head(message, "a message"), "Subject")) or "message"
        yield Member(f"{number:04} {subject}.eml", message)


def _head(message: bytes, name: str) -> Message:
    """The head of a message, without what follows it."""
    return parse_message(message[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0], name)
