"""Quick ways of doing what a plain pattern or loop would do, each beside the plain one."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs

from tenderscan.document import Span
from tenderscan.tagger import pipeline
from tenderscan.tagger.dates import calendar_dates, date_forms
from tenderscan.tagger.organisations import acronyms, authorities
from tenderscan.tagger.organisations.mentions import _WORD, mentions
from tenderscan.tagger.passages.openings import folded, holds
from tenderscan.tagger.passages.sieve import scanned
from tenderscan.tagger.passages.taken import Taken
from tests.unit.tagger.plain import QUICK

FIGURES = st.text(st.sampled_from("0123129/.- '\u2019,x\n"), max_size=40)


@given(FIGURES, st.integers(0, 5))
@settings(max_examples=500)
def test_numeric_dates(text: str, start: int) -> None:
    start = min(start, len(text))
    found = [match.span() for match in calendar_dates._numeric(text, start, len(text))]
    assert found == [match.span() for match in date_forms.NUMERIC.finditer(text, start, len(text))]


DAYS = st.sampled_from(
    ["1 April 2026", "4, 5 and 6 May 2026", "15-May-17", "May 1st, 2026", "2026-04-01", "1.4.26 - 30.9.26",
     "from 1.4.26", "31st Oct 23", "May 2026", "01/04/26", "1 - ", "and ", "x" * 30, " " * 25, ", ", ".", "7"]
)  # fmt: skip


@given(st.lists(DAYS, max_size=14).map("".join))
@settings(max_examples=500)
@example("1.4.26 - 30.9.2615-May-1715-May-17May 20261 - ")  # a part ends behind the "20"
@example("2026-04-01.4, 5 and 6 May 20261 - ")
def test_dates_are_looked_for_about_years_alone(text: str) -> None:
    span = Span(0, len(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calendar_dates, "_with_years", lambda text, span: [span])
        plain = calendar_dates.find_dates(text, span)
    assert calendar_dates.find_dates(text, span) == plain


@given(FIGURES)
@settings(max_examples=500)
def test_where_a_date_is_likely(text: str) -> None:
    plain = re.compile(r"(?:19|20)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d\d|['\u2019]\d\d\b")
    assert [match.span() for match in calendar_dates._LIKELY.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize("pattern", [date_forms.DAY_FIRST, date_forms.MONTH_FIRST, date_forms.MONTH_ONLY])
def test_every_date_in_words_holds_the_stem_of_a_month(pattern: re.Pattern[str]) -> None:
    @given(st.from_regex(pattern))
    @settings(max_examples=100, deadline=None)
    def held(text: str) -> None:
        assert holds(folded(text), Span(0, len(text)), calendar_dates._STEMS)

    held()


NAMES = st.lists(
    st.sampled_from(["Green Ltd", "Green", "Greenbank & Co", "A-B", "O'Brien", "(x)", "Ltd Green"]), max_size=5
)


@given(
    st.lists(st.sampled_from(["Green", "Ltd", " ", "bank", "& Co", "A", "-B", "O'Brien", "_", "\n"]), max_size=20),
    NAMES,
)
@settings(max_examples=300)
def test_mentions_of_few_names_and_of_many(pieces: list[str], names: list[str]) -> None:
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tenderscan.tagger.organisations.mentions._FEW", -1)
        many = list(mentions(text, names))
    assert list(mentions(text, names)) == many
    assert all(_WORD.match(text, span.start) and span.of(text) == name for span, name in many)


@given(st.text(st.sampled_from("ABC /.-_x"), max_size=20))
@settings(max_examples=300)
def test_first_mention_of_an_acronym(text: str) -> None:
    plain = re.search(r"(?<![\w/.-])ABC(?![\w/-]|\.\w)", text)
    assert acronyms._first_mention(text, "ABC") == (Span(*plain.span()) if plain else None)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=15))
@settings(max_examples=300)
def test_taken(spans: list[tuple[int, int]]) -> None:
    taken, kept = Taken(), []
    for start, length in spans:
        span = Span(start, start + length)
        free = not any(other.overlaps(span) for other in kept)
        assert taken.free(span) == free
        assert taken.add(span) == free
        kept += [span] if free else []


@given(st.from_regex(authorities._ISSUER, fullmatch=True))
@settings(max_examples=200, deadline=None)
def test_every_issuer_has_a_word_of_one(name: str) -> None:
    assert holds(folded(name), Span(0, len(name)), authorities.ISSUER_WORDS)


FORMS = [*QUICK.rules.organisations.suffixes, *QUICK.rules.organisations.public]
NAMED = st.one_of(
    st.lists(
        st.sampled_from([*FORMS, "Green", "A.", "&", "of", "(X)", ", ", ". ", "é", "\n", "Works"]), max_size=8
    ).map(" ".join),
    st.lists(st.sampled_from(["Ltd", "Inc.", "S.A.", "b", "A.", "Co", " ", "-", "."]), max_size=8).map("".join),
)


@given(NAMED)
@settings(max_examples=500, deadline=None)
def test_a_name_that_is_legal_or_public_shows_it(text: str) -> None:
    names = QUICK._grammar.names
    found = names.find(text, Span(0, len(text)))
    if any(name.legal for name in found):
        assert names.legal_form.search(text)
    if any(name.public for name in found):
        assert holds(folded(text), Span(0, len(text)), names.public_words)


@pytest.mark.parametrize("text", ["Green L.P.b", "Green S.A.b", "Green L.L.C.b", "Green Ltd", "Green Co."])
def test_a_legal_form_shows_whatever_follows(text: str) -> None:
    names = QUICK._grammar.names
    assert [name.legal for name in names.find(text, Span(0, len(text)))] == [True]
    assert names.legal_form.search(text)


def test_letters_are_runs_and_all_else_parts_them() -> None:
    text = "".join(map(chr, range(0x3000)))
    for character, code in zip(text, scanned(text).runs, strict=True):
        assert code == ord(" ") or re.match(r"\w", character), character
        assert code != ord(" ") or not re.match(r"\w", character) or ord(character) > 255, character


NLP = English()
PLAIN = Tokenizer(
    NLP.vocab,
    rules=NLP.Defaults.tokenizer_exceptions,
    prefix_search=pipeline._PREFIX.match,
    suffix_search=pipeline._SUFFIX.search,
    infix_finditer=pipeline._INFIX.finditer,
)
PIECES = st.sampled_from(
    [
        "\n",
        "\t",
        " ",
        "a.m.",
        "Price(£)",
        "Value:£500",
        "and/or",
        "it's",
        "_x_",
        "don\u2019t",
        "word",
        "Word.Word",
        "can't",
        "cannot",
        "e.g.",
        "U.S.",
        "we",
        "'ve",
        "\u2019s",
        "8)",
        ":)",
        "£5m",
        "call-off",
        "(the",
        "Ltd.",
        ",",
        ".",
    ]
)


@given(st.lists(st.tuples(st.one_of(PIECES, st.text(max_size=5)), st.sampled_from(["", " ", " "])), max_size=20))
@settings(max_examples=300, deadline=None)
def test_our_tokenizer_cuts_as_a_plain_one(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    assert [(token.idx, token.text) for token in QUICK._grammar.cut(text)] == [(t.idx, t.text) for t in PLAIN(text)]
