"""What is passed over to save time holds nothing: the quick tagger finds what the plain one does."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.readers import read
from tenderscan.settings import bundled
from tenderscan.tagger.passages.cues import CueReader
from tenderscan.tagger.passages.layout import passages
from tenderscan.tagger.passages.sieve import Sieve, scanned
from tests.unit.tagger.plain import QUICK, plainly
from tests.unit.tagger.sample import GOES_ON, sample

RULES = QUICK.rules
CUES = sorted({phrase for one in RULES.phrase_lists() for phrase in one.phrases})
FAMILIES = sorted({one.family for one in RULES.phrase_lists()})
CORPUS = sorted(path for path in bundled("corpus/packs").rglob("*") if path.is_file() and path.suffix != ".md")

WORDS = st.one_of(
    st.sampled_from(CUES),
    st.sampled_from(CUES).map(str.title),
    st.sampled_from(CUES).map(str.upper),
    st.sampled_from(CUES).map(lambda cue: cue.replace(" ", GOES_ON).replace("'", "\u2019")),
    st.sampled_from(
        ["Greenbank Works Ltd", "Brindlemere Borough Council", "£1.2m",
         "five hundred pounds", "Rs 5", "5p per", "$5",
         "12 March 2026", "1/4/26", "'26", "2026-04-01", "(the “Supplier”)", "(£)", "«Name»", "[Insert]",
         "please insert", "5p a",
         "Insert Supplier name", "£XX", "20XX", "______", "...........", "TBC", "Price (£): 4500", "EUR 5", "5 euros",
         "Dear Sirs", "cannot", "can't",
         "can’t", "e.g.", "i.e.", "p.m.", "8)", ":)", "we've", "mustn't", "Agreement",
         "between", "1.2.3", "450000", "Bank of Brindlemere", "St. Mary’s School", "NT29", "Total",
         "20%", "\u017f", "\u0130", "\u212a"]
    ),
    st.text(max_size=6),
)  # fmt: skip
JOINTS = st.sampled_from(
    [" ", " ", " ", "\n", GOES_ON, GOES_ON, ". ", ", ", " | ", ": ", "-", "/", "’s ", "'S ", "\n# ", "\n- ", "_", ""]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(WORDS, JOINTS), max_size=30))
    return "".join(word + joint for word, joint in pieces)


@given(texts())
@settings(max_examples=300, deadline=None)
def test_random_texts(text: str) -> None:
    made = sample(text)
    assert QUICK.tag(made) == plainly(made)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Copies are charged at 5p a\\\ncopy of each page.", "5p"),
        ("The value is 5 Indian\\\nrupees in all.", "5 Indian\nrupees"),
        ("Award on 1\\\nApr\u0131l 2026.", "1\nApr\u0131l 2026"),
    ],
)
def test_what_runs_over_the_end_of_a_line(text: str, quote: str) -> None:
    made = sample(text)
    found = QUICK.tag(made)
    assert quote in [finding.evidence.quote for finding in found]
    assert found == plainly(made)


TITLES = sorted({title for kind in RULES.types for title in kind.titles})


@given(st.sampled_from(TITLES), st.sampled_from(["", "A ", "The-", "X_"]), st.sampled_from(["", " 2026", "-v1", "s"]))
@settings(max_examples=100, deadline=None)
def test_names_of_files(title: str, before: str, behind: str) -> None:
    made = sample("The weather was fair.", f"{before}{title}{behind}.pdf".replace("/", "_"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sieve, "passes", lambda *_: True)
        plain = QUICK._name_cues(made)
    assert QUICK._name_cues(made) == plain


def test_acronyms_of_many_companies() -> None:
    names = [f"{a}shire {b}bridge Works Ltd" for a in ("Al", "Be", "Cu", "Do", "El", "Fa", "Gu") for b in "ABCDEFGH"]
    made = sample(
        "\n".join(f"Supplier: {name} | {name[0]}{name[8:9]}WL" for name in names) + "\nABWL and GBW/L, x-CDWL."
    )
    assert QUICK.tag(made) == plainly(made)


@pytest.mark.parametrize("path", CORPUS, ids=[path.name for path in CORPUS])
def test_corpus(path: object) -> None:
    made = read(path)
    assert QUICK.tag(made) == plainly(made)


@given(texts(), st.sampled_from(FAMILIES))
@settings(max_examples=300, deadline=None)
def test_the_sieve_of_every_family_lets_its_cues_through(text: str, family: str) -> None:
    made = sample(text)
    grammar = QUICK._grammar
    reader = CueReader(grammar, made.text, scanned(made.text), passages(made))
    for passage in passages(made):
        doc = grammar.cut(reader.part(passage).text)
        if family in grammar.matches(doc):
            assert grammar.sieve(family).passes(scanned(made.text), passage.span.start, passage.span.end)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_sieve_lets_every_phrase_through(family: str) -> None:
    sieve = QUICK._grammar.sieve(family)
    for use in RULES.phrase_lists():
        for phrase in use.phrases if use.family == family else ():
            for text in (phrase, phrase.upper(), f"({phrase.title()})", phrase.replace("'", "\u2019")):
                assert sieve.passes(scanned(text), 0, len(text)), text


TURKISH = st.text(
    st.sampled_from("iI\u0130\u0131\u0307 -a\u017fs\u03a3\u03c2\u03c3\u00e9x'.£"), min_size=1, max_size=10
)


@given(TURKISH.filter(str.strip), st.sampled_from([str, str.lower, str.upper, str.swapcase, str.title]))
@settings(max_examples=1000, deadline=None)
def test_a_sieve_lets_through_what_the_matcher_takes_for_its_phrase(raw: str, other: Callable[[str], str]) -> None:
    phrase = " ".join(raw.split())
    text = other(phrase)
    lower = [[token.lower_ for token in QUICK._grammar.cut(each)] for each in (phrase, text)]
    if lower[0] == lower[1]:
        assert Sieve([lower[0]], QUICK._grammar._split).passes(scanned(text), 0, len(text))


@pytest.mark.parametrize("text", ["\u0130stanbul protokol\u00fc", "i\u0307stanbul PROTOKOL\u00dc"])
def test_a_sieve_with_a_phrase_in_turkish(text: str) -> None:
    phrase = "\u0130stanbul protokol\u00fc".lower()
    for tokens in ([*phrase.split()], [phrase.split()[0]]):
        sieve = Sieve([tokens], frozenset())
        assert sieve.passes(scanned(text), 0, len(text))
        assert not sieve.passes(scanned("Ankara protokol"), 0, 15)


def test_the_sieve_holds_back_what_has_no_cue() -> None:
    text = "The weather was fair and the grass was green."
    assert not QUICK._grammar.sieve("organisation", "clause").passes(scanned(text), 0, len(text))
