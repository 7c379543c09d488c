"""The rules of contract clauses made ready for use; made once for all documents."""

import re
from functools import lru_cache
from typing import NamedTuple

from tenderscan.rules.contract_clauses import ContractClauseRule
from tenderscan.tagger.clauses.figures import FigureFinder
from tenderscan.tagger.clauses.phrases import PhraseBook
from tenderscan.tagger.grammar import Grammar

HEADED = "headings"
"""Group of the phrases of headings and names of schedules."""
ROWS = "rows"
"""Group of the phrases of the heads of tables."""
_IN_SENTENCES = ("phrases", "binding", "weak", "unless")


class Book(NamedTuple):
    """The rules made ready.

    Attributes:
        phrases: owners are pairs of a rule and the list of it that a phrase is from.
        places: of headings and heads of tables, in the same way.
        strengths: owners are names of lists: "binds", "informs", "firm", "conditional", "aspirational".
        finders: of the key figure, by kind.
    """

    phrases: PhraseBook
    places: PhraseBook
    strengths: PhraseBook
    finders: dict[str, FigureFinder]


@lru_cache(maxsize=8)
def book_of(grammar: Grammar) -> Book:
    """The rules of contract clauses of a grammar."""
    own, shared = grammar.rules.contract_clauses, grammar.rules.clauses
    lists = {
        "binds": own.binds,
        "informs": own.informs,
        "firm": shared.firm,
        "conditional": shared.conditional,
        "aspirational": shared.aspirational,
    }
    peoples = dict(own.peoples)
    return Book(
        _phrases_of(own.rules, _IN_SENTENCES),
        _phrases_of(own.rules, (HEADED, ROWS)),
        PhraseBook((phrase, name) for name, phrases in lists.items() for phrase in phrases),
        {
            rule.kind: FigureFinder(grammar.amounts, peoples, _any_of(rule.near), _any_of(rule.given))
            for rule in own.rules
        },
    )


def _phrases_of(rules: tuple[ContractClauseRule, ...], groups: tuple[str, ...]) -> PhraseBook:
    return PhraseBook((phrase, (rule, group)) for rule in rules for group in groups for phrase in getattr(rule, group))


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds one of some words; a star stands for any ending."""
    if not words:
        return None
    patterns = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
