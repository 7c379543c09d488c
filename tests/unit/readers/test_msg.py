"""Outlook messages: their properties, their rich text, and what is attached to them."""

import struct
from pathlib import Path

import pytest

from tenderscan.document import Document, Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import eml as eml_reader
from tenderscan.readers import msg as msg_reader
from tenderscan.readers import read
from tenderscan.readers.media_types import MSG
from tenderscan.readers.members import Member
from tenderscan.readers.msg.encapsulated import encapsulated_html
from tenderscan.readers.msg.rtf import unpacked_rtf
from tenderscan.settings import Limits
from tests.build_mail import attachment, file_part, message_tree, msg, multipart, part, picture
from tests.build_ole import Tree, ole

SUBJECT, BODY, HTML, RTF, CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A
NAME, MIME, CONTENT_ID = 0x3707, 0x370E, 0x3712
HALF_PAST_NINE = 133_854_678_000_000_000
"""3 March 2025, 9:30 UTC, in units of 100 nanoseconds since 1601."""


def source(content: bytes) -> Source:
    return Source("mail.msg", "0" * 64, len(content), MSG)


def read_mail(content: bytes) -> Document:
    return msg_reader.read(content, source(content), Limits())


def members(content: bytes, limits: Limits | None = None) -> list[Member]:
    return list(msg_reader.members(content, source(content), limits or Limits()))


def test_head_and_text() -> None:
    content = msg(
        {SUBJECT: "The price: £5", BODY: "Dear all,\r\n\r\nit is £5.\r\n", 0x0042: "Ann Lee",
         0x5D02: "ann@example.gov.uk", 0x0C1A: "Bob Ash", 0x0065: "/o=ExchangeLabs/cn=ann"},
        numbers={0x0039: HALF_PAST_NINE},
        recipients=[(1, "Cy", "cy@x.org"), (2, "Di", "di@x.org"), (1, "ed@x.org", "ed@x.org"), (3, "Flo", "")],
    )  # fmt: skip
    document = read_mail(content)
    assert document.text.splitlines() == [
        "The price: £5",
        "From: Ann Lee <ann@example.gov.uk>",
        "Sender: Bob Ash",
        "To: Cy <cy@x.org>, ed@x.org",
        "Cc: Di <di@x.org>",
        "Bcc: Flo",
        "Date: Mon, 03 Mar 2025 09:30:00 +0000",
        "Dear all,",
        "it is £5.",
    ]
    properties = document.properties
    assert (properties.title, properties.author) == ("The price: £5", "Ann Lee <ann@example.gov.uk>")
    assert properties.created == "2025-03-03T09:30:00+00:00"


@pytest.mark.parametrize(
    ("texts", "numbers", "lines"),
    [
        ({HTML: "<p>£5".encode("cp1252")}, {0x3FDE: 1252}, ["£5"]),
        ({HTML: "<p>£5".encode()}, {0x3FDE: 65001}, ["£5"]),
        ({HTML: "<p>£5".encode("cp1252")}, {0x3FDE: 99999}, ["£5"]),
        ({BODY: "Plain text", HTML: b"<p>Plain <b>text</b>"}, {}, ["Plain text"]),
        ({BODY: "Plain", HTML: b"<p>Page"}, {}, ["Plain", "Page"]),
        ({BODY: " ", HTML: b"<p>Page"}, {}, ["Page"]),
        ({RTF: struct.pack("<IIII", 99, 30, 0x414C454D, 0) + rb"{\rtf1\ansi Rich \'a35\par}"}, {}, ["Rich £5"]),
        ({}, {}, []),
    ],
)
def test_texts(texts: dict[int, str | bytes], numbers: dict[int, int], lines: list[str]) -> None:
    content = msg({SUBJECT: "Tender", **texts}, numbers=numbers)
    assert read_mail(content).text.splitlines() == ["Tender", *lines]


def test_texts_in_a_code_page() -> None:
    tree = dict(message_tree({}, numbers={0x3FFD: 1252}))
    tree[f"__substg1.0_{SUBJECT:04X}001E"] = "£5 – “fair”".encode("cp1252")
    assert read_mail(ole(tree)).text == "£5 – “fair”"


def test_attachments() -> None:
    inner = message_tree(
        {SUBJECT: "Re: Lot 1/2", BODY: "inner £5", 0x0042: "Ann"},
        attachments=[attachment(b"%PDF", {NAME: "ä.pdf"})],
        head=24,
    )
    content = msg(
        {SUBJECT: "Tender", BODY: "see attached", HTML: b"<img src='cid:logo'><img src='cid:scan@1'>"},
        attachments=[
            attachment(b"abc", {NAME: "..\\a.txt"}),
            attachment(b"abc", {0x3704: "SHORT~1.TXT"}),
            attachment(picture(90, 30), {NAME: "logo.png", CONTENT_ID: "logo"}),
            attachment(picture(90, 30), {NAME: "hidden.png"}, hidden=True),
            attachment(picture(600, 400), {NAME: "scan.png", CONTENT_ID: "<scan@1>"}),
            attachment(None, {0x3001: "Forwarded"}, method=5, message=inner),
            attachment(None, {NAME: "cloud.docx"}, method=7),
            attachment(None, {NAME: "chart"}, method=6),
        ],
    )
    found = members(content)
    assert [member.path for member in found] == ["a.txt", "SHORT~1.TXT", "scan.png", "Re Lot 1 2.eml"]
    document = read_mail(content)
    assert [notice.code for notice in document.notices] == ["part-not-read", "part-not-read", "inline-pictures"]
    assert "Attachments: a.txt, SHORT~1.TXT, Re Lot 1 2.eml" in document.text
    mail = found[3].content
    assert eml_reader.read(mail, source(mail), Limits()).text.splitlines()[-1] == "inner £5"
    (deepest,) = eml_reader.members(mail, source(mail), Limits())
    assert (deepest.path, deepest.content) == ("ä.pdf", b"%PDF")


