"""E-mails: in each other, broken, with attachments nobody would send."""

import base64
import struct
from functools import partial

from corpus.nasty import zips
from corpus.nasty.model import ANY, PARTLY, READ, READABLE, SENTENCE, Case, Fate
from corpus.nasty.quine import quine
from corpus.nasty.zips import Raw

GOOD = Fate(READ, says=SENTENCE)
ASCII = SENTENCE.replace("£", "GBP ")
_HEADERS = (
    "From: Ann Example <ann@council.example>\r\nTo: bids@acorn.example\r\nSubject: Award\r\n"
    "Date: Wed, 01 Jan 2025 09:00:00 +0000\r\nMessage-ID: <1@council.example>\r\nMIME-Version: 1.0\r\n"
)


def mail(body: str = ASCII, *, kind: str = "text/plain; charset=utf-8", more: str = "") -> str:
    """An e-mail of one part."""
    return f"{_HEADERS}{more}Content-Type: {kind}\r\n\r\n{body}\r\n"


def with_parts(*parts: str, boundary: str = "=-=") -> str:
    """An e-mail of several parts, each with its headers."""
    inner = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f'{_HEADERS}Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n{inner}--{boundary}--\r\n'


def attachment(name: str, content: bytes, kind: str = "application/octet-stream") -> str:
    """A part that is a file; `name` is the parameter with its quotes."""
    text = base64.encodebytes(content).decode()
    return (
        f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename={name}\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{text}"
    )


def _text(body: str = ASCII) -> str:
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"


def _in_mail_in_zip() -> bytes:
    inner = mail(f"The inner one. {ASCII}")
    outer = with_parts(_text("The outer one."), f"Content-Type: message/rfc822\r\n\r\n{inner}")
    return zips.archive([Raw(b"mail/award.eml", outer.encode())])


def _deep(levels: int) -> bytes:
    """Parts in parts in parts."""
    body = _text()
    for number in range(levels):
        kind = f'Content-Type: multipart/mixed; boundary="b{number}"'
        body = f"{kind}\r\n\r\n--b{number}\r\n{body}\r\n--b{number}--\r\n"
    return (_HEADERS + body).encode()


def _forwarded(levels: int) -> bytes:
    """An e-mail in an e-mail, many times."""
    content = mail()
    for _ in range(levels):
        content = f"{_HEADERS}Content-Type: message/rfc822\r\n\r\n{content}"
    return content.encode()


def _hostile_names() -> bytes:
    names = [
        '"../../above.txt"',
        '"C:\\\\x.txt"',
        '"name\x00.txt"',
        '"exe.\u202etxt"',
        "''",
        '"CON"',
        '"a.txt"',
        '"a.txt"',
    ]
    return with_parts(_text(), *[attachment(name, ASCII.encode()) for name in names]).encode()


def _undeclared() -> bytes:
    """Bytes above 127 without any charset, in the headers too."""
    return mail(SENTENCE, kind="text/plain").replace("Award", "Prüfung £").encode("latin-1")


def _tnef() -> bytes:
    """A winmail.dat with one attachment (MS-OXTNEF): attributes of level, id, length, data, checksum."""

    def attribute(level: int, number: int, content: bytes) -> bytes:
        check = sum(content) & 0xFFFF
        return struct.pack("<BLL", level, number, len(content)) + content + struct.pack("<H", check)

    head = struct.pack("<LH", 0x223E9F78, 1)
    return head + b"".join(
        [
            attribute(1, 0x00089006, struct.pack("<L", 0x00010000)),
            attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\x00"),
            attribute(2, 0x00069002, struct.pack("<HLLLL", 1, 0xFFFFFFFF, 0, 0, 0)[:14]),
            attribute(2, 0x00018010, b"note.txt\x00"),
            attribute(2, 0x0006800F, ASCII.encode()),
        ]
    )


def cases() -> list[Case]:
    """All of them."""
    return [*_nested(), *_broken(), *_attached()]


def _nested() -> list[Case]:
    said = Fate(READABLE, says="The outer one.")
    bomb = Fate(ANY, "limit-exceeded|damaged")
    return [
        Case(
            "mail-in-a-mail-in-a-zip.zip",
            "Two e-mails and an archive in each other.",
            _in_mail_in_zip,
            Fate(READ),
            {"mail/award.eml": said},
        ),
        Case("mail-of-500-nested-parts.eml", "Parts in parts, five hundred times.", partial(_deep, 500), bomb),
        Case("mail-in-a-mail-500-times.eml", "Forwarded and forwarded.", partial(_forwarded, 500), bomb),
        Case(
            "mail-with-10000-parts.eml",
            "As many parts as an archive may have files.",
            lambda: with_parts(*[_text(f"Part {number}.") for number in range(10_000)]).encode(),
            bomb,
        ),
    ]


