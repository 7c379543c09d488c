"""Contracts of employment: the employer sells nothing, whoever is named as a party."""

import re

from tenderscan.record import Finding, Label, Organisation
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.work import Work

# In the opening: "Employment Agreement", "as a condition of my employment", (the “Employee”)
_EMPLOYMENT = re.compile(
    r"\b(?:employment (?:agreement|contract)|contract of employment|as an? (?:associate|employee) of|your employment"
    r"|(?:condition|consideration|terms?) (?:of|for) (?:my|your|his|her|the|continued) (?:\w+ )?employment)\b"
    r"|[“\"](?:the )?(?:employee|executive)[”\"]",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:employment|employee|executive)\b", re.IGNORECASE)
_SALE = re.compile(r"\b(?:supplier|contractor|provider|vendor|consultant|tender)\b", re.IGNORECASE)
_OPENING = 3_000
_OFTEN = 4
_WEAK = ("organisation/party", "organisation/letterhead", "organisation/signatory", "organisation/mentioned")
"""Rules that name a company without saying what it supplies."""


def drop_employer(work: Work) -> None:
    """Take out the suppliers of a contract of employment that no word for a supplier names."""
    weak = [finding for finding in work.found if _weak(finding)]
    if weak and _employs(work):
        work.found = [finding for finding in work.found if not _weak(finding)]


def _weak(finding: Finding) -> bool:
    supplier = finding.label is Label.SUPPLIER and isinstance(finding.value, Organisation)
    return supplier and finding.evidence.rule in _WEAK


def _employs(work: Work) -> bool:
    """Whether the document is about somebody's employment, and not about supplies."""
    if type_of(work) not in {"contract", ""} or not _EMPLOYMENT.search(work.text, 0, _OPENING):
        return False
    said = len(_WORDS.findall(work.text))
    return said >= _OFTEN and said > 2 * len(_SALE.findall(work.text))