def test_messages_in_messages_are_bounded() -> None:
    tree: Tree = message_tree({SUBJECT: "innermost"}, head=24)
    for _ in range(5):
        tree = message_tree({SUBJECT: "x"}, attachments=[attachment(None, {}, method=5, message=tree)], head=24)
    content = msg({SUBJECT: "x"}, attachments=[attachment(None, {}, method=5, message=tree)])
    assert b"innermost" in members(content)[0].content
    with pytest.raises(LimitExceeded, match=r"mail\.msg"):
        members(content, Limits(depth=3))


def test_signed_and_encrypted() -> None:
    signed, kind = multipart(
        "signed", part(b"signed text", "text/plain"), file_part(b"x", "application/pkcs7-signature")
    )
    content = msg(
        {SUBJECT: "Tender", CLASS: "IPM.Note.SMIME.MultipartSigned"},
        attachments=[attachment(part(signed, kind), {NAME: "smime.p7m", MIME: "multipart/signed"})],
    )
    assert read_mail(content).text.splitlines() == ["Tender", "signed text"]
    assert members(content) == []
    content = msg({SUBJECT: "Tender", CLASS: "IPM.Note.SMIME"}, attachments=[attachment(b"0\x82", {NAME: "smime.p7m"})])
    document = read_mail(content)
    assert (document.text, [notice.code for notice in document.notices]) == ("Tender", ["part-not-read"])


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0", b"/etc/passwd", msg({SUBJECT: "x"})[:700]])
def test_a_broken_container_is_a_named_failure(content: bytes) -> None:
    with pytest.raises(FileDamaged, match=r"mail\.msg"):
        read_mail(content)


def lying(content: bytes, number: int, kind: str) -> bytes:
    """The message with a property that claims to have four gigabytes."""
    at = content.index(f"__substg1.0_{number:04X}{kind}".encode("utf-16-le")) + 120
    return content[:at] + b"\xf0\xff\xff\xff" + content[at + 4 :]


def test_a_body_that_claims_four_gigabytes_is_left_out_and_told() -> None:
    document = read_mail(lying(msg({SUBJECT: "Tender", BODY: "the body " * 600}), BODY, "001F"))
    assert (document.text, [notice.code for notice in document.notices]) == ("Tender", ["part-not-read"])


def test_an_attachment_that_claims_four_gigabytes_costs_only_itself() -> None:
    content = msg({SUBJECT: "Tender", BODY: "text"}, attachments=[attachment(b"x" * 9_000, {NAME: "a.txt"})])
    content = lying(content, 0x3701, "0102")
    assert read_mail(content).text.splitlines() == ["Tender", "Attachments: a.txt", "text"]
    (member,) = members(content)
    assert isinstance(member.problem, FileDamaged)
    assert "a.txt in mail.msg" in member.problem.message


def test_unpacked_rich_text() -> None:
    # the example of [MS-OXRTFCP] 3.1.1
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    whole = rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"
    assert unpacked_rtf(packed, 1_000) == whole
    cut = unpacked_rtf(packed[:40], 1_000)
    assert cut
    assert whole.startswith(cut)
    assert unpacked_rtf(packed, 5) == b"{\\rtf"
    assert unpacked_rtf(b"short", 5) is None
    assert unpacked_rtf(b"x" * 40, 5) is None


@pytest.mark.parametrize(
    ("rtf", "page"),
    [
        (rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 \'a35 "
         rb"\u8211? x{\*\htmltag72 </p>}}", "<p>£5 – x</p>"),
        (rb"{\rtf1\fromhtml1 {\*\htmltag4 <a title=\'22\{\'22>}\htmlrtf {\b\htmlrtf0 bold\htmlrtf }\htmlrtf0 "
         rb"{\*\other y}\~}",
         '<a title="{">bold&nbsp;'),
        (rb"{\rtf1\ansi no page}", None),
        (rb"{\rtf1\fromhtml1 }}}} \u-10179\'3f\u-8704?x", "😀x"),
    ],
)  # fmt: skip
def test_web_page_in_rich_text(rtf: bytes, page: str | None) -> None:
    found = encapsulated_html(rtf)
    assert found is None if page is None else (found or "").strip() == page


def test_real_messages(shared: Path) -> None:
    document = read(shared / "d_unstructured" / "fake-email-with-cc-and-bcc.msg")
    assert "Bcc: hello@unstructured.io" in document.text
    assert "This is a test email. Please ignore." in document.text
    document = read(shared / "d_ingest_file" / "piste.msg")
    assert document.properties.title == "Ab auf die Piste!"
    assert "<http" not in document.text
