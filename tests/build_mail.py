"""E-mails built by code, as they travel and as Outlook keeps them."""

import base64
import struct
from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import Image

from tests.build_ole import Tree, ole

HEAD = "From: Ann Lee <ann@example.gov.uk>\r\nTo: bids@example.com\r\nDate: Mon, 3 Mar 2025 09:30:00 +0000\r\n"


def eml(
    body: str | bytes, kind: str = "text/plain; charset=utf-8", *, subject: str = "Tender", head: str = HEAD
) -> bytes:
    """A message with one part."""
    content = body.encode("utf-8") if isinstance(body, str) else body
    return f"{head}Subject: {subject}\r\nMIME-Version: 1.0\r\n".encode() + part(content, kind)


def part(content: bytes, kind: str, more: str = "") -> bytes:
    """A part: its head and its content."""
    return f"Content-Type: {kind}\r\n{more}\r\n".encode() + content


def file_part(content: bytes, kind: str, more: str = "") -> bytes:
    """A part in base64."""
    return part(base64.encodebytes(content), kind, f"Content-Transfer-Encoding: base64\r\n{more}")


def multipart(kind: str, *parts: bytes, boundary: str = "b1") -> tuple[bytes, str]:
    """Content and type of a multipart."""
    lines = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), each) for each in parts)
    return lines + f"--{boundary}--\r\n".encode(), f'multipart/{kind}; boundary="{boundary}"'


def picture(width: int, height: int) -> bytes:
    """A white PNG."""
    stream = BytesIO()
    Image.new("1", (width, height), 1).save(stream, "PNG")
    return stream.getvalue()


def mixed(*parts: bytes, subject: str = "Tender") -> bytes:
    """A message with several parts."""
    content, kind = multipart("mixed", *parts)
    return eml(content, kind, subject=subject)


def msg(
    texts: Mapping[int, str | bytes],
    *,
    numbers: Mapping[int, int] | None = None,
    recipients: Sequence[tuple[int, str, str]] = (),
    attachments: Sequence[Tree] = (),
) -> bytes:
    """An Outlook message.

    Args:
        texts: properties by number: text, or bytes.
        numbers: properties of fixed size by number.
        recipients: kind (1 To, 2 Cc, 3 Bcc), name and address.
        attachments: each from `attachment`.
    """
    return ole(message_tree(texts, numbers=numbers, recipients=recipients, attachments=attachments))


def message_tree(
    texts: Mapping[int, str | bytes],
    *,
    numbers: Mapping[int, int] | None = None,
    recipients: Sequence[tuple[int, str, str]] = (),
    attachments: Sequence[Tree] = (),
    head: int = 32,
) -> Tree:
    """The storage of a message; `head` is 24 for one inside another."""
    tree = _storage(texts, numbers or {}, head)
    for at, (kind, name, address) in enumerate(recipients):
        tree[f"__recip_version1.0_#{at:08X}"] = _storage({0x3001: name, 0x39FE: address}, {0x0C15: kind}, 8)
    for at, each in enumerate(attachments):
        tree[f"__attach_version1.0_#{at:08X}"] = each
    return tree


def attachment(
    content: bytes | None,
    texts: Mapping[int, str | bytes],
    *,
    method: int = 1,
    message: Tree | None = None,
    hidden: bool = False,
) -> Tree:
    """The storage of an attachment: a file, or a message."""
    tree = _storage(
        {**texts, **({0x3701: content} if content is not None else {})}, {0x3705: method, 0x7FFE: hidden}, 8
    )
    if message is not None:
        tree["__substg1.0_3701000D"] = message
    return tree


def _storage(texts: Mapping[int, str | bytes], numbers: Mapping[int, int], head: int) -> dict[str, "bytes | Tree"]:
    streams: dict[str, bytes | Tree] = {}
    for number, value in texts.items():
        kind = "001F" if isinstance(value, str) else "0102"
        streams[f"__substg1.0_{number:04X}{kind}"] = value.encode("utf-16-le") if isinstance(value, str) else value
    entries = b"".join(struct.pack("<HHIQ", 3, number, 6, int(value)) for number, value in numbers.items())
    streams["__properties_version1.0"] = bytes(head) + entries
    return streams
