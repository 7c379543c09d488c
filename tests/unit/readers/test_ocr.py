"""Engines, and what is made of what they recognise."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tenderscan.readers import ocr
from tenderscan.readers.ocr import choice, notices, rapid, tesseract
from tenderscan.readers.ocr.layout import page_layout
from tenderscan.readers.ocr.port import Engine, Line, NotRecognised, Recognised, Word
from tenderscan.readers.ocr.reading import Reading, read_picture
from tenderscan.readers.ocr.recogniser import text_of
from tenderscan.readers.ocr.specks import without_rules, without_specks
from tenderscan.readers.ocr.type_size import measured
from tenderscan.readers.ocr.upright import grey, letter_height, scale_for, tilt
from tenderscan.readers.pdf.layout import FilledGrid, Strand
from tests import build_scans as scans

TEXT = [
    "The Supplier shall begin the Services on the Commencement Date",
    "and shall carry them out with reasonable skill and care.",
    "Payment falls due thirty days after a valid invoice is received.",
    "The Council may end the Contract on ninety days written notice.",
    "Each party keeps the other informed of any breach of data security.",
    "Apprenticeships: the Supplier offers five a year, GBP 12,500 each.",
]
ENGINES = [
    pytest.param(find, id=name, marks=pytest.mark.skipif(find() is None, reason=f"{name} is not installed"))
    for name, find in (("tesseract", tesseract.find), ("rapidocr", rapid.find))
]


@pytest.fixture(autouse=True)
def _with_text_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests run without it."""
    monkeypatch.setenv("TENDERSCAN_OCR", "auto")


def engine_of(find: object) -> Engine:
    found = find() if callable(find) else None
    assert found is not None
    return found


def text(reading: Reading | NotRecognised) -> str:
    assert isinstance(reading, Reading)
    return text_of(page_layout(reading))


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return scans.typed(TEXT, dots_per_inch=150, inches=(7, 3))


@pytest.mark.parametrize("find", ENGINES)
class TestEngine:
    def test_reads_words_with_places_and_confidence(self, find: object, page: Image.Image) -> None:
        found = engine_of(find).recognise(page, 150, 60)
        assert isinstance(found, Recognised)
        assert [" ".join(word.text for word in line.words) for line in found.lines] == TEXT
        assert 0.8 < found.confidence <= 1
        assert found.characters == sum(len(line.replace(" ", "")) for line in TEXT)
        for line in found.lines:
            assert 15 < line.type_size < 32  # 11 points at 150 dpi are 23 pixels
            for word, following in zip(line.words, line.words[1:], strict=False):
                assert 0 <= word.x0 < word.x1 <= page.width
                assert 0 <= word.top < word.bottom <= page.height
                assert word.x1 <= following.x0 + 4

    def test_finds_nothing_on_a_blank_page(self, find: object) -> None:
        assert engine_of(find).recognise(Image.new("L", (600, 400), 255), 150, 60) == Recognised(())

    def test_gives_up_when_time_is_up(self, find: object, page: Image.Image) -> None:
        found = engine_of(find).recognise(page, 150, 0.0001)
        assert isinstance(found, NotRecognised)
        assert "did not finish" in found.reason

    @pytest.mark.parametrize("degrees", [90, 180, 270])
    def test_a_page_that_lies_wrong(self, find: object, page: Image.Image, degrees: int) -> None:
        reading = read_picture(scans.turned(page, degrees), engine_of(find), seconds=60)
        assert text(reading) == "\n".join(TEXT)
        assert isinstance(reading, Reading)
        assert reading.quarters % 4 == (360 - degrees) // 90

    def test_a_skewed_page(self, find: object, page: Image.Image) -> None:
        assert text(read_picture(scans.skewed(page, -7.3), engine_of(find), seconds=60)) == "\n".join(TEXT)


