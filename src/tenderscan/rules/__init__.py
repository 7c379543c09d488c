"""Rule files as data: what the tagger looks for, with examples that must and must not fire."""

from tenderscan.rules.load import load_rules
from tenderscan.rules.schema import (
    ClauseRule,
    ClauseRules,
    Currency,
    DateRule,
    DateRules,
    MoneyRule,
    MoneyRules,
    Multiplier,
    Named,
    OrganisationRule,
    OrganisationRules,
    PlaceholderRule,
    RuleHead,
    Rules,
    Stage,
    TypeRule,
)

__all__ = [
    "ClauseRule",
    "ClauseRules",
    "Currency",
    "DateRule",
    "DateRules",
    "MoneyRule",
    "MoneyRules",
    "Multiplier",
    "Named",
    "OrganisationRule",
    "OrganisationRules",
    "PlaceholderRule",
    "RuleHead",
    "Rules",
    "Stage",
    "TypeRule",
    "load_rules",
]
