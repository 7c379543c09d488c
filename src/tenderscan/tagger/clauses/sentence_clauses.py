"""Clauses out of free prose: a sentence that binds somebody and in which no rule fired, by its words."""

import re
from collections.abc import Iterator

from tenderscan.document import BlockKind, Span
from tenderscan.record import Clause, Label, Strength
from tenderscan.rules.contract_clauses import ContractClauseRule
from tenderscan.tagger.classifier import Classifier
from tenderscan.tagger.clauses.book import Book, book_of
from tenderscan.tagger.clauses.figures import key_figure
from tenderscan.tagger.clauses.phrases import wording
from tenderscan.tagger.clauses.sentence_words import sentence_words
from tenderscan.tagger.clauses.units import is_contents
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.passages.layout import Passage, sentences
from tenderscan.tagger.passages.taken import Taken
from tenderscan.tagger.work import Work

RULE = "trained/clauses"
_BINDS = re.compile(
    r"\b(?:shall|will|must|may|agrees|undertakes|reserves?|(?:is|are|be) (?:liable|entitled|subject|governed))\b"
)
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_DEFINES = re.compile(r"[“\"\u2018][^”\"\u2019]{2,80}[”\"\u2019]\W{0,3}(?:means|(?:shall|will) (?:mean|have)|has the)")
_SHORTEST, _LONGEST = 40, 260
"""Characters: the component has learned from sentences of such lengths; of others it is sure without reason."""


def tag_clause_sentences(work: Work, classifier: Classifier) -> None:
    """Find the clauses of a whole document, whose rules have all had their say."""
    if type_of(work) in work.grammar.rules.contract_clauses.not_in:
        return
    units = list(_units(work))
    guesses = classifier.guess([sentence_words(span.of(work.text)) for _, span in units])
    rules = {rule.kind: rule for rule in work.grammar.rules.contract_clauses.rules}
    for (passage, span), guess in zip(units, guesses, strict=True):
        if guess.label in rules and guess.probability >= classifier.least(guess.label):
            value = _clause(rules[guess.label], span.of(work.text), book_of(work.grammar))
            work.add(Label.CLAUSE, value, span, RULE, guess.probability, passage)


def _clause(rule: ContractClauseRule, text: str, book: Book) -> Clause:
    """A clause of the kind of a rule, with the figure and the strength that the rule would give it."""
    said = {owner for owner, _ in book.strengths.find(wording(text))}
    strength = Strength.CONDITIONAL if "conditional" in said else Strength.FIRM
    if "aspirational" in said and "firm" not in said:
        strength = Strength.ASPIRATIONAL
    return Clause(rule.kind, None, strength, key_figure(rule.figure, text, 0, (), book.finders[rule.kind]))


def _units(work: Work) -> Iterator[tuple[Passage, Span]]:
    """The sentences that bind somebody and are no clause yet."""
    taken = Taken()
    for finding in work.found:
        if finding.label is Label.CLAUSE:
            taken.add(finding.evidence.span)
    for passage in work.passages:
        span = passage.span
        if passage.kind not in _PROSE or passage.cells or not _BINDS.search(work.text, span.start, span.end):
            continue
        for sentence in sentences(work.text, span):
            if taken.free(sentence) and not work.masked(sentence) and _may_bind(sentence, work.text):
                yield passage, sentence


def _may_bind(sentence: Span, text: str) -> bool:
    """Whether a sentence is one of those that the component has learned to tell."""
    if not _SHORTEST <= len(sentence) <= _LONGEST:
        return False
    words = sentence.of(text)
    return bool(_BINDS.search(words)) and not _DEFINES.search(words) and not is_contents(words)
