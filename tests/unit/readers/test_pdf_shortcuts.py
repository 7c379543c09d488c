"""Reading takes shortcuts: each must answer as the long way does."""

import ctypes
import re
from collections import Counter

import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.nasty.pdfs import one_page, stream
from tenderscan.document import Document, Source
from tenderscan.readers import pdf
from tenderscan.readers.pdf import hyphens, ink, page, paragraphs, raw, usable, vocabulary
from tenderscan.readers.pdf.vocabulary import Vocabulary
from tenderscan.settings import Limits

SIGNS = 'aBz9 \n-.()[]"o*\u2022\uf0b7\u2019\u2026\ufffd\ufffe\x07\xa0\t\u0939\u00bd_'
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(st.text(st.sampled_from("abA- .9_\u00e9\u00bd\n"), max_size=30), max_size=5), data=st.data())
def test_a_word_that_is_looked_for_is_counted_as_among_all_words(texts: list[str], data: st.DataObject) -> None:
    counts = Counter(WORD.findall("\n".join(texts).lower()))
    words = [*counts, "a", "b", "a-b", "ab", "", "a9", "-a", "\u00bd"]
    vocabulary = Vocabulary(texts)
    for word in data.draw(st.lists(st.sampled_from(words), max_size=8)):
        assert vocabulary.count(word) == counts[word]
        assert (word in vocabulary) == (counts[word] > 0)


@pytest.mark.parametrize(("few", "places"), [(0, 2_000), (50, 3), (2, 1)])
def test_all_words_are_counted_where_many_are_asked_for(few: int, places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_FEW", few)
    monkeypatch.setattr(vocabulary, "_MOST_PLACES", places)
    known = Vocabulary(["call-off contract, contract", "The contractor calls. A call", "off"])
    asked = ("contract", "call", "off", "call-off", "contractor", "tract")
    assert [known.count(word) for word in asked] == [2, 1, 1, 1, 1, 0]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_texts_are_told_apart_as_by_their_patterns(text: str) -> None:
    assert usable.has_rubbish(text) == bool(usable._RUBBISH.search(text))
    assert hyphens._has_break(text) == any(sign in text for sign in (page.HYPHEN, "-\n", hyphens.SOFT_HYPHEN))
    mark = paragraphs._BULLET_MARK.match(text) or paragraphs._NUMBER_MARK.match(text)
    found = paragraphs._mark(text)
    assert (found and found.group()) == (mark and mark.group())
    assert paragraphs._has_leader(text) == bool(re.search(r"\.{4,}|(?:\. ){4,}|\u2026{2,}", text))
    if not text.endswith("\n"):
        assert paragraphs._ends_sentence(text) == bool(paragraphs._SENTENCE_END.search(text))
        assert paragraphs._stops(text) == bool(paragraphs._STOP.search(text))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_words_begin_and_end_as_by_their_pattern(text: str) -> None:
    words = [match.span() for match in page._WORD.finditer(text)]
    assert page._word_ends(text) == ([start for start, _ in words], [end - 1 for _, end in words])


@pytest.mark.parametrize(
    "text",
    [
        "(xviii) x",
        "xiv. A",
        "(12) a",
        "iv) a",
        "A) a",
        "B. Scope",
        "2.4.1. a",
        "12.34.56 a",
        "o a",
        "oa",
        "- a",
        "a b.",
    ],
)
def test_marks_as_long_as_they_come(text: str) -> None:
    mark = paragraphs._BULLET_MARK.match(text) or paragraphs._NUMBER_MARK.match(text)
    found = paragraphs._mark(text)
    assert (found and found.group()) == (mark and mark.group())


def drawing() -> bytes:
    """A table, a closed curve with straight sides beside a rectangle in one path, and 300 lines in a turned space."""
    table = b"".join(b"%d 600 m %d 640 l S " % (x, x) for x in (60, 160, 260))
    table += b"".join(b"60 %d m 260 %d l S " % (y, y) for y in (600, 620, 640))
    curve = b"300 500 m 310 520 330 520 340 500 c 340 450 l 300 450 l h 400 400 50 30 re f "
    lines = b"0 1 -1 0 500 0 cm " + b"".join(b"%d 20 m %d %d l S " % (x, x, 40 + x) for x in range(300))
    words = b"BT /F1 12 Tf 70 605 Td (Bench) Tj 100 0 Td (Price) Tj ET "
    return one_page(stream(table + words + curve + lines))


def read(content: bytes) -> Document:
    return pdf.read(content, Source("a.pdf", "0" * 64, len(content), "application/pdf"), Limits())


def ink_of(content: bytes) -> ink.Ink:
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    try:
        with page.OpenPage(document, 0) as opened:
            return opened.ink()
    finally:
        pdfium.FPDF_CloseDocument(document)


def test_points_of_paths_are_the_same_when_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawing()
    together = ink_of(content)
    assert raw._points_lie_together()
    assert together.segments > 600
    assert len(together.rules.across) == 300 + 3 + 2  # with one between the control points of the curve
    assert len(together.paint.across) == 2
    monkeypatch.setattr(raw, "_points_lie_together", lambda: False)
    assert ink_of(content) == together


def test_a_page_with_more_than_there_is_room_for_is_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawing()
    drawn, document = ink_of(content), read(content)
    (table,) = document.tables
    assert [cell.of(document.text) for cell in table.rows[1]] == ["Bench", "Price"]
    monkeypatch.setattr(raw, "_BLOCK", ctypes.create_string_buffer(16))
    assert ink_of(content) == drawn
    assert read(content) == document


@pytest.mark.parametrize("shown", [b"( )", b"(   )", b"( ) Tj 0 -20 Td (  )"])
def test_a_page_of_blanks_is_read(shown: bytes) -> None:
    document = read(one_page(stream(b"BT /F1 12 Tf 70 605 Td " + shown + b" Tj ET")))
    assert (document.text, len(document.pages), document.notices) == ("", 1, ())
