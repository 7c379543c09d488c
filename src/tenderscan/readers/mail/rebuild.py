"""A message as the bytes of an e-mail, for one that is kept inside another in a form that is no file.

Outlook keeps a message attached to a message as a folder of properties. Written as an e-mail it can be handed out, read
and attached to in turn like any other.
"""

import base64
import hashlib
from collections.abc import Iterator

from tenderscan.readers.mail.letter import Attachment, Body, Letter

_CHUNK = 45
"""Bytes of an encoded word, which may have 75 characters (RFC 2047, 2)."""


def eml_bytes(letter: Letter) -> bytes:
    """The message as an e-mail with the same head, texts and attachments; the same message gives the same bytes."""
    parts = [_body(body) for body in letter.bodies]
    parts += [_attached(attachment) for attachment in letter.attachments]
    lines = [_field("Subject", letter.subject)] if letter.subject else []
    lines += [_field(name, value) for name, value in letter.headers]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii") + b"MIME-Version: 1.0\r\n" + _mixed("mixed", parts)


def _body(body: Body) -> bytes:
    ways: list[bytes] = []
    if body.plain is not None:
        ways.append(_encoded("text/plain; charset=utf-8", body.plain.encode("utf-8", "replace")))
    if body.html is not None:
        ways.append(_encoded("text/html; charset=utf-8", body.html.encode("utf-8", "replace")))
    if body.rtf is not None and not ways:
        ways.append(_encoded("application/rtf; name=message.rtf", body.rtf))
    return ways[0] if len(ways) == 1 else _mixed("alternative", ways)


def _attached(attachment: Attachment) -> bytes:
    content = attachment.load()
    name = base64.b64encode(attachment.name.encode("utf-8")).decode("ascii")
    if attachment.name.lower().endswith(".eml"):
        return b"Content-Type: message/rfc822\r\n\r\n" + content
    return _encoded(f'application/octet-stream; name="=?utf-8?b?{name}?="', content, "attachment")


def _encoded(kind: str, content: bytes, disposition: str = "inline") -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Disposition: {disposition}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + base64.encodebytes(content)


def _mixed(kind: str, parts: list[bytes]) -> bytes:
    # a boundary that no part can hold by chance, and that is the same for the same parts
    boundary = hashlib.sha256(b"".join(parts)).hexdigest()[:40].encode("ascii")
    head = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind.encode("ascii"), boundary)
    return head + b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts) + b"--%s--\r\n" % boundary


def _field(name: str, value: str) -> str:
    """A line of the head, its value in encoded words where it is not plain."""
    if value.isascii() and value.isprintable() and "=?" not in value and len(value) < 900:
        return f"{name}: {value}"
    return f"{name}: " + "\r\n ".join(_encoded_words(value))


def _encoded_words(value: str) -> Iterator[str]:
    content = value.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace")
    for start in range(0, len(content), _CHUNK):
        yield f"=?utf-8?b?{base64.b64encode(content[start : start + _CHUNK]).decode('ascii')}?="
