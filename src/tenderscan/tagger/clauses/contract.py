"""Clauses of a checklist: payment, termination, liability, insurance … each with its key figure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tenderscan.document import BlockKind, Span
from tenderscan.record import Clause, Label, Strength
from tenderscan.rules.contract_clauses import ContractClauseRule
from tenderscan.tagger.clauses.book import HEADED, ROWS, Book, book_of
from tenderscan.tagger.clauses.figures import key_figure
from tenderscan.tagger.clauses.parts import Part, each_bound, items, without_verb
from tenderscan.tagger.clauses.phrases import Phrase, Wording, offset_of, places, worded, wording
from tenderscan.tagger.clauses.units import FOLLOWS, cut, is_contents, to_fill_in, units
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.passages.layout import RUNNING, Passage
from tenderscan.tagger.passages.sieve import scanned
from tenderscan.tagger.work import Work

_SCHEDULE = re.compile(
    r"\b(?:schedule|annex|appendix|attachment)\s+(?:\d{1,2}|[A-Z])\b[.\d]*\W{0,4}(?=\w)", re.IGNORECASE
)
"""A line that lists a schedule by its name: "(d) Schedule 3 (Insurance);"."""
_SCHEDULE_WORDS = frozenset({b"schedule", b"annex", b"appendix", b"attachment"})
_MEANS = (
    r"(?:means|refers? to|(?:has|have) the meaning"
    r"|(?:(?:also|further)\s+)?(?:(?:shall|will|does|do)\s+)?(?:(?:not|also)\s+)?(?:mean|include)s?\b)"
)
_DEFINES = re.compile(
    r"[^“\"\u2018]{0,60}[“\"\u2018'][^”\"\u2019']{2,80}[”\"\u2019']\W{0,3}(?:\([^()]{0,60}\)\s*)?(?:,[^,]{0,60},\s*)?"
    rf"(?:as used (?:herein|in this \w+),?\s+)?{_MEANS}"
    r"|\W*(?:[\da-z.]{1,5}[.)]?\s+)?(?:(?:Notwithstanding|For)\b[^,]{1,80},\s+)?(?:The\s+)?(?:term\s+)?"
    rf"(?-i:(?:[A-Z][\w-]+\s+){{1,2}}(?:Information|Materials?|Data|Property|Rights)\s+){_MEANS}",
    re.IGNORECASE,
)
"""1.2 “Termination Date” means …; Protected Material does not include …: says what words mean, and binds nobody."""
_RECITAL = re.compile(r"\W*(?:[A-Z]\W{1,3})?(?:whereas|now,? therefore)\b", re.IGNORECASE)
"""What the parties had in mind, before the rules begin."""
_TITLE_WORDS = 7
_LISTED = 110
"""Characters of the longest line that only names a schedule."""
_LONG = 3_000
"""Characters of a passage that is more than a paragraph."""
_LABEL_WORDS = 10
"""Words of the first cell of a row that says what the row is about."""
_MENTION = 0.8
"""What a clause that binds nobody weighs beside one that does."""
_POINTER = 0.6


class _Unit(NamedTuple):
    """A sentence, bullet or row on its way.

    Attributes:
        passage: it is part of.
        span: of it.
        words: of it.
        said: names of the lists of `Book.strengths` that have a phrase in it, or in the line that leads it in.
        kinds: kinds of the headings above.
        lent: how many of its words are those of the part of the sentence before it.
    """

    passage: Passage
    span: Span
    words: Wording
    said: frozenset[str]
    kinds: frozenset[str]
    lent: int = 0


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that fires in a unit.

    Attributes:
        rule: that fires.
        place: where its phrase stands, as an offset into the document.
        needed: the sorts of figure of which one must stand in it; empty where it needs none.
    """

    rule: ContractClauseRule
    place: int
    needed: tuple[str, ...] = ()


class _Row(NamedTuple):
    """The rule that a row of a table is a clause of if a figure of some sorts stands in it."""

    rule: ContractClauseRule
    sorts: tuple[str, ...]


def tag_contract_clauses(work: Work) -> None:
    """Find the contract clauses of a section."""
    if type_of(work) not in work.grammar.rules.contract_clauses.not_in:
        _Section(work).tag()


