"""The kind of a file by its bytes: rows of content and what it is."""

import pytest

from tenderscan.errors import FileDamaged, PasswordProtected
from tenderscan.readers.detect import DOCX, PDF, identify
from tests.build_docx import archive, docx, p

TYPES = '<Types><Override PartName="/x" ContentType="application/vnd.{}+xml"/></Types>'
OPEN = "openxmlformats-officedocument."
EMBEDDED = (
    f'<Types><Default ContentType="application/vnd.{OPEN}spreadsheetml.sheet"/><Override ContentType="{{}}"/></Types>'
)


def office(kind: str, types: str = TYPES) -> bytes:
    return archive({"[Content_Types].xml": types.format(kind), "a.xml": ""})


def ole(*streams: str) -> bytes:
    """The head of an OLE2 container and a directory with these entries of 128 bytes."""
    entries = b"".join((stream.encode("utf-16-le") + b"\x00\x00").ljust(128, b"\x00") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entries


KINDS = [
    (b"%PDF-1.7\n", PDF),
    (b"junk\n" * 200 + b"%PDF-1.4", PDF),
    (b"junk\n" * 205 + b"%PDF-1.4", "text/plain"),
    (docx(p("a")), DOCX),
    (office(OPEN + "wordprocessingml.template.main"), DOCX),
    (office("ms-word.document.macroEnabled.main"), DOCX),
    (office("ms-word.template.macroEnabledTemplate.main"), DOCX),
    (archive({"word/document.xml": "<x/>"}), DOCX),
    (office(OPEN + "spreadsheetml.sheet.main"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (office("ms-excel.sheet.macroEnabled.main"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        office(OPEN + "presentationml.presentation.main"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (office(f"application/vnd.{OPEN}wordprocessingml.document.main+xml", EMBEDDED), DOCX),
    (
        archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        "application/vnd.oasis.opendocument.text",
    ),
    (archive({"letter.pdf": b"%PDF-1.4"}), "application/zip"),
    (archive({}), "application/zip"),
    (b"PK\x03\x04 and no more", "application/zip"),
    (ole("Root Entry", "WordDocument"), "application/msword"),
    (ole("Root Entry", "Workbook"), "application/vnd.ms-excel"),
    (ole("Root Entry", "PowerPoint Document"), "application/vnd.ms-powerpoint"),
    (ole("Root Entry", "__properties_version1.0"), "application/vnd.ms-outlook"),
    (ole("Root Entry"), "application/x-ole-storage"),
    (b"\x89PNG\r\n\x1a\n...", "image/png"),
    (b"\xff\xd8\xff\xe0", "image/jpeg"),
    (b"II*\x00....", "image/tiff"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    (b"BM\x9a\x00\x00\x00\x00", "image/bmp"),
    (b"BM Trada report\nPage 1", "text/plain"),
    (b"MZ\x90\x00\x03", "application/vnd.microsoft.portable-executable"),
    (rb"{\rtf1\ansi Hello}", "application/rtf"),
    (b"\xef\xbb\xbf  <!DOCTYPE html><p>x", "text/html"),
    (b"<!-- saved --><html>", "text/html"),
    (b"<?xml version='1.0'?><notice/>", "text/xml"),
    ("<?xml version='1.0'?><a/>".encode("utf-16"), "text/xml"),
    (b"Received: from mail\r\nSubject: Tender\r\n", "message/rfc822"),
    (b"supplier,price\nAcorn,12\n", "text/plain"),
    ("Straße".encode("cp1252"), "text/plain"),
    (bytes(range(256)), "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "media_type"), KINDS)
def test_kind(content: bytes, media_type: str) -> None:
    kind = identify(content, "example.bin")
    assert kind.media_type == media_type
    assert kind.name
    assert kind.advice.endswith(".") or media_type in (PDF, DOCX)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.csv", b"supplier,price\nAcorn,12\n", "text/csv"),
        ("A.CSV", b"\xef\xbb\xbfsupplier;price\n", "text/csv"),
        ("a.tsv", b"supplier\tprice\n", "text/tab-separated-values"),
        ("a.txt", b"supplier,price\n", "text/plain"),
        ("a.csv", b"no values here\n", "text/plain"),
        ("a.csv", b"%PDF-1.7\n", PDF),
    ],
)
def test_table_of_values_by_name_and_content(name: str, content: bytes, media_type: str) -> None:
    assert identify(content, name).media_type == media_type


def test_encrypted_office_file() -> None:
    with pytest.raises(PasswordProtected, match=r"secret\.docx"):
        identify(ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "secret.docx")


def test_a_name_that_is_no_directory_entry_does_not_count() -> None:
    shifted = ole("Root Entry") + b"\x00" * 6 + "EncryptedPackage\0".encode("utf-16-le")
    assert identify(shifted, "a.doc").media_type == "application/x-ole-storage"


@pytest.mark.parametrize("kept", [30, 200, -30])
def test_docx_cut_off(kept: int) -> None:
    with pytest.raises(FileDamaged, match=r"cut\.docx"):
        identify(docx(p("a" * 500))[:kept], "cut.docx")
