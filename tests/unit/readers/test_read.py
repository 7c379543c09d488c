"""The front door: every way a path can fail has its own error, and content decides before the name does."""

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tenderscan.document import Source
from tenderscan.errors import (
    FileDamaged,
    FileEmpty,
    FileProblem,
    FileUnreadable,
    LimitExceeded,
    PasswordProtected,
    PathMissing,
    UnsupportedFormat,
    WrongType,
)
from tenderscan.readers import READERS, load, media_types, read, read_loaded
from tenderscan.settings import Limits
from tests.build_docx import archive, docx, p
from tests.build_pdf import PdfBuilder
from tests.unit.readers.test_detect import ole

PROGRAM, RAR, UNKNOWN = b"MZ\x90\x00\x03", b"Rar!\x1a\x07\x00", bytes(range(256))
WORD = docx(p("Invitation to tender"))


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_document_and_source(tmp_path: Path) -> None:
    document = read(written(tmp_path, "itt.docx", WORD))
    assert document.text == "Invitation to tender"
    assert document.source.name == "itt.docx"
    assert document.source.sha256 == hashlib.sha256(WORD).hexdigest()
    assert document.source.size == len(WORD)
    assert document.source.media_type == media_types.DOCX
    assert document.notices == ()


REFUSED = [
    ("a.docx", b"", FileEmpty, "empty"),
    ("a.pdf", PROGRAM, WrongType, "is not a PDF: it begins like a Windows program. Fetch the file again"),
    ("a.XLSX", PROGRAM, WrongType, "is not an Excel workbook: it begins like a Windows program"),
    ("a.docx", RAR, WrongType, "is not a Word document: it begins like a RAR archive. Unpack it first."),
    ("a.zip", b"MSCF\x00\x00", WrongType, "is not a ZIP archive: it begins like a Windows cabinet"),
    ("a.doc", ole("Root Entry"), WrongType, "it begins like an older Office file. Open it and save it as .docx"),
    ("a.odt", UNKNOWN, WrongType, "is not an OpenDocument text: it begins like a file of an unknown kind"),
    ("a.rar", RAR, UnsupportedFormat, "is a RAR archive, which is not read. Unpack it first."),
    ("a.cab", b"MSCF\x00\x00", UnsupportedFormat, "is a Windows cabinet, which is not read. Unpack it first."),
    (
        "a.ps",
        b"%!PS-Adobe-3.0\n",
        UnsupportedFormat,
        "is a PostScript file, which is not read. Save or print it as a PDF",
    ),
    ("a.exe", PROGRAM, UnsupportedFormat, "is a Windows program, which is not read. Fetch the file again"),
    ("a.txt", b"\x7fELF\x02\x01\x01", UnsupportedFormat, "is a program, which is not read. Fetch the file again"),
    ("noending", UNKNOWN, UnsupportedFormat, "is a file of an unknown kind, which is not read. Save it as a PDF"),
    ("a.docx", WORD[:-40], FileDamaged, "cut off or damaged"),
]


@pytest.mark.parametrize(("name", "content", "error", "says"), REFUSED)
def test_refused(tmp_path: Path, name: str, content: bytes, error: type[FileProblem], says: str) -> None:
    with pytest.raises(error) as caught:
        read(written(tmp_path, name, content))
    assert type(caught.value) is error
    assert says in caught.value.message
    assert name in caught.value.message
    assert len(caught.value.message.splitlines()) <= 2
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(PathMissing, match="nowhere"):
        read(tmp_path / "nowhere.pdf")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="folder"):
        read(tmp_path)


def test_name_with_a_null(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        read(tmp_path / "a\0b.pdf")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="only an ordinary user of a POSIX system can be refused"
)
def test_no_permission(tmp_path: Path) -> None:
    path = written(tmp_path, "a.docx", WORD)
    path.chmod(0)
    with pytest.raises(FileUnreadable, match=r"a\.docx"):
        read(path)


def test_refused_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.docx", WORD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileUnreadable, match=r"a\.docx may not be opened"):
        read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(FileUnreadable, match="not an ordinary file"):
        read(tmp_path / "pipe.pdf")


def test_too_large(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match=r"too large.*\nSplit it, or allow more: --allow bytes="):
        read(written(tmp_path, "a.docx", WORD), limits=Limits(bytes=100))


