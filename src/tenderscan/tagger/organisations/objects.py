"""What is given or paid decides who stands beside the phrase: a grant has a payee, a bond a surety, no supplier."""

import re
from functools import lru_cache

from tenderscan.document import Span
from tenderscan.record import Label
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.grammar import Cue, Grammar
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_REACH = 120
"""Characters beside a phrase in which stands what it is about."""
_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = frozenset({"after", "nouns"})
"""Groups of phrases behind which the name stands, and before which what is given."""
_AWARDED = "awarded"
"""Role of the rule whose phrases say that somebody was given something, before they say what."""


@lru_cache(4)
def _givers(grammar: Grammar) -> tuple[OrganisationRule, ...]:
    """The rules that say what is given; by the grammar, as to hash all the words of its rules takes longer."""
    return tuple(rule for rule in grammar.rules.organisations.rules if rule.objects)


def rule_of_object(work: Work, passage: Passage, cue: Cue) -> OrganisationRule:
    """The rule of a phrase that makes a supplier, or the one that takes its place where no work is given or paid."""
    rule: OrganisationRule = cue.rule
    if rule.label != Label.SUPPLIER or (cue.group not in _BEHIND and rule.role != _AWARDED):
        return rule
    sentence = work.sentence_at(passage, Span(cue.start, cue.end))
    if cue.group in _BEHIND:
        near = work.lower[max(sentence.start, cue.start - _REACH) : cue.start]
    else:
        near = work.lower[cue.end : min(sentence.end, cue.end + _REACH)]
    said = frozenset(_WORD.findall(near))
    phrase = _WORD.findall(work.lower, cue.start, cue.end)
    about = said.union(phrase)
    for other in _givers(work.grammar):
        if not (other.objects.isdisjoint(said) or other.handed.isdisjoint(phrase)) and other.others.isdisjoint(about):
            return other
    return rule
