"""What the tagger uses of spaCy beyond its documents, and what it must not keep of it."""

import gc
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import spacy
from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from tenderscan.tagger import tagger as tagger_module
from tenderscan.tagger.work import Work
from tests.unit.tagger.plain import QUICK
from tests.unit.tagger.sample import sample

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_only_releases_are_allowed_whose_inner_parts_are_known() -> None:
    """The next three tests are about parts that spaCy does not document: look at them before raising the limit."""
    wanted = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert "spacy>=3.8.7,<3.9" in wanted
    assert spacy.__version__.split(".")[:2] == ["3", "8"]


def test_the_matcher_takes_the_numbers_of_tokens_for_a_phrase() -> None:
    nlp = English()
    phrase, text = nlp.make_doc("living wage"), nlp.make_doc("A LIVING Wage, no living man.")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("x", [tuple(token.lower for token in phrase)])  # type: ignore[list-item]  # what this test is about
    assert [found[1:] for found in matcher(text)] == [(1, 3)]


def test_the_special_cases_of_the_tokenizer_can_be_read() -> None:
    rules = English().tokenizer.rules  # type: ignore[union-attr]  # a tokenizer of spaCy
    assert [set(token.values()) & {"can", "not"} for token in rules["cannot"]] == [{"can"}, {"not"}]


def test_words_have_no_features_but_their_small_form() -> None:
    token = QUICK._grammar.cut("Wage")[0]
    assert (token.lower_, token.text, token.shape_) == ("wage", "Wage", "")


@contextmanager
def _without_collecting() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _alive(kind: type) -> int:
    return sum(type(each) is kind for each in gc.get_objects())


def test_no_tokens_are_kept_once_a_section_is_read() -> None:
    made = sample("The Contractor shall recruit apprentices.\nPrice: £5m awarded to Greenbank Works Ltd.")
    with _without_collecting():
        before = _alive(Doc), _alive(Work)
        work = QUICK._run(made)
        assert work.cues("clause").any(work.section_span)
        assert (_alive(Doc), _alive(Work)) == (before[0], before[1] + 1)
        del work
        QUICK.tag(made)
        assert (_alive(Doc), _alive(Work)) == before


def test_words_of_one_document_are_forgotten_once_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The Contractor shall recruit {0}one {0}two apprentices and pay {0}three Ltd £5m."
    made = [sample(text.format(name)) for name in ("brindle", "quorn", "thorpe")]
    strings, vocab = QUICK._nlp.vocab.strings, QUICK._nlp.vocab
    found = [QUICK.tag(made[0]), QUICK.tag(made[1])]
    assert "brindleone" in strings
    monkeypatch.setattr(tagger_module, "_WORDS", len(vocab))
    known = len(strings)
    found.append(QUICK.tag(made[2]))
    assert "thorpeone" not in strings
    assert len(strings) == known
    assert [one.label for one in found[2]] == [one.label for one in found[1]]
    assert QUICK.tag(made[0]) == found[0]
