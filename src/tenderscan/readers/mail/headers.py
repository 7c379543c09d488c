"""Heads of messages: encoded words (RFC 2047), dates, and file names."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable
from email.message import Message
from email.utils import parsedate_to_datetime

from tenderscan.readers.encoding.decoding import decode
from tenderscan.readers.mail.parse import BROKEN, as_text
from tenderscan.text import normalise

SHOWN = ("From", "Sender", "To", "Cc", "Bcc", "Date", "Sent")
"""Heads that are part of the text, in this order; the subject is its heading."""
_LONGEST = 100_000
_FOLD = re.compile(r"\r?\n[ \t]*|\r")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")


def header(message: Message, name: str) -> str:
    """A head decoded, on one line; several of the same name are joined. Empty where there is none."""
    values = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return ", ".join(filter(None, (decoded_header(value) for value in values)))


def decoded_header(raw: str) -> str:
    """A head's value with its encoded words decoded; what cannot be decoded stays as it is."""
    text = _FOLD.sub(" ", as_text(raw[:_LONGEST]))
    if "=?" in text:
        text = "".join(_words(_BETWEEN.sub(r"\1", text)))
    return normalise(text).replace("\n", " ").strip()


def iso_date(raw: str) -> str | None:
    """A date of a head as ISO 8601; None where it is none."""
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (*BROKEN, OverflowError):
        return None


def file_name(part: Message) -> str | None:
    """What a part says its file is called, decoded; None where it says nothing."""
    try:
        stated = part.get_filename()
    except BROKEN:
        return None
    return decoded_header(stated) if stated else None


def _words(text: str) -> Iterable[str]:
    """Text with its encoded words decoded; neighbours in one charset together, as they may part a character."""
    end = 0
    held: tuple[str, bytes] | None = None
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        charset = match.group(1).split("*")[0].lower()  # a language may follow it (RFC 2231)
        content = _content(match.group(2), match.group(3))
        if held and (between or held[0] != charset or content is None):
            yield decode(held[1], held[0]).text
            held = None
        yield between
        if content is None:
            yield match.group()
        else:
            held = (charset, (held[1] if held else b"") + content)
        end = match.end()
    if held:
        yield decode(held[1], held[0]).text
    yield text[end:]


def _content(encoding: str, encoded: str) -> bytes | None:
    """Bytes of an encoded word, None where it is broken."""
    if not encoded.isascii():
        return None
    if encoding in "qQ":
        return quopri.decodestring(encoded.encode("ascii"), header=True)
    try:
        return base64.b64decode(encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4))
    except (binascii.Error, ValueError):
        return None
