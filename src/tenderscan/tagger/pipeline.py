"""The spaCy pipeline: our registered components in the order of `models/pipeline.toml`."""

import re
from collections.abc import Callable
from typing import Any

import spacy
from spacy.attrs import LOWER  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import registry

from tenderscan.errors import RuleError
from tenderscan.rules import Stage
from tenderscan.tagger.clauses.contract import tag_contract_clauses
from tenderscan.tagger.clauses.social_value import tag_clauses
from tenderscan.tagger.commitments.component import tag_commitments
from tenderscan.tagger.dates.calendar_dates import tag_dates
from tenderscan.tagger.dates.terms import tag_terms
from tenderscan.tagger.money.component import tag_money
from tenderscan.tagger.organisations.component import tag_organisations
from tenderscan.tagger.placeholders import tag_placeholders
from tenderscan.tagger.references import tag_references
from tenderscan.tagger.weightings.component import tag_weightings
from tenderscan.tagger.work import WORK, Work

_TOKENIZER = "tenderscan.words"
"""Name under which spaCy knows our tokenizer."""
# Tokens serve the cues alone, so the marks at which words are cut are few and simple: that is twice as quick as the
# patterns of spaCy, and cuts the marks that glue words together in forms and tables: "Value:£500", "Price(£)". The
# sieve counts on this: a word is cut beside marks only, never between two letters.
_PLAIN = re.compile(r"\w+")
"""A word in which none of the marks below can stand."""
_PREFIX = re.compile(r"[^\w\s]")
_SUFFIX = re.compile(r"(?:[^\w\s]|['\u2019][sS])$")
_INFIX = re.compile(
    r"[:;()\[\]{}£€$%|/“”\"+•…]|(?<=\w)[-\u2013\u2014](?=\w)|(?<=[^\W\d]),(?=[^\W\d])|(?<=[A-Za-z])\.(?=[A-Z][a-z])"
)
_REMEMBERED = 100_000
"""Words whose tokens are remembered: those of some hundred documents."""
_LAST = 2
"""Characters at the end of a word in which a suffix can stand."""


def build(stages: tuple[Stage, ...]) -> Language:
    """A blank English pipeline with those of the stages that are components of our own.

    Trained components look at but some sentences, behind the rules: see `tagger.trained`.

    Raises:
        RuleError: a component is not registered.
    """
    # Named here, as the tokenizer of English would be made first otherwise, which takes longer than all else.
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    # Cues compare words in lower case; nothing here looks at the other features of a word.
    vocab: Any = nlp.vocab  # spaCy's stubs leave out what it has
    vocab.lex_attr_getters = {LOWER: vocab.lex_attr_getters[LOWER]}
    nlp.max_length = 100_000_000  # the limit guards parsers, of which there is none; sections are short anyway
    for stage in stages:
        if stage.trained:
            continue
        if stage.component not in COMPONENTS:
            known = ", ".join(COMPONENTS)
            raise RuleError(f"pipeline.toml: stage {stage.component}, field 'component': not one of {known}")
        nlp.add_pipe(stage.component)
    return nlp


class _Cutter:
    """spaCy's tokenizer, each new word cut by itself first.

    The tokenizer remembers how it cut a word, but nothing that stands in a text behind a special case ("e.g.",
    "can't"), so that most words of a long text would be cut again and again.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._words: set[str] = set()
        self.rules: dict[str, list[dict[int, str]]] = tokenizer.rules

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens."""
        if len(self._words) < _REMEMBERED:
            new = set(text.split()) - self._words
            self._words |= new
            plain = {word for word in new if word.isalnum()}.difference(self.rules)
            for one in (" ".join(plain), *(new - plain)):  # among plain words there are no special cases
                self._tokenizer(one)
        doc: Doc = self._tokenizer(text)
        return doc


@registry.tokenizers(_TOKENIZER)  # type: ignore[untyped-decorator]  # spaCy's registry has no types
def _tokenizers() -> Callable[[Language], _Cutter]:
    return _tokenizer


def _tokenizer(nlp: Language) -> _Cutter:
    """A tokenizer with the abbreviations of English and our own marks."""
    rules = nlp.Defaults.tokenizer_exceptions
    tokenizer = Tokenizer(
        nlp.vocab,
        # Line breaks are tokens without being special cases as well.
        rules={text: tokens for text, tokens in rules.items() if not text.isspace()},
        token_match=_PLAIN.fullmatch,
        prefix_search=_PREFIX.match,
        suffix_search=lambda word: _SUFFIX.search(word, max(0, len(word) - _LAST)),
        infix_finditer=_INFIX.finditer,
        max_cache_size=_REMEMBERED,
    )
    return _Cutter(tokenizer)


def _work(doc: Doc) -> Work:
    work = doc.user_data[WORK]
    assert isinstance(work, Work)
    return work


def _component(run: Callable[[Work], None]) -> Callable[[Doc], Doc]:
    """A function over our work as a component over a spaCy document."""

    def component(doc: Doc) -> Doc:
        run(_work(doc))
        return doc

    return component


def _read_cues(doc: Doc) -> Doc:
    _work(doc).read_cues(doc)
    return doc


COMPONENTS: dict[str, Callable[[Doc], Doc]] = {
    "tenderscan_cues": _read_cues,
    "tenderscan_placeholders": _component(tag_placeholders),
    "tenderscan_money": _component(tag_money),
    "tenderscan_dates": _component(tag_dates),
    "tenderscan_organisations": _component(tag_organisations),
    "tenderscan_terms": _component(tag_terms),
    "tenderscan_references": _component(tag_references),
    "tenderscan_clauses": _component(tag_clauses),
    "tenderscan_contract_clauses": _component(tag_contract_clauses),
    "tenderscan_commitments": _component(tag_commitments),
    "tenderscan_weightings": _component(tag_weightings),
}
"""Our components by the name that `pipeline.toml` uses."""

for _name, _function in COMPONENTS.items():
    Language.component(_name, func=_function)
