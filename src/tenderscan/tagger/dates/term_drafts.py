"""Terms of one sentence: which of its periods is the contract's, which extends it, which is a notice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from tenderscan.document import Span
from tenderscan.record import CalendarDate, Finding
from tenderscan.rules import TermRule
from tenderscan.tagger.dates.term_roles import (
    EXTENSION,
    FAMILY,
    UNSAID,
    Where,
    deadline_word,
    extension_before,
    role_of,
    said_nearby,
)
from tenderscan.tagger.dates.wholes import (
    adds_up,
    begins_parts,
    includes,
    is_added_to,
    is_called_total,
    is_one_more,
    is_total,
)
from tenderscan.tagger.numbers.periods import Period, Sum, length_of, sums
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_CONTRACT = "contract"
_NOTICE = "notice"
_SHORTEST = 28
"""Days; what is shorter is a delay, no contract nor the extension of one."""
_STATED = 0.96
"""Weight of words that stand right at a period: "Contract period: 3 days"."""
_LEAD = 24
"""Characters before a period in which "a further" speaks about it."""
_LONG = frozenset({_CONTRACT, "framework", "lease", EXTENSION})
# Duration (in months): 12, Contract length (years) | 3
_IN_UNIT = re.compile(
    r"(?:\((?:in |no\.? of )?(?P<unit>months|years|weeks|days)\)|\bin (?P<bare>months|years|weeks|days))"
    r"[\s:|.-]{1,4}(?P<number>\d{1,3})(?![\w.,/%-])"
)
_UNITS_IN_FRONT = tuple(form for unit in ("months", "years", "weeks", "days") for form in (f"{unit})", f"in {unit}"))
"""Of these one stands in front of every such number."""
_LED_BEFORE = 60
"""Characters before a unit in brackets in which something must say what it counts."""
_LED = re.compile(r"\b(?:for|of|over|is|be)\s(?:an?\s|the\s)?(?:initial\s)?\Z")
_NAMED = re.compile(r"\s(?:initial\s)?(?:period|term|duration)\b")
"""What stands about the first period of a contract: "for 9 months", "a 9 month period"."""
_OPTIONS = re.compile(
    r"\b(?:options?|optional|extensions?|extend|extended|extendable|further|plus|then|thereafter|followed by)"
    r"(?:[\s:(]{0,2}\b(?:to extend|the (?:contract|agreement|framework|term)|it|options?|optional|extensions?|periods?"
    r"|terms?|of|by|for|up to|an?|the|further|additional|possible)\b){0,6}[\s:(]{0,2}\Z"
)
_OPTIONS_REACH = 70
_YEAR = 12
_MOST_SUMS = 30
"""Sums in a sentence; a longer list is no sentence about a contract."""
_BEHIND = 40
"""Characters behind a period in which a fixed day must stand from which it runs."""


@dataclass(slots=True)
class Draft:
    """A term that is being put together.

    Attributes:
        rule: what says its role.
        weight: how much that says.
        first: the first period or day.
        last: the last one.
        months: as of `Term`.
        days: as of `Term`.
        extensions: as of `Term`.
    """

    rule: TermRule
    weight: float
    first: Span
    last: Span
    months: int | None = None
    days: int | None = None
    extensions: list[int] = field(default_factory=list)


class Sentence:
    """The terms of one sentence, put together period by period."""

    def __init__(self, work: Work, passage: Passage, span: Span, found: list[Period], dates: list[Finding]) -> None:
        """Begin with the periods and the days of a sentence.

        Args:
            work: the document.
            passage: the block.
            span: the sentence; in a table, the cell.
            found: its periods, without those in placeholders.
            dates: its days that begin or end something.
        """
        self._work, self._passage, self._span = work, passage, span
        self._found = found
        self._dates = dates
        self._main: Draft | None = None
        self._summed = False
        self._drafts: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """The terms, in order."""
        first = islice(sums(self._work.text, self._span), _MOST_SUMS)
        summed = [one for one in first if not self._work.masked(one.span)]
        both: list[Period | Sum] = [*summed, *self._found]
        both.sort(key=lambda one: (one.span.start, -one.span.end))
        end = self._span.start
        for one in both:
            # A period that a sum is made of counts once, and so does a sum that begins within a period.
            if one.span.start >= end and self._add(one):
                end = one.span.end
        begins = any(isinstance(f.value, CalendarDate) and f.value.role == "start" for f in self._dates)
        for draft in self._drafts:
            if draft.rule.role == UNSAID and (begins or draft.extensions):
                named = said_nearby(self._work, self._passage, self._span)
                draft.rule = named if named and named.role in _LONG else self._rule(_CONTRACT)
        return [draft for draft in self._drafts if draft.rule.role != UNSAID or self._binds(draft)]

    def _add(self, one: Period | Sum) -> bool:
        """Add a period or a sum; whether what stands within it is dealt with."""
        if isinstance(one, Sum):
            return self._splits(one) or self._add_options(one) or self._add_sum(one)
        self._add_period(one)
        return True

    def _splits(self, one: Sum) -> bool:
        """Make of an option its parts, which stand right behind it: "a further 24 months (12+12)"."""
        draft = self._main or (self._drafts[-1] if self._drafts else None)
        if draft is None or not draft.extensions or not 0 <= one.span.start - draft.last.end <= _BEHIND:
            return False
        # Without units six and six are years, unless they are the parts of twelve months.
        scale = next((by for by in (1, _YEAR) if sum(one.parts) == draft.extensions[-1] * by), None)
        if scale is None or any(part % scale for part in one.parts):
            return False
        draft.extensions[-1:] = [part // scale for part in one.parts]
        draft.months = draft.extensions[0] if draft.rule.role == EXTENSION else draft.months
        draft.last = Span(draft.last.start, one.span.end)
        return True

    def _add_options(self, one: Sum) -> bool:
        """Add a sum of which all parts are options: "with options of 1+1 years", "(+1 +1)"."""
        words = self._work.lower[max(self._span.start, one.span.start - _OPTIONS_REACH) : one.span.start]
        if one.months and not _OPTIONS.search(words) and not self._is_field_of_options(one):
            return False
        main = self._main or self._between_days() or self._first_period(one.span)
        if main is None and not one.months:
            return False
        self._main = main
        self._extend(one.span, one.parts, 0.9)
        return True

    def _is_field_of_options(self, one: Sum) -> bool:
        """Whether a sum stands in a field that is one for extensions alone: "Extensions | 1+1"."""
        cell = self._passage.cell_at(one.span.start)
        if cell is None or said_nearby(self._work, self._passage, self._span):
            return False
        fields = [cell.label] if cell.label else cell.heads[:1]
        cues = [cue for span in fields for cue in self._work.cues(FAMILY).within(span.start, span.end)]
        return any(cue.rule and cue.rule.role == EXTENSION for cue in cues)

    def _add_sum(self, one: Sum) -> bool:
        """Add a period with its options; what the sentence says of it before is the same: "4 years (2+1+1)"."""
        rule = said_nearby(self._work, self._passage, self._span)
        if rule is None or not one.months:
            return False
        said = role_of(
            self._work, Where(self._passage, self._span, Period(one.span, one.months, None), ()), behind_term=False
        )
        # A word for any contract, "duration of", is no reason to forget that the sentence is about a framework.
        if said and said.rule and said.rule.role not in {EXTENSION, UNSAID, _CONTRACT}:
            rule = said.rule
        first = one.span
        if self._main and not self._summed and self._main.rule.role in {*_LONG, UNSAID}:
            first = self._main.first
            self._drafts = [draft for draft in self._drafts if draft is not self._main]
        self._main = Draft(rule, 0.9, first, one.span, one.months, None, [*one.extensions])
        self._drafts.append(self._main)
        self._summed = True
        return True

    def _add_period(self, period: Period) -> None:
        where = Where(self._passage, self._span, period, tuple(one for one in self._found if one is not period))
        said = role_of(self._work, where, behind_term=bool(self._main or self._between_days()))
        rule, weight = (said.rule, said.weight) if said else (None, 0.0)
        if self._is_first_part(where) or self._is_whole(where, rule) or self._repeats(period):
            return
        if self._main and (rule is None or rule.role == UNSAID) and not deadline_word(self._work, period.span.start):
            rule, weight = extension_before(self._work, where) or rule, 0.7
        rule = self._rule(_CONTRACT) if is_added_to(self._work, where) else self._on_top(where, rule)
        if rule is None or (self._summed and rule.role in {*_LONG, UNSAID}):
            return
        if rule.role in _LONG and _is_short(period) and not self._is_stated(period, weight):
            return
        if rule.role == EXTENSION:
            if not period.months or (self._main and includes(self._work, self._main.last, period.span)):
                return
            self._main = self._main or self._between_days() or self._first_period(period.span)
            self._extend(period.span, (period.months,) * period.times, weight, rule, period)
            return
        draft = Draft(rule, weight, period.span, period.span, period.months, period.days)
        self._drafts.append(draft)
        if rule.role != _NOTICE:
            self._main = draft

    def _is_whole(self, where: Where, rule: TermRule | None) -> bool:
        """Whether a period counts once more, with the extensions, what the sentence gives without them."""
        if self._main and self._main.extensions:
            with_all = (self._main.months or 0) + sum(self._main.extensions)
            if is_called_total(self._work, where.period) or adds_up(self._work, where.period, with_all):
                return True
        return is_total(self._work, where) and (self._main is not None or (rule is not None and rule.role == EXTENSION))

    def _is_first_part(self, where: Where) -> bool:
        """Whether a period is what is left of the one before it without extensions; the term is then that long."""
        whole, period = begins_parts(self._work, where), where.period
        if whole is None:
            return False
        if self._main and self._main.first == whole.span and not self._main.extensions:
            self._main.months, self._main.last = period.months, period.span
            return True
        if self._main or not is_total(self._work, where._replace(period=whole)):
            return False
        rule = said_nearby(self._work, self._passage, self._span)
        rule = rule if rule and rule.role in _LONG else self._rule(_CONTRACT)
        self._main = Draft(rule, 0.8, whole.span, period.span, period.months)
        self._drafts.append(self._main)
        return True

    def _is_stated(self, period: Period, weight: float) -> bool:
        """Whether what names a period stands right at it, or has a cell of its own beside it."""
        cell = self._passage.cell_at(period.span.start)
        return weight >= _STATED or (cell is not None and cell.span == period.span)

    def _repeats(self, period: Period) -> bool:
        """Whether a period behind a colon says once more how long the only extension is."""
        extension = self._drafts[-1] if self._drafts else None
        if extension is None or extension.extensions != [period.months]:
            return False
        return self._work.lower[extension.last.end : period.span.start].rstrip().endswith(":")

    def _on_top(self, where: Where, rule: TermRule | None) -> TermRule | None:
        """The rule of a period, which is an extension where the text speaks of one and says "a further" before it."""
        lead = Span(max(where.sentence.start, where.period.span.start - _LEAD), where.period.span.end)
        if rule is None or rule.role == EXTENSION or rule.role not in _LONG or not is_one_more(self._work, lead):
            return rule
        return extension_before(self._work, where) or rule

    def _extend(
        self,
        span: Span,
        months: tuple[int, ...],
        weight: float,
        rule: TermRule | None = None,
        period: Period | None = None,
    ) -> None:
        """Options of the contract of the sentence, or of one that stands elsewhere."""
        if self._main:
            if self._main not in self._drafts:
                self._drafts.append(self._main)
            self._main.extensions += months
            self._main.last = Span(min(self._main.last.start, span.start), max(self._main.last.end, span.end))
            return
        rule = rule or self._rule(EXTENSION)
        one = period.months if period else months[0]
        self._drafts.append(Draft(rule, weight, span, span, one, None, [*months]))

    def _between_days(self) -> Draft | None:
        """The contract of which the sentence gives the first and the last day."""
        days = [(f.value.role, f.evidence.span) for f in self._dates if isinstance(f.value, CalendarDate)]
        if [role for role, _ in days] != ["start", "end"]:
            return None
        rule = said_nearby(self._work, self._passage, self._span) or self._rule(_CONTRACT)
        return Draft(rule if rule.role in _LONG else self._rule(_CONTRACT), 0.8, days[0][1], days[1][1])

    def _first_period(self, extension: Span) -> Draft | None:
        """The period that an extension extends, where no cue says so: "a 9 month period with an option to extend"."""
        before = [period for period in self._found if period.span.end <= extension.start]
        if self._drafts or len(before) != 1 or not before[0].months:
            return None
        period = before[0]
        led = self._work.lower[max(self._span.start, period.span.start - 16) : period.span.start]
        begins = not self._work.lower[self._span.start : period.span.start].strip()
        if not begins and not _LED.search(led) and not _NAMED.match(self._work.lower, period.span.end, self._span.end):
            return None
        return Draft(self._rule(_CONTRACT), 0.7, period.span, period.span, period.months)

    def _binds(self, draft: Draft) -> bool:
        """Whether a period of which nothing says whose it is binds: it has extensions or runs from a fixed day."""
        behind = self._work.lower[draft.last.end : min(self._span.end, draft.last.end + _BEHIND)]
        return bool(draft.extensions) or any(after in behind for after in draft.rule.after)

    def _rule(self, role: str) -> TermRule:
        return next(rule for rule in self._work.grammar.rules.terms.rules if rule.role == role)


def _is_short(period: Period) -> bool:
    return not period.months and (period.days or 0) < _SHORTEST


def in_units(work: Work, passage: Passage) -> Iterator[tuple[Span, Draft]]:
    """Bare numbers whose unit stands in brackets in front of them, each with the stretch that says it."""
    lower, span = work.lower, passage.span
    if not any(lower.find(form, span.start, span.end) >= 0 for form in _UNITS_IN_FRONT):
        return
    for match in _IN_UNIT.finditer(lower, span.start, span.end):
        number = Span(*match.span("number"))
        months, days = length_of(int(match["number"]), match["unit"] or match["bare"])
        start = max(span.start, match.start() - _LED_BEFORE)
        cues = work.cues("term").within(start, match.end())
        if work.masked(number) or any(cue.group == "never" for cue in cues):
            continue
        rule = next((cue.rule for cue in cues if cue.rule and not cue.rule.joins), None)
        if rule and (months or days):
            yield Span(cues[0].start, number.end), Draft(rule, 0.8, number, number, months, days)
