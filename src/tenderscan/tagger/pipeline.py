"""The spaCy pipeline: our registered components in the order of `models/pipeline.toml`."""

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from tenderscan.errors import RuleError
from tenderscan.rules import Stage
from tenderscan.tagger.calendar_dates import tag_dates
from tenderscan.tagger.clauses import tag_clauses
from tenderscan.tagger.money import tag_money
from tenderscan.tagger.organisations import tag_organisations
from tenderscan.tagger.placeholders import tag_placeholders
from tenderscan.tagger.trained import add_trained, read_spans
from tenderscan.tagger.work import WORK, Work

# Marks that must not glue a cue to its neighbour: "Value:£500", "Price(£)".
_EDGES = ("/", r"\|")
_INFIXES = (r"[:;()\[\]{}£€$%|/“”\"+•]", r"(?<=[A-Za-z])\.(?=[A-Z][a-z])")


def build(stages: tuple[Stage, ...], models: Path) -> Language:
    """A blank English pipeline with the components of `stages`.

    Raises:
        RuleError: a component is not registered, or a trained model is not there.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = _tokenizer(nlp)
    nlp.max_length = 100_000_000  # the limit guards parsers, of which there is none; sections are short anyway
    for stage in stages:
        if stage.trained:
            add_trained(nlp, stage, models)
            nlp.add_pipe(
                "tenderscan_trained", name=f"{stage.trained}_read", config={"rule": f"trained/{stage.trained}"}
            )
        elif stage.component in COMPONENTS:
            nlp.add_pipe(stage.component)
        else:
            known = ", ".join(COMPONENTS)
            raise RuleError(f"pipeline.toml: stage {stage.component}, field 'component': not one of {known}")
    return nlp


def _tokenizer(nlp: Language) -> Tokenizer:
    """The English tokenizer, which also cuts at the marks that glue words together in forms and tables."""
    defaults = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex([*(defaults.prefixes or ()), *_EDGES]).search,
        suffix_search=compile_suffix_regex([*(defaults.suffixes or ()), *_EDGES]).search,
        infix_finditer=compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


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
    "tenderscan_clauses": _component(tag_clauses),
}
"""Our components by the name that `pipeline.toml` uses."""

for _name, _function in COMPONENTS.items():
    Language.component(_name, func=_function)


@Language.factory("tenderscan_trained", default_config={"rule": "trained/unnamed"})
def _trained(nlp: Language, name: str, rule: str) -> Callable[[Doc], Doc]:
    """The component that reads what the trained pipe before it marked."""

    def component(doc: Doc) -> Doc:
        read_spans(_work(doc), doc, rule)
        return doc

    return component
