"""Head, texts and attachments of an Outlook message, from its properties ([MS-OXPROPS])."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import format_datetime
from functools import partial

from tenderscan.errors import LimitExceeded
from tenderscan.readers.encoding.decoding import decode
from tenderscan.readers.html.parse import declared_encoding
from tenderscan.readers.mail.headers import header, iso_date
from tenderscan.readers.mail.letter import ENCRYPTED, WINMAIL, Attachment, Body, Letter, pictures
from tenderscan.readers.mail.names import Names
from tenderscan.readers.mail.parse import parse_message
from tenderscan.readers.mail.parts import letter_of
from tenderscan.readers.mail.pictures import bare_id, is_logo, shown_in
from tenderscan.readers.mail.rebuild import eml_bytes
from tenderscan.readers.msg.encapsulated import encapsulated_html
from tenderscan.readers.msg.rtf import unpacked_rtf
from tenderscan.readers.msg.storage import Container, Path, Properties
from tenderscan.settings import Limits

_CLASS, _SUBJECT, _TRANSPORT = 0x001A, 0x0037, 0x007D
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_BEHALF, _BEHALF_ADDRESS, _BEHALF_SMTP = 0x0042, 0x0065, 0x5D02
_TO, _CC, _BCC = 0x0E04, 0x0E03, 0x0E02
_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_NAME, _ADDRESS, _SMTP, _RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
_DATA, _METHOD, _LONG_NAME, _SHORT_NAME, _MIME, _CONTENT_ID = 0x3701, 0x3705, 0x3707, 0x3704, 0x370E, 0x3712
_HIDDEN = 0x7FFE
_BY_VALUE, _OLE = 1, 6
_EMBEDDED_STORAGE = f"__substg1.0_{_DATA:04X}000D"
_MOST_ATTACHMENTS = 2_000
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)$", re.IGNORECASE)
_SIGNED = "multipart/signed"
_DAMAGED = ("part-not-read", "A part of the message is damaged and was left out. Ask the sender for it again.")


@dataclass(frozen=True, slots=True)
class _Opened:
    """The container, the file's name for messages, and what may be read of it."""

    container: Container
    name: str
    limits: Limits


def letter_in(container: Container, name: str, limits: Limits) -> Letter:
    """The message in an open container, which its attachments need as long as they are loaded.

    Raises:
        LimitExceeded: there are too many attachments, or messages in messages.
    """
    letter = _letter(_Opened(container, name, limits), (), 0)
    return replace(letter, notices=(*letter.notices, _DAMAGED)) if container.is_broken else letter


def _letter(opened: _Opened, storage: Path, depth: int) -> Letter:
    if depth > opened.limits.depth:
        raise LimitExceeded(
            f"{opened.name} holds messages in messages, more than {opened.limits.depth} deep.\n"
            "Save the inner ones as files, or allow more: --allow depth=NUMBER."
        )
    properties = opened.container.message(storage)
    body = _body(properties, opened.limits)
    sender = _person(properties, _BEHALF, _BEHALF_ADDRESS, _BEHALF_SMTP)
    deputy = _person(properties, _SENDER, _SENDER_ADDRESS, _SENDER_SMTP)
    date, sent = _date(properties, opened.name)
    headers = [("From", sender or deputy), ("Sender", _deputy(sender, deputy))]
    headers += [*_recipients(opened, storage, properties), ("Date", date)]
    letter = Letter(
        subject=properties.text(_SUBJECT),
        sender=sender or deputy,
        sent=sent,
        headers=tuple((label, value) for label, value in headers if value),
        bodies=(body,),
    )
    letter = _with_attachments(letter, opened, storage, depth)
    if properties.text(_CLASS).upper().startswith("IPM.NOTE.SMIME"):
        return _signed(letter, opened.name)
    return letter


def _body(properties: Properties, limits: Limits) -> Body:
    page = properties.binary(_HTML)
    html = decode(page, properties.internet_charset or declared_encoding(page)).text if page else properties.text(_HTML)
    rtf: bytes | None = None
    packed = None if html else properties.binary(_RTF)
    if packed:
        rtf = unpacked_rtf(packed, limits.expanded_bytes)
        html = (rtf and encapsulated_html(rtf)) or ""
    plain = properties.text(_BODY)
    return Body(plain=plain if plain.strip() else None, html=html or None, rtf=rtf)


def _person(properties: Properties, name: int, address: int, smtp: int) -> str:
    """Name and address; an address inside an Exchange server says nothing to people and is left out."""
    shown = properties.text(name).strip()
    mail = (properties.text(smtp) or properties.text(address)).strip()
    if "@" not in mail or mail.lower() in shown.lower():
        return shown
    return f"{shown} <{mail}>" if shown else mail


