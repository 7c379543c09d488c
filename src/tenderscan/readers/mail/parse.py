"""The parts of an e-mail from its bytes."""

import re
from email import policy
from email.message import Message
from email.parser import BytesParser

from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers.encoding.decoding import decode

_MOST_PARTS = 20_000
_MOST_BOUNDARIES = 300
"""Boundaries of parts within parts; a long exchange of forwarded messages has some dozens."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)
"""What Python's e-mail package raises at messages that hold to no standard; all of them are caught at its border."""


def parse_message(content: bytes, name: str) -> Message:
    """The message with its parts. `headers` decodes its heads, since the package's own decoding breaks at bad ones.

    Raises:
        FileDamaged: the parts cannot be told apart.
        LimitExceeded: there are too many parts, or parts within parts.
    """
    if content.startswith(_MARKS):
        content = decode(content).text.encode("utf-8")
    content = content.lstrip()
    _check(content, name)
    try:
        message: Message = BytesParser(policy=policy.compat32).parsebytes(content)
        for part in message.walk():
            _decode_parameters(part)
    except RecursionError as error:
        raise _too_deep(name) from error
    except BROKEN as error:
        raise FileDamaged(f"{name} is damaged: its parts cannot be told apart. Ask the sender for it again.") from error
    return message


def _check(content: bytes, name: str) -> None:
    """Refuse a message that would take too long or too much memory; each part takes some kilobytes."""
    boundaries: set[bytes] = set()
    for match in _BOUNDARY.finditer(content):
        boundaries.add(match.group(1) or match.group(2))
        if len(boundaries) > _MOST_BOUNDARIES:
            raise _too_deep(name)
    if sum(content.count(b"\n--" + boundary) for boundary in boundaries) > _MOST_PARTS:
        raise LimitExceeded(f"{name} holds more than {_MOST_PARTS:,} parts, more than are read. Ask for fewer.")


def _too_deep(name: str) -> LimitExceeded:
    return LimitExceeded(
        f"{name} holds parts within parts, deeper than are read. Open it and save what is inside as files."
    )


def _decode_parameters(part: Message) -> None:
    """Decode heads in bare 8-bit characters, against the standard, lest file names in them are lost."""
    for header, value in list(part.raw_items()):
        if header.lower() in ("content-type", "content-disposition") and not str(value).isascii():
            part.replace_header(header, as_text(str(value)))


def as_text(value: str) -> str:
    """A head's value in which the bytes beyond ASCII are characters, and not what the parser keeps for them."""
    return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape")).text
