"""`tenderscan quality`, as a person or a machine calls it."""

import json
from pathlib import Path

import pytest

from tests.faces.conftest import Program, tenderscan

__all__ = ["tenderscan"]  # the fixture

PASSAGE = "The contract value is £20,000 excluding VAT."


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "award.txt").write_text(f"Award\n\n{PASSAGE}\n\nOther text.\n", encoding="utf-8")
    value = {"amount": "20000.00", "currency": "GBP", "kind": "contract_value", "vat": "excl"}
    line = {
        "file": "award.txt",
        "kind": "sentence",
        "text": PASSAGE,
        "labels": [
            {"label": "money", "text": "£20,000", "value": value},
            {"label": "supplier", "text": "VAT", "value": {"name": "VAT"}},
        ],
    }
    path = tmp_path / "sample.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def test_a_sample_is_measured(sample: Path, tenderscan: Program) -> None:
    answer = tenderscan("quality", sample, "--files", sample.parent / "files", "--misses")
    assert answer.code == 0
    assert "1 passages of 1 documents" in answer.out
    assert "money kind 1.00 of 1" in answer.out
    assert "missed supplier: sample.jsonl, line 1 (award.txt): 'VAT'" in answer.out


def test_json_for_machines(sample: Path, tenderscan: Program) -> None:
    answer = tenderscan("quality", sample, "--files", sample.parent / "files", "--misses", "--json")
    told = json.loads(answer.out)
    assert told["rows"]["money"]["both"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert told["rows"]["supplier"]["overlap"] == {"precision": None, "recall": 0.0, "f1": None}
    assert len(told["misses"]) == 1
    assert set(told) == {
        *("documents", "parts", "rows", "details", "hard_parts", "hard_parts_wrong", "placeholders_found"),
        *("hard_wrong", "misses", "names_elsewhere_on_page"),
    }


def test_a_sample_without_copied_text_is_written_and_measured(sample: Path, tenderscan: Program) -> None:
    files, out = sample.parent / "files", sample.parent / "concealed.jsonl"
    assert tenderscan("quality", sample, "--files", files, "--conceal", out).code == 0
    assert "contract value" not in out.read_text(encoding="utf-8")
    first, second = (tenderscan("quality", path, "--files", files, "--json").out for path in (sample, out))
    assert first == second
    answer = tenderscan("quality", sample, "--files", files, "--conceal", sample.parent / "none" / "out.jsonl")
    assert answer.code == 2
    assert "cannot be written" in answer.err


def test_errors_name_file_and_line(sample: Path, tenderscan: Program) -> None:
    answer = tenderscan("quality", sample)
    assert answer.code == 2
    assert "sample.jsonl, line 1" in answer.err
    assert "--files" in answer.err
    answer = tenderscan("quality", sample.parent / "none.jsonl")
    assert answer.code == 2
    assert "none.jsonl" in answer.err