def _broken() -> list[Case]:
    any_text = Fate(READABLE, says="Acorn Ltd")
    return [
        Case(
            "mail-without-headers.eml",
            "An empty line, and then the text.",
            lambda: f"\r\n{ASCII}\r\n".encode(),
            any_text,
        ),
        Case("mail-of-headers-only.eml", "No text.", lambda: _HEADERS.encode(), Fate(READABLE)),
        Case(
            "mail-with-broken-base64.eml",
            "Letters that base64 does not have, and one too few.",
            lambda: mail(
                "!!!" + base64.b64encode(ASCII.encode()).decode()[:-3] + "\u00e9===",
                kind="text/plain",
                more="Content-Transfer-Encoding: base64\r\n",
            ).encode(),
            Fate(PARTLY, "part-not-read", "Acorn Ltd"),
        ),
        Case(
            "mail-in-an-unknown-charset.eml",
            "Says it is written in x-klingon.",
            lambda: mail(kind="text/plain; charset=x-klingon").encode(),
            any_text,
        ),
        Case(
            "mail-in-no-charset-at-all.eml", "Latin-1 in text and headers, and none is declared.", _undeclared, any_text
        ),
        Case(
            "mail-that-lies-about-its-charset.eml",
            "Says UTF-8 and is Latin-1.",
            lambda: mail(SENTENCE).encode("latin-1"),
            any_text,
        ),
        Case(
            "mail-with-lone-surrogates.eml",
            "Half of a character, in UTF-7 and in UTF-16.",
            lambda: (
                mail(f"{ASCII} +2AA-", kind="text/plain; charset=utf-7")
                .encode()
                .replace(b"Award", b"=?utf-16?b?ANgA2A==?=")
            ),
            any_text,
        ),
        Case(
            "mail-whose-parts-never-end.eml",
            "The last boundary is missing.",
            lambda: with_parts(_text()).encode()[:-8],
            Fate(PARTLY, "part-not-read", "Acorn Ltd"),
        ),
        Case(
            "mail-whose-boundary-is-missing.eml",
            "Several parts are promised, no boundary is named.",
            lambda: (f"{_HEADERS}Content-Type: multipart/mixed\r\n\r\n{ASCII}\r\n").encode(),
            Fate(READABLE),
        ),
        Case(
            "mail-with-a-header-of-a-megabyte.eml",
            "One subject, very long.",
            lambda: mail().replace("Award", "Award " * 200_000).encode(),
            Fate(ANY, "limit-exceeded"),
        ),
        Case(
            "mail-with-100000-headers.eml",
            "X-1 to X-100000.",
            lambda: mail(more="".join(f"X-{n}: {n}\r\n" for n in range(100_000))).encode(),
            Fate(ANY, "limit-exceeded"),
        ),
    ]


def _attached() -> list[Case]:
    refused = Fate(ANY, "refused")
    pack = zips.archive([Raw(b"note.txt", ASCII.encode())])
    return [
        Case(
            "mail-with-hostile-names.eml",
            "Attachments with paths, a NUL, reversed writing.",
            _hostile_names,
            Fate(READABLE, says=ASCII),
            {"exe.txt": Fate(READ, says=ASCII)},
            refused,
        ),
        Case(
            "mail-with-an-archive.eml",
            "A ZIP is attached.",
            lambda: with_parts(_text(), attachment('"pack.zip"', pack)).encode(),
            Fate(READABLE, says=ASCII),
            {"pack.zip": Fate(READ), "pack.zip!/note.txt": Fate(READ, says=ASCII)},
        ),
        Case(
            "mail-with-the-archive-that-holds-itself.eml",
            "A quine is attached.",
            lambda: with_parts(_text(), attachment('"endless.zip"', quine())).encode(),
            Fate(READABLE, says=ASCII),
            {"endless.zip": Fate(PARTLY, "member-not-read")},
        ),
        Case(
            "mail-with-winmail-dat.eml",
            "Outlook's own way of packing attachments.",
            lambda: with_parts(_text(), attachment('"winmail.dat"', _tnef(), "application/ms-tnef")).encode(),
            Fate(READABLE, says=ASCII),
        ),
        Case("winmail.dat", "The same without its e-mail.", _tnef, Fate(ANY, "unsupported-format|damaged")),
    ]
