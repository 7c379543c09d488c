"""What `commitments.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import Named, PhraseList, RuleHead, read_head, read_named

_THEMES = frozenset({"jobs", "growth", "social", "environment", "innovation", "general", ""})
_MEASURES = frozenset({"unit", "of", "near", "money", "how_often"})
_ROLES = frozenset({"measure", "quantity", "unit", "amount", "by", "who", "code", "promise", "done", "not"})


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """A unit in which promises are counted.

    Attributes:
        name: of `Commitment.unit`.
        words: what stands for it behind a number, lower-case.
    """

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentRule:
    """What can be promised, in which units, and how a text says it.

    Attributes:
        head: what every rule carries.
        units: names of units; empty where the rule has a way of its own to count (`measured` "money", "how_often").
        measured: where the measure stands. "unit": the word for the unit is what is measured ("12 apprentices"). "of":
            it stands right behind the unit or before it ("300 hours of volunteering", "20 training days"). "near": it
            stands somewhere in the sentence ("deliver within 30 days"). "money": an amount is promised. "how_often":
            "once", "twice".
        measures: words for what is measured, of which one must stand there; with `measured` "unit" none is needed.
        needs: words of which one must stand in the sentence besides.
        bars: words that make it something else where they stand in the sentence.
        before: words of which one must stand right before the number; empty where anything may.
        bare: needs no verb that promises: "Warranty: 5 years".
        theme: of social value, empty where it is another promise.
        score: how sure the rule is.
    """

    head: RuleHead
    units: tuple[str, ...]
    measured: str
    measures: tuple[str, ...]
    needs: tuple[str, ...]
    bars: tuple[str, ...]
    before: tuple[str, ...]
    bare: bool
    theme: str
    score: float


@dataclass(frozen=True, slots=True)
class CommitmentRules:
    """`commitments.toml`.

    Attributes:
        firm: words that bind ("shall", "guarantees").
        conditional: words that make a promise depend on something, or a ceiling ("up to").
        aspirational: words that make it a wish ("aim to").
        planned: nouns right before a number that announce something ("the delivery of").
        never: words that make a sentence something else than a promise.
        reports: words that say that it was done already.
        done: words that say so where no verb stands beside them ("40 people trained").
        passed: words that say so however the number is announced.
        history: words of a sentence that tells of other contracts.
        history_headings: headings below which stands what was done; one of a single word must be the whole heading.
        fewer: words of a measure of which a smaller number is the better promise, in any unit.
        sooner: the same in a unit of time.
        within: words of a sentence or row that say so of its number in a unit of time.
        numbered: words before a number that make it the number of something ("clause", "last").
        codes: measure codes, as regular expression.
        who: who promises: "supplier", "buyer".
        periods: "year", "month" … and the words that say that the quantity is that of each.
        heads: what the columns of a table of promises are called, by role.
        units: all units.
        rules: in the order in which they are tried.
    """

    firm: tuple[str, ...]
    conditional: tuple[str, ...]
    aspirational: tuple[str, ...]
    planned: tuple[str, ...]
    never: tuple[str, ...]
    reports: tuple[str, ...]
    done: tuple[str, ...]
    passed: tuple[str, ...]
    history: tuple[str, ...]
    history_headings: tuple[str, ...]
    fewer: tuple[str, ...]
    sooner: tuple[str, ...]
    within: tuple[str, ...]
    numbered: tuple[str, ...]
    codes: str
    who: tuple[Named, ...]
    periods: tuple[Named, ...]
    heads: tuple[Named, ...]
    units: tuple[CountedUnit, ...]
    rules: tuple[CommitmentRule, ...]

    def unit_named(self, words: str) -> str | None:
        """The unit that words of a text or of a label mean: "hrs" are "hours", "EV chargers" items; else None."""
        said = words.lower().replace("-", " ").partition(" per ")[0].split()
        # The last words say the unit: "EV chargers", "paid working days".
        for first in range(len(said)):
            plain = " ".join(said[first:])
            for unit in self.units:
                if {plain, f"{plain}s"} & {unit.name, unit.name.replace("_", " "), *unit.words}:
                    return unit.name
        return None


def lists(rules: CommitmentRules) -> Iterator[PhraseList]:
    """The lists of phrases for the matcher of cues: none, as numbers with units are found by their characters."""
    del rules
    return iter(())


def read_commitments(top: Fields) -> CommitmentRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    units = tuple(_unit(fields) for fields in top.tables("unit"))
    known = frozenset(unit.name for unit in units)
    rules = CommitmentRules(
        firm=top.phrases("firm", required=True),
        conditional=top.phrases("conditional", required=True),
        aspirational=top.phrases("aspirational", required=True),
        planned=top.phrases("planned", required=True),
        never=top.phrases("never", required=True),
        done=top.phrases("done", required=True),
        passed=top.phrases("passed", required=True),
        reports=top.phrases("reports", required=True),
        history=top.phrases("history", required=True),
        history_headings=top.phrases("history_headings", required=True),
        fewer=top.phrases("fewer", required=True),
        sooner=top.phrases("sooner", required=True),
        within=top.phrases("within", required=True),
        numbered=top.phrases("numbered", required=True),
        codes=top.pattern("codes"),
        who=tuple(read_named(fields) for fields in top.tables("who")),
        periods=tuple(read_named(fields) for fields in top.tables("period")),
        heads=tuple(_head(fields) for fields in top.tables("head")),
        units=units,
        rules=tuple(_rule(fields, known) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _head(fields: Fields) -> Named:
    named = Named(fields.choice("name", _ROLES), fields.phrases("phrases", required=True))
    fields.close()
    return named


def _unit(fields: Fields) -> CountedUnit:
    unit = CountedUnit(fields.text("name"), fields.phrases("words", required=True))
    fields.close()
    return unit


def _rule(fields: Fields, known: frozenset[str]) -> CommitmentRule:
    rule = CommitmentRule(
        head=read_head(fields, "commitment"),
        units=fields.strings("units"),
        measured=fields.choice("measured", _MEASURES),
        measures=fields.phrases("measures"),
        needs=fields.phrases("needs"),
        bars=fields.phrases("bars"),
        before=fields.phrases("before"),
        bare=fields.flag("bare"),
        theme=fields.text("theme", ""),
        score=fields.share("score", 0.8),
    )
    for unit in rule.units:
        if unit not in known:
            raise fields.wrong("units", f"{unit!r} is not the name of a [[unit]]")
    if rule.theme not in _THEMES:
        raise fields.wrong("theme", f"{rule.theme!r} is no theme")
    if rule.measured != "unit" and not rule.measures:
        raise fields.wrong("measures", "at least one is needed, as the unit does not say what is measured")
    fields.close()
    return rule
