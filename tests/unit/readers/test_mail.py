"""What is common to messages: names of attachments, the choice among texts, and messages written as e-mails."""

import pytest

from tenderscan.document import Source
from tenderscan.readers import eml
from tenderscan.readers.mail.letter import Attachment, Body, Letter
from tenderscan.readers.mail.names import Names, clean_name
from tenderscan.readers.mail.pictures import is_logo
from tenderscan.readers.mail.rebuild import eml_bytes
from tenderscan.settings import Limits
from tests.build_mail import eml as message
from tests.build_mail import multipart, part, picture


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("a.pdf", "a.pdf"),
        ("C:\\docs\\a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "attachment-1.pdf"),
        ("", "attachment-1.pdf"),
        (None, "attachment-1.pdf"),
        ("a\r\nb:\x00c?.pdf", "a b c .pdf"),
        ("exe.\u202efdp\u2066.pdf", "exe.fdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
    ],
)
def test_names_of_files(stated: str | None, name: str) -> None:
    assert Names().of_file(stated, "application/pdf") == name


def test_names_are_unique() -> None:
    names = Names()
    assert [names.of_file("a.pdf", "") for _ in range(3)] == ["a.pdf", "a (2).pdf", "a (3).pdf"]
    assert len({names.of_file("image.png", "") for _ in range(2_000)}) == 2_000
    assert names.of_message("Re: A/B") == "Re A B.eml"
    assert names.of_message("") == f"message-{2_005}.eml"
    assert clean_name(" . ") == ""


TABLE = "<p>Prices:</p><table><tr><th>Supplier<th>Price<tr><td>Acorn<td>£5</table>"
LINES = [f"Item {number} costs £{number * 10}.00." for number in range(40)]
DISCLAIMER = "This e-mail is meant for those to whom it is addressed, and for nobody else. " * 9


@pytest.mark.parametrize(
    ("plain", "page", "expected"),
    [
        ("The plain text.", "<p>The <b>page</b>.", "The plain text."),
        ("  \n", "<p>The <b>page</b>.", "The page."),
        ("View this e-mail in your browser.", "<p>" + "The page says so much more. " * 3, "The page says so"),
        ("Your mail program does not support HTML.", "<p>" + "The page says more. " * 9, "The page says"),
        ("Short.", "<p>" + "Word and word again. " * 20, "Word and"),
        ("Prices: Supplier Price Acorn £5", TABLE, "Prices:\nSupplier\tPrice\nAcorn\t£5"),
        ("a <http://x.y/1> b <http://x.y/2> c <http://x.y/3> d <http://x.y/4>", "<p>a b c d", "a b c d"),
        ("The plain text.", "<p> ", "The plain text."),
        (DISCLAIMER, f"<p>{'<p>'.join(LINES)}", "\n".join(LINES)),
        ("\r\n\r\n".join(LINES), "<table><tr><td>Ann Lee<td>Buyer<tr><td>Council<td>Leeds</table>", "\n".join(LINES)),
        ("Dear all,\r\n\r\nSee below.", f"<p>Dear all,<p>See below.<p>{'<p>'.join(LINES)}", "Dear all,\nSee below."),
    ],
)
def test_choice_between_texts(plain: str, page: str, expected: str) -> None:
    content, kind = multipart(
        "alternative",
        part(plain.encode(), "text/plain; charset=utf-8"),
        part(page.encode(), "text/html; charset=utf-8"),
    )
    raw = message(content, kind)
    document = eml.read(raw, Source("a.eml", "0" * 64, len(raw), "message/rfc822"), Limits())
    assert document.text.split("+0000\n")[1].startswith(expected)


@pytest.mark.parametrize(
    ("plain", "page", "expected"),
    [
        ("The price is £5,000.\r\n\r\nIt is fixed.", "<p>The price is £6,000.<p>It is fixed.", [
            "The price is £5,000.", "It is fixed.", "The price is £6,000.",
        ]),
        ("Quite another text.", "<p>Something else, which is longer.", [
            "Something else, which is longer.", "Quite another text.",
        ]),
        ("Ann Lee, Buyer", TABLE, ["Prices:", "Supplier\tPrice", "Acorn\t£5", "Ann Lee, Buyer"]),
        ("It is £5 per day", "<p>It is £5 per day<table><tr><td>Ann<td>Lee<tr><td>0113 496 000<td>x</table>", [
            "It is £5 per day", "Ann\tLee", "0113 496 000\tx",
        ]),
        ("View this e-mail in your browser: <https://example.com/12345>", "<p>" + "Word, word. " * 20, [
            ("Word, word. " * 20).strip(),
        ]),
        ("View this in your browser.\r\n\r\nLot 1 costs £7,000.", "<p>" + "Word, word. " * 20, [
            ("Word, word. " * 20).strip(), "Lot 1 costs £7,000.",
        ]),
        ("Read here <https://example.com/1>\r\n\r\nLot 12345", "<p>Read here<p>and there are some more words<p>again", [
            "Read here", "and there are some more words", "again", "Lot 12345",
        ]),
        ("Acorn", f"<table><tr><th>a<th>b<tr><td>Lot<td><p>x{TABLE}</table>", [
            "a\tb", "Lot\tx", "Prices:", "Supplier\tPrice", "Acorn\t£5",
        ]),
    ],
)  # fmt: skip
def test_what_only_one_of_the_texts_says_is_not_lost(plain: str, page: str, expected: list[str]) -> None:
    content, kind = multipart(
        "alternative",
        part(plain.encode(), "text/plain; charset=utf-8"),
        part(page.encode(), "text/html; charset=utf-8"),
    )
    raw = message(content, kind)
    document = eml.read(raw, Source("a.eml", "0" * 64, len(raw), "message/rfc822"), Limits())
    assert document.text.split("+0000\n")[1].splitlines() == expected


@pytest.mark.parametrize(
    ("content", "small"),
    [
        (picture(199, 100), True),
        (picture(200, 100), False),
        (picture(90, 30)[:45], True),
        (picture(90, 30)[:30], False),
        (b"\x01\x00\x00\x00 EMF", False),
        (b"", False),
    ],
)
def test_what_is_a_logo(content: bytes, small: bool) -> None:
    assert is_logo(lambda: content) is small


def test_a_rebuilt_message_reads_as_it_was() -> None:
    letter = Letter(
        subject="Re: Löhne – £5 " + "long " * 60,
        sender="Ann",
        headers=(("From", "Ann Löhne <a@b.c>"), ("To", "x" * 2_000), ("Date", "Mon, 03 Mar 2025 09:30:00 +0000")),
        bodies=(Body(plain="One\n\ntwo £5", html="<p>One"), Body(html="<p>Three")),
        attachments=(
            Attachment("ä.pdf", lambda: b"%PDF"),
            Attachment("in.eml", lambda: message("inner", subject="In")),
        ),
    )
    raw = eml_bytes(letter)
    assert raw == eml_bytes(letter)
    source = Source("a.eml", "0" * 64, len(raw), "message/rfc822")
    document = eml.read(raw, source, Limits())
    lines = document.text.splitlines()
    assert lines[0] == " ".join(letter.subject.split())
    assert lines[1:4] == [f"{name}: {value}" for name, value in letter.headers]
    assert lines[-3:] == ["One", "two £5", "Three"]
    members = list(eml.members(raw, source, Limits()))
    assert [member.path for member in members] == ["ä.pdf", "In.eml"]
    assert members[0].content == b"%PDF"
    assert b"inner" in members[1].content