def test_nothing_heavy_is_loaded_to_tell_the_version() -> None:
    heavy = {"rapidocr", "onnxruntime", "cv2", "numpy", "PIL", "pypdfium2"}
    program = (
        f"import sys; from tenderscan.readers import ocr; ocr.version(); print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("off", "switched off"),
        ("OFF", "switched off"),
        ("abbyy", "is 'abbyy', which is none of auto, tesseract, rapidocr, off"),
    ],
)
def test_no_engine_is_wanted(wanted: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(choice.VARIABLE, wanted)
    assert ocr.engine() is None
    assert ocr.version() is None
    assert said in ocr.way_out()


@pytest.mark.skipif(sys.platform == "win32", reason="the program is looked for in its usual folders, too")
def test_without_any_engine_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(choice._ENGINES, "rapidocr", lambda: None)
    for cached in (tesseract.find, choice._chosen):
        cached.cache_clear()
    try:
        assert ocr.version() is None
        assert "Tesseract 5" in ocr.way_out()
        assert "tenderscan[ocr]" in ocr.way_out()
    finally:
        for cached in (tesseract.find, choice._chosen):
            cached.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Error opening data file' >&2; exit 1", "failed (Error opening data file)"),
        ("sleep 20", "did not finish"),
    ],
)
def test_a_program_that_fails(script: str, said: str, tmp_path: Path, page: Image.Image) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    found = tesseract.Tesseract(str(program), "5.0").recognise(page, 150, 0.5)
    assert isinstance(found, NotRecognised)
    assert said in found.reason


def test_a_program_that_is_gone(page: Image.Image, tmp_path: Path) -> None:
    found = tesseract.Tesseract(str(tmp_path / "gone"), "5.0").recognise(page, 150, 5)
    assert isinstance(found, NotRecognised)
    assert "could not be started" in found.reason


class TestMakingReady:
    @pytest.mark.parametrize("degrees", [-9.5, -4, -1.2, 0, 0.6, 3, 8])
    def test_skew_is_told(self, degrees: float) -> None:
        page = scans.typed(TEXT * 5, dots_per_inch=120)
        assert tilt(scans.skewed(page, degrees)).degrees == pytest.approx(-degrees, abs=0.2)

    @pytest.mark.parametrize(("degrees", "sideways"), [(0, False), (90, True), (180, False), (270, True)])
    def test_a_page_on_its_side_is_told(self, degrees: int, sideways: bool) -> None:
        page = scans.typed(TEXT * 5, dots_per_inch=120)
        page.paste(0, (0, 0, 6, page.height))  # the dark edge of a scan
        assert tilt(scans.turned(page, degrees)).sideways is sideways

    @pytest.mark.parametrize("dots", [100, 200, 300])
    def test_letters_are_measured(self, dots: int) -> None:
        page = scans.typed(TEXT * 5, dots_per_inch=dots)
        assert letter_height(page) == pytest.approx(11 * dots / 72 * 0.55, rel=0.3)

    def test_small_letters_are_enlarged_and_huge_ones_reduced(self) -> None:
        assert scale_for(22, None) == 1
        assert scale_for(11, None) == 2
        assert scale_for(4, None) == 3
        assert scale_for(11, 300) == 1
        assert scale_for(11, 200) == 1.5
        assert scale_for(220, 600) == pytest.approx(0.1)
        assert scale_for(None, None) == 1

    @pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I", "I;16", "F"])
    def test_every_mode_becomes_grey(self, mode: str) -> None:
        page = Image.new("L", (40, 20), 255)
        page.paste(0, (10, 5, 20, 15))
        image = page.convert("I").point(lambda shade: shade * 200).convert(mode) if mode == "I;16" else page
        image = image if mode == "I;16" else page.convert(mode)
        shades = grey(image)
        assert shades.mode == "L"
        assert (shades.getpixel((15, 10)), shades.getpixel((2, 2))) == (0, 255)

    def test_what_is_transparent_is_paper(self) -> None:
        assert grey(Image.new("RGBA", (4, 4), (0, 0, 0, 0))).getpixel((1, 1)) == 255

    def test_specks_go_and_stops_stay(self) -> None:
        page = scans.typed(["Signed. Dated 3.5.2026; i.e. in ink."] * 20, dots_per_inch=300)
        letters = letter_height(page) or 0
        assert without_specks(page, letters) is page
        dirty = scans.speckled(page)
        specks, left = dark(dirty) - dark(page), dark(without_specks(dirty, letters)) - dark(page)
        assert left < 0.2 * specks

    def test_ruling_lines_go_and_letters_stay(self) -> None:
        page = scans.typed(TEXT * 2, dots_per_inch=200)
        letters = letter_height(page) or 0
        assert without_rules(page, letters) is page
        ruled = page.copy()
        for y in range(1100, 1600, 100):
            ruled.paste(0, (100, y, 1500, y + 3))
        for x in (100, 1500):
            ruled.paste(0, (x, 100, x + 3, 1500))
        ink = dark(page)
        assert dark(ruled) > 1.2 * ink
        assert dark(without_rules(ruled, letters)) == pytest.approx(ink, rel=0.03)


