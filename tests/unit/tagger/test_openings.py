import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.tagger import authorities, parties, work
from tenderscan.tagger.openings import Opened, folded, openings
from tests.unit.tagger.plain import QUICK

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
        # nothing to go by
        (r"\w+", 0, ()),
        ("a?b?", 0, ()),
        ("[^a]b", 0, ()),
        ("[a-z]b", 0, ()),
        ("é", re.IGNORECASE, ()),
        ("(?i:a)b", 0, ()),
    ],
)  # fmt: skip
def test_openings(pattern: str, flags: int, expected: tuple[str, ...]) -> None:
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
        QUICK._grammar.amounts._signed,
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
