"""What `document_types.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, lists_of, read_head


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What part of a procurement a document is.

    Attributes:
        head: what every rule carries.
        type: of `DocumentType.type`.
        titles: phrases in the title or a heading at the beginning.
        body: phrases anywhere on the first pages.
        weight: of a title phrase; a body phrase counts a quarter.
    """

    head: RuleHead
    type: str
    titles: tuple[str, ...]
    body: tuple[str, ...]
    weight: float


def lists(rules: tuple[TypeRule, ...]) -> Iterator[PhraseList]:
    """The lists of phrases of this file, each with what it means."""
    for rule in rules:
        yield from lists_of("type", ("titles", "body"), rule)


def read_document_types(top: Fields) -> tuple[TypeRule, ...]:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = tuple(_type_rule(fields) for fields in top.tables("rule"))
    top.close()
    return rules


def _type_rule(fields: Fields) -> TypeRule:
    rule = TypeRule(
        head=read_head(fields, "document_type"),
        type=fields.text("type"),
        titles=fields.phrases("titles", required=True),
        body=fields.phrases("body"),
        weight=fields.share("weight", 0.8),
    )
    fields.close()
    return rule
