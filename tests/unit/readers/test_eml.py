"""E-mails as they travel: heads, texts and attachments, whole and broken."""

import email.policy
from pathlib import Path

import pytest

from tenderscan.document import Document, Source
from tenderscan.errors import LimitExceeded
from tenderscan.readers import eml as eml_reader
from tenderscan.readers import load, read
from tenderscan.readers import members as members_of
from tenderscan.readers.mail.headers import decoded_header, iso_date
from tenderscan.readers.media_types import EML
from tenderscan.readers.members import Member
from tenderscan.settings import Limits
from tests.build_mail import HEAD, eml, file_part, mixed, multipart, part, picture

PDF = b"%PDF-1.4 " + bytes(range(256))


def read_mail(content: bytes) -> Document:
    return eml_reader.read(content, Source("mail.eml", "0" * 64, len(content), EML), Limits())


def members(content: bytes, limits: Limits | None = None) -> list[Member]:
    return list(eml_reader.members(content, Source("mail.eml", "0" * 64, len(content), EML), limits or Limits()))


def body(content: bytes) -> list[str]:
    return read_mail(content).text.splitlines()[4:]


def codes(content: bytes) -> list[str]:
    return [notice.code for notice in read_mail(content).notices]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Plain", "Plain"),
        ("=?utf-8?B?wqM1?=", "£5"),
        ("=?UTF-8?Q?=C2=A35_a_year?=", "£5 a year"),
        ("=?iso-8859-1?Q?=A35?= for\r\n =?utf-8*en?q?you?=", "£5 for you"),
        ("=?utf-8?B?wg==?= =?utf-8?B?ozU=?=", "£5"),
        ("=?utf-8?B?!!?= x", "x"),
        ("=?no-such?Q?=A35?=", "£5"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("broken =?utf-8?Q?abc", "broken =?utf-8?Q?abc"),
        ("\udcc2\udca35", "£5"),
        ("\udca35", "£5"),
    ],
)
def test_decoded_header(raw: str, text: str) -> None:
    assert decoded_header(raw) == text


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("Mon, 3 Mar 2025 09:30:00 +0000", "2025-03-03T09:30:00+00:00"),
        ("3 Mar 2025 09:30 GMT", "2025-03-03T09:30:00+00:00"),
        ("yesterday", None),
        ("Mon, 99 Mar 99999 99:99:99 +9999", None),
        ("", None),
    ],
)
def test_dates(raw: str, iso: str | None) -> None:
    assert iso_date(raw) == iso


def test_head_and_text() -> None:
    head = HEAD + "Cc: =?utf-8?q?Zo=C3=AB?= <z@example.com>\r\nX-Other: x\r\n"
    document = read_mail(eml("Dear all,\r\n\r\nThe price is £5.\r\n", subject="=?utf-8?b?wqM1?=", head=head))
    assert document.text.splitlines() == [
        "£5",
        "From: Ann Lee <ann@example.gov.uk>",
        "To: bids@example.com",
        "Cc: Zoë <z@example.com>",
        "Date: Mon, 3 Mar 2025 09:30:00 +0000",
        "Dear all,",
        "The price is £5.",
    ]
    properties = document.properties
    assert (properties.title, properties.author) == ("£5", "Ann Lee <ann@example.gov.uk>")
    assert properties.created == "2025-03-03T09:30:00+00:00"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (eml("£5".encode("cp1252"), "text/plain; charset=iso-8859-1"), ["£5"]),
        (eml("£5".encode("cp1252"), "text/plain; charset=utf-8"), ["£5"]),
        (eml("£5".encode("cp1252"), "text/plain; charset=no-such"), ["£5"]),
        (eml("<p>a<p>b", "text/html"), ["a", "b"]),
        (eml("<meta charset=windows-1252><p>£5".encode("cp1252"), "text/html"), ["£5"]),
        (eml("It goes \r\non here.\r\nNot here.", "text/plain; format=flowed"), ["It goes on here.", "Not here."]),
        (eml("x", 'multipart/mixed; boundary="none"'), ["x"]),
        (mixed(part(b"one", "text/plain"), part(b"two", "text/plain")), ["one", "two"]),
        (b"\xef\xbb\xbf" + eml("x"), ["x"]),
        (b"\r\n" + eml("x"), ["x"]),
    ],
)
def test_texts(content: bytes, lines: list[str]) -> None:
    assert body(content) == lines