CONTENT_DECIDES = [
    ("really-word.pdf", WORD, media_types.DOCX, "Invitation to tender", ".pdf, but the file is a Word document"),
    ("page.doc", b"<html><p>Lot 1", media_types.HTML, "Lot 1", ".doc, but the file is a web page (HTML)"),
    ("rich.doc", rb"{\rtf1\ansi Lot 1}", media_types.RTF, "Lot 1", ".doc, but the file is a rich-text file (RTF)"),
    ("words.DOCX", b"plain words", media_types.PLAIN, "plain words", ".docx, but the file is plain text"),
    ("pack.docx", archive({"x.txt": b"x"}), media_types.ZIP, "x.txt (1 bytes)", ".docx, but the file is a ZIP archive"),
    (
        "export.xls",
        b"Lot\tPrice\n1\t5\n",
        media_types.TSV,
        "Lot\tPrice\n1\t5",
        ".xls, but the file is a table of values",
    ),
    (
        "export.xlsx",
        b"Lot,Price\n1,5\n",
        media_types.CSV,
        "Lot\tPrice\n1\t5",
        ".xlsx, but the file is a table of values",
    ),
    ("export.xls", b"<table><tr><th>Lot<th>Price<tr><td>1<td>5</table>", media_types.HTML, "Lot\tPrice\n1\t5", ".xls"),
]


@pytest.mark.parametrize(("name", "content", "media_type", "text", "says"), CONTENT_DECIDES)
def test_content_decides(tmp_path: Path, name: str, content: bytes, media_type: str, text: str, says: str) -> None:
    document = read(written(tmp_path, name, content))
    assert (document.source.media_type, document.text) == (media_type, text)
    assert [notice.code for notice in document.notices] == ["name-mismatch"]
    assert says in document.notices[0].message


AS_NAMED = [
    ("noending", b"plain words", media_types.PLAIN, "plain words"),
    ("a.txt", b"plain words", media_types.PLAIN, "plain words"),
    ("a.md", b"# Notes\n\nand more\n", media_types.MARKDOWN, "Notes\nand more"),
    ("a.csv", b"supplier,price\nAcorn,5\n", media_types.CSV, "supplier\tprice\nAcorn\t5"),
    ("a.zip", archive({"x.txt": b"x"}), media_types.ZIP, "x.txt (1 bytes)"),
]


@pytest.mark.parametrize(("name", "content", "media_type", "text"), AS_NAMED)
def test_what_is_as_its_name_says(tmp_path: Path, name: str, content: bytes, media_type: str, text: str) -> None:
    document = read(written(tmp_path, name, content))
    assert (document.source.media_type, document.text, document.notices) == (media_type, text, ())


def test_half_an_archive_is_one_all_the_same(tmp_path: Path) -> None:
    cut = archive({"a.txt": b"x" * 500, "b.txt": b"y" * 500})[:-100]
    document = read(written(tmp_path, "pack.zip", cut))
    assert [notice.code for notice in document.notices] == ["part-not-read"]
    assert "a.txt" in document.text


def test_no_mismatch_without_a_promise(tmp_path: Path) -> None:
    assert read(written(tmp_path, "download", WORD)).notices == ()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.docx")
    path.write_bytes(WORD)
    assert read(path).source.name == "caf\ufffd.docx"


def test_readers_claim_different_media_types() -> None:
    claims = [media_type for media_types in READERS.values() for media_type in media_types]
    assert len(claims) == len(set(claims))


def test_a_pdf_does_not_load_the_reader_of_another_format(tmp_path: Path) -> None:
    path = written(tmp_path, "a.pdf", PdfBuilder().text(72, 80, "Tender").build())
    code = (
        "import sys, pathlib, tenderscan.readers as readers; readers.read(pathlib.Path(sys.argv[1])); "
        "sys.exit('tenderscan.readers.docx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


UNREADABLE = [
    ("cut.docx", WORD[:-40], FileDamaged, "application/zip"),
    ("locked.docx", ole("Root Entry", "EncryptedPackage"), PasswordProtected, "application/x-ole-storage"),
]


@pytest.mark.parametrize(("name", "content", "error", "media_type"), UNREADABLE)
def test_what_cannot_be_read_has_a_source(
    tmp_path: Path, name: str, content: bytes, error: type[FileProblem], media_type: str
) -> None:
    loaded = load(written(tmp_path, name, content))
    assert loaded.source == Source(name, hashlib.sha256(content).hexdigest(), len(content), media_type)
    with pytest.raises(error, match=name):
        read_loaded(loaded)


def test_importing_the_front_door_loads_no_library() -> None:
    heavy = ("lxml", "docx", "pypdfium2", "pdfplumber")
    code = f"import sys, tenderscan.readers; sys.exit([name for name in {heavy!r} if name in sys.modules] or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
