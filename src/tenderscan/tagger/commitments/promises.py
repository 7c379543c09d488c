"""What a sentence promises: whether it binds, who promises, by when, for each of what."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.record import Strength
from tenderscan.rules import CommitmentRule, CommitmentRules, Named
from tenderscan.tagger.numbers.quantities import Phrases, QuantityFinder


class Tried(NamedTuple):
    """A rule with its words as patterns over folded text; `before` ends where the number begins."""

    rule: CommitmentRule
    measures: Phrases
    needs: Phrases | None
    bars: Phrases
    before: re.Pattern[str] | None


# What parts a verb from a number that it does not speak about.
_PARTED = re.compile(r";|\bbut\b|\bwhich\b|\bwho\b|\bthat\b|\bbecause\b|\bwhile\b|\bwhereas\b|\bhow many\b")
_PARTED_BEHIND = re.compile(rf"{_PARTED.pattern}|,|:|\b(?:is|are|was|were|has|have|had)\b")
# "we trained 40 people and will train 20": what another verb begins with says nothing of what stands before
_JOINS_ANOTHER = re.compile(r"\band\s(?:(?:we|it|they|the\s\w+)\s)?$")
# "For a period of three years from acceptance, the Supplier shall"
_FRONTED = re.compile(r"\W*(?:\w{1,3}[.)]\s)?(?:for|within|in|by|during|at)\b[^.;:]{0,40}$")
# "have delivered 300 hours and will report on it": what follows the number does not bind it
_TOLD = re.compile(
    r"\b(?:have|has|had)\s(?:\w+\s)?(?:\w+ed|given|run|held|taken|built|made|paid|spent|cut|grown)\s[^.;]{0,40}$"
)
# "will not create", "is not obliged to", "cannot commit to"; but "shall not exceed", "will not be less than"
_NEGATED_BEFORE = re.compile(
    r"(?:\b(?:not|never|nor|neither|cannot|unable to|no)|n['\u2019]t)\s(?:(?:be|yet|able|to)\s){0,4}$"
)
_NEGATED_BEHIND = re.compile(
    r"\s(?:\w+\s)?(?:not|never)\s(?!(?:be\s)?(?:less|fewer|more|lower|later|longer|higher|greater|exceed\w*|fall|drop|only|just|take)\b)"
)
_KEPT = 4
"""Grammars that are kept; a program has one, tests have several."""
_COMING = ("will", "shall", "must", "we'll", "to be ")
"""How words begin that bind for what comes and never tell what was."""
_FAR = 220
"""Characters from a verb to a number that it speaks about."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a sentence say about it as a promise.

    Attributes:
        text: the sentence, folded.
        binding: where words that bind or wish begin and end, in order.
        wish: whether it is a wish.
        conditional: whether it depends on something.
        reported: whether it tells what was done.
        done: whether it has a word that tells so where no verb stands.
        passed: whether it tells so in a way that nothing announces.
        history: whether it speaks of other contracts.
    """

    text: str
    binding: tuple[tuple[int, int], ...]
    wish: bool
    conditional: bool
    reported: bool
    done: bool
    passed: bool
    history: bool

    @property
    def promised(self) -> bool:
        """Whether somebody binds himself or wishes to."""
        return bool(self.binding)

    def binds(self, start: int, end: int) -> bool:
        """Whether a word that binds speaks about what stands between two offsets: it leads it in or follows it."""
        before = max((verb for verb in self.binding if verb[1] <= start), default=None)
        if before and start - before[1] <= _FAR and not _PARTED.search(self.text, before[1], start):
            return True
        if _TOLD.search(self.text, max(0, start - _FAR), start):
            return False
        behind = min((verb for verb in self.binding if verb[0] >= end), default=None)
        if behind is None or behind[0] - end > _FAR:
            return False
        parted = _PARTED if _FRONTED.match(self.text, 0, start) else _PARTED_BEHIND
        return not (parted.search(self.text, end, behind[0]) or _JOINS_ANOTHER.search(self.text, end, behind[0]))

    def announces(self, start: int) -> bool:
        """Whether a word that can only speak of what comes stands before an offset."""
        return any(end <= start and self.text.startswith(_COMING, begin) for begin, end in self.binding)

    @property
    def verb(self) -> int:
        """Where the first word that binds begins, -1 where none stands."""
        return self.binding[0][0] if self.binding else -1

    @property
    def strength(self) -> Strength:
        """How binding the sentence is."""
        if self.wish:
            return Strength.ASPIRATIONAL
        return Strength.CONDITIONAL if self.conditional else Strength.FIRM


_LEAD = (
    r"\s*(?:(?:a|an|the|some|about|approximately|approx\.?|around|over|up to|at least|a minimum of|further)\s+){0,2}$"
)
"""What may stand between a word that leads a number in and the number."""
_NEAR = 40
"""Characters before a number in which such a word is looked for."""


class PromiseGrammar:
    """The words of `commitments.toml` as patterns.

    Attributes:
        rules: the rules, made ready, in order.
        codes: measure codes.
        quantities: finds numbers with the units of the rules.
    """

    def __init__(self, rules: CommitmentRules) -> None:
        """Compile the words."""
        self.rules = tuple(_tried(rule) for rule in rules.rules)
        self.quantities = QuantityFinder(rules)
        self.codes = re.compile(rules.codes or "(?!)")
        self._firm = Phrases(rules.firm)
        self._conditional = Phrases(rules.conditional)
        self._wish = Phrases(rules.aspirational)
        self._reports = Phrases(rules.reports)
        self._done = Phrases(rules.done)
        self._passed = Phrases(rules.passed)
        self._never = Phrases(rules.never)
        self._history = Phrases(rules.history)
        self._past_headings = Phrases(rules.history_headings)
        self._planned = re.compile(Phrases(rules.planned).pattern.pattern + _LEAD)
        self._who = _named(rules.who)
        self._periods = _named(rules.periods)
        self._heads = [(named.name, frozenset(named.phrases)) for named in rules.heads]
        self._by_unit: dict[str, tuple[Tried, ...]] = {
            unit.name: tuple(tried for tried in self.rules if unit.name in tried.rule.units) for unit in rules.units
        }
        self.roles = lru_cache(4_096)(self._roles)

    def of_unit(self, unit: str) -> tuple[Tried, ...]:
        """The rules that count in a unit."""
        return self._by_unit[unit]

    def measured(self, how: str) -> Tried:
        """The rule that counts in a way of its own: "money", "how_often"."""
        return next(tried for tried in self.rules if tried.rule.measured == how)

    def rule(self, name: str) -> Tried:
        """The rule "commitment/<name>"."""
        return next(tried for tried in self.rules if tried.rule.head.id == f"commitment/{name}")

    def never(self, sentence: str) -> bool:
        """Whether a folded sentence is something else than a promise, whatever it says."""
        return self._never.search(sentence) is not None

    def said(self, sentence: str) -> Said:
        """What a folded sentence says."""
        firm = [match.span() for match in self._firm.finditer(sentence) if not _negated(sentence, *match.span())]
        wishes = [match.span() for match in self._wish.finditer(sentence) if not _negated(sentence, *match.span())]
        # "shall aim to" is a wish; "we aim to be net zero and will plant 20 trees" binds.
        wished = bool(wishes) and all(any(0 <= wish[0] - verb[1] <= 2 for wish in wishes) for verb in firm)
        return Said(
            text=sentence,
            binding=tuple(sorted([*firm, *wishes])),
            wish=wished,
            conditional=self._conditional.search(sentence) is not None,
            reported=self._reports.search(sentence) is not None,
            done=self._done.search(sentence) is not None,
            passed=self._passed.search(sentence) is not None,
            history=self._history.search(sentence) is not None,
        )

    def tells_history(self, heading: str) -> bool:
        """Whether below a heading, given as `label_of` has it, stands what was done."""
        return any(" " in match.group() or match.group() == heading for match in self._past_headings.finditer(heading))

    def planned(self, lower: str, start: int) -> str:
        """The words that announce a number right before it at `start`; empty where none stand there."""
        match = self._planned.search(lower, max(0, start - _NEAR), start)
        return match.group() if match else ""

    def who(self, said: Said, number: int) -> str | None:
        """Who promises: who stands last before the verb that binds, else first before the number."""
        limit = said.verb if said.verb >= 0 else number
        found: tuple[int, str] | None = None
        for name, pattern in self._who:
            for match in pattern.finditer(said.text, 0, max(limit, 0)):
                found = max(found or (-1, ""), (match.start(), name))
        return found[1] if found else None

    def per(self, text: str) -> str | None:
        """For each of what a quantity holds, by the first such words of a folded text behind it.

        A period by its name; else the words: "£1m of contract value".
        """
        matches = [(match.start(), name) for name, pattern in self._periods if (match := pattern.search(text))]
        if matches:
            return min(matches)[1]
        each = _EACH.search(text)
        return " ".join(each["of_what"].split()).removesuffix(" of") if each else None

    def _roles(self, label: str) -> frozenset[str]:
        """What a column with this heading holds."""
        return frozenset(name for name, phrases in self._heads if label in phrases)


def _negated(sentence: str, start: int, end: int) -> bool:
    """Whether a word that binds is said not to: "will not", "not obliged to"."""
    behind = _NEGATED_BEHIND.match(sentence, end)
    return behind is not None or _NEGATED_BEFORE.search(sentence, max(0, start - 20), start) is not None


def _tried(rule: CommitmentRule) -> Tried:
    before = re.compile(Phrases(rule.before).pattern.pattern + _LEAD) if rule.before else None
    return Tried(
        rule,
        Phrases(rule.measures),
        Phrases(rule.needs) if rule.needs else None,
        Phrases(rule.bars),
        before,
    )


def _named(several: tuple[Named, ...]) -> list[tuple[str, Phrases]]:
    return [(named.name, Phrases(named.phrases)) for named in several]


# "for every £1m of contract value", "per 20 homes built", "for each apprentice"
_EACH = re.compile(
    r"\b(?:for\s(?:each|every)|per)\s(?:(?:additional|further)\s)?"
    r"(?P<of_what>(?:[£€$]?\d[\d,.]*(?<![.,])\w*|[a-z][\w-]*)(?:\s(?!(?:by|in|and|or|over|during|within|at|to|from|with)\b)[\w-]+){0,4})"
)
"""For each of what other than a period."""
_MADE: list[tuple[CommitmentRules, PromiseGrammar]] = []
"""Grammars made so far, the latest last; rules are compared by identity, as their hash takes longer than a page."""


def promise_grammar(rules: CommitmentRules) -> PromiseGrammar:
    """The grammar of some rules, made when it is first asked for."""
    for known, made in _MADE:
        if known is rules:
            return made
    _MADE.append((rules, PromiseGrammar(rules)))
    del _MADE[:-_KEPT]
    return _MADE[-1][1]


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:20\d\d(?:/\d\d)?|[Yy]ear (?:\d|one|two|three|four|five))"
_BY = re.compile(
    r"\b(?:(?:by|before|until|no later than|not later than|from|between)\s+(?:the\s+)?"
    rf"(?:(?:end|start|beginning)\s+of\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH}\s+)?{_YEAR}\b(?:\s+and\s+20\d\d)?"
    r"|(?:within|from|during|throughout)\s+(?:the\s+|each\s+)?(?:[\w-]+\s+){0,5}?"
    r"(?:award|contract|acceptance|order|term|period|delivery|supplies|commencement|date(?:\s+of\s+(?:the\s+)?\w+)?|year)\b)"
)


LONGEST = 900
"""A sentence that runs on longer is looked at round its number."""
_AROUND = (500, 300)


def cut(sentence: Span, span: Span) -> Span:
    """A sentence, cut round a number where it never ends."""
    if len(sentence) <= LONGEST:
        return sentence
    return Span(max(sentence.start, span.start - _AROUND[0]), min(sentence.end, span.end + _AROUND[1]))


def by_when(text: str, behind: Span, sentence: Span) -> str | None:
    """Until or from when, in the text's words: what stands behind a quantity counts before what leads it in."""
    for stretch in (behind, sentence):
        match = _BY.search(text, stretch.start, stretch.end)
        if match:
            return day_of(match.group())
    return None


_MONTHS = _MONTH.strip("(?:)").split("|")
_DAY = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\s+(?P<year>20\d\d)")
_NUMERIC = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d\d)")
_BY_WORD = re.compile(r"^by\s+(?:the\s+)?", re.IGNORECASE)


def day_of(words: str) -> str:
    """Words for a day as YYYY-MM-DD where they are no more than that, else as they are on one line, without "by"."""
    plain = _BY_WORD.sub("", " ".join(words.split()))
    match = _DAY.fullmatch(plain) or _NUMERIC.fullmatch(plain)
    if match is None:
        return plain
    month = int(match["month"]) if match["month"].isdigit() else _MONTHS.index(match["month"]) + 1
    try:
        return date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return plain