@pytest.mark.parametrize(
    ("packed", "text", "told"),
    [
        ("SGVsbG8sIHdvcmxkIQ==", "Hello, world!", []),
        ("SGVsbG8s\r\nIHdvcmxk\r\nIQ==\r\n", "Hello, world!", []),
        ("SGVsbG8=\r\nLCB3b3JsZCE=", "Hello, world!", []),
        ("SGVsbG8sIHdvcmxkIQ", "Hello, world!", ["part-not-read"]),
        ("SGVsbG8sIHdvcmxkI", "Hello, world", ["part-not-read"]),
        ("SGVsbG8sIHdvcmxk!!IQ==", "Hello, world!", ["part-not-read"]),
        ("!!!SGVsbG8sIHdvcmxkI\u00e9===", "Hello, world", ["part-not-read"]),
        ("SGVsbG8sIHdvcmxkIQ==\r\n-- \r\nTo leave this list, write to x.", "Hello, world!", ["part-not-read"]),
    ],
)
def test_broken_base64_is_read_as_far_as_it_goes_and_told(packed: str, text: str, told: list[str]) -> None:
    raw = f"{HEAD}Content-Transfer-Encoding: base64\r\n\r\n{packed}".encode()
    assert (read_mail(raw).text.splitlines()[3:], codes(raw)) == ([text], told)


def test_broken_base64_of_an_attachment_is_told() -> None:
    head = "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.txt\r\n"
    raw = mixed(part(b"see attached", "text/plain"), part(b"SGVsbG8sIHdvcmxkI", "text/plain", head))
    (notice,) = read_mail(raw).notices
    assert (notice.code, "a.txt" in notice.message) == ("part-not-read", True)
    assert [(member.path, member.content) for member in members(raw)] == [("a.txt", b"Hello, world")]


WHOLE = mixed(part(b"one", "text/plain"), part(b"x" * 300, "text/plain; name=two.txt"))
INNER = WHOLE.replace(b"b1", b"b2")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (WHOLE, []),
        (WHOLE + b"what mail programs put behind the end\r\n", []),
        (WHOLE[:-6], ["part-not-read"]),
        (WHOLE[:-200], ["part-not-read"]),
        (WHOLE[: WHOLE.index(b"one")], ["part-not-read"]),
        (WHOLE[: WHOLE.index(b"--b1")], ["part-not-read"]),
        (mixed(part(b"see below", "text/plain"), part(INNER[:-100], "message/rfc822")), ["part-not-read"]),
        (mixed(part(b"see below", "text/plain"), part(INNER, "message/rfc822")), []),
        (eml("one part says nothing of its end"), []),
    ],
)
def test_a_message_that_breaks_off_is_told(content: bytes, told: list[str]) -> None:
    assert codes(content) == told


