"""Parts of an e-mail (MIME): which are its text, which are attached, and what cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.generator import BytesGenerator
from email.message import Message
from functools import partial
from io import BytesIO

from tenderscan.errors import FileDamaged
from tenderscan.readers.encoding.decoding import decode, remarks
from tenderscan.readers.html.parse import declared_encoding
from tenderscan.readers.mail.headers import SHOWN, decoded_header, file_name, header, iso_date
from tenderscan.readers.mail.letter import ENCRYPTED, WINMAIL, Attachment, Body, Letter, pictures
from tenderscan.readers.mail.names import Names
from tenderscan.readers.mail.parse import BROKEN
from tenderscan.readers.mail.pictures import bare_id, is_logo, shown_in
from tenderscan.readers.mail.transfer import content_of, is_broken

_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_LESSER = frozenset({"text/enriched", "text/rtf", "text/x-amp-html", "text/watch-html"})
"""Kinds of text that are read only where there is no other that says the same."""
_RIGHTS_MANAGED = "application/x-microsoft-rpmsg-message"
_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
_BREAKS_OFF = (
    "part-not-read",
    "The message breaks off: what came last in it is cut or missing. Ask the sender for it again.",
)
_SPOILT = (
    "part-not-read",
    "The text of the message was spoilt or cut on the way (its base64 is broken). Ask the sender for it again.",
)


@dataclass(slots=True)
class _Found:
    """What the walk has come upon.

    Attributes:
        bodies: texts in order.
        attached: parts that are files, each with whether it may be a picture of the text.
        notices: codes and messages.
    """

    bodies: list[Body] = field(default_factory=list)
    attached: list[tuple[Message, bool]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)


def letter_of(message: Message, name: str) -> Letter:
    """What the message says.

    Raises:
        FileDamaged: its parts contradict each other.
    """
    try:
        return _letter(message, name)
    except BROKEN as error:
        raise FileDamaged(f"{name} is damaged: its parts cannot be decoded. Ask the sender for it again.") from error


def _letter(message: Message, name: str) -> Letter:
    found = _Found()
    _walk(message, found)
    shown = shown_in(found.bodies)
    inline = [part for part, related in found.attached if _is_inline(part, related, shown)]
    in_text = {id(part) for part in inline}
    logos = {id(part) for part in inline if is_logo(partial(content_of, part))}
    if logos:
        found.notices.append(pictures(len(logos)))
    if any(isinstance(defect, _CUT) for part in message.walk() for defect in part.defects):
        found.notices.append(_BREAKS_OFF)
    names = Names()
    attached = [part for part, _ in found.attached if id(part) not in logos]
    attachments = [replace(_attachment(part, names, name), in_text=id(part) in in_text) for part in attached]
    found.notices += [
        _spoilt(attachment.name) for part, attachment in zip(attached, attachments, strict=True) if is_broken(part)
    ]
    sender = header(message, "From")
    fields = {label: header(message, label) for label in SHOWN}
    if fields["Sender"] == sender:
        fields["Sender"] = ""
    return Letter(
        subject=header(message, "Subject"),
        sender=sender,
        sent=iso_date(fields["Date"]) if fields["Date"] else None,
        headers=tuple((label, value) for label, value in fields.items() if value),
        bodies=tuple(found.bodies),
        attachments=tuple(attachments),
        notices=tuple(found.notices),
    )


def _walk(message: Message, found: _Found) -> None:
    """Go through the parts in order, without recursion: (part, lies among related parts)."""
    waiting: list[tuple[Message, bool]] = [(message, False)]
    while waiting:
        part, related = waiting.pop()
        kind = part.get_content_type()
        if kind == "multipart/alternative":
            waiting += [(child, related or inside) for child, inside in reversed(_alternatives(part, found))]
        elif kind == "multipart/encrypted":
            found.notices.append(ENCRYPTED)
        elif part.is_multipart() and kind.startswith("multipart/"):
            inside = related or kind == "multipart/related"
            waiting += [(child, inside) for child in reversed(_children(part))]
        elif kind == "message/delivery-status":
            found.bodies.append(Body(plain="\n\n".join(str(child) for child in _children(part))))
        else:
            _leaf(part, related, found)


def _leaf(part: Message, related: bool, found: _Found) -> None:
    """A part that holds no others, or a message inside the message."""
    kind = part.get_content_type()
    disposition = part.get_content_disposition()
    if kind in _SIGNATURES:
        return
    if kind in _TNEF or (file_name(part) or "").lower() == "winmail.dat":
        found.notices.append(WINMAIL)
    elif kind in _SMIME or kind == _RIGHTS_MANAGED:
        found.notices.append(_opaque(part))
    elif kind == "message/external-body":
        found.notices.append(("part-not-read", "An attachment is kept elsewhere, and nothing is fetched."))
    elif disposition == "attachment" or (file_name(part) and not (disposition == "inline" and _is_text(kind))):
        found.attached.append((part, related))
    elif kind == "text/html":
        found.bodies.append(Body(html=_text(part, found)))
    elif kind in ("text/plain", "text/rfc822-headers") or (kind.startswith("multipart/") and not part.is_multipart()):
        # a multipart without boundaries is a text with a wrong head
        found.bodies.append(Body(plain=_text(part, found)))
    else:
        found.attached.append((part, related))


def _alternatives(part: Message, found: _Found) -> list[tuple[Message, bool]]:
    """Take the text out of parts that say the same in different ways.

    Returns:
        What is no such text and is to be read too, each with whether it lies among related parts.
    """
    texts: dict[str, str] = {}
    lesser: list[tuple[Message, bool]] = []
    rest: list[tuple[Message, bool]] = []
    for child in _children(part):
        leaves = list(_leaves(child))
        kind = leaves[0][0].get_content_type() if leaves else ""
        if _is_text(kind) and kind not in texts and not file_name(leaves[0][0]):
            # a file put in the middle of a text cuts it into several parts, which Apple's program does
            same = [leaf for leaf, _ in leaves if leaf.get_content_type() == kind and not file_name(leaf)]
            texts[kind] = "\n".join(_text(leaf, found) for leaf in same)
            taken = {id(leaf) for leaf in same}
            rest += [(leaf, related) for leaf, related in leaves if id(leaf) not in taken]
        else:
            (lesser if kind in _LESSER else rest).append((child, False))
    if not texts:
        return rest + lesser
    found.bodies.append(Body(plain=texts.get("text/plain"), html=texts.get("text/html")))
    return rest


def _leaves(part: Message) -> Iterator[tuple[Message, bool]]:
    """What lies in mixed and related parts, in order, each with whether it lies among related ones."""
    waiting = [(part, False)]
    while waiting:
        each, related = waiting.pop()
        kind = each.get_content_type()
        if each.is_multipart() and kind in ("multipart/related", "multipart/mixed"):
            inside = related or kind == "multipart/related"
            waiting += [(child, inside) for child in reversed(_children(each))]
        else:
            yield each, related


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _text(part: Message, found: _Found) -> str:
    """The text of a part, decoded as it says or looks."""
    content = content_of(part)
    if is_broken(part):
        found.notices.append(_SPOILT)
    declared = part.get_content_charset()
    if declared is None and part.get_content_type() == "text/html":
        declared = declared_encoding(content)
    decoded = decode(content, declared)
    found.notices += remarks(decoded)
    flowed = part.get_param("format")
    if isinstance(flowed, str) and flowed.lower() == "flowed":
        return _unflowed(decoded.text, joined=str(part.get_param("delsp")).lower() == "yes")
    return decoded.text


def _unflowed(text: str, *, joined: bool) -> str:
    """A text whose lines end in a blank where they go on (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.splitlines():
        stuffed = line[1:] if line.startswith(" ") else line
        if goes_on and not stuffed.startswith(">"):
            lines[-1] += stuffed
        else:
            lines.append(stuffed)
        goes_on = stuffed.endswith(" ") and stuffed != "-- "
        if goes_on and joined:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _opaque(part: Message) -> tuple[str, str]:
    kind = part.get_param("smime-type")
    if isinstance(kind, str) and kind.lower() in ("signed-data", "certs-only"):
        return (
            "part-not-read",
            "The message lies inside its digital signature (smime.p7m), which is not opened. Open it in the mail "
            "program and save the text and the attachments.",
        )
    return ENCRYPTED


def _spoilt(name: str) -> tuple[str, str]:
    return (
        "part-not-read",
        f"The attachment {name} was spoilt or cut on the way (its base64 is broken). Ask the sender for it again.",
    )


def _is_text(kind: str) -> bool:
    return kind in ("text/plain", "text/html")


def _is_inline(part: Message, related: bool, shown: frozenset[str]) -> bool:
    """Whether a part is a picture that stands in the text, rather than a file that was attached."""
    if part.get_content_maintype() != "image":
        return False
    content_id = bare_id(str(part.get("Content-ID") or ""))
    if content_id and content_id in shown:
        return True
    return related and part.get_content_disposition() != "attachment" and bool(content_id)


def _attachment(part: Message, names: Names, name: str) -> Attachment:
    kind = part.get_content_type()
    if kind == "message/rfc822" and _children(part):
        inner = _children(part)[0]
        stated = file_name(part)
        title = stated.removesuffix(".eml") if stated else header(inner, "Subject")
        return Attachment(names.of_message(title), partial(_message_bytes, inner, name))
    stated = file_name(part) or decoded_header(str(part.get("Content-Description") or ""))
    return Attachment(names.of_file(stated, kind), partial(content_of, part))


def _message_bytes(message: Message, name: str) -> bytes:
    """A message inside a message as a file of its own.

    Raises:
        FileDamaged: it is too broken to be written.
    """
    stream = BytesIO()
    try:
        BytesGenerator(stream, mangle_from_=False, maxheaderlen=0).flatten(message)
    except BROKEN as error:
        raise FileDamaged(f"A message inside {name} is damaged. Ask the sender for it again.") from error
    return stream.getvalue()
