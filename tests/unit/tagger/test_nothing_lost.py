"""What is passed over to save time holds nothing: the quick tagger finds what the plain one does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenderscan.readers import read
from tenderscan.settings import bundled
from tenderscan.tagger.cues import CueReader
from tenderscan.tagger.grammar import _phrases
from tenderscan.tagger.layout import passages
from tenderscan.tagger.sieve import scanned
from tests.unit.tagger.plain import QUICK, plainly
from tests.unit.tagger.sample import sample

RULES = QUICK.rules
CUES = sorted({phrase for _, phrases in _phrases(RULES) for phrase in phrases})
FAMILIES = sorted({use.family for use, _ in _phrases(RULES)})
CORPUS = sorted(path for path in bundled("corpus/packs").rglob("*") if path.is_file() and path.suffix != ".md")

WORDS = st.one_of(
    st.sampled_from(CUES),
    st.sampled_from(CUES).map(str.title),
    st.sampled_from(CUES).map(str.upper),
    st.sampled_from(CUES).map(lambda cue: cue.replace(" ", "\n").replace("'", "\u2019")),
    st.sampled_from(
        ["Greenbank Works Ltd", "Brindlemere Borough Council", "£1.2m",
         "five hundred pounds", "Rs 5", "5p per", "$5",
         "12 March 2026", "1/4/26", "'26", "2026-04-01", "(the “Supplier”)", "(£)", "«Name»", "[Insert]",
         "please insert",
         "Insert Supplier name", "£XX", "20XX", "______", "...........", "TBC", "Price (£): 4500", "EUR 5", "5 euros",
         "Dear Sirs", "cannot", "can't",
         "can’t", "e.g.", "i.e.", "p.m.", "8)", ":)", "we've", "mustn't", "Agreement",
         "between", "1.2.3", "450000", "Bank of Brindlemere", "St. Mary’s School", "NT29", "Total",
         "20%", "\u017f", "\u0130", "\u212a"]
    ),
    st.text(max_size=6),
)  # fmt: skip
JOINTS = st.sampled_from(
    [" ", " ", " ", "\n", ". ", ", ", " | ", ": ", "-", "/", "’s ", "'S ", "\n# ", "\n- ", "_", ""]
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
    for use, phrases in _phrases(RULES):
        for phrase in phrases if use.family == family else ():
            for text in (phrase, phrase.upper(), f"({phrase.title()})", phrase.replace("'", "\u2019")):
                assert sieve.passes(scanned(text), 0, len(text)), text


def test_the_sieve_holds_back_what_has_no_cue() -> None:
    text = "The weather was fair and the grass was green."
    assert not QUICK._grammar.sieve("organisation", "clause").passes(scanned(text), 0, len(text))