def dark(image: Image.Image) -> int:
    return sum(image.histogram()[:128])


def line(*words: tuple[str, float, float], y: float, size: float = 20) -> Line:
    boxes = tuple(Word(text, x0, y - 0.72 * size, x1, y, 0.9) for text, x0, x1 in words)
    return Line(boxes, 1, size, y)


def reading(*lines: Line) -> Reading:
    return Reading(Recognised(lines), 1000, 1400, 1.0, 0, 0.0)


class TestLayout:
    def test_cells_that_the_engine_read_column_by_column_are_rows(self) -> None:
        lines = [line((f"item{row}", 100, 180), y=400 + 40 * row) for row in range(3)]
        lines += [line((f"{row}.00", 700, 760), y=402 + 40 * row) for row in range(3)]
        parts = page_layout(reading(*lines)).parts
        assert [part.rows for part in parts if isinstance(part, FilledGrid)] == [
            (("item0", "0.00"),),
            (("item1", "1.00"),),
            (("item2", "2.00"),),
        ]

    def test_a_number_stands_before_its_clause(self) -> None:
        lines = [line(("2.1", 100, 130), y=400), line(("Payment", 200, 300), ("terms.", 310, 380), y=400)]
        assert text_of(page_layout(reading(*lines))) == "2.1 Payment terms."

    def test_columns_of_running_text_are_read_one_after_the_other(self) -> None:
        lines = [
            line((side * 20 + str(row), x, x + 400), y=300 + 30 * row)
            for row in range(10)
            for side, x in (("a", 50), ("b", 520))
        ]
        text = text_of(page_layout(reading(*lines)))
        assert [part[0] for part in text.splitlines()] == ["a"] * 10 + ["b"] * 10

    def test_the_halves_of_a_table_are_no_columns(self) -> None:
        lines = [
            line(*((f"cell{column}", 60 + 110 * column, 110 + 110 * column) for column in range(8)), y=300 + 40 * row)
            for row in range(9)
        ]
        parts = page_layout(reading(*lines)).parts
        assert [part.rows for part in parts if isinstance(part, FilledGrid)] == [
            (tuple(f"cell{column}" for column in range(8)),)
        ] * 9

    def test_a_header_in_two_parts_may_be_a_running_line(self) -> None:
        (part,) = page_layout(reading(line(("Council", 100, 200), ("Page 2", 800, 880), y=50))).parts
        assert isinstance(part, Strand)

    def test_points_are_told_by_the_running_text_where_nothing_else_does(self) -> None:
        layout = page_layout(reading(*(line(("running", 100, 200), y=100 + 30 * row) for row in range(5))))
        assert layout.width == pytest.approx(550)
        (strand,) = layout.parts
        assert isinstance(strand, Strand)
        assert [one.height for one in strand.lines] == pytest.approx([12.65] * 5)


@pytest.mark.parametrize(
    ("text", "top", "bottom"),
    [("Hxl", 28, 100), ("axe", 48, 100), ("gyp", 48, 121), ("Agile", 28, 121), ("1,200", 28, 121)],
)
def test_type_size_does_not_depend_on_the_letters(text: str, top: float, bottom: float) -> None:
    size, base = measured([Word(text, 0, top, 50, bottom, 1.0)])
    assert size == pytest.approx(100, abs=1)
    assert base == pytest.approx(100, abs=1)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([3], "Page 3 was"),
        ([1, 2, 3], "Pages 1\u20133 were"),
        ([5, 1, 2], "Pages 1\u20132 and 5 were"),
        ([1, 3, 5, 6], "Pages 1, 3 and 5\u20136 were"),
    ],
)
def test_pages_are_listed(pages: list[int], said: str) -> None:
    assert notices.listed(pages) == said


def test_confidence_counts_by_length() -> None:
    words = (Word("long" * 5, 0, 0, 9, 9, 1.0), Word("a", 10, 0, 12, 9, 0.0))
    assert Recognised((Line(words, 1, 10, 9),)).confidence == pytest.approx(20 / 21)
    assert Recognised(()).confidence == 0
