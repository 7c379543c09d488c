"""Social-value clauses: sentences with a theme, and how binding they are."""

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import NamedTuple

from tenderscan.document import BlockKind, Span
from tenderscan.record import Clause, Label, Organisation, Strength
from tenderscan.rules import ClauseRule
from tenderscan.tagger.clauses.short_forms import short_forms
from tenderscan.tagger.clauses.units import (
    FOLLOWS,
    beside_fields,
    cut,
    heads_weigh,
    is_weighed,
    to_fill_in,
    units,
)
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.theme_rows import theme_of_row
from tenderscan.tagger.work import Work

_COUNTED = 16
"""Characters before a phrase in which its number stands."""
_WEIGHTS = {"phrases": 2.0, "asked": 1.0, "committed": 0.7, "weak": 0.7}
"""What a phrase counts when the theme of a sentence is looked for, by the list it is from."""
_GENERAL = 1.2
"""What a phrase about social value as such counts less: it yields to a phrase of a theme, and not to everyday words."""
_BESIDE = 2
"""Characters between a verb and the wish that it leads in: "shall aim to"."""
_HEADING_SCORE = 0.6
_MINUTES = "minutes"
_BUYERS_OWN = frozenset({"itt", "notice", "specification", "clarification_log", "evaluation_report", "award_letter"})
"""Documents in which "we" is who buys."""
_SHARE = re.compile(r"\d\s?%")
_QUANTITY = re.compile(
    r"\b(?:(?:section|strand|phase|lot|part|schedule|clause|stage|annex|appendix|article|item|question|priority|goal)s?\s+\d[\d.]*"
    r"|(?:199\d|20[1-4]\d)\b|(?P<number>\d[\d,.]*\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b))",
    re.IGNORECASE,
)
"""A number; without `number` it counts nothing: "Strand 3", "Festival 2024"."""
_WEIGHT = re.compile(r"social value\W{0,3}(?:\(?\d+(?:\.\d+)?\s?%?\)?)|\bweight", re.IGNORECASE)
"""A row of award criteria: "Social value | 20%"."""
_PROMISE = re.compile(r"\bcommitments?\b|\bwe (?:will|commit|undertake|guarantee|pledge)\b", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^(?:(?:schedule|annex|appendix|part|section|clause) )?[\dA-Z]{0,2}[\d.]*[.):]?\s+(?=[A-Z])", re.IGNORECASE
)
_SAYS_MORE = re.compile(
    r"\b(?:polic(?:y|ies)|weight\w*|criteri\w+|questions?|marks|points|schedule \d+)\b|\?", re.IGNORECASE
)
"""What makes a title more than a title: a weighting, a question, a policy that is attached."""
_SCHEDULE_NAMED = re.compile(
    r"(?:schedule|annex|appendix|attachment)\b.{0,6}\(?social value|social value (?:schedule|annex)", re.IGNORECASE
)
"""A line that lists a schedule by its name: "(d) Schedule 3 (Social value);"."""
_LABOUR = re.compile(
    r"(?:[^\w\s]\s*)?(?:\([a-z0-9]{1,3}\)\s*)?(?:(?:no|prohibition|use|abolition|of|on|the|against|and|or|child|forced|bonded"
    r"|compulsory|involuntary|slave|prison|modern|human|trafficking|slavery|labou?r)[\s,/&.:;]*){2,}",
    re.IGNORECASE,
)
"""A heading that names what nobody may do, without a rule about it: "(b) Child Labour and Forced Labour"."""
_LEADERS = re.compile(r"\.{3,}|…|\s\d{1,3}$")
"""The dots and the page number of a table of contents."""
_TITLE_WORDS = 9
_LABEL_WORDS = 4
_FIELD = 70
"""Characters of a placeholder that is a field; what is longer in brackets is text."""


class _Unit(NamedTuple):
    """A sentence, bullet or row on its way.

    Attributes:
        passage: it is part of.
        sentence: its characters.
        lead: the line that leads in the list it is part of; None where it stands alone.
    """

    passage: Passage
    sentence: Span
    lead: Span | None


