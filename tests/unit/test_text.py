"""Normalising and cutting words: rows of text and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenderscan.text import fold, normalise, stem, words

NORMALISED = [
    ("two  blanks", "two blanks"),
    ("a\t\tb", "a b"),
    ("a  \tb", "a b"),
    ("a \t \t b\t c", "a b c"),
    ("a\u00a0b\u2009c\u202fd", "a b c d"),
    ("line \r\n next\r\rlast", "line\nnext\nlast"),
    ("a\n \n\n b", "a\nb"),
    ("a\vb\u2028c\x85d", "a\nb\nc\nd"),
    ("con\u00adtract", "contract"),
    ("call\u2011off", "call-off"),
    ("well\ufffeknown", "well-known"),
    ("\ufb01nance o\ufb03ce", "finance office"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("e\u0301", "\u00e9"),
    ("e\x07\u0301", "\u00e9"),
    ("a\u2000\u2001b", "a b"),
    ("nul\x00 bell\x07", "nul bell"),
    ("half\ud800", "half"),
    ("  ends \n", "ends"),
    ("page\ftwo", "page\ftwo"),
    ("£1,200.00 \u2013 50%", "£1,200.00 \u2013 50%"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "expected"), NORMALISED)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


# Mostly what is folded: random text seldom has two blanks beside each other.
FOLDED = st.text(st.sampled_from(" \t\n\r\v\f\x00\x07\u00a0\u00ad\u0301\u2000\u200b\ufb01\x85\ud800ae,"), max_size=12)


@given(st.text() | FOLDED)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert "  " not in once
    assert "\t" not in once


@given(st.text())
def test_normalised_text_can_be_stored(raw: str) -> None:
    normalise(raw).encode("utf-8")


WORDS = [
    ("The Supplier's price", ["the", "supplier", "price"]),
    ("the suppliers\u2019 prices", ["the", "suppliers", "prices"]),
    ("don\u2019t", ["dont"]),
    ("call-off", ["call", "off"]),
    ("SV-12 and 45112700-2", ["sv-12", "and", "45112700-2"]),
    ("£1,200,000.00", ["1200000"]),
    ("£2.5m.", ["2.5", "m"]),
    ("Lots 1,2,3", ["lots", "1", "2", "3"]),
    ("lots 1,2,300 or 1,200,30", ["lots", "1", "2", "300", "or", "1", "200", "30"]),
    ("1,200,300,4000; 1,2000; 1234,567", ["1", "200", "300", "4000", "1", "2000", "1234", "567"]),
    ("12,345 and 1,200.50, 2.5,3.5", ["12345", "and", "1200.50", "2.5", "3.5"]),
    ("£1,200.", ["1200"]),
    ("1,200,", ["1200"]),
    ("1,200.50,3", ["1200.50", "3"]),
    ("clause 12.3.1", ["clause", "12.3.1"]),
    ("31/12/2026", ["31/12/2026"]),
    ("caf\u00e9 Stra\u00dfe", ["cafe", "stra\u00dfe"]),
    ("snake_case", ["snake", "case"]),
    ("\u2022 (a) \u2014 [b]", ["a", "b"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.form for word in words(text)] == expected


@given(st.text())
def test_words_carry_their_offsets(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.form
        end = word.end


def test_words_of_a_part() -> None:
    assert [(word.form, word.start) for word in words("one two three", 4, 7)] == [("two", 4)]


STEMS = [
    ("apprenticeships", "apprenticeship"),
    ("apprentices", "apprentic"),
    ("contracting", "contract"),
    ("12.3", "12.3"),
    ("sv-12", "sv-12"),
]


@pytest.mark.parametrize(("form", "expected"), STEMS)
def test_stem(form: str, expected: str) -> None:
    assert stem(form) == expected
