"""What `weightings.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, read_head

SHAPES = frozenset({"text", "table", "ratio", "notice"})
"""Where a weighting stands: in a sentence or a list, in a table, in a ratio, in the lines of a notice."""


@dataclass(frozen=True, slots=True)
class WeightingRule:
    """What a weighting looks like.

    Attributes:
        head: what every rule carries.
        shape: where it stands, one of `SHAPES`.
        cues: phrases in the block, in that which leads it in or in its heading that say a percentage is a weighting;
            of a table the headings of columns.
        strong: those cues that say so of a list that makes no 100, and of a single percentage.
        score: how sure the rule is.
    """

    head: RuleHead
    shape: str
    cues: tuple[str, ...]
    strong: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class WeightingRules:
    """`weightings.toml`.

    Attributes:
        never: phrases beside a percentage that say it is another thing.
        never_heads: phrases in the heading of a column that say so.
        points: phrases in the heading of a column that say its numbers are points.
        criteria: names of criteria that most invitations have.
        no_criterion: what stands beside a percentage and names no criterion.
        rules: one for each shape.
    """

    never: tuple[str, ...]
    never_heads: tuple[str, ...]
    points: tuple[str, ...]
    criteria: tuple[str, ...]
    no_criterion: tuple[str, ...]
    rules: tuple[WeightingRule, ...]


def lists(rules: WeightingRules) -> Iterator[PhraseList]:
    """No lists: the few blocks with percentages are looked through without cutting texts into tokens."""
    del rules
    yield from ()


def read_weightings(top: Fields) -> WeightingRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = WeightingRules(
        never=top.phrases("never", required=True),
        never_heads=top.phrases("never_heads", required=True),
        points=top.phrases("points", required=True),
        criteria=top.phrases("criteria", required=True),
        no_criterion=top.phrases("no_criterion", required=True),
        rules=tuple(_rule(fields) for fields in top.tables("rule")),
    )
    missing = SHAPES.difference(rule.shape for rule in rules.rules)
    if missing or len(rules.rules) != len(SHAPES):
        raise top.wrong("rule", f"one rule for each of {', '.join(sorted(SHAPES))} is needed")
    top.close()
    return rules


def _rule(fields: Fields) -> WeightingRule:
    rule = WeightingRule(
        head=read_head(fields, "weighting"),
        shape=fields.choice("shape", SHAPES),
        cues=fields.phrases("cues"),
        strong=fields.phrases("strong"),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule
