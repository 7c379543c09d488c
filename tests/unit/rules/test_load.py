import shutil
from pathlib import Path

import pytest

from tenderscan.errors import RuleError
from tenderscan.rules import load_rules
from tenderscan.rules.phrases import expand
from tenderscan.settings import bundled


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(bundled("models") / "rules", tmp_path / "rules")
    shutil.copytree(bundled("models") / "trained", tmp_path / "trained")
    shutil.copy(bundled("models") / "pipeline.toml", tmp_path / "pipeline.toml")
    return tmp_path


def change(models: Path, file: str, old: str, new: str) -> None:
    path = models / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_bundled_rules_load() -> None:
    rules = load_rules(bundled("models") / "rules")
    assert {rule.kind for rule in rules.money.rules} >= {"contract_value", "insurance_PL", "liability_cap", "other"}
    assert {rule.theme for rule in rules.clauses.rules} == {
        "jobs", "growth", "social", "environment", "innovation", "general",
    }  # fmt: skip
    assert all(head.source and head.examples_fire and head.examples_not for head in rules.heads())


def test_the_version_follows_the_content(models: Path) -> None:
    before = load_rules(models / "rules").version
    assert before == load_rules(bundled("models") / "rules").version
    change(models, "rules/money.toml", "per annum", "per anno")
    assert load_rules(models / "rules").version != before


def test_the_version_is_the_same_with_other_line_ends(models: Path) -> None:
    before = load_rules(models / "rules").version
    path = models / "rules" / "dates.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rules(models / "rules").version == before


def test_the_version_follows_the_trained_models(models: Path) -> None:
    before = load_rules(models / "rules").version
    card = models / "trained" / "roles" / "meta.json"
    card.write_bytes(card.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rules(models / "rules").version == before
    weights = models / "trained" / "roles" / "textcat" / "model"
    content = weights.read_bytes()
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert load_rules(models / "rules").version != before


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "rules/money.toml",
            'kind = "contract_value"',
            "kind = 7",
            r"money\.toml: rule money/contract-value, field 'kind'",
        ),
        ("rules/money.toml", "capped =", "caped =", r"money\.toml: rule .*'caped': not a field"),
        ("rules/money.toml", "version = 1", "version = 0", r"field 'version'"),
        ("rules/money.toml", 'id = "money/budget"', 'id = "budget"', r"field 'id'"),
        ("rules/money.toml", 'id = "money/budget"', 'id = "money/ceiling"', r"money/ceiling, field 'id': stands twice"),
        ("rules/money.toml", 'turns = ["minutes: budget"]', 'turns = ["minutes"]', r"field 'turns': .*'name: name'"),
        ("rules/money.toml", "score = 0.6", "score = 6", r"field 'score': a number from 0 to 1"),
        ("rules/money.toml", '"lot value"', '"lot (value"', r"rule money/lot-value, field 'cues': brackets"),
        ("rules/organisations.toml", 'label = "supplier"', 'label = "friend"', r"field 'label': 'friend' is none of"),
        ("rules/clauses.toml", 'theme = "jobs"', 'theme = "work"', r"rule clause/jobs, field 'theme'"),
        ("rules/clauses.toml", "examples_not = [", "examples_nott = [", r"field 'examples_not'"),
        ("rules/placeholders.toml", 'pattern = "«', 'pattern = "(«', r"field 'pattern': not a regular expression"),
        ("rules/dates.toml", "[[rule]]", "[[rule", r"dates\.toml: not TOML"),
        (
            "pipeline.toml",
            'component = "tenderscan_cues"',
            'komponent = "x"',
            r"pipeline\.toml: stage 1, field 'component'",
        ),
    ],
)
def test_wrong_files_are_named(models: Path, file: str, old: str, new: str, message: str) -> None:
    change(models, file, old, new)
    with pytest.raises(RuleError, match=message):
        load_rules(models / "rules")


def test_a_missing_file(models: Path) -> None:
    (models / "rules" / "dates.toml").unlink()
    with pytest.raises(RuleError, match=r"dates\.toml: cannot be read"):
        load_rules(models / "rules")


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("contract value", ("contract value",)),
        (
            "(total|) contract (price|sum)",
            ("total contract price", "total contract sum", "contract price", "contract sum"),
        ),
        ("employer's \\(compulsory\\) liability", ("employer's (compulsory) liability",)),
    ],
)
def test_expand(pattern: str, phrases: tuple[str, ...]) -> None:
    assert expand(pattern) == phrases


@pytest.mark.parametrize("pattern", ["(a|b", "a|b", "((a))", "(|)", " ".join(["(a|b|c|d)"] * 6)])
def test_wrong_patterns(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        expand(pattern)