def _deputy(sender: str, deputy: str) -> str:
    """Who sent the message in another's name; empty where that is the same person, with or without address."""
    same = not sender or not deputy or sender.startswith(deputy) or deputy.startswith(sender)
    return "" if same else deputy


def _recipients(opened: _Opened, storage: Path, message: Properties) -> Iterator[tuple[str, str]]:
    kinds: dict[int, list[str]] = {1: [], 2: [], 3: []}
    for place in opened.container.inside(storage, "__recip_version1.0_#"):
        recipient = opened.container.belonging(place, message)
        kind = (recipient.number(_RECIPIENT_TYPE) or 1) & 0xF
        kinds.setdefault(kind, []).append(_person(recipient, _NAME, _ADDRESS, _SMTP))
    for kind, label, shown in ((1, "To", _TO), (2, "Cc", _CC), (3, "Bcc", _BCC)):
        yield label, ", ".join(filter(None, kinds[kind])) or message.text(shown).strip()


def _date(properties: Properties, name: str) -> tuple[str, str | None]:
    """When the message was sent: as its head on the way had it, and as ISO 8601."""
    transport = properties.text(_TRANSPORT)
    if transport.strip():
        head = parse_message(transport.lstrip().encode("utf-8", "replace"), name)
        stated = header(head, "Date")
        if stated and (sent := iso_date(stated)):
            return stated, sent
    time = properties.time(_SUBMITTED) or properties.time(_DELIVERED)
    return (format_datetime(time), time.isoformat()) if time else ("", None)


def _with_attachments(letter: Letter, opened: _Opened, storage: Path, depth: int) -> Letter:
    message = opened.container.message(storage)
    shown = shown_in(letter.bodies)
    places = opened.container.inside(storage, "__attach_version1.0_#")
    if len(places) > _MOST_ATTACHMENTS:
        raise LimitExceeded(f"{opened.name} holds more than {_MOST_ATTACHMENTS:,} attachments. Save them as files.")
    names = Names()
    attachments: list[Attachment] = []
    notices = list(letter.notices)
    logos = 0
    for place in places:
        properties = opened.container.belonging(place, message)
        stated = properties.text(_LONG_NAME) or properties.text(_SHORT_NAME) or properties.text(_NAME)
        if opened.container.is_message((*place, _EMBEDDED_STORAGE)):
            inner = _letter(opened, (*place, _EMBEDDED_STORAGE), depth + 1)
            notices += inner.notices
            attachments.append(Attachment(names.of_message(inner.subject or stated), partial(eml_bytes, inner)))
        elif (problem := _unreadable(properties, stated)) is not None:
            notices.append(problem)
        else:
            in_text = _is_inline(properties, stated, shown)
            if in_text and is_logo(partial(properties.bytes_of, _DATA, stated)):
                logos += 1
                continue
            name = names.of_file(stated, properties.text(_MIME))
            load = partial(properties.bytes_of, _DATA, f"{name} in {opened.name}")
            attachments.append(Attachment(name, load, in_text))
    notices += [pictures(logos)] if logos else []
    return replace(letter, attachments=tuple(attachments), notices=tuple(notices))


def _unreadable(properties: Properties, stated: str) -> tuple[str, str] | None:
    """Why an attachment is no file that could be handed out, None where it is one."""
    if stated.lower() == "winmail.dat":
        return WINMAIL
    if stated.lower().endswith(".rpmsg"):
        return ENCRYPTED
    method = properties.number(_METHOD) or 0
    if method == _OLE:
        return "part-not-read", "The text of the message holds an embedded object, which is not read."
    if method not in (0, _BY_VALUE) and properties.binary(_DATA) is None:
        return "part-not-read", f"The attachment {stated or 'without a name'} is kept elsewhere; nothing is fetched."
    return None


def _is_inline(properties: Properties, stated: str, shown: frozenset[str]) -> bool:
    """Whether an attachment is a picture that stands in the text, such as a logo."""
    if not (properties.text(_MIME).lower().startswith("image/") or _PICTURE.search(stated)):
        return False
    content_id = bare_id(properties.text(_CONTENT_ID))
    return properties.flag(_HIDDEN) or (content_id != "" and content_id in shown)


def _signed(letter: Letter, name: str) -> Letter:
    """A message that lies inside its signature: as the signed content has it; encrypted where it has none."""
    for attachment in letter.attachments:
        content = attachment.load()
        if (
            content[:2_000].lstrip().lower().startswith(b"content-type:")
            and _SIGNED.encode() in content[:2_000].lower()
        ):
            inner = letter_of(parse_message(content, name), name)
            return replace(letter, bodies=inner.bodies, attachments=inner.attachments, notices=inner.notices)
    return replace(letter, bodies=(), attachments=(), notices=(*letter.notices, ENCRYPTED))
