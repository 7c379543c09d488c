"""Rows of text, the encoding it is written in, and what is declared: decoded it is the same text again."""

import codecs
import time

import pytest

from tenderscan.readers.encoding.decoding import decode, is_misread, remarks, wide_encoding

LETTER = "The Council’s tender (“the Contract”) is worth £1,200.50 – or €300 – a year. • Café José’s price: £5m"

TEXTS = [
    (
        "Price £1,200 a year\n",
        ["cp1252", "cp437", "cp850", "mac_roman", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8"],
    ),
    ("£5", ["cp1252", "cp437", "utf-16-le", "utf-16-be", "utf-32-be", "iso8859-15"]),
    ("Price £ 1,200 a year (£m)\n", ["cp1252", "cp437"]),
    (LETTER, ["cp1252", "mac_roman", "utf-8", "utf-16-le", "utf-32-le"]),
    ("The Council’s view", ["cp1252", "mac_roman"]),
    ("Café, naïve, Zoë, Muñoz, Siân, Señor, façade", ["cp1252", "mac_roman", "cp850", "cp437", "utf-16-be"]),
    ("Größe: über 5, Straße, Änderung, ÜBERSICHT", ["cp1252", "mac_roman", "cp850"]),
    ("20°C – 30°C, ©2019", ["cp1252", "mac_roman"]),
    ("4½ hours, 12 m²", ["cp1252", "cp850"]),
    ("€300 fee\n", ["cp1252", "iso8859-15"]),
    ("Items:\n• One\n• Two\n", ["cp1252", "mac_roman"]),
    ("Fee: £1,200\xa0per day", ["cp1252", "mac_roman"]),
    ("Cena: Zażółć gęślą jaźń, żółty, łódź, świetnie", ["cp1250"]),
    ("Извещение для закупки: поставка оборудования", ["cp1251", "koi8_r", "utf-16-le"]),
    ("投标邀请书:本项目由市政府采购中心组织公开招标", ["gb18030"]),
    ("入札公告:本件は一般競争入札により調達を行うものである", ["cp932"]),
]


@pytest.mark.parametrize(("text", "encoding"), [(text, each) for text, encodings in TEXTS for each in encodings])
def test_without_mark_or_declaration(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks(encoding: str) -> None:
    decoded = decode(LETTER.encode(encoding))
    assert (decoded.text, decoded.sure) == (LETTER, True)
    assert decode(codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be")).text == LETTER


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-1", "cp1252", LETTER),
        ('"Windows-1252"', "cp1252", LETTER),
        ("macintosh", "mac_roman", LETTER),
        ("gb2312", "gb18030", "报价:€5"),
        ("iso-2022-jp", "iso2022_jp", "入札公告"),
        ("utf-8", "cp1252", LETTER),
        ("us-ascii", "cp1252", LETTER),
        ("no-such-charset", "cp1252", LETTER),
        ("", "cp1252", LETTER),
        ("iso-8859-1", "utf-8", LETTER),
        ("utf-16", "utf-8", LETTER),
    ],
)
def test_what_is_declared_need_not_be_true(declared: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), declared).text == text


@pytest.mark.parametrize("declared", ["punycode", "idna", "zip", "rot13", "hex", "unicode_escape", "undefined", "../x"])
def test_what_is_no_encoding_is_not_used(declared: str) -> None:
    assert decode("£5".encode("cp1252"), declared).text == "£5"


@pytest.mark.parametrize(
    ("content", "sure"),
    [
        (b"plain", True),
        ("£5".encode(), True),
        ("£5".encode("cp1252"), False),
        ("£5 and ".encode() * 9 + "£".encode()[:1], False),
        ("ab".encode("utf-16"), True),
        (b"", True),
    ],
)
def test_whether_it_is_sure(content: bytes, sure: bool) -> None:
    decoded = decode(content)
    assert decoded.sure is sure
    assert [code for code, _ in remarks(decoded)] == ([] if sure else ["encoding-guessed"])


def test_utf_8_that_is_cut_or_mixed_is_still_utf_8() -> None:
    assert decode(("£5 and ’6’ " * 5).encode()[:-1] + "£".encode()[:1]).text.startswith("£5 and ’6’")
    mixed = ("£5 and ’6’ " * 9).encode() + b"\xa37"
    assert decode(mixed).text == "£5 and ’6’ " * 9 + "\ufffd7"


def test_text_that_was_spoilt_before_is_said_and_left() -> None:
    spoilt = "£5 for the Council’s".encode().decode("cp1252")
    decoded = decode(spoilt.encode())
    assert decoded.text == spoilt
    assert [code for code, _ in remarks(decoded)] == ["encoding-misread-before"]
    assert not is_misread("Â is a letter, £5 too: Ã")


def test_bytes_that_are_no_text_in_utf_16() -> None:
    assert wide_encoding(bytes(range(256)) * 16) is None
    assert wide_encoding(b"\x00" * 4096) is None
    assert wide_encoding(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8") is None
    assert wide_encoding(b"plain") is None


def test_a_large_file_is_guessed_from_a_part_of_it() -> None:
    content = b"plain text \xa35\n" * 1_000_000
    start = time.process_time()
    assert decode(content).encoding == "cp1252"
    assert time.process_time() - start < 5
