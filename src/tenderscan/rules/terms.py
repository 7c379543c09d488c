"""What `terms.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, lists_of, read_head


@dataclass(frozen=True, slots=True)
class TermRule:
    """What a period is.

    Attributes:
        head: what every rule carries.
        role: of `Term.role`.
        cues: phrases before the period, in its row label, column heading or heading.
        after: phrases right behind the period.
        reach: characters from a cue to the period at most.
        led_by: words that would make the period a deadline and may lead in this one: "within", "least".
        joins: whether it counts only behind another period of the sentence.
        rank: of two cues equally near the higher rank decides.
        score: how sure the rule is.
    """

    head: RuleHead
    role: str
    cues: tuple[str, ...]
    after: tuple[str, ...]
    reach: int
    led_by: tuple[str, ...]
    joins: bool
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class TermRules:
    """`terms.toml`.

    Attributes:
        never: phrases before a period that say that it is no term, as "experience of".
        never_after: phrases behind a period that say so, as "old".
        deadlines: words right before a period that make it a deadline or a repetition, as "within", "every".
        totals: phrases before a period that say that it is another one with its extensions.
        open_ended: phrases by which an agreement runs on without an end.
        rules: in the order of the file.
    """

    never: tuple[str, ...]
    never_after: tuple[str, ...]
    deadlines: tuple[str, ...]
    totals: tuple[str, ...]
    open_ended: tuple[str, ...]
    rules: tuple[TermRule, ...]


def lists(rules: TermRules) -> Iterator[PhraseList]:
    """The lists of phrases of this file, each with what it means."""
    yield PhraseList("term", "never", None, rules.never)
    yield PhraseList("term", "never_after", None, rules.never_after)
    yield PhraseList("term", "totals", None, rules.totals)
    yield PhraseList("term", "open_ended", None, rules.open_ended)
    for rule in rules.rules:
        yield from lists_of("term", ("cues", "after"), rule)


def read_terms(top: Fields) -> TermRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = TermRules(
        never=top.phrases("never", required=True),
        never_after=top.phrases("never_after", required=True),
        deadlines=top.phrases("deadlines", required=True),
        totals=top.phrases("totals", required=True),
        open_ended=top.phrases("open_ended", required=True),
        rules=tuple(_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _rule(fields: Fields) -> TermRule:
    rule = TermRule(
        head=read_head(fields, "term"),
        role=fields.text("role"),
        cues=fields.phrases("cues"),
        after=fields.phrases("after"),
        reach=fields.number("reach", 80),
        led_by=fields.phrases("led_by"),
        joins=fields.flag("joins"),
        rank=fields.number("rank", 0),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule
