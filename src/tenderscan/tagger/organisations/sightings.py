"""Names that were seen in a role, on their way to becoming findings."""

from typing import NamedTuple

from tenderscan.record import Label, Organisation
from tenderscan.rules import OrganisationRule
from tenderscan.tagger.organisations.authorities import inside_department, is_authority, without_title
from tenderscan.tagger.organisations.names import Name
from tenderscan.tagger.organisations.plausible import made_supplier, without_purpose
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

NO_SUFFIX = 0.75
"""What a name without legal form is worth beside one that has it."""


class Sighting(NamedTuple):
    """A name with the rule that gives it its role."""

    name: Name
    rule: OrganisationRule
    factor: float


def add(work: Work, sighting: Sighting, passage: Passage, role: str | None = None) -> None:
    """Keep a sighting as a finding."""
    name, rule = without_title(work, without_purpose(work, sighting.name)), sighting.rule
    if work.masked(name.span) or not fits(work, rule) or inside_department(work.text, name):
        return
    passage = work.passage_at(name.span.start) or passage  # the cue may stand in the block before or behind
    if rule.label == Label.SUPPLIER and not _stated(work, name, rule) and is_authority(_folded(work, name)):
        rule = work.grammar.organisation_rule("public-body")
    keep(work, Sighting(name, rule, sighting.factor), passage, role)


def keep(work: Work, sighting: Sighting, passage: Passage, role: str | None = None) -> None:
    """Keep a sighting as a finding, whoever it is."""
    name, rule = sighting.name, sighting.rule
    if work.masked(name.span):
        return
    text = _folded(work, name)
    value = Organisation(text, role or rule.role)
    label = Label(rule.label)
    score = rule.score * sighting.factor * (1.0 if name.legal or name.public else NO_SUFFIX)
    work.add(label, value, name.span, rule.head.id, score, passage)


def _stated(work: Work, name: Name, rule: OrganisationRule) -> bool:
    """Whether the text says it plainly enough for a public body, which else buys, to be a supplier."""
    return rule.stated or made_supplier(work, name)


def _folded(work: Work, name: Name) -> str:
    return " ".join(name.span.of(work.text).split())


def fits(work: Work, rule: OrganisationRule) -> bool:
    """Whether the form holds one of the labels that the rule wants beside its own."""
    return not rule.beside or any(label in work.form_labels for label in rule.beside)
