import re
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.tagger import work
from tenderscan.tagger.organisations import authorities, parties
from tenderscan.tagger.passages.openings import Opened, folded, openings, plain_part
from tests.unit.tagger.plain import QUICK
from tests.unit.tagger.sample import sample

EVERYTHING = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)


@pytest.mark.parametrize(
    ("pattern", "flags", "expected"),
    [
        ("abc", 0, ("abc",)),
        ("ABC", re.IGNORECASE, ("abc",)),
        ("ab|cd", 0, ("ab", "cd")),
        ("a[bc]d", 0, ("abd", "acd")),
        (r"\b(?:please )?(?:insert|enter) ", 0, ("enter ", "insert ", "please enter", "please insert")),
        ("[£€]? ?_{3,}", 0, (" ___", "___", "£ ___", "£___", "€ ___", "€___")),
        (r"a\d", 0, ("a",)),
        ("ab*c", 0, ("ab", "ac")),
        ("ab{2}c", 0, ("abbc",)),
        ("a+b", 0, ("a",)),
        ("(?<!x)(?P<name>ab)(?!c)", 0, ("ab",)),
        ("(?>ab|cd)e", 0, ("abe", "cde")),
        ("ab|abc", 0, ("ab",)),
        # so many that reading stops: what stands behind the group does not stand behind what was read of it
        ("([abcdef][abcdef][abcdef])-x", 0, tuple(a + b for a in "abcdef" for b in "abcdef")),
        (f"(?:x|a(?:{'|'.join(map(str, range(1000, 2000)))}))y", 0, ("a1", "xy")),
        # nothing to go by
        (r"\w+", 0, None),
        ("a?b?", 0, None),
        ("[^a]b", 0, None),
        ("[a-z]b", 0, None),
        ("é", re.IGNORECASE, None),
        ("(?i:a)b", 0, None),
    ],
)  # fmt: skip
def test_openings(pattern: str, flags: int, expected: tuple[str, ...] | None) -> None:
    assert openings(re.compile(pattern, flags)) == expected


def test_folding_keeps_every_offset() -> None:
    assert len(folded(EVERYTHING)) == len(EVERYTHING)


def test_folding_finds_every_form_of_a_letter_that_re_finds() -> None:
    """What `re.IGNORECASE` takes for a letter of ASCII is that letter when folded."""
    small = folded(EVERYTHING)
    for match in re.finditer("[a-z]", EVERYTHING, re.IGNORECASE):
        (letter,) = re.findall("[a-z]", match.group(), re.IGNORECASE)
        assert re.fullmatch(small[match.start()], letter, re.IGNORECASE)
        assert small[match.start()] in "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "opened",
    [
        *(opened for _, opened in QUICK._grammar.placeholders),
        *QUICK._grammar.currency_marks.values(),
        QUICK._grammar.whole_placeholders,
        QUICK._grammar.amounts._patterns.signed,
        parties._BETWEEN,
        work._OTHER_MONEY,
        Opened(authorities.LOCAL),
        Opened(re.compile(r"\w+")),
    ],
    ids=lambda opened: opened.pattern.pattern[:30],
)
def test_finds_what_the_pattern_finds(opened: Opened) -> None:
    piece = st.one_of(st.from_regex(opened.pattern), st.sampled_from(opened.openings or ("",)), st.text(max_size=5))
    joint = st.sampled_from(["", " ", "x", "\n", "£"])

    @given(st.lists(st.tuples(piece, joint), max_size=6), st.integers(0, 8), st.integers(0, 8))
    @settings(max_examples=60, deadline=None)
    def same(pieces: list[tuple[str, str]], before: int, behind: int) -> None:
        text = "".join(part + between for part, between in pieces)
        start, end = min(before, len(text)), max(0, len(text) - behind)
        quick = [match.span() for match in opened.finditer(text, start, end, folded(text))]
        assert quick == [match.span() for match in opened.pattern.finditer(text, start, end)]
        if opened.pattern.fullmatch(text):
            assert opened.may_begin(folded(text))

    same()


PARTS = st.recursive(
    st.one_of(
        st.sampled_from(["a", "b", "-", "x1", r"\b", r"\d", "[abcdef]", "[abcdefgh]", "[^a]", "(?=a)", "(?!b)", "."]),
        st.sampled_from([2, 30, 90, 170]).map(lambda most: f"(?:{'|'.join(f'a{number}' for number in range(most))})"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda several: f"(?:{'|'.join(several)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{3}", "{0,2}", "{2,}"])).map(
            lambda repeated: f"({repeated[0]}){repeated[1]}"
        ),
    ),
    max_leaves=8,
)


@given(PARTS, st.sampled_from([0, re.IGNORECASE]), st.data())
@settings(max_examples=150, deadline=None)
def test_finds_what_a_pattern_finds_however_it_is_made(pattern: str, flags: int, data: st.DataObject) -> None:
    opened = Opened(re.compile(pattern, flags))
    random = st.text(st.sampled_from("abcdefABx1-02 "), max_size=12)
    noise = data.draw(random), data.draw(random)
    some = data.draw(st.one_of(st.from_regex(opened.pattern), random))
    text = noise[0] + some + noise[1]
    quick = [match.span() for match in opened.finditer(text, 0, len(text), folded(text))]
    assert quick == [match.span() for match in opened.pattern.finditer(text)]


@pytest.mark.parametrize(
    ("name", "instead"),
    [("parser", None), ("ops", SimpleNamespace()), ("parser", SimpleNamespace(parse=lambda *_: [None]))],
    ids=["none", "other names", "other items"],
)
def test_without_the_parser_of_re_patterns_are_searched_for_as_ever(
    name: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = sample(
        "# Invitation to Tender\nBrindlemere Housing Trust\nTenders must be returned by noon.\nInstructions to bidders."
    )
    found = QUICK.tag(letter)
    assert "Brindlemere Housing Trust" in [finding.evidence.quote for finding in found]
    monkeypatch.setattr(f"tenderscan.tagger.passages.openings.{name}", instead)
    assert openings(re.compile("abc")) is None
    assert [match.span() for match in Opened(re.compile("b")).finditer("abab", 0, 4, "abab")] == [(1, 2), (3, 4)]
    unknown = authorities._first_words(openings(authorities._ISSUER))
    monkeypatch.setattr("tenderscan.tagger.organisations.authors.ISSUER_WORDS", unknown)
    assert QUICK.tag(letter) == found


WORD = st.text(
    st.sampled_from("aiksz\u0130\u0131\u017f\u212a\u03a3\u00b5\u03bcłŁéäÄ ."), min_size=1, max_size=6
).filter(str.strip)


@given(WORD, st.data())
@settings(max_examples=300, deadline=None)
def test_the_plain_part_of_a_word_stands_wherever_it_is_found(word: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(re.escape(word), re.IGNORECASE)))
    assert plain_part(word) in folded(text)
