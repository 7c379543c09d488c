"""The labelled passages that are part of the repository: how many, how hard, and without copied text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tenderscan.quality.sample import read_sample
from tests.quality.sets import LABELLED

SAMPLES = sorted(LABELLED.glob("*.jsonl"))
SENTENCES, ROWS, HARD = 400, 100, 1 / 3


def test_there_are_enough_and_enough_that_are_hard() -> None:
    passages = [passage for path in SAMPLES for passage in read_sample(path)]
    kinds = [passage.kind for passage in passages]
    assert kinds.count("sentence") >= SENTENCES
    assert kinds.count("row") >= ROWS
    assert sum(passage.hard for passage in passages) / len(passages) >= HARD


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_is_copied(path: Path) -> None:
    """Of the documents there are offsets, hashes, numbers, days and identifiers; no words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        passage: dict[str, Any] = json.loads(line)
        assert set(passage) == {"file", "kind", "start", "end", "letters", "hard", "labels"}
        for label in passage["labels"]:
            assert set(label) <= {"label", "start", "end", "value", "optional"}
            words = [str(value) for value in label.get("value", {}).values()]
            assert [text for text in words if len(re.findall(r"(?<![~\w])[a-z]{2,}", text)) > 4] == []
