"""What `references.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, read_head


@dataclass(frozen=True, slots=True)
class ReferenceRule:
    """What an identifier of a procurement looks like.

    Attributes:
        head: what every rule carries.
        scheme: of `Reference.scheme`.
        pattern: regular expression of the identifier, case as written.
        cues: phrases of which one must stand right before it, or head its column; empty: it is told by its form alone.
        needs: texts of which one stands in every identifier that is told by its form, lower-case; empty: not known.
        near: phrases of which one must stand in its block, the heading or the headings of its column; empty: none.
        repeats: whether more identifiers may follow behind commas and notes in brackets.
        inline: whether it stands behind its cue only; a column of that name holds numbers of rows.
        score: how sure the rule is.
    """

    head: RuleHead
    scheme: str
    pattern: str
    cues: tuple[str, ...]
    needs: tuple[str, ...]
    near: tuple[str, ...]
    repeats: bool
    inline: bool
    score: float


@dataclass(frozen=True, slots=True)
class ReferenceRules:
    """`references.toml`.

    Attributes:
        rules: in the order of the file; of two at the same place the surer counts.
    """

    rules: tuple[ReferenceRule, ...]


def lists(rules: ReferenceRules) -> Iterator[PhraseList]:
    """No lists: cues stand right before an identifier and are looked for there, without cutting texts into tokens."""
    del rules
    yield from ()


def read_references(top: Fields) -> ReferenceRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = ReferenceRules(tuple(_rule(fields) for fields in top.tables("rule")))
    top.close()
    return rules


def _rule(fields: Fields) -> ReferenceRule:
    rule = ReferenceRule(
        head=read_head(fields, "reference"),
        scheme=fields.text("scheme"),
        pattern=fields.pattern("pattern"),
        cues=fields.phrases("cues"),
        needs=fields.phrases("needs"),
        near=fields.phrases("near"),
        repeats=fields.flag("repeats"),
        inline=fields.flag("inline"),
        score=fields.share("score", 0.8),
    )
    if not rule.pattern:
        raise fields.wrong("pattern", "a regular expression is needed")
    fields.close()
    return rule