def test_attachments() -> None:
    raw = mixed(
        part(b"see attached", "text/plain"),
        file_part(PDF, "application/pdf; name=offer.pdf", "Content-Disposition: attachment\r\n"),
        file_part(PDF, "application/pdf", "Content-Disposition: attachment; filename*=utf-8''%C2%A35%20offer.pdf\r\n"),
        file_part(PDF, "application/pdf", 'Content-Disposition: attachment; filename="=?utf-8?b?wqM2?=.pdf"\r\n'),
        file_part(PDF, "application/pdf", 'Content-Disposition: attachment; filename="../../x/offer.pdf"\r\n'),
        file_part(PDF, "application/pdf"),
        part(b"a,b\r\n", "text/csv; name=prices.csv"),
        part(b"note", "text/plain; name=note.txt", "Content-Disposition: attachment\r\n"),
    )
    found = members(raw)
    assert [member.path for member in found] == [
        *("offer.pdf", "£5 offer.pdf", "£6.pdf", "offer (2).pdf", "attachment-5.pdf", "prices.csv", "note.txt"),
    ]
    assert {member.content for member in found[:5]} == {PDF}
    document = read_mail(raw)
    assert "Attachments: offer.pdf, £5 offer.pdf, £6.pdf" in document.text
    assert "see attached" in document.text
    assert "note" not in document.text.splitlines()


def test_name_in_bare_8_bit_characters() -> None:
    raw = mixed(file_part(PDF, "application/pdf", "Content-Disposition: attachment; filename=Löhne.pdf\r\n"))
    assert [member.path for member in members(raw)] == ["Löhne.pdf"]


def inline(name: str, content: bytes) -> bytes:
    head = f"Content-ID: <{name}>\r\nContent-Disposition: inline\r\n"
    return file_part(content, f"image/png; name={name}.png", head)


@pytest.mark.parametrize(
    ("page", "pictures", "paths", "told"),
    [
        ("<p>Hello<img src='cid:a'>", [inline("a", picture(90, 30))], ["c.png"], ["inline-pictures"]),
        ("<p>Hello<img src='cid:a'>", [inline("a", picture(600, 400))], ["a.png", "c.png"], []),
        ("<img src='cid:a'>", [inline("a", picture(600, 400))], ["a.png", "c.png"], []),
        ("<img src='cid:a'>", [inline("a", picture(90, 30))], ["c.png"], ["part-not-read", "inline-pictures"]),
        ("<p>Hello<img src='cid:a'><img src='cid:b'>", [inline("a", picture(90, 30)), inline("b", b"cut off")],
         ["b.png", "c.png"], ["inline-pictures"]),
        ("<img src='https://example.com/scan.png'>", [], ["c.png"], ["part-not-read"]),
        ("<img src='data:image/png;base64,iVBOR'>", [], ["c.png"], ["part-not-read"]),
        ("<p>Hello<img src='https://example.com/scan.png'>", [], ["c.png"], []),
    ],
)  # fmt: skip
def test_pictures_of_the_text(page: str, pictures: list[bytes], paths: list[str], told: list[str]) -> None:
    content, kind = multipart("related", part(page.encode(), "text/html"), *pictures, boundary="b2")
    raw = mixed(part(content, kind), file_part(picture(2, 2), "image/png; name=c.png"))
    assert [member.path for member in members(raw)] == paths
    assert codes(raw) == told
    assert "Attachments: c.png\n" in read_mail(raw).text + "\n"


def test_alternatives_with_files_among_them_are_read_once() -> None:
    related = multipart("related", part(b"<p>Hello<img src='cid:a'>", "text/html"),
                        inline("a", picture(90, 30)), boundary="b3")  # fmt: skip
    inside = multipart("mixed", part(*related), file_part(PDF, "application/pdf; name=a.pdf"), boundary="b2")
    raw = eml(*multipart("alternative", part(b"Hello", "text/plain"), part(*inside)))
    assert (body(raw), codes(raw)) == (["Attachments: a.pdf", "Hello"], ["inline-pictures"])
    assert [member.path for member in members(raw)] == ["a.pdf"]


def test_a_text_that_a_file_cuts_in_two_is_read_whole() -> None:
    inside = multipart("mixed", part(b"<p>Above", "text/html"), file_part(PDF, "application/pdf; name=a.pdf"),
                       part(b"<p>below, \xc2\xa35,000", "text/html; charset=utf-8"), boundary="b2")  # fmt: skip
    raw = eml(*multipart("alternative", part(b"Above", "text/plain"), part(*inside)))
    assert body(raw) == ["Attachments: a.pdf", "Above", "below, £5,000"]