def tag_clauses(work: Work) -> None:
    """Find the clauses of a section."""
    named = sorted(f.evidence.span for f in work.found if isinstance(f.value, Organisation))
    cues = work.cues("clause")
    short = short_forms(work, cues)
    lead: Span | None = None
    for passage in work.section:
        start, end = passage.span.start, passage.span.end
        if lead and passage.kind is not BlockKind.LIST_ITEM and not FOLLOWS.match(work.text, start):
            lead = None
        rule = theme_of_row(work, passage) if passage.cells else None
        if rule:
            _tag_row(work, passage, rule)
            continue
        themes = [
            cue
            for cue in short.beside(cues.of(passage), passage.span)
            if not _in_name(named, cue)  # "Trundleworks Fleet Ltd" says nothing about a fleet
        ]
        about = _about_heading(work, passage)
        if themes or (about and passage.kind not in RUNNING):
            for sentence in units(work, passage):
                # A long passage has many cues, and each of its sentences asks.
                first, behind = (
                    bisect_left(themes, at, key=attrgetter("start")) for at in (sentence.start, sentence.end)
                )
                _tag(work, _Unit(passage, sentence, lead), themes[first:behind], about=about)
        if ":" in work.text[max(start, end - 2) : end]:
            lead = passage.span


def _in_name(named: list[Span], cue: Cue) -> bool:
    """Whether a phrase is part of the name of an organisation."""
    at = bisect_right(named, cue.start, key=lambda span: span.start) - 1
    return at >= 0 and cue.start < named[at].end


def _tag_row(work: Work, passage: Passage, rule: ClauseRule) -> None:
    """A row of promises: it names theme, measure and quantity, and the table is what the bidder promises."""
    if work.masked(passage.span) and not any(cell.span.of(work.text)[:1].isdigit() for cell in passage.cells):
        return
    conditional = work.cues("conditional").any(passage.span)
    strength = Strength.CONDITIONAL if conditional else Strength.FIRM
    work.add(Label.CLAUSE, Clause(rule.kind, rule.theme, strength), passage.span, rule.head.id, rule.score, passage)


def _tag(work: Work, unit: _Unit, here: list[Cue], *, about: bool) -> None:
    passage, sentence = unit.passage, unit.sentence
    bars = [cue for cue in here if cue.group == "not_here"]
    here = _apart([cue for cue in here if cue.group != "not_here"], bars)
    committed = _commits(work, sentence)
    about = about or work.cues("cues").any(sentence)
    usable = _usable(work, unit, here, committed=committed, about=about)
    if not committed and _bare_title(work, passage, sentence):
        return
    if to_fill_in(work, passage, sentence, [cue.start for cue in usable]):
        if is_weighed(work, passage, sentence):
            _tag_criterion(work, unit, here, about=about)
        return
    strength = _strength(work, passage, sentence, committed=committed, about=about)
    if not about and _is_report(work, sentence):
        return
    if usable:
        rule = _theme(usable)
        # In minutes all sorts of things will be done, and few of them are promised.
        counts = about or (type_of(work) != _MINUTES and (committed or _is_counted(work, sentence, usable)))
        if strength is Strength.MENTION and rule.theme != "general" and _is_talk(work, unit, counts):
            return
    elif _bare_promise(work, passage, sentence, strength, here) and about:
        rule = work.grammar.general_theme  # a promise in a text about social value, whatever it is
    else:
        return
    score = rule.score * (1.0 if strength is Strength.FIRM or rule.theme == "general" else 0.85)
    if passage.kind is BlockKind.HEADING or passage.kind in RUNNING:
        score = min(score, _HEADING_SCORE)
    span = cut(sentence, usable[0].start) if usable else sentence
    work.add(Label.CLAUSE, Clause(rule.kind, rule.theme, strength), span, rule.head.id, score, passage)


