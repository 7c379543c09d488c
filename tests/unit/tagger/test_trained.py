import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tenderscan.document import Span
from tenderscan.errors import RuleError
from tenderscan.record import Clause, Organisation, Record
from tenderscan.rules import Stage, load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.classifier import load_classifier
from tenderscan.tagger.clauses.sentence_clauses import RULE as CLAUSES
from tenderscan.tagger.clauses.sentence_words import LONGEST, sentence_words
from tenderscan.tagger.organisations.names import NameFinder
from tenderscan.tagger.organisations.roles_found import RULE
from tenderscan.tagger.organisations.roles_words import overlapping, role_words
from tenderscan.tagger.tagger import Tagger
from tenderscan.tagger.trained import trained_components
from tests.build import assert_evidence
from tests.unit.tagger.sample import sample

RULES = load_rules(bundled("models") / "rules")
BY_RULES = tuple(stage for stage in RULES.pipeline if not stage.trained)
BOTH = (Stage("tenderscan_roles", "roles"), Stage("tenderscan_clause_sentences", "clauses"))
TAGGER = Tagger(replace(RULES, pipeline=(*BY_RULES, *BOTH)))
WITHOUT = Tagger(replace(RULES, pipeline=BY_RULES))
ROLES = load_classifier(bundled("models") / "trained" / "roles")
NAMES = NameFinder(RULES.organisations)


def _without_thresholds(card: Path) -> None:
    kept = json.loads(card.read_text(encoding="utf-8"))
    del kept["thresholds"]
    card.write_text(json.dumps(kept), encoding="utf-8")


def clauses(tagger: Tagger, text: str) -> set[tuple[str, str | None]]:
    return {
        (finding.value.kind, finding.value.figure)
        for finding in tagger.tag(sample(text))
        if isinstance(finding.value, Clause) and finding.evidence.rule == CLAUSES
    }


def roles(tagger: Tagger, text: str) -> set[tuple[str, str]]:
    made = sample(text)
    findings = tagger.tag(made)
    assert_evidence(Record(made, findings))
    return {
        (finding.label.value, finding.value.name)
        for finding in findings
        if isinstance(finding.value, Organisation) and finding.evidence.rule.startswith(RULE)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Bodies that are but mentioned, where the sentence makes them buyers.
        (
            "The scheme is run by Stonebeck Council on behalf of the Northfield Partnership and its members.",
            ("buyer", "Northfield Partnership"),
        ),
        (
            "Thornaby NHS Trust and Nettleham College jointly commission a wheelchair service from local providers.",
            ("buyer", "Nettleham College"),
        ),
    ],
)
def test_a_sentence_gives_a_role(text: str, found: tuple[str, str]) -> None:
    assert found in roles(TAGGER, text)
    assert found not in roles(WITHOUT, text)


@pytest.mark.parametrize(
    "text",
    [
        "A grant from Wharfside Combined Authority was received towards the new hall and its roof.",
        "The provider must be registered with the Food Hygiene Agency before the contract starts.",
        "The hall is let to Maltkiln Developments Ltd at a rent of £900 a year.",
        "Publisher name: Wharfside Combined Authority",
        "Disputes shall be referred to the Northern Arbitration Authority and to nobody else.",
        "[Insert name of Wharfside Combined Authority] is seeking to establish a framework for lift servicing.",
        "Bidders must complete the Form of Tender and return it to the Head of Procurement.",
    ],
)
def test_other_sentences_give_none(text: str) -> None:
    assert roles(TAGGER, text) == set()


def test_who_is_but_mentioned_never_sells() -> None:
    assert set(ROLES.thresholds) == {"buyer"}
    assert ROLES.least("supplier") > 1


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "It was let to Ashdell Paving Ltd for £4,000.",
            "Ashdell Paving Ltd",
            "^< it< was< let< to< @company >for >£ >0 | ^ it was let to @ for £ 0",
        ),
        (
            "Stonebeck Council pays Ashdell Paving Ltd.",
            "Stonebeck Council",
            "^< @body >pays >*company >. | ^ @ pays *company .",
        ),
    ],
)
def test_names_are_masked(text: str, name: str, words: str) -> None:
    names = NAMES.find(text, Span(0, len(text)))
    at = overlapping(names, Span(text.index(name), text.index(name) + len(name)))
    assert role_words(text, Span(0, len(text)), names, at) == words.split()