class _Section:
    """The passages of a section, one behind the other; remembers which line leads in a list."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._book: Book = book_of(work.grammar)
        self._kinds: dict[int, frozenset[str]] = {}
        self._heads: dict[tuple[Span, ...], ContractClauseRule | None] = {}
        self._lead: frozenset[str] = frozenset()
        # Scanned once: a passage takes its words from here, and most have no more said of them.
        self._start = work.section_span.start
        self._runs = scanned(work.section_span.of(work.text)).runs

    def tag(self) -> None:
        """Find the clauses of all passages."""
        for passage in self._work.section:
            if passage.kind not in RUNNING:
                self._tag_passage(passage)

    def _tag_passage(self, passage: Passage) -> None:
        text = passage.span.of(self._work.text)
        if passage.kind is not BlockKind.LIST_ITEM and not FOLLOWS.match(text):
            self._lead = frozenset()
        words = worded(self._runs[passage.span.start - self._start : passage.span.end - self._start])
        row = self._row(passage) if len(passage.cells) > 1 and not passage.head else None
        # What stands in a passage is told for each of its sentences again; in a long one nearly everything stands.
        kinds = self._headed(passage)
        standing = self._standing(words, kinds) if len(text) < _LONG else None
        if standing or row or standing is None or _names_schedule(words, text):
            self._tag_units(passage, standing, kinds, row)
        if text.endswith((":", ": ")):
            self._lead = self._said(words)

    def _standing(self, words: Wording, kinds: frozenset[str]) -> list[Phrase]:
        """The phrases that make a clause of a passage below headings of some kinds, and those that forbid one."""
        may_stand = self._book.phrases.may_stand(words.words)
        standing = [phrase for phrase in may_stand if _matters(phrase, kinds) and phrase.place(words) >= 0]
        # What forbids a clause is looked for in its sentence.
        return [*standing, *(phrase for phrase in may_stand if phrase.owner[1] == "unless")] if standing else []

    def _tag_units(
        self, passage: Passage, standing: list[Phrase] | None, kinds: frozenset[str], row: _Row | None
    ) -> None:
        for span in each_bound(self._work.text, units(self._work, passage)):
            if standing and (parts := self._parts(span, standing)):
                self._tag_parts(passage, span, parts, standing, kinds)
                continue
            text = span.of(self._work.text)
            words = wording(text)
            found = self._book.phrases.find(words) if standing is None else places(words, standing)
            if found or row or _names_schedule(words, text):
                said = self._said(words)
                led = (
                    (passage.kind is BlockKind.LIST_ITEM or FOLLOWS.match(text))
                    and not _is_short(text)
                    and not text.isupper()
                )
                self._tag_unit(_Unit(passage, span, words, said | self._lead if led else said, kinds), found, row)
            if ":" in text:
                self._lead = self._said(words) or self._lead

    def _parts(self, span: Span, standing: list[Phrase]) -> list[Part]:
        """The parts of a unit of which each is a clause of another kind; empty where it is to stay whole."""
        text = span.of(self._work.text)
        for parts in (without_verb(text), items(text)):
            kept: list[Part] = []
            known: set[str] = set()
            for part in parts:
                kinds = self._kinds_in(f"{part.lent} {text[part.start : part.end]}", standing)
                if not known.isdisjoint(kinds):
                    break
                if kept and not (kinds and known):  # what is no clause of its own goes with the part before it
                    kept[-1] = kept[-1]._replace(end=part.end)
                else:
                    kept.append(part)
                known |= kinds
            else:
                if len(kept) > 1:
                    return kept
        return []

    def _kinds_in(self, text: str, standing: list[Phrase]) -> frozenset[str]:
        """The kinds of the phrases that fire in a text, without those that others exclude."""
        words = wording(text)
        groups = {"phrases", "binding"} if "binds" in self._said(words) else {"phrases"}
        rules = {rule.kind: rule for (rule, group), _ in places(words, standing) if group in groups}
        return frozenset(rules) - {kind for rule in rules.values() for kind in rule.excludes}

    def _tag_parts(
        self, passage: Passage, span: Span, parts: list[Part], standing: list[Phrase], kinds: frozenset[str]
    ) -> None:
        for part in parts:
            own = Span(span.start + part.start, span.start + part.end)
            words = wording(f"{part.lent} {own.of(self._work.text)}")
            lent = len(wording(part.lent).order.split())
            unit = _Unit(passage, own, words, self._said(words), kinds, lent)
            self._tag_unit(unit, places(words, standing), None)

    def _tag_unit(self, unit: _Unit, found: list[tuple[Any, int]], row: _Row | None) -> None:
        text = unit.span.of(self._work.text)
        if _DEFINES.match(text) or _RECITAL.match(text):
            return
        hits = self._listed(unit) if _listed(unit, text) else _fired(unit, found, text)
        if not hits and row:
            hits = [_Hit(row.rule, unit.span.start, row.sorts)]
        barred = {kind for hit in hits for kind in hit.rule.excludes}
        for hit in hits:
            if hit.rule.kind not in barred:
                self._add(unit, hit)

    def _listed(self, unit: _Unit) -> list[_Hit]:
        """The kinds that the name of a schedule tells."""
        rules = {rule.kind: rule for (rule, group), _ in self._book.places.find(unit.words) if group == HEADED}
        return [_Hit(rule, unit.span.start) for rule in rules.values()]

    def _add(self, unit: _Unit, hit: _Hit) -> None:
        work, rule = self._work, hit.rule
        if to_fill_in(work, unit.passage, unit.span, [hit.place]):
            return
        span = cut(unit.span, hit.place)
        start = span.start
        fields = [Span(max(mask.start - start, 0), mask.end - start) for mask in work.masks_near(span)]
        sorts = hit.needed or rule.figure
        figure = key_figure(sorts, span.of(work.text), hit.place - start, fields, self._book.finders[rule.kind])
        if hit.needed and figure is None:
            return
        strength = _strength(unit, figure)
        listed = _listed(unit, span.of(work.text))
        score = _POINTER if listed else rule.score * (_MENTION if strength is Strength.MENTION else 1.0)
        work.add(Label.CLAUSE, Clause(rule.kind, None, strength, figure), span, rule.head.id, score, unit.passage)

    def _said(self, words: Wording) -> frozenset[str]:
        return frozenset(owner for owner, _ in self._book.strengths.find(words))

    def _headed(self, passage: Passage) -> frozenset[str]:
        """The kinds that the headings above a passage name."""
        kinds: frozenset[str] = frozenset()
        for heading in (passage.heading, passage.title):
            if heading is None:
                continue
            if heading.start not in self._kinds:
                named = self._book.places.find(wording(heading.of(self._work.text)))
                self._kinds[heading.start] = frozenset(rule.kind for (rule, group), _ in named if group == HEADED)
            kinds |= self._kinds[heading.start]
        return kinds

    def _row(self, passage: Passage) -> _Row | None:
        """The rule that a row with a figure is a clause of, by the heads of its columns or by its label."""
        text = self._work.text
        heads = tuple(sorted({head for cell in passage.cells for head in cell.heads}))
        if heads and heads not in self._heads:
            words = wording(" / ".join(head.of(text) for head in heads))
            self._heads[heads] = _of_group(self._book.places.find(words), ROWS)
        every = self._heads.get(heads)
        if every:
            return _Row(every, every.figure)
        cells = (cell.span.of(text) for cell in passage.cells)
        label = wording(next((cell for cell in cells if any(map(str.isalpha, cell))), ""))
        if len(passage.cells) > 3 or label.order.count(b" ") > _LABEL_WORDS:
            return None
        about = _of_group(self._book.places.find(label), HEADED)
        return _Row(about, about.figure[:1]) if about else None


def _of_group(found: list[tuple[Any, int]], group: str) -> ContractClauseRule | None:
    """The first rule that a phrase of a group was found of."""
    rules: list[ContractClauseRule] = [rule for (rule, of), _ in found if of == group]
    return rules[0] if rules else None


def _fired(unit: _Unit, found: list[tuple[Any, int]], text: str) -> list[_Hit]:
    """The rules whose phrases make the unit a clause."""
    groups: dict[str, dict[str, int]] = {}
    rules: dict[str, ContractClauseRule] = {}
    for (rule, group), place in found:
        rules[rule.kind] = rule
        known = groups.setdefault(rule.kind, {})
        known[group] = min(place, known.get(group, place))
    fired = {kind: at for kind in groups if (at := _fires(unit, kind, groups[kind])) is not None}
    if not fired or _is_title(unit, text):
        return []
    return [
        _Hit(rules[kind], unit.span.start + offset_of(text, unit.words, place, unit.lent))
        for kind, place in fired.items()
    ]


def _matters(phrase: Phrase, kinds: frozenset[str]) -> bool:
    """Whether a phrase can make a clause below headings of some kinds."""
    rule, group = phrase.owner
    return group in {"phrases", "binding"} or (group == "weak" and rule.kind in kinds)


def _fires(unit: _Unit, kind: str, groups: Mapping[str, int]) -> int | None:
    """Where the phrase stands that makes a unit a clause of a kind; None where none does."""
    if "unless" in groups:
        return None
    if "phrases" in groups:
        return groups["phrases"]
    if "binds" not in unit.said:
        return None
    if "binding" in groups:
        return groups["binding"]
    return groups.get("weak") if kind in unit.kinds else None


def _is_title(unit: _Unit, text: str) -> bool:
    """Whether a unit is but a title or a line of a table of contents."""
    if is_contents(text) and not unit.passage.cells:
        return True
    if "binds" in unit.said:
        return False
    if unit.passage.kind is BlockKind.HEADING or unit.passage.head or text.rstrip().endswith("?"):
        return True
    return len(unit.passage.cells) < 2 and _is_short(text)


def _is_short(text: str) -> bool:
    """Whether a text has but the words of a title, and no figure behind its number."""
    return len(text.split()) <= _TITLE_WORDS and not any(map(str.isdigit, text[3:]))


def _listed(unit: _Unit, text: str) -> bool:
    """Whether a unit is a line that lists a schedule by its name."""
    if "binds" in unit.said or unit.passage.kind is BlockKind.HEADING or is_contents(text):
        return False
    return _names_schedule(unit.words, text)


def _names_schedule(words: Wording, text: str) -> bool:
    """Whether a text is short and names a schedule."""
    return len(text) < _LISTED and not words.words.isdisjoint(_SCHEDULE_WORDS) and _SCHEDULE.search(text) is not None


def _strength(unit: _Unit, figure: str | None) -> Strength:
    """Aspirational and conditional by their words; firm where it binds or a row gives a figure; else a mention."""
    if "informs" in unit.said:
        return Strength.MENTION
    if "aspirational" in unit.said and "firm" not in unit.said:
        return Strength.ASPIRATIONAL
    row = len(unit.passage.cells) > 1 and figure is not None
    if "binds" in unit.said or "firm" in unit.said or row:
        return Strength.CONDITIONAL if "conditional" in unit.said else Strength.FIRM
    return Strength.MENTION