def _tag_criterion(work: Work, unit: _Unit, here: list[Cue], *, about: bool) -> None:
    """A criterion whose weight is still to be filled in: that it is weighed stands there all the same."""
    groups = {"phrases", "weak"} if about else {"phrases"}
    named = [cue for cue in here if cue.group in groups and not _in_placeholder(work, cue)]
    if named:
        rule = _theme(named)
        span = beside_fields(work, unit.passage, unit.sentence, named[0].start)
        value = Clause(rule.kind, rule.theme, Strength.MENTION)
        work.add(Label.CLAUSE, value, span, rule.head.id, rule.score, unit.passage)


def _usable(work: Work, unit: _Unit, here: list[Cue], *, committed: bool, about: bool) -> list[Cue]:
    """The phrases that can make a clause of a unit.

    Policy words count beside a commitment, everyday words only if the text is about social value as well.
    """
    groups = {"phrases"}
    if committed or _asks(work, unit.sentence):
        groups.add("asked")
    if committed:
        groups |= {"committed", "weak"} if about else {"committed"}
    elif about and unit.passage.kind is not BlockKind.HEADING and _is_scored(work, unit):
        groups |= {"asked", "committed", "weak"}
    usable = [cue for cue in here if cue.group in groups]
    usable.sort(key=lambda cue: cue.group != "phrases")
    return [cue for cue in usable if not _in_placeholder(work, cue)]


def _is_scored(work: Work, unit: _Unit) -> bool:
    """Whether a number stands in a unit, or a field for the weight of a criterion."""
    return _is_number_in(work.text, unit.sentence) or is_weighed(work, unit.passage, unit.sentence)


def _is_number_in(text: str, span: Span) -> bool:
    """Whether a number stands in a span that counts something."""
    return any(match["number"] for match in _QUANTITY.finditer(text, span.start, span.end))


def _commits(work: Work, sentence: Span) -> bool:
    """Whether a sentence has a word that commits somebody; "I will move" commits nobody."""
    motions = work.cues("motions").within(sentence.start, sentence.end)
    return bool(_apart(work.cues("firm").within(sentence.start, sentence.end), motions))


def _asks(work: Work, sentence: Span) -> bool:
    """Whether a sentence asks for something, weighs it, permits it or wishes it."""
    return any(work.cues(family).any(sentence) for family in ("asks", "aspirational", "conditional"))


def _is_counted(work: Work, sentence: Span, usable: list[Cue]) -> bool:
    """Whether a number stands just before a phrase, as in "gives two volunteering days"."""
    return any(
        _is_number_in(work.text, Span(max(sentence.start, cue.start - _COUNTED), cue.start))
        for cue in usable
        if cue.start > sentence.start
    )


def _is_talk(work: Work, unit: _Unit, counts: bool) -> bool:
    """Whether a sentence but talks about a theme, or names it as the thing that is bought."""
    buys = work.cues("objects")
    if not (counts or _asks(work, unit.sentence)) or buys.any(unit.sentence):
        return True
    return unit.lead is not None and buys.any(unit.lead)


def _is_report(work: Work, sentence: Span) -> bool:
    """Whether a sentence of minutes but tells what somebody said or asked, without a figure, a purchase or a duty."""
    if type_of(work) != _MINUTES or not work.cues("reports").any(sentence):
        return False
    return not work.cues("weighty").any(sentence) and not _SHARE.search(work.text, sentence.start, sentence.end)


def _bare_title(work: Work, passage: Passage, sentence: Span) -> bool:
    """Whether a unit is but a title or a line of a table of contents: "10. SOCIAL VALUE", "17.2 Forced Labour."."""
    text = _NUMBERING.sub("", " ".join(sentence.of(work.text).split()))
    if "%" in text or len(text.split()) > _TITLE_WORDS:
        return False
    if _SCHEDULE_NAMED.search(text):
        return True
    if _LABOUR.fullmatch(text):
        return True
    if _SAYS_MORE.search(text):
        return False
    if passage.kind is BlockKind.HEADING or _LEADERS.search(text):
        return True
    numbered = work.text[sentence.start].isdigit() or text.isupper()
    bullet = passage.kind is BlockKind.LIST_ITEM and not numbered
    if bullet or len(passage.cells) > 1:
        return False
    return len(text.split()) <= _LABEL_WORDS and (len(text) < len(sentence) or sentence == passage.span)