def test_a_long_sentence_is_looked_at_near_the_name_alone() -> None:
    text = "it " * 5_000 + "was let to Ashdell Paving Ltd " + "and so on " * 5_000
    names = NAMES.find(text, Span(0, len(text)))
    assert len(role_words(text, Span(0, len(text)), names, 0)) < 50


def test_guesses_do_not_depend_on_their_neighbours() -> None:
    one, other = ["^<", "@body", ">is", ">seeking", "|", "^", "@", "is", "seeking"], ["@company"]
    assert ROLES.guess([one])[0] == ROLES.guess([other, one, []])[1]
    assert ROLES.guess([]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Contractor shall be answerable for any damage to the premises caused by its staff.",
            {("liability", None)},
        ),
        (
            "The Authority may omit part of the services or add to them at the same rates by a notice.",
            {("change_control", None)},
        ),
        ("All sums under this agreement shall be paid in sterling and free of bank charges.", {("payment", None)}),
        ("The Contractor shall apply two coats of paint to all of the doors on the ground floor.", set()),
        ("“Damage” shall mean any damage to the premises for which the Contractor is answerable.", set()),
        (
            "The Contractor shall be answerable for any damage to [insert name of the premises] caused by its staff.",
            set(),
        ),
        ("The Contractor was answerable for all damage to the premises that its staff had caused.", set()),
        ("# The Contractor shall be answerable for any damage to the premises caused by its staff", set()),
        (
            "The Contractor shall be answerable " + "for any damage to the premises " * 20 + "caused by its staff.",
            set(),
        ),
    ],
)
def test_clause_sentences(text: str, found: set[tuple[str, str | None]]) -> None:
    assert clauses(TAGGER, text) == found
    assert clauses(WITHOUT, text) == set()


def test_a_sentence_that_is_a_clause_already_is_not_looked_at() -> None:
    text = "The Council shall pay each undisputed invoice within 30 days of its receipt."
    found = [f.evidence.rule for f in TAGGER.tag(sample(text)) if isinstance(f.value, Clause)]
    assert found == ["contract_clause/payment"]


def test_words_of_a_sentence() -> None:
    assert sentence_words("The Supplier’s staff will pay £5,000 (or 10%) by 1 May.") == (
        ["the", "#1", "staff", "#must", "pay", "#sum", "or", "#0", "%", "by", "#0", "may"]
    )
    assert len(sentence_words("so on " * 5_000)) == LONGEST


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: shutil.rmtree(folder), "no trained model .*make train"),
        (lambda folder: (folder / "textcat" / "model").write_bytes(b"no"), "damaged.*make train"),
        (lambda folder: (folder / "textcat" / "model").unlink(), "damaged.*make train"),
        (lambda folder: (folder / "meta.json").write_text("{", encoding="utf-8"), "damaged.*make train"),
        (lambda folder: (folder / "config.cfg").write_text("[nlp]\n", encoding="utf-8"), "make train"),
        (lambda folder: _without_thresholds(folder / "meta.json"), "none of tenderscan's.*make train"),
    ],
)
def test_a_missing_or_damaged_model_names_the_way_out(tmp_path: Path, damage: object, message: str) -> None:
    folder = tmp_path / "trained" / "roles"
    shutil.copytree(bundled("models") / "trained" / "roles", folder)
    assert callable(damage)
    damage(folder)
    with pytest.raises(RuleError, match=message):
        Tagger(RULES, models=tmp_path)


def test_unknown_trained_component() -> None:
    with pytest.raises(RuleError, match=r"pipeline\.toml: stage nobody.*tenderscan_roles"):
        trained_components((Stage("nobody", "roles"),), bundled("models"))


def test_the_models_are_small() -> None:
    files = [path for path in (bundled("models") / "trained").rglob("*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in files) < 3_000_000


def test_help_loads_no_model() -> None:
    code = (
        "import sys, tenderscan.cli\n"
        "sys.argv = ['tenderscan', '--help']\n"
        "try:\n    tenderscan.cli.main()\nfinally:\n    assert 'spacy' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, "AssertionError" in done.stderr) == (0, False)
