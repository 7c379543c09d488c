"""Pictures of every format, whole and broken."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tenderscan.document import Document, Outcome, Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import effort, ocr, picture, read
from tenderscan.settings import Limits
from tests import build_scans as scans

LINES = ["Grounds maintenance of parks and verges", "Lot 2 is worth 125,000 pounds a year"]
needs_engine = pytest.mark.skipif(ocr.version() is None, reason="no text recognition: install Tesseract 5")


@pytest.fixture(autouse=True)
def _with_text_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests run without it."""
    monkeypatch.setenv("TENDERSCAN_OCR", "auto")


def read_bytes(content: bytes, limits: Limits | None = None) -> Document:
    return picture.read(content, Source("scan", "0" * 64, len(content), "image/png"), limits or Limits())


def page(lines: list[str] = LINES) -> Image.Image:
    return scans.typed(lines, dots_per_inch=150, inches=(6, 2))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


@needs_engine
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_every_format(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(saved(page(), kind))
    document = read(path)
    assert document.text.splitlines() == LINES or document.text == " ".join(LINES)
    assert document.outcome is Outcome.READ
    (only,) = document.pages
    assert only.readable
    assert only.confidence is not None
    assert only.confidence > 0.8
    assert [notice.code for notice in document.notices] == ["recognised"]


@needs_engine
def test_the_frames_of_a_tiff_are_pages() -> None:
    document = read_bytes(scans.tiff([page(["The first page of the fax"]), page([]), page(["The third page of it"])]))
    assert [one.span.of(document.text).strip() for one in document.pages] == [
        "The first page of the fax",
        "",
        "The third page of it",
    ]
    assert [one.confidence is None for one in document.pages] == [False, True, False]
    said = {notice.code: notice.message for notice in document.notices}
    assert "Pages 1 and 3 were" in said["recognised"]
    assert "Page 2 was" in said["no-text-found"]
    assert document.outcome is Outcome.READ


@needs_engine
def test_the_camera_was_held_sideways() -> None:
    held = scans.jpeg(page().transpose(Image.Transpose.ROTATE_90), orientation=6)
    assert "125,000 pounds" in read_bytes(held).text


@needs_engine
def test_a_picture_without_text_is_read_and_says_so() -> None:
    document = read_bytes(scans.png(Image.linear_gradient("L").resize((400, 300))))
    assert document.text == ""
    assert document.outcome is Outcome.READ
    assert [notice.code for notice in document.notices] == ["no-text-found"]


def test_without_an_engine_it_is_partly_read_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENDERSCAN_OCR", "off")
    document = read_bytes(scans.png(page()))
    (notice,) = document.notices
    assert (notice.code, notice.page) == ("page-without-text", 1)
    assert "TENDERSCAN_OCR" in notice.message
    assert document.outcome is Outcome.PARTLY
    assert not document.pages[0].readable


@needs_engine
def test_what_is_left_of_a_cut_picture_is_read() -> None:
    whole = scans.png(scans.typed(LINES * 8, dots_per_inch=150, inches=(6, 5)))
    document = read_bytes(whole[: int(len(whole) * 0.7)])
    assert "Grounds maintenance" in document.text
    assert "part-not-read" in [notice.code for notice in document.notices]
    assert document.outcome is Outcome.PARTLY


@needs_engine
def test_a_moving_picture_says_that_one_frame_was_read() -> None:
    frames = [page(["This is the first frame of it"]), page(["Another frame"])]
    document = read_bytes(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert document.text == "This is the first frame of it"
    assert "part-not-read" in [notice.code for notice in document.notices]


def test_pixels_are_counted_before_they_are_unpacked() -> None:
    header = struct.pack(">IIBBBBB", 12_000, 12_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(LimitExceeded, match=r"scan, page 1: it has 144,000,000 pixels"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT")
    with pytest.raises(LimitExceeded, match="pixels"):
        read_bytes(scans.png(page()), Limits(pixels=1_000))


def test_more_pixels_than_are_ever_opened() -> None:
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(LimitExceeded, match="too many pixels"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT")


def test_pages_are_counted() -> None:
    with pytest.raises(LimitExceeded, match="more than 2 pages"):
        read_bytes(scans.tiff([page()] * 3), Limits(pages=2))


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"II*\x00\xff\xff\xff\xff",
        b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00",
        b"GIF89a\x01\x00\x01\x00",
        b"BM" + bytes(60),
        b"RIFF\x04\x00\x00\x00WEBP",
    ],
)
def test_broken_pictures_are_a_named_failure(content: bytes) -> None:
    with pytest.raises(FileDamaged, match="scan is damaged"):
        read_bytes(content)


def test_when_time_runs_short_the_rest_is_said_to_be_unread() -> None:
    if ocr.version() is None:
        pytest.skip("no text recognition: install Tesseract 5")
    with effort.bounded("scan", Limits(seconds=4)):
        document = read_bytes(scans.tiff([page()] * 2))
    assert [notice.code for notice in document.notices] == ["page-without-text"] * 2
    assert "--allow seconds=NUMBER" in document.notices[0].message
    assert document.outcome is Outcome.PARTLY