def _bare_promise(work: Work, passage: Passage, sentence: Span, strength: Strength, here: list[Cue]) -> bool:
    """Whether a sentence promises something that no theme names: "We will report every quarter"."""
    return (
        not here
        and type_of(work) not in _BUYERS_OWN
        and not passage.cells
        and strength in {Strength.FIRM, Strength.CONDITIONAL}
        and _PROMISE.search(work.text, sentence.start, sentence.end) is not None
    )


def _in_placeholder(work: Work, cue: Cue) -> bool:
    """Whether a phrase is part of a field to fill in; a whole clause in brackets is an option, and still a clause."""
    span = Span(cue.start, cue.end)
    return any(len(mask) <= _FIELD for mask in work.masks_near(span))


def _apart(cues: list[Cue], others: list[Cue]) -> list[Cue]:
    """The cues that overlap none of some others; both are in order, and none of the others lies inside another."""
    starts = [other.start for other in others]
    before = ((cue, bisect_left(starts, cue.end) - 1) for cue in cues)
    return [cue for cue, at in before if at < 0 or others[at].end <= cue.start]


def _theme(cues: list[Cue]) -> ClauseRule:
    """The theme of most phrases, the longer and the earlier first; a theme says more than "social value"."""
    weights: dict[str, float] = {}
    rules: dict[str, ClauseRule] = {}
    for position, cue in enumerate(cues):
        rule: ClauseRule = cue.rule
        weight = _WEIGHTS[cue.group] - 0.05 * position - _GENERAL * (rule.theme == "general")
        weights[rule.theme] = weights.get(rule.theme, 0.0) + weight
        rules.setdefault(rule.theme, rule)
    return rules[max(weights, key=lambda theme: weights[theme])]


def _about_heading(work: Work, passage: Passage) -> bool:
    """Whether the heading, the one above it, the table's head or the document itself is about social value."""
    for heading in (passage.heading, passage.title):
        if heading and work.about_social_value(heading):
            return True
    heads = (head for cell in passage.cells for head in cell.heads)
    return any(map(work.about_social_value, heads)) or type_of(work) == "sv_method_statement"


def _strength(work: Work, passage: Passage, sentence: Span, *, committed: bool, about: bool) -> Strength:
    """Firm: somebody who delivers shall; conditional and aspirational by their words; else a mention."""
    if passage.kind is BlockKind.HEADING or passage.kind in RUNNING:
        return Strength.MENTION
    conditional = work.cues("conditional").any(sentence)
    if _wishes(work, sentence):
        return Strength.ASPIRATIONAL
    row = bool(passage.cells) or passage.kind is BlockKind.LIST_ITEM
    promised = committed and (row or work.cues("promisors").any(sentence) or about)
    if passage.cells and about and not passage.head:
        weighed = any(heads_weigh(work, cell) for cell in passage.cells)
        weighed = weighed or _WEIGHT.search(work.text, sentence.start, sentence.end) is not None
        promised = promised or (not weighed and _is_number_in(work.text, sentence))
    if promised:
        return Strength.CONDITIONAL if conditional else Strength.FIRM
    return Strength.MENTION


def _wishes(work: Work, sentence: Span) -> bool:
    """Whether the sentence is a wish: "aim to", also in "shall aim to", unless it promises something else as well."""
    wishes = [wish.start for wish in work.cues("aspirational").within(sentence.start, sentence.end)]
    if not wishes:
        return False
    wishes.append(sentence.end + _BESIDE + 1)
    firm = work.cues("firm").within(sentence.start, sentence.end)
    return all(wishes[bisect_left(wishes, verb.end)] - verb.end <= _BESIDE for verb in firm)
