"""Buyers out of free prose: a body that the rules have found without a role, where its sentence makes it one.

Names with a role are left alone: where they stand again is a known name (`settle`). Who is but mentioned is never made
a supplier, and runs of capitals that the rules did not take for a name are not looked at: on real documents most of
what was found so were places, titles, funders and insurers (`models/README.md` has the figures).
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tenderscan.document import BlockKind, Span
from tenderscan.record import Label, Organisation
from tenderscan.tagger.classifier import Classifier
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.organisations.canonical import base_of
from tenderscan.tagger.organisations.mentions import mentions
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.roles_words import overlapping, role_words
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.work import Work

RULE = "trained/roles"
_NO_BUYERS = frozenset({"contract", "minutes"})
"""Types of document in which a body that is but mentioned does not buy: contracts name their parties, and minutes all
those whom a council deals with."""
_PARTY = "party"
"""Role of the parties of an agreement in which nobody sells."""
_SIDES = frozenset({Label.SUPPLIER, Label.BUYER})
_LABELLED = re.compile(r":[ \t“\"\u2018']*$")
_FORM = 3
"""Words behind the name of a label that make it a sentence: "Publisher: X Ltd" is none."""
_MOST = 6
"""Mentions of one name that are looked at: what the first do not say, the others will not."""
_WORDS = 5
"""Blanks in the shortest text that is a sentence."""
_LONGEST = 700
"""Characters of the longest."""


class _Place(NamedTuple):
    """A name in a sentence.

    Attributes:
        text: the name, blanks folded.
        passage: it stands in.
        sentence: it stands in.
        names: of the sentence, in order.
        at: which of them it is.
    """

    text: str
    passage: Passage
    sentence: Span
    names: tuple[Name, ...]
    at: int


def tag_roles(work: Work, classifier: Classifier) -> None:
    """Find the roles of a whole document, whose rules have all had their say."""
    places = list(_places(work))
    guesses = classifier.guess([role_words(work.text, one.sentence, one.names, one.at) for one in places])
    surest: dict[str, tuple[float, str, _Place]] = {}
    for place, guess in zip(places, guesses, strict=True):
        if guess.probability >= classifier.least(guess.label):
            found = (guess.probability, guess.label, place)
            surest[place.text] = max(surest.get(place.text, found), found, key=lambda one: one[0])
    for probability, label, place in surest.values():
        span = place.names[place.at].span
        work.add(Label(label), Organisation(place.text, label), span, RULE, probability, place.passage)


def _places(work: Work) -> Iterator[_Place]:
    """Where the names without a role stand in sentences."""
    seen: Counter[str] = Counter()
    for span, text in mentions(work.text, _without_role(work)):
        seen[text] += 1
        passage = work.passage_at(span.start) if seen[text] <= _MOST and not work.masked(span) else None
        if passage is None:
            continue
        sentence = work.sentence_at(passage, span)
        if _is_prose(work, passage, sentence) and not _in_form(work, sentence, span):
            names = tuple(work.grammar.names.find(work.text, sentence))
            at = overlapping(names, span)
            if at >= 0 and names[at].span == span:
                yield _Place(text, passage, sentence, names, at)


def _without_role(work: Work) -> set[str]:
    """The names that the rules have found and given no role, nor a longer or shorter form of them."""
    found = [(one, one.value) for one in work.found if isinstance(one.value, Organisation)]
    mere = {value.name for one, value in found if one.label not in _SIDES}
    if not mere or any(value.role == _PARTY for _, value in found) or type_of(work) in _NO_BUYERS:
        return set()
    decided = {base_of(value.name) for one, value in found if one.label in _SIDES}
    begun = {beginning for base in decided for beginning in _beginnings(base)}
    return {name for name in mere if base_of(name) not in begun and decided.isdisjoint(_beginnings(base_of(name)))}


def _beginnings(base: str) -> Iterator[str]:
    """A name, and what it begins with, by whole words."""
    words = base.split()
    return (" ".join(words[:end]) for end in range(1, len(words) + 1))


def _is_prose(work: Work, passage: Passage, sentence: Span) -> bool:
    """Whether a text is a sentence that may say what somebody does."""
    if passage.kind in RUNNING or passage.kind is BlockKind.HEADING or passage.head or len(sentence) > _LONGEST:
        return False
    return work.text.count(" ", sentence.start, sentence.end) >= _WORDS


def _in_form(work: Work, sentence: Span, span: Span) -> bool:
    """Whether a name is the value of a label and no part of a sentence."""
    before = work.text[max(sentence.start, span.start - 5) : span.start]
    return _LABELLED.search(before) is not None and work.text.count(" ", span.end, sentence.end) < _FORM
