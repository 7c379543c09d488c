"""What `dates.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, lists_of, read_head


@dataclass(frozen=True, slots=True)
class DateRule:
    """What a day is.

    Attributes:
        head: what every rule carries.
        role: of `CalendarDate.role`.
        cues: phrases before the date, in its row label, column heading or heading.
        beside: texts before a bare "Date" that say that it belongs to what they name, as in a block of signatures.
        rank: of two cues equally near the higher rank decides.
        reach: characters from a cue to the date at most, where that is more than for others.
        score: how sure the rule is.
    """

    head: RuleHead
    role: str
    cues: tuple[str, ...]
    beside: tuple[str, ...]
    rank: int
    reach: int
    score: float


@dataclass(frozen=True, slots=True)
class DateRules:
    """`dates.toml`.

    Attributes:
        rules: roles.
    """

    rules: tuple[DateRule, ...]


def lists(rules: DateRules) -> Iterator[PhraseList]:
    """The lists of phrases of this file, each with what it means."""
    for rule in rules.rules:
        yield from lists_of("date", ("cues",), rule)


def read_dates(top: Fields) -> DateRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = DateRules(tuple(_date_rule(fields) for fields in top.tables("rule")))
    top.close()
    return rules


def _date_rule(fields: Fields) -> DateRule:
    rule = DateRule(
        head=read_head(fields, "date"),
        role=fields.text("role"),
        cues=fields.phrases("cues"),
        beside=fields.phrases("beside"),
        rank=fields.number("rank", 0),
        reach=fields.number("reach", 0),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule
