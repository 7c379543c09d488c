"""Social-value clauses: sentences with a theme, and how binding they are."""

import re
from bisect import bisect_right

from tenderscan.document import BlockKind, Span
from tenderscan.record import Clause, Label, Organisation, Strength
from tenderscan.rules import ClauseRule
from tenderscan.tagger.clauses.units import cut, to_fill_in, units
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.grammar import Cue
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.theme_rows import theme_of_row
from tenderscan.tagger.work import Work

_COUNTED = 16
"""Characters before a phrase in which its number stands."""
_WEIGHTS = {"phrases": 2.0, "asked": 1.0, "committed": 1.0, "weak": 0.7}
"""What a phrase counts when the theme of a sentence is looked for, by the list it is from."""
_HEADING_SCORE = 0.6
_MINUTES = "minutes"
_BUYERS_OWN = frozenset({"itt", "notice", "specification", "clarification_log", "evaluation_report", "award_letter"})
"""Documents in which "we" is who buys."""
_SHARE = re.compile(r"\d\s?%")
_QUANTITY = re.compile(
    r"(?:\b\d[\d,.]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b)", re.IGNORECASE
)
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


def tag_clauses(work: Work) -> None:
    """Find the clauses of a section."""
    named = sorted(f.evidence.span for f in work.found if isinstance(f.value, Organisation))
    cues = work.cues("clause")
    for passage in work.section:
        rule = theme_of_row(work, passage) if passage.cells else None
        if rule:
            _tag_row(work, passage, rule)
            continue
        themes = [
            cue
            for cue in cues.of(passage)
            if not _in_name(named, cue)  # "Trundleworks Fleet Ltd" says nothing about a fleet
        ]
        about = _about_heading(work, passage)
        if themes or (about and passage.kind not in RUNNING):
            for sentence in units(work, passage):
                here = [cue for cue in themes if sentence.start <= cue.start < sentence.end]
                _tag(work, passage, sentence, here, about=about)


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


def _tag(work: Work, passage: Passage, sentence: Span, here: list[Cue], *, about: bool) -> None:
    bars = [cue for cue in here if cue.group == "not_here"]
    here = [cue for cue in here if cue.group != "not_here" and not any(_overlap(cue, bar) for bar in bars)]
    committed = _commits(work, sentence)
    about = about or work.cues("cues").any(sentence)
    usable = [cue for cue in here if cue.group == "phrases"]
    # Policy words count beside a commitment, everyday words only if the text is about social value as well.
    if committed or _asks(work, sentence):
        usable += [cue for cue in here if cue.group == "asked"]
    if committed:
        usable += [cue for cue in here if cue.group == "committed" or (cue.group == "weak" and about)]
    elif (
        about
        and (passage.cells or passage.kind is not BlockKind.HEADING)
        and _QUANTITY.search(work.text, sentence.start, sentence.end)
    ):
        usable += [cue for cue in here if cue.group != "phrases"]
    usable = [cue for cue in usable if not _in_placeholder(work, cue)]
    bare = not committed and _bare_title(work, passage, sentence)
    if bare or to_fill_in(work, passage, sentence, [cue.start for cue in usable]):
        return
    strength = _strength(work, passage, sentence, committed=committed, about=about)
    if not about and _is_report(work, sentence):
        return
    if usable:
        rule = _theme(usable)
        # In minutes all sorts of things will be done, and few of them are promised.
        counts = about or (type_of(work) != _MINUTES and (committed or _is_counted(work, sentence, usable)))
        if strength is Strength.MENTION and rule.theme != "general" and _is_talk(work, sentence, counts):
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


def _commits(work: Work, sentence: Span) -> bool:
    """Whether a sentence has a word that commits somebody; "I will move" commits nobody."""
    motions = work.cues("motions").within(sentence.start, sentence.end)
    return any(
        not any(_overlap(verb, motion) for motion in motions)
        for verb in work.cues("firm").within(sentence.start, sentence.end)
    )


def _asks(work: Work, sentence: Span) -> bool:
    """Whether a sentence asks for something, weighs it, permits it or wishes it."""
    return any(work.cues(family).any(sentence) for family in ("asks", "aspirational", "conditional"))


def _is_counted(work: Work, sentence: Span, usable: list[Cue]) -> bool:
    """Whether a number stands just before a phrase, as in "gives two volunteering days"."""
    return any(
        _QUANTITY.search(work.text, max(sentence.start, cue.start - _COUNTED), cue.start) is not None for cue in usable
    )


def _is_talk(work: Work, sentence: Span, counts: bool) -> bool:
    """Whether a sentence but talks about a theme, or names it as the thing that is bought."""
    return not (counts or _asks(work, sentence)) or work.cues("objects").any(sentence)


def _is_report(work: Work, sentence: Span) -> bool:
    """Whether a sentence of minutes but tells what somebody said or asked, without a figure."""
    reports = type_of(work) == _MINUTES and work.cues("reports").any(sentence)
    return reports and _SHARE.search(work.text, sentence.start, sentence.end) is None


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


def _overlap(cue: Cue, other: Cue) -> bool:
    return cue.start < other.end and other.start < cue.end


def _theme(cues: list[Cue]) -> ClauseRule:
    """The theme of most phrases, the longer and the earlier first; a theme says more than "social value"."""
    weights: dict[str, float] = {}
    rules: dict[str, ClauseRule] = {}
    for position, cue in enumerate(cues):
        rule: ClauseRule = cue.rule
        weight = _WEIGHTS[cue.group] - 0.05 * position - 1.2 * (rule.theme == "general")
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
        quantity = _QUANTITY.search(work.text, sentence.start, sentence.end)
        promised = promised or (quantity is not None and not _WEIGHT.search(work.text, sentence.start, sentence.end))
    if promised:
        return Strength.CONDITIONAL if conditional else Strength.FIRM
    return Strength.MENTION


def _wishes(work: Work, sentence: Span) -> bool:
    """Whether the sentence is a wish: "aim to", also in "shall aim to", unless it promises something else as well."""
    wishes = work.cues("aspirational").within(sentence.start, sentence.end)
    firm = work.cues("firm").within(sentence.start, sentence.end)
    return bool(wishes) and all(any(0 <= wish.start - verb.end <= 2 for wish in wishes) for verb in firm)
