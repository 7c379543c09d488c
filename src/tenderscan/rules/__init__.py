"""Rule files as data: what the tagger looks for, with examples that must and must not fire."""

from tenderscan.rules.clauses import ClauseRule, ClauseRules
from tenderscan.rules.commitments import CommitmentRule, CommitmentRules
from tenderscan.rules.contract_clauses import ContractClauseRule, ContractClauseRules
from tenderscan.rules.dates import DateRule, DateRules
from tenderscan.rules.document_types import TypeRule
from tenderscan.rules.head import Named, PhraseList, RuleHead
from tenderscan.rules.load import Rules, Stage, load_rules
from tenderscan.rules.money import Currency, MoneyRule, MoneyRules, Multiplier
from tenderscan.rules.organisations import OrganisationRule, OrganisationRules
from tenderscan.rules.placeholders import PlaceholderRule
from tenderscan.rules.references import ReferenceRule, ReferenceRules
from tenderscan.rules.terms import TermRule, TermRules
from tenderscan.rules.weightings import WeightingRule, WeightingRules

__all__ = [
    "ClauseRule",
    "ClauseRules",
    "CommitmentRule",
    "CommitmentRules",
    "ContractClauseRule",
    "ContractClauseRules",
    "Currency",
    "DateRule",
    "DateRules",
    "MoneyRule",
    "MoneyRules",
    "Multiplier",
    "Named",
    "OrganisationRule",
    "OrganisationRules",
    "PhraseList",
    "PlaceholderRule",
    "ReferenceRule",
    "ReferenceRules",
    "RuleHead",
    "Rules",
    "Stage",
    "TermRule",
    "TermRules",
    "TypeRule",
    "WeightingRule",
    "WeightingRules",
    "load_rules",
]
