"""Word and PowerPoint files of before 2007: what is told before they are converted, and what comes of it."""

import contextlib
from pathlib import Path

import pytest

from tenderscan.errors import ConverterMissing, FileDamaged, PasswordProtected, TimeExceeded
from tenderscan.readers import converter, legacy_office, read
from tenderscan.readers.converter import VARIABLE, Task
from tenderscan.settings import Limits
from tests.build import source
from tests.build_docx import docx, p
from tests.build_ole import ole

needs_converter = pytest.mark.skipif(
    converter.find() is None, reason="no LibreOffice: install it, or name its program in TENDERSCAN_SOFFICE"
)


def word(version: int = 193) -> bytes:
    """A file that begins like one of Word, and holds no text."""
    return ole({"WordDocument": (b"\xec\xa5" + version.to_bytes(2, "little")).ljust(5_000, b"\x00")})


@pytest.mark.parametrize("ending", ["doc", "ppt"])
def test_without_converter(ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nothing"))
    path = tmp_path / f"old.{ending}"
    path.write_bytes(
        word() if ending == "doc" else ole({"PowerPoint Document": b"x" * 5_000, "Current User": b"x" * 20})
    )
    with pytest.raises(ConverterMissing, match=rf"(?s)old\.{ending}.*Install LibreOffice.*\.{ending}x"):
        read(path)


VERSIONS = [(101, "MS WinWord 6.0"), (104, "MS Word 95"), (193, "MS Word 97"), (274, "MS Word 97")]


@pytest.mark.parametrize(("version", "expected"), VERSIONS)
def test_filter_by_version(version: int, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Task] = []

    def remember(_content: bytes, task: Task, _limits: Limits) -> bytes:
        asked.append(task)
        raise FileDamaged("enough")

    monkeypatch.setattr(converter, "convert", remember)
    with pytest.raises(FileDamaged, match="enough"):
        legacy_office.read(word(version), source("old.doc"), Limits())
    assert asked == [Task("old.doc", "doc", expected, "docx")]


BROKEN = [b"", b"text", word()[:600], ole({"Other": b"x"}), ole({"WordDocument": b"x"})]


@pytest.mark.parametrize("content", BROKEN)
def test_broken(content: bytes) -> None:
    with pytest.raises(FileDamaged, match=r"old\.doc"):
        legacy_office.read(content, source("old.doc"), Limits())


def test_slides_with_a_password() -> None:
    user = bytes(12) + (0xF3D1C4DF).to_bytes(4, "little") + bytes(16)
    content = ole({"PowerPoint Document": b"x" * 5_000, "Current User": user})
    with pytest.raises(PasswordProtected, match=r"old\.ppt"):
        legacy_office.read(content, source("old.ppt"), Limits())


NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "draw": "drawing",
        "text": "text",
        "svg": "svg-compatible",
    }.items()
)


def frame(content: str, top: int) -> str:
    return f'<draw:frame svg:x="2cm" svg:y="{top}cm" svg:width="20cm" svg:height="2cm">{content}</draw:frame>'


def test_slides() -> None:
    if converter.find() is None:
        pytest.skip("no LibreOffice: install it, or name its program in TENDERSCAN_SOFFICE")
    box = "<draw:text-box><text:p>{}</text:p></draw:text-box>"
    page = frame(box.format("Signed for the Council."), 12) + frame(box.format("Prices exclude VAT."), 6)
    page += frame(box.format("Schedule of prices"), 1)
    flat = (
        f'<office:document {NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.'
        'presentation"><office:body><office:presentation><draw:page draw:name="a">'
        f"{page}</draw:page></office:presentation></office:body></office:document>"
    )
    made = Task("a", "fodp", "OpenDocument Presentation Flat XML", "ppt")
    content = converter.convert(flat.encode(), made, Limits())
    document = legacy_office.read(content, source("old.ppt"), Limits())
    assert document.text.split("\n") == ["Schedule of prices", "Prices exclude VAT.", "Signed for the Council."]
    assert [page.number for page in document.pages] == [1]
    assert [notice.code for notice in document.notices] == ["converted"]


@needs_converter
def test_empty_file_of_word_is_read_or_a_named_failure() -> None:
    with contextlib.suppress(FileDamaged):
        assert legacy_office.read(word(), source("old.doc"), Limits()).text == ""


def test_objects_that_got_lost_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made = docx(p("text"), files={"word/embeddings/a.bin": ole({"CONTENTS": b"%PDF-1.7"})})
    monkeypatch.setattr(converter, "convert", lambda *_: made)
    head = (b"\xec\xa5" + (193).to_bytes(2, "little")).ljust(5_000, b"\x00")
    pool = {f"_{at}": {"\x01Ole10Native": b"x"} for at in range(3)}
    content = ole({"WordDocument": head, "ObjectPool": pool})
    monkeypatch.setattr(legacy_office, "_LAST", [])
    document = legacy_office.read(content, source("old.doc"), Limits())
    assert [notice.code for notice in document.notices] == ["converted", "part-not-read"]
    assert "2 embedded objects" in document.notices[1].message


@needs_converter
def test_members_need_no_second_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    content = converter.convert(docx(p("text")), Task("a", "docx", "MS Word 2007 XML", "doc"), Limits())
    assert legacy_office.read(content, source("old.doc"), Limits()).text == "text"
    monkeypatch.setattr(converter, "convert", None)
    assert list(legacy_office.members(content, source("old.doc"), Limits())) == []


@pytest.mark.parametrize("first", ["read", "members"])
def test_a_failure_is_remembered_once(first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a file asks for its members as well: the same failure, and one conversion."""
    runs: list[str] = []

    def fail(_content: bytes, task: Task, _limits: Limits) -> bytes:
        runs.append(task.name)
        raise TimeExceeded("too long")

    monkeypatch.setattr(converter, "convert", fail)
    monkeypatch.setattr(legacy_office, "_LAST", [])
    steps = {
        "read": lambda: legacy_office.read(word(), source("old.doc"), Limits()),
        "members": lambda: list(legacy_office.members(word(), source("old.doc"), Limits())),
    }
    for name in sorted(steps, key=lambda name: name != first):
        with pytest.raises(TimeExceeded, match="too long"):
            steps[name]()
    assert runs == ["old.doc"]
    assert legacy_office._LAST == []
    with pytest.raises(TimeExceeded):
        legacy_office.read(word(), source("old.doc"), Limits(seconds=3_600))
    assert len(runs) == 2


def test_a_converter_that_is_missing_is_looked_for_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nothing"))
    with pytest.raises(ConverterMissing):
        legacy_office.read(word(), source("old.doc"), Limits())
    monkeypatch.setattr(converter, "convert", lambda *_: docx(p("text")))
    assert legacy_office.read(word(), source("old.doc"), Limits()).text == "text"
    list(legacy_office.members(word(), source("old.doc"), Limits()))
    assert legacy_office._LAST == []
