"""The kind of a file by its bytes: rows of content and what it is."""

import struct
import tracemalloc

import pytest

from tenderscan.errors import FileDamaged, PasswordProtected
from tenderscan.readers import READERS
from tenderscan.readers.detect import DOCX, PDF, identify
from tests.build_docx import archive, docx, p
from tests.build_ole import ole as container

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
    (b"<?xml version='1.0'?><doc><body>x</body></doc>", "text/xml"),
    (b"<?xml version='1.0'?>\n<!-- x -->\n<html xmlns='x'>", "text/html"),
    (b"<h3 class='a'>Accounts</h3>", "text/html"),
    (b"<table><tr><td>x", "text/html"),
    (b"<Name of supplier> will pay", "text/plain"),
    (b"Received: from mail\r\nSubject: Tender\r\n", "message/rfc822"),
    (b"From: a@b.c\nTo: d@e.f\nDate: Tue, 01 Oct 2024 12:34:56 -0500\n\nx", "message/rfc822"),
    (b"From a@b.c Mon Mar  3 09:30:00 2025\nFrom: a@b.c\nMIME-Version: 1.0\n\nx", "message/rfc822"),
    (b"To: all bidders\nDear Sir\n\nThe tender", "text/plain"),
    (b"From: Ann\nSent: Monday\nTo: Bob\nSubject: Tender\n\nSaved as text.", "text/plain"),
    (b'{"a": [1]}', "application/json"),
    (b'{"ocid": "x"}', "application/vnd.ocds+json"),
    (b"[FORM]\nAgreement [name]", "text/plain"),
    (b"{braces} in a text", "text/plain"),
    (b"supplier,price\nAcorn,12\n", "text/plain"),
    ("Straße".encode("cp1252"), "text/plain"),
    ("Price £5".encode("utf-16-le"), "text/plain"),
    ("Price £5 a year and so on".encode("utf-16-be"), "text/plain"),
    (b"page one\fpage two\x1b[0m\x07\r\n\x1a", "text/plain"),
    (b"kept in blocks of 64 bytes" + b"\x00" * 38, "text/plain"),
    (b"a line with one stray \x02 in it " * 1 + b"and much else " * 20, "text/plain"),
    (b"\x00" * 5000, "application/octet-stream"),
    (b"a header in text\n" * 300 + bytes(range(256)) * 60, "application/octet-stream"),
    (bytes(range(128, 256)) + bytes(32), "application/octet-stream"),
    (bytes(range(256)), "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "media_type"), KINDS)
def test_kind(content: bytes, media_type: str) -> None:
    kind = identify(content, "example.bin")
    assert kind.media_type == media_type
    assert kind.name
    # advice is for what is not read
    assert (kind.advice == "") is any(media_type in claimed for claimed in READERS.values())


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.csv", b"supplier,price\nAcorn,12\n", "text/csv"),
        ("A.CSV", b"\xef\xbb\xbfsupplier;price\n", "text/csv"),
        ("a.tsv", b"supplier\tprice\n", "text/tab-separated-values"),
        ("a.txt", b"supplier,price\n", "text/plain"),
        ("a.csv", b"%PDF-1.7\n", PDF),
        ("a.md", b"# Minutes\n", "text/markdown"),
        ("a.html", b"Hello <b>you</b>", "text/html"),
        ("a.xml", b"<notice><title/></notice>", "text/xml"),
        ("a.eml", b"Subject: Tender\n\nx", "message/rfc822"),
        ("export.xls", b"supplier\tprice\r\nAcorn\t12\r\n", "text/tab-separated-values"),
        ("export.XLS", "supplier\tprice\r\n".encode("utf-16"), "text/tab-separated-values"),
        ("export.xlsx", b"supplier,price\nAcorn,12\n", "text/csv"),
        ("export.xls", b'"Spend over 500"\n\n"supplier";"price"\n"Acorn";"1,2"\n"Beech";"3,4"\n', "text/csv"),
        ("export.xls", b"sep=|\nsupplier|price\n", "text/csv"),
        ("export.ods", b"supplier,price\nAcorn,12\n", "text/csv"),
        ("export.xls", b"<table><tr><td>a,b<tr><td>c,d</table>", "text/html"),
        ("export.xls", b"<html><body><table>\n<tr><td>a,b\n<tr><td>c,d\n</table>", "text/html"),
        ("export.xls", b'<?xml version="1.0"?>\n<Workbook>a,b\nc,d</Workbook>', "text/xml"),
        ("error.xls", b"The report could not be made.\nDear user, try again.\nThank you.\n", "text/plain"),
        ("error.xls", b"Sorry, the report could not be made.", "text/plain"),
        ("export.txt", b"supplier\tprice\r\nAcorn\t12\r\n", "text/plain"),
    ],
)
def test_table_of_values_by_name_and_content(name: str, content: bytes, media_type: str) -> None:
    assert identify(content, name).media_type == media_type


def test_encrypted_office_file() -> None:
    with pytest.raises(PasswordProtected, match=r"secret\.docx"):
        identify(ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "secret.docx")


def test_a_damaged_archive_is_an_archive_all_the_same() -> None:
    kind = identify(b"PK\x03\x04 and no more", "a.zip")
    assert (kind.media_type, kind.name) == ("application/zip", "a ZIP archive")
    inside = archive({"Password/word/a.txt": "x" * 500, "b.txt": "x"})[:-60]
    assert identify(inside, "a.zip") == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (archive({"xl/workbook.xml": "x" * 500}), "no ending"),
        (archive({"a.xml": "x" * 500}), "a.xlsx"),
        (archive({"a.xml": "x" * 500}), "a.ODT"),
        (archive({"mimetype": "x" * 500}), "no ending"),
        (archive({"[Content_Types].xml": "x" * 500}), "a.zip"),
    ],
)
def test_half_a_document_is_no_archive(content: bytes, name: str) -> None:
    with pytest.raises(FileDamaged, match=name):
        identify(content[:-40], name)


def test_a_directory_of_hundreds_of_thousands_is_not_read() -> None:
    entries = 300_000
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", *(0,) * 9, 2, *(0,) * 4, 0, 0) + b"x/"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(entry) * entries, 0, 0)
    content = b"PK\3\4" + bytes(26) + entry * entries + end
    tracemalloc.start()
    kind = identify(content, "a.zip")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kind.name == "a ZIP archive"
    assert most < 5_000_000


def test_a_container_that_claims_to_be_huge_is_not_believed() -> None:
    content = container({"WordDocument": b"x" * 9_000})
    lying = content[:72] + b"\xff\xff\xff\x00" + content[76:]  # sectors of tables of tables
    tracemalloc.start()
    assert identify(lying, "a.doc").media_type == "application/msword"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_message_is_told_from_what_is_attached_to_it() -> None:
    properties = {"__properties_version1.0": bytes(32)}
    assert (
        identify(container({**properties, "x": {"WordDocument": b"x"}}), "a").media_type == "application/vnd.ms-outlook"
    )
    assert identify(container({"WordDocument": b"x", "x": properties}), "a").media_type == "application/msword"


def test_a_name_that_is_no_directory_entry_does_not_count() -> None:
    shifted = ole("Root Entry") + b"\x00" * 6 + "EncryptedPackage\0".encode("utf-16-le")
    assert identify(shifted, "a.doc").media_type == "application/x-ole-storage"


@pytest.mark.parametrize("kept", [30, 200, -30])
def test_docx_cut_off(kept: int) -> None:
    with pytest.raises(FileDamaged, match=r"cut\.docx"):
        identify(docx(p("a" * 500))[:kept], "cut.docx")
