"""What `placeholders.toml` says."""

from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import RuleHead, read_head


@dataclass(frozen=True, slots=True)
class PlaceholderRule:
    """Text that stands for something still to be filled in.

    Attributes:
        head: what every rule carries.
        pattern: regular expression.
        needs: one of these must stand in the text before the pattern is tried at all; empty: it is always tried.
        whole: whether it must be the whole of a cell, line or name, such as a bare "Supplier Name".
        field: whether its text is surely a field left blank: a line to write on may be for a signature, a note in
            brackets may be anything.
    """

    head: RuleHead
    pattern: str
    needs: tuple[str, ...]
    whole: bool
    field: bool


def read_placeholders(top: Fields) -> tuple[PlaceholderRule, ...]:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = tuple(_placeholder_rule(fields) for fields in top.tables("rule"))
    top.close()
    return rules


def _placeholder_rule(fields: Fields) -> PlaceholderRule:
    rule = PlaceholderRule(
        head=read_head(fields, "placeholder"),
        pattern=fields.pattern("pattern"),
        needs=fields.strings("needs"),
        whole=fields.flag("whole"),
        field=fields.flag("field"),
    )
    fields.close()
    if not rule.pattern:
        raise fields.wrong("pattern", "a regular expression is needed")
    return rule
