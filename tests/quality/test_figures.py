"""The tags are as good as published: nothing may fall by more than a point.

`python -m benchmarks.quality --misses` prints what is missed and what is false; `make quality` publishes new figures.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tenderscan.quality.figures import MEASURES
from tenderscan.quality.tables import SHARES, misses, summary
from tests.quality.conftest import Measured
from tests.quality.sets import SETS

POINT = 0.01
_ROUNDING = 0.0001
DETAILS = ("money kind", "social_value theme")
"""Accuracies that are held like precision and recall."""


def falls(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """What is worse by more than a point."""
    for row, kept in before["rows"].items():
        for measure in MEASURES:
            for share in SHARES:
                was = kept[measure][share]
                got = now["rows"].get(row, {}).get(measure, {}).get(share)
                if was is not None and (got is None or got < was - POINT - _ROUNDING):
                    yield f"{row}, {measure}: {share} was {was}, is {got}"
    for detail in DETAILS:
        was = before["details"].get(detail, {}).get("accuracy")
        got = now["details"].get(detail, {}).get("accuracy")
        if was is not None and (got is None or got < was - POINT - _ROUNDING):
            yield f"{detail}: accuracy was {was}, is {got}"


@pytest.mark.parametrize("name", SETS)
def test_no_label_falls_by_more_than_a_point(
    name: str, measured: Measured, kept: Callable[[str], dict[str, Any]]
) -> None:
    figures = measured(name)
    fallen = list(falls(kept(name), summary(figures)))
    rows = {words.split(",")[0].split(" ")[0] for words in fallen}
    assert fallen == [], "\n".join(line for line in misses(figures) if rows & set(re.split(r"[ :]", line)[:2]))


@pytest.mark.parametrize("name", SETS)
def test_nothing_is_found_in_fields_still_to_be_filled_in(name: str, measured: Measured) -> None:
    assert measured(name).violations == ()


def test_a_fall_is_seen() -> None:
    def with_recall(recall: float | None) -> dict[str, Any]:
        shares = {"precision": None, "recall": recall, "f1": None}
        return {"rows": {"money": dict.fromkeys(MEASURES, shares)}, "details": {}}

    assert list(falls(with_recall(0.9), with_recall(0.89))) == []
    assert len(list(falls(with_recall(0.9), with_recall(0.88)))) == len(MEASURES)
    assert len(list(falls(with_recall(0.9), {"rows": {}, "details": {}}))) == len(MEASURES)
    kinds = {"rows": {}, "details": {"money kind": {"accuracy": 0.9}}}
    assert list(falls(kinds, {"rows": {}, "details": {}})) == ["money kind: accuracy was 0.9, is None"]
