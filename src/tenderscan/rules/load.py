"""Reading the rule files of a folder and checking them."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tenderscan.errors import RuleError
from tenderscan.rules import (
    clauses,
    commitments,
    contract_clauses,
    dates,
    document_types,
    money,
    organisations,
    placeholders,
    references,
    terms,
    weightings,
)
from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead

FILES = (
    "money",
    "organisations",
    "clauses",
    "contract_clauses",
    "commitments",
    "weightings",
    "dates",
    "terms",
    "references",
    "document_types",
    "placeholders",
)

_TEXTS = frozenset({".cfg", ".json"})
"""Endings of files of a trained model whose line ends may be others in another checkout."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One component of the pipeline.

    Attributes:
        component: its registered name.
        trained: folder under `models/trained`; empty for a component of our own.
    """

    component: str
    trained: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rule files.

    Attributes:
        version: hash of their content and of the trained models that the pipeline names; a document tagged with another
            version is tagged anew.
        pipeline: components in order.
        money: `money.toml`.
        organisations: `organisations.toml`.
        clauses: `clauses.toml`.
        contract_clauses: `contract_clauses.toml`.
        commitments: `commitments.toml`.
        weightings: `weightings.toml`.
        dates: `dates.toml`.
        terms: `terms.toml`.
        references: `references.toml`.
        types: `document_types.toml`.
        placeholders: `placeholders.toml`.
    """

    version: str
    pipeline: tuple[Stage, ...]
    money: money.MoneyRules
    organisations: organisations.OrganisationRules
    clauses: clauses.ClauseRules
    contract_clauses: contract_clauses.ContractClauseRules
    commitments: commitments.CommitmentRules
    weightings: weightings.WeightingRules
    dates: dates.DateRules
    terms: terms.TermRules
    references: references.ReferenceRules
    types: tuple[document_types.TypeRule, ...]
    placeholders: tuple[placeholders.PlaceholderRule, ...]

    @property
    def value_kinds(self) -> frozenset[str]:
        """Kinds of money that say what a contract is worth."""
        return frozenset(rule.kind for rule in self.money.rules if rule.counts_as_value)

    @property
    def document_types(self) -> tuple[str, ...]:
        """Ids that `type:` may name, sorted."""
        return tuple(sorted({rule.type for rule in self.types}))

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids that `theme:` may name, sorted."""
        return tuple(sorted({rule.theme for rule in self.clauses.rules}))

    def heads(self) -> tuple[RuleHead, ...]:
        """The heads of all rules, file by file."""
        files = (
            self.money.rules,
            self.organisations.rules,
            self.clauses.rules,
            self.contract_clauses.rules,
            self.commitments.rules,
            self.weightings.rules,
            self.dates.rules,
            self.terms.rules,
            self.references.rules,
            self.types,
            self.placeholders,
        )
        return tuple(rule.head for rules in files for rule in rules)

    def phrase_lists(self) -> Iterator[PhraseList]:
        """All lists of phrases, each with what it means."""
        return chain(
            money.lists(self.money),
            organisations.lists(self.organisations),
            clauses.lists(self.clauses),
            contract_clauses.lists(self.contract_clauses),
            commitments.lists(self.commitments),
            weightings.lists(self.weightings),
            dates.lists(self.dates),
            terms.lists(self.terms),
            references.lists(self.references),
            document_types.lists(self.types),
        )


def load_rules(folder: Path) -> Rules:
    """The rules of a folder such as `models/rules`; `pipeline.toml` stands in the folder above it.

    Raises:
        RuleError: a file is missing, is no TOML, or says something that no rule may say.
    """
    raw = {name: _read(folder / f"{name}.toml") for name in FILES}
    pipeline = _read(folder.parent / "pipeline.toml")
    tops = {name: Fields(_parse(folder / f"{name}.toml", text), f"{name}.toml", "file") for name, text in raw.items()}
    stages = _pipeline(Fields(_parse(folder.parent / "pipeline.toml", pipeline), "pipeline.toml", "file"))
    rules = Rules(
        version=_version([*raw.values(), pipeline, *_trained_files(stages, folder.parent / "trained")]),
        pipeline=stages,
        money=money.read_money(tops["money"]),
        organisations=organisations.read_organisations(tops["organisations"]),
        clauses=clauses.read_clauses(tops["clauses"]),
        contract_clauses=contract_clauses.read_contract_clauses(tops["contract_clauses"]),
        commitments=commitments.read_commitments(tops["commitments"]),
        weightings=weightings.read_weightings(tops["weightings"]),
        dates=dates.read_dates(tops["dates"]),
        terms=terms.read_terms(tops["terms"]),
        references=references.read_references(tops["references"]),
        types=document_types.read_document_types(tops["document_types"]),
        placeholders=placeholders.read_placeholders(tops["placeholders"]),
    )
    _no_doubles(rules)
    return rules


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name}: cannot be read from {path.parent}: is the folder of rules complete?") from error


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: not TOML: {error}") from error


def _version(texts: list[str]) -> str:
    """A hash that is the same whatever the line ends of the checkout are (`read_text` has folded them)."""
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:12]


def _trained_files(stages: Iterable[Stage], folder: Path) -> Iterator[str]:
    """A line for each file of the trained models; none for a model that is not there, which the tagger asks for."""
    for name in sorted({stage.trained for stage in stages if stage.trained}):
        for path in sorted(path for path in folder.joinpath(name).rglob("*") if path.is_file()):
            try:
                content = path.read_bytes()
            except OSError as error:
                raise RuleError(f"{path.name}: cannot be read from {path.parent}") from error
            if path.suffix in _TEXTS:
                content = content.replace(b"\r\n", b"\n")
            yield f"{path.relative_to(folder).as_posix()} {hashlib.sha256(content).hexdigest()}"


def _no_doubles(rules: Rules) -> None:
    seen: set[str] = set()
    for head in rules.heads():
        if head.id in seen:
            raise RuleError(f"rule {head.id}, field 'id': stands twice")
        seen.add(head.id)


def _pipeline(top: Fields) -> tuple[Stage, ...]:
    stages = []
    for fields in top.tables("stage"):
        stages.append(Stage(fields.text("component"), fields.text("trained", "")))
        fields.close()
    top.close()
    if not stages:
        raise top.wrong("stage", "at least one component is needed")
    return tuple(stages)
