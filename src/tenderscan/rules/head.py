"""What the rules of every file share: their head, names with phrases, lists of phrases with their meaning."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from tenderscan.rules.fields import Fields

_RULE_ID = re.compile(r"[a-z_]+/[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class RuleHead:
    """What every rule carries.

    Attributes:
        id: such as "money/contract-value"; comes back on the finding.
        source: the law, brief or document that the rule was taken from.
        version: counted up when the rule changes.
        description: one sentence for a reader of the finding.
        examples_fire: small documents in which the rule must fire.
        examples_not: small documents in which it must not.
    """

    id: str
    source: str
    version: int
    description: str
    examples_fire: tuple[str, ...]
    examples_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the phrases that mean it: a period ("year": "per annum"), a VAT basis ("excl": "plus VAT")."""

    name: str
    phrases: tuple[str, ...]


class PhraseList(NamedTuple):
    """What the phrases of a list mean.

    Attributes:
        family: phrases of one family compete where they overlap: the longest counts.
        group: which list of the rule it is, such as "after"; empty for a plain list.
        rule: the rule, or the `Named`; None for a plain list.
        phrases: lower-case, alternatives expanded.
    """

    family: str
    group: str
    rule: Any
    phrases: tuple[str, ...]


def lists_of(family: str, groups: Iterable[str], rule: Any) -> Iterable[PhraseList]:
    """Some lists of one rule."""
    return (PhraseList(family, group, rule, getattr(rule, group)) for group in groups)


def read_head(fields: Fields, prefix: str) -> RuleHead:
    """What every rule of a file begins with; `prefix` begins its id."""
    head = RuleHead(
        id=fields.text("id"),
        source=fields.text("source"),
        version=fields.number("version", 0),
        description=fields.text("description"),
        examples_fire=fields.strings("examples_fire", required=True),
        examples_not=fields.strings("examples_not", required=True),
    )
    if not _RULE_ID.fullmatch(head.id) or not head.id.startswith(f"{prefix}/"):
        raise fields.wrong("id", f"{head.id!r} is not of the form {prefix}/some-name")
    if head.version < 1:
        raise fields.wrong("version", "a whole number from 1 is needed")
    return head


def read_named(fields: Fields) -> Named:
    """A name and its phrases."""
    named = Named(fields.text("name"), fields.phrases("phrases", required=True))
    fields.close()
    return named
