"""What `contract_clauses.toml` says.

Its phrases know more signs than the brackets of `rules.phrases`: "..." is a gap of some words, ".." one of three or
four, and a star at the end of a word stands for any ending ("terminat*"). The component matches them by itself
(`tagger.clause_phrases`), word by word without regard to case and marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, read_head

_GROUP = re.compile(r"(?<!\S)\([^()]*\w[^()]*\)(?![^\s,])")
_WELL_FORMED = re.compile(r"(?!\s*\.\.)[^()|]*\w[^()|.]*(?:\.\.[^()|]*\w[^()|.]*)*")
FIGURES = frozenset({"period", "amount", "percent", "law", "immediate", "wage"})
"""What a key figure can be."""


@dataclass(frozen=True, slots=True)
class ContractClauseRule:
    """What a clause of a kind looks like.

    Attributes:
        head: what every rule carries.
        kind: of `Clause.kind`.
        phrases: are such a clause where they stand in a sentence.
        binding: are one in a sentence that binds somebody ("shall").
        weak: everyday words, which also need a heading of the kind above them.
        headings: words of headings below which clauses of the kind stand; also of the names of schedules.
        rows: words of the heads or headings of tables of which every row with a figure is such a clause.
        unless: phrases in the sentence that forbid it.
        figure: what its key figure can be, the likeliest first; of `FIGURES`.
        near: words beside which the figure stands; beside the phrase itself without them.
        given: words of which a figure goes before all others: "notice" in "30 days' notice".
        excludes: kinds that the sentence is not if it is this one.
        score: how sure the rule is.
    """

    head: RuleHead
    kind: str
    phrases: tuple[str, ...]
    binding: tuple[str, ...]
    weak: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[str, ...]
    unless: tuple[str, ...]
    figure: tuple[str, ...]
    near: tuple[str, ...]
    given: tuple[str, ...]
    excludes: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ContractClauseRules:
    """`contract_clauses.toml`.

    Attributes:
        binds: words by which a sentence sets a rule: "shall", "may not", "is entitled to".
        informs: words by which a row of a table says that it binds nobody: "information only".
        not_in: types of documents that report and set no rules.
        peoples: the country whose law is meant, by its adjective: ("english", "England").
        rules: in the order of the file.
    """

    binds: tuple[str, ...]
    informs: tuple[str, ...]
    not_in: tuple[str, ...]
    peoples: tuple[tuple[str, str], ...]
    rules: tuple[ContractClauseRule, ...]


def lists(rules: ContractClauseRules) -> Iterator[PhraseList]:
    """No lists for the matcher of all cues: see the head of this module."""
    del rules
    return iter(())


def read_contract_clauses(top: Fields) -> ContractClauseRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = ContractClauseRules(
        binds=_wordings(top, "binds"),
        informs=_wordings(top, "informs"),
        not_in=top.strings("not_in"),
        peoples=top.pairs("peoples"),
        rules=tuple(_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _wordings(fields: Fields, key: str) -> tuple[str, ...]:
    """A list of phrases, lower-case, their alternatives as they are: there are too many to write each out."""
    found = tuple(phrase.lower() for phrase in fields.strings(key))
    for phrase in found:
        outside = _GROUP.sub(" word ", phrase)
        if not _WELL_FORMED.fullmatch(outside):
            raise fields.wrong(key, f"brackets or bars that do not pair, or a gap at an end, in {phrase!r}")
    return found


def _rule(fields: Fields) -> ContractClauseRule:
    figure = fields.strings("figure")
    for name in figure:
        if name not in FIGURES:
            raise fields.wrong("figure", f"{name!r} is none of {', '.join(sorted(FIGURES))}")
    rule = ContractClauseRule(
        head=read_head(fields, "contract_clause"),
        kind=fields.text("kind"),
        phrases=_wordings(fields, "phrases"),
        binding=_wordings(fields, "binding"),
        weak=_wordings(fields, "weak"),
        headings=_wordings(fields, "headings"),
        rows=_wordings(fields, "rows"),
        unless=_wordings(fields, "unless"),
        figure=figure,
        near=_wordings(fields, "near"),
        given=_wordings(fields, "given"),
        excludes=fields.strings("excludes"),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule
