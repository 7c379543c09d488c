"""Contents of parts as they were before they were packed for the way (RFC 2045, 6)."""

import base64
import binascii
import re
from email.message import Message

from tenderscan.readers.mail.parse import BROKEN

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BLANKS = b" \t\r\n\f\v"
_STRANGE = bytes(set(range(256)) - {*_LETTERS, *b"="})
_PADDING = re.compile(rb"=+")


def content_of(part: Message) -> bytes:
    """Content of a part without its transfer encoding, as much of it as can be had."""
    if _is_base64(part):
        return b"".join(map(_unpacked, _pieces(part)[0]))
    try:
        content = part.get_payload(decode=True)
    except (*BROKEN, binascii.Error):
        content = None
    return content if isinstance(content, bytes) else _raw(part)


def is_broken(part: Message) -> bool:
    """Whether the content of a part was spoilt or cut on the way, which shows in base64."""
    return _is_base64(part) and not _pieces(part)[1]


def _is_base64(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding") or "").strip().lower() == "base64"


def _raw(part: Message) -> bytes:
    payload = part.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _pieces(part: Message) -> tuple[list[bytes], bool]:
    """What is packed in base64, without the signs of its end, and whether it is whole.

    Some programs pack each line for itself, so that the signs of the end stand in the middle. What follows the end and
    is no base64, such as the footer of a mailing list, is left out.
    """
    raw = _raw(part)
    whole = not raw.translate(None, _LETTERS + b"=" + _BLANKS)
    raw = raw.translate(None, _STRANGE)
    pieces = _PADDING.split(raw) if whole else _PADDING.split(raw, maxsplit=1)[:1]
    over = [len(piece) % 4 for piece in pieces]
    return pieces, whole and 1 not in over and over[-1] == 0


def _unpacked(piece: bytes) -> bytes:
    letters = piece[:-1] if len(piece) % 4 == 1 else piece
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
