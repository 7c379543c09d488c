"""What `clauses.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, lists_of, read_head

_THEMES = frozenset({"jobs", "growth", "social", "environment", "innovation", "general"})
_CLAUSE_KINDS = frozenset({"social_value"})
_PLAIN = (
    *("firm", "conditional", "aspirational", "promisors", "cues", "asks", "objects", "motions", "reports", "weighty"),
)


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """A family of phrases of one theme.

    Attributes:
        head: what every rule carries.
        kind: of `Clause.kind`.
        theme: of `Clause.theme`.
        phrases: are a clause where they stand.
        asked: are a clause in a sentence that commits somebody, or asks, weighs, permits or wishes something.
        committed: are a clause in a sentence that commits somebody.
        names: names of the theme in a table of promises: "Jobs", "Promote local skills and employment".
        codes: measure codes of the theme, as regular expression, in such a table.
        weak: everyday phrases: a clause only beside a commitment, or under a heading or cue of the kind.
        score: how sure the rule is.
    """

    head: RuleHead
    kind: str
    theme: str
    phrases: tuple[str, ...]
    asked: tuple[str, ...]
    committed: tuple[str, ...]
    names: tuple[str, ...]
    codes: str
    weak: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ClauseRules:
    """`clauses.toml`.

    Attributes:
        firm: commitment verbs ("shall", "at least").
        conditional: phrases that make a commitment conditional ("subject to").
        aspirational: phrases that make it a wish ("aim to").
        promisors: who must commit for a firm commitment: "the supplier", "we".
        cues: phrases that say the text is about the kind ("social value commitment").
        asks: words by which a sentence that commits nobody asks for something, weighs it or permits it.
        objects: words of a sentence that says what is bought.
        not_here: phrases that only look like a theme ("local authority").
        motions: words of one who moves or asks something, of which "will" commits nobody.
        reports: words of a sentence in minutes that tells what somebody said or asked.
        weighty: words of a purchase or a duty, by which such a sentence counts all the same.
        rules: themes.
    """

    firm: tuple[str, ...]
    conditional: tuple[str, ...]
    aspirational: tuple[str, ...]
    promisors: tuple[str, ...]
    cues: tuple[str, ...]
    asks: tuple[str, ...]
    objects: tuple[str, ...]
    not_here: tuple[str, ...]
    motions: tuple[str, ...]
    reports: tuple[str, ...]
    weighty: tuple[str, ...]
    rules: tuple[ClauseRule, ...]


def lists(rules: ClauseRules) -> Iterator[PhraseList]:
    """The lists of phrases of this file, each with what it means."""
    for rule in rules.rules:
        yield from lists_of("clause", ("phrases", "asked", "committed", "weak"), rule)
    for group in _PLAIN:
        yield PhraseList(group, "", None, getattr(rules, group))
    yield PhraseList("clause", "not_here", None, rules.not_here)


def read_clauses(top: Fields) -> ClauseRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = ClauseRules(
        firm=top.phrases("firm", required=True),
        conditional=top.phrases("conditional", required=True),
        aspirational=top.phrases("aspirational", required=True),
        promisors=top.phrases("promisors", required=True),
        cues=top.phrases("cues", required=True),
        asks=top.phrases("asks", required=True),
        objects=top.phrases("objects"),
        not_here=top.phrases("not_here"),
        motions=top.phrases("motions"),
        reports=top.phrases("reports"),
        weighty=top.phrases("weighty"),
        rules=tuple(_clause_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _clause_rule(fields: Fields) -> ClauseRule:
    rule = ClauseRule(
        head=read_head(fields, "clause"),
        kind=fields.choice("kind", _CLAUSE_KINDS),
        theme=fields.choice("theme", _THEMES),
        phrases=fields.phrases("phrases"),
        asked=fields.phrases("asked"),
        committed=fields.phrases("committed"),
        names=fields.phrases("names"),
        codes=fields.pattern("codes"),
        weak=fields.phrases("weak"),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule
