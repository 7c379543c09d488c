"""The labelled passages that are part of the repository: how many, how hard, and without copied text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tenderscan.quality.copied import is_concealed
from tenderscan.quality.sample import read_sample
from tests.quality.sets import LABELLED

SAMPLES = sorted(LABELLED.glob("*.jsonl"))
SENTENCES, ROWS, HARD = 400, 100, 1 / 3
WORDS = frozenset({"name", "supplier", "lot", "who", "measure", "criterion", "parent"})
"""Keys whose values are words of a document."""
SIDES = frozenset({"supplier", "buyer"})
MOST_WORDS = 4
"""Of a figure, a unit or an identifier."""


def test_there_are_enough_and_enough_that_are_hard() -> None:
    passages = [passage for path in SAMPLES for passage in read_sample(path)]
    kinds = [passage.kind for passage in passages]
    assert kinds.count("sentence") >= SENTENCES
    assert kinds.count("row") >= ROWS
    assert sum(passage.hard for passage in passages) / len(passages) >= HARD


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_is_copied(path: Path) -> None:
    """Of the documents there are offsets, hashes, numbers, days and identifiers; no words."""
    salts = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        passage: dict[str, Any] = json.loads(line)
        assert set(passage) == {"file", "kind", "start", "end", "letters", "hard", "labels"}
        for label in passage["labels"]:
            assert set(label) <= {"label", "start", "end", "value", "optional"}
            for key, value in label.get("value", {}).items():
                if key in WORDS and value not in SIDES and not (key == "lot" and len(value) <= 2):
                    assert is_concealed(value), (path.name, key)
                    salts.add(value.split()[0])
                elif isinstance(value, str):
                    assert len(re.findall(r"[A-Za-z]{2,}", value)) <= MOST_WORDS, (path.name, key)
    assert len(salts) == 1  # a sample's own, so that no list of hashed words fits two


def test_the_same_words_have_other_hashes_in_each_sample() -> None:
    salts = {re.search(r"~~[0-9a-f]{16}", path.read_text(encoding="utf-8")) for path in SAMPLES}
    assert len({match[0] for match in salts if match}) == len(SAMPLES) > 1
