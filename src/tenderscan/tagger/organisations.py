"""Suppliers and buyers: names beside cues, in labelled cells and columns, and behind defined terms."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import Label, Organisation
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.authorities import NOT_AUTHORITY, inside_department, is_authority, without_title
from tenderscan.tagger.company_numbers import LABELS, number_after, number_in
from tenderscan.tagger.grammar import Cue, label_of
from tenderscan.tagger.layout import RUNNING, Cell, Passage
from tenderscan.tagger.names import Name
from tenderscan.tagger.work import Work

NO_SUFFIX = 0.75
"""What a name without legal form is worth beside one that has it."""
_CONNECTOR = re.compile(
    r"(?:[ \n,:\u2013\u2014-]|(?=[(“])){1,3}(?:(?:is|was|are|were|namely|firm|company|Messrs\.?|M/s\.?|called)\s)?"
    r"[\s(“\"\u2018']{0,2}(?:the\s(?=[A-Z]))?"
)
_LINE = re.compile(r"[^\n]+")
_LABELLED = re.compile(r"(?P<label>[^\n:]{3,60}?)\s*(?::|\u2013|—)\s*(?P<value>[^\n]{2,120})")
_LABEL_END = re.compile(r"[:\u2013—]")
"""Stands in every match of `_LABELLED`."""
_LETTERS = re.compile(r"[^\W\d_][\w\u2019']*")
# A society for the blind is named so, where a bank for the furniture work is not.
_FOR_THE = re.compile(
    r"\b(?:society|institute|association|trust|foundation|centre|home|school|campaign|council|fund|office|hospital)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[^\w\s“\"\u2018'(]{1,2}|[a-z0-9]{1,3}[.)])?\s*")
_LIST_REACH = 2_000
_ACRONYM = 0.9
"""Score of a rule that is sure enough to believe a bare acronym."""
_ENDS_COMPANY = frozenset({"works", "services", "partners", "engineers", "architects", "consultants", "contractors"})
_PHRASE_WORD = re.compile(r" (?:AT|BY|WITH|IN|ON|TO|FROM|UNDER|DULY) ")
"""Words that stand in a phrase in capitals and not in a name."""
_AROUND = 60
_FEW = 15
_ACRONYM_BEHIND = re.compile(r" \([A-Za-z]{2,8}\)")
_LIST_LINK = re.compile(r"\s*(?:,|;|and|&|,\s?and|or)\s+(?:from\s|the\s)?")


class Sighting(NamedTuple):
    """A name with the rule that gives it its role."""

    name: Name
    rule: OrganisationRule
    factor: float


def tag_organisations(work: Work) -> None:
    """Find the suppliers and buyers of a section."""
    labelled = {passage.index for passage in work.passages_with(_LABEL_END)}
    legal = {passage.index for passage in work.passages_with(work.grammar.names.legal_form)}
    cues = work.cues("organisation")
    for passage in work.section:
        sightings: list[Sighting] = []
        if passage.cells:
            sightings += _in_cells(work, passage, labelled=passage.index in labelled)
        elif passage.index in labelled and passage.kind not in RUNNING:
            sightings += _labels_in_lines(work, passage.span)
        for cue in cues.of(passage):
            sightings += _beside_cue(work, passage, cue)
        if passage.index in legal:
            sightings += _near_words(work, passage)
        for sighting in sightings:
            add(work, sighting, passage)


def add(work: Work, sighting: Sighting, passage: Passage, role: str | None = None) -> None:
    """Keep a sighting as a finding."""
    name, rule = without_title(work, _without_purpose(work, sighting.name)), sighting.rule
    if work.masked(name.span) or not _fits(work, rule) or inside_department(work.text, name):
        return
    passage = work.passage_at(name.span.start) or passage  # the cue may stand in the block before or behind
    text = " ".join(name.span.of(work.text).split())
    if rule.label == Label.SUPPLIER and is_authority(text):
        rule = work.grammar.organisation_rule("public-body")
    number = number_after(work.text, _own_stretch(work, name, passage))
    value = Organisation(text, role or rule.role, number or _number_below(work, passage, name.span))
    label = Label(rule.label)
    score = rule.score * sighting.factor * (1.0 if name.legal or name.public else NO_SUFFIX)
    work.add(label, value, name.span, rule.head.id, score, passage)


def _without_purpose(work: Work, name: Name) -> Name:
    """A name without what it is about: "Bank of Someplace for the Furniture Work"."""
    at = -1 if name.legal else name.span.of(work.text).lower().find(" for the ")
    if at <= 0 or _FOR_THE.search(work.text, name.span.start, name.span.start + at):
        return name
    return Name(Span(name.span.start, name.span.start + at), name.legal, name.public)


def _own_stretch(work: Work, name: Name, passage: Passage) -> Span:
    """The text behind a name that still speaks about it: up to the next company or public body, or the next cell."""
    cell = passage.cell_at(name.span.start)
    end = max(name.span.end, min(name.span.end + 160, cell.span.end if cell else passage.span.end))
    for other in work.grammar.names.find(work.text, Span(name.span.end, end)):
        if other.legal or other.public:
            return Span(name.span.end, other.span.start)
    return Span(name.span.end, end)


def _fits(work: Work, rule: OrganisationRule) -> bool:
    """Whether the form holds one of the labels that the rule wants beside its own."""
    return not rule.beside or any(label in work.form_labels for label in rule.beside)


def _number_below(work: Work, passage: Passage, span: Span) -> str | None:
    """The company number of a form: the row under the name that is labelled so."""
    if not passage.cells:
        return None
    for below in work.passages[passage.index + 1 : passage.index + 6]:
        if len(below.cells) >= 2 and label_of(below.cells[0].span.of(work.text)) in LABELS:
            return number_in(below.cells[1].span.of(work.text))
    return None


def _in_cells(work: Work, passage: Passage, *, labelled: bool) -> Iterator[Sighting]:
    """Values of labelled cells, and cells under a column heading that holds names.

    `labelled`: whether a mark stands in the row that may part a label from its value.
    """
    for position, cell in enumerate(passage.cells):
        label = passage.cells[position - 1].span if position % 2 else None
        rule = _labels(work, label) if label else None
        column = None if rule or passage.head else _column(work, cell)
        for line in _value_lines(work, cell.span, whole=rule is None) if rule or column else ():
            name = work.grammar.names.whole(work.text, line)
            if name and (
                name.legal or name.public or (proper(work, name) and not passage.head and not _is_data(work, cell))
            ):
                chosen = rule or column
                assert chosen is not None
                yield Sighting(_with_acronym(work, name, line) if chosen.label == Label.BUYER else name, chosen, 1.0)
        if labelled:
            yield from _labels_in_lines(work, cell.span)


def _with_acronym(work: Work, name: Name, line: Span) -> Name:
    """The name of a body with the acronym in brackets that a form gives behind it."""
    behind = _ACRONYM_BEHIND.fullmatch(work.text, name.span.end, line.end)
    return Name(Span(name.span.start, line.end), name.legal, name.public) if behind else name


def _column(work: Work, cell: Cell) -> OrganisationRule | None:
    """The rule whose column heading stands over a cell."""
    for head in cell.heads:
        for rule in work.grammar.columns.get(label_of(head.of(work.text)), ()):
            if _fits(work, rule):
                return rule
    return None


def _labels(work: Work, label: Span) -> OrganisationRule | None:
    """The rule whose form label a text is; one that names its neighbours goes before one that does not."""
    rules = [rule for rule in work.grammar.labels.get(label_of(label.of(work.text)), ()) if _fits(work, rule)]
    return max(rules, key=lambda rule: len(rule.beside), default=None)


def _is_data(work: Work, cell: Cell) -> bool:
    """Whether a cell is itself a label of something else: of money, a date, another party."""
    text = label_of(cell.span.of(work.text))
    return text in work.grammar.labels or any(work.cues(family).any(cell.span) for family in ("money", "columns"))


def _value_lines(work: Work, span: Span, *, whole: bool) -> list[Span]:
    """The lines of a cell that may be a name: the first, as an address may follow; in a column the whole cell too."""
    lines = [Span(*line.span()) for line in _LINE.finditer(work.text, span.start, span.end)]
    if whole and len(lines) > 1 and len(span) < 80:
        return [span]
    comma = work.text.find(", ", lines[0].start, lines[0].end) if lines else -1
    name = work.grammar.names.whole(work.text, lines[0]) if lines else None
    if comma > 0 and not (name and name.legal):
        return [Span(lines[0].start, comma)]
    return lines[:1]


def _labels_in_lines(work: Work, span: Span) -> Iterator[Sighting]:
    """Lines such as "Supplier: Greenbank Works Ltd"."""
    for line in _LINE.finditer(work.text, span.start, span.end):
        yield from _label_in_line(work, Span(*line.span()))


def _label_in_line(work: Work, line: Span) -> Iterator[Sighting]:
    match = _LABELLED.match(work.text, line.start, line.end)
    if not match:
        return
    rule = _labels(work, Span(*match.span("label")))
    if rule is None:
        return
    value = Span(*match.span("value"))
    name = work.grammar.names.whole(work.text, value) or work.grammar.names.at(work.text, value.start, value.end)
    if name and (name.legal or name.public or (len(name.span) >= 0.5 * len(value) and proper(work, name))):
        yield Sighting(name, rule, 1.0)


def _beside_cue(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """Names right behind or right before a phrase: "awarded to X", "X was appointed"."""
    if cue.group == "before":
        yield from _before_cue(work, passage, cue)
    elif cue.group == "lists":
        yield from _listed(work, passage, cue)
    elif cue.group != "not_here":
        yield from _after_cue(work, passage, cue)


def _after_cue(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """The name right behind a phrase, and those joined to it by commas and "and"."""
    names, end = work.grammar.names, passage.span.end
    connector = _CONNECTOR.match(work.text, cue.end, end)
    start = connector.end() if connector else cue.end
    between = work.text[cue.end : start]
    name = names.at(work.text, start, end)
    if name and not name.legal:
        marked = "(" in between or between.strip()[-1:] in {"\u2018", "“", "'", '"'}
        article = re.search(r"\bthe\s$", between) is not None
        if (article and not name.public) or (cue.group == "nouns" and not marked):
            return
    while name:
        if acceptable(work, name, cue.rule):
            yield Sighting(name, cue.rule, 1.0)
        link = _LIST_LINK.match(work.text, name.span.end, end)
        following = names.at(work.text, link.end(), end) if link else None
        name = following if following and following.legal and following.span.start > name.span.start else None


def _before_cue(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """The name right before a phrase."""
    names = work.grammar.names.find(work.text, Span(max(passage.span.start, cue.start - 120), cue.start))
    if not names or not re.fullmatch(r"[\s,)]{0,3}(?:who |which |and )?", work.text[names[-1].span.end : cue.start]):
        return
    several = not names[-1].legal and " and " in names[-1].span.of(work.text)
    if not several and acceptable(work, names[-1], cue.rule):
        yield Sighting(names[-1], cue.rule, 1.0)


def _listed(work: Work, passage: Passage, cue: Cue) -> Iterator[Sighting]:
    """The names of a list behind "the following contractors tendered": lines that are nothing else."""
    lines = [
        Span(*line.span()) for line in _LINE.finditer(work.text, cue.end, min(len(work.text), cue.end + _LIST_REACH))
    ]
    for line in lines[1:]:
        bullet = _BULLET.match(work.text, line.start, line.end)
        bare = Span(bullet.end() if bullet else line.start, line.end)
        if not len(bare):
            continue
        name = work.grammar.names.whole(work.text, Span(bare.start, bare.end - (work.text[bare.end - 1] in ".;,")))
        if name is None or not acceptable(work, name, cue.rule):
            return
        yield Sighting(name, cue.rule, 1.0)


def _near_words(work: Work, passage: Passage) -> Iterator[Sighting]:
    """Companies with their legal form in a sentence about works or contracts."""
    words = work.cues("near").within(passage.span.start, passage.span.end)
    if not any(word.group == "near" for word in words):
        return
    for name in work.grammar.names.find(work.text, passage.span):
        if not name.legal or name.public:
            continue
        sentence = work.sentence_at(passage, name.span)
        here = [word for word in words if sentence.start <= word.start < sentence.end]
        if here and not any(word.group == "unless" for word in here):
            yield Sighting(name, here[0].rule, 1.0)


def acceptable(work: Work, name: Name, rule: OrganisationRule) -> bool:
    """Whether a run beside a cue is a name and not the beginning of a phrase in capitals."""
    text = name.span.of(work.text)
    if rule.public and (name.legal or not is_authority(text)):
        return False
    if name.legal:
        return True
    if name.public:
        return not NOT_AUTHORITY.search(text) and not inside_department(work.text, name)
    words = text.split()
    if _shouted(work, name):
        return False
    if len(words) == 1 and (text.isupper() or len(text) < 4) and rule.score < _ACRONYM:
        return False
    return (
        not _generic(work, words)
        and proper(work, name)
        and not any(char.isdigit() for char in words[0])
        and len(words) <= 8
    )


def _shouted(work: Work, name: Name) -> bool:
    """Whether a run in capitals stands in text that is all in capitals, where they name nothing."""
    text = _without_purpose(work, name).span.of(work.text)
    if not text.isupper():
        return False
    before = work.text[max(0, name.span.start - _AROUND) : name.span.start]
    letters = [char for char in before.rpartition("\n")[2] if char.isalpha()]
    if len(text.split()) > 1 and _PHRASE_WORD.search(text):
        return True
    return len(letters) > _FEW and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _generic(work: Work, words: list[str]) -> bool:
    """Whether a run holds the word of a role or a heading, other than those with which companies end their names."""
    said = [word for word in words if sum(map(str.isalpha, word)) > 1]
    if len(said) > 1 and said[-1].lower() in _ENDS_COMPANY:
        said.pop()
    return any(work.grammar.names.is_never(word) for word in said)


def proper(work: Work, name: Name) -> bool:
    """Whether a word of the name is never written in lower case in this document."""
    words = [word for word in _LETTERS.findall(name.span.of(work.text)) if len(word) > 1]
    return any(word.lower() not in work.common_words for word in words if word[0].isupper())