def test_rich_text_alone_is_a_file() -> None:
    raw = eml(*multipart("alternative", part(rb"{\rtf1 Hello}", "text/rtf"), part(b"", "text/x-amp-html")))
    assert members(raw)[0].path == "attachment-1.rtf"


def test_message_in_a_message() -> None:
    inner = eml("inner text", subject="Re: Lot 1/2")
    raw = mixed(part(b"see below", "text/plain"), part(inner, "message/rfc822"))
    (member,) = members(raw)
    assert member.path == "Re Lot 1 2.eml"
    assert body(member.content) == ["inner text"]
    assert "inner text" not in read_mail(raw).text


def test_signed_message_is_read() -> None:
    content, kind = multipart(
        "signed", part(b"signed text", "text/plain"), file_part(b"x", "application/pkcs7-signature")
    )
    raw = eml(content, kind)
    assert (body(raw), members(raw), codes(raw)) == (["signed text"], [], [])


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/encrypted; protocol=application/pgp-encrypted; boundary=b1",
        "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
        "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        "application/ms-tnef; name=winmail.dat",
        "message/external-body; access-type=URL; URL=x",
    ],
)
def test_what_cannot_be_read_is_said(kind: str) -> None:
    raw = eml(b"--b1\r\n\r\nx\r\n--b1--\r\n", kind)
    assert codes(raw) == ["part-not-read"]
    assert read_mail(raw).text.splitlines()[0] == "Tender"


def test_delivery_report() -> None:
    content, kind = multipart(
        "report", part(b"It failed.", "text/plain"),
        part(b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.c\r\n", "message/delivery-status"),
    )  # fmt: skip
    assert body(eml(content, kind)) == ["It failed.", "Reporting-MTA: dns; x", "Final-Recipient: rfc822; a@b.c"]


def test_mailbox() -> None:
    mails = [eml(f"text {number}", subject=f"Mail {number}") for number in (1, 2)]
    raw = b"".join(b"From ann@example.com Mon Mar  3 09:30:00 2025\r\n" + mail + b"\r\n\r\n" for mail in mails)
    assert read_mail(raw).text.splitlines() == [
        f"Mon, 3 Mar 2025 09:30:00 +0000, Ann Lee <ann@example.gov.uk>, Mail {number}" for number in (1, 2)
    ]
    found = members(raw)
    assert [member.path for member in found] == ["0001 Mail 1.eml", "0002 Mail 2.eml"]
    assert body(found[1].content) == ["text 2"]
    one = b"From ann@example.com Mon Mar  3 09:30:00 2025\r\n" + mails[0]
    assert (body(one), members(one)) == (["text 1"], [])


def test_too_much_is_refused() -> None:
    content, kind = b"deep", "text/plain"
    for depth in range(400):
        content, kind = multipart("mixed", part(content, kind), boundary=f"b{depth}")
    with pytest.raises(LimitExceeded, match=r"mail\.eml"):
        read_mail(eml(content, kind))
    with pytest.raises(LimitExceeded, match=r"mail\.eml"):
        read_mail(b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * 3_000)
    with pytest.raises(LimitExceeded, match=r"mail\.eml"):
        read_mail(mixed(*[part(b"", "text/plain")] * 20_001))
    with pytest.raises(LimitExceeded, match=r"mail\.eml"):
        members(mixed(*[file_part(b"x", "application/pdf")] * 3), Limits(members=2))


def test_real_messages(shared: Path) -> None:
    for path in sorted(shared.glob("d_*/*.eml")):
        document = read(path)
        parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert document.properties.title == parsed["Subject"]
        assert document.outcome.value == "read"
    assert [member.path for member in members_of(load(shared / "d_unstructured" / "email-with-image.eml"))] == [
        "unstructured_logo.png"
    ]
