"""Agreements in which nobody sells: of secrecy, of employment, leases, grants. Their parties are organisations."""

import re
from dataclasses import replace

from tenderscan.document import Span
from tenderscan.record import Finding, Label, Organisation
from tenderscan.tagger.document_type import type_of
from tenderscan.tagger.organisations.deeds import PARTY
from tenderscan.tagger.work import Work

_OPENING = 3_000
_TITLES = 1_500
"""Characters in which an agreement says what it is."""
# "Mutual Non-Disclosure Agreement", "Confidentiality and Non-Competition Agreement", "Covenant not to compete"
_SECRECY = (
    r"(?:non[- ]?disclosure|confidential(?:ity|\sdisclosure)|non[- ]circumvention|secrecy|non[- ]compet(?:ition|e)"
    r"|non[- ]solicitation)\b[^.;:\n]{0,60}\s(?:agreement|undertaking|deed)\b|covenant not to compete"
    r"|agreement regarding confidentiality|\bNDA\b"
)
_LAND = (
    r"(?:agreement for (?:a )?|deed of |counterpart )?(?:lease|underlease|tenancy agreement|licence to occupy"
    r"|licence to assign)(?: of (?:land|part|premises|whole)\b.{0,60})?|deed of (?:easement|transfer)"
    r"|lease relating to .{0,80}"
    r"|(?:contract|agreement) for (?:the )?sale (?:and purchase )?of (?:land|property|freehold)\b.{0,60}"
    r"|transfer of (?:land|part|whole)\b.{0,60}"
)
_GRANT = (
    r"(?:grant|funding)(?: funding)? agreement|(?:deed|offer) of grant|grant offer letter|(?:conditions|terms) of grant"
)
_TITLE = re.compile(
    rf"(?:^|\n)[^\n]{{0,60}}?(?:{_SECRECY})[^\n]{{0,60}}(?=\n|$)|(?:^|\n)(?:{_LAND}|{_GRANT})(?=\n|$)", re.IGNORECASE
)
_SECRET = re.compile(_SECRECY, re.IGNORECASE)
_THIS = re.compile(
    rf"\bthis (?:\w+ ){{0,4}}?(?:{_SECRECY}|lease\b|underlease\b|tenancy agreement|grant agreement|funding agreement)",
    re.IGNORECASE,
)
_SELLING_TITLE = re.compile(
    r"\b(?:consult\w*|services?|supply|works|maintenance|purchase|hosting|outsourcing|tender|contract for|call[- ]off"
    r"|framework)\b",
    re.IGNORECASE,
)
# In the opening: "Employment Agreement", "as a condition of my employment", (the “Employee”)
_EMPLOYMENT = re.compile(
    r"\b(?:employment (?:agreement|contract)|contract of employment|as an? (?:associate|employee) of|your employment"
    r"|separation agreement|(?:severance|release) agreement|resignation as an? (?:employee|officer|director)"
    r"|(?:condition|consideration|terms?) (?:of|for) (?:my|your|his|her|the|continued) (?:\w+ )?employment)\b"
    r"|[“\"](?:the )?(?:employee|executive)[”\"]",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:employment|employee|executive)\b", re.IGNORECASE)
_SALE = re.compile(r"\b(?:supplier|contractor|provider|vendor|consultant|tender)\b", re.IGNORECASE)
_OFTEN = 4
_LINE = 60
"""Characters of the line above the title that may belong to it."""
_SELLER = frozenset(
    {"organisation/supplier", "organisation/contractor", "organisation/provider", "organisation/awarded"}
)
"""Rules that say outright who sells."""
_ROLE = "party"


def sells(work: Work) -> bool:
    """Whether somebody sells in a document, as far as it is an agreement."""
    if type_of(work) not in {"contract", ""}:
        return True
    if any(finding.evidence.rule in _SELLER for finding in work.found):
        return not _keeps_secret(work)
    return not (_nobody_sells(work) or _employs(work))


def as_parties(work: Work, findings: list[Finding]) -> list[Finding]:
    """The findings with all suppliers and buyers made parties, and without the persons among these."""
    return [
        _party(finding) if _is_side(finding) else finding
        for finding in findings
        if not ((_is_side(finding) or finding.evidence.rule == PARTY) and _person(work, finding))
    ]


def _is_side(finding: Finding) -> bool:
    return finding.label in {Label.SUPPLIER, Label.BUYER}


def _party(finding: Finding) -> Finding:
    value = finding.value
    assert isinstance(value, Organisation)
    return replace(finding, label=Label.ORGANISATION, value=replace(value, role=_ROLE))


def _person(work: Work, finding: Finding) -> bool:
    """Whether a party is a person: it has no legal form, and is not short for one that has."""
    name = finding.evidence.quote
    if finding.value.name.lower() in work.aliases if isinstance(finding.value, Organisation) else True:
        return False
    return not any(found.legal or found.public for found in work.grammar.names.find(name, Span(0, len(name))))


def _nobody_sells(work: Work) -> bool:
    """Whether the title or the first sentence says so, and the title does not sell as well."""
    title = _TITLE.search(work.text, 0, _TITLES)
    if title is None and type_of(work):  # minutes speak of leases as well
        title = _THIS.search(work.text, 0, _OPENING)
    return title is not None and not _SELLING_TITLE.search(work.text, max(0, title.start() - _LINE), title.end())


def _keeps_secret(work: Work) -> bool:
    """Whether the title is that of an agreement of secrecy alone, whatever its parties are called."""
    title = _TITLE.search(work.text, 0, _TITLES)
    return title is not None and _SECRET.search(title.group()) is not None and _nobody_sells(work)


def _employs(work: Work) -> bool:
    """Whether the document is about somebody's employment, and not about supplies."""
    if not _EMPLOYMENT.search(work.text, 0, _OPENING):
        return False
    said = len(_WORDS.findall(work.text))
    return said >= _OFTEN and said > 2 * len(_SALE.findall(work.text))
